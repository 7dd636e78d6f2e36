// Fields that belong to one radio show while it is chosen.
// The official module does this by marking the radio "expanded", which a radio may not be: checkers and some screen
// readers stumble over it. So the marker is taken off before that module starts, and this one does the rest.

const HIDDEN = "govuk-radios__conditional--hidden";

export function setUpReveals(scope) {
  for (const radio of scope.querySelectorAll("input[type=radio][data-aria-controls]")) {
    radio.dataset.reveals = radio.dataset.ariaControls;
    delete radio.dataset.ariaControls;
    show(radio);
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.type !== "radio") return;
  for (const radio of document.getElementsByName(target.name)) {
    if (radio.dataset.reveals && radio.form === target.form) show(radio);
  }
});

function show(radio) {
  document.getElementById(radio.dataset.reveals)?.classList.toggle(HIDDEN, !radio.checked);
}
