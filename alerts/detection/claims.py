"""From one row to the claims in it: which rule fired, who receives, what the sum is.

Every rule is an entry of RULES: a pattern over a row's letters, with an example and a counter-example beside it. A rule
finds a trigger; `alerts.detection.roles` says who stands in which role to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from alerts.detection.chunks import Chunk, Row
from alerts.detection.lexicon import Tag, is_investors
from alerts.detection.money import Money
from alerts.detection.roles import Recipient, many_of_them, object_of, objects_of, subject_of, subjects_of


class Sum(StrEnum):
    """What a sum in a sentence is."""

    ROUND = "round"
    VALUATION = "valuation"
    FUND = "fund"
    TO_DATE = "to_date"
    TRANCHE = "tranche"
    STAKE_PRICE = "stake_price"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """One rule's finding in one row: `trigger` is the index of its verb or noun, `at` the chunk of the sum, or -1."""

    row: Row
    rule: str
    recipient: Recipient | None
    trigger: int
    end: int
    at: int
    investor: int = -1

    @property
    def money(self) -> Money | None:
        """The sum that the claim is about."""
        return self.row.chunks[self.at].money if self.at >= 0 else None


MAX_CLAIMS = 24
"""In one row; a sentence that claims more is nobody's prose."""
MAX_SUMS = 40
"""Sums of one row that are looked at, for the same reason."""

_NP = r"(?:[dAxpGza'-]|G,|N(?=G)|R(?=G)){0,7}[NIC]"
_MONEY_NOUN = r"[RSBg]"
# A verb of raising, and its object within a few small words.
_RAISE_SUM = re.compile(r"[V]['na]?a?[dAxGaz]{0,4}M")
_RAISE_ROUND = re.compile(r"[V]['na]?[dAxSoaMGK&'z-]{0,8}?(?:[RSBg]|xn?SR)")
_GAIN_SUM = re.compile(r"W[nao]?a?[dAxGaoz]{0,4}M(?=[^.;:XF]{0,7}[RSBg]|[^.;:]{0,3}m[dAxG]{0,5}[NIH])")
_GAIN_ROUND = re.compile(r"W[naf]?[dAxSoaMG&'z-]{0,7}?[RSBg]")
_INVEST_IN = re.compile(rf"v[dAxa]{{0,3}}M?[^.;:VMvq]{{0,7}}?n(?:d?[xBK]o)?(?={_NP})")
_PAYS_FOR = re.compile(rf"vMf[dxAa]{{0,4}}(?:K|x)?[on](?={_NP})")
_NEW_SHARES = re.compile(r"(?:q|W|v)[dx]{0,3}K[Xxof]{0,2}M")
_GETS = re.compile(r"[W][dax]{0,2},?M(?!X)")
_OWN_SUM = re.compile(r"N'[dAx]{0,2}M(?=[.z]|$|[fnmt]|S|R)")
_LIST_ENTRY = re.compile(r"^[,zdx.-]{0,4}(?P<s>N)(?:\([^)]{1,16}\))?[:,-]{1,2}[dx]{0,2}M[^VWvsTP]{0,6}(?:S|g|R|B|x|,|L|m|$)")
_BACKS = re.compile(rf"v(?={_NP}(?:[^.;]{{0,4}}w[^.;]{{0,3}}M)?)")
_STAKE_IN = re.compile(rf"K[Mx]?[^.;:VMvWs,]{{0,3}}?[nfo](?={_NP})")
_ROUND_IN = re.compile(rf"[RS][Mx]?(?:o[RM])?[^.;:VMvWs,]{{0,3}}?[nfo](?={_NP})")
_POSSESSED = re.compile(rf"[NIC]'[dAxaMz&-]{{0,5}}?{_MONEY_NOUN}")
_COMPOUND = re.compile(r"N[dAxM-]{0,2}(?:S?R|SR?)(?=[.zXaVWsPTDq:,nfymtd']|$)")
_LEADS_ROUND = re.compile(rf"L[dxAMa]{{0,4}}(?:S?R|S)(?:o[RM])?[nfo](?={_NP})")
# "Emerges from stealth with $20M", "launches with a seed round of …"; "in talks to raise" has its verb, "in talks for $20m" has none.
_WITH_SUM = re.compile(r"w[dAx]{0,3}M(?=[nf]?[dAxSG]{0,4}[RSBg]|[.,m]|$|t[xV])")
_TALKS_ON = re.compile(r"T[^.;:VMvq]{0,8}?[ftxno][dAxSo]{0,5}(?:M|[SRB])")
_OTHER_ROUNDS = frozenset(
    "layoffs talks golf voting job redundancies negotiations tests matches sanctions interviews drinks applause cuts qualifying consultations tariffs"
    " elections discussions questions bidding auctions meetings strikes play".split()
)  # fmt: skip
_DENIES = re.compile(r"D(?=[^.;:]{0,7}?[PTVs][^.;:]{0,9}?[VWRKB])")
# "Is not raising", "did not need extra cash", "have no need for new capital".
_NEGATIONS = frozenset("not never n't don't doesn't isn't won't aren't wasn't didn't no".split())
_NOT_RAISING = re.compile(r"[axD](?=(?:V(?:[.,;]|$|[dAx]{0,3}[RM])|a{0,2}(?:[WPx]|x?f)[tfo]{0,2}[VW]?[dAxa]{0,3}R))")
_INVESTS_ELSEWHERE = re.compile(r"[^.;:]{0,8}v[^.;:VMvq]{0,5}n|[^.;:V]{0,4}[NI]R")
_GET_WORDS = frozenset("gets get got getting receive receives received receiving took takes taken picked won wins awarded gains gained".split())
_BARE_ROUND = re.compile(rf"M[dAxz'-]{{0,4}}{_MONEY_NOUN}|{_MONEY_NOUN}[oax]{{0,2}}M|S[A-Za-z]?R")
_ROUND_FROM = re.compile(r"M[^.;:]{0,4}m[dAxG]{0,5}[NI]")
_PASSIVE = re.compile(rf"M[zan]{{0,3}}[VW]y(?={_NP})")
_BRACKET = re.compile(r"N\((?:[zx,]{0,2})V[an]?M")


