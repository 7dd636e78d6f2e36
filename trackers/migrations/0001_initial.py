import accounts.together
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("events", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("providers", "0002_register"),
    ]

    operations = [
        accounts.together.Together(
            operations=[
                migrations.CreateModel(
                    name="DutyEnd",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("new_provider", "A new provider will meet the needs"),
                                    ("died", "The person has died"),
                                ],
                                max_length=20,
                                verbose_name="why it ended",
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="duty ended")),
                        (
                            "new_provider",
                            models.CharField(blank=True, max_length=200, verbose_name="new provider"),
                        ),
                        (
                            "meets_needs",
                            models.BooleanField(
                                default=False,
                                verbose_name="the council is satisfied that the needs will be met",
                            ),
                        ),
                        (
                            "arranges_own_care",
                            models.BooleanField(default=False, verbose_name="arranges their own care"),
                        ),
                        ("reason", models.TextField(max_length=2000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "taken_back_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at", None)),
                                fields=("entry",),
                                name="duty_ends_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ground", "new_provider"), _negated=True),
                                    ("meets_needs", True),
                                    _connector="OR",
                                ),
                                name="duty_end_needs_confirmation",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=300)),
                        (
                            "shared_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "shared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["organisation", "event", "entry"],
                                name="entry_share_live",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("entry", "organisation"),
                                name="entry_shared_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonDispute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="no longer about this person"
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="events.dispute",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "dispute"), name="person_dispute_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("name", models.CharField(editable=False, max_length=60, verbose_name="fact")),
                        ("value", models.CharField(blank=True, max_length=60, verbose_name="answer")),
                        ("since", models.DateField(blank=True, null=True, verbose_name="since when")),
                        ("told_by", models.CharField(blank=True, max_length=200, verbose_name="who said so")),
                        (
                            "substitute",
                            models.CharField(blank=True, max_length=200, verbose_name="whose word stands in"),
                        ),
                        (
                            "also",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="also present",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "approved_by",
                            models.CharField(blank=True, max_length=200, verbose_name="approved by"),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "permissions": [
                            (
                                "change_legal",
                                "May record what the legal basis of a person rests on, and end the duty",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "name"), name="person_fact_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("temporary_duty", "Temporary duty"),
                                    ("discretionary_power", "Section 19 power"),
                                ],
                                max_length=60,
                                verbose_name="about",
                            ),
                        ),
                        ("value", models.CharField(max_length=60, verbose_name="decided")),
                        ("computed", models.CharField(max_length=60, verbose_name="the rules say")),
                        ("reason", models.TextField(max_length=2000)),
                        ("approved_by", models.CharField(max_length=200, verbose_name="approved by")),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("entry", "dimension"),
                                name="person_override_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonPower",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "power",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="events.poweruse",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "power"), name="person_power_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReconcileList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("provider", "Provider’s list"),
                                    ("council", "Council’s records"),
                                    ("partner", "Partner’s list"),
                                    ("roll_call", "Roll-call"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("source", models.CharField(max_length=100, verbose_name="whose list")),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("as_at", models.DateTimeField(verbose_name="right as at")),
                        ("people", models.PositiveIntegerField(verbose_name="rows that are people")),
                        (
                            "others",
                            models.PositiveIntegerField(
                                default=0, verbose_name="rows that are none: blank, totals"
                            ),
                        ),
                        (
                            "added_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("put_away_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reconcile_lists",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "put_away_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("put_away_at", None), ("put_away_by", None)),
                                    models.Q(("put_away_at__isnull", False), ("put_away_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="put_away_says_who",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReconcileListEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("provider", "Provider’s list"),
                                    ("council", "Council’s records"),
                                    ("partner", "Partner’s list"),
                                    ("roll_call", "Roll-call"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("source", models.CharField(max_length=100, verbose_name="whose list")),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("as_at", models.DateTimeField(verbose_name="right as at")),
                        ("people", models.PositiveIntegerField(verbose_name="rows that are people")),
                        (
                            "others",
                            models.PositiveIntegerField(
                                default=0, verbose_name="rows that are none: blank, totals"
                            ),
                        ),
                        (
                            "added_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("put_away_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.reconcilelist",
                            ),
                        ),
                        (
                            "put_away_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReconcileRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(verbose_name="row, as the spreadsheet shows it"),
                        ),
                        ("surname", models.CharField(blank=True, max_length=100)),
                        ("forename", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=30)),
                        ("known_as", models.CharField(blank=True, max_length=100)),
                        ("gender", models.CharField(blank=True, max_length=10)),
                        ("date_of_birth", models.DateField(blank=True, null=True)),
                        (
                            "nhs_number",
                            models.CharField(blank=True, max_length=10, verbose_name="NHS number"),
                        ),
                        ("client_record_number", models.CharField(blank=True, max_length=40)),
                        ("room", models.CharField(blank=True, max_length=40)),
                        (
                            "funding_type",
                            models.CharField(blank=True, max_length=40, verbose_name="who pays"),
                        ),
                        (
                            "funding_words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="funding in the words of the list"
                            ),
                        ),
                        (
                            "seen",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not asked"), ("present", "Seen"), ("absent", "Not seen")],
                                max_length=7,
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="trackers.reconcilelist",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roll_calls",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["list", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("list", "number"), name="reconcile_row_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReconcileDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_same", models.BooleanField(verbose_name="the same person")),
                        (
                            "decided_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reconcile_decisions",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trackers.reconcilerow",
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="trackers.reconcilerow",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-decided_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("entry__isnull", False), ("other", None)),
                                    models.Q(
                                        ("entry", None),
                                        ("other__gt", models.F("row")),
                                        ("other__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_about_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("other__isnull", False), ("taken_back_at", None)),
                                fields=("row", "other"),
                                name="decided_once_of_rows",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("entry__isnull", False), ("taken_back_at", None)),
                                fields=("row", "entry"),
                                name="decided_once_of_entry",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Representative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("surname", models.CharField(max_length=100)),
                        ("forename", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=30)),
                        ("relationship", models.CharField(blank=True, max_length=100)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=60, verbose_name="telephone number"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("is_main", models.BooleanField(default=False, verbose_name="main representative")),
                        (
                            "must_not_be_told",
                            models.BooleanField(default=False, verbose_name="must not be told"),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="representatives",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-is_main", "surname", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_main", True)),
                                fields=("entry",),
                                name="one_main_representative",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResidentImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "uploaded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("expires_at", models.DateTimeField()),
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("content", models.BinaryField(null=True)),
                        ("sheet", models.CharField(blank=True, max_length=100)),
                        ("mapping", models.JSONField(default=dict)),
                        ("decisions", models.JSONField(default=dict)),
                        ("counts", models.JSONField(default=dict)),
                        ("refused", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Being checked"),
                                    ("committed", "Loaded"),
                                    ("abandoned", "Not loaded"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("committed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resident_imports",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-uploaded_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state", "waiting"), ("content", None), _connector="OR"),
                                name="import_file_deleted_after",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResidentImportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("token", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "uploaded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("expires_at", models.DateTimeField()),
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("sheet", models.CharField(blank=True, max_length=100)),
                        ("counts", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Being checked"),
                                    ("committed", "Loaded"),
                                    ("abandoned", "Not loaded"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("committed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.residentimport",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "To be done"), ("done", "Done"), ("not_due", "Not due")],
                                default="due",
                                max_length=10,
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("why_then", models.CharField(max_length=200, verbose_name="why then")),
                        (
                            "by_hand",
                            models.BooleanField(default=False, verbose_name="due date set by a person"),
                        ),
                        (
                            "assigned_name",
                            models.CharField(blank=True, max_length=150, verbose_name="who is to do it"),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        ("done_by", models.CharField(blank=True, max_length=150, verbose_name="done by")),
                        (
                            "outcome",
                            models.TextField(blank=True, max_length=4000, verbose_name="what it found"),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "due")),
                                fields=["event", "due_on"],
                                name="review_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "number"), name="review_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "due")), fields=("entry",), name="one_review_due"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_on__isnull", False),
                                        ("state", "done"),
                                        models.Q(("done_by", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "done"), _negated=True), ("done_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="review_done_says_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceUser",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("surname", models.CharField(max_length=100)),
                        ("forename", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=30)),
                        ("known_as", models.CharField(blank=True, max_length=100)),
                        (
                            "date_of_birth",
                            models.DateField(blank=True, null=True, verbose_name="date of birth"),
                        ),
                        (
                            "age_stated",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="age, where no date of birth is known"
                            ),
                        ),
                        (
                            "nhs_number",
                            models.CharField(blank=True, max_length=10, verbose_name="NHS number"),
                        ),
                        (
                            "client_record_number",
                            models.CharField(blank=True, max_length=40, verbose_name="client record number"),
                        ),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("", "Not stated"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["surname", "forename"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper(
                                        django.db.models.functions.text.Concat(
                                            models.F("surname"), models.Value(" "), models.F("forename")
                                        )
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="service_user_name",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("nhs_number", ""), _negated=True),
                                fields=("nhs_number",),
                                name="nhs_number_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceUserEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("surname", models.CharField(max_length=100)),
                        ("forename", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=30)),
                        ("known_as", models.CharField(blank=True, max_length=100)),
                        (
                            "date_of_birth",
                            models.DateField(blank=True, null=True, verbose_name="date of birth"),
                        ),
                        (
                            "age_stated",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="age, where no date of birth is known"
                            ),
                        ),
                        (
                            "nhs_number",
                            models.CharField(blank=True, max_length=10, verbose_name="NHS number"),
                        ),
                        (
                            "client_record_number",
                            models.CharField(blank=True, max_length=40, verbose_name="client record number"),
                        ),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("", "Not stated"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.serviceuser",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TrackerEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("room", models.CharField(blank=True, max_length=40)),
                        (
                            "funding_type",
                            models.CharField(
                                choices=[
                                    ("this_council", "This council"),
                                    ("self_funder", "Self-funder"),
                                    ("other_authority", "Another authority"),
                                    (
                                        "other_authority_direct_payment",
                                        "Another authority, by direct payment",
                                    ),
                                    ("nhs_chc", "NHS Continuing Healthcare"),
                                    ("joint", "Council and NHS jointly"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=40,
                                verbose_name="who pays",
                            ),
                        ),
                        (
                            "funding_words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="funding in the provider's words"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet assessed"),
                                    ("has", "Has capacity"),
                                    ("lacks", "Lacks capacity"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        (
                            "advocate",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not known"),
                                    ("not_needed", "Not needed"),
                                    ("needed", "Needed, nobody yet"),
                                    ("in_place", "In place"),
                                ],
                                default="unknown",
                                max_length=12,
                            ),
                        ),
                        ("mobility_needs", models.CharField(blank=True, max_length=300)),
                        (
                            "hours_per_week",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                        ),
                        (
                            "response_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not decided"),
                                    ("information_and_advice_only", "Information and advice only"),
                                    (
                                        "council_arranges_alternative_provider",
                                        "Council arranges another provider",
                                    ),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("situation", models.TextField(blank=True, max_length=4000)),
                        (
                            "relatives_contact",
                            models.CharField(
                                blank=True,
                                db_default="",
                                max_length=200,
                                verbose_name="contact point for relatives",
                            ),
                        ),
                        ("next_step", models.CharField(blank=True, max_length=200)),
                        (
                            "next_step_owner",
                            models.CharField(blank=True, max_length=150, verbose_name="who does it"),
                        ),
                        (
                            "next_step_due_on",
                            models.DateField(blank=True, null=True, verbose_name="next step due"),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed")),
                        (
                            "destination",
                            models.CharField(blank=True, max_length=200, verbose_name="where next"),
                        ),
                        ("move_on", models.DateField(blank=True, null=True, verbose_name="move planned for")),
                        ("moved_on", models.DateField(blank=True, null=True, verbose_name="moved")),
                        (
                            "safe_and_well_on",
                            models.DateField(blank=True, null=True, verbose_name="safe and well check"),
                        ),
                        (
                            "safe_and_well_by",
                            models.CharField(
                                blank=True, max_length=150, verbose_name="safe and well check by"
                            ),
                        ),
                        (
                            "safe_and_well_note",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="what the safe and well check found"
                            ),
                        ),
                        (
                            "final_outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None yet"),
                                    ("moved", "Moved"),
                                    ("stayed", "Stayed at the service"),
                                    ("own_arrangement", "Made own arrangement"),
                                    ("hospital", "In hospital"),
                                    ("died", "Died"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "final_outcome_on",
                            models.DateField(blank=True, null=True, verbose_name="date of final outcome"),
                        ),
                        (
                            "system_updated_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="information systems updated"
                            ),
                        ),
                        (
                            "system_updated_by",
                            models.CharField(
                                blank=True,
                                db_default="",
                                max_length=150,
                                verbose_name="information systems updated by",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("assessing", "Assessing"),
                                    ("looking", "Looking for a place"),
                                    ("move_booked", "Move booked"),
                                    ("check_due", "Moved, check due"),
                                    ("safe", "Moved and safe"),
                                    ("other", "Other outcome"),
                                ],
                                default="assessing",
                                max_length=12,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "funding_authority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funded_entries",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="providers.service",
                            ),
                        ),
                        (
                            "service_user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="trackers.serviceuser",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "permissions": [
                            ("import_residents", "May load a resident list"),
                            ("export_tracker", "May download the tracker"),
                        ],
                        "indexes": [
                            models.Index(fields=["event", "id"], name="entry_event"),
                            models.Index(fields=["funding_authority", "event", "id"], name="entry_funder"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "service_user"), name="person_once_in_event"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("final_outcome", ""), ("final_outcome_on__isnull", True)),
                                    models.Q(
                                        models.Q(("final_outcome", ""), _negated=True),
                                        ("final_outcome_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="final_outcome_has_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "To be done"), ("done", "Done"), ("not_due", "Not due")],
                                default="due",
                                max_length=10,
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("why_then", models.CharField(max_length=200, verbose_name="why then")),
                        (
                            "by_hand",
                            models.BooleanField(default=False, verbose_name="due date set by a person"),
                        ),
                        (
                            "assigned_name",
                            models.CharField(blank=True, max_length=150, verbose_name="who is to do it"),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        ("done_by", models.CharField(blank=True, max_length=150, verbose_name="done by")),
                        (
                            "outcome",
                            models.TextField(blank=True, max_length=4000, verbose_name="what it found"),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.review",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RepresentativeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("surname", models.CharField(max_length=100)),
                        ("forename", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(blank=True, max_length=30)),
                        ("relationship", models.CharField(blank=True, max_length=100)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=60, verbose_name="telephone number"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("is_main", models.BooleanField(default=False, verbose_name="main representative")),
                        (
                            "must_not_be_told",
                            models.BooleanField(default=False, verbose_name="must not be told"),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.representative",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReconcileDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("is_same", models.BooleanField(verbose_name="the same person")),
                        (
                            "decided_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.reconciledecision",
                            ),
                        ),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.reconcilerow",
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.reconcilerow",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PersonPowerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.personpower",
                            ),
                        ),
                        (
                            "power",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.poweruse",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PersonOverrideEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("temporary_duty", "Temporary duty"),
                                    ("discretionary_power", "Section 19 power"),
                                ],
                                max_length=60,
                                verbose_name="about",
                            ),
                        ),
                        ("value", models.CharField(max_length=60, verbose_name="decided")),
                        ("computed", models.CharField(max_length=60, verbose_name="the rules say")),
                        ("reason", models.TextField(max_length=2000)),
                        ("approved_by", models.CharField(max_length=200, verbose_name="approved by")),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.personoverride",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PersonFactEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("name", models.CharField(editable=False, max_length=60, verbose_name="fact")),
                        ("value", models.CharField(blank=True, max_length=60, verbose_name="answer")),
                        ("since", models.DateField(blank=True, null=True, verbose_name="since when")),
                        ("told_by", models.CharField(blank=True, max_length=200, verbose_name="who said so")),
                        (
                            "substitute",
                            models.CharField(blank=True, max_length=200, verbose_name="whose word stands in"),
                        ),
                        (
                            "also",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="also present",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "approved_by",
                            models.CharField(blank=True, max_length=200, verbose_name="approved by"),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.personfact",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PersonEvaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("because", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        ("duty", models.CharField(max_length=60)),
                        ("power", models.CharField(max_length=60)),
                        ("computed_duty", models.CharField(max_length=60)),
                        ("computed_power", models.CharField(max_length=60)),
                        ("facts", models.JSONField(default=dict)),
                        ("answer", models.JSONField(default=dict)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["entry", "-id"], name="person_evaluation_newest"),
                            models.Index(fields=["event", "entry", "-id"], name="person_evaluation_of_event"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonDisputeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="no longer about this person"
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.dispute",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.persondispute",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EntryShareEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("reason", models.CharField(max_length=300)),
                        (
                            "shared_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.entryshare",
                            ),
                        ),
                        (
                            "shared_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DutyEndEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("new_provider", "A new provider will meet the needs"),
                                    ("died", "The person has died"),
                                ],
                                max_length=20,
                                verbose_name="why it ended",
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="duty ended")),
                        (
                            "new_provider",
                            models.CharField(blank=True, max_length=200, verbose_name="new provider"),
                        ),
                        (
                            "meets_needs",
                            models.BooleanField(
                                default=False,
                                verbose_name="the council is satisfied that the needs will be met",
                            ),
                        ),
                        (
                            "arranges_own_care",
                            models.BooleanField(default=False, verbose_name="arranges their own care"),
                        ),
                        ("reason", models.TextField(max_length=2000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "taken_back_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.dutyend",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.trackerentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TrackerEntryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("room", models.CharField(blank=True, max_length=40)),
                        (
                            "funding_type",
                            models.CharField(
                                choices=[
                                    ("this_council", "This council"),
                                    ("self_funder", "Self-funder"),
                                    ("other_authority", "Another authority"),
                                    (
                                        "other_authority_direct_payment",
                                        "Another authority, by direct payment",
                                    ),
                                    ("nhs_chc", "NHS Continuing Healthcare"),
                                    ("joint", "Council and NHS jointly"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=40,
                                verbose_name="who pays",
                            ),
                        ),
                        (
                            "funding_words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="funding in the provider's words"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet assessed"),
                                    ("has", "Has capacity"),
                                    ("lacks", "Lacks capacity"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        (
                            "advocate",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not known"),
                                    ("not_needed", "Not needed"),
                                    ("needed", "Needed, nobody yet"),
                                    ("in_place", "In place"),
                                ],
                                default="unknown",
                                max_length=12,
                            ),
                        ),
                        ("mobility_needs", models.CharField(blank=True, max_length=300)),
                        (
                            "hours_per_week",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                        ),
                        (
                            "response_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not decided"),
                                    ("information_and_advice_only", "Information and advice only"),
                                    (
                                        "council_arranges_alternative_provider",
                                        "Council arranges another provider",
                                    ),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("situation", models.TextField(blank=True, max_length=4000)),
                        (
                            "relatives_contact",
                            models.CharField(
                                blank=True,
                                db_default="",
                                max_length=200,
                                verbose_name="contact point for relatives",
                            ),
                        ),
                        ("next_step", models.CharField(blank=True, max_length=200)),
                        (
                            "next_step_owner",
                            models.CharField(blank=True, max_length=150, verbose_name="who does it"),
                        ),
                        (
                            "next_step_due_on",
                            models.DateField(blank=True, null=True, verbose_name="next step due"),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed")),
                        (
                            "destination",
                            models.CharField(blank=True, max_length=200, verbose_name="where next"),
                        ),
                        ("move_on", models.DateField(blank=True, null=True, verbose_name="move planned for")),
                        ("moved_on", models.DateField(blank=True, null=True, verbose_name="moved")),
                        (
                            "safe_and_well_on",
                            models.DateField(blank=True, null=True, verbose_name="safe and well check"),
                        ),
                        (
                            "safe_and_well_by",
                            models.CharField(
                                blank=True, max_length=150, verbose_name="safe and well check by"
                            ),
                        ),
                        (
                            "safe_and_well_note",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="what the safe and well check found"
                            ),
                        ),
                        (
                            "final_outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None yet"),
                                    ("moved", "Moved"),
                                    ("stayed", "Stayed at the service"),
                                    ("own_arrangement", "Made own arrangement"),
                                    ("hospital", "In hospital"),
                                    ("died", "Died"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "final_outcome_on",
                            models.DateField(blank=True, null=True, verbose_name="date of final outcome"),
                        ),
                        (
                            "system_updated_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="information systems updated"
                            ),
                        ),
                        (
                            "system_updated_by",
                            models.CharField(
                                blank=True,
                                db_default="",
                                max_length=150,
                                verbose_name="information systems updated by",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("assessing", "Assessing"),
                                    ("looking", "Looking for a place"),
                                    ("move_booked", "Move booked"),
                                    ("check_due", "Moved, check due"),
                                    ("safe", "Moved and safe"),
                                    ("other", "Other outcome"),
                                ],
                                default="assessing",
                                max_length=12,
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "funding_authority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="trackers.trackerentry",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.service",
                            ),
                        ),
                        (
                            "service_user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trackers.serviceuser",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyend",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_dutyendevent" ("arranges_own_care", "ended_on", "entry_id", "event_id", "ground", "id", "meets_needs", "new_provider", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "taken_back_at") VALUES (NEW."arranges_own_care", NEW."ended_on", NEW."entry_id", NEW."event_id", NEW."ground", NEW."id", NEW."meets_needs", NEW."new_provider", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at"); RETURN NULL;',
                            hash="8a8ebe0229fe98b47fdcb93edfdf44b7fb6ed3b6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c05d3",
                            table="trackers_dutyend",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyend",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_dutyendevent" ("arranges_own_care", "ended_on", "entry_id", "event_id", "ground", "id", "meets_needs", "new_provider", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "taken_back_at") VALUES (NEW."arranges_own_care", NEW."ended_on", NEW."entry_id", NEW."event_id", NEW."ground", NEW."id", NEW."meets_needs", NEW."new_provider", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at"); RETURN NULL;',
                            hash="bd50c1b0f990f53117d46c83920cf3045a46ff69",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_914b1",
                            table="trackers_dutyend",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="entryshare",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_entryshareevent" ("ended_at", "entry_id", "event_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "shared_at", "shared_by_id") VALUES (NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."shared_at", NEW."shared_by_id"); RETURN NULL;',
                            hash="e3e2a1bb284273808ba9dc8213c22f45484205f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_27373",
                            table="trackers_entryshare",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="entryshare",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_entryshareevent" ("ended_at", "entry_id", "event_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "shared_at", "shared_by_id") VALUES (NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."shared_at", NEW."shared_by_id"); RETURN NULL;',
                            hash="0484bc614d0ff4a8fb2c847dc6fa49403a28afc9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fe0fe",
                            table="trackers_entryshare",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="persondispute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_persondisputeevent" ("dispute_id", "ended_at", "entry_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."dispute_id", NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="1cd333ce18151e432cabbfe769e1d67d28e9bdff",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d102",
                            table="trackers_persondispute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="persondispute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_persondisputeevent" ("dispute_id", "ended_at", "entry_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."dispute_id", NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="65452f19f50a24a5e160e110a28d6c1fa64257e5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04de9",
                            table="trackers_persondispute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personfact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_personfactevent" ("also", "approved_by", "changed_at", "changed_by_id", "entry_id", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "substitute", "told_by", "value", "version") VALUES (NEW."also", NEW."approved_by", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."since", NEW."substitute", NEW."told_by", NEW."value", NEW."version"); RETURN NULL;',
                            hash="9acc7a65714e4f4e6dde65b6df01383157da212c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7c0ef",
                            table="trackers_personfact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personfact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_personfactevent" ("also", "approved_by", "changed_at", "changed_by_id", "entry_id", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "substitute", "told_by", "value", "version") VALUES (NEW."also", NEW."approved_by", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."since", NEW."substitute", NEW."told_by", NEW."value", NEW."version"); RETURN NULL;',
                            hash="f12bd2f649d0aa4079c634c9fa4688ff00ef1211",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_47c89",
                            table="trackers_personfact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personoverride",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_personoverrideevent" ("approved_by", "computed", "dimension", "ended_at", "entry_id", "event_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."approved_by", NEW."computed", NEW."dimension", NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                            hash="4ae4a26066c81a5b879f547b1d24067448104fdb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b4de6",
                            table="trackers_personoverride",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personoverride",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_personoverrideevent" ("approved_by", "computed", "dimension", "ended_at", "entry_id", "event_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."approved_by", NEW."computed", NEW."dimension", NEW."ended_at", NEW."entry_id", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                            hash="67f991c0a5952c0440453da53e3cf58123a2b112",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8048b",
                            table="trackers_personoverride",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personpower",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_personpowerevent" ("entry_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_id") VALUES (NEW."entry_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."power_id"); RETURN NULL;',
                            hash="efd634f51903c0560187516aa1369ed367d977af",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6c517",
                            table="trackers_personpower",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personpower",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_personpowerevent" ("entry_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_id") VALUES (NEW."entry_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."power_id"); RETURN NULL;',
                            hash="8e10b10d8179743aba4def54c20e4c100e860c56",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_96536",
                            table="trackers_personpower",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconcilelist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_reconcilelistevent" ("added_at", "added_by_id", "as_at", "event_id", "file_name", "id", "kind", "others", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_away_at", "put_away_by_id", "source") VALUES (NEW."added_at", NEW."added_by_id", NEW."as_at", NEW."event_id", NEW."file_name", NEW."id", NEW."kind", NEW."others", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."put_away_at", NEW."put_away_by_id", NEW."source"); RETURN NULL;',
                            hash="8e4829b943f8289702ead2820d7a07ad6e893721",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_da7dd",
                            table="trackers_reconcilelist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconcilelist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_reconcilelistevent" ("added_at", "added_by_id", "as_at", "event_id", "file_name", "id", "kind", "others", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_away_at", "put_away_by_id", "source") VALUES (NEW."added_at", NEW."added_by_id", NEW."as_at", NEW."event_id", NEW."file_name", NEW."id", NEW."kind", NEW."others", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."put_away_at", NEW."put_away_by_id", NEW."source"); RETURN NULL;',
                            hash="a42c839070f94ab333a69fe8d2acbb2cd26ce67e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_974a6",
                            table="trackers_reconcilelist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconcilelistevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="15bdf8f354dc352c0e32b5c24e465898ff3501c9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5c7d9",
                            table="trackers_reconcilelistevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconciledecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_reconciledecisionevent" ("decided_at", "decided_by_id", "entry_id", "event_id", "id", "is_same", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "taken_back_at", "taken_back_by_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."entry_id", NEW."event_id", NEW."id", NEW."is_same", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_id", NEW."taken_back_at", NEW."taken_back_by_id"); RETURN NULL;',
                            hash="8848d1ed27b9dd727280d1e49053674fdcdf751a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8e2b5",
                            table="trackers_reconciledecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconciledecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_reconciledecisionevent" ("decided_at", "decided_by_id", "entry_id", "event_id", "id", "is_same", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "taken_back_at", "taken_back_by_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."entry_id", NEW."event_id", NEW."id", NEW."is_same", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_id", NEW."taken_back_at", NEW."taken_back_by_id"); RETURN NULL;',
                            hash="98a1f23ce638837609b308e288677b6fc259b6be",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58d39",
                            table="trackers_reconciledecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="representative",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_representativeevent" ("address", "changed_at", "changed_by_id", "email", "entry_id", "event_id", "forename", "id", "is_main", "must_not_be_told", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "surname", "title", "version") VALUES (NEW."address", NEW."changed_at", NEW."changed_by_id", NEW."email", NEW."entry_id", NEW."event_id", NEW."forename", NEW."id", NEW."is_main", NEW."must_not_be_told", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."relationship", NEW."surname", NEW."title", NEW."version"); RETURN NULL;',
                            hash="750c251bad70ebfb37559632c9098151f36a6097",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ecc50",
                            table="trackers_representative",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="representative",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_representativeevent" ("address", "changed_at", "changed_by_id", "email", "entry_id", "event_id", "forename", "id", "is_main", "must_not_be_told", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "surname", "title", "version") VALUES (NEW."address", NEW."changed_at", NEW."changed_by_id", NEW."email", NEW."entry_id", NEW."event_id", NEW."forename", NEW."id", NEW."is_main", NEW."must_not_be_told", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."relationship", NEW."surname", NEW."title", NEW."version"); RETURN NULL;',
                            hash="45e02d0c1a8385f56f4d69ab9a2e1e8664c39e8b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7f0af",
                            table="trackers_representative",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentimport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_residentimportevent" ("committed_at", "counts", "event_id", "expires_at", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "sheet", "state", "token", "uploaded_at", "uploaded_by_id") VALUES (NEW."committed_at", NEW."counts", NEW."event_id", NEW."expires_at", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."sheet", NEW."state", NEW."token", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                            hash="2fe4af18f24dca47379d18b05dd250b7c04fb9cd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_45b63",
                            table="trackers_residentimport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentimport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."committed_at" IS DISTINCT FROM (NEW."committed_at") OR OLD."counts" IS DISTINCT FROM (NEW."counts") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."sheet" IS DISTINCT FROM (NEW."sheet") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))',
                            func='INSERT INTO "trackers_residentimportevent" ("committed_at", "counts", "event_id", "expires_at", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "sheet", "state", "token", "uploaded_at", "uploaded_by_id") VALUES (NEW."committed_at", NEW."counts", NEW."event_id", NEW."expires_at", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."sheet", NEW."state", NEW."token", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                            hash="d7cc8ab6ea3ee9745549e63c2a0f368ed55bb43b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2e8d9",
                            table="trackers_residentimport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentimportevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="53b0f192daad90dd90cd50a797d33c7ee3ebaf29",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_545a6",
                            table="trackers_residentimportevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="review",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_reviewevent" ("assigned_name", "assigned_to_id", "by_hand", "changed_at", "changed_by_id", "done_by", "done_on", "due_on", "entry_id", "event_id", "id", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version", "why_then") VALUES (NEW."assigned_name", NEW."assigned_to_id", NEW."by_hand", NEW."changed_at", NEW."changed_by_id", NEW."done_by", NEW."done_on", NEW."due_on", NEW."entry_id", NEW."event_id", NEW."id", NEW."number", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."version", NEW."why_then"); RETURN NULL;',
                            hash="0b94cdee334c088ad5a06bd97c0c2543c4ce5d6b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_91896",
                            table="trackers_review",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="review",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_reviewevent" ("assigned_name", "assigned_to_id", "by_hand", "changed_at", "changed_by_id", "done_by", "done_on", "due_on", "entry_id", "event_id", "id", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version", "why_then") VALUES (NEW."assigned_name", NEW."assigned_to_id", NEW."by_hand", NEW."changed_at", NEW."changed_by_id", NEW."done_by", NEW."done_on", NEW."due_on", NEW."entry_id", NEW."event_id", NEW."id", NEW."number", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."version", NEW."why_then"); RETURN NULL;',
                            hash="1ac397457fe97abb901ea54e10979cf3c2acb63f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_156cb",
                            table="trackers_review",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceuser",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_serviceuserevent" ("age_stated", "changed_at", "changed_by_id", "client_record_number", "date_of_birth", "forename", "gender", "id", "known_as", "nhs_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "title", "version") VALUES (NEW."age_stated", NEW."changed_at", NEW."changed_by_id", NEW."client_record_number", NEW."date_of_birth", NEW."forename", NEW."gender", NEW."id", NEW."known_as", NEW."nhs_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."surname", NEW."title", NEW."version"); RETURN NULL;',
                            hash="0da44a115f70e23acb04dccad8fe0acf9aa8f318",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_96b71",
                            table="trackers_serviceuser",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceuser",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_serviceuserevent" ("age_stated", "changed_at", "changed_by_id", "client_record_number", "date_of_birth", "forename", "gender", "id", "known_as", "nhs_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "title", "version") VALUES (NEW."age_stated", NEW."changed_at", NEW."changed_by_id", NEW."client_record_number", NEW."date_of_birth", NEW."forename", NEW."gender", NEW."id", NEW."known_as", NEW."nhs_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."surname", NEW."title", NEW."version"); RETURN NULL;',
                            hash="cfff669a1834c0f86993e87782865f318b3ce2a8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b8659",
                            table="trackers_serviceuser",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceuserevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cfda71bcab6de799adc6e1da5bf54f527bc2a3b6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_99ce2",
                            table="trackers_serviceuserevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_people_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        INSERT INTO events_peoplecount AS kept (event_id, stage, final_outcome, people)\n        SELECT event_id, stage, final_outcome, n FROM (SELECT event_id, stage, final_outcome, count(*) AS n FROM new_rows GROUP BY 1, 2, 3) changed ORDER BY 1, 2, 3\n        ON CONFLICT (event_id, stage, final_outcome) DO UPDATE SET people = kept.people + EXCLUDED.people;\n        RETURN NULL;\n        ",
                            hash="16edb0348299b96248f143fb8964e6fea00f5d0d",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_count_people_insert_39934",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="trackers_trackerentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_people_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        INSERT INTO events_peoplecount AS kept (event_id, stage, final_outcome, people)\n        SELECT event_id, stage, final_outcome, n FROM (SELECT event_id, stage, final_outcome, sum(n) AS n FROM (\n                   SELECT event_id, stage, final_outcome, 1 AS n FROM new_rows\n                   UNION ALL SELECT event_id, stage, final_outcome, -1 FROM old_rows) moved\n                 GROUP BY 1, 2, 3 HAVING sum(n) <> 0) changed ORDER BY 1, 2, 3\n        ON CONFLICT (event_id, stage, final_outcome) DO UPDATE SET people = kept.people + EXCLUDED.people;\n        RETURN NULL;\n        ",
                            hash="5c2bdfd685b67728fb0b1e78c351d6b912455279",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_count_people_update_d7a4c",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="trackers_trackerentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_people_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        INSERT INTO events_peoplecount AS kept (event_id, stage, final_outcome, people)\n        SELECT event_id, stage, final_outcome, n FROM (SELECT event_id, stage, final_outcome, -count(*) AS n FROM old_rows GROUP BY 1, 2, 3) changed ORDER BY 1, 2, 3\n        ON CONFLICT (event_id, stage, final_outcome) DO UPDATE SET people = kept.people + EXCLUDED.people;\n        RETURN NULL;\n        ",
                            hash="5dfb09d2416473bbd670153b7f183dbcad84a74d",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_count_people_delete_ff55f",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="trackers_trackerentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "trackers_trackerentryevent" ("advocate", "assessed_on", "capacity", "changed_at", "changed_by_id", "destination", "event_id", "final_outcome", "final_outcome_on", "funding_authority_id", "funding_type", "funding_words", "hours_per_week", "id", "mobility_needs", "move_on", "moved_on", "next_step", "next_step_due_on", "next_step_owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relatives_contact", "response_level", "room", "safe_and_well_by", "safe_and_well_note", "safe_and_well_on", "service_id", "service_user_id", "situation", "stage", "system_updated_by", "system_updated_on", "version") VALUES (NEW."advocate", NEW."assessed_on", NEW."capacity", NEW."changed_at", NEW."changed_by_id", NEW."destination", NEW."event_id", NEW."final_outcome", NEW."final_outcome_on", NEW."funding_authority_id", NEW."funding_type", NEW."funding_words", NEW."hours_per_week", NEW."id", NEW."mobility_needs", NEW."move_on", NEW."moved_on", NEW."next_step", NEW."next_step_due_on", NEW."next_step_owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relatives_contact", NEW."response_level", NEW."room", NEW."safe_and_well_by", NEW."safe_and_well_note", NEW."safe_and_well_on", NEW."service_id", NEW."service_user_id", NEW."situation", NEW."stage", NEW."system_updated_by", NEW."system_updated_on", NEW."version"); RETURN NULL;',
                            hash="38e31e21d61a34e2d91ef34da3096bfb53da9b35",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_20b04",
                            table="trackers_trackerentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "trackers_trackerentryevent" ("advocate", "assessed_on", "capacity", "changed_at", "changed_by_id", "destination", "event_id", "final_outcome", "final_outcome_on", "funding_authority_id", "funding_type", "funding_words", "hours_per_week", "id", "mobility_needs", "move_on", "moved_on", "next_step", "next_step_due_on", "next_step_owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relatives_contact", "response_level", "room", "safe_and_well_by", "safe_and_well_note", "safe_and_well_on", "service_id", "service_user_id", "situation", "stage", "system_updated_by", "system_updated_on", "version") VALUES (NEW."advocate", NEW."assessed_on", NEW."capacity", NEW."changed_at", NEW."changed_by_id", NEW."destination", NEW."event_id", NEW."final_outcome", NEW."final_outcome_on", NEW."funding_authority_id", NEW."funding_type", NEW."funding_words", NEW."hours_per_week", NEW."id", NEW."mobility_needs", NEW."move_on", NEW."moved_on", NEW."next_step", NEW."next_step_due_on", NEW."next_step_owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relatives_contact", NEW."response_level", NEW."room", NEW."safe_and_well_by", NEW."safe_and_well_note", NEW."safe_and_well_on", NEW."service_id", NEW."service_user_id", NEW."situation", NEW."stage", NEW."system_updated_by", NEW."system_updated_on", NEW."version"); RETURN NULL;',
                            hash="6e3c0aeb66a5b8d665229c97cb47d62210c2c10a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_14d27",
                            table="trackers_trackerentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f78ea4bedd23d69bd82526d4f578752ec2bf6b18",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_acd7e",
                            table="trackers_reviewevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="representativeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="71583dabd8d2ed774583d964c13282a6c9e161ef",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b04f2",
                            table="trackers_representativeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reconciledecisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7f1a6db8064eb57482a1c2169b18d2222c620bce",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c66a",
                            table="trackers_reconciledecisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personpowerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="da7486f34cb91eda3e76b16aaf31639aecbc653b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_50719",
                            table="trackers_personpowerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personoverrideevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="191a6173e06865b91832b5e3d5d511652ae46c24",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0c8c9",
                            table="trackers_personoverrideevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personfactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c347b3c8b9141faedb7cbc4a70a88e9fb478f1e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4019b",
                            table="trackers_personfactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="personevaluation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ea92e8f373bb6208c7c427fb95a6bc9318afdee9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_64df4",
                            table="trackers_personevaluation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="persondisputeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3ececbaaec4789c7a791e9ccf3d71a49203ab609",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f5def",
                            table="trackers_persondisputeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="entryshareevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6247a59c153c38e332022269d328514eff4bafbb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_409a9",
                            table="trackers_entryshareevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyendevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d6db79b7cceeacadf34cbe6a2a46bb6bdd0fcdaf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_93913",
                            table="trackers_dutyendevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trackerentryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="72df9c3a2157ce6f39f12729de67046d5e5245ce",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_10f95",
                            table="trackers_trackerentryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
