"""From what is told of one company to its one mention: news or background, each field with its evidence."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from alerts.detection.amounts import amount_of, undisclosed_in
from alerts.detection.article import Reading, holds_cue, whole_words
from alerts.detection.backing import investors_of
from alerts.detection.chunks import Row
from alerts.detection.circumstances import EARLIER, OLD, is_listing, is_mixed, words_of
from alerts.detection.companies import CompanyTold, Told, tells_of
from alerts.detection.dates import dates_of
from alerts.detection.earlier import earlier_rounds, surely_earlier
from alerts.detection.lexicon import CONTRASTS, Tag
from alerts.detection.mention import (
    UNCONFIRMED,
    Amount,
    Certainty,
    Company,
    CompanyResponse,
    Kind,
    Mention,
    Qualifier,
    Role,
    Scope,
    Series,
    Span,
    Status,
    Temporality,
    evidence_of_each,
    written_in,
)
from alerts.detection.owners import in_others
from alerts.detection.rules import BACKGROUND, CERTAINTIES, DEAL_EXPECTED, EXITS, REPORTED, RESPONSES, UNDISCLOSED
from alerts.detection.series import SERIES, series_of
from alerts.detection.sum_kinds import Sum, part_of, sums_of
from alerts.detection.tranches import tranche_in
from alerts.detection.valuations import valuation_in

ALERTED = 0.5
MAX_ABOUT = 60
"""Sentences that are read for what they say of one round."""
MAX_ON_ROUNDS = 400
"""Sentences on "the round" of one article that are held against each of its companies."""
_ENDED = (Status.DENIED, Status.ABANDONED, Status.DELAYED)


def mentions_of(company: CompanyTold, article: Reading, confidence: float) -> Iterator[Mention]:
    """The mentions of one company: its news where `confidence` says so and each earlier round told beside it; else
    what is only told again."""
    parts = parted(company)
    if confidence >= ALERTED and parts.fresh:
        yield _mention(company, parts.round, article, Temporality.NEW, confidence, Role.SUBJECT)
        if parts.loans:
            yield _mention(company, parts.loans, article, Temporality.NEW, confidence, Role.SUBJECT)
        for earlier in earlier_rounds(parts.old, parts.fresh):
            yield _mention(company, earlier, article, Temporality.BACKGROUND, surely_earlier(earlier), Role.SUBJECT)
    elif company.told:
        role = Role.SUBJECT if _is_about(article, company) else Role.MENTION
        yield _mention(company, parts.old or parts.fresh, article, Temporality.BACKGROUND, 1 - confidence, role)


@dataclass(frozen=True, slots=True)
class Parted:
    """What is told of one company, parted into news and history."""

    fresh: tuple[Told, ...]
    """What may be news."""
    old: tuple[Told, ...]
    """Earlier rounds; beside a denial, also money that did come in."""
    retold: tuple[Told, ...]
    """Those of `fresh` that sound like history, though the headline tells of that very sum."""
    loans: tuple[Told, ...]
    """Those of `fresh` that are a loan beside the round."""

    @property
    def round(self) -> tuple[Told, ...]:
        """The news without the loan beside it."""
        return tuple(told for told in self.fresh if told not in self.loans)


def parted(company: CompanyTold) -> Parted:
    """Which of a company's claims are news, if it has any, and which are history; `explain` asks it too."""
    headlines = [told for told in company.told if told.claim.row.sentence.headline]
    old: list[Told] = []
    fresh: list[Told] = []
    for told in company.told:
        # "After it sealed the $1.5bn round" is no history when the headline tells of that very sum.
        is_old = told.background and not any(_agrees(told, headline) for headline in headlines)
        (old if is_old else fresh).append(told)
    if fresh and fresh[0].circumstances.status is Status.DENIED:
        # What came in is another round than the one that is denied.
        old += [told for told in fresh if _came_in(told)]
        fresh = [told for told in fresh if not _came_in(told)]
    retold = tuple(told for told in fresh if told.background)
    return Parted(tuple(fresh), tuple(old), retold, tuple(_loans_beside(fresh)))


