"""What is no round and is told all the same: a company that is bought, shares that only change hands.

For the watches that ask for them. Read after the rounds, near an article's beginning, and never of a company that has
a new round in the same article. A stake that somebody buys is a claim like any other, and judged as one; here is the
purchase of the whole company, and the sale in which no investor of a round is told.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from alerts.detection.amounts import amount_of
from alerts.detection.article import Reading
from alerts.detection.chunks import Row
from alerts.detection.circumstances import OLD, circumstances_of, is_supposed
from alerts.detection.claims import Claim
from alerts.detection.companies import same_company
from alerts.detection.lexicon import Tag
from alerts.detection.mention import (
    Certainty,
    Company,
    Investor,
    InvestorRole,
    Kind,
    Mention,
    Span,
    Status,
    Temporality,
    evidence_of_each,
)
from alerts.detection.roles import Recipient, object_of, subject_of
from alerts.detection.sum_kinds import Sum, sums_of

BEGINNING = 2_000
"""Characters in which an article tells a deal that it is about."""
MAX_DEALS = 8
"""Of one article; one that tells of more is a list, or nobody's prose."""
# Without this no deal is told: somebody buys what may be a name, or shares.
_MAY_TELL = re.compile(
    r"(?:\b[Bb](?:uy(?:s|ing)?|ought)|cquir(?:e[sd]?|ing)|cquisition|akeover|urchase[sd]?)\s(?:[a-z][\w'’.-]{0,14},?\s){0,6}?[\"“‘(]?\w{0,6}[A-Z]"
    r"|ender offer|econdary|(?:ell|old|elling|uy|ought)\s(?:\S{1,14}\s){0,9}?(?:shares|stock)\b"
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


def may_hold_deals(text: str) -> bool:
    """Does a word of a deal stand at the text's beginning?"""
    return _MAY_TELL.search(text, 0, BEGINNING) is not None


def deals_in(article: Reading, known: Collection[str]) -> Iterator[Mention]:
    """The deals that the article's beginning tells of, each company once. `known`: the names that have a mention."""
    seen = list(known)
    for deal, row in islice(_found(article), MAX_DEALS):
        name = row.chunks[deal.company].text
        if not any(same_company(name, other) for other in seen) and not is_supposed(_claim(deal, row)):
            seen.append(name)
            yield _mention(deal, row, article)


IS_BOUGHT, CHANGES_HANDS = "is bought", "changes hands"
"""The rules, by which a mention's reasons tell a deal."""


def _found(article: Reading) -> Iterator[tuple[_Deal, Row]]:
    for i, sentence in enumerate(article.sentences):
        if sentence.start > BEGINNING:
            return
        if _MAY_TELL.search(sentence.text) and not sentence.text.endswith("?"):
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
        yield _Deal(IS_BOUGHT, Kind.ACQUISITION, bought.index, i, _price(row, i), buyer.index if buyer else None)


# "Acme's warehouse", "Acme shares", "Acme phones", "bought Acme a coffee".
_IS_PART = re.compile(r"'(?![GC.,]|$)|[KxRSG]|dx")
# In front of the verb: what is only advised, and what did not happen.
_UNDONE = frozenset(
    "can should could would not never failed fails blocked barred stopped refused refuses tried declined declines abandoned dropped unable".split()
)


def _is_buyer(row: Row, buyer: Recipient | None, bought: Recipient, verb: int) -> bool:
    """Is who buys a company, or what stands for one, and another than what is bought, and does it buy at all?"""
    if buyer is None or buyer.index == bought.index or row.find(_UNDONE, verb - 4, verb) >= 0:
        return False
    return row.tags[buyer.index] in (Tag.NAME, Tag.INVESTOR, Tag.COMPANY, Tag.IT)


def _price(row: Row, start: int) -> int:
    """The nearest sum behind the deal's verb that is the deal's: no valuation, no revenue, nothing raised."""
    for i, kind in sums_of(row).items():
        if i > start and kind in (Sum.ROUND, Sum.STAKE_PRICE, Sum.OTHER) and not _is_raised(row, start, i):
            return i
    return -1


_RAISES = re.compile(r"[V;.]")
_COMES_WITH = re.compile(r"w[dAx]{0,3}(?P<noun>[RSBg]o)?$")
_IS_GOT = re.compile(r"[no]?[dAx]{0,2}[mRSBg]")


def _is_raised(row: Row, start: int, at: int) -> bool:
    """ "Buys Acme with $5m from Quay", "with a loan of $5m": what the buyer has raised, and not the price."""
    comes = _COMES_WITH.search(row.tags, start + 1, at)
    got = comes is not None and (comes["noun"] is not None or _IS_GOT.match(row.tags, at + 1))
    got = got and row.find({"cash", "stock", "shares"}, at + 1, at + 3) < 0
    return bool(got or _RAISES.search(row.tags, start + 1, at))


_TENDER = re.compile(r"\btender offer\b|\bsecondary (?:share )?(?:sale|transaction|deal)\b", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:employees|staff|workers|founders|early (?:investors|backers|shareholders)|shareholders) (?:[\w-]{1,12} ){0,4}?(?:sell|sold|selling|cash(?:ed|ing)? out)\b"
    r"[^.;]{0,60}\b(?:shares|stock|stakes?)\b|\b(?:shares|stock) from (?:its )?(?:employees|staff|early (?:investors|backers|shareholders)|existing (?:investors|shareholders))\b"
    r"|\b(?:buy|buys|bought|buying|purchas(?:e|es|ed|ing)) (?:[^\s;]{1,14} ){0,8}?(?:insiders?|employees?|staff|founders?)['’]? (?:shares|stock)\b",
    re.IGNORECASE,
)


