"""The address guard: decides, when a connection is about to be made, which addresses may be connected to.

It stands where a name has just become an address, so every hop passes it: feeds, pages, redirects, robots.txt; and the
address that was checked is the one that is connected to. A proxy would bypass it, so Scrapy's proxy support is off.
"""

from collections.abc import Sequence
from typing import Any, Self

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from crawler.fetching.addresses import is_allowed

_MAX_REMEMBERED = 1000


@implementer(IHostnameResolver)
class GuardingResolver(CachingHostnameResolver):
    """Resolves names as Scrapy does, and passes on only addresses that may be connected to."""

    def __init__(self, reactor: Any, cache_size: int, networks: Sequence[str]) -> None:
        super().__init__(reactor, cache_size)
        self._networks = tuple(networks)
        self._refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getlist("ALLOW_NETWORKS"))

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        self._refused.pop(hostName, None)
        receiver: Any = _Guard(self, resolutionReceiver, hostName)
        found: IHostResolution = super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return found

    def refuse(self, name: str, address: str) -> None:
        """Remember why a name led nowhere, so that the failure can say it."""
        if len(self._refused) < _MAX_REMEMBERED:
            self._refused[name] = address

    def refusal_of(self, name: str) -> str | None:
        """The address that a name was refused for, if it was."""
        return self._refused.get(name)

    def may_connect(self, address: str) -> bool:
        """May this address be connected to?"""
        return is_allowed(address, self._networks)


@implementer(IResolutionReceiver)
class _Guard:
    """Stands between the resolver and the connection."""

    def __init__(self, resolver: GuardingResolver, receiver: Any, name: str) -> None:
        self._resolver, self._receiver, self._name = resolver, receiver, name

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = str(getattr(address, "host", ""))
        if self._resolver.may_connect(host):
            self._receiver.addressResolved(address)
        else:
            self._resolver.refuse(self._name, host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


def refusal_of(host: str) -> str | None:
    """Why the running reactor's guard refused this host: the address it led to; None when it did not."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.refusal_of(host) if isinstance(resolver, GuardingResolver) else None
