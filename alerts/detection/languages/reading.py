"""From an article to its mentions by a language's pack: sentences, sums, triggers, names, circumstances, mentions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from alerts.detection.languages.names import Found, investors_in, names_in, object_in, subject_in
from alerts.detection.languages.pack import SPACED, Pack, PackRule
from alerts.detection.mention import (
    COMPANY_ROUNDS,
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
    Qualifier,
    Scope,
    Series,
    Span,
    Status,
    Temporality,
    Tranche,
    Valuation,
    ValuationKind,
    When,
    evidence_of_each,
    written_in,
)
from alerts.detection.money import Money, sums
from alerts.detection.sentences import MAX_SENTENCE, Sentence

MAX_CLAIM_SENTENCES = 200
MAX_SEARCHED = 80_000
"""Characters that these may have together, in an article that is made of long ones."""
_TRIED = 2
"""Matches of a claim's rule that are tried in a sentence until one names somebody."""
_NEAR = 60
_PAST = 90
_BEHIND, _INVERTED = 40, 5
_BEFORE, _AFTER = 48, 28
_ABOUT, _ABOUT_ONE = 3, 6
_CJK_END = re.compile(r"[。！？!?][」』”\"）)]{0,3}|\n+")
_SPACED_END = re.compile(r"[.!?…]+[\"'»”“)\]]{0,3}(?=\s+[\"'«„“(¿¡]{0,2}[A-ZÀ-ÖØ-Þ0-9]|\s*$)|\n+")
_NO_END = re.compile(r"(?<=[0-9])\.(?=[0-9])|(?<=\b[Mm]io)\.|(?<=\b[Mm]rd)\.")
_CONTRAST = re.compile(r"(?:；|;(?=\s)|,)(?P<cut>(?<!,)|\s(?:während|wohingegen|tandis qu|alors qu|mientras qu))")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[，；：、,;:！？\n]\s*")
_OWN_CLAUSE = re.compile(r"[^，；、;,]*(?:,(?=\d)[^，；、;,]*)*")
_LOWER = re.compile(r"\b[a-zß-öø-ÿ]{3,20}\b")
_UNCONFIRMED = (Status.IN_TALKS, Status.RUMOURED, Status.PLANNED)
_LEADS = (InvestorRole.LEAD, InvestorRole.CO_LEAD)


@dataclass
class PackArticle:
    """The article being read, its sums found and masked once a sentence."""

    title: str
    text: str
    sentences: list[Sentence]
    pack: Pack
    country: str | None
    published: date | None
    lower: frozenset[str]
    _sums: dict[int, list[tuple[Money, str]]] = field(default_factory=dict)
    _masked: dict[int, str] = field(default_factory=dict)
    _read: dict[int, str] = field(default_factory=dict)
    _low: dict[int, str] = field(default_factory=dict)

    def sums(self, index: int) -> list[tuple[Money, str]]:
        """The sums of a sentence, each with what it counts: round, valuation, to_date, other."""
        if index not in self._sums:
            sentence = self.sentences[index].text
            found = sums(sentence, self.country, self.pack.language)
            self._sums[index] = [(money, _counts(sentence, found, at, self.pack)) for at, money in enumerate(found)]
        return self._sums[index]

    def read(self, index: int) -> str:
        """A sentence as rules read it: the full stops of "1,2 Mrd. Euro" and "1.500" end no clause."""
        if index not in self._read:
            text = self.sentences[index].text
            self._read[index] = _NO_END.sub("·", text) if self.pack.script == SPACED else text
        return self._read[index]

    def may_match(self, rule: PackRule, index: int) -> bool:
        """Do a sentence's plain words allow a rule?"""
        if not rule.words:
            return True
        if index not in self._low:
            self._low[index] = self.read(index).lower()
        return rule.may_match(self._low[index])

    def masked(self, index: int) -> str:
        """A sentence with ¤ for every character of its sums: no part of a sum is a name."""
        if index not in self._masked:
            text = self.sentences[index].text
            for money, _ in self.sums(index):
                text = text[: money.start] + "¤" * (money.end - money.start) + text[money.end :]
            self._masked[index] = text
        return self._masked[index]


@dataclass(frozen=True, slots=True)
class PackClaim:
    """One trigger in one sentence, and whose it is. `found` is None while the sentence names nobody."""

    index: int
    rule: PackRule
    start: int
    end: int
    name: str
    span: Span | None
    money: Money | None
    kind: Kind
    status: Status
    certainty: Certainty | None
    old: bool
    scope: Scope
    reasons: tuple[str, ...]
    evidence: Mapping[str, Span]
    """The characters of the text that say its kind, status, certainty and temporality: a rule's, else its trigger's."""


