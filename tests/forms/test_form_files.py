"""Form files: a closed schema, and forms made from others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linter.files.shipped import rules_folder
from linter.forms import regimes
from linter.forms.form_files import FormError, read, resolve

FORM = Path(rules_folder()) / "forms" / "2021.yaml"


def changed(folder: Path, old: str, new: str) -> str:
    text = FORM.read_text("utf-8")
    assert old in text
    place = folder / "2021.yaml"
    place.write_text(text.replace(old, new, 1), "utf-8")
    return str(place)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ordered: true", "orderd: true", "是否想写“ordered”"),
        ("ordered: true", "ordered: maybe", "true/false"),
        ("notice: ", "note: ", "是否想写“notice”"),
        ("  - key: overview", "  - key: overwiew", "是否想写“overview”"),
        ('subject: "总体|', 'subject: "(总体|', "正则表达式"),
        ("kind: amount", "kind: amounts", "是否想写“amount”"),
        ("- name: disclosure", "- name: disclosures", "是否想写“disclosure”"),
    ],
)
def test_what_nobody_reads_is_an_error_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(FormError) as raised:
        read(changed(tmp_path, old, new))
    assert raised.value.line == FORM.read_text("utf-8").partition(old)[0].count("\n") + 1
    assert said in raised.value.message


def test_an_empty_file_is_no_form(tmp_path: Path) -> None:
    (tmp_path / "2021.yaml").write_text("", "utf-8")
    with pytest.raises(FormError):
        read(str(tmp_path / "2021.yaml"))


def entries(**more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    base = {"notice": "n", "tables": [{"name": "disputes", "blocks": [{"columns": [], "rows": [{"key": "a"}]}]}]}
    return {"base": base, **more}


def rows(forms: dict[str, dict[str, Any]], regime: str) -> list[str]:
    return [row["key"] for row in forms[regime]["tables"][0]["blocks"][0]["rows"]]


def test_a_row_is_added_behind_another() -> None:
    change = {"table": "disputes", "after": "a", "row": {"key": "b"}}
    forms = resolve(entries(new={"notice": "n", "like": "base", "add_rows": [change]}))
    assert (rows(forms, "base"), rows(forms, "new")) == (["a"], ["a", "b"])


def test_a_form_may_be_like_one_that_is_like_another() -> None:
    change = {"table": "disputes", "after": "a", "row": {"key": "b"}}
    further = {"table": "disputes", "after": "b", "row": {"key": "c"}}
    forms = resolve(
        entries(
            newest={"notice": "n", "like": "new", "add_rows": [further]},
            new={"notice": "n", "like": "base", "add_rows": [change]},
        )
    )
    assert rows(forms, "newest") == ["a", "b", "c"]


def test_forms_that_are_like_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="like each other"):
        resolve({"a": {"notice": "n", "like": "b"}, "b": {"notice": "n", "like": "a"}})


def test_a_row_that_is_not_there_is_an_error() -> None:
    change = {"table": "disputes", "after": "z", "row": {"key": "b"}}
    with pytest.raises(ValueError, match="no row z"):
        resolve(entries(new={"notice": "n", "like": "base", "add_rows": [change]}))


def test_every_regime_has_its_form_and_every_form_its_regime() -> None:
    assert {path.stem for path in FORM.parent.glob("*.yaml")} == set(regimes.IDS)


@pytest.mark.parametrize("regime", regimes.IDS)
def test_the_shipped_forms_are_right(regime: str) -> None:
    """Read as anyone's, so that each pattern is tried; those that come with the program are taken as they are."""
    file = str(FORM.with_name(f"{regime}.yaml"))
    assert read(file) == read(file, is_shipped=True)
