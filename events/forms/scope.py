"""Which services an event covers, and which events belong together. Staffordshire SOP 4.6."""

from django import forms

from events.forms.fields import long_text
from events.models import FailureEvent
from events.operations.scope import can_be_added
from govuk.forms import Form, OnceForm
from providers.models import Service


class DiscardDraft(Form):
    reason = long_text("Why is it not logged?", required=False, help_text="For example, a false alarm")
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class ServiceChoice(forms.ModelChoiceField):
    """A service, by name and town."""

    def label_from_instance(self, service: Service) -> str:
        return ", ".join(part for part in (service.name, service.town) if part)


class AddService(OnceForm):
    service = ServiceChoice(label="Service", queryset=Service.objects.none(), empty_label="Choose one")
    reason = long_text("Why does the event cover it too?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = can_be_added(event)


class RemoveService(Form):
    reason = long_text("Why does the event no longer cover it?")
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class EventChoice(forms.ModelChoiceField):
    """An event, by reference and service."""

    def label_from_instance(self, event: FailureEvent) -> str:
        group = f", in the group {event.group}" if event.group else ""
        return f"{event.reference}, {event.service}, {event.get_status_display().lower()}{group}"


class GroupWith(OnceForm):
    """`events` are those that may be chosen."""

    other = EventChoice(
        label="Which event belongs with it?", queryset=FailureEvent.objects.none(), empty_label="Choose one"
    )
    name = forms.CharField(
        label="Name of the group",
        max_length=120,
        required=False,
        help_text="Only for a new group. Left empty, it has the provider’s name",
    )
    govuk = {"other": {"subject": "The other event"}}

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = events


class LeaveGroup(Form):
    reason = long_text("Why does it stand alone?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
