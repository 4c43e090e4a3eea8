"""Why an article gave the mentions that it gave: every stage of its reading as a value that a person can look through.

Nothing is judged here. The stages are asked of the functions that detection runs, so that both say the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from alerts.detection.article import Reading, holds_cue
from alerts.detection.chunks import Chunk, Row
from alerts.detection.circumstances import OLD
from alerts.detection.claims import Claim, claims_in
from alerts.detection.companies import Told
from alerts.detection.detector import (
    MAX_MENTIONS,
    MAX_TITLE,
    Judged,
    answered,
    bounded,
    deals_beside,
    detect,
    judged_in,
    reading_of,
)
from alerts.detection.languages import UNREAD, language_of, pack_of
from alerts.detection.languages.reading import (
    CONFIDENCE,
    PackArticle,
    PackClaim,
    PackCompany,
    SettledClaim,
    companies_in,
    pack_article,
    settled,
)
from alerts.detection.languages.reading import (
    backers_in as pack_backers_in,
)
from alerts.detection.lexicon import Tag, is_investors, places
from alerts.detection.mention import (
    COMPANY_ROUNDS,
    Certainty,
    InvestorRole,
    Kind,
    Mention,
    Qualifier,
    Span,
    Status,
    Temporality,
)
from alerts.detection.mentions import ALERTED, Parted, parted
from alerts.detection.ranking import weights
from alerts.detection.roles import backers_in
from alerts.detection.sum_kinds import Sum, sums_of
from alerts.detection.tables import TableRow, mention_of

MAX_ELSE = 100
"""Sentences without a claim that are looked into; detection itself asks for few of them."""


class Value:
    """A stage's value: `to_json` gives it as plain JSON values, spans as [start, end]."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; keys are the fields' names."""
        plain: dict[str, Any] = _adapter(type(self).__name__).dump_python(self, mode="json")
        return plain


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(globals()[name])


@dataclass(frozen=True, slots=True)
class Words(Value):
    """Characters of the article's text: `text` stands at `span`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SentenceRead(Value):
    """One sentence. `index` is what the other stages call it; None with `left_out`, the reason, where it was not read."""

    index: int | None
    words: Words
    headline: bool
    left_out: str | None
    matters: bool
    """Does it hold a sum, a trigger, a claim or a backer?"""


@dataclass(frozen=True, slots=True)
class SumRead(Value):
    """A sum, in units of its currency (ISO 4217), and what it is; `also`: the same sum said again beside it."""

    sentence: int
    words: Words
    value: float | None
    min: float | None
    max: float | None
    currency: str | None
    qualifier: Qualifier
    what: Sum
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRead(Value):
    """A rule that fired on its trigger. `how` is the construction by which the recipient was found; `company` is whom
    the claim was told of in the end, None for nobody, and `by` how that was settled."""

    number: int
    sentence: int
    rule: str
    trigger: Words
    recipient: Words | None
    how: str | None
    sum: Words | None
    company: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class NameRead(Value):
    """A name in a sentence that matters: "company", "investor", "person" or "place", and why where it is not plain."""

    name: str
    what: str
    why: str | None


@dataclass(frozen=True, slots=True)
class CompanyRead(Value):
    """A company that claims are told of, its other names, and the claims' numbers."""

    name: str
    other_names: tuple[str, ...]
    topic: bool
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Organisations(Value):
    """Who is who. `topic`: the company that the article is about."""

    topic: str | None
    companies: tuple[CompanyRead, ...]
    names: tuple[NameRead, ...]


@dataclass(frozen=True, slots=True)
class RoleRead(Value):
    """A name in an investor's role, in one sentence."""

    sentence: int
    words: Words
    role: InvestorRole


@dataclass(frozen=True, slots=True)
class CircumstancesRead(Value):
    """What a claim's own words say of it. `background`: the signals that made it an earlier round, told again. `retold`:
    it has such signals, and is news all the same, for the headline tells of that very sum."""

    claim: int
    kind: Kind
    status: Status
    certainty: Certainty | None
    rules: tuple[str, ...]
    signals: tuple[str, ...]
    background: tuple[str, ...]
    retold: bool = False


