"""Takes the picture of the local page that the READMEs show.

`python -m docs.page_picture` writes `docs/page.png` anew; it needs Chromium, and `pip install ".[dev]"`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which

_FOLDER = Path(__file__).parent
_REPORT = _FOLDER.parent / "examples" / "2021-faulty.docx"


def main() -> None:
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "linter", "serve", "--no-browser", "--lang", "zh"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split("：")[-1].strip()
            with sync_playwright() as driver:
                browser = driver.chromium.launch(
                    executable_path=which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
                )
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                page.goto(address)
                page.set_input_files(".drop.files input[type=file]", str(_REPORT))
                page.wait_for_selector("main.report")
                page.click("#f1n1 .number")
                page.wait_for_timeout(500)
                page.screenshot(path=str(_FOLDER / "page.png"))
                browser.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