# "Acme shares", "shares of Acme"; else who the sentence begins with.
_WHOSE_SHARES = re.compile(r"N(?='?[dAx]?K)|(?<=K[no])N")
_FIRST = re.compile(r"[dAxGz,]{0,5}N")


def _handed_on(row: Row) -> Iterator[_Deal]:
    """ "Acme holds a tender offer", "bought $5m of Acme's shares from early investors": no money comes to the company."""
    match = _TENDER.search(row.sentence.text) or _STAFF.search(row.sentence.text)
    named = (_WHOSE_SHARES.search(row.tags) or _FIRST.match(row.tags)) if match else None
    if match is None or named is None:
        return
    company = named.end() - 1
    at = next((i for i, kind in sums_of(row).items() if kind in (Sum.ROUND, Sum.STAKE_PRICE, Sum.OTHER)), -1)
    trigger = sum(chunk.end <= match.start() for chunk in row.chunks)
    buyer = next((i for i, tag in enumerate(row.tags) if tag == Tag.INVESTOR), None)
    yield _Deal(CHANGES_HANDS, Kind.SECONDARY, company, min(trigger, len(row.chunks) - 1), at, buyer)


_DENIED = re.compile(r"D[^.;]{0,12}$")


def _claim(deal: _Deal, row: Row) -> Claim:
    """The deal as the rounds' claims are, so that its circumstances are read by the same rules."""
    return Claim(row, deal.rule, Recipient(deal.company, "object"), deal.trigger, deal.trigger + 1, deal.at)


def _mention(deal: _Deal, row: Row, article: Reading) -> Mention:
    sentence, chunk = row.sentence, row.chunks[deal.company]
    claim = _claim(deal, row)
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
    amount = amount_of(claim)
    if claim.money and amount:
        evidence["amount"] = row.in_text((claim.money.start, claim.money.end))
    investors: tuple[Investor, ...] = ()
    if deal.other is not None and row.tags[deal.other] in (Tag.NAME, Tag.INVESTOR):
        other = row.chunks[deal.other]
        investors = (Investor(other.text, InvestorRole.PARTICIPANT),)
        evidence |= evidence_of_each("investors", [row.in_text((other.start, other.end))])
    old = bool(said.signals & OLD)
    return Mention(
        company=Company(chunk.text, article.text[slice(*evidence["company"])]),
        kind=deal.kind,
        status=Status.DENIED if _DENIED.search(row.tags, 0, deal.trigger) else said.status,
        certainty=said.certainty or Certainty.COMPANY,
        sentence=article.text[slice(*evidence["sentence"])],
        evidence=evidence,
        amount=amount,
        investors=investors,
        temporality=Temporality.BACKGROUND if old else Temporality.NEW,
        confidence=_IN_HEADLINE if sentence.headline else _IN_BODY,
        reasons=(f"rule: {deal.rule}", *said.rules),
    )
