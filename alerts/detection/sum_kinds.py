"""What a sum in a sentence is: this round's, a valuation, a fund's size, a total to date, somebody's revenue."""

import re
from enum import StrEnum

from alerts.detection.chunks import Row, once_a_row
from alerts.detection.lexicon import CONTRASTS, Tag


class Sum(StrEnum):
    """What a sum in a sentence is."""

    ROUND = "round"
    VALUATION = "valuation"
    FUND = "fund"
    TO_DATE = "to_date"
    TOTAL_ROUND = "total_round"
    TRANCHE = "tranche"
    STAKE_PRICE = "stake_price"
    OTHER = "other"


MAX_SUMS = 40
"""Of one row, that are looked at; a sentence of more is nobody's prose."""
# What stands beside a sum that is no round's.
_NOT_ROUND_SUMS = frozenset(
    "revenue revenues sales turnover profit profits loss losses contract contracts order orders penalty fine fines arr gmv ebitda income"
    " securitization securitisation assets aum budget prize ransom award bookings damages settlement backlog deal subsidy bounty rent salary cost costs savings bill bonus bonuses market"
    " industry opportunity lawsuit claim claims dividend".split()
)  # fmt: skip
# "Doubles its valuation, to $3bn": behind a comma stands nothing else.
_VALUE_BEFORE = re.compile(r"X(?:[^VWvM;:,]{0,11}|,[tn][dx]{0,3})$")
# "Its market is worth $90bn", "an industry valued at $90bn".
_MARKETS_WORTH = re.compile(
    r"\b(?:market|industry|sector|opportunity|economy),? (?:(?:that|which|is|was|are|were|be|been|to|will|now|currently|already|estimated|already) ){0,4}(?:worth|valued at) (?:[^\s.;,]{1,10} ){0,3}$",
    re.I,
)
_FROM_TO = re.compile(r"X[dxazr]{0,3}mMt[dx]{0,3}$")
# The whole of one round, of which this money may be a part. "Its total funding" is all rounds, and no round.
_ONE_ROUND = r"(?:(?:pre-)?series [a-k]\d?(?: round)?|(?:(?:the|its|this|that|whole|entire|overall|total|latest|current) ){1,3}(?:size of (?:the|its|this) )?(?:(?:pre-)?series [a-k]\d?|seed|[a-k]|growth|funding|financing|bridge|debt|\w{1,10} ){0,3}(?: ?(?:round|raise)(?: size| total)?|series [a-k]\d?))"
_TOTAL_ROUND_BEFORE = re.compile(
    rf"\b(?:(?:bring|brings|bringing|brought|tak(?:e|es|en|ing)|took|lift(?:s|ed|ing)?|rais(?:es|ed|ing)|expand(?:s|ed|ing)?|increas(?:es|ed|ing)|extend(?:s|ed|ing)?|upsiz(?:es|ed|ing)|grow(?:s|ing)?) {_ONE_ROUND}(?: (?:up|out))? to|{_ONE_ROUND} (?:now |to date )?(?:totals|totalled|totaled|totalling|totaling|amounts to|stands at|comes to)|(?:bring|brings|bringing|brought) the total (?:raised |amount )?(?:in|of|for) {_ONE_ROUND} to)(?: (?:a|the|over|about|around|nearly|almost|more than|at least|some|total|of|an|overall|just)){{0,4}} ?$",
    re.I,
)
_TOTAL_ROUND_AFTER = re.compile(rf"^ (?:in total|altogether|overall) (?:for|in|across) {_ONE_ROUND}", re.I)
_VALUE_AFTER = re.compile(r"M?[dxzAa'(-]{0,3}X")
# "Raised $5m as its valuation fell", "$2m using a post-money SAFE", "$5m valuing it at $9m": what is valued begins behind these.
_APART = frozenset("as while when since because though although using via through that but and valuing values".split())
# "$5m on a SAFE with a $20m valuation cap".
_CAP = re.compile(r" (?:(?:pre|post)-money )?(?:valuation )?cap\b", re.IGNORECASE)
# "The new money came in at $1.2bn", "investors are buying in at $3bn"; "a $5bn price tag".
_CAME_IN_AT = re.compile(
    r"\b(?:money|investors?|backers?|funds) (?:\w{1,8} )?(?:came|come|comes|coming|bought|buying|got|went) in at (?:about |around |just |over |under |nearly |more than |a |an ){0,3}$",
    re.I,
)
# "A first closing of its Series B at $11m": how much of it has closed.
_CLOSED_AT = re.compile(r"\b(?:clos(?:e|es|ed|ing)|tranche|capped|oversubscribed)\b[^.;,]{0,40} at $", re.I)
# "The first close of its $50 million Series B": the sum is the whole's.
_CLOSE_OF_WHOLE = re.compile(
    r"\b(?:first|initial|second|third) (?:clos(?:e|ing)|tranche|instal?ment) (?:of|on|in) (?:its|an?|the|their) (?:(?:planned|targeted|proposed) )?$",
    re.IGNORECASE,
)
# "A filing puts the round at $47m", "the round was worth €12m": its size, and no company's worth.
_ROUND_IS = re.compile(
    r"\b(?:(?:puts?|putting|pegs?|pegged|estimat(?:es|ed)) (?:the (?:size|amount) of )?(?:the|its|this|that) (?:[\w-]{1,12} ){0,2}(?:round|financing|funding|fundraise|raise|investment|series [a-k])(?: round)? at"
    r"|(?:round|financing|funding|fundraise|raise|series [a-k]) (?:is|was|were|will be) (?:said to be |reportedly )?worth)(?: (?:about|around|nearly|over|roughly|some))? $",
    re.IGNORECASE,
)
_PRICE_TAG = re.compile(r" price tag\b")
_TO_DATE_BEFORE = re.compile(r"\b(?:totals?|altogether|to date|haul)\b[^.;]{0,60}$", re.I)
_TO_DATE_AFTER = re.compile(
    r"^[^.;,]{0,40}?(?:to[- ]date|in total|so far|since (?:its|inception|launch|being)|altogether|over its|in all|overall)\b|^ (?:total|in total)\b",
    re.I,
)

