"""Which procedure's risk instruments a council works with."""

from events.models import CouncilProcedure, Procedure
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from risk.rules.instrument import is_for_risk

NONE_LOADED = "No procedure with a risk matrix is active. Ask an administrator to load one."


def procedure_for_risk() -> Procedure | None:
    """The active procedure with a risk matrix and an initial assessment, or None.

    The council's chosen document comes first, then whatever a person activated, then the one activated last.
    """
    chosen = CouncilProcedure.objects.filter(council__is_host=True).values_list("key", flat=True).first()
    found = Procedure.objects.active().filter(
        content__has_keys=["risk_matrix", "initial_assessment"],
        content__lists__has_keys=["domains", "indicators"],
    )

    def place(one: Procedure) -> tuple:
        by_person = one.activated_by is not None and one.activated_by.role != "system"
        return one.key == chosen, by_person, one.activated_at or one.loaded_at

    return max(found.select_related("activated_by"), key=place, default=None)


def pack_of(record) -> Pack:
    """The pack of the version that a record was begun with."""
    return from_content(record.procedure.content)


def instrument() -> tuple[Procedure, Pack] | None:
    """The procedure that something new begins with, and its pack."""
    procedure = procedure_for_risk()
    if procedure is None:
        return None
    pack = from_content(procedure.content)
    return (procedure, pack) if is_for_risk(pack) else None
