"""What makes a program that needs no Python names files that are there."""

from __future__ import annotations

import re

import yaml

from tests.places import TOP

WORKFLOW = TOP / ".github" / "workflows" / "windows.yml"
FOLDER = TOP / "packaging"


def test_the_workflow_runs_what_is_there() -> None:
    steps = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["program"]["steps"]
    commands = " ".join(step["run"] for step in steps if "run" in step)
    named = re.findall(r"(?:packaging|examples)/[\w./-]+", commands)
    assert len(named) == 5
    for place in named:
        assert (TOP / place).is_file(), place
    assert '".[desk]"' in commands


def test_the_program_without_arguments_is_the_page() -> None:
    start = (FOLDER / "start.py").read_text("utf-8")
    assert re.search(r'if len\(sys\.argv\) == 1:\n +sys\.argv\.append\("serve"\)', start)
    assert start.index("freeze_support()") < start.index("from linter")
