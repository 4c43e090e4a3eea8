"""From one row to the claims in it: which rule fired, who receives, which sum it is about.

The rules are data (`alerts.detection.claim_rules`); here is how the rules of each family are read.
`alerts.detection.roles` says who stands in which role to a trigger.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from alerts.detection.chunks import Chunk, Row
from alerts.detection.claim_rules import (
    GET_WORDS,
    GIVES,
    LAUNCHES,
    NEGATIONS,
    NOT_MONEY_NOUNS,
    NOT_RAISED,
    OTHER_ROUNDS,
    RULES,
    VAGUE_NOUNS,
    ClaimRule,
    Family,
)
from alerts.detection.lexicon import Tag, is_investors
from alerts.detection.money import Money
from alerts.detection.owners import NOBODY, owners_of
from alerts.detection.roles import Recipient, many_of_them, object_of, objects_of, subject_of, subjects_of
from alerts.detection.sum_kinds import Sum, sums_of

MAX_CLAIMS = 24
"""In one row; a sentence that claims more is nobody's prose."""
MAX_MATCHES = 64
"""Of one rule in one row."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One rule's finding in one row: `trigger` is the index of its verb or noun, `at` the chunk of the sum, or -1."""

    row: Row
    rule: str
    recipient: Recipient | None
    trigger: int
    end: int
    at: int

    @property
    def money(self) -> Money | None:
        """The sum that the claim is about."""
        return self.row.chunks[self.at].money if self.at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Search:
    """One row being searched: what its sums are, and the triggers that a rule has taken."""

    row: Row
    sums: dict[int, Sum]
    taken: set[int]


def claims_in(row: Row) -> list[Claim]:
    """The claims that the rules find in a row, in the order of their triggers. One for each trigger and recipient."""
    search = _Search(row, sums_of(row), set())
    found: dict[tuple[int, int], Claim] = {}
    every = (claim for rule in RULES for claim in _READERS[rule.family](rule, search))
    for claim in islice(every, MAX_CLAIMS):
        key = (claim.trigger, claim.recipient.index if claim.recipient else -1)
        found.setdefault(key, claim)
    return sorted(found.values(), key=lambda claim: claim.trigger)


def _matches(rule: ClaimRule, row: Row) -> Iterator[re.Match[str]]:
    return islice(rule.pattern.finditer(row.tags), MAX_MATCHES)


