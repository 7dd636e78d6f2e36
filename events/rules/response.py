"""What the procedure says to a notice: carry on, or invoke. Staffordshire SOP 10.0 to 10.5."""

from dataclasses import dataclass
from decimal import Decimal

from events.procedure.pack import Pack
from events.procedure.schema import Threshold, Trigger
from events.rules.figures import InvalidFigure, is_unknown, read_figure

OTHER = "other"
NOT_ENOUGH = "not enough facts"
INVALID = "invalid"
PACKAGES, HOURS = "Number of care packages", "Hours per week"


@dataclass(frozen=True)
class Answer:
    """What the procedure says, and why. `response` is one of the pack's two answers, NOT_ENOUGH or INVALID.

    `trigger` is the line of the table that the answer rests on, `section` how to cite it, `missing` the names
    of facts that could still change the answer.
    """

    response: str
    trigger: str
    rule: str
    section: str
    reason: str
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.response not in (NOT_ENOUGH, INVALID)


def suggest_response(pack: Pack, trigger_id: str, packages: object = None, hours: object = None) -> Answer:
    """The answer to a notice; for returned packages from their number and weekly hours. SOP 10.0 to 10.5.

    A returned-packages notice without any figure gets the answer of the line that was chosen, and names what
    would check it. Figures are as typed.
    """
    if trigger_id == OTHER:
        return _other(pack)
    trigger = pack.trigger(trigger_id)
    if trigger is None:
        return Answer(INVALID, trigger_id, "", pack.short_name, "This notice is not in the procedure.")
    if not trigger.threshold:
        return _line(pack, trigger)
    if is_unknown(packages) and is_unknown(hours):
        note = "Give the number of packages and the hours per week: they decide."
        return _line(pack, trigger, missing=("packages", "hours"), notes=(note,))
    return package_return(pack, packages, hours, chosen=trigger)


def package_return(pack: Pack, packages: object, hours: object, *, chosen: Trigger | None = None) -> Answer:
    """Packages handed back by one service: either limb invokes. SOP 10.3.

    Both are commissioned figures of a single return; hours are per week. `packages` and `hours` as typed.
    """
    low, high = _limits(pack)
    try:
        number = read_figure(packages, PACKAGES, whole=True)
        weekly = read_figure(hours, HOURS)
    except InvalidFigure as refusal:
        return Answer(INVALID, (chosen or low).id, (chosen or low).id, pack.cite(low), str(refusal))
    limits = high.threshold or Threshold()
    if reached := _reached(limits, number, weekly):
        return _by_figures(pack, high, f"{' and '.join(reached)}.", chosen)
    if number is None or weekly is None:
        return _open_question(pack, low, number, weekly, limits)
    reason = f"{_packages(number)} and {_plain(weekly)} hours a week are both below the limits."
    return _by_figures(pack, low, reason, chosen)


def _limits(pack: Pack) -> tuple[Trigger, Trigger]:
    limited = {trigger.response: trigger for trigger in pack.triggers if trigger.threshold}
    return limited[pack.response("standard")], limited[pack.response("invoke")]


def _reached(limits: Threshold, number: Decimal | None, weekly: Decimal | None) -> list[str]:
    reached = []
    if number is not None and limits.packages_min is not None and number >= limits.packages_min:
        reached.append(f"{_packages(number)} reaches the limit of {limits.packages_min}")
    if weekly is not None and limits.hours_min is not None and weekly >= Decimal(str(limits.hours_min)):
        reached.append(f"{_plain(weekly)} hours a week reaches the limit of {_plain(limits.hours_min)}")
    return reached


def _open_question(
    pack: Pack, low: Trigger, number: Decimal | None, weekly: Decimal | None, limits: Threshold
) -> Answer:
    missing = tuple(name for name, value in (("packages", number), ("hours", weekly)) if value is None)
    standard = pack.response("standard")
    if number is not None:
        reason = (
            f"{_packages(number)} alone gives {standard}. The hours per week are not known: "
            f"{_plain(limits.hours_min)} or more would change the answer."
        )
    elif weekly is not None:
        reason = (
            f"{_plain(weekly)} hours a week alone gives {standard}. The number of packages is not known: "
            f"{limits.packages_min} or more would change the answer."
        )
    else:
        reason = "Neither the number of packages nor the hours per week are known."
    return Answer(NOT_ENOUGH, low.id, low.id, pack.cite(low), reason, missing)


def _by_figures(pack: Pack, line: Trigger, reason: str, chosen: Trigger | None) -> Answer:
    notes = ()
    if chosen and chosen.id != line.id:
        notes = (f"The figures fit “{line.event}”, not the notice that was chosen.",)
    return Answer(line.response, line.id, line.id, pack.cite(line), reason, notes=notes)


def _line(
    pack: Pack, trigger: Trigger, *, missing: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> Answer:
    reason = f"You chose “{trigger.event}”."
    return Answer(trigger.response, trigger.id, trigger.id, pack.cite(trigger), reason, missing, notes)


def _other(pack: Pack) -> Answer:
    first = pack.responses[0] if pack.responses else None
    where = pack.cite(first) if first else pack.short_name
    reason = "The list of notices is guidance and does not hold everything. A person decides, and says why."
    return Answer(NOT_ENOUGH, OTHER, "", where, reason, ("decision",))


def _packages(number: Decimal) -> str:
    return f"{_plain(number)} package{'' if number == 1 else 's'}"


def _plain(number: Decimal | float | None) -> str:
    return f"{Decimal(str(number)).normalize():f}" if number is not None else ""
