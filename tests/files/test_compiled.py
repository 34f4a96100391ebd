"""The cache: it may be missing, damaged, foreign or raced for, and never does more than save work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from linter import __version__
from linter.files import compiled as cache

DATA = {"codes": ["A301", "规则"], "pair": (1, 2.5, None, True)}


class Counted:
    """A build function that counts its calls."""

    def __init__(self, value: Any = DATA) -> None:
        self.value = value
        self.calls = 0

    def __call__(self) -> Any:
        self.calls += 1
        return self.value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(place))
    return place


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.yaml"
    path.write_text("a: 1", "utf-8")
    return path


def cache_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_the_second_time_nothing_is_built(folder: Path, source: Path) -> None:
    build = Counted()
    assert [cache.cached("x", [source], build) for _ in range(3)] == [DATA] * 3
    assert build.calls == 1


def test_bytes_are_kept_with_data(folder: Path) -> None:
    assert cache.read_with_bytes("x", ()) is None
    for beside in (b"", b"\0", bytes(range(256))):
        cache.write("x", (), DATA, beside)
        assert cache.read_with_bytes("x", ()) == (DATA, beside)
        assert cache.read("x", ()) == DATA


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_user_may_look_into_it(folder: Path, source: Path) -> None:
    cache.cached("x", [source], Counted())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert cache_file(folder).stat().st_mode & 0o077 == 0


def test_a_changed_source_is_built_anew(folder: Path, source: Path) -> None:
    cache.cached("x", [source], Counted("old"))
    source.write_text("a: 2", "utf-8")  # the same length
    assert cache.cached("x", [source], Counted("new")) == "new"
    source.write_text("a: 1", "utf-8")
    assert cache.cached("x", [source], Counted("third")) == "third"


def test_another_set_of_sources_is_built_anew(folder: Path, source: Path, tmp_path: Path) -> None:
    cache.cached("x", [source], Counted("one"))
    twin = tmp_path / "twin.yaml"
    twin.write_bytes(source.read_bytes())
    assert cache.cached("x", [twin], Counted("other")) == "other"
    assert cache.cached("x", [source, twin], Counted("both")) == "both"


def test_another_program_version_is_built_anew(folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.cached("x", [source], Counted("old"))
    monkeypatch.setattr(cache, "program", lambda: "nianbao 99")
    assert cache.cached("x", [source], Counted("new")) == "new"


def damage_cut(data: bytes) -> bytes:
    return data[:-3]


def damage_flip(data: bytes) -> bytes:
    return data[:-3] + bytes([data[-3] ^ 0xFF]) + data[-2:]


def damage_empty(data: bytes) -> bytes:
    return b""


def damage_noise(data: bytes) -> bytes:
    return bytes(range(256)) * 4


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a file of its own, as an installer would put it somewhere."""
    place = tmp_path / "site" / "linter"
    place.mkdir(parents=True)
    (place / "rules.yaml").write_text("a: 1", "utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", str(place))
    forget()
    yield place
    forget()


def forget() -> None:
    """As another process would begin."""
    cache.program.cache_clear()
    cache._installed.cache_clear()


def test_the_files_of_a_checkout_change_one_by_one(folder: Path, package: Path) -> None:
    build = Counted()
    cache.cached("x", [package / "rules.yaml"], build)
    (package / "rules.yaml").write_text("a: 2", "utf-8")
    cache.cached("x", [package / "rules.yaml"], build)
    forget()
    (package / "module.py").write_text("", "utf-8")
    os.utime(package / "module.py", ns=(2**61, 2**61))
    cache.cached("x", [package / "rules.yaml"], build)
    assert build.calls == 3


def test_those_of_an_installed_package_change_when_it_is_installed_anew(
    folder: Path, package: Path, source: Path
) -> None:
    record = installed(package)
    sources = [package / "rules.yaml", source]
    build = Counted()
    for time in (10**18, 10**18 + 1):
        os.utime(record, ns=(time, time))
        forget()
        cache.cached("x", sources, build)
        cache.cached("x", sources, build)
    assert build.calls == 2
    source.write_text("a: 2", "utf-8")  # what is a user's own may change at any time
    cache.cached("x", sources, build)
    assert build.calls == 3


