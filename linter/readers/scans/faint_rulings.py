"""Ruling lines that are pale, dashed or broken: dark on the whole along their direction, and alone.

The dots of a pale line are no ink, and dashes are as short as strokes of letters. Smeared along its direction such a
line is darker than the paper on both sides, and beside a stroke of a letter there are other strokes.
"""

from __future__ import annotations

import cv2
import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.type_names import Any

_SMEARED = 4.0  # points along a line: longer than the gaps between dashes, shorter than those between rows of text
_REACHES = 1.5  # points by which a smeared line is longer at each end
_THICKEST = 2.0  # points
_DARKER = 12  # of 255 than the paper beside it, once it is smeared
_NEXT, _BESIDE = 0.8, 2.4  # points from a line: the stripe on each side that is looked at for strokes of letters
_ALONE = 0.2  # how much of such a stripe may be ink
_MOST = 1000  # bounds the work; lines of one page in one direction


def faint_runs(grey: Any, ink: Any, scale: float, shortest: float, *, upright: bool) -> list[Box]:
    """The lines of a page in one direction that are thin and have paper on both sides, in pixels.

    Parameters:
        grey: dark ink on light paper.
        ink: 1 where it is beyond doubt.
        scale: pixels for each point.
        shortest: points.
        upright: whether they go down the page.
    """
    if upright:
        found = faint_runs(_turned(grey), _turned(ink), scale, shortest, upright=False)
        return [Box(top, x0, bottom, x1) for x0, top, x1, bottom in found]
    smeared = cv2.blur(grey, (round(_SMEARED * scale), 1))
    across: Any = np.ones((round((2 * _THICKEST) * scale) | 1, 1), np.uint8)
    darker = (cv2.morphologyEx(smeared, cv2.MORPH_BLACKHAT, across) >= _DARKER).astype(np.uint8)
    runs = cv2.morphologyEx(darker, cv2.MORPH_OPEN, np.ones((1, round(shortest * scale)), np.uint8))
    _, _, parts, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    end = round(_REACHES * scale)
    boxes = [Box(x + end, y, x + width - end, y + height) for x, y, width, height, _ in parts[1 : _MOST + 1].tolist()]
    return [box for box in boxes if box.bottom - box.top <= _THICKEST * scale and _is_alone(box, ink, scale)]


def _is_alone(box: Box, ink: Any, scale: float) -> bool:
    x0, top, x1, bottom = (int(side) for side in box)
    near, far = round(_NEXT * scale), round(_BESIDE * scale)
    above = ink[max(top - far, 0) : max(top - near, 0), x0:x1]
    below = ink[bottom + near : bottom + far, x0:x1]
    return all(not stripe.size or float(stripe.mean()) <= _ALONE for stripe in (above, below))


def _turned(bitmap: Any) -> Any:
    return np.ascontiguousarray(bitmap.T)
