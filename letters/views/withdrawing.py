"""Letters that were made by mistake are withdrawn: nothing is deleted, nothing more goes out. SOP 12.0."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, run
from govuk.words import count_of
from letters.forms.letters import WithdrawForm
from letters.operations.letters import SEND, withdraw_mailing
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
