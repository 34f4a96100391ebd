"""The ink of a page set upright: a bitmap in which it is dark, without stamps and without the tilt of the paper."""

from __future__ import annotations

import cv2
import numpy as np

from linter.type_names import Any

Bitmap = Any  # numpy arrays: without the extra, mypy knows none

_LIGHT, _COLOURED = 170, 40  # of 255: the ink of a stamp, and how far its channels differ
_STEEPEST = 4.0  # degrees; a page that lies askew by more was not put on a scanner
_COARSE, _FINE = 0.5, 0.1
_LOOKED_AT = 800  # pixels of the longer side of what the tilt is told by


def without_stamps(colours: Bitmap) -> Bitmap:
    """The brightest of three channels, in which a red or blue stamp is light and black ink black also below the stamp.

    What is light and has a colour becomes paper; faint strokes, which have none, stay what they are.
    """
    brightest = colours.max(axis=2)
    is_stamp = (brightest > _LIGHT) & (brightest - colours.min(axis=2) > _COLOURED)
    return np.where(is_stamp, np.uint8(255), brightest)


def upright(grey: Bitmap) -> Bitmap:
    """The page turned by its tilt: by the angle at which its rows of text and lines are told apart most sharply."""
    shrink = _LOOKED_AT / max(grey.shape)
    small = 255 - (cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else grey)
    angle = 0.0
    for reach, step in ((_STEEPEST, _COARSE), (_COARSE, _FINE)):
        tried = angle + np.arange(-reach, reach + step / 2, step)
        angle = float(max(tried, key=lambda one: (_sharpness(_turned(small, one, 0)), -abs(one))))
    return _turned(grey, angle, 255) if abs(angle) > _FINE / 2 else grey


def _turned(grey: Bitmap, angle: float, ground: int) -> Bitmap:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=ground)


def _sharpness(ink: Bitmap) -> float:
    """How much the ink of each row of pixels differs from that of the next."""
    return float((np.diff(ink.sum(axis=1, dtype=np.float64)) ** 2).sum())


def dark(grey: Bitmap) -> Bitmap:
    """1 where there is ink, 0 where there is paper."""
    return cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