def read(title: str, text: str, pack: Pack, *, country: str | None, published: date | None) -> Iterator[Mention]:
    """The mentions of an article, in the order of their first claim. `text` begins with `title` when there is one."""
    article = pack_article(title, text, pack, country=country, published=published)
    if article is None:
        return
    yield from (company.mention for company in companies_in(article, settled(article)))


@dataclass(frozen=True, slots=True)
class SettledClaim:
    """A claim as its sentence makes it, and the same with its company's one name; None where none can be told."""

    found: PackClaim
    told: PackClaim | None


@dataclass(frozen=True, slots=True)
class PackCompany:
    """What is told of one company, and what was made of it."""

    name: str
    claims: tuple[PackClaim, ...]
    features: tuple[tuple[str, float], ...]
    """What was seen, and what each adds to the confidence that it is news."""
    mention: Mention


def companies_in(article: PackArticle, claims: Sequence[SettledClaim]) -> Iterator[PackCompany]:
    """Every company that claims are told of, with its mention."""
    told = [one.told for one in claims if one.told is not None]
    for name in dict.fromkeys(claim.name for claim in told):
        own = [claim for claim in told if claim.name == name]
        fresh = [claim for claim in own if not claim.old]
        mention = _mention(article, fresh or own, told, Temporality.NEW if fresh else Temporality.BACKGROUND)
        yield PackCompany(name, tuple(own), tuple(_features(article, fresh or own)), mention)


def pack_article(
    title: str, text: str, pack: Pack, *, country: str | None, published: date | None
) -> PackArticle | None:
    """The article made ready for a pack's rules; None when no word of its gate stands in it."""
    if not pack.may_claim(text):
        return None
    return PackArticle(
        title,
        text,
        list(split(text, title, pack)),
        pack,
        country,
        published,
        frozenset(_LOWER.findall(text[len(title) :])),
    )


def split(text: str, title: str, pack: Pack) -> Iterator[Sentence]:
    """The sentences, in order; longer ones are cut at MAX_SENTENCE characters."""
    title_end = len(title) if title and text.startswith(title) else 0
    start = 0
    for match in (_SPACED_END if pack.script == SPACED else _CJK_END).finditer(text):
        newline = match[0][0] == "\n"
        if match.start() < title_end or (
            not newline and pack.abbreviation.search(text, max(start, match.start() - 12), match.start() + 1)
        ):
            continue
        yield from _pieces(text, start, match.start() if newline else match.end(), title_end)
        start = match.end()
    yield from _pieces(text, start, len(text), title_end)


def _pieces(text: str, start: int, end: int, title_end: int) -> Iterator[Sentence]:
    piece = text[start:end].lstrip()
    start = end - len(piece)
    piece = piece.rstrip()
    end = start + len(piece)
    if 0 < len(piece) <= MAX_SENTENCE:
        parting = _CONTRAST.search(piece) if end > title_end else None
        # Each half with a sum of its own: two companies' news in one sentence, read as two.
        while parting and _DIGIT.search(piece, 0, parting.start()) and _DIGIT.search(piece, parting.end()):
            stop = parting.start("cut")
            yield Sentence(piece[:stop], start, start + stop, headline=False)
            piece = piece[stop:].lstrip()
            start = end - len(piece)
            parting = _CONTRAST.search(piece)
        yield Sentence(piece, start, end, headline=end <= title_end)
        return
    for begin in range(start, end, MAX_SENTENCE):
        stop = min(begin + MAX_SENTENCE, end)
        yield Sentence(text[begin:stop], begin, stop, headline=stop <= title_end)


def _counts(sentence: str, found: Sequence[Money], at: int, pack: Pack) -> str:
    """What a sum counts, from the words on both sides; ¤ stands for it, § for other sums."""
    money = found[at]
    left_end = found[at - 1].end if at else 0
    right_end = found[at + 1].start if at + 1 < len(found) else len(sentence)
    left = sentence[max(left_end, money.start - _BEFORE) : money.start]
    right = sentence[money.end : min(right_end, money.end + _AFTER)]
    window = f"{'§' if at and len(left) < _BEFORE else ''}{left}¤{right}{'§' if len(right) < _AFTER and at + 1 < len(found) else ''}"
    return next((rule.says for rule in pack.rules["sum"] if rule.pattern.search(window)), "round")


