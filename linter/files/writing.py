"""The one place where files are written: whole or not at all, and nothing of what they take the place of is lost.

A file is written under a private name beside its target, and takes its place when it is whole. A link stays a link, and
a replaced file keeps mode, owner, group, access list and hard links: where a new file cannot have these, the old one is
written in place, with its content kept beside it until that is done. Devices and pipes are written into.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedRandom, BufferedWriter, FileIO, TextIOWrapper

from linter.files.office_locks import lock_of
from linter.model.records import NamedTuple
from linter.type_names import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOT_FOLLOWED
# What a shell connects the program with: opened anew it would be written from its beginning.
_STREAM = re.compile(r"/(?:dev|proc/self)/(?:fd/(\d+)|(stdin|stdout|stderr))")
_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}
_MOST_LINKS = 40
_PIECE = 1 << 20
_MAY_NOT_BE_RENAMED = (errno.EBUSY, errno.EXDEV)  # a file that is mounted by itself

Guard = Callable[[str], None]


class WriteError(Exception):
    """A file cannot be written, or must not be; `message` says why in Chinese, `english` in English."""

    def __init__(self, message: str, english: str = "") -> None:
        super().__init__(f"{message} ({english})" if english else message)
        self.message = message
        self.english = english or message

    def in_language(self, lang: str) -> str:
        return self.message if lang == "zh" else self.english


class Model(NamedTuple):
    """The file whose permissions a new one takes over: as few may read the new one."""

    status: os.stat_result
    path: str | None = None

    @classmethod
    def of(cls, path: str) -> Model | None:
        """A file by its name; None where there is none."""
        with suppress(OSError, ValueError):
            return cls(os.stat(path), path)
        return None


def stream(path: str) -> int | None:
    """The number of the descriptor that a name such as `/dev/stdout` stands for, through links too."""
    path = os.path.abspath(path)
    for _ in range(_MOST_LINKS):
        found = _STREAM.fullmatch(path)
        if found:
            return int(found[1]) if found[1] else _STREAMS[found[2]]
        if not os.path.islink(path):
            return None
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
    return None


def is_special(path: str) -> bool:
    """Whether a name stands for a device, a pipe or a stream: such are written into, and hold nothing to be lost."""
    if stream(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextmanager
def opened(path: str, guard: Guard | None = None) -> Iterator[TextIO]:
    """A text file that is there whole when the block ends, or not at all; a device or pipe gets it as it comes.

    Args:
        path: its name.
        guard: called with the name of the file right before it is replaced; raises WriteError to leave it alone.

    Raises:
        WriteError: the file cannot be made, or `guard` will not have it.
    """
    with _special(path) if is_special(path) else _replacing(path, guard) as file:
        out = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield out
            with _told():
                out.flush()
        finally:
            with suppress(OSError, WriteError):
                out.detach()


def write(path: str, data: bytes, guard: Guard | None = None, like: Model | None = None, mode: int = 0o666) -> None:
    """Write a file, whole or not at all.

    Args:
        path: its name.
        data: its content.
        guard: called with the name of the file right before it is replaced; raises WriteError to leave it alone.
        like: the file that it is a copy of, and as private as.
        mode: the permissions of a new file that is no copy, before the user's mask.

    Raises:
        WriteError: it cannot be written, or `guard` will not have it.
    """
    if is_special(path):
        with _told(), _special(path) as file:
            file.write(data)
            file.flush()
        return
    with _signals_wait(), _told(), _replacing(path, guard, like, mode) as file:
        file.write(data)


def overwrite(path: str, data: bytes, before: bytes) -> None:
    """Give a file another content if it still has that which it was made from.

    Raises:
        WriteError: it is read-only or no file, holds something else by now, or cannot be written.
    """
    with _told():
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise WriteError("不是普通文件", "no regular file")
        if not mode & 0o222 or not _may_write(path):
            raise WriteError("只读文件", "read-only")
    write(path, data, lambda target: _still(target, before))


def create(path: str, text: str) -> None:
    """Write a new file in UTF-8, whole or not at all, where nothing of that name is.

    Raises:
        FileExistsError: something is, be it a link to nowhere.
        OSError: it cannot be written.
    """
    temporary = _temporary(os.path.dirname(path))
    with _signals_wait():
        try:
            with open(temporary, "x", encoding="utf-8", newline="\n", opener=_private) as file:
                file.write(text)
            os.chmod(temporary, 0o666 & ~_mask())
            if os.name == "nt":
                os.rename(temporary, path)
                return
            try:
                os.link(temporary, path)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                os.close(_private(path, _NEW))
                os.replace(temporary, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(temporary)


def create_private(path: str) -> None:
    """Make sure that there is a file of this very name, for another program to write, which others cannot read.

    Raises:
        OSError: it cannot be made, or its name is that of a link.
    """
    os.close(_private(path, os.O_RDWR | os.O_CREAT))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | _NOT_FOLLOWED, 0o600)


def _temporary(folder: str) -> str:
    """A name beside a file that nobody can foresee, and short, for the file's own may be as long as any."""
    return os.path.join(folder, f".nianbao-{os.urandom(8).hex()}.tmp")


