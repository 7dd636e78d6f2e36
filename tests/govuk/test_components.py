"""What fields look like, checked in the markup that a browser gets."""

import re
from html import unescape

import pytest
from django import forms

from govuk.fields import DateField, MoneyField
from govuk.forms import Form


class Everything(Form):
    who = forms.CharField(label="Who <b>?", help_text="Name & role", max_length=10)
    when = DateField(label="When?", subject="Date notified")
    notice = forms.ChoiceField(
        label="What happened?",
        choices=[
            ("CQC", [("1", "Notice of proposal"), ("2", "Notice of decision")]),
            ("Other", [("3", "Other event")]),
        ],
        widget=forms.RadioSelect,
    )
    told = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, required=False)
    by_whom = forms.CharField(required=False, widget=forms.Textarea)
    agencies = forms.MultipleChoiceField(
        choices=[("i", "ICB"), ("c", "CQC")], widget=forms.CheckboxSelectMultiple, required=False
    )
    payer = forms.ChoiceField(choices=[("", "---------"), ("c", "Council")], required=False)
    area = forms.ChoiceField(choices=[("North", [("a", "Exampleton")])], required=False)
    several = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    fee = MoneyField(required=False)
    hours = forms.IntegerField(required=False, min_value=1)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    file = forms.FileField(required=False)
    sure = forms.BooleanField(label="I am sure", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
    govuk = {
        "notice": {"small": True, "heading": 2},
        "told": {"conditional": {"yes": ["by_whom"]}, "choice_hints": {"no": "Tell them after step 2.4"}},
        "by_whom": {"rows": 3},
        "hours": {"width": "3", "suffix": "hours", "hide_label": True},
    }


def markup(name: str, form: Form | None = None) -> str:
    return str((form or Everything())[name])


def test_text_is_escaped_and_tied_to_its_hint():
    html = markup("who")

    assert "Who &lt;b&gt;?" in html
    assert 'aria-describedby="id_who-hint"' in html
    assert "Name &amp; role" in html


def test_browser_gets_no_rules_of_its_own():
    assert not re.search(r"\b(required|maxlength|placeholder)\b", str(Everything()))


def test_error_stands_at_the_field():
    html = markup("who", Everything({"who": ""}))

    assert "govuk-form-group--error" in html
    assert 'aria-describedby="id_who-hint id_who-error"' in html
    assert "Answer “Who &lt;b&gt;?”" in html


def test_date_has_three_boxes_and_marks_the_wrong_one():
    html = markup("when", Everything({"when-day": "4", "when-month": "", "when-year": "2026"}))

    boxes = re.findall(r'<input class="([^"]*)" id="id_when-(day|month|year)"[^>]*value="([^"]*)"', html)
    assert [(part, value) for _, part, value in boxes] == [("day", "4"), ("month", ""), ("year", "2026")]
    assert ["govuk-input--error" in classes for classes, *_ in boxes] == [False, True, False]


def test_grouped_radios_stand_under_named_sub_headings():
    html = markup("notice", Everything({"notice": "2"}))

    assert html.count('type="radio"') == 3
    assert re.search(r'id="id_notice-2"[^>]*value="2" checked', html)
    assert 'role="group" aria-labelledby="id_notice-group-1"' in html
    assert '<h2 class="govuk-fieldset__heading">What happened?</h2>' in html
    assert html.count("govuk-radios--small") == 2


def test_first_radio_is_where_an_error_link_goes():
    assert re.search(
        r'<input class="govuk-radios__input" id="id_told" name="told" type="radio" value="yes"',
        markup("told"),
    )


def test_conditional_field_is_inside_its_radio_and_only_there():
    html = str(Everything({"told": "yes"}))

    inside = html[html.index('id="conditional-id_told"') :]
    assert html.count('name="by_whom"') == 1
    assert inside.index('name="by_whom"') < inside.index('value="no"')
    assert "Tell them after step 2.4" in html


def test_typed_lines_survive_the_indenting_of_nested_markup():
    typed = "\nfirst & last\n  second\n"
    html = str(Everything({"told": "yes", "by_whom": typed}))

    shown = unescape(re.search(r'name="by_whom"[^>]*>(.*?)</textarea>', html, re.DOTALL)[1])
    assert shown.removeprefix("\n") == typed  # a browser drops the first line break of a textarea


def test_choices_keep_what_was_chosen():
    form = Everything({"agencies": ["c"], "payer": "c", "area": "a", "several": ["a"], "sure": "on"})

    assert re.search(r'value="c" checked', markup("agencies", form))
    assert '<option value="c" selected>' in markup("payer", form)
    assert '<optgroup label="North">' in markup("area", form)
    assert re.search(r"<select[^>]* multiple", markup("several", form))
    assert re.search(r'id="id_sure"[^>]* checked', markup("sure", form))


def test_empty_choice_is_said_in_words():
    assert '<option value="" selected>Choose one</option>' in markup("payer")


def test_numbers_are_text_with_a_number_pad():
    html = markup("hours")

    assert 'type="text"' in html and 'inputmode="numeric"' in html
    assert "govuk-input--width-3" in html and "govuk-visually-hidden" in html
    assert '<div class="govuk-input__suffix" aria-hidden="true">hours</div>' in html
    assert 'class="govuk-input__prefix" aria-hidden="true">£' in markup("fee")


def test_password_is_never_sent_back():
    html = markup("secret", Everything({"secret": "hunter2"}))

    assert 'type="password"' in html and "hunter2" not in html
    assert 'data-module="govuk-password-input"' in html


def test_hidden_fields_come_last_and_without_label():
    html = str(Everything())

    assert html.rstrip().endswith('<input type="hidden" name="version" value="3" id="id_version">')


def test_forms_of_others_keep_bare_widgets_and_get_components_as_a_whole():
    class Theirs(forms.Form):
        name = forms.CharField()

    assert str(Theirs()["name"]).startswith("<input")
    assert "govuk-form-group" in str(Theirs())


@pytest.mark.parametrize("prefix", ["first", "second"])
def test_prefix_reaches_every_id_and_name(prefix):
    html = str(Everything(prefix=prefix))

    assert f'name="{prefix}-when-day"' in html
    assert set(re.findall(r' name="(\w+)-', html)) == {prefix}