def _claims(article: PackArticle) -> Iterator[PackClaim]:
    """Triggers, and the name beside each; a sentence's second trigger counts when it names somebody else."""
    pack = article.pack
    read_so_far = characters = 0
    for index, sentence in enumerate(article.sentences):
        if not pack.may_claim(sentence.text):
            continue
        read_so_far += 1
        characters += len(sentence.text)
        if read_so_far > MAX_CLAIM_SENTENCES or characters > MAX_SEARCHED:
            return
        whole = article.read(index)
        best: dict[str, PackClaim] = {}
        for rule in pack.rules["claim"]:
            if not article.may_match(rule, index):
                continue
            for match in islice(rule.pattern.finditer(whole), _TRIED):
                claim = _claim(article, index, rule, match)
                if claim is None:
                    continue
                if claim.name not in best and not (claim.name == "" and best):
                    best[claim.name] = claim
                break
        if len(best) > 1:
            best.pop("", None)
        yield from sorted(best.values(), key=lambda one: one.start)


def _claim(article: PackArticle, index: int, rule: PackRule, match: re.Match[str]) -> PackClaim | None:
    pack, sentence = article.pack, article.sentences[index]
    whole = article.read(index)
    found_sums = article.sums(index)
    money = _nearest([money for money, counts in found_sums if counts in ("round", "tranche")], match)
    part = any(one is money and counts == "tranche" for one, counts in found_sums)
    collected = _nearest([money for money, counts in found_sums if counts == "to_date"], match)
    if "sum" in rule.needs and not money and not collected and not ("round" in rule.needs and pack.round.search(whole)):
        return None
    if rule.needs == "round" and not pack.round.search(whole):
        return None
    found, who = _who(article, index, rule, match)
    if found is None and not who:
        return None
    own = (sentence.start + match.start(), sentence.start + match.end())
    told: dict[str, Span] = {"kind": own, "status": own, "temporality": own}
    reasons = [f"rule: {rule.name}"]

    def fired(table: str) -> str | None:
        # An earlier rule outranks a later one, wherever in the sentence it stands.
        for one in pack.rules[table]:
            seen = one.pattern.search(whole) if article.may_match(one, index) else None
            if seen and _holds(seen, article):
                told[table] = (sentence.start + seen.start(), sentence.start + seen.end())
                reasons.append(f"{table}: {one.name}")
                return one.says
        return None

    kind = Kind(fired("kind") or "equity")
    status = Status(fired("status") or "announced")
    certainty = fired("certainty")
    if certainty == Certainty.ANONYMOUS and status in (Status.ANNOUNCED, Status.CLOSED):
        # What an unnamed source says is a rumour, and the words that name no source prove it.
        status = Status.RUMOURED
        told["status"] = told["certainty"]
    old_at = _is_old(article, index, match, reasons)
    if old_at:
        told["temporality"] = old_at
    only_to_date = money is None and collected is not None
    if only_to_date and collected and not old_at:
        told["temporality"] = (sentence.start + collected.start, sentence.start + collected.end)
    return PackClaim(
        index, rule, match.start(), match.end(),
        name=found.name if found else "",
        span=(sentence.start + found.start, sentence.start + found.end) if found else None,
        money=money or collected, kind=kind, status=status,
        certainty=Certainty(certainty) if certainty else None,
        old=bool(old_at) or only_to_date,
        scope=Scope.TOTAL_TO_DATE if only_to_date else Scope.TRANCHE if part else Scope.THIS_ROUND,
        reasons=tuple(reasons), evidence=told,
    )  # fmt: skip


def _nearest(found: Sequence[Money], match: re.Match[str]) -> Money | None:
    return min(found, key=lambda one: max(one.start - match.end(), match.start() - one.end, 0), default=None)


def _holds(match: re.Match[str], article: PackArticle) -> bool:
    """A rule that reads a year or a month holds when that is before the article's."""
    told = match.groupdict()
    published = article.published
    if told.get("year"):
        return published is not None and int(told["year"]) < published.year
    if told.get("month"):
        month = article.pack.months.get(told["month"].lower()) or (int(told["month"]) if told["month"].isdigit() else 0)
        return published is not None and month not in (0, published.month)
    return True