def test_each_installation_keeps_its_own(folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = {place: Counted() for place in ("/one/linter", "/other/linter")}
    for _ in range(2):
        for place, build in builds.items():
            monkeypatch.setattr(cache, "_PACKAGE", place)
            cache.cached("x", [source], build)
    assert [build.calls for build in builds.values()] == [1, 1]


@pytest.fixture
def wheel(package: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same package, installed from a wheel in which "x" was compiled to be DATA: the folder of what was."""
    before = cache._enabled, cache._shipped, cache._ships
    shipped = package / "_compiled"
    cache.ship(str(shipped))
    cache.cached("x", [package / "rules.yaml"], Counted())
    cache._enabled, _, cache._ships = before
    installed(package)
    yield shipped
    cache._enabled, cache._shipped, cache._ships = before


def installed(package: Path) -> Path:
    """Write the list of files that an installer writes: its path."""
    record = package.parent / f"nianbao_lint-{__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("", "utf-8")
    forget()
    return record


@pytest.mark.parametrize("is_enabled", [True, False])
def test_what_was_compiled_for_the_wheel_is_not_built(
    is_enabled: bool, folder: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_enabled", is_enabled)
    build = Counted("new")
    assert cache.cached("x", [wheel.parent / "rules.yaml"], build) == DATA
    assert build.calls == 0
    assert not folder.exists()
    assert [path.name for path in wheel.iterdir()] == [f"x.{sys.implementation.cache_tag}"]


def test_a_user_has_more_than_what_the_wheel_holds(folder: Path, wheel: Path, source: Path) -> None:
    before = {path: path.read_bytes() for path in wheel.iterdir()}
    assert cache.cached("x", [wheel.parent / "rules.yaml", source], Counted("with the user's")) == "with the user's"
    cache.write("x", [wheel.parent / "rules.yaml"], "more")
    assert cache.read("x", [wheel.parent / "rules.yaml"]) == "more"
    assert {path: path.read_bytes() for path in wheel.iterdir()} == before


@pytest.mark.parametrize("damage", [damage_cut, damage_flip, damage_empty, damage_noise])
def test_a_damaged_file_of_the_wheel_is_built_anew(damage: Callable[[bytes], bytes], folder: Path, wheel: Path) -> None:
    (path,) = wheel.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert cache.cached("x", [wheel.parent / "rules.yaml"], Counted("new")) == "new"


def test_a_wheel_for_another_python_or_version_is_compiled_at_its_first_run(
    folder: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_RELEASE", "another")
    assert cache.cached("x", [wheel.parent / "rules.yaml"], Counted("new")) == "new"


def test_a_checkout_has_nothing_compiled(folder: Path, wheel: Path) -> None:
    (record,) = wheel.parent.parent.glob("*.dist-info/RECORD")
    record.unlink()
    forget()
    assert cache.cached("x", [wheel.parent / "rules.yaml"], Counted("new")) == "new"


@pytest.mark.parametrize("damage", [damage_cut, damage_flip, damage_empty, damage_noise])
def test_a_damaged_file_is_replaced(damage: Callable[[bytes], bytes], folder: Path, source: Path) -> None:
    cache.cached("x", [source], Counted("old"))
    path = cache_file(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert cache.cached("x", [source], Counted("new")) == "new"
    again = Counted("never")
    assert cache.cached("x", [source], again) == "new"
    assert again.calls == 0


@pytest.mark.whole
def test_every_prefix_of_a_file_is_survived(folder: Path, source: Path) -> None:
    cache.cached("x", [source], Counted())
    path = cache_file(folder)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cache.cached("x", [source], Counted("built")) == "built"


def test_a_folder_that_is_a_file_does_no_harm(folder: Path, source: Path) -> None:
    folder.write_text("in the way")
    assert cache.cached("x", [source], Counted()) == DATA
    assert folder.read_text() == "in the way"


@pytest.mark.parametrize("call", ["makedirs", "open", "replace"])
def test_an_unwritable_folder_does_no_harm(
    call: str, folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError("not allowed")

    monkeypatch.setattr(cache.os, call, refuse)
    assert cache.cached("x", [source], Counted()) == DATA
    monkeypatch.undo()
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_others_may_write_to_is_not_trusted(folder: Path, source: Path) -> None:
    cache.cached("x", [source], Counted("planted"))
    folder.chmod(0o777)
    assert cache.cached("x", [source], Counted("own")) == "own"


def test_an_unreadable_source_is_left_to_the_builder(folder: Path, tmp_path: Path) -> None:
    build = Counted()
    assert cache.cached("x", [tmp_path / "none"], build) == DATA
    assert not folder.exists()


def test_what_the_builder_raises_comes_through_and_leaves_nothing(folder: Path, source: Path) -> None:
    def build() -> None:
        raise KeyError("broken")

    with pytest.raises(KeyError):
        cache.cached("x", [source], build)
    assert not folder.exists()


@pytest.fixture
def switched_off() -> Iterator[None]:
    cache.disable()
    yield
    cache._enabled = True


@pytest.mark.usefixtures("switched_off")
def test_disabled_it_neither_reads_nor_writes(folder: Path, source: Path) -> None:
    build = Counted()
    assert [cache.cached("x", [source], build) for _ in range(2)] == [DATA] * 2
    assert build.calls == 2
    assert not folder.exists()


@pytest.mark.whole
def test_writers_at_the_same_time_leave_one_whole_file(folder: Path, source: Path) -> None:
    root = str(Path(cache.__file__).parents[2])
    target = Path(cache._place("x", [])[0])
    code = (
        f"import os, sys; sys.path.insert(0, {root!r}); from linter.files import compiled as cache\n"
        "data = ['built', 'x' * 50_000]\n"
        "for n in range(90):\n"
        f"    if n % 3 == 0 and os.path.exists({str(target)!r}): os.truncate({str(target)!r}, 1000)\n"
        f"    assert cache.cached('x', [{str(source)!r}], lambda: data) == data\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 4
    assert list(folder.iterdir()) == [target]


@pytest.mark.skipif(sys.platform != "linux", reason="where the cache stands on Linux")
def test_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIANBAO_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.folder() == str(tmp_path / "xdg" / "nianbao")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.folder() == str(tmp_path / ".cache" / "nianbao")


@pytest.mark.whole
def test_reading_a_warm_cache_needs_no_heavy_module(folder: Path) -> None:
    root = str(Path(cache.__file__).parents[2])
    heavy = {"yaml", "lark", "json", "hashlib", "pathlib", "difflib", "tempfile", "typing"}
    code = (
        f"import sys; sys.path.insert(0, {root!r}); from linter.checks import registry; registry.rules()\n"
        f"print(*{heavy!r} & set(sys.modules))"
    )
    cold, warm = (
        subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True) for _ in range(2)
    )
    assert {"yaml", "lark"} <= set(cold.stdout.split())
    assert warm.stdout.split() == []
