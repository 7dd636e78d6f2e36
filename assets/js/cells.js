// Editing one value in its place. Enter saves and goes down, Tab saves and goes on, Escape cancels; where two people
// changed the same value, 1 keeps yours and 2 theirs. Without this module the link opens the same form on its own page.
import { besides } from "./grid.js";

const FORM = "[data-cell-form]";
const FIELDS = "select, textarea, input:not([type=hidden])";

export function setUpCells(body) {
  let returnTo = null; // id of the value that was opened
  let onwards = {}; // where to go from it once it is saved

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
      focusField(form);
    } else if (returnTo && document.getElementById(returnTo)) {
      besides(returnTo, onwards).focus();
      returnTo = null;
    }
  });
  body.addEventListener("keydown", (event) => {
    const form = event.target.closest(FORM);
    if (!form || event.isComposing) return;
    const inField = event.target.matches("select, input:not([type=radio])");
    if (event.key === "Escape") {
      event.preventDefault();
      finish(form, {}, () => form.querySelector("[data-cell-cancel]")?.click());
    } else if (inField && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      const way = event.shiftKey ? -1 : 1;
      finish(form, event.key === "Enter" ? { down: way } : { right: way }, () => form.requestSubmit());
    } else if (event.key === "1" || event.key === "2") {
      choose(form, Number(event.key) - 1, event);
    }
  });

  function finish(form, way, act) {
    returnTo = form.dataset.returnsTo || returnTo;
    onwards = way;
    act();
  }
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
  if (field?.matches("input[type=text]")) field.select();
}
