"""The approach is chosen, its options worked through and decided. Coventry outline 7."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from accounts.versions import Clash, Conflict
from events.models import FailureEvent
from events.operations.leads import lock_open
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from plans.models import Approach, ApproachIssue, ApproachOption
from plans.operations.outline import CHANGE, refuse_draft, required_outline
from plans.rules import outline, weighing


@operation("approach.chosen", needs=CHANGE)
def choose_approach(
    *,
    by: User,
    event: FailureEvent,
    provider_type: str,
    key_factor: str,
    kind: str,
    reason: str = "",
    version: int = 0,
) -> Approach:
    """A person confirms the suggested approach, or chooses one with a reason. Coventry outline 7.

    What was worked through for another approach stays. Raises ValidationError; Conflict.
    """
    event = lock_open(event)
    refuse_draft(event)
    procedure, pack = required_outline(event)
    if kind not in outline.approaches(pack):
        raise ValidationError({"kind": "Select the approach"})
    pair = {"provider_type": provider_type.strip(), "key_factor": key_factor.strip()}
    changing = pair | {"kind": kind, "reason": reason.strip()}
    row = Approach.objects.filter(event=event).first()
    if row is None:
        row = Approach(event=event, procedure=procedure, changed_by=by, **changing)
        _suggest(row, pack)
        row.save()
    else:
        row = _choose_again(by, row, pack, version, changing)
    _add_rows(row, pack)
    return row


def _choose_again(by: User, row: Approach, pack: Pack, version: int, changing: dict) -> Approach:
    """Another approach is another decision; another reason or factor alone is not."""
    row = Approach.objects.lock_for_edit(row.pk, since=version, changing=changing)
    row.revision += "kind" in row.edited
    derived = _suggest(row, pack)
    row.save_version(by=by, update_fields=[*derived, "revision"] if row.edited else [])
    return row


def _suggest(row: Approach, pack: Pack) -> list[str]:
    """Put what the outline says of the pair on the row; the names of the fields. Refuses a choice without a reason."""
    found = outline.suggest(pack, row.provider_type, row.key_factor)
    if row.kind != found.kind and not row.reason:
        titles = outline.approaches(pack)
        said = (
            f"The outline suggests {titles[found.kind].title}."
            if found.kind
            else "The outline suggests none."
        )
        raise ValidationError({"reason": f"{said} Enter the reason for this approach"})
    row.suggested, row.rule, row.explanation, row.section = (
        found.kind,
        found.rule,
        found.reason,
        found.section,
    )
    row.title = outline.approaches(pack)[row.kind].title
    return ["suggested", "rule", "explanation", "section", "title"]


def _add_rows(row: Approach, pack: Pack) -> None:
    """A place for each issue and option of the approach; those that are there already stay as they are."""
    if row.issues.filter(kind=row.kind).exists():
        return
    number = 0
    for order, issue in enumerate(outline.issues(pack, row.kind), start=1):
        same = {"event": row.event, "approach": row, "kind": row.kind}
        ApproachIssue.objects.create(**same, order=order, label=issue.label)
        for item in issue.options:
            number += 1
            ApproachOption.objects.create(
                **same, order=number, code=item.id, issue=issue.label, label=item.label
            )


@operation("approach_option.worked_through", told="Option of the approach worked through", needs=CHANGE)
def work_through(
    *,
    by: User,
    option: ApproachOption,
    version: int,
    factors: Mapping[str, Mapping],
    cost: Decimal | None = None,
    people: int | None = None,
    ready: str = "",
    note: str = "",
) -> ApproachOption:
    """What speaks for and against an option, what it costs in pounds, for how many people, how soon.

    Two people's factors merge one by one. Raises Conflict where both changed the same; ValidationError.
    """
    lock_open(option.event)
    changing = {"cost": cost, "people": people, "ready": ready.strip(), "note": note.strip()}
    row = ApproachOption.objects.lock_for_edit(option.pk, since=version, changing=changing)
    before = row if row.version == version else row.snapshot(version)
    mine = weighing.tidy(factors)
    merged, clashing = weighing.merge(before.factors if before else {}, row.factors, mine)
    if clashing:
        raise _conflict(row, clashing, mine)
    changed = ["factors"] if merged != row.factors else []
    row.factors = merged
    row.save_version(by=by, update_fields=changed)
    return row


def _conflict(row: ApproachOption, clashing: list[str], mine: Mapping) -> Conflict:
    """Both values of each factor, at the field of the form."""
    items = factors_of(row)
    who = row.changed_by.name if row.changed_by else "Somebody"
    clashes = []
    for place, item in enumerate(items, start=1):
        if item.id in clashing:
            said = row.factors.get(item.id, {})
            theirs = ", ".join(part for part in (said.get("bears"), said.get("note")) if part)
            clashes.append(
                Clash(
                    f"bears_{place}", item.label, mine.get(item.id), theirs or "nothing", who, row.changed_at
                )
            )
    return Conflict(row, clashes)


def factors_of(row: ApproachOption) -> tuple:
    """The factors of an option, as the version says that the approach began with."""
    item = outline.option(from_content(row.approach.procedure.content), row.kind, row.code)
    return item.items if item else ()


@operation("approach_issue.decided", told="Options of an issue decided", needs=CHANGE)
def decide_issue(
    *,
    by: User,
    issue: ApproachIssue,
    version: int,
    chosen: list[str],
    reason: str = "",
    note: str = "",
) -> ApproachIssue:
    """The options chosen for an issue, with the reason; none leaves it open. Coventry outline 7.

    Other options than before make sign-offs that were given ones of an earlier decision. Raises ValidationError for an
    issue of another approach, and for a choice without a reason; Conflict.
    """
    lock_open(issue.event)
    approach = Approach.objects.select_for_update(of=("self",)).get(pk=issue.approach_id)
    known = [one.label for one in approach.options.filter(kind=issue.kind, issue=issue.label)]
    _refuse_choice(approach, issue, known, chosen, reason)
    ordered = [label for label in known if label in chosen]
    changing = {"chosen": ordered, "reason": reason.strip(), "note": note.strip()}
    row = ApproachIssue.objects.lock_for_edit(issue.pk, since=version, changing=changing)
    if row.chosen and not row.reason:
        raise ValidationError({"reason": "Somebody else chose an option meanwhile. Enter why it was chosen"})
    if row.save_version(by=by) and "chosen" in row.edited:
        approach.revision += 1
        approach.save_version(by=by, update_fields=["revision"])
    return row


def _refuse_choice(
    approach: Approach, issue: ApproachIssue, known: list[str], chosen: list[str], reason: str
) -> None:
    if issue.kind != approach.kind:
        raise ValidationError(
            f"{approach.title} is followed now. Choose the approach again to decide this issue."
        )
    if not set(chosen) <= set(known):
        raise ValidationError({"chosen": "Choose among the options of this issue"})
    if chosen and not reason.strip():
        raise ValidationError({"reason": "Enter why it was chosen"})
