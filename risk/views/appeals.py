"""Termination considered, contracts with their clauses, appeals at any stage. Blackpool policy 9, 10."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Checklist
from providers.models import Provider, Service
from risk import foreseen
from risk.forms.suspensions import (
    AppealForm,
    ConsiderForm,
    ContractForm,
    EditContract,
    LinkPlan,
    SettleAppeal,
    SettleTermination,
)
from risk.models import Appeal, Contract, RiskDecision, Termination
from risk.operations import appeals, contracts, terminations
from risk.operations.instruments import instrument
from risk.reading_steps import tried
from risk.rules.guidance import guides
from risk.rules.instrument import items, section_of
from risk.views.action_plans import whole
from risk.views.concerns import back_to, service_or_404
from risk.views.decisions import CHANGE, LOOK, events_of, find_step
from risk.views.pages import one_form, risk_page


def plans_about(user, service: Service):
    """Plans of the events that cover the service: where people go, if it should come to it."""
    plans = Checklist.objects.filter(event__in=events_of(user, service))
    return plans.exclude(kind=Checklist.Kind.PROCEDURE).select_related("event").order_by("-pk")


def contracts_of(user, service: Service):
    return Contract.objects.visible_to(user).of(service).current(timezone.localdate())


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def termination_new(request, cqc_id):
    service, found = service_or_404(cqc_id), instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "decisions", {}, code=409)
    if not items(found[1], "termination_considerations"):
        missing = f"{found[1].title} does not say when termination is considered."
        return risk_page(request, "risk/no_instrument.html", "decisions", {"missing": missing}, code=409)
    decisions = RiskDecision.objects.visible_to(request.user).filter(meeting__service=service)
    form = ConsiderForm(
        typed(request), initial={"opened_on": timezone.localdate()}, pack=found[1],
        contracts=contracts_of(request.user, service), plans=plans_about(request.user, service),
    )  # fmt: skip
    words = {
        "title": "Consider termination of the contract",
        "caption": str(service),
        "intro": "The action plans that were tried are shown with it: they are the audit trail.",
        "guides": guides(found[1], "termination_duties"),
        "button": "Save",
        "done": "Saved.",
        "back": back_to(service),
        "cited": section_of(found[1], "termination_considerations"),
    }
    decision = decisions.filter(pk=whole(request.GET.get("decision", ""))).first()
    kwargs = {"service": service, "decision": decision}
    return one_form(request, form, terminations.consider_termination, tab="decisions", words=words, **kwargs)


def find_termination(request, pk: int) -> Termination:
    rows = Termination.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("service__provider", "contract", "checklist__event"), pk=pk)


@needs(LOOK)
@require_safe
def termination_detail(request, pk):
    termination, today = find_termination(request, pk), timezone.localdate()
    context = {
        "termination": termination,
        "trail": tried(request.user, termination.service, today),
        "letters": list(termination.letters.all()),
        "appeals": list(termination.appeals.all()),
        "foreseen": foreseen.plans_for(request.user, termination.service),
        "may": request.user.has_perm(CHANGE),
    }
    return risk_page(request, "risk/termination_detail.html", "decisions", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def termination_link(request, pk):
    termination = find_termination(request, pk)
    form = LinkPlan(
        typed(request),
        initial={"version": termination.version, "checklist": termination.checklist},
        plans=plans_about(request.user, termination.service),
    )
    words = said(termination, "Link the contingency plan", "Link the plan", "Plan linked.")
    words["intro"] = (
        "Plans are those of events that cover the service. To have one, log the incident and start it."
    )
    operation = terminations.link_plan
    return one_form(
        request, form, operation, tab="decisions", words=words, to=termination, termination=termination
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def termination_settle(request, pk):
    termination = find_termination(request, pk)
    begun = {"version": termination.version, "settled_on": timezone.localdate()}
    words = said(termination, "Settle it", "Save", "Saved. Log the letter to the provider.")
    if termination.checklist is None and not foreseen.plans_for(request.user, termination.service):
        words["intro"] = "No contingency plan is linked. People may need another place at short notice."
    form, operation = SettleTermination(typed(request), initial=begun), terminations.settle_termination
    return one_form(
        request, form, operation, tab="decisions", words=words, to=termination, termination=termination
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def appeal_new(request, kind, pk):
    step, found = find_step(request, "" if kind == "appeal" else kind, pk), instrument()
    clauses = [item.label for item in items(found[1], "clauses") if item.group == "Appeal"] if found else []
    form = AppealForm(
        typed(request), initial={"lodged_on": timezone.localdate()}, clauses="; ".join(clauses),
        contracts=contracts_of(request.user, step.service),
    )  # fmt: skip
    was = appeals.how_it_stands(step)
    words = said(step, "Record an appeal", "Record the appeal", "Appeal recorded. Nothing was lifted by it.")
    words["intro"] = (
        f"{was}. It can be appealed against all the same." if was else "The step stays as it is meanwhile."
    )
    return one_form(request, form, appeals.lodge_appeal, tab="decisions", words=words, step=step)


def find_appeal(request, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).select_related(
        "service__provider", "contract", "decision__meeting__service", "plan__service", "suspension__service",
        "termination__service", "recorded_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


@needs(LOOK)
@require_safe
def appeal_detail(request, pk):
    appeal = find_appeal(request, pk)
    context = {
        "appeal": appeal,
        "step": appeal.about,
        "stands": appeals.how_it_stands(appeal.about),
        "letters": list(appeal.letters.all()),
        "may": request.user.has_perm(CHANGE),
    }
    return risk_page(request, "risk/appeal_detail.html", "decisions", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def appeal_settle(request, pk):
    appeal = find_appeal(request, pk)
    form = SettleAppeal(
        typed(request), initial={"version": appeal.version, "settled_on": timezone.localdate()}
    )
    words = said(appeal, "How the appeal ended", "Save", "Saved. Nothing was lifted by it.")
    words["intro"] = "What it was about stays as it is until somebody changes that there."
    operation = appeals.settle_appeal
    return one_form(request, form, operation, tab="decisions", words=words, to=appeal, appeal=appeal)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contract_new(request, pk):
    provider, found = get_object_or_404(Provider, pk=pk), instrument()
    form = ContractForm(typed(request), pack=found[1] if found else None, provider=provider)
    words = {
        "title": "Record a contract",
        "caption": str(provider),
        "button": "Save the contract",
        "done": "Contract saved.",
        "back": provider.get_absolute_url(),
        "cited": section_of(found[1], "clauses") if found else "",
    }
    operation = contracts.record_contract
    return one_form(request, form, operation, tab="decisions", words=words, provider=provider)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contract_edit(request, pk):
    rows = Contract.objects.visible_to(request.user).select_related("provider", "service")
    contract, found = get_object_or_404(rows, pk=pk), instrument()
    begun = {name: getattr(contract, name) for name in EditContract.base_fields}
    form = EditContract(
        typed(request), initial=begun, pack=found[1] if found else None, provider=contract.provider
    )
    words = said(contract, "Change the contract", "Save the contract", "Contract saved.")
    operation = contracts.change_contract
    return one_form(request, form, operation, tab="decisions", words=words, to=contract, contract=contract)


def said(step, title: str, button: str, done: str) -> dict:
    return {
        "title": title,
        "caption": str(step),
        "button": button,
        "done": done,
        "back": step.get_absolute_url(),
    }