_OF_GOODS = re.compile(
    r" (?:worth )?(?:of|in) (?:[\w-]{1,16} ){0,3}(?:orders|contracts?|sales|revenues?|damages|fees|fines|bonuses|severance|profits?|savings|costs|losses|claims|taxes|goods|commissions|tariffs|penalties)\b",
    re.I,
)
_LEAST_ROUND = 5_000
"""Units of any currency; less is a share's price."""
# Money that somebody owes already, or takes over with what it buys.
_OWED_BEFORE = re.compile(
    r"\b(?:tak(?:e|es|ing|en) on|took on|assum(?:e|es|ed|ing)|repay(?:s|ing)?|repaid|refinanc(?:e|es|ed|ing)|ow(?:e|es|ed|ing)|defaulted on|restructur(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|pa(?:y|ys|id|ying) (?:down|off|back)|reduc(?:e|es|ed|ing)|cost(?:s|ing)?|charge of|writ(?:e|es|ten|ing)[- ](?:off|down))\b[^.;,]{0,30}$",
    re.I,
)


@once_a_row
def sums_of(row: Row) -> dict[int, Sum]:
    """What each sum of the row is, by its chunk's index."""
    at = [i for i, tag in enumerate(row.tags) if tag == "M"]
    return {i: _sum_kind(row, i) if n < MAX_SUMS else Sum.OTHER for n, i in enumerate(at)}


