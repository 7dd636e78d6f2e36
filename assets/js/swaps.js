// HTMX glue: components in new fragments, whole pages as answers, and a plain sentence when nothing came back.
import { setUpComponents } from "./components.js";
import { setUpFilters } from "./filters.js";

const WHOLE_PAGE = /^\s*<!doctype html/i;

export function setUpSwaps(body) {
  body.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt !== body) {
      setUpComponents(elt); // an error summary takes the focus as it starts
      setUpFilters(elt);
    }
  });
  body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    clearFailure();
    // Signed out meanwhile, or done and sent on to another page: go there instead of putting a page into a cell.
    if (detail.shouldSwap && WHOLE_PAGE.test(detail.serverResponse)) {
      detail.shouldSwap = false;
      window.location.assign(detail.xhr.responseURL || window.location.href);
    }
  });
  for (const event of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(event, showFailure);
  }
}

function clearFailure() {
  document.querySelector("#messages [data-failure]")?.remove();
}

/** The alert that base.html keeps ready in a template: nothing was saved. */
function showFailure() {
  const messages = document.getElementById("messages");
  const template = document.getElementById("request-failed");
  if (!messages || !template) return;
  clearFailure();
  const alert = template.content.firstElementChild.cloneNode(true);
  alert.dataset.failure = "true";
  alert.tabIndex = -1;
  messages.append(alert);
  alert.focus();
}
