"""A plugin of pytest that writes which tests pin which threshold, as JSON, to the file that `PINNED` names."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    pinned: dict[str, list[str]] = {}
    for item in session.items:
        for mark in item.iter_markers("threshold"):
            for name in mark.args:
                pinned.setdefault(name, []).append(item.nodeid)
    Path(os.environ["PINNED"]).write_text(json.dumps(pinned), "utf-8")
