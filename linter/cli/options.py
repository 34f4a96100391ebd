"""The options of `check`, some shared by other commands: click makes its own of them, `plain_lines` reads by them."""

from __future__ import annotations

from linter.config.configuration import FAIL_ON, JOBS, LEVELS, YEARS
from linter.files.output_formats import FORMATS
from linter.forms import regimes
from linter.model.records import NamedTuple
from linter.rules.schema import LANGUAGES
from linter.type_names import Any


class Option(NamedTuple):
    """An option as it is written, and what of a value it takes.

    `between` are the least and the greatest of its numbers; one with neither these nor `choices` takes any text, and a
    flag takes none. `completed` names what of `completion` completes its value in a shell. `key` is what its value is
    called, where that is not its longest name.
    """

    names: tuple[str, ...]
    key: str | None = None
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    is_flag: bool = False
    is_repeated: bool = False
    completed: str | None = None

    @property
    def called(self) -> str:
        """Under which name the commands find its value."""
        return self.key or self.names[-1].lstrip("-").replace("-", "_")

    @property
    def unsaid(self) -> Any:
        """Its value where it is not given."""
        return () if self.is_repeated else False if self.is_flag else None


FORCE = Option(("--force",), is_flag=True)
PROCESSES = Option(("--jobs",), between=JOBS)
NO_CACHE = Option(("--no-cache",), is_flag=True)
STDIN_FILENAME = Option(("--stdin-filename",), metavar="NAME")
REGIME = Option(("--regime",), choices=("auto", *regimes.IDS))
YEAR = Option(("--year",), between=YEARS)
LEVEL = Option(("--level",), choices=LEVELS)
PRIOR = Option(("--prior",), metavar="PATH")
RULES = Option(("--rules",), "rule_files", metavar="FILE", is_repeated=True)
SELECT = Option(("--select",), metavar="CODES", completed="codes")
IGNORE = Option(("--ignore",), metavar="CODES", completed="codes")
CONFIG = Option(("--config",), metavar="FILE")
LANG = Option(("--lang",), choices=LANGUAGES)

# Each in the order in which help lists them.
IMPOSING = (REGIME, YEAR, LEVEL, PRIOR)
"""What a report is held to be, and held against."""

CHOOSING = (RULES, SELECT, IGNORE, CONFIG, LANG)
JUDGING = (RULES, SELECT, IGNORE, Option(("--fail-on",), choices=FAIL_ON), CONFIG, LANG)
CHECK = (
    Option(("-f", "--format"), "formats", choices=tuple(FORMATS), is_repeated=True),
    Option(("-o", "--output"), "outputs", metavar="FILE", is_repeated=True),
    STDIN_FILENAME,
    *IMPOSING,
    *JUDGING,
    Option(("--baseline",), metavar="FILE"),
    Option(("--fix",), is_flag=True),
    Option(("--diff",), is_flag=True),
    Option(("--annotate",), metavar="PATH"),
    Option(("--suggest",), is_flag=True),
    Option(("--since",), metavar="REV"),
    Option(("--force-exclude",), is_flag=True),
    Option(("--statistics",), is_flag=True),
    FORCE,
    PROCESSES,
    NO_CACHE,
)
