"""Runs the page: a socket of this machine only, a new secret address each time, nothing written to any log."""

from __future__ import annotations

import logging
import os
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from secrets import token_urlsafe
from threading import Thread

import uvicorn

from linter.cli.desk.desk_words import words
from linter.cli.desk.desk_work import get_ready
from linter.cli.desk.gate import HOST, Gate
from linter.cli.desk.routes import Setting, application

_TOKEN_BYTES = 24
_SECONDS_TO_END = 1
_MOST_REQUESTS = 64  # at once


def serve(setting: Setting, port: int, opens_browser: bool, tell: Callable[[str], None]) -> None:
    """Serve the page until the process is told to end.

    Args:
        setting: how files are checked.
        port: where to listen; 0 takes one that is free.
        opens_browser: the address is opened in the user's browser.
        tell: prints a line.

    Raises:
        OSError: the port cannot be had.
    """
    said = words(setting.lang)
    with _listening(port) as listener:
        port, token = listener.getsockname()[1], token_urlsafe(_TOKEN_BYTES)
        refusals = {404: said["stale"], 421: said["stale"]}
        gate = Gate(application(setting), token, port, lambda status: refusals.get(status, said["refused"]))
        address = f"http://{HOST}:{port}/{token}/"
        logging.disable()  # what libraries say of a failure may quote a document
        config = uvicorn.Config(
            gate,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            limit_concurrency=_MOST_REQUESTS,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        get_ready()
        tell(said.told("address", address))
        tell(said["ending"])
        if opens_browser:  # the socket listens already: a browser that is quicker than the server waits
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with suppress(KeyboardInterrupt):  # this is how one ends it
            uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # a port that was used a minute ago; on Windows this would let others take it over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener
