"""What officers write to a month's monitoring report. Coventry outline App 1."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from events.rules.monitoring import month_of
from risk.models import MarketReport
from risk.operations.monitoring import CHANGES


@operation("market_report.written", told="Recommendations of a monitoring report written", needs=CHANGES)
def write_report(
    *,
    by: User,
    month: date,
    recommendations: str,
    version: int = 0,
    analysis: str = "",
    presented_on: date | None = None,
    presented_to: str = "",
) -> MarketReport:
    """The analysis of a month and the recommendations for the next. `month` is any day of it. COV-RB06.

    `version` is 0 where nothing was written yet. Raises ValidationError for a month to come, Conflict.
    """
    month = month_of(month)
    _refuse(month, recommendations, presented_on)
    changing = {
        "analysis": analysis.strip(), "recommendations": recommendations.strip(), "presented_on": presented_on,
        "presented_to": presented_to.strip(),
    }  # fmt: skip
    Organisation.objects.select_for_update().get(is_host=True)  # two people who begin the same report
    there = MarketReport.objects.of(month).first()
    if there is None:
        return MarketReport.objects.create(month=month, changed_by=by, **changing)
    row = MarketReport.objects.lock_for_edit(there.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _refuse(month: date, recommendations: str, presented_on: date | None) -> None:
    today = timezone.localdate()
    if month > today:
        raise ValidationError(
            "This month has not begun. Write to the report of this month or an earlier one."
        )
    if not recommendations.strip():
        raise ValidationError({"recommendations": "Enter the recommendations for next month"})
    if presented_on and not month <= presented_on <= today:
        raise ValidationError({"presented_on": "The date must be between the start of the month and today"})
