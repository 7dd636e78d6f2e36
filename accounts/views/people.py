"""Administration: who has an account, for which organisation, in which role."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts import operations
from accounts.access import needs
from accounts.drafts import typed
from accounts.forms import InviteForm, OrganisationForm, ReasonForm, RoleForm
from accounts.models import Organisation, User
from govuk.htmx import render_page


@needs("accounts.view_administration")
@require_safe
def administration(request):
    """The administrator's table of contents."""
    return render_page(request, "accounts/administration.html")


@needs("accounts.view_administration")
@require_safe
def user_list(request):
    text = request.GET.get("q", "").strip()[:100]
    people = User.objects.exclude(role=User.Role.SYSTEM).select_related("organisation")
    if text:
        people = people.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(organisation__name__icontains=text)
        )
    page = Paginator(people.order_by("-is_active", "name"), 50).get_page(request.GET.get("page"))
    return render_page(request, "accounts/user_list.html", {"page": page, "q": text})


@needs("accounts.change_user")
@require_http_methods(["GET", "POST"])
def user_create(request):
    form = InviteForm(typed(request))
    if request.method == "POST" and form.run(operations.invite_user, by=request.user):
        return redirect("accounts:user-list")
    return _form(request, form, "Open an account", "Open the account")


@needs("accounts.change_user")
@require_http_methods(["GET", "POST"])
def user_role(request, pk):
    user = get_object_or_404(User.objects.active(), pk=pk)
    form = RoleForm(typed(request), initial={"role": user.role})
    if request.method == "POST" and form.run(operations.change_role, by=request.user, user=user):
        return redirect("accounts:user-list")
    return _form(request, form, f"Change the role of {user.name}", "Change the role")


@needs("accounts.change_user")
@require_http_methods(["GET", "POST"])
def user_close(request, pk):
    """Close an open account, or open a closed one."""
    user = get_object_or_404(User.objects.exclude(role=User.Role.SYSTEM), pk=pk)
    change = operations.deactivate_user if user.is_active else operations.reactivate_user
    form = ReasonForm(typed(request))
    if request.method == "POST" and form.run(change, by=request.user, user=user):
        return redirect("accounts:user-list")
    verb = "Close" if user.is_active else "Open again"
    return _form(request, form, f"{verb} the account of {user.name}", f"{verb} the account")


@needs("accounts.view_administration")
@require_safe
def organisation_list(request):
    page = Paginator(Organisation.objects.all(), 50).get_page(request.GET.get("page"))
    return render_page(request, "accounts/organisation_list.html", {"page": page})


@needs("accounts.change_user")
@require_http_methods(["GET", "POST"])
def organisation_create(request):
    form = OrganisationForm(typed(request))
    if request.method == "POST" and form.run(operations.register_organisation, by=request.user):
        return redirect("accounts:organisation-list")
    return _form(request, form, "Add an organisation", "Add the organisation")


def _form(request, form, heading: str, button: str):
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "heading": heading, "button": button}
    return render_page(request, "accounts/form.html", context, status=status)
