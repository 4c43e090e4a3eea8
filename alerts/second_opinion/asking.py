"""The network's part: one POST with its few attempts, inside one time limit; the answer's bytes, or why there are none.

Neither the key nor the address nor a word of an error page is in what is returned or raised.
"""

import asyncio
import os
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from alerts.second_opinion.answer import MAX_BYTES
from alerts.second_opinion.config import SecondOpinionConfig
from alerts.second_opinion.opinion import Failure
from crawler.fetching.addresses import is_allowed, is_named
from crawler.fetching.words import status_in_words, wait_asked_for

_BUSY = frozenset({429, 500, 502, 503, 504})
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 3600.0


class NoAnswerError(Exception):
    """The endpoint gave nothing that can be read. `wait` is what it asked for, in seconds; None when it did not."""

    def __init__(self, failure: Failure, detail: str = "", wait: float | None = None, *, passing: bool = False) -> None:
        super().__init__(f"{failure} ({detail})" if detail else str(failure))
        self.failure, self.detail, self.wait, self.passing = failure, detail, wait, passing


class _AddressRefusedError(OSError):
    """The endpoint's name led to an address that may not be connected to."""


def api_key(config: SecondOpinionConfig, environment: Mapping[str, str] = os.environ) -> str | None:
    """The key from the variable that the configuration names, or from the file that NAME_FILE names; "" when none is
    asked for, None when it is asked for and is not there or is not one line of printable ASCII."""
    if not config.api_key_env:
        return ""
    key = environment.get(config.api_key_env, "")
    file = environment.get(f"{config.api_key_env}_FILE")
    if not key and file:
        try:
            key = Path(file).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return None
    key = key.strip()
    return key if key and key.isascii() and key.isprintable() else None


async def answer_to(body: bytes, config: SecondOpinionConfig, key: str) -> bytes:
    """What the endpoint answers to a request.

    Raises
    ------
    NoAnswerError
        After `attempts` attempts or `timeout_seconds`, whichever comes first.
    """
    try:
        async with asyncio.timeout(config.timeout_seconds) as limit:
            return await _attempted(body, config, key, limit)
    except TimeoutError:
        raise NoAnswerError(Failure.TIMED_OUT) from None


async def _attempted(body: bytes, config: SecondOpinionConfig, key: str, limit: asyncio.Timeout) -> bytes:
    for attempt in range(config.attempts):
        try:
            return await _posted(body, config, key)
        except NoAnswerError as error:
            wait = FIRST_WAIT_SECONDS * 2**attempt if error.wait is None else error.wait
            last = attempt + 1 == config.attempts
            if last or not error.passing or _ends_before(limit, wait):
                raise
        await asyncio.sleep(wait)
    raise AssertionError("there is at least one attempt")


def _ends_before(limit: asyncio.Timeout, wait: float) -> bool:
    end = limit.when()
    return end is not None and asyncio.get_running_loop().time() + wait >= end


async def _posted(body: bytes, config: SecondOpinionConfig, key: str) -> bytes:
    assert config.endpoint is not None
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        # A compressed answer could be larger than it looks.
        "Accept-Encoding": "identity",
        "User-Agent": "Roundwatch",
    }
    if key:
        headers["Authorization"] = f"Bearer {key}"
    guard = _Guard(config)
    try:
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(socket_factory=guard.socket, force_close=True),
                timeout=aiohttp.ClientTimeout(total=None),  # the limit around all attempts holds here too
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                # A proxy from the environment would stand between the guard and the connection.
                trust_env=False,
            ) as session,
            session.post(config.endpoint, data=body, headers=headers, allow_redirects=False) as response,
        ):
            return await _body_of(response)
    except (aiohttp.ClientError, OSError) as error:
        if guard.refused:
            raise NoAnswerError(Failure.ADDRESS_REFUSED) from None
        # The error's own words may hold the address; its name says enough.
        passing = not isinstance(error, aiohttp.InvalidURL | aiohttp.ClientSSLError)
        raise NoAnswerError(Failure.UNREACHABLE, type(error).__name__, passing=passing) from None


async def _body_of(response: aiohttp.ClientResponse) -> bytes:
    if 300 <= response.status < 400:
        raise NoAnswerError(Failure.REDIRECTED, status_in_words(response.status))
    if response.status != 200:
        asked = wait_asked_for(response.headers.get("Retry-After", ""), datetime.now(UTC))
        wait = None if asked is None else min(max(asked.total_seconds(), 0.0), LONGEST_WAIT_SECONDS)
        passing = response.status in _BUSY
        raise NoAnswerError(Failure.STATUS, status_in_words(response.status), wait, passing=passing)
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NoAnswerError(Failure.NOT_JSON, "compressed, unasked")
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MAX_BYTES:
            raise NoAnswerError(Failure.TOO_LARGE)
    return bytes(body)


class _Guard:
    """Makes the socket for an address that may be connected to, and for no other: the address that was checked is the
    one that is connected to, whatever the name leads to next time."""

    def __init__(self, config: SecondOpinionConfig) -> None:
        self._config = config
        self.refused = False

    def socket(self, address: Any) -> socket.socket:
        family, kind, protocol, _, where = address
        if not may_connect(str(where[0]), self._config):
            self.refused = True
            raise _AddressRefusedError("not an address that may be connected to")
        return socket.socket(family, kind, protocol)


def may_connect(address: str, config: SecondOpinionConfig) -> bool:
    """Over https public addresses and the named networks; over http, which anybody can read, the named ones alone."""
    allowed = is_named if (config.endpoint or "").startswith("http:") else is_allowed
    return allowed(address, config.allow_networks)


def reach(config: SecondOpinionConfig, timeout_seconds: float = 10) -> str | None:
    """Connect to the endpoint's host and part again, asking nothing; what is wrong in words, None when it answers."""
    parts = urlsplit(config.endpoint or "")
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [str(where[0]) for *_, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        allowed = [address for address in found if may_connect(address, config)]
        if not allowed:
            return f"{host} leads to {found[0]}, which is not a public address; see allow_networks"
        with closing(socket.create_connection((allowed[0], port), timeout_seconds)) as connection:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(connection, server_hostname=host).close()
    except (OSError, UnicodeError) as error:
        return f"{host}:{port} cannot be reached: {error}"
    return None
