"""Which template a new contingency plan begins with. LGiU template T1 to T14."""

from events.models import Procedure
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from plans.models import ContingencyPlan
from plans.rules.contingency_template import SECTIONS

NONE_LOADED = "No procedure with a contingency plan template is in force. Ask an administrator to load one."


def template() -> Procedure | None:
    """The active document with template sections: what a person activated last, else the one activated last."""
    found = Procedure.objects.active().filter(content__lists__has_key=SECTIONS)

    def place(one: Procedure) -> tuple:
        by_person = one.activated_by is not None and one.activated_by.role != "system"
        return by_person, one.activated_at or one.loaded_at

    return max(found.select_related("activated_by"), key=place, default=None)


def pack_of(plan: ContingencyPlan) -> Pack:
    """The pack of the version that the plan began with."""
    return from_content(plan.procedure.content)
