"""Django's own command; what one migration changes is put into one operation."""

from django.core.management.commands import makemigrations

from accounts.together import Together


class Command(makemigrations.Command):
    """See accounts.together for why."""

    def write_migration_files(self, changes, *args, **kwargs):
        for migrations in changes.values():
            for migration in migrations:
                if len(migration.operations) > 1:
                    migration.operations = [Together(migration.operations)]
        super().write_migration_files(changes, *args, **kwargs)