def _came_in(told: Told) -> bool:
    """Does a claim beside a denial tell of money that did come: "the 2021 round of $15m was led by Harbour"?"""
    return not told.claim.row.sentence.headline and told.circumstances.status in (Status.ANNOUNCED, Status.CLOSED)


def _loans_beside(fresh: Sequence[Told]) -> list[Told]:
    """The claims of a loan that came beside the round: "raised $50m, and secured another $20m in debt"."""
    paid = [one for one in fresh if one.claim.money and not one.circumstances.signals & EARLIER]
    loans = [one for one in paid if one.circumstances.kind is Kind.DEBT and not one.claim.row.sentence.headline]
    others = [one for one in paid if one.circumstances.kind is Kind.EQUITY]
    apart = not any(_agrees(one, other) for one in loans for other in others)
    # A loan that is told sentences later is history as often as news.
    beside = any(0 <= one.index - other.index <= 1 for one in loans for other in others)
    return loans if beside and apart and _kind_of_sum(others[0]) in _PARTS else []


def _is_about(article: Reading, company: CompanyTold) -> bool:
    """Is an article without news of a company's money about it all the same, and does not merely mention it?"""
    return company.name == article.topic and (
        not article.title or any(next(whole_words(article.title, name), None) is not None for name in company.names)
    )


def _mention(
    company: CompanyTold,
    told: Sequence[Told],
    article: Reading,
    temporality: Temporality,
    confidence: float,
    role: Role,
) -> Mention:
    named = [one for one in told if one.span]
    paid = _paid(told)
    proof = _proof(told, paid)
    about = _about(company, told, article, temporality)
    status, status_at = _status(told)
    certainty, certainty_at = _certainty(company, told, about, status)
    evidence: dict[str, Span] = {"sentence": (proof.claim.row.sentence.start, proof.claim.row.sentence.end)}
    evidence["company"] = named[0].span if named and named[0].span else _written(company, article)
    amount, amount_at = _amount(paid, told, about, article, temporality)
    if amount_at:
        evidence["amount"] = amount_at
    name = company.name
    kind, evidence["kind"] = _kind(company, told, paid, about, article)
    evidence["status"] = status_at
    # Where nobody is named for it, the words of the announcement or the rumour are what stands behind it.
    evidence["certainty"] = certainty_at or status_at
    evidence["temporality"] = _time(proof, temporality)
    series, label, series_at = _series(
        company, _of_kind(told, kind), about if kind is not Kind.DEBT else (), paid, article
    )
    if series_at:
        evidence["series"] = series_at
    valuation, valuation_at = valuation_in(company, told, about, article, temporality)
    if valuation_at:
        evidence["valuation"] = valuation_at
    tranche, tranche_at = tranche_in(about, amount, amount_at) or (None, None)
    if tranche_at:
        evidence["tranche"] = tranche_at
    investors = list(investors_of(company, told, paid, about, article, status, label))
    evidence |= evidence_of_each("investors", [span for _, span in investors])
    response, response_at = _response(about, company, status)
    if response_at:
        evidence["company_response"] = response_at
    rows = [one.claim.row for one in told]
    dates, dates_at = dates_of(about, rows, article.published, status, temporality)
    evidence |= dates_at
    mention = Mention(
        company=Company(
            name,
            article.text[slice(*evidence["company"])],
            role,
            also_known_as=tuple(sorted(company.names - {name})),
        ),
        kind=kind,
        status=status,
        certainty=certainty,
        sentence=article.text[slice(*evidence["sentence"])],
        evidence=evidence,
        amount=amount,
        valuation=valuation,
        series=series,
        label_as_written=label,
        investors=tuple(investor for investor, _ in investors),
        company_response=response,
        tranche=tranche,
        temporality=temporality,
        dates=dates,
        confidence=round(confidence, 3),
        reasons=tuple(
            dict.fromkeys(
                [
                    *(f"rule: {one.claim.rule}" for one in told),
                    *(rule for one in told for rule in one.circumstances.rules),
                ]
            )
        ),
    )
    return written_in(article.text, mention)


