"""Costs, charges, shares and claims come from the trackers' room with every row and its history.

The tables, and all in the database that bears their name, are given the new one; nothing is copied. Triggers write
into tables by name, so they are made anew. docs/adr/0014.
"""

import re

import accounts.together
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

HERE, THERE = 'costs', 'trackers'
WITH_HISTORY = ('Charge', 'Claim', 'Cost', 'CostSplit')
MODELS = ('Charge', 'Claim', 'ClaimLine', 'Cost', 'CostPart', 'CostSplit', *(f'{name}Event' for name in WITH_HISTORY))
# Constraints, indexes and sequences of a table: how they are called, and how one of them is called otherwise.
NAMED = [
    ("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", 'ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}'),
    ("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass", 'ALTER INDEX {old} RENAME TO {new}'),
    (
        "SELECT objid::regclass::text FROM pg_depend JOIN pg_class ON pg_class.oid = objid"
        " WHERE refobjid = %s::regclass AND relkind = 'S'",
        'ALTER SEQUENCE {old} RENAME TO {new}',
    ),
]


def tables_come(apps, schema_editor):
    """Triggers go with their functions, which nothing else would drop."""
    for trigger in triggers_there(apps):
        schema_editor.execute(trigger.uninstall_sql, params=None)
        schema_editor.execute(f'DROP FUNCTION {trigger.sql.pgid}()')
    rename_tables(schema_editor, THERE, HERE)


def tables_go_back(apps, schema_editor):
    rename_tables(schema_editor, HERE, THERE)
    for trigger in triggers_there(apps):
        schema_editor.execute(trigger.install_sql, params=None)


def triggers_there(apps):
    models = [apps.get_model(THERE, name) for name in MODELS]
    return [trigger for model in models for trigger in getattr(model._meta, 'triggers', ())]


def rename_tables(schema_editor, old, new):
    """Names of foreign keys hold the table that they lead to as well."""
    of_ours = re.compile(rf"{old}_({'|'.join(MODELS).lower()})_")
    for name in MODELS:
        table = f'{new}_{name.lower()}'
        schema_editor.execute(f'ALTER TABLE {old}_{name.lower()} RENAME TO {table}')
        for asked, sql in NAMED:
            for found in names(schema_editor, asked, table):
                if (renamed := of_ours.sub(rf'{new}_\1_', found)) != found:
                    schema_editor.execute(sql.format(table=table, old=found, new=renamed))


def names(schema_editor, asked, table):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(asked, [table])
        return [name for (name,) in cursor.fetchall()]


def names_come(apps, schema_editor):
    rename_models(apps, THERE, HERE)


def names_go_back(apps, schema_editor):
    rename_models(apps, HERE, THERE)


