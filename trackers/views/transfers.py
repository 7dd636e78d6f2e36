"""The day of a person's move: arrangements, ticks, controlled drugs, left and arrived. Blackpool App 5."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.drafts import typed
from events.forms.documents import AskForDocument
from events.operations.documents import request_document
from events.views.documents import list_page
from events.views.pages import status
from govuk.htmx import render_page
from trackers.forms.transfers import (
    ConfirmForm,
    CountInForm,
    CountOutForm,
    EquipmentForm,
    ItemForm,
    ReasonForm,
    StayForm,
    TickForm,
    TransferForm,
)
from trackers.models import DrugCount, Stay, Transfer, TransferItem
from trackers.move_day import ticks_by_group
from trackers.operations import arrivals, transfers, whereabouts
from trackers.table import person_words
from trackers.views.entries import frame
from trackers.views.moves import find_for_council, one_form
from trackers.views.placements import WORK

ARRANGED = (
    "on",
    "leaves_at",
    "transport",
    "transport_by",
    "booking",
    "escort",
    "welcome",
    "notes",
    "version",
)
TAPS = {"left": (arrivals.record_leaving, "Left."), "arrived": (arrivals.record_arrival, "Arrived.")}


def latest_transfer(request, entry) -> Transfer | None:
    rows = Transfer.objects.visible_to(request.user).filter(entry=entry).kept()
    return rows.order_by("-number").first()


def find_transfer(request, entry, pk: int) -> Transfer:
    rows = Transfer.objects.visible_to(request.user).filter(entry=entry).select_related("entry")
    return get_object_or_404(rows, pk=pk)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def move_day(request, pk):
    """Everything about the move on one page, and the ticks."""
    entry = find_for_council(request, pk)
    transfer = latest_transfer(request, entry)
    items = list(transfer.items.all()) if transfer else []
    form = TickForm(request.POST if request.method == "POST" else None, items=items)
    if (
        request.method == "POST"
        and transfer
        and form.run(transfers.tick_items, by=request.user, transfer=transfer)
    ):
        messages.success(request, "Ticks saved.")
        return redirect(transfer)
    context = frame(
        request, entry, form=form, title=f"Move of {person_words(entry)}", transfer=transfer,
        groups=ticks_by_group(items), drugs=list(transfer.drugs.all()) if transfer else [],
        today=timezone.localdate(),
    )  # fmt: skip
    return render_page(request, "trackers/move_day.html", context, status=status(request, form))


@needs(WORK)
@require_http_methods(["GET", "POST"])
def transfer_arrange(request, pk):
    entry = find_for_council(request, pk)
    rows = Transfer.objects.visible_to(request.user).filter(entry=entry)
    found = rows.under_way().first()
    start = (
        {name: getattr(found, name) for name in ARRANGED} if found else {"on": entry.move_on, "version": 0}
    )
    words = {
        "title": f"Arrange the move of {person_words(entry)}",
        "button": "Save",
        "done": "Move arranged.",
    }
    form = TransferForm(typed(request), initial=start)
    return one_form(
        request, entry, form, transfers.arrange_transfer, entry=entry, back=day_page(entry), **words
    )


@needs(WORK)
@require_http_methods(["GET", "POST"])
def item_edit(request, pk, item):
    entry = find_for_council(request, pk)
    mine = TransferItem.objects.visible_to(request.user).filter(entry=entry)
    found = get_object_or_404(mine.select_related("transfer__entry"), pk=item)
    start = {name: getattr(found, name) for name in ItemForm.base_fields}
    words = {"title": found.label, "button": "Save", "done": "Saved.", "back": day_page(entry)}
    form = ItemForm(typed(request), initial=start)
    return one_form(request, entry, form, transfers.edit_item, item=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def equipment_add(request, pk, transfer):
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    words = {"title": "Add equipment", "button": "Add it", "done": "Added.", "back": day_page(entry)}
    form = EquipmentForm(typed(request))
    return one_form(request, entry, form, transfers.add_equipment, transfer=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def drug_out(request, pk, transfer):
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    title = "Count a controlled drug out"
    words = {"title": title, "button": "Both have signed", "done": "Counted out.", "back": day_page(entry)}
    form = CountOutForm(typed(request))
    return one_form(request, entry, form, transfers.count_out, transfer=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def drug_in(request, pk, count):
    entry = find_for_council(request, pk)
    mine = DrugCount.objects.visible_to(request.user).filter(entry=entry)
    found = get_object_or_404(mine.select_related("transfer__entry__event"), pk=count)
    start = {name: getattr(found, name) for name in CountInForm.base_fields}
    words = {
        "title": f"Count in: {found.medicine}", "button": "Both have signed", "done": "Counted in.",
        "back": day_page(entry),
    }  # fmt: skip
    form = CountInForm(typed(request), initial=start)
    return one_form(request, entry, form, transfers.count_in, count=found, **words)


@needs("events.add_document")
@require_POST
def transfer_sheet(request, pk, transfer):
    """Ask for the sheet of one move as a PDF."""
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    form = AskForDocument({"kind": "transfer-sheet", "key": request.POST.get("key", "")})
    if form.run(request_document, by=request.user, event=entry.event, about=found.pk):
        return redirect(form.result)
    return list_page(request, entry.event, form)


@needs(WORK)
@require_POST
def transfer_tap(request, pk, transfer, what):
    """One tap on the day: left, or arrived. Back to the day's list; a refusal is said there."""
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    operation, done = TAPS[what]
    try:
        operation(by=request.user, transfer=found)
        messages.success(request, f"{person_words(entry)}: {done}")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(day_address(entry, found))


@needs(WORK)
@require_http_methods(["GET", "POST"])
def transfer_confirm(request, pk, transfer):
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    words = {
        "title": f"{person_words(entry)} has arrived",
        "button": "Confirm the arrival",
        "done": "Confirmed.",
    }
    form = ConfirmForm(typed(request))
    return one_form(
        request,
        entry,
        form,
        arrivals.confirm_arrival,
        transfer=found,
        back=day_address(entry, found),
        **words,
    )


@needs(WORK)
@require_http_methods(["GET", "POST"])
def transfer_take_back(request, pk, transfer):
    entry = find_for_council(request, pk)
    found = find_transfer(request, entry, transfer)
    title = f"Take back: {found.get_state_display().lower()}"
    words = {"title": title, "button": "Take it back", "done": "The move is planned again."}
    form = ReasonForm(typed(request))
    return one_form(
        request, entry, form, arrivals.take_transfer_back, transfer=found, back=day_page(entry), **words
    )


@needs(WORK)
@require_http_methods(["GET", "POST"])
def stay_add(request, pk):
    entry, now = find_for_council(request, pk), timezone.localtime()
    words = {"title": f"Where is {person_words(entry)}?", "button": "Save", "done": "Saved."}
    form = StayForm(typed(request), initial={"on": now.date(), "at": now.time()})
    return one_form(request, entry, form, whereabouts.record_stay, entry=entry, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def stay_withdraw(request, pk, stay):
    entry = find_for_council(request, pk)
    found = get_object_or_404(Stay.objects.visible_to(request.user).filter(entry=entry), pk=stay)
    words = {"title": f"Take back: {found}", "button": "Take it back", "done": "Taken back."}
    return one_form(
        request, entry, ReasonForm(typed(request)), whereabouts.withdraw_stay, stay=found, **words
    )


def day_address(entry, transfer) -> str:
    return f"{reverse('trackers:moves', args=[entry.event.reference])}?day={transfer.on.isoformat()}"


def day_page(entry) -> str:
    return reverse("trackers:move-day", args=[entry.pk])
