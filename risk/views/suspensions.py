"""Suspensions of placements: what holds, from when, and lifting it. Blackpool policy 7, 8, App 6; Coventry 3."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Checklist, FailureEvent
from events.plan_reading import plans_of
from risk.forms.suspensions import ChangeSuspension, LiftForm, MandatoryForm, SuspendForm
from risk.holding import agreed_places, sentence
from risk.models import RiskDecision, Suspension
from risk.operations import suspensions as operations
from risk.views.action_plans import whole
from risk.views.concerns import PAGE, back_to, service_or_404
from risk.views.decisions import CHANGE, LOOK
from risk.views.pages import one_form, risk_page


@needs(LOOK)
@require_safe
def suspension_list(request):
    """Those that hold today or begin later; those that are over when asked."""
    rows = Suspension.objects.visible_to(request.user).select_related("service")
    today, show = timezone.localdate(), request.GET.get("show", "")
    standing = rows.not_over(today)
    shown = rows.exclude(pk__in=standing.values("pk")) if show == "over" else standing
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "counts": {"": standing.count(), "over": rows.count() - standing.count()},
        "today": today,
    }
    return risk_page(request, "risk/suspension_list.html", "suspensions", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def suspension_new(request, cqc_id):
    service = service_or_404(cqc_id)
    decisions = RiskDecision.objects.visible_to(request.user).filter(meeting__service=service)
    decision = decisions.filter(pk=whole(request.GET.get("decision", ""))).first()
    begun = {"from_on": timezone.localdate(), "imposed_by": "council", "kind": request.GET.get("kind", "")}
    form = SuspendForm(typed(request), initial=begun)
    others = (
        Suspension.objects.visible_to(request.user).filter(service=service).not_over(timezone.localdate())
    )
    words = {
        "title": "Suspend placements",
        "caption": str(service),
        "intro": " ".join(
            ["From the first day on the service is left out wherever a destination is looked for.",
             *(f"Holds already: {sentence(one)}" for one in others)]
        ),
        "button": "Suspend placements",
        "done": "Suspension recorded.",
        "back": back_to(service),
        "cited": "Blackpool policy 7, 8",
    }  # fmt: skip
    kwargs = {"service": service, "decision": decision}
    return one_form(request, form, operations.suspend, tab="suspensions", words=words, **kwargs)


def find_suspension(request, pk: int) -> Suspension:
    rows = Suspension.objects.visible_to(request.user)
    rows = rows.select_related(
        "service__provider", "decision__meeting", "recorded_by", "lifted_by", "replaces"
    )
    return get_object_or_404(rows, pk=pk)


@needs(LOOK)
@require_safe
def suspension_detail(request, pk):
    suspension, today = find_suspension(request, pk), timezone.localdate()
    service = suspension.service
    others = Suspension.objects.visible_to(request.user).filter(service=service).not_over(today)
    context = {
        "suspension": suspension,
        "today": today,
        "after": Suspension.objects.visible_to(request.user).filter(replaces=suspension).first(),
        "holds": Suspension.objects.in_force(today).filter(pk=pk).exists(),
        "others": list(others.exclude(pk=pk).select_related("service")),
        "agreed": agreed_places(request.user, service),
        "letters": list(suspension.letters.all()),
        "appeals": list(suspension.appeals.all()),
        "may": request.user.has_perm(CHANGE),
        "planned": planned(request.user, service),
    }
    return risk_page(request, "risk/suspension_detail.html", "suspensions", context)


def planned(user, service) -> list:
    """Live events of the service whose suspension plan can be kept or is. Blackpool policy App 6."""
    if not user.has_perm("events.view_step"):
        return []
    events = FailureEvent.objects.visible_to(user).open().exclude(status=FailureEvent.Status.DRAFT)
    kind = Checklist.Kind.SUSPENSION_PLAN
    return [event for event in events.filter(service=service) if kind in plans_of(event)]


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def suspension_change(request, pk):
    suspension = find_suspension(request, pk)
    begun = {name: getattr(suspension, name) for name in ChangeSuspension.base_fields}
    form = ChangeSuspension(typed(request), initial=begun)
    words = said(suspension, "Change the suspension", "Save", "Saved.")
    operation = operations.change_suspension
    return one_form(
        request, form, operation, tab="suspensions", words=words, to=suspension, suspension=suspension
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def suspension_mandatory(request, pk):
    """A voluntary agreement that is not enough becomes the council's suspension; both stay to be read."""
    suspension = find_suspension(request, pk)
    decisions = RiskDecision.objects.visible_to(request.user).filter(meeting__service=suspension.service)
    begun = {"from_on": timezone.localdate(), "version": suspension.version}
    form = MandatoryForm(typed(request), initial=begun, decisions=decisions.select_related("meeting"))
    words = said(
        suspension,
        "Make it mandatory",
        "Make it mandatory",
        "The suspension is mandatory now. Log the letter.",
    )
    words["intro"] = (
        "The council’s temporary suspension begins, and the voluntary agreement ends, on the same day. Both stay to be "
        "read."
    )
    operation = operations.make_mandatory
    return one_form(request, form, operation, tab="suspensions", words=words, suspension=suspension)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def suspension_lift(request, pk):
    suspension = find_suspension(request, pk)
    form = LiftForm(
        typed(request), initial={"lifted_on": timezone.localdate(), "version": suspension.version}
    )
    words = said(
        suspension, "Lift the suspension", "Lift it", "Suspension lifted. Log the letter to the provider."
    )
    words["intro"] = (
        "The service is offered again unless another suspension holds. Agreed places stay as they are."
    )
    operation = operations.lift_suspension
    return one_form(
        request, form, operation, tab="suspensions", words=words, to=suspension, suspension=suspension
    )


def said(suspension: Suspension, title: str, button: str, done: str) -> dict:
    back = suspension.get_absolute_url()
    return {"title": title, "caption": str(suspension), "button": button, "done": done, "back": back}