def _made(folder: str) -> tuple[str, BinaryIO]:
    """A new file that nobody else can read: its name, and itself."""
    path = _temporary(folder)
    return path, BufferedRandom(_Written(_private(path, _NEW), "w+b"))


class _Written(FileIO):
    """A file that says why it cannot be written: whoever writes it may meet other trouble meanwhile."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:  # whoever reads it has seen enough
            raise
        except OSError as error:
            raise _as_write_error(error) from None


@contextmanager
def _special(path: str) -> Iterator[BinaryIO]:
    with _told():
        number = stream(path)
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0)) if number is None else os.dup(number)
    file = BufferedWriter(_Written(descriptor, "wb"))
    try:
        yield file
        with _told():
            file.flush()
    finally:
        with suppress(OSError, WriteError):
            file.close()


@contextmanager
def _replacing(path: str, guard: Guard | None, like: Model | None = None, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends."""
    target = os.path.realpath(path)
    with _told():
        if os.path.isdir(target):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if (lock := lock_of(target)) is not None:
            zh = f"正在别的程序里打开，请先关闭（否则删去留下的 {lock}）"
            raise WriteError(zh, f"another program has it open: close it there (or remove {lock} that was left behind)")
        temporary, file = _made(os.path.dirname(target))
    try:
        try:
            yield file
            with _told():
                file.flush()
                status = _status(target)
                is_alike = _takes_after(file.fileno(), temporary, target, status, like, mode)
                file.close()  # some file systems tell only now that there is no room
        finally:
            with suppress(OSError, WriteError):
                file.close()
        with _told():
            if guard is not None:
                guard(target)
            if not (is_alike and _takes_place(temporary, target)):
                _write_in_place(target, temporary, like)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _takes_place(temporary: str, target: str) -> bool:
    """Put a file in the place of another; False where that one can only be written itself."""
    try:
        os.replace(temporary, target)
    except OSError as error:
        if error.errno in _MAY_NOT_BE_RENAMED:
            return False
        raise
    return True


def _takes_after(
    descriptor: int, path: str, target: str, status: os.stat_result | None, like: Model | None, mode: int
) -> bool:
    """Give a new file the permissions that it is to have; False if it cannot be all that the old one is."""
    if status is None:
        if like is None:
            _change_mode(descriptor, path, mode & ~_mask())
        else:
            _be_as_private(descriptor, path, like)
        return True
    if status.st_nlink > 1 or not _has_owner(descriptor, status):
        return False
    _change_mode(descriptor, path, _narrowed(status, like))
    return _copy_attributes(target, descriptor, ("system.", "user.") if like is None else ("user.",))


def _be_as_private(descriptor: int, path: str, model: Model) -> None:
    """Give a new copy the permissions of its model, and to the group none where it cannot have the model's group."""
    mode = stat.S_IMODE(model.status.st_mode) & 0o777
    if os.name == "posix" and os.fstat(descriptor).st_gid != model.status.st_gid:
        try:
            os.chown(descriptor, -1, model.status.st_gid)
        except OSError:
            _change_mode(descriptor, path, mode & 0o707)
            return
    _change_mode(descriptor, path, mode)
    if model.path is not None and not _copy_attributes(model.path, descriptor, ("system.posix_acl_access",)):
        _change_mode(descriptor, path, mode & 0o700)


