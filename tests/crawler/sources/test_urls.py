"""One address for one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.urls import canonical_url, host_of, is_fetchable

PARTS = st.text(alphabet="abcXYZ019-_.~%/&=?#+äß中 ", max_size=40)


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["example.org", "EXAMPLE.org.", "example.org:80", "example.org:443", "[::1]:8080", "ex.org:"]),
    PARTS,
    PARTS,
)
def test_canonical_urls_are_canonical(scheme: str, host: str, path: str, query: str) -> None:
    once = canonical_url(f"{scheme}://{host}/{path}?{query}")
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a?b=1&utm_source=x&fbclid=2#top", "http://example.org/a?b=1"),
        ("HTTP://Example.ORG.:80/a", "http://example.org/a"),
        ("https://example.org:443/a?z=1&b=2", "https://example.org/a?b=2&z=1"),
        ("http://example.org", "http://example.org/"),
    ],
)
def test_what_does_not_change_the_page_does_not_change_the_key(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


def test_what_may_change_the_page_is_kept() -> None:
    assert canonical_url("http://example.org/?id=1") != canonical_url("http://example.org/?id=2")
    assert canonical_url("http://example.org:8080/") != canonical_url("http://example.org/")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "javascript:alert(1)", "http://", "http://u:p@a/", "x"]
)
def test_only_web_addresses_without_a_users_name_are_fetched(url: str) -> None:
    assert not is_fetchable(url)


def test_the_gate_counts_by_host_and_port() -> None:
    assert host_of("http://Example.org:80/a") == "example.org"
    assert host_of("http://127.0.0.1:8080/a") == "127.0.0.1:8080"