def claims_in(row: Row) -> list[Claim]:
    """The claims that the rules find in a row, in the order of their triggers. At most one for each trigger."""
    kinds = sums_of(row)
    found: dict[tuple[int, int], Claim] = {}
    for claim in islice(_found(row, kinds), MAX_CLAIMS):
        key = (claim.trigger, claim.recipient.index if claim.recipient else -1)
        found.setdefault(key, claim)
    return sorted(found.values(), key=lambda claim: claim.trigger)


def _found(row: Row, kinds: dict[int, Sum]) -> Iterator[Claim]:
    tags = row.tags
    bracketed = set()
    for match in _BRACKET.finditer(tags):
        bracketed.update(range(match.start(), match.end()))
        yield Claim(row, "bracketed raise", Recipient(match.start(), "bracket"), match.start() + 2, match.end(), match.end() - 1)
    taken: set[int] = set(bracketed)
    for name, pattern in (("raises a sum", _RAISE_SUM), ("gains a sum", _GAIN_SUM), ("raises a round", _RAISE_ROUND), ("gains a round", _GAIN_ROUND)):
        for match in pattern.finditer(tags):
            if match.start() in taken or _other_raise(row, match.start(), match.end()) or _for_others(row, match):
                continue
            at = _sum_in(row, kinds, match.start(), match.end())
            if at is None:
                continue
            taken.add(match.start())
            if many_of_them(row, match.start()):
                continue
            for subject in subjects_of(row, match.start()):
                yield Claim(row, name, subject, match.start(), match.end(), at)
    for match in _GETS.finditer(tags):
        if match.start() not in taken and row.chunks[match.start()].low in _GET_WORDS and kinds[match.end() - 1] is Sum.ROUND:
            subject = subject_of(row, match.start())
            if subject is not None:
                taken.add(match.start())
                yield Claim(row, "gets a sum", subject, match.start(), match.end(), match.end() - 1)
    for match in _WITH_SUM.finditer(tags) if not taken else ():
        subject = _launcher(row, match.start())
        at = tags.index("M", match.start())
        if subject is not None and kinds[at] is Sum.ROUND:
            taken.add(match.start())
            yield Claim(row, "comes with a sum", subject, match.start(), match.end(), at)
    for match in _TALKS_ON.finditer(tags):
        subject = subject_of(row, match.start())
        if subject is None or any(tag in "V" for tag in tags[match.start() : match.end() + 3]):
            continue
        at = _sum_in(row, kinds, match.start(), match.end())
        if at is not None and not _compound(row, match.end() - 1):
            taken.add(match.start())
            yield Claim(row, "talks on a round", subject, match.start(), match.end(), at)
    for match in _NEW_SHARES.finditer(tags):
        if row.find({"new"}, match.start(), match.end()) >= 0 or row.tags[match.start()] == "W":
            yield Claim(row, "sells new shares", subject_of(row, match.start()), match.start(), match.end(), match.end() - 1)
    for match in _OWN_SUM.finditer(tags):
        following = row.chunks[match.end()].low if match.end() < len(row.chunks) else ""
        if row.sentence.headline and kinds[match.end() - 1] is Sum.ROUND and following not in ("investment", "bet", "stake"):
            yield Claim(row, "its sum", Recipient(match.start(), "possessor"), match.end() - 1, match.end(), match.end() - 1)
    for name, pattern in (("leads a round in", _LEADS_ROUND), ("invests in", _INVEST_IN), ("pays for a share", _PAYS_FOR), ("backs", _BACKS), ("round in", _ROUND_IN), ("stake in", _STAKE_IN), ("raised by", _PASSIVE)):
        for match in pattern.finditer(tags):
            recipient = object_of(row, match.end())
            if recipient is None or _is_fund(row.chunks[recipient.index]) or _compound(row, match.start()):
                continue
            # "Stakes in Acme, Bolt and Crane"; one investment has one recipient.
            if row.chunks[match.start()].low in ("stakes", "investments", "rounds"):
                for other in objects_of(row, match.end())[1:]:
                    yield Claim(row, name, other, match.start(), other.index + 1, -1)
            at = _sum_near(row, kinds, match.start(), match.end())
            # "Gives Acme $5m" and not "gives Acme new shares".
            if name == "backs" and row.chunks[match.start()].low in _GIVES and not "M" in tags[recipient.index + 1 : recipient.index + 5]:
                continue
            yield Claim(row, name, recipient, match.start(), recipient.index + 1, at)
    for name, pattern in (("its round", _POSSESSED), ("named round", _COMPOUND)):
        for match in pattern.finditer(tags):
            at = _sum_near(row, kinds, match.start(), match.end())
            if name == "named round" and row.chunks[match.end() - 1].low in ("funds", "money", "cash", "capital", "equity", "rounds", "backing", "investments"):
                continue
            if _compound(row, match.end() - 1) or (name == "its round" and _invests_itself(row, match.end() - 1)) or _INVESTED_ELSEWHERE.match(tags, match.end() - 1):
                continue
            yield Claim(row, name, Recipient(match.start(), "possessor"), match.end() - 1, match.end(), at)
    for match in _NOT_RAISING.finditer(tags):
        if row.chunks[match.start()].low in _NEGATIONS:
            for subject in subjects_of(row, match.start()):
                if subject is not None:
                    yield Claim(row, "denies", subject, match.start(), match.end(), -1)
    for match in _DENIES.finditer(tags):
        subject = subject_of(row, match.start())
        if subject is not None and match.start() not in taken and not _INVESTS_ELSEWHERE.match(tags, match.end()) and not any(chunk.low in _NOT_RAISED for chunk in row.chunks[match.end() : match.end() + 12]):
            yield Claim(row, "denies", subject, match.start(), match.end(), -1)
    entry = _LIST_ENTRY.match(tags) if not row.sentence.headline else None
    if entry and not taken:
        at = tags.index("M")
        yield Claim(row, "list entry", Recipient(entry.start("s"), "table"), at, at + 1, at)
        return
    if not taken:
        for name, pattern in (("a round", _BARE_ROUND), ("a sum from", _ROUND_FROM)):
            match = pattern.search(tags)
            if match and not _compound(row, match.end() - 1):
                at = _sum_near(row, kinds, match.start(), match.end())
                if at >= 0 or "S" in match[0]:
                    yield Claim(row, name, None, match.start(), match.end(), at)
                    break


