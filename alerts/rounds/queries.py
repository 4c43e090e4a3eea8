"""The rounds room's SQL: mentions stored, rounds kept, and the questions others ask of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Text, cast, func, or_, select
from sqlalchemy.orm import Session

from alerts.detection.mention import Certainty, Kind, Mention, Status
from alerts.rounds.company import company_key
from alerts.rounds.development import DevelopmentKind
from alerts.rounds.round import Claim, Displayed, Resolution, Resolved, Round
from alerts.rounds.tables import Development, MentionRow, RoundRow, RoundStatus

# A source of these roles points at news; it is never a report of its own.
_NOT_A_REPORT = ("aggregator", "query")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a mention keeps of the article that it was found in."""

    article_id: int
    story_id: int
    publisher: str
    source_role: str
    title: str
    url: str
    published_at: datetime | None
    seen_at: datetime
    baseline: bool


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why no round is to be made of a mention: in an enum, and in words."""

    resolution: Resolution
    note: str


def store_mentions(
    session: Session,
    article: ArticleFacts,
    mentions: Iterable[Mention],
    *,
    now: datetime,
    stopped: Mapping[int, Stopped] | None = None,
) -> None:
    """Keep what an article claims, to be resolved. In the transaction that stores the article itself.

    `stopped` holds, by its position among `mentions`, each that is kept but resolved already: no round is made of it.
    """
    for position, mention in enumerate(mentions):
        stop = (stopped or {}).get(position)
        session.add(
            MentionRow(
                article_id=article.article_id,
                position=position,
                company=mention.company.name,
                company_key=company_key(mention.company.name),
                kind=mention.kind,
                status=mention.status,
                temporality=mention.temporality,
                claim=mention.to_json(),
                story_id=article.story_id,
                publisher=article.publisher,
                source_role=article.source_role,
                article_title=article.title,
                article_url=article.url,
                published_at=article.published_at,
                seen_at=article.seen_at,
                baseline=article.baseline,
                resolved_at=now if stop else None,
                resolution=stop.resolution if stop else None,
                resolution_note=stop.note if stop else None,
            )
        )


def unresolved_mentions(session: Session, limit: int) -> list[Claim]:
    """Mentions not yet resolved, in the order in which their articles were published."""
    rows = session.scalars(
        select(MentionRow)
        .where(MentionRow.resolved_at.is_(None))
        .order_by(func.coalesce(MentionRow.published_at, MentionRow.seen_at), MentionRow.publisher, MentionRow.id)
        .limit(limit)
    )
    return [_claim(row) for row in rows]


def count_unresolved(session: Session) -> int:
    """How many mentions wait to be resolved."""
    return session.scalar(select(func.count()).where(MentionRow.resolved_at.is_(None))) or 0


def _claim(row: MentionRow) -> Claim:
    return Claim(
        id=row.id,
        mention=Mention.from_json(row.claim),
        company_key=row.company_key,
        story_id=row.story_id,
        publisher=row.publisher,
        source_role=row.source_role,
        reported_at=row.published_at or row.seen_at,
        seen_at=row.seen_at,
        baseline=row.baseline,
    )


def rounds_of(session: Session, keys: Sequence[str]) -> list[Round]:
    """The rounds of the companies with one of these keys, tranches included; merged ones are left out."""
    # Other names are few; a company known under another name is found by the names its rounds carry.
    named = session.scalars(select(RoundRow).where(RoundRow.merged_into.is_(None), _known_under(keys)))
    return [_round(session, row) for row in named]


def _known_under(keys: Sequence[str]) -> Any:
    return or_(
        RoundRow.company_key.in_(keys),
        RoundRow.id.in_(select(MentionRow.round_id).where(MentionRow.company_key.in_(keys))),
    )


_DISPLAYED = TypeAdapter(dict[str, Displayed])
_CONFLICTS = TypeAdapter(dict[str, tuple[Displayed, ...]])


def _round(session: Session, row: RoundRow) -> Round:
    stories = session.scalars(
        select(MentionRow.story_id).where(MentionRow.round_id == row.id, MentionRow.source_role.not_in(_NOT_A_REPORT))
    )
    return Round(
        id=row.id,
        parent_id=row.parent_id,
        company=row.company,
        company_key=row.company_key,
        also_known_as=tuple(row.also_known_as),
        kind=Kind(row.kind),
        status=Status(row.status),
        certainty=Certainty(row.certainty),
        displayed=_DISPLAYED.validate_python(row.displayed),
        conflicts=_CONFLICTS.validate_python(row.conflicts),
        stories=frozenset(stories),
        first_reported_at=row.first_reported_at,
        last_reported_at=row.last_reported_at,
    )


def store_resolution(session: Session, claim: Claim, resolved: Resolved, *, now: datetime) -> None:
    """Write what resolving decided: round, history, developments and the mark on the mention, together."""
    row = session.get_one(MentionRow, claim.id)
    row.resolved_at = now
    row.resolution = resolved.resolution
    row.resolution_note = resolved.note
    if resolved.round is None:
        return
    row.round_id = _store_round(session, claim, resolved, now=now)
    for child in resolved.children:
        assert child.round is not None
        _store_round(session, claim, replace(child, round=replace(child.round, parent_id=row.round_id)), now=now)


def _store_round(session: Session, claim: Claim, resolved: Resolved, *, now: datetime) -> int:
    known = resolved.round
    assert known is not None
    row = session.get_one(RoundRow, known.id) if known.id else RoundRow()
    _write_round(row, known, claim)
    session.add(row)
    session.flush()
    if resolved.status_changed:
        session.add(RoundStatus(round_id=row.id, status=known.status, at=claim.reported_at, mention_id=claim.id))
    for change in resolved.changes:
        session.add(
            Development(
                round_id=row.id,
                mention_id=claim.id,
                kind=change.kind,
                before=change.before,
                after=change.after,
                baseline=claim.baseline,
                at=now,
            )
        )
    session.flush()
    return row.id


def _write_round(row: RoundRow, known: Round, claim: Claim) -> None:
    row.parent_id = known.parent_id
    row.company, row.company_key = known.company, known.company_key
    row.also_known_as = list(known.also_known_as)
    row.kind, row.status, row.certainty = known.kind, known.status, known.certainty
    row.series = known.value("series")
    amount = known.value("amount") or {}
    row.amount_value = amount.get("value") or amount.get("min") or amount.get("max")
    row.amount_currency = amount.get("currency")
    row.displayed = _DISPLAYED.dump_python(known.displayed, mode="json")
    row.conflicts = _CONFLICTS.dump_python(known.conflicts, mode="json")
    own = {claim.story_id} if claim.source_role in _NOT_A_REPORT else set()
    row.corroboration = len(known.stories - own)
    row.flags = ["single_source"] if row.corroboration <= 1 else []
    row.first_reported_at, row.last_reported_at = known.first_reported_at, known.last_reported_at


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One mention of a round as it is listed: where it stood, what it says and what became of it."""

    mention_id: int
    article_id: int
    story_id: int
    publisher: str
    title: str
    url: str
    published_at: datetime | None
    status: str
    sentence: str
    resolution: str | None
    resolution_note: str | None


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One line of a round's status history."""

    status: str
    at: datetime
    publisher: str


