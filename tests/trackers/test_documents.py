from datetime import date
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from pypdf import PdfReader

from events.models import Procedure, Step
from events.operations.plans import start_plan
from govuk.pdf import render_pdf
from providers.models import Contact
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, ProcedureFactory, share
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.documents import RESIDENT_COLUMNS, closure_plan, facts, steady_groups
from trackers.list_paper import key_contacts, residents_list
from trackers.rules.fields import COLUMNS
from trackers.tracker_paper import widths

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    ProcedureFactory(key="blackpool")
    return EventFactory(
        status="invoked", invoked_at="2026-11-20T09:00Z", invoked_by=make_user(), closes_on=date(2026, 12, 4)
    )


@pytest.fixture
def icb_partner(event):
    partner = make_user("partner", make_organisation("Exampleshire ICB"))
    share(event, partner.organisation)
    return partner


def text_of(paper) -> str:
    """The words of the PDF in one line."""
    pages = PdfReader(BytesIO(render_pdf(paper.template, paper.context))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def resident(event, surname, **fields):
    return EntryFactory(event=event, service_user=ServiceUserFactory(surname=surname), **fields)


def test_every_action_is_listed_before_the_plan_has_begun(event):
    paper = closure_plan(event, event.logged_by)

    assert [len(rows) for _, rows in paper.context["phases"]] == [18, 10, 10]
    assert [name for name, _ in paper.context["phases"]] == [
        "Preparation",
        "Readiness and notification",
        "Transfer",
    ]


@pytest.mark.parametrize(("today", "state"), [("2026-11-27", "To do"), ("2026-11-28", "To do, overdue")])
def test_actions_of_a_plan_that_has_begun_say_who_when_and_how_far(event, today, state):
    start_plan(by=event.logged_by, event=event, kind="closure-plan")
    Step.objects.filter(code="BPL-CP02").update(
        due_on=date(2026, 11, 27), designated_person="Dele", notes="Rang twice"
    )

    with time_machine.travel(f"{today}T10:00:00Z", tick=False):
        row = closure_plan(event, event.logged_by).context["phases"][0][1][1]

    assert row == [
        "2",
        "Fri 27 Nov 2026",
        "Draw up the list of vacancies",
        "Contracts Team",
        "Dele",
        f"{state}. Rang twice.",
    ]


def test_residents_have_the_ten_columns_of_the_policy(event):
    entry = resident(event, "Quillfeather", capacity="lacks", advocate="needed", mobility_needs="Hoist")
    RepresentativeFactory(entry=entry, surname="Ash", forename="Pat", relationship="Nephew", is_main=True)

    part = closure_plan(event, event.logged_by).context

    assert part["resident_columns"] == list(RESIDENT_COLUMNS)
    assert part["residents"][0][0][:2] == ["Quillfeather", "Agnes"]
    assert part["residents"][0][0][6:] == ["Pat Ash, Nephew", "N", "Y, nobody yet", "Hoist"]


@pytest.mark.parametrize("paper", [closure_plan, residents_list, key_contacts])
def test_nobody_rings_a_family_unknowing_that_the_person_has_died(event, paper):
    gone = {"final_outcome": "died", "final_outcome_on": date(2026, 11, 20)}
    RepresentativeFactory(entry=resident(event, "Underlake", **gone), surname="Ashworthy")
    resident(event, "Quillfeather")

    assert text_of(paper(event, event.logged_by)).count("Died Friday 20 November 2026") == (
        2 if paper is closure_plan else 1
    )


def test_head_says_home_manager_type_and_closing_date(event):
    Contact.objects.create(service=event.service, name="Una Rosscarrow", role="Registered manager", phone="1")

    assert dict(closure_plan(event, event.logged_by).context["facts"]) == {
        "Name of home": event.service.name,
        "Name of manager": "Una Rosscarrow",
        "Type of home": "Care home service with nursing",
        "Anticipated closure date": "Friday 4 December 2026",
    }


def test_without_a_plan_in_any_procedure_it_is_refused_in_words():
    event = EventFactory()
    Procedure.objects.exclude(pk=event.procedure_id).delete()

    with pytest.raises(ValidationError, match="No closure plan has been loaded"):
        closure_plan(event, event.logged_by)


def test_queries_do_not_grow_with_people(event, django_assert_num_queries, django_assert_max_num_queries):
    for number in range(3):
        RepresentativeFactory(entry=resident(event, f"Few{number}"))
    with django_assert_max_num_queries(25) as few:
        closure_plan(event, make_user())
    for number in range(20):
        RepresentativeFactory(entry=resident(event, f"Many{number}"))

    with django_assert_num_queries(len(few)):
        closure_plan(event, make_user())


def test_a_partner_gets_its_own_people_and_the_policys_words_only(event, icb_partner):
    start_plan(by=event.logged_by, event=event, kind="closure-plan")
    Step.objects.update(designated_person="Designated", notes="Note")
    own = resident(event, "Ownperson", funding_authority=icb_partner.organisation)
    RepresentativeFactory(entry=own)
    resident(event, "Otherperson")

    paper = closure_plan(event, icb_partner)

    part = paper.context
    assert paper.people == [own.pk]
    assert [[row[0] for row in rows] for rows in part["residents"]] == [["Ownperson"]]
    assert "Main Representative" not in part["resident_columns"]
    assert part["columns"] == ["Action Number", "Action", "Responsible Area"]
    assert part["sheets"] == part["leads"] == part["service_contacts"] == []


@pytest.mark.pdf
def test_a_long_document_is_set_in_pieces_that_hold_everybody_once(event):
    for number in range(7):
        RepresentativeFactory(entry=resident(event, f"Synthlong{number}"))

    paper = closure_plan(event, event.logged_by, most_rows=4)

    assert [len(rows) for rows in paper.context["residents"]] == [4, 3]
    assert [len(sheets) for sheets in paper.context["sheets"]] == [2, 2, 2, 1]
    text = text_of(paper)
    assert all(text.count(f"Synthlong{number}") >= 2 for number in range(7))
    assert [row[0] for rows in paper.context["residents"] for row in rows] == [
        f"Synthlong{n}" for n in range(7)
    ]
    assert "List of Residents (continued): Synthlong4 to Synthlong6" in text


def test_one_person_more_moves_one_group_of_a_long_list():
    names = [f"Name{number:04}" for number in range(300)]

    before, after = (
        list(steady_groups(rows, 400, lambda row: 1, str)) for rows in (names, sorted([*names, "Name0100b"]))
    )

    assert [name for group in before for name in group] == names
    assert max(map(len, before)) <= 60
    assert len([group for group in after if group not in before]) <= 2


@pytest.mark.pdf
def test_the_pdf_says_every_action_resident_and_contact(event):
    entry = resident(event, "Quillfeather")
    RepresentativeFactory(entry=entry, surname="Ashworthy", must_not_be_told=True)
    paper = closure_plan(event, event.logged_by)

    text = text_of(paper)

    for _, rows in paper.context["phases"]:
        assert all(" ".join(row[2].split()) in text for row in rows)
    assert "Quillfeather" in text
    assert "Ashworthy Must not be told" in text
    assert f"{event.reference} As at" in text
    assert "Page 1 of " in text


@pytest.mark.pdf
def test_the_pdf_is_tagged_with_language_title_and_bookmarks(event):
    resident(event, "Quillfeather")
    paper = closure_plan(event, event.logged_by, most_rows=1)

    with pikepdf.open(BytesIO(render_pdf(paper.template, paper.context))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == f"Home Closure Plan: {event.service.name}"
        with pdf.open_outline() as outline:
            titles = [item.title for top in outline.root for item in (top, *top.children)]
        kinds = structure(pdf.Root.StructTreeRoot)
    assert {"Actions", "List of Residents", "Service User Key Contacts"} <= set(titles)
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/P"} <= kinds


def structure(element) -> set[str]:
    """Every kind of element in the structure tree."""
    kinds, waiting = set(), [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            kinds |= {str(one.S)} if "/S" in one else set()
            waiting.extend([one.K] if "/K" in one else [])
    return kinds


@pytest.mark.pdf
def test_a_partners_pdf_holds_nothing_about_anybody_else(event, icb_partner):
    start_plan(by=event.logged_by, event=event, kind="closure-plan")
    Step.objects.update(designated_person="CANARYPERSON", notes="CANARYNOTES")
    Contact.objects.create(service=event.service, name="CANARYMANAGER", role="manager", phone="CANARYPHONE")
    own = resident(
        event, "Ownperson", funding_authority=icb_partner.organisation, next_step_owner="CANARYOWNER"
    )
    RepresentativeFactory(entry=own, surname="CANARYKIN")
    other = resident(event, "CANARYSURNAME", mobility_needs="CANARYMOBILITY", funding_words="CANARYWORDS")
    RepresentativeFactory(entry=other, surname="CANARYREP", address="CANARYADDRESS")

    text = text_of(closure_plan(event, icb_partner))

    assert "Ownperson" in text
    assert "CANARY" not in text


@pytest.mark.pdf
def test_a_contact_stands_on_the_page_of_the_person_whose_it_is(event):
    for number in range(30):
        RepresentativeFactory.create_batch(2, entry=resident(event, f"Synthlong{number}"))
    paper = closure_plan(event, event.logged_by)

    pages = PdfReader(BytesIO(render_pdf(paper.template, paper.context))).pages
    texts = [page.extract_text() for page in pages]

    tables = [text.split("Telephone Number", 1)[1].strip() for text in texts if "completing:" in text]
    assert len(tables) > 1
    assert all(table.startswith("Synthlong") for table in tables)


def test_tracker_on_paper_gives_room_to_what_is_long_and_little_to_what_nobody_has():
    person, pays, helped = COLUMNS["person"], COLUMNS["pays"], COLUMNS["help"]
    rows = [
        [["Synth, Agnes"], ["NHS Exampleshire Integrated Care Board"], []],
        [["Synth, Bo"], ["Self-funder"], []],
    ]

    assert widths([person, pays, helped], rows) == ["col-who", "col-date", "col-mark"]
    assert widths([person] * 20, [[["x"]] * 20]) == ["col-who", *[""] * 19]


def test_head_of_the_lists_calls_home_care_a_service(officer):
    ProcedureFactory(key="blackpool")
    event = EventFactory(service=ServiceFactory(care_home=False))

    assert [label for label, _ in facts(event, officer)][::2] == ["Name of service", "Type of service"]
    for paper in (closure_plan, residents_list):
        made = paper(event, officer, lambda words: None, None)
        said = render_to_string(made.template, made.context, using="jinja2")
        assert "List of people" in said and "List of Residents" not in said
