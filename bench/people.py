"""Invented people on trackers, copied in: as many rows as a measurement needs, differing as real ones do."""

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault
from guardian.shortcuts import assign_perm

from accounts.models import Organisation, User
from accounts.operations import invite_user, register_organisation
from events.models import EventShare, FailureEvent, Procedure
from providers.models import Provider, Service
from trackers.models import ServiceUser, TrackerEntry

FIRST = "Agnes Albert Beatrice Cecil Desmond Mabel Edwin Edith Ernest Florence Frank Gladys George Harriet Ivor".split()
LAST = "Apple Brindle Copper Dapple Elder Fern Fother Glad Holling Inker Juniper Kettle Larks Moss Nettle Oat".split()
ENDS = "sham combe fold mere brook whistle grove water spring sole gate wick mead hurst croft stone".split()
STEPS = [
    "Finish the needs assessment",
    "Confirm transport",
    "Refer to an IMCA",
    "Send vacancies",
    "Hold the meeting",
    "",
]
OWNERS = ["Dele Winterbourne", "Ruth Calloway", "Tom Ashgrove", ""]
HOMES = ["Tansywick Lodge", "Wrenfold Manor", "Merrybeck Court", ""]
TODAY = date(2026, 11, 24)
CHUNK = 50_000


class World(NamedTuple):
    """A council with a care manager, and a partner who has every event and pays for some people in each."""

    officer: User
    partner: User
    events: list[FailureEvent]


def world(*, events: int, people: int, partners_people: int) -> World:
    """`people` on each of `events` trackers; the partner pays for `partners_people` of them."""
    by = User.objects.system()
    host = register_organisation(by=by, name="Exampleshire County Council", kind="council", is_host=True)
    icb = register_organisation(by=by, name="Exampleshire ICB", kind="icb")
    officer = invite_user(
        by=by, email="bench@council.example", name="Dele Winterbourne", organisation=host, role="care_manager"
    )
    partner = invite_user(
        by=by, email="bench@icb.example", name="Ines Fairweather", organisation=icb, role="partner"
    )
    made = [_event(number, host, icb, officer) for number in range(1, events + 1)]
    _copy(made, people, partners_people, icb, officer)
    return World(officer, partner, made)


def clear() -> None:
    """Empty every table that a world fills, history too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE accounts_user, accounts_organisation, auth_group, providers_provider, events_procedure CASCADE"
        )


def _event(number: int, host: Organisation, icb: Organisation, by: User) -> FailureEvent:
    provider = Provider.objects.create(cqc_id=f"1-7{number:08d}", name=f"Amberquay Care {number} Ltd")
    service = Service.objects.create(
        cqc_id=f"1-6{number:08d}", provider=provider, name=f"Quillmere House {number}"
    )
    procedure, _ = Procedure.objects.get_or_create(
        key="bench", version="1", title="Bench", content={}, sha256="0"
    )
    event = FailureEvent.objects.create(
        reference=f"PF-2026-{number:04d}",
        host_council=host,
        procedure=procedure,
        status=FailureEvent.Status.STANDARD_PRACTICE,
        notified_on=TODAY,
        provider=provider,
        service=service,
        service_type="Care home",
        notified_by="The manager",
        nature_of_failure="Notice to close",
        logged_by=by,
    )
    for organisation in (host, icb):
        assign_perm("view_failureevent", organisation.group, event)
    EventShare.objects.create(event=event, organisation=icb, shared_by=by)
    return event


def _copy(events: list[FailureEvent], people: int, partners_people: int, icb: Organisation, by: User) -> None:
    """COPY, without triggers: only reading is measured, and two million history rows take long to make."""
    random.seed(1)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        numbers = ((event, index) for event in events for index in range(people))
        buffers = [io.StringIO(), io.StringIO()]
        for pk, (event, index) in enumerate(numbers, start=1):
            apart = people // partners_people
            is_partners = index % apart == 0 and index // apart < partners_people
            _line(buffers[0], _person(pk, by))
            _line(buffers[1], _entry(pk, event, index, icb if is_partners else None, by))
            if pk % CHUNK == 0:
                _flush(cursor, buffers)
        _flush(cursor, buffers)
        for model in (ServiceUser, TrackerEntry):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), %s)",
                [len(events) * people],
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _person(pk: int, by: User) -> dict:
    return {
        "id": pk,
        "surname": f"{random.choice(LAST)}{random.choice(ENDS)}",
        "forename": random.choice(FIRST),
        "date_of_birth": TODAY - timedelta(days=365 * 65 + random.randrange(365 * 35)),
        "nhs_number": f"{9_990_000_000 + pk % 9_999_999}" if pk < 9_999_999 else "",
        "client_record_number": f"C{pk:07d}",
        "changed_by": by.pk,
    }


def _entry(pk: int, event: FailureEvent, index: int, funder: Organisation | None, by: User) -> dict:
    moved = index % 4 == 3
    return {
        "id": pk,
        "event": event.pk,
        "service_user": pk,
        "service": event.service_id,
        "room": str(index + 1),
        "funding_type": "nhs_chc"
        if funder
        else random.choice(["this_council", "self_funder", "other_authority"]),
        "funding_authority": funder.pk if funder else None,
        "capacity": random.choice(["has", "lacks", "unknown"]),
        "advocate": random.choice(["unknown", "needed", "in_place"]),
        "mobility_needs": random.choice(
            ["Walks with a frame", "Hoist, two people", f"Wheelchair, room {index}"]
        ),
        "response_level": random.choice(["", "council_arranges_alternative_provider"]),
        "next_step": random.choice(STEPS),
        "next_step_owner": random.choice(OWNERS),
        "next_step_due_on": random.choice([None, TODAY + timedelta(days=random.randrange(-5, 20))]),
        "assessed_on": TODAY - timedelta(days=random.randrange(20)) if index % 2 else None,
        "destination": random.choice(HOMES) if index % 2 else "",
        "move_on": TODAY if moved else None,
        "moved_on": TODAY if moved else None,
        "safe_and_well_on": TODAY if index % 8 == 3 else None,
        "final_outcome": "died" if index % 20 == 1 else "",
        "final_outcome_on": TODAY if index % 20 == 1 else None,
        "stage": "other" if index % 20 == 1 else "check_due" if moved else "assessing",
        "changed_by": by.pk,
    }


def _columns(model: type[models.Model]) -> Iterator[models.Field]:
    return (field for field in model._meta.concrete_fields if field.name != "changed_at")


def _line(buffer: io.StringIO, values: dict) -> None:
    model = TrackerEntry if "service_user" in values else ServiceUser
    cells = [values.get(field.name, _default(field)) for field in _columns(model)]
    buffer.write("\t".join("\\N" if cell is None else str(cell) for cell in cells) + "\n")


def _default(field: models.Field) -> object:
    """The value of a row that says nothing; of a default that the database keeps, what stands in it."""
    default = field.get_default()
    return default.expression.value if isinstance(default, DatabaseDefault) else default


def _flush(cursor, buffers: list[io.StringIO]) -> None:
    for model, buffer in zip((ServiceUser, TrackerEntry), buffers, strict=True):
        buffer.seek(0)
        names = ", ".join(f'"{field.column}"' for field in _columns(model))
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', buffer)
        buffer.seek(0)
        buffer.truncate()
