"""`nianbao init`: what it writes works at once, and nothing that is there is ever changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_config as load_pre_commit

from linter.config.configuration import Config, load
from tests.outside.program import a_sentence, run
from tests.places import TOP

FILES = (".nianbao.yaml", ".pre-commit-config.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hook(path: Path) -> dict[str, Any]:
    (repository,) = load_pre_commit(str(path))["repos"]
    (only,) = repository["hooks"]
    return dict(only)


def test_it_writes_two_files_that_work(folder: Path) -> None:
    done = run("init")
    assert (done.status, done.stderr) == (0, "")
    assert sorted(os.listdir(folder)) == list(FILES)
    assert load(None, str(folder))._replace(path=None) == Config()
    assert hook(folder / FILES[1])["entry"] == "nianbao check --format concise --force-exclude"


def test_each_setting_that_is_off_is_a_valid_one(folder: Path) -> None:
    run("init")
    lines = (folder / FILES[0]).read_text("utf-8").splitlines()
    names = ("level", "prior", "select", "ignore", "severity", "  T205", "  S108", "rules", "exclude")
    on = [line[2:] if line.startswith(tuple(f"# {name}:" for name in names)) else line for line in lines]
    (folder / FILES[0]).write_text("\n".join(on), "utf-8")
    assert sum(before != after for before, after in zip(lines, on, strict=True)) == len(names)
    config = load(None, str(folder))
    assert (config.level, config.severity["S108"], config.exclude) == ("county", "off", ("archive", "*.draft.md"))


def test_the_hook_is_the_one_that_this_repository_offers(folder: Path) -> None:
    run("init")
    written = hook(folder / FILES[1])
    (offered,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for key in ("id", "entry", "types", "files", "exclude", "require_serial"):
        assert written[key] == offered[key], key


def test_the_second_time_nothing_is_written(folder: Path) -> None:
    run("init")
    before = {name: (folder / name).read_bytes() for name in FILES}
    done = run("init")
    assert done.status == 2
    assert done.stdout == ""
    assert all(name in a_sentence(done) for name in FILES)
    assert {name: (folder / name).read_bytes() for name in FILES} == before


@pytest.mark.parametrize("content", ["", "fail_on: never\n", "not: [yaml"])
def test_a_configuration_is_never_overwritten(content: str, folder: Path) -> None:
    (folder / FILES[0]).write_text(content, "utf-8")
    done = run("init", "--lang", "en")
    assert done.status == 0
    assert ".nianbao.yaml is there and was left as it is" in a_sentence(done)
    assert (folder / FILES[0]).read_text("utf-8") == content
    assert (folder / FILES[1]).is_file()


def test_an_entry_to_add_is_shown_where_pre_commit_is_in_use(folder: Path) -> None:
    there = "repos:\n  - repo: https://example.org/other\n    rev: v1\n    hooks: [{id: other}]\n"
    (folder / FILES[1]).write_text(there, "utf-8")
    done = run("init")
    assert done.status == 0
    assert (folder / FILES[1]).read_text("utf-8") == there
    entry = done.stdout[done.stdout.index("  - repo: local") :]
    (folder / FILES[1]).write_text(there + entry, "utf-8")
    assert [repository["repo"] for repository in load_pre_commit(FILES[1])["repos"]][1] == "local"


@pytest.mark.skipif(os.name != "posix", reason="symbolic links of POSIX")
def test_a_link_to_nowhere_is_left_alone(folder: Path) -> None:
    (folder / FILES[0]).symlink_to(folder / "elsewhere")
    run("init")
    assert not (folder / "elsewhere").exists()


def test_a_pyproject_that_configures_it_is_enough(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.nianbao]\nlang = 'en'\n", "utf-8")
    done = run("init")
    assert "pyproject.toml" in a_sentence(done)
    assert not (folder / FILES[0]).exists()


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="permissions of POSIX, which root does not heed")
def test_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    folder.chmod(0o500)
    done = run("init")
    folder.chmod(0o700)
    assert done.status == 2
    a_sentence(done)


def test_a_disk_that_is_full_leaves_nothing_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", _opening(open))
    done = run("init")
    monkeypatch.undo()
    assert done.status == 2
    assert "磁盘空间不足" in a_sentence(done)
    assert not any((folder / name).exists() for name in FILES)


class Full:
    """A new file on a disk that is full."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *problem: object) -> None:
        self.file.close()

    def write(self, text: str) -> int:
        self.file.write(text[:10])
        raise OSError(28, "No space left on device")


def _opening(real: Any) -> Any:
    """`open` whose new files take no more than a few characters."""

    def opened(path: Any, mode: str = "r", **options: Any) -> Any:
        file = real(path, mode, **options)
        return Full(file) if mode == "x" else file

    return opened
