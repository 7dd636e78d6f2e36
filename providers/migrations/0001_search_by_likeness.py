"""Search that forgives spelling: trigrams, accents taken off, and one immutable function for the generated column."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# unaccent() alone may not stand in a generated column, because its dictionary could be changed; ours is not.
PLAIN = """
CREATE FUNCTION providers_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent', $1)) $$
"""


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(PLAIN, "DROP FUNCTION providers_plain(text)"),
    ]
