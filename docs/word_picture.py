"""Takes the picture of a Word file with comments that the READMEs show, as LibreOffice displays it.

`python3 -m docs.word_picture` writes `docs/word.png` anew. It needs `nianbao` on the path and a Python that LibreOffice
knows: `apt-get install libreoffice-writer python3-uno xvfb fonts-noto-cjk`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from struct import unpack_from
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from linter.readers.pdf.png import png

_FOLDER = Path(__file__).parent
_REPORT = _FOLDER.parent / "examples" / "2021-faulty.docx"
_SHOWN = "（七）总计"
_WIDTH, _HEIGHT, _LEFT, _RIGHT = 1300, 760, 84, 1197
_DISPLAY = ":77"
_TRIES = 60
_SCREEN = "Xvfb_screen0"
_ALL_SIDES = 15  # com.sun.star.awt.PosSize.POSSIZE
_BY_VALUE = 3  # com.sun.star.view.DocumentZoomType.BY_VALUE
_VIEW = {
    "ShowHoriRuler": False,
    "ShowVertRuler": False,
    "ShowTableBoundaries": False,
    "ShowTextBoundaries": False,
    "ShowAnnotations": True,
    "ZoomType": _BY_VALUE,
    "ZoomValue": 110,
}


def main() -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        checked = folder / "checked.docx"
        subprocess.run(["nianbao", "check", str(_REPORT), "--annotate", str(checked)], check=False)
        screen = "Xvfb", _DISPLAY, "-nocursor", "-screen", "0", f"{_WIDTH}x{_HEIGHT}x24", "-fbdir", str(folder)
        environment = {**os.environ, "DISPLAY": _DISPLAY, "LC_ALL": "zh_CN.UTF-8"}
        office = "soffice", "--norestore", "--nologo", "--accept=pipe,name=nianbao;urp"
        with running(screen, os.environ):
            sleep(1)
            with running((*office, f"-env:UserInstallation={(folder / 'home').as_uri()}"), environment):
                show(checked)
                (_FOLDER / "word.png").write_bytes(picture((folder / _SCREEN).read_bytes()))


@contextmanager
def running(command: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[None]:
    """A program, ended with the block, with all that it has started."""
    program = subprocess.Popen(command, env=dict(environment), start_new_session=True)
    try:
        yield
    finally:
        os.killpg(program.pid, 15)
        program.wait()


def show(file: Path) -> None:
    """Open a file in a window without bars, at the figure that its comment is about."""
    desktop = _office().ServiceManager.createInstance("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, ())
    controller = document.CurrentController
    controller.Frame.LayoutManager.setVisible(False)
    controller.Frame.ContainerWindow.setPosSize(0, 0, _WIDTH, _HEIGHT, _ALL_SIDES)
    for name, value in _VIEW.items():
        setattr(controller.ViewSettings, name, value)
    sleep(2)
    wanted = document.createSearchDescriptor()
    wanted.SearchString = _SHOWN
    controller.select(document.findFirst(wanted))
    controller.ViewCursor.collapseToEnd()
    sleep(3)


def _office() -> Any:
    """LibreOffice, once it has started."""
    context = import_module("uno").getComponentContext()
    resolver = context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(_TRIES):
        try:
            return resolver.resolve("uno:pipe,name=nianbao;urp;StarOffice.ComponentContext")
        except Exception:  # it does not answer yet; its errors are made at run time
            sleep(0.5)
    raise SystemExit("LibreOffice does not start")


def picture(dump: bytes) -> bytes:
    """A screen as X dumps it (XWD), as PNG, without what lies beside the page."""
    head = unpack_from(">25I", dump)
    length, height, stride, colours = head[0], head[5], head[12], head[19]
    pixels = dump[length + 12 * colours :]
    rows = bytearray()
    for at in range(height):
        row = pixels[at * stride + 4 * _LEFT : at * stride + 4 * _RIGHT]
        plain = bytearray(3 * (_RIGHT - _LEFT))
        plain[0::3], plain[1::3], plain[2::3] = row[2::4], row[1::4], row[0::4]
        rows += plain
    return png(_RIGHT - _LEFT, height, bytes(rows), 3 * (_RIGHT - _LEFT))


if __name__ == "__main__":
    main()
