"""Concerns and assessments, made by the operations."""

from datetime import date
from typing import Any

from accounts.models import User
from risk.models import Grading, RiskAssessment
from risk.operations import assessments, concerns, initial
from risk.operations.gradings import fill_row
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory

DAY = date(2026, 11, 2)
ALL_FIVES = {str(number): 5 for number in range(2, 10)}


def record_concern(by: User, provider=None, **facts: Any):
    ProcedureFactory(key="blackpool")
    given = {
        "indicators": ["BPL-IN04"],
        "source": "complaint",
        "raised_on": DAY,
        "details": "Calls not answered",
    }
    return concerns.record_concern(by=by, provider=provider or ServiceFactory().provider, **(given | facts))


def make_initial(by: User, service=None, **facts: Any):
    ProcedureFactory(key="blackpool")
    given = {"occasion": "BPL-IAO3", "nature": "Falls at night", "started_on": DAY, "scores": ALL_FIVES}
    return initial.make_initial_assessment(by=by, service=service or ServiceFactory(), **(given | facts))


def start(by: User, *people: str, service=None, **facts: Any) -> RiskAssessment:
    ProcedureFactory(key="blackpool")
    return assessments.start_assessment(
        by=by, service=service or ServiceFactory(), started_on=DAY, people=list(people or ["WO"]), **facts
    )


def row_of(assessment: RiskAssessment, number: str, person: int = 1) -> Grading:
    return Grading.objects.get(assessment=assessment, domain_number=number, person__number=person)


def grade(
    by: User, assessment: RiskAssessment, number: str, person: tuple, others=None, *, who: int = 1, **facts
):
    """A row with an issue and its cells; filled in as agreed with its party."""
    row = row_of(assessment, number, who)
    given = {"issue": "Gaps in the chart", "agreed_with": "Ward sister"} | facts
    return fill_row(by=by, grading=row, version=row.version, person=person, others=others, **given)


def settle(by: User, assessment: RiskAssessment, level: str, **facts: Any) -> RiskAssessment:
    assessment.refresh_from_db()
    return assessments.settle_level(
        by=by, assessment=assessment, version=assessment.version, level=level, **facts
    )


def sign(by: User, assessment: RiskAssessment, **facts: Any) -> RiskAssessment:
    assessment.refresh_from_db()
    given = {
        "completed_by": "Sam Ferris", "designation": "Contracts officer", "organisation": "Exampleshire",
        "signature": "Sam Ferris", "signed_on": DAY,
    }  # fmt: skip
    return assessments.sign_assessment(
        by=by, assessment=assessment, version=assessment.version, **(given | facts)
    )


def signed(by: User, *, cell=(3, 3), level="High", service=None) -> RiskAssessment:
    """An assessment of one person with one row, signed."""
    made = start(by, service=service)
    grade(by, made, "18", cell, immediate_action="Manager asked today")
    settle(by, made, level, level_reason="Weighed with the staff that were added")
    return sign(by, made)
