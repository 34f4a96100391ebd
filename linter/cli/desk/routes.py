"""What the server answers: pages, what is dropped into them, and what may be downloaded. Nothing is written to disk."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from io import BytesIO, TextIOWrapper
from secrets import token_urlsafe
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from linter import reporters
from linter.cli.desk import desk_work
from linter.cli.desk.desk_words import PageWords, words
from linter.cli.desk.kept_files import MOST_FILES, MOST_PRIORS, CheckedFile, Kept, PriorFile
from linter.cli.desk.left_out import LeftOut
from linter.cli.desk.page_parts import Site, verdict_of
from linter.cli.desk.report_page import report_page
from linter.cli.desk.rule_page import rule_page
from linter.cli.desk.start_page import start_page
from linter.engine import file_errors
from linter.engine.archive import Archive, prior_report
from linter.engine.awaited import apart
from linter.engine.lint import Options
from linter.engine.workers import WorkersError
from linter.model.diagnostics import FileResult, ReadError
from linter.model.records import NamedTuple
from linter.readers import MAX_BYTES
from linter.readers.formats import COMMENTED
from linter.reporters import Presentation, html_page
from linter.reporters.html_assets import asset
from linter.reporters.words import summed_up
from linter.rules.rule import Rule
from linter.rules.schema import LANGUAGES
from linter.rules.selection import RuleSet
from linter.type_names import Any

_LONGEST_NAME = 200
_KEY_BYTES = 9
_NAME_HEADER = "X-Nianbao-Name"  # the file's name, percent-encoded
_CSS, _SCRIPT, _CSV = "text/css", "text/javascript", "text/csv"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SANDBOX = "default-src 'none'; sandbox"  # for what is no page of ours, should a browser show it by itself


class Setting(NamedTuple):
    """How files are checked on this page, and the language it begins in.

    `archive` are last year's reports that the configuration names; `left_out` takes out what is accepted or known.
    """

    rules: RuleSet
    options: Options
    lang: str
    archive: Archive | None = None
    left_out: LeftOut | None = None


def application(setting: Setting) -> Starlette:
    """The application, with nothing kept yet."""
    desk = _Desk(setting)
    routes = [
        Route("/", desk.start),
        Route("/files", desk.receive, methods=["POST"]),
        Route("/prior", desk.receive_prior, methods=["POST"]),
        Route("/clear", desk.clear, methods=["POST"]),
        Route("/files/{key}", desk.report),
        Route("/files/{key}/check", desk.check_again, methods=["POST"]),
        Route("/files/{key}/pages/{number:int}", desk.leaf),
        Route("/files/{key}/copy", desk.copy),
        Route("/files/{key}/html", desk.html),
        Route("/files/{key}/csv", desk.csv),
        Route("/all.html", desk.html),
        Route("/all.csv", desk.csv),
        Route("/rules/{code}", desk.rule),
        *(Route(f"/{name}", _static(content, kind)) for name, content, kind in _assets()),
    ]
    return Starlette(routes=routes, exception_handlers=desk.answers_to_errors())


def _assets() -> list[tuple[str, str, str]]:
    return [
        ("page.css", asset(html_page.__file__, "page.css"), _CSS),
        ("page.js", asset(html_page.__file__, "page.js"), _SCRIPT),
        ("desk.css", asset(__file__, "desk.css"), _CSS),
        ("desk.js", asset(__file__, "desk.js"), _SCRIPT),
        ("icon.svg", asset(__file__, "icon.svg").strip(), "image/svg+xml"),
    ]


def _static(content: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return Response(content, media_type=kind)

    return answer


class _Desk:
    """The answers, with what is kept between them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._files: Kept[CheckedFile] = Kept(MOST_FILES)
        self._priors: Kept[PriorFile] = Kept(MOST_PRIORS)

    # --- pages ---

    async def start(self, request: Request) -> Response:
        return HTMLResponse(start_page(self._site(request), self._files, self._priors))

    async def report(self, request: Request) -> Response:
        site, (key, one) = self._site(request), self._file(request)
        return HTMLResponse(report_page(site, key, one, self._priors, self._presentation(site.lang)))

    async def leaf(self, request: Request) -> Response:
        """The picture of a page."""
        site, (_, one) = self._site(request), self._file(request)
        number, format = request.path_params["number"], one.results[site.lang].format
        if format is None or not 1 <= number <= len(one.leaves):
            raise HTTPException(404, site.words["gone"])
        work = desk_work.Drawing(one.data, format, number, one.leaves[number - 1])
        made = await apart(desk_work.draw, desk_work.not_drawn, one.name, work)
        if isinstance(made, ReadError):
            raise HTTPException(422, made.in_language(site.lang).message)
        return Response(made.content, media_type=made.kind, headers={"Content-Security-Policy": _SANDBOX})

    async def rule(self, request: Request) -> Response:
        site, loaded = self._site(request), self._setting.rules.rules
        known = {rule.code: rule for rule in (*loaded, *file_errors.load())}
        rule = known.get(request.path_params["code"])
        if rule is None:
            raise HTTPException(404, site.words["no-rule"])
        return HTMLResponse(await run_in_threadpool(rule_page, site, rule, loaded))

    # --- files that come in ---

    async def receive(self, request: Request) -> Response:
        """A file to check; its content is all of the body."""
        name, data = await _received(request, self._words(request))
        return await self._checked(request, token_urlsafe(_KEY_BYTES), name, data)

    async def check_again(self, request: Request) -> Response:
        """A file that is there, beside the reports of last year's that have come since."""
        key, one = self._file(request)
        return await self._checked(request, key, one.name, one.data)

    async def receive_prior(self, request: Request) -> Response:
        """A report of last year's."""
        name, data = await _received(request, self._words(request))
        made = await apart(prior_report, desk_work.no_prior, name, data)
        if isinstance(made, ReadError):
            entry = PriorFile(name, None, {lang: made.in_language(lang) for lang in LANGUAGES})
        else:
            entry = PriorFile(name, made)
        self._priors.put(name, entry)
        return JSONResponse({"read": entry.prior is not None})

    async def clear(self, request: Request) -> Response:
        self._files.clear()
        self._priors.clear()
        return JSONResponse({})

    async def _checked(self, request: Request, key: str, name: str, data: bytes) -> Response:
        site = self._site(request)
        folder = site.words["prior-folder"]
        priors = {f"{folder}/{one.name}": one.prior for _, one in self._priors if one.prior is not None}
        named = site.words["and"].join(one.name for _, one in self._priors if one.prior is not None)
        archive = self._setting.archive
        work = desk_work.Checking(data, self._setting.rules, self._setting.options, priors, named, archive)
        results, leaves = await apart(desk_work.check, desk_work.not_checked, name, work)
        if self._setting.left_out is not None:
            results = await run_in_threadpool(self._setting.left_out.without, name, data, results)
        with_prior = bool(priors) or archive is not None
        self._files.put(key, CheckedFile(name, data, results, with_prior, leaves))
        told = verdict_of([results[site.lang]], site.lang)
        return JSONResponse({"file": key, "verdict": told.said})

    # --- downloads ---

    async def copy(self, request: Request) -> Response:
        site, (_, one) = self._site(request), self._file(request)
        result = one.results[site.lang]
        if result.format not in COMMENTED:
            raise HTTPException(404, site.words["gone"])
        summary = tuple(summed_up(result, True, site.lang))
        work = desk_work.Annotating(one.data, result.diagnostics, site.lang, date.today(), summary, result.title)
        made = await apart(desk_work.annotate, desk_work.not_annotated, one.name, work)
        if isinstance(made, ReadError):
            raise HTTPException(422, made.in_language(site.lang).message)
        return _download(made, site.words.told("copy-name", _stem(one.name)), _WORD)

    async def html(self, request: Request) -> Response:
        return await self._written(request, "html", "text/html")

    async def csv(self, request: Request) -> Response:
        return await self._written(request, "csv", _CSV)

    async def _written(self, request: Request, format: str, kind: str) -> Response:
        """The findings of a file, or of all, in one of the formats of `check`."""
        site = self._site(request)
        if "key" in request.path_params:
            _, one = self._file(request)
            results, name = [one.results[site.lang]], site.words.told("result-name", _stem(one.name))
        else:
            results, name = [one.results[site.lang] for _, one in self._files], site.words["all-name"]
        made = await run_in_threadpool(_report, format, results, self._presentation(site.lang))
        return _download(made, f"{name}.{format}", kind)

    # --- what is not there, or fails ---

    async def refuse(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        told = self._words(request)["stale"] if error.detail == "Not Found" else error.detail
        return PlainTextResponse(told, error.status_code)

    async def without_process(self, request: Request, error: Exception) -> Response:
        return PlainTextResponse(self._words(request)["no-process"], 503)

    async def fail(self, request: Request, error: Exception) -> Response:
        return PlainTextResponse(self._words(request)["failed"], 500)

    def answers_to_errors(self) -> dict[Any, Any]:
        kinds = {WorkersError: self.without_process, OSError: self.without_process}
        return {HTTPException: self.refuse, Exception: self.fail, **kinds}

    def _words(self, request: Request) -> PageWords:
        asked = request.query_params.get("lang", "")
        return words(asked if asked in LANGUAGES else self._setting.lang)

    def _site(self, request: Request) -> Site:
        base = request.scope["root_path"]
        return Site(base, self._words(request), request.scope["path"].removeprefix(base))

    def _file(self, request: Request) -> tuple[str, CheckedFile]:
        key = request.path_params["key"]
        one = self._files.get(key)
        if one is None:
            raise HTTPException(404, self._words(request)["gone"])
        return key, one

    def _presentation(self, lang: str) -> Presentation:
        rules = self._setting.rules
        known: Mapping[str, Rule] = {rule.code: rule for rule in rules.rules if rule.code in rules.selected}
        return Presentation(lang=lang, rules=known)


async def _received(request: Request, words: PageWords) -> tuple[str, bytes]:
    """Name and content of a file that comes in.

    Raises:
        HTTPException: it is larger than a file may be; nothing beyond that is taken in.
    """
    too_large = HTTPException(413, words.told("too-large", MAX_BYTES // 1024 // 1024))
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > MAX_BYTES:
        raise too_large
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MAX_BYTES:
            raise too_large
    return _file_name(unquote(request.headers.get(_NAME_HEADER, ""))), bytes(data)


def _file_name(said: str) -> str:
    """The last part of a name, whatever a browser says; its end is kept where it is too long."""
    name = said.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return name[-_LONGEST_NAME:] or "-"


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]


def _report(format: str, results: list[FileResult], context: Presentation) -> bytes:
    """A report of `check`; spreadsheets take CSV for the encoding of the machine unless it begins with a mark."""
    made = BytesIO()
    with TextIOWrapper(made, encoding="utf-8-sig" if format == "csv" else "utf-8", newline="") as out:
        reporters.write(format, results, out, context)
        out.flush()
        return made.getvalue()


def _download(content: bytes, name: str, kind: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _SANDBOX,
    }
    return Response(content, media_type=kind, headers=headers)
