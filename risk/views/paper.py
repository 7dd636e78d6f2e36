"""The assessment as the council's form, in a PDF."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.models import AccessEntry
from govuk.htmx import render_page
from govuk.pdf import PdfError, render_pdf
from risk.documents import assessment_paper
from risk.views.pages import find_assessment, reads_all


@needs("risk.view_riskassessment")
@require_safe
def assessment_paper_pdf(request, pk, part):
    """Set while the person waits: a part has at most ten people of the sample."""
    assessment = find_assessment(request, pk)
    if not reads_all(request.user, assessment):
        raise Http404
    context = assessment_paper(assessment, part)
    if not 1 <= part <= context["parts"]:
        raise Http404
    try:
        content = render_pdf("risk/pdf/assessment.html", context)
    except PdfError as why:
        return render_page(
            request, "risk/no_paper.html", {"assessment": assessment, "why": str(why)}, status=503
        )
    record_access(by=request.user, kind=AccessEntry.Kind.DOCUMENT, subject=f"{assessment}, part {part}")
    name = slugify(f"risk assessment {assessment.service} version {assessment.number} part {part}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
