"""Formats that only LibreOffice reads (.doc, .wps, .rtf, .odt, spreadsheets): converted by it, where it is installed.

It runs without a screen, with a profile and a home of its own that are thrown away, without macros and without a
network, one file at a time and not longer than `TIME_LIMIT`. What it makes of a file is then read like any other.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext

from linter.model.diagnostics import ReadError
from linter.model.document import Document
from linter.model.records import NamedTuple
from linter.readers.convertible import Foreign
from linter.readers.numbered_blocks import NumberedBlocks
from linter.type_names import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.readers.keeper import Keeper

TIME_LIMIT = 60.0  # seconds for one file; a report takes about one
MOST_AT_ONCE = 2  # LibreOffices running at the same time for one command, of some 200 MB each

_COMMANDS = ("soffice", "libreoffice")
_WINDOWS = ("%ProgramW6432%", "%ProgramFiles%", "%ProgramFiles(x86)%")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
# What LibreOffice is asked to make of a file, and the format in which that is then read.
_DOCUMENT = ("docx", "docx:MS Word 2007 XML")
_SHEET = ("xlsx", "xlsx:Calc MS Excel 2007 XML")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # a proxy that is not there: whatever a document links to is not fetched
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_XDG = ("CONFIG", "CACHE", "DATA", "STATE")
_turns: AbstractContextManager[Any] = nullcontext()


class Converted(NamedTuple):
    """A file in a format that a reader knows."""

    format: str
    data: bytes


def take_turns(turns: AbstractContextManager[Any]) -> None:
    """From now on convert only while holding `turns`, which the processes of a run share."""
    global _turns
    _turns = turns


def convert(data: bytes, foreign: Foreign, most: int) -> Converted:
    """A file in a format that is read.

    Parameters:
        data: the file.
        foreign: what it is.
        most: the size that the result may have, in bytes.

    Raises:
        ReadError: E002 if there is no LibreOffice, E001 if it cannot read the file, E004 if it takes too long
            or makes too much of it.
    """
    from tempfile import gettempdir

    from linter.readers.keeper import Keeper

    command = program()
    if command is None:
        raise _not_installed(foreign)
    format, target = _SHEET if foreign.is_sheet else _DOCUMENT
    try:
        with _turns, Keeper(gettempdir()) as keeper:
            folder = keeper.folder
            source = os.path.join(folder, f"report{foreign.suffix}")
            with open(source, "wb") as file:
                file.write(data)
            _run(command, keeper, source, target)
            result = _result(os.path.join(folder, "out", f"report.{format}"), most)
    except OSError as error:
        from linter.notices.system_errors import reason

        zh, en = reason(error, "zh"), reason(error, "en")
        raise ReadError(
            "E001", f"无法转换：临时文件夹不能用（{zh}）。", f"Cannot be converted: no temporary files ({en})."
        ) from None
    return Converted(format, result)


def placed(document: Document) -> Document:
    """A converted document with places that can be found in the file that it was converted from."""
    return document if document.layout is not None else document._replace(layout=NumberedBlocks(document.blocks))


def program() -> str | None:
    """The path of LibreOffice, None if it is not installed."""
    # not `shutil.which`: a search path may name the current folder, and there lie files of others
    folders = list(filter(os.path.isabs, os.environ.get("PATH", "").split(os.pathsep)))
    names = _COMMANDS
    if sys.platform == "win32":
        folders += [os.path.expandvars(f"{base}\\LibreOffice\\program") for base in _WINDOWS]
        names = ("soffice.com",)
    places = [os.path.join(folder, name) for folder in folders for name in names]
    places += [_MAC] if sys.platform == "darwin" else []
    return next((place for place in places if os.path.isfile(place) and os.access(place, os.X_OK)), None)


def _run(command: str, keeper: Keeper, source: str, target: str) -> None:
    """Let LibreOffice convert one file into the folder `out`; what it says is of no use."""
    from pathlib import Path

    folder = keeper.folder
    profile = Path(folder, "profile")
    _write_settings(profile)
    arguments = [
        command,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--convert-to",
        target,
        "--outdir",
        os.path.join(folder, "out"),
        source,
    ]
    if not keeper.run(arguments, _environment(folder), TIME_LIMIT):
        raise ReadError(
            "E004",
            f"LibreOffice 在 {TIME_LIMIT:.0f} 秒内没有转换完这个文件；请另存为 docx、HTML 或文本后再检查。",
            f"LibreOffice did not convert this file within {TIME_LIMIT:.0f} seconds; "
            "save it as docx, HTML or text and check that.",
        )


def _environment(folder: str) -> dict[str, str]:
    """Where LibreOffice and its libraries find a home and temporary files: nowhere but in the folder."""
    changed = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    if sys.platform != "win32":
        home = os.path.join(folder, "home")
        os.makedirs(home, 0o700)
        changed |= {"HOME": home, "XDG_RUNTIME_DIR": home}
        changed |= {f"XDG_{kind}_HOME": os.path.join(home, kind.lower()) for kind in _XDG}
    return {**os.environ, **changed}


def _write_settings(profile: Any) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    file = profile / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}'
        "</oor:items>",
        "utf-8",
    )


def _result(path: str, most: int) -> bytes:
    try:
        with open(path, "rb") as file:
            data = _whole(file, most)
    except OSError:
        data = b""
    if not data:
        raise ReadError(
            "E001",
            "LibreOffice 打不开这个文件：它可能已损坏，或者设有密码。请用 Word 或 WPS 打开后另存为 docx 再检查。",
            "LibreOffice cannot open this file: it may be damaged or have a password. "
            "Open it in Word or WPS, save it as docx and check that.",
        )
    return data


def _whole(file: IO[bytes], most: int) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        limit = most // 1024 // 1024
        raise ReadError(
            "E004",
            f"文件转换后过大：超过上限 {limit} MiB。",
            f"The file is too large once converted: more than the limit of {limit} MiB.",
        )
    return data


def _not_installed(foreign: Foreign) -> ReadError:
    return ReadError(
        "E002",
        f"这是{foreign.name[0]}，装有 LibreOffice（免费，www.libreoffice.org）才能读取；"
        "也可以另存为 docx、HTML 或文本后再检查。",
        f"This is {foreign.name[1]}, which needs LibreOffice to be read (free, www.libreoffice.org); "
        "or save it as docx, HTML or text and check that.",
    )
