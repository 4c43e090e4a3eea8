"""What a company is held to be worth: which sum says so, whose it is, and whether it is today's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from alerts.detection.article import Reading, whole_words
from alerts.detection.chunks import Row
from alerts.detection.circumstances import words_of
from alerts.detection.companies import CompanyTold, Told, tells_of
from alerts.detection.lexicon import Tag
from alerts.detection.mention import Span, Temporality, Valuation, ValuationKind
from alerts.detection.money import Money
from alerts.detection.owners import in_others
from alerts.detection.rules import BACKGROUND, VALUATIONS
from alerts.detection.sum_kinds import Sum, sums_of

MAX_ROWS = 60
"""Sentences that are read for one company's worth."""


def valuation_in(
    company: CompanyTold, told: Sequence[Told], about: Iterable[Row], article: Reading, temporality: Temporality
) -> tuple[Valuation | None, Span | None]:
    """What the company is held to be worth now: of its claims, what follows them, the article's head, the later rows."""
    own = sorted({one.index for one in told})
    rows = [article.row(i) for i in own]
    if temporality is not Temporality.BACKGROUND:
        near = {i for base in own for i in range(base, min(base + 3, len(article.sentences)))}
        near |= set(range(min(6, len(article.sentences))))
        beside = [i for i in sorted(near) if i in own or _may_value(i, company, article)]
        later = islice(_valued_later(company, article), MAX_ROWS)
        rows = list(dict.fromkeys([*map(article.row, beside), *about, *later]))
    claimed = {id(one.claim.row) for one in told}
    earlier = [one for one in company.told if one not in told]
    for row in rows[:MAX_ROWS]:
        for at, kind in sums_of(row).items():
            money, is_own = row.chunks[at].money, id(row) in claimed
            if (
                kind is not Sum.VALUATION
                or money is None
                or money.currency is None  # "a billion crowns", and nothing says whose
                or _STALE_VALUE.match(row.sentence.text, money.end)
                or _DENIED_VALUE.search(row.sentence.text, max(0, money.start - 90), money.start)
                or (temporality is Temporality.NEW and _earlier_value(row, at, is_own))
                or any(_came_with(one, row, money) for one in earlier)
                or not _values_it(row, at, company, is_own)
                or _values_another(row, at, company, article)
            ):
                continue
            which = _valuation_kind(row.sentence.text, money)
            return Valuation(money.size, money.currency, money.written, which, money.qualifier), row.in_text(
                (money.start, money.end)
            )
    return None, None


def _may_value(index: int, company: CompanyTold, article: Reading) -> bool:
    """Can a sentence beside the claims be of this company? It names it, or goes on about it and claims nothing of another."""
    text = article.sentences[index].text
    named = any(next(whole_words(text, name), None) is not None for name in company.names)
    others = article.told_in.get(index, {}).keys() - {company.name}
    return named or (not others and tells_of(index, company, article))


_VALUES_NOW = re.compile(
    r"\b(?:round|deal|financing|funding|investment|raise|transaction|tender|series [a-k]\d?|seed|that|this|money|would|will|now)\b,? (?:[^\s.;]{1,16} ){0,3}?(?:valu(?:es?|ed|ing)|worth)\b",
    re.I,
)


def _valued_later(company: CompanyTold, article: Reading) -> Iterator[Row]:
    """The rows far behind the claims that say what the round values the article's company at."""
    if company.name != article.topic:
        return
    for i, sentence in enumerate(article.sentences):
        if (
            i not in article.claimed
            and ("valu" in sentence.text or "worth" in sentence.text)
            and _VALUES_NOW.search(sentence.text)
            and not BACKGROUND.search(sentence.text)
            and tells_of(i, company, article)
            and (
                article.cues.stand_in(sentence.start, sentence.end)
                or any(next(whole_words(sentence.text, name), None) is not None for name in company.names)
            )
        ):
            yield article.row(i)


def _came_with(earlier: Told, row: Row, money: Money) -> bool:
    """ "A $100m Series B that valued it at $1bn": is the valuation told in the clause of an earlier round?"""
    if earlier.claim.row is not row:
        return False
    end = words_of(earlier.claim)[1]
    between = row.sentence.text[end : money.start] if end <= money.start else ","
    return "," not in between or bool(_THAT_VALUED.match(between))


_THAT_VALUED = re.compile(r"[^,;]{0,40}, (?:that|which|at|valuing|and valued)\b[^,;]{0,60}$")