def _narrowed(status: os.stat_result, like: Model | None) -> int:
    """The permissions of a file that stays, or of a copy that stays: no more than those of what it is a copy of."""
    mode = stat.S_IMODE(status.st_mode)
    if like is None:
        return mode
    mode &= stat.S_IMODE(like.status.st_mode)
    return mode if status.st_gid == like.status.st_gid else mode & 0o707


def _has_owner(descriptor: int, status: os.stat_result) -> bool:
    """Whether a new file has the owner and group of an old one, or can be given them."""
    if os.name != "posix":
        return True
    new = os.fstat(descriptor)
    user = -1 if new.st_uid == status.st_uid else status.st_uid
    group = -1 if new.st_gid == status.st_gid else status.st_gid
    if (user, group) != (-1, -1):
        try:
            os.chown(descriptor, user, group)
        except OSError:
            return False
    return True


def _change_mode(descriptor: int, path: str, mode: int) -> None:
    os.chmod(descriptor if os.chmod in os.supports_fd else path, mode)


def _copy_attributes(source: str, descriptor: int, kinds: tuple[str, ...]) -> bool:
    """Whether a file could be given the extended attributes of these kinds that another has; access lists are some."""
    if not hasattr(os, "listxattr"):
        return True
    try:
        names = [name for name in os.listxattr(source) if name.startswith(kinds)]
    except OSError:  # a file system without
        return True
    try:
        for name in names:
            os.setxattr(descriptor, name, os.getxattr(source, name))
    except OSError:
        return False
    return True


def _write_in_place(target: str, temporary: str, like: Model | None) -> None:
    """Write a file's content into the one that is there, whose own is kept beside it until that is done.

    Raises:
        WriteError: it cannot be written, and the old content cannot be put back: it names the file that has it.
    """
    with open(temporary, "rb") as new, open(_private(target, os.O_RDWR), "r+b") as file:
        if like is not None:
            _change_mode(file.fileno(), target, _narrowed(os.fstat(file.fileno()), like))
        kept, old = _made(os.path.dirname(target))
        is_kept = True
        try:
            with old:
                _fill(old, file)
                try:
                    _fill(file, new)
                except BaseException:
                    is_kept = False
                    _fill(file, old)
                    is_kept = True
                    raise
        except OSError as error:
            if is_kept:
                raise
            from linter.notices.system_errors import reason

            zh, en = f"{reason(error, 'zh')}；原内容在 {kept} 里", f"{reason(error, 'en')}; what it held is in {kept}"
            raise WriteError(zh, en) from None
        finally:
            if is_kept:
                os.unlink(kept)


def _fill(file: BinaryIO, source: BinaryIO) -> None:
    """Give a file the content of another."""
    file.seek(0)
    source.seek(0)
    while piece := source.read(_PIECE):
        file.write(piece)
    file.truncate()
    file.flush()


def _still(path: str, content: bytes) -> None:
    """Whether a file still has a content, as far as anybody can tell at this moment."""
    with open(path, "rb") as file:
        is_same = file.read(len(content) + 1) == content
        read, now = os.fstat(file.fileno()), os.stat(path)
    if not is_same or _version(read) != _version(now):
        raise WriteError("读取之后被改动，没有写入", "it has changed since it was read, and was left alone")


def _version(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _may_write(path: str) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def _mask() -> int:
    """What the user takes away from the permissions of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _told() -> Iterator[None]:
    """Turns what the system says into the one error of this module."""
    try:
        yield
    except OSError as error:
        raise _as_write_error(error) from None


def _as_write_error(error: OSError) -> WriteError:
    from linter.notices.system_errors import reason

    return WriteError(reason(error, "zh"), reason(error, "en"))


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Whoever ends this process ends it after the file is written, which takes no time: nothing half done is left."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    waiting = {signal.SIGTERM, signal.SIGHUP, signal.SIGINT}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