def _sum_kind(row: Row, i: int) -> Sum:
    before, after = row.tags[max(0, i - 13) : i], row.tags[i + 1 : i + 6]
    text, chunk = row.sentence.text, row.chunks[i]
    worth_of = row.find({"worth"}, i + 1, i + 2) >= 0
    # "Debentures worth $5m", "a round worth $5m".
    what = row.chunks[i - 2] if i > 1 and row.chunks[i - 1].low == "worth" else None
    if what and (what.tag in "KRSBg" or what.low in ("check", "checks")):
        return Sum.ROUND
    if _CAP.match(text, chunk.end):
        return Sum.OTHER
    if _MARKETS_WORTH.search(text[max(0, chunk.start - 90) : chunk.start]):
        return Sum.OTHER
    valued_behind = _VALUE_AFTER.match(after)
    if valued_behind and any(one.low in _APART for one in row.chunks[i + 1 : i + 1 + valued_behind.end()]):
        valued_behind = None
    if _ROUND_IS.search(text, max(0, chunk.start - 90), chunk.start):
        return Sum.ROUND
    if not worth_of and (_VALUE_BEFORE.search(before) or valued_behind):
        return Sum.VALUATION
    before_it = text[max(0, chunk.start - 60) : chunk.start]
    if (
        i > 1
        and row.chunks[i - 1].low == "at"
        and row.tags[i - 2] in "VRSM"
        and _is_most(row, i)
        and not _CLOSED_AT.search(before_it)
    ):
        return Sum.VALUATION
    # "Lifts its valuation from $2bn to $4bn": the second one too.
    if _FROM_TO.search(before):
        return Sum.VALUATION
    if _CAME_IN_AT.search(before_it) or _PRICE_TAG.match(text, chunk.end):
        return Sum.VALUATION
    near = row.chunks[i + 1 : i + 5]
    for chunk_after in near:
        if chunk_after.tag in (
            Tag.COMMA,
            Tag.TIME,
            Tag.IN,
            Tag.FROM,
            Tag.FOR,
            Tag.END,
            Tag.RELATIVE,
            Tag.ROUND,
            Tag.SERIES,
            Tag.TO,
            Tag.BY,
            Tag.WITH,
            Tag.AND,
        ):
            break
        if chunk_after.low in CONTRASTS:
            break
        if chunk_after.low in _NOT_ROUND_SUMS:
            return Sum.OTHER
        if chunk_after.tag is Tag.ACQUIRES and chunk_after.low not in ("sale", "bid"):
            return Sum.OTHER
    for chunk_before in reversed(row.chunks[max(0, i - 4) : i]):
        if chunk_before.tag in (Tag.COMMA, Tag.RAISES, Tag.INVESTS, Tag.RELATIVE, Tag.ROUND):
            break
        if chunk_before.low in _NOT_ROUND_SUMS:
            return Sum.OTHER
    if re.match(r"n?[dAx&'-]{0,4}F", after) and "R" not in after[: after.find("F")]:
        return Sum.FUND
    if part_of(row, i) >= 0 or _GOAL.match(text, chunk.end):
        return Sum.TOTAL_ROUND
    if _is_part(row, i):
        return Sum.TRANCHE if is_first_part(row, i) else Sum.ROUND
    if _OWN_SHARE.search(before_it):
        return Sum.OTHER
    if re.search(r"q[dAxNICfo]{0,4}$", before) and "V" not in before[before.rfind("q") :]:
        return Sum.STAKE_PRICE
    if _OF_GOODS.match(text, chunk.end) or (chunk.money and chunk.money.size < _LEAST_ROUND):
        return Sum.OTHER
    if _OWED_BEFORE.search(text[max(0, chunk.start - 50) : chunk.start]):
        return Sum.OTHER
    if re.match(r"^ (?:a|per) (?:share|user|month|year|unit|person|day)\b", text[chunk.end : chunk.end + 12]):
        return Sum.OTHER
    if _CLOSE_OF_WHOLE.search(before_it) and _WHOLE.match(text, chunk.end):
        return Sum.TOTAL_ROUND
    if _is_whole_round(text[max(0, chunk.start - 90) : chunk.start].lower(), text[chunk.end : chunk.end + 70]):
        return Sum.TOTAL_ROUND
    # "Lifts total funding past $200m with a $62m round", "$90m in total, announced $30m": only the first is the total.
    last = row.tags.rfind("M", max(0, i - 8), i)
    apart = max(row.tags.rfind("w", last, i), row.tags.rfind(",", last, i)) if last >= 0 else -1
    since = row.chunks[apart].end if apart >= 0 else 0
    if _TO_DATE_BEFORE.search(text[max(0, chunk.start - 90, since) : chunk.start]) or _TO_DATE_AFTER.match(
        text[chunk.end : chunk.end + 70]
    ):
        return Sum.TO_DATE
    if re.search(
        r"\b(?:second|third|first|final|initial) (?:tranche|close|closing)\b",
        text[max(0, chunk.start - 40) : chunk.end + 30],
        re.I,
    ):
        return Sum.TRANCHE
    return Sum.ROUND


