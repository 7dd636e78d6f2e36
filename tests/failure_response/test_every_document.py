"""Every kind of document: what it says, for whom it is, and what its PDF is."""

from datetime import time, timedelta

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from events import document_kinds
from events.models import Document
from events.operations import actions, attendance, meetings, resolution
from events.operations import agenda as minutes
from events.operations.documents import request_document
from events.operations.events import invoke_event
from events.operations.plans import start_plan
from failure_response.documents import paper_for
from failure_response.papers.evidence import check_history
from failure_response.papers.measures import measures
from govuk.pdf import render_pdf
from risk.documents import month_key
from tests.factories import contingency, monitoring, performance, risk
from tests.factories.events import EventFactory, ProcedureFactory, share
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from tests.pdfs import check_pdf
from tests.plans.outline_case import chosen, outlined
from trackers.models import TrackerEntry

pytestmark = pytest.mark.django_db
# Asked for with records of their own: tests/costs/test_views_claims.py, tests/trackers/test_views_transfers.py,
# tests/letters.
ELSEWHERE = {"claim", "letters", "transfer-sheet", "transfer-sheets"}
# What each kind must say, of the event that `world` makes.
SAYS = {
    "closure-plan": ["Draw up the list of vacancies", "Quillfeather", "List of Residents"],
    "suspension-plan": ["Suspension plan", "1. Preparation", "2. After suspension", "Settle the contract suspension"],
    "scope-actions": ["Scope actions", "Identify the key issues", "CRCCG"],
    "holistic-actions": ["Holistic actions", "Letters to clients and families"],
    "appendix-b": ["Provider failure checklist", "8. Review", "√ or x", "Tell members/unions/Health/CQC"],
    "plan": ["Suspension plan"],
    "checklist": ["1. Gates", "2. Still open, by due date", "Information gathering: 0 of"],
    "approach": ["Approach"],
    "tracker": ["Quillfeather", "Shows Everyone: 2 people"],
    "residents-list": ["Quillfeather"],
    "key-contacts": ["Ashworthy"],
    "meeting-pack": ["1. When and where", "3. Agenda", "Ask for beds", "Quillfeather, Agnes"],
    "minutes": ["1. Who came", "The rota was shown.", "To go on", "Ask for beds", "Ambulance"],
    "overview": ["Nature of Failure", "Notice to close", "Notified By"],
    "leads": ["Nobody named for", "Provider Failure Lead"],
    "brief": ["Temporary duty", "Nobody is named for", "No statement is issued", "of whom 2 without"],
    "final-report": ["2. How long it took", "Ask for lists", "Evidence A", "nothing was changed past it", "To go on"],
    "initial-assessment": ["Falls at night", "✓ All staff and service users (5)", "A single staff member (1)", "40"],
    "risk-assessment": ["Person 1: WO"],
    "action-plan": ["Registered manager"],
    "monthly-report": ["Monitoring report"],
    "contingency-plan": ["Plan for Exampleshire", "Comms writes one message for everybody."],
    "contingency-version": ["Plan for Exampleshire, version 1.0"],
}  # fmt: skip
FOR_PARTNERS = {"closure-plan", "tracker", "residents-list", "risk-assessment", "action-plan"}
SET = ["appendix-b", "checklist", "minutes", "brief", "final-report", "tracker"]


@pytest.fixture
def event(host):
    for key in ("blackpool", "coventry", "lgiu"):
        ProcedureFactory(key=key)
    return EventFactory()


@pytest.fixture
def world(event, administrator):
    """An event with people, a plan, a meeting with minutes, an action and a lesson."""
    by, today = administrator, timezone.localdate()
    event = invoke_event(by=by, event=event, reason="It closes")
    for surname in ("Quillfeather", "Underlake"):
        user = ServiceUserFactory(surname=surname, forename="Agnes")
        RepresentativeFactory(entry=EntryFactory(event=event, service_user=user), surname="Ashworthy")
    start_plan(by=by, event=event, kind="suspension-plan")
    asked = {"people": [by], "starts_at": time(9), "venue": "County Hall"}
    held = meetings.record_meeting(by=by, event=event, held_on=today - timedelta(days=1), **asked)
    minutes.make_agenda(by=by, meeting=held)
    minutes.write_minute(by=by, item=held.agenda.first(), version=1, minute="The rota was shown.")
    held.refresh_from_db()
    held = attendance.take_attendance(by=by, meeting=held, version=held.version, states={}, also="Ambulance")
    soon = today + timedelta(days=3)
    actions.record_decision(by=by, meeting=held, text="To go on", decided_by="Somebody")
    agreed = {"what": "Ask for beds", "owner_name": "Kit Moorland", "due_on": soon}
    actions.agree_action(by=by, event=event, meeting=held, **agreed)
    found = {"happened": "No list", "change": "Ask for lists", "owner_name": "Kit Moorland"}
    resolution.record_finding(by=by, event=event, due_on=soon, **found)
    return event


