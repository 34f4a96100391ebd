"""Writing files: whole or not at all, under names nobody can foresee, and nothing of what is replaced is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from linter.files import writing
from linter.files.writing import Model, WriteError

on_posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root becomes another user")
NOBODY, SOMEBODY = 65534, 65533


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def as_user(task: Callable[[], None], user: int = NOBODY, groups: tuple[int, ...] = (NOBODY,)) -> None:
    """Run something in a process of another user, and fail as it does."""
    child = os.fork()
    if not child:
        status = 1
        try:
            os.setgroups(list(groups))
            os.setgid(groups[0])
            os.setuid(user)
            task()
            status = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder in which everybody may write, reached by everybody: pytest closes its own to others in each run."""
    with TemporaryDirectory() as top:
        Path(top).chmod(0o711)
        place = Path(top) / "open"
        place.mkdir()
        place.chmod(0o777)
        yield place


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("x")
    writing.write(str(tmp_path / "new"), b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert mode(tmp_path / "new") == mode(tmp_path / "usual")
    assert names(tmp_path) == ["new", "usual"]


@on_posix
def test_what_is_not_whole_yet_is_private_and_has_a_name_nobody_foresees(tmp_path: Path) -> None:
    seen: list[str] = []
    for _ in range(2):
        with writing.opened(str(tmp_path / "report.txt")) as out:
            out.write("half")
            out.flush()
            (temporary,) = (path for path in tmp_path.iterdir() if path.name != "report.txt")
            assert mode(temporary) == 0o600
            assert str(os.getpid()) not in temporary.name.split("-")[1].split(".")
            seen.append(temporary.name)
    assert len(set(seen)) == 2
    assert names(tmp_path) == ["report.txt"]


@on_posix
@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_file_under_the_private_name_is_neither_followed_nor_written(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    monkeypatch.setattr(os, "urandom", lambda length: bytes(length))
    trap = tmp_path / f".nianbao-{bytes(8).hex()}.tmp"
    if kind == "link":
        trap.symlink_to(victim)
    else:
        os.link(victim, trap)
    with pytest.raises(WriteError):
        writing.write(str(tmp_path / "report"), b"x")
    assert victim.read_text() == "precious"
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("end", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_nothing_is_left_of_what_was_not_finished(end: type[BaseException], tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    for name in ("old.txt", "new.txt"):
        with pytest.raises(end), writing.opened(str(tmp_path / name)) as out:  # noqa: PT012 - it ends in the middle
            out.write("half")
            raise end
    assert names(tmp_path) == ["old.txt"]
    assert (tmp_path / "old.txt").read_text() == "old"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_device_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="No space"), writing.opened("/dev/full") as out:
        out.write("x")
    with pytest.raises(WriteError, match="No space"):
        writing.write("/dev/full", b"x")


@pytest.mark.whole
@on_posix
def test_a_file_that_may_not_grow_stays_as_it_was(tmp_path: Path) -> None:
    """In place, too: the old content is put back."""
    program = """
import os, resource, signal, sys
from linter.files import writing
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    writing.write(sys.argv[1], bytes(5000))
except writing.WriteError as error:
    print(error)
"""
    for name, link in (("plain", False), ("linked", True), ("new", False)):
        path = tmp_path / name
        if name != "new":
            path.write_bytes(b"old" * 500)
        if link:
            os.link(path, tmp_path / "other")
        done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
        assert done.stdout.strip()
        assert not path.exists() if name == "new" else path.read_bytes() == b"old" * 500
    assert names(tmp_path) == ["linked", "other", "plain"]


@on_posix
@pytest.mark.parametrize("bits", [0o600, 0o640, 0o644, 0o660, 0o604, 0o4755])
@pytest.mark.parametrize("way", ["write", "opened", "overwrite"])
def test_a_replaced_file_keeps_its_mode(way: str, bits: int, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    path.chmod(bits)
    rewrite(way, path)
    assert (path.read_bytes(), mode(path)) == (b"new", bits)


def rewrite(way: str, path: Path) -> None:
    if way == "write":
        writing.write(str(path), b"new")
    elif way == "overwrite":
        writing.overwrite(str(path), b"new", path.read_bytes())
    else:
        with writing.opened(str(path)) as out:
            out.write("new")


@on_posix
@pytest.mark.parametrize("way", ["write", "opened", "overwrite"])
def test_links_stay(way: str, tmp_path: Path) -> None:
    path, hard, soft = (tmp_path / name for name in ("file", "hard", "soft"))
    path.write_bytes(b"much longer than the new")
    os.link(path, hard)
    soft.symlink_to("hard")
    before = path.stat().st_ino
    rewrite(way, soft)
    assert soft.is_symlink()
    assert path.read_bytes() == hard.read_bytes() == b"new"
    assert path.stat().st_ino == hard.stat().st_ino == before
    assert names(tmp_path) == ["file", "hard", "soft"]


@on_posix
def test_a_link_to_nothing_yet_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    writing.write(str(tmp_path / "link"), b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_bytes() == b"x"


def test_a_failure_in_place_puts_the_old_content_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "hard")
    real, calls = writing._fill, []

    def failing(file: object, source: object) -> None:
        calls.append(file)
        if len(calls) == 2:
            file.write(b"half")  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        real(file, source)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_fill", failing)
    with pytest.raises(KeyboardInterrupt):
        writing.write(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file", "hard"]


def test_what_cannot_be_put_back_is_kept_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "hard")
    real, calls = writing._fill, []

    def failing(file: object, source: object) -> None:
        calls.append(file)
        if len(calls) > 1:
            raise OSError(5, "Input/output error")
        real(file, source)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_fill", failing)
    with pytest.raises(WriteError) as told:
        writing.write(str(path), b"new")
    (kept,) = (one for one in tmp_path.iterdir() if one.name.startswith("."))
    assert kept.read_bytes() == b"old"
    assert str(kept) in str(told.value)


def test_a_file_that_has_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for now in (b"edited", b"before and more", b"bef", b"", b"BEFORE"):
        path.write_bytes(now)
        with pytest.raises(WriteError, match="changed"):
            writing.overwrite(str(path), b"fixed", b"before")
        assert path.read_bytes() == now
    path.unlink()
    with pytest.raises(WriteError):
        writing.overwrite(str(path), b"fixed", b"before")
    assert names(tmp_path) == []
    path.write_bytes(b"before")
    writing.overwrite(str(path), b"fixed", b"before")
    assert path.read_bytes() == b"fixed"


def test_a_file_that_changes_while_it_is_compared_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "file", tmp_path / "other"
    path.write_bytes(b"before")
    other.write_bytes(b"edited")
    real = os.fstat

    def replaced(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        if other.exists() and status.st_ino == path.stat().st_ino:
            os.replace(other, path)
        return status

    monkeypatch.setattr(os, "fstat", replaced)
    with pytest.raises(WriteError, match="changed"):
        writing.overwrite(str(path), b"fixed", b"before")
    assert path.read_bytes() == b"edited"


@on_posix
def test_only_files_are_overwritten(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null"), tmp_path):
        with pytest.raises(WriteError):
            writing.overwrite(str(path), b"x", b"")


def test_a_read_only_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        writing.overwrite(str(path), b"fixed", b"before")


@on_posix
@pytest.mark.parametrize("draft", [0o600, 0o640, 0o644, 0o400])
def test_a_copy_has_the_mode_of_its_draft(draft: int, tmp_path: Path) -> None:
    (tmp_path / "draft").write_bytes(b"x")
    (tmp_path / "draft").chmod(draft)
    for _ in range(2):  # over an earlier copy, too
        writing.write(str(tmp_path / "copy"), b"y", like=Model.of(str(tmp_path / "draft")))
        assert mode(tmp_path / "copy") == draft


@on_posix
@pytest.mark.parametrize("linked", [False, True])
def test_no_more_may_read_a_copy_than_its_draft(linked: bool, tmp_path: Path) -> None:
    draft, copy = tmp_path / "draft", tmp_path / "copy"
    for bits, there, expected in ((0o600, 0o644, 0o600), (0o644, 0o600, 0o600), (0o640, 0o604, 0o600)):
        draft.write_bytes(b"x")
        draft.chmod(bits)
        copy.write_bytes(b"earlier")
        copy.chmod(there)
        if linked:
            (tmp_path / "hard").unlink(missing_ok=True)
            os.link(copy, tmp_path / "hard")
        writing.write(str(copy), b"y", like=Model.of(str(draft)))
        assert (copy.read_bytes(), mode(copy)) == (b"y", expected)


@as_root
def test_root_keeps_owner_and_group(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for number, bits in enumerate((0o640, 0o6755)):
        path.write_bytes(b"old%d" % number)
        os.chown(path, SOMEBODY, NOBODY)
        path.chmod(bits)
        rewrite("overwrite", path)
        assert (path.stat().st_uid, path.stat().st_gid, mode(path)) == (SOMEBODY, NOBODY, bits)


@as_root
def test_a_colleague_who_may_write_changes_neither_owner_nor_group(open_folder: Path) -> None:
    path = open_folder / "file"
    path.write_bytes(b"old")
    os.chown(path, SOMEBODY, NOBODY)
    path.chmod(0o664)
    before = path.stat()
    as_user(lambda: writing.overwrite(str(path), b"new", b"old"))
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_uid, after.st_gid, after.st_mode, after.st_ino) == (
        SOMEBODY,
        NOBODY,
        before.st_mode,
        before.st_ino,
    )
    assert names(open_folder) == ["file"]


@as_root
@pytest.mark.parametrize("bits", [0o644, 0o604])
def test_who_may_not_write_a_file_does_not_replace_it(bits: int, open_folder: Path) -> None:
    """The folder would let them."""
    path = open_folder / "file"
    path.write_bytes(b"old")
    os.chown(path, SOMEBODY, NOBODY)
    path.chmod(bits)

    def refused() -> None:
        for write in (lambda: writing.overwrite(str(path), b"new", b"old"), lambda: writing.write(str(path), b"new")):
            with pytest.raises(WriteError):
                write()

    as_user(refused)
    assert path.read_bytes() == b"old"
    assert names(open_folder) == ["file"]


@as_root
def test_a_copy_in_another_group_gives_that_group_nothing(open_folder: Path) -> None:
    draft = open_folder / "draft"
    draft.write_bytes(b"x")
    os.chown(draft, NOBODY, SOMEBODY)
    draft.chmod(0o640)
    as_user(lambda: writing.write(str(open_folder / "copy"), b"y", like=Model.of(str(draft))))
    assert mode(open_folder / "copy") == 0o600
    as_user(
        lambda: writing.write(str(open_folder / "other"), b"y", like=Model.of(str(draft))), groups=(NOBODY, SOMEBODY)
    )
    assert (mode(open_folder / "other"), (open_folder / "other").stat().st_gid) == (0o640, SOMEBODY)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes of Linux")
def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        pytest.skip("a file system without extended attributes")
    rewrite("write", path)
    assert os.getxattr(path, "user.note") == b"mine"


def test_a_guard_is_asked_last_and_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    asked: list[bytes] = []

    def guard(target: str) -> None:
        asked.append(Path(target).read_bytes())
        raise WriteError("not this one")

    with pytest.raises(WriteError, match="not this one"):
        writing.write(str(path), b"new", guard)
    with pytest.raises(WriteError, match="not this"), writing.opened(str(path), guard) as out:  # noqa: PT012 - meanwhile
        out.write("new")
        path.write_bytes(b"someone's")
    assert asked == [b"old", b"someone's"]
    assert path.read_bytes() == b"someone's"


def test_a_new_file_is_never_put_over_another(tmp_path: Path) -> None:
    writing.create(str(tmp_path / "new"), "新\n")
    assert (tmp_path / "new").read_bytes() == "新\n".encode()
    with pytest.raises(FileExistsError):
        writing.create(str(tmp_path / "new"), "x")
    assert (tmp_path / "new").read_bytes() == "新\n".encode()
    assert names(tmp_path) == ["new"]


@on_posix
def test_a_new_file_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    (tmp_path / "link").symlink_to("elsewhere")
    with pytest.raises(FileExistsError):
        writing.create(str(tmp_path / "link"), "x")
    writing.create(str(tmp_path / "new"), "x")
    assert (tmp_path / "new").read_text() == "x"
    assert names(tmp_path) == ["link", "new"]


@on_posix
def test_a_private_file_is_private_and_no_link(tmp_path: Path) -> None:
    writing.create_private(str(tmp_path / "file"))
    assert mode(tmp_path / "file") == 0o600
    (tmp_path / "link").symlink_to("elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        writing.create_private(str(tmp_path / "link"))
    assert names(tmp_path) == ["file", "link"]


@on_posix
@pytest.mark.parametrize(
    ("name", "number"), [("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/7", 7), ("/proc/self/fd/1", 1), ("a", None)]
)
def test_streams_by_their_names(name: str, number: int | None, tmp_path: Path) -> None:
    assert writing.stream(name) == number
    (tmp_path / "link").symlink_to(name)
    (tmp_path / "further").symlink_to("link")
    assert writing.stream(str(tmp_path / "further")) == number


@on_posix
def test_links_in_a_circle_are_no_stream_and_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert writing.stream(str(tmp_path / "a")) is None
    with pytest.raises(WriteError):
        writing.write(str(tmp_path / "a"), b"x")


@on_posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    """It comes in the middle of writing, which is finished first."""
    program = f"""
import os, signal, sys
from linter.files import writing
signal.signal(signal.SIGINT, signal.SIG_DFL)
real = os.replace
def replace(*names):
    os.kill(os.getpid(), signal.{name})
    real(*names)
os.replace = replace
writing.write(sys.argv[1], b"whole")
print("not reached")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "file")], capture_output=True, text=True, check=False
    )
    assert (done.returncode < 0, done.stdout) == (True, "")
    assert names(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"whole"
