"""The print page, and the command that makes documents with a person's rights."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AccessEntry
from tests.factories import contingency
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, ProcedureFactory, share
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    ProcedureFactory(key="blackpool")
    return EventFactory()


def address(event, kind="closure-plan"):
    return reverse("document-print", args=[event.reference, kind])


def command(event, capsys, *extra, by=None, kind="closure-plan", out="plan.pdf"):
    """(exit code, what it printed as JSON) of render_document."""
    code = 0
    try:
        call_command(
            "render_document",
            event.reference,
            kind,
            f"--as={by or event.logged_by.email}",
            f"--out={out}",
            "--json",
        )
    except SystemExit as ended:
        code = ended.code
    return code, json.loads(capsys.readouterr().out)


def test_the_print_page_shows_the_whole_plan_and_is_written_down(event, sign_in):
    entry = EntryFactory(event=event)
    RepresentativeFactory(entry=entry, surname="Ashworthy")

    page = sign_in(event.logged_by).get(address(event)).content.decode()

    assert "List of Residents" in page
    assert "Ashworthy" in page
    assert "asset:" not in page
    assert AccessEntry.objects.get(subject="Closure plan read").people == [entry.pk]


def test_a_partners_print_page_holds_its_own_people_only(event, sign_in):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    EntryFactory(event=event, service_user=ServiceUserFactory(surname="Othermere"))
    own = ServiceUserFactory(surname="Ownmere")
    EntryFactory(event=event, service_user=own, funding_authority=partner.organisation)

    page = sign_in(partner).get(address(event)).content.decode()

    assert "Ownmere" in page
    assert "Othermere" not in page


def test_the_print_page_without_a_plan_says_so(sign_in):
    event = EventFactory()

    response = sign_in(event.logged_by).get(address(event))

    assert response.status_code == 422
    assert "No closure plan has been loaded" in response.content.decode()


def test_no_print_page_of_another_kind_or_for_an_outsider(event, sign_in):
    outsider = make_user("partner", make_organisation())

    assert sign_in(event.logged_by).get(address(event, "novel")).status_code == 404
    assert sign_in(outsider).get(address(event)).status_code == 404


@pytest.mark.pdf
def test_the_command_writes_the_file_and_says_pages_and_seconds(event, capsys, tmp_path):
    code, printed = command(event, capsys, out=tmp_path / "plan.pdf")

    assert code == 0
    assert set(printed) == {"file", "kind", "pages", "seconds"}
    assert printed["pages"] > 1
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert AccessEntry.objects.filter(subject="Closure plan downloaded", by=event.logged_by).exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"by": "nobody@council.example"}, "Nobody with an open account"),
        ({"kind": "novel"}, "There is: closure-plan"),
    ],
)
def test_the_command_refuses_in_one_sentence(event, capsys, changed, words):
    code, printed = command(event, capsys, **changed)

    assert code == 1
    assert words in printed["refused"]


def test_the_command_has_the_persons_rights(event, capsys):
    outsider = make_user("partner", make_organisation())

    code, printed = command(event, capsys, by=outsider.email)

    assert (code, printed["refused"]) == (
        1,
        f"There is no event {event.reference} that {outsider.email} can open.",
    )


@pytest.mark.pdf
def test_the_command_says_when_the_file_cannot_be_written(event, capsys, tmp_path):
    code, printed = command(event, capsys, out=tmp_path / "nowhere" / "plan.pdf")

    assert code == 1
    assert "cannot be written: No such file or directory" in printed["refused"]


@pytest.mark.parametrize(
    ("reference", "kind", "more", "words"),
    [
        ("", "minutes", [], "say which one with --about KEY"),
        ("", "overview", ["--about=1"], "Leave --about out"),
        ("-", "overview", [], "Give its reference in place of -"),
        ("", "contingency-plan", ["--about=1"], "Give - in place of the reference"),
    ],
)
def test_the_command_says_how_a_kind_is_asked_for(event, capsys, tmp_path, reference, kind, more, words):
    asked = [reference or event.reference, kind, f"--as={event.logged_by.email}", "--json", *more]

    with pytest.raises(SystemExit) as ended:
        call_command("render_document", *asked, f"--out={tmp_path / 'x.pdf'}")

    assert ended.value.code == 1
    assert words in json.loads(capsys.readouterr().out)["refused"]


@pytest.mark.pdf
def test_the_command_makes_what_belongs_to_no_event(administrator, capsys, tmp_path):
    plan, out = contingency.begin(administrator), tmp_path / "plan.pdf"
    asked = ["-", "contingency-plan", f"--as={administrator.email}", f"--out={out}", "--json"]

    call_command("render_document", *asked, f"--about={plan.pk}")
    made = json.loads(capsys.readouterr().out)
    with pytest.raises(SystemExit):
        call_command("render_document", *asked, "--about=0")

    assert (made["kind"], out.read_bytes()[:5]) == ("contingency-plan", b"%PDF-")
    assert "is not there" in json.loads(capsys.readouterr().out)["refused"]
