"""Language files have a closed schema: a key that nobody reads is an error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.files.shipped import rules_folder
from linter.reference.language_files import SHAPES, LanguageError, read

FOLDER = Path(rules_folder()) / "language"


@pytest.mark.parametrize("name", SHAPES)
def test_the_shipped_files_are_read(name: str) -> None:
    assert read(str(FOLDER / f"{name}.yaml"))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("lexicon", "sign_off:", "signoff:", "是否想写“sign_off”"),
        ("lexicon", "  township:", "  townships:", "是否想写“township”"),
        ("figures", "undivided:", "undevided:", "是否想写“undivided”"),
        ("figures", "without: [next_year]", "witout: [next_year]", "是否想写“without”"),
        ("figures", "  refuse: [不予受理,", "  refuse: [收到,", "“收到”已列在“receive”下"),
        ("wording", "looks_back:", "look_back:", "是否想写“looks_back”"),
        ("confusables", ", fix: safe,", ", fix: save,", "是否想写“safe”"),
    ],
)
def test_a_misspelt_word_is_answered_with_its_line_and_the_nearest(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    (tmp_path / f"{name}.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LanguageError) as raised:
        read(str(tmp_path / f"{name}.yaml"))
    assert raised.value.line == line
    assert said in raised.value.message


@pytest.mark.parametrize("name", SHAPES)
def test_an_empty_file_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").write_text("# nothing\n", "utf-8")
    with pytest.raises(LanguageError):
        read(str(tmp_path / f"{name}.yaml"))