def _is_old(article: PackArticle, index: int, match: re.Match[str], reasons: list[str]) -> Span | None:
    """The words that tell an earlier time."""
    sentence = article.sentences[index]
    start = max(0, match.start() - _PAST)
    whole = article.read(index)
    # "… für 3 Millionen Euro, insgesamt sind es nun 8": what follows the claim's own clause is told of something else.
    behind = _OWN_CLAUSE.match(whole, match.end(), match.end() + 40)
    clause = whole[start : behind.end() if behind else match.end()]
    for rule in article.pack.rules["background"]:
        if rule.says == "headline" and not sentence.headline:
            continue
        if sentence.headline and rule.says != "headline":
            continue
        seen = rule.pattern.search(clause)
        if seen and _holds(seen, article):
            reasons.append(f"background: {rule.name}")
            return sentence.start + start + seen.start(), sentence.start + start + seen.end()
    return None


def _who(article: PackArticle, index: int, rule: PackRule, match: re.Match[str]) -> tuple[Found | None, bool]:
    """The name, and whether a word stands for one."""
    pack, sentence, whole = article.pack, article.sentences[index], article.masked(index)
    if "company" in match.re.groupindex:
        at, stop = match.span("company")
        found = object_in(whole[at:stop], pack, article.lower)
        return _moved(found, at), False
    entry = None if sentence.headline else _entry(whole, pack, article.lower)
    if entry is not None:
        return entry, False
    if rule.says == "object":
        found = object_in(whole[match.end() : match.end() + _NEAR], pack, article.lower)
        return _moved(found, match.end()), False
    if pack.script == SPACED or pack.language == "ja":
        found = subject_in(whole[: match.start()], pack, article.lower)
        if pack.script != SPACED:
            # A Japanese sentence may leave its subject out: it is then the one before.
            later = found is not None and pack.names.stands_for.search(whole, found.end, match.start())
            return (None, True) if later or found is None else (found, False)
        if found is None and pack.names.common_nouns_are_capitalised and match.end() < len(whole):
            # "Nun erhält Foobar …": the subject of a German sentence may follow its verb.
            behind = object_in(whole[match.end() : match.end() + _BEHIND].partition("¤")[0], pack, article.lower)
            if behind is not None and behind.governed <= _INVERTED:
                return _moved(behind, match.end()), False
            return None, bool(pack.names.stands_for.search(whole))
        return found, bool(pack.names.stands_for.search(whole, 0, match.end()))
    return _by_clauses(article, whole, match)


_ENTRY = re.compile(r"(?P<name>[^:¤.,()]{2,30}?)(?: \([^()]{1,30}\))?(?: [–—-] ¤{3,60})?[ \u00a0]?:\s")


def _entry(whole: str, pack: Pack, lower: frozenset[str]) -> Found | None:
    """The name that an entry of a round-up begins with: "Foobar: drei Millionen Euro für …"."""
    match = _ENTRY.match(whole) if pack.script == SPACED else None
    found = next(names_in(match["name"], pack, lower), None) if match else None
    return found if match and found and (found.start, found.end) == match.span("name") else None


def _by_clauses(article: PackArticle, whole: str, match: re.Match[str]) -> tuple[Found | None, bool]:
    """In Chinese the subject ends where its adverbs begin; a clause without one has the clause's before it."""
    pack = article.pack
    starts = [0, *(one.end() for one in _CLAUSE.finditer(whole, 0, match.start()))]
    stop = match.start()
    spoken_of = False
    for start in reversed(starts[-4:]):
        region = whole[start:stop]
        spoken_of = spoken_of or bool(pack.names.stands_for.search(region))
        found = next(iter(names_in(region, pack)), None)
        if found is not None:
            return _moved(found, start), False
        stop = start
        while stop > 0 and whole[stop - 1] in "，、：:, ":
            stop -= 1
    return None, spoken_of


def _moved(found: Found | None, by: int) -> Found | None:
    return Found(found.name, found.start + by, found.end + by) if found else None


def settled(article: PackArticle) -> list[SettledClaim]:
    """Every claim, as found and with the company's one name: short forms folded, and "the company" resolved to who was spoken of."""
    claims = list(_claims(article))
    short = {name: _shortest(name, article, claims) for name in dict.fromkeys(claim.name for claim in claims) if name}
    first = next((claim for claim in claims if claim.name), None)
    # "Foobar hat 80 Leute. Das Start-up hat …. Konkurrent Quux hatte …": who was spoken of is no later company.
    before = _introduced(article, claims[0].index) if claims and not claims[0].name else None
    last = before or (short[first.name] if first else _topic(article))
    named: list[SettledClaim] = []
    for claim in claims:
        if claim.name:
            last = short[claim.name]
        if last is None or (article.sentences[claim.index].headline and not claim.name):
            named.append(SettledClaim(claim, None))
            continue
        named.append(SettledClaim(claim, _renamed(claim, last)))
    return named


