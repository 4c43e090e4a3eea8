"""Assembles the stages: sentences, claims, and what the other sentences say of them, into mentions.

An article usually reports one company's round over several sentences. Claims of one company are taken together; a
sentence without a recipient of its own adds to the company that was spoken of last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from alerts.detection.claims import CUE, Claim, claims_in, investors_in, valuations_in
from alerts.detection.mention import (
    Amount,
    Certainty,
    Company,
    CompanyResponse,
    Dates,
    Investor,
    InvestorRole,
    Kind,
    Mention,
    Precision,
    Scope,
    Series,
    Span,
    Status,
    Temporality,
    Tranche,
    Valuation,
    ValuationKind,
    When,
)
from alerts.detection.money import Money, sums
from alerts.detection.organisations import NAME, clean_name
from alerts.detection.rules import BACKGROUND, FURNITURE, RESPONSES, SERIES, series_of
from alerts.detection.sentences import Sentence, sentences

MAX_CHARACTERS = 200_000
MAX_MENTIONS = 40
_GATE = re.compile(
    r"[$€£¥₹₩]|\b(?:million|billion|crore|lakh|yuan|rupees|euros|dollars|funding|raises?|raised|raising|round|Series [A-K]|seed|invest\w{0,6}|debt|loans?|credit|grants?|USD|EUR|INR|RMB|Rs)\b"
)
_TRANCHE = re.compile(r"\b(?P<which>second|third|final|next) (?:tranche|closing|part)\b", re.IGNORECASE)
_TRANCHES = {"second": 2, "third": 3, "final": None, "next": 2}
_CLOSING = re.compile(
    r"\b(?:clos(?:e|es|ing)|complet(?:e|ed|ion)|finali[sz]ed?|done)\b[^.]{0,40}?\b(?P<when>(?:within|in) (?:the )?(?:coming |next |a few |few |two |three |several )?(?:days|weeks|months)|(?:next|this|later this) (?:week|month|quarter|year))\b",
    re.IGNORECASE,
)
_AKA = re.compile(
    rf"(?P<name>{NAME})(?: \([^)]{{0,40}}\))?,? (?:also|better|formerly|previously) known as (?P<other>{NAME})|(?P<name2>{NAME}) \((?P<other2>[A-Z][\w+.-]{{1,25}})\)"
)
# "…the company, which is also known as Face++": of whichever company the sentence is about.
_KNOWN_AS = re.compile(
    rf"\b(?:company|start-?up|firm|it),? (?:which is |that is |is )?(?:also|better) known as (?P<other>{NAME})"
)
_UNCONFIRMED = (Status.RUMOURED, Status.IN_TALKS, Status.PLANNED)
_ENDED = (Status.DENIED, Status.ABANDONED, Status.DELAYED)


def stored_text(title: str, text: str) -> str:
    """The text that evidence offsets count in: `text` where it begins with the title, else the title above it."""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


@dataclass
class _Company:
    """What an article says of one company's round, as it is gathered."""

    name: str
    also: set[str] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    said: list[Sentence] = field(default_factory=list)


def detect(
    title: str,
    text: str,
    *,
    published: date | datetime | None = None,
    language: str | None = None,
    country: str | None = None,
) -> tuple[Mention, ...]:
    """The funding claims of one article, in the order in which they are first made.

    Parameters
    ----------
    title, text
        The headline and the stored text; see `stored_text`.
    published
        When the article appeared: "in 2019" is background to it.
    language
        ISO 639-1. The rules read English; other languages give what money and names alone can give.
    country
        The publisher's, ISO 3166-1: what a bare dollar is.
    """
    del language
    whole = stored_text(title.strip(), text)[:MAX_CHARACTERS]
    if not _GATE.search(whole):
        return ()
    found = [one for one in sentences(whole, title.strip()) if not FURNITURE.match(one.text)]
    companies = _gather(found, whole, country, published.year if published else None)
    mentions = (mention for company in companies for mention in _mentions(company, whole, country, published))
    return tuple(mention for mention, _ in zip(mentions, range(MAX_MENTIONS), strict=False))


def _gather(found: Sequence[Sentence], whole: str, country: str | None, year: int | None) -> list[_Company]:
    companies: list[_Company] = []
    current: _Company | None = None
    for sentence in found:
        claims = claims_in(sentence, country=country, year=year)
        for claim in claims:
            company = current if claim.company is None else _known(companies, claim.company)
            if company is not None:
                company.claims.append(claim)
                current = company
        named = _spoken_of(companies, sentence.text)
        current = named if named and not claims else current
        if current is not None and (CUE.search(sentence.text) or _said_something(sentence.text)):
            current.said.append(sentence)
    _add_other_names(companies, whole)
    return [company for company in companies if company.claims]


