"""Contingency plans: fourteen sections, versions that stay as published, review and withdrawal. F135, F136."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from plans import tasks
from plans.models import ContingencyPlan
from plans.operations import contingency as operations
from plans.rules.ageing import review_after
from tests.factories.accounts import make_organisation, make_user
from tests.factories.contingency import begin, publish, published, write
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_plan_begins_with_the_fourteen_sections_and_keeps_its_template(contracts_officer):
    plan = begin(contracts_officer)
    ProcedureFactory(key="lgiu", version="next", is_active=False)

    assert plan.sections.count() == 14
    assert (plan.scope, plan.status, plan.procedure.key) == ("market", "draft", "lgiu")
    assert plan.history().get().pgh_context.metadata["operation"] == "contingency_plan.begun"


def test_plan_needs_a_template_a_permission_and_an_owner_of_the_council(contracts_officer, reader):
    with pytest.raises(ValidationError, match="Ask an administrator"):
        operations.begin_plan(by=contracts_officer, title="x", owner=contracts_officer)
    with pytest.raises(PermissionDenied):
        begin(reader)
    with pytest.raises(ValidationError, match="somebody of the council"):
        begin(contracts_officer, owner=make_user("partner", make_organisation()))


def test_service_has_one_plan_until_it_is_withdrawn(contracts_officer):
    service = ServiceFactory()
    plan = begin(contracts_officer, service=service)
    with pytest.raises(ValidationError, match="has a contingency plan already"):
        begin(contracts_officer, service=service)

    operations.withdraw_plan(by=contracts_officer, plan=plan, reason="Sold")
    begin(contracts_officer, service=service)

    with pytest.raises(ValidationError, match="has a contingency plan already"):
        operations.open_draft(by=contracts_officer, plan=plan)


def test_published_version_stays_as_it_was(contracts_officer):
    plan = published(contracts_officer)
    version = plan.versions.get()
    with pytest.raises(ValidationError, match="Start a new draft first"):
        write(contracts_officer, plan, "T8", "Something else.")

    operations.open_draft(by=contracts_officer, plan=plan)
    write(contracts_officer, plan, "T8", "Something else.")

    plan.refresh_from_db()
    version.refresh_from_db()
    assert plan.is_revised
    assert version.content["sections"][7]["text"] == "Comms writes one message for everybody."
    with pytest.raises(InternalError), transaction.atomic():
        plan.versions.update(words="2.0")


def test_publishing_sets_the_review_a_year_on_and_takes_a_version_once(contracts_officer):
    plan = published(contracts_officer)
    assert plan.review_on == review_after(TODAY) == plan.versions.get().review_on

    plan = operations.open_draft(by=contracts_officer, plan=plan)
    with pytest.raises(ValidationError, match="such a version already"):
        publish(contracts_officer, plan, "1.0")
    with pytest.raises(ValidationError, match="Somebody else changed this plan"):
        operations.publish_plan(by=contracts_officer, plan=plan, version=plan.version - 1, words="2.0")
    assert publish(contracts_officer, plan, "2.0").number == 2


def test_nothing_is_published_that_was_written_since_the_page_was_opened(contracts_officer, officer, sign_in):
    plan, client = begin(contracts_officer), sign_in(contracts_officer)
    page = f"{plan.get_absolute_url()}publish/"
    stale = {"words": "1.0", "version": operations.draft_version(plan)}
    write(officer, plan, "T1", "Written by somebody else meanwhile.")

    refused = client.post(page, stale)

    assert refused.status_code == 422
    assert "Somebody else changed this plan meanwhile" in refused.content.decode()
    assert f'value="{operations.draft_version(plan)}"' in refused.content.decode()  # the button works now
    assert not plan.versions.exists()


def test_two_writers_of_one_section_see_both_texts(contracts_officer, officer):
    plan = begin(contracts_officer)
    section = plan.sections.get(number="T1")
    operations.write_section(by=officer, section=section, version=1, text="Section 48.")

    with pytest.raises(Conflict):
        operations.write_section(by=contracts_officer, section=section, version=1, text="Section 19.")

    row = operations.write_section(
        by=contracts_officer, section=section, version=2, text="Both.", is_done=True
    )
    assert (row.checked_by, row.checked_on, row.state) == (contracts_officer, TODAY, "Finished")


def test_finished_section_needs_words(contracts_officer):
    with pytest.raises(ValidationError, match="Enter what the plan says"):
        write(contracts_officer, begin(contracts_officer), "T1", "  ")


def test_review_without_a_change_counts_a_year_from_today(contracts_officer):
    plan = aged(published(contracts_officer))

    row = operations.review_plan(by=contracts_officer, plan=plan, version=plan.version, note="Still right.")

    assert row.review_on == review_after(TODAY)
    assert not ContingencyPlan.objects.to_review(TODAY).exists()
    with pytest.raises(ValidationError, match="Only a published plan"):
        operations.review_plan(by=contracts_officer, plan=begin(contracts_officer), version=1, note="x")


def aged(plan: ContingencyPlan) -> ContingencyPlan:
    """Published more than a year ago."""
    plan.review_on = TODAY - timedelta(days=1)
    plan.save(update_fields=["review_on"])
    return plan


def test_owner_is_told_once_that_the_review_is_due(contracts_officer, officer):
    plan = aged(published(contracts_officer))
    tasks.remind_of_reviews()
    tasks.remind_of_reviews()

    told = Notification.objects.get(kind="plans.review_due")
    assert (told.to, told.url) == (contracts_officer, plan.get_absolute_url())


def test_plan_of_somebody_who_left_is_told_to_those_who_may_change_it(contracts_officer, officer, reader):
    aged(published(contracts_officer))
    contracts_officer.is_active = False
    contracts_officer.save()

    tasks.remind_of_reviews()

    assert [one.to for one in Notification.objects.filter(kind="plans.review_due")] == [officer]


def test_partner_has_no_plan(contracts_officer, partner):
    published(contracts_officer)

    assert not ContingencyPlan.objects.visible_to(partner).exists()