def _time(proof: Told, temporality: Temporality) -> Span:
    """The words that tell an earlier time; of news, those that tell it."""
    old = proof.circumstances.old_at if temporality is Temporality.BACKGROUND else None
    return proof.claim.row.in_text(old or words_of(proof.claim))


def _written(company: CompanyTold, article: Reading) -> Span:
    """Where the text first writes out a company that its claims only refer to."""
    at = next(whole_words(article.text, company.name), article.text.find(company.name))
    return max(at, 0), max(at, 0) + len(company.name)


def _proof(told: Sequence[Told], paid: Told | None) -> Told:
    """The sentence that proves it: with the sum and outside the headline when there is one."""
    body = [one for one in told if not one.claim.row.sentence.headline]
    return next((one for one in body if one.claim.money), None) or (body[0] if body else paid or told[0])


def _paid(told: Sequence[Told]) -> Told | None:
    """The claim whose sum is the round's: the body's plainest, if the headline does not contradict it."""
    # "$5,000,000,000,000,000" is no round's sum: better none than that.
    paying = [one for one in told if one.claim.money and not one.claim.money.is_too_much and _kind_of_sum(one) in _PAYS]
    if told[0].circumstances.status is Status.DENIED:
        # "Has no plans for a round like the one of last spring, worth $40m".
        paying = [one for one in paying if not one.circumstances.signals & EARLIER]
    if not paying:
        return None
    headline = next((one for one in paying if one.claim.row.sentence.headline), None)
    body = [one for one in paying if not one.claim.row.sentence.headline]
    best = max(body, key=_pays, default=None)
    if headline is None or best is None:
        return headline or best
    # "Extends its Series B to $80m" above "raised a further $20m": this round's own sum is the body's.
    if _kind_of_sum(headline) in _WHOLES and _kind_of_sum(best) in _PARTS and not best.circumstances.signals & EARLIER:
        return best
    return max((one for one in body if _agrees(one, headline)), key=_pays, default=headline)


_PAYS = {Sum.ROUND: 4.0, Sum.TRANCHE: 3.0, Sum.TOTAL_ROUND: 2.5, Sum.FUND: 2.0, Sum.TO_DATE: 1.0}
_WHOLES = (Sum.TOTAL_ROUND, Sum.TO_DATE)
_PARTS = (Sum.ROUND, Sum.TRANCHE)
_PLAIN = {
    "raises a sum": 2.0,
    "gains a sum": 2.0,
    "invests in": 1.5,
    "list entry": 2.0,
    "leads a round in": 1.5,
    "raised by": 1.5,
}


def _kind_of_sum(one: Told) -> Sum:
    return sums_of(one.claim.row).get(one.claim.at, Sum.OTHER)


def _pays(one: Told) -> float:
    old = 3.0 if one.circumstances.signals & EARLIER else 0.0
    # Of two sums that agree, the exact one: a headline rounds.
    vague = 0.6 if one.claim.money and one.claim.money.qualifier is not Qualifier.EXACT else 0.0
    return _PAYS[_kind_of_sum(one)] + _PLAIN.get(one.claim.rule, 0.0) - old - vague - 0.05 * one.index


def _agrees(one: Told, headline: Told) -> bool:
    """The same sum, more exactly or in another currency."""
    mine, other = one.claim.money, headline.claim.money
    if mine is None or other is None:
        return False
    stated = [same for same in (mine, *mine.also) if same.currency == other.currency]
    if not stated:
        return one.claim.rule in _PLAIN and not one.circumstances.signals & OLD
    return any(abs(same.size - other.size) <= 0.06 * other.size for same in stated)


_THE_ROUND = re.compile(
    r"\b(?:the|this|that|its|latest|new|current) (?:\w+[ -]){0,3}?(?:round|financing|funding|investment|deal|raise|fundraise|series [a-k]|tranche|transaction|capital)\b|\blead (?:investor|backer)s?\b",
    re.I,
)


