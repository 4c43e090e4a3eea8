"""Scrapy spiders, one file for each kind of source, and the batches of hosts that they are given.

A spider only asks and writes down; what is due, and whether a host may be asked, the database has decided before.
"""

from crawler.spiders.desk import Batch, Desk, claim_batches, release_batch

__all__ = ["Batch", "Desk", "claim_batches", "release_batch"]
