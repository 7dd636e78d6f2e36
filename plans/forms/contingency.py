"""Forms of contingency plans. LGiU template T1 to T14."""

from django import forms

from accounts.models import User
from events.forms.fields import Person, Version, VersionShown, long_text
from govuk.forms import Form, OnceForm


def colleagues(user: User):
    """People of the user's own council with an account."""
    return User.objects.active().filter(organisation_id=user.organisation_id).order_by("name")


class PlanFields(forms.Form):
    title = forms.CharField(label="What is the plan called?", max_length=200)
    owner = Person(
        label="Who owns it?",
        queryset=User.objects.none(),
        empty_label="Choose one",
        help_text="Answers for the plan, and is told when its review is due",
    )


PLAN_OPTIONS = {"title": {"subject": "Name of the plan"}, "owner": {"subject": "Owner"}}


class BeginPlan(PlanFields, OnceForm):
    govuk = PLAN_OPTIONS

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)


class ChangePlan(PlanFields, Form):
    version = Version()
    govuk = PLAN_OPTIONS

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)


class WriteSection(Form):
    text = long_text("What does the plan say?", most=20_000, required=False)
    owner = Person(
        label="Who looks after this section?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody in particular",
    )
    is_done = forms.BooleanField(label="This section is finished", required=False)
    version = Version()
    govuk = {"text": {"rows": 14, "subject": "What the plan says"}}

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)


class PublishPlan(OnceForm):
    words = forms.CharField(label="Version", max_length=40, help_text="For example, 1.0 or 2026.1")
    note = long_text("What is new in this version?", required=False)
    version = VersionShown()
    govuk = {"words": {"width": "10"}, "note": {"rows": 3, "subject": "What is new"}}


class ReviewPlan(Form):
    note = long_text("What did the review come to?")
    version = Version()
    govuk = {"note": {"rows": 4, "subject": "What the review came to"}}


class Reason(Form):
    """Why something ends."""

    reason = long_text("Why?", most=500)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
