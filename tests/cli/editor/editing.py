"""An editor that speaks to `nianbao lsp` as a real one does: another process, over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="pygls is not installed")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.places import TOP

PATIENCE = 60


class Editing:
    """One editor with its server; what the server says is kept in `said` and `messages`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("tests", "1")
        self.said: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.capabilities = types.ServerCapabilities()
        self._news = asyncio.Condition()
        self._versions: dict[str, int] = {}

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _published(params: types.PublishDiagnosticsParams) -> None:
            self.said.append(params)
            async with self._news:
                self._news.notify_all()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        async def _shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            async with self._news:
                self._news.notify_all()

    async def start(self, options: tuple[str, ...], capabilities: types.ClientCapabilities) -> None:
        environment = {**os.environ, "PYTHONPATH": str(TOP)}
        command = [sys.executable, "-m", "linter", "lsp", *options]
        await self.client.start_io(*command, cwd=self.folder, env=environment)
        params = types.InitializeParams(capabilities, root_uri=self.folder.as_uri())
        self.capabilities = (await self.client.initialize_async(params)).capabilities
        self.client.initialized(types.InitializedParams())

    async def end(self) -> int:
        """End the server as editors do; its exit status."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        process: Any = self.client._server
        return int(await process.wait())

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def open(self, name: str, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        """Open a buffer; what is found in it."""
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.found(name)

    def type(self, name: str, text: str) -> None:
        """Change a buffer."""
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self._versions[name])
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def change(self, name: str, text: str) -> list[types.Diagnostic]:
        """Change a buffer; what is found in it."""
        self.type(name, text)
        return await self.found(name)

    async def save(self, name: str) -> list[types.Diagnostic]:
        """Save a buffer; what is said of it then."""
        uri, before = self.uri(name), len(self.said)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await self.until(lambda: any(it.uri == uri for it in self.said[before:]))
        return list(next(it.diagnostics for it in self.said[before:] if it.uri == uri))

    def close(self, name: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def found(self, name: str) -> list[types.Diagnostic]:
        """What is said of a buffer as it is now."""

        def of_now() -> list[types.PublishDiagnosticsParams]:
            uri, version = self.uri(name), self._versions[name]
            return [it for it in self.said if it.uri == uri and it.version == version]

        await self.until(lambda: bool(of_now()))
        return list(of_now()[-1].diagnostics)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what the server says."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(holds), PATIENCE)

    async def hover(self, name: str, place: types.Position) -> str | None:
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), place)
        hover = await self.client.text_document_hover_async(params)
        if hover is None:
            return None
        assert isinstance(hover.contents, types.MarkupContent)
        return hover.contents.value

    async def actions(self, name: str, place: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(self.uri(name)), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or () if isinstance(action, types.CodeAction)]


def edit(
    folder: Path,
    work: Callable[[Editing], Awaitable[None]],
    *options: str,
    capabilities: types.ClientCapabilities | None = None,
) -> None:
    """Do some work in an editor. The server must have ended by itself in the end."""

    async def run() -> None:
        editing = Editing(folder)
        await editing.start(options, capabilities or types.ClientCapabilities())
        await work(editing)
        assert await editing.end() == 0

    asyncio.run(asyncio.wait_for(run(), 3 * PATIENCE))


def applied(text: str, action: types.CodeAction) -> str:
    """A text with the edits of an action, whose places count in units of UTF-16."""
    assert action.edit is not None
    if action.edit.changes is not None:
        (edits,) = action.edit.changes.values()
    else:
        assert action.edit.document_changes is not None
        (change,) = action.edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
    data = text.encode("utf-16-le")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(f"{line}\n".encode("utf-16-le")))
    places = [
        (
            starts[it.range.start.line] + 2 * it.range.start.character,
            starts[it.range.end.line] + 2 * it.range.end.character,
        )
        for it in edits
    ]
    for (start, end), it in sorted(zip(places, edits, strict=True), key=lambda pair: pair[0], reverse=True):
        data = data[:start] + it.new_text.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")
