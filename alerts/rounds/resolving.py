"""The step from mentions to rounds: each pending mention is resolved and marked in one transaction."""

from datetime import datetime

import structlog
from sqlalchemy import Engine

from alerts.rounds.company import company_key
from alerts.rounds.lifecycle import resolve
from alerts.rounds.queries import rounds_of, store_resolution, unresolved_mentions
from crawler.database import one_at_a_time, writing

log = structlog.get_logger()

BATCH = 50


def resolve_pending(engine: Engine, now: datetime) -> int:
    """Resolve up to BATCH mentions; returns how many. Repeating it changes nothing: a resolved one is marked."""
    with writing(engine) as session:
        # Two mentions of one new company, resolved at once, would make two rounds of it.
        one_at_a_time(session, "resolve")
        claims = unresolved_mentions(session, BATCH)
        for claim in claims:
            company = claim.mention.company
            keys = [claim.company_key, *map(company_key, company.also_known_as)]
            resolved = resolve(claim, rounds_of(session, keys))
            store_resolution(session, claim, resolved, now=now)
            log.info(
                "mention.resolved",
                mention=claim.id,
                company=company.name,
                resolution=resolved.resolution.value,
            )
    return len(claims)
