"""Tries an executable as a person does who double-clicks it: python packaging/try_page.py PROGRAM REPORT"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path


def main(program: str, report: str) -> None:
    """Start the page, drop a report into it, and see whether its findings are shown."""
    quiet = {**os.environ, "BROWSER": "true", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    page = subprocess.Popen([program], stdout=subprocess.PIPE, encoding="utf-8", errors="replace", env=quiet)
    assert page.stdout is not None
    try:
        (address,) = re.findall(r"http://\S+", page.stdout.readline())
        headers = {"X-Nianbao": "1", "X-Nianbao-Name": Path(report).name}
        request = urllib.request.Request(address + "files", Path(report).read_bytes(), headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            told = answer.read().decode("utf-8")
        with urllib.request.urlopen(address + "all.csv", timeout=120) as answer:
            rows = answer.read().decode("utf-8-sig").splitlines()
    finally:
        page.kill()
        page.wait()
    print(told, *rows, sep="\n")
    if len(rows) < 2:
        sys.exit("nothing was found in the report")


if __name__ == "__main__":
    main(*sys.argv[1:])
