"""Form fields made from the table of tracker fields."""

from datetime import date

from django import forms
from django.db import models
from django.utils import timezone

from accounts.models import Organisation
from govuk.fields import DateField, NHSNumberField
from govuk.numbers import PlainNumberField
from trackers.models import ServiceUser, TrackerEntry
from trackers.rules.fields import Field

PAST = {
    "date_of_birth",
    "assessed_on",
    "system_updated_on",
    "details_confirmed_on",
    "admitted_on",
    "capacity_on",
    "best_interests_on",
    "carers_assessed_on",
    "finances_assessed_on",
    "dols_next_on",
    "imca_on",
}  # days that cannot be still to come
BORN_AFTER = date(1900, 1, 1)


class DayInput(forms.TextInput):
    """A day in one box, for a cell: '27/11/2026'."""

    def format_value(self, value) -> str:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value or ""


def form_field(field: Field, *, in_cell: bool = False) -> forms.Field:
    """The form field for one fact. In a cell a day has one box and choices are a list; on a page not."""
    model = ServiceUser if field.of_person else TrackerEntry
    column = model._meta.get_field(field.key)
    asked = {
        "label": field.label,
        "required": not column.blank and not column.has_default() and not column.choices,
    }
    if column.choices:
        return forms.ChoiceField(
            **asked | {"required": False},
            choices=_choices(column),
            widget=forms.Select if in_cell else forms.RadioSelect,
        )
    if isinstance(column, models.DateField):
        return _day(field, asked, in_cell)
    if isinstance(column, models.ForeignKey):
        return _body(field, asked)
    if field.key == "nhs_number":
        return NHSNumberField(**asked, subject="NHS number")
    if isinstance(column, models.DecimalField):
        places = {"max_digits": column.max_digits, "decimal_places": column.decimal_places}
        return PlainNumberField(**asked, min_value=0, **places)
    if isinstance(column, models.IntegerField):
        return forms.IntegerField(**asked, min_value=0, max_value=120)
    is_long = isinstance(column, models.TextField) or column.max_length > 200
    box = forms.Textarea if is_long else forms.TextInput
    made = forms.CharField(**asked, max_length=column.max_length, widget=box)
    if is_long and in_cell:  # a box of one line would run the lines together
        made.govuk = {"rows": 3}
    return made


def options(field: Field) -> dict:
    """How the design system draws it on a page."""
    if field.key == "age_stated":
        return {"width": "3"}
    if field.key in {"room", "nhs_number", "client_record_number", "title", "hours_per_week", "worker_phone"}:
        return {"width": "10"}
    return {"small": True}


def _choices(column) -> list[tuple[str, str]]:
    return [(value, label) for value, label in column.flatchoices]


def _day(field: Field, asked: dict, in_cell: bool) -> DateField:
    limits = {"latest": timezone.localdate} if field.key in PAST else {}
    if field.key == "date_of_birth":
        limits |= {"earliest": BORN_AFTER, "whole_year": True}  # somebody born in '26 may be 100
    made = DateField(**asked, **limits)
    if in_cell:
        made.widget = DayInput(attrs={"autocomplete": "off"})
        made.govuk = {"hint": "Like 27 11 2026"}
    return made


def _body(field: Field, asked: dict) -> forms.ModelChoiceField:
    """The organisation that pays, or the one that manages the person's case."""
    if field.key != "case_organisation":
        return forms.ModelChoiceField(Organisation.objects.funders(), **asked, empty_label="No body named")
    bodies = Organisation.objects.filter(kind__in=Organisation.PARTNER_KINDS, is_host=False)
    return forms.ModelChoiceField(bodies, **asked, empty_label=field.empty)