def _is_most(row: Row, i: int) -> bool:
    """ "Raising at $4bn", "$300m at $4bn": what it is held to be worth is more than any sum in front."""
    money = row.chunks[i].money
    before = [chunk.money for chunk in row.chunks[max(0, i - 8) : i] if chunk.money]
    return money is not None and all(one.currency == money.currency and one.size < money.size for one in before)


# "Footpath is in for $2m": one backer's share.
_OWN_SHARE = re.compile(
    r"\b(?:is|are|was|be) in for (?:[^\s.;,]{1,8} ){0,2}$|\b(?:pencill?ed|chipp(?:ed|ing)) in (?:[^\s.;,]{1,8} ){0,2}$",
    re.I,
)
# "$6m of a $15m offering", "$6m in signed cheques toward the $12m Series A", "$5m out of a targeted $20m round".
_OF_A_WHOLE = re.compile(
    r"(?:(?:,| as) (?:the|an?) (?:first|initial) (?:part|tranche|instal?ment|slice|clos(?:e|ing)) | (?:in|of) (?:[^\s.;,]{1,14} ){1,3}?| (?:so far |already )?)(?:out of|of|towards?|on) (?:an?|the|its|their|his|her)(?P<meant> (?:planned|targeted|target|proposed|intended|expected|anticipated|hoped-for))?(?: (?:total|larger|overall))? $",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r" (?:[^\s.;,]{1,12} ){0,2}?(?:round|offering|raise|fundraise|series [a-k]|seed|goal|target|financing)\b"
    r"| (?:that )?(?:it|they|the (?:company|start-?up|firm)) (?:(?:is|are|was|were|now|still) ){0,2}(?:seek|need|want|target|hop|plan|aim|ask|after\b)",
    re.IGNORECASE,
)
# "Of a planned €20 million." and nothing that it would count.
_END_OF_IT = re.compile(r"(?:[.,;:)]|$| (?:from|led|with|to|this|last|at|and|for|by|as)\b)", re.IGNORECASE)
_GOAL = re.compile(r" (?:fundraising |funding )?(?:goal|target)\b", re.IGNORECASE)


def part_of(row: Row, whole: int) -> int:
    """The sum that has come in, in front of the sum at `whole` that the round is meant to come to; -1 without one."""
    last = row.tags.rfind("M", max(0, whole - 8), whole)
    text, chunk = row.sentence.text, row.chunks[whole]
    of = _OF_A_WHOLE.fullmatch(text, row.chunks[last].end, chunk.start) if last >= 0 else None
    meant = of is not None and of["meant"] and _END_OF_IT.match(text, chunk.end)
    return last if of and (meant or _WHOLE.match(text, chunk.end)) else -1


FIRST = re.compile(r"\b(?:first|initial|1st) (?:[^\s.;,\d]{1,12} ){0,2}$", re.IGNORECASE)
_AS_FIRST = re.compile(r"(?:,| as| in) (?:the|an?) (?:first|initial) ", re.IGNORECASE)


def is_first_part(row: Row, at: int) -> bool:
    """Is it "the first $5 million" of a sum that the round is meant to come to?"""
    chunk, text = row.chunks[at], row.sentence.text
    return _is_part(row, at) and bool(
        FIRST.search(text, max(0, chunk.start - 36), chunk.start) or _AS_FIRST.match(text, chunk.end)
    )


def is_come_in(row: Row, at: int) -> bool:
    """Does the sum, or the whole that is told beside it, say that a part of the round is in?"""
    return at >= 0 and (_is_part(row, at) or part_of(row, at) >= 0)


def _is_part(row: Row, i: int) -> bool:
    """Has this sum come in of the whole that the next one is?"""
    following = row.tags.find("M", i + 1, i + 9)
    return following > 0 and part_of(row, following) == i


def _is_whole_round(low: str, behind: str) -> bool:
    """Does the sum count one whole round? `low`: the words before it; a plain look spares most of them the pattern."""
    if ("round" in low or "raise" in low or "series" in low) and (
        " to " in f"{low} " or "total" in low or "s at" in low
    ):
        return _TOTAL_ROUND_BEFORE.search(low) is not None
    return _TOTAL_ROUND_AFTER.match(behind) is not None
