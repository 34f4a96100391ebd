"""Pictures that lie behind the text of a page."""

from __future__ import annotations

from itertools import islice

from linter.readers.fixed_layout.geometry import Box, Page

_MANY = 40  # letters: more than stand in a drawing


def is_ground(picture: Box, page: Page) -> bool:
    """Whether a picture lies behind the text of a page: a coloured ground, or a scan with its text recognised."""
    x0, top, x1, bottom = picture
    upon = (letter for letter in page.letters if x0 <= letter.x0 <= x1 and top <= letter.top <= bottom)
    return sum(1 for _ in islice(upon, _MANY)) == _MANY
