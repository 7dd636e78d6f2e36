"""What this room adds to the page "Plans" of an event: approach, whom to involve, sign-off, press statements."""

from django.urls import reverse

from events.models import FailureEvent
from plans import approach_reading, involvement_reading
from plans.models import PressStatement
from plans.operations.outline import outline_of
from providers.slots import Section


def deciding(request, event: FailureEvent) -> Section | None:
    """One line for each of these pages, with how far it is."""
    if not request.user.has_perm("events.view_step"):
        return None
    found, user = outline_of(event), request.user
    lines = [press_line(user, event)]
    if found is not None:
        approach = approach_reading.find_approach(user, event)
        lines = [approach_line(event, approach), involvement_line(user, event, found[1]),
                 sign_off_line(event, found[1], approach), *lines]  # fmt: skip
    return Section("plans/_of_event.html", {"lines": lines})


def approach_line(event, approach) -> dict:
    said = "Not chosen yet"
    if approach:
        issues = approach_reading.issues_of(approach)
        decided = sum(issue.is_decided for issue in issues)
        said = f"{approach.title}. Issues decided: {decided} of {len(issues)}"
    return line("Approach and options", "approach", event, said)


def involvement_line(user, event, pack) -> dict:
    chosen = involvement_reading.chosen_row(user, event)
    row, parties = involvement_reading.parties(user, event, pack, chosen)
    missing = involvement_reading.missing(parties)
    if row is None:
        said = "Choose the type of service"
    elif missing:
        said = f"Not involved yet: {', '.join(missing)}"
    else:
        said = "Everybody whom the matrix names was involved"
    return line("Whom to involve", "involvement-list", event, said)


def sign_off_line(event, pack, approach) -> dict:
    bodies = approach_reading.bodies_of(pack, event, approach)
    signed = sum(one.now is not None for one in bodies)
    return line("Sign-off", "sign-off-list", event, f"{signed} of {len(bodies)} bodies")


def press_line(user, event) -> dict:
    rows = PressStatement.objects.visible_to(user).filter(event=event)
    drafts, issued = rows.drafts().count(), rows.exclude(issued_at=None).count()
    said = f"Drafts: {drafts}, issued: {issued}" if drafts or issued else "None drafted"
    return line("Press statements", "press-list", event, said)


def line(text: str, name: str, event: FailureEvent, said: str) -> dict:
    return {"text": text, "href": reverse(f"plans:{name}", args=[event.reference]), "said": said}