_NOT_RAISED = frozenset(
    "price prices concern concerns question questions awareness guidance forecast forecasts outlook bar alarm eyebrows rate rates tax taxes salary"
    " salaries wage wages dividend target targets doubt doubts hope hopes fear fears estimate estimates offer offers bid bids fee fees spectre specter"
    " prospect possibility issue issues temperature temperatures profile standards limit limits ceiling stake stakes contract contracts order orders"
    " licence license approval patent partnership deal customers client voice voices children kids flag flags hand hands risk risks tariff tariffs"
    " production output capacity expectations".split()
)  # fmt: skip
_NOT_ROUND_SUMS = frozenset(
    "revenue revenues sales turnover profit profits loss losses contract contracts order orders penalty fine fines arr gmv ebitda income"
    " securitization securitisation assets aum budget prize ransom award bookings damages settlement backlog deal subsidy bounty rent salary cost costs savings bill bonus market"
    " industry opportunity lawsuit claim claims dividend".split()
)  # fmt: skip


_NOT_MONEY_NOUNS = frozenset(
    "arm firm firms unit banker bankers bank banks fund group manager managers strategy committee adviser advisor vehicle platform house company market"
    " markets winter environment landscape banking needs gains expenditure spending structure ratio ratios requirements adequacy flows controls goods city"
    " cities program programme initiative team climate ecosystem boom bubble crunch opportunities opportunity community industry world thesis theses focus"
    " approach grade trust trusts portfolio scene trend trends options card cards rating ratings score scores union unions history goal goals cost costs".split()
)  # fmt: skip
_INVESTED_ELSEWHERE = re.compile(r"[RK][ox]{0,2}n(?:[dAxpGza'-]|N(?=G)){0,7}[NIC]")