def _renamed(claim: PackClaim, name: str) -> PackClaim:
    span = claim.span
    return PackClaim(
        claim.index, claim.rule, claim.start, claim.end, name, span, claim.money, claim.kind, claim.status, claim.certainty,
        claim.old, claim.scope, claim.reasons, claim.evidence,
    )  # fmt: skip


def _shortest(name: str, article: PackArticle, claims: Sequence[PackClaim]) -> str:
    """The shortest name of the same company: 北京深澜智能 is 深澜智能 elsewhere, "Medtech Pulsara" is Pulsara."""
    others = {claim.name for claim in claims if claim.name}
    contained = [one for one in others if one != name and len(one) > 1 and one in name]
    if contained:
        return min(contained, key=len)
    if article.pack.names.common_nouns_are_capitalised and " " in name:
        _, _, rest = name.partition(" ")
        if _stands_alone(rest, name, article.text):
            return rest
    return name


_EDGE = re.compile(r"\b")


def _stands_alone(rest: str, name: str, text: str) -> bool:
    """Does the end of a name stand somewhere without its beginning? The first such place is enough."""
    at = text.find(rest) if rest else -1
    while at >= 0:
        end = at + len(rest)
        whole = _EDGE.match(text, at) and _EDGE.match(text, end)
        if whole and not text.startswith(name, end - len(name)):
            return True
        at = text.find(rest, end)
    return False


def _introduced(article: PackArticle, index: int) -> str | None:
    """The name that an earlier sentence begins with or tells of: the nearest of the last three, none of them a headline."""
    pack = article.pack
    for at in range(index - 1, max(-1, index - 4), -1):
        if article.sentences[at].headline:
            continue
        whole = article.masked(at)
        if pack.names.introduces is not None:
            ends = pack.names.introduces.search(whole)
            whole = whole[: ends.start()] if ends else ""
        for found in names_in(whole, pack, article.lower):
            # Where common nouns are written small, a name that nothing governs acts: "Contactée, Foobar n'a pas …".
            small = pack.script == SPACED and not pack.names.common_nouns_are_capitalised
            if found.governed == 0 or (small and not pack.names.not_after.search(whole, 0, found.governed)):
                return found.name
    return None


def _topic(article: PackArticle) -> str | None:
    """The company that an article is about when no claim names it: the headline's name that the body repeats."""
    body = article.text[len(article.title) :]
    counted = [(body.count(found.name), found.name) for found in names_in(article.title, article.pack, article.lower)]
    if not counted:
        first = [
            found.name
            for index in range(1, min(6, len(article.sentences)))
            for found in names_in(article.masked(index), article.pack, article.lower)
        ]
        counted = [(body.count(name), name) for name in dict.fromkeys(first)]
    times, name = max(counted, key=lambda one: one[0], default=(0, ""))
    return name if times > 0 else None


