"""Text and tables in pictures, recognised: an extra of its own (`nianbao-lint[ocr]`), imported where there is a picture.

A scan comes out as a page of a PDF does: letters and ruling lines with their places, each letter with the confidence
with which it was recognised. What makes lines and tables of them is `readers/fixed_layout`.
"""

from __future__ import annotations

from importlib.util import find_spec

from linter.model.diagnostics import ReadError

_PACKAGES = ("rapidocr", "onnxruntime")
_INSTALL = "pip install 'nianbao-lint[ocr]'"
HINT = f"要检查扫描件，请先安装识别功能：{_INSTALL}", f"to check scans, install what reads them: {_INSTALL}"


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(package) is not None for package in _PACKAGES)


def not_installed() -> ReadError:
    """E003 for a picture where the extra is not there."""
    return ReadError("E003", f"图片里没有文字；{HINT[0]}", f"there is no text in a picture; {HINT[1]}")


def nothing_recognised() -> ReadError:
    """E003 for a picture in which no text is seen."""
    return ReadError("E003", "图片里没有识别出文字", "no text was recognised in the picture")