# "Harbour Ventures led." and nothing more.
_BARELY_LED = re.compile(r"(?:[^\s.;]{1,30} ){1,6}(?:co-)?led(?: it)?\.?$")
# The new round's lead, before the sentence turns to how it all began: "The deal, led by X, comes a year after …".
_LED_NOW = re.compile(
    r"(?:The|This) (?:(?:new|latest|current) )?(?:round|deal|financing|funding|investment|raise|transaction),? (?:which was )?(?:co-)?led by ",
    re.IGNORECASE,
)


# What a sentence behind the claim may say of the round without a word of money.
_UNNAMED = tuple(rule for rule in CERTAINTIES if rule.says is Certainty.ANONYMOUS)
_TOLD_BEHIND = tuple(
    rule.pattern for table in (RESPONSES, UNDISCLOSED, EXITS, _UNNAMED, (DEAL_EXPECTED,)) for rule in table
)


def _about(company: CompanyTold, told: Sequence[Told], article: Reading, temporality: Temporality) -> list[Row]:
    """The rows that tell of this round: those of its claims, what follows them, and later ones on "the round"."""
    own = sorted({one.index for one in told})
    if temporality is Temporality.BACKGROUND:
        return [article.row(i) for i in own[:MAX_ABOUT]]
    # An earlier round's rows have leads of their own.
    earlier = {one.index for one in company.told} - set(own)
    others = (article.claimed - {one.index for one in company.told}) | earlier
    indexes = set(own)
    for i in own:
        for following in range(i + 1, min(i + 3, len(article.sentences))):
            sentence = article.sentences[following]
            if following in earlier and _LED_NOW.match(sentence.text):
                indexes.add(following)
                break
            if following in others or BACKGROUND.search(sentence.text) or not tells_of(following, company, article):
                break
            if holds_cue(sentence.text) or any(pattern.search(sentence.text) for pattern in _TOLD_BEHIND):
                indexes.add(following)
    if article.on_rounds is None:
        article.on_rounds = list(
            islice((i for i in range(len(article.sentences)) if _is_on_a_round(i, article)), MAX_ON_ROUNDS)
        )
    indexes |= {i for i in article.on_rounds if i not in others and tells_of(i, company, article)}
    return [article.row(i) for i in sorted(indexes)[:MAX_ABOUT]]


def _is_on_a_round(index: int, article: Reading) -> bool:
    """Does a sentence speak of "the round", and not of how it all began?"""
    sentence = article.sentences[index]
    return (
        article.cues.stand_in(sentence.start, sentence.end)
        and bool(_THE_ROUND.search(sentence.text) or _BARELY_LED.match(sentence.text))
        and not BACKGROUND.search(sentence.text)
    )


_SECOND_HAND = re.compile(
    r"\bsecondary (?:market|sale|share|transaction|offering|stake|purchase|investment)|\btender offer\b|\b(?:shares|stock|stakes?|bought|buy|buys|buying|purchas\w{2,3}) (?:\w+ ){0,3}from (?:\w+ ){0,2}(?:existing|current|early|former) (?:\w+ )?(?:employees|shareholders|investors|stockholders|staff)\b"
    r"|\b(?:existing|employees[’']) common (?:stock|shares)\b|\bcash out\b|\bsell(?:s|ing)? (?:their|its) (?:shares|stakes?|holdings)|\bbuys? (?:out|shares from)\b|\bsecondary markets?\b",
    re.I,
)


_NEW_SHARES = re.compile(
    r"\b(?:new|newly[- ]issued|fresh) (?:shares|equity|capital)\b|\bprimary (?:capital|shares|infusion|issuance)\b|\bcapital (?:increase|infusion)\b",
    re.I,
)
# A stake that sounds bought, until new shares are told of.
_MAY_BE_BOUGHT = frozenset(
    {
        "invests in",
        "leads a round in",
        "buys into",
        "stake in",
        "round in",
        "in somebody described",
        "gains a sum",
        "gains a round",
    }
)
_OWN_RAISE = frozenset({"raises a sum", "raises a round", "gains a sum", "gains a round"})


