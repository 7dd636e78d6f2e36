"""Django's messages about a field, said again in one plain sentence that names the field."""

from django import forms
from django.core import validators
from django.forms.utils import pretty_name

from govuk.words import lower_first

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


def name_field(name: str, field: forms.Field, subject: str | None = None) -> None:
    """Give the field its label, the words its messages call it by, and plain messages where it has only Django's."""
    if field.label is None:
        field.label = pretty_name(name)
    field.subject = str(subject or getattr(field, "subject", None) or subject_of(field.label))
    for code, message in plain_messages(field).items():
        if _is_stock(field, code):
            field.error_messages[code] = message


def subject_of(label) -> str:
    """What messages call a field without a subject of its own: its label, in quotes when that is a question."""
    words = str(label).strip()
    return f"“{words}”" if words.endswith("?") else words


def plain_messages(field: forms.Field) -> dict[str, str]:
    """Message by code. Words of ours are escaped for the later %-formatting; limits are filled in then."""
    subject = field.subject.replace("%", "%%")
    named = lower_first(subject)
    return {
        "required": _required(field, named),
        "invalid": _invalid(field, subject, named),
        "invalid_choice": f"Choose one of the listed answers for {named}",
        "invalid_list": f"Choose from the listed answers for {named}",
        "max_length": f"{subject} must be %(limit_value)d characters or fewer. It has %(show_value)d",
        "min_length": f"{subject} must be %(limit_value)d characters or more. It has %(show_value)d",
        "max_value": f"{subject} must be %(limit_value)s or less",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "max_digits": f"{subject} must have %(max)s digits or fewer",
        "max_decimal_places": f"{subject} must have %(max)s decimal places or fewer",
        "max_whole_digits": f"{subject} must have %(max)s digits or fewer before the decimal point",
        "missing": "Choose a file",
        "empty": "The file is empty. Choose another one",
    }


def _required(field: forms.Field, named: str) -> str:
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return f"Tick the box to confirm: {named}"
    if isinstance(field, forms.FileField):
        return "Choose a file"
    if named.startswith("“"):
        return f"Answer {named}"
    return f"{'Select' if isinstance(field, CHOICES) else 'Enter'} {named}"


def _invalid(field: forms.Field, subject: str, named: str) -> str:
    if isinstance(field, forms.EmailField):
        return f"Enter {named} in the correct format, like name@example.org"
    if isinstance(field, (forms.DecimalField, forms.FloatField)):
        return f"{subject} must be a number, like 37.5"
    if isinstance(field, forms.IntegerField):
        return f"{subject} must be a whole number, like 12"
    if isinstance(field, forms.FileField):
        return "Choose the file again"
    return f"Enter {named} in the correct format"


def _is_stock(field: forms.Field, code: str) -> bool:
    """True when the field says what Django says: nobody has written a message of their own."""
    own = field.error_messages.get(code)
    if own is None and code == "invalid":  # a function that validates raises this code with words of its own
        return isinstance(field, forms.EmailField)
    if own is None:
        return not any(_has_own_words(validator, code) for validator in field.validators)
    stock = [kind.default_error_messages.get(code) for kind in type(field).__mro__ if _is_djangos(kind)]
    return any(own == message for message in stock if message is not None)


def _is_djangos(kind: type) -> bool:
    return kind.__module__.startswith("django.") and "default_error_messages" in vars(kind)


def _has_own_words(validator, code: str) -> bool:
    message = getattr(validator, "message", None)
    return (
        getattr(validator, "code", None) == code
        and isinstance(validator, validators.BaseValidator | validators.RegexValidator)
        and message != type(validator).message
    )