@dataclass(frozen=True, slots=True)
class Weight(Value):
    """A feature that was seen, and what it adds to the log-odds of news; of a pack's, to the confidence itself."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class JudgedRead(Value):
    """How one company was judged. `features` come with the heaviest first; `confidence` is that of news, 0 to 1."""

    company: str
    confidence: float
    bias: float
    features: tuple[Weight, ...]
    mentions: tuple[Mention, ...]


class Reason(StrEnum):
    """Why something that looked like news was not made news."""

    FURNITURE = "furniture"
    NOBODY = "nobody"
    TABLED = "in the table"
    UNSURE = "unsure"
    BACKGROUND = "background"
    NOT_A_ROUND = "not a round"
    DUPLICATE = "duplicate"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Veto(Value):
    """What was not made news: a sentence's words or a company, the reason, and the reason in words."""

    what: str
    reason: Reason
    why: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation(Value):
    """An article's reading, stage by stage. `note` says why there are no stages, where there are none."""

    title: str
    mentions: tuple[Mention, ...]
    """What `detect` answers."""
    note: str | None = None
    sentences: tuple[SentenceRead, ...] = ()
    money: tuple[SumRead, ...] = ()
    claims: tuple[ClaimRead, ...] = ()
    organisations: Organisations = Organisations(None, (), ())
    roles: tuple[RoleRead, ...] = ()
    circumstances: tuple[CircumstancesRead, ...] = ()
    tabled: tuple[Words, ...] = ()
    """Rows of tables; each is a mention as it stands."""
    judged: tuple[JudgedRead, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    passed_over: int = 0
    """How many sentences without a claim hold a word of money too, and were not looked into for sums and roles."""

    @property
    def marked(self) -> tuple[Span, ...]:
        """The characters that something was read from, in order."""
        found = [one.words.span for one in self.money] + [one.words.span for one in self.roles]
        found += [one.trigger.span for one in self.claims]
        found += [one.recipient.span for one in self.claims if one.recipient]
        found += [
            span for one in self.mentions for name, span in one.evidence.items() if name not in ("sentence", "tranche")
        ]
        return tuple(sorted(set(found)))


def explain(
    title: str,
    text: str,
    *,
    published: date | datetime | None = None,
    language: str | None = None,
    country: str | None = None,
) -> Explanation:
    """What `detect` makes of an article, and how it came to it. The parameters are those of `detect`."""
    code = language_of(title[:MAX_TITLE], text, language)
    if code == UNREAD:
        return Explanation(title, (), "No rules read its script.")
    pack = pack_of(code)
    if pack is not None:
        mentions = detect(title, text, published=published, language=language, country=country)
        day = published.date() if isinstance(published, datetime) else published
        told = pack_article(*bounded(title, text), pack, country=country, published=day)
        if told is None:
            return Explanation(title, mentions, f"No word of money ({code}) stands in it: it was not read further.")
        return _explained_by_pack(told, mentions)
    article = reading_of(title, text, published=published, country=country)
    if article is None:
        deals = deals_beside((), *bounded(title, text), published=published, country=country)
        note = "No words of money stand close together in it: no round was looked for."
        return Explanation(title, answered(title, text, deals), note)
    judged = list(judged_in(article))
    rounds = _mentions(article, judged)
    deals = deals_beside(rounds, *bounded(title, text), published=published, country=country)
    return _explained(article, judged, answered(title, text, [*rounds, *deals]))


def _mentions(article: Reading, judged: Iterable[Judged]) -> tuple[Mention, ...]:
    tabled = (mention_of(row, article.text, article.published) for row in article.tabled)
    return (*tabled, *(mention for one in judged for mention in one.mentions))


def _explained(article: Reading, judged: Sequence[Judged], mentions: tuple[Mention, ...]) -> Explanation:
    cued = [i for i, one in enumerate(article.sentences) if i not in article.claimed and holds_cue(one.text)]
    rows = {i: article.row(i) for i in sorted([*article.claimed, *cued[:MAX_ELSE]])}
    told = _told(article, judged)
    parts = [parted(one.company) for one in judged]
    sums = tuple(_sums(rows))
    roles = tuple(_roles(article, rows))
    matters = {one.sentence for one in sums} | {one.sentence for one in roles} | {index for index, _, _ in told}
    matters |= {i for i, row in rows.items() if any(tag in row.tags for tag in _TRIGGERS)}
    claims = tuple(_claim(number, index, claim, one, judged) for number, (index, claim, one) in enumerate(told, 1))
    return Explanation(
        title=article.title,
        mentions=mentions,
        sentences=tuple(_sentences(article, matters)),
        money=sums,
        claims=claims,
        organisations=_organisations(article, judged, claims, [rows[i] for i in sorted(matters)]),
        roles=roles,
        circumstances=tuple(_circumstances(number, one, parts) for number, (_, _, one) in enumerate(told, 1) if one),
        tabled=tuple(_tabled(row, article) for row in article.tabled),
        judged=tuple(_judged(one) for one in judged),
        vetoes=tuple(_vetoes(article, judged, claims)),
        passed_over=len(cued[MAX_ELSE:]),
    )


_TRIGGERS = (Tag.RAISES, Tag.ROUND, Tag.SERIES)


def _told(article: Reading, judged: Sequence[Judged]) -> list[tuple[int, Claim, Told | None]]:
    """Every claim with what was told by it; None where no company was found for it."""
    every = [told for one in judged for told in one.company.told]
    return [
        (i, claim, _told_by(claim, [told for told in every if told.index == i]))
        for i in sorted(article.claimed) for claim in claims_in(article.row(i))
    ]  # fmt: skip


def _told_by(claim: Claim, told: Sequence[Told]) -> Told | None:
    same = (one for one in told if one.claim == claim)
    # "Raised $5m for his start-up Acme": the recipient was put right, the rest is the same.
    whom = (
        one
        for one in told
        if (one.claim.rule, one.claim.trigger, one.claim.at) == (claim.rule, claim.trigger, claim.at)
    )
    return next(same, None) or next(
        (one for one in whom if one.claim.recipient and one.claim.recipient.how == "for whom"), None
    )


def _sentences(article: Reading, matters: set[int]) -> Iterator[SentenceRead]:
    every = [(one, i, None) for i, one in enumerate(article.sentences)]
    left_out = [(one, None, why) for one, why in article.left_out]
    for one, index, why in sorted([*every, *left_out], key=lambda found: found[0].start):
        yield SentenceRead(index, Words(one.text, (one.start, one.end)), one.headline, why, index in matters)


def _words(row: Row, first: int, last: int | None = None) -> Words:
    """The characters of chunks `first` to `last`, inclusive."""
    start, end = row.chunks[first].start, row.chunks[first if last is None else last].end
    return Words(row.sentence.text[start:end], (row.sentence.start + start, row.sentence.start + end))


def _sums(rows: dict[int, Row]) -> Iterator[SumRead]:
    for i, row in rows.items():
        for at, what in sums_of(row).items():
            money = row.chunks[at].money
            if money is not None:
                span = (row.sentence.start + money.start, row.sentence.start + money.end)
                also = tuple(other.written for other in money.also)
                yield SumRead(
                    i,
                    Words(money.written, span),
                    money.value,
                    money.min,
                    money.max,
                    money.currency,
                    money.qualifier,
                    what,
                    also,
                )


def _roles(article: Reading, rows: dict[int, Row]) -> Iterator[RoleRead]:
    for i, row in rows.items():
        for backer in backers_in(row, attached=i in article.claimed):
            yield RoleRead(i, _words(row, backer.index), backer.role)


def _claim(number: int, index: int, claim: Claim, told: Told | None, judged: Sequence[Judged]) -> ClaimRead:
    recipient = (told.claim if told else claim).recipient
    row = claim.row
    return ClaimRead(
        number=number,
        sentence=index,
        rule=claim.rule,
        trigger=_words(row, claim.trigger),
        recipient=_words(row, recipient.index) if recipient else None,
        how=recipient.how if recipient else None,
        sum=_words(row, claim.at) if claim.at >= 0 else None,
        company=next((one.company.name for one in judged if told in one.company.told), None) if told else None,
        by=told.by if told else None,
    )


def _circumstances(number: int, told: Told, parts: Sequence[Parted]) -> CircumstancesRead:
    seen = told.circumstances
    return CircumstancesRead(
        number,
        seen.kind,
        seen.status,
        seen.certainty,
        seen.rules,
        tuple(sorted(seen.signals)),
        background=_old_signals([told]) if any(told is old for one in parts for old in one.old) else (),
        retold=any(told is again for one in parts for again in one.retold),
    )


def _old_signals(old: Iterable[Told]) -> tuple[str, ...]:
    """What made claims history. Without a word of the kind it is money that came in, beside a denial of other money."""
    signals = {signal for one in old for signal in one.circumstances.signals & OLD}
    return tuple(sorted(signals)) or ("came in, beside a denial",)


def _organisations(
    article: Reading, judged: Sequence[Judged], claims: Sequence[ClaimRead], rows: Sequence[Row]
) -> Organisations:
    companies = tuple(
        CompanyRead(
            one.company.name,
            tuple(sorted(one.company.names - {one.company.name})),
            article.topic in one.company.names,
            tuple(claim.number for claim in claims if claim.company == one.company.name),
        )
        for one in judged
    )
    names = dict.fromkeys(found for row in rows for chunk in row.chunks if (found := _name(chunk, article)))
    return Organisations(article.topic, companies, tuple(names))


def _name(chunk: Chunk, article: Reading) -> NameRead | None:
    if chunk.tag is Tag.PERSON:
        return NameRead(
            chunk.text,
            "person",
            "a title, speech or the family name alone shows a person"
            if chunk.text in article.vocabulary.people
            else None,
        )
    if chunk.tag is Tag.INVESTOR:
        by_name = is_investors(chunk.text)
        return NameRead(chunk.text, "investor", "its own name says so" if by_name else "the article calls it one")
    if chunk.tag is Tag.NAME:
        return NameRead(chunk.text, "company", "a ticker stands behind it" if chunk.listed else None)
    if chunk.tag in (Tag.WORD, Tag.ADJECTIVE) and chunk.text[:1].isupper() and chunk.low.rstrip(".") in places():
        return NameRead(chunk.text, "place", "it stands in the list of places")
    return None


def _tabled(row: TableRow, article: Reading) -> Words:
    return Words(article.text[row.start : row.end], (row.start, row.end))


def _judged(one: Judged) -> JudgedRead:
    model = weights()
    seen = sorted(
        (Weight(name, model.get(name, 0.0)) for name in one.features),
        key=lambda found: (-abs(found.weight), found.feature),
    )
    return JudgedRead(one.company.name, one.confidence, model["bias"], tuple(seen), one.mentions)


# -- what was not made news ---------------------------------------------------------------------------------------


def _vetoes(article: Reading, judged: Sequence[Judged], claims: Sequence[ClaimRead]) -> Iterator[Veto]:
    for sentence, why in article.left_out:
        if holds_cue(sentence.text) and not any(row.start <= sentence.start < row.end for row in article.tabled):
            yield Veto(sentence.text[:_LONGEST], Reason.FURNITURE, f"{why}: its sentences are not read")
    for claim in claims:
        if claim.company is None:
            yield Veto(
                claim.trigger.text, Reason.NOBODY, f"“{claim.rule}”, but of no company that can be told", claim.sentence
            )
    for one in judged:
        yield from _company_vetoes(one)
    yield from _beyond(_mentions(article, judged))


_LONGEST = 80


def _company_vetoes(one: Judged) -> Iterator[Veto]:
    name, told = one.company.name, one.company.told
    parts = parted(one.company)
    old = parts.old
    if one.tabled:
        yield Veto(name, Reason.TABLED, "a table's row tells of it already")
    elif len(old) == len(told):
        yield Veto(
            name,
            Reason.BACKGROUND,
            f"all that is told of it is an earlier round: {', '.join(_old_signals(old))}",
            told[0].index,
        )
    elif one.confidence < ALERTED:
        yield Veto(
            name,
            Reason.UNSURE,
            f"confidence {one.confidence:.2f} is below {ALERTED}; against it: {_against(one)}",
            told[0].index,
        )
    elif old:
        yield Veto(
            name,
            Reason.BACKGROUND,
            f"an earlier round, beside the new one: {', '.join(_old_signals(old))}",
            old[0].index,
        )
    for mention in one.mentions:
        if mention.temporality is Temporality.NEW and mention.kind not in COMPANY_ROUNDS:
            yield Veto(
                name,
                Reason.NOT_A_ROUND,
                f"its kind is {mention.kind}: recognised, and not a company's round",
                told[0].index,
            )
    if one.mentions:
        yield from _duplicates(one, parts)


def _duplicates(one: Judged, parts: Parted) -> Iterator[Veto]:
    """Claims that make one mention together: those of the round, and apart from them those of a loan beside it."""
    is_news = one.confidence >= ALERTED
    for claims, of in ((parts.round if is_news else parts.fresh, "round"), (parts.loans if is_news else (), "loan")):
        if len(claims) > 1:
            why = f"{len(claims)} claims of one {of} make one mention"
            yield Veto(one.company.name, Reason.DUPLICATE, why, claims[0].index)


def _against(one: Judged) -> str:
    """The features that speak against news, the heaviest first."""
    model = weights()
    heavy = sorted((model.get(name, 0.0), name) for name in one.features if model.get(name, 0.0) < 0)
    return ", ".join(f"{name} ({weight:+.2f})" for weight, name in heavy[:4]) or "nothing but what it lacks"


def _beyond(mentions: Sequence[Mention]) -> Iterator[Veto]:
    for mention in mentions[MAX_MENTIONS:]:
        yield Veto(mention.company.name, Reason.TOO_MANY, f"the first {MAX_MENTIONS} of an article are kept")


# -- an article of another language: the same stages, of its pack ---------------------------------------------------


def _explained_by_pack(article: PackArticle, mentions: tuple[Mention, ...]) -> Explanation:
    claims = settled(article)
    companies = list(companies_in(article, claims))
    topics = [company.name for company in companies[:1]]
    indexes = [i for i, one in enumerate(article.sentences) if article.pack.may_claim(one.text)]
    sums = tuple(one for i in indexes for one in _pack_sums(article, i))
    roles = tuple(one for i in indexes for one in _pack_roles(article, i))
    matters = {one.sentence for one in sums} | {one.sentence for one in roles} | {one.found.index for one in claims}
    numbered = list(enumerate(claims, 1))
    read = tuple(_pack_claim(article, number, one) for number, one in numbered)
    return Explanation(
        title=article.title,
        mentions=mentions,
        sentences=tuple(
            SentenceRead(i, Words(one.text, (one.start, one.end)), one.headline, None, i in matters)
            for i, one in enumerate(article.sentences)
        ),
        money=sums,
        claims=read,
        organisations=Organisations(
            topics[0] if topics else None,
            tuple(
                CompanyRead(
                    one.name,
                    tuple(sorted({claim.found.name for claim in claims if claim.told in one.claims} - {one.name, ""})),
                    one.name in topics,
                    tuple(claim.number for claim in read if claim.company == one.name),
                )
                for one in companies
            ),
            tuple(dict.fromkeys(NameRead(one.words.text, "investor", "its words say so") for one in roles)),
        ),
        roles=roles,
        circumstances=tuple(_pack_circumstances(number, one.told) for number, one in numbered if one.told),
        judged=tuple(
            JudgedRead(
                one.name,
                one.mention.confidence if one.mention.temporality is Temporality.NEW else 1 - one.mention.confidence,
                CONFIDENCE,
                tuple(Weight(*found) for found in sorted(one.features, key=lambda seen: (-abs(seen[1]), seen[0]))),
                (one.mention,),
            )
            for one in companies
        ),
        vetoes=tuple(_pack_vetoes(read, companies)),
    )


def _pack_words(article: PackArticle, index: int, start: int, end: int) -> Words:
    sentence = article.sentences[index]
    return Words(sentence.text[start:end], (sentence.start + start, sentence.start + end))


_SUMS = {"round": Sum.ROUND, "tranche": Sum.TRANCHE, "to_date": Sum.TO_DATE, "other": Sum.OTHER}


def _pack_sums(article: PackArticle, index: int) -> Iterator[SumRead]:
    for money, counts in article.sums(index):
        yield SumRead(
            index,
            _pack_words(article, index, money.start, money.end),
            money.value,
            money.min,
            money.max,
            money.currency,
            money.qualifier,
            _SUMS.get(counts, Sum.VALUATION),
            tuple(other.written for other in money.also),
        )


def _pack_roles(article: PackArticle, index: int) -> Iterator[RoleRead]:
    for found, role, _ in pack_backers_in(article, index):
        yield RoleRead(index, _pack_words(article, index, found.start, found.end), role)


def _pack_claim(article: PackArticle, number: int, one: SettledClaim) -> ClaimRead:
    found = one.found
    recipient = Words(article.text[slice(*found.span)], found.span) if found.span else None
    money = found.money
    return ClaimRead(
        number=number,
        sentence=found.index,
        rule=found.rule.name,
        trigger=_pack_words(article, found.index, found.start, found.end),
        recipient=recipient,
        how=found.rule.says if recipient else None,
        sum=_pack_words(article, found.index, money.start, money.end) if money else None,
        company=one.told.name if one.told else None,
        by=None if one.told is None else "named in the sentence" if recipient else "the company spoken of before",
    )


def _pack_circumstances(number: int, claim: PackClaim) -> CircumstancesRead:
    """The rules of kind, status and certainty that fired; what the background rules saw."""
    tables = ("kind: ", "status: ", "certainty: ")
    background = [rule.partition(": ")[2] for rule in claim.reasons if rule.startswith("background: ")]
    if claim.old and not background:
        background = ["only a total to date"]
    return CircumstancesRead(
        number,
        claim.kind,
        claim.status,
        claim.certainty,
        tuple(rule for rule in claim.reasons if rule.startswith(tables)),
        (),
        tuple(background),
    )


def _pack_vetoes(claims: Sequence[ClaimRead], companies: Sequence[PackCompany]) -> Iterator[Veto]:
    for claim in claims:
        if claim.company is None:
            why = f"“{claim.rule}”, but of no company that can be told"
            yield Veto(claim.trigger.text, Reason.NOBODY, why, claim.sentence)
    for one in companies:
        old = [claim for claim in one.claims if claim.old]
        index = one.claims[0].index
        if old:
            seen = (rule for claim in old for rule in claim.reasons if rule.startswith("background: "))
            why = ", ".join(dict.fromkeys(seen)) or "only a total to date"
            which = "an earlier round, beside the new one" if len(old) < len(one.claims) else "all of it is history"
            yield Veto(one.name, Reason.BACKGROUND, f"{which}: {why}", old[0].index)
        if one.mention.temporality is Temporality.NEW and one.mention.kind not in COMPANY_ROUNDS:
            why = f"its kind is {one.mention.kind}: recognised, and not a company's round"
            yield Veto(one.name, Reason.NOT_A_ROUND, why, index)
        if len(one.claims) - len(old) > 1:
            why = f"{len(one.claims) - len(old)} claims of one round make one mention"
            yield Veto(one.name, Reason.DUPLICATE, why, index)
    yield from _beyond([one.mention for one in companies])