def _second_hand(told: Sequence[Told], article: Reading) -> Span | None:
    """Where the sentences of a plain investment say that the shares come from earlier holders."""
    if any(one.claim.rule in _OWN_RAISE and (one.claim.row.sentence.headline or one.claim.money) for one in told[:2]):
        return None
    near = {i for one in told[:2] for i in range(one.index, min(one.index + 3, len(article.sentences)))}
    for i in sorted(near):
        match = _SECOND_HAND.search(article.sentences[i].text)
        if match and not is_mixed(article.sentences[i].text, match, Kind.SECONDARY):
            start = article.sentences[i].start
            return start + match.start(), start + match.end()
    return None


_OFFERS = re.compile(
    r"\b(?:offering|IPO|listing|float(?:ation)?|price range|going public|go public|debut|prospectus)\b"
)


def _is_listing(told: Sequence[Told], article: Reading) -> bool:
    """Is the headline's listing what the first claim's sentence tells of?"""
    row = told[0].claim.row
    return is_listing(article.title) and "S" not in row.tags and bool(_OFFERS.search(row.sentence.text))


def _kind(
    company: CompanyTold, told: Sequence[Told], paid: Told | None, about: Iterable[Row], article: Reading
) -> tuple[Kind, Span]:
    """The first of headline, the sum's own claim and the first claim that says more than plain equity; and its words."""
    headline = [one for one in told if one.claim.row.sentence.headline]
    stated = [*headline, *([paid] if paid else []), told[0]]
    said = next((one for one in stated if one.circumstances.kind is not Kind.EQUITY), paid or told[0])
    kind, kind_at = said.circumstances.kind, said.claim.row.in_text(said.circumstances.kind_at)
    if kind is Kind.EQUITY:
        if company.name == article.topic and _is_listing(told, article):
            return Kind.IPO, (0, len(article.title))
        second_hand = _second_hand(told, article)
        return (Kind.SECONDARY, second_hand) if second_hand else (kind, kind_at)
    if kind in (Kind.ACQUISITION, Kind.SECONDARY) and any(one.claim.rule in _MAY_BE_BOUGHT for one in told):
        for row in dict.fromkeys([*(one.claim.row for one in told), *about]):
            new_shares = _NEW_SHARES.search(row.sentence.text)
            if new_shares and not _somebody_elses(row, new_shares.start(), company):
                return Kind.EQUITY, row.in_text(new_shares.span())
    return kind, kind_at


# "All but confirmed", "not confirmed": nothing is.
_CONFIRMS = re.compile(
    r"(?<!to )(?<!all but )(?<!not )(?<!nor )(?<!never )\bconfirm(?:s|ed)\b(?! (?:it|that it) (?:is|was) (?:in talks|considering))",
    re.I,
)


def _status(told: Sequence[Told]) -> tuple[Status, Span]:
    """How far the round is, and the words that say so."""
    ended = next((one for one in told[:2] if one.circumstances.status in _ENDED), None)
    # "Acme closed a $60m round from Quay. Harbour denied it had invested": who was not in it denies no round.
    if ended and ended.claim.rule in _GIVEN and ended.claim.money is None:
        paid = [one for one in told if one is not ended]
        if any(one.claim.money and one.circumstances.status not in _ENDED for one in paid):
            return _status(paid)
    if ended:
        return _says_status(ended)
    leading = [one for one in told if one.claim.row.sentence.headline] + [
        one for one in told if not one.claim.row.sentence.headline
    ][:1]
    sure = next((one for one in told if one.circumstances.status not in UNCONFIRMED), None)
    for one in leading:
        confirms = _CONFIRMS.search(one.claim.row.sentence.text)
        if confirms:
            return _says_status(sure) if sure else (Status.ANNOUNCED, one.claim.row.in_text(confirms.span()))
    unsure = next((one for one in leading if one.circumstances.status in UNCONFIRMED), None)
    # A headline in the present tense ("Acme raises …") over "sources said" is still a rumour.
    anonymous = any(one.circumstances.certainty is Certainty.ANONYMOUS for one in leading)
    # A headline without a verb ("Acme founder on $80m round") says nothing of how far it is; the next sentence does.
    first = leading[-1] if told[0].claim.row.sentence.headline and told[0].claim.rule in _VERBLESS else told[0]
    first_is_unsure = first.circumstances.status in UNCONFIRMED
    if unsure and (first_is_unsure or anonymous):
        return _says_status(first if first_is_unsure else unsure)
    # "Raises a Series B" above "the first $5 million of a planned $20 million": the text knows more.
    partly = next((one for one in told if _is_partly(one)), None)
    return _says_status(partly if sure and partly else sure or told[0])


