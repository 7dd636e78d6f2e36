// What is typed on a value before its form is there goes into a box over it. Letters that are composed (é from ´ and e,
// words of an input method) reach a text field only, so the box has the focus from the first key on.

const COMPOSES = ["Dead", "Process"];

/** Whether the key begins a text. */
export const begins = ({ key }) => (key.length === 1 && key !== " ") || COMPOSES.includes(key);

/** A box over the value, with the focus. `isBusy` while a letter is being composed; it tells "typed" after each. */
export function boxOver(value, { key }) {
  const box = document.createElement("input");
  box.className = "govuk-input app-ahead";
  box.autocomplete = "off";
  box.setAttribute("aria-label", value.textContent.trim());
  const { left, top, width } = value.getBoundingClientRect();
  Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${Math.max(width, 120)}px` });
  box.isBusy = COMPOSES.includes(key);
  const done = () => {
    box.isBusy = false;
    box.dispatchEvent(new CustomEvent("typed"));
  };
  box.addEventListener("compositionstart", () => (box.isBusy = true));
  box.addEventListener("compositionend", done);
  box.addEventListener("input", ({ isComposing }) => isComposing || done());
  document.body.append(box);
  box.focus();
  return box;
}
