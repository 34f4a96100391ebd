"""The language server: buffers are checked a moment after they were changed, as they stand in the editor.

One buffer is checked by one process at a time. What was found in a text that has changed since is not shown.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from linter import __version__
from linter.cli.editor import buffer_work
from linter.cli.editor.buffer_work import Seen
from linter.cli.editor.positions import Positions
from linter.cli.editor.protocol_objects import SOURCE, article, diagnostics, difference, text_edits, touches
from linter.cli.editor.settings import InForce, Settings
from linter.engine.awaited import apart, preload
from linter.engine.fixing import is_safely_fixed
from linter.files.search import may_be_report
from linter.model.diagnostics import Edit, FileResult
from linter.model.records import NamedTuple
from linter.notices.refusal import Refusal, say
from linter.readers.formats import SUFFIXES, TEXTS, suffix_of
from linter.type_names import Any

QUIET = 0.3
"""Seconds without a change after which a buffer is checked."""
_PATIENCE = 10.0  # bounds the work: seconds that a question waits for the check of a text that has just changed
_SUFFIXES = {
    "plaintext": ".txt",
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
}  # by language, of nameless buffers
_FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"


class ToldBuffer(NamedTuple):
    """What an editor was told of a version of a buffer: its text, what was found in it, and how that was said."""

    version: int | None
    text: str
    seen: Seen
    setting: InForce
    result: FileResult
    diagnostics: list[types.Diagnostic]
    positions: Positions


class Buffer:
    """An open document: whether it has changed, and what was last found in it (None of what is not checked)."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.settled = asyncio.Event()
        self.shown: ToldBuffer | None = None
        self.kept: dict[int, bool] = {}
        self.watch: asyncio.Task[None] | None = None

    def touch(self) -> None:
        """Its text is another one."""
        self.settled.clear()
        self.changed.set()