def _said_something(text: str) -> bool:
    """Does a sentence without a word of money still tell something of a round: an answer, a date, another name?"""
    patterns = (_CLOSING, _TRANCHE, _KNOWN_AS, *(rule.pattern for rule in RESPONSES))
    return any(pattern.search(text) for pattern in patterns)


def _known(companies: list[_Company], name: str) -> _Company:
    for company in companies:
        if _same(company.name, name):
            if len(name) < len(company.name) and " " in company.name:
                company.also.add(company.name)
            return company
    companies.append(_Company(name))
    return companies[-1]


def _same(one: str, other: str) -> bool:
    a, b = one.lower(), other.lower()
    return a == b or a.startswith(f"{b} ") or b.startswith(f"{a} ")


def _spoken_of(companies: Iterable[_Company], text: str) -> _Company | None:
    return next((one for one in companies if re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", text)), None)


def _add_other_names(companies: Iterable[_Company], whole: str) -> None:
    for match in _AKA.finditer(whole):
        pair = (match["name"] or match["name2"], match["other"] or match["other2"])
        name, other = (clean_name(part or "") for part in pair)
        for company in companies:
            if name and other and _same(company.name, name) and not _same(other, name):
                company.also.add(other)
    for company in companies:
        for sentence in (*(claim.sentence for claim in company.claims), *company.said):
            for match in _KNOWN_AS.finditer(sentence.text):
                other = clean_name(match["other"])
                if other and not _same(other, company.name):
                    company.also.add(other)


def _mentions(
    company: _Company, whole: str, country: str | None, published: date | datetime | None
) -> Iterator[Mention]:
    fresh = [claim for claim in company.claims if not claim.background]
    old = [claim for claim in company.claims if claim.background]
    if fresh:
        yield _mention(company, fresh, whole, country, published, Temporality.NEW)
    elif old:
        yield _mention(company, old[:1], whole, country, published, Temporality.BACKGROUND)


def _mention(
    company: _Company,
    claims: Sequence[Claim],
    whole: str,
    country: str | None,
    published: date | datetime | None,
    temporality: Temporality,
) -> Mention:
    first = claims[0]
    proof = next((claim for claim in claims if not claim.sentence.headline), first)
    paid = next((claim for claim in claims if claim.money and claim.scope is not Scope.TOTAL_TO_DATE), None)
    # What is told of earlier rounds says nothing of this one.
    said = [one for one in company.said if one.headline or not BACKGROUND.search(one.text)]
    about = [claim.sentence for claim in claims] + (said if temporality is Temporality.NEW else [])
    series, label, series_at = _series(about, paid)
    valuation, valuation_at = _valuation(about, country)
    status = _status(claims)
    certainty = _certainty(claims, status)
    evidence: dict[str, Span] = {"sentence": (proof.sentence.start, proof.sentence.end)}
    name_at = next((claim.company_at for claim in claims if claim.company), None)
    if name_at:
        evidence["company"] = name_at
    if paid and paid.money:
        evidence["amount"] = (paid.sentence.start + paid.money.start, paid.sentence.start + paid.money.end)
    if series_at:
        evidence["series"] = series_at
    if valuation_at:
        evidence["valuation"] = valuation_at
    tranche, tranche_at = _tranche(about, paid, status)
    if tranche_at:
        evidence["tranche"] = tranche_at
    return Mention(
        company=Company(
            company.name,
            whole[name_at[0] : name_at[1]] if name_at else company.name,
            also_known_as=tuple(sorted(company.also)),
        ),
        kind=_kind(claims),
        status=status,
        certainty=certainty,
        sentence=proof.sentence.text,
        evidence=evidence,
        amount=_amount(paid),
        valuation=valuation,
        series=series,
        label_as_written=label,
        investors=tuple(_investors(company, claims, about, status)),
        company_response=_response(about, status),
        tranche=tranche,
        temporality=temporality,
        dates=_dates(about, published),
        confidence=0.9 if first.sentence.headline and paid else 0.7 if paid else 0.5,
        reasons=tuple(dict.fromkeys(rule for claim in claims for rule in claim.rules)),
    )


def _kind(claims: Sequence[Claim]) -> Kind:
    """The first claim that is more than plain equity decides; the headline's word counts most."""
    headline = [claim.kind for claim in claims if claim.sentence.headline]
    kinds = headline or [claim.kind for claim in claims]
    return next((kind for kind in kinds if kind is not Kind.EQUITY), Kind.EQUITY)


def _status(claims: Sequence[Claim]) -> Status:
    stated = [claim.status for claim in claims]
    ended = next((status for status in stated[:2] if status in _ENDED), None)
    if ended:
        return ended
    unsure = next((status for status in stated if status in _UNCONFIRMED), None)
    # A headline in the present tense ("Acme raises …") over "sources said" is still a rumour.
    if unsure and (stated[0] in _UNCONFIRMED or any(claim.certainty is Certainty.ANONYMOUS for claim in claims)):
        return stated[0] if stated[0] in _UNCONFIRMED else unsure
    return next((status for status in stated if status not in _UNCONFIRMED), stated[0])


def _certainty(claims: Sequence[Claim], status: Status) -> Certainty:
    stated = [claim.certainty for claim in claims if claim.certainty]
    if Certainty.FILING in stated:
        return Certainty.FILING
    if Certainty.ANONYMOUS in stated and status in _UNCONFIRMED:
        return Certainty.ANONYMOUS
    if status in _UNCONFIRMED:
        return Certainty.ANONYMOUS if status is not Status.PLANNED else Certainty.COMPANY
    return Certainty.INVESTOR if Certainty.INVESTOR in stated else Certainty.COMPANY


def _amount(paid: Claim | None) -> Amount | None:
    if paid is None or paid.money is None:
        return None
    money = paid.money
    return Amount(money.value, money.currency, money.written, money.qualifier, paid.scope, money.min, money.max)


def _series(about: Iterable[Sentence], paid: Claim | None) -> tuple[Series | None, str | None, Span | None]:
    """The round's name: where the sum's own sentence names several, the one beside the sum."""
    for sentence in dict.fromkeys([*([paid.sentence] if paid else []), *about]):
        matches = list(SERIES.finditer(sentence.text))
        if matches:
            at_sum = paid.money.start if paid and paid.money and paid.sentence == sentence else 0
            match = min(matches, key=lambda one: abs(one.start() - at_sum))
            at = (sentence.start + match.start(), sentence.start + match.end())
            return series_of(match), match[0], at
    return None, None, None


def _valuation(about: Iterable[Sentence], country: str | None) -> tuple[Valuation | None, Span | None]:
    for sentence in about:
        for money in valuations_in(sentence.text, sums(sentence.text, country)):
            around = sentence.text[max(0, money.start - 30) : money.end + 30].lower()
            kind = (
                ValuationKind.PRE if "pre-money" in around
                else ValuationKind.POST if "post-money" in around
                else ValuationKind.UNSPECIFIED
            )  # fmt: skip
            at = (sentence.start + money.start, sentence.start + money.end)
            return Valuation(money.size, money.currency or "USD", money.written, kind, money.qualifier), at
    return None, None


def _investors(
    company: _Company, claims: Sequence[Claim], about: Sequence[Sentence], status: Status
) -> Iterator[Investor]:
    claimed = {claim.sentence for claim in claims}
    roles: dict[str, Investor] = {}
    for sentence in dict.fromkeys(about):
        for investor in investors_in(sentence.text, company.name, attached=sentence in claimed):
            if investor.name not in company.also and not _same(investor.name, company.name):
                roles.setdefault(investor.name.lower(), investor)
    for investor in roles.values():
        unsure = status in _UNCONFIRMED and investor.role is InvestorRole.PARTICIPANT
        yield Investor(investor.name, InvestorRole.RUMOURED) if unsure else investor


def _response(about: Iterable[Sentence], status: Status) -> CompanyResponse:
    for sentence in about:
        for rule in RESPONSES:
            # A round that is announced was not denied by who announced it: that sentence tells of an earlier report.
            told = rule.says is not CompanyResponse.DENIED or status in (*_UNCONFIRMED, *_ENDED)
            if told and rule.pattern.search(sentence.text):
                return rule.says
    return CompanyResponse.NONE


def _tranche(about: Iterable[Sentence], paid: Claim | None, status: Status) -> tuple[Tranche | None, Span | None]:
    """A later part of the round, and the sentence that tells of it."""
    for sentence in about:
        match = _TRANCHE.search(sentence.text)
        if match:
            own = paid is not None and paid.scope is Scope.TRANCHE
            tranche = Tranche(_TRANCHES[match["which"].lower()], None, status if own else Status.PLANNED)
            return tranche, (sentence.start, sentence.end)
    return None, None


def _dates(about: Iterable[Sentence], published: date | datetime | None) -> Dates:
    for sentence in about:
        match = _CLOSING.search(sentence.text)
        if match:
            day = published.date() if isinstance(published, datetime) else published
            weeks = 4 if "week" in match["when"] else 12 if "month" in match["when"] else 1
            end = (day + timedelta(weeks=weeks)).isoformat() if day else None
            return Dates(expected_close=When(day.isoformat() if day else None, end, Precision.WITHIN, match["when"]))
    return Dates()


__all__ = ["Money", "detect", "stored_text"]
