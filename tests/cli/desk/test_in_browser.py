"""The page in a real browser: files dropped, findings followed to their places, at the widths that people have."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.places import EXAMPLES, TOP

pytest.importorskip("starlette")
playwright = pytest.importorskip("playwright.sync_api")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {400: 860, 1366: 768, 1920: 1080}
SERIOUS = ("serious", "critical")
DROP = """([selector, files]) => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  const field = document.querySelector(selector);
  for (const kind of ["dragover", "drop"])
    field.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """That of a page which the command serves."""
    folder = tmp_path_factory.mktemp("served")
    server = subprocess.Popen(
        [sys.executable, "-m", "linter", "serve", "--no-browser", "--lang", "zh"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert server.stdout is not None
    try:
        yield re.findall(r"http://\S+", server.stdout.readline())[0]
    finally:
        server.send_signal(signal.SIGINT)
        said, complaints = server.communicate(timeout=30)
    assert (server.returncode, complaints) == (0, "")
    assert "2021-faulty" not in said
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("there is no browser: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest, address: str) -> Iterator[Page]:
    """A window as wide as the test says, else 1366; nothing may go wrong in it or leave the machine."""
    width = getattr(request, "param", 1366)
    context = browser.new_context(viewport={"width": width, "height": SIZES[width]}, accept_downloads=True)
    opened = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: requests.append(asked.url))
    opened.goto(address)
    yield opened
    context.close()
    assert complaints == []
    assert all(asked.startswith(address) for asked in requests)


def drop(page: Page, *names: str, field: str = ".drop.files") -> None:
    files = [(Path(name).name, base64.b64encode((EXAMPLES / name).read_bytes()).decode()) for name in names]
    page.evaluate(DROP, [field, files])


def drop_one(page: Page, name: str) -> None:
    drop(page, name)
    page.wait_for_selector("main.report")
    page.wait_for_load_state("load")  # before its script has run, a link only leads where it says


def is_seen(page: Page, selector: str) -> bool:
    """Whether a place is in the window, within its table, and nothing covers it."""
    return bool(
        page.evaluate(
            """selector => {
              const place = document.querySelector(selector), at = place.getBoundingClientRect();
              const there = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
              return place.contains(there);
            }""",
            selector,
        )
    )


every_width = pytest.mark.parametrize("page", SIZES, indirect=True)


@every_width
def test_a_dropped_file_is_shown_with_its_wrong_cell(page: Page) -> None:
    drop_one(page, "2021-faulty.docx")
    assert is_seen(page, ".verdict-head .word")
    assert page.inner_text(".verdict-head .word").endswith("需要修改")
    page.click("#f1n1 .number")
    assert page.inner_text("td.m-error").startswith("38")
    assert is_seen(page, "td.m-error")
    message = ".dock .message" if page.viewport_size == {"width": 400, "height": 860} else "#f1n1 .message"
    assert is_seen(page, message)
    assert "应为36" in page.inner_text(message)
    page.click("#f1p1")
    assert is_seen(page, "#f1n1 .number")


@every_width
def test_nothing_is_wider_than_the_window(page: Page) -> None:
    wide = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    drop_one(page, "2021-faulty.docx")
    assert not page.evaluate(wide)
    page.goto(page.url.replace("lang=zh", "lang=en"))
    assert not page.evaluate(wide)
    page.click(".bar .back")
    page.wait_for_selector(".results")
    assert not page.evaluate(wide)


@pytest.mark.parametrize("page", [400], indirect=True)
def test_the_marked_cell_of_a_wide_table_is_moved_into_view(page: Page) -> None:
    drop_one(page, "2019-faulty.html")
    for number in range(1, page.locator(".pane .note").count() + 1):
        page.locator(f"#f1n{number} .number").click()
        assert is_seen(page, f"#f1p{number}")
    hints = page.locator(".wide-hint").all_inner_texts()
    assert {"已移到眼前" in hint for hint in hints} == {True, False}


def test_the_annotated_file_comes_down(page: Page) -> None:
    drop_one(page, "2021-faulty.docx")
    with page.expect_download() as download:
        page.click(".downloads .button >> nth=0")
    assert download.value.suggested_filename == "2021-faulty（批注）.docx"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "应为36" in archive.read("word/comments.xml").decode("utf-8")


def test_many_files_are_listed_with_their_verdicts(page: Page) -> None:
    drop(page, "2021-faulty.docx", "2008-clean.txt", "2021-faulty.pdf", "README.md")
    page.wait_for_selector("#said:text('检查完成')")
    assert page.locator(".checked li").count() >= 4
    page.click(".checked li:has-text('2008-clean.txt') a")
    page.wait_for_selector("main.report")
    assert "可以发布" in page.inner_text(".verdict-head .word")


def test_the_keyboard_leads_there_and_back(page: Page) -> None:
    drop_one(page, "2021-faulty.docx")
    focused = "() => document.activeElement.closest('[id]').id"
    page.focus("#f1n2 .number")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "f1p2"
    assert is_seen(page, "#f1p2")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "f1n2"
    page.focus("#f1n2 .code")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert "怎么改" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate(focused) == "f1n2"


# --- pages as pictures ---


@pytest.fixture(scope="module")
def ofd(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The faulty PDF example's report as an OFD file."""
    from benchmarks.ofd_pages import Hand
    from benchmarks.printed import Print
    from tests.cli.desk.test_boxed_pages import printed_report

    place = tmp_path_factory.mktemp("ofd") / "年报.ofd"
    place.write_bytes(printed_report(Print("strokes", ofd=Hand())))
    return str(place)


def pictures(page: Page) -> list[bool]:
    """Of each picture that is there to be seen, whether it is."""
    said = "() => [...document.images].filter(i => i.complete).map(i => i.naturalWidth > 0)"
    return list(page.evaluate(said))


@every_width
@pytest.mark.parametrize("format", ["pdf", "ofd"])
def test_a_finding_leads_to_its_box_on_the_page_and_back(page: Page, format: str, ofd: str) -> None:
    drop_one(page, "2021-faulty.pdf" if format == "pdf" else ofd)
    page.click("#f1n2 .number")
    page.wait_for_function("() => document.querySelector('figure:has(#f1b2) img').complete")
    assert is_seen(page, "#f1b2")
    assert "current" in (page.get_attribute("#f1b2", "class") or "")
    assert pictures(page)[-1]
    assert not page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.click("#f1b2")
    assert is_seen(page, "#f1n2 .number")
    assert page.evaluate("() => document.activeElement.closest('[id]').id") == "f1n2"


def test_the_box_lies_upon_the_figure(page: Page) -> None:
    """The picture and what is drawn over it have the same size and place."""
    drop_one(page, "2021-faulty.pdf")
    sides = """() => [...document.querySelectorAll('.face')].map(face => [...face.children].map(child => {
      const box = child.getBoundingClientRect(); return [box.left, box.top, box.width, box.height].map(Math.round);
    }))"""
    for picture, *over in page.evaluate(sides):
        assert over in ([], [picture])


def test_the_keyboard_leads_from_a_box_and_back_and_to_the_text(page: Page) -> None:
    drop_one(page, "2021-faulty.pdf")
    focused = "() => document.activeElement.closest('[id]').id"
    page.focus("#f1n2 .number")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "f1b2"
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "f1n2"
    page.focus("#view-pages")
    page.keyboard.press("ArrowRight")
    assert page.is_visible(".paper")
    assert not page.is_visible(".leaf")
    assert is_seen(page, "#f1p2")  # what was looked at on the picture is in view in the text
    page.click("#f1n1 .number")
    assert page.evaluate(focused) == "f1p1"


def test_the_box_of_a_filtered_finding_is_gone(page: Page) -> None:
    drop_one(page, "2021-faulty.pdf")
    assert page.is_visible("#f1b3")
    page.uncheck("#show-warning")
    assert not page.is_visible("#f1b3")
    assert page.is_visible("#f1b1")


def test_severities_are_filtered(page: Page) -> None:
    drop_one(page, "2021-faulty.docx")
    assert page.is_visible("#f1n2")
    page.uncheck("#show-warning")
    assert not page.is_visible("#f1n2")
    assert page.is_visible("#f1n1")


def test_last_years_report_is_compared_at_once(page: Page) -> None:
    drop_one(page, "two-years/2022.md")
    assert page.locator(".note .code", has_text="Y501").count() == 0
    drop(page, "two-years/2021.md", field=".drop.prior")
    page.wait_for_selector(".note .code:text('Y501')")


def test_a_file_dropped_beside_the_fields_is_checked(page: Page) -> None:
    """It neither takes the place of the page, as browsers have it, nor passes for last year's report."""
    drop_one(page, "2021-faulty.docx")
    drop(page, "2008-clean.txt", field=".sheet")
    page.wait_for_selector(".verdict-head .word:text('可以发布')")


@pytest.mark.parametrize("field", [".drop.files", ".drop.prior"])
def test_a_folder_is_told_from_a_program_that_has_ended(page: Page, field: str, tmp_path: Path) -> None:
    """A browser hands a folder over as a file that cannot be read; so it does with one that is locked."""
    (tmp_path / "年报").mkdir()
    box = page.locator(field).bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(tmp_path / "年报")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        where = {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data}
        session.send("Input.dispatchDragEvent", where)
    page.wait_for_selector("#problems li")
    assert re.fullmatch(r"年报：.*这是文件夹，或者.*", page.inner_text("#problems li"))
    page.wait_for_selector("#progress", state="hidden")


def test_another_page_can_neither_send_nor_read(browser: Browser, page: Page, address: str) -> None:
    """Even one that knows the address: it is of another origin."""
    drop_one(page, "2008-clean.txt")
    context = browser.new_context()
    stranger = context.new_page()
    stranger.route("http://stranger.test/*", lambda route: route.fulfill(body="<p>hello", content_type="text/html"))
    stranger.goto("http://stranger.test/")
    tried = """async address => {
      const tries = [
        () => fetch(address).then(answer => answer.text()),
        () => fetch(address + "files", {method: "POST", body: "x", headers: {"X-Nianbao": "1"}}).then(() => "sent"),
        () => fetch(address + "clear", {method: "POST", mode: "no-cors"}).then(() => "refused"),
        () => new Promise(done => { const script = document.createElement("script"); script.src = address + "desk.js";
          script.onload = () => done("run"); script.onerror = () => done("refused"); document.body.append(script); }),
        () => new Promise(done => { const frame = document.createElement("iframe"); frame.src = address;
          frame.onload = () => done(frame.contentDocument ? "readable" : "refused");
          document.body.append(frame); }),
      ];
      return Promise.all(tries.map(each => each().catch(() => "refused")));
    }"""
    assert stranger.evaluate(tried, address) == ["refused"] * 5
    context.close()
    page.goto(address)
    assert page.locator(".checked li", has_text="2008-clean.txt").count() > 0


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, which npm fetches."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm to fetch axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    try:
        done = subprocess.run(
            [npm, "pack", "axe-core@4", "--silent"], cwd=folder, capture_output=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("axe-core cannot be fetched")
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        pytest.skip("axe-core cannot be fetched")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", SIZES)
def test_no_serious_barrier(browser: Browser, address: str, axe: str, width: int, lang: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": SIZES[width]}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}?lang={lang}")

    def barriers() -> list[str]:
        page.evaluate(f"() => {{ {axe} }}")
        found = page.evaluate("() => axe.run().then(told => told.violations)")
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]

    assert barriers() == []
    drop_one(page, "2021-faulty.docx")
    assert barriers() == []
    page.click("#f1n1 .number")
    assert barriers() == []
    page.click(".bar .back")
    page.wait_for_selector(".results")
    assert barriers() == []
    page.goto(f"{address}?lang={lang}")
    drop_one(page, "2021-faulty.pdf")
    page.click("#f1n2 .number")
    assert barriers() == []
    page.check("#view-text")
    assert barriers() == []
    page.goto(f"{address}rules/A301?lang={lang}")
    assert barriers() == []
    context.close()
