// Ticking people of the tracker, or actions of a plan: a row shows that it is ticked, Shift ticks everybody between, one box ticks all, and
// the bar with what can be done appears when somebody is ticked. Without this module the bar is always there.

const BOX = "input[name=p][form=bulk]";

export function setUpPicks(body) {
  const bar = body.querySelector("[data-bulk]");
  if (!bar) return;
  let last = null;
  const boxes = () => [...body.querySelectorAll(BOX)];
  const all = addAll(body);
  const show = () => showPicked(bar, boxes(), all);

  body.addEventListener("click", ({ target, shiftKey }) => {
    if (!target.matches(BOX)) return;
    if (shiftKey && last?.isConnected) between(boxes(), last, target).forEach((box) => (box.checked = target.checked));
    last = target;
    show();
  });
  all?.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    show();
  });
  for (const [name, checked] of [["[data-pick-all]", true], ["[data-pick-none]", false]]) {
    bar.querySelector(name)?.addEventListener("click", (event) => {
      event.preventDefault();
      boxes().forEach((box) => (box.checked = checked));
      show();
    });
  }
  body.addEventListener("tracker-rows", show); // live.js brought rows
  window.addEventListener("pageshow", show);
  show();
}

/** The box in the heading that ticks everybody shown. */
function addAll(body) {
  const head = body.querySelector(".app-tracker thead th");
  const template = document.getElementById("pick-all");
  if (!head || !template) return null;
  head.prepend(template.content.cloneNode(true));
  head.classList.add("app-pick-head");
  return head.querySelector("input");
}

function between(boxes, one, other) {
  const ends = [boxes.indexOf(one), boxes.indexOf(other)].sort((a, b) => a - b);
  return boxes.slice(ends[0], ends[1] + 1);
}

function showPicked(bar, boxes, all) {
  const picked = boxes.filter((box) => box.checked);
  for (const box of boxes) box.closest("tr").classList.toggle("app-selected", box.checked);
  bar.hidden = !picked.length;
  if (picked.length) {
    const [one, many] = (bar.dataset.words ?? "person,people").split(",");
    bar.querySelector("[data-picked]").textContent = picked.length === 1 ? `1 ${one} selected` : `${picked.length} ${many} selected`;
  }
  if (all) {
    all.checked = picked.length === boxes.length && boxes.length > 0;
    all.indeterminate = picked.length > 0 && !all.checked;
  }
}
