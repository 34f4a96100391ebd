"""The files that a draft is written as."""

from __future__ import annotations

import os
from importlib import import_module

from linter.cli.drafts.contents import Draft

SUFFIXES = {".docx": "word", ".html": "web_page", ".htm": "web_page"}
"""Suffixes with the modules that write such a file, by a function `write`."""


def written(draft: Draft, path: str) -> bytes:
    """A draft as a file; the same draft gives the same bytes.

    Args:
        draft: what it says.
        path: the name of the file, of which the suffix tells the format.

    Raises:
        KeyError: the suffix is none of `SUFFIXES`.
    """
    module = import_module(f"linter.cli.drafts.{SUFFIXES[os.path.splitext(path)[1].lower()]}")
    data: bytes = module.write(draft)
    return data
