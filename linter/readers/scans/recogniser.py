"""Lines of text on a bitmap read by a neural network: rapidocr's, whose model lies in its package.

The model is named by its file, so that nothing is ever fetched. Of rapidocr only the recogniser of lines is used: cells
are found by their lines, and its finder of text passes over digits that stand alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import cv2
import numpy as np

from linter.model.records import NamedTuple
from linter.type_names import Any

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT, _NARROWEST = 48, 48  # pixels of a line as the network sees it
_BATCH = 8
_BLANK = 0  # the sign of the network for no character
_PAPER = 255


class Sign(NamedTuple):
    """A character that was read: how sure the network is of it, and where its middle is, as a share of the line."""

    text: str
    confidence: float
    middle: float


@cache
def _recogniser() -> Any:
    import rapidocr
    from rapidocr import RapidOCR

    model = os.path.join(os.path.dirname(rapidocr.__file__), "models", _MODEL)
    if not os.path.isfile(model):
        raise FileNotFoundError(model)
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Rec.model_path": model,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # files are read beside each other
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return engine._load_rec_model()


def read_lines(crops: Sequence[Any]) -> list[list[Sign]]:
    """What stands on each of some cuttings of one line each, grey with dark ink."""
    if not crops:
        return []
    network = _recogniser()
    known = network.postprocess_op.character
    found: list[list[Sign]] = [[] for _ in crops]
    order = sorted(range(len(crops)), key=lambda index: crops[index].shape[1] / crops[index].shape[0])
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        lines = [_as_seen(crops[index]) for index in batch]
        width = max(_NARROWEST, *(line.shape[1] for line in lines))
        seen = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
        for row, line in enumerate(lines):
            seen[row, :, :, : line.shape[1]] = line / 127.5 - 1
        for index, line, likely in zip(batch, lines, network.session(seen), strict=True):
            found[index] = list(_decoded(likely, known, line.shape[1] / width))
    return found


def _as_seen(crop: Any) -> Any:
    height, width = crop.shape
    return cv2.resize(crop, (max(round(width * _HEIGHT / height), 1), _HEIGHT), interpolation=cv2.INTER_CUBIC)


def _decoded(likely: Any, known: Sequence[str], share: float) -> Iterator[Sign]:
    """The characters of one line: of steps beside each other with the same character one is meant."""
    best = likely.argmax(axis=1)
    bounds = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    for first, last in pairwise(bounds):
        character = known[best[first]]
        if best[first] != _BLANK and character.strip():
            at = first + int(likely[first:last, best[first]].argmax())
            yield Sign(character, float(likely[at, best[first]]), min((at + 0.5) / len(best) / share, 1.0))
