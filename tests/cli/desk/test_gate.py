"""Only who has the address is let in, from this machine; no page that is open in the same browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("starlette")

from starlette.websockets import WebSocketDisconnect

from tests.cli.desk.visitors import OWN, PORT, TOKEN, Visitor, visiting


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with visiting() as visitor:
        yield visitor


def test_the_address_opens_the_page(visitor: Visitor) -> None:
    assert visitor.get("/").status_code == 200
    assert visitor.get("/", headers={"Host": f"localhost:{PORT}"}).status_code == 200
    assert visitor.get("/", headers={"Sec-Fetch-Site": "none"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/files", "/desk.js", f"/{TOKEN[:-1]}/", f"/{TOKEN}x/", f"/x/{TOKEN}/", f"//{TOKEN}/"]
)
def test_without_the_token_nothing_is_shown(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(f"http://127.0.0.1:{PORT}{path}")
    assert (answer.status_code, answer.text) == (404, "refused 404")


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.example.org:8123", "[::1]:8123", ""],
)
def test_another_host_is_refused(visitor: Visitor, host: str) -> None:
    """A foreign name may have been pointed at this machine after its page was loaded."""
    assert visitor.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["https://example.org", "null", "http://127.0.0.1", "http://127.0.0.1:80", f"https://127.0.0.1:{PORT}"]
)
@pytest.mark.parametrize("place", ["/", "/files"])
def test_another_origin_is_refused(visitor: Visitor, origin: str, place: str) -> None:
    assert visitor.get(place, headers={"Origin": origin}).status_code == 403
    assert visitor.post(place, b"x", "a.txt", {**OWN, "Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something"])
def test_a_fetch_from_another_site_is_refused(visitor: Visitor, site: str) -> None:
    """Another port of this machine is the same site."""
    assert visitor.get("/desk.js", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert visitor.post("/files", b"x", "a.txt", {**OWN, "Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.whole
def test_nothing_is_changed_without_the_header_of_the_page(visitor: Visitor) -> None:
    """A form of a foreign page, in a browser that sends neither Origin nor Sec-Fetch-Site, cannot set it."""
    visitor.drop("2021-clean.txt")
    for place in ("/files", "/prior", "/clear"):
        assert visitor.post(place, b"x", "a.txt", {}).status_code == 403
    assert "2021-clean.txt" in visitor.get("/").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    answer = visitor.client.request(method, f"/{TOKEN}/files", headers={"Origin": OWN["Origin"]})
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_page_answers_no_post_and_a_field_no_get(visitor: Visitor) -> None:
    assert visitor.post("/").status_code == 405
    assert visitor.get("/files").status_code == 405


@pytest.mark.parametrize(
    "place",
    [
        "/files/unknown",
        "/files/unknown/copy",
        "/files/..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "/%2e%2e/desk.py",
        "/rules/a%00",
        "/desk.py",
    ],
)
def test_what_is_not_there_is_not_found(visitor: Visitor, place: str) -> None:
    answer = visitor.get(place)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_a_connection_that_stays_open_is_refused(visitor: Visitor) -> None:
    with pytest.raises(WebSocketDisconnect), visitor.client.websocket_connect(f"/{TOKEN}/"):
        pass


@pytest.mark.parametrize("place", ["/", "/desk.js", "/nothing", "/files"])
def test_every_answer_forbids_what_is_not_needed(visitor: Visitor, place: str) -> None:
    headers = visitor.get(place).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not {"set-cookie", "access-control-allow-origin"} & set(headers)


def test_a_refusal_has_the_same_headers(visitor: Visitor) -> None:
    headers = visitor.client.get("/wrong/").headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
