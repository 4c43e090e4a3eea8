"""A subscription's open alerts as digest items: one for each round, with all that is new in it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from alerts.detection.mention import Certainty, CompanyResponse, InvestorRole, Mention, Status
from alerts.digests.digest import Change, Conflict, DigestItem, HistoryLine, Report
from alerts.outbox.queries import OwedAlert
from alerts.rounds.queries import (
    DevelopmentLine,
    ReportLine,
    developments,
    report,
    reports_of,
    round_by_id,
    status_history,
)
from alerts.rounds.round import Displayed, Round
from alerts.rounds.stated import amount_stated, valuation_stated
from crawler.archive import article

_MOST_CERTAIN_FIRST = list(reversed(Certainty))


def items_of(session: Session, alerts: Sequence[OwedAlert]) -> list[DigestItem]:
    """The items of a digest, the most certain first, rounds of one company together."""
    reasons = {alert.development_id: alert.reasons for alert in alerts}
    lines = sorted(developments(session, list(reasons)), key=lambda line: (line.round_id, line.id))
    items = [_item(session, list(group), reasons) for _, group in groupby(lines, key=lambda line: line.round_id)]
    return sorted(items, key=lambda item: (_best(items, item.company), item.company, _rank(item), item.round_id))


def _rank(item: DigestItem) -> int:
    return _MOST_CERTAIN_FIRST.index(item.certainty)


def _best(items: Iterable[DigestItem], company: str) -> int:
    return min(_rank(item) for item in items if item.company == company)


def _item(
    session: Session, lines: Sequence[DevelopmentLine], reasons: dict[int, tuple[tuple[str, str], ...]]
) -> DigestItem:
    known = round_by_id(session, lines[0].round_id)
    assert known is not None
    assert known.id is not None
    newest, mention = report(session, lines[-1].mention_id)
    return DigestItem(
        round_id=known.id,
        company=known.company,
        also_known_as=known.also_known_as,
        kind=known.kind,
        series_label=known.value("label_as_written") or known.value("series"),
        tranche=_tranche(known),
        status=known.status,
        certainty=mention.certainty,
        company_response=CompanyResponse(known.value("company_response") or CompanyResponse.NONE),
        amount=amount_stated(known.value("amount")),
        valuation=valuation_stated(known.value("valuation")),
        investors=tuple((one["name"], InvestorRole(one["role"])) for one in known.value("investors") or ()),
        changes=tuple(Change(line.kind, line.before, line.after) for line in lines),
        sentence=_proof(session, known, newest, mention),
        report=_cited(newest),
        also_reported_by=tuple(_others(session, known.id, newest)),
        corroboration=len(known.stories),
        history=tuple(
            HistoryLine(Status(line.status), line.at, line.publisher) for line in status_history(session, known.id)
        ),
        conflicts=tuple(_conflicts(known)),
        reasons=tuple(dict.fromkeys(reason for line in lines for reason in reasons[line.id])),
    )


def _tranche(known: Round) -> int | None:
    stated = known.value("tranche") if known.parent_id is not None else None
    return stated["index"] if stated else None


def _proof(session: Session, known: Round, line: ReportLine, mention: Mention) -> str:
    """The sentence that proves it: of a tranche that is only planned, the one that says so."""
    span = mention.evidence.get("tranche")
    if known.parent_id is None or span is None:
        return line.sentence
    found = article(session, line.article_id)
    return found.text[span[0] : span[1]] if found else line.sentence


def _cited(line: ReportLine) -> Report:
    return Report(line.publisher, line.title, line.url, line.published_at)


def _others(session: Session, round_id: int, newest: ReportLine) -> Iterator[Report]:
    """One report of each other publisher."""
    seen = {newest.publisher}
    for line in reports_of(session, round_id):
        if line.publisher not in seen:
            seen.add(line.publisher)
            yield _cited(line)


def _conflicts(known: Round) -> Iterator[Conflict]:
    for name, others in known.conflicts.items():
        for other in others:
            yield Conflict(name, _written(other), other.publisher)


def _written(other: Displayed) -> str:
    return str(other.value["as_written"] if isinstance(other.value, dict) else other.value)
