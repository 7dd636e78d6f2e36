"""What was a mistake: letters are withdrawn, and the record that some went out is taken back. SOP 12.0."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, run
from govuk.words import count_of
from letters.forms.letters import TakeBackForm, WithdrawForm
from letters.operations.letters import SEND, take_back_sent, withdraw_mailing
from letters.views.letters import find_mailing


@needs(SEND)
@require_http_methods(["GET", "POST"])
def mailing_withdraw(request, reference, pk):
    """Why; before it what would stay out and what would not."""
    event, mailing = find_mailing(request, reference, pk)
    waiting = mailing.letters.not_sent().count()
    if mailing.withdrawn_at or not waiting:
        return redirect(mailing)
    form = WithdrawForm(typed(request))
    if run(request, form, withdraw_mailing, by=request.user, mailing=mailing):
        messages.success(request, f"{count_of(waiting, 'letter')} withdrawn.")
        return redirect(mailing)
    context = {"title": "Withdraw the letters", "mailing": mailing, "form": form, "waiting": waiting}
    return event_page(request, "letters/mailing_withdraw.html", event, "communications", context)


@needs(SEND)
@require_http_methods(["GET", "POST"])
def mailing_take_back(request, reference, pk):
    """They did not go out after all: which, and why that was recorded."""
    event, mailing = find_mailing(request, reference, pk)
    form = TakeBackForm(typed(request), letters=mailing.letters.sent())
    if run(request, form, take_back_sent, by=request.user, mailing=mailing):
        count = count_of(len(form.cleaned_data["letters"]), "letter")
        messages.success(request, f"Taken back: {count} did not go out.")
        return redirect(mailing)
    context = {"title": "Letters that did not go out", "mailing": mailing, "form": form}
    context["no_form"] = not mailing.letters.sent().exists()
    return event_page(request, "letters/mailing_take_back.html", event, "communications", context)
