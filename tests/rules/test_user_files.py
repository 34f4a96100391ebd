"""Files that users write: whatever they are or hold, they are read within bounds or answered with a sentence."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.accept import baseline
from linter.checks import registry
from linter.config import configuration as config
from linter.files import small_files
from linter.placed import nodes as placed
from linter.placed import toml_places, yaml_places
from linter.placed.nodes import PlacedError
from linter.rules.loading import MOST_FILES

BOMB = Path(__file__).parents[3] / "shared/cases/defects/15-yaml-alias-bomb/bomb.yaml"
Load = Callable[[str], object]
LOADS: dict[str, tuple[str, Load]] = {
    "rules": ("local.yaml", lambda path: registry.rules([path])),
    "configuration": ("conf.yaml", lambda path: config.load(path, ".")),
    "toml configuration": ("conf.toml", lambda path: config.load(path, ".")),
    "baseline": ("known.json", baseline.load),
    "configuration found": (".nianbao.yaml", lambda path: config.load(None, os.path.dirname(path))),
    "project found": ("pyproject.toml", lambda path: config.load(None, os.path.dirname(path))),
    "project found above": (
        "pyproject.toml",
        lambda path: config.load(None, os.path.join(os.path.dirname(path), "deeper")),
    ),
}
posix = pytest.mark.skipif(os.name != "posix", reason="no pipes and devices in the file system")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(2 << 30)


SPECIAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (pipe, "管道或设备"),
    "link to /dev/zero": (link_to("/dev/zero"), "管道或设备"),
    "link to /dev/stdin": (link_to("/dev/tty"), "无法读取"),
    "2 GB": (sparse, "文件超过"),
    "folder": (Path.mkdir, "这是文件夹"),
    "link to nothing": (link_to("gone"), "没有这个文件"),
    "link to itself": (lambda path: path.symlink_to(path.name), "无法读取"),
}


@posix
@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("load", LOADS)
def test_what_is_no_small_file_is_refused(load: str, kind: str, tmp_path: Path) -> None:
    name, read = LOADS[load]
    make, words = SPECIAL[kind]
    make(tmp_path / name)
    with pytest.raises(PlacedError, match=words) as caught:
        read(str(tmp_path / name))
    assert (caught.value.line, caught.value.column) == (1, 1)


@pytest.mark.whole
@posix
def test_the_command_says_so_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pyproject.toml")
    done = subprocess.run(
        [sys.executable, "-m", "linter", "rules"], cwd=tmp_path, capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert "管道或设备" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@posix
def test_a_project_file_of_another_user_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.nianbao]\nyear = 2023\n")

    def closed(path: object) -> bytes:
        raise small_files.UnfitError("x", "x", closed=True)

    monkeypatch.setattr(small_files, "content", closed)
    assert config.load(None, str(tmp_path)).year is None


@posix
def test_a_file_that_became_a_pipe_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a")
    regular = os.stat(__file__)
    assert stat.S_ISREG(regular.st_mode)
    monkeypatch.setattr(os, "stat", lambda path: regular)
    with pytest.raises(small_files.UnfitError, match="管道"):
        small_files.content(tmp_path / "a")


@pytest.mark.whole
def test_the_limit_of_size(tmp_path: Path) -> None:
    file = tmp_path / "local.yaml"
    file.write_bytes(b"#" * small_files.MOST_BYTES)
    registry.rules([str(file)])
    file.write_bytes(b"#" * (small_files.MOST_BYTES + 1))
    with pytest.raises(PlacedError, match="1 MiB"):
        registry.rules([str(file)])


def aliases(count: int) -> str:
    """A list of `count` values, of which all but a few are aliases."""
    inner = 999
    rest = count - 2 - inner - 1  # the outer list, the first item and what it holds
    times, scalars = divmod(rest, inner + 1)
    items = [f"&a [{', '.join('x' * inner)}]", *["*a"] * times, *["y"] * (scalars + 1)]
    return f"[{', '.join(items)}]"


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_expanded_values(more: int) -> None:
    def size(node: placed.Node) -> int:
        return 1 + sum(map(size, node.items))

    text = aliases(yaml_places.MOST_NODES + more)
    if more:
        with pytest.raises(PlacedError, match="展开别名后") as caught:
            yaml_places.compose(text, "a.yaml", PlacedError)
        assert caught.value.line == 1
        assert caught.value.column > 1
    else:
        root = yaml_places.compose(text, "a.yaml", PlacedError)
        assert root is not None
        assert size(root) == yaml_places.MOST_NODES


def test_aliases_of_aliases_of_aliases() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    with pytest.raises(PlacedError, match="展开别名后"):
        yaml_places.compose("\n".join(lines), "a.yaml", PlacedError)


@pytest.mark.skipif(not BOMB.exists(), reason="the collected inputs are not here")
def test_the_collected_bomb() -> None:
    with pytest.raises(config.ConfigError, match="展开别名后"):
        config.load(str(BOMB), ".")


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_depth_through_aliases(more: int) -> None:
    chain = [f"- &b{n} [*b{n - 1}]" for n in range(1, yaml_places.DEEPEST - 1 + more)]
    text = "\n".join(["- &b0 [x]", *chain])
    if more:
        with pytest.raises(PlacedError, match="嵌套太深"):
            yaml_places.compose(text, "a.yaml", PlacedError)
    else:
        assert yaml_places.compose(text, "a.yaml", PlacedError) is not None


@pytest.mark.whole
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(1_000)),
        "".join(f"- &a{n} x\n- *a{n}\n" for n in range(20_000)),
        '"' + "\\ud800" * 100_000 + '"',
        "a: !!int " + "9" * 100_000,
        "a: |\n" + " x\n" * 100_000,
        "x" * 1_000_000 + ": 1",
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("load", ["rules", "configuration", "baseline"])
def test_hostile_yaml_is_answered(load: str, text: str, tmp_path: Path) -> None:
    name, read = LOADS[load]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(PlacedError) as caught:
        read(str(tmp_path / name))
    assert len(caught.value.message) < 1_000


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 100_000,
        ".".join("a" * 200_000) + " = 1",
        ". ".join(["'a'"] * 100_000) + " = 1",
        "[" + ".".join("a" * 200_000) + "]",
        "a = {" + ".".join(["b"] * 100_000) + " = 1}",
        "a = " + "9" * 100_000,
        "year = 0x" + "f" * 100_000,
        "a" * 900_000 + " = 1",
        "\n".join(f"k{n} = 1" for n in range(60_000)),
        "accept = [" + "{path='a',reason='x',code='A'}," * 20_000 + "{}]",
        "[[tool.nianbao.accept]]\n" * 30_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_toml_is_answered(text: str, tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(f"[tool.nianbao]\n{text}\n", encoding="utf-8")
    with pytest.raises(PlacedError) as caught:
        config.load(None, str(tmp_path))
    assert len(caught.value.message) < 1_000


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_dotted_keys(more: int, tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    key = ".".join("a" * (toml_places._LONGEST_KEY + more))
    file.write_text(f"[tool.other]\n{key} = 1\n[tool.nianbao]\nyear = 2023\n", encoding="utf-8")
    if more:
        with pytest.raises(PlacedError, match="嵌套太深") as caught:
            config.load(None, str(tmp_path))
        assert (caught.value.line, caught.value.column) == (2, 1)
    else:
        assert config.load(None, str(tmp_path)).year == 2023


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_a_baseline(more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "MOST_FINDINGS", 5)
    finding = '{"fingerprint": "A301-00000000", "code": "A301", "message": "x"}'
    found = ", ".join([finding] * (2 + more))  # the file itself, its files and the list of the one are three
    (tmp_path / "a.json").write_text(f'{{"version": 1, "files": {{"a.md": [{found}]}}}}', encoding="utf-8")
    if more:
        with pytest.raises(PlacedError, match="超过 5 个问题"):
            baseline.load(str(tmp_path / "a.json"))
    else:
        baseline.load(str(tmp_path / "a.json"))


@pytest.mark.whole
@pytest.mark.parametrize("more", [0, 1])
def test_the_most_files_that_extend_each_other(more: int, tmp_path: Path) -> None:
    count = MOST_FILES + more
    for number in range(count):
        text = f"extends: {number + 1}.yaml\n" if number + 1 < count else "rules: []\n"
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    if more:
        with pytest.raises(PlacedError, match="extends 的文件超过 100 个") as caught:
            registry.rules([str(tmp_path / "0.yaml")])
        assert (caught.value.file, caught.value.line) == (str(tmp_path / f"{count - 2}.yaml"), 1)
    else:
        registry.rules([str(tmp_path / "0.yaml")])
