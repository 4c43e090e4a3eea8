"""What is no round and is told all the same: a company that is bought, shares that only change hands.

For the watches that ask for them. Read after the rounds, near an article's beginning, and never of a company that has
a round in the same article.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from alerts.detection.article import Reading
from alerts.detection.chunks import Row
from alerts.detection.circumstances import OLD, circumstances_of
from alerts.detection.claims import Claim
from alerts.detection.lexicon import Tag
from alerts.detection.mention import (
    Amount,
    Certainty,
    Company,
    Investor,
    InvestorRole,
    Kind,
    Mention,
    Scope,
    Span,
    Temporality,
    evidence_of_each,
)
from alerts.detection.roles import Recipient, object_of, subject_of
from alerts.detection.sum_kinds import Sum, sums_of

BEGINNING = 2_000
"""Characters in which an article tells a deal that it is about."""
MAX_DEALS = 8
"""Of one article; one that tells of more is a list, or nobody's prose."""
# Without one of these no deal is told. In the middle of a word, so that a capital is none of theirs.
_STEMS = (
    "cquir",
    "cquisition",
    "akeover",
    "ender offer",
    "uys ",
    "uying ",
    " buy ",
    "ought ",
    "ell shares",
    "old shares",
    "econdary",
)
_IN_HEADLINE, _IN_BODY = 0.8, 0.6
"""The confidence; the ranker is fitted on rounds, and says nothing of these."""
_BOUGHT = frozenset(
    "acquire acquires acquired acquiring buy buys buying bought purchase purchases purchased acquisition takeover".split()
)


@dataclass(frozen=True, slots=True)
class _Deal:
    """What one rule finds in one row: who is sold, at which chunk, by or to whom, and the sum's chunk or -1."""

    rule: str
    kind: Kind
    company: int
    trigger: int
    at: int
    other: int | None = None
    role: InvestorRole = InvestorRole.PARTICIPANT


def may_hold_deals(text: str) -> bool:
    """Does a word of a deal stand at the text's beginning?"""
    head = text[:BEGINNING]
    return any(stem in head for stem in _STEMS)


def deals_in(article: Reading, known: Collection[str]) -> Iterator[Mention]:
    """The deals that the article's beginning tells of, each company once. `known`: the names that have a mention."""
    seen = set(known)
    for deal, row in islice(_found(article), MAX_DEALS):
        name = row.chunks[deal.company].text
        if name not in seen:
            seen.add(name)
            yield _mention(deal, row, article)


def is_deal(mention: Mention) -> bool:
    """Was a mention read here, and judged by no ranker?"""
    return mention.reasons[:1] in (("rule: is bought",), ("rule: changes hands",))


def _found(article: Reading) -> Iterator[tuple[_Deal, Row]]:
    for i, sentence in enumerate(article.sentences):
        if sentence.start > BEGINNING:
            return
        if any(stem in sentence.text for stem in _STEMS) and not sentence.text.endswith("?"):
            row = article.row(i)
            found = [*_handed_on(row)] or [*_acquired(row)]
            yield from ((deal, row) for deal in found)


def _acquired(row: Row) -> Iterator[_Deal]:
    """ "Bolt acquires Acme", "Acme was acquired by Bolt", "Bolt's acquisition of Acme"; a stake in it is no purchase of it."""
    for i, chunk in enumerate(row.chunks):
        if chunk.tag is not Tag.ACQUIRES or chunk.low not in _BOUGHT:
            continue
        passive = row.tags[i + 1 : i + 2] == Tag.BY
        behind = object_of(row, i + 2 if row.tags[i + 1 : i + 2] in (Tag.OF, Tag.BY) else i + 1)
        before = subject_of(row, i)
        bought, buyer = (before, behind) if passive else (behind, before)
        if bought is None or row.tags[bought.index] not in (Tag.NAME, Tag.INVESTOR):
            continue
        if _IS_PART.match(row.tags, bought.index + 1) or not _is_buyer(row, buyer, bought, i):
            continue
        yield _Deal("is bought", Kind.ACQUISITION, bought.index, i, _price(row, i), buyer.index if buyer else None)


# "Acme's warehouse", "Acme shares", "Acme phones".
_IS_PART = re.compile(r"'(?![GC.,]|$)|[KxRSG]")
_ADVICE = frozenset({"can", "should", "could", "not", "never"})


