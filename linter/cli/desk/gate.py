"""Who is let in: whoever has the address of this run, from this machine, and no page of another origin.

Any page that is open in the same browser can send requests here. So a request is refused that is not for a name of this
machine (a foreign name may have been pointed at it), that says it comes from elsewhere, that lacks the token in its
path, or that would change something without a header which no foreign page may set unasked.
"""

from __future__ import annotations

from collections.abc import Callable
from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
OWN_HEADER = "X-Nianbao"

_METHODS = ("GET", "HEAD", "POST")
_OWN_SITES = ("same-origin", "none")  # `none`: somebody typed the address or followed it from another program
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Gate:
    """An ASGI application before another one, which sees only requests of whoever has the address.

    Parameters:
        behind: the other one. It finds the token in `root_path`.
        token: what the path begins with.
        port: where the server listens.
        refusal: what a person is told, by status.
    """

    def __init__(self, behind: ASGIApp, token: str, port: int, refusal: Callable[[int], str]) -> None:
        self._behind = behind
        self._token = token
        self._hosts = frozenset(f"{name}:{port}" for name in (HOST, "localhost"))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._behind(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        status = self._refused(scope)
        if status is not None:
            await PlainTextResponse(self._refusal(status), status)(scope, receive, sent)
            return
        await self._behind({**scope, "root_path": f"/{self._token}"}, receive, sent)

    def _refused(self, scope: Scope) -> int | None:
        """The status with which a request is refused; None for one that may pass."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421
        if any(origin not in self._origins for origin in headers.getlist("origin")):
            return 403
        if any(site not in _OWN_SITES for site in headers.getlist("sec-fetch-site")):
            return 403
        if scope["method"] not in _METHODS:
            return 405
        token = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
        if not compare_digest(token.encode(), self._token.encode()):
            return 404
        if scope["method"] == "POST" and OWN_HEADER not in headers:
            return 403
        return None
