"""The extra that reads scans and pictures, `nianbao-lint[ocr]`: whether it is there, and what is said if it is not."""

from __future__ import annotations

from importlib.util import find_spec

from linter.model.diagnostics import ReadError

_PACKAGES = ("rapidocr", "onnxruntime")
_INSTALL = "pip install 'nianbao-lint[ocr]'"
HINT = {
    "zh": f"要检查扫描件和图片里的表格，请先安装识别功能：{_INSTALL}",
    "en": f"to check scans and pictures of tables, install what reads them: {_INSTALL}",
}


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(package) is not None for package in _PACKAGES)


def versions() -> str:
    """Which versions of its packages are there, what is read depends on them; "" without the extra."""
    if not is_installed():
        return ""
    from importlib.metadata import version

    return " ".join(f"{package} {version(package)}" for package in _PACKAGES)


def not_installed() -> ReadError:
    """E003 for a picture where the extra is not there."""
    return ReadError("E003", f"图片里没有文字；{HINT['zh']}", f"there is no text in a picture; {HINT['en']}")


def nothing_recognised() -> ReadError:
    """E003 for a picture in which no text is seen."""
    return ReadError("E003", "图片里没有识别出文字", "no text was recognised in the picture")
