"""How somebody was told whom the mail did not reach."""

from django import forms

from govuk.forms import Form


class ToldAnotherWay(Form):
    told_how = forms.CharField(
        label="How were they told?",
        max_length=200,
        help_text="For example, “By phone at 9.40am, by me”",
        error_messages={"required": "Enter how they were told"},
    )
