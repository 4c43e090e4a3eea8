"""How the network is asked: the host gate in the database, the address guard, robots.txt, failures in words.

The guard and robots are Scrapy's and Twisted's business; the host gate is the database's.
"""

from crawler.fetching.queries import (
    busy_hosts,
    clear_leases,
    hosts_shut_beyond,
    keep_lease,
    lease_hosts,
    release_hosts,
    shut_host,
)

__all__ = [
    "busy_hosts",
    "clear_leases",
    "hosts_shut_beyond",
    "keep_lease",
    "lease_hosts",
    "release_hosts",
    "shut_host",
]
