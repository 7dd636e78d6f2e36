"""The approach of an event, who was involved, sign-off, press statements, a contingency project: the council's own."""

from datetime import date

from django.db import models

from accounts.models import User
from events.models import FailureEvent
from plans.models import MarketProject
from plans.operations import approaches, involvement, press, programme, sign_off
from tests.access.tokens import FOREIGN, Mark

# What comes only with a day, a person or a choice beside it, and what an option has in an order.
KEPT = {"issued_at", "put_away_at", "put_away_reason", "taken_back_at", "kind", "suggested", "code", "row"}


def fill_deciding(by: User, event: FailureEvent, today: date) -> None:
    """One of each, with every text filled in."""
    row = approaches.choose_approach(
        by=by, event=event, provider_type="Care Home", key_factor="Building still available", kind="approach_1",
        reason="x",
    )  # fmt: skip
    option = row.options.first()
    said = {"COV-A1-AC1-F1": {"bears": "for", "note": "x"}}
    approaches.work_through(
        by=by, option=option, version=1, factors=said, cost=9, people=8, ready="y", note="z"
    )
    issue = row.issues.first()
    approaches.decide_issue(by=by, issue=issue, version=1, chosen=[option.label], reason="x", note="y")
    sign_off.record_sign_off(
        by=by,
        event=event,
        organisation="CCC",
        body="Cabinet Member",
        name="x",
        signed_on=today,
        revision=2,
        note="y",
    )
    involvement.record_involvement(
        by=by, event=event, organisation="CQC", name="x", involved_on=today, method="phone", note="y"
    )
    held = press.draft_statement(by=by, event=event, action="BPL-CP07", title="x", text="y")
    press.approve_statement(
        by=by,
        statement=held,
        text_version=1,
        body="DASS",
        name="x",
        method="email",
        approved_on=today,
        note="y",
    )


def fill_programme(by: User) -> MarketProject:
    return programme.add_project(by=by, area="x", project="y", timescale="z", owner="w", progress="v")


def deciding_keys(event: FailureEvent) -> dict[str, int]:
    """One of each of an event; 0 for what it has none of."""
    rows = {
        "approach_issue": event.approach_issues,
        "approach_option": event.approach_options,
        "involvement": event.involvements,
        "sign_off": event.sign_offs,
        "press": event.press_statements,
        "approval": event.press_approvals,
    }
    found = {
        name: some.order_by("pk").values_list("pk", flat=True).first() or 0 for name, some in rows.items()
    }
    return found | {"place": 1}


class DecidingMarks:
    """Nothing of it is a partner's."""

    def _mark_decided(self, record: models.Model, field: models.Field) -> Mark | None:
        return None if field.name in KEPT else FOREIGN

    mark_approach = mark_approachissue = mark_approachoption = mark_involvementrow = _mark_decided
    mark_signoff = mark_involvement = mark_pressstatement = mark_pressapproval = mark_marketproject = (
        _mark_decided
    )
