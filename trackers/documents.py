"""Paper about the people of an event: the closure plan with its lists. Blackpool policy App 5, 7, 8.

One context and one template serve the print page and the PDF alike. Everything is read as the person who asks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.documents.plan import progress_of
from events.models import Checklist, FailureEvent, Procedure, Step
from events.plan_reading import find_plan
from events.procedure.loader import from_content
from events.procedure.plans import Plan
from govuk.words import count_of, full_date, nhs_number, short_date
from providers.models import Contact
from trackers.models import Representative, TrackerEntry

MOST_ROWS = 400  # table rows of a piece; the typesetter sets piece after piece
LONG, MOST_ROWS_STEADY = 200, 60  # rows from which a list is long, and then of each group
PLAN = Checklist.Kind.CLOSURE_PLAN
UNKNOWN = "Not known"
# Blackpool policy App 7; the policy's own record system is called by what it is.
RESIDENT_COLUMNS = (
    "Surname",
    "Forename",
    "Gender (M/F)",
    "DOB",
    "Responsibility for Funding",
    "Client record number",
    "Main Representative",
    "Has Capacity Y/N",
    "Requires Advocate Y/N",
    "Mobility Needs",
)
REPRESENTATIVE = RESIDENT_COLUMNS.index("Main Representative")
GENDER = {"female": "F", "male": "M", "other": "Other", "": "Not stated"}
CAPACITY = {"has": "Y", "lacks": "N", "unknown": UNKNOWN}
ADVOCATE = {"needed": "Y, nobody yet", "in_place": "Y, in place", "not_needed": "N", "unknown": UNKNOWN}


class Sheet(NamedTuple):
    """One person's key contacts. Blackpool policy App 8."""

    name: str
    born: str
    contacts: list[Representative]
    worker: str = ""
    died: str = ""  # "Died Friday 4 December 2026": nobody rings the family unknowing


def closure_plan(
    event: FailureEvent,
    user: User,
    progress: Progress = lambda words: None,
    most_rows: int | None = MOST_ROWS,
) -> Paper:
    """The plan's actions, the residents and their contacts, as far as this person may see them.

    A partner gets the actions as the policy words them, its own people, and no contact: those are the council's.
    Raises ValidationError where no procedure with a closure plan has been loaded.
    """
    entries = list(residents(event, user))
    progress(f"Collecting {count_of(len(entries), 'person', 'people')}")
    contacts = contacts_of(event, user)
    context = head(event, user) | {
        "facts": facts(event, user),
        **actions(event, user),
        **telephone_numbers(event, user),
        "resident_columns": resident_columns(user),
    }
    rows = [resident(entry, contacts[entry.pk], user) for entry in entries]
    sheets = [] if user.is_partner else [sheet(entry, contacts[entry.pk]) for entry in entries]
    context["how_many"] = len(entries)
    context["residents"] = list(steady_groups(rows, most_rows, lambda row: 1, lambda row: " ".join(row[:2])))
    context["sheets"] = list(
        steady_groups(sheets, most_rows, lambda one: 1 + len(one.contacts), lambda one: one.name)
    )
    return Paper("trackers/pdf/closure_plan.html", context, [entry.pk for entry in entries])


def residents(event: FailureEvent, user: User) -> Iterable[TrackerEntry]:
    """Everybody of the event that this person may see, by surname."""
    found = TrackerEntry.objects.visible_to(user).filter(event=event)
    return found.select_related("service_user", "funding_authority").in_table_order()


def contacts_of(event: FailureEvent, user: User) -> dict[int, list[Representative]]:
    """Contacts by the key of the entry that they belong to; the main representative first."""
    found = defaultdict(list)
    for contact in Representative.objects.visible_to(user).filter(event=event):
        found[contact.entry_id].append(contact)
    return found


def facts(event: FailureEvent, user: User) -> list[tuple[str, str]]:
    """The head of the plan. Who manages the home is the council's own record, so a partner is not told.

    The form speaks of homes; a service in people's own homes is none.
    """
    place = "home" if event.service.care_home else "service"
    manager = [] if user.is_partner else [("Name of manager", managers(event))]
    return [
        (f"Name of {place}", str(event.service)),
        *manager,
        (f"Type of {place}", event.service_type or UNKNOWN),
        ("Anticipated closure date", full_date(event.closes_on) or UNKNOWN),
    ]


def managers(event: FailureEvent) -> str:
    found = Contact.objects.current().filter(service=event.service, role__icontains="manager")
    return ", ".join(contact.name for contact in found) or UNKNOWN


def actions(event: FailureEvent, user: User) -> dict[str, Any]:
    """Columns, and rows by phase, of the plan as this event works it; before it has begun, as the policy has it."""
    procedure, plan = plan_of(event)
    pack = from_content(procedure.content)
    context = {"plan_title": plan.title, "source": f"{pack.short_name}, {plan.section}"}
    steps = Step.objects.visible_to(user).filter(event=event, stage__checklist__kind=PLAN)
    worked = list(steps.select_related("stage", "completed_by").order_by("stage__order", "order"))
    if user.is_partner:
        written = [(action, [str(action.order), action.action, area(action)]) for action in plan.actions]
        return context | {"columns": [plan.columns[n] for n in (0, 2, 3)], "phases": by_phase(plan, written)}
    if not worked:
        written = [(one, [str(one.order), "", one.action, area(one), "", ""]) for one in plan.actions]
        return context | {"columns": plan.columns, "phases": by_phase(plan, written)}
    phases = defaultdict(list)
    for step in worked:
        phases[step.stage.name].append(worked_action(step))
    return context | {"columns": plan.columns, "phases": list(phases.items())}


