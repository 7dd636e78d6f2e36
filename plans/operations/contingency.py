"""Contingency plans: begun, written, published, reviewed, withdrawn. LGiU template T1 to T14; design A23."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.procedure.loader import from_content
from plans.models import ContingencyPlan, PlanSection, PlanVersion
from plans.operations.contingency_content import content_of
from plans.operations.contingency_template import NONE_LOADED, template
from plans.rules.ageing import review_after
from plans.rules.contingency_template import headings
from providers.models import Provider, Service

CHANGE = "plans.change_contingencyplan"
NO_DRAFT = "What is published stays as it is. Start a new draft first."
Scope, Status = ContingencyPlan.Scope, ContingencyPlan.Status


@operation("contingency_plan.begun", told="Plan begun", needs=CHANGE)
def begin_plan(
    *,
    by: User,
    title: str,
    owner: User,
    provider: Provider | None = None,
    service: Service | None = None,
) -> ContingencyPlan:
    """A draft with every section of the template, for one service, one provider, or (neither) the whole area.

    T1 to T14. Raises ValidationError while no template is in force, for an owner of another organisation, and where the
    provider or service has a plan already.
    """
    procedure = template()
    if procedure is None:
        raise ValidationError(NONE_LOADED)
    _refuse_owner(by, owner)
    scope = Scope.SERVICE if service else Scope.PROVIDER if provider else Scope.MARKET
    _refuse_second(scope, service, provider)
    plan = ContingencyPlan.objects.create(
        title=title.strip(), scope=scope, provider=None if service else provider, service=service, procedure=procedure,
        owner=owner, draft_since=timezone.now(), begun_by=by, changed_by=by,
    )  # fmt: skip
    for order, heading in enumerate(headings(from_content(procedure.content)), start=1):
        PlanSection.objects.create(
            plan=plan, order=order, code=heading.code, number=heading.number, title=heading.title[:300],
            changed_by=by,
        )  # fmt: skip
    return plan


@operation("contingency_plan.changed", told="Name or owner changed", needs=CHANGE)
def change_plan(*, by: User, plan: ContingencyPlan, version: int, title: str, owner: User) -> ContingencyPlan:
    """Its title and who answers for it. Raises ValidationError for a withdrawn one, Conflict."""
    lock_standing(plan)
    _refuse_owner(by, owner)
    changing = {"title": title.strip(), "owner": owner}
    row = ContingencyPlan.objects.lock_for_edit(plan.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("contingency_plan.section_written", told="Section written", needs=CHANGE)
def write_section(
    *,
    by: User,
    section: PlanSection,
    version: int,
    text: str,
    owner: User | None = None,
    is_done: bool = False,
) -> PlanSection:
    """What the plan says under a heading; saving it says too that it was checked today. T1 to T14.

    Raises ValidationError while no draft is open, for a finished section without a word; Conflict.
    """
    plan = lock_standing(section.plan)
    if not plan.is_draft_open:
        raise ValidationError(NO_DRAFT)
    if is_done and not text.strip():
        raise ValidationError({"text": "Enter what the plan says, or leave the section unfinished"})
    if owner:
        _refuse_owner(by, owner)
    changing = {"text": text.strip(), "owner": owner, "is_done": is_done}
    row = PlanSection.objects.lock_for_edit(section.pk, since=version, changing=changing)
    if row.is_done and not row.text:  # one took the words away while the other called it finished
        raise ValidationError({"text": "Somebody else took the words away. Look at the section again"})
    row.checked_on, row.checked_by = timezone.localdate(), by
    row.save_version(by=by, update_fields=["checked_on", "checked_by"])
    return row


@operation("contingency_plan.published", needs=CHANGE)
def publish_plan(*, by: User, plan: ContingencyPlan, version: int, words: str, note: str = "") -> PlanVersion:
    """The draft as it stands becomes the plan in force, kept unchanged with its facts; reviewed in a year. T14; A23.

    What is empty or not finished does not hold it up. `version` is the draft_version of the page. Raises
    ValidationError without a draft, for a version that there is already, and when somebody changed the plan or a
    section meanwhile.
    """
    row = lock_standing(plan)
    if not row.is_draft_open:
        raise ValidationError(NO_DRAFT)
    if draft_version(row) != version:
        raise ValidationError("Somebody else changed this plan meanwhile. Look at it again, then publish.")
    if row.versions.filter(words__iexact=words.strip()).exists():
        raise ValidationError({"words": "There is such a version already. Enter another one"})
    today = timezone.localdate()
    row.status, row.review_on, row.draft_since = Status.PUBLISHED, review_after(today), None
    row.reviewed_on, row.review_note = None, ""
    row.save_version(
        by=by, update_fields=["status", "review_on", "draft_since", "reviewed_on", "review_note"]
    )
    return PlanVersion.objects.create(
        plan=row, number=row.versions.count() + 1, words=words.strip(), note=note.strip(),
        content=content_of(row, by, today), review_on=row.review_on, published_by=by, published_on=today,
    )  # fmt: skip


def draft_version(plan: ContingencyPlan) -> int:
    """Goes up with every change of the plan or a section, so that nothing is published unread. One query."""
    return plan.version + sum(plan.sections.values_list("version", flat=True))


@operation("contingency_plan.draft_opened", told="New draft opened", needs=CHANGE)
def open_draft(*, by: User, plan: ContingencyPlan) -> ContingencyPlan:
    """A new draft with the words of the published plan, which stays in force. A withdrawn plan is a draft again. T14.

    Raises ValidationError where a draft is open, and where another plan took the place of a withdrawn one.
    """
    row = lock(plan)
    if row.is_draft_open:
        raise ValidationError("A draft is open already. Go on with that one.")
    fields = ["draft_since"]
    if row.is_withdrawn:
        _refuse_second(row.scope, row.service, row.provider)
        row.status, row.review_on, row.withdrawn_on, row.withdrawn_reason = Status.DRAFT, None, None, ""
        fields += ["status", "review_on", "withdrawn_on", "withdrawn_reason"]
    row.draft_since = timezone.now()
    row.save_version(by=by, update_fields=fields)
    return row


@operation("contingency_plan.reviewed", told="Reviewed without a change", needs=CHANGE)
def review_plan(*, by: User, plan: ContingencyPlan, version: int, note: str) -> ContingencyPlan:
    """Looked at, and nothing is to be changed: the next review is in a year. T14; Staffordshire SOP 8.0.

    Raises ValidationError for a plan that is not published; Conflict.
    """
    if not lock_standing(plan).status == Status.PUBLISHED:
        raise ValidationError("Only a published plan is reviewed. Publish it first.")
    today = timezone.localdate()
    changing = {"review_note": note.strip(), "reviewed_on": today, "review_on": review_after(today)}
    row = ContingencyPlan.objects.lock_for_edit(plan.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("contingency_plan.withdrawn", needs=CHANGE)
def withdraw_plan(*, by: User, plan: ContingencyPlan, reason: str) -> ContingencyPlan:
    """The plan is in force no longer, and no event offers it. Its versions stay. T14. Raises ValidationError."""
    row = lock_standing(plan)
    row.status, row.draft_since = Status.WITHDRAWN, None
    row.withdrawn_on, row.withdrawn_reason = timezone.localdate(), reason.strip()
    row.save_version(by=by, update_fields=["status", "draft_since", "withdrawn_on", "withdrawn_reason"])
    return row


def lock(plan: ContingencyPlan) -> ContingencyPlan:
    rows = ContingencyPlan.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("procedure", "service__provider", "provider", "owner").get(pk=plan.pk)


def lock_standing(plan: ContingencyPlan) -> ContingencyPlan:
    """The plan, held. Raises ValidationError when it was withdrawn."""
    row = lock(plan)
    if row.is_withdrawn:
        raise ValidationError("This plan was withdrawn. Start a new draft of it first.")
    return row


def _refuse_owner(by: User, owner: User) -> None:
    if owner.organisation_id != by.organisation_id or not owner.is_active:
        raise ValidationError({"owner": "Select somebody of the council who has an account"})


def _refuse_second(scope: str, service: Service | None, provider: Provider | None) -> None:
    """One plan for a service or a provider; of the whole area there may be several."""
    if scope == Scope.MARKET:
        return
    standing = ContingencyPlan.objects.standing().filter(scope=scope, service=service, provider=provider)
    if standing.exists():
        raise ValidationError(f"{service or provider} has a contingency plan already. Go on with that one.")
