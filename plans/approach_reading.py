"""What the pages and the paper about the approach of an event show."""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from accounts.models import User
from events.models import FailureEvent
from events.procedure.instruments import Item
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from plans.models import Approach, ApproachIssue, ApproachOption, SignOff
from plans.rules import outline
from plans.rules.weighing import EMPTY, weighed

Bears = ApproachOption.Bears


class Factor(NamedTuple):
    """One factor of an option, and what was said of it."""

    item: Item
    bears: str
    note: str

    @property
    def words(self) -> str:
        return str(Bears(self.bears).label) if self.bears else "Not weighed yet"


class Option(NamedTuple):
    row: ApproachOption
    factors: list[Factor]
    is_chosen: bool

    @property
    def weighed(self) -> int:
        return weighed([one.item.id for one in self.factors], self.row.factors)

    def speaking(self, bears: str) -> list[Factor]:
        """The factors that bear so; with "" those that nobody has weighed."""
        return [one for one in self.factors if one.bears == bears]


class Issue(NamedTuple):
    row: ApproachIssue
    options: list[Option]

    @property
    def is_decided(self) -> bool:
        return bool(self.row.chosen)


def find_approach(user: User, event: FailureEvent) -> Approach | None:
    return (
        Approach.objects.visible_to(user)
        .filter(event=event)
        .select_related("procedure", "changed_by")
        .first()
    )


def issues_of(approach: Approach) -> list[Issue]:
    """Every issue of the approach that is followed now, with its options and their factors. Two queries."""
    pack = from_content(approach.procedure.content)
    rows = list(approach.options.filter(kind=approach.kind))
    issues = approach.issues.filter(kind=approach.kind).select_related("changed_by")
    return [
        Issue(issue, [_option(pack, row, issue) for row in rows if row.issue == issue.label])
        for issue in issues
    ]


def issue_of(row: ApproachIssue) -> Issue:
    """One issue with its options, also of an approach that is no longer followed."""
    pack = from_content(row.approach.procedure.content)
    options = row.approach.options.filter(kind=row.kind, issue=row.label)
    return Issue(row, [_option(pack, one, row) for one in options])


def option_of(row: ApproachOption) -> Option:
    """One option with its factors."""
    issue = row.approach.issues.get(kind=row.kind, label=row.issue)
    return _option(from_content(row.approach.procedure.content), row, issue)


def _option(pack: Pack, row: ApproachOption, issue: ApproachIssue) -> Option:
    item = outline.option(pack, row.kind, row.code)
    said = [(one, EMPTY | row.factors.get(one.id, {})) for one in (item.items if item else ())]
    factors = [Factor(one, words["bears"], words["note"]) for one, words in said]
    return Option(row, factors, row.label in issue.chosen)


def cost_of(issues: list[Issue]) -> tuple[Decimal, int, bool]:
    """What the chosen options cost together in pounds, how many of them have no cost yet, and whether one has."""
    chosen = [option.row.cost for issue in issues for option in issue.options if option.is_chosen]
    known = [cost for cost in chosen if cost is not None]
    return sum(known, Decimal()), len(chosen) - len(known), bool(known)


def others_kept(approach: Approach) -> list[str]:
    """Titles of other approaches for which something was worked through before."""
    kinds = set(approach.options.exclude(kind=approach.kind).values_list("kind", flat=True))
    titles = outline.approaches(from_content(approach.procedure.content))
    return [titles[kind].title for kind in titles if kind in kinds]


def earlier_choices(approach: Approach) -> list:
    """The history rows of what was followed before, the newest first. One query."""
    rows = list(approach.history())
    return [row for row, following in pairwise(rows) if row.kind != following.kind][::-1]


class Body(NamedTuple):
    """One body that signs off: what it gave for the present decision, and what for earlier ones."""

    organisation: str
    body: str
    now: SignOff | None
    earlier: list[SignOff]

    @property
    def key(self) -> str:
        return f"{self.organisation}: {self.body}"


def bodies_of(pack: Pack, event: FailureEvent, approach: Approach | None) -> list[Body]:
    """Everybody who signs off, in the order of the outline. One query."""
    given = list(SignOff.objects.filter(event=event).select_related("recorded_by"))
    revision = approach.revision if approach else 0
    return [
        Body(
            organisation,
            body,
            next((one for one in _of(given, organisation, body) if one.revision == revision), None),
            [one for one in _of(given, organisation, body) if one.revision != revision],
        )
        for organisation, body in outline.bodies(pack)
    ]


def _of(given: list[SignOff], organisation: str, body: str) -> list[SignOff]:
    return [one for one in given if (one.organisation, one.body) == (organisation, body)]