def _mention(
    article: PackArticle, own: Sequence[PackClaim], every: Sequence[PackClaim], temporality: Temporality
) -> Mention:
    name = own[0].name
    paid = _paid(article, own)
    proof = next((one for one in own if one.money and not article.sentences[one.index].headline), paid or own[-1])
    sentence = article.sentences[proof.index]
    about = _about(article, own, every, temporality)
    evidence: dict[str, Span] = {"sentence": (sentence.start, sentence.end)}
    status, kind, certainty = _status(own), _kind(article, own), _certainty(own, _status(own))
    evidence["status"] = next(one.evidence["status"] for one in own if one.status is status)
    evidence["kind"] = next((one.evidence["kind"] for one in own if one.kind is kind), own[0].evidence["kind"])
    certain = (one.evidence["certainty"] for one in own if one.certainty is certainty)
    # Where nobody is named for it, the words of the announcement or the rumour are what stands behind it.
    evidence["certainty"] = next(certain, evidence["status"])
    evidence["temporality"] = (proof if proof in own else own[0]).evidence["temporality"]
    named_at = next((one.span for one in own if one.span), None) or _first_written(article, name)
    if named_at:
        evidence["company"] = named_at
    amount = None
    if paid is not None and paid.money is not None:
        evidence["amount"] = _in_text(article, paid.index, paid.money.start, paid.money.end)
        money = paid.money
        amount = Amount(money.value, money.currency, money.written, money.qualifier, paid.scope, money.min, money.max)
    elif temporality is Temporality.NEW:
        amount, amount_at = _told_beside(article, about)
        if amount_at:
            evidence["amount"] = amount_at
    series, label, series_at = _series(article, about)
    if series_at:
        evidence["series"] = series_at
    valuation, valuation_at = _valuation(article, about)
    if valuation_at:
        evidence["valuation"] = valuation_at
    investors = list(_investors(article, about, name, status))
    evidence |= evidence_of_each("investors", [span for _, span in investors])
    response, response_at = _response(article, about)
    if response_at:
        evidence["company_response"] = response_at
    fresh = temporality is Temporality.NEW
    tranche, tranche_at = _tranche(article, about) if fresh else (None, None)
    if tranche_at:
        evidence["tranche"] = tranche_at
    dates, dates_at = _dates(article, own, about) if fresh else (Dates(), {})
    evidence |= dates_at
    mention = Mention(
        company=Company(name, article.text[slice(*named_at)] if named_at else name),
        kind=kind,
        status=status,
        certainty=certainty,
        sentence=sentence.text,
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
        confidence=_confidence(article, own, temporality),
        reasons=tuple(dict.fromkeys(reason for claim in own for reason in claim.reasons)),
    )
    return written_in(article.text, mention)


def _in_text(article: PackArticle, index: int, start: int, end: int) -> Span:
    base = article.sentences[index].start
    return base + start, base + end


def _told_beside(article: PackArticle, about: Iterable[int]) -> tuple[Amount | None, Span | None]:
    """The sum of a sentence without a claim that speaks of the round: "本轮金额为3亿元"."""
    for index in about:
        sentence = article.sentences[index]
        for money, counts in article.sums(index):
            if (
                counts == "round"
                and money.currency
                and not money.is_too_much
                and article.pack.round.search(sentence.text)
            ):
                told = Amount(
                    money.value, money.currency, money.written, money.qualifier, Scope.THIS_ROUND, money.min, money.max
                )
                return told, _in_text(article, index, money.start, money.end)
    for index, rule, seen in _seen(article, "undisclosed", about):
        if rule.says == "undisclosed":
            written = article.sentences[index].text[slice(*seen.span())]
            return Amount(None, None, written, Qualifier.UNDISCLOSED), _in_text(article, index, *seen.span())
    return None, None


def _seen(article: PackArticle, table: str, indexes: Iterable[int]) -> Iterator[tuple[int, PackRule, re.Match[str]]]:
    """The rules of a table that match in these sentences, each once a sentence."""
    for index in indexes:
        whole = article.read(index)
        for rule in article.pack.rules[table]:
            seen = rule.pattern.search(whole) if article.may_match(rule, index) else None
            if seen:
                yield index, rule, seen


def _tranche(article: PackArticle, about: Iterable[int]) -> tuple[Tranche | None, Span | None]:
    """A part of the round, and the sentence that tells of it; a later part is still to come."""
    for index, rule, _ in _seen(article, "tranche", about):
        number = int(rule.says)
        sentence = article.sentences[index]
        status = Status.CLOSED if number == 1 else Status.PLANNED
        return Tranche(number, None, status), (sentence.start, sentence.end)
    return None, None


# How many days from publication each wording reaches, and how finely it tells.
_REACH = {
    "days": (7, Precision.WITHIN), "weeks": (28, Precision.WITHIN), "months": (84, Precision.WITHIN),
    "week": (7, Precision.WEEK), "month": (31, Precision.MONTH), "quarter": (92, Precision.QUARTER),
}  # fmt: skip


def _dates(article: PackArticle, own: Sequence[PackClaim], about: Iterable[int]) -> tuple[Dates, dict[str, Span]]:
    """When it was announced, as its claims say, and when it is expected to close."""
    evidence: dict[str, Span] = {}
    announced = closing = None
    published = article.published
    if published is None:
        return Dates(), {}
    # A sentence about history may stand between: only the claims' own sentences tell when it was announced.
    for index, rule, seen in _seen(article, "announced", dict.fromkeys(one.index for one in own)):
        day = _announced(rule.says, seen, article.pack, published)
        if day is not None:
            announced = When(day.isoformat(), day.isoformat(), Precision.DAY, seen[0])
            evidence["dates.announced_on"] = _in_text(article, index, *seen.span())
            break
    for index, rule, seen in _seen(article, "closing", about):
        end, precision = _closing(rule.says, published)
        closing = When(published.isoformat(), end, precision, seen["when"])
        evidence["dates.expected_close"] = _in_text(article, index, *seen.span("when"))
        break
    first = next(iter(evidence.values()), None)
    return Dates(announced, None, closing), evidence | ({"dates": first} if first else {})


