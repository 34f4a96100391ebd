"""Where the program is published: the address called Source under `[project.urls]` of its pyproject.toml, if any."""

from __future__ import annotations

from linter import __version__
from linter.checks.registry import shipped

_DISTRIBUTION = "nianbao-lint"
_LABEL = "source"


def address() -> str | None:
    """The page of the repository, without a `/` at its end; None where the program as installed names none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata(_DISTRIBUTION).get_all("Project-URL") or []
    except PackageNotFoundError:  # it runs from a folder
        return None
    for url in urls:
        label, _, found = url.partition(",")
        if label.strip().lower() == _LABEL:
            return str(found).strip().rstrip("/")
    return None


def of_rules(lang: str) -> dict[str, str]:
    """The page of each shipped rule, as of this version, by code."""
    source = address()
    if source is None:
        return {}
    folder = f"{source}/blob/v{__version__}/docs/rules/{lang}"
    return {rule.code: f"{folder}/{rule.code}.md" for rule in shipped().rules}
