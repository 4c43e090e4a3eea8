"""How the network is asked: the host gate in the database, the address guard, robots.txt, failures in words.

The guard and robots are Scrapy's and Twisted's business; the host gate is the database's.
"""

from crawler.fetching.queries import clear_leases, lease_hosts, release_hosts

__all__ = ["clear_leases", "lease_hosts", "release_hosts"]