def rename_models(apps, old, new):
    """Rows that name a model: content types, to which permissions belong; keys of forms; what a merge has moved."""
    labels = {f'{old}.{name}': f'{new}.{name}' for name in MODELS}
    types = apps.get_model('contenttypes', 'ContentType').objects.filter(model__in=[name.lower() for name in MODELS])
    types.filter(app_label=new).delete()  # made anew where rooms are migrated one at a time, and used by nothing
    types.filter(app_label=old).update(app_label=new)
    for before, after in labels.items():
        apps.get_model('accounts', 'Submission').objects.filter(model=before).update(model=after)
    for merge in apps.get_model('trackers', 'EntryMerge').objects.all():
        moved = [kind | {'model': labels.get(kind['model'], kind['model'])} for kind in merge.moved]
        if moved != merge.moved:
            merge.moved = moved
            merge.save(update_fields=['moved'])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_provider_staff'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('events', '0010_grab_packs'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('trackers', '0007_history_of_new_rows_in_one_statement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(tables_come, tables_go_back)],
            state_operations=[
                accounts.together.Together(
                    operations=[
                        migrations.CreateModel(
                            name='Charge',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(verbose_name='last day')),
                                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='charge')),
                                ('basis', models.CharField(blank=True, max_length=500, verbose_name='how it was worked out')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='events.failureevent')),
                                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'ordering': ['first_on', 'pk'],
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='ChargeEvent',
                            fields=[
                                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                                ('pgh_label', models.TextField(help_text='The event label.')),
                                ('id', models.BigIntegerField()),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(verbose_name='last day')),
                                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='charge')),
                                ('basis', models.CharField(blank=True, max_length=500, verbose_name='how it was worked out')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('changed_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.failureevent')),
                                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='costs.charge')),
                                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='Claim',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('number', models.PositiveIntegerField(editable=False)),
                                ('bearer', models.CharField(choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='claimed from')),
                                ('body_name', models.CharField(max_length=200, verbose_name='name of the body')),
                                ('state', models.CharField(choices=[('to_be_agreed', 'To be agreed'), ('agreed', 'Agreed'), ('draft', 'Draft'), ('sent', 'Sent'), ('paid', 'Paid'), ('disputed', 'In dispute'), ('withdrawn', 'Withdrawn')], max_length=20)),
                                ('reference', models.CharField(blank=True, max_length=120, verbose_name='their reference')),
                                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes')),
                                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed')),
                                ('agreed_with', models.CharField(blank=True, max_length=300, verbose_name='agreed with')),
                                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent')),
                                ('sent_to', models.CharField(blank=True, max_length=300, verbose_name='sent to')),
                                ('paid_on', models.DateField(blank=True, null=True, verbose_name='paid')),
                                ('paid_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.00'))], verbose_name='amount paid')),
                                ('disputed_on', models.DateField(blank=True, null=True, verbose_name='in dispute since')),
                                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn')),
                                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='body')),
                                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='events.failureevent')),
                                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'ordering': ['number'],
                            },
                        ),
                        migrations.CreateModel(
                            name='ClaimEvent',
                            fields=[
                                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                                ('pgh_label', models.TextField(help_text='The event label.')),
                                ('id', models.BigIntegerField()),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('number', models.PositiveIntegerField(editable=False)),
                                ('bearer', models.CharField(choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='claimed from')),
                                ('body_name', models.CharField(max_length=200, verbose_name='name of the body')),
                                ('state', models.CharField(choices=[('to_be_agreed', 'To be agreed'), ('agreed', 'Agreed'), ('draft', 'Draft'), ('sent', 'Sent'), ('paid', 'Paid'), ('disputed', 'In dispute'), ('withdrawn', 'Withdrawn')], max_length=20)),
                                ('reference', models.CharField(blank=True, max_length=120, verbose_name='their reference')),
                                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes')),
                                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed')),
                                ('agreed_with', models.CharField(blank=True, max_length=300, verbose_name='agreed with')),
                                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent')),
                                ('sent_to', models.CharField(blank=True, max_length=300, verbose_name='sent to')),
                                ('paid_on', models.DateField(blank=True, null=True, verbose_name='paid')),
                                ('paid_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.00'))], verbose_name='amount paid')),
                                ('disputed_on', models.DateField(blank=True, null=True, verbose_name='in dispute since')),
                                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn')),
                                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='body')),
                                ('changed_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.failureevent')),
                                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='costs.claim')),
                            ],
                            options={
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='Cost',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('kind', models.CharField(choices=[('nights', 'Nights'), ('care', 'Hours of care'), ('transport', 'Transport'), ('staffing', 'Staffing'), ('equipment', 'Equipment'), ('advice', 'Information and advice'), ('other', 'Other')], max_length=20, verbose_name='what for')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(verbose_name='last day')),
                                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                                ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='rate')),
                                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='total')),
                                ('supplier', models.CharField(blank=True, max_length=200, verbose_name='supplier')),
                                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes')),
                                ('both_reason', models.CharField(blank=True, max_length=500, verbose_name='why two places were paid for')),
                                ('bearer', models.CharField(blank=True, choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='who bears it, decided')),
                                ('bearer_reason', models.CharField(blank=True, max_length=500, verbose_name='why that body bears it')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='body')),
                                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='trackers.trackerentry')),
                                ('evaluation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.personevaluation')),
                                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='events.failureevent')),
                                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'ordering': ['first_on', 'pk'],
                                'permissions': [('view_costs', 'May see costs, charges and claims'), ('change_costs', 'May record costs, charges and claims')],
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='CostEvent',
                            fields=[
                                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                                ('pgh_label', models.TextField(help_text='The event label.')),
                                ('id', models.BigIntegerField()),
                                ('version', models.PositiveIntegerField(default=1, editable=False)),
                                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('kind', models.CharField(choices=[('nights', 'Nights'), ('care', 'Hours of care'), ('transport', 'Transport'), ('staffing', 'Staffing'), ('equipment', 'Equipment'), ('advice', 'Information and advice'), ('other', 'Other')], max_length=20, verbose_name='what for')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(verbose_name='last day')),
                                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                                ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='rate')),
                                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='total')),
                                ('supplier', models.CharField(blank=True, max_length=200, verbose_name='supplier')),
                                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes')),
                                ('both_reason', models.CharField(blank=True, max_length=500, verbose_name='why two places were paid for')),
                                ('bearer', models.CharField(blank=True, choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='who bears it, decided')),
                                ('bearer_reason', models.CharField(blank=True, max_length=500, verbose_name='why that body bears it')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='body')),
                                ('changed_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.failureevent')),
                                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='costs.cost')),
                                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='CostPart',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('first_on', models.DateField()),
                                ('last_on', models.DateField()),
                                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                                ('percent', models.DecimalField(decimal_places=2, default=100, max_digits=5)),
                                ('bearer', models.CharField(choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30)),
                                ('certainty', models.CharField(max_length=20)),
                                ('why', models.CharField(max_length=700)),
                                ('section', models.CharField(blank=True, max_length=100)),
                                ('ended_at', models.DateTimeField(blank=True, null=True)),
                                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='costs.claim')),
                                ('cost', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='costs.cost')),
                                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='events.failureevent')),
                            ],
                            options={
                                'ordering': ['first_on', 'pk'],
                            },
                        ),
                        migrations.CreateModel(
                            name='ClaimLine',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='costs.claim')),
                                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='costs.costpart')),
                            ],
                        ),
                        migrations.CreateModel(
                            name='CostSplit',
                            fields=[
                                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                                ('council_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='this council, percent')),
                                ('icb_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='integrated care board, percent')),
                                ('authority_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='other authority, percent')),
                                ('person_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='self-funder, percent')),
                                ('authority_is', models.CharField(blank=True, choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='where the other authority is')),
                                ('agreed_with', models.CharField(max_length=300, verbose_name='agreed with')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='other authority')),
                                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='events.failureevent')),
                                ('icb', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='integrated care board')),
                                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'verbose_name': 'shares of the cost',
                                'ordering': ['first_on', 'pk'],
                                'abstract': False,
                            },
                        ),
                        migrations.CreateModel(
                            name='CostSplitEvent',
                            fields=[
                                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                                ('pgh_label', models.TextField(help_text='The event label.')),
                                ('id', models.BigIntegerField()),
                                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                                ('taken_back_reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='why it was taken back')),
                                ('first_on', models.DateField(verbose_name='first day')),
                                ('last_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                                ('council_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='this council, percent')),
                                ('icb_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='integrated care board, percent')),
                                ('authority_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='other authority, percent')),
                                ('person_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='self-funder, percent')),
                                ('authority_is', models.CharField(blank=True, choices=[('this_council', 'This council'), ('other_english_council', 'Another English council'), ('wales', 'Welsh authority'), ('scotland', 'Scottish authority'), ('northern_ireland', 'Northern Ireland trust'), ('icb', 'Integrated care board'), ('provider', 'The provider'), ('self_funder', 'Self-funder'), ('not_known', 'Not known yet')], max_length=30, verbose_name='where the other authority is')),
                                ('agreed_with', models.CharField(max_length=300, verbose_name='agreed with')),
                                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                                ('authority', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='other authority')),
                                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trackers.trackerentry')),
                                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.failureevent')),
                                ('icb', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='integrated care board')),
                                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='costs.costsplit')),
                                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                                ('taken_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                            ],
                            options={
                                'abstract': False,
                            },
                        ),
                        migrations.AddConstraint(
                            model_name='charge',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='charge_taken_back_says_why'),
                        ),
                        migrations.AddConstraint(
                            model_name='charge',
                            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('last_on__gte', models.F('first_on'))), name='charge_is_not_negative'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.UniqueConstraint(fields=('event', 'number'), name='claim_number_once'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.CheckConstraint(condition=models.Q(('bearer__in', ('other_english_council', 'wales', 'scotland', 'northern_ireland', 'icb', 'provider', 'self_funder'))), name='claim_from_somebody'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bearer', 'icb'), _negated=True), ('state__in', ['to_be_agreed', 'withdrawn']), ('agreed_on__isnull', False), _connector='OR'), name='claim_on_icb_is_agreed_first'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'paid', 'disputed']), _negated=True), ('sent_on__isnull', False), _connector='OR'), name='claim_sent_has_day'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), models.Q(('paid_amount__isnull', False), ('paid_on__isnull', False)), _connector='OR'), name='claim_paid_has_amount'),
                        ),
                        migrations.AddConstraint(
                            model_name='claim',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['disputed', 'withdrawn']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='claim_stopped_says_why'),
                        ),
                        migrations.AddIndex(
                            model_name='cost',
                            index=models.Index(fields=['event', 'entry', 'first_on'], name='cost_of_event'),
                        ),
                        migrations.AddIndex(
                            model_name='cost',
                            index=models.Index(fields=['entry', 'first_on'], name='cost_of_person'),
                        ),
                        migrations.AddConstraint(
                            model_name='cost',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='cost_taken_back_says_why'),
                        ),
                        migrations.AddConstraint(
                            model_name='cost',
                            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='cost_days_in_order'),
                        ),
                        migrations.AddConstraint(
                            model_name='cost',
                            constraint=models.CheckConstraint(condition=models.Q(('total__gte', 0), models.Q(('quantity', None), ('quantity__gt', 0), _connector='OR'), models.Q(('rate', None), ('rate__gte', 0), _connector='OR')), name='cost_is_not_negative'),
                        ),
                        migrations.AddConstraint(
                            model_name='cost',
                            constraint=models.CheckConstraint(condition=models.Q(('rate', None), models.Q(('quantity__isnull', False), ('total', django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('quantity'), '*', models.F('rate')), precision=2))), _connector='OR'), name='cost_is_quantity_times_rate'),
                        ),
                        migrations.AddConstraint(
                            model_name='cost',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bearer', ''), ('body', None)), models.Q(models.Q(('bearer', ''), _negated=True), models.Q(('bearer_reason', ''), _negated=True)), _connector='OR'), name='cost_borne_otherwise_says_why'),
                        ),
                        migrations.AddIndex(
                            model_name='costpart',
                            index=models.Index(condition=models.Q(('ended_at', None)), fields=['event', 'bearer'], name='cost_part_live'),
                        ),
                        migrations.AddConstraint(
                            model_name='costpart',
                            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('last_on__gte', models.F('first_on')), ('percent__gt', 0), ('percent__lte', 100)), name='cost_part_is_something'),
                        ),
                        migrations.AddConstraint(
                            model_name='costpart',
                            constraint=models.CheckConstraint(condition=models.Q(('claim', None), ('ended_at', None), _connector='OR'), name='cost_part_claimed_stands'),
                        ),
                        migrations.AddConstraint(
                            model_name='claimline',
                            constraint=models.UniqueConstraint(fields=('claim', 'part'), name='part_once_in_claim'),
                        ),
                        migrations.AddConstraint(
                            model_name='costsplit',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='costsplit_taken_back_says_why'),
                        ),
                        migrations.AddConstraint(
                            model_name='costsplit',
                            constraint=models.CheckConstraint(condition=models.Q(('last_on', None), ('last_on__gte', models.F('first_on')), _connector='OR'), name='cost_shares_days_in_order'),
                        ),
                        migrations.AddConstraint(
                            model_name='costsplit',
                            constraint=models.CheckConstraint(condition=models.Q(('authority_percent__gte', 0), ('council_percent', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('icb_percent')), '-', models.F('authority_percent')), '-', models.F('person_percent'))), ('council_percent__gte', 0), ('icb_percent__gte', 0), ('person_percent__gte', 0)), name='cost_shares_add_up_to_100'),
                        ),
                        migrations.AddConstraint(
                            model_name='costsplit',
                            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority_is', ''), ('authority_percent', 0)), models.Q(('authority_is__in', ('other_english_council', 'wales', 'scotland', 'northern_ireland')), ('authority_percent__gt', 0)), _connector='OR'), name='cost_shares_say_where'),
                        ),
                    ],
                ),
            ],
        ),
        accounts.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='charge',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "costs_chargeevent" ("amount", "basis", "changed_at", "changed_by_id", "entry_id", "event_id", "first_on", "id", "last_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "taken_back_at", "taken_back_by_id", "taken_back_reason", "version") VALUES (NEW."amount", NEW."basis", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."id", NEW."last_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."version"); RETURN NULL;', hash='7c15a3c637a0d6c73d5cfb10e82c4e7c9cc88294', operation='INSERT', pgid='pgtrigger_insert_insert_c2091', table='costs_charge', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='charge',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "costs_chargeevent" ("amount", "basis", "changed_at", "changed_by_id", "entry_id", "event_id", "first_on", "id", "last_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "taken_back_at", "taken_back_by_id", "taken_back_reason", "version") VALUES (NEW."amount", NEW."basis", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."id", NEW."last_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."version"); RETURN NULL;', hash='dc094b353728254b4318dccfaacf0e774a479f91', operation='UPDATE', pgid='pgtrigger_update_update_ecec3', table='costs_charge', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='chargeevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c3a60a03d6a31990d67169914a5f69f49af416f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37da9', table='costs_chargeevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claim',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "costs_claimevent" ("agreed_on", "agreed_with", "bearer", "body_id", "body_name", "changed_at", "changed_by_id", "disputed_on", "entry_id", "event_id", "id", "made_at", "made_by_id", "notes", "number", "paid_amount", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sent_on", "sent_to", "state", "version", "why", "withdrawn_on") VALUES (NEW."agreed_on", NEW."agreed_with", NEW."bearer", NEW."body_id", NEW."body_name", NEW."changed_at", NEW."changed_by_id", NEW."disputed_on", NEW."entry_id", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."notes", NEW."number", NEW."paid_amount", NEW."paid_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."sent_on", NEW."sent_to", NEW."state", NEW."version", NEW."why", NEW."withdrawn_on"); RETURN NULL;', hash='7b799df0cbe829d7d1d8c9fbfaa9f82f73e2142e', operation='INSERT', pgid='pgtrigger_insert_insert_f9a4a', table='costs_claim', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claim',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "costs_claimevent" ("agreed_on", "agreed_with", "bearer", "body_id", "body_name", "changed_at", "changed_by_id", "disputed_on", "entry_id", "event_id", "id", "made_at", "made_by_id", "notes", "number", "paid_amount", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sent_on", "sent_to", "state", "version", "why", "withdrawn_on") VALUES (NEW."agreed_on", NEW."agreed_with", NEW."bearer", NEW."body_id", NEW."body_name", NEW."changed_at", NEW."changed_by_id", NEW."disputed_on", NEW."entry_id", NEW."event_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."notes", NEW."number", NEW."paid_amount", NEW."paid_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."sent_on", NEW."sent_to", NEW."state", NEW."version", NEW."why", NEW."withdrawn_on"); RETURN NULL;', hash='d240c09b5f3a8572c6b6578389542d8d41e1b369', operation='UPDATE', pgid='pgtrigger_update_update_3da67', table='costs_claim', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claimevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce1b8e2f84bb0e51ab0fb5f2844c15d436de4efb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9d5cf', table='costs_claimevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cost',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "costs_costevent" ("bearer", "bearer_reason", "body_id", "both_reason", "changed_at", "changed_by_id", "entry_id", "event_id", "first_on", "id", "kind", "last_on", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "rate", "recorded_at", "recorded_by_id", "supplier", "taken_back_at", "taken_back_by_id", "taken_back_reason", "total", "version") VALUES (NEW."bearer", NEW."bearer_reason", NEW."body_id", NEW."both_reason", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."id", NEW."kind", NEW."last_on", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."rate", NEW."recorded_at", NEW."recorded_by_id", NEW."supplier", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."total", NEW."version"); RETURN NULL;', hash='7dc00554f7a0a4035709ba3ea2f5bc60bce28a79', operation='INSERT', pgid='pgtrigger_insert_insert_6a15a', table='costs_cost', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cost',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bearer" IS DISTINCT FROM (NEW."bearer") OR OLD."bearer_reason" IS DISTINCT FROM (NEW."bearer_reason") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."both_reason" IS DISTINCT FROM (NEW."both_reason") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changed_by_id" IS DISTINCT FROM (NEW."changed_by_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."first_on" IS DISTINCT FROM (NEW."first_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."last_on" IS DISTINCT FROM (NEW."last_on") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."supplier" IS DISTINCT FROM (NEW."supplier") OR OLD."taken_back_at" IS DISTINCT FROM (NEW."taken_back_at") OR OLD."taken_back_by_id" IS DISTINCT FROM (NEW."taken_back_by_id") OR OLD."taken_back_reason" IS DISTINCT FROM (NEW."taken_back_reason") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "costs_costevent" ("bearer", "bearer_reason", "body_id", "both_reason", "changed_at", "changed_by_id", "entry_id", "event_id", "first_on", "id", "kind", "last_on", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "rate", "recorded_at", "recorded_by_id", "supplier", "taken_back_at", "taken_back_by_id", "taken_back_reason", "total", "version") VALUES (NEW."bearer", NEW."bearer_reason", NEW."body_id", NEW."both_reason", NEW."changed_at", NEW."changed_by_id", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."id", NEW."kind", NEW."last_on", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."rate", NEW."recorded_at", NEW."recorded_by_id", NEW."supplier", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."total", NEW."version"); RETURN NULL;', hash='dbe0b5c635076dd4474686d6ea6bd68d37896833', operation='UPDATE', pgid='pgtrigger_update_update_43cc8', table='costs_cost', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='costevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='21c633b7854daecd97add176da25790f9330b59d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c009', table='costs_costevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claimline',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e4a7e4c94cdbd4aa0a69fa6ab33577e131571fa9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2dfdb', table='costs_claimline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='costsplit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "costs_costsplitevent" ("agreed_with", "authority_id", "authority_is", "authority_percent", "council_percent", "entry_id", "event_id", "first_on", "icb_id", "icb_percent", "id", "last_on", "person_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "taken_back_at", "taken_back_by_id", "taken_back_reason") VALUES (NEW."agreed_with", NEW."authority_id", NEW."authority_is", NEW."authority_percent", NEW."council_percent", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."icb_id", NEW."icb_percent", NEW."id", NEW."last_on", NEW."person_percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason"); RETURN NULL;', hash='a87e1e5a0d28097cd44ccb35705ee9dd991746e7', operation='INSERT', pgid='pgtrigger_insert_insert_62a48', table='costs_costsplit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='costsplit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "costs_costsplitevent" ("agreed_with", "authority_id", "authority_is", "authority_percent", "council_percent", "entry_id", "event_id", "first_on", "icb_id", "icb_percent", "id", "last_on", "person_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "taken_back_at", "taken_back_by_id", "taken_back_reason") VALUES (NEW."agreed_with", NEW."authority_id", NEW."authority_is", NEW."authority_percent", NEW."council_percent", NEW."entry_id", NEW."event_id", NEW."first_on", NEW."icb_id", NEW."icb_percent", NEW."id", NEW."last_on", NEW."person_percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason"); RETURN NULL;', hash='7a8c3346da9088edf7a5c57c99cf546d2dd8e919', operation='UPDATE', pgid='pgtrigger_update_update_75d22', table='costs_costsplit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='costsplitevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a1dcd6e64a180f2697f74ed69f3f8e60bab14b37', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6625', table='costs_costsplitevent', when='BEFORE')),
                ),
            ],
        ),
        migrations.RunPython(names_come, names_go_back),
    ]