def _announced(says: str, seen: re.Match[str], pack: Pack, published: date) -> date | None:
    """The day: "today", "yesterday", the last "weekday", or a "day" of a month, the last one before publication."""
    told = seen.groupdict()
    try:
        if says in ("today", "yesterday"):
            return published - timedelta(days=says == "yesterday")
        if says == "weekday":
            return published - timedelta(days=(published.weekday() - pack.weekdays[told["weekday"].lower()]) % 7)
        written = (told.get("month") or str(published.month)).lower()
        month = pack.months.get(written) or int(written)
        day = date(published.year - (month > published.month + 1), month, int(told["day"]))
    except (ValueError, KeyError, OverflowError):
        return None
    return day if timedelta() <= published - day <= timedelta(days=60) else None


def _closing(says: str, published: date) -> tuple[str | None, Precision]:
    """The last day of the window, and how finely it is told; no day where the calendar has none."""
    if says == "year":
        return date(published.year, 12, 31).isoformat(), Precision.YEAR
    days, precision = _REACH[says]
    try:
        return (published + timedelta(days=days)).isoformat(), precision
    except OverflowError:
        return None, precision


def _first_written(article: PackArticle, name: str) -> Span | None:
    at = article.text.find(name)
    return (at, at + len(name)) if at >= 0 else None


def _paid(article: PackArticle, own: Sequence[PackClaim]) -> PackClaim | None:
    """The claim whose sum is the round's: the body's first, unless the headline's is another; exact before vague."""
    paying = [one for one in own if one.money and not one.money.is_too_much]
    if not paying:
        return None
    headline = next((one for one in paying if article.sentences[one.index].headline), None)
    body = [one for one in paying if not article.sentences[one.index].headline]
    if headline is None or headline.money is None:
        return paying[0]
    for one in body[:2]:
        if one.money and _agree(one.money, headline.money):
            return one
    return headline


def _tells_the_past(article: PackArticle, index: int) -> bool:
    text = article.read(index)
    rules = (rule for rule in article.pack.rules["background"] if rule.says != "headline")
    return any((seen := rule.pattern.search(text)) and _holds(seen, article) for rule in rules)


def _agree(body: Money, headline: Money) -> bool:
    """The same sum, more exactly; or the same figure with its currency named ("30億元" is "30億元新台幣" in the body)."""
    if body.currency != headline.currency:
        return body.size == headline.size
    return abs(body.size - headline.size) <= 0.5 * headline.size


def _about(
    article: PackArticle, own: Sequence[PackClaim], every: Sequence[PackClaim], temporality: Temporality
) -> list[int]:
    """The sentences that tell of the round: its claims', and those behind until another company's or another time's."""
    indexes = {one.index for one in own}
    if temporality is Temporality.BACKGROUND:
        return sorted(indexes)
    taken = {one.index for one in every if one.name != own[0].name or one.old} - indexes
    alone = len({one.name for one in every}) == 1
    reach = max(indexes) + 1 + (_ABOUT_ONE if alone else _ABOUT)
    near = min(indexes)
    for index in range(near + 1, min(reach, len(article.sentences))):
        if index in indexes:
            near = index
        elif index in taken or _tells_the_past(article, index):
            near = index if alone else -_ABOUT
        elif alone or index <= near + _ABOUT:
            indexes.add(index)
    return sorted(indexes)


def _kind(article: PackArticle, own: Sequence[PackClaim]) -> Kind:
    """The headline's kind counts first; else the first two claims'."""
    for index, sentence in enumerate(article.sentences[:3]):
        if sentence.headline and own[0].index <= index + 3:
            said = next((rule.says for rule in article.pack.rules["kind"] if rule.pattern.search(sentence.text)), None)
            if said and Kind(said) not in COMPANY_ROUNDS:
                return Kind(said)
    return next((one.kind for one in own[:2] if one.kind is not Kind.EQUITY), Kind.EQUITY)


