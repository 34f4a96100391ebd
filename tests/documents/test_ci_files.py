"""The files for continuous integration: well-formed, and their steps run in the repositories of the examples."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pre_commit.clientlib import load_config, load_manifest

from linter.readers.formats import CONVERTED, SOUGHT
from tests.places import TOP

pytestmark = pytest.mark.slow

EXAMPLES = TOP / "examples" / "ci"
BIN = Path(sys.executable).parent
FAULTY = TOP / "examples" / "2021-faulty.md"

ACTION = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
WORKFLOW = yaml.safe_load((EXAMPLES / "github" / ".github" / "workflows" / "reports.yml").read_text("utf-8"))
SPEC, TEMPLATE = yaml.safe_load_all((TOP / "templates" / "nianbao.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((EXAMPLES / "gitlab" / ".gitlab-ci.yml").read_text("utf-8"))


def accepts(schema: str, document: Any) -> None:
    """Asserts that the published schema of a service takes the document."""
    text = files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{schema}.json").read_text("utf-8")
    errors = [
        f"{error.json_path}: {error.message}" for error in Draft7Validator(json.loads(text)).iter_errors(document)
    ]
    assert errors == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A place for a repository, and beside it a `pip` that only writes down what it was to install."""
    if os.name != "posix" or shutil.which("nianbao", path=str(BIN)) is None:
        pytest.skip("the steps are scripts of a POSIX shell and call the installed command")
    (tmp_path / "bin").mkdir()
    pip = tmp_path / "bin" / "pip"
    pip.write_text('#!/usr/bin/env bash\nprintf "%s\\n" "$@" > "$(dirname "$0")/installed"\n', "utf-8")
    pip.chmod(0o755)
    return tmp_path / "repository"


