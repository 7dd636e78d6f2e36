"""What the tracker adds to the loose ends of an event. Staffordshire SOP 11.7, 11.8."""

from events.models import FailureEvent
from events.operations.loose_ends import REVIEWS, LooseEnd
from govuk.words import count_of
from trackers.lists import NOT_UPDATED
from trackers.models import Review, TrackerEntry

UPDATED_LIST = "tracker/?view=not-updated&col=stage&col=placement&col=move&col=outcome&col=system"


def of_people(event: FailureEvent) -> list[LooseEnd]:
    """Reviews to be done, and people whose move or outcome the information systems do not know of."""
    found = []
    if reviews := Review.objects.filter(event=event).due().count():
        words = count_of(reviews, "six-week review is", "six-week reviews are")
        found.append(LooseEnd(REVIEWS, f"{words} not done.", "reviews/"))
    if people := TrackerEntry.objects.filter(NOT_UPDATED, event=event).count():
        words = count_of(people, "person", "people")
        found.append(LooseEnd("systems", f"Information systems are not updated for {words}.", UPDATED_LIST))
    return found
