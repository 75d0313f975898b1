/** On a phone the total stays at the foot of the screen, except while the result itself can be seen. */

/** @param {HTMLElement} root */
export function hideBarBesideResult(root) {
  const bar = root.querySelector("#total-bar");
  const result = root.querySelector("#result");
  if (!(bar instanceof HTMLElement) || !result) return;
  new IntersectionObserver(entries => {
    bar.toggleAttribute("data-beside", entries.some(entry => entry.isIntersecting));
  }, { rootMargin: "0px 0px -96px 0px" }).observe(result);
}
