"""Next year's report as a draft: what it says, how its tables are laid out, and the files that it is written as.

`check` reports what is left to fill and nothing else: lines that say what belongs there, and blank cells.
"""

from __future__ import annotations

from linter.cli.drafts.contents import Draft, drafted
from linter.cli.drafts.draft_formats import SUFFIXES, written

__all__ = ["SUFFIXES", "Draft", "drafted", "written"]
