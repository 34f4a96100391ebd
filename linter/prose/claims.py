"""What sentences say about the figures of the tables: claims with their places and every meaning they may have."""

from __future__ import annotations

from collections.abc import Iterator

from linter.prose.claim import Claim
from linter.prose.figure_words import TOPICS, FigureWords
from linter.prose.none_and_all import ALL, alls, denials
from linter.prose.passages import Passage
from linter.prose.standpoint import Standpoint, topic_of
from linter.prose.table_figures import SentenceReader
from linter.prose.undone import undone
from linter.text.folding import fold


class Reader:
    """Finds the claims in passages; `year` and `organization` are the report's."""

    def __init__(self, words: FigureWords, year: int | None, organization: str | None = None) -> None:
        self.standpoint = Standpoint(words, year, fold(organization or ""))

    def claims(self, passage: Passage, number: int = 0) -> Iterator[Claim]:
        """The claims of a paragraph, in no particular order; `number` is its own among the passages."""
        if not passage.sentences:
            return
        text, words = passage.folded.text, self.standpoint.words
        topic = words.topic(passage.heading, words.topic(passage.above, None))
        at = 0
        for sentence in passage.sentences:
            topic = words.topic(text[at : sentence.start], topic)
            figures = list(SentenceReader(passage, sentence, topic, self.standpoint).claims(number))
            yield from figures
            if "none" in sentence.meanings:
                yield from denials(passage, sentence, topic, self.standpoint, number)
                yield from undone(passage, sentence, figures, topic, self.standpoint, number)
            if not sentence.meanings.isdisjoint(ALL):
                yield from alls(passage, sentence, figures, topic, self.standpoint, number)
            if not sentence.meanings.isdisjoint(TOPICS):
                topic = topic_of(sentence.tokens, topic)
            at = sentence.end
