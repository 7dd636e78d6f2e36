// Other people's changes come into the tracker by themselves. Only values that are different are swapped, never one that
// is being edited. Who comes into the list or leaves it is said; the rows stay where they are until the list is opened anew.

const QUICK = 5_000; // ms between questions while somebody works here
const SLOW = 20_000; // after a while of nobody doing anything
const SLOWEST = 60_000; // after failures
const AWAY = 300_000;

export function setUpLive(body) {
  const region = body.querySelector("[data-live]");
  if (!region) return;
  let mark = "";
  let since = region.dataset.since;
  let failures = 0;
  let timer = null;
  let active = Date.now();

  for (const name of ["keydown", "pointerdown", "scroll"]) {
    body.addEventListener(name, () => (active = Date.now()), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  wait();

  function wait() {
    clearTimeout(timer);
    const pace = Date.now() - active > AWAY ? SLOW : QUICK;
    if (!document.hidden) timer = setTimeout(ask, failures ? Math.min(pace * 2 ** failures, SLOWEST) : pace);
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(address(), { headers: { "X-Background": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) return; // signed out, or no longer theirs
      failures = answer.ok ? 0 : failures + 1;
      if (answer.status === 200) take(await answer.text());
    } catch {
      failures += 1;
    }
    wait();
  }

  function address() {
    const query = new URLSearchParams(window.location.search);
    query.set("mark", mark);
    query.set("since", since);
    return `${region.dataset.live}?${query}`;
  }

  function take(html) {
    const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-changes]");
    if (!found) return;
    const asked = mark !== ""; // before: another mark means that somebody changed something since
    mark = found.dataset.mark;
    since = found.dataset.since;
    const who = JSON.parse(found.dataset.by);
    const changed = [...found.querySelectorAll("tbody tr")].filter(isChanged);
    const here = changed.filter((row) => document.getElementById(row.id));
    const left = found.dataset.out.split(" ").filter((key) => key && markLeft(document.getElementById(`p${key}`)));
    here.forEach(swap);
    const news = [...told(here, who), ...moved(changed.length - here.length, left.length)];
    if (news.length) say(news);
    // Figures and lists count people who are not shown here, too.
    if (changed.length || left.length || Object.keys(who).length || asked) {
      document.body.dispatchEvent(new CustomEvent("tracker-changed"));
    }
    if (changed.length || left.length) {
      document.body.dispatchEvent(new CustomEvent("tracker-rows"));
    }
  }
}

const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const about = (head) => [...head.querySelectorAll("strong, .app-2, .app-new")].map(text).join("|");

/** Whether the page does not have this row, or has another value in it. */
function isChanged(row) {
  const old = document.getElementById(row.id);
  if (!old) return true;
  return [...row.children].some((cell) => differs(cell, counterpart(cell, old)));
}

function counterpart(cell, old) {
  return cell.id ? document.getElementById(cell.id) : old.querySelector("th");
}

function differs(cell, old) {
  if (!old || old.querySelector("form")) return false; // somebody is at it here: saving compares
  return cell.matches("th") ? about(cell) !== about(old) : text(cell) !== text(old);
}

function swap(row) {
  const old = document.getElementById(row.id);
  const focused = document.activeElement?.id;
  old.className = `${row.className}${old.classList.contains("app-selected") ? " app-selected" : ""}`;
  for (const cell of [...row.children]) {
    const there = counterpart(cell, old);
    if (!differs(cell, there)) continue;
    const ticked = there.querySelector("input[type=checkbox]")?.checked;
    const fresh = document.importNode(cell, true);
    there.replaceWith(fresh);
    if (ticked) fresh.querySelector("input[type=checkbox]").checked = true;
    window.htmx.process(fresh);
    if (focused && fresh.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
  }
}

/** A person who does not belong in this list any more: marked once, still there. */
function markLeft(row) {
  if (!row || row.dataset.left) return false;
  row.dataset.left = "true";
  const words = document.createElement("span");
  words.className = "app-new";
  words.textContent = "No longer in this list";
  row.querySelector(".app-2").after(words);
  return true;
}

/** "Tom Ashgrove changed 3 people." for each person who did. */
function told(rows, who) {
  const counts = new Map();
  for (const row of rows) {
    const name = who[row.id.slice(1)] ?? "Somebody"; // partner staff are not told who
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} changed ${people(count)}.`);
}

function moved(came, left) {
  const news = [];
  if (left) news.push(`${people(left)} no longer in this list.`);
  if (came) news.push(`${people(came)} not shown yet.`);
  return news;
}

const people = (count) => (count === 1 ? "1 person" : `${count} people`);

function say(news) {
  const place = document.getElementById("tracker-news");
  if (!place) return;
  place.textContent = `${news.join(" ")} `;
  if (news.some((words) => words.includes("list") || words.includes("shown"))) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = window.location.href;
    link.textContent = "Show the list as it is now";
    place.append(link);
  }
}
