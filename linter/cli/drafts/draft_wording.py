"""The words of drafts, as `rules/language/draft.yaml` has them."""

from __future__ import annotations

import os
from collections.abc import Mapping

from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.model.records import NamedTuple
from linter.type_names import Any


class Prompt(NamedTuple):
    """What a person is to write, and the heading of its own that it has, "" for none."""

    asks: str
    heading: str = ""


class DraftWording(NamedTuple):
    """The words of drafts: patterns for `str.format`, and the prompts of each part by its key."""

    title: str
    organ: str
    opening: str
    prompt: str
    note: str
    stock: str
    carried_over: str
    parts: Mapping[str, tuple[Prompt, ...]]


def load() -> DraftWording:
    """The shipped words, from the compile cache where it is fresh."""
    path = os.path.join(rules_folder(), "language", "draft.yaml")
    said = cached("draft", (path,), lambda: _read(path))
    parts = {key: tuple(Prompt(**prompt) for prompt in prompts) for key, prompts in said["parts"].items()}
    return DraftWording(**{**said, "parts": parts})


def _read(path: str) -> dict[str, Any]:
    from linter.reference import language_files

    read: dict[str, Any] = language_files.read(path)
    return read
