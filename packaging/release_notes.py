"""`python packaging/release_notes.py v1.2.3`: what CHANGELOG.md says of a version, for its release.

A tag that is not the version of the program, or of which the changelog says nothing, is refused.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_TOP = Path(__file__).resolve().parent.parent
_VERSION = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_DAY = r" - \d{4}-\d{2}-\d{2}"


def notes(tag: str, pyproject: str, changelog: str) -> str:
    """The section of the changelog that a release shows.

    Args:
        tag: of the commit, `v` and the version.
        pyproject: the content of pyproject.toml.
        changelog: the content of CHANGELOG.md.

    Raises:
        ValueError: the three do not speak of one version.
    """
    told = _VERSION.search(pyproject)
    version = str(told[1]) if told else ""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, the version of pyproject.toml {version}")
    section = re.search(rf"^## \[{re.escape(version)}\]{_DAY}\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if section is None or not section[1].strip():
        raise ValueError(f"CHANGELOG.md has no section ## [{version}] with a day and a text")
    return section[1].strip() + "\n"


if __name__ == "__main__":
    try:
        text = notes(
            *sys.argv[1:2], *(_TOP.joinpath(name).read_text("utf-8") for name in ("pyproject.toml", "CHANGELOG.md"))
        )
    except ValueError as problem:
        sys.exit(str(problem))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)