_GIVES = frozenset("give gives gave giving pay pays paid paying provide provides provided providing put puts putting grant granted lend lends lent lending commit commits committed contribute contributes contributed".split())  # fmt: skip


def _invests_itself(row: Row, noun: int) -> bool:
    """"Bolt's ₹982 crore investment": the possessor's money, unless it says from whom it came."""
    return row.chunks[noun].low in ("investment", "investments", "stake", "bet", "commitment") and not re.match(r"(?:R|[dx]{0,2}(?:m|Ly|y))", row.tags[noun + 1 :])


def _is_fund(chunk: Chunk) -> bool:
    """An investor by its own name; a bank that the article calls an investment bank may receive money."""
    return chunk.tag is Tag.INVESTOR and is_investors(chunk.text)


def _compound(row: Row, noun: int) -> bool:
    """Is the money noun only part of another noun: "investment firm", "funding platform"?"""
    return row.tags[noun] in "RBK" and noun + 1 < len(row.chunks) and row.chunks[noun + 1].low in _NOT_MONEY_NOUNS


_LAUNCHER = re.compile(r"^(?:[dAxGpz,()R'\"]|N(?=x?G)){0,8}?(?P<s>[NCi])(?!x?G)")
_LAUNCHES = frozenset(
    "launches launched launch launching emerges emerged emerge emerging debuts debuted unveils unveiled exits exited arrives starts started returns returned"
    " comes came speeds expands builds wants opens opened scales scaled graduates announces announced kicks".split()
)  # fmt: skip


def _launcher(row: Row, at: int) -> Recipient | None:
    """Who comes with the sum: the first name of the headline, or of a sentence that tells of a launch."""
    match = _LAUNCHER.match(row.tags)
    if match is None or match.start("s") > at:
        return None
    launches = row.sentence.headline or any(chunk.low in _LAUNCHES for chunk in row.chunks[match.end() : at])
    return Recipient(match.start("s"), "main clause") if launches else None


_SOLD = re.compile(r"(?:m|y)[dAx]{0,3}(?:q|x)(?:o|'|K)")


def _for_others(row: Row, match: re.Match[str]) -> bool:
    """The subject puts money into somebody else, or the noun is part of another one: "venture capital arm"."""
    end = match.end()
    noun = end - 1
    while noun + 1 < len(row.chunks) and row.tags[noun] == "S" and row.tags[noun + 1] in "RBK":
        noun += 1
    if row.tags[noun] in "RBK" and noun + 1 < len(row.chunks) and row.chunks[noun + 1].low in _NOT_MONEY_NOUNS:
        return True
    # "Raises $520m from the sale of its shares in Bolt", "by selling buildings".
    sold = _SOLD.match(row.tags, end)
    if sold and row.chunks[sold.end() - 2].low in ("sale", "selling", "disposal", "divestment", "divestiture", "sales"):
        return True
    following = row.tags[end - 1 : end + 14]
    elsewhere = _INVESTED_ELSEWHERE.search(following.split("V")[0].split(",")[0])
    return bool(elsewhere) and row.chunks[end - 1 + elsewhere.start()].low in ("investment", "investments", "stake", "stakes", "bet") if elsewhere else False


