"""Somebody at a browser: pages are waited for, never slept for, and what must not happen is noted."""

import re

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response

SWITCHES = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
# Each page runs axe once: compiling it for speed costs more than that gains.
SWITCHES.append("--js-flags=--max-optimized-bytecode-size=0 --always-sparkplug --min-semi-space-size=16")
AXE = (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Rules whose answer depends on how wide the window is.
BY_WIDTH = {"type": "rule", "values": ["scrollable-region-focusable", "target-size", "aria-hidden-focus"]}
# None of the rules asks for the text of style sheets, which axe would otherwise collect.
RUN_AXE = """rules => window.axe ? axe.run({
    runOnly: rules, resultTypes: ["violations"], preload: {assets: ["media"]}
}).then(found => found.violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`))) : null"""
IS_READY = "'ready' in document.documentElement.dataset"
# Nothing that we draw may be wider than the window; a table may scroll inside its own region.
WIDTH = "document.documentElement.scrollWidth"
# Chromium says of every 4xx answer that it failed to load something; answers are watched by their status instead.
# HTMX tells of a question that a newer one took the place of.
NOISE = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
PHONE, DESK = 320, 1280


class Visitor:
    """One person with a browser of their own. `faults` holds every answer of 500 and every complaint of the page."""

    def __init__(
        self, browser: Browser, address: str, *, scripts: bool = True, width: int = DESK, touch: bool = False
    ):
        self.scripts = scripts
        self.context = browser.new_context(
            base_url=address,
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        self.context.set_default_timeout(30_000)
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.faults.append(f"{response.status} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(noise in message.text for noise in NOISE):
            self.faults.append(f"{self.page.url}: {message.text}")

    # --- Getting about ---------------------------------------------------------------------------------
    def ready(self) -> None:
        """The page stands and its modules run."""
        if self.scripts:
            self.page.wait_for_selector("html[data-ready]", state="attached")

    def go(self, path: str) -> int:
        """Open a path of the service; the status of the answer."""
        response = self.page.goto(path)
        if self.scripts and not self.page.evaluate(IS_READY):
            self.ready()
        return response.status

    def press(self, name: str | re.Pattern, role: str = "button", *, within: Locator | None = None) -> None:
        """Press a button that leads to a page, and wait for that page."""
        target = (within or self.main).get_by_role(role, name=name)
        with self.page.expect_navigation():
            target.first.click()
        self.ready()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        self.press(name, "link", within=within)

    def sign_in(self, email: str, password: str = settings.DEMO_PASSWORD) -> "Visitor":
        self.go("/account/login/")
        self.fill(login=email, password=password)
        self.press("Sign in")
        return self

    # --- Filling in ------------------------------------------------------------------------------------
    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def fill(self, **values: str) -> None:
        """Type into fields by their names."""
        for name, value in values.items():
            self.main.locator(f"[name={name}]").fill(value)

    def fill_date(self, name: str, day) -> None:
        """The three boxes of a date."""
        for part in ("day", "month", "year"):
            self.main.locator(f"[name={name}-{part}]").fill(str(getattr(day, part)))

    def choose(self, label: str) -> None:
        """A radio or checkbox by its words."""
        self.main.get_by_label(label, exact=False).first.check()

    def send_file(self, name: str, content: bytes) -> None:
        """Choose a file for the form's one file field."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.main.locator("[type=file]").set_input_files(file)

    # --- Looking ---------------------------------------------------------------------------------------
    def sees(self, *words: str) -> None:
        """Every one of the texts stands on the page, in view; waits for what is still to come."""
        for text in words:
            self.main.get_by_text(text).filter(visible=True).first.wait_for()

    @property
    def text(self) -> str:
        return self.main.inner_text()

    @property
    def focus(self) -> Locator:
        return self.page.locator(":focus")

    def violations(self, rules: dict = RULES) -> list[str]:
        """What axe-core finds on the page as it stands: WCAG 2.2 AA and best practice."""
        found = self.page.evaluate(RUN_AXE, rules)
        if found is None:
            # Pages to come bring it along: Chromium compiles it once for all of them.
            self.context.add_init_script(AXE)
            self.page.evaluate(AXE)
            found = self.page.evaluate(RUN_AXE, rules)
        return found

    def width(self) -> int:
        return self.page.evaluate(WIDTH)

    def close(self) -> None:
        self.context.close()
