"""The arrangements of one move: when, how, with what. Blackpool policy App 5; LGiU template T12."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from events.acting import those_at_hand
from events.operations.notices import pack_of
from trackers.models import DrugCount, TrackerEntry, Transfer, TransferItem
from trackers.operations.contacts import not_told_like
from trackers.operations.held import save_entry
from trackers.operations.whereabouts import hold_entry, refuse_dead
from trackers.rules.transfer_items import CONTROLLED_DRUGS, items_for

State, Ticked = Transfer.State, TransferItem.State
RIGHT = "trackers.change_trackerentry"


@operation("transfer.arranged", told="Move arranged", needs=RIGHT)
def arrange_transfer(*, by: User, entry: TrackerEntry, version: int, on: date, **facts: Any) -> Transfer:
    """When and how the person moves. The day is the tracker's planned day: one truth. Blackpool App 5.

    `version` is that of the planned move, 0 where none is planned. Raises ValidationError for somebody who has a
    final outcome or is on the way, and where the escort must not be told; Conflict.
    """
    row = hold_entry(by, entry)
    refuse_dead(row)
    if row.is_finished:
        raise ValidationError(f"{row.service_user} has a final outcome. Take it back first to plan a move.")
    _refuse_escort(row, facts.get("escort", ""))
    transfer = row.transfers.under_way().first()
    if transfer is None:
        transfer = _plan(by, row, on, **facts)
    else:
        if transfer.state == State.LEFT:
            raise ValidationError("They are on the way. Record the arrival, or take back that they left.")
        transfer = Transfer.objects.lock_for_edit(transfer.pk, since=version, changing={"on": on, **facts})
        transfer.save_version(by=by)
    if row.move_on != on:
        row.move_on = on
        save_entry(row, by=by, also=["move_on"])
    return transfer


def _refuse_escort(entry: TrackerEntry, escort: str) -> None:
    """Whoever must not be told where the person goes does not go along. SOP 11.5."""
    if told := not_told_like(entry, {"surname": escort}) if escort else []:
        raise ValidationError({"escort": f"{told[0]} must not be told where they go. Name somebody else"})


def keep_transfer(by: User, entry: TrackerEntry) -> None:
    """The planned move as the tracker's planned day says. Called inside operations, the entry locked."""
    transfer = entry.transfers.select_for_update(of=("self",)).filter(state=State.PLANNED).first()
    on, moved_on = entry.move_on, entry.moved_on
    is_wanted = on is not None and not entry.is_finished and (moved_on is None or on > moved_on)
    if transfer is None:
        if is_wanted and not entry.transfers.under_way().exists():
            _plan(by, entry, on)
    elif on is None or entry.is_finished:
        cancel_transfer(by, entry)
    elif transfer.on != on:
        transfer.on, transfer.edited = on, []
        transfer.save_version(by=by, update_fields=["on"])


def cancel_transfer(by: User, entry: TrackerEntry) -> None:
    """The move does not take place. Called inside operations, the entry locked."""
    for transfer in entry.transfers.under_way().select_for_update(of=("self",)):
        transfer.state, transfer.edited = State.CANCELLED, []
        transfer.save_version(by=by, update_fields=["state"])


def _plan(by: User, entry: TrackerEntry, on: date, **facts: Any) -> Transfer:
    last = entry.transfers.aggregate(last=Max("number"))["last"] or 0
    transfer = Transfer.objects.create(
        entry=entry, event_id=entry.event_id, number=last + 1, on=on, changed_by=by, **facts
    )
    placement = entry.placements.live().order_by("status").first()
    refresh_items(by, transfer, placement.kind if placement else "")
    return transfer


def refresh_items(by: User, transfer: Transfer, kind: str) -> None:
    """The list of things to see to fits the kind of move; what was ticked stays. The entry is locked."""
    wanted = {item.code: (order, item) for order, item in items_for(kind)}
    known = {row.code: row for row in transfer.items.exclude(code="")}
    TransferItem.objects.bulk_create(
        TransferItem(
            transfer=transfer, entry_id=transfer.entry_id, event_id=transfer.event_id, order=order,
            code=code, label=item.label, changed_by=by,
        )
        for code, (order, item) in wanted.items()
        if code not in known
    )  # fmt: skip
    for code, row in known.items():
        if code not in wanted and row.is_open:
            row.state, row.edited = Ticked.NOT_NEEDED, []
            row.save_version(by=by, update_fields=["state"])


@operation("transfer.items_ticked", told="List for the move ticked", needs=RIGHT)
def tick_items(*, by: User, transfer: Transfer, ticked: Iterable[int], shown: Iterable[int]) -> Transfer:
    """Tick and untick things on the list. `shown` were ticked on the page: only what differs from it is changed.

    Raises ValidationError for controlled drugs that nobody has counted out.
    """
    _, transfer = hold_transfer(by, transfer)
    ticked, shown = set(ticked), set(shown)
    for item in transfer.items.filter(pk__in=ticked ^ shown).select_for_update(of=("self",)):
        _tick(by, transfer, item, Ticked.DONE if item.pk in ticked else Ticked.OPEN)
    _touch(by, transfer)
    return transfer


