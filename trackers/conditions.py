"""Conditions on people that look at what hangs on their rows: safeguards, must-haves, links, headings, concerns.

Each says in the database what a pure rule says of one person: trackers.rules.safeguards, must_haves, links, assessment.
"""

from datetime import date

from django.db.models import Count, Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat, Greatest, Least, Lower

from trackers.models import Acceptance, AssessmentNote, Concern, MustHave, PersonLink, Representative
from trackers.rules.assessment import headings
from trackers.rules.safeguards import NOT_APPLIED, NOTICE

# Lacks capacity, and nobody has decided about an advocate or an IMCA. SOP 4.4.
NO_ADVOCATE = Q(advocate="needed") | Q(
    capacity="lacks", advocate="unknown", imca__in=("unknown", "not_needed")
)
BEFORE_MOVE = Q(moved_on=None)
# Coventry plan 6; Blackpool policy App 5.
TO_DECIDE = BEFORE_MOVE & (Q(best_interests="needed") | Q(capacity="lacks", best_interests="unknown"))
NEXT_OF_KIN = "LGU-T11.3e"  # recorded as contacts


def plain(name: str) -> Func:
    """A place as trackers.rules.places compares it."""
    letters = Func(
        F(name), Value("[^a-zA-Z0-9]+"), Value(""), Value("g"),
        function="regexp_replace", output_field=TextField(),
    )  # fmt: skip
    return Lower(letters)


def dols_to_settle(today: date) -> Q:
    """DoLS that has to be recorded, renewed, or applied for where the person goes. Our addition."""
    leaving = ~Q(destination="") | Q(move_on__isnull=False) | Q(moved_on__isnull=False)
    ends = Q(dols_until=None) | Q(dols_until__lte=today + NOTICE)
    return (
        Q(dols="authorised", dols_next__in=NOT_APPLIED) & leaving
        | Q(dols="authorised") & BEFORE_MOVE & ends
        | Q(dols_next="needed", moved_on__isnull=False)
    )


def nobody_interested() -> Q:
    """Cannot ask for others to be involved, and nobody takes part for their welfare. SOP 4.4."""
    lacks = Q(involvement_capacity="lacks") | Q(involvement_capacity="unknown", capacity="lacks")
    there = Representative.objects.filter(entry=OuterRef("pk"), involved__in=("interested", "carer"))
    return lacks & ~Q(Exists(there))


def unmet_must_haves() -> Q:
    """A place is chosen, and an essential must-have is not met or not known there."""
    met = MustHave.objects.alias(at=plain("place"), goes=plain("entry__destination")).filter(
        found="met", at=F("goes")
    )
    missing = MustHave.objects.essential().filter(entry=OuterRef("pk")).exclude(pk__in=met.values("pk"))
    return ~Q(destination="") & Q(Exists(missing))


def to_put_right() -> Q:
    """A place was taken without something essential, and that is not put right yet."""
    return Q(Exists(Acceptance.objects.to_put_right().filter(entry=OuterRef("pk"))))


def going_apart() -> Q:
    """Linked people whose places call for a warning that nobody has answered. LGiU T11.2."""
    links = warned_links()
    mine = links.filter(Q(entry=OuterRef("pk")) | Q(other=OuterRef("pk")))
    return Q(Exists(mine))


def warned_links():
    """Links whose places call for a warning, as trackers.rules.links says it, without an answer to these places."""
    links = PersonLink.objects.current().alias(
        one=plain("entry__destination"),
        two=plain("other__destination"),
        both=Concat(Least("one", "two"), Value("|"), Greatest("one", "two"), output_field=TextField()),
    )
    known = links.exclude(one="").exclude(two="")
    over = (~Q(entry__final_outcome="") & ~Q(other__final_outcome="")) | (
        Q(entry__final_outcome="died") | Q(other__final_outcome="died")
    )
    apart = Q(kind="never_with", one=F("two")) | (~Q(kind="never_with") & ~Q(one=F("two")))
    return known.filter(apart).exclude(over).exclude(~Q(answer="") & Q(answered_for=F("both")))


def blank_headings() -> Q:
    """A heading of the assessment about which nothing is recorded. LGiU T11. Contacts are recorded as contacts."""
    codes = [one.code for one in headings() if one.code != NEXT_OF_KIN]
    written = AssessmentNote.objects.exclude(text="")
    own = written.filter(entry=OuterRef("pk"), heading__in=codes).order_by().values("entry")
    full = Exists(own.annotate(n=Count("pk")).filter(n=len(codes)))
    kin = Exists(Representative.objects.filter(entry=OuterRef("pk"))) | Exists(
        written.filter(entry=OuterRef("pk"), heading=NEXT_OF_KIN)
    )
    return ~(Q(full) & Q(kin))


def open_concern() -> Q:
    """A quality or safeguarding concern is open. SOP 11.6."""
    return Q(Exists(Concern.objects.open().filter(entry=OuterRef("pk"))))
