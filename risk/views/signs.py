"""Providers to watch: the signs that a failure may be coming."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Procedure
from govuk.htmx import render_page
from providers.models import Provider
from risk.forms.signs import EndWarningSignForm, WarningSignForm
from risk.models import WarningSign
from risk.operations import signs as operations
from risk.rules.signs import applicable, signs_of
from risk.views.pages import risk_page


@needs("risk.view_warningsign")
@require_safe
def warning_sign_list(request):
    """Signs that have not ended, the newest first."""
    rows = WarningSign.objects.current().select_related("provider", "recorded_by")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return risk_page(request, "risk/warning_sign_list.html", "signs", {"page": page})


@needs("risk.change_warningsign")
@require_http_methods(["GET", "POST"])
def warning_sign_create(request, pk):
    provider = get_object_or_404(Provider, pk=pk)
    pack = Procedure.objects.current("lgiu")
    is_home_care = not provider.services.filter(care_home=True).exists()
    signs = applicable(signs_of(pack.content) if pack else [], is_home_care=is_home_care)
    form = WarningSignForm(typed(request), signs=signs, initial={"seen_on": timezone.localdate()})
    if request.method == "POST" and form.run(
        operations.record_warning_sign, by=request.user, provider=provider
    ):
        return redirect("risk:warning-sign-list")
    status = 422 if form.is_bound and form.errors else 200
    return render_page(
        request, "risk/warning_sign_create.html", {"provider": provider, "form": form}, status=status
    )


@needs("risk.change_warningsign")
@require_http_methods(["GET", "POST"])
def warning_sign_end(request, pk):
    sign = get_object_or_404(WarningSign.objects.select_related("provider"), pk=pk)
    form = EndWarningSignForm(typed(request), initial={"resolved_on": timezone.localdate()})
    if request.method == "POST" and form.run(operations.end_warning_sign, by=request.user, warning_sign=sign):
        return redirect("risk:warning-sign-list")
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "risk/warning_sign_end.html", {"sign": sign, "form": form}, status=status)