@dataclass(frozen=True, slots=True)
class DevelopmentLine:
    """One development with the mention it rests on."""

    id: int
    round_id: int
    mention_id: int
    kind: DevelopmentKind
    before: str | None
    after: str | None
    baseline: bool
    at: datetime


def list_rounds(
    session: Session, *, company: str | None = None, kinds: Sequence[Kind] = (), limit: int = 50
) -> list[Round]:
    """Rounds, the latest reported first."""
    query = select(RoundRow).where(RoundRow.merged_into.is_(None))
    if company:
        query = query.where(_known_under([company_key(company)]))
    if kinds:
        query = query.where(RoundRow.kind.in_(kinds))
    rows = session.scalars(query.order_by(RoundRow.last_reported_at.desc(), RoundRow.id.desc()).limit(limit))
    return [_round(session, row) for row in rows]


def round_by_id(session: Session, round_id: int) -> Round | None:
    """The round with this id, or the one it was merged into."""
    row = session.get(RoundRow, round_id)
    while row is not None and row.merged_into is not None:
        row = session.get(RoundRow, row.merged_into)
    return _round(session, row) if row else None


def reports_of(session: Session, round_id: int) -> list[ReportLine]:
    """Every mention of a round, the earliest first."""
    rows = session.scalars(
        select(MentionRow)
        .where(MentionRow.round_id == round_id)
        .order_by(func.coalesce(MentionRow.published_at, MentionRow.seen_at), MentionRow.publisher, MentionRow.id)
    )
    return [_report(row) for row in rows]