@operation("transfer.item_edited", told="List for the move changed", needs=RIGHT)
def edit_item(
    *,
    by: User,
    item: TransferItem,
    version: int,
    state: str,
    note: str = "",
    brought_by: str = "",
    done_by: str = "",
) -> TransferItem:
    """Say of one thing that it is done, by whom, or not needed and why. Raises ValidationError, Conflict."""
    _, transfer = hold_transfer(by, item.transfer)
    changing = {"note": note, "brought_by": brought_by}
    row = TransferItem.objects.lock_for_edit(item.pk, since=version, changing=changing)
    if state != row.state or (done_by and done_by != row.done_by):
        _tick(by, transfer, row, state, done_by=done_by)
    else:
        row.save_version(by=by)
    _touch(by, transfer)
    return row


@operation("transfer.equipment_added", told="Equipment for the move added", needs=RIGHT)
def add_equipment(*, by: User, transfer: Transfer, label: str, brought_by: str = "") -> TransferItem:
    """One piece of equipment that goes too, and who brings it. Blackpool App 5, action 27."""
    entry, transfer = hold_transfer(by, transfer)
    item = TransferItem.objects.create(
        transfer=transfer, entry_id=entry.pk, event_id=entry.event_id, label=label, brought_by=brought_by,
        changed_by=by,
    )  # fmt: skip
    _touch(by, transfer)
    return item


@operation("transfer.drugs_counted_out", told="Controlled drugs counted out", needs=RIGHT)
def count_out(
    *, by: User, transfer: Transfer, medicine: str, counted_out: Decimal, out_by: str, out_witness: str
) -> DrugCount:
    """A controlled drug is counted before it leaves, and two people sign. Raises ValidationError for one name twice."""
    entry, transfer = hold_transfer(by, transfer)
    _two_names(out_by, out_witness, "out_witness")
    count = DrugCount.objects.create(
        transfer=transfer, entry_id=entry.pk, event_id=entry.event_id, medicine=medicine,
        counted_out=counted_out, out_by=out_by.strip(), out_witness=out_witness.strip(),
        out_at=timezone.now(), changed_by=by,
    )  # fmt: skip
    item = transfer.items.filter(code=CONTROLLED_DRUGS).exclude(state=Ticked.DONE).first()
    if item:
        _tick(by, transfer, item, Ticked.DONE, done_by=f"{count.out_by} and {count.out_witness}"[:150])
    _touch(by, transfer)
    return count


@operation("transfer.drugs_counted_in", told="Controlled drugs counted in", needs=RIGHT)
def count_in(
    *, by: User, count: DrugCount, version: int, counted_in: Decimal, in_by: str, in_witness: str
) -> DrugCount:
    """The same drug is counted on arrival. Another number than left is told to the lead at once. App 5, action 31."""
    entry, transfer = hold_transfer(by, count.transfer)
    _two_names(in_by, in_witness, "in_witness")
    changing = {"counted_in": counted_in, "in_by": in_by.strip(), "in_witness": in_witness.strip()}
    row = DrugCount.objects.lock_for_edit(count.pk, since=version, changing=changing)
    row.in_at = timezone.now()
    row.save_version(by=by, update_fields=["in_at"])
    if row.is_mismatch:
        _tell_mismatch(entry, row)
    _touch(by, transfer)
    return row


def _tell_mismatch(entry: TrackerEntry, count: DrugCount) -> None:
    event, leads = entry.event, pack_of(entry.event).required_leads
    for person in those_at_hand(event, [lead.role for lead in leads[:1]]):
        notify(
            to=person,
            kind="transfer.drugs_differ",
            subject=f"{event.reference}: controlled drugs do not match",
            body=f"In {event.reference}, another number of a controlled drug was counted in than was counted out."
            " Look at the person’s move day.",
            dedupe=f"tracker_entry:{entry.pk}:drugs:{count.pk}:{count.version}",
            event=event,
            url=count.transfer.get_absolute_url(),
        )


def hold_transfer(by: User, transfer: Transfer) -> tuple[TrackerEntry, Transfer]:
    """Entry and move, locked. Raises ValidationError for a move that was cancelled."""
    entry = hold_entry(by, transfer.entry)
    row = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if row.state == State.CANCELLED:
        raise ValidationError("This move was cancelled. Plan a move again.")
    row.entry, row.edited = entry, []
    return entry, row


def _tick(by: User, transfer: Transfer, item: TransferItem, state: str, *, done_by: str = "") -> None:
    if item.code == CONTROLLED_DRUGS and state == Ticked.DONE and not transfer.drugs.exists():
        raise ValidationError(
            "Count the controlled drugs out with two signatures first, or say that there are none."
        )
    is_done = state == Ticked.DONE
    item.state = state
    item.done_by = (done_by or by.name) if is_done else ""
    item.done_at = timezone.now() if is_done else None
    item.edited = getattr(item, "edited", [])
    item.save_version(by=by, update_fields=["state", "done_by", "done_at"])


def _touch(by: User, transfer: Transfer) -> None:
    """Something was done for the move: it is no longer standing still."""
    transfer.edited = []
    transfer.save_version(by=by, update_fields=["state"])


def _two_names(first: str, second: str, field: str) -> None:
    if " ".join(first.lower().split()) == " ".join(second.lower().split()):
        raise ValidationError({field: "The witness must be another person"})


def stamp(transfer: Transfer, by: User, state: str, **moments: datetime | str | None) -> None:
    """How far the move is. The move is locked."""
    transfer.state = state
    for name, value in moments.items():
        setattr(transfer, name, value)
    transfer.edited = []
    transfer.save_version(by=by, update_fields=["state", *moments])
