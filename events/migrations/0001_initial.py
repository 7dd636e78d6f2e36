import accounts.together
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("providers", "0002_register"),
    ]

    operations = [
        accounts.together.Together(
            operations=[
                migrations.CreateModel(
                    name="Communication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(default="free", max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("leaders", "Senior Leaders, Cabinet Member and Comms"),
                                    ("regulator", "The regulator"),
                                    ("organisations", "Affected organisations"),
                                    ("provider", "The provider"),
                                    ("residents", "Residents and relatives"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField(max_length=10000)),
                        (
                            "sent_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "sent_by",
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
                                related_name="communications",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-sent_at", "-pk"],
                        "permissions": [
                            ("send_communication", "May send and record messages about an event")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CouncilProcedure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40, verbose_name="procedure")),
                        (
                            "council",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CouncilProcedureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.SlugField(db_index=False, max_length=40, verbose_name="procedure")),
                        (
                            "council",
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
                                to="events.councilprocedure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                                    ("stand_down", "Stand down"),
                                    ("maintain", "Maintain at this stage"),
                                    ("escalate", "Escalate"),
                                    ("reopen", "Open again"),
                                ],
                                max_length=12,
                                verbose_name="decision",
                            ),
                        ),
                        ("reason", models.TextField(max_length=2000)),
                        ("decided_by", models.CharField(max_length=200, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="decide again by"),
                        ),
                        (
                            "people_moving",
                            models.PositiveIntegerField(default=0, verbose_name="people already moving"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="decision_has_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "maintain"), ("review_on", None), _connector="OR"
                                ),
                                name="decision_review_of_maintain",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
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
                        (
                            "about",
                            models.CharField(
                                choices=[
                                    ("residence", "Ordinary residence"),
                                    ("responsibility", "Who is responsible"),
                                    ("cost", "Who bears the cost"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("parties", models.CharField(max_length=500, verbose_name="between whom")),
                        ("opened_on", models.DateField(verbose_name="since when")),
                        ("details", models.TextField(blank=True, max_length=4000)),
                        (
                            "referred_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="referred to the Secretary of State"
                            ),
                        ),
                        ("resolved_on", models.DateField(blank=True, null=True, verbose_name="resolved")),
                        ("outcome", models.TextField(blank=True, max_length=4000)),
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
                                related_name="disputes",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opened_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resolved_on", None),
                                    models.Q(("outcome", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dispute_resolved_has_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("referred_on", None),
                                        ("referred_on__gte", models.F("opened_on")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("resolved_on", None),
                                        ("resolved_on__gte", models.F("opened_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="dispute_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(choices=[("closure-plan", "Closure plan")], max_length=30)),
                        (
                            "requested_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("claimed", "Being made"),
                                    ("done", "Ready"),
                                    ("failed", "Could not be made"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.CharField(default="Waiting for its turn", max_length=100)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=500)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        ("content", models.BinaryField(blank=True, null=True)),
                        (
                            "people",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "requested_by",
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
                                related_name="documents",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["requested_at"],
                                name="document_queue",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("content__isnull", False), ("pages__isnull", False)),
                                    _connector="OR",
                                ),
                                name="document_done_has_content",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyTelling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("told_on", models.DateField(verbose_name="date they were told")),
                        ("told_by", models.CharField(max_length=200, verbose_name="who told them")),
                        ("reason", models.TextField(max_length=2000, verbose_name="why")),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_tellings",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["told_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="early_telling_has_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("route", models.JSONField(editable=False)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="step reached"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("answered", "Answered"),
                                    ("unanswered", "Nobody has answered"),
                                    ("stopped", "Stopped"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("next_at", models.DateTimeField(blank=True, null=True, verbose_name="next step at")),
                        (
                            "started_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "started_by",
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
                                related_name="escalations",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["next_at"],
                                name="escalation_queue",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("event",),
                                name="escalation_waits_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("next_at__isnull", False),
                                        ("state", "waiting"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("ended_at__isnull", False),
                                        ("next_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="escalation_waiting_has_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        (
                            "created_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_groups",
                                to="providers.provider",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EventGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        (
                            "created_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "created_by",
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
                                to="events.eventgroup",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.provider",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EventService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "added_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_services",
                                to="providers.service",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="more_services",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("event", "service"),
                                name="event_covers_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="event_service_removed_pair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "shared_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_shares",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("event", "organisation"),
                                name="event_shared_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FailureEvent",
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
                        ("reference", models.CharField(editable=False, max_length=20, unique=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("standard_practice", "Standard Practice"),
                                    ("invoked", "Procedure invoked"),
                                    ("stood_down", "Stood down"),
                                    ("resolved", "Resolved"),
                                    ("closed", "Closed"),
                                    ("discarded", "Draft discarded"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("notified_on", models.DateField(blank=True, null=True, verbose_name="date")),
                        ("service_type", models.CharField(blank=True, max_length=120)),
                        ("notified_by", models.CharField(blank=True, max_length=200)),
                        ("nature_of_failure", models.TextField(blank=True, max_length=4000)),
                        (
                            "draft_answers",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="rest of the draft"
                            ),
                        ),
                        ("closes_on", models.DateField(blank=True, null=True, verbose_name="closing date")),
                        ("response", models.CharField(blank=True, max_length=60)),
                        ("current_stage", models.CharField(blank=True, max_length=60)),
                        (
                            "logged_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("invoked_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("ending_reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "without_meeting",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=2000,
                                verbose_name="closed without a lessons learnt meeting because",
                            ),
                        ),
                        (
                            "without_reviews",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=2000,
                                verbose_name="closed before every review because",
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
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="failure_events",
                                to="events.eventgroup",
                            ),
                        ),
                        (
                            "host_council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hosted_events",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "invoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="failure_events",
                                to="providers.provider",
                            ),
                        ),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="failure_events",
                                to="providers.service",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="failure_events",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-notified_on", "-pk"],
                        "permissions": [
                            ("share_failureevent", "May share an event with a partner"),
                            ("view_dashboard", "May open the leaders' dashboard"),
                            ("view_timeline", "May read who did what, when"),
                        ],
                        "indexes": [models.Index(fields=["status", "-notified_on"], name="event_status")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "discarded"]),
                                    models.Q(
                                        ("notified_on__isnull", False),
                                        models.Q(("service_type", ""), _negated=True),
                                        models.Q(("notified_by", ""), _negated=True),
                                        models.Q(("nature_of_failure", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="event_live_has_overview",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("invoked_at__isnull", True), ("invoked_by__isnull", True)),
                                    models.Q(("invoked_at__isnull", False), ("invoked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="event_invoked_pair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="event_resolved_pair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="event_closed_pair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "invoked"), _negated=True),
                                    ("invoked_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="event_invoked_has_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventShareEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "shared_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                                to="events.eventshare",
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
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EventServiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "added_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                                to="events.eventservice",
                            ),
                        ),
                        (
                            "removed_by",
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
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EscalationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("route", models.JSONField(editable=False)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="step reached"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("answered", "Answered"),
                                    ("unanswered", "Nobody has answered"),
                                    ("stopped", "Stopped"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("next_at", models.DateTimeField(blank=True, null=True, verbose_name="next step at")),
                        (
                            "started_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                                to="events.escalation",
                            ),
                        ),
                        (
                            "started_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EarlyTellingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("told_on", models.DateField(verbose_name="date they were told")),
                        ("told_by", models.CharField(max_length=200, verbose_name="who told them")),
                        ("reason", models.TextField(max_length=2000, verbose_name="why")),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.earlytelling",
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
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(choices=[("closure-plan", "Closure plan")], max_length=30)),
                        (
                            "requested_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("claimed", "Being made"),
                                    ("done", "Ready"),
                                    ("failed", "Could not be made"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=500)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
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
                                to="events.document",
                            ),
                        ),
                        (
                            "requested_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisputeEvent",
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
                        (
                            "about",
                            models.CharField(
                                choices=[
                                    ("residence", "Ordinary residence"),
                                    ("responsibility", "Who is responsible"),
                                    ("cost", "Who bears the cost"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("parties", models.CharField(max_length=500, verbose_name="between whom")),
                        ("opened_on", models.DateField(verbose_name="since when")),
                        ("details", models.TextField(blank=True, max_length=4000)),
                        (
                            "referred_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="referred to the Secretary of State"
                            ),
                        ),
                        ("resolved_on", models.DateField(blank=True, null=True, verbose_name="resolved")),
                        ("outcome", models.TextField(blank=True, max_length=4000)),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("stand_down", "Stand down"),
                                    ("maintain", "Maintain at this stage"),
                                    ("escalate", "Escalate"),
                                    ("reopen", "Open again"),
                                ],
                                max_length=12,
                                verbose_name="decision",
                            ),
                        ),
                        ("reason", models.TextField(max_length=2000)),
                        ("decided_by", models.CharField(max_length=200, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="decide again by"),
                        ),
                        (
                            "people_moving",
                            models.PositiveIntegerField(default=0, verbose_name="people already moving"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.decision",
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
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CommunicationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(default="free", max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("leaders", "Senior Leaders, Cabinet Member and Comms"),
                                    ("regulator", "The regulator"),
                                    ("organisations", "Affected organisations"),
                                    ("provider", "The provider"),
                                    ("residents", "Residents and relatives"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField(max_length=10000)),
                        (
                            "sent_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.communication",
                            ),
                        ),
                        (
                            "sent_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
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
                                choices=[("procedure", "Procedure"), ("closure-plan", "Closure plan")],
                                max_length=30,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklists",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "kind"), name="checklist_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                        ("agency", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("left_early", "Left early"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                ],
                                max_length=10,
                                verbose_name="attendance",
                            ),
                        ),
                        ("chased_on", models.DateField(blank=True, null=True, verbose_name="chased")),
                        (
                            "update_received_on",
                            models.DateField(blank=True, null=True, verbose_name="update received"),
                        ),
                        (
                            "update",
                            models.TextField(blank=True, max_length=4000, verbose_name="what they told"),
                        ),
                        ("escalated_on", models.DateField(blank=True, null=True, verbose_name="escalated")),
                        (
                            "escalated_to",
                            models.CharField(blank=True, max_length=200, verbose_name="escalated to"),
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
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "agency"), name="agency_once_at_meeting"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("escalated_on", None), ("escalated_to", "")),
                                    models.Q(
                                        ("escalated_on__isnull", False),
                                        models.Q(("escalated_to", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="escalated_to_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opening", "To begin with"),
                                    ("decision", "Decided since last time"),
                                    ("changed", "People with a change"),
                                    ("overdue", "Overdue"),
                                    ("settled", "Moved or settled"),
                                    ("added", "Added by hand"),
                                    ("person", "Each person"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("order", models.PositiveIntegerField()),
                        ("title", models.CharField(blank=True, max_length=300)),
                        ("detail", models.CharField(blank=True, max_length=600, verbose_name="what changed")),
                        ("entry", models.BigIntegerField(editable=False, null=True, verbose_name="person")),
                        (
                            "details_confirmed",
                            models.BooleanField(default=False, verbose_name="details confirmed"),
                        ),
                        (
                            "funding_confirmed",
                            models.BooleanField(default=False, verbose_name="funding confirmed"),
                        ),
                        (
                            "situation_confirmed",
                            models.BooleanField(default=False, verbose_name="situation confirmed"),
                        ),
                        ("minute", models.TextField(blank=True, max_length=4000)),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("entry__isnull", False)),
                                fields=("meeting", "entry"),
                                name="person_once_on_agenda",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    ("entry__isnull", False),
                                    _connector="OR",
                                ),
                                name="agenda_item_says_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
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
                        ("what", models.CharField(max_length=300, verbose_name="action")),
                        ("owner_name", models.CharField(max_length=200, verbose_name="who does it")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("progress", models.TextField(blank=True, max_length=4000)),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "agreed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on", None)),
                                fields=["event", "due_on"],
                                name="action_open_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("owner_name", ""), _negated=True), name="action_has_owner"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FailureEventGroupPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="events.failureevent"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group"),
                        ),
                        (
                            "permission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("group", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="FailureEventUserPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="events.failureevent"
                            ),
                        ),
                        (
                            "permission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("user", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                        ("happened", models.TextField(max_length=2000, verbose_name="what happened")),
                        ("change", models.TextField(max_length=2000, verbose_name="what will change")),
                        ("owner_name", models.CharField(max_length=200, verbose_name="who does it")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("progress", models.TextField(blank=True, max_length=4000)),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                                related_name="findings",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on", None)),
                                fields=["event", "due_on"],
                                name="finding_open_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("owner_name", ""), _negated=True),
                                name="finding_has_owner",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InformationRequest",
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
                        ("asked_of", models.CharField(max_length=200, verbose_name="asked of")),
                        ("what", models.TextField(max_length=2000, verbose_name="what was asked")),
                        ("asked_on", models.DateField(verbose_name="asked on")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chased_on", models.DateField(blank=True, null=True, verbose_name="last chased")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                        ("answer", models.TextField(blank=True, max_length=4000)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="information_requests",
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
                                related_name="information_requests",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("asked_on"))),
                                name="request_due_after_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on", None),
                                    ("answered_on__gte", models.F("asked_on")),
                                    _connector="OR",
                                ),
                                name="request_answered_after_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InformationRequestEvent",
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
                        ("asked_of", models.CharField(max_length=200, verbose_name="asked of")),
                        ("what", models.TextField(max_length=2000, verbose_name="what was asked")),
                        ("asked_on", models.DateField(verbose_name="asked on")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chased_on", models.DateField(blank=True, null=True, verbose_name="last chased")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                        ("answer", models.TextField(blank=True, max_length=4000)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="events.informationrequest",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="no longer asked since"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user__name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "user"), name="invited_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyContact",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regulator", "Care Quality Commission"),
                                    ("health", "Integrated care board or health trust"),
                                    ("safeguarding", "Safeguarding"),
                                    ("police", "Police"),
                                    ("council", "Another council"),
                                    ("cabinet", "Cabinet Member"),
                                    ("comms", "Comms"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=20,
                                verbose_name="who they are",
                            ),
                        ),
                        ("organisation", models.CharField(max_length=200)),
                        ("name", models.CharField(max_length=150, verbose_name="name or team")),
                        ("job", models.CharField(blank=True, max_length=120)),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone number"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "notes",
                            models.CharField(blank=True, max_length=300, verbose_name="when to use it"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="key_contacts",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "organisation", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("phone", ""), _negated=True),
                                    models.Q(("email", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="key_contact_can_be_reached",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyContactEvent",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regulator", "Care Quality Commission"),
                                    ("health", "Integrated care board or health trust"),
                                    ("safeguarding", "Safeguarding"),
                                    ("police", "Police"),
                                    ("council", "Another council"),
                                    ("cabinet", "Cabinet Member"),
                                    ("comms", "Comms"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=20,
                                verbose_name="who they are",
                            ),
                        ),
                        ("organisation", models.CharField(max_length=200)),
                        ("name", models.CharField(max_length=150, verbose_name="name or team")),
                        ("job", models.CharField(blank=True, max_length=120)),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone number"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "notes",
                            models.CharField(blank=True, max_length=300, verbose_name="when to use it"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                            "council",
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
                                to="events.keycontact",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Lead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=150)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("away_until", models.DateField(blank=True, null=True, verbose_name="away until")),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "deputy_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to="events.lead",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("deputy_for__isnull", True), ("ended_at__isnull", True)),
                                fields=("event", "role", "organisation"),
                                name="lead_role_once_per_organisation",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("deputy_for__isnull", False),
                                    ("ended_at__isnull", True),
                                    ("user__isnull", False),
                                ),
                                fields=("deputy_for", "user"),
                                name="deputy_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("role", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=150)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("away_until", models.DateField(blank=True, null=True, verbose_name="away until")),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "deputy_for",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.lead",
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
                            "organisation",
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
                                to="events.lead",
                            ),
                        ),
                        (
                            "user",
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
                    name="LegalEvaluation",
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
                                related_name="legal_evaluations",
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["event", "-id"], name="legal_evaluation_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="LegalFact",
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
                                related_name="legal_facts",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "permissions": [
                            ("view_legal", "May read the legal basis of an event and of its people"),
                            (
                                "change_legal",
                                "May record what the legal basis of an event rests on, and decide otherwise",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "name"), name="legal_fact_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalFactEvent",
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
                                to="events.legalfact",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LegalOverride",
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
                                related_name="legal_overrides",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("event", "dimension"),
                                name="legal_override_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalOverrideEvent",
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
                                to="events.legaloverride",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("response", "Provider failure meeting"),
                                    ("relatives", "Residents and relatives meeting"),
                                    ("readiness", "Readiness meeting"),
                                    ("lessons", "Lessons learnt meeting"),
                                    ("performance", "Performance Management Meeting"),
                                    ("risk_summit", "Risk Summit"),
                                ],
                                default="response",
                                max_length=20,
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="date")),
                        ("starts_at", models.TimeField(verbose_name="start time")),
                        (
                            "minutes_long",
                            models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes"),
                        ),
                        ("zone", models.CharField(default="Europe/London", editable=False, max_length=40)),
                        ("venue", models.CharField(blank=True, max_length=300)),
                        (
                            "dial_in",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="how to join by phone or video"
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "series_on",
                            models.DateField(editable=False, null=True, verbose_name="day of the series"),
                        ),
                        (
                            "by_hand",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="changed on its own"
                            ),
                        ),
                        (
                            "agenda_made_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="agenda made"),
                        ),
                        (
                            "relatives",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="residents and relatives who came"
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
                                related_name="meetings",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="events.meetingseries",
                            ),
                        ),
                        (
                            "outsiders",
                            models.ManyToManyField(
                                blank=True, related_name="meetings", to="events.outsideperson"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "starts_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "number"), name="meeting_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("venue", ""), _negated=True),
                                    models.Q(("dial_in", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_has_place",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                fields=("series", "series_on"),
                                name="meeting_once_in_series",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="no longer asked since"),
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
                                to="events.invitation",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvent",
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
                        ("happened", models.TextField(max_length=2000, verbose_name="what happened")),
                        ("change", models.TextField(max_length=2000, verbose_name="what will change")),
                        ("owner_name", models.CharField(max_length=200, verbose_name="who does it")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("progress", models.TextField(blank=True, max_length=4000)),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                            "owner",
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
                                to="events.finding",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
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
                        ("agency", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("left_early", "Left early"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                ],
                                max_length=10,
                                verbose_name="attendance",
                            ),
                        ),
                        ("chased_on", models.DateField(blank=True, null=True, verbose_name="chased")),
                        (
                            "update_received_on",
                            models.DateField(blank=True, null=True, verbose_name="update received"),
                        ),
                        (
                            "update",
                            models.TextField(blank=True, max_length=4000, verbose_name="what they told"),
                        ),
                        ("escalated_on", models.DateField(blank=True, null=True, verbose_name="escalated")),
                        (
                            "escalated_to",
                            models.CharField(blank=True, max_length=200, verbose_name="escalated to"),
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
                            "organisation",
                            models.ForeignKey(
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
                                to="events.attendance",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItemEvent",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opening", "To begin with"),
                                    ("decision", "Decided since last time"),
                                    ("changed", "People with a change"),
                                    ("overdue", "Overdue"),
                                    ("settled", "Moved or settled"),
                                    ("added", "Added by hand"),
                                    ("person", "Each person"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("order", models.PositiveIntegerField()),
                        ("title", models.CharField(blank=True, max_length=300)),
                        ("detail", models.CharField(blank=True, max_length=600, verbose_name="what changed")),
                        ("entry", models.BigIntegerField(editable=False, null=True, verbose_name="person")),
                        (
                            "details_confirmed",
                            models.BooleanField(default=False, verbose_name="details confirmed"),
                        ),
                        (
                            "funding_confirmed",
                            models.BooleanField(default=False, verbose_name="funding confirmed"),
                        ),
                        (
                            "situation_confirmed",
                            models.BooleanField(default=False, verbose_name="situation confirmed"),
                        ),
                        ("minute", models.TextField(blank=True, max_length=4000)),
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
                                to="events.agendaitem",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ActionEvent",
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
                        ("what", models.CharField(max_length=300, verbose_name="action")),
                        ("owner_name", models.CharField(max_length=200, verbose_name="who does it")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("progress", models.TextField(blank=True, max_length=4000)),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "agreed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                            "owner",
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
                                to="events.action",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="decision")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="decided by")),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="events.meeting",
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
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("text", models.TextField(max_length=2000, verbose_name="decision")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="decided by")),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meeting",
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
                                to="events.meetingdecision",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSeries",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("response", "Provider failure meeting"),
                                    ("relatives", "Residents and relatives meeting"),
                                    ("readiness", "Readiness meeting"),
                                    ("lessons", "Lessons learnt meeting"),
                                    ("performance", "Performance Management Meeting"),
                                    ("risk_summit", "Risk Summit"),
                                ],
                                default="response",
                                max_length=20,
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="days"
                            ),
                        ),
                        (
                            "every_weeks",
                            models.PositiveSmallIntegerField(default=1, verbose_name="how often"),
                        ),
                        ("starts_at", models.TimeField(verbose_name="start time")),
                        (
                            "minutes_long",
                            models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes"),
                        ),
                        ("zone", models.CharField(default="Europe/London", editable=False, max_length=40)),
                        ("venue", models.CharField(blank=True, max_length=300)),
                        (
                            "dial_in",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="how to join by phone or video"
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("made_until", models.DateField(editable=False, verbose_name="meetings made until")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
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
                                related_name="meeting_series",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "people",
                            models.ManyToManyField(
                                blank=True, related_name="meeting_series", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "outsiders",
                            models.ManyToManyField(
                                blank=True, related_name="meeting_series", to="events.outsideperson"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "meeting series",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("venue", ""), _negated=True),
                                    models.Q(("dial_in", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="series_has_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__len__gt", 0)), name="series_has_days"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("every_weeks__range", (1, 8))), name="series_comes_round"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="series_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("response", "Provider failure meeting"),
                                    ("relatives", "Residents and relatives meeting"),
                                    ("readiness", "Readiness meeting"),
                                    ("lessons", "Lessons learnt meeting"),
                                    ("performance", "Performance Management Meeting"),
                                    ("risk_summit", "Risk Summit"),
                                ],
                                default="response",
                                max_length=20,
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="date")),
                        ("starts_at", models.TimeField(verbose_name="start time")),
                        (
                            "minutes_long",
                            models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes"),
                        ),
                        ("zone", models.CharField(default="Europe/London", editable=False, max_length=40)),
                        ("venue", models.CharField(blank=True, max_length=300)),
                        (
                            "dial_in",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="how to join by phone or video"
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "series_on",
                            models.DateField(editable=False, null=True, verbose_name="day of the series"),
                        ),
                        (
                            "by_hand",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="changed on its own"
                            ),
                        ),
                        (
                            "agenda_made_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="agenda made"),
                        ),
                        (
                            "relatives",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="residents and relatives who came"
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
                                to="events.meeting",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.meetingseries",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSeriesEvent",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("response", "Provider failure meeting"),
                                    ("relatives", "Residents and relatives meeting"),
                                    ("readiness", "Readiness meeting"),
                                    ("lessons", "Lessons learnt meeting"),
                                    ("performance", "Performance Management Meeting"),
                                    ("risk_summit", "Risk Summit"),
                                ],
                                default="response",
                                max_length=20,
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="days"
                            ),
                        ),
                        (
                            "every_weeks",
                            models.PositiveSmallIntegerField(default=1, verbose_name="how often"),
                        ),
                        ("starts_at", models.TimeField(verbose_name="start time")),
                        (
                            "minutes_long",
                            models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes"),
                        ),
                        ("zone", models.CharField(default="Europe/London", editable=False, max_length=40)),
                        ("venue", models.CharField(blank=True, max_length=300)),
                        (
                            "dial_in",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="how to join by phone or video"
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("made_until", models.DateField(editable=False, verbose_name="meetings made until")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
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
                                to="events.meetingseries",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("notified_on", models.DateField(verbose_name="date")),
                        ("notified_by", models.CharField(max_length=200)),
                        ("trigger", models.CharField(max_length=40, verbose_name="what was notified")),
                        ("trigger_label", models.CharField(max_length=200, verbose_name="notice")),
                        (
                            "packages",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="care packages returned"
                            ),
                        ),
                        (
                            "hours",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="hours per week returned"
                            ),
                        ),
                        (
                            "suggested_response",
                            models.CharField(max_length=60, verbose_name="the procedure says"),
                        ),
                        ("rule", models.CharField(blank=True, max_length=40)),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("explanation", models.TextField(blank=True)),
                        ("warning", models.TextField(blank=True, verbose_name="running total")),
                        ("response", models.CharField(max_length=60, verbose_name="response chosen")),
                        (
                            "override_reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="reason for choosing otherwise"
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(blank=True, max_length=200, verbose_name="decided by"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
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
                            "service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="providers.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("response", models.F("suggested_response")),
                                    models.Q(
                                        models.Q(("override_reason", ""), _negated=True),
                                        models.Q(("decided_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="notice_override_has_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("notified_on", models.DateField(verbose_name="date")),
                        ("notified_by", models.CharField(max_length=200)),
                        ("trigger", models.CharField(max_length=40, verbose_name="what was notified")),
                        ("trigger_label", models.CharField(max_length=200, verbose_name="notice")),
                        (
                            "packages",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="care packages returned"
                            ),
                        ),
                        (
                            "hours",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="hours per week returned"
                            ),
                        ),
                        (
                            "suggested_response",
                            models.CharField(max_length=60, verbose_name="the procedure says"),
                        ),
                        ("rule", models.CharField(blank=True, max_length=40)),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("explanation", models.TextField(blank=True)),
                        ("warning", models.TextField(blank=True, verbose_name="running total")),
                        ("response", models.CharField(max_length=60, verbose_name="response chosen")),
                        (
                            "override_reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="reason for choosing otherwise"
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(blank=True, max_length=200, verbose_name="decided by"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.notice",
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
                            "service",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.service",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OutsidePerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("agency", models.CharField(max_length=200)),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone number"),
                        ),
                        (
                            "left_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="no longer taking part since"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outside_people",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency", "name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("email", ""), _negated=True),
                                    models.Q(("phone", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="outside_person_is_reached",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsidePersonEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=150)),
                        ("agency", models.CharField(max_length=200)),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone number"),
                        ),
                        (
                            "left_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="no longer taking part since"
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
                                to="events.outsideperson",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PeopleCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stage", models.CharField(max_length=20)),
                        ("final_outcome", models.CharField(blank=True, max_length=20)),
                        ("people", models.IntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people_counts",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "stage", "final_outcome"), name="people_counted_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PowerUse",
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
                        (
                            "for_everybody",
                            models.BooleanField(default=True, verbose_name="for everybody in the event"),
                        ),
                        ("assessed_on", models.DateField(verbose_name="risk assessment completed")),
                        ("assessor", models.CharField(max_length=200, verbose_name="who assessed")),
                        ("urgent", models.BooleanField(verbose_name="the needs are urgent")),
                        (
                            "summary",
                            models.TextField(max_length=4000, verbose_name="what the risk assessment found"),
                        ),
                        (
                            "rationale",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="why the power is used"
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(blank=True, max_length=200, verbose_name="decided by"),
                        ),
                        (
                            "started_on",
                            models.DateField(blank=True, null=True, verbose_name="power used from"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="power used until"),
                        ),
                        (
                            "end_reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why it ended"),
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
                                related_name="power_uses",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_on", None),
                                    models.Q(
                                        ("urgent", True),
                                        models.Q(("rationale", ""), _negated=True),
                                        models.Q(("decided_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="power_needs_urgency_and_rationale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_on", None),
                                    ("started_on__gte", models.F("assessed_on")),
                                    _connector="OR",
                                ),
                                name="power_after_assessment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    models.Q(
                                        ("ended_on__gte", models.F("started_on")),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="power_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PowerUseEvent",
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
                        (
                            "for_everybody",
                            models.BooleanField(default=True, verbose_name="for everybody in the event"),
                        ),
                        ("assessed_on", models.DateField(verbose_name="risk assessment completed")),
                        ("assessor", models.CharField(max_length=200, verbose_name="who assessed")),
                        ("urgent", models.BooleanField(verbose_name="the needs are urgent")),
                        (
                            "summary",
                            models.TextField(max_length=4000, verbose_name="what the risk assessment found"),
                        ),
                        (
                            "rationale",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="why the power is used"
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(blank=True, max_length=200, verbose_name="decided by"),
                        ),
                        (
                            "started_on",
                            models.DateField(blank=True, null=True, verbose_name="power used from"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="power used until"),
                        ),
                        (
                            "end_reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why it ended"),
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
                                to="events.poweruse",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Procedure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        ("version", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "loaded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("is_active", models.BooleanField(db_default=False, default=False)),
                        ("activated_at", models.DateTimeField(null=True)),
                        (
                            "activated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "loaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["key", "-loaded_at"],
                        "permissions": [("load_procedure", "May load a procedure")],
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "version"), name="procedure_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True)),
                                fields=("key",),
                                name="procedure_active_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FailureEventEvent",
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
                        ("reference", models.CharField(editable=False, max_length=20)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("standard_practice", "Standard Practice"),
                                    ("invoked", "Procedure invoked"),
                                    ("stood_down", "Stood down"),
                                    ("resolved", "Resolved"),
                                    ("closed", "Closed"),
                                    ("discarded", "Draft discarded"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("notified_on", models.DateField(blank=True, null=True, verbose_name="date")),
                        ("service_type", models.CharField(blank=True, max_length=120)),
                        ("notified_by", models.CharField(blank=True, max_length=200)),
                        ("nature_of_failure", models.TextField(blank=True, max_length=4000)),
                        (
                            "draft_answers",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="rest of the draft"
                            ),
                        ),
                        ("closes_on", models.DateField(blank=True, null=True, verbose_name="closing date")),
                        ("response", models.CharField(blank=True, max_length=60)),
                        ("current_stage", models.CharField(blank=True, max_length=60)),
                        (
                            "logged_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("invoked_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("ending_reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "without_meeting",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=2000,
                                verbose_name="closed without a lessons learnt meeting because",
                            ),
                        ),
                        (
                            "without_reviews",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=2000,
                                verbose_name="closed before every review because",
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
                            "closed_by",
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
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.eventgroup",
                            ),
                        ),
                        (
                            "host_council",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "invoked_by",
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
                            "logged_by",
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
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.provider",
                            ),
                        ),
                        (
                            "resolved_by",
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
                            "procedure",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("procedure", "Procedure"), ("closure-plan", "Closure plan")],
                                max_length=30,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
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
                                to="events.checklist",
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
                            "procedure",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProcedureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.SlugField(db_index=False, max_length=40)),
                        ("version", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "loaded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("is_active", models.BooleanField(db_default=False, default=False)),
                        ("activated_at", models.DateTimeField(null=True)),
                        (
                            "activated_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "loaded_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProvisionalDate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=120, verbose_name="what happens")),
                        ("on", models.DateField(verbose_name="date")),
                        ("agreed_by", models.CharField(max_length=200, verbose_name="who agreed it")),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why it changed"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provisional_dates",
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
                    ],
                    options={
                        "ordering": ["on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at", None)),
                                fields=("event", "what"),
                                name="provisional_date_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProvisionalDateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=120, verbose_name="what happens")),
                        ("on", models.DateField(verbose_name="date")),
                        ("agreed_by", models.CharField(max_length=200, verbose_name="who agreed it")),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why it changed"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
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
                                to="events.provisionaldate",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("organisation", models.CharField(blank=True, max_length=200)),
                        (
                            "address",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="telephone number or address"
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("service", "Message here and e-mail"),
                                    ("phone", "Telephone"),
                                    ("email", "E-mail"),
                                    ("in_person", "In person"),
                                    ("letter", "Letter"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="when")),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        (
                            "communication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
                                to="events.communication",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "notification",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.notification",
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
                            "user",
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
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("method", "service")),
                                fields=("communication", "user"),
                                name="sent_to_person_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("method", "service"),
                                        ("notification__isnull", False),
                                        ("user__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("method", "service"), _negated=True),
                                        ("sent_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recipient_sent_or_said",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecipientEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=150)),
                        ("organisation", models.CharField(blank=True, max_length=200)),
                        (
                            "address",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="telephone number or address"
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("service", "Message here and e-mail"),
                                    ("phone", "Telephone"),
                                    ("email", "E-mail"),
                                    ("in_person", "In person"),
                                    ("letter", "Letter"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="when")),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        (
                            "communication",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.communication",
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
                            "notification",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.notification",
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
                                to="events.recipient",
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
                            "user",
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
                    name="RouteStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("lead_role", models.CharField(blank=True, max_length=80)),
                        (
                            "account_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("commissioning_officer", "Commissioning officer"),
                                    ("care_manager", "Care manager"),
                                    ("contracts_officer", "Contracts officer"),
                                    ("senior_leader", "Senior leader"),
                                    ("partner", "Partner staff"),
                                    ("administrator", "Administrator"),
                                    ("system", "System"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(verbose_name="minutes to wait for an answer"),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("message", "E-mail and a message here"),
                                    ("phone", "Telephone, besides the e-mail"),
                                ],
                                default="message",
                                max_length=10,
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="route_steps",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "user",
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
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("council", "order"),
                                name="route_order_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("lead_role", ""), _negated=True),
                                        ("account_role", ""),
                                        ("user__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("account_role", ""), _negated=True),
                                        ("lead_role", ""),
                                        ("user__isnull", True),
                                    ),
                                    models.Q(
                                        ("account_role", ""), ("lead_role", ""), ("user__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="route_step_names_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("order", models.PositiveSmallIntegerField()),
                        ("lead_role", models.CharField(blank=True, max_length=80)),
                        (
                            "account_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("commissioning_officer", "Commissioning officer"),
                                    ("care_manager", "Care manager"),
                                    ("contracts_officer", "Contracts officer"),
                                    ("senior_leader", "Senior leader"),
                                    ("partner", "Partner staff"),
                                    ("administrator", "Administrator"),
                                    ("system", "System"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(verbose_name="minutes to wait for an answer"),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("message", "E-mail and a message here"),
                                    ("phone", "Telephone, besides the e-mail"),
                                ],
                                default="message",
                                max_length=10,
                            ),
                        ),
                        (
                            "council",
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
                                to="events.routestep",
                            ),
                        ),
                        (
                            "user",
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
                    name="Stage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stages",
                                to="events.checklist",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stages",
                                to="events.failureevent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["checklist", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("checklist", "code"), name="stage_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "checklist",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.checklist",
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
                                to="events.stage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                        ("code", models.CharField(max_length=40)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("action", models.TextField()),
                        (
                            "responsible",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                size=None,
                                verbose_name="responsible",
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("is_repeatable", models.BooleanField(default=False)),
                        ("gate", models.CharField(blank=True, max_length=40)),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due date")),
                        ("designated_person", models.CharField(blank=True, max_length=150)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "To do"), ("done", "Done"), ("not_needed", "Not needed")],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="date completed"),
                        ),
                        ("notes", models.TextField(blank=True, max_length=4000)),
                        (
                            "not_needed_reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it is not needed"
                            ),
                        ),
                        (
                            "deputy_for",
                            models.CharField(
                                blank=True, db_default="", max_length=150, verbose_name="as deputy for"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due at")),
                        (
                            "due_reason",
                            models.TextField(
                                blank=True, db_default="", max_length=2000, verbose_name="why it is due then"
                            ),
                        ),
                        ("added_on", models.DateField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                            "completed_by",
                            models.ForeignKey(
                                blank=True,
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
                                related_name="steps",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="events.stage",
                            ),
                        ),
                        (
                            "taken_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["stage__order", "order"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["event", "due_on"],
                                name="step_open_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("stage", "code"), name="step_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(
                                        ("completed_by__isnull", False), ("completed_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="step_done_by_and_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "not_needed"), _negated=True),
                                    models.Q(
                                        models.Q(("not_needed_reason", ""), _negated=True),
                                        ("completed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="step_not_needed_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("added_by__isnull", True), ("added_on__isnull", True)),
                                    models.Q(("added_by__isnull", False), ("added_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="step_added_pair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_at", None), ("due_on__isnull", False), _connector="OR"
                                ),
                                name="step_due_at_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StepEvent",
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
                        ("code", models.CharField(max_length=40)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("action", models.TextField()),
                        (
                            "responsible",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                size=None,
                                verbose_name="responsible",
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=60)),
                        ("is_repeatable", models.BooleanField(default=False)),
                        ("gate", models.CharField(blank=True, max_length=40)),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due date")),
                        ("designated_person", models.CharField(blank=True, max_length=150)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "To do"), ("done", "Done"), ("not_needed", "Not needed")],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="date completed"),
                        ),
                        ("notes", models.TextField(blank=True, max_length=4000)),
                        (
                            "not_needed_reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it is not needed"
                            ),
                        ),
                        (
                            "deputy_for",
                            models.CharField(
                                blank=True, db_default="", max_length=150, verbose_name="as deputy for"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due at")),
                        (
                            "due_reason",
                            models.TextField(
                                blank=True, db_default="", max_length=2000, verbose_name="why it is due then"
                            ),
                        ),
                        ("added_on", models.DateField(blank=True, null=True)),
                        (
                            "added_by",
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
                            "completed_by",
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
                                to="events.step",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.stage",
                            ),
                        ),
                        (
                            "taken_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.procedure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StepEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=200)),
                        ("confirmed_by", models.CharField(max_length=200, verbose_name="who confirmed it")),
                        ("confirmed_at", models.DateTimeField(verbose_name="when they confirmed it")),
                        (
                            "notes",
                            models.TextField(blank=True, max_length=2000, verbose_name="what they confirmed"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="events.step",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["confirmed_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="StepEvidenceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=200)),
                        ("confirmed_by", models.CharField(max_length=200, verbose_name="who confirmed it")),
                        ("confirmed_at", models.DateTimeField(verbose_name="when they confirmed it")),
                        (
                            "notes",
                            models.TextField(blank=True, max_length=2000, verbose_name="what they confirmed"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.stepevidence",
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
                            "step",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.step",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StepOccurrence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="date")),
                        (
                            "deputy_for",
                            models.CharField(blank=True, max_length=150, verbose_name="as deputy for"),
                        ),
                        ("notes", models.TextField(blank=True, max_length=4000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="done by",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occurrences",
                                to="events.step",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["happened_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="StepOccurrenceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("happened_on", models.DateField(verbose_name="date")),
                        (
                            "deputy_for",
                            models.CharField(blank=True, max_length=150, verbose_name="as deputy for"),
                        ),
                        ("notes", models.TextField(blank=True, max_length=4000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="done by",
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
                                to="events.stepoccurrence",
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
                            "step",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.step",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Telling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("step", models.PositiveSmallIntegerField()),
                        ("who", models.CharField(max_length=150, verbose_name="on the route as")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("message", "E-mail and a message here"),
                                    ("phone", "Telephone, besides the e-mail"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        ("phoned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "escalation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to="events.escalation",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to="events.failureevent",
                            ),
                        ),
                        (
                            "notification",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.notification",
                            ),
                        ),
                        (
                            "phoned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["step", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("escalation", "user"), name="told_once_in_escalation"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("phoned_at__isnull", True), ("phoned_by__isnull", True)),
                                    models.Q(("phoned_at__isnull", False), ("phoned_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="telling_phoned_pair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TellingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("step", models.PositiveSmallIntegerField()),
                        ("who", models.CharField(max_length=150, verbose_name="on the route as")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("message", "E-mail and a message here"),
                                    ("phone", "Telephone, besides the e-mail"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        ("phoned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "escalation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.escalation",
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
                            "notification",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.notification",
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
                                to="events.telling",
                            ),
                        ),
                        (
                            "phoned_by",
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
                            "user",
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
                    name="Termination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("issued_to", models.CharField(max_length=200, verbose_name="issued to")),
                        (
                            "contract_reference",
                            models.CharField(max_length=120, verbose_name="contract reference"),
                        ),
                        ("issued_on", models.DateField(verbose_name="date issued")),
                        ("issued_by", models.CharField(max_length=200, verbose_name="issued by")),
                        ("notes", models.TextField(blank=True, max_length=2000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terminations",
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
                    ],
                    options={
                        "ordering": ["-issued_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issued_to", ""), _negated=True),
                                    models.Q(("contract_reference", ""), _negated=True),
                                ),
                                name="termination_says_of_what",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TerminationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("issued_to", models.CharField(max_length=200, verbose_name="issued to")),
                        (
                            "contract_reference",
                            models.CharField(max_length=120, verbose_name="contract reference"),
                        ),
                        ("issued_on", models.DateField(verbose_name="date issued")),
                        ("issued_by", models.CharField(max_length=200, verbose_name="issued by")),
                        ("notes", models.TextField(blank=True, max_length=2000)),
                        (
                            "recorded_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                                to="events.termination",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="communication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_communicationevent" ("audience", "body", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "sent_at", "sent_by_id", "subject", "title") VALUES (NEW."audience", NEW."body", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section", NEW."sent_at", NEW."sent_by_id", NEW."subject", NEW."title"); RETURN NULL;',
                            hash="6cd3a619fbebdf196bc4b37a21fe6f57d7864664",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7597f",
                            table="events_communication",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="communication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_communicationevent" ("audience", "body", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "sent_at", "sent_by_id", "subject", "title") VALUES (NEW."audience", NEW."body", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section", NEW."sent_at", NEW."sent_by_id", NEW."subject", NEW."title"); RETURN NULL;',
                            hash="dcc8009b4aa0184aeca6a5b04304d9fde8997831",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0a830",
                            table="events_communication",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="councilprocedure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_councilprocedureevent" ("council_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."council_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0ea6e85e32b8e619a58b20458f08a6ce2233a6e1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8dbfa",
                            table="events_councilprocedure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="councilprocedure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_councilprocedureevent" ("council_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."council_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="b5c72535658f1ca27de61fd34ea2e5225413a844",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_61b4f",
                            table="events_councilprocedure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="councilprocedureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="063bb42a263db508de7cb362937f06d0d73a09c9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c4402",
                            table="events_councilprocedureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_decisionevent" ("decided_at", "decided_by", "event_id", "id", "kind", "people_moving", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "review_on") VALUES (NEW."decided_at", NEW."decided_by", NEW."event_id", NEW."id", NEW."kind", NEW."people_moving", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on"); RETURN NULL;',
                            hash="b432cc29008a98b85cf8109a569f48f10a17523e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f4c41",
                            table="events_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_decisionevent" ("decided_at", "decided_by", "event_id", "id", "kind", "people_moving", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "review_on") VALUES (NEW."decided_at", NEW."decided_by", NEW."event_id", NEW."id", NEW."kind", NEW."people_moving", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on"); RETURN NULL;',
                            hash="eae123497b05a93f636a8a7e2816a2c073d0aea4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b1212",
                            table="events_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_disputeevent" ("about", "changed_at", "changed_by_id", "details", "event_id", "id", "opened_on", "outcome", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referred_on", "resolved_on", "version") VALUES (NEW."about", NEW."changed_at", NEW."changed_by_id", NEW."details", NEW."event_id", NEW."id", NEW."opened_on", NEW."outcome", NEW."parties", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."referred_on", NEW."resolved_on", NEW."version"); RETURN NULL;',
                            hash="ce69ee94d566407ae6e768878f7c83f3f2f26237",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5b110",
                            table="events_dispute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_disputeevent" ("about", "changed_at", "changed_by_id", "details", "event_id", "id", "opened_on", "outcome", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referred_on", "resolved_on", "version") VALUES (NEW."about", NEW."changed_at", NEW."changed_by_id", NEW."details", NEW."event_id", NEW."id", NEW."opened_on", NEW."outcome", NEW."parties", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."referred_on", NEW."resolved_on", NEW."version"); RETURN NULL;',
                            hash="05b052df3c72791cf29cb10c7c6888a3c1f29c3c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0c8ed",
                            table="events_dispute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="document",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_documentevent" ("attempts", "claimed_at", "event_id", "failure", "finished_at", "id", "kind", "lease_until", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "state") VALUES (NEW."attempts", NEW."claimed_at", NEW."event_id", NEW."failure", NEW."finished_at", NEW."id", NEW."kind", NEW."lease_until", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;',
                            hash="571de5e538e19fa21fcba3bdfb129faa72833584",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_94c6a",
                            table="events_document",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="document",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."attempts" IS DISTINCT FROM (NEW."attempts") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lease_until" IS DISTINCT FROM (NEW."lease_until") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "events_documentevent" ("attempts", "claimed_at", "event_id", "failure", "finished_at", "id", "kind", "lease_until", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "state") VALUES (NEW."attempts", NEW."claimed_at", NEW."event_id", NEW."failure", NEW."finished_at", NEW."id", NEW."kind", NEW."lease_until", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;',
                            hash="0d8bb45040fe77df6c2d8831ba002420ed2fa1e8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a87d",
                            table="events_document",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlytelling",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_earlytellingevent" ("event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "told_by", "told_on") VALUES (NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."told_by", NEW."told_on"); RETURN NULL;',
                            hash="28c7bd0ecd7b054b5c242e2c36911a0a7aed36fb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ca2e0",
                            table="events_earlytelling",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlytelling",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_earlytellingevent" ("event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "told_by", "told_on") VALUES (NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."told_by", NEW."told_on"); RETURN NULL;',
                            hash="1c0be30319b77ecef6a045a2e76c181dfdda02f3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0aa29",
                            table="events_earlytelling",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="escalation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_escalationevent" ("ended_at", "event_id", "id", "next_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "route", "started_at", "started_by_id", "state") VALUES (NEW."ended_at", NEW."event_id", NEW."id", NEW."next_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."route", NEW."started_at", NEW."started_by_id", NEW."state"); RETURN NULL;',
                            hash="3f174026b6dba88657ddfcd67d3595e2f2a1439b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8052a",
                            table="events_escalation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="escalation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_escalationevent" ("ended_at", "event_id", "id", "next_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "route", "started_at", "started_by_id", "state") VALUES (NEW."ended_at", NEW."event_id", NEW."id", NEW."next_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."route", NEW."started_at", NEW."started_by_id", NEW."state"); RETURN NULL;',
                            hash="6217de70e190a4dfafaabe6848c94fe59b2ddb24",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cc1be",
                            table="events_escalation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventgroupevent" ("council_id", "created_at", "created_by_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."council_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id"); RETURN NULL;',
                            hash="0b079d1fc99a722bf24c5a48d54a57ec8b0c1b96",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ddf38",
                            table="events_eventgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventgroupevent" ("council_id", "created_at", "created_by_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."council_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id"); RETURN NULL;',
                            hash="27d3e7ae7738c60b9cf02c069f9e2728fba73a93",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_09401",
                            table="events_eventgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgroupevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9e5b82b8ee7cfca4801bbefb291c35eed0ffd970",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_479b8",
                            table="events_eventgroupevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventservice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventserviceevent" ("added_at", "added_by_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "removed_by_id", "service_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."removed_by_id", NEW."service_id"); RETURN NULL;',
                            hash="0bd4607dd3438396d7bf906da683cb8cbc27cdae",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de707",
                            table="events_eventservice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventservice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventserviceevent" ("added_at", "added_by_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "removed_by_id", "service_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."removed_by_id", NEW."service_id"); RETURN NULL;',
                            hash="ffd6acdb20328be4d439cada9e6f79b511b7ff43",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_47f14",
                            table="events_eventservice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventshare",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventshareevent" ("ended_at", "event_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_at", "shared_by_id") VALUES (NEW."ended_at", NEW."event_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shared_at", NEW."shared_by_id"); RETURN NULL;',
                            hash="38ef6352782d94c442c7ec7e56ad7530649ca4ce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6de17",
                            table="events_eventshare",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventshare",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventshareevent" ("ended_at", "event_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_at", "shared_by_id") VALUES (NEW."ended_at", NEW."event_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shared_at", NEW."shared_by_id"); RETURN NULL;',
                            hash="a0cf0c90a4829c3fbda5bf8df5e011a59dcf1fc7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_79b48",
                            table="events_eventshare",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="failureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_failureeventevent" ("changed_at", "changed_by_id", "closed_at", "closed_by_id", "closes_on", "current_stage", "draft_answers", "ending_reason", "group_id", "host_council_id", "id", "invoked_at", "invoked_by_id", "logged_at", "logged_by_id", "nature_of_failure", "notified_by", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "provider_id", "reference", "resolved_at", "resolved_by_id", "response", "service_id", "service_type", "status", "version", "without_meeting", "without_reviews") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."closed_at", NEW."closed_by_id", NEW."closes_on", NEW."current_stage", NEW."draft_answers", NEW."ending_reason", NEW."group_id", NEW."host_council_id", NEW."id", NEW."invoked_at", NEW."invoked_by_id", NEW."logged_at", NEW."logged_by_id", NEW."nature_of_failure", NEW."notified_by", NEW."notified_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."procedure_id", NEW."provider_id", NEW."reference", NEW."resolved_at", NEW."resolved_by_id", NEW."response", NEW."service_id", NEW."service_type", NEW."status", NEW."version", NEW."without_meeting", NEW."without_reviews"); RETURN NULL;',
                            hash="56782db80d3b18f676a9ac422c5f0384f737f44b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1a5db",
                            table="events_failureevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="failureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_failureeventevent" ("changed_at", "changed_by_id", "closed_at", "closed_by_id", "closes_on", "current_stage", "draft_answers", "ending_reason", "group_id", "host_council_id", "id", "invoked_at", "invoked_by_id", "logged_at", "logged_by_id", "nature_of_failure", "notified_by", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "provider_id", "reference", "resolved_at", "resolved_by_id", "response", "service_id", "service_type", "status", "version", "without_meeting", "without_reviews") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."closed_at", NEW."closed_by_id", NEW."closes_on", NEW."current_stage", NEW."draft_answers", NEW."ending_reason", NEW."group_id", NEW."host_council_id", NEW."id", NEW."invoked_at", NEW."invoked_by_id", NEW."logged_at", NEW."logged_by_id", NEW."nature_of_failure", NEW."notified_by", NEW."notified_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."procedure_id", NEW."provider_id", NEW."reference", NEW."resolved_at", NEW."resolved_by_id", NEW."response", NEW."service_id", NEW."service_type", NEW."status", NEW."version", NEW."without_meeting", NEW."without_reviews"); RETURN NULL;',
                            hash="1b7bae31434ff3f452c0dd5faaf8dd634c916020",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5896d",
                            table="events_failureevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventshareevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="87fe2d5b3b27a38750339e01b8a0b6bafaed48ac",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dacc6",
                            table="events_eventshareevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventserviceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e1d9514bb264068cd3b77e28d44d27d5603e49e3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0b777",
                            table="events_eventserviceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="escalationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="95071d82d3bf140fc96ea498b00112030ac0989c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d06a6",
                            table="events_escalationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlytellingevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9dd715c54d890b641fee2764dfd62604a581f1ba",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2d290",
                            table="events_earlytellingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="documentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="97e3385df2e03c19c612159e0c26e53e5173a1be",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1da0e",
                            table="events_documentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="disputeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bdb280e7792791227f61d43fce5bd5fefd21b381",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f794f",
                            table="events_disputeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="56d6b9f8d7486435ecc6dc9cb9e60661873c1a3c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_08d95",
                            table="events_decisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="communicationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="28a8166299376481094a79e04ff4f6f834147f20",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_01ffa",
                            table="events_communicationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_checklistevent" ("event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "title") VALUES (NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."procedure_id", NEW."title"); RETURN NULL;',
                            hash="6635c6682827520409be74ab5a3ba493522b0723",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_784fc",
                            table="events_checklist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_checklistevent" ("event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "title") VALUES (NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."procedure_id", NEW."title"); RETURN NULL;',
                            hash="6021f165e9bae339918df86fdfb7f8a1bdce17b8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_94c6d",
                            table="events_checklist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_attendanceevent" ("agency", "changed_at", "changed_by_id", "chased_on", "escalated_on", "escalated_to", "event_id", "id", "meeting_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "update", "update_received_on", "version") VALUES (NEW."agency", NEW."changed_at", NEW."changed_by_id", NEW."chased_on", NEW."escalated_on", NEW."escalated_to", NEW."event_id", NEW."id", NEW."meeting_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."update", NEW."update_received_on", NEW."version"); RETURN NULL;',
                            hash="307c4e39525461f7e40365100a9bae7724f6b774",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_948c8",
                            table="events_attendance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_attendanceevent" ("agency", "changed_at", "changed_by_id", "chased_on", "escalated_on", "escalated_to", "event_id", "id", "meeting_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "update", "update_received_on", "version") VALUES (NEW."agency", NEW."changed_at", NEW."changed_by_id", NEW."chased_on", NEW."escalated_on", NEW."escalated_to", NEW."event_id", NEW."id", NEW."meeting_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."update", NEW."update_received_on", NEW."version"); RETURN NULL;',
                            hash="8ba7fbfe5ba3c200c84ae8b1ff071d0dc4d1f031",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_142f4",
                            table="events_attendance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_agendaitemevent" ("changed_at", "changed_by_id", "detail", "details_confirmed", "entry", "event_id", "funding_confirmed", "id", "kind", "meeting_id", "minute", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "situation_confirmed", "title", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."detail", NEW."details_confirmed", NEW."entry", NEW."event_id", NEW."funding_confirmed", NEW."id", NEW."kind", NEW."meeting_id", NEW."minute", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."situation_confirmed", NEW."title", NEW."version"); RETURN NULL;',
                            hash="a608c55bb555823a33808cb687a3eccefe7a7d0a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d2e2a",
                            table="events_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_agendaitemevent" ("changed_at", "changed_by_id", "detail", "details_confirmed", "entry", "event_id", "funding_confirmed", "id", "kind", "meeting_id", "minute", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "situation_confirmed", "title", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."detail", NEW."details_confirmed", NEW."entry", NEW."event_id", NEW."funding_confirmed", NEW."id", NEW."kind", NEW."meeting_id", NEW."minute", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."situation_confirmed", NEW."title", NEW."version"); RETURN NULL;',
                            hash="854e5c3717ef582cc446378cc839720e3e955aee",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8d1c",
                            table="events_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="action",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_actionevent" ("agreed_at", "changed_at", "changed_by_id", "done_on", "due_on", "event_id", "id", "meeting_id", "owner_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "version", "what") VALUES (NEW."agreed_at", NEW."changed_at", NEW."changed_by_id", NEW."done_on", NEW."due_on", NEW."event_id", NEW."id", NEW."meeting_id", NEW."owner_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."progress", NEW."version", NEW."what"); RETURN NULL;',
                            hash="8041f8517d7fee843e10ce4dadd24f07b18763ca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_31d43",
                            table="events_action",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="action",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_actionevent" ("agreed_at", "changed_at", "changed_by_id", "done_on", "due_on", "event_id", "id", "meeting_id", "owner_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "version", "what") VALUES (NEW."agreed_at", NEW."changed_at", NEW."changed_by_id", NEW."done_on", NEW."due_on", NEW."event_id", NEW."id", NEW."meeting_id", NEW."owner_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."version", NEW."what"); RETURN NULL;',
                            hash="49bfb3db75f81819704e8357c0c1ab8de65506f0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_32784",
                            table="events_action",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="finding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_findingevent" ("change", "changed_at", "changed_by_id", "done_on", "due_on", "event_id", "happened", "id", "meeting_id", "owner_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "recorded_at", "version") VALUES (NEW."change", NEW."changed_at", NEW."changed_by_id", NEW."done_on", NEW."due_on", NEW."event_id", NEW."happened", NEW."id", NEW."meeting_id", NEW."owner_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."progress", NEW."recorded_at", NEW."version"); RETURN NULL;',
                            hash="eb2e7edf7d2d7edf7e19a59f5f745c39c3a7145f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3920c",
                            table="events_finding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="finding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_findingevent" ("change", "changed_at", "changed_by_id", "done_on", "due_on", "event_id", "happened", "id", "meeting_id", "owner_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "recorded_at", "version") VALUES (NEW."change", NEW."changed_at", NEW."changed_by_id", NEW."done_on", NEW."due_on", NEW."event_id", NEW."happened", NEW."id", NEW."meeting_id", NEW."owner_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."recorded_at", NEW."version"); RETURN NULL;',
                            hash="f39069d08c6ffbaa3a3c85e094f2c68a1ceb6b18",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_113f2",
                            table="events_finding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_informationrequestevent" ("answer", "answered_on", "asked_by_id", "asked_of", "asked_on", "changed_at", "changed_by_id", "chased_on", "due_on", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "what") VALUES (NEW."answer", NEW."answered_on", NEW."asked_by_id", NEW."asked_of", NEW."asked_on", NEW."changed_at", NEW."changed_by_id", NEW."chased_on", NEW."due_on", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="1ef3e794a9b3e3cc9107fceab15a9cb7a28c0d0e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b1102",
                            table="events_informationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_informationrequestevent" ("answer", "answered_on", "asked_by_id", "asked_of", "asked_on", "changed_at", "changed_by_id", "chased_on", "due_on", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "what") VALUES (NEW."answer", NEW."answered_on", NEW."asked_by_id", NEW."asked_of", NEW."asked_on", NEW."changed_at", NEW."changed_by_id", NEW."chased_on", NEW."due_on", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="ac62cb6fe6e264f07e81866ee33c7986b7410a01",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_13f8d",
                            table="events_informationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="informationrequestevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fe6a00b8b4e080b038fcf43ab4e616d18414f537",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d54aa",
                            table="events_informationrequestevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_invitationevent" ("event_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "withdrawn_at") VALUES (NEW."event_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="c21b8576cdac3a884702b93347289a6e415dd3b7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e4dec",
                            table="events_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_invitationevent" ("event_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "withdrawn_at") VALUES (NEW."event_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="8ceb521075cd18f4a91f3c94f2d29ae5eface060",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0645f",
                            table="events_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keycontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_keycontactevent" ("changed_at", "changed_by_id", "council_id", "email", "ended_at", "id", "job", "kind", "name", "notes", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."council_id", NEW."email", NEW."ended_at", NEW."id", NEW."job", NEW."kind", NEW."name", NEW."notes", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."version"); RETURN NULL;',
                            hash="226c577feb0e5ada29db3b0477056de5ff2a207c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f1211",
                            table="events_keycontact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keycontact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_keycontactevent" ("changed_at", "changed_by_id", "council_id", "email", "ended_at", "id", "job", "kind", "name", "notes", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."council_id", NEW."email", NEW."ended_at", NEW."id", NEW."job", NEW."kind", NEW."name", NEW."notes", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."version"); RETURN NULL;',
                            hash="dc645dcffaeefc6d1e698cd2d76ff8729d479046",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b942f",
                            table="events_keycontact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keycontactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1cc1223d390a1dc086b7aa2f4bb56ae78e6eb635",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0849f",
                            table="events_keycontactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="lead",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_leadevent" ("away_until", "began_at", "deputy_for_id", "email", "ended_at", "event_id", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "user_id") VALUES (NEW."away_until", NEW."began_at", NEW."deputy_for_id", NEW."email", NEW."ended_at", NEW."event_id", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="58da2ed8578ffa65eddd6aa0eab2551aeabd4a6c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0b48b",
                            table="events_lead",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="lead",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_leadevent" ("away_until", "began_at", "deputy_for_id", "email", "ended_at", "event_id", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "user_id") VALUES (NEW."away_until", NEW."began_at", NEW."deputy_for_id", NEW."email", NEW."ended_at", NEW."event_id", NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="4c4d53eaf43cc5d0e5f3e6653aa8d62ebb752fe5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a2d82",
                            table="events_lead",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="leadevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="84b2ecd61185ce590713e176f212500c7bfa87e0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f60e8",
                            table="events_leadevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalevaluation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5807e21df0e1398b11ad39f3835a2134fb1e9cba",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_76ae1",
                            table="events_legalevaluation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalfact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_legalfactevent" ("also", "approved_by", "changed_at", "changed_by_id", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "substitute", "told_by", "value", "version") VALUES (NEW."also", NEW."approved_by", NEW."changed_at", NEW."changed_by_id", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."since", NEW."substitute", NEW."told_by", NEW."value", NEW."version"); RETURN NULL;',
                            hash="debfeb4a82e302299b55ccb00636a8279d40d241",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_48952",
                            table="events_legalfact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalfact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_legalfactevent" ("also", "approved_by", "changed_at", "changed_by_id", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "substitute", "told_by", "value", "version") VALUES (NEW."also", NEW."approved_by", NEW."changed_at", NEW."changed_by_id", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."since", NEW."substitute", NEW."told_by", NEW."value", NEW."version"); RETURN NULL;',
                            hash="8beb96ed3df07ad51002961f734621d58c426bcc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_52fbb",
                            table="events_legalfact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalfactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3797aacbaa7212f7cfceedf4e4f43aa4873357d6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_385e1",
                            table="events_legalfactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legaloverride",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_legaloverrideevent" ("approved_by", "computed", "dimension", "ended_at", "event_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."approved_by", NEW."computed", NEW."dimension", NEW."ended_at", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                            hash="25e74e294ce40991050260896696a4b7433a9577",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b7ecf",
                            table="events_legaloverride",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legaloverride",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_legaloverrideevent" ("approved_by", "computed", "dimension", "ended_at", "event_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."approved_by", NEW."computed", NEW."dimension", NEW."ended_at", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                            hash="0863f2380953a8e9068f7614b6dc474bef975b0d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f18d2",
                            table="events_legaloverride",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legaloverrideevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3d3c4cbc04e0c582da8a3d61ea7de7179cf3ae58",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_618e9",
                            table="events_legaloverrideevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_meetingevent" ("agenda_made_at", "by_hand", "changed_at", "changed_by_id", "dial_in", "event_id", "held_on", "id", "kind", "minutes_long", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "relatives", "sequence", "series_id", "series_on", "starts_at", "state", "venue", "version", "zone") VALUES (NEW."agenda_made_at", NEW."by_hand", NEW."changed_at", NEW."changed_by_id", NEW."dial_in", NEW."event_id", NEW."held_on", NEW."id", NEW."kind", NEW."minutes_long", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."relatives", NEW."sequence", NEW."series_id", NEW."series_on", NEW."starts_at", NEW."state", NEW."venue", NEW."version", NEW."zone"); RETURN NULL;',
                            hash="e833e25ba5e6409e9c6da89eecd3f6dc3d285e49",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3992c",
                            table="events_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_meetingevent" ("agenda_made_at", "by_hand", "changed_at", "changed_by_id", "dial_in", "event_id", "held_on", "id", "kind", "minutes_long", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "relatives", "sequence", "series_id", "series_on", "starts_at", "state", "venue", "version", "zone") VALUES (NEW."agenda_made_at", NEW."by_hand", NEW."changed_at", NEW."changed_by_id", NEW."dial_in", NEW."event_id", NEW."held_on", NEW."id", NEW."kind", NEW."minutes_long", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."relatives", NEW."sequence", NEW."series_id", NEW."series_on", NEW."starts_at", NEW."state", NEW."venue", NEW."version", NEW."zone"); RETURN NULL;',
                            hash="6c89734cb02048127422c4f8b99249790cf000e3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c2417",
                            table="events_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b7812c94fa1073b8084c0b1d78428607f0aa8a7a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e6c27",
                            table="events_invitationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="findingevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5485f316fefdf4afdff2ec0508c26831c58a63a1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_781b6",
                            table="events_findingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendanceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="101fb654d0485a2e09dfd02089fe07d97804870e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_10ec3",
                            table="events_attendanceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitemevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fe3f060efaf4212db138b4113ca3f366fb65a70d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_71253",
                            table="events_agendaitemevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="actionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9dc27a481249086b456e515d40179dd132cc54bb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_647b1",
                            table="events_actionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_meetingdecisionevent" ("decided_by", "event_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text") VALUES (NEW."decided_by", NEW."event_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text"); RETURN NULL;',
                            hash="ad599062a3965ff949a6c1d14404ceab0f163250",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d0578",
                            table="events_meetingdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_meetingdecisionevent" ("decided_by", "event_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text") VALUES (NEW."decided_by", NEW."event_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text"); RETURN NULL;',
                            hash="37cfd6280efbfa200a7021f434aa34cf71a21478",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9d3da",
                            table="events_meetingdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingdecisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8b4fee25a81d34a73553482689817218fc954bec",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_efa26",
                            table="events_meetingdecisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_meetingseriesevent" ("cancelled_at", "changed_at", "changed_by_id", "dial_in", "ends_on", "event_id", "every_weeks", "id", "kind", "made_until", "minutes_long", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "starts_at", "starts_on", "venue", "version", "weekdays", "zone") VALUES (NEW."cancelled_at", NEW."changed_at", NEW."changed_by_id", NEW."dial_in", NEW."ends_on", NEW."event_id", NEW."every_weeks", NEW."id", NEW."kind", NEW."made_until", NEW."minutes_long", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."starts_at", NEW."starts_on", NEW."venue", NEW."version", NEW."weekdays", NEW."zone"); RETURN NULL;',
                            hash="4389bbed361088520e6034cc47cb92342185e460",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_92236",
                            table="events_meetingseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_meetingseriesevent" ("cancelled_at", "changed_at", "changed_by_id", "dial_in", "ends_on", "event_id", "every_weeks", "id", "kind", "made_until", "minutes_long", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "starts_at", "starts_on", "venue", "version", "weekdays", "zone") VALUES (NEW."cancelled_at", NEW."changed_at", NEW."changed_by_id", NEW."dial_in", NEW."ends_on", NEW."event_id", NEW."every_weeks", NEW."id", NEW."kind", NEW."made_until", NEW."minutes_long", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."starts_at", NEW."starts_on", NEW."venue", NEW."version", NEW."weekdays", NEW."zone"); RETURN NULL;',
                            hash="3f59c64fa9ad3a8870045c5f9dd7d14059481a01",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b520d",
                            table="events_meetingseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b8143d387e09eed83bf84a2a7c9fd02b50028131",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d1c59",
                            table="events_meetingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meetingseriesevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6c5476d35457de9e25dfa6172c254e25bdb2b5d2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a1bd4",
                            table="events_meetingseriesevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_noticeevent" ("decided_by", "event_id", "explanation", "hours", "id", "notified_by", "notified_on", "override_reason", "packages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "rule", "section", "service_id", "suggested_response", "trigger", "trigger_label", "warning") VALUES (NEW."decided_by", NEW."event_id", NEW."explanation", NEW."hours", NEW."id", NEW."notified_by", NEW."notified_on", NEW."override_reason", NEW."packages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."response", NEW."rule", NEW."section", NEW."service_id", NEW."suggested_response", NEW."trigger", NEW."trigger_label", NEW."warning"); RETURN NULL;',
                            hash="a24494159eb4c6e008f7de719ba307e17c3121ca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_68239",
                            table="events_notice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_noticeevent" ("decided_by", "event_id", "explanation", "hours", "id", "notified_by", "notified_on", "override_reason", "packages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "rule", "section", "service_id", "suggested_response", "trigger", "trigger_label", "warning") VALUES (NEW."decided_by", NEW."event_id", NEW."explanation", NEW."hours", NEW."id", NEW."notified_by", NEW."notified_on", NEW."override_reason", NEW."packages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."response", NEW."rule", NEW."section", NEW."service_id", NEW."suggested_response", NEW."trigger", NEW."trigger_label", NEW."warning"); RETURN NULL;',
                            hash="3d99d4582d31aebe754282374f92ed99ff5b21d1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1d055",
                            table="events_notice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noticeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="eef1b2671a8fb61cae163b8e582c056158e2471a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e433d",
                            table="events_noticeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsideperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_outsidepersonevent" ("agency", "email", "event_id", "id", "left_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."agency", NEW."email", NEW."event_id", NEW."id", NEW."left_at", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;',
                            hash="2a27dae40c06262d9d13594f5826a22d6afc2758",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_67181",
                            table="events_outsideperson",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsideperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_outsidepersonevent" ("agency", "email", "event_id", "id", "left_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."agency", NEW."email", NEW."event_id", NEW."id", NEW."left_at", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;',
                            hash="4b8c3cb5ff10b22a435e60dff15d5dd105651b13",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_15e25",
                            table="events_outsideperson",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsidepersonevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7c62fb7ab31cbf48a87c25df3037544a95306f2a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ea1f4",
                            table="events_outsidepersonevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="poweruse",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_poweruseevent" ("assessed_on", "assessor", "changed_at", "changed_by_id", "decided_by", "end_reason", "ended_on", "event_id", "for_everybody", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "started_on", "summary", "urgent", "version") VALUES (NEW."assessed_on", NEW."assessor", NEW."changed_at", NEW."changed_by_id", NEW."decided_by", NEW."end_reason", NEW."ended_on", NEW."event_id", NEW."for_everybody", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rationale", NEW."started_on", NEW."summary", NEW."urgent", NEW."version"); RETURN NULL;',
                            hash="8659c81984eafd8536127979f39abfd4f3bc4611",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_adda7",
                            table="events_poweruse",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="poweruse",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_poweruseevent" ("assessed_on", "assessor", "changed_at", "changed_by_id", "decided_by", "end_reason", "ended_on", "event_id", "for_everybody", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "started_on", "summary", "urgent", "version") VALUES (NEW."assessed_on", NEW."assessor", NEW."changed_at", NEW."changed_by_id", NEW."decided_by", NEW."end_reason", NEW."ended_on", NEW."event_id", NEW."for_everybody", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rationale", NEW."started_on", NEW."summary", NEW."urgent", NEW."version"); RETURN NULL;',
                            hash="bc97a0fc94dc1132c7ad020583558c3506a2fe29",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ad1eb",
                            table="events_poweruse",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="poweruseevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9b85e09805cb1f1b42cf7651949dd7e9b0f4e470",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d04ca",
                            table="events_poweruseevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="procedure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_procedureevent" ("activated_at", "activated_by_id", "id", "is_active", "key", "loaded_at", "loaded_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "version") VALUES (NEW."activated_at", NEW."activated_by_id", NEW."id", NEW."is_active", NEW."key", NEW."loaded_at", NEW."loaded_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."title", NEW."version"); RETURN NULL;',
                            hash="94129b078686e67fe026f25ef6faef9b38df17af",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4cbf8",
                            table="events_procedure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="procedure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."activated_at" IS DISTINCT FROM (NEW."activated_at") OR OLD."activated_by_id" IS DISTINCT FROM (NEW."activated_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."loaded_at" IS DISTINCT FROM (NEW."loaded_at") OR OLD."loaded_by_id" IS DISTINCT FROM (NEW."loaded_by_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "events_procedureevent" ("activated_at", "activated_by_id", "id", "is_active", "key", "loaded_at", "loaded_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "version") VALUES (NEW."activated_at", NEW."activated_by_id", NEW."id", NEW."is_active", NEW."key", NEW."loaded_at", NEW."loaded_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."title", NEW."version"); RETURN NULL;',
                            hash="ceab95fc4c2de0abed33ce5d1c0f68fb87b1b8ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e44d2",
                            table="events_procedure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="failureeventevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="518dd83069fcb5729cad0b60ca9ed29ed6de4625",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bd999",
                            table="events_failureeventevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklistevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="60e46681415e0035d5d7c0d4659032732ad963e4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ce736",
                            table="events_checklistevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="procedureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2093ebaf86022d619d5bb931b5fd7cfded342c57",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0fc49",
                            table="events_procedureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="provisionaldate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_provisionaldateevent" ("agreed_by", "event_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "replaced_at", "what") VALUES (NEW."agreed_by", NEW."event_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaced_at", NEW."what"); RETURN NULL;',
                            hash="ae98e549b36764892051debce2cb919ee0919a85",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_308c1",
                            table="events_provisionaldate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="provisionaldate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_provisionaldateevent" ("agreed_by", "event_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "replaced_at", "what") VALUES (NEW."agreed_by", NEW."event_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaced_at", NEW."what"); RETURN NULL;',
                            hash="25c135b09c1b6aab178efda3906126b3f666afbe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fd706",
                            table="events_provisionaldate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="provisionaldateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cc1751fb18ed7dceed5d648c8ad1f2bae05f6246",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0d500",
                            table="events_provisionaldateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_recipientevent" ("acknowledged_at", "address", "communication_id", "event_id", "id", "method", "name", "notification_id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "sent_at", "user_id") VALUES (NEW."acknowledged_at", NEW."address", NEW."communication_id", NEW."event_id", NEW."id", NEW."method", NEW."name", NEW."notification_id", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."sent_at", NEW."user_id"); RETURN NULL;',
                            hash="58b7c602879a33a733d2bda75c157750278577c6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0ef67",
                            table="events_recipient",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_recipientevent" ("acknowledged_at", "address", "communication_id", "event_id", "id", "method", "name", "notification_id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "sent_at", "user_id") VALUES (NEW."acknowledged_at", NEW."address", NEW."communication_id", NEW."event_id", NEW."id", NEW."method", NEW."name", NEW."notification_id", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."sent_at", NEW."user_id"); RETURN NULL;',
                            hash="95335c46fcc2030b29eca60e61a50e399f39aa76",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d69b4",
                            table="events_recipient",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipientevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bb4bfb5f8a7c044282c90b167ec4575e48f9b2f7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1d2d4",
                            table="events_recipientevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_routestepevent" ("account_role", "council_id", "id", "lead_role", "method", "minutes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."account_role", NEW."council_id", NEW."id", NEW."lead_role", NEW."method", NEW."minutes", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="f0cbe596edd69c5ffeb59095c3ed3f2857ff655a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_81163",
                            table="events_routestep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_routestepevent" ("account_role", "council_id", "id", "lead_role", "method", "minutes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."account_role", NEW."council_id", NEW."id", NEW."lead_role", NEW."method", NEW."minutes", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="01572b1c062f0e9c48d5092740fa148e225e971c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c6ba0",
                            table="events_routestep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestepevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0037df3fe259f5d6b12860baa42c45c787475399",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8b62a",
                            table="events_routestepevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_stageevent" ("checklist_id", "code", "event_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section") VALUES (NEW."checklist_id", NEW."code", NEW."event_id", NEW."id", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section"); RETURN NULL;',
                            hash="816a1221ceb42b70a4350c61ee8bbec1cc197087",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3e19e",
                            table="events_stage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_stageevent" ("checklist_id", "code", "event_id", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section") VALUES (NEW."checklist_id", NEW."code", NEW."event_id", NEW."id", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section"); RETURN NULL;',
                            hash="fa2ebd05674d0a3b0fc5cf4457d05a5b859610cc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0df18",
                            table="events_stage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stageevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="00932eeb17078d91a2b39ea9ed0b1d5a5507ba68",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1b942",
                            table="events_stageevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="step",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_stepevent" ("action", "added_by_id", "added_on", "changed_at", "changed_by_id", "code", "completed_by_id", "completed_on", "deputy_for", "designated_person", "due_at", "due_on", "due_reason", "event_id", "gate", "id", "is_repeatable", "not_needed_reason", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "section", "stage_id", "state", "taken_from_id", "version") VALUES (NEW."action", NEW."added_by_id", NEW."added_on", NEW."changed_at", NEW."changed_by_id", NEW."code", NEW."completed_by_id", NEW."completed_on", NEW."deputy_for", NEW."designated_person", NEW."due_at", NEW."due_on", NEW."due_reason", NEW."event_id", NEW."gate", NEW."id", NEW."is_repeatable", NEW."not_needed_reason", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."responsible", NEW."section", NEW."stage_id", NEW."state", NEW."taken_from_id", NEW."version"); RETURN NULL;',
                            hash="94d48df5a8fc45027f53196871c78b0afd507de6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_24b70",
                            table="events_step",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="step",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_stepevent" ("action", "added_by_id", "added_on", "changed_at", "changed_by_id", "code", "completed_by_id", "completed_on", "deputy_for", "designated_person", "due_at", "due_on", "due_reason", "event_id", "gate", "id", "is_repeatable", "not_needed_reason", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "section", "stage_id", "state", "taken_from_id", "version") VALUES (NEW."action", NEW."added_by_id", NEW."added_on", NEW."changed_at", NEW."changed_by_id", NEW."code", NEW."completed_by_id", NEW."completed_on", NEW."deputy_for", NEW."designated_person", NEW."due_at", NEW."due_on", NEW."due_reason", NEW."event_id", NEW."gate", NEW."id", NEW."is_repeatable", NEW."not_needed_reason", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."responsible", NEW."section", NEW."stage_id", NEW."state", NEW."taken_from_id", NEW."version"); RETURN NULL;',
                            hash="f56491fc0bd050ba214a306188cb657532050301",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8313b",
                            table="events_step",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6951dd210ebe2a5b2ccb8dc6943a7ba639b955ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6e16b",
                            table="events_stepevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepevidence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_stepevidenceevent" ("confirmed_at", "confirmed_by", "event_id", "id", "kind", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "step_id") VALUES (NEW."confirmed_at", NEW."confirmed_by", NEW."event_id", NEW."id", NEW."kind", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."step_id"); RETURN NULL;',
                            hash="bea05abb7b52b8846860c1f7788ba28b8ab08318",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_109f3",
                            table="events_stepevidence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepevidence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_stepevidenceevent" ("confirmed_at", "confirmed_by", "event_id", "id", "kind", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "step_id") VALUES (NEW."confirmed_at", NEW."confirmed_by", NEW."event_id", NEW."id", NEW."kind", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."step_id"); RETURN NULL;',
                            hash="80fef6d7aaf70f88d5bd5eff39325080dd0c5885",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bdf23",
                            table="events_stepevidence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepevidenceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ae06ebc727ebeaaf1f1c5affc6eac15c75e8d1fc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b6fa1",
                            table="events_stepevidenceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepoccurrence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_stepoccurrenceevent" ("deputy_for", "done_by_id", "event_id", "happened_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "step_id") VALUES (NEW."deputy_for", NEW."done_by_id", NEW."event_id", NEW."happened_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."step_id"); RETURN NULL;',
                            hash="c3e8ba5bd45e7a33fa4242a3e5036308c0bf6457",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1f9cc",
                            table="events_stepoccurrence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepoccurrence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_stepoccurrenceevent" ("deputy_for", "done_by_id", "event_id", "happened_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "step_id") VALUES (NEW."deputy_for", NEW."done_by_id", NEW."event_id", NEW."happened_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."step_id"); RETURN NULL;',
                            hash="d22b53e2bdea6be38048abdff98f62ee6be16445",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bf738",
                            table="events_stepoccurrence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stepoccurrenceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="28f0d2c3d0049b8dc2c35b88e4f27fdb19bf08d5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e195b",
                            table="events_stepoccurrenceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="telling",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_tellingevent" ("acknowledged_at", "escalation_id", "event_id", "id", "method", "notification_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phoned_at", "phoned_by_id", "step", "told_at", "user_id", "who") VALUES (NEW."acknowledged_at", NEW."escalation_id", NEW."event_id", NEW."id", NEW."method", NEW."notification_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phoned_at", NEW."phoned_by_id", NEW."step", NEW."told_at", NEW."user_id", NEW."who"); RETURN NULL;',
                            hash="6f2b00224dffdd8b04283a8aefe8540f8d98095d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_16eb1",
                            table="events_telling",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="telling",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_tellingevent" ("acknowledged_at", "escalation_id", "event_id", "id", "method", "notification_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phoned_at", "phoned_by_id", "step", "told_at", "user_id", "who") VALUES (NEW."acknowledged_at", NEW."escalation_id", NEW."event_id", NEW."id", NEW."method", NEW."notification_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phoned_at", NEW."phoned_by_id", NEW."step", NEW."told_at", NEW."user_id", NEW."who"); RETURN NULL;',
                            hash="eaa950210acd026838ba3d9072a38e1b8ce21ac6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ea529",
                            table="events_telling",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tellingevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="abd1239d1916c9d970e28258f8b9c240c0af16ef",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3de6b",
                            table="events_tellingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="termination",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_terminationevent" ("contract_reference", "event_id", "id", "issued_by", "issued_on", "issued_to", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."contract_reference", NEW."event_id", NEW."id", NEW."issued_by", NEW."issued_on", NEW."issued_to", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                            hash="9763fca3f88d5ecae225ad38054943eaa061ae26",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2d3d3",
                            table="events_termination",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="termination",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_terminationevent" ("contract_reference", "event_id", "id", "issued_by", "issued_on", "issued_to", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."contract_reference", NEW."event_id", NEW."id", NEW."issued_by", NEW."issued_on", NEW."issued_to", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                            hash="b5c3ad09767f136345c11b4a944776a2b9bfe503",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1bf6b",
                            table="events_termination",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="terminationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="190ebaa1b7dbf17330b4193af442322cff4812d7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1293d",
                            table="events_terminationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