def claims_in(session: Session, article_id: int) -> list[tuple[ReportLine, Mention]]:
    """Every mention of one article, in the order in which it makes them, and what became of each."""
    rows = session.scalars(select(MentionRow).where(MentionRow.article_id == article_id).order_by(MentionRow.position))
    return [(_report(row), Mention.from_json(row.claim)) for row in rows]


def stopped_claims(session: Session, limit: int) -> list[tuple[ReportLine, Mention]]:
    """The mentions that a second opinion stopped, the latest stored first."""
    rows = session.scalars(
        select(MentionRow)
        .where(MentionRow.resolution.in_((Resolution.VETOED, Resolution.DOUBTED)))
        .order_by(MentionRow.id.desc())
        .limit(limit)
    )
    return [(_report(row), Mention.from_json(row.claim)) for row in rows]


def reasons_with(session: Session, beginning: str, limit: int) -> list[str]:
    """The reasons that begin so, of the `limit` latest mentions that have one: the latest first."""
    # The database narrows down, by text that the article's own sentence may hold too; the reasons decide.
    rows = session.scalars(
        select(MentionRow.claim)
        .where(cast(MentionRow.claim, Text).contains(f'"{beginning}', autoescape=True))
        .order_by(MentionRow.id.desc())
        .limit(limit)
    )
    return [reason for claim in rows for reason in claim["reasons"] if reason.startswith(beginning)]


def report(session: Session, mention_id: int) -> tuple[ReportLine, Mention]:
    """One mention: where it stood, and its claim."""
    row = session.get_one(MentionRow, mention_id)
    return _report(row), Mention.from_json(row.claim)


def _report(row: MentionRow) -> ReportLine:
    return ReportLine(
        mention_id=row.id,
        article_id=row.article_id,
        story_id=row.story_id,
        publisher=row.publisher,
        title=row.article_title,
        url=row.article_url,
        published_at=row.published_at,
        status=row.status,
        sentence=str(row.claim["sentence"]),
        resolution=row.resolution,
        resolution_note=row.resolution_note,
    )


def status_history(session: Session, round_id: int) -> list[StatusLine]:
    """How a round came to be what it is, step by step."""
    rows = session.execute(
        select(RoundStatus.status, RoundStatus.at, MentionRow.publisher)
        .join(MentionRow, MentionRow.id == RoundStatus.mention_id)
        .where(RoundStatus.round_id == round_id)
        .order_by(RoundStatus.id)
    )
    return [StatusLine(status, at, publisher) for status, at, publisher in rows]


def developments(session: Session, ids: Sequence[int]) -> list[DevelopmentLine]:
    """These developments, in the order in which they came about."""
    rows = session.scalars(select(Development).where(Development.id.in_(ids)).order_by(Development.id))
    return [_development(row) for row in rows]


def _development(row: Development) -> DevelopmentLine:
    return DevelopmentLine(
        id=row.id,
        round_id=row.round_id,
        mention_id=row.mention_id,
        kind=DevelopmentKind(row.kind),
        before=row.before,
        after=row.after,
        baseline=row.baseline,
        at=row.at,
    )


def count_rounds(session: Session) -> int:
    """How many rounds are known, merged ones left out."""
    return session.scalar(select(func.count()).select_from(RoundRow).where(RoundRow.merged_into.is_(None))) or 0


def article_ids_with_mentions(session: Session) -> list[int]:
    """The articles in which some claim was found."""
    return list(session.scalars(select(MentionRow.article_id).distinct()))


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """What became of one mention."""

    company: str
    publisher: str
    resolution: str | None
    note: str | None


def resolutions(session: Session) -> list[ResolutionLine]:
    """What became of each mention, in the order in which they were stored."""
    rows = session.execute(
        select(MentionRow.company, MentionRow.publisher, MentionRow.resolution, MentionRow.resolution_note).order_by(
            MentionRow.id
        )
    )
    return [ResolutionLine(*row) for row in rows]
