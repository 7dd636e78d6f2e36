"""Claims on one body: made, agreed, sent, paid, in dispute, withdrawn; as a file and on paper. SOP 4.6, 4.7, 5.0."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from costs import documents, forms, pages
from costs.models import CLAIMED_FROM, Claim
from costs.operations import claims as operations
from costs.rules import STEPS
from costs.views.costs import CHANGE, SEE, framed, money_page
from events.forms.documents import AskForDocument
from events.operations.documents import request_document
from events.views.documents import list_page
from govuk.forms import Form
from trackers.models import TrackerEntry
from trackers.resources import FORMATS
from trackers.views.legal import find_live, one_form

# (form, operation, words when it is done)
DOES = {
    "agree": (forms.AgreeClaim, operations.agree_claim, "Agreement recorded. The claim can be sent."),
    "send": (forms.SendClaim, operations.send_claim, "Recorded as sent."),
    "pay": (forms.PayClaim, operations.pay_claim, "Payment recorded."),
    "dispute": (forms.DisputeClaim, operations.dispute_claim, "Recorded. It holds nothing up."),
    "withdraw": (
        forms.WithdrawClaim,
        operations.withdraw_claim,
        "Withdrawn. Its costs can be claimed again.",
    ),
}


def find_claim(request, reference: str, pk: int) -> Claim:
    event = find_live(request, reference)
    claims = Claim.objects.visible_to(request.user).filter(event=event)
    claim = get_object_or_404(claims.select_related("body", "entry__service_user", "made_by"), pk=pk)
    claim.event = event
    return claim


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def claim_new(request, reference):
    """From whom, then what would be in it; sending it makes the claim."""
    event = find_live(request, reference)
    whom = asked(request, event)
    form = forms.MakeClaim(typed(request))
    if request.method == "POST" and form.run(operations.make_claim, by=request.user, event=event, **whom):
        return redirect(form.result)
    context = {
        "title": "Make a claim",
        "form": form,
        "whom": whom,
        "choices": pages.who_to_claim(event),
        "unnamed": [row for row in pages.by_bearer(event) if row["unnamed"] and row["left"]],
    }
    if whom["bearer"]:
        parts = operations.unclaimed(event, **whom).select_related("cost", "entry__service_user")
        parts = list(parts.order_by("entry__service_user__surname", "entry_id", "first_on"))
        context |= {
            "title": f"Make a claim on {operations.name_of(event, **whom)}",
            "people": (people := documents.by_person(parts)),
            "for_whom": documents.for_whom(people),
            "total": documents.total(parts),
            "changed": {part.entry_id for part in parts} & set(pages.stale_people(event)),
        }
    return money_page(request, "claim_new", event, context)


def asked(request, event) -> dict:
    """On whom the claim is to be, from the address; nobody where it does not say."""
    said = request.GET
    bearer = said.get("bearer", "")
    body, entry = (key if key.isascii() and key.isdigit() and len(key) < 10 else None
                   for key in (said.get("body", ""), said.get("entry", "")))  # fmt: skip
    found = TrackerEntry.objects.visible_to(request.user).filter(event=event, pk=entry) if entry else None
    return {
        "bearer": bearer if bearer in CLAIMED_FROM else "",
        "body": forms.bodies().filter(pk=body).first() if body else None,
        "entry": found.select_related("service_user").first() if found is not None else None,
    }


@needs(SEE)
@require_safe
def claim_detail(request, reference, pk):
    return claim_page(request, find_claim(request, reference, pk))


def claim_page(request, claim: Claim, download: Form | None = None):
    parts = documents.lines_of(claim)
    people = sorted({part.entry_id for part in parts if part.entry_id})
    kind = AccessEntry.Kind.READ
    record_access(by=request.user, kind=kind, subject="Claim", event=claim.event, people=people)
    context = {
        "title": f"Claim {claim.number}: {claim.body_name}",
        "claim": claim,
        "colour": pages.CLAIM_COLOURS[claim.state],
        "people": (lines := documents.by_person(parts)),
        "for_whom": documents.for_whom(lines),
        "total": documents.total(parts),
        "legal_basis": documents.legal_basis(parts),
        "steps": pages.steps_of(claim),
        "disputes": pages.disputes_of(people),
        "changed": pages.named(pages.changed_in(claim)),
        "download": download or forms.DownloadClaim(),
        "form": download,
    }
    return money_page(request, "claim_detail", claim.event, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def claim_step(request, reference, pk, doing):
    """One step of a claim: agree, send, pay, dispute, withdraw."""
    claim = find_claim(request, reference, pk)
    if doing not in DOES:
        raise Http404
    kind, operation, done = DOES[doing]
    begun = {name: getattr(claim, name, None) for name in kind.base_fields if name != "why"}
    begun |= {name: begun[name] or timezone.localdate() for name in begun if name.endswith("_on")}
    if doing == "pay":
        begun["paid_amount"] = operations.total_of(claim)
    words = {"title": f"{STEPS[doing].words}: {claim}", "button": STEPS[doing].words, "done": done}
    around = framed(request, claim.event, back=claim.get_absolute_url())
    return one_form(request, kind(typed(request), initial=begun), operation, around, claim=claim, **words)


@needs(SEE)
@require_POST
def claim_download(request, reference, pk):
    """The claim as a file; who took it, when and who is in it is recorded."""
    claim = find_claim(request, reference, pk)
    form = forms.DownloadClaim(typed(request))
    if not form.run(documents.claim_sheet, user=request.user, claim=claim):
        return claim_page(request, claim, form)
    answer = HttpResponse(form.result.content, content_type=FORMATS[form.cleaned_data["kind"]])
    answer["Content-Disposition"] = f'attachment; filename="{form.result.name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@needs(SEE)
@require_POST
def claim_document(request, reference, pk):
    """Ask for the claim as a PDF."""
    claim = find_claim(request, reference, pk)
    form = AskForDocument({"kind": "claim", "key": request.POST.get("key", "")})
    if form.run(request_document, by=request.user, event=claim.event, about=claim.pk):
        return redirect(form.result)
    return list_page(request, claim.event, form)
