"""One address for one page: what does not change the page is taken away."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKERS = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ncid|cmpid|ref_src|guccounter)$")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The URL without fragment, tracking parameters, default port and a host's trailing dot; parameters sorted.

    Idempotent. The original address is the one to fetch; this is the key to compare by.
    """
    parts = urlsplit(canonicalize_url(url.strip()))
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKERS.match(name)
    ]
    netloc = _plain_netloc(parts.scheme, parts.netloc)
    return str(canonicalize_url(urlunsplit((parts.scheme, netloc, parts.path or "/", urlencode(kept), ""))))


def _plain_netloc(scheme: str, netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    name = name.rstrip(".").lower()
    if colon and (not port or (port.isdigit() and int(port) == _DEFAULT_PORTS.get(scheme))):
        colon, port = "", ""
    return f"{user}{at}{name}{colon}{port}"


def host_of(url: str) -> str:
    """The host and port that a request for `url` goes to: what the host gate counts by."""
    return _plain_netloc(urlsplit(url).scheme, urlsplit(url).netloc.rpartition("@")[2])


def is_fetchable(url: str) -> bool:
    """Is this an http or https address with a host, a possible port, and without a user's name?"""
    try:
        parts = urlsplit(url)
        # Reading the port is what finds :99999 and :abc, and encoding what finds a lone surrogate.
        url.encode("utf-8")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False


def fetchable_link(base: str, stated: str) -> str:
    """The address that a link on the page `base` leads to; empty when it is none that can be fetched, or `base`."""
    try:
        link = urljoin(base, stated.strip())
    except ValueError:
        return ""
    return link if link != base and is_fetchable(link) else ""
