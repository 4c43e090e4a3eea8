"""Which IP addresses may be connected to: a pure question, asked by whoever is about to connect."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

# RFC 6052: how a host that has only IPv6 sees the IPv4 web.
_NAT64 = ip_network("64:ff9b::/96")


def is_named(address: str, networks: Iterable[str]) -> bool:
    """Does a network of `networks` hold this IP address, or the IPv4 address that it only wraps?"""
    found = ip_address(address.partition("%")[0])
    inner = _embedded(found) if isinstance(found, IPv6Address) else None
    return any(found in ip_network(network) or (inner and inner in ip_network(network)) for network in networks)


def is_allowed(address: str, networks: Iterable[str]) -> bool:
    """May this IP address be connected to? Public ones may, others when a network of `networks` holds them."""
    if is_named(address, networks):
        return True
    found = ip_address(address.partition("%")[0])
    candidate = (_embedded(found) if isinstance(found, IPv6Address) else None) or found
    return candidate.is_global and not candidate.is_multicast and not candidate.is_reserved


def _embedded(address: IPv6Address) -> Any:
    """The IPv4 address that an IPv6 address only wraps: a private one must not pass in such a coat."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.teredo[1] if address.teredo else None
