"""What the procedure says beside its instruments, where an officer wants it."""

import pytest

from events.procedure.loader import load
from risk.rules.guidance import POLICY, guides
from tests.factories.events import ProcedureFactory
from tests.factories.performance import make_meeting
from tests.factories.providers import ServiceFactory
from tests.factories.risk import make_initial

pytestmark = pytest.mark.django_db


def test_policy_has_every_list_that_is_read_with_its_section():
    found = {guide.name: guide for guide in guides(load("blackpool"), *POLICY)}

    assert list(found) == list(POLICY)
    counts = {name: len(found[name].items) for name in ("best_practice", "contracts_team", "own_procedures")}
    assert counts == {"best_practice": 12, "contracts_team": 6, "own_procedures": 5}
    assert found["proportionality"].section == "Blackpool policy 1"
    assert guides(load("coventry"), *POLICY) == [] == guides(None, *POLICY)


def test_policy_is_read_where_it_is_wanted(contracts_officer, reader, partner, client, sign_in):
    made, meeting, officer = (
        make_initial(contracts_officer),
        make_meeting(contracts_officer),
        sign_in(contracts_officer),
    )
    service = ServiceFactory()
    for address, words in (
        (made.get_absolute_url(), "Blackpool CCG Continuing Healthcare Team"),
        (f"/risk/initial/{made.pk}/decide/", "Whether contractual obligations were breached"),
        (meeting.get_absolute_url(), "Formally review progress"),
        (f"/risk/meetings/{meeting.pk}/decide/", "Timely and proportionate to risk"),
        (f"/risk/services/{service.cqc_id}/plans/new/", "Developmental, not punitive"),
        (f"/risk/services/{service.cqc_id}/terminations/new/", "Co-ordinate the process"),
        ("/risk/policy/", "SCIE, 2012"),
    ):
        assert words in officer.get(address).content.decode(), address
    assert sign_in(reader).get("/risk/policy/").status_code == 200
    assert sign_in(partner).get("/risk/policy/").status_code == 403
    assert client.get("/risk/policy/").url.startswith("/account/login/")


def test_without_a_procedure_the_page_says_so(contracts_officer, sign_in):
    assert sign_in(contracts_officer).get("/risk/policy/").status_code == 409
    ProcedureFactory(key="blackpool")
    assert sign_in(contracts_officer).get("/risk/policy/").status_code == 200
