"""Forms of the joint risk assessment. Blackpool policy App 2."""

from datetime import datetime

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Person, Version, long_text
from events.procedure.pack import Pack
from govuk.fields import TimeField
from govuk.forms import Form, OnceForm
from risk.forms.fields import ComingDate, PastDate
from risk.models import Grading, RiskAssessment
from risk.operations.assessments import LONGEST
from risk.rules.instrument import actions_of, bands, impact_words, items, likelihood_words, usual_category


class People(forms.CharField):
    """Initials or references, one on a line; cleans to a list."""

    widget = forms.Textarea

    def __init__(self):
        super().__init__(
            label="Who is in the sample?",
            max_length=60 * (LONGEST + 2),
            help_text="Initials or a reference for each person, one on a line. No names.",
        )
        self.govuk = {"subject": "Sample", "rows": 6, "width": "one-half"}

    def clean(self, value) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class StartAssessment(OnceForm):
    started_on = PastDate(label="When was it started?", subject="Date it was started")
    people = People()


class AddPeople(OnceForm):
    people = People()


class CellField(forms.ChoiceField):
    """A cell of the matrix as one choice, "impact-likelihood"; cleans to both levels, or None."""

    widget = forms.RadioSelect

    def __init__(self, pack: Pack, **kwargs):
        cells = pack.risk_matrix.cells
        words = [
            (
                f"{cell.impact}-{cell.likelihood}",
                f"{impact_words(pack, cell.impact)}, {likelihood_words(pack, cell.likelihood)}",
            )
            for cell in cells
        ]
        wrong = {"invalid_choice": "Choose a cell of the matrix, or no grading"}
        super().__init__(choices=[("", "No grading"), *words], required=False, error_messages=wrong, **kwargs)

    def clean(self, value) -> tuple[int, int] | None:
        chosen = super().clean(value)
        return tuple(int(part) for part in chosen.split("-")) if chosen else None