def _is_partly(one: Told) -> bool:
    return one.circumstances.status is Status.PARTLY_CLOSED and not one.circumstances.signals & EARLIER


_GIVEN = frozenset({"invests in", "leads a round in", "backs", "buys into", "stake in", "commits to"})
_VERBLESS = frozenset({"a round", "named round", "its round", "its sum", "round in"})


def _says_status(one: Told) -> tuple[Status, Span]:
    return one.circumstances.status, one.claim.row.in_text(one.circumstances.status_at)


_ANNOUNCES = re.compile(
    r"\bannounc|\bpress release\b|\b(?:the (?:company|start-?up|firm)|it|chief executive|co-?founder|founder|CEO)\b[^.;,]{0,40} (?:said|says|confirmed)\b",
    re.I,
)


def _certainty(
    company: CompanyTold, told: Sequence[Told], about: Iterable[Row], status: Status
) -> tuple[Certainty, Span | None]:
    """Who stands behind it, and the words that say so; None where that is only inferred."""
    stated: dict[Certainty, Span] = {}
    for one in told:
        seen = one.circumstances
        if seen.certainty and seen.certainty_at:
            stated.setdefault(seen.certainty, one.claim.row.in_text(seen.certainty_at))
    if Certainty.FILING in stated:
        return Certainty.FILING, stated[Certainty.FILING]
    if status in UNCONFIRMED:
        return _of_unconfirmed(company, told, about, stated, status)
    rows = [one.claim.row for one in told]
    if Certainty.INVESTOR in stated:
        return Certainty.INVESTOR, stated[Certainty.INVESTOR]
    if any(_ANNOUNCES.search(row.sentence.text) or _says(row, company.names) for row in rows):
        return Certainty.COMPANY, None
    investor = next((span for row in rows if (span := _investor_says(row, company.names))), None)
    if investor:
        return Certainty.INVESTOR, investor
    if Certainty.NAMED_SOURCE in stated:
        return Certainty.NAMED_SOURCE, stated[Certainty.NAMED_SOURCE]
    return Certainty.COMPANY, None


def _of_unconfirmed(
    company: CompanyTold, told: Sequence[Told], about: Iterable[Row], stated: Mapping[Certainty, Span], status: Status
) -> tuple[Certainty, Span | None]:
    """Whose word a rumour, talks or a plan are: an unnamed source's before a named one's, and nobody's at last."""
    rows = [one.claim.row for one in told]
    for certainty in (Certainty.ANONYMOUS, Certainty.INVESTOR, Certainty.NAMED_SOURCE, Certainty.SPECULATIVE):
        if certainty in stated:
            return certainty, stated[certainty]
    if status is Status.PLANNED or any(_says(row, company.names) for row in rows):
        return Certainty.COMPANY, None
    investor = next((span for row in rows if (span := _investor_says(row, company.names))), None)
    if investor:
        return Certainty.INVESTOR, investor
    # The sources of a rumour may stand in a later sentence than the rumour.
    for row in about:
        for rule in CERTAINTIES:
            match = rule.pattern.search(row.sentence.text)
            if match and rule.says is not Certainty.FILING:
                return rule.says, row.in_text(match.span())
        reported = REPORTED.search(row.sentence.text)
        if reported:
            return Certainty.ANONYMOUS, row.in_text(reported.span())
    return Certainty.SPECULATIVE, None


_SAYS = re.compile(r"(?P<who>[NI])(?:,?'?[dAxGp]{0,4}[H,]{0,2})?[az]{0,2}s")


