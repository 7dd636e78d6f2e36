// A link or button marked data-print opens the browser's print window; without scripts a link goes to the print page.
export function setUpPrint(root) {
  root.addEventListener("click", (event) => {
    const control = event.target.closest("[data-print]");
    if (!control) return;
    event.preventDefault();
    window.print();
  });
}
