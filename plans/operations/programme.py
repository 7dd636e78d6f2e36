"""The market programme: contingency projects taken from the outline and kept. Coventry outline 7."""

from datetime import date

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from events.models import Procedure
from events.procedure.instruments import Row
from events.procedure.loader import from_content
from plans.models import MarketProject
from plans.rules.timescale import day_of

CHANGE = "plans.change_marketproject"
PROGRAMME = "market_programme"
State = MarketProject.State


def rows_to_take() -> list[tuple[Procedure, Row]]:
    """Rows of the active outlines' programmes that nobody has taken yet."""
    taken = set(MarketProject.objects.exclude(code="").values_list("code", flat=True))
    found = Procedure.objects.active().filter(content__tables__has_key=PROGRAMME).order_by("key")
    return [
        (procedure, row)
        for procedure in found
        for row in from_content(procedure.content).tables[PROGRAMME].rows
        if row.id and row.id not in taken
    ]


@operation("market_project.taken", told="Market programme taken from the outline", needs=CHANGE)
def take_programme(*, by: User) -> list[MarketProject]:
    """The rows of the outline that are not there yet. A month becomes its last day; other words stay words.

    Raises ValidationError where there is nothing to take.
    """
    found = rows_to_take()
    if not found:
        raise ValidationError("Every project of the outline is here already.")
    made = []
    for procedure, row in found:
        area, project, timescale = row.cells
        facts = {"area": area, "project": project, "timescale": timescale, "due_on": day_of(timescale)}
        made.append(MarketProject.objects.create(code=row.id, procedure=procedure, changed_by=by, **facts))
    return made


@operation("market_project.added", told="Contingency project added", needs=CHANGE)
def add_project(
    *,
    by: User,
    area: str,
    project: str,
    timescale: str = "",
    due_on: date | None = None,
    owner: str = "",
    state: str = State.NOT_STARTED,
    progress: str = "",
) -> MarketProject:
    """A project of the council's own. Raises ValidationError without a day or words of when."""
    _refuse(timescale, due_on)
    return MarketProject.objects.create(
        area=area.strip(), project=project.strip(), timescale=timescale.strip(), due_on=due_on, owner=owner.strip(),
        state=state, progress=progress.strip(), changed_by=by,
    )  # fmt: skip


@operation("market_project.changed", told="Contingency project changed", needs=CHANGE)
def change_project(
    *,
    by: User,
    row: MarketProject,
    version: int,
    area: str,
    project: str,
    timescale: str = "",
    due_on: date | None = None,
    owner: str = "",
    state: str = State.NOT_STARTED,
    progress: str = "",
) -> MarketProject:
    """Who, when, how far. Raises ValidationError without a day or words of when; Conflict."""
    _refuse(timescale, due_on)
    words = {"area": area, "project": project, "timescale": timescale, "owner": owner, "progress": progress}
    changing = {name: value.strip() for name, value in words.items()} | {"due_on": due_on, "state": state}
    kept = MarketProject.objects.lock_for_edit(row.pk, since=version, changing=changing)
    kept.save_version(by=by)
    return kept


def _refuse(timescale: str, due_on: date | None) -> None:
    if not timescale.strip() and due_on is None:
        raise ValidationError({"timescale": "Enter when, in words or as a day"})
