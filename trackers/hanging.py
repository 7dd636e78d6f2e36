"""Facts that hang on a person's row, as the database finds them: the newest legal answer, and the main next of kin.

They can be shown, sorted by, exported and printed as the row's own; trackers.rules.fields has their labels.
"""

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Concat, Trim

from trackers.models import PersonEvaluation, Representative

_newest = PersonEvaluation.objects.filter(entry=OuterRef("pk")).order_by("-pk")
_main = Representative.objects.filter(entry=OuterRef("pk")).annotate(
    called=Trim(Concat(F("forename"), Value(" "), F("surname"), output_field=TextField())),
    # As on the key contact sheets: nobody rings somebody who must not be told.
    number=Case(When(must_not_be_told=True, then=Value("")), default=F("phone")),
)
FOUND = {
    "legal_duty": (_newest, "duty"),
    "legal_computed": (_newest, "computed_duty"),
    "kin_name": (_main, "called"),
    "kin_relationship": (_main, "relationship"),
    "kin_phone": (_main, "number"),
    "kin_not_told": (_main, "must_not_be_told"),
}


def with_hanging(people: QuerySet, paths: list[str]) -> QuerySet:
    """The people with those of the paths that hang on their rows; no further query."""
    found = {path: FOUND[path] for path in paths if path in FOUND}
    if not found:
        return people
    return people.annotate(**{path: Subquery(rows.values(name)[:1]) for path, (rows, name) in found.items()})
