"""What is written about an event and to whom it is given; and the register of contacts. SOP 11.5, 11.6; LGiU T7."""

from datetime import datetime

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from events.forms.meetings import People
from events.models import Communication, FailureEvent, KeyContact, Recipient
from events.operations.communications import To, may_receive
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm
from providers.models import Contact

Audience, Method = Communication.Audience, Recipient.Method
# Which contacts of the register a message is usually given to.
USUAL = {
    Audience.LEADERS: [KeyContact.Kind.CABINET, KeyContact.Kind.COMMS],
    Audience.REGULATOR: [KeyContact.Kind.REGULATOR],
    Audience.ORGANISATIONS: [KeyContact.Kind.HEALTH, KeyContact.Kind.COUNCIL],
}
BY_HAND = [choice for choice in Method.choices if choice[0] in Recipient.BY_HAND]


class Outsiders(forms.MultipleChoiceField):
    """People without an account: `known` gives each by its value."""

    widget = forms.CheckboxSelectMultiple
    known: dict[str, To]


class GiveTo(OnceForm):
    """People with an account, who are sent it now; and others, who were told by other means."""

    people = People(
        label="Send it to",
        queryset=User.objects.none(),
        required=False,
        help_text="They get an e-mail that says there is a message, and read it here",
    )
    outsiders = Outsiders(
        label="Who was told another way?", required=False, help_text="Nothing is sent to them: you record it"
    )
    name = forms.CharField(label="Somebody else: name", max_length=150, required=False)
    organisation = forms.CharField(label="Somebody else: organisation", max_length=200, required=False)
    address = forms.CharField(
        label="Somebody else: telephone number or address", max_length=300, required=False
    )
    method = forms.ChoiceField(
        label="How were they told?", choices=BY_HAND, required=False, widget=forms.RadioSelect
    )
    told_on = DateField(label="When were they told?", required=False, latest=timezone.localdate)
    told_at = TimeField(label="Time", required=False)
    govuk = {
        "people": {"small": True, "label_size": "m"},
        "outsiders": {"small": True, "label_size": "m"},
        "name": {"width": "20"},
        "organisation": {"width": "20"},
        "address": {"width": "20"},
        "method": {"small": True, "label_size": "s", "subject": "How they were told"},
        "told_on": {"label_size": "s", "subject": "When they were told"},
        "told_at": {"hint": "For example, 9.30am or 14:00"},
    }

    def __init__(self, *args, event: FailureEvent, audience: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        people = may_receive(event).order_by("organisation__name", "name")
        self.fields["people"].queryset = people
        outsiders = self.fields["outsiders"]
        outsiders.known, usual = contacts_of(event, audience)
        outsiders.choices = [(value, words(to)) for value, to in outsiders.known.items()]
        if not outsiders.choices:
            del self.fields["outsiders"]
        self.initial.setdefault("outsiders", usual)
        self.initial.setdefault("people", [one.pk for one in people if is_usual(one, event, audience)])
        now = timezone.localtime()
        self.initial.setdefault("told_on", now.date())
        self.initial.setdefault("told_at", now.time().replace(second=0, microsecond=0))

    def clean(self):
        """Gives `recipients`, out of all that was chosen."""
        data = self.cleaned_data
        chosen, name = data.pop("outsiders", []), data.pop("name", "")
        organisation, address = data.pop("organisation", ""), data.pop("address", "")
        method, day, at = data.pop("method", ""), data.pop("told_on", None), data.pop("told_at", None)
        by_hand = [self.fields["outsiders"].known[value] for value in chosen]
        if name:
            by_hand.append(To(name=name, organisation=organisation, address=address))
        if by_hand:
            self._ask("method", method, "Select how they were told")
            self._ask("told_on", day, "Enter the day they were told")
            self._ask("told_at", at, "Enter the time they were told")
        moment = timezone.make_aware(datetime.combine(day, at)) if day and at is not None else None
        sent = [To(user=person) for person in data.pop("people", [])]
        data["recipients"] = sent + [to._replace(method=method, sent_at=moment) for to in by_hand]
        return data

    def _ask(self, name: str, given, said: str) -> None:
        if given in (None, "") and name not in self.errors:
            self.add_error(name, said)


class WriteMessage(GiveTo):
    """A message of the pack, or (with the audience to be chosen) a free one."""

    audience = forms.ChoiceField(label="Whom is it for?", choices=Audience, widget=forms.RadioSelect)
    subject = forms.CharField(label="Subject", max_length=200)
    body = long_text("Message", most=10_000, help_text="No names of people who use the service")
    govuk = {
        **GiveTo.govuk,
        "audience": {"small": True, "label_size": "s", "subject": "Whom it is for"},
        "body": {"rows": 14, "label_size": "s"},
        "subject": {"label_size": "s"},
    }
    field_order = ["audience", "subject", "body"]

    def __init__(self, *args, is_free: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_free:
            del self.fields["audience"]


def contacts_of(event: FailureEvent, audience: str) -> tuple[dict[str, To], list[str]]:
    """People without an account by the value of their box, and those that a message for `audience` usually goes to."""
    known: dict[str, To] = {}
    usual: list[str] = []
    for one in KeyContact.objects.current().filter(council=event.host_council_id):
        known[f"key-{one.pk}"] = To(
            name=one.name, organisation=one.organisation, address=one.phone or one.email
        )
        if one.kind in USUAL.get(audience, []):
            usual.append(f"key-{one.pk}")
    for lead in event.leads.current().filter(user=None).select_related("organisation"):
        whose = str(lead.organisation or "")
        known[f"lead-{lead.pk}"] = To(name=lead.name, organisation=whose, address=lead.phone or lead.email)
    for one in Contact.objects.current().filter(provider=event.provider) | Contact.objects.current().filter(
        service=event.service
    ):
        whose = str(one.service or one.provider)
        known[f"provider-{one.pk}"] = To(name=one.name, organisation=whose, address=one.phone or one.email)
        if audience == Audience.PROVIDER:
            usual.append(f"provider-{one.pk}")
    return known, usual


def is_usual(person: User, event: FailureEvent, audience: str) -> bool:
    """Whether a message for that audience usually goes to a person with an account."""
    if audience == Audience.LEADERS:
        return person.role == User.Role.SENIOR_LEADER
    return audience == Audience.ORGANISATIONS and person.organisation_id != event.host_council_id


def words(to: To) -> str:
    return ", ".join(part for part in (to.name, to.organisation, to.address) if part)


class KeyContactForm(OnceForm):
    kind = forms.ChoiceField(label="Who are they?", choices=KeyContact.Kind, widget=forms.RadioSelect)
    organisation = forms.CharField(label="Organisation", max_length=200)
    name = forms.CharField(label="Name or team", max_length=150)
    job = forms.CharField(label="Job", max_length=120, required=False)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    notes = forms.CharField(
        label="When to use it", max_length=300, required=False, help_text="For example, out of hours only"
    )
    govuk = {
        "kind": {"small": True, "subject": "Who they are"},
        "name": {"width": "20"},
        "job": {"width": "20"},
        "phone": {"width": "20"},
    }


class ChangeKeyContact(KeyContactForm):
    version = Version()


class EndKeyContact(Form):
    reason = long_text("Why is it removed?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
