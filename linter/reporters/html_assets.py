"""Style and script that go into a page as they are, and what a browser may do for the page."""

from __future__ import annotations

import os


def asset(module: str, name: str) -> str:
    """A file that lies beside a module. It is ASCII, as style and script know no escapes."""
    with open(os.path.join(os.path.dirname(module), name), encoding="ascii") as file:
        return f"\n{file.read()}"


def policy(style: str, script: str) -> str:
    """A page may have its own style and script, which the browser knows by their digests, and no more."""
    from base64 import b64encode
    from hashlib import sha256

    style, script = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
