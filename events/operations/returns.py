"""Returns of care packages by one service, over all its events. Called inside operations and by pages."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from events.models import FailureEvent, Notice
from events.procedure.pack import Pack
from events.rules.response import INVALID, suggest_response
from events.rules.returns import Return, running_total, warning_words
from providers.models import Service


def is_return(pack: Pack, trigger: str) -> bool:
    found = pack.trigger(trigger)
    return bool(found and found.threshold)


def returns_warning(
    pack: Pack, service: Service, told_on: date, trigger: str, packages: str, hours: str
) -> str:
    """What is said beside the answer to a return, when the service returned others within the period; else "".

    Only returns of this very service count, not those of another one of the same provider. SOP 10.3.
    """
    if not is_return(pack, trigger):
        return ""
    if suggest_response(pack, trigger, packages, hours).response == INVALID:
        return ""
    days = settings.RETURNS_PERIOD_DAYS
    total = running_total(
        pack, Return(told_on, packages, hours), _earlier(pack, service, told_on, days), days
    )
    return warning_words(pack, total, str(service), days)


def _earlier(pack: Pack, service: Service, told_on: date, days: int) -> list[Return]:
    about = Q(service=service) | Q(service=None, event__service=service)
    lines = [trigger.id for trigger in pack.triggers if trigger.threshold]
    near = (told_on - timedelta(days=days), told_on + timedelta(days=days))
    rows = Notice.objects.filter(about, trigger__in=lines, notified_on__range=near)
    rows = rows.exclude(event__status__in=FailureEvent.NEVER_LOGGED)
    return [Return(*row) for row in rows.values_list("notified_on", "packages", "hours")]
