"""Pages of one event: approach, whom to involve, sign-off, press statements."""

import pytest
from django.utils import timezone

from plans.models import Approach, ApproachIssue, Involvement, PressStatement, SignOff
from plans.operations.press import approve_statement, draft_statement
from tests.factories.incidents import share_event
from tests.plans.outline_case import chosen, option, outlined, staff

PAIR = "?provider_type=Care+Home&key_factor=Building+closed+down"


@pytest.fixture
def event(officer):
    return outlined(officer)


@pytest.fixture
def at(event):
    return f"/events/{event.reference}/"


@pytest.fixture
def approach(officer, event):
    return chosen(officer, event)


@pytest.fixture
def statement(officer, event):
    return draft_statement(
        by=officer, event=event, action="BPL-CP07", title="Home closes", text="Funding ends."
    )


def day(name: str) -> dict:
    today = timezone.localdate()
    return {f"{name}-day": today.day, f"{name}-month": today.month, f"{name}-year": today.year}


def test_plans_page_leads_to_all_four(officer, at, sign_in):
    shown = sign_in(officer).get(f"{at}plans/").content.decode()

    for page, said in (
        ("approach/", "Not chosen yet"),
        ("involve/", "Not involved yet: CCC, CRCCG, CWPT, CQC"),
        ("sign-off/", "0 of 6 bodies"),
        ("press/", "None drafted"),
    ):
        assert f'href="{at}{page}"' in shown and said in shown


def test_approach_is_suggested_with_its_source_and_confirmed(officer, at, sign_in):
    client = sign_in(officer)
    asked = client.get(f"{at}approach/choose/").content.decode()
    assert 'value="Care Home" checked' in asked  # what the register says of the service

    told = client.get(f"{at}approach/choose/{PAIR}").content.decode()
    assert "The outline suggests an approach" in told and "Coventry outline 7, COV-SN1" in told
    refused = client.post(f"{at}approach/choose/{PAIR}", {"kind": "approach_2", "version": 0})
    assert (refused.status_code, b"suggests Approach 1" in refused.content) == (422, True)
    done = client.post(f"{at}approach/choose/{PAIR}", {"kind": "approach_1", "version": 0})

    assert done.url == f"{at}approach/"
    shown = client.get(done.url).content.decode()
    assert "As suggested" in shown and shown.count("Not decided yet") == 3
    assert shown.count("/approach/options/") == 8


def test_pair_that_the_outline_lacks_asks_for_a_choice(officer, at, sign_in):
    pair = "?provider_type=other&other_type=Supported+living&key_factor=Building+still+available"
    client = sign_in(officer)
    told = client.get(f"{at}approach/choose/{pair}").content.decode()

    assert "The outline suggests none" in told and " checked" not in told
    assert (
        "Enter it in a few words" in client.get(f"{at}approach/choose/?provider_type=other").content.decode()
    )
    typed = {"kind": "approach_2", "reason": "Care is given at home", "version": 0}
    assert client.post(f"{at}approach/choose/{pair}", typed).status_code == 302
    assert Approach.objects.get().provider_type == "Supported living"


def test_option_is_worked_through_compared_and_decided(officer, at, approach, sign_in):
    client, one = sign_in(officer), option(approach)
    typed = {"bears_1": "against", "known_1": "Two weeks", "cost": "12,500", "people": "31", "version": 1}
    assert client.post(f"{at}approach/options/{one.pk}/", typed).url == f"{at}approach/"

    compared = client.get(f"{at}approach/issues/{staff(approach).pk}/").content.decode()
    for said in ("Two weeks", "£12,500", "Against", "A new provider takes over the staffing"):
        assert said in compared
    decide = f"{at}approach/issues/{staff(approach).pk}/decide/"
    assert client.post(decide, {"chosen": [one.label], "version": 1}).status_code == 422
    assert (
        client.post(decide, {"chosen": [one.label], "reason": "Staff stay", "version": 1}).status_code == 302
    )
    shown = client.get(f"{at}approach/").content.decode()
    assert "Staff stay" in shown and "1 of 2" in shown


def test_two_people_deciding_one_issue_see_both(officer, contracts_officer, at, approach, sign_in):
    first, second = approach.options.filter(issue="Staff").values_list("label", flat=True)[:2]
    page = f"{at}approach/issues/{staff(approach).pk}/decide/"
    sign_in(officer).post(page, {"chosen": [first], "reason": "One", "version": 1})

    clashed = sign_in(contracts_officer).post(page, {"chosen": [second], "reason": "Two", "version": 1})

    assert clashed.status_code == 409
    assert f"Priya Marlowe saved {first}" in clashed.content.decode()
    assert ApproachIssue.objects.get(label="Staff").chosen == [first]


