"""What can be done on the page of the grab-pack: each button says its own word."""

from django import forms

from govuk.forms import Form

DOWNLOAD, SHOW, CHANGE, AFRESH = "download", "show", "change", "afresh"


class GrabPackForm(Form):
    """Hidden in each button of the page."""

    do = forms.ChoiceField(
        label="What to do",
        choices=[
            (DOWNLOAD, "Download the pack"),
            (SHOW, "Show the pass-phrase"),
            (CHANGE, "Make a new pass-phrase"),
            (AFRESH, "Make it afresh now"),
        ],
        widget=forms.RadioSelect,
    )
    govuk = {"do": {"subject": "what to do"}}
