"""Forms about concerns. Blackpool policy 3."""

from django import forms

from events.forms.fields import long_text
from events.procedure.pack import Pack
from govuk.forms import Form, OnceForm
from providers.models import Provider, Service
from risk.forms.fields import PastDate
from risk.models import Concern
from risk.rules.instrument import grouped, items


class ConcernForm(OnceForm):
    """A concern with its indicators, each group of the procedure in a fieldset of its own."""

    service = forms.ModelChoiceField(
        label="Which service?",
        queryset=Service.objects.none(),
        required=False,
        empty_label="All of the provider",
    )
    source = forms.ChoiceField(
        label="Where did it come from?", choices=Concern.Source.choices, widget=forms.RadioSelect
    )
    told_by = forms.CharField(label="Who raised it, or its reference", max_length=200, required=False)
    raised_on = PastDate(label="When was it raised?", subject="Date of the concern")
    details = long_text(
        "What is the concern?", most=4000, help_text="Do not name people who use the service."
    )

    def __init__(self, *args, pack: Pack, provider: Provider, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = provider.services.order_by("name", "pk")
        self.groups = []
        for at, (group, lines) in enumerate(grouped(items(pack, "indicators")), start=1):
            name = f"indicators_{at}"
            self.groups.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=group,
                choices=[(line.id, line.label) for line in lines],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        title = pack.lists["indicators"].title
        self.fields[self.groups[0]].help_text = f"{title}: select all that apply, in any of the groups"
        small = {name: {"small": True, "label_size": "s"} for name in self.groups}
        self.govuk = {"source": {"small": True}, "told_by": {"width": "two-thirds"}, **small}

    def clean(self):
        """The ticks of all groups as one list; at least one."""
        found = super().clean()
        ticked = [one for name in self.groups for one in found.pop(name, [])]
        if not ticked and not any(name in self.errors for name in self.groups):
            self.add_error(self.groups[0], "Select at least one indicator, in any of the groups")
        return found | {"indicators": ticked}


class EndConcernForm(Form):
    """When and how a concern was settled."""

    ended_on = PastDate(label="When was it settled?", subject="Date it was settled")
    reason = long_text("How was it settled?")