def test_paper_compares_every_issue(officer, at, approach, sign_in):
    client = sign_in(officer)
    assert "documents/new/?kind=approach" in client.get(f"{at}approach/").content.decode()

    paper = client.get(f"{at}documents/approach/print/").content.decode()

    assert all(f"<h2>{issue.label}</h2>" in paper for issue in approach.issues.all())


def test_who_was_involved_is_recorded_beside_each(officer, at, sign_in):
    client = sign_in(officer)
    shown = client.get(f"{at}involve/").content.decode()
    assert "Nursing (National) or Nursing (Local)" in shown and shown.count("Financial / Operational") == 3
    typed = {"organisation": "CQC", "name": "Duty inspector", "method": "phone", **day("involved_on")}
    assert client.post(f"{at}involve/new/", typed).url == f"{at}involve/"

    shown = client.get(f"{at}involve/").content.decode()
    assert "Duty inspector, telephone." in shown and "Not involved yet: CCC, CRCCG, CWPT." in shown
    back = f"{at}involve/{Involvement.objects.get().pk}/take-back/"
    assert client.post(back, {}).status_code == 422
    assert client.post(back, {"reason": "Wrong event"}).status_code == 302
    assert not Involvement.objects.exists()


def test_type_without_a_row_shows_the_whole_matrix_and_asks(officer, sign_in):
    at = f"/events/{outlined(officer, service_type='Supported living').reference}/"
    client = sign_in(officer)

    shown = client.get(f"{at}involve/").content.decode()

    assert "Choose the type of service that fits" in shown and "Third Sector (small and local)" in shown
    assert client.post(f"{at}involve/row/", {"row": "COV-SM10"}).status_code == 422
    assert client.post(f"{at}involve/row/", {"row": "COV-SM10", "reason": "Housing only"}).status_code == 302
    assert "Not involved yet: CCC." in client.get(f"{at}involve/").content.decode()


def test_body_signs_and_a_later_decision_says_so(officer, event, at, approach, sign_in):
    client = sign_in(officer)
    typed = {"name": "Cllr A. Thorne", "revision": 1, **day("signed_on")}
    assert client.post(f"{at}sign-off/new/2/", typed).url == f"{at}sign-off/"
    shown = client.get(f"{at}sign-off/").content.decode()
    assert "Cllr A. Thorne" in shown and "5 of 6 outstanding" in shown

    chosen(officer, event, "approach_2", reason="No building", version=1)
    again = client.get(f"{at}approach/").content.decode()
    assert "Before: Approach 1 for Care Home, building closed down" in again and "No building" in again

    shown = client.get(f"{at}sign-off/").content.decode()
    assert "Given for an earlier decision" in shown and "6 of 6 outstanding" in shown
    assert client.post(f"{at}sign-off/new/2/", typed).status_code == 422
    assert client.get(f"{at}sign-off/new/7/").status_code == 404
    back = f"{at}sign-off/{SignOff.objects.get().pk}/take-back/"
    assert client.post(back, {"reason": "Not quorate"}).status_code == 302


def test_press_statement_is_held_approved_and_issued(officer, reader, at, event, statement, sign_in):
    client, page = sign_in(officer), f"{at}press/{statement.pk}/"
    assert "Not approved by DASS, Portfolio Holder, relevant CCG lead." in client.get(page).content.decode()
    assert client.post(f"{page}issue/", {"text_version": 1, "name": "News desk"}).status_code == 422
    assert sign_in(reader).post(f"{page}approve/", {"body": "DASS", "text_version": 1}).status_code == 302
    typed = {"name": "Cllr A. Thorne", "method": "phone", "text_version": 1, **day("approved_on")}
    for body in ("Portfolio Holder", "relevant CCG lead"):
        client.post(f"{page}approve/", typed | {"body": body, "name": f"For {body}"})
    client.post(f"{at}residents-told/", {"told_by": "The manager", "reason": "Rumours", **day("told_on")})

    given = {
        "name": "News desk",
        "organisation": "Post",
        "method": "email",
        "told_at": "00:00",
        **day("told_on"),
    }
    done = client.post(f"{page}issue/", given | {"text_version": 1})

    assert done.url == page
    assert "Issued by Priya Marlowe" in client.get(page).content.decode()
    assert "Press statement: Home closes" in client.get(f"{at}communications/").content.decode()


