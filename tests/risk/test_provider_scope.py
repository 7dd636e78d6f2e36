"""A provider's own people: the action plans that were shown to them, and nothing at any other address."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.operations import check_role
from events.models import Document
from events.operations.documents import claim, finish, request_document
from risk.models import ActionPlanRow
from risk.operations.action_plans import carry_over, change_row, close_plan, hide_plan, show_plan
from risk.operations.instruments import pack_of
from risk.operations.provider_access import end_access, open_access
from risk.rules.plan_rows import carried
from tests.factories.accounts import make_organisation
from tests.factories.performance import (
    day,
    make_appeal,
    make_decision,
    make_plan,
    make_row,
    make_suspension,
    provider_person,
)
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db
OWN = {"own-plan-list", "own-plan-detail", "own-row-answer"}
# About the person and the service itself, for everybody who is signed in; nothing of a case is there. Documents are
# those that the person asked for.
ANYBODY = ("account/", "healthz", "council.css", "notifications/", "documents/")


@pytest.fixture
def world(contracts_officer):
    """(person of the provider, its plan that was shown, somebody else's plan that was shown)."""
    service, other = ServiceFactory(), ServiceFactory()
    person = provider_person(contracts_officer, service.provider)
    plans = [make_plan(contracts_officer, one) for one in (service, other)]
    for plan in plans:
        make_row(contracts_officer, plan)
        show_plan(by=contracts_officer, plan=plan)
    return person, *plans


def addresses(resolver=None, before=""):
    """(path as the resolver has it, pattern) of every address of the service."""
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern).removeprefix("^").removesuffix("\\Z").removesuffix("$")
        if isinstance(one, URLResolver):
            if one.namespace != "admin":
                yield from addresses(one, path)
        elif isinstance(one, URLPattern):
            yield path, one


def filled(pattern: URLPattern, path: str, values: dict) -> str:
    """The address with a value for each part."""
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        value = values.get(name) or {"IntConverter": 1, "ReferenceConverter": values["reference"]}.get(
            kind, "x"
        )
        path = next(
            path.replace(written, str(value))
            for written in (
                f"<{form}{name}>" for form in ("int:", "str:", "slug:", "uuid:", "reference:", "path:", "")
            )
            if written in path
        )
    return f"/{path}"


def test_every_other_address_gives_a_provider_nothing(world, contracts_officer, sign_in):
    person, plan, _ = world
    entry = EntryFactory(event__service=plan.service)
    make_decision(contracts_officer, service=plan.service)
    make_appeal(contracts_officer, make_suspension(contracts_officer, plan.service))
    client, wrong, tried = sign_in(person), [], 0
    values = {"cqc_id": plan.service.cqc_id, "reference": entry.event.reference, "kind": "decision"}
    values["row"] = plan.rows.get().pk
    client.raise_request_exception = False
    for path, pattern in addresses():
        if pattern.name in OWN | {"my-work"} or path.startswith(ANYBODY) or "(" in path or "uuid" in path:
            continue
        asked = {filled(pattern, path, values | {"pk": pk}) for pk in (1, plan.pk)}
        for address, send in itertools.product(asked, (client.get, client.post)):
            answer, tried = send(address), tried + 1
            assert "<" not in address
            if answer.status_code not in (403, 404, 405):
                wrong.append((path, send.__name__, answer.status_code))
    assert not wrong and tried > 500


def test_provider_lands_on_its_plans_and_sees_one_section(world, sign_in):
    person, plan, foreign = world
    client = sign_in(person)

    assert client.get("/").url == "/plans/"
    page = client.get("/plans/").content.decode()
    assert str(plan) in page and str(foreign) not in page
    navigation = page.split("govuk-service-navigation__list")[1].split("</ul>")[0]
    assert navigation.count("<li") == 1 and "Find" not in navigation


def test_provider_answers_its_row_and_nothing_else_of_it(world, sign_in):
    person, plan, foreign = world
    client, row = sign_in(person), plan.rows.get()
    told = {
        "version": 1,
        "response": "Two more carers",
        "evidence": "Rota",
        "met_on": str(day()),
        "next_step": "x",
    }

    refused = client.post(f"/plans/{plan.pk}/concerns/{row.pk}/", told | {"version": ""})
    saved = client.post(f"/plans/{plan.pk}/concerns/{row.pk}/", told)

    row = ActionPlanRow.objects.get(pk=row.pk)
    assert (refused.status_code, saved.status_code) == (422, 302)
    assert (row.response, row.evidence, row.met_on, row.next_step) == ("Two more carers", "Rota", None, "")
    assert "Two more carers" in client.get(saved.url).content.decode()
    strange = foreign.rows.get().pk
    for address in (
        f"/plans/{foreign.pk}/",
        f"/plans/{foreign.pk}/concerns/{strange}/",
        f"/plans/{plan.pk}/concerns/{strange}/",
    ):
        assert client.get(address).status_code == 404


