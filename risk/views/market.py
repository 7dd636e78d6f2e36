"""Risk of one service over time, and over the whole market. Every figure opens its list."""

from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import needs
from govuk.words import clean_text
from risk import grid
from risk.operations.instruments import instrument
from risk.reading import Market, kind_of, market, over_time
from risk.rules.instrument import shade
from risk.views.concerns import service_or_404
from risk.views.pages import risk_page

LOOK = "risk.view_concern"


@needs(LOOK)
@require_safe
def service_over_time(request, cqc_id):
    service = service_or_404(cqc_id)
    moments, levels = over_time(request.user, service)
    context = {"service": service, "moments": moments, "levels": levels}
    return risk_page(request, "risk/service_over_time.html", "market", context)


@needs(LOOK)
@require_safe
def risk_market(request):
    """The latest signed assessment of every service: by cell of the matrix, by level and kind of service."""
    found = instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "market", {})
    pack = found[1]
    shown = linked(market(request.user, pack))
    totals = [sum(dict(line["counts"])[level] for line in shown.by_type) for level in shown.levels]
    context = {
        "market": shown,
        "totals": list(zip(shown.levels, totals, strict=True)),
        "there": reverse("risk:market-list"),
        "key": grid.key(pack),
        "source": grid.source_of(pack),
        "shade": lambda level: f"app-{shade(pack, level)}",
    }
    return risk_page(request, "risk/market.html", "market", context)


def linked(shown: Market) -> Market:
    """Every figure with the address of its list."""
    there = reverse("risk:market-list")
    for row in shown.grid:
        for cell in row["cells"]:
            cell["short"] = grid.short(cell["band"])
            cell["href"] = (
                f"{there}?{urlencode({'impact': cell['impact'], 'likelihood': cell['likelihood']})}"
            )
    for line in shown.by_type:
        line["cells"] = [
            {
                "count": count,
                "level": level,
                "href": f"{there}?{urlencode({'level': level, 'type': line['text']})}",
            }
            for level, count in line["counts"]
        ]
    return shown


@needs(LOOK)
@require_safe
def market_list(request):
    """The services behind a figure of the market: `impact` and `likelihood`, `level`, `type`; none of them is all."""
    found = instrument()
    rows = market(request.user, found[1]).rows if found else []
    asked = {
        name: clean_text(request.GET.get(name, ""))[:200]
        for name in ("impact", "likelihood", "level", "type")
    }
    tests = {
        "impact": lambda row: str(row.cell and row.cell[0]),
        "likelihood": lambda row: str(row.cell and row.cell[1]),
        "level": lambda row: row.level,
        "type": lambda row: kind_of(row.service),
    }
    wanted = [(tests[name], value) for name, value in asked.items() if value]
    shown = [row for row in rows if all(test(row) == value for test, value in wanted)]
    context = {
        "rows": shown,
        "asked": [value for value in (asked["level"], asked["type"]) if value],
        "cell": asked,
    }
    return risk_page(request, "risk/market_list.html", "market", context)
