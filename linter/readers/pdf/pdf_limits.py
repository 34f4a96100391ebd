"""What reading a PDF may take: each limit with the one sentence that is said above it."""

from __future__ import annotations

from linter.model.diagnostics import ReadError

MAX_SECONDS = 30.0
MAX_MEMORY = 1024**3  # bytes of address space, of the process in which PDFium runs


def took_too_long() -> ReadError:
    """E004 for a file whose pages are not read in time."""
    return ReadError(
        "E004",
        f"PDF 文件过于复杂：{MAX_SECONDS:.0f} 秒内没有读完",
        f"the PDF is too complex: it was not read within {MAX_SECONDS:.0f} seconds",
    )


def took_too_much() -> ReadError:
    """E004 for a file that fills the memory."""
    return ReadError(
        "E004",
        f"PDF 文件展开后过大：读取时用尽了 {MAX_MEMORY // 1024**2:,} MiB 内存",
        f"the PDF expands too far: reading it took more than {MAX_MEMORY // 1024**2:,} MiB of memory",
    )