class RowForm(Form):
    """Columns A to G of one row of the tool."""

    issue = long_text(
        "Care issues identified",
        most=4000,
        required=False,
        help_text="Leave blank if there are none. Then there is no grading.",
    )
    immediate_action = long_text("Immediate action", required=False)
    agreed_with = forms.CharField(label="Who agreed that you fill this in?", max_length=200, required=False)
    version = Version()
    govuk = {
        "issue": {"rows": 3, "label_size": "s"},
        "immediate_action": {"rows": 3, "label_size": "s"},
        "agreed_with": {"width": "two-thirds", "label_size": "s"},
    }

    def __init__(self, *args, pack: Pack, grading: Grading, agreement: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = CellField(pack, label="Risk to the person")
        self.fields["others"] = CellField(pack, label="Risk to other service users")
        asking = [band.band for band in bands(pack) if band.act_at_once]
        self.fields["immediate_action"].help_text = f"Asked for at {' and '.join(asking)}." if asking else ""
        if agreement:
            parties = " or ".join(grading.parties)
            self.fields[
                "agreed_with"
            ].help_text = f"This row is for {parties}. Say who of them agreed, and when."
        else:
            del self.fields["agreed_with"]


class FactorForm(OnceForm):
    """Something that may lower the risk."""

    factor = forms.CharField(label="Mitigating factor that may reduce the risk", max_length=300)
    comment = long_text("Comment", required=False)

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        prompts = ", ".join(item.label for item in items(pack, "mitigating_prompts"))
        self.fields["factor"].help_text = f"Such as {prompts}." if prompts else ""


class EditFactor(Form):
    factor = forms.CharField(label="Mitigating factor that may reduce the risk", max_length=300)
    comment = long_text("Comment", required=False)
    withdrawn = forms.BooleanField(label="It no longer counts", required=False)
    version = Version()


class ViewsForm(Form):
    people_views = long_text("What do service users and carers say of their care and treatment?", most=4000)
    version = Version()
    govuk = {"people_views": {"subject": "Views", "rows": 8}}


class SettleForm(Form):
    """The overall level; each level shows what it asks for."""

    level = forms.ChoiceField(label="What is the overall level of risk?", widget=forms.RadioSelect)
    level_reason = long_text("Reason for the level", required=False)
    category = forms.ChoiceField(label="Poor performance category", required=False, widget=forms.RadioSelect)
    remedy = long_text("What will be done?", most=4000, required=False)
    target = forms.ChoiceField(label="Which level is to be reached?", required=False)
    target_on = ComingDate(label="By when?", subject="Date by which", required=False)
    version = Version()

    def __init__(self, *args, pack: Pack, highest: str, **kwargs):
        super().__init__(*args, **kwargs)
        levels = bands(pack)
        self.fields["level"].choices = [(band.band, band.printed) for band in levels]
        self.fields["target"].choices = [("", "No level set"), *[(band.band, band.band) for band in levels]]
        usual = "; ".join(
            f"{band.band}: {usual_category(pack, band.band)}" for band in levels if band.category
        )
        self.fields["category"].choices = [
            ("", "The one that is usual at the level"),
            *[(item.label, item.label) for item in items(pack, "categories")],
        ]
        self.fields["category"].help_text = usual
        if highest:
            self.fields[
                "level_reason"
            ].help_text = f"Needed when it is not {highest}, the level of the highest grading."
        self.govuk = {
            "level": {"conditional": {}},
            "level_reason": {"rows": 3},
            "category": {"small": True},
            "remedy": {"rows": 4},
        }
        self.action_fields = {}
        for at, band in enumerate(levels, start=1):
            self._add_actions(pack, band.band, f"actions_{at}")

    def _add_actions(self, pack: Pack, level: str, name: str) -> None:
        actions = actions_of(pack, level)
        if not actions.expected:
            return
        possible = f"Possible as well: {', '.join(actions.possible)}." if actions.possible else ""
        self.action_fields[level] = name
        self.fields[name] = forms.MultipleChoiceField(
            label=f"Actions at {level}",
            choices=[(words, words) for words in actions.expected],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=possible,
        )
        if kept := self.initial.get("actions"):
            self.initial.setdefault(name, kept if self.initial.get("level") == level else [])
        self.govuk[name] = {"small": True}
        self.govuk["level"]["conditional"][level] = [name]

    def clean(self):
        """The ticks of the chosen level only."""
        found = super().clean()
        ticked = {level: found.pop(name, []) for level, name in self.action_fields.items()}
        return found | {"actions": ticked.get(found.get("level"), [])}


class SignForm(Form):
    """The eight fields of the sign-off."""

    completed_by = forms.CharField(label="Form completed by", max_length=150)
    designation = forms.CharField(label="Designation", max_length=150)
    organisation = forms.CharField(label="Organisation", max_length=200)
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    feedback_on = PastDate(
        label="When was the provider given feedback?",
        subject="Day of the feedback",
        required=False,
    )
    feedback_time = TimeField(label="At what time?", subject="Time of the feedback", required=False)
    feedback_how = forms.CharField(label="How was the feedback given?", max_length=200, required=False)
    signed_on = PastDate(label="Date of signature")
    signature = forms.CharField(label="Signature", max_length=150, help_text="Type your name in full.")
    version = Version()
    govuk = {
        name: {"width": "two-thirds"}
        for name in (
            "completed_by",
            "designation",
            "organisation",
            "phone",
            "email",
            "feedback_how",
            "signature",
        )
    }

    def clean(self):
        """Day and time of the feedback as one moment."""
        found = super().clean()
        day, at = found.pop("feedback_on", None), found.pop("feedback_time", None)
        if at and not day and "feedback_on" not in self.errors:
            self.add_error("feedback_on", "Enter the day of the feedback")
        if day and not at and "feedback_time" not in self.errors:
            self.add_error("feedback_time", "Enter the time of the feedback")
        moment = timezone.make_aware(datetime.combine(day, at)) if day and at else None
        if moment and moment > timezone.now():
            self.add_error("feedback_time", "The feedback must be in the past")
        return found | {"feedback_at": moment}


class ReviseForm(OnceForm):
    reason = long_text("Why is it made again?")


class AskInForm(OnceForm):
    """Whom to ask into an assessment, and for what."""

    user = Person(label="Who is asked?", queryset=User.objects.none(), empty_label="Choose somebody")
    parties = forms.MultipleChoiceField(
        label="Whose rows do they fill in?", widget=forms.CheckboxSelectMultiple
    )
    reads_all = forms.BooleanField(
        label="They may read every row, and what is concluded",
        required=False,
        help_text="Without it, somebody of another organisation reads the rows of their own party only.",
    )
    govuk = {
        "user": {"subject": "Who is asked"},
        "parties": {"small": True, "subject": "Party"},
        "reads_all": {"small": True},
    }

    def __init__(self, *args, assessment: RiskAssessment, parties: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        there = assessment.contributors.current().values("user_id")
        roles = [User.Role.CARE_MANAGER, User.Role.PARTNER, User.Role.CONTRACTS_OFFICER]
        people = User.objects.active().filter(role__in=roles).exclude(pk__in=there)
        self.fields["user"].queryset = people.select_related("organisation").order_by("name", "pk")
        self.fields["user"].label_from_instance = lambda one: f"{one.name}, {one.organisation}"
        self.fields["parties"].choices = [(party, party) for party in parties]
