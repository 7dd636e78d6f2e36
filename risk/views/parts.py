"""Small parts of an assessment: mitigating factors, who was asked in, taking somebody out of the sample."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from govuk.forms import Form
from risk.forms.assessments import AskInForm, EditFactor, FactorForm
from risk.models import Contributor, MitigatingFactor
from risk.operations import assessments as operations
from risk.operations import gradings
from risk.operations.instruments import pack_of
from risk.views.assessments import said
from risk.views.pages import LEADS, find_assessment, one_form


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def factor_new(request, pk):
    assessment = find_assessment(request, pk)
    words = said(assessment, "Add a mitigating factor", "Add the factor", "Factor added.")
    form = FactorForm(typed(request), pack=pack_of(assessment))
    return one_form(
        request,
        form,
        operations.add_factor,
        tab="assessments",
        words=words,
        to=assessment,
        assessment=assessment,
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def factor_edit(request, pk, factor):
    assessment = find_assessment(request, pk)
    found = get_object_or_404(
        MitigatingFactor.objects.visible_to(request.user), assessment=assessment, pk=factor
    )
    begun = {name: getattr(found, name) for name in ("factor", "comment", "withdrawn", "version")}
    words = said(assessment, "Change a mitigating factor", "Save the factor", "Factor saved.")
    form = EditFactor(typed(request), initial=begun)
    return one_form(
        request, form, operations.edit_factor, tab="assessments", words=words, to=assessment, mitigating=found
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def contributor_new(request, pk):
    assessment = find_assessment(request, pk)
    parties = gradings.rules_parties(assessment)
    words = said(assessment, "Ask somebody into the assessment", "Ask them in", "They were asked.")
    form = AskInForm(typed(request), assessment=assessment, parties=parties)
    return one_form(
        request, form, gradings.ask_in, tab="assessments", words=words, to=assessment, assessment=assessment
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def contributor_end(request, pk, contributor):
    assessment = find_assessment(request, pk)
    found = Contributor.objects.visible_to(request.user).select_related("user")
    found = get_object_or_404(found, assessment=assessment, pk=contributor)
    words = said(assessment, f"{found.user} no longer takes part", "End it", "They no longer take part.")
    words["intro"] = "They can no longer open the assessment. What they filled in stays."
    form = Form(typed(request))
    return one_form(
        request, form, gradings.end_asking, tab="assessments", words=words, to=assessment, contributor=found
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def person_remove(request, pk, number):
    assessment = find_assessment(request, pk)
    person = get_object_or_404(assessment.people.select_related("assessment"), number=number)
    words = said(
        assessment, f"Take {person.reference} out of the sample", "Take them out", "Taken out of the sample."
    )
    words["intro"] = "Only somebody who was added by mistake, with no row filled in."
    form = Form(typed(request))
    return one_form(
        request, form, operations.remove_person, tab="assessments", words=words, to=assessment, person=person
    )