def _status(own: Sequence[PackClaim]) -> Status:
    first = [one.status for one in own[:3]]
    for status in (Status.DENIED, Status.ABANDONED, Status.DELAYED, *_UNCONFIRMED, Status.PARTLY_CLOSED, Status.CLOSED):
        if status in (first[:2] if status not in _UNCONFIRMED else first):
            return status
    return first[0]


def _certainty(own: Sequence[PackClaim], status: Status) -> Certainty:
    stated = [one.certainty for one in own if one.certainty]
    if stated:
        return stated[0]
    return Certainty.ANONYMOUS if status in (Status.RUMOURED, Status.IN_TALKS) else Certainty.COMPANY


def _series(article: PackArticle, about: Iterable[int]) -> tuple[Series | None, str | None, Span | None]:
    for index in about:
        sentence = article.sentences[index]
        found = [
            (match.start(), rule, match)
            for rule in article.pack.rules["series"]
            if article.may_match(rule, index) and (match := rule.pattern.search(article.read(index)))
        ]
        if found:
            _, rule, match = min(found, key=lambda one: one[0])
            letter = match.groupdict().get("letter")
            series = Series(f"{rule.says}{letter.lower()}" if letter else rule.says)
            return series, match[0].strip(), (sentence.start + match.start(), sentence.start + match.end())
    return None, None, None


def _valuation(article: PackArticle, about: Iterable[int]) -> tuple[Valuation | None, Span | None]:
    for index in about:
        for money, counts in article.sums(index):
            if counts.startswith("valuation") and money.currency:
                which = ValuationKind(counts.partition("_")[2] or "unspecified")
                worth = Valuation(money.size, money.currency, money.written, which, money.qualifier)
                return worth, _in_text(article, index, money.start, money.end)
    return None, None


def backers_in(article: PackArticle, index: int) -> Iterator[tuple[Found, InvestorRole, str]]:
    """The names in an investor's role of one sentence, with the rule that says so; offsets count in the sentence."""
    whole = article.read(index)
    for rule in article.pack.rules["investor"]:
        if not article.may_match(rule, index):
            continue
        for match in rule.pattern.finditer(whole):
            at = match.start("names")
            for found in investors_in(article.masked(index)[slice(*match.span("names"))], article.pack, article.lower):
                yield Found(found.name, at + found.start, at + found.end), InvestorRole(rule.says), rule.name


def _investors(
    article: PackArticle, about: Iterable[int], company: str, status: Status
) -> Iterator[tuple[Investor, Span]]:
    """The backers, each with the characters that name it."""
    known: dict[str, InvestorRole] = {}
    named: dict[str, Span] = {}
    for index in about:
        start = article.sentences[index].start
        for found, role, _ in backers_in(article, index):
            if found.name in company or company in found.name:
                continue
            if known.get(found.name) not in _LEADS:
                known[found.name] = role if role in _LEADS or found.name not in known else known[found.name]
            named.setdefault(found.name, (start + found.start, start + found.end))
    unsure = status in _UNCONFIRMED
    for name, role in known.items():
        yield (
            Investor(name, InvestorRole.RUMOURED if unsure and role is InvestorRole.PARTICIPANT else role),
            named[name],
        )


def _response(article: PackArticle, about: Iterable[int]) -> tuple[CompanyResponse, Span | None]:
    for index in about:
        sentence = article.sentences[index]
        for rule in article.pack.rules["response"]:
            match = rule.pattern.search(article.read(index))
            if match:
                return CompanyResponse(rule.says), (sentence.start + match.start(), sentence.start + match.end())
    return CompanyResponse.NONE, None


CONFIDENCE = 0.6
"""That of a claim that nothing speaks for but its rule."""


def _features(article: PackArticle, own: Sequence[PackClaim]) -> Iterator[tuple[str, float]]:
    """What speaks for the claim and against it: hand-set, not fitted as the English model's weights are."""
    if any(article.sentences[one.index].headline for one in own):
        yield "headline", 0.15
    if any(one.money for one in own):
        yield "sum", 0.1
    yield ("early", 0.05) if own[0].index < 4 else ("late", -0.05)
    if len(own) > 1:
        yield "told twice", 0.05
    if not any(one.span for one in own):
        yield "not named beside it", -0.1


def _confidence(article: PackArticle, own: Sequence[PackClaim], temporality: Temporality) -> float:
    """A plain score, not calibrated as the English model's is: what speaks for the claim, added up."""
    score = CONFIDENCE + sum(weight for _, weight in _features(article, own))
    return round(score if temporality is Temporality.NEW else 1 - score, 3)
