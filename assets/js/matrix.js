// A matrix is one radio group in a table. Browsers move through it in reading order; here the arrow keys move by row and
// column, and stay inside at the edges; down from the lowest row is the choice of no cell, where there is one. What a
// chosen cell means is said below it.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function setUpMatrices(scope) {
  for (const table of scope.querySelectorAll("[data-matrix]")) {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
    const none = table.parentElement.querySelector(".app-matrix-none input");
    table.addEventListener("keydown", (event) => move(event, rows, none));
  }
  scope.addEventListener("change", ({ target }) => {
    if (target.type === "radio") say(target);
  });
}

function move(event, rows, none) {
  const step = STEPS[event.key];
  const row = rows.findIndex((cells) => cells.includes(event.target));
  if (!step || row < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const column = rows[row].indexOf(event.target);
  const below = event.key === "ArrowDown" && row === rows.length - 1 ? none : null;
  const next = rows[row + step[0]]?.[column + step[1]] ?? below;
  if (!next) return;
  next.focus();
  next.checked = true;
  next.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(radio) {
  const place = document.querySelector(`[data-matrix-says="${CSS.escape(radio.name)}"]`);
  if (!place) return;
  const [title, meaning] = place.children;
  title.firstElementChild.textContent = radio.dataset.says ? radio.ariaLabel : "";
  meaning.textContent = radio.dataset.says ?? "";
}
