"""Who is watched, and which watches a development concerns: one pass over all of them.

A watch is a company, an investor or a sector's words, with filters.
"""

from alerts.detection.mention import COMPANY_ROUNDS
from alerts.watches.matching import Match, Matcher, RoundFacts
from alerts.watches.watch import Watched, WatchFilters, WatchKind, WatchSpec

__all__ = [
    "COMPANY_ROUNDS",
    "Match",
    "Matcher",
    "RoundFacts",
    "WatchFilters",
    "WatchKind",
    "WatchSpec",
    "Watched",
]
