"""Administration of procedures: load, compare, activate, bring back, choose."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import CouncilProcedure, Procedure
from events.operations.events import current_pack
from events.operations.procedures import activate_procedure, choose_procedure, load_procedure
from events.procedure import loader
from tests.factories.events import EventFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
HOME = "/administration/procedures/"
OWN = (Path(__file__).parent / "data" / "own_council.yaml").read_text()
NEWER = OWN.replace("'2026.1'", "'2026.2'").replace("Ring the owner.", "Ring the owner twice.")


def file(text, name="own.yaml"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "application/yaml")


@pytest.fixture
def client(administrator, sign_in):
    return sign_in(administrator)


@pytest.fixture
def active(administrator):
    """The invented council's procedure, loaded and active."""
    loaded = load_procedure(by=administrator, pack=loader.loads(OWN)).procedure
    return activate_procedure(by=administrator, procedure=loaded)


@pytest.fixture
def newer(administrator, active):
    return load_procedure(by=administrator, pack=loader.loads(NEWER)).procedure


def text_of(response):
    return response.content.decode()


def test_file_is_loaded_and_waits(client):
    response = client.post(HOME + "load/", {"file": file(OWN)}, follow=True)

    procedure = Procedure.objects.get(key="exampleshire")
    assert response.redirect_chain[-1][0] == f"{HOME}{procedure.pk}/"
    assert "It waits here until you activate it." in text_of(response)
    assert (procedure.is_active, procedure.loaded_by) == (False, client.user)
    assert "6 of 6 cases answered as expected" in text_of(response)


def test_list_says_who_loaded_what_and_how_many_events_use_it(client, active, newer):
    EventFactory(procedure=active)

    page = text_of(client.get(HOME))

    assert page.index(">2026.1<") < page.index(">2026.2<")
    assert page.count("Ivo Castlemere") >= 3
    assert 'data-label="Events"><div>1</div>' in page
    assert page.count("Not active") == 1


def test_faults_are_listed_with_line_and_its_text_and_the_file_is_kept(client):
    broken = OWN.replace("responsible: [Press Office]", "responsible: [Pres Office]")

    response = client.post(HOME + "load/", {"file": file(broken)})

    page = text_of(response)
    line = next(n for n, row in enumerate(broken.splitlines(), 1) if "Pres Office" in row)
    assert response.status_code == 422
    assert f'<th scope="row">{line}</th><td>Pres Office is neither a lead nor another role' in page
    assert "<code>- {id: EX.S1.2, order: 2, responsible: [Pres Office]" in page
    assert "1 fault in own.yaml" in page
    assert "# An invented council" in page.split('name="text"')[1]
    assert not Procedure.objects.exists()


def test_text_put_right_on_the_page_is_loaded(client):
    response = client.post(HOME + "load/", {"text": OWN.replace("\n", "\r\n")})

    assert response.status_code == 302
    assert Procedure.objects.get().sha256 == loader.sha256(loader.loads(OWN))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Choose another one"),
        (b"%PDF-1.7 rest", "This is a PDF"),
        (b"PK\x03\x04rest", "This is a spreadsheet, a Word document or an archive"),
        (b"key: caf\xe9\n", "These characters are not UTF-8. Save the file as UTF-8."),
        (b"key: &a x\nother: *a\n", "Anchors (&amp;) and aliases (*) are not accepted."),
        (b"key: !!python/object:os.system x\n", "is not accepted. Only plain values are."),
        (b"[" * 60_000, "nested more than 16 levels deep"),
        (b"a: " + b"x" * 1_000_001, "The file is 1.0 MB; a procedure may be 1 MB at most."),
        (b"- 1\n- 2\n", "A procedure is a group of named fields."),
    ],
)
def test_file_that_is_no_procedure_is_refused_in_a_sentence(client, content, sentence):
    response = client.post(HOME + "load/", {"file": file(content)})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Procedure.objects.exists()


def test_nothing_sent_asks_for_a_file(client):
    response = client.post(HOME + "load/", {})

    assert response.status_code == 422
    assert "Choose the procedure’s file" in text_of(response)


def test_other_words_for_the_active_version_need_a_new_version(client, active):
    response = client.post(HOME + "load/", {"file": file(OWN.replace("Ring the owner.", "Call the owner."))})

    assert response.status_code == 422
    assert "Raise the version in the file" in text_of(response)
    assert "Call the owner." in text_of(response).split('name="text"')[1]


