"""Reports in an editor: what is found in the buffer, what a rule says, what mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.editor.editing import Editing, applied, edit  # first: it skips where pygls is not installed

from lsprotocol import types  # isort: skip

from tests.outside.program import run
from tests.places import EXAMPLES, TOP

pytestmark = pytest.mark.whole

CLEAN = (EXAMPLES / "2021-clean.md").read_text("utf-8")
FAULTY = (EXAMPLES / "2021-faulty.md").read_text("utf-8")
TWICE = CLEAN.replace("属于国家秘密", "属于国家密秘").replace("属于三类内部事务信息", "属于三类内容事务信息")


def codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


def of(code: str, found: list[types.Diagnostic]) -> types.Diagnostic:
    return next(one for one in found if one.code == code)


def test_a_report_is_mended_in_an_editor(tmp_path: Path) -> None:
    async def work(editor: Editing) -> None:
        found = await editor.open("2023.md", FAULTY)
        (told,) = run("check", str(EXAMPLES / "2021-faulty.md"), "-f", "json").json["files"]
        where = [one["location"] for one in told["diagnostics"]]
        assert [(one.code, one.message) for one in found] == [(it["code"], it["message"]) for it in told["diagnostics"]]
        assert [(one.range.start.line, one.range.end.line) for one in found] == [
            (it["line"] - 1, it["end_line"] - 1) for it in where
        ]
        assert [(one.range.start.character, one.range.end.character) for one in found] == [
            (it["column"] - 1, it["end_column"] - 1)
            for it in where  # there is no sign beyond the first plane
        ]
        label = of("T204", found)
        assert label.severity == types.DiagnosticSeverity.Warning
        told_of_rule = await editor.hover("2023.md", label.range.start)
        assert told_of_rule is not None
        assert "**T204 行列名称有改动**" in told_of_rule
        assert "**怎么改**" in told_of_rule
        assert await editor.hover("2023.md", types.Position(0, 0)) is None
        (quick,) = await editor.actions("2023.md", label.range, ["quickfix"])
        assert quick.diagnostics is not None
        assert codes(list(quick.diagnostics)) == ["T204"]
        mended = applied(FAULTY, quick)
        assert mended == FAULTY.replace("三类内容事务", "三类内部事务")
        assert codes(await editor.change("2023.md", mended)) == [code for code in codes(found) if code != "T204"]
        assert await editor.change("2023.md", CLEAN) == []
        assert await editor.actions("2023.md", types.Range(types.Position(0, 0), types.Position(90, 0))) == []
        editor.close("2023.md")
        await editor.until(lambda: editor.said[-1].version is None)
        assert editor.said[-1].diagnostics == ()

    edit(tmp_path, work, "--stdio")


@pytest.mark.parametrize(
    ("name", "language", "example"),
    [("a.txt", "plaintext", "2021-faulty.txt"), ("a.html", "html", "2021-faulty.html")],
)
def test_text_and_pages_too(name: str, language: str, example: str, tmp_path: Path) -> None:
    async def work(editor: Editing) -> None:
        found = await editor.open(name, (EXAMPLES / example).read_text("utf-8"), language)
        (told,) = run("check", str(EXAMPLES / example), "-f", "json").json["files"]
        assert codes(found) == [it["code"] for it in told["diagnostics"]]
        assert [one.range.start.character for one in found] == [
            it["location"]["column"] - 1 for it in told["diagnostics"]
        ]

    edit(tmp_path, work)


@pytest.mark.parametrize("encoding", [None, *types.PositionEncodingKind])
def test_places_are_in_the_units_that_were_agreed_upon(
    encoding: types.PositionEncodingKind | None, tmp_path: Path
) -> None:
    line = "𠮷林省😀的政府信息公开公开工作。"
    text = CLEAN.replace("## 二、", f"{line}\r\n\n## 二、", 1)
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding] if encoding else None)
    )
    before = line[: line.index("公开公开")]
    width = {
        types.PositionEncodingKind.Utf8: len(before.encode()),
        types.PositionEncodingKind.Utf32: len(before),
    }.get(encoding or types.PositionEncodingKind.Utf16, len(before.encode("utf-16-le")) // 2)

    four = len("公开公开".encode()) if encoding == types.PositionEncodingKind.Utf8 else 4

    async def work(editor: Editing) -> None:
        found = await editor.open("a.md", text)
        assert editor.capabilities.position_encoding == (encoding or types.PositionEncodingKind.Utf16)
        (twice,) = (one for one in found if one.range.start.line == text.split("\n").index(f"{line}\r"))
        assert (twice.range.start.character, twice.range.end.character) == (width, width + four)

    edit(tmp_path, work, capabilities=capabilities)


def test_the_buffer_counts_and_not_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    (tmp_path / "b.md").write_text(FAULTY, "gb18030")

    async def work(editor: Editing) -> None:
        assert "T204" in codes(await editor.open("a.md", FAULTY))
        assert await editor.open("b.md", CLEAN) == []
        # a page that says it is in another encoding, one with a byte order mark, one with half a sign
        page = (EXAMPLES / "2021-clean.html").read_text("utf-8").replace("utf-8", "gb2312")
        assert await editor.open("c.html", page, "html") == []
        assert codes(await editor.open("d.md", "\ufeff" + FAULTY)) == codes(await editor.found("a.md"))
        assert codes(await editor.open("e.md", "")) == ["E003"]

    edit(tmp_path, work)


def test_configuration_is_that_of_the_folder(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / ".nianbao.yaml").write_text(
        "lang: en\nignore: [S104]\nseverity: {T210: info}\nexclude: ['*.draft.md']\n"
        "accept: [{path: 2023.md, code: T202, reason: so}]\n",
        "utf-8",
    )

    async def work(editor: Editing) -> None:
        found = await editor.open("reports/2023.md", FAULTY)
        assert codes(found) == ["T210", "T204"]
        assert of("T210", found).severity == types.DiagnosticSeverity.Information
        assert "table" in of("T204", found).message
        assert "**How to mend it**" in (await editor.hover("reports/2023.md", of("T204", found).range.start) or "")
        assert set(codes(await editor.open("2023.md", FAULTY))) > {"S104", "T202"}
        editor.close("2023.md")
        (reports / ".nianbao.yaml").write_text("select: [S104]\n", "utf-8")
        assert codes(await editor.save("reports/2023.md")) == ["S104"]
        (reports / ".nianbao.yaml").write_text("selekt: [S104]\n", "utf-8")
        assert await editor.save("reports/2023.md") == []
        await editor.until(lambda: bool(editor.messages))
        (message,) = editor.messages
        assert ".nianbao.yaml:1:1" in message
        assert "select" in message

    edit(tmp_path, work)


def test_settings_by_path_hold(tmp_path: Path) -> None:
    (tmp_path / ".nianbao.yaml").write_text(
        "overrides:\n- {paths: old, severity: {T210: info}, ignore: [S104, T202]}\n", "utf-8"
    )

    async def work(editor: Editing) -> None:
        found = await editor.open("old.md", FAULTY)
        assert {"S104", "T202"} < set(codes(found))
        (tmp_path / "old").mkdir()
        found = await editor.open("old/2023.md", FAULTY)
        assert not {"S104", "T202"} & set(codes(found))
        assert of("T210", found).severity == types.DiagnosticSeverity.Information

    edit(tmp_path, work)


def test_last_years_report_and_options(tmp_path: Path) -> None:
    text = (EXAMPLES / "two-years" / "2022.md").read_text("utf-8")

    async def work(editor: Editing) -> None:
        found = await editor.open("2022.md", text)
        assert codes(found) == ["Y502", "Y501"]

    edit(tmp_path, work, "--prior", str(EXAMPLES / "two-years"), "--select", "Y")


def test_what_is_no_report_by_its_name_or_language_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".nianbao.yaml").write_text("exclude: ['*.draft.md']\n", "utf-8")

    async def work(editor: Editing) -> None:
        for name, language in (("README.md", "markdown"), ("a.py", "python"), ("2023.draft.md", "markdown")):
            document = types.TextDocumentItem(editor.uri(name), language, 1, FAULTY)
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        untitled = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, FAULTY)
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(untitled))
        await editor.until(lambda: any(said.uri == "untitled:Untitled-1" for said in editor.said))
        await editor.open("last.md", CLEAN)
        told = {said.uri: len(said.diagnostics) for said in editor.said}
        assert [count > 0 for uri, count in told.items()] == [uri == "untitled:Untitled-1" for uri in told]

    edit(tmp_path, work)


def test_typing_is_followed_without_a_check_for_each_letter(tmp_path: Path) -> None:
    async def work(editor: Editing) -> None:
        await editor.open("a.md", CLEAN)
        for number in range(60):
            editor.type("a.md", CLEAN.replace("## 二、", f"甲{number}。\n\n## 二、", 1))
        last = await editor.change("a.md", FAULTY)
        assert "T204" in codes(last)
        assert len(editor.said) < 10
        versions = [said.version or 0 for said in editor.said]
        assert versions == sorted(versions)

    edit(tmp_path, work)


def test_all_safe_fixes_at_once_are_those_of_fix(tmp_path: Path) -> None:
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
        )
    )
    (tmp_path / "fixed.md").write_text(TWICE, "utf-8", newline="\n")
    assert run("check", str(tmp_path / "fixed.md"), "--fix").status == 0

    async def work(editor: Editing) -> None:
        found = await editor.open("a.md", TWICE)
        assert codes(found) == ["T204", "T204"]
        nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
        (action,) = await editor.actions("a.md", nowhere, ["source.fixAll"])
        assert action.edit is not None
        assert action.edit.document_changes is not None  # of this version of the buffer
        assert applied(TWICE, action) == (tmp_path / "fixed.md").read_text("utf-8") == CLEAN
        assert [it.kind for it in await editor.actions("a.md", found[1].range)] == [
            types.CodeActionKind.QuickFix,
            "source.fixAll.nianbao",
        ]
        assert await editor.actions("a.md", found[1].range, ["refactor"]) == []

    edit(tmp_path, work, capabilities=capabilities)


# --- the command ---


def test_no_other_command_loads_the_editor_or_its_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from linter.cli.main import main\n"
        f"for arguments in (['check', {str(EXAMPLES / '2021-faulty.md')!r}, '--diff'], ['rules'], ['--help']):\n"
        "    CliRunner().invoke(main, arguments)\n"
        "print([name for name in sys.modules if name.startswith(('pygls', 'lsprotocol', 'linter.cli.editor'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=_environment())
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(("lang", "told"), [("zh", "要先安装 pygls"), ("en", "editors need pygls")])
def test_without_the_library_it_is_said_what_to_install(lang: str, told: str) -> None:
    code = "import sys; sys.modules['pygls.lsp.server'] = None; from linter.__main__ import main; main()"
    command = [sys.executable, "-c", code, "lsp", "--lang", lang]
    done = subprocess.run(command, capture_output=True, check=False, env=_environment())
    assert done.returncode == 2
    assert done.stdout == b""
    assert told in done.stderr.decode("utf-8")
    assert "pip install 'nianbao-lint[lsp]'" in done.stderr.decode("utf-8")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"}
