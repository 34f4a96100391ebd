"""Whoever opens the page in tests: with the right address, from the right place, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote

from starlette.testclient import TestClient

from linter.checks.registry import shipped
from linter.cli.desk.gate import OWN_HEADER, Gate
from linter.cli.desk.routes import Setting, application
from linter.engine.lint import Options
from tests.places import EXAMPLES

PORT = 8123
TOKEN = "a-token-that-nobody-guesses"
OWN = {OWN_HEADER: "1", "Origin": f"http://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"}


class Visitor:
    """A browser that has the address."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, place: str, lang: str = "zh", **fields: object):  # type: ignore[no-untyped-def]
        return self.client.get(f"/{TOKEN}{place}?lang={lang}", **fields)

    def post(
        self, place: str, content: bytes = b"", name: str = "", headers: Mapping[str, str] = OWN, lang: str = "zh"
    ):  # type: ignore[no-untyped-def]
        headers = {**headers, "X-Nianbao-Name": quote(name)}
        return self.client.post(f"/{TOKEN}{place}?lang={lang}", content=content, headers=headers)

    def drop(self, name: str, content: bytes | None = None) -> str:
        """Check a file, an example by its name; the place of its page."""
        data = (EXAMPLES / name).read_bytes() if content is None else content
        answer = self.post("/files", data, name)
        assert answer.status_code == 200, answer.text
        return f"/files/{answer.json()['file']}"


@contextmanager
def visiting(lang: str = "zh", setting: Setting | None = None) -> Iterator[Visitor]:
    """A page with nothing in it yet."""
    setting = setting or Setting(shipped(), Options(), lang)
    gate = Gate(application(setting), TOKEN, PORT, lambda status: f"refused {status}")
    with TestClient(gate, base_url=f"http://127.0.0.1:{PORT}") as client:
        yield Visitor(client)