def about(kind: str, event, by) -> int | None:
    """The key of a record for a kind that is about one."""
    if kind in ("meeting-pack", "minutes"):
        return event.meetings.get().pk
    if kind == "plan":
        return event.checklists.get(kind="suspension-plan").pk
    if kind == "initial-assessment":
        return risk.make_initial(by).pk
    if kind == "risk-assessment":
        return risk.start(by).pk
    if kind == "action-plan":
        return performance.make_plan(by).pk
    if kind == "monthly-report":
        monitoring.monitor(by)
        return month_key(timezone.localdate())
    if kind.startswith("contingency"):
        plan = contingency.published(by)
        return plan.pk if kind == "contingency-plan" else plan.versions.get().pk
    return None


def test_every_kind_is_tried():
    assert {one.kind for one in document_kinds.every()} == {*SAYS, *ELSEWHERE}


@pytest.mark.parametrize("kind", [kind for kind in SAYS if kind != "approach"])
def test_print_page_says_it_and_the_document_is_asked_for(world, administrator, sign_in, kind):
    found, key = document_kinds.known(kind), about(kind, world, administrator)
    event = world if found.of_event else None
    document = request_document(by=administrator, kind=kind, event=event, about=key)

    page = sign_in(administrator).get(document.print_url)

    text = page.content.decode()
    assert page.status_code == 200
    assert [words for words in SAYS[kind] if words not in text] == []
    assert "Documents" in text.split("</nav>")[0] or "Your documents" in text
    assert text.count("<h1>") == 1


def test_approach_is_offered_once_there_is_one(administrator, sign_in):
    event = outlined(administrator)
    assert "approach" not in offered(administrator, event)
    approach = chosen(administrator, event)

    assert "approach" in offered(administrator, approach.event)
    assert paper_for("approach", approach.event_id, administrator.pk).template == "plans/pdf/approach.html"


def offered(user, event) -> set[str]:
    return {one.kind for kinds in document_kinds.offered(user, event).values() for one in kinds}


def test_partner_is_offered_its_own_papers_and_refused_the_others(world, partner, sign_in):
    share(world, partner.organisation)

    assert offered(partner, world) == {"closure-plan", "tracker", "residents-list"}
    for one in document_kinds.every():
        assert one.is_for(partner) == (one.kind in FOR_PARTNERS), one.kind
    with pytest.raises(PermissionDenied):
        request_document(by=partner, event=world, kind="final-report")
    client = sign_in(partner)
    assert client.get(reverse("document-print", args=[world.reference, "brief"])).status_code == 404
    send = client.post(reverse("events:document-create", args=[world.reference]), {"kind": "brief"})
    assert send.status_code == 403
    assert not Document.objects.exists()


@pytest.mark.pdf
@pytest.mark.parametrize("kind", SET)
def test_pdf_is_tagged_with_bookmarks_and_says_the_same(world, administrator, kind):
    paper = paper_for(kind, world.pk, administrator.pk, about=about(kind, world, administrator))

    facts = check_pdf(render_pdf(paper.template, paper.context))

    assert [words for words in SAYS[kind] if words not in facts.text] == []
    assert f"{world.reference} As at" in facts.text
    assert any(title.startswith(("1. ", "People")) for _, title in facts.bookmarks)


def test_brief_is_two_sides_at_most_and_names_no_resident(world, administrator):
    paper = paper_for("brief", world.pk, administrator.pk)

    facts = check_pdf(render_pdf(paper.template, paper.context))

    assert facts.pages <= 2
    assert "Quillfeather" not in facts.text


@pytest.mark.parametrize("kind", ["checklist", "brief", "final-report", "meeting-pack", "tracker"])
def test_queries_do_not_grow_with_people(
    world, administrator, django_assert_num_queries, django_assert_max_num_queries, kind
):
    asked = {"about": about(kind, world, administrator)}
    with django_assert_max_num_queries(400) as few:
        paper_for(kind, world.pk, administrator.pk, **asked)
    EntryFactory.create_batch(20, event=world)

    with django_assert_num_queries(len(few)):
        paper_for(kind, world.pk, administrator.pk, **asked)


def test_history_that_was_changed_past_the_triggers_shows(world):
    assert check_history(world).first_bad == ""
    entry = TrackerEntry.objects.filter(event=world).first()

    with pgtrigger.ignore():
        TrackerEntry.objects.filter(pk=entry.pk).update(room="99")

    assert check_history(world).first_bad == f"tracker entry {entry.pk}"


@pytest.mark.parametrize(
    ("moments", "took"),
    [
        ({"invoked": "2026-11-20T09:00", "first_meeting": "2026-11-20T12:20"}, "3 hours 20 minutes"),
        ({"invoked": "2026-11-20T09:00", "first_meeting": "2026-11-24T12:20"}, "4 days"),
        ({"invoked": "2026-11-20T09:00", "first_meeting": "2026-11-19T12:20"}, "1 day before"),
        ({"invoked": "2026-11-20T09:00", "first_meeting": None}, ""),
    ],
)
def test_lengths_are_said_in_hours_or_days(moments, took):
    moments = {name: at and timezone.datetime.fromisoformat(at) for name, at in moments.items()}

    found = {one.what: one.took for one in measures(moments)}

    assert found["Invoked to the first meeting"] == took
