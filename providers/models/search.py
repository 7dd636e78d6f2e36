"""Finding a service by name, postcode or id, however it is spelled."""

from django.db import connection, models
from django.db.models import Case, IntegerField, Value, When

from providers import rules

MOST = 200
# How alike a part of the name has to be to what was typed; pg_trgm's own 0.6 misses two wrong letters in a word.
LIKENESS = "0.42"
# A word such as "house" fits a third of England: ranking so many would be slow, and none of them is meant.
MOST_CANDIDATES = 4_000

# Both extensions are in the public schema. The setting is local to the transaction that one message makes.
FIND = """
SELECT set_config('pg_trgm.word_similarity_threshold', %(likeness)s, true);
WITH typed AS (SELECT lower(public.unaccent(%(text)s)) AS whole, lower(public.unaccent(%(words)s)) AS words),
candidates AS (
    (SELECT id FROM providers_service WHERE cqc_id = %(cqc_id)s)
    UNION (SELECT id FROM providers_service WHERE %(start)s <> '' AND postcode LIKE %(start)s LIMIT %(most)s)
    UNION (
        SELECT s.id FROM providers_service s, typed WHERE %(by_name)s AND typed.words <%% s.search_text LIMIT %(most)s
    )
),
found AS (
    SELECT s.id, s.status, s.search_text,
        CASE WHEN s.cqc_id = %(cqc_id)s THEN 0
             WHEN s.postcode = %(postcode)s THEN 1
             WHEN %(area)s <> '' AND (s.postcode LIKE %(area)s OR s.postcode LIKE %(start)s) THEN 2
             ELSE 3 END AS tier,
        CASE WHEN s.postcode LIKE %(area)s THEN 0 ELSE 1 END AS outward,
        0.7 * word_similarity(typed.words, s.search_text) + 0.3 * similarity(typed.whole, s.search_text) AS likeness
    FROM providers_service s JOIN candidates USING (id), typed
)
SELECT id FROM found
ORDER BY tier, CASE WHEN tier = 2 THEN outward END, round(likeness::numeric, 1) DESC, status = 'deregistered',
    likeness DESC, search_text, id
LIMIT %(limit)s
"""


def search_services(text: str, limit: int = MOST) -> list[int]:
    """Primary keys of at most `limit` services, best first.

    The id first, then the postcode (also the start of one), then names and towns by likeness; of two
    that are about as alike, a registered service comes before a deregistered one. Nothing typed finds nothing.
    """
    text = " ".join(text.replace("\0", " ").split())[:200]
    if not text:
        return []
    postcode, is_whole = rules.as_postcode(text)
    asked = {
        "text": text,
        "words": rules.telling_words(text),
        "cqc_id": rules.as_location_id(text),
        "postcode": postcode if is_whole else "",
        "start": f"{postcode}%" if postcode else "",
        "area": f"{postcode} %" if postcode and not is_whole and " " not in postcode else "",
        "by_name": len(postcode) < 3 and any(character.isalpha() for character in text),
        "most": MOST_CANDIDATES,
        "likeness": LIKENESS,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, asked)
        return [pk for (pk,) in cursor.fetchall()]


class ServiceQuerySet(models.QuerySet):
    def registered(self):
        """Services with a registration that stands."""
        return self.filter(status="registered")

    def called(self, name: str, postcode: str):
        """Services with this name at this postcode; none where either is not known."""
        if not name or not postcode:
            return self.none()
        return self.filter(name__iexact=name, postcode=postcode)

    def care_homes(self):
        return self.filter(care_home=True)

    def search(self, text: str, limit: int = MOST):
        """The best `limit` matches in order of likeness (asked at once); see search_services."""
        found = search_services(text, limit)
        order = Case(
            *(When(pk=pk, then=Value(at)) for at, pk in enumerate(found)), output_field=IntegerField()
        )
        return self.filter(pk__in=found).order_by(order) if found else self.none()

    def areas(self) -> list[str]:
        """Names of the councils in whose areas there are services."""
        names = self.exclude(local_authority="").order_by("local_authority").distinct()
        return list(names.values_list("local_authority", flat=True))

    def for_list(self):
        """What a list shows, in one query."""
        return self.select_related("provider").defer("search_text", "regulated_activities", "specialisms")
