"""Every page that somebody can open in the demonstration, by the person who opens it."""

from accounts.models import Notification, User
from events.models import FailureEvent
from events.operations.documents import request_document
from letters.models import LetterTemplate
from plans.models import ContingencyPlan, PressStatement
from tests.factories import sheets
from tests.factories.trackers import nhs_number
from trackers.operations.imports import send_list

OFFICER, CONTRACTS, LEADER = "officer@council.example", "contracts@council.example", "leader@council.example"
MANAGER = "care.manager@council.example"
PARTNER, ADMINISTRATOR, NOBODY = "ccg@icb.example", "admin@council.example", ""
EVENT = """
- checklist/ checklist/?show=overdue checklist/{step}/ checklist/{step}/not-needed/ checklist/{done}/reopen/
tracker/ tracker/?choose=columns tracker/?view=overdue&name=e tracker/add/ tracker/export/ tracker/import/
tracker/import/{upload}/ meetings/ meetings/new/ meetings/record/ meetings/{meeting}/ meetings/{meeting}/move/
meetings/{meeting}/people/ meetings/{meeting}/cancel/ leads/{part}/name/ leads/{lead}/end/ documents/
documents/{document}/ documents/new/?kind=approach timeline/ share/ share/{share}/end/
meetings/series/new/ meetings/{meeting}/agenda/new/ meetings/people/ meetings/people/new/ actions/ actions/new/
requests/ requests/new/ updates/
notices/ notices/new/ notices/{notice}/decide/ closing-date/ resolve/ close/
legal/ legal/?duty=nhs_responsible legal/facts/ legal/decide/ legal/power/assess/ legal/power/use/ legal/disputes/
legal/disputes/new/ reconcile/ reconcile/add/ reconcile/roll-call/
tracker/as-at/ tracker/as-at/?time=soon
plans/ plans/closure-plan/ plans/closure-plan/{action}/ plans/closure-plan/{action}/progress/
plans/closure-plan/readiness/ plans/closure-plan/dates/
plans/suspension-plan/ approach/ approach/choose/ approach/issues/{issue}/ approach/issues/{issue}/decide/
approach/options/{option}/ involve/ involve/new/ sign-off/ sign-off/new/2/ press/ press/new/ press/{statement}/
press/{statement}/approve/ contingency/{contingency}/
letters/ letters/new/ letters/new/?template={template}&whom=everyone&to=main letters/{mailing}/
letters/{mailing}/withdraw/
letters/{mailing}/{letter}/ letters/{mailing}/sent/
checklist/add/ decision/ decision/new/ dates/ dates/new/ residents-told/ work/ leads/ escalation/ related/
related/services/new/ related/group/ communications/ communications/{communication}/ communications/STF-MS1/write/
communications/STF-MS5/write/ communications/free/write/ leads/{lead}/hand-over/ leads/{lead}/deputy/ leads/{lead}/away/
"""
PERSON = """
- history/ edit/next_step/ edit/funding_type/ edit/date_of_birth/ change/next/ change/who/ change/pays/ change/capacity/
change/move/ move/ check/ outcome/ contacts/add/ contacts/{contact}/ share/
legal/ legal/facts/ legal/decide/ legal/end/ legal/end/take-back/ legal/power/ legal/dispute/
"""


def under(start: str, ends: str) -> list[str]:
    return [start + end.removeprefix("-") for end in ends.split()]


