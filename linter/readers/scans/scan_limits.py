"""What recognising the pictures of one file may take: each limit with the one sentence that is said above it."""

from __future__ import annotations

from linter.model.diagnostics import ReadError

MAX_SECONDS = 600.0  # a page takes about five of a processor
MAX_MEMORY = 4 * 1024**3  # bytes of address space, of the process that recognises
MAX_PIXELS = 40_000_000  # of a picture: A4 at 600 dpi has 35 million
MAX_PAGES = 60  # whose pictures are read


def took_too_long() -> ReadError:
    """E004 for a file whose pictures are not read in time."""
    return ReadError(
        "E004",
        f"扫描图像过多：{MAX_SECONDS:.0f} 秒内没有识别完",
        f"too much was scanned: it was not recognised within {MAX_SECONDS:.0f} seconds",
    )


def too_many_pixels() -> ReadError:
    """E004 for a picture that is larger than a page of a report."""
    return ReadError(
        "E004",
        f"图片过大：超过上限 {MAX_PIXELS:,} 像素",
        f"the picture is too large: more than the limit of {MAX_PIXELS:,} pixels",
    )


def took_too_much() -> ReadError:
    """E004 for a file that fills the memory."""
    return ReadError(
        "E004",
        f"扫描图像过大：识别时用尽了 {MAX_MEMORY // 1024**2:,} MiB 内存",
        f"the scan is too large: recognising it took more than {MAX_MEMORY // 1024**2:,} MiB of memory",
    )