def _says(row: Row, names: Collection[str]) -> bool:
    """Does the company itself say so? What it "could announce" it has not said."""
    return any(
        row.chunks[match.start("who")].text in names and row.chunks[match.end() - 1].low not in _UNSAID
        for match in _SAYS.finditer(row.tags)
    )


_UNSAID = frozenset({"announce", "say", "confirm", "reveal", "disclose", "unveil"})


_INVESTOR_SAYS = re.compile(r"(?P<who>I)[az]{0,2}(?P<verb>s)")


def _investor_says(row: Row, names: Collection[str]) -> Span | None:
    """Where an investor says so."""
    for match in _INVESTOR_SAYS.finditer(row.tags):
        who = row.chunks[match.start("who")]
        if who.text not in names:
            return row.in_text((who.start, row.chunks[match.start("verb")].end))
    return None


def _amount(
    paid: Told | None, told: Sequence[Told], about: Iterable[Row], article: Reading, temporality: Temporality
) -> tuple[Amount | None, Span | None]:
    """The sum that is the round's, or the words that keep it back; and where they stand."""
    if paid is not None and paid.claim.money is not None:
        part = part_of(paid.claim.row, paid.claim.at)
        come_in = paid.claim.row.chunks[part].money if part >= 0 else None
        if come_in is not None:
            return amount_of(replace(paid.claim, at=part)), paid.claim.row.in_text((come_in.start, come_in.end))
        return amount_of(paid.claim), paid.claim.row.in_text((paid.claim.money.start, paid.claim.money.end))
    next_sum = _sum_told_next(told, article) if temporality is Temporality.NEW else None
    return next_sum or undisclosed_in(about) or (None, None)


def _of_kind(told: Sequence[Told], kind: Kind) -> Sequence[Told]:
    """The claims that may name the round: beside a loan, not the equity round of earlier this year."""
    if kind is not Kind.DEBT:
        return told
    return [one for one in told if not (one.circumstances.kind is Kind.EQUITY and one.circumstances.signals & EARLIER)]


def _series(
    company: CompanyTold, told: Sequence[Told], about: Iterable[Row], paid: Told | None, article: Reading
) -> tuple[Series | None, str | None, Span | None]:
    """The round's name: where the sum's own sentence names several, the one beside the sum."""
    # An earlier round's series is the last to be taken for this one's.
    ordered = sorted(told, key=lambda one: bool(one.circumstances.signals & EARLIER))
    rows = list(dict.fromkeys([*([paid.claim.row] if paid else []), *(one.claim.row for one in ordered), *about]))
    for row in rows:
        clause = article.clauses.get(row, {}).get(company.name, range(len(row.chunks)))
        others = in_others(row, company.names, company.triggers(row))
        matches = list(_own_series(row, told, {i for i in clause if i not in others}))
        if matches:
            at_sum = paid.claim.money.start if paid and paid.claim.money and paid.claim.row is row else 0
            match = min(matches, key=lambda one: abs(one.start() - at_sum))
            found = series_of(match)
            if found:
                return found, match[0], (row.sentence.start + match.start(), row.sentence.start + match.end())
    return None, None, None


_SIZES_IT = re.compile(
    r"\b(?:put(?:ting)? (?:in|up)|get its|invest(?:ing|s|ed)?|inject\w{0,3}|stump\w{0,3} up|pay(?:ing)?|paid|size|amount|cheque|check|sum|round|stake|tak(?:e|ing)|offer(?:ing)?|loan|financing|funding|rais(?:e|ing)|\d{1,2}(?:\.\d)?(?:%| per ?cent))(?!\w)",
    re.IGNORECASE,
)


