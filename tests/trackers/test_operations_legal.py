"""Facts, answers that are kept, the power, decisions, disputes, and how the duty ends. SOP 2 to 6."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts.versions import Conflict
from events.models import LegalEvaluation, LegalFact
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers import tasks
from trackers.models import PersonEvaluation
from trackers.operations import edit_entry, record_final_outcome
from trackers.operations.legal_disputes import edit_dispute, open_dispute
from trackers.operations.legal_endings import (
    decide_event,
    decide_person,
    end_duty,
    take_back_decision,
    take_back_end,
)
from trackers.operations.legal_facts import record_event_facts, record_person_facts
from trackers.operations.legal_powers import assess_urgency, end_power, use_power

pytestmark = pytest.mark.django_db
FRIDAY = {
    "service_in_area": "yes",
    "regulated_activity": "yes",
    "cause": "business_failure",
    "business_failed": "yes",
    "service_still_running": "yes",
    "needs_met_immediately_before": "yes",
    "provider_confirmed_unable": "no",
}
FAILED = FRIDAY | {"service_still_running": "no", "provider_confirmed_unable": "yes"}
DAY = date(2026, 1, 9)


@pytest.fixture
def event(host):
    return EventFactory(notified_on=date(2026, 1, 5))


def say(by, event, **values):
    versions = {row.name: row.version for row in LegalFact.objects.filter(event=event)}
    changes = {name: {"value": value, "version": versions.get(name, 0)} for name, value in values.items()}
    return record_event_facts(by=by, event=event, changes=changes)


def say_of(by, entry, **values):
    return record_person_facts(by=by, entry=entry, changes={n: {"value": v} for n, v in values.items()})


def duties(event):
    return list(event.legal_evaluations.order_by("pk").values_list("duty", flat=True))


def answer_for(entry):
    return PersonEvaluation.objects.filter(entry=entry).order_by("-pk").first()


def failed(officer, event):
    say(officer, event, **FAILED)
    return event


def test_administrator_on_friday_to_confirmation_on_monday_keeps_three_answers(officer, event, entry):
    say(officer, event, **FRIDAY)
    say(officer, event, service_still_running="no")
    say(officer, event, provider_confirmed_unable="yes")

    assert duties(event) == ["does_not_apply", "not_yet_triggered", "applies"]
    rows = PersonEvaluation.objects.filter(entry=entry).order_by("pk")
    assert [row.duty for row in rows] == ["does_not_apply", "not_yet_triggered", "applies"]
    assert rows.last().because == "Has the provider confirmed that it cannot carry on? Yes"


def test_kept_answer_cannot_be_changed_or_deleted(officer, event):
    say(officer, event, **FRIDAY)
    kept = LegalEvaluation.objects.get()

    for change in (lambda: LegalEvaluation.objects.update(duty="applies"), kept.delete):
        with pytest.raises(DatabaseError, match=r"append_only|Cannot"), transaction.atomic():
            change()


def test_answer_names_rule_section_facts_and_what_would_change_it(officer, event):
    say(officer, event, **FAILED | {"provider_confirmed_unable": "no"})

    kept = event.legal_evaluations.get()
    line = kept.answer["lines"][0]
    assert line["outcomes"]["temporary_duty"]["rules"] == ["STF-R05"]
    assert "Staffordshire SOP 2.1, 4.5" in line["sections"]
    assert ["provider_confirmed_unable", True, "applies"] in line["flips"]
    assert kept.facts["council_aware"]["source"] == "the first notice"


def test_fact_that_is_taken_back_leaves_no_confident_answer(officer, event):
    failed(officer, event)

    say(officer, event, needs_met_immediately_before="")

    kept = event.legal_evaluations.order_by("-pk").first()
    assert kept.duty == "undetermined"
    assert kept.answer["lines"][0]["outcomes"]["temporary_duty"]["missing"] == [
        "needs_met_immediately_before"
    ]


def test_cqc_closure_gives_no_duty_and_offers_the_power(officer, event):
    say(officer, event, **FAILED | {"cause": "cqc_standards_failure", "needs_urgent": "yes"})
    assert event.legal_evaluations.get().power == "awaiting_risk_assessment"

    assess_urgency(
        by=officer, event=event, assessed_on=DAY, assessor="A. Ferris", urgent=True, summary="No staff"
    )

    kept = event.legal_evaluations.order_by("-pk").first()
    assert (kept.duty, kept.power) == ("does_not_apply", "available")


@pytest.mark.parametrize(
    "funding", ["this_council", "self_funder", "other_authority", "other_authority_direct_payment", "joint"]
)
def test_nothing_but_the_nhs_blocks_the_duty(officer, event, entry, funding):
    failed(officer, event)
    edit_entry(by=officer, entry=entry, version=1, changes={"funding_type": funding})
    say_of(officer, entry, ordinary_residence="wales", assessment_exists="no", person_type="carer",
           needs_meet_eligibility_criteria="no")  # fmt: skip

    assert answer_for(entry).duty == "applies"


def test_change_of_payer_is_evaluated_in_the_same_operation(officer, event, entry):
    failed(officer, event)

    edit_entry(by=officer, entry=entry, version=1, changes={"funding_type": "nhs_chc"})

    kept = answer_for(entry)
    assert (kept.duty, kept.because) == ("nhs_responsible", "Who pays changed")
    assert kept.answer["lines"][0]["outcomes"]["charge_person"]["value"] == "not_used"


def test_person_of_the_nhs_with_social_care_needs_has_two_lines(officer, event, entry):
    failed(officer, event)
    edit_entry(by=officer, entry=entry, version=1, changes={"funding_type": "nhs_chc"})

    say_of(officer, entry, social_care_payer="self_funder")

    lines = answer_for(entry).answer["lines"]
    found = [(line["need"], line["outcomes"]["temporary_duty"]["value"]) for line in lines]
    assert found == [("Healthcare needs", "nhs_responsible"), ("Social care needs", "applies")]


def test_person_outside_the_area_has_no_duty_while_others_have(officer, event, entry):
    other = EntryFactory(event=event, service_user=ServiceUserFactory())
    failed(officer, event)

    say_of(officer, entry, service_in_area="no")

    assert (answer_for(entry).duty, answer_for(other).duty) == ("does_not_apply", "applies")


def test_word_of_another_stands_in_only_with_evidence_and_approver(officer, event):
    say(officer, event, **FAILED | {"provider_confirmed_unable": "no"})
    change = {"value": "yes", "substitute": "The CQC says so", "version": 1}
    for more in ({}, {"reason": "Doors locked"}, {"reason": "Doors locked", "approved_by": officer.name}):
        with pytest.raises(ValidationError, match=r"evidence|approve"):
            record_event_facts(by=officer, event=event, changes={"provider_confirmed_unable": change | more})

    more = {"reason": "Doors locked", "approved_by": "Morag Pellworth"}
    record_event_facts(by=officer, event=event, changes={"provider_confirmed_unable": change | more})

    kept = event.legal_evaluations.order_by("-pk").first()
    assert kept.duty == "applies"
    assert "has not confirmed" in kept.facts["provider_confirmed_unable"]["detail"]


def test_main_cause_among_several_needs_reason_and_senior_confirmation(officer, event):
    change = {"value": "business_failure", "also": ["cqc_standards_failure"]}
    with pytest.raises(ValidationError, match="why it is the main cause"):
        record_event_facts(by=officer, event=event, changes={"cause": change})

    change |= {"reason": "The bank called in its loan first", "approved_by": "Morag Pellworth"}
    record_event_facts(by=officer, event=event, changes={"cause": change})

    row = LegalFact.objects.get(event=event, name="cause")
    assert (row.value, row.also) == ("business_failure", ["cqc_standards_failure"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cause": {"value": "bankruptcy"}}, "listed answers"),
        ({"funding": {"value": "nhs_chc"}}, "does not ask"),
        ({"business_failed": {"value": "maybe"}}, "listed answers"),
        ({"business_failed": {"value": "yes", "since": date(2999, 1, 1)}}, "past"),
        ({"provider_confirmed_unable": {"value": "yes", "substitute": "A friend"}}, "whose word"),
    ],
)
def test_impossible_facts_are_refused(officer, event, changes, words):
    with pytest.raises(ValidationError, match=words):
        record_event_facts(by=officer, event=event, changes=changes)


def test_two_people_recording_one_fact_get_a_conflict(officer, administrator, event):
    say(officer, event, business_failed="yes")
    seen = {"business_failed": {"value": "no", "version": 1}}
    record_event_facts(
        by=administrator, event=event, changes={"business_failed": {"value": "", "version": 1}}
    )

    with pytest.raises(Conflict) as refused:
        record_event_facts(by=officer, event=event, changes=seen)

    assert refused.value.versions == {"business_failed": 2}


def test_power_needs_a_risk_assessment_and_a_rationale(officer, event):
    said = {
        "rationale": "Staff leave tonight",
        "decided_by": "Morag Pellworth",
        "started_on": DAY,
        "version": 1,
    }
    with pytest.raises(ValidationError, match="risk assessment first"):
        use_power(by=officer, event=event, power=None, **said)
    power = assess_urgency(by=officer, event=event, assessed_on=DAY, assessor="A", urgent=True, summary="B")
    with pytest.raises(ValidationError, match="Enter why the power is used"):
        use_power(by=officer, event=event, power=power, **said | {"rationale": " "})

    use_power(by=officer, event=event, power=power, **said)
    end_power(by=officer, power=power, ended_on=date(2026, 1, 12), end_reason="New provider", version=2)

    power.refresh_from_db()
    assert (power.started_on, power.ended_on) == (DAY, date(2026, 1, 12))


def test_power_is_not_used_where_nothing_is_urgent_or_before_the_assessment(officer, event):
    power = assess_urgency(by=officer, event=event, assessed_on=DAY, assessor="A", urgent=False, summary="B")
    said = {"rationale": "C", "decided_by": "D", "version": 1}
    with pytest.raises(ValidationError, match="not urgent"):
        use_power(by=officer, event=event, power=power, started_on=DAY, **said)
    with pytest.raises(ValidationError, match="comes first"):
        use_power(by=officer, event=event, power=power, started_on=date(2026, 1, 8), **said)


def test_power_fills_the_gap_for_one_person(officer, event, entry):
    other = EntryFactory(event=event, service_user=ServiceUserFactory())
    say(officer, event, **FAILED | {"provider_confirmed_unable": "no"})

    assess_urgency(
        by=officer, event=event, assessed_on=DAY, assessor="A", urgent=True, summary="B", people=[entry]
    )

    assert (answer_for(entry).power, answer_for(other).power) == ("available", "not_indicated")


def test_duty_ends_only_with_confirmation_and_can_go_on(care_manager, officer, event, entry):
    failed(officer, event)
    said = {"by": care_manager, "entry": entry, "ended_on": DAY, "reason": "Settled in"}
    with pytest.raises(ValidationError, match="Confirm"):
        end_duty(**said)

    end_duty(**said, meets_needs=True, arranges_own_care=True)
    kept = answer_for(entry)
    assert (kept.duty, kept.facts["arranges_own_care"]["value"]) == ("ended", True)
    with pytest.raises(ValidationError, match="recorded already"):
        end_duty(**said, meets_needs=True)

    take_back_end(by=care_manager, entry=entry, reason="The new provider failed too")
    assert answer_for(entry).duty == "applies"


def test_duty_to_somebody_who_died_has_ended(officer, event, entry):
    failed(officer, event)

    record_final_outcome(by=officer, entry=entry, final_outcome="died", final_outcome_on=DAY, version=1)

    kept = answer_for(entry)
    assert (kept.duty, kept.computed_duty) == ("ended", "applies")


def test_decision_of_a_person_counts_and_both_stay_on_record(officer, event, entry):
    failed(officer, event)
    said = {
        "by": officer,
        "dimension": "temporary_duty",
        "value": "does_not_apply",
        "reason": "Counsel's advice",
    }
    with pytest.raises(ValidationError, match="who approved"):
        decide_person(entry=entry, **said, approved_by="")

    decision = decide_person(entry=entry, **said, approved_by="Morag Pellworth")
    kept = answer_for(entry)
    assert (kept.duty, kept.computed_duty) == ("does_not_apply", "applies")
    take_back_decision(by=officer, decision=decision, reason="New facts")

    assert answer_for(entry).duty == "applies"
    assert [row.duty for row in PersonEvaluation.objects.filter(entry=entry)].count("does_not_apply") == 1


def test_decision_about_the_event_carries_to_people_with_the_same_answer(officer, event, entry):
    nhs = EntryFactory(event=event, service_user=ServiceUserFactory(), funding_type="nhs_chc")
    failed(officer, event)

    decide_event(by=officer, event=event, dimension="temporary_duty", value="not_yet_triggered", reason="R",
                 approved_by="Morag Pellworth")  # fmt: skip

    assert event.legal_evaluations.order_by("-pk").first().duty == "not_yet_triggered"
    assert (answer_for(entry).duty, answer_for(nhs).duty) == ("not_yet_triggered", "nhs_responsible")


def test_open_dispute_stops_nothing(officer, event, entry):
    failed(officer, event)
    open_dispute(
        by=officer, event=event, about="residence", parties="Us and them", opened_on=DAY, people=[entry]
    )

    entry.refresh_from_db()
    record_final_outcome(
        by=officer, entry=entry, final_outcome="moved", final_outcome_on=DAY, version=entry.version
    )

    kept = answer_for(entry)
    assert (kept.duty, kept.facts["in_dispute"]["value"]) == ("applies", True)


def test_dispute_is_referred_and_resolved_also_after_the_event_is_closed(officer, event):
    dispute = open_dispute(by=officer, event=event, about="cost", parties="Us and them", opened_on=DAY)
    event.status = "closed"
    event.save()
    with pytest.raises(ValidationError, match="outcome"):
        edit_dispute(by=officer, dispute=dispute, version=1, resolved_on=DAY)
    with pytest.raises(ValidationError, match="before the dispute"):
        edit_dispute(by=officer, dispute=dispute, version=1, referred_on=date(2026, 1, 1))

    edit_dispute(by=officer, dispute=dispute, version=1, referred_on=DAY, resolved_on=DAY, outcome="They pay")

    dispute.refresh_from_db()
    assert not dispute.is_open


def test_who_may_record_what(reader, care_manager, partner, event, entry):
    with pytest.raises(PermissionDenied):
        record_event_facts(by=care_manager, event=event, changes={})
    for person in (reader, partner):
        with pytest.raises(PermissionDenied):
            record_person_facts(by=person, entry=entry, changes={})
    assert say_of(care_manager, entry, ordinary_residence="wales")


def test_long_list_of_changes_ends_with_how_many_more(officer, event):
    say(officer, event, **FAILED)

    because = event.legal_evaluations.get().because
    assert because.startswith("Is the service given in this council's area? Yes; ")
    assert because.endswith("; and 3 more")


def test_register_that_changed_is_heard_by_the_clock(officer, event):
    say(officer, event, **{name: value for name, value in FAILED.items() if name != "regulated_activity"})
    before = event.legal_evaluations.count()
    event.service.regulated_activities = []
    event.service.care_home = not event.service.care_home
    event.service.save()

    for _ in range(2):
        tasks.work_out_legal_answers()

    newest = event.legal_evaluations.order_by("pk").last()
    assert event.legal_evaluations.count() == before + 1
    assert newest.because == "The register or the rules in force changed"
