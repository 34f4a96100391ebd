"""Takes the pictures of the local page and of a survey that the READMEs show.

`python -m docs.page_picture` writes `docs/page.png` and `docs/survey.png` anew; it needs Chromium, and
`pip install ".[dev]"`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FOLDER = Path(__file__).parent
_EXAMPLES = _FOLDER.parent / "examples"
_REPORT = _EXAMPLES / "2021-faulty.docx"
_SURVEYED = ("two-years/2021.md", "two-years/2022.md", "2021-faulty.docx", "2021-faulty.html", "2021-clean.pdf")
_ORGANS = "名称\n澜川市人民政府\n江沅市云岫县教育体育局\n宁淮市南坪县市场监督管理局\n澜川市水利局\n"


def main() -> None:
    picture_of_page()
    picture_of_survey()


@contextmanager
def window() -> Iterator[Page]:
    """A page of the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()


def picture_of_survey() -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name in _SURVEYED:
            shutil.copy(_EXAMPLES / name, folder)
        (folder / "organs.csv").write_text(_ORGANS, "utf-8")
        command = [
            sys.executable,
            "-m",
            "linter",
            "survey",
            made,
            "--organs",
            str(folder / "organs.csv"),
            "--lang",
            "zh",
        ]
        subprocess.run([*command, "-o", str(folder / "survey.html")], check=False)
        with window() as page:
            page.goto((folder / "survey.html").as_uri())
            page.screenshot(path=str(_FOLDER / "survey.png"))


def picture_of_page() -> None:
    command = [sys.executable, "-m", "linter", "serve", "--no-browser", "--lang", "zh"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split("：")[-1].strip()
            with window() as page:
                page.goto(address)
                page.set_input_files(".drop.files input[type=file]", str(_REPORT))
                page.wait_for_selector("main.report")
                page.click("#f1n1 .number")
                page.wait_for_timeout(500)
                page.screenshot(path=str(_FOLDER / "page.png"))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