def test_same_file_again_changes_nothing(client, active):
    response = client.post(HOME + "load/", {"file": file(OWN)}, follow=True)

    assert "the file says the same. Nothing has changed." in text_of(response)
    assert Procedure.objects.count() == 1


def test_page_of_a_waiting_version_shows_what_it_changes(client, newer):
    page = text_of(client.get(newer.get_absolute_url()))

    assert "What changes against the active version, 2026.1" in page
    assert "Steps: 1 changed" in page
    assert "<del>Ring the owner.</del> becomes <ins>Ring the owner twice.</ins>" in page


def test_version_is_activated_and_the_older_one_comes_back(client, active, newer):
    client.post(f"{HOME}{newer.pk}/activate/", {"reason": "Agreed by the board."})
    assert Procedure.objects.current("exampleshire") == newer

    response = client.post(f"{HOME}{active.pk}/activate/", {}, follow=True)

    assert Procedure.objects.current("exampleshire") == active
    assert "version 2026.1 is active" in text_of(response)
    rows = Procedure.pgh_event_model.objects.filter(pgh_obj=newer, is_active=True)
    assert rows.get().pgh_context.metadata["operation"] == "procedure.activated"
    assert rows.get().pgh_context.metadata["reason"] == "Agreed by the board."


def test_failing_case_stops_activation_and_is_shown(client, administrator, active):
    text = NEWER.replace(
        "packages: '9', hours: '99.5'}, expect: {response: Watch}",
        "packages: '9', hours: '99.5'}, expect: {response: Start the plan}",
    )
    failing = load_procedure(by=administrator, pack=loader.loads(text)).procedure

    page = text_of(client.get(failing.get_absolute_url()))
    refused = client.post(f"{HOME}{failing.pk}/activate/", {})

    assert "5 of 6 cases answered as expected" in page
    assert "so this version cannot be activated" in page
    assert "/activate/" not in page
    assert refused.status_code == 422
    assert "1 case is not answered as expected: 3." in text_of(refused)
    assert Procedure.objects.current("exampleshire") == active


def test_running_event_keeps_its_version(client, active, newer):
    event = EventFactory(procedure=active)

    client.post(f"{HOME}{newer.pk}/activate/", {})

    event.refresh_from_db()
    assert event.procedure == active
    assert event.reference in text_of(client.get(active.get_absolute_url()))


def test_new_events_start_with_the_chosen_procedure(client, host, active):
    ProcedureFactory()
    assert current_pack().key == "staffordshire"

    response = client.post(HOME + "new-events/", {"document": "exampleshire"}, follow=True)

    assert current_pack().key == "exampleshire"
    assert CouncilProcedure.objects.get().council == host
    assert "New events start with Exampleshire plan for when care stops, version 2026.1." in text_of(response)


def test_procedure_without_stages_cannot_be_chosen(client, administrator, host):
    ProcedureFactory(key="lgiu")

    page = text_of(client.get(HOME + "new-events/"))

    assert 'value="lgiu"' not in page
    with pytest.raises(ValidationError, match="LGiU template outline has no answers to notices"):
        choose_procedure(by=administrator, council=host, document="lgiu")


def test_chosen_procedure_stays_one_that_events_can_start_with(administrator, host, active):
    choose_procedure(by=administrator, council=host, document="exampleshire")
    pack = loader.loads(NEWER).model_copy(update={"stages": (), "gates": (), "totals": {}, "cases": ()})
    bare = load_procedure(by=administrator, pack=pack).procedure

    with pytest.raises(ValidationError, match="no event can start with it"):
        activate_procedure(by=administrator, procedure=bare)


def test_command_leaves_the_version_that_an_administrator_activated(administrator, active, capsys, tmp_path):
    newer = load_procedure(by=administrator, pack=loader.loads(NEWER), activate=True).procedure

    assert not newer.is_active
    assert Procedure.objects.current("exampleshire") == active


@pytest.mark.parametrize("who", ["officer", "reader", "partner"])
def test_only_administrators_come_here(who, request, sign_in, active):
    client = sign_in(request.getfixturevalue(who))

    for below in ("", "load/", "new-events/", f"{active.pk}/"):
        assert client.get(HOME + below).status_code == 403
    assert client.post(f"{HOME}{active.pk}/activate/", {}).status_code == 403
