// The Back button brings a form back as it was sent, with its one-time key: sending it again leads to the record that
// was made. Browsers that fetch the page anew would get a new key; the entry of the history remembers the first one.

const KEY = "form [type=hidden][name=key]";

export function setUpKeys(scope) {
  const inputs = [...scope.querySelectorAll(KEY)];
  if (!inputs.length) return;
  const [visit] = performance.getEntriesByType("navigation");
  const sent = visit?.type === "back_forward" ? history.state?.keys : null;
  if (sent?.length === inputs.length) {
    inputs.forEach((input, at) => (input.value = sent[at]));
  } else {
    history.replaceState({ ...history.state, keys: inputs.map((input) => input.value) }, "");
  }
}
