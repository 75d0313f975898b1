"""What leaves the window, and what covers what: measured in the browser, at every width that readers have."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

#: A small and a usual phone, two tablets, and the screens of laptops and desks; 1220 px is where the tabs come.
WIDTHS = (320, 390, 600, 768, 1024, 1220, 1280, 1366, 1440, 1600, 1920)
HEIGHT = 800

# A control is at fault if its box leaves the window other than inside a part that scrolls and can take focus, or if
# what lies on its middle, once it is scrolled there, is neither itself nor its label.
_MEASURE = """async scope => {
  const EDGE = 1;
  const faults = [];
  const frames = async most => {
    for (let frame = 0; frame < most; frame += 1) await new Promise(requestAnimationFrame);
  };
  const page = document.scrollingElement;
  for (let turn = 0; turn < 20 && page.scrollWidth > innerWidth; turn += 1) await frames(1);
  if (page.scrollWidth > innerWidth) faults.push(`the page is ${page.scrollWidth} px wide`);
  const name = part => {
    const words = (part.getAttribute("aria-label") ?? part.innerText ?? "").trim().slice(0, 40);
    return `${part.localName} « ${words || part.name || part.id || part.className} »`;
  };
  const seen = part => part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // in a part that scrolls sideways and takes focus, or in one that is clipped away, for screen readers
  const excused = part => {
    for (let around = part.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, clipPath } = getComputedStyle(around);
      if (clipPath === "inset(50%)") return true;
      const scrolls = /auto|scroll/.test(overflowX) && around.scrollWidth > around.clientWidth;
      if (scrolls && around.tabIndex === 0) return true;
    }
    return false;
  };
  // what lies on its middle: itself where that is part of it, or of its label
  const cover = control => {
    const box = control.getClientRects()[0];
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const hit = document.elementFromPoint(box.left + box.width / 2, middle);
    const own = [control, ...(control.labels ?? [])];
    return hit && own.some(part => part.contains(hit)) ? control : hit;
  };
  const outside = box => box.left < -EDGE || box.right > innerWidth + EDGE;
  const kept = ".visually-hidden, .md-skip";
  const roots = [...document.querySelectorAll(scope)];
  const all = selector => roots.flatMap(root => [...root.querySelectorAll(selector)]);
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const WORDS = ".amount, h1, h2, h3, th, td, dt, dd, legend, label, .badge, caption";
  for (const part of all(`${CONTROLS}, ${WORDS}`)) {
    const box = part.getBoundingClientRect();
    // what is kept for screen readers is clipped to a pixel
    if (!seen(part) || box.width <= 1 || box.height <= 1 || part.closest(kept)) continue;
    if (!outside(box) || excused(part)) continue;
    // what was out of sight keeps the size it had in a wider window, until it comes near
    part.scrollIntoView({ block: "center", behavior: "instant" });
    await frames(2);
    const { left, right } = part.getBoundingClientRect();
    if (outside({ left, right })) faults.push(`${name(part)} leaves the window, at ${left} or ${right}`);
  }
  for (const control of all(CONTROLS)) {
    const first = control.getClientRects()[0];
    if (!seen(control) || !first || first.width <= 1 || first.height <= 1 || control.disabled) continue;
    if (control.closest(kept)) continue;
    control.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    if (cover(control) === control) continue;
    // what follows the scrolling, follows it a frame or two later
    await frames(3);
    const hit = cover(control);
    if (hit !== control) faults.push(`${name(control)} lies under ${hit ? name(hit) : "nothing that can be reached"}`);
  }
  scrollTo({ top: 0, behavior: "instant" });
  return [...new Set(faults)];
}"""


def settled(page: Page) -> None:
    """Two frames later, the browser has laid the page out and the scripts have followed its new size."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def faults_of(page: Page, scope: str = "body", widths: Iterable[int] = WIDTHS) -> dict[int, list[str]]:
    """By width, what is wrong in the parts that `scope` selects; nothing where nothing is."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        settled(page)
        if faults := page.evaluate(_MEASURE, scope):
            found[width] = faults
    return found
