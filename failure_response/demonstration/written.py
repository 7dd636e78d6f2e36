"""Letters of the demonstration: families and residents of one event were written to."""

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from letters.models import LetterTemplate
from letters.operations.letters import make_letters, record_sent
from letters.whom import recipients
from trackers.models import TrackerEntry
from trackers.operations import add_representative

WRITTEN = (("family_closing", "main"), ("person_closing", "person"))


def write(by: User, event: FailureEvent) -> None:
    """A contact who must not be told; a letter to every main contact, which went out, and one to each person."""
    people = TrackerEntry.objects.filter(event=event)
    shunned = {
        "surname": "Hollowby",
        "forename": "Dean",
        "relationship": "Former son-in-law",
        "must_not_be_told": True,
    }
    add_representative(by=by, entry=people.unresolved().in_table_order().first(), **shunned)
    for key, to in WRITTEN:
        template = LetterTemplate.objects.get(key=key)
        found = [one for one in recipients(event, template, to, people) if not one.why_not]
        if not found:
            continue
        today = timezone.localdate()
        mailing = make_letters(
            by=by, event=event, template=template, version=template.version, to=to,
            chosen=[one.key for one in found], among=list(people.values_list("pk", flat=True)),
            dated=today, signed_by=by.name, signer_job="Provider Failure Lead",
        )  # fmt: skip
        if to == "main":
            record_sent(
                by=by,
                mailing=mailing,
                letters=mailing.letters.all(),
                sent_on=today,
                sent_how="post",
                sent_by="Post room",
            )
