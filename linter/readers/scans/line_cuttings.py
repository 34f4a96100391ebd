"""Lines of text cut out of a bitmap, as the network is shown them."""

from __future__ import annotations

import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.type_names import Any

BESIDE = 0.2
"""Of a line's height: the paper that the network is shown beside it."""

LOWEST = 8.0
"""Points: a line of strokes alone is shown as high as this."""

_ABOVE = 0.2  # of a line's height: the paper above and below it
_PAPER = 255


def cutting(grey: Any, strip: Box, scale: float) -> Any:
    """A line of text with paper round it."""
    x0, top, x1, bottom = (round(side) for side in strip)
    height = max(bottom - top, round(LOWEST * scale))
    margin, beside = round(_ABOVE * height), round(BESIDE * height)
    above = (height - (bottom - top)) // 2 + margin
    cut: Any = np.full((height + 2 * margin, x1 - x0 + 2 * beside), _PAPER, np.uint8)
    cut[above : above + bottom - top, beside : beside + x1 - x0] = grey[top:bottom, x0:x1]
    return cut