def bash(script: str, repository: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step's script, run as GitHub and GitLab run it: it ends at the first command that fails."""
    path = os.pathsep.join([str(repository.parent / "bin"), str(BIN), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=repository,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def copy(example: str, repository: Path, faulty: bool) -> None:
    """The example's repository, with a faulty report beside its clean one."""
    shutil.copytree(EXAMPLES / example, repository)
    if faulty:
        shutil.copy(FAULTY, repository / "reports")


# --- GitHub Actions ---


def test_the_action_and_the_workflow_are_what_github_takes() -> None:
    accepts("github-actions", ACTION)
    accepts("github-workflows", {"on" if key is True else key: value for key, value in WORKFLOW.items()})


def test_inputs_reach_the_scripts_as_variables_only() -> None:
    """What a pull request may have written never becomes a piece of a script."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"


def test_the_workflow_gives_inputs_that_there_are() -> None:
    (job,) = WORKFLOW["jobs"].values()
    assert set(job["steps"][1]["with"]) <= set(ACTION["inputs"])


def evaluated(text: str, inputs: dict[str, str]) -> str:
    """A value with its `${{ }}` worked out; of GitHub's language no more than the action uses."""

    def value(match: re.Match[str]) -> str:
        expression = re.sub(r"inputs\.([\w-]+)", lambda name: repr(inputs[name[1]]), match[1])
        return str(eval(expression.replace("||", " or ").replace("&&", " and ")))

    return re.sub(r"\$\{\{(.*?)\}\}", value, text)


def act(repository: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """The steps of the action that are scripts, with these inputs; the last of them and its outputs."""
    inputs = {name: str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    output, summary = repository.parent / "output", repository.parent / "summary"
    output.write_text("")
    summary.write_text("")
    scripts = [step for step in ACTION["runs"]["steps"] if "run" in step]
    for step in scripts:
        variables = {name: evaluated(value, inputs) for name, value in step.get("env", {}).items()}
        variables |= {"GITHUB_OUTPUT": str(output), "GITHUB_ACTION_PATH": "/actions/nianbao lint"}
        variables["GITHUB_STEP_SUMMARY"] = str(summary)
        done = bash(step["run"], repository, **variables)
    return done, output.read_text()


@pytest.mark.parametrize("faulty", [False, True])
def test_the_action_in_the_repository_of_the_example(faulty: bool, repository: Path) -> None:
    copy("github", repository, faulty)
    (job,) = WORKFLOW["jobs"].values()
    given = {
        name.replace("-", "_"): str(value).lower() if isinstance(value, bool) else value
        for name, value in job["steps"][1]["with"].items()
    }
    done, output = act(repository, **given)
    assert (done.returncode, output) == (int(faulty), f"status={int(faulty)}\n"), done.stderr
    assert ("::error file=reports/2021-faulty.md,line=67" in done.stdout) is faulty
    assert "/actions/nianbao lint" in (repository.parent / "bin" / "installed").read_text().splitlines()
    log = json.loads((repository / "nianbao.sarif").read_text("utf-8"))
    assert bool(log["runs"][0]["results"]) is faulty
    summary = (repository.parent / "summary").read_text("utf-8")
    assert summary.startswith("## 年报检查结果：需要修改\n" if faulty else "## 年报检查结果：未发现问题")


def test_the_action_checks_once() -> None:
    (script,) = (step["run"] for step in ACTION["runs"]["steps"] if step.get("id") == "check")
    assert script.count("nianbao check") == 1


def test_the_action_takes_several_paths_with_spaces(repository: Path) -> None:
    copy("github", repository, True)
    (repository / "reports").rename(repository / "annual reports")
    paths = "annual reports/2024.md\nannual reports/2021-faulty.md\n"
    done, _ = act(repository, paths=paths, format="concise", args="--select T202,*\n --lang=en\n")
    assert done.stdout.startswith("annual reports/2021-faulty.md:67:11: T202 error")
    assert done.stdout.count("\n") == 1
    assert not (repository / "nianbao.sarif").exists()


def test_what_is_no_path_is_no_command(repository: Path) -> None:
    copy("github", repository, False)
    done, output = act(repository, paths="$(touch taken)\n`touch taken`\n; touch taken\n--version\n")
    assert (done.returncode, output) == (2, "status=2\n")
    assert not (repository / "taken").exists()


def test_a_file_that_cannot_be_read_ends_with_2(repository: Path) -> None:
    copy("github", repository, False)
    (repository / "reports" / "empty.md").write_text("")
    done, output = act(repository, paths="reports", sarif_file="out.sarif")
    assert (done.returncode, output) == (2, "status=2\n")
    assert json.loads((repository / "out.sarif").read_text("utf-8"))["runs"]


# --- GitLab CI ---


def job(**given: str) -> dict[str, Any]:
    """The job of the template with its inputs filled in, as GitLab does before it reads the file."""
    inputs = {name: entry["default"] for name, entry in SPEC["spec"]["inputs"].items() if "default" in entry} | given
    text = json.dumps(TEMPLATE, ensure_ascii=False)
    filled = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: json.dumps(inputs[match[1]])[1:-1], text)
    return dict(json.loads(filled))


def test_the_template_and_the_example_are_what_gitlab_takes() -> None:
    accepts("gitlab-ci", job(source="nianbao-lint"))
    accepts("gitlab-ci", GITLAB)


def test_the_example_gives_inputs_that_there_are() -> None:
    (include,) = GITLAB["include"]
    inputs = SPEC["spec"]["inputs"]
    assert set(include["inputs"]) <= set(inputs)
    assert {name for name, entry in inputs.items() if "default" not in entry} <= set(include["inputs"])
    assert (TOP / include["file"].lstrip("/")).is_file()


def test_every_input_of_the_template_is_used_and_there() -> None:
    used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", json.dumps(TEMPLATE)))
    assert used == set(SPEC["spec"]["inputs"])


@pytest.mark.parametrize("faulty", [False, True])
def test_the_script_of_the_template_in_the_repository_of_the_example(faulty: bool, repository: Path) -> None:
    copy("gitlab", repository, faulty)
    (include,) = GITLAB["include"]
    script = "\n".join(job(**include["inputs"])["nianbao"]["script"])
    done = bash(script, repository)
    assert done.returncode == int(faulty), done.stderr
    assert ("reports/2021-faulty.md:67:11: T202 error" in done.stdout) is faulty
    assert include["inputs"]["source"] in (repository.parent / "bin" / "installed").read_text().splitlines()
    kept = job(**include["inputs"])["nianbao"]["artifacts"]["reports"]
    issues = json.loads((repository / kept["codequality"]).read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == ({"reports/2021-faulty.md"} if faulty else set())
    assert ("<failure" in (repository / kept["junit"]).read_text("utf-8")) is faulty
    assert script.count("nianbao check") == 1


# --- pre-commit ---


def test_the_hook_and_the_example_are_what_pre_commit_takes() -> None:
    (hook,) = load_manifest(str(TOP / ".pre-commit-hooks.yaml"))
    (repository,) = load_config(str(EXAMPLES / "pre-commit" / ".pre-commit-config.yaml"))["repos"]
    assert [entry["id"] for entry in repository["hooks"]] == [hook["id"]]


def test_the_hook_looks_at_reports_and_at_nothing_else() -> None:
    (hook,) = load_manifest(str(TOP / ".pre-commit-hooks.yaml"))

    def looked_at(name: str) -> bool:
        return bool(re.search(hook["files"], name)) and not re.search(hook["exclude"], name)

    for name in ("a.MD", "x/年报.docx", "x/年报.WPS", *(f"a{suffix}" for suffix in (*SOUGHT, *CONVERTED))):
        assert looked_at(name), name
    for name in (
        "README.md",
        "x/readme.txt",
        "LICENSE.txt",
        "requirements.txt",
        "a.py",
        "a.xlsx",
        "a.xls",
        "amd",
        "a.yaml",
    ):
        assert not looked_at(name), name


def test_the_files_of_the_example_are_those_of_the_hook() -> None:
    (repository,) = load_config(str(EXAMPLES / "pre-commit" / ".pre-commit-config.yaml"))["repos"]
    pattern = repository["hooks"][0]["files"]
    tracked = [path.relative_to(EXAMPLES / "pre-commit").as_posix() for path in (EXAMPLES / "pre-commit").rglob("*.*")]
    assert [name for name in tracked if re.search(pattern, name)] == ["reports/2024.txt"]


# --- all of them ---

PAGES = ("docs/integration.md", "docs/integration.zh-CN.md")


def rows(page: str, first: str) -> list[list[str]]:
    """The cells of the table of a page whose first row begins with `first`."""
    (found,) = re.findall(rf"\|---\|\n(\| {re.escape(first)} \|.*?)\n\n", page, re.DOTALL)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in found.splitlines()]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_lists_the_inputs_and_their_defaults(name: str) -> None:
    page = (TOP / name).read_text("utf-8")
    for first, inputs in (("`paths`", ACTION["inputs"]), ("`source`", SPEC["spec"]["inputs"])):
        listed = {row[0].strip("`"): row[2].strip("`") for row in rows(page, first)}
        assert list(listed) == list(inputs)
        for key, entry in inputs.items():
            default = entry.get("default")
            assert listed[key] == default or (not default and listed[key] in ("none", "无", "required", "必须写")), key


@pytest.mark.parametrize("name", PAGES)
def test_the_lines_of_the_page_are_those_of_the_examples(name: str) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", (TOP / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    hook, action, include, *_ = map(yaml.safe_load, blocks)
    (job,) = WORKFLOW["jobs"].values()
    assert action[0] == job["steps"][1]
    assert include["include"][0]["inputs"].items() <= GITLAB["include"][0]["inputs"].items()
    assert hook["repos"][0]["repo"] == "ADDRESS"


def test_the_examples_are_listed() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", (EXAMPLES / "README.md").read_text("utf-8"))
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} <= set(targets)
