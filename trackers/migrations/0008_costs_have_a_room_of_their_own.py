"""Costs, charges, shares and claims are models of `costs` now, which has renamed their tables. docs/adr/0014."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0001_costs_charges_claims'),
        ('trackers', '0007_history_of_new_rows_in_one_statement'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='ChargeEvent'),
                migrations.DeleteModel(name='ClaimEvent'),
                migrations.DeleteModel(name='CostEvent'),
                migrations.DeleteModel(name='CostSplitEvent'),
                migrations.DeleteModel(name='ClaimLine'),
                migrations.DeleteModel(name='CostPart'),
                migrations.DeleteModel(name='Claim'),
                migrations.DeleteModel(name='Charge'),
                migrations.DeleteModel(name='CostSplit'),
                migrations.DeleteModel(name='Cost'),
            ],
        ),
    ]
