"""One address for one page: what does not change the page is taken away."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKERS = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ncid|cmpid|ref_src|guccounter)$")
# No name of a host holds these; what reads past them reads another host than the next one does.
_NO_HOST = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`%]")
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
        host = parts.hostname or ""
        # Encoding finds a lone surrogate; reading the port finds :99999 and :abc.
        url.encode("utf-8")
        named = bool(host.strip(".")) and not _NO_HOST.search(host) and parts.port != 0
        return parts.scheme in ("http", "https") and named and parts.username is None
    except ValueError:
        return False


def fetchable_link(base: str, stated: str) -> str:
    """The address that a link on the page `base` leads to; empty when it is none that can be fetched, or `base`."""
    try:
        link = urljoin(base, stated.strip())
        # Read as browsers read it: a backslash or a control character may leave no host.
        whole = is_fetchable(link) and is_fetchable(canonical_url(link))
    except ValueError:
        return ""
    return link if whole and link != base else ""
