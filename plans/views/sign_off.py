"""Sign-off of the approach by the bodies that the outline names. Coventry outline 7 / Sign off of process."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event
from plans import approach_reading as reading
from plans.forms.approaches import SignOffForm, TakeBackForm
from plans.models import SignOff
from plans.operations import sign_off as operations
from plans.operations.outline import CHANGE, outline_of
from plans.views.event_form import LOOK, TAB, find, no_outline, one_form, page, take_back_words


@needs(LOOK)
@require_safe
def sign_off_list(request, reference):
    """Every body: who signed what is decided now, when; what is outstanding; what was given for earlier decisions."""
    event = find_event(request, reference)
    found = outline_of(event)
    if found is None or "sign_off" not in found[1].lists:
        return no_outline(request, event, "Sign-off")
    approach = reading.find_approach(request.user, event)
    bodies = reading.bodies_of(found[1], event, approach)
    context = {
        "title": "Sign-off",
        "approach": approach,
        "decided": operations.decided_words(approach) if approach else "",
        "bodies": bodies,
        "outstanding": [one for one in bodies if one.now is None],
        "cited": found[1].cite(found[1].lists["sign_off"]),
        "may": request.user.has_perm(CHANGE) and event.is_live,
    }
    return event_page(request, "plans/sign_off_list.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def sign_off_new(request, reference, place):
    """`place` is the place of the body in the outline, from 1."""
    event = find_event(request, reference)
    found, approach = outline_of(event), reading.find_approach(request.user, event)
    bodies = reading.bodies_of(found[1], event, approach) if found else []
    if not 1 <= place <= len(bodies):
        raise Http404
    body = bodies[place - 1]
    begun = {"signed_on": timezone.localdate(), "revision": approach.revision if approach else 0}
    form = SignOffForm(typed(request), initial=begun, body=body)
    said = operations.decided_words(approach) if approach else "No approach is chosen yet."
    words = {"title": f"Sign-off: {body.key}", "intro": said, "back": page("sign-off-list", event)}
    words |= {"button": "Record the sign-off", "done": f"{body.key}: signed off."}
    return one_form(
        request,
        event,
        form,
        operations.record_sign_off,
        words=words,
        to=page("sign-off-list", event),
        event=event,
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def sign_off_take_back(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, SignOff, event, pk=pk)
    back = page("sign-off-list", event)
    words = take_back_words(f"sign-off of {row}", back)
    form = TakeBackForm(typed(request))
    return one_form(request, event, form, operations.take_back_sign_off, words=words, to=back, sign_off=row)
