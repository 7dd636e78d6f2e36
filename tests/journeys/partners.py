"""Steps 3 to 5: the event is shared, a meeting planned, the closure plan made; each sees what is theirs."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.journeys.browser import Visitor
from tests.journeys.failures import ICB, Failure
from tests.journeys.people import key_of

ASKED = ["Priya Marlowe", "Ivo Castlemere", "Dele Winterbourne", "Ines Fairweather"]


def share(officer: Visitor, reference: str) -> None:
    officer.go(f"/events/{reference}/")
    officer.press("Share with a partner")
    officer.main.locator("[name=organisation]").select_option(ICB)
    officer.press("Share the event")
    officer.sees(f"{reference} is shared with {ICB}", "1 organisation has this event")


def only_own(failure: Failure, text: str, where: str) -> None:
    """The partner's people and nobody else's."""
    assert [name for name in failure.own if name.casefold() not in text.casefold()] == [], where
    assert [name for name in failure.others if name.casefold() in text.casefold()] == [], where


def look_around(partner: Visitor, reference: str, failure: Failure) -> None:
    """Every page that the partner can reach, their search, and a person who is not theirs."""
    partner.go("/events/")
    partner.follow(failure.home)
    partner.sees("2 people")
    assert "5" not in partner.main.locator(".app-chart, table").first.inner_text()
    partner.follow("Tracker")
    partner.sees("Showing 2 of your 2 people")
    only_own(failure, partner.text, "tracker")
    for path in ("/", f"/events/{reference}/", f"/events/{reference}/documents/closure-plan/print/"):
        partner.page.goto(path)
        assert not any(name in partner.page.content() for name in failure.others), path
    for name, count in [(failure.others[0], 0), (failure.own[0], 1)]:
        partner.go(f"/search/?q={name}")
        assert partner.main.locator("a[href^='/people/']").count() == count


def is_kept_from(partner: Visitor, path: str) -> None:
    """To this partner there is no such page."""
    assert partner.go(path) == 404
    partner.sees("Page not found")


def export(visitor: Visitor, reference: str, kind: str) -> str:
    """Everything in the file of the tracker, as text."""
    visitor.go(f"/events/{reference}/tracker/")
    visitor.press("Download what is shown")
    visitor.choose(kind)
    with visitor.page.expect_download() as download:
        visitor.main.get_by_role("button", name="Download").click()
    content = Path(download.value.path()).read_bytes()
    if kind.startswith("Comma"):
        return content.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)


def closure_plan(visitor: Visitor, reference: str) -> PdfReader:
    """Asked for, waited for, downloaded."""
    visitor.go(f"/events/{reference}/documents/")
    visitor.press(re.compile(": closure plan$"))
    return made_pdf(visitor)


def made_pdf(visitor: Visitor) -> PdfReader:
    """The document whose page is open: waited for without loading the page again, and downloaded."""
    visitor.page.evaluate("window.sameAsBefore = true")
    visitor.page.locator("[role=status] #document-state").get_by_text("Ready:").wait_for(timeout=90_000)
    assert visitor.page.evaluate("window.sameAsBefore") is True
    with visitor.page.expect_download() as download:
        visitor.main.get_by_role("button", name="Download the PDF").click()
    return PdfReader(BytesIO(Path(download.value.path()).read_bytes()))


def is_tagged(document: PdfReader) -> bool:
    root = document.root_object
    return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and root["/Lang"] == "en"


def words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def plan_meeting(officer: Visitor, reference: str) -> datetime:
    """In six hours, nearer than reminders go out: one message is invitation and reminder. When it begins."""
    begins = timezone.localtime().replace(second=0, microsecond=0) + timedelta(hours=6)
    officer.go(f"/events/{reference}/meetings/")
    officer.press("Plan a meeting")
    officer.fill_date("held_on", begins)
    officer.fill(starts_at=f"{begins:%H:%M}", venue="County Hall, room 2")
    for name in ASKED:
        officer.choose(name)
    officer.press("Plan the meeting")
    officer.sees("Meeting planned", f"{len(ASKED)} people asked to come")
    return begins


def sent_once(administrator: Visitor, reference: str) -> None:
    """Each person asked has one message, sent, with a calendar file."""
    administrator.go("/administration/sent/?state=sent")
    rows = administrator.main.locator("tbody tr").filter(has_text=f"{reference}: provider failure meeting 1")
    assert [rows.filter(has_text=name).count() for name in ASKED] == [1] * len(ASKED)
    assert rows.count() == len(ASKED)
    with administrator.page.expect_navigation():
        rows.first.get_by_role("link").click()
    with administrator.page.expect_download() as download:
        administrator.main.get_by_role("link", name="Download the calendar file").click()
    calendar = Path(download.value.path()).read_text()
    assert "METHOD:REQUEST" in calendar
    assert "County Hall\\, room 2" in calendar


def person_path(officer: Visitor, reference: str, person: str) -> str:
    officer.go(f"/events/{reference}/tracker/")
    return f"/people/{key_of(officer, person)}/"
