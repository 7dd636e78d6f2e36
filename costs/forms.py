"""What is typed of costs, charges, shares and claims."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from costs.models import AUTHORITIES, Bearer, Cost
from events.forms.fields import Version, long_text
from govuk.fields import DateField, MoneyField
from govuk.forms import Form, OnceForm
from govuk.numbers import PlainNumberField

BY_RULES = [("", "As the rules say")]
BODIES_HINT = "Only for a council, board or trust; leave it empty for the provider or a self-funder"


def past_day(text: str, *, required: bool = True, **options: Any) -> DateField:
    return DateField(label=text, required=required, latest=timezone.localdate, **options)


def figure(text: str, **options: Any) -> PlainNumberField:
    """A number with at most two decimals, such as hours or percent."""
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    field = {"decimal_places": 2, "required": False, "widget": forms.TextInput(attrs=attrs)}
    return PlainNumberField(label=text, **field | options)


def bodies():
    """Bodies that can pay, without the council itself."""
    return Organisation.objects.funders().filter(is_host=False)


def body_field(text: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(bodies(), label=text, required=False, empty_label="No body named")


class CostFields(forms.Form):
    """The facts of a cost."""

    kind = forms.ChoiceField(label="What was it for?", choices=Cost.Kind.choices, widget=forms.RadioSelect)
    first_on = past_day("First day or night", subject="First day")
    last_on = past_day("Last day or night", subject="Last day", help_text="The same day for a single one")
    quantity = figure(
        "How many?",
        max_digits=8,
        min_value=Decimal("0.01"),
        help_text="Nights, hours, journeys. Nights are counted for you",
    )
    rate = MoneyField(label="Rate for each", required=False, help_text="The total then follows from it")
    total = MoneyField(
        label="Total", required=False, help_text="What was actually paid; 0 if it cost nothing"
    )
    supplier = forms.CharField(label="Who was paid?", max_length=200, required=False)
    notes = long_text("Notes", required=False)
    both_reason = forms.CharField(
        label="Why were two places paid for?", max_length=500, required=False,
        help_text="Only where another cost of this person has some of these nights too",
    )  # fmt: skip
    bearer = forms.ChoiceField(label="Who bears it?", required=False, choices=BY_RULES + Bearer.choices[:-1])
    body = body_field("Which body?")
    bearer_reason = long_text("Why not as the rules say?", most=500, required=False)

    govuk = {
        "kind": {"small": True, "subject": "what it was for", "conditional": {"nights": ["both_reason"]}},
        "quantity": {"subject": "How many", "width": "5"},
        "supplier": {"subject": "Who was paid", "width": "two-thirds"},
        "notes": {"rows": 2},
        "both_reason": {"subject": "the reason"},
        "bearer": {"subject": "who bears it"},
        "body": {"hint": BODIES_HINT, "subject": "the body"},
        "bearer_reason": {"subject": "The reason", "rows": 2},
    }


class RecordCost(OnceForm, CostFields):
    """A cost of one person; of the service without what only people have."""

    govuk = CostFields.govuk

    def __init__(self, *args, of_service: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_service:
            without_person(self)


class EditCost(Form, CostFields):
    version = Version()
    govuk = CostFields.govuk

    def __init__(self, *args, of_service: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_service:
            without_person(self)


def without_person(form: forms.Form) -> None:
    """A cost of the service has no nights of a person, and no self-funder."""
    del form.fields["both_reason"]
    form.govuk = form.govuk | {"kind": {"small": True, "subject": "what it was for"}}
    form.fields["kind"].choices = [one for one in Cost.Kind.choices if one[0] != Cost.Kind.NIGHTS]
    kinds = form.fields["bearer"].choices
    form.fields["bearer"].choices = [one for one in kinds if one[0] != Bearer.SELF_FUNDER]


class TakeBack(Form):
    reason = long_text("Why is it taken back?", most=500)
    govuk = {"reason": {"subject": "why it is taken back", "rows": 3}}


class ChargeFields(forms.Form):
    first_on = past_day("First day", subject="First day")
    last_on = past_day("Last day", subject="Last day")
    amount = MoneyField(label="Charge", help_text="No more than what those days actually cost")
    basis = forms.CharField(label="How was it worked out?", max_length=500, required=False)
    govuk = {
        "basis": {
            "subject": "How it was worked out",
            "hint": "For example, Fairer Charging assessment of 2 December",
        }
    }


class RecordCharge(OnceForm, ChargeFields):
    govuk = ChargeFields.govuk


class EditCharge(Form, ChargeFields):
    version = Version()
    govuk = ChargeFields.govuk


class RecordSplit(OnceForm):
    """Shares between payers from a day on; one of them at 100 says that another body bears the cost from then."""

    first_on = DateField(label="From which day?", subject="First day")
    last_on = DateField(
        label="Until which day?", subject="Last day", required=False, help_text="Leave it empty if it goes on"
    )
    council_percent = figure("This council", max_digits=5, min_value=0, max_value=100)
    icb_percent = figure("Integrated care board", max_digits=5, min_value=0, max_value=100)
    icb = body_field("Which integrated care board?")
    authority_percent = figure("Another council or authority", max_digits=5, min_value=0, max_value=100)
    authority = body_field("Which council or authority?")
    authority_is = forms.ChoiceField(
        label="Where is it?", required=False, widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in AUTHORITIES], initial=Bearer.OTHER_ENGLISH_COUNCIL,
    )  # fmt: skip
    person_percent = figure("The person", max_digits=5, min_value=0, max_value=100)
    agreed_with = forms.CharField(label="With whom was it agreed?", max_length=300)

    PERCENT = {"suffix": "%", "width": "5"}
    govuk = {
        "council_percent": PERCENT,
        "icb_percent": PERCENT,
        "authority_percent": PERCENT,
        "person_percent": PERCENT,
        "icb": {"subject": "the integrated care board"},
        "authority": {"subject": "the council or authority"},
        "authority_is": {"small": True, "subject": "where it is"},
        "agreed_with": {
            "subject": "with whom it was agreed",
            "hint": "A name and the day of the letter or meeting",
        },
    }


class MakeClaim(OnceForm):
    reference = forms.CharField(label="Their reference", max_length=120, required=False)
    notes = long_text("Notes for the claim", required=False, help_text="Printed on it")
    govuk = {"reference": {"width": "20"}, "notes": {"subject": "Notes", "rows": 3}}


class AgreeClaim(Form):
    agreed_on = past_day("When was it agreed?", subject="Day of the agreement")
    agreed_with = forms.CharField(label="With whom?", max_length=300)
    version = Version()
    govuk = {"agreed_with": {"subject": "with whom it was agreed"}}


class SendClaim(Form):
    sent_on = past_day("When was it sent?", subject="Day it was sent")
    sent_to = forms.CharField(label="To whom?", max_length=300)
    reference = forms.CharField(label="Their reference", max_length=120, required=False)
    version = Version()
    govuk = {"sent_to": {"subject": "to whom it was sent"}, "reference": {"width": "20"}}


class PayClaim(Form):
    paid_on = past_day("When was it paid?", subject="Day of the payment")
    paid_amount = MoneyField(label="How much?", subject="Amount paid")
    why = long_text("Why less than was claimed?", most=500, required=False, help_text="Only if it is less")
    version = Version()
    govuk = {"why": {"subject": "The reason", "rows": 2}}


class DisputeClaim(Form):
    disputed_on = past_day("Since when?", subject="First day of the dispute")
    why = long_text("What do they say?", most=500)
    version = Version()
    govuk = {"why": {"subject": "what they say", "rows": 3}}


class WithdrawClaim(Form):
    withdrawn_on = past_day("When was it withdrawn?", subject="Day it was withdrawn")
    why = long_text("Why?", most=500)
    version = Version()
    govuk = {"why": {"subject": "why", "rows": 3}}


class DownloadClaim(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?",
        choices=[("xlsx", "Spreadsheet (xlsx)"), ("csv", "Comma-separated text (csv)")],
        widget=forms.RadioSelect, initial="xlsx",
    )  # fmt: skip
    govuk = {"kind": {"small": True, "subject": "the kind of file"}}