def _other_raise(row: Row, trigger: int, end: int) -> bool:
    """"Raises concerns", "wins a $5m contract": another object than money for the company."""
    of = end < len(row.chunks) - 1 and row.tags[end] == "o" and row.chunks[end + 1].low in _OTHER_ROUNDS
    return of or any(chunk.low in _NOT_RAISED for chunk in row.chunks[trigger + 1 : end + (1 if row.tags[end - 1] == "V" else 0)])


def _sum_in(row: Row, kinds: dict[int, Sum], start: int, end: int) -> int | None:
    """The sum inside a trigger, or just behind it; -1 for a round without one, None when the sum is another thing."""
    inside = [i for i in range(start, end) if row.tags[i] == "M"]
    if inside:
        good = [i for i in inside if kinds[i] in (Sum.ROUND, Sum.TO_DATE, Sum.TRANCHE, Sum.FUND)]
        return good[0] if good else None
    return _sum_near(row, kinds, end - 1, end)


def _sum_near(row: Row, kinds: dict[int, Sum], start: int, end: int) -> int:
    """The nearest sum that can be a round's, in the same clause; behind the trigger before in front of it."""
    candidates = [i for i, kind in kinds.items() if kind in (Sum.ROUND, Sum.TRANCHE, Sum.TO_DATE, Sum.FUND)]
    after = [i for i in candidates if i >= start and i - end < 14 and not re.search(r"[.;]|,[dxa&]*[NICi]+[a]*[VWv]", row.tags[end:i])]
    before = [i for i in candidates if i < start and start - i < 9 and not re.search(r"[.;Vq]", row.tags[i + 1 : start])]
    if after and (not before or after[0] - end <= start - before[-1] + 3):
        return after[0]
    return before[-1] if before else -1


_VALUE_BEFORE = re.compile(r"X[^VWvM.;:,]{0,8}$")
_VALUE_AFTER = re.compile(r"M?[dxzAa'(-]{0,3}X")
_TO_DATE_BEFORE = re.compile(r"\b(?:totals?|altogether|to date|haul)\b[^.;]{0,60}$", re.I)
_TO_DATE_AFTER = re.compile(r"^[^.;,]{0,40}?(?:to[- ]date|in total|so far|since (?:its|inception|launch|being)|altogether|over its|in all|overall)\b|^ (?:total|in total)\b", re.I)


def sums_of(row: Row) -> dict[int, Sum]:
    """What each sum of the row is, by its chunk's index."""
    at = [i for i, tag in enumerate(row.tags) if tag == "M"]
    return {i: _sum_kind(row, i) if n < MAX_SUMS else Sum.OTHER for n, i in enumerate(at)}


def _sum_kind(row: Row, i: int) -> Sum:
    before, after = row.tags[max(0, i - 9) : i], row.tags[i + 1 : i + 6]
    text, chunk = row.sentence.text, row.chunks[i]
    worth_of = row.find({"worth"}, i + 1, i + 2) >= 0
    if i and row.tags[i - 1] == "X" and row.chunks[i - 1].low == "worth" and i > 1 and row.tags[i - 2] == "K":
        return Sum.ROUND
    if not worth_of and (_VALUE_BEFORE.search(before) or _VALUE_AFTER.match(after)):
        return Sum.VALUATION
    near = row.chunks[i + 1 : i + 5]
    for chunk_after in near:
        if chunk_after.tag in (Tag.COMMA, Tag.IN, Tag.FROM, Tag.FOR, Tag.END, Tag.RELATIVE, Tag.ROUND, Tag.SERIES, Tag.TO, Tag.BY, Tag.WITH, Tag.AND):
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
    if re.search(r"q[dAxNICfo]{0,4}$", before) and "V" not in before[before.rfind("q") :]:
        return Sum.STAKE_PRICE
    if re.match(r"^ (?:a|per) (?:share|user|month|year|unit|person|day)\b", text[chunk.end : chunk.end + 12]):
        return Sum.OTHER
    if _TO_DATE_BEFORE.search(text[max(0, chunk.start - 90) : chunk.start]) or _TO_DATE_AFTER.match(text[chunk.end : chunk.end + 70]):
        return Sum.TO_DATE
    if re.search(r"\b(?:second|third|first|final|initial) (?:tranche|close|closing)\b", text[max(0, chunk.start - 40) : chunk.end + 30], re.I):
        return Sum.TRANCHE
    return Sum.ROUND
