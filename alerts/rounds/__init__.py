"""Mentions become rounds: which round a claim speaks of, what it changes, and the round's history.

Resolving is pure (`lifecycle`, `identity`); `queries` is the only module here that knows SQL.
"""

from alerts.rounds.company import company_key
from alerts.rounds.development import DevelopmentKind
from alerts.rounds.resolving import resolve_pending
from alerts.rounds.round import Resolution, Round

__all__ = ["DevelopmentKind", "Resolution", "Round", "company_key", "resolve_pending"]
