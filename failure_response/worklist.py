"""What is overdue or missing in events, each line with the place that puts it right. Staffordshire SOP 11.7.

A part of the service adds its lines as a function in SOURCES: `f(user, events, today)` gives (primary key of the event,
line of failure_response.todo), in as many queries for two hundred events as for one. A line is there as long as the
thing is late or missing, so it clears by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse

from accounts.models import User
from costs.models import Cost
from events.models import (
    Action,
    Decision,
    FailureEvent,
    Finding,
    InformationRequest,
    Lead,
    Meeting,
    ProvisionalDate,
    Step,
)
from events.operations.attendance import to_escalate
from events.operations.notices import pack_of
from events.procedure.pack import Pack
from events.rules.decision_point import is_settled, stages_that_wait
from events.rules.leads import missing_leads
from failure_response import todo, worklist_people
from govuk.words import count_of, day_words
from trackers.lists import NOT_UPDATED
from trackers.loose_ends import UPDATED_LIST
from trackers.models import Review, SafeAndWellCheck, TrackerEntry
from trackers.shown_steps import ShownSteps
from trackers.unaccounted import unaccounted

Lines = Iterator[tuple[int, dict]]
Source = Callable[[User, list[FailureEvent], date], Iterable[tuple[int, dict]]]


def overdue_steps(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Steps of the procedure and of plans; the fortnightly update to the provider is one of them."""
    steps = Step.objects.visible_to(user).overdue(today).filter(event__in=events)
    for step in steps.select_related("stage__checklist", "event__service").order_by("due_on", "pk"):
        line = todo.step_line(step, today, name_event=False)
        yield step.event_id, line if "late" in line else line | {"late": "Late"}


