"""All that an assessment says, in words: what signing keeps, what paper shows, what versions are compared by."""

from events.procedure.pack import Pack
from govuk.words import full_date, moment_words
from risk.models import Grading, RiskAssessment
from risk.operations.instruments import pack_of
from risk.rules.instrument import impact_words, likelihood_words
from risk.rules.summary import Cell, cells, highest


def content_of(assessment: RiskAssessment, pack: Pack | None = None) -> dict:
    """The assessment as plain values, in three queries for any number of people. `procedure` comes selected.

    {"facts": [[label, words]], "people": [{"number", "reference", "rows": [row_words]}],
    "factors": [[factor, comment]], "sign_off": [[label, words]], "procedure": words}
    """
    pack = pack or pack_of(assessment)
    rows: dict[int, list[dict]] = {}
    found = list(Grading.objects.filter(assessment=assessment).order_by("order", "person__number"))
    for row in found:
        rows.setdefault(row.person_id, []).append(row_words(pack, row))
    people = assessment.people.order_by("number")
    factors = assessment.factors.filter(withdrawn=False)
    return {
        "facts": facts(assessment, highest(pack, (cell for row in found for cell in cells(row)))),
        "people": [
            {"number": one.number, "reference": one.reference, "rows": rows.get(one.pk, [])} for one in people
        ],
        "factors": [[one.factor, one.comment] for one in factors],
        "sign_off": sign_off(assessment),
        "procedure": f"{pack.title}, version {pack.version}",
    }


def facts(assessment: RiskAssessment, top: Cell | None) -> list[list[str]]:
    """What was concluded, labelled. `top` is the highest grading of the rows."""
    target = assessment.target
    if target and assessment.target_on:
        target = f"{target} by {full_date(assessment.target_on)}"
    return [
        ["Highest grading", f"{top.band}, {top.score}" if top else ""],
        ["Overall level of risk", assessment.level],
        ["Reason for the level", assessment.level_reason],
        ["Poor performance category", assessment.category],
        ["Actions", "; ".join(assessment.actions)],
        ["What will be done", assessment.remedy],
        ["Level to be reached", target],
        ["Views of service users and carers", assessment.people_views],
    ]


def row_words(pack: Pack, row: Grading) -> dict:
    """Columns A to G of one row. Blackpool policy App 2 Step 1."""
    return {
        "number": row.domain_number,
        "domain": row.domain_label,
        "parties": ", ".join(row.parties),
        "issue": row.issue,
        "impact": impact_words(pack, row.impact),
        "likelihood": likelihood_words(pack, row.likelihood),
        "person": graded(row.score, row.band),
        "others_impact": impact_words(pack, row.others_impact),
        "others_likelihood": likelihood_words(pack, row.others_likelihood),
        "others": graded(row.others_score, row.others_band),
        "action": row.immediate_action,
    }


def graded(score: int | None, band: str) -> str:
    return "" if score is None else f"{score}, {band}"


def sign_off(assessment: RiskAssessment) -> list[list[str]]:
    """The eight fields of Step 4. Blackpool policy App 2 Step 4."""
    told = moment_words(assessment.feedback_at) if assessment.feedback_at else ""
    return [
        ["Form Completed by", assessment.completed_by],
        [
            "Date, time and method of feedback to providers",
            ", ".join(filter(None, [told, assessment.feedback_how])),
        ],
        ["Designation", assessment.designation],
        ["Organisation", assessment.organisation],
        ["Telephone", assessment.phone],
        ["E-mail Address", assessment.email],
        ["Date", full_date(assessment.signed_on) if assessment.signed_on else ""],
        ["Signature", assessment.signature],
    ]