def _sum_told_next(told: Sequence[Told], article: Reading) -> tuple[Amount, Span] | None:
    """The sum that a sentence behind the claim gives it: "Bolt may take a stake. It could put in $70 million, one said"."""
    first = told[0].index
    for i in range(first + 1, min(first + 1 + _NEXT, len(article.sentences))):
        sentence = article.sentences[i]
        if i in article.claimed and not any(one.index == i for one in told):
            continue
        if BACKGROUND.search(sentence.text) or not _SIZES_IT.search(sentence.text):
            continue
        row = article.row(i)
        kinds = sums_of(row)
        at = [j for j, kind in kinds.items() if kind in (Sum.ROUND, Sum.STAKE_PRICE)]
        money = row.chunks[at[0]].money if len(at) == 1 and Sum.OTHER not in kinds.values() else None
        if money is not None and not money.is_too_much:
            amount = Amount(
                money.value, money.currency, money.written, money.qualifier, Scope.THIS_ROUND, money.min, money.max
            )
            return amount, row.in_text((money.start, money.end))
    return None


_NEXT = 3
"""Sentences behind the first claim in which its sum may be told."""
_EARLIER_SERIES = re.compile(
    r"\b(?:(?:days|weeks?|months?|years?) (?:after|since|on from|following)|(?:which|who|that) (?:also |previously )?(?:co-)?led|since)\b[^.;,]{0,40}$"
    r"|\b(?:previous|prior|earlier|last) (?!(?:week|month|quarter|year|summer|fall|autumn|winter|spring)\b)(?:\S{1,16} ){0,2}$",
    re.IGNORECASE,
)
_SERIES_BACK_THEN = re.compile(
    r"^[^.;,]{0,30}\b(?:last (?:year|month|spring|summer|fall|autumn|winter)|(?:months?|years?) (?:ago|earlier|before))\b|^\s*(?:and|or|to) (?:beyond|later)",
    re.IGNORECASE,
)


def _own_series(row: Row, told: Sequence[Told], clause: Collection[int]) -> Iterator[re.Match[str]]:
    """The series that a row names, in the company's `clause` of several: not that of an earlier round, "after its Series B"."""
    text = row.sentence.text
    gets = [one.claim for one in told if one.claim.row is row]
    for i, chunk in enumerate(row.chunks):
        match = SERIES.match(text, chunk.start) if chunk.tag is Tag.SERIES else None
        if match is None:
            continue
        got = any(claim.trigger <= i <= claim.end for claim in gets)
        beside = got or any(0 <= claim.at < i <= claim.at + 3 for claim in gets)
        if i not in clause and not beside:
            continue
        front, behind = text[max(0, chunk.start - 70) : chunk.start], text[chunk.end : chunk.end + 60]
        if got or not (_EARLIER_SERIES.search(front) or _SERIES_BACK_THEN.match(behind)):
            yield match


def _response(about: Iterable[Row], company: CompanyTold, status: Status) -> tuple[CompanyResponse, Span | None]:
    """What the company itself said to the report; what an investor or a rival said is none of it."""
    for row in about:
        for rule in RESPONSES:
            # A round that is announced was not denied by who announced it: that sentence tells of an earlier report.
            if rule.says is CompanyResponse.DENIED and status not in (*UNCONFIRMED, *_ENDED):
                continue
            for match in islice(rule.pattern.finditer(row.sentence.text), 4):
                if not _somebody_elses(row, match.start(), company):
                    return rule.says, row.in_text(match.span())
    return CompanyResponse.NONE, None


def _somebody_elses(row: Row, start: int, company: CompanyTold) -> bool:
    """Does a clause that ends at `start` name another, and neither the company nor what stands for it?

    Whose silence, whose new shares: a sentence beside the claim may be a rival's or an investor's.
    """
    named = False
    for i in range(sum(chunk.start < start for chunk in row.chunks) - 1, -1, -1):
        chunk = row.chunks[i]
        if chunk.text == ";" or chunk.low in CONTRASTS or (named and chunk.low in ("comment", "comments")):
            break
        its = chunk.tag in (Tag.COMPANY, Tag.IT) or (chunk.tag is Tag.DESCRIPTOR and row.chunks[i - 1].low == "the")
        if its or (chunk.tag in (Tag.NAME, Tag.INVESTOR) and chunk.text in company.names):
            return False
        named = named or chunk.tag in (Tag.NAME, Tag.INVESTOR)
    return named


__all__ = ["Parted", "mentions_of", "parted"]
