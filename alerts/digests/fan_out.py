"""The step from developments to alerts: each new development is held against every watch, once."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from alerts.detection.mention import InvestorRole, Kind, Series, Status
from alerts.digests.queries import subscriptions
from alerts.digests.subscription import Subscribed
from alerts.outbox.queries import developments_to_fan_out, mark_fanned_out, owe, told_subscriptions
from alerts.rounds.development import DevelopmentKind
from alerts.rounds.queries import DevelopmentLine, developments, report, round_by_id
from alerts.rounds.round import Round
from alerts.watches.matching import Match, RoundFacts
from alerts.watches.stored import StoredWatches
from crawler.archive import article
from crawler.database import one_at_a_time, writing

log = structlog.get_logger()

BATCH = 50


def fan_out_pending(engine: Engine, watches: StoredWatches, now: datetime) -> int:
    """Owe up to BATCH new developments to whoever watches for them; returns how many were looked at."""
    with writing(engine) as session:
        one_at_a_time(session, "fan out")
        pending = developments(session, developments_to_fan_out(session, BATCH))
        if not pending:
            return 0
        news = {one.id: _facts(session, one) for one in pending if not one.baseline}
        matcher, subscribed = watches.matcher(session, news.values()), subscriptions(session)
        for development in pending:
            if development.baseline:
                why = "known before its source was added"
                mark_fanned_out(session, development.id, alerts=0, withheld=why, now=now)
            else:
                matches = matcher.matches(news[development.id])
                _fan_out(session, development, matches, subscribed, now=now)
    return len(pending)


def _fan_out(
    session: Session,
    development: DevelopmentLine,
    matches: Sequence[Match],
    subscribed: Sequence[Subscribed],
    *,
    now: datetime,
) -> None:
    let_through = [match for match in matches if match.withheld is None]
    owed = 0
    for subscription in subscribed:
        reasons = _reasons(session, development, subscription, let_through)
        if reasons:
            owe(session, development.id, subscription.id, reasons, now=now)
            owed += 1
    withheld = None if owed else _why_nobody(matches, let_through)
    mark_fanned_out(session, development.id, alerts=owed, withheld=withheld, now=now)
    log.info("development.fanned_out", development=development.id, kind=development.kind.value, alerts=owed)


def _facts(session: Session, development: DevelopmentLine) -> RoundFacts:
    known = round_by_id(session, development.round_id)
    assert known is not None
    line, _ = report(session, development.mention_id)
    found = article(session, line.article_id)
    size = known.value("amount") or {}
    return RoundFacts(
        company_names=(known.company, *known.also_known_as),
        investors=_investors(known),
        kind=Kind(known.kind),
        status=Status(known.status),
        certainty=known.certainty,
        series=Series(known.value("series")) if known.value("series") else None,
        amount=size.get("value") or size.get("min") or size.get("max"),
        currency=size.get("currency"),
        text=found.text if found else line.sentence,
        links=tuple(link.url for link in found.links) if found else (),
    )


def _investors(known: Round) -> tuple[tuple[str, InvestorRole], ...]:
    return tuple((one["name"], InvestorRole(one["role"])) for one in known.value("investors") or ())


def _reasons(
    session: Session, development: DevelopmentLine, subscription: Subscribed, matches: Sequence[Match]
) -> list[dict[str, str]]:
    """Why this subscription is owed the development: empty when it is not."""
    if not subscription.enabled:
        return []
    wanted = [m for m in matches if not subscription.watch_ids or m.watch.id in subscription.watch_ids]
    if wanted:
        return [{"watch": match.watch.spec.name, "on": match.on} for match in wanted]
    # Whoever was told of a round is told of its denial, even if a filter asks for announced rounds only.
    if development.kind is DevelopmentKind.DENIED and subscription.id in told_subscriptions(
        session, development.round_id
    ):
        return [{"watch": "an earlier alert", "on": "this round was reported to you before"}]
    return []


def _why_nobody(matches: Sequence[Match], let_through: Sequence[Match]) -> str:
    if not matches:
        return "no watch matches"
    if not let_through:
        return "; ".join(f"{match.watch.spec.name}: {match.withheld}" for match in matches)
    return "no subscription asks for the watch " + ", ".join(match.watch.spec.name for match in let_through)
