"""The component gallery: every part of the look on one page, with made-up content."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from govuk.fields import DateField, MoneyField, NHSNumberField, PostcodeField, TimeField
from govuk.forms import Form
from govuk.htmx import render_page

NOTICES = [
    ("Administration", [("1", "Service has entered administration"), ("2", "Nobody will fund the service")]),
    ("Something else", [("3", "Other event")]),
]
STAGES = [
    {
        "label": "Moved, checked safe and well",
        "count": 9,
        "fill": "dark",
        "href": "#",
        "note": "Six-week reviews next",
    },
    {"label": "Moved, check due", "count": 3, "fill": "hatched", "href": "#", "note": "1 check late"},
    {"label": "Move booked", "count": 6, "fill": "solid", "href": "#", "note": "5 move this week"},
    {"label": "Looking for a place", "count": 10, "fill": "lines", "href": "#", "note": "2 with no advocate"},
    {"label": "Assessing", "count": 5, "fill": "dots", "href": "#", "note": "2 assessments late"},
    {"label": "Other final outcome", "count": 3, "fill": "grey", "href": "#", "note": "1 in hospital"},
]
BANDS = [
    (3, "Low", "low", "Low"),
    (6, "Moderate", "moderate", "Mod"),
    (12, "High", "high", "High"),
    (25, "Extreme", "extreme", "Extr"),
]
YES_NO = [("yes", "Yes"), ("no", "No")]
AREAS = [("North", [("a", "Exampleton")]), ("South", [("b", "Sampleford")])]
IMPACTS = ["Negligible", "Minor", "Moderate", "Major", "Very high"]
LIKELIHOODS = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]


class GalleryForm(Form):
    """One field of each kind."""

    who = forms.CharField(
        label="Who told you?", help_text="Name, role and how", max_length=40, required=False
    )
    when = DateField(label="When?", subject="Date notified", latest=timezone.localdate)
    at = TimeField(label="Time", required=False)
    notice = forms.ChoiceField(label="What have you been told?", choices=NOTICES, widget=forms.RadioSelect)
    told = forms.ChoiceField(label="Have families been told?", choices=YES_NO, widget=forms.RadioSelect)
    told_by = forms.CharField(label="Who told them?", required=False)
    agencies = forms.MultipleChoiceField(
        label="Agencies to invite",
        choices=[("icb", "Integrated care board"), ("cqc", "CQC")],
        widget=forms.CheckboxSelectMultiple,
    )
    payer = forms.ChoiceField(label="Who pays", choices=[("", "---------"), ("council", "This council")])
    region = forms.ChoiceField(label="Area", choices=AREAS)
    fee = MoneyField(label="Weekly fee")
    hours = forms.IntegerField(label="Hours a week", min_value=1)
    nhs_number = NHSNumberField(label="NHS number")
    postcode = PostcodeField(label="Postcode")
    email = forms.EmailField(label="Email address")
    notes = forms.CharField(label="What happened, in a few words", widget=forms.Textarea, max_length=500)
    file = forms.FileField(
        label="The provider’s list", help_text="A spreadsheet: .xlsx, .ods or .csv", required=False
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    sure = forms.BooleanField(label="I have read the procedure")

    govuk = {
        "when": {"hint": "For example, 24 11 2026"},
        "notice": {"small": True, "heading": 3, "label_size": "s", "hint": "Choose the nearest."},
        "told": {"inline": False, "conditional": {"yes": ["told_by"]}},
        "payer": {"width": "one-half"},
        "hours": {"width": "3", "suffix": "hours"},
        "email": {"width": "20"},
        "notes": {"rows": 3, "count": True},
        "agencies": {"small": True},
    }


def _matrix_row(impact: int) -> dict:
    cells = []
    for likelihood in range(1, 6):
        score = impact * likelihood
        _, band, name, short = next(item for item in BANDS if score <= item[0])
        label = f"{IMPACTS[impact - 1]} impact, {LIKELIHOODS[likelihood - 1].lower()}: {score}, {band}"
        value = f"{impact}-{likelihood}"
        cells.append(
            {
                "value": value,
                "score": score,
                "band": band,
                "band_class": f"app-{name}",
                "short": short,
                "label": label,
            }
        )
    return {"text": IMPACTS[impact - 1], "cells": cells}


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part once. The project mounts this for administrators; this room knows no roles."""
    form = GalleryForm(request.POST or None, request.FILES or None)
    if form.is_bound:
        form.is_valid()
    context = {
        "form": form,
        "stages": STAGES,
        "matrix_rows": [_matrix_row(impact) for impact in range(5, 0, -1)],
        "likelihoods": LIKELIHOODS,
        "day": date(2026, 11, 24),
    }
    return render_page(request, "govuk/gallery.html", context)