def overdue_actions(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Actions agreed in meetings."""
    rows = Action.objects.visible_to(user).open().filter(event__in=events, due_on__lt=today)
    for row in rows.select_related("event"):
        place = _page(row.event, "actions/")
        yield row.event_id, _line(row.what, place, f"Action, {row.owner_name}", row.due_on, today)


def overdue_requests(user: User, events: list[FailureEvent], today: date) -> Lines:
    """What the provider or another body was asked and has not answered."""
    rows = InformationRequest.objects.visible_to(user).overdue(today).filter(event__in=events)
    for row in rows.select_related("event"):
        hint = f"Asked of {row.asked_of}"
        yield (
            row.event_id,
            _line(f"Answer: {row.what}", _page(row.event, "requests/"), hint, row.due_on, today),
        )


def agencies_to_escalate(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Agencies that were absent from so many meetings in a row that they are escalated. SOP 11.7."""
    if user.is_partner:
        return
    for event, absent in to_escalate(events).items():
        for one in absent:
            hint = f"Missed the last {count_of(one.missed, 'meeting')}"
            page = _page(one.row.event, "meetings/")
            yield event, {"text": f"Escalate {one.row.agency}", "href": page, "hint": hint, "when": ""}


def overdue_next_steps(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People whose next step is late, as the tracker shows it; counted."""
    known = {event.pk: event for event in events if event.status == FailureEvent.Status.INVOKED}
    people = TrackerEntry.objects.visible_to(user).filter(event__in=known)
    for event, days in ShownSteps(people, partner=user.is_partner).days("overdue").items():
        text = f"Next steps of {count_of(len(days), 'person', 'people')}"
        page = f"{_page(known[event], 'tracker/')}?view=overdue"
        yield event, _line(text, page, "Tracker", days[0], today)


def unrecorded_meetings(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Meetings whose day has gone by and of which nobody has said that they were held."""
    rows = Meeting.objects.visible_to(user).planned().filter(event__in=events, held_on__lt=today)
    for row in rows.select_related("event"):
        place, hint = row.get_absolute_url(), "Record that it was held, or cancel it"
        yield row.event_id, _line(str(row), place, hint, row.held_on, today)


def decisions_due(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Events held at their stage, to be decided again by now, or at the point with nothing decided. SOP 11.5."""
    invoked = [event for event in events if event.status == FailureEvent.Status.INVOKED]
    rows = Decision.objects.visible_to(user).filter(event__in=invoked).order_by("event_id", "-pk")
    latest = {row.event_id: row for row in rows.distinct("event_id")}
    at_the_point = _at_the_point(user, invoked)
    for event in invoked:
        row, line = latest.get(event.pk), {"text": todo.DECIDE, "href": _page(event, "decision/")}
        if row and row.review_on:
            if row.review_on <= today:
                hint = f"Held since {day_words(row.decided_at, today)}"
                yield event.pk, line | {"hint": hint, **todo.when(row.review_on, today)}
        elif event.pk in at_the_point and not (row and is_settled(row.kind)):
            yield (
                event.pk,
                line | {"hint": "Every step before the decision is finished", "when": "To be decided"},
            )


def _at_the_point(user: User, events: list[FailureEvent]) -> set[int]:
    """Events of which every step before the decision point is finished."""
    packs = _packs(events)
    steps = Step.objects.visible_to(user).open().filter(event__in=events, stage__checklist__kind="procedure")
    is_open = set(steps.order_by().values_list("event", "stage__code").distinct())
    waiting = {event.pk: stages_that_wait(packs[event.procedure_id]) for event in events}
    before = {event for event, code in is_open if code not in waiting[event]}
    return {event.pk for event in events if waiting[event.pk] and event.pk not in before}


def unnamed_leads(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Required roles that nobody holds. SOP 11.2."""
    held: dict[int, list[str]] = {}
    for event, role in Lead.objects.current().filter(event__in=events).values_list("event", "role"):
        held.setdefault(event, []).append(role)
    packs = _packs(events)
    for event in events:
        missing = missing_leads(packs[event.procedure_id], held.get(event.pk, []))
        if event.invoked_at and missing:
            yield event.pk, todo.unnamed_line(event, missing) | {"hint": "Required role"}


def missing_dates(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Invoked events without any date to go by, and provisional dates that have gone by. SOP 11.4."""
    dates = ProvisionalDate.objects.visible_to(user).current().filter(event__in=events)
    known = {event.pk: event for event in events if event.status == FailureEvent.Status.INVOKED}
    dated = set()
    for one in dates:
        dated.add(one.event_id)
        if one.event_id in known and one.is_past(today):
            place, hint = _page(known[one.event_id], "dates/"), "Provisional date that has gone by"
            yield one.event_id, _line(one.what, place, hint, one.on, today)
    for event in known.values():
        if not event.closes_on and event.pk not in dated:
            page = _page(event, "dates/")
            yield (
                event.pk,
                {"text": "Agree provisional dates", "href": page, "hint": "No date is known", "when": ""},
            )


def missing_facts(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People about whom a required fact is not known, counted. SOP 11.4, 11.5."""
    people = TrackerEntry.objects.visible_to(user).unresolved().filter(event__in=events)
    known = {event.pk: event for event in events}
    facts = people.filter(event__status=FailureEvent.Status.INVOKED).order_by().values("event")
    counted = facts.annotate(
        payer=Count("pk", filter=Q(funding_type=TrackerEntry.Funding.UNKNOWN)),
        contact=Count("pk", filter=Q(relatives_contact="")),
    )
    for row in counted:
        page = _page(known[row["event"]], "tracker/")
        for number, words, query in (
            (row["payer"], "Find out who pays", "?pays=unknown"),
            (row["contact"], "Name a contact point for relatives", "?view=no-contact"),
        ):
            if number:
                hint = count_of(number, "person", "people")
                yield row["event"], {"text": words, "href": page + query, "hint": hint, "when": "Missing"}


def systems_not_updated(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People whose move or outcome the information systems do not know of, counted. SOP 11.7."""
    known = {event.pk: event for event in events}
    people = TrackerEntry.objects.visible_to(user).filter(NOT_UPDATED, event__in=events)
    for row in people.order_by().values("event").annotate(n=Count("pk")):
        hint, page = count_of(row["n"], "person", "people"), _page(known[row["event"]], UPDATED_LIST)
        yield (
            row["event"],
            {"text": "Update information systems", "href": page, "hint": hint, "when": "Missing"},
        )


def costs_not_recorded(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People who moved and for whom no cost is recorded, not even that it cost nothing; counted. SOP 4.6."""
    if not user.has_perm("costs.change_costs"):
        return
    known = {event.pk: event for event in events}
    costed = Cost.objects.filter(event__in=events, entry__isnull=False).values("entry")
    people = TrackerEntry.objects.visible_to(user).filter(event__in=events, moved_on__isnull=False)
    for row in people.exclude(pk__in=costed).order_by().values("event").annotate(n=Count("pk")):
        hint = count_of(row["n"], "person", "people")
        page = f"{_page(known[row['event']], 'costs/people/')}?view=no-costs"
        yield (
            row["event"],
            {"text": "Record costs of people who moved", "href": page, "hint": hint, "when": "Missing"},
        )


def unaccounted_for(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People of whom nobody has said where they are, counted; late from the first moment. SOP 11.7."""
    known = {event.pk: event for event in events if event.status == FailureEvent.Status.INVOKED}
    if user.is_partner:
        return
    people = TrackerEntry.objects.visible_to(user).filter(unaccounted(), event__in=known)
    for row in people.order_by().values("event").annotate(n=Count("pk")):
        text = f"Find out where {count_of(row['n'], 'person is', 'people are')}"
        page = f"{_page(known[row['event']], 'tracker/')}?view=unaccounted"
        line = {"text": text, "href": page, "hint": "Unaccounted for", "late": "Now", "when": ""}
        yield row["event"], line


def overdue_checks(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Safe and well checks that are late, counted by person. SOP 12.0."""
    known = {event.pk: event for event in events}
    rows = SafeAndWellCheck.objects.visible_to(user).late(today).filter(event__in=events)
    for row in rows.order_by().values("event").annotate(n=Count("entry", distinct=True), first=Min("due_on")):
        text = f"Safe and well checks of {count_of(row['n'], 'person', 'people')}"
        page = f"{_page(known[row['event']], 'tracker/')}?view=unchecked"
        yield row["event"], _line(text, page, "Safe and well", row["first"], today)


def overdue_reviews(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Six-week reviews that are late, counted; of closed events too. SOP 11.8."""
    known = {event.pk: event for event in events}
    rows = Review.objects.visible_to(user).overdue(today).filter(event__in=events)
    for row in rows.order_by().values("event").annotate(n=Count("pk"), first=Min("due_on")):
        text, page = count_of(row["n"], "six-week review"), _page(known[row["event"]], "reviews/")
        yield row["event"], _line(text, page, "Reviews", row["first"], today)


def overdue_findings(user: User, events: list[FailureEvent], today: date) -> Lines:
    """What was learnt and is not carried out in time; of closed events too. SOP 11.8."""
    rows = Finding.objects.visible_to(user).open().filter(event__in=events, due_on__lt=today)
    for row in rows.select_related("event"):
        hint = f"Lessons learnt, {row.owner_name}"
        yield row.event_id, _line(row.change, _page(row.event, "lessons/"), hint, row.due_on, today)


AFTER_THE_END: list[Source] = [overdue_reviews, overdue_findings]
SOURCES: list[Source] = [
    unaccounted_for,
    overdue_checks,
    overdue_steps,
    overdue_actions,
    overdue_requests,
    agencies_to_escalate,
    overdue_next_steps,
    unrecorded_meetings,
    decisions_due,
    unnamed_leads,
    missing_dates,
    missing_facts,
    systems_not_updated,
    costs_not_recorded,
    *worklist_people.SOURCES,
    *AFTER_THE_END,
]


def worklist(user: User, events: Iterable[FailureEvent], today: date) -> dict[int, list[dict]]:
    """Lines by event: late ones first, then what is missing. `events` come with service and procedure.

    Of events that are over only what outlives them: reviews, and what was learnt.
    """
    events = list(events)
    live = [event for event in events if event.is_open]
    found: dict[int, list[dict]] = {event.pk: [] for event in events}
    for source in SOURCES:
        for event, line in source(user, events if source in AFTER_THE_END else live, today):
            found[event].append(line)
    return {event: sorted(lines, key=lambda line: "late" not in line) for event, lines in found.items()}


def _packs(events: list[FailureEvent]) -> dict[int, Pack]:
    """The pack of each procedure version that the events have, read once."""
    return {key: pack_of(event) for key, event in {event.procedure_id: event for event in events}.items()}


def over_with_work(user: User, today: date):
    """Events that are over, with a review or a finding that is late."""
    reviews = Review.objects.visible_to(user).overdue(today).values("event")
    findings = Finding.objects.visible_to(user).open().filter(due_on__lt=today).values("event")
    over = FailureEvent.objects.visible_to(user).filter(status__in=FailureEvent.OVER)
    return over.filter(Q(pk__in=reviews) | Q(pk__in=findings))


def _line(text: str, href: str, hint: str, due: date, today: date) -> dict:
    return {"text": text, "href": href, "hint": hint, **todo.when(due, today)}


def _page(event: FailureEvent, below: str) -> str:
    return reverse("event-detail", args=[event.reference]) + below
