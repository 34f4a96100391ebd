"""A copy of a Word file with the findings as comments, each on the smallest range that it is about.

Only what is said is added: in the document's part the marks of ranges, with runs cut where a range begins or ends in
one; the comments to the part that holds them. All other parts are copied as they are packed.
"""

from __future__ import annotations

from linter.annotate.word_file import annotated

__all__ = ["annotated"]
