"""A survey from the results of a check to what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from linter import reference
from linter.cli.survey import database
from linter.cli.survey.aggregates import comparisons
from linter.cli.survey.copied_texts import copied_texts
from linter.cli.survey.entries import settle
from linter.cli.survey.organ_list import ListedOrgan
from linter.cli.survey.view import SurveyView
from linter.model.diagnostics import FileResult
from linter.reference.survey_words import SurveyWords
from linter.rules.rule import Rule


@contextmanager
def surveyed(
    results: Iterable[FileResult],
    rules: Iterable[Rule],
    listed: Sequence[ListedOrgan],
    words: SurveyWords,
    lang: str,
    folder: str,
    archives: Sequence[str] = (),
) -> Iterator[SurveyView]:
    """A survey that is ready to be shown as long as the block lasts.

    Args:
        results: of all files with their facts, consumed as they come.
        rules: what they are called.
        listed: the organs whose reports are expected; none where there is no list.
        words: what surveys know and say.
        lang: of the output.
        folder: in which the output will lie, so that links in it lead to the reports.
        archives: files that nobody opened, and reports may lie in.
    """
    with database.opened() as connection:
        files = database.record(results, connection, lang)
        settled = settle(connection, files, listed, words)
        compared = list(comparisons(connection, words))
        copied = list(copied_texts(connection))
        connection.commit()
        called = {rule.code: rule.called(lang) for rule in rules}
        yield SurveyView(
            connection,
            settled,
            compared,
            copied,
            archives,
            words,
            called,
            reference.load().forms,
            lang,
            folder,
            bool(listed),
        )
