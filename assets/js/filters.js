// On a phone the filters of a list wait behind a button. Without scripts they are simply open.

const PHONE = "(max-width: 40.0525em)";

export function setUpFilters(scope) {
  if (!window.matchMedia(PHONE).matches) return;
  for (const bar of scope.querySelectorAll(".app-bar--filter:not([data-folded])")) {
    fold(bar);
  }
}

function fold(bar) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-3";
  bar.dataset.folded = "true";
  const show = (open) => {
    bar.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide filters" : "Show filters";
  };
  button.addEventListener("click", () => show(bar.hidden));
  bar.before(button);
  show(bar.hasAttribute("data-open"));
}
