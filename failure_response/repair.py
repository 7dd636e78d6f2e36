"""The reconciler: a look at every kind of row that the clock works on, and what it put right, in words."""

from accounts import notifications
from accounts.models import User
from events.operations import document_pieces, documents, grab_packs, meetings
from govuk.words import count_of
from trackers.operations import imports


def repair_everything() -> list[str]:
    """Put right what a dead worker, an emptied broker or a restored database left behind; a sentence for each."""
    system = User.objects.system()
    counted = [
        (notifications.give_back_expired(), "message", "given back by a sender that died"),
        (notifications.mark_missed(), "message", "too late to be sent"),
        (documents.give_back_expired(by=system), "document", "given back by a worker that died"),
        (grab_packs.give_up(by=system), "grab-pack", "given up after three makers died"),
        (grab_packs.clear_ended(by=system), "grab-pack", "of events that are no longer live removed"),
        (imports.expire_lists(by=system), "resident list", "that nobody loaded removed"),
        (document_pieces.clear_old(), "set piece", "of documents not issued lately removed"),
    ]
    repaired = [f"{count_of(count, noun)} {words}" for count, noun, words in counted if count]
    return repaired + meetings.repair_reminders(by=system)
