// Editing one value in its place: Enter saves, Escape cancels, focus returns to the value.
// Without this module the link opens the same form on a page of its own.

const FORM = "[data-cell-form]";
const FIELDS = "select, textarea, input:not([type=hidden])";

export function setUpCells(body) {
  let returnTo = null; // id of the link that was opened

  body.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    const link = elt.closest(".app-edit");
    if (link) returnTo = link.id || null;
  });
  body.addEventListener("htmx:afterSettle", ({ target }) => {
    const form = target.matches(FORM) ? target : target.querySelector(FORM);
    if (form && form.contains(document.activeElement)) return;
    if (form) {
      focusField(form);
    } else if (returnTo && document.getElementById(returnTo)) {
      document.getElementById(returnTo).focus();
      returnTo = null;
    }
  });
  body.addEventListener("keydown", (event) => {
    const form = event.target.closest(FORM);
    if (!form) return;
    if (event.key === "Escape") {
      event.preventDefault();
      returnTo = form.dataset.returnsTo || returnTo;
      form.querySelector("[data-cell-cancel]")?.click();
    } else if (event.key === "Enter" && event.target.matches("select, input")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function focusField(form) {
  const wrong = form.querySelector(".govuk-input--error, .govuk-select--error, .govuk-textarea--error");
  const field = wrong || form.querySelector(FIELDS);
  field?.focus();
  if (field?.matches("input[type=text]")) field.select();
}
