import accounts.together
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import providers.models.market
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("providers", "0001_search_by_likeness"),
    ]

    operations = [
        accounts.together.Together(
            operations=[
                migrations.CreateModel(
                    name="ProviderEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "cqc_id",
                            models.CharField(
                                blank=True, max_length=20, null=True, verbose_name="CQC provider id"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=500)),
                        (
                            "name_withheld",
                            models.BooleanField(default=False, verbose_name="CQC's data withholds the name"),
                        ),
                        ("companies_house_number", models.CharField(blank=True, max_length=500)),
                        ("ownership", models.CharField(blank=True, max_length=500)),
                        ("brand", models.CharField(blank=True, max_length=500)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("website", models.CharField(blank=True, max_length=500)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("town", models.CharField(blank=True, max_length=500)),
                        ("county", models.CharField(blank=True, max_length=500)),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("deregistered", "Deregistered"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=12,
                            ),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="why it is recorded by hand")),
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
                                related_name="history",
                                to="providers.provider",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RatingHistory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rating",
                            models.CharField(
                                choices=[
                                    ("Outstanding", "Outstanding"),
                                    ("Good", "Good"),
                                    ("Requires improvement", "Requires Improvement"),
                                    ("Inadequate", "Inadequate"),
                                    ("Inspected but not rated", "Not Rated"),
                                    ("No published rating", "None Published"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("rated_on", models.DateField()),
                        (
                            "service",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="providers.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "rating history",
                        "ordering": ["-rated_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("service"), models.F("rated_on"), name="rating_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingHistoryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "rating",
                            models.CharField(
                                choices=[
                                    ("Outstanding", "Outstanding"),
                                    ("Good", "Good"),
                                    ("Requires improvement", "Requires Improvement"),
                                    ("Inadequate", "Inadequate"),
                                    ("Inspected but not rated", "Not Rated"),
                                    ("No published rating", "None Published"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("rated_on", models.DateField()),
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
                                to="providers.ratinghistory",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegisterLoad",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255)),
                        ("sha256", models.CharField(max_length=64)),
                        ("shape", models.CharField(max_length=40)),
                        ("as_at", models.DateField(null=True)),
                        (
                            "areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), default=list, size=None
                            ),
                        ),
                        ("rows", models.PositiveIntegerField()),
                        ("added", models.PositiveIntegerField()),
                        ("changed", models.PositiveIntegerField()),
                        ("unchanged", models.PositiveIntegerField()),
                        ("refused", models.PositiveIntegerField()),
                        ("no_longer_listed", models.PositiveIntegerField()),
                        ("linked", models.PositiveIntegerField()),
                        ("problems", models.JSONField(default=list)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rows",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("added"), "+", models.F("changed")
                                                ),
                                                "+",
                                                models.F("unchanged"),
                                            ),
                                            "+",
                                            models.F("refused"),
                                        ),
                                    )
                                ),
                                name="register_load_adds_up",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("cqc_id", models.CharField(max_length=20, verbose_name="CQC location id")),
                        ("name", models.CharField(blank=True, max_length=500)),
                        (
                            "name_withheld",
                            models.BooleanField(default=False, verbose_name="CQC's data withholds a name"),
                        ),
                        ("also_known_as", models.CharField(blank=True, max_length=500)),
                        ("care_home", models.BooleanField(default=False)),
                        (
                            "service_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "specialisms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "regulated_activities",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("sector", models.CharField(blank=True, max_length=500)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("town", models.CharField(blank=True, max_length=500)),
                        ("county", models.CharField(blank=True, max_length=500)),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        ("local_authority", models.CharField(blank=True, max_length=500)),
                        ("region", models.CharField(blank=True, max_length=500)),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("beds", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("website", models.CharField(blank=True, max_length=500)),
                        (
                            "ods_code",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="NHS organisation code"
                            ),
                        ),
                        (
                            "uprn",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="property reference (UPRN)"
                            ),
                        ),
                        ("brand", models.CharField(blank=True, max_length=500)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("deregistered", "Deregistered"),
                                    ("unknown", "Not known"),
                                ],
                                default="registered",
                                max_length=12,
                            ),
                        ),
                        ("registered_on", models.DateField(blank=True, null=True)),
                        ("deregistered_on", models.DateField(blank=True, null=True)),
                        ("dormant", models.BooleanField(default=False)),
                        (
                            "rating",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Outstanding", "Outstanding"),
                                    ("Good", "Good"),
                                    ("Requires improvement", "Requires Improvement"),
                                    ("Inadequate", "Inadequate"),
                                    ("Inspected but not rated", "Not Rated"),
                                    ("No published rating", "None Published"),
                                ],
                                max_length=30,
                                verbose_name="overall rating",
                            ),
                        ),
                        ("rating_on", models.DateField(blank=True, null=True)),
                        ("inspected_on", models.DateField(blank=True, null=True)),
                        ("unlisted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("source", models.CharField(blank=True, editable=False, max_length=40)),
                        ("as_at", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=providers.models.market.PlainWords(
                                    models.F("name"), models.F("also_known_as"), models.F("town")
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="providers.provider",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="service_search_text", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(
                                fields=["postcode"],
                                name="service_postcode",
                                opclasses=["varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(models.F("cqc_id"), name="service_cqc_id_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "deregistered"), ("deregistered_on", None), _connector="OR"
                                ),
                                name="service_end_only_when_deregistered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rating", ""), _negated=True),
                                    ("rating_on", None),
                                    _connector="OR",
                                ),
                                name="service_rating_before_its_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latitude", None), ("latitude__range", (-90, 90)), _connector="OR"
                                ),
                                name="service_latitude_in_degrees",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("longitude", None), ("longitude__range", (-180, 180)), _connector="OR"
                                ),
                                name="service_longitude_in_degrees",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("cqc_id", models.CharField(max_length=20, verbose_name="CQC location id")),
                        ("name", models.CharField(blank=True, max_length=500)),
                        (
                            "name_withheld",
                            models.BooleanField(default=False, verbose_name="CQC's data withholds a name"),
                        ),
                        ("also_known_as", models.CharField(blank=True, max_length=500)),
                        ("care_home", models.BooleanField(default=False)),
                        (
                            "service_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "specialisms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "regulated_activities",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("sector", models.CharField(blank=True, max_length=500)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("town", models.CharField(blank=True, max_length=500)),
                        ("county", models.CharField(blank=True, max_length=500)),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        ("local_authority", models.CharField(blank=True, max_length=500)),
                        ("region", models.CharField(blank=True, max_length=500)),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("beds", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("website", models.CharField(blank=True, max_length=500)),
                        (
                            "ods_code",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="NHS organisation code"
                            ),
                        ),
                        (
                            "uprn",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="property reference (UPRN)"
                            ),
                        ),
                        ("brand", models.CharField(blank=True, max_length=500)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("deregistered", "Deregistered"),
                                    ("unknown", "Not known"),
                                ],
                                default="registered",
                                max_length=12,
                            ),
                        ),
                        ("registered_on", models.DateField(blank=True, null=True)),
                        ("deregistered_on", models.DateField(blank=True, null=True)),
                        ("dormant", models.BooleanField(default=False)),
                        (
                            "rating",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Outstanding", "Outstanding"),
                                    ("Good", "Good"),
                                    ("Requires improvement", "Requires Improvement"),
                                    ("Inadequate", "Inadequate"),
                                    ("Inspected but not rated", "Not Rated"),
                                    ("No published rating", "None Published"),
                                ],
                                max_length=30,
                                verbose_name="overall rating",
                            ),
                        ),
                        ("rating_on", models.DateField(blank=True, null=True)),
                        ("inspected_on", models.DateField(blank=True, null=True)),
                        ("unlisted_on", models.DateField(blank=True, editable=False, null=True)),
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
                                related_name="history",
                                to="providers.service",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="providers.provider",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServiceLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_cqc_id", models.CharField(max_length=20)),
                        ("to_cqc_id", models.CharField(max_length=20)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "from_service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successor_links",
                                to="providers.service",
                            ),
                        ),
                        (
                            "to_service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessor_links",
                                to="providers.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("from_cqc_id"), models.F("to_cqc_id"), name="service_link_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_cqc_id", models.F("to_cqc_id")), _negated=True),
                                name="service_link_not_to_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("from_cqc_id", models.CharField(max_length=20)),
                        ("to_cqc_id", models.CharField(max_length=20)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "from_service",
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
                                to="providers.servicelink",
                            ),
                        ),
                        (
                            "to_service",
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
                    name="Contact",
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
                        ("name", models.CharField(max_length=150)),
                        ("role", models.CharField(blank=True, max_length=150)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="no longer a contact since"),
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
                            "provider",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="providers.provider",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="providers.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("provider__isnull", False), ("service", None)),
                                    models.Q(("provider", None), ("service__isnull", False)),
                                    _connector="OR",
                                ),
                                name="contact_of_one_service_or_provider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="contact_has_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("phone", ""), _negated=True),
                                    models.Q(("email", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contact_can_be_reached",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Provider",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cqc_id",
                            models.CharField(
                                blank=True, max_length=20, null=True, verbose_name="CQC provider id"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=500)),
                        (
                            "name_withheld",
                            models.BooleanField(default=False, verbose_name="CQC's data withholds the name"),
                        ),
                        ("companies_house_number", models.CharField(blank=True, max_length=500)),
                        ("ownership", models.CharField(blank=True, max_length=500)),
                        ("brand", models.CharField(blank=True, max_length=500)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("website", models.CharField(blank=True, max_length=500)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("town", models.CharField(blank=True, max_length=500)),
                        ("county", models.CharField(blank=True, max_length=500)),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("deregistered", "Deregistered"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=12,
                            ),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="why it is recorded by hand")),
                        ("source", models.CharField(blank=True, editable=False, max_length=40)),
                        ("as_at", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "permissions": [("load_register", "May load a CQC register file")],
                        "constraints": [
                            models.UniqueConstraint(models.F("cqc_id"), name="provider_cqc_id_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    ("cqc_id__isnull", False),
                                    _connector="OR",
                                ),
                                name="provider_has_name_or_cqc_id",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactEvent",
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
                        ("name", models.CharField(max_length=150)),
                        ("role", models.CharField(blank=True, max_length=150)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="no longer a contact since"),
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
                                to="providers.contact",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.provider",
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
                pgtrigger.migrations.AddTrigger(
                    model_name="providerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e5ccb8805cf6ea0316fbcd02acd5d3238fe5e90f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5a83e",
                            table="providers_providerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratinghistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_ratinghistoryevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rating", "service_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rated_on", new_values."rating", new_values."service_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="62ec4be4348b577eb7cbc1b8be4507d674f7a4d5",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ab09f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="providers_ratinghistory",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratinghistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_ratinghistoryevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rating", "service_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rated_on", new_values."rating", new_values."service_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="dd0afc3fe091dd422cb993f46b2c8a92d0543bc9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6d539",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="providers_ratinghistory",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratinghistoryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2ae41563bbefadad0a3d2609dab884bf7caf492d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_af49d",
                            table="providers_ratinghistoryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="service",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_serviceevent" ("address", "also_known_as", "beds", "brand", "care_home", "county", "cqc_id", "deregistered_on", "dormant", "id", "inspected_on", "latitude", "local_authority", "longitude", "name", "name_withheld", "ods_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "provider_id", "rating", "rating_on", "region", "registered_on", "regulated_activities", "sector", "service_types", "specialisms", "status", "town", "unlisted_on", "uprn", "website") SELECT new_values."address", new_values."also_known_as", new_values."beds", new_values."brand", new_values."care_home", new_values."county", new_values."cqc_id", new_values."deregistered_on", new_values."dormant", new_values."id", new_values."inspected_on", new_values."latitude", new_values."local_authority", new_values."longitude", new_values."name", new_values."name_withheld", new_values."ods_code", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."postcode", new_values."provider_id", new_values."rating", new_values."rating_on", new_values."region", new_values."registered_on", new_values."regulated_activities", new_values."sector", new_values."service_types", new_values."specialisms", new_values."status", new_values."town", new_values."unlisted_on", new_values."uprn", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="13af021a39d74df11483f847aa3a4f84fbb09d3f",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_abcc1",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="providers_service",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="service",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_serviceevent" ("address", "also_known_as", "beds", "brand", "care_home", "county", "cqc_id", "deregistered_on", "dormant", "id", "inspected_on", "latitude", "local_authority", "longitude", "name", "name_withheld", "ods_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "provider_id", "rating", "rating_on", "region", "registered_on", "regulated_activities", "sector", "service_types", "specialisms", "status", "town", "unlisted_on", "uprn", "website") SELECT new_values."address", new_values."also_known_as", new_values."beds", new_values."brand", new_values."care_home", new_values."county", new_values."cqc_id", new_values."deregistered_on", new_values."dormant", new_values."id", new_values."inspected_on", new_values."latitude", new_values."local_authority", new_values."longitude", new_values."name", new_values."name_withheld", new_values."ods_code", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."postcode", new_values."provider_id", new_values."rating", new_values."rating_on", new_values."region", new_values."registered_on", new_values."regulated_activities", new_values."sector", new_values."service_types", new_values."specialisms", new_values."status", new_values."town", new_values."unlisted_on", new_values."uprn", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."also_known_as" IS DISTINCT FROM (new_values."also_known_as") OR old_values."beds" IS DISTINCT FROM (new_values."beds") OR old_values."brand" IS DISTINCT FROM (new_values."brand") OR old_values."care_home" IS DISTINCT FROM (new_values."care_home") OR old_values."county" IS DISTINCT FROM (new_values."county") OR old_values."cqc_id" IS DISTINCT FROM (new_values."cqc_id") OR old_values."deregistered_on" IS DISTINCT FROM (new_values."deregistered_on") OR old_values."dormant" IS DISTINCT FROM (new_values."dormant") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."inspected_on" IS DISTINCT FROM (new_values."inspected_on") OR old_values."latitude" IS DISTINCT FROM (new_values."latitude") OR old_values."local_authority" IS DISTINCT FROM (new_values."local_authority") OR old_values."longitude" IS DISTINCT FROM (new_values."longitude") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."name_withheld" IS DISTINCT FROM (new_values."name_withheld") OR old_values."ods_code" IS DISTINCT FROM (new_values."ods_code") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."postcode" IS DISTINCT FROM (new_values."postcode") OR old_values."provider_id" IS DISTINCT FROM (new_values."provider_id") OR old_values."rating" IS DISTINCT FROM (new_values."rating") OR old_values."rating_on" IS DISTINCT FROM (new_values."rating_on") OR old_values."region" IS DISTINCT FROM (new_values."region") OR old_values."registered_on" IS DISTINCT FROM (new_values."registered_on") OR old_values."regulated_activities" IS DISTINCT FROM (new_values."regulated_activities") OR old_values."sector" IS DISTINCT FROM (new_values."sector") OR old_values."service_types" IS DISTINCT FROM (new_values."service_types") OR old_values."specialisms" IS DISTINCT FROM (new_values."specialisms") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."town" IS DISTINCT FROM (new_values."town") OR old_values."unlisted_on" IS DISTINCT FROM (new_values."unlisted_on") OR old_values."uprn" IS DISTINCT FROM (new_values."uprn") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a3b0a0ae4e2e0e93d77dbc0e957d06a1419d3bb9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f932f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="providers_service",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57b335726a1c220907fbbf84cab7434ba255eb58",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c0fe3",
                            table="providers_serviceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicelink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_servicelinkevent" ("from_cqc_id", "from_service_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_cqc_id", "to_service_id") SELECT new_values."from_cqc_id", new_values."from_service_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."to_cqc_id", new_values."to_service_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d3ec8e61a5fbf1876c6c2fca75b1f137200e83ff",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d40a6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="providers_servicelink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicelink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_servicelinkevent" ("from_cqc_id", "from_service_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_cqc_id", "to_service_id") SELECT new_values."from_cqc_id", new_values."from_service_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."to_cqc_id", new_values."to_service_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="46c28d388cb3ca04f67664269c9973dc88d980f4",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_da27a",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="providers_servicelink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicelinkevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="96ea4ddac178e337d58b600dd7680f53a9094a2e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d6b43",
                            table="providers_servicelinkevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "providers_contactevent" ("changed_at", "changed_by_id", "email", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "provider_id", "role", "service_id", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."email", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."provider_id", NEW."role", NEW."service_id", NEW."version"); RETURN NULL;',
                            hash="75236aaaf8e45cf7b61b6d810931ef395ee88ae0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e272d",
                            table="providers_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "providers_contactevent" ("changed_at", "changed_by_id", "email", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "provider_id", "role", "service_id", "version") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."email", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."provider_id", NEW."role", NEW."service_id", NEW."version"); RETURN NULL;',
                            hash="3b5e873f4b648d4339c7759de4503406b6d0a3f8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4c089",
                            table="providers_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="provider",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_providerevent" ("address", "brand", "companies_house_number", "county", "cqc_id", "email", "id", "name", "name_withheld", "notes", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "status", "town", "website") SELECT new_values."address", new_values."brand", new_values."companies_house_number", new_values."county", new_values."cqc_id", new_values."email", new_values."id", new_values."name", new_values."name_withheld", new_values."notes", new_values."ownership", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."postcode", new_values."status", new_values."town", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ae8aa6a4050e3d20c7a37c5b8552e1940693d76c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c2891",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="providers_provider",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="provider",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "providers_providerevent" ("address", "brand", "companies_house_number", "county", "cqc_id", "email", "id", "name", "name_withheld", "notes", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "status", "town", "website") SELECT new_values."address", new_values."brand", new_values."companies_house_number", new_values."county", new_values."cqc_id", new_values."email", new_values."id", new_values."name", new_values."name_withheld", new_values."notes", new_values."ownership", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."postcode", new_values."status", new_values."town", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."brand" IS DISTINCT FROM (new_values."brand") OR old_values."companies_house_number" IS DISTINCT FROM (new_values."companies_house_number") OR old_values."county" IS DISTINCT FROM (new_values."county") OR old_values."cqc_id" IS DISTINCT FROM (new_values."cqc_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."name_withheld" IS DISTINCT FROM (new_values."name_withheld") OR old_values."notes" IS DISTINCT FROM (new_values."notes") OR old_values."ownership" IS DISTINCT FROM (new_values."ownership") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."postcode" IS DISTINCT FROM (new_values."postcode") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."town" IS DISTINCT FROM (new_values."town") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="42c0637efeb0f5b87a44ac6447a8476c93f6a92a",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b4a7f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="providers_provider",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bb3ee8f472d0e5ebe5308d9e8d243fa413069966",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_34be4",
                            table="providers_contactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