def test_text_changed_while_a_leader_reads_is_shown_and_can_be_approved(
    officer, reader, at, statement, sign_in
):
    page = f"{at}press/{statement.pk}/"
    sign_in(officer).post(f"{page}change/", {"title": "Home closes", "text": "It ends.", "version": 1})
    client = sign_in(reader)

    refused = client.post(f"{page}approve/", {"body": "DASS", "text_version": 1})

    shown = refused.content.decode()
    assert refused.status_code == 422 and "It ends." in shown
    assert 'name="text_version" value="2"' in shown  # read now, and pressed again
    assert client.post(f"{page}approve/", {"body": "DASS", "text_version": 2}).status_code == 302


def test_nothing_is_asked_once_everybody_has_approved(officer, at, statement, sign_in):
    client, page = sign_in(officer), f"{at}press/{statement.pk}/"
    typed = {"method": "phone", "text_version": 1, **day("approved_on")}
    for body in statement.approvers:
        client.post(f"{page}approve/", typed | {"body": body, "name": f"For {body}"})

    asked = client.get(f"{page}approve/", follow=True)

    assert asked.redirect_chain == [(page, 302)]
    assert "there is nothing to record" in asked.content.decode()


def test_changed_text_shows_approvals_as_past(officer, reader, at, statement, sign_in):
    approve_statement(
        by=reader, statement=statement, text_version=1, body="DASS", method="here",
        approved_on=timezone.localdate(),
    )  # fmt: skip
    client, page = sign_in(officer), f"{at}press/{statement.pk}/"
    assert "They no longer count" in client.get(f"{page}change/").content.decode()

    client.post(f"{page}change/", {"title": "Home closes", "text": "It ends.", "version": 1})

    shown = client.get(page).content.decode()
    assert "Of earlier texts" in shown and shown.count("Missing") == 3


@pytest.mark.parametrize(
    "below",
    ["approach/", "involve/", "sign-off/", "press/", "approach/choose/", "press/new/", "involve/new/"],
)
def test_signed_out_outsider_and_partner_get_nothing(
    below, at, event, officer, icb, partner, outsider, sign_in, client
):
    share_event(by=officer, event=event, organisation=icb)

    assert client.get(at + below).status_code == 302
    assert sign_in(partner).get(at + below).status_code == 403
    assert sign_in(outsider).get(at + below).status_code == 403


def test_readers_read_and_are_refused_when_they_write(reader, care_manager, at, approach, statement, sign_in):
    one = f"{at}press/{statement.pk}/"
    for by in (reader, care_manager):
        client = sign_in(by)
        for below in ("approach/", "involve/", "sign-off/", "press/"):
            assert client.get(at + below).status_code == 200
        for below in ("approach/choose/", "sign-off/new/1/", "press/new/", "involve/new/"):
            assert client.post(at + below, {}).status_code == 403
        assert client.post(f"{one}issue/", {}).status_code == 403
    assert sign_in(care_manager).get(f"{one}approve/").status_code == 403
    assert sign_in(reader).get(f"{one}approve/").status_code == 200


def test_statement_of_another_event_is_not_there(officer, at, event, statement, sign_in):
    other = outlined(officer)

    assert sign_in(officer).get(f"/events/{other.reference}/press/{statement.pk}/").status_code == 404
    assert PressStatement.objects.get().event == event


def test_without_an_outline_pages_say_what_to_do(officer, at, event, sign_in):
    event.procedure.__class__.objects.exclude(key="staffordshire").update(is_active=False)
    client = sign_in(officer)

    for below in ("approach/", "involve/", "sign-off/"):
        assert "Ask an administrator to load one" in client.get(at + below).content.decode()
    assert "No active procedure says who approves" in client.get(f"{at}press/").content.decode()
    assert client.get("/contingency/matrix/").status_code == 200


def test_pages_ask_the_same_number_of_queries_for_few_and_many(
    officer, at, event, approach, sign_in, django_assert_max_num_queries
):
    client = sign_in(officer)
    for number in range(12):
        draft_statement(by=officer, event=event, action="BPL-CP07", title=f"Text {number}", text="x")
    client.get(f"{at}press/")
    with django_assert_max_num_queries(14):
        client.get(f"{at}press/")
    with django_assert_max_num_queries(18):
        client.get(f"{at}approach/")
