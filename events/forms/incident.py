"""What is typed when a failure is reported: the overview, the notice, who decides. Staffordshire SOP 10, 11.1."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.forms.fields import Version, long_text
from events.procedure.pack import Pack
from events.rules.response import OTHER
from govuk.fields import DateField
from govuk.forms import OnceForm
from providers.models import Service

SOMETHING_ELSE = "Something else"
# Besides the overview; a draft keeps them as they stand in the form.
ANSWERS = ("trigger", "packages", "hours", "override_reason", "decided_by")


class NoticeForm(OnceForm):
    """One notice, with the figures of a package return, and a person's decision where there is one. SOP 10."""

    notified_on = DateField(label="Date", latest=timezone.localdate, help_text="When the council was told")
    notified_by = forms.CharField(
        label="Notified by",
        max_length=200,
        help_text="Name, role and how",
        error_messages={"required": "Enter who told the council"},
    )
    trigger = forms.ChoiceField(
        label="What have you been told?",
        widget=forms.RadioSelect,
        help_text="Choose the nearest. The procedure's answer follows from it.",
        error_messages={"required": "Select what you have been told"},
    )
    packages = forms.CharField(
        label="Care packages returned",
        max_length=20,
        required=False,
        help_text="In this one service. Empty if not known",
    )
    hours = forms.CharField(
        label="Hours per week returned",
        max_length=20,
        required=False,
        help_text="Commissioned hours of these packages, such as 49.5. Empty if not known",
    )
    response = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    override_reason = long_text("Reason", required=False)
    decided_by = forms.CharField(
        label="Who decided this?", max_length=200, required=False, help_text="Name and role"
    )
    govuk = {
        "notified_on": {"label_size": "s"},
        "notified_by": {"label_size": "s"},
        "trigger": {"small": True, "label_size": "m", "heading": 2, "subject": "What you have been told"},
        "packages": {"width": "4"},
        "hours": {"width": "4"},
        "override_reason": {"rows": 3},
        "decided_by": {"subject": "Who decided this"},
    }

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.pack = pack
        self.fields["trigger"].choices = choices(pack)
        figures = {trigger.id: {"data-figures": "yes"} for trigger in pack.triggers if trigger.threshold}
        self.govuk = {**self.govuk, "trigger": {**self.govuk["trigger"], "choice_attributes": figures}}

    def told(self, name: str) -> str:
        """What stands in a field now, whether the rest of the form is valid or not."""
        return str(self[name].value() or "").strip()

    @property
    def day_told(self) -> date:
        """The date as it stands in the form; today while it is not a day."""
        try:
            return self.fields["notified_on"].clean(self["notified_on"].value()) or timezone.localdate()
        except ValidationError:
            return timezone.localdate()


class UpdateForm(NoticeForm):
    """A further notice; `services` are those that the event covers, and are only asked about when there are several."""

    service = forms.ModelChoiceField(
        label="Which service is it about?", queryset=Service.objects.none(), required=False, empty_label=None
    )
    govuk = {**NoticeForm.govuk, "service": {"label_size": "s"}}

    def __init__(self, *args, services: list[Service], **kwargs):
        super().__init__(*args, **kwargs)
        self.services = services
        if len(services) > 1:
            self.fields["service"].queryset = Service.objects.filter(pk__in=[one.pk for one in services])
            self.fields["service"].initial = services[0].pk
        else:
            del self.fields["service"]

    @property
    def about(self) -> Service:
        """The service that is chosen now; the event's own until then."""
        chosen = self.told("service") if "service" in self.fields else ""
        return next((one for one in self.services if str(one.pk) == chosen), self.services[0])


class IncidentForm(NoticeForm):
    """The six overview fields (provider and service come with the service that was chosen) and the first notice."""

    service_type = forms.CharField(label="Service type", max_length=120)
    nature_of_failure = long_text(
        "Nature of failure",
        most=4000,
        help_text="What happened, in a few words",
        error_messages={"required": "Enter what happened"},
    )
    another = forms.BooleanField(label="This is another failure of the same service", required=False)
    version = Version()
    govuk = {
        **NoticeForm.govuk,
        "service_type": {"label_size": "s"},
        "nature_of_failure": {"label_size": "m", "rows": 4, "count": True},
    }

    def __init__(self, *args, draft: bool = False, **kwargs):
        """As a `draft`, nothing has to be filled in; what is filled in must still be right."""
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        if draft:
            for field in self.fields.values():
                field.required = False

    @property
    def overview(self) -> dict:
        """The overview fields as they were read."""
        return {
            name: self.cleaned_data[name]
            for name in ("notified_on", "notified_by", "service_type", "nature_of_failure")
        }

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ANSWERS if self.cleaned_data.get(name)}


def choices(pack: Pack) -> list:
    """The procedure's notices under their headings, in its words and order, and the one that it does not list."""
    groups: dict[str, list] = {}
    for trigger in pack.triggers:
        groups.setdefault(trigger.category, []).append((trigger.id, trigger.event))
    return [*groups.items(), (SOMETHING_ELSE, [(OTHER, "Other event")])]
