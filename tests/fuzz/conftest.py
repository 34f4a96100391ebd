"""Inputs run in forked processes, which not every system has."""

from __future__ import annotations

import os

collect_ignore_glob = [] if hasattr(os, "fork") else ["test_*.py"]