def plan_of(event: FailureEvent) -> tuple[Procedure, Plan]:
    begun = event.checklists.filter(kind=PLAN).select_related("procedure").first()
    if begun:
        return begun.procedure, from_content(begun.procedure.content).plans[PLAN]
    found = find_plan(event, PLAN)
    if found is None:
        raise ValidationError("No closure plan has been loaded. Load a procedure that has one.")
    return found


def by_phase(plan: Plan, written: list[tuple[Any, list[str]]]) -> list[tuple[str, list[list[str]]]]:
    return [
        (phase.label, [row for action, row in written if action.phase == phase.code]) for phase in plan.phases
    ]


def area(action: Any) -> str:
    return ", ".join(action.responsible)


def worked_action(step: Step) -> list[str]:
    """Action Number, Due Date, Action, Responsible Area, Designated Person, Progress & Notes."""
    due = f"{short_date(step.due_on)} {step.due_on.year}" if step.due_on else ""
    return [str(step.order), due, step.action, area(step), step.designated_person, progress_of(step)]


def telephone_numbers(event: FailureEvent, user: User) -> dict[str, list]:
    """Contacts of the service and its provider, and the leads; the council's records, so none for a partner."""
    if user.is_partner:
        return {"service_contacts": [], "leads": []}
    of_both = Q(service=event.service) | Q(provider=event.provider)
    return {
        "service_contacts": list(Contact.objects.current().filter(of_both)),
        "leads": list(event.leads.current().select_related("organisation")),
    }


def resident_columns(user: User) -> list[str]:
    return [
        label for n, label in enumerate(RESIDENT_COLUMNS) if not (user.is_partner and n == REPRESENTATIVE)
    ]


def resident(entry: TrackerEntry, contacts: list[Representative], user: User) -> list[str]:
    """The columns of Blackpool policy App 7, without the representative for a partner."""
    person = entry.service_user
    main = next((contact for contact in contacts if contact.is_main), None)
    row = [
        person.surname,
        person.forename,
        GENDER.get(person.gender, person.gender),
        born(entry, user),
        funding(entry),
        person.client_record_number or UNKNOWN,
        f"{main}, {main.relationship}".rstrip(", ") if main else "None named",
        CAPACITY[entry.capacity],
        ADVOCATE[entry.advocate],
        died(entry) or entry.mobility_needs or UNKNOWN,
    ]
    return [cell for n, cell in enumerate(row) if not (user.is_partner and n == REPRESENTATIVE)]


def born(entry: TrackerEntry, user: User) -> str:
    """Date of birth; where none is known the stated age, which is no field of a partner's."""
    person = entry.service_user
    if person.date_of_birth:
        return person.date_of_birth.strftime("%d/%m/%Y")
    return f"Age {person.age_stated}" if person.age_stated and not user.is_partner else UNKNOWN


def funding(entry: TrackerEntry) -> str:
    body = entry.funding_authority
    return f"{entry.get_funding_type_display()}: {body}" if body else entry.get_funding_type_display()


def sheet(entry: TrackerEntry, contacts: list[Representative]) -> Sheet:
    person = entry.service_user
    number = nhs_number(person.nhs_number)
    date_of_birth = full_date(person.date_of_birth) or UNKNOWN
    born_words = f"{date_of_birth}; NHS number {number}" if number else date_of_birth
    return Sheet(str(person), born_words, contacts, entry.worker, died(entry))


def died(entry: TrackerEntry) -> str:
    """'Died Friday 4 December 2026'; nothing of somebody alive."""
    if entry.final_outcome != TrackerEntry.Outcome.DIED:
        return ""
    return f"Died {full_date(entry.final_outcome_on)}".rstrip()


def steady_groups(
    rows: list, most: int | None, height: Callable[[Any], int], name: Callable[[Any], str]
) -> Iterator[list]:
    """As `groups`; a long list in short groups that one person more or less does not move.

    Names decide where a group ends: at each eighth or so, once it is half full. So all groups but one are as they were
    at the last issue, and need not be set again.
    """
    if most is None or sum(map(height, rows)) <= min(most, LONG):
        yield from groups(rows, most, height)
        return
    most, group, total = min(most, MOST_ROWS_STEADY), [], 0
    for row in rows:
        if group and total + height(row) > most:
            yield group
            group, total = [], 0
        group.append(row)
        total += height(row)
        if total * 2 >= most and crc32(name(row).encode()) % 8 == 0:
            yield group
            group, total = [], 0
    if group:
        yield group


def groups(rows: list, most: int | None, height: Callable[[Any], int] = lambda row: 1) -> Iterator[list]:
    """Rows in groups of at most `most` table rows (None: all in one); nothing for no rows."""
    group, total = [], 0
    for row in rows:
        if group and most is not None and total + height(row) > most:
            yield group
            group, total = [], 0
        group.append(row)
        total += height(row)
    if group:
        yield group