def _valuation_kind(text: str, money: Money) -> ValuationKind:
    """Before or after the money, by the nearest words that say so."""
    before, behind = text[max(0, money.start - 30) : money.start], text[money.end : money.end + 45]
    # Of two sums side by side, "$90m pre-money, $100m post-money", each has the words of its own part.
    if next_sum := _NEXT_SUM.search(behind):
        ends = [match.start() for match in _PARTED.finditer(behind, 0, next_sum.start())]
        behind = behind[: ends[-1] if ends else next_sum.start()]
    if last_sum := list(_NEXT_SUM.finditer(before))[-1:]:
        before = _PARTED.split(before[last_sum[0].end() :])[-1]
    around = f"{before}¤{behind}"
    at = around.index("¤")
    said = [
        (min(abs(match.start() - at), abs(match.end() - at)), rule.says)
        for rule in VALUATIONS
        if (match := rule.pattern.search(around))
    ]
    return min(said)[1] if said else ValuationKind.UNSPECIFIED


_NEXT_SUM = re.compile(r"[$€£¥₹]?\d[\d.,]{0,12}")
_PARTED = re.compile(r"[,;()]|\b(?:and|or|from)\b")


_EARLIER_VALUE = re.compile(
    # "More than double its previous valuation to $500m" tells the new one, "in the last 18 months" no valuation.
    r"\b(?:previous|prior|last(?! (?:\d|few|two|three|six|twelve|eighteen))|earlier|previously|then|compared|(?:up|down) from|once|was valued|were valued|had (?:been )?valued|most recently)\b(?:(?!valuation to )[^,;]){0,50}$"
    # "Whether it is worth $900m", "calls reports of a $900m valuation stale".
    r"|\b(?:whether|if) (?:it|the company) (?:is|was)\b[^,;]{0,15}$|\b(?:call|den|dismiss|reject)(?:s|ed|ies|ied|es|ing) (?:\w{1,12} )?(?:reports?|rumou?rs?|talk|speculation) (?:of|about)\b[^,;]{0,20}$",
    re.I,
)


# "Says $18m valuation figure is 3 years old", "calls the $9m valuation stale".
_STALE_VALUE = re.compile(
    r"[^.;,]{0,40}\b(?:years? old|stale|outdated|dates (?:from|back)|pertains? to)\b", re.IGNORECASE
)
# "Denied reports that the round valued it at $3bn".
_DENIED_VALUE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing)|refut(?:es|ed|ing))\b(?![^.;]*\bbut\b)[^.;]{0,70}$",
    re.IGNORECASE,
)
# "It hit a $17bn valuation last year", "was worth $2bn in 2021".
_VALUED_THEN = re.compile(
    r"(?: (?!and\b|but\b|up\b|from\b)[^\s.;,\d$€£¥₹]{1,16}){0,5}? (?:last (?:year|spring|summer|fall|autumn|winter)|(?:back )?in (?:\w{3,9} )?(?:19|20)\d\d|(?:years?|months?) (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_BY_THE_WAY = ("implying", "giving", "valuing", "lifting", "taking", "bringing", "pushing", "sending")
# "Down from $4bn to $2bn" tells the new one last.
_CAME_TO = re.compile(r"\bfrom [^,;]{1,40} to (?:\w{1,10} ){0,2}$", re.I)
_FROM_VALUE = re.compile(r"\bfrom (?:an? |its |the )?(?:\w+ )?$", re.I)


def _earlier_value(row: Row, at: int, own: bool) -> bool:
    chunk = row.chunks[at]
    before = row.sentence.text[max(0, chunk.start - 70) : chunk.start]
    then = _VALUED_THEN.match(row.sentence.text, chunk.end)
    if _CAME_TO.search(before):
        return bool(then)
    return bool(then or _EARLIER_VALUE.search(before) or _FROM_VALUE.search(before)) or (
        not own and bool(BACKGROUND.search(row.sentence.text))
    )


def _values_it(row: Row, at: int, company: CompanyTold, own: bool) -> bool:
    """Is it this company that is valued, and not one compared with it?"""
    first = max(0, at - 9)
    # "…, gives the company a value of": what stands for the company, behind the names of others.
    first = max(first, row.tags.rfind(Tag.COMPANY, first, at), row.tags.rfind(Tag.IT, first, at))
    comma = row.tags.rfind(Tag.COMMA, first, at)
    if comma >= 0 and row.chunks[comma + 1].low in _BY_THE_WAY:
        first = comma
    names = [chunk.text for chunk in row.chunks[first:at] if chunk.tag in (Tag.NAME, Tag.INVESTOR)]
    if not names:
        return True
    return any(name in company.names for name in names) or (
        own and not re.search(r"X[dxa]{0,2}N", row.tags[max(0, at - 9) : at])
    )


def _values_another(row: Row, at: int, company: CompanyTold, article: Reading) -> bool:
    """Is it another's that the sentence tells of, or stands in another's clause, and nothing in front names this one?"""
    if at in in_others(row, company.names, company.triggers(row)):
        return True
    clauses = article.clauses.get(row)
    if clauses is None or at in clauses.get(company.name, ()):
        return False
    return not any(chunk.text in company.names for chunk in row.chunks[max(0, at - 9) : at])
