"""Concerns and assessments of risk, made by operations: the partner is asked into one of two, for Health."""

from datetime import date

from django.db import models

from accounts.models import User
from providers.models import Service
from risk.models import Grading, RiskAssessment
from risk.operations import assessments, concerns, gradings, initial
from tests.access.monitoring import MonitoringMarks, fill_monitoring, monitoring_places
from tests.access.places import Place, key_of
from tests.access.tokens import FOREIGN, SEEN, Mark

OWN_ROW, COUNCILS_ROW, PARTY = "8", "18", "Health"
SCORES = {str(number): 3 for number in range(2, 10)}


def fill_risks(
    by: User, partner: User, service: Service, other: Service, monitored: Service, today: date
) -> dict[str, RiskAssessment]:
    """The assessments of two services by what they are to the partner; and a month of a third."""
    concerns.record_concern(
        by=by, provider=service.provider, service=service, indicators=["BPL-IN04"], source="visit", raised_on=today,
        details="x", told_by="y",
    )  # fmt: skip
    initial.make_initial_assessment(
        by=by, service=service, occasion="BPL-IAO1", nature="x", started_on=today, scores=SCORES
    )
    made = {"asked": assess(by, service, today), "not asked": assess(by, other, today)}
    gradings.ask_in(by=by, assessment=made["asked"], user=partner, parties=[PARTY])
    fill_monitoring(by, monitored, today)
    return made


def assess(by: User, service: Service, today: date) -> RiskAssessment:
    """An assessment of one person with a row of Health and one of Contracts, a factor and a level."""
    made = assessments.start_assessment(by=by, service=service, started_on=today, people=["WO"])
    for number in (OWN_ROW, COUNCILS_ROW):
        row = made.gradings.get(domain_number=number)
        cells = {"person": (3, 3), "others": (2, 2), "immediate_action": "x", "agreed_with": "y"}
        gradings.fill_row(by=by, grading=row, version=row.version, issue="x", **cells)
    assessments.add_factor(by=by, assessment=made, factor="x", comment="y")
    return assessments.settle_level(
        by=by, assessment=made, version=made.version, level="High", remedy="x", target="Low", target_on=today
    )


def risk_places(
    made: dict[str, RiskAssessment], service: Service, monitored: Service
) -> dict[str, dict[str, Place]]:
    """What the addresses of the risk pages can lead to."""
    places = {
        name: {
            "assessment": one.pk,
            "number": 1,
            "part": 1,
            "row": one.gradings.get(order=int(OWN_ROW)).pk,
            "factor": key_of(one.factors),
            "contributor": key_of(one.contributors),
        }
        for name, one in made.items()
    }
    concern, first = key_of(service.concerns), key_of(service.initial_assessments)
    single = {"concern": concern, "initial": first, "provider": service.provider_id, "cqc_id": service.cqc_id}
    return {"assessment": places, "concern": {"": single}, **monitoring_places(monitored)}


class RiskMarks(MonitoringMarks):
    """Whose business the records of this topic are: of the assessment it is asked into, a partner has its own rows."""

    weighed: dict[str, RiskAssessment]

    def mark_riskassessment(self, record: RiskAssessment, field: models.Field) -> Mark:
        shown = field.name in {"started_on", "signed_on"} and record == self.weighed["asked"]
        return SEEN if shown else FOREIGN

    def mark_grading(self, row: Grading, field: models.Field) -> Mark | None:
        if field.name == "parties":
            return None
        return SEEN if row.assessment == self.weighed["asked"] and PARTY in row.parties else FOREIGN

    def mark_sampledperson(self, person: models.Model, field: models.Field) -> Mark:
        return SEEN if person.assessment == self.weighed["asked"] else FOREIGN

    def mark_contributor(self, asked: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "parties" else FOREIGN

    def mark_initialassessment(self, first: models.Model, field: models.Field) -> Mark | None:
        return (
            None if field.name in {"outcome", "total"} else FOREIGN
        )  # an outcome comes with a person and a day

    def mark_concern(self, concern: models.Model, field: models.Field) -> Mark | None:
        return None if field.name in {"indicators", "ended_reason"} else FOREIGN  # nobody has settled it
