// Arrow keys walk from value to value of the tracker, as in a sheet. Left and right follow a row; up and down stay with
// the same fact. Tab keeps its own way. Where a value is being edited, its form has the keys (cells.js).

const TABLE = ".app-tracker .app-table";
const STOPS = "th a[href], th input[type=checkbox], td a[href]";
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function setUpGrid(body) {
  body.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest(`${TABLE} tbody tr`);
    if (!row || event.target.closest("form")) return;
    const next = target(row, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

function target(row, from, key) {
  const stops = stopsOf(row);
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  const [down, right] = STEPS[key] ?? [0, 0];
  if (right) return stops[stops.indexOf(from) + right];
  return down ? neighbour(row, from.id, from, down) : undefined;
}

/** The value after this one, or before it (-1), in reading order; of the same fact one row down or up with `down`. */
export function besides(id, { down = 0, right = 0 }) {
  const from = document.getElementById(id);
  const row = from?.closest("tr");
  if (!row) return null;
  if (down) return neighbour(row, id, from, down) ?? from;
  const stops = stopsOf(row);
  return stops[stops.indexOf(from) + right] ?? neighbouring(row, right) ?? from;
}

/** The same fact of the next person who has it to be changed; else what stands in the same column. */
function neighbour(row, id, from, down) {
  const fact = id.match(/^(e|k)\d+(-.+)?$/);
  const at = [...row.children].indexOf(from.closest("th, td"));
  for (let other = beside(row, down); other; other = beside(other, down)) {
    const same = fact && document.getElementById(`${fact[1]}${other.id.slice(1)}${fact[2] ?? ""}`);
    const found = same || other.children[at]?.querySelector("a[href]");
    if (found) return found;
  }
  return undefined;
}

function neighbouring(row, right) {
  const other = beside(row, right);
  return other && stopsOf(other).at(right > 0 ? 0 : -1);
}

const beside = (row, down) => (down > 0 ? row.nextElementSibling : row.previousElementSibling);
const stopsOf = (row) => [...row.querySelectorAll(STOPS)].filter((stop) => !stop.closest("form"));
