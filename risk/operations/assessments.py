"""Joint risk assessments: begun, filled in, settled, signed, made again. Blackpool policy 6, App 2."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.procedure.pack import Pack
from govuk.words import count_of
from providers.models import Service
from risk.models import Grading, InitialAssessment, MitigatingFactor, RiskAssessment, SampledPerson
from risk.operations.content import content_of
from risk.operations.instruments import NONE_LOADED, instrument, pack_of
from risk.rules.instrument import band_named, items, usual_category
from risk.rules.summary import Summary, collate

SIGNED = "This assessment is signed. Make a new version to change it."
MOST_PEOPLE = 60
LONGEST = 20
# What a new version takes over from the one before it.
TAKEN_OVER = ("people_views", "level", "level_reason", "category", "actions", "remedy", "target", "target_on")


@operation("risk_assessment.started", needs="risk.change_riskassessment")
def start_assessment(
    *,
    by: User,
    service: Service,
    started_on: date,
    people: list[str],
    initial_assessment: InitialAssessment | None = None,
) -> RiskAssessment:
    """The tool is opened for a service with the people sampled, by initials. Blackpool policy App 2 Step 1.

    Raises ValidationError while another one of the service is open, for a day to come, and for the people.
    """
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    if RiskAssessment.objects.select_for_update(of=("self",)).filter(service=service).open().exists():
        raise ValidationError("A risk assessment of this service is open already. Go on with that one.")
    if started_on > timezone.localdate():
        raise ValidationError({"started_on": "The date it was started must be today or in the past"})
    assessment = RiskAssessment.objects.create(
        service=service, procedure=found[0], started_on=started_on, started_by=by, changed_by=by,
        initial_assessment=initial_assessment,
    )  # fmt: skip
    _add(by, assessment, found[1], people)
    return assessment


@operation(
    "risk_assessment.people_added", told="People added to the sample", needs="risk.change_riskassessment"
)
def add_people(*, by: User, assessment: RiskAssessment, people: list[str]) -> RiskAssessment:
    """More people of the sample group, each with a grid of their own. Raises ValidationError."""
    row = lock_open(assessment)
    _add(by, row, pack_of(row), people)
    return row


@operation(
    "risk_assessment.person_removed",
    told="Person taken out of the sample",
    needs="risk.change_riskassessment",
)
def remove_person(*, by: User, person: SampledPerson) -> RiskAssessment:
    """Somebody was put into the sample by mistake. Raises ValidationError once a row is filled in."""
    row = lock_open(person.assessment)
    if person.gradings.filter(filled_at__isnull=False).exists():
        raise ValidationError("Rows of this person are filled in, so they stay in the sample.")
    person.delete()
    return row


@operation(
    "risk_assessment.views_recorded", told="Views of people recorded", needs="risk.change_riskassessment"
)
def record_views(*, by: User, assessment: RiskAssessment, version: int, people_views: str) -> RiskAssessment:
    """What service users and carers say of care and treatment. Blackpool policy App 2 Step 3. Raises Conflict."""
    lock_open(assessment)
    changing = {"people_views": people_views.strip()}
    row = RiskAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("mitigating_factor.added", needs="risk.change_riskassessment")
def add_factor(*, by: User, assessment: RiskAssessment, factor: str, comment: str = "") -> MitigatingFactor:
    """Something that may lower the risk. Blackpool policy App 2 Step 3."""
    row = lock_open(assessment)
    return MitigatingFactor.objects.create(
        assessment=row, factor=factor.strip(), comment=comment.strip(), changed_by=by
    )


@operation("mitigating_factor.edited", told="Mitigating factor changed", needs="risk.change_riskassessment")
def edit_factor(
    *,
    by: User,
    mitigating: MitigatingFactor,
    version: int,
    factor: str,
    comment: str = "",
    withdrawn: bool = False,
) -> MitigatingFactor:
    """Other words, or it is no longer counted. Raises Conflict."""
    lock_open(mitigating.assessment)
    changing = {"factor": factor.strip(), "comment": comment.strip(), "withdrawn": withdrawn}
    row = MitigatingFactor.objects.lock_for_edit(mitigating.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation(
    "risk_assessment.settled", told="Overall level of risk settled", needs="risk.change_riskassessment"
)
def settle_level(
    *,
    by: User,
    assessment: RiskAssessment,
    version: int,
    level: str,
    level_reason: str = "",
    category: str = "",
    actions: list[str] = (),
    remedy: str = "",
    target: str = "",
    target_on: date | None = None,
) -> RiskAssessment:
    """The overall level that a person settles on, and what is done. Blackpool policy App 2 Step 4.

    Raises ValidationError for another level than that of the highest cell without a reason; Conflict.
    """
    row = lock_open(assessment)
    pack = pack_of(row)
    _refuse_level(pack, _collated(row, pack), level, level_reason)
    _refuse_target(pack, target, target_on)
    changing = {
        "level": level, "level_reason": level_reason.strip(), "category": category or usual_category(pack, level),
        "actions": list(actions), "remedy": remedy.strip(), "target": target, "target_on": target_on,
    }  # fmt: skip
    row = RiskAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("risk_assessment.signed", needs="risk.change_riskassessment")
def sign_assessment(
    *,
    by: User,
    assessment: RiskAssessment,
    version: int,
    completed_by: str,
    designation: str,
    organisation: str,
    signature: str,
    signed_on: date,
    phone: str = "",
    email: str = "",
    feedback_at: datetime | None = None,
    feedback_how: str = "",
) -> RiskAssessment:
    """Sign-off: from now on nothing of it changes. App 2 Step 4. Raises ValidationError while unfinished; Conflict."""
    row = lock_open(assessment)
    pack = pack_of(row)
    summary = _collated(row, pack)
    _refuse_unfinished(pack, row, summary, signed_on)
    fields = {
        "completed_by": completed_by, "designation": designation, "organisation": organisation, "phone": phone,
        "email": email, "feedback_at": feedback_at, "feedback_how": feedback_how, "signature": signature,
        "signed_on": signed_on, "signed_at": timezone.now(), "signed_by": by, **_highest(summary),
    }  # fmt: skip
    row = RiskAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=fields)
    row.content = content_of(row, pack)
    row.save_version(by=by, update_fields=["content"])
    return row


@operation(
    "risk_assessment.begun_again", told="New version of a risk assessment", needs="risk.change_riskassessment"
)
def revise_assessment(*, by: User, assessment: RiskAssessment, reason: str) -> RiskAssessment:
    """A new version that starts as the signed one stands, which stays as it was signed. Raises ValidationError."""
    old = RiskAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if not old.is_signed:
        raise ValidationError("This assessment is still open. Change it as it is.")
    if RiskAssessment.objects.filter(service=old.service_id).open().exists():
        raise ValidationError("A newer version of this assessment is open already. Go on with that one.")
    if RiskAssessment.objects.filter(replaces=old).exists():
        raise ValidationError("A newer version of this assessment is signed. Make the next one from that.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the assessment is made again"})
    new = RiskAssessment.objects.create(
        service=old.service, procedure=old.procedure, initial_assessment=old.initial_assessment, replaces=old,
        number=old.number + 1, why_again=reason.strip(), started_on=timezone.localdate(), started_by=by, changed_by=by,
        **{name: getattr(old, name) for name in TAKEN_OVER},
    )  # fmt: skip
    _copy(by, old, new)
    return new


def lock_open(assessment: RiskAssessment) -> RiskAssessment:
    """The assessment, held, with its procedure. Raises ValidationError when it is signed."""
    rows = RiskAssessment.objects.select_for_update(of=("self",)).select_related("procedure", "service")
    row = rows.get(pk=assessment.pk)
    if row.is_signed:
        raise ValidationError(SIGNED)
    return row


def _add(by: User, assessment: RiskAssessment, pack: Pack, references: list[str]) -> None:
    references = [one.strip() for one in references if one.strip()]
    _refuse_people(assessment, references)
    last = assessment.people.order_by("-number").values_list("number", flat=True).first() or 0
    for number, reference in enumerate(references, start=last + 1):
        person = SampledPerson.objects.create(
            assessment=assessment, number=number, reference=reference, added_by=by
        )
        Grading.objects.bulk_create(
            Grading(
                assessment=assessment, person=person, order=order, domain=item.id, domain_label=item.label,
                domain_number=item.number or str(order), parties=list(item.responsible), changed_by=by,
            )
            for order, item in enumerate(items(pack, "domains"), start=1)
        )  # fmt: skip


def _refuse_people(assessment: RiskAssessment, references: list[str]) -> None:
    if not references:
        raise ValidationError({"people": "Enter the initials or the reference of each person, one on a line"})
    if long := next((one for one in references if len(one) > LONGEST), None):
        raise ValidationError(
            {"people": f"{long[:30]} is too long. Use initials or a reference, not a name."}
        )
    there = set(assessment.people.values_list("reference", flat=True))
    if twice := next(
        (one for at, one in enumerate(references) if one in there or one in references[:at]), None
    ):
        raise ValidationError(
            {"people": f"{twice} is in the sample already. Add a number to tell them apart."}
        )
    if len(there) + len(references) > MOST_PEOPLE:
        raise ValidationError({"people": f"A sample has at most {MOST_PEOPLE} people."})


def _collated(assessment: RiskAssessment, pack: Pack) -> Summary:
    return collate(pack, Grading.objects.filter(assessment=assessment).order_by("order", "person__number"))


def _refuse_level(pack: Pack, summary: Summary, level: str, reason: str) -> None:
    if not band_named(pack, level):
        raise ValidationError({"level": "Select the overall level of risk"})
    highest = summary.highest.band if summary.highest else ""
    if highest and level != highest and not reason.strip():
        raise ValidationError(
            {"level_reason": f"The highest grading is {highest}. Enter why the overall level is {level}."}
        )


def _refuse_target(pack: Pack, target: str, target_on: date | None) -> None:
    if target and not band_named(pack, target):
        raise ValidationError({"target": "Select one of the levels"})
    if bool(target) != bool(target_on):
        raise ValidationError(
            {"target_on": "Enter the level to be reached and the date by which, or neither"}
        )


def _refuse_unfinished(pack: Pack, assessment: RiskAssessment, summary: Summary, signed_on: date) -> None:
    """The level is settled and still fits the gradings, and every row to be acted on at once says what was done."""
    if not assessment.started_on <= signed_on <= timezone.localdate():
        raise ValidationError({"signed_on": "The date must be between the start of the assessment and today"})
    if not assessment.level:
        raise ValidationError("Settle the overall level of risk before you sign.")
    if waiting := len(summary.without_action):
        verb = "asks" if waiting == 1 else "ask"
        raise ValidationError(
            f"{count_of(waiting, 'row')} {verb} for an immediate action and {'has' if waiting == 1 else 'have'} none. "
            "Enter what was done at once, or why nothing was."
        )
    _refuse_level(pack, summary, assessment.level, assessment.level_reason)


def _highest(summary: Summary) -> dict:
    cell = summary.highest
    return {
        "inherent": cell.band if cell else "",
        "highest_score": cell.score if cell else None,
        "highest_impact": cell.impact if cell else None,
        "highest_likelihood": cell.likelihood if cell else None,
    }


def _copy(by: User, old: RiskAssessment, new: RiskAssessment) -> None:
    """People, rows and factors of one version for the next."""
    people = {}
    for person in old.people.order_by("number"):
        people[person.pk] = SampledPerson.objects.create(
            assessment=new, number=person.number, reference=person.reference, added_by=by
        )
    rows = list(old.gradings.order_by("person__number", "order"))
    for row in rows:
        row.pk, row._state.adding, row.version = None, True, 1
        row.assessment, row.person, row.changed_by = new, people[row.person_id], by
    Grading.objects.bulk_create(rows)
    MitigatingFactor.objects.bulk_create(
        MitigatingFactor(assessment=new, factor=one.factor, comment=one.comment, changed_by=by)
        for one in old.factors.filter(withdrawn=False)
    )
