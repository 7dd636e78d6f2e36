import pytest
from django import forms
from django.core.exceptions import ValidationError

from govuk.fields import DateField
from govuk.forms import Form, OnceForm, error_list, first_invalid


class Notify(OnceForm):
    who = forms.CharField(label="Who told you?", max_length=10)
    when = DateField(label="When?", subject="Date notified")
    notes = forms.CharField(widget=forms.Textarea, required=False)


GOOD = {"who": "Jo", "when": "2026-12-04", "notes": "one\r\ntwo"}


def test_run_hands_the_cleaned_values_to_the_operation():
    form = Notify({**GOOD, "key": "5f3e9a70-5f0c-4f5e-8a55-0e6a0a6f2f11"})

    assert form.run(lambda **given: given, by="Priya")

    assert form.result["by"] == "Priya"
    assert form.result["notes"] == "one\ntwo"
    assert str(form.result["key"]).startswith("5f3e9a70")


def test_run_of_an_invalid_form_calls_nothing():
    assert not Notify({}).run(lambda **given: pytest.fail("called"))


def test_sentence_of_a_refusal_joins_the_form():
    def refuse(**given):
        raise ValidationError("Gate shut: 24 people have no final outcome.", code="gate")

    form = Notify(GOOD)

    assert not form.run(refuse)
    assert form.refusal.code == "gate"
    assert error_list(form) == [{"text": "Gate shut: 24 people have no final outcome."}]


def test_refusal_of_a_field_goes_to_the_field():
    def refuse(**given):
        raise ValidationError({"when": ["Before the event began"], "elsewhere": ["Something else"]})

    form = Notify(GOOD)
    form.run(refuse)

    assert {"text": "Before the event began", "href": "#id_when-day"} in error_list(form)
    assert {"text": "Something else"} in error_list(form)


def test_error_links_go_to_the_input_that_is_wrong():
    form = Notify({"who": "", "when-day": "4", "when-month": "", "when-year": "2026"})

    assert error_list(form) == [
        {"text": "Answer “Who told you?”", "href": "#id_who"},
        {"text": "Date notified must include a month", "href": "#id_when-month"},
    ]


def test_too_long_text_says_limit_and_length():
    form = Notify({**GOOD, "who": "a" * 14})

    assert error_list(form)[0]["text"] == "“Who told you?” must be 10 characters or fewer. It has 14"


def test_removed_characters_are_said():
    form = Notify({**GOOD, "notes": "bell\x07 and \x00null"})

    assert form.is_valid()
    assert form.cleaned_data["notes"] == "bell and null"
    assert form.removed_words == "Characters that cannot be shown were removed from: Notes."


def test_line_breaks_are_not_reported_as_removed():
    form = Notify(GOOD)

    assert form.is_valid()
    assert form.removed_words == ""


def test_each_new_form_has_its_own_key():
    first, second = Notify(), Notify()

    assert first["key"].value() != second["key"].value()
    assert str(first["key"].value()) in str(first)


def test_changed_key_is_refused_without_a_link():
    assert error_list(Notify({**GOOD, "key": "no"})) == [
        {"text": "This page was changed on the way. Open it again"}
    ]


def test_own_messages_of_a_field_stand():
    class Own(Form):
        a = forms.CharField(error_messages={"required": "Say who rang"})
        b = forms.CharField(required=False, validators=[refuse_with("No names here", "invalid")])

    assert [error["text"] for error in error_list(Own({"b": "x"}))] == ["Say who rang", "No names here"]


def refuse_with(message, code):
    def validate(value):
        raise ValidationError(message, code=code)

    return validate


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.IntegerField(label="Hours", min_value=1), "x", "Hours must be a whole number, like 12"),
        (forms.IntegerField(label="Hours", min_value=1), "0", "Hours must be 1 or more"),
        (forms.DecimalField(label="Share 100%", max_value=5), "6", "Share 100% must be 5 or less"),
        (
            forms.EmailField(label="Email address"),
            "jo",
            "Enter email address in the correct format, like name@example.org",
        ),
        (forms.ChoiceField(label="Who pays", choices=[("a", "A")]), "", "Select who pays"),
        (
            forms.ChoiceField(label="Who pays", choices=[("a", "A")]),
            "z",
            "Choose one of the listed answers for who pays",
        ),
        (forms.BooleanField(label="I have read it"), "", "Tick the box to confirm: I have read it"),
        (forms.FileField(label="List"), "", "Choose a file"),
    ],
)
def test_messages_are_plain_sentences_about_the_field(field, typed, sentence):
    form = type("One", (Form,), {"one": field})({"one": typed})

    assert error_list(form)[0]["text"] == sentence


def test_first_invalid_finds_the_form_with_errors():
    bad = Notify({})

    assert first_invalid(None, Notify(), Notify(GOOD), bad) is bad
    assert first_invalid(Notify()) is None