PAGES = {
    OFFICER: [
        *"/ /search/?q=manor /notifications/ /no-such-page/ /administration/ /documents/".split(),
        *"/contacts/ /contacts/new/".split(),
        *under("/events/", "- ?status=closed new/ new/?q=abbots+wod new/?service={service} {draft}/draft/"),
        *under("/events/{event}/", EVENT),
        *under("/people/{person}/", PERSON),
        *under("/events/{standard}/", "- checklist/ invoke/"),
        *under("/events/{closed}/", "- tracker/ documents/"),
    ],
    CONTRACTS: """
        /risk/ /risk/providers/{provider}/signs/new/ /providers/ /providers/new/ /services/new/ /providers/{provider}/
        /providers/{provider}/contacts/new/ /services/find/?q=abbots /services/{service}/
        /contingency/ /contingency/{contingency}/ /contingency/{contingency}/sections/6/
        /contingency/{contingency}/versions/1/ /contingency/{contingency}/publish/ /contingency/alternatives/
        /contingency/programme/ /contingency/programme/new/ /contingency/matrix/
    """.split(),
    LEADER: [*under("/dashboard/", "- events/ steps/ people/"), "/events/{event}/tracker/"],
    PARTNER: [
        *"/ /events/ /search/?q=a /people/{own}/ /people/{person}/".split(),
        *under("/events/{event}/", "- tracker/ tracker/export/ meetings/ meetings/{meeting}/ documents/"),
    ],
    ADMINISTRATOR: [
        *under(
            "/administration/",
            "- people/ people/new/ people/{user}/role/ people/{user}/close/ organisations/",
        ),
        *under("/administration/", "organisations/new/ sent/ sent/{message}/ letters/ letters/{template}/"),
        *under("/account/", "password/change/ 2fa/ logout/"),
    ],
    NOBODY: [*under("/account/", "login/ password/reset/ password/reset/done/"), "/no-such-page/"],
}
# Looked at because they are refused.
REFUSED = {
    OFFICER: ["/no-such-page/", "/administration/"],
    PARTNER: ["/people/{person}/"],
    NOBODY: ["/no-such-page/"],
}
PAPER = "/events/{event}/documents/closure-plan/print/"


def keys() -> dict[str, object]:
    """What stands for the names in the addresses: the demonstration's first event and what is under it."""
    event = (
        FailureEvent.objects.filter(status="invoked", meetings__isnull=False).order_by("reference").first()
    )
    by_status = {one.status: one.reference for one in FailureEvent.objects.all()}
    return {
        "event": event.reference,
        "draft": by_status["draft"],
        "standard": by_status["standard_practice"],
        "closed": by_status["closed"],
        "service": event.service.cqc_id,
        "provider": event.provider_id,
        "user": User.objects.get(email=PARTNER).pk,
        "message": Notification.objects.exclude(calendar="").first().pk,
        **under_event(event),
        **planned(event),
    }


def planned(event: FailureEvent) -> dict[str, object]:
    """What was thought through, decided and written about it."""
    mailing = event.mailings.last()
    return {
        "issue": event.approach_issues.first().pk,
        "option": event.approach_options.first().pk,
        "statement": PressStatement.objects.get(event=event).pk,
        "contingency": ContingencyPlan.objects.get(service=event.service).pk,
        "template": LetterTemplate.objects.get(key="family_closing").pk,
        "mailing": mailing.pk,
        "letter": mailing.letters.first().pk,
    }


def under_event(event: FailureEvent) -> dict[str, object]:
    officer = User.objects.get(email=OFFICER)
    steps, people = event.steps.filter(stage__checklist__kind="procedure"), event.entries.order_by("pk")
    rows = [
        ["Surname", "Born", "NHS number"],
        ["Merriwind", "31/02/1930", nhs_number(980)],
        ["Ortwin", "1/2/1931"],
    ]
    upload = send_list(by=officer, event=event, file_name="list.xlsx", content=sheets.xlsx(rows))
    return {
        "step": steps.open().first().pk,
        "done": steps.filter(state="done").first().pk,
        "action": event.steps.filter(stage__checklist__kind="closure-plan").first().pk,
        "part": "STF-LD4",
        "lead": event.leads.current().first().pk,
        "notice": event.notices.first().pk,
        "communication": event.communications.first().pk,
        "meeting": event.meetings.planned().first().number,
        "share": event.shares.filter(ended_at=None).first().pk,
        "upload": upload.token,
        "document": request_document(by=officer, event=event, kind="closure-plan").pk,
        "person": people.filter(funding_type="this_council", final_outcome="").first().pk,
        "own": people.filter(funding_type="nhs_chc").first().pk,
        "contact": people.filter(funding_type="this_council", final_outcome="")
        .first()
        .representatives.first()
        .pk,
    }
