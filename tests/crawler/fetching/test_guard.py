"""The address guard: nothing that is not public is connected to, however it is written, named or redirected to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.database import open_engine, reading
from crawler.fetching.addresses import is_allowed
from crawler.fetching.guard import GuardingResolver
from crawler.sources.tables import Entry
from tests.program import Program
from tests.serving import Answer, serve

FORMS = [
    "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001",
    "0x7f.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1", "0177.1", "127.0.0.01", "0300.0250.0.1", "[::1]", "[::]",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "127%2e0%2e0%2e1", "%31%32%37.0.0.1",
    "127.0.0.1.", "user@127.0.0.1", "user:pass@127.0.0.1", "127.0.0.1%00.example.org", "localhost.localdomain",
    "127.127.127.127", "127.0.0.1#@example.org", "127.0.0.1\\@example.org", "ip6-localhost", "ⓛocalhost", "127.0.0.1%20",
]  # fmt: skip
SCHEMES = ["http://{0}:{1}/x", "//{0}:{1}/x", "http:\\\\{0}:{1}\\x", "http:/{0}:{1}/x", "https://{0}:{1}/x"]

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255",
    "224.0.0.1", "240.0.0.1", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "2002:0a00:0001::", "64:ff9b::a00:1",
    "64:ff9b:1::a00:1", "2001:0:0:0:0:0:f5ff:fffe", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(address, ())


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::808:808"]
)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address, ())


def test_a_network_that_is_named_is_allowed_and_no_other() -> None:
    assert is_allowed("127.0.0.1", ["127.0.0.0/8"])
    assert is_allowed("::ffff:127.0.0.1", ["127.0.0.0/8"])
    assert is_allowed("fd00::5", ["127.0.0.0/8", "fd00::/8"])
    assert not is_allowed("10.0.0.1", ["127.0.0.0/8"])


class Names:
    """A resolver whose names lead where a test says, one list of addresses after the other."""

    def __init__(self, *answers: Iterable[str]) -> None:
        self.answers = [list(answer) for answer in answers]

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


class Caller:
    """Who wants to connect: keeps the addresses that it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.complete = False

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.given.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


class Reactor:
    """What the resolver needs of a reactor."""

    def __init__(self, names: Names) -> None:
        self.nameResolver = names


def resolved(resolver: GuardingResolver, name: str) -> list[str]:
    caller = Caller()
    resolver.resolveHostName(caller, name, 80)
    assert caller.complete
    return caller.given


def test_a_name_that_leads_to_a_private_address_leads_nowhere_and_the_refusal_is_remembered() -> None:
    resolver = GuardingResolver(Reactor(Names(["169.254.169.254", "fd00::1"])), 0, ())
    assert resolved(resolver, "metadata.example") == []
    assert resolver.refusal_of("metadata.example") in ("169.254.169.254", "fd00::1")


def test_of_a_names_addresses_only_the_public_ones_are_given() -> None:
    resolver = GuardingResolver(Reactor(Names(["10.0.0.1", "93.184.215.14"])), 0, ())
    assert resolved(resolver, "mixed.example") == ["93.184.215.14"]


def test_a_name_that_changes_its_mind_is_checked_each_time() -> None:
    """Rebinding: what is connected to is what was checked, at that time."""
    resolver = GuardingResolver(Reactor(Names(["93.184.215.14"], ["127.0.0.1"])), 0, ())
    assert resolved(resolver, "rebind.example") == ["93.184.215.14"]
    assert resolved(resolver, "rebind.example") == []


def test_no_form_of_a_private_address_is_reached_listed_or_redirected_to(tmp_path: Path) -> None:
    """Row 9 of the fault plan, forms that mean loopback: none of them reaches the canary."""
    (tmp_path / "roundwatch.toml").write_text(
        "[crawler]\nhost_gap_seconds = 0\nrequest_timeout_seconds = 5\nallow_networks = ['127.0.0.2/32']\n"
        "[service]\ntick_seconds = 0.2\n[web]\nenabled = false\n"
    )
    program = Program(tmp_path)
    with serve() as canary, serve(address="127.0.0.2") as site:
        port = canary.host.split(":")[1]
        written = [scheme.format(form, port) for form in FORMS for scheme in SCHEMES[:1]]
        written += [scheme.format(form, port) for form in ("127.0.0.1", "localhost") for scheme in SCHEMES[1:]]
        paths = {f"/to{number}": Answer("", 302, {"Location": url}) for number, url in enumerate(written)
                 if url.isascii() and "\\" not in url}  # fmt: skip
        links = "".join(f"<item><title>t</title><link><![CDATA[{link}]]></link></item>" for link in [*written, *paths])
        site.pages |= paths | {"/feed": Answer(f"<rss version='2.0'><channel>{links}</channel></rss>")}
        program.ok("source", "add", f"{site.url}/feed", "--name", "turncoat")
        program.run("crawl", "--once", timeout=110)
        assert canary.asked == []
        assert sum(path.startswith("/to") for path in site.asked) == len(paths)
    with reading(open_engine(f"sqlite:///{tmp_path}/roundwatch.db")) as session:
        found = list(session.scalars(select(Entry)))
    assert len(found) > len(paths) + 20
    assert {entry.fetch_state for entry in found} <= {"pending", "failed", "duplicate"}
    refused = [entry for entry in found if "not a public address" in (entry.fetch_error or "")]
    assert len(refused) > 40