class Editor:
    """The buffers of an editor.

    Parameters:
        server: through which it is spoken to.
        settings: what is in force for them.
    """

    def __init__(self, server: LanguageServer, settings: Settings) -> None:
        self._server = server
        self._settings = settings
        self._buffers: dict[str, Buffer] = {}
        self._told: str | None = None

    def open(self, uri: str) -> None:
        """Begin to check a buffer whenever it has changed."""
        self.close(uri)
        buffer = self._buffers[uri] = Buffer()
        buffer.touch()
        buffer.watch = asyncio.create_task(self._watch(uri, buffer))

    def change(self, uri: str) -> None:
        """Check it once it is left alone for a moment."""
        if uri in self._buffers:
            self._buffers[uri].touch()

    def save(self, uri: str) -> None:
        """Check again a buffer that was saved, and others for which something else may be in force by now."""
        for known, buffer in self._buffers.items():
            if known == uri or buffer.shown is None or not buffer.shown.setting.is_of_now:
                buffer.touch()

    def close(self, uri: str) -> None:
        """Say no more of a buffer."""
        buffer = self._buffers.pop(uri, None)
        if buffer is not None:
            if buffer.watch is not None:
                buffer.watch.cancel()
            self._publish(uri, None, [])

    async def current(self, uri: str) -> tuple[Buffer, ToldBuffer] | None:
        """What was found in a buffer as it is now; None where nothing is known of it in time."""
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(buffer.settled.wait(), _PATIENCE)
        return (buffer, buffer.shown) if buffer.settled.is_set() and buffer.shown else None

    async def _watch(self, uri: str, buffer: Buffer) -> None:
        while True:
            await buffer.changed.wait()
            while buffer.changed.is_set():
                buffer.changed.clear()
                await asyncio.sleep(QUIET)
            try:
                shown = await self._checked(uri)
            except Refusal as refusal:
                self._say(refusal.message)
                shown = None
            except Exception as error:  # a defect of the program must not end what watches the buffer
                self._say(f"程序出错（{type(error).__name__}），请报告此问题 (the program failed, please report this)")
                shown = None
            if buffer.changed.is_set():
                continue
            buffer.shown, buffer.kept = shown, {}
            buffer.settled.set()
            self._publish(uri, shown.version if shown else None, shown.diagnostics if shown else [])

    async def _checked(self, uri: str) -> ToldBuffer | None:
        document = self._server.workspace.get_text_document(uri)
        path = to_fs_path(uri) if uri.startswith("file:") else None
        name = _name(path or document.path, document.language_id)
        if name is None:
            return None
        folder = os.path.dirname(path) if path else self._server.workspace.root_path or os.getcwd()
        setting = await asyncio.to_thread(self._settings.of, folder)
        if setting.leaves_out(name):
            return None
        self._told = None
        version, text = document.version, document.source
        seen = Seen(text, setting.work)
        result = await apart(buffer_work.check, buffer_work.not_checked, name, seen)
        encoding = self._server.workspace.position_encoding
        positions = Positions(text, types.PositionEncodingKind(encoding or types.PositionEncodingKind.Utf16))
        return ToldBuffer(version, text, seen, setting, result, diagnostics(result, positions, uri), positions)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self._server.text_document_publish_diagnostics(params)

    def _say(self, message: str) -> None:
        """Tell what is wrong with the configuration, once until it is right again or wrong in another way."""
        if message != self._told:
            self._told = message
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"nianbao: {message}"))

    async def article(self, uri: str, position: types.Position) -> types.Hover | None:
        """What the rules say whose findings are at a place."""
        current = await self.current(uri)
        if current is None:
            return None
        _, shown = current
        here = [found for found in shown.diagnostics if touches(found.range, types.Range(position, position))]
        text = article((str(found.code) for found in here), shown.setting.rules, shown.setting.lang)
        if not text:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), here[0].range)

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The safe fixes of the findings in a range, and that of all of them."""
        uri, only = params.text_document.uri, params.context.only
        current = await self.current(uri)
        if current is None:
            return []
        buffer, shown = current
        safe = [number for number, found in enumerate(shown.result.diagnostics) if is_safely_fixed(found)]
        actions = []
        if _is_wanted(types.CodeActionKind.QuickFix.value, only):
            for number in safe[: len(shown.diagnostics)]:
                found = shown.diagnostics[number]
                if touches(found.range, params.range) and await self._stands(buffer, shown, number):
                    actions.append(self._quick_fix(uri, shown, number))
        if safe and _is_wanted(_FIX_ALL, only):
            name = shown.result.path
            text = await apart(buffer_work.fixed, buffer_work.not_fixed, name, shown.seen)
            edit = difference(shown.text, text)
            if edit != Edit(edit.start, edit.start, ""):
                title = say(shown.setting.lang, "改正全部可以安全改正的", "Apply all safe fixes")
                actions.append(types.CodeAction(title, _FIX_ALL, edit=self._edit(uri, shown, [edit])))
        return actions if buffer.settled.is_set() and buffer.shown is shown else []

    async def _stands(self, buffer: Buffer, shown: ToldBuffer, number: int) -> bool:
        """Whether a fix makes nothing worse; it is tried once."""
        if number not in buffer.kept:
            seen = shown.seen._replace(number=number)
            buffer.kept[number] = await apart(buffer_work.stands, buffer_work.falls, shown.result.path, seen)
        return buffer.kept[number]

    def _quick_fix(self, uri: str, shown: ToldBuffer, number: int) -> types.CodeAction:
        fix = shown.result.diagnostics[number].fix
        assert fix is not None
        return types.CodeAction(
            fix.title,
            types.CodeActionKind.QuickFix,
            [shown.diagnostics[number]],
            is_preferred=True,
            edit=self._edit(uri, shown, fix.edits),
        )

    def _edit(self, uri: str, shown: ToldBuffer, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """An edit of one version of the buffer, where the editor knows such."""
        made = text_edits(edits, shown.positions)
        if not get_capability(self._server.client_capabilities, "workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit({uri: made})
        document = types.OptionalVersionedTextDocumentIdentifier(uri, shown.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, made)])


def _name(path: str, language: str | None) -> str | None:
    """What a buffer is checked as; None where it is not checked: of another format, or no report by its name."""
    suffix = suffix_of(path)
    name = path if suffix in SUFFIXES else path + _SUFFIXES.get(language or "", "")
    is_text = SUFFIXES.get(suffix_of(name)) in TEXTS
    return name if is_text and may_be_report(os.path.basename(name)) else None


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a kind of action is asked for: a kind stands for those below it."""
    if only is None:
        return True
    asked = [each.value if isinstance(each, types.CodeActionKind) else each for each in only]
    return any(not each or kind == each or kind.startswith(f"{each}.") for each in asked)


def made(options: Mapping[str, Any]) -> LanguageServer:
    """The server of one editor.

    Args:
        options: those of the command.
    """
    server = LanguageServer(SOURCE, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    editor = Editor(server, Settings(options))

    @server.feature(types.INITIALIZED)
    def _ready(params: types.InitializedParams) -> None:
        preload([buffer_work.__name__])

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: types.DidOpenTextDocumentParams) -> None:
        editor.open(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: types.DidChangeTextDocumentParams) -> None:
        editor.change(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: types.DidSaveTextDocumentParams) -> None:
        editor.save(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: types.DidCloseTextDocumentParams) -> None:
        editor.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _hovered(params: types.HoverParams) -> types.Hover | None:
        return await editor.article(params.text_document.uri, params.position)

    kinds = [types.CodeActionKind.QuickFix, _FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def _asked(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await editor.actions(params)

    return server
