"""The changelog, and the workflow that makes a release of a tag."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.resources import files

import pytest
import yaml
from jsonschema import Draft7Validator

from linter import __version__
from tests.places import TOP

CHANGELOG = (TOP / "CHANGELOG.md").read_text("utf-8")
PYPROJECT = (TOP / "pyproject.toml").read_text("utf-8")
WORKFLOW = TOP / ".github" / "workflows" / "release.yml"
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
NEXT = f"## [{__version__}] - 2027-01-31\n\n### Added\n\n- This.\n\n"
OLDER = "## [0.0.9] - 2026-01-31\n\n### Added\n\n- That.\n"


def notes(tag: str, changelog: str) -> str:
    """What the script says, run beside copies of what it reads."""
    script = (TOP / "packaging" / "release_notes.py").read_text("utf-8")
    names: dict[str, object] = {"__name__": "release_notes", "__file__": str(TOP / "packaging" / "release_notes.py")}
    exec(compile(script, "release_notes.py", "exec"), names)
    return names["notes"](tag, PYPROJECT, changelog)  # type: ignore[operator, no-any-return]


def test_the_changelog_has_the_form_that_it_names() -> None:
    headings = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading) for heading in headings[1:])
    kinds = re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)
    assert kinds
    assert set(kinds) <= set(KINDS)


def test_the_version_is_the_same_everywhere() -> None:
    assert re.findall(r'^version = "(.*)"$', PYPROJECT, re.MULTILINE) == [__version__]


@pytest.mark.parametrize("changelog", [NEXT, f"# Changelog\n\n## [Unreleased]\n\n{NEXT}{OLDER}"])
def test_a_release_shows_its_section(changelog: str) -> None:
    assert notes(f"v{__version__}", changelog) == "### Added\n\n- This.\n"


@pytest.mark.parametrize(
    ("tag", "changelog"),
    [
        ("v0.0.9", NEXT + OLDER),
        (__version__, NEXT),
        (f"v{__version__}", OLDER),
        (f"v{__version__}", NEXT.replace(" - 2027-01-31", "")),
        (f"v{__version__}", f"## [{__version__}] - 2027-01-31\n\n{OLDER}"),
    ],
    ids=["another tag", "no v", "no section", "no day", "no text"],
)
def test_what_does_not_agree_is_refused(tag: str, changelog: str) -> None:
    with pytest.raises(ValueError, match=r"version|section"):
        notes(tag, changelog)


def test_the_script_ends_with_a_sentence() -> None:
    command = [sys.executable, str(TOP / "packaging" / "release_notes.py"), "v9.9.9"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == f"the tag is v9.9.9, the version of pyproject.toml {__version__}"


def test_the_workflow_is_one_and_names_what_is_there() -> None:
    text = WORKFLOW.read_text("utf-8")
    workflow = yaml.safe_load(text)
    workflow["on"] = workflow.pop(True)  # as YAML 1.1 reads it
    schema = files("check_jsonschema").joinpath("builtin_schemas", "vendor", "github-workflows.json").read_text("utf-8")
    assert [error.message for error in Draft7Validator(json.loads(schema)).iter_errors(workflow)] == []
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    for place in re.findall(r"(?:packaging|examples)/[\w./-]+", text):
        assert (TOP / place).is_file(), place
    uses = [step["uses"] for step in workflow["jobs"]["build"]["steps"] if "uses" in step]
    assert "actions/attest-build-provenance@v2" in uses
    assert workflow["jobs"]["build"]["permissions"] == {
        "contents": "write",
        "id-token": "write",
        "attestations": "write",
    }


def test_the_hook_is_found_at_the_top_where_tags_are_looked_for() -> None:
    (hook,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] == "nianbao"


@pytest.mark.parametrize("page", ["SECURITY.md", "CHANGELOG.md"])
def test_pages_link_to_what_is_there(page: str) -> None:
    text = (TOP / page).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (TOP / link).is_file(), link
    assert page in PYPROJECT  # the sdist has it