def test_document_of_a_plan_that_was_hidden_is_not_there_any_more(world, contracts_officer, sign_in):
    person, plan, _ = world
    document = request_document(by=person, event=None, kind="action-plan", about=plan.pk)
    system = User.objects.system()
    claimed = claim(by=system, lease_seconds=60, document=document)
    finish(by=system, document=claimed, content=b"%PDF-1.7", pages=1, people=[])
    client, address = sign_in(person), f"/documents/{document.pk}/"
    assert client.get(f"{address}download/").status_code == 200
    assert str(plan) in client.get("/documents/").content.decode()

    assert Document.objects.visible_to(person).count() == 1

    hide_plan(by=contracts_officer, plan=plan)

    assert not Document.objects.visible_to(person).exists()
    assert [client.get(one).status_code for one in (address, f"{address}download/")] == [404, 404]
    assert str(plan) not in client.get("/documents/").content.decode()


def test_provider_is_told_of_no_earlier_plan_that_is_hidden(world, contracts_officer, sign_in):
    person, plan, _ = world
    row = plan.rows.get()
    change_row(by=contracts_officer, row=row, version=row.version, next_step=carried(pack_of(plan))[0])
    plan.refresh_from_db()
    close_plan(by=contracts_officer, plan=plan, version=plan.version, closed_on=day(), outcome="Not met")
    dates = {"started_on": day(), "review_on": day(28), "due_on": day(7)}
    following = carry_over(by=contracts_officer, plan=plan, agreed_with="Manager", **dates)
    client, address = sign_in(person), f"/plans/{following.pk}/"

    assert "From plan 1" in client.get(address).content.decode()
    hide_plan(by=contracts_officer, plan=plan)
    assert "From plan 1" not in client.get(address).content.decode()
    theirs = sign_in(contracts_officer).get(following.get_absolute_url()).content.decode()
    assert "From plan 1" in theirs


def test_hidden_plan_and_ended_access_are_gone_at_once(world, contracts_officer, sign_in):
    person, plan, _ = world
    client = sign_in(person)
    hide_plan(by=contracts_officer, plan=plan)
    assert client.get(f"/plans/{plan.pk}/").status_code == 404
    show_plan(by=contracts_officer, plan=plan)
    assert client.get(f"/plans/{plan.pk}/").status_code == 200

    end_access(by=contracts_officer, access=plan.service.provider.accesses.get())

    assert client.get(f"/plans/{plan.pk}/").url.startswith("/account/login/")  # signed out
    assert sign_in(person).get(f"/plans/{plan.pk}/").status_code == 404


def test_council_and_partner_do_not_open_the_providers_pages(
    world, contracts_officer, partner, client, sign_in
):
    _, plan, _ = world
    for person in (contracts_officer, partner):
        assert sign_in(person).get(f"/plans/{plan.pk}/").status_code == 403
    assert sign_in(partner).get(f"/risk/plans/{plan.pk}/").status_code == 403
    assert client.get(f"/plans/{plan.pk}/").url.startswith("/account/login/")


@pytest.mark.parametrize(
    ("role", "kind", "is_right"),
    [("provider", "provider", True), ("provider", "icb", False), ("partner", "provider", False),
     ("contracts_officer", "provider", False), ("partner", "icb", True)],
)  # fmt: skip
def test_role_fits_the_organisation(host, role, kind, is_right):
    organisation = make_organisation(kind=kind)
    if is_right:
        return check_role(role, organisation)
    with pytest.raises(ValidationError, match="hold"):
        check_role(role, organisation)
    with pytest.raises(ValidationError, match="a role of the council"):
        check_role("provider", host)


def test_only_a_providers_organisation_acts_for_a_provider(contracts_officer, icb):
    with pytest.raises(ValidationError, match="provider of care"):
        open_access(by=contracts_officer, provider=ServiceFactory().provider, organisation=icb)


def test_provider_gets_its_own_plan_on_paper_and_no_other_document(world, sign_in):
    person, plan, foreign = world
    client = sign_in(person)

    mine = client.get(f"/documents/action-plan/print/?about={plan.pk}")
    asked = client.post("/documents/new/", {"kind": "action-plan", "about": plan.pk})

    assert mine.status_code == 200 and "Registered manager" in mine.content.decode()
    assert asked.status_code == 302 and client.get(asked.url).status_code == 200
    assert client.get("/documents/").status_code == 200
    assert client.get(f"/documents/action-plan/print/?about={foreign.pk}").status_code == 404
    assert client.post("/documents/new/", {"kind": "action-plan", "about": foreign.pk}).status_code == 422
    for kind in ("monthly-report", "contingency-plan", "contingency-version"):
        assert client.get(f"/documents/{kind}/print/?about=1").status_code == 404
        assert client.post("/documents/new/", {"kind": kind, "about": 1}).status_code == 403
