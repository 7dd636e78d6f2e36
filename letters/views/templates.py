"""Words of letters: the list, changing them with a preview, earlier versions. For administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import User
from events.views import conflict
from events.views.pages import CLASHED, run, status
from govuk.htmx import render_page
from govuk.pdf import PdfError, render_pdf
from letters.documents import specimen
from letters.forms.templates import EditTemplateForm, TemplateForm
from letters.models import LetterTemplate
from letters.operations import templates as operations
from letters.rules.fields import KNOWN, labels
from letters.wording import NAMED_IN_SOP

CHANGE = operations.CHANGE
SECONDS = 5  # one letter is set while somebody waits


@needs(CHANGE)
@require_safe
def template_list(request):
    """Every letter, those put away last; and the four documents that SOP 12.0 names."""
    rows = LetterTemplate.objects.visible_to(request.user).by_kind().select_related("changed_by")
    by_key = {row.key: row for row in rows if row.key}
    context = {
        "in_use": [row for row in rows if not row.ended_at],
        "put_away": [row for row in rows if row.ended_at],
        "named": [(name, by_key.get(key)) for name, key in NAMED_IN_SOP.items()],
    }
    return render_page(request, "letters/template_list.html", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def template_new(request):
    form = TemplateForm(typed(request))
    if "preview" not in request.POST and run(request, form, operations.add_template, by=request.user):
        messages.success(request, f"{form.result} saved.")
        return redirect(form.result)
    kinds = [(str(label), labels(kind)) for kind, label in LetterTemplate.Kind.choices]
    return edit_page(request, form, LetterTemplate(), "A new letter", {"kinds": kinds})


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def template_edit(request, pk):
    """Change the words. "Preview" shows them with a made-up person and saves nothing."""
    row = find_template(request, pk)
    begun = {name: getattr(row, name) for name in ("name", "text", "large_print", "version")}
    form = EditTemplateForm(typed(request), initial=begun, kind=row.kind)
    saved = {"by": request.user, "template": row}
    if "preview" not in request.POST and conflict.run(request, form, operations.edit_template, row, **saved):
        now = form.result or row
        messages.success(request, f"{now} saved. It is version {now.version} now.")
        return redirect(now)
    if conflict.is_conflict(form):
        context = conflict.asked_to_choose(request, form, row.name)
        return render_page(request, "letters/template_conflict.html", context, status=CLASHED)
    return edit_page(request, form, row, row.name, {"fields": labels(row.kind), "template": row})


def edit_page(request, form, row, title, context):
    """The form, and below it the letter as it would be."""
    kind = row.kind or form["kind"].value() or ""
    context |= {"title": title, "form": form, "seen": None}
    is_right = form.is_valid() if form.is_bound else bool(row.pk)
    if is_right and kind in KNOWN:
        now = form.cleaned_data if form.is_bound else form.initial
        shown = LetterTemplate(kind=kind, name=now["name"], large_print=now["large_print"])
        context["seen"] = specimen(shown, now["text"], council_of(request.user))
    return render_page(request, "letters/template_edit.html", context, status=status(request, form))


@needs(CHANGE)
@require_safe
def template_pdf(request, pk):
    """The saved words as a PDF, with a made-up person."""
    row = find_template(request, pk)
    try:
        context = specimen(row, row.text, council_of(request.user))
        content = render_pdf("letters/pdf/letters.html", context, seconds=SECONDS)
    except PdfError as why:
        messages.warning(request, str(why))
        return redirect(row)
    name = slugify(row.name) or "letter"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@needs(CHANGE)
@require_safe
def template_versions(request, pk):
    """Every saved text, newest first, with who saved it and when."""
    row = find_template(request, pk)
    versions = list(row.history().order_by("-version", "-pgh_id").select_related("changed_by"))
    context = {"template": row, "title": f"Versions of {row}", "versions": versions}
    return render_page(request, "letters/template_versions.html", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def template_version(request, pk, order):
    """One earlier version as it was; sent, it is the newest again."""
    row = find_template(request, pk)
    version = row.snapshot(order) if order < 2**31 else None
    if version is None:
        raise Http404("No such version")
    if request.method == "POST":
        return done(request, row, operations.restore_version, f"Version {order} is used again.", number=order)
    shown = LetterTemplate(kind=version.kind, name=version.name, large_print=version.large_print)
    try:
        seen = specimen(shown, version.text, council_of(request.user))
    except KeyError:  # a field of then is not known any more
        seen = None
    context = {
        "template": row,
        "version": version,
        "title": f"{version.name}, version {order}",
        "seen": seen,
    }
    return render_page(request, "letters/template_version.html", context)


@needs(CHANGE)
@require_POST
def template_put_away(request, pk):
    row = find_template(request, pk)
    return done(request, row, operations.put_away, f"{row} is put away. Letters that were made with it stay.")


@needs(CHANGE)
@require_POST
def template_take_up(request, pk):
    row = find_template(request, pk)
    return done(request, row, operations.take_up, f"{row} can be used again.")


def done(request, row, operation, words, **kwargs):
    try:
        operation(by=request.user, template=row, **kwargs)
        messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(row)


def find_template(request, pk) -> LetterTemplate:
    return get_object_or_404(LetterTemplate.objects.visible_to(request.user), pk=pk)


def council_of(user: User) -> str:
    return user.organisation.name
