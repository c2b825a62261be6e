"""Whether a page fits: on an old phone, on a new one, and with text twice as large, in the real browser."""

from playwright.sync_api import Page

from tests.machine import DEEP

PHONE, OLD_PHONE = {"width": 390, "height": 844}, {"width": 320, "height": 568}
SCREEN = {"width": 1280, "height": 800}
FINGER = 44  # pixels (WCAG 2.2 asks for 24; Apple's and our own rule is 44)

# What sticks out to the right makes the whole page wobble under a thumb.
SIDEWAYS = """() => {
  const over = document.scrollingElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const isOut = (one) => one.getBoundingClientRect().right > innerWidth + 1;
  const out = [...document.querySelectorAll("body *")].filter(isOut);
  return [`${over} px too wide: ${out.slice(0, 3).map((one) => one.outerHTML.slice(0, 90)).join(" | ")}`];
}"""
TARGETS = "button, .btn, label.opt, select, input, textarea, main summary"
SMALL_TARGETS = f"""() => [...document.querySelectorAll("{TARGETS}")]
  .filter((one) => one.checkVisibility() && !one.matches("[type=hidden], label input, .description summary"))
  .filter((one) => one.getBoundingClientRect().height < {FINGER})
  .map((one) => `${{one.getBoundingClientRect().height}} px high: ${{one.outerHTML.slice(0, 90)}}`)"""
# Text that its box cuts off. What can be scrolled is not lost.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
    const cuts = (one.scrollWidth > one.clientWidth + 1 && ["hidden", "clip"].includes(overflowX))
      || (one.scrollHeight > one.clientHeight + 1 && ["hidden", "clip"].includes(overflowY));
    return cuts && one.innerText && one.checkVisibility() && !one.closest(".visually-hidden, thead, caption, svg");
  }).map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`)"""


def layout_faults(page: Page) -> list[str]:
    """What scrolls sideways, is too small for a finger, or loses text at twice its size. The text is left large.

    What fits the old phone fits the new one, and large text a screen where it fits a phone; the long run looks at all.
    """
    page.set_viewport_size(OLD_PHONE)
    found = _found(page, SIDEWAYS, SMALL_TARGETS, CUT_OFF)
    if DEEP:
        page.set_viewport_size(PHONE)
        found += _found(page, SIDEWAYS, SMALL_TARGETS, CUT_OFF)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for size in (PHONE, SCREEN) if DEEP else (PHONE,):
        page.set_viewport_size(size)
        found += _found(page, SIDEWAYS, CUT_OFF)
    return found


def _found(page: Page, *checks: str) -> list[str]:
    return [f"{page.url}: {fault}" for check in checks for fault in page.evaluate(check)]