def _is_buyer(row: Row, buyer: Recipient | None, bought: Recipient, verb: int) -> bool:
    """Is who buys a company, or what stands for one, and another than what is bought, and does it buy at all?"""
    if buyer is None or buyer.index == bought.index or row.find(_ADVICE, verb - 3, verb) >= 0:
        return False
    return row.tags[buyer.index] in (Tag.NAME, Tag.INVESTOR, Tag.COMPANY, Tag.IT)


def _price(row: Row, start: int) -> int:
    """The nearest sum behind the deal's verb that is the deal's: no valuation, no revenue, nothing raised."""
    for i, kind in sums_of(row).items():
        if i > start and kind in (Sum.ROUND, Sum.STAKE_PRICE, Sum.OTHER) and not _RAISES.search(row.tags, start + 1, i):
            return i
    return -1


_RAISES = re.compile(r"[V;.]")
_TENDER = re.compile(r"\btender offer\b|\bsecondary (?:share )?(?:sale|transaction|deal)\b", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:employees|staff|workers|founders|early (?:investors|backers|shareholders)|shareholders) (?:[\w-]{1,12} ){0,4}?(?:sell|sold|selling|cash(?:ed|ing)? out)\b"
    r"[^.;]{0,60}\b(?:shares|stock|stakes?)\b|\b(?:shares|stock) from (?:its )?(?:employees|staff|early (?:investors|backers|shareholders)|existing (?:investors|shareholders))\b",
    re.IGNORECASE,
)


# "Acme shares", "shares of Acme"; else who the sentence begins with.
_WHOSE_SHARES = re.compile(r"(?P<s>N)'?[dAx]?K")
_FIRST = re.compile(r"[dAxGz,]{0,5}(?P<s>N)")


def _handed_on(row: Row) -> Iterator[_Deal]:
    """ "Acme holds a tender offer", "bought $5m of Acme's shares from early investors": no money comes to the company."""
    match = _TENDER.search(row.sentence.text) or _STAFF.search(row.sentence.text)
    named = (_WHOSE_SHARES.search(row.tags) or _FIRST.match(row.tags)) if match else None
    if match is None or named is None:
        return
    company = named.start("s")
    at = next((i for i, kind in sums_of(row).items() if kind in (Sum.ROUND, Sum.STAKE_PRICE, Sum.OTHER)), -1)
    trigger = sum(chunk.end <= match.start() for chunk in row.chunks)
    buyer = next((i for i, tag in enumerate(row.tags) if tag == Tag.INVESTOR), None)
    yield _Deal("changes hands", Kind.SECONDARY, company, min(trigger, len(row.chunks) - 1), at, buyer)


def _mention(deal: _Deal, row: Row, article: Reading) -> Mention:
    sentence, chunk = row.sentence, row.chunks[deal.company]
    claim = Claim(row, deal.rule, Recipient(deal.company, "object"), deal.trigger, deal.trigger + 1, deal.at)
    said = circumstances_of(claim, None, article.published)
    words = row.in_text((row.chunks[deal.trigger].start, row.chunks[deal.trigger].end))
    evidence: dict[str, Span] = {
        "sentence": (sentence.start, sentence.end),
        "company": row.in_text((chunk.start, chunk.end)),
        "kind": words,
        "status": row.in_text(said.status_at),
        "certainty": row.in_text(said.certainty_at or said.status_at),
        "temporality": words,
    }
    money, amount = claim.money, None
    if money is not None:
        evidence["amount"] = row.in_text((money.start, money.end))
        scope = Scope.THIS_ROUND
        amount = Amount(money.value, money.currency, money.written, money.qualifier, scope, money.min, money.max)
    investors: tuple[Investor, ...] = ()
    if deal.other is not None and row.tags[deal.other] in (Tag.NAME, Tag.INVESTOR):
        other = row.chunks[deal.other]
        investors = (Investor(other.text, deal.role),)
        evidence |= evidence_of_each("investors", [row.in_text((other.start, other.end))])
    old = bool(said.signals & OLD)
    return Mention(
        company=Company(chunk.text, article.text[slice(*evidence["company"])]),
        kind=deal.kind,
        status=said.status,
        certainty=said.certainty or Certainty.COMPANY,
        sentence=article.text[slice(*evidence["sentence"])],
        evidence=evidence,
        amount=amount,
        investors=investors,
        temporality=Temporality.BACKGROUND if old else Temporality.NEW,
        confidence=_IN_HEADLINE if sentence.headline else _IN_BODY,
        reasons=(f"rule: {deal.rule}", *said.rules),
    )
