// Editing one value in its place. Typing on a value opens it, as in a sheet; Enter saves and goes down, Tab saves and goes on, Escape cancels; where two people
// changed the same value, 1 keeps yours and 2 theirs. Without this module the link opens the same form on its own page.
import { begins, boxOver } from "./ahead.js";
import { besides } from "./grid.js";

const FORM = "[data-cell-form]";
const FIELDS = "select, textarea, input:not([type=hidden])";

export function setUpCells(body) {
  let returnTo = null; // id of the value that was opened
  let onwards = {}; // where to go from it once it is saved
  let ahead = null; // the box for what is typed on a value before its form is there
  let leaves = null; // Enter or Tab, pressed before its form was there

  // One listener for the table: five hundred people have seven thousand values to open.
  body.addEventListener("click", (event) => {
    const link = event.target.closest(".app-tracker .app-edit");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.htmx.ajax("GET", link.getAttribute("href"), { source: link, event }).catch(() => {}); // swaps.js says so
  });
  body.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    const link = elt.closest(".app-edit");
    if (!link) return;
    returnTo = link.id || null;
    onwards = {};
  });
  body.addEventListener("htmx:afterSettle", ({ target }) => {
    const form = target.matches(FORM) ? target : target.querySelector(FORM);
    if (form && form.contains(document.activeElement)) return;
    if (form) {
      onwards = {};
      take(form);
    } else if (!ahead && returnTo && document.getElementById(returnTo)) {
      besides(returnTo, onwards).focus();
      returnTo = null;
    }
  });
  body.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) drop();
  });
  body.addEventListener("keydown", (event) => {
    const link = event.target.closest(".app-tracker .app-edit");
    const withOthers = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (!link || withOthers || !begins(event)) return;
    drop();
    const box = (ahead = boxOver(link, event)); // takes this key already
    box.addEventListener("blur", () => box === ahead && document.hasFocus() && drop());
    link.click();
  });
  body.addEventListener("keydown", (event) => {
    if (event.target !== ahead || event.isComposing) return;
    if (event.key === "Enter" || event.key === "Tab") leaves = wayOf(event);
    else if (event.key === "Escape") ahead.value = "";
    else if (!leaves) return;
    event.preventDefault();
  });
  body.addEventListener("keydown", (event) => {
    const form = event.target.closest(FORM);
    if (!form || event.isComposing) return;
    if (event.key === "Enter" && event.target.matches("textarea") && (event.altKey || event.shiftKey)) {
      event.preventDefault();
      breakLine(event.target);
      return;
    }
    const inField = event.target.matches("select, input:not([type=radio])") || (event.target.matches("textarea") && !byFinger());
    if (event.key === "Escape") {
      event.preventDefault();
      finish(form, {}, () => form.querySelector("[data-cell-cancel]")?.click());
    } else if (inField && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      finish(form, wayOf(event), () => form.requestSubmit());
    } else if (event.key === "1" || event.key === "2") {
      choose(form, Number(event.key) - 1, event);
    }
  });

  /** The form has come: what was typed goes into it, once no letter is half composed. */
  function take(form) {
    if (ahead?.isBusy) {
      ahead.addEventListener("typed", () => take(form), { once: true });
      return;
    }
    const [typed, way] = [ahead?.value, leaves];
    drop();
    focusField(form);
    if (typed) typeInto(form.querySelector(FIELDS), typed);
    if (typed && way) finish(form, way, () => form.requestSubmit());
  }

  function drop() {
    const box = ahead;
    [ahead, leaves] = [null, null];
    box?.remove();
  }

  function finish(form, way, act) {
    returnTo = form.dataset.returnsTo || returnTo;
    onwards = way;
    act();
  }
}

function wayOf({ key, shiftKey }) {
  const way = shiftKey ? -1 : 1;
  return key === "Enter" ? { down: way } : { right: way };
}

/** Keyboards on glass have no Alt: Enter begins a line there, and the button saves. */
const byFinger = () => window.matchMedia("(pointer: coarse)").matches;

/** A new line, as in a sheet, where Enter alone saves. */
function breakLine(box) {
  box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What was typed takes the place of the text; of a list it chooses the first that begins with it. */
function typeInto(field, typed) {
  const begins = (option) => option.text.toLowerCase().startsWith(typed.toLowerCase());
  if (field.matches("select")) field.value = ([...field.options].find(begins) ?? field.selectedOptions[0]).value;
  else field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Of two values, the one with that number, saved at once. */
function choose(form, number, event) {
  const choices = form.querySelectorAll(".app-versus input[type=radio]");
  if (choices.length !== 2) return;
  event.preventDefault();
  choices[number].checked = true;
  form.requestSubmit();
}

function focusField(form) {
  const wrong = form.querySelector(".govuk-input--error, .govuk-select--error, .govuk-textarea--error");
  const field = wrong || form.querySelector(FIELDS);
  field?.focus();
  if (field?.matches("input[type=text], textarea")) field.select();
}
