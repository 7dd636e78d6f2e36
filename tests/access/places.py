"""One of each kind of thing under an event, and about a person: what the parameters of addresses can be."""

from django.db import connection

from accounts.models import Notification, Organisation, User
from events.models import AgendaItem, Attendance, FailureEvent, Step, StepEvidence, StepOccurrence
from plans.models import ContingencyPlan
from tests.access.deciding import deciding_keys
from tests.access.letters import letter_keys
from trackers.models import DrugCount, PersonLink, ReconcileRow, TrackerEntry, TransferItem

Place = dict[str, object]


def under(event: FailureEvent) -> Place:
    """One of each kind of thing under an event; 0 for what it has none of."""
    lead = event.procedure.content["leads"][-1]["id"]  # each organisation has one: it can always be named
    return {
        "reference": event.reference,
        "kind": "closure-plan",
        "part": lead,
        "notice": key_of(event.notices),
        "lead": key_of(event.leads.current()),
        "step": key_of(event.steps.filter(stage__checklist__kind="procedure")),
        "repeated": key_of(event.steps.filter(stage__checklist__kind="procedure", is_repeatable=True)),
        "occurrence": key_of(StepOccurrence.objects.filter(event=event)),
        "confirmation": key_of(StepEvidence.objects.filter(event=event)),
        "termination": key_of(event.terminations),
        "stage": key_of(event.stages.filter(checklist__kind="procedure")),
        "date": key_of(event.provisional_dates),
        "action": key_of(Step.objects.filter(event=event, stage__checklist__kind="closure-plan")),
        "shift": key_of(event.plan_shifts),
        "share": key_of(event.shares),
        "covered": key_of(event.more_services),
        "finding": key_of(event.findings),
        "bulk": key_of(event.bulk_changes),
        "view": 0,
        "cost": key_of(event.costs),
        "claim": key_of(event.claims),
        "doing": "send",
        "telling": key_of(event.tellings),
        "said": event.communications.order_by("-pk").values_list("pk", flat=True).first() or 0,
        "ready": "STF-MS1",
        "refused": 0,
        "decision": key_of(event.legal_overrides),
        "power": key_of(event.power_uses),
        "dispute": key_of(event.disputes),
        "point": key_of(AgendaItem.objects.filter(event=event)),
        "agency": key_of(Attendance.objects.filter(event=event)),
        "series": key_of(event.meeting_series),
        "agreed": key_of(event.actions),
        "asked": key_of(event.information_requests),
        "outside": key_of(event.outside_people),
        "judged": key_of(event.reconcile_decisions),
        "compared": key_of(event.reconcile_lists),
        "row": key_of(ReconcileRow.objects.filter(list__event=event)),
        "body": key_of(Organisation.objects.filter(funded_entries__event=event)),
        "number": event.meetings.order_by("pk").values_list("number", flat=True).first() or 0,
        "wide": key_of(ContingencyPlan.objects.published().filter(scope="market")),
        **deciding_keys(event),
        **letter_keys(event),
    }


def about(entry: TrackerEntry, *, share: int = 0) -> Place:
    """A person's page, and what can be asked for below it; `share` stands in where the person has none."""
    return {
        "entry": entry.pk,
        "field": "mobility_needs",
        "card": "capacity",
        "contact": key_of(entry.representatives),
        "must_have": key_of(entry.musthaves),
        "acceptance": key_of(entry.acceptances),
        "heading": "LGU-T11.3a",
        "link": key_of(PersonLink.objects.of(entry.pk)),
        "concern": key_of(entry.concerns),
        "decision": key_of(entry.personoverrides),
        "review": key_of(entry.reviews),
        "merge": key_of(entry.merges),
        "placement": key_of(entry.placements),
        "stay": key_of(entry.stays.filter(transfer=None)),
        "transfer": key_of(entry.transfers),
        "item": key_of(TransferItem.objects.filter(entry=entry)),
        "count": key_of(DrugCount.objects.filter(entry=entry)),
        "charge": key_of(entry.charges),
        "split": key_of(entry.costsplits),
        "share": key_of(entry.shares) or share,
    }


def messages(reader: User) -> dict[str, Place]:
    """What the reader was told, and two things that others were."""
    told = Notification.objects.order_by("pk")
    shown = [*told.filter(to=reader), *told.exclude(to=reader)[:2]]
    return {str(row.pk): {"message": row.pk} for row in shown}


def settle() -> None:
    """Tell PostgreSQL how much there is: in a transaction it would plan for what it saw in empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def key_of(rows) -> int:
    return rows.order_by("pk").values_list("pk", flat=True).first() or 0
