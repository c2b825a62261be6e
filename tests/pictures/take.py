"""Takes the README's pictures of a lesson, a result and a certificate, from the course that is shipped.

Run by hand when the pages look different: `python -m tests.pictures.take`. The files are written beside this one.
"""

import io
import logging
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from app.assessment.queries import own_attempt, paper_of
from tests import chromium
from tests.databases import make_tables
from tests.journeys import stories
from tests.journeys.sites import SHIPPED, Site, import_shipped, served
from tests.people import Someone, add
from tests.settings import settings_for

HERE = Path(__file__).parent
VIEW = {"width": 1280, "height": 960}
LARGEST = 150_000  # bytes; a README is read on trains too
ADDRESS = "http://learn.harbor.example"  # printed on the certificate
WHO = Someone("Ana Díaz-Łukasiewicz", "ana@example.org")


def take_all(folder: Path) -> None:
    """Let Ana finish the course on a site in `folder`, and look over her shoulder."""
    make_tables(settings_for(folder))
    with served(folder, base_url=ADDRESS) as site, sync_playwright() as playwright:
        there = f"--host-resolver-rules=MAP {ADDRESS.partition('://')[2]}:80 127.0.0.1:{site.port}"
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.ARGUMENTS, there])
        window = browser.new_context(base_url=ADDRESS, viewport=VIEW, color_scheme="light", locale="en-US")
        site.sign_in(window, WHO)
        page = window.new_page()
        for name, (address, middle) in places(site).items():
            page.goto(address)
            page.reload(wait_until="networkidle")  # the reading font is optional at a first visit
            page.locator(middle).evaluate("one => one.scrollIntoView({ block: 'center' })")
            print(f"{name}.png  {keep(page, HERE / f'{name}.png') // 1000} KB")
        browser.close()


def places(site: Site) -> dict[str, tuple[str, str]]:
    """What the pictures show, by name: an address, and what stands in the middle."""
    import_shipped(site.app)
    stories.enrol(site.app, WHO, SHIPPED)
    result = take_with_one_wrong_choice(site)
    stories.finish(site.app, WHO, SHIPPED, "effleurage")
    code, _ = stories.certify(site.app, WHO, SHIPPED)
    return {
        "lesson": (f"/learn/{SHIPPED}/opening-strokes#deep-tissue", ".prose figure svg"),
        "result": (result, "h1"),
        "certificate": (f"/certificates/{code}", ".cert"),
    }


def take_with_one_wrong_choice(site: Site) -> str:
    """Take the first quiz with a single choice wrong, the quickest to look at; returns the result's address."""
    started = stories.take(site.app, WHO, SHIPPED, "effleurage", answered=0, submit=False)
    number = add(site.app, WHO)
    with site.app.app_context():
        attempt = own_attempt(number, started.rpartition("/")[2])
        assert attempt is not None
        choices = [answer.number for answer in paper_of(attempt.id) if answer.question.kind == "single-choice"]
    return stories.take(site.app, WHO, SHIPPED, "effleurage", wrong=choices[:1])


def keep(page: Page, path: Path) -> int:
    """Save what the window shows, in as few colors as look the same; returns its size in bytes."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path} has {size} bytes; more than {LARGEST} is too much for a README.")
    return size


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as scratch:
        take_all(Path(scratch))
