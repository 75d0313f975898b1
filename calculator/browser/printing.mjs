/** On paper nothing can be opened: every explanation is printed open, then put back as it was. */

/** @param {() => HTMLElement | null} root @param {() => string} title the name the browser proposes for a PDF */
export function preparePrinting(root, title) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  let screenTitle = "";

  addEventListener("beforeprint", () => {
    const shown = root();
    if (!shown?.isConnected) return;
    opened = [...shown.querySelectorAll("details")].filter(details => !details.open && !details.closest("form"));
    for (const details of opened) details.open = true;
    screenTitle = document.title;
    document.title = title() || screenTitle;
  });

  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
    if (screenTitle) document.title = screenTitle;
    screenTitle = "";
  });
}
