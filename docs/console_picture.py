"""Draws docs/console.svg: what `nianbao check` shows in a terminal of 80 columns, as it really comes out.

    python docs/console_picture.py [FILE...]

Runs the program in a pseudo-terminal (so not on Windows) from the top folder of the project.
"""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

TOP = Path(__file__).resolve().parent.parent
PICTURE = TOP / "docs" / "console.svg"
EXAMPLES = ["examples/2021-faulty.txt"]
COLUMNS = 80
FONTS = "Sarasa Mono SC, Noto Sans Mono CJK SC, NSimSun, PingFang SC, Fira Code, monospace"
CELL = 20 * 0.61  # rich draws characters 20 px high, and a column is so much of it


def main() -> None:
    """Run the program over the files named on the command line and save the picture."""
    files = sys.argv[1:] or EXAMPLES
    PICTURE.write_text(picture(shown(files), f"nianbao check {' '.join(files)}"), encoding="utf-8")


def shown(files: list[str]) -> str:
    """What the program writes to a terminal, with its colours."""
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "COLUMNS": str(COLUMNS),
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "linter", "check", "--jobs", "1", *files]
    with subprocess.Popen(command, cwd=TOP, env=environment, stdout=theirs) as process:
        os.close(theirs)
        written = bytearray()
        try:
            while part := os.read(ours, 65536):
                written += part
        except OSError:  # how Linux says that the other end was closed
            pass
    os.close(ours)
    if process.returncode not in (0, 1):
        raise SystemExit(f"nianbao check ended with status {process.returncode}")
    return written.decode("utf-8").replace("\r\n", "\n")


def picture(output: str, title: str) -> str:
    """The output as SVG, without fonts from the network."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(output.rstrip("\n")), soft_wrap=True)
    drawn = console.export_svg(title=title, unique_id="nianbao")
    drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("font-variant-east-asian: full-width;", "").replace("Fira Code, monospace", FONTS)
    drawn = re.sub(r'(<text class="nianbao-r[^>]*>)([^<]*)(</text>)', _in_columns, drawn)
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def _in_columns(found: re.Match[str]) -> str:
    """A stretch of text as rich draws it, cut where wide and narrow characters meet, each in its columns.

    Rich gives a stretch as much room as it has characters, which squeezes wide ones to half their width.
    """
    start, text, end = found.groups()
    x = float(re.search(r' x="([\d.]+)"', start)[1])  # type: ignore[index]
    parts = []
    for _, group in groupby(unescape(text), cell_len):
        part = "".join(group)
        length = cell_len(part) * CELL
        opened = re.sub(r' x="[^"]*"', f' x="{x:g}"', start)
        opened = re.sub(r'textLength="[^"]*"', f'textLength="{length:g}"', opened)
        parts.append(opened + escape(part, quote=False).replace("\xa0", "&#160;") + end)
        x += length
    return "".join(parts)


if __name__ == "__main__":
    main()