def _bracketed(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    for match in _matches(rule, search.row):
        search.taken.update(range(match.start(), match.end()))
        recipient = Recipient(match.start(), "bracket")
        yield Claim(search.row, rule.name, recipient, match.start() + 2, match.end(), match.end() - 1)


def _pays_little(row: Row, noun: int) -> bool:
    credit = row.chunks[noun].low == "credit" and row.tags[noun + 1 : noun + 2] not in ("B", "R")
    return row.chunks[noun].low in ("money", "cash") or (credit and row.find({"the"}, noun - 1, noun) >= 0)


def _by_verb(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, end = match.span()
        if trigger in search.taken or _for_others(row, end):
            continue
        if _other_raise(row, trigger, end):
            if rule.name == "gains a sum":
                search.taken.add(trigger)  # an offer that is got is no bare sum either
            continue
        if _negated(row, trigger):
            search.taken.add(trigger)  # what was not raised is for the rules that deny
            continue
        at = _sum_in(search, trigger, end)
        if at is None:
            continue
        at = _new_part(search, at)
        search.taken.add(trigger)
        # "Gets a little money each time", "can take the credit": nobody's round.
        pays = rule.name == "gains a round" and at < 0 and row.chunks[trigger].low in GET_WORDS
        if many_of_them(row, trigger) or (pays and _pays_little(row, end - 1)) or _hands_out(row, trigger, end):
            continue
        if _somebody_elses(row, trigger):
            continue
        shared = _distributed(search, trigger) or [(subject, at) for subject in subjects_of(row, trigger)]
        for subject, sum_at in shared:
            yield Claim(row, rule.name, subject, trigger, end, sum_at)


_INCLUDING = re.compile(
    r"\b(?:including|includes|of which|counting) (?:an?|the|its|this) (?:[\w-]{1,12} )?(?:new|latest|fresh|current|additional|most recent) (?:[\w-]{1,12} )?$",
    re.IGNORECASE,
)


def _new_part(search: _Search, at: int) -> int:
    """ "Has raised $70m in total, including a new $20m round": the sum that is new, of a total's."""
    following = search.row.tags.find("M", at + 1, at + 10) if at >= 0 and search.sums[at] is Sum.TO_DATE else -1
    if following < 0 or search.sums[following] is not Sum.ROUND:
        return at
    chunks = search.row.chunks
    return following if _INCLUDING.search(search.row.sentence.text, chunks[at].end, chunks[following].start) else at


_SUBJECTS = re.compile(r"(?P<names>[NI](?:,[NI]){0,6},?&[NI])a{0,3}$")
_SUMS = re.compile(r".[dAx]{0,2}(?:S(?:,S){0,6},?&SR?o)?(?P<sums>M(?:,M){0,6},?&M)(?![RSK])")


def _distributed(search: _Search, trigger: int) -> list[tuple[Recipient | None, int]]:
    """ "Acme and Bolt raised $5m and $9m, respectively": the first sum is the first name's, the second the second's."""
    tags = search.row.tags
    subjects = _SUBJECTS.search(tags, max(0, trigger - 20), trigger)
    sums = _SUMS.match(tags, trigger)
    if subjects is None or sums is None:
        return []
    names = [i for i in range(subjects.start("names"), subjects.end("names")) if tags[i] in "NI"]
    places = [i for i in range(sums.start("sums"), sums.end("sums")) if tags[i] == "M"]
    if len(names) != len(places) or any(search.sums[i] not in _RAISED for i in places):
        return []
    return [(Recipient(name, "subject"), at) for name, at in zip(names, places, strict=True)]


# What a verb's subject may be without being a company, and still be the company's raise: "its campaign has raised £2m".
_DOINGS = frozenset(
    "campaign project appeal drive deal transaction sale auction effort event move process programme program pitch total others which that team".split()
)
_PLAIN_SUBJECT = re.compile(r"(?:^|[.;:,&\"]|[dA])(?P<s>x)a{0,3}$")


def _somebody_elses(row: Row, trigger: int) -> bool:
    """ "Thieves took $2m from Acme": a plain noun is the subject, and stands for no company told of before."""
    if row.tags[trigger] != "W":
        return False
    match = _PLAIN_SUBJECT.search(row.tags, max(0, trigger - 8), trigger)
    return match is not None and row.chunks[match.start("s")].low not in _DOINGS


_NOT = NEGATIONS | {"hasn't", "haven't", "hadn't"}


def _negated(row: Row, trigger: int) -> bool:
    """ "Has not raised", "never raised", "hopes never to raise"; but "not only raised"."""
    for i in range(trigger - 1, max(-1, trigger - 4), -1):
        low = row.chunks[i].low.replace("’", "'")
        if low in ("only", "just", "merely"):
            return False
        if low in _NOT:
            return True
        if row.tags[i] not in ("a" if i < trigger - 1 else "at"):
            return False
    return False


_OFFERS = frozenset(
    "announces announced announcing launches launched launching unveils unveiled offers offered closes closed".split()
)


def _hands_out(row: Row, trigger: int, end: int) -> bool:
    """ "Launches subsidies of $7bn": who announces grants gives them."""
    return row.tags[end - 1] == "g" and row.chunks[trigger].low in _OFFERS and row.chunks[end - 1].low.endswith("s")


def _by_getting(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, at = match.start(), match.end() - 1
        if trigger in search.taken or row.chunks[trigger].low not in GET_WORDS or search.sums[at] is not Sum.ROUND:
            continue
        if _SOLD.match(row.sentence.text, row.chunks[at].end):
            search.taken.add(trigger)
            continue
        what = row.find(_SIZED, trigger + 1, at) >= 0 or "x" not in row.tags[trigger + 1 : at]
        subject = subject_of(row, trigger) if what else None
        if subject is not None:
            search.taken.add(trigger)
            yield Claim(row, rule.name, subject, trigger, match.end(), at)


_SIZED = frozenset("sum total cheque check amount most least chunk slice award awards".split())


_RAISED_BEFORE = frozenset(
    "coffers chest kitty round series funding raise capital seed tally haul raised financing".split()
)


def _by_adding(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, at = match.start(), match.end() - 1
        to = row.find(_RAISED_BEFORE, at + 1, at + 8) >= 0 or "S" in row.tags[at : at + 8]
        if trigger not in search.taken and to and row.chunks[trigger].low in ("adds", "added", "adding", "add"):
            search.taken.add(trigger)
            for subject in subjects_of(row, trigger):
                yield Claim(row, rule.name, subject, trigger, match.end(), at)


def _by_coming(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row) if not search.taken else ():
        subject = _launched(row, match.start()) or _launcher(row, match.start()) or _owner_behind(row, match.start())
        at = row.tags.index("M", match.start())
        # "Acme backs Bolt with $5m" is Bolt's money.
        given = "v" in row.tags[: match.start()]
        if subject is not None and not given and search.sums[at] is Sum.ROUND:
            search.taken.add(match.start())
            yield Claim(row, rule.name, subject, match.start(), match.end(), at)


def _by_talking(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, end = match.span()
        subject = subject_of(row, trigger)
        # "In talks to raise" has its verb; "in talks for $20m" has none.
        if subject is None or "V" in row.tags[trigger : end + 3]:
            continue
        at = _sum_in(search, trigger, end)
        if at is not None and not _compound(row, end - 1):
            search.taken.add(trigger)
            yield Claim(row, rule.name, subject, trigger, end, at)


def _by_shares(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, end = match.span()
        if rule.name == "sells a part of itself":
            part = row.tags[end - 1] == "M" or row.find({"minority"}, trigger, end) >= 0
            if part and row.chunks[trigger].low.startswith(("sell", "sold")):
                at = end - 1 if row.tags[end - 1] == "M" else _sum_near(search, trigger, end)
                yield Claim(row, rule.name, subject_of(row, trigger), trigger, end, at)
        elif row.find({"new"}, trigger, end) >= 0 or row.tags[trigger] == "W":
            yield Claim(row, rule.name, subject_of(row, trigger), trigger, end, end - 1)


def _by_own_sum(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        at = match.end() - 1
        following = row.chunks[at + 1].low if at + 1 < len(row.chunks) else ""
        if row.sentence.headline and search.sums[at] is Sum.ROUND and following not in ("investment", "bet", "stake"):
            yield Claim(row, rule.name, Recipient(match.start(), "possessor"), at, at + 1, at)


def _by_object(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, end = match.span()
        # "Bought in May" is no share of anything.
        if rule.name == "buys into" and (
            row.chunks[end - 1].low != "into" or not row.chunks[trigger].low.startswith("b")
        ):
            continue
        if _negated(row, trigger):
            continue  # "has not invested in Acme"
        recipient = object_of(row, end)
        if recipient is None or _is_fund(row.chunks[recipient.index]) or _compound(row, trigger):
            continue
        # "Buys $5m of insider shares in Acme": those only change hands, and are for `deals` to tell.
        if rule.name == "stake in" and row.find(_SELLERS, trigger - 2, trigger) >= 0:
            continue
        # "Raised its stake in Acme to $50m": a holder's purchase.
        if rule.name == "stake in" and _GROWS.search(row.sentence.text, 0, row.chunks[trigger].end):
            continue
        # "Stakes in Acme, Bolt and Crane"; one investment has one recipient.
        if row.chunks[trigger].low in ("stakes", "investments", "rounds"):
            for other in objects_of(row, end)[1:]:
                yield Claim(row, rule.name, other, trigger, other.index + 1, -1)
        # "Gives Acme $5m" and not "gives Acme new shares".
        gives = rule.name == "backs" and row.chunks[trigger].low in GIVES
        if gives and "M" not in row.tags[recipient.index + 1 : recipient.index + 5]:
            continue
        if rule.name == "commits to" and row.chunks[trigger].low not in _COMMITS:
            continue
        yield Claim(row, rule.name, recipient, trigger, recipient.index + 1, _sum_near(search, trigger, end))
        if rule.name == "invests in":
            yield from _and_in(rule, search, trigger, recipient.index + 1)


_GROWS = re.compile(
    r"\b(?:rais|increas|lift|boost|hik|tripl|doubl|cut|cutt|trimm|reduc|lower)(?:e|es|ed|ing|s)? (?:its|their|his|her) (?:[^\s.;,]{1,12} ){0,2}(?:stake|shareholding|holding)$",
    re.IGNORECASE,
)
_SELLERS = frozenset("insider insiders employee employees staff founder founders".split())
_COMMITS = frozenset("commit commits committed committing".split())
_AND_IN = re.compile(r",?&?a?M[dxA]{0,2}n")


def _and_in(rule: ClaimRule, search: _Search, trigger: int, start: int) -> Iterator[Claim]:
    """ "Invested $5m in Acme, $3m in Bolt and $1m in Crane": each sum behind the first has a recipient of its own."""
    row = search.row
    match = _AND_IN.match(row.tags, start)
    while match:
        other = object_of(row, match.end())
        if other is None or _is_fund(row.chunks[other.index]):
            return
        at = row.tags.index("M", match.start())
        if search.sums[at] in _RAISED:
            yield Claim(row, rule.name, other, trigger, other.index + 1, at)
        match = _AND_IN.match(row.tags, other.index + 1)


def _by_description(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        trigger, end = match.span()
        noun = row.tags.index("G", end)
        many = row.chunks[noun].low.endswith("s") and row.chunks[noun].low != "business"
        if trigger in search.taken or many or row.chunks[end].low not in ("a", "an", "another"):
            continue
        at = _sum_near(search, trigger, end)
        if at >= 0 or row.tags[trigger] == "K":
            search.taken.add(trigger)
            yield Claim(row, rule.name, None, trigger, noun + 1, at)


def _by_noun(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        noun = match.end() - 1
        at = _sum_near(search, match.start(), match.end())
        vague = rule.name == "named round" or at < 0
        if vague and row.chunks[noun].low in VAGUE_NOUNS:
            continue
        if rule.name == "its round" and row.chunks[noun].low in _OUTSTANDING and at < 0:
            continue  # "Acme's debt": what it owes already
        own = rule.name == "its round" and _invests_itself(row, noun)
        if own or _compound(row, noun) or _INVESTED_ELSEWHERE.match(row.tags, noun):
            continue
        yield Claim(row, rule.name, Recipient(match.start(), "possessor"), noun, match.end(), at)


def _by_negating(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    for match in _matches(rule, search.row):
        if search.row.chunks[match.start()].low in NEGATIONS and not _never_did(search.row, match):
            yield from _refusals(rule, search.row, match)


_SAID_OTHERWISE = re.compile(
    r"\b(?:reports?|reported(?:ly)?|rumou?rs?|rumou?red|speculation|talk of|den(?:y|ies|ied|ying|ial)|contrary to|untrue|baseless)\b",
    re.IGNORECASE,
)


def _never_did(row: Row, match: re.Match[str]) -> bool:
    """ "Has not raised outside funding": no round is denied of which nobody spoke. A sum or a series makes it one."""
    verb = next(
        (row.chunks[i].low for i in range(match.start() + 1, match.start() + 4) if row.tags[i : i + 1] == "V"), ""
    )
    done = verb.endswith("ed") or (
        verb == "raise" and row.find({"did", "didn't"}, max(0, match.start() - 2), match.end()) >= 0
    )
    told = {"M", "S"} & set(row.tags[match.start() : match.end() + 6])
    return done and not told and not _SAID_OTHERWISE.search(row.sentence.text)


def _by_refusing(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    for match in _matches(rule, row):
        others = _INVESTS_ELSEWHERE.match(row.tags, match.end())
        other_thing = any(chunk.low in NOT_RAISED for chunk in row.chunks[match.end() : match.end() + 12])
        # "Denied that the round valued it at $3bn": the round is not denied, its price is.
        worth = _OF_ITS_WORTH.match(row.tags, match.start())
        if match.start() not in search.taken and not others and not other_thing and not worth:
            yield from _refusals(rule, row, match)


_OF_ITS_WORTH = re.compile(r"D[^.;:VvTPM]{0,9}X")


def _refusals(rule: ClaimRule, row: Row, match: re.Match[str]) -> Iterator[Claim]:
    for subject in subjects_of(row, match.start()):
        if subject is not None:
            yield Claim(row, rule.name, subject, match.start(), match.end(), -1)


def _by_list(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    match = rule.pattern.match(row.tags)
    if match and not row.sentence.headline and not search.taken:
        at = row.tags.index("M")
        search.taken.add(at)
        yield Claim(row, rule.name, Recipient(match.start("s"), "list"), at, at + 1, at)


def _bare(rule: ClaimRule, search: _Search) -> Iterator[Claim]:
    row = search.row
    match = rule.pattern.search(row.tags) if not search.taken else None
    # "Repaid its $30m Series A lender": the sum is another thing's, and the stage with it.
    owed = match is not None and search.sums.get(match.start()) is Sum.OTHER
    if match and not owed and not _compound(row, match.end() - 1):
        at = _sum_near(search, match.start(), match.end())
        if at >= 0 or "S" in match[0]:
            search.taken.add(match.start())
            yield Claim(row, rule.name, None, match.start(), match.end(), at)


_READERS: dict[Family, Callable[[ClaimRule, _Search], Iterator[Claim]]] = {
    Family.BRACKET: _bracketed,
    Family.VERB: _by_verb,
    Family.GETS: _by_getting,
    Family.ADDS: _by_adding,
    Family.COMES_WITH: _by_coming,
    Family.TALKS: _by_talking,
    Family.SHARES: _by_shares,
    Family.OWN_SUM: _by_own_sum,
    Family.OBJECT: _by_object,
    Family.DESCRIBED: _by_description,
    Family.NOUN: _by_noun,
    Family.NEGATES: _by_negating,
    Family.REFUSES: _by_refusing,
    Family.LIST: _by_list,
    Family.BARE: _bare,
}

# What shows that a sum got is an investor's, and no fee, fine, order or write-down.
_FINANCING = re.compile(
    r"\b(?:rounds?|funding|financing|fundrais\w{1,5}|(?:pre-)?series [a-k]\d?|(?:pre-)?seed|investors?|investments?|invest(?:s|ed|ing)?|backers?|backing|venture|equity"
    r"|stakes?|valuation|valued at|valuing|VCs?|angels?|convertible|shareholders?|new shares|grants?|start-?ups?|accelerator|incubator)\b",
    re.I,
)
_OTHER_MONEY = frozenset(
    "offer offers bid bids charge charges write-down write-downs writedown writedowns write-off write-offs writeoff impairment hit loss losses bailout bailouts bail-out rescue tarp deposit"
    " deposits breaks incentives damages lawsuit lawsuits suit settlement verdict fine fines penalty prize prizes bonus bonuses compensation severance salary wages ransom order orders"
    " contract contracts refund rebate royalties royalty fee fees insurance insurer donors donations donation charity votes tax taxes licence license winnings jackpot"
    " box-office prize-money transfer dividend dividends commission commissions rent".split()
)  # fmt: skip
_WEAKLY = ("gets a sum", "gains a sum", "a sum from", "commits to")


def _is_weak(claim: Claim) -> bool:
    """Does a claim hang on a verb that gets anything at all?

    A backer that is an investor by its name makes it strong, and so does a round, a loan or a grant just behind the sum.
    """
    if claim.rule not in _WEAKLY:
        return False
    tags = claim.row.tags
    behind = tags[claim.trigger : claim.at + 9]
    giver = tags[max(0, claim.trigger - 6) : claim.trigger] if claim.rule == "commits to" else behind
    noun = claim.rule == "gains a sum" and re.match(r"[dAxG]{0,3}[RSBg]", tags[claim.at + 1 :])
    return not (re.search(r"m[^.;:]{0,5}I" if claim.rule != "commits to" else "I", giver) or noun)


# "In the XPrize competition", "a $4m tax credit".
_WON_IN = re.compile(
    r" (?:in|at|from|as) (?:the|an?|this year[’']s) (?:[^\s.;,]{1,16} ){0,5}?(?:\w{0,12}prize|awards?|competition|contest|challenge|cup|trophy|lottery|hackathon)\b(?! fund)(?-i:(?! and [A-Z]))",
    re.IGNORECASE,
)
_TAX = re.compile(
    r" (?:(?!for |to )[\w-]{1,14} ){0,2}tax (?:credits?|breaks?|relief|refunds?|rebates?|incentives?|exemptions?)\b",
    re.I,
)


def is_other_money(claim: Claim) -> bool:
    """ "Gets $5m in damages", "takes a $2bn charge": money that is got for another thing than a share."""
    end = claim.row.chunks[claim.at].end if claim.at >= 0 else claim.row.chunks[claim.trigger].end
    if _WON_IN.match(claim.row.sentence.text, end) or _TAX.match(claim.row.sentence.text, end):
        return True
    behind = claim.row.chunks[claim.at + 1].low if claim.at + 1 < len(claim.row.chunks) else ""
    if behind.endswith((" prize", " award", " cup", " medal", " trophy")):
        return True  # "won the $1m Longitude Prize"
    purpose = claim.row.tags.find("t", claim.trigger)
    return _is_weak(claim) and claim.row.find(_OTHER_MONEY, claim.trigger, purpose if purpose > 0 else None) >= 0


def shows_financing(claim: Claim) -> bool:
    """Does a claim's sentence say that the money is an investor's, by its verb or by a word of the trade?"""
    return not _is_weak(claim) or _FINANCING.search(claim.row.sentence.text) is not None


# "Denies investing in", "that it would lead a round in", "buying a stake in": the denial of who gives the money.
_INVESTS_ELSEWHERE = re.compile(
    r"[^.;:]{0,8}v[^.;:VMvq]{0,5}n|[^.;:V]{0,4}[NI]R|[^.;:V]{0,10}L[dxAMa]{0,4}(?:S?R|S)[nfo]|[^.;:V]{0,12}K[nf][dAxGp]{0,4}[NI]"
)
_INVESTED_ELSEWHERE = re.compile(r"[RK][ox]{0,2}n(?:[dAxpGza'-]|N(?=G)){0,7}[NIC]")


_OUTSTANDING = frozenset("debt debts bond bonds notes credit borrowing borrowings loans".split())


def _invests_itself(row: Row, noun: int) -> bool:
    """ "Bolt's ₹982 crore investment": the possessor's money, unless it says from whom it came."""
    invested = row.chunks[noun].low in ("investment", "investments", "stake", "bet", "commitment")
    return invested and not re.match(r"(?:R|[dx]{0,2}(?:m|Ly|y))", row.tags[noun + 1 :])


def _is_fund(chunk: Chunk) -> bool:
    """An investor by its own name; a bank that the article calls an investment bank may receive money."""
    return chunk.tag is Tag.INVESTOR and is_investors(chunk.text)


def _compound(row: Row, noun: int) -> bool:
    """Is the money noun only part of another noun: "investment firm", "funding platform"?"""
    return row.tags[noun] in "RBK" and noun + 1 < len(row.chunks) and row.chunks[noun + 1].low in NOT_MONEY_NOUNS


_LAUNCHER = re.compile(r"^(?:[dAxGpz,()R'\"]|N(?=x?G)){0,8}?(?P<s>[NCi])(?!x?G)")


def _launched(row: Row, at: int) -> Recipient | None:
    """ "Ex-Bolt engineers launch Acme with $5m": what is launched has the money."""
    named = at > 1 and row.tags[at - 1] == "N"
    launched = named and any(chunk.low in LAUNCHES for chunk in row.chunks[max(0, at - 4) : at - 1])
    return Recipient(at - 1, "object") if launched else None


def _launcher(row: Row, at: int) -> Recipient | None:
    """Who comes with the sum: the first name of the headline, or of a sentence that tells of a launch or a purchase."""
    match = _LAUNCHER.match(row.tags)
    if match is None or match.start("s") > at:
        return None
    doing = row.chunks[match.end() : at]
    launches = row.sentence.headline or any(chunk.low in LAUNCHES or chunk.tag is Tag.ACQUIRES for chunk in doing)
    return Recipient(match.start("s"), "main clause") if launches else None


_OWNER_BEHIND = re.compile(r"^w[^,.;NCi]{1,8}(?:m[dAxG]{0,3}[NI](?:,?&?[NI]){0,3})?,[dAxG]{0,4}(?P<s>[NCi])")


def _owner_behind(row: Row, at: int) -> Recipient | None:
    """ "With $30m of fresh capital from Quay, Acme will hire": who stands behind the comma has the money."""
    match = _OWNER_BEHIND.match(row.tags) if at == 0 else None
    return Recipient(match.start("s"), "main clause") if match else None


# "Raises $520m from the sale of its shares in Bolt", "by selling buildings", "from asset sales".
_SOLD = re.compile(
    r"(?: \w{1,12}){0,4}? (?:from|by|through|via|in|with) (?:\w{1,12} ){0,2}?(?:(?:asset|property|stake|share|unit|bond|land) (?:sales?|disposals?)|sales? of|sell(?:ing)?|disposals?|divest\w{2,6}|auction)\b(?! (?:new|fresh|newly))(?! (?:an? |some )?(?:[\w.%]{1,10} ){0,3}(?:stake|share)s? (?:in|of) (?:itself|the (?:company|firm|business|group)))"
)


def _for_others(row: Row, end: int) -> bool:
    """The subject puts money into somebody else, or the noun is part of another one: "venture capital arm"."""
    noun = end - 1
    while noun + 1 < len(row.chunks) and row.tags[noun] == "S" and row.tags[noun + 1] in "RBK":
        noun += 1
    if row.tags[noun] in "RBK" and noun + 1 < len(row.chunks) and row.chunks[noun + 1].low in NOT_MONEY_NOUNS:
        return True
    if _SOLD.match(row.sentence.text, row.chunks[end - 1].end):
        return True
    following = row.tags[end - 1 : end + 14]
    elsewhere = _INVESTED_ELSEWHERE.search(following.split("V")[0].split(",")[0])
    placed = ("investment", "investments", "stake", "stakes", "bet")
    return elsewhere is not None and row.chunks[end - 1 + elsewhere.start()].low in placed


def _other_raise(row: Row, trigger: int, end: int) -> bool:
    """ "Raises concerns", "wins a $5m contract": another object than money for the company."""
    of = end < len(row.chunks) - 1 and row.tags[end] == "o" and row.chunks[end + 1].low in OTHER_ROUNDS
    return of or any(
        chunk.low in NOT_RAISED for chunk in row.chunks[trigger + 1 : end + (1 if row.tags[end - 1] == "V" else 0)]
    )


def _sum_in(search: _Search, start: int, end: int) -> int | None:
    """The sum inside a trigger, or just behind it; -1 for a round without one, None when the sum is another thing."""
    inside = [i for i in range(start, end) if search.row.tags[i] == "M"]
    if inside:
        good = [i for i in inside if search.sums[i] in _RAISED]
        # "Is raising at $4bn" tells of a round, and not how large it is.
        valued = search.row.tags[start] == "V" and all(search.sums[i] is Sum.VALUATION for i in inside)
        return good[0] if good else -1 if valued else None
    return _sum_near(search, end - 1, end)


_RAISED = (Sum.ROUND, Sum.TRANCHE, Sum.TO_DATE, Sum.TOTAL_ROUND, Sum.FUND)


def _sum_near(search: _Search, start: int, end: int) -> int:
    """The nearest sum that can be a round's, in the same clause; behind the trigger before in front of it."""
    row = search.row
    candidates = [i for i, kind in search.sums.items() if kind in _RAISED and (i >= start or not _in_brackets(row, i))]
    after = [
        i
        for i in candidates
        if i >= start and i - end < 14 and not re.search(r"[.;]|,[dxa&]*[NICi]+[a]*[VWv]", row.tags[end:i])
    ]
    before = [
        i for i in candidates if i < start and start - i < 9 and not re.search(r"[.;Vq]", row.tags[i + 1 : start])
    ]
    if after and (not before or after[0] - end <= start - before[-1] + 3):
        return after[0]
    return before[-1] if before else -1


def _in_brackets(row: Row, at: int) -> bool:
    """ "Quay, whose portfolio includes Bolt ($9m), led Acme's round": a sum in brackets is the name's in front of them."""
    owner = owners_of(row)[at]
    return owner != NOBODY and row.tags.startswith("(", owner + 1) and ")" not in row.tags[owner:at]
