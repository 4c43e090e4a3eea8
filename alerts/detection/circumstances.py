"""How sure a claim is, how far the round is, and whether it is news: read from the words around its trigger."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from alerts.detection.chunks import Row, once_a_row
from alerts.detection.claims import Claim
from alerts.detection.lexicon import CONTRASTS, LEXICON, Tag, is_investors
from alerts.detection.mention import Certainty, Kind, Span, Status
from alerts.detection.owners import owners_of
from alerts.detection.rules import AHEAD, BACKGROUND, CERTAINTIES, KINDS, REPORTED, STATUSES
from alerts.detection.sum_kinds import Sum, is_come_in

_MONTHS = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1)}  # fmt: skip
# Its letters are ASCII's: without case, "s" is "ſ" as well, and "ſeptember" is in no list of months.
_MONTH = re.compile(
    r"(?:\b|(?<=round)|(?<=funding)|(?<=million))(?:in|since|until|last|early|late|during|of) ((?a:"
    + "|".join(_MONTHS)
    + r"))\b(?: (?:of )?((?:19|20)\d\d))?",
    re.I,
)
_YEAR = re.compile(
    r"\b(?:in|since|of|during|back in|from|early|late|mid-?|by|" + "|".join(_MONTHS) + r"),? ?((?:19|20)\d\d)\b", re.I
)
_AGO = re.compile(
    r"\b(?:last|previous|prior) (?:year|month|quarter|summer|fall|autumn|winter|spring|round|time|funding)\b|\b(?:\w+) (?:years?|months?|quarters?) (?:ago|earlier|before|later)\b|\bearlier this (?:year|month)\b|\bthe same (?:week|month|quarter|year)\b|"
    r"\b(?:previously|earlier|originally|once|formerly|at the time|back then|prior to|before (?:that|the|this|its)|until then)\b|\bat (?:that|the) time\b",
    re.I,
)  # fmt: skip
_MONTHS_AGO = re.compile(
    r"\bearlier (?:this (?:year|month)|last (?:year|month))\b|\blast (?:year|month|quarter|summer|fall|autumn|winter|spring)\b|\b(?:\w+) (?:years?|months?) (?:ago|earlier|before)\b|\b(?:in|back in|last|since) (?:"
    + "|".join(_MONTHS)
    + r")\b",
    re.I,
)
_NOW = re.compile(
    r"\b(?:today|yesterday|this (?:week|morning)|earlier (?:today|this week)|recently|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:has|have) (?:just|now|today|recently)|announced|announces|recent|latest|new|fresh|additional|just)\b",
    re.I,
)
_PLUPERFECT = re.compile(r"\bhad\b(?! (?:closed a|not))")
# "Denied that it had raised": the denial is of today.
_DENIES_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:es|ed|ing)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing))\b[^,.;]{0,24}$",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have)\b|['’]s raised")
_LIKE = re.compile(
    r"\b(?:such as|like|including|includes?|rivals?|competitors?|others? include|peers?|compared? (?:to|with)|similar|unlike|for instance|for example|meanwhile)\b",
    re.I,
)
_AFTERWARDS = re.compile(
    r"\b(?:after|despite|fresh off|having|since|following|on the heels of|on the back of)\b(?:[^.;,]|\.(?=\S)){0,45}$",
    re.I,
)
_DATES_NOUN = re.compile(
    r"\b(?:last|previous|prior|earlier) (?:round|funding|investment|financing|raise|fundraise)", re.I
)


# "Unlike Nimbora, which raised $4m in 2021, Acme has raised": what is told of the other company.
_COMPARED = re.compile(r"(?:Unlike|Like) (?:[^.;“”]|\.\d){1,160}, (?=[^,]{0,40}$)")
# What makes a claim history.
OLD = frozenset(
    {
        "rule:bracketed raise",
        "background words",
        "pluperfect",
        "dated before",
        "sum:to_date",
        "earlier round",
        "afterwards",
    }
)
EARLIER = OLD | {"ago", "dated another month"}
"""Signals of another day: of history, and of what may be this round's own past."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What one claim's own words say of it. `signals` are the names of what was seen, for the ranker and for people.

    The `_at`s are the characters of the sentence that say so; the claim's own words where no rule fired.
    """

    kind: Kind
    status: Status
    certainty: Certainty | None
    signals: frozenset[str]
    rules: tuple[str, ...]
    kind_at: Span
    status_at: Span
    certainty_at: Span | None
    old_at: Span | None


def words_of(claim: Claim) -> Span:
    """The characters of the sentence that make the claim: its trigger, and what it gets."""
    chunks = claim.row.chunks
    at = claim.trigger if claim.at < 0 else claim.at
    last = max(claim.trigger, at, min(claim.end, len(chunks)) - 1)
    return chunks[min(claim.trigger, at)].start, chunks[last].end


def circumstances_of(claim: Claim, kind_of_sum: Sum | None, published: date | None) -> Circumstances:
    """Read the clause around the claim's trigger, and for attribution the whole sentence."""
    row = claim.row
    first = claim.recipient.index if claim.recipient and claim.recipient.how != "main clause" else claim.trigger
    first = min(first, claim.trigger)
    last = max(claim.end, claim.at + 1, claim.trigger + 1)
    chunks = row.chunks
    whole = row.sentence.text
    compared = _COMPARED.match(whole, 0, chunks[first].start)
    start = compared.end() if compared else _whole_word(whole, chunks[first].start - 70)
    stop = min(chunks[min(last, len(chunks)) - 1].end + 90, len(whole))
    # "Is considering a $5m raise, but Bolt has closed its Series B": the next name's clause is none of this claim's.
    owners = owners_of(row)
    after = (i for i in range(last, len(chunks)) if owners[i] == i and chunks[i].tag is Tag.NAME and _is_next(row, i))
    stop = min(stop, next((chunks[i].start for i in after), stop))
    clause = whole[start:stop]
    # What a noun is called stands before it, what a verb gets behind it; whether it is a round at all, around both.
    trigger = chunks[claim.trigger].start
    spoken = without_names_goods(row)
    got = spoken[trigger if row.tags[claim.trigger] in "VW" else _whole_word(whole, trigger - 24) : stop]
    own = words_of(claim)
    around = _whole_word(whole, trigger - 30)
    kind, kind_rule, kind_words = _kind(claim, kind_of_sum, spoken[around:stop], got)
    kind_at = spoken.find(kind_words, around) if kind_words else -1
    status, status_rule, status_at = _status(claim, clause, start)
    # "Has not raised $5 million" is not so, whatever else the clause tells; "it is no free money" denies nothing.
    if claim.rule == "denies" and "V" in row.tags[claim.trigger + 1 : claim.trigger + 4] and status in _DONE:
        status, status_rule, status_at = Status.DENIED, None, None
    untrue_at = called_untrue(claim)
    if untrue_at and status is not Status.DENIED:
        status, status_rule = Status.DENIED, "called untrue"
    certainty, certainty_rule, certainty_at = _certainty(whole)
    behind = chunks[min(last, len(chunks)) - 1].end - start
    dating = _without_asides(claim)
    signals, old_at = _signals(claim, kind_of_sum, dating[start:stop], behind, dating, published)
    status_at = (start + status_at[0], start + status_at[1]) if status_at else untrue_at or own
    reported = _reported(claim)
    if status in (Status.ANNOUNCED, Status.CLOSED) and (certainty is Certainty.ANONYMOUS or reported):
        status, status_at = Status.RUMOURED, reported or certainty_at or own
    # "The first €5 million of a planned €20 million": the rest is still to come.
    if status in _DONE and row.tags[claim.trigger] in "VW" and is_come_in(row, claim.at):
        status, status_at = Status.PARTLY_CLOSED, own
    if certainty is None and reported:
        certainty, certainty_at = Certainty.ANONYMOUS, reported
    rules = tuple(rule for rule in (kind_rule, status_rule, certainty_rule) if rule)
    return Circumstances(
        kind, status, certainty, frozenset(signals), rules,
        kind_at=(kind_at, kind_at + len(kind_words)) if kind_words and kind_at >= 0 else own,
        status_at=status_at,
        certainty_at=certainty_at,
        old_at=(start + old_at[0], start + old_at[1]) if old_at else None,
    )  # fmt: skip


def _is_next(row: Row, i: int) -> bool:
    """Does a clause begin here, behind a comma, an "and" or a "while"?"""
    return row.tags[i - 1] in ",&;" or row.chunks[i - 1].low in CONTRASTS


_DONE = (Status.ANNOUNCED, Status.CLOSED)


def _whole_word(text: str, start: int) -> int:
    """The offset, or the next word's behind it where it falls into one: "emerged" is not "merged"."""
    start = max(0, start)
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    return start


_REPORTS = frozenset({"reported", "reports", "wrote"})


_WRITES_CHEQUE = re.compile(r" (?:[^\s.;,]{1,16} ){1,4}(?:cheques?|checks?)\b", re.IGNORECASE)


def _reported(claim: Claim) -> Span | None:
    """The words that leave the claim to somebody else: "reportedly", "…, the Ledger reported"."""
    row = claim.row
    match = REPORTED.search(row.sentence.text)
    if match:
        return match.span()
    # A name that is not the recipient's stands before the verb.
    recipient = row.chunks[claim.recipient.index].low if claim.recipient else ""
    for i, chunk in enumerate(row.chunks):
        # "Harbour Ventures wrote the biggest cheque": money, and no report.
        if chunk.low == "wrote" and _WRITES_CHEQUE.match(row.sentence.text, chunk.end):
            continue
        if i and chunk.low in _REPORTS and row.tags[i - 1] in "NIH" and row.chunks[i - 1].low != recipient:
            return row.chunks[i - 1].start, chunk.end
    return None


_OWN_FUND = re.compile(r"[VW][na]?[dAxSMaz-]{0,7}(?:(?:m[^.;:VWf]{1,16})?fd[AxzIN]{0,5})?F(?![RGx])")
# "Raised $600m from clients for a new fund", "is raising a pan-Asian property fund".
_A_FUND = (
    r"(?:(?!from\b|by\b|with\b|led\b|of\b|to\b)[^\s.;,:]{1,16} ){0,6}?(?:fund\b(?! (?:its|the|their|an?|operations|growth|expansion|research|development|this|that|future|new|more)\b)"
    r"|(?:an?|new|first|second|third|fourth|fifth|maiden|debut|latest|inaugural|flagship|seed) funds?\b|(?:property|real estate|private[- ]equity|venture|buyout|hedge|infrastructure|mezzanine|growth|secondary|debt|credit) funds\b)"
)
_RAISES_A_FUND = re.compile(rf"\w+ (?:on )?{_A_FUND}", re.I)
_FOR_A_FUND = re.compile(
    rf"\b(?:for|to (?:create|launch|start|form|set up)) {_A_FUND}|\bto (?:back|invest in|bet on|fund) (?:[\w-]{{1,16}} ){{0,4}}(?:start-?ups|founders|entrepreneurs|companies|bets)\b",
    re.I,
)
_COMMITMENTS = re.compile(
    r"\b(?:capital commitments?|limited partners|LPs|(?:final|first|second|interim) close of [^.;]{0,40}\bfunds?\b|maiden funds?|fund (?:I{1,3}|IV|V|\d))\b",
    re.I,
)


_COMPANYS = re.compile(
    r"\b(?:round|valuation|primary|stake|start-?up|lender|NBFC|lending|insurer|fintech|debentures?|NCDs?|rights issue)\b",
    re.I,
)


_INVESTS_IT = re.compile(
    r"\bfunds?\b(?! (?:its|the|their|an?|operations|growth|expansion|research)\b)|\binvestor (?:for|in)\b|\b(?:to|will) (?:invest in|back) (?:\w+ ){0,3}(?:start-?ups|founders|companies)\b",
    re.I,
)


# A round's stage; in "its second seed fund" it is the fund's.
_STAGED = re.compile(r"S(?!F)")


# "For Series A deals", "to invest in seed-stage companies": the stage of whom the money goes to.
_FOR_STAGED = re.compile(
    r"\b(?:for|to (?:back|invest in|fund|do|lead|join|strike|write)) (?:[\w-]{1,16} ){0,3}?(?:(?:pre-)?series [a-k]|(?:pre-)?seed|early|late|growth)(?:[- ]stage)?(?: (?:and|to|or) (?:(?:series )?[a-k]|seed))?"
    r" (?:[\w-]{1,14} ){0,2}?(?:deals|companies|start-?ups|rounds|investments|founders|cheques|checks|bets|ventures|firms)\b",
    re.IGNORECASE,
)


def _for_somebody(claim: Claim) -> bool:
    """ "Raises $2m for the Harbour Union": a bare name behind "for", and nothing that it could be a part of."""
    following = claim.at + 3
    if not claim.row.tags.startswith("fN", claim.at + 1):
        return False
    return (
        following >= len(claim.row.tags)
        or claim.row.tags[following] in ".,az&"
        or claim.row.chunks[following].low in ("after", "before", "as", "while", "amid", "when")
    )


def _raises_fund(claim: Claim) -> bool:
    """The recipient is an investor, and the money its fund's."""
    row = claim.row
    recipient = row.chunks[claim.recipient.index].tag if claim.recipient else Tag.WORD
    # Lenders and insurers have investors' names too; only companies have rounds, stakes and primary shares.
    if (
        recipient is Tag.INVESTOR
        and claim.recipient
        and is_investors(row.chunks[claim.recipient.index].text)
        and "S" not in row.tags[claim.trigger : claim.end + 6]
        and not _COMPANYS.search(row.sentence.text)
    ):
        return True
    if recipient is Tag.INVESTOR and "S" not in row.tags and _INVESTS_IT.search(row.sentence.text):
        return True
    if claim.rule == "comes with a sum" and row.find({"fund", "funds"}, 0, claim.trigger) >= 0:
        return True
    if row.tags[claim.trigger] not in "VW":
        return False
    text = row.sentence.text
    at = row.chunks[claim.trigger].start
    if _FOR_STAGED.search(text, at, at + 170):
        return True
    staged = _STAGED.search(row.tags)
    stop = row.chunks[min(claim.end + 8, len(row.chunks)) - 1].end
    return bool(
        _OWN_FUND.match(row.tags, claim.trigger)
        or _COMMITMENTS.search(text[at:stop])
        or (staged is None and _RAISES_A_FUND.match(text, at, at + 110))
        or (staged is None and _FOR_A_FUND.search(text, at, at + 170))
    )


_LISTING = re.compile(r"\bIPO\b(?! or |-bound)")
_BEFORE_LISTING = re.compile(
    r"\b(?:ahead of|before|after|pre|post|eyes|planned|plans|prepar\w{2,4}|nears)[- ](?:\w{1,12} ){0,2}IPO", re.I
)


# "Set a price range of $18 to $20 a share for its IPO", "at 210p a share ahead of its flotation".
_SHARES_OFFERED = r"\b(?:IPO|flotation|float|listing|market debut|offering)\b"
_A_SHARE = r"(?:\bprice (?:range|band)\b|\b(?:a|per|each) share\b|\bapiece\b)"
_OFFER_PRICE = re.compile(
    rf"\bprice band\b|\bprice range\b[^;]{{0,60}}\b(?:a|per|each) share\b|{_A_SHARE}[^;]{{0,60}}{_SHARES_OFFERED}|{_SHARES_OFFERED}[^;]{{0,60}}{_A_SHARE}",
    re.IGNORECASE,
)


def is_listing(headline: str) -> bool:
    """Does a headline tell of a listing, and not of money taken before one?"""
    return bool(_LISTING.search(headline)) and not _BEFORE_LISTING.search(headline)


# More than half of a company is bought, not invested in.
_MAJORITY = re.compile(
    r"\b(?:5[1-9]|[6-9]\d|100)(?:\.\d{1,2})?(?:%| per ?cent)|\b(?:majority|controlling) (?:stake|interest|share)", re.I
)


_GOODS = (Kind.GRANT, Kind.DEBT, Kind.CONVERTIBLE)
# "Of which $20 million was secondary", "including $10m of debt": what stands behind it is a part of the money.
_PART_OF_IT = re.compile(
    r"\b(?:of which|includ(?:es?|ed|ing)|partly|(?:part|half|some|most|a portion) of (?:it|that|which|the (?:money|sum|total|round|funding|amount|raise|deal))|half(?= (?:in|as)\b)|the (?:rest|remainder|balance)"
    r"|plus|as well as|along(?:side| with)|together with)\b(?: (?-i:[^A-Z\s.;]{1,14})){0,7}[ -]$",
    re.IGNORECASE,
)
# What it is a part of: "a case that included a loan of $5m" tells of none.
_A_WHOLE = re.compile(r"\d|\b(?:round|series|seed|funding|financing|investment|invested|money)\b", re.IGNORECASE)
# "Without giving up equity" and "before an equity round" are no equity raised; a private equity firm is an investor.
_APART = r"(?:(?!\b(?:without|rather|instead|no|not|giving|dilut\w{1,4}|plans?|planning|will|would|later|earlier|before|after|previous\w{0,2}|ahead)\b)(?:[^.;]|\.(?=\d))){0,40}"
_EQUITY = r"\b(?<!private )(?<!private-)equity\b(?! (?:firm|fund|investor|house|group|partner)s?\b)"
_OWED = r"\b(?:debt|loans?|credit|grants?|notes?|borrowings?|convertibles?)\b"
_WITH_EQUITY = re.compile(rf"{_EQUITY}{_APART}{_OWED}|{_OWED}{_APART}{_EQUITY}", re.IGNORECASE)
_NEW_MONEY = re.compile(
    r"(?<!no )(?<!not )(?<!any )(?<!without )(?<!than )(?<!instead of )\b(?:primary (?:and|/|&|capital|shares?|equity|funding|investment|component|money|issuance)|primary$|and primary|new (?:capital|money|shares|equity)|fresh (?:capital|equity))",
    re.IGNORECASE,
)


def is_mixed(text: str, match: re.Match[str], kind: Kind) -> bool:
    """Is what `match` finds only a part of the money, beside new shares? Then the round is equity all the same."""
    part = _PART_OF_IT.search(text, max(0, match.start() - 90), match.start())
    if part and (_A_WHOLE.search(text, 0, part.start()) or " of the " in part[0].lower()):
        return True
    if kind is Kind.SECONDARY:
        around = (
            text[max(0, match.start() - 60) : match.start()].rpartition(". ")[2],
            text[match.end() : match.end() + 40],
        )
        return any(_NEW_MONEY.search(piece.rstrip()) for piece in around)
    return bool(_WITH_EQUITY.search(text))


# A fund that has debt in its name does lend.
_LENT = frozenset(word for word, tag in LEXICON.items() if tag in (Tag.DEBT, Tag.GRANT)) - {"debt"}


@once_a_row
def without_names_goods(row: Row) -> str:
    """The sentence where no name tells what the money is: "______ Suisse led a round in ____" for Credit Suisse and Bond."""
    text = row.sentence.text
    for i, chunk in enumerate(row.chunks):
        if chunk.tag not in (Tag.NAME, Tag.INVESTOR):
            continue
        word, _, others = chunk.low.partition(" ")
        # "NIH Grant" in a headline's capitals is a grant, and "a $9M Bond" a bond.
        if word in _LENT and (others or row.tags[i - 1 : i] != Tag.MONEY):
            text = f"{text[: chunk.start]}{'_' * len(word)}{text[chunk.start + len(word) :]}"
    return text


def _kind(claim: Claim, kind_of_sum: Sum | None, clause: str, got: str) -> tuple[Kind, str | None, str | None]:
    """The kind, the rule that says so, and its words."""
    if kind_of_sum is Sum.FUND or _raises_fund(claim):
        return Kind.FUND, "a fund's size", None
    headline = claim.row.sentence.text
    listing = _LISTING.search(headline) if claim.row.sentence.headline and is_listing(headline) else None
    if listing:
        return Kind.IPO, "a listing in the headline", listing[0]
    if (
        claim.rule in ("raises a sum", "gains a sum")
        and claim.at >= 0
        and claim.recipient
        and claim.recipient.how != "for whom"
        and _for_somebody(claim)
    ):
        return Kind.OTHER, "raised for somebody else", None
    priced = _OFFER_PRICE.search(headline) if "S" not in claim.row.tags else None
    if priced and claim.at >= 0:
        return Kind.IPO, "a price of shares that are offered", priced[0]
    majority = _MAJORITY.search(clause) if "K" in claim.row.tags[max(0, claim.trigger - 4) : claim.end + 4] else None
    if majority:
        return Kind.ACQUISITION, "more than half", majority[0]
    clause = _BEFORE_LISTING.sub("", clause)
    refused = claim.rule == "denies" and re.search(r"rais|fund|capital|cash|invest", clause)
    for rule in KINDS:
        if (rule.says in (Kind.SECONDARY, Kind.CROWDFUNDING) and "S" in claim.row.tags) or (
            rule.says is Kind.IPO and refused
        ):
            continue
        if rule.says is Kind.SECONDARY and claim.rule == "sells a part of itself":
            continue
        # "Raised $5m to acquire Bolt", "buys Bolt with $5m from Quay": what the money is for, or what else was done, is
        # no sale of the company.
        raises = claim.row.tags[claim.trigger] == Tag.RAISES or claim.rule == "comes with a sum"
        if rule.says is Kind.ACQUISITION and raises and claim.at >= 0:
            continue
        # "In Box, a likely candidate for an IPO": a listing counts only where the money is.
        listed = _BEFORE_LISTING.sub("", got).split(",")[0]
        where = got if rule.says in _GOODS else listed if rule.says is Kind.IPO else clause
        match = rule.pattern.search(where)
        if match:
            if (rule.says in _GOODS or rule.says is Kind.SECONDARY) and is_mixed(where, match, rule.says):
                continue
            if (
                rule.says is Kind.DEBT
                and "S" in claim.row.tags
                and not re.search(r"\bdebt (?:round|financing|facility|funding)", clause, re.I)
            ):
                continue
            return rule.says, rule.name, match[0]
    if _is_institution(claim):
        return Kind.OTHER, "an institution's money", None
    return Kind.EQUITY, None, None


_INSTITUTIONS = frozenset("university college hospital museum council school church cathedral".split())


def _is_institution(claim: Claim) -> bool:
    """ "Lomond University has raised $5m for a lab"; a school with a round, a stage or an investor is a company."""
    row = claim.row
    if claim.recipient is None or {"S", "R", "K", "X", "L", "I"} & set(row.tags):
        return False
    name = row.chunks[claim.recipient.index].low.split()
    owned = row.chunks[claim.recipient.index + 2].low if row.tags.startswith("'G", claim.recipient.index + 1) else ""
    head = name[0] if "of" in name else ""
    return bool({name[-1], head, owned} & _INSTITUTIONS)


def _status(claim: Claim, clause: str, start: int) -> tuple[Status, str | None, Span | None]:
    """What the clause says of how far the round is. `start`: the clause's own, in the sentence."""
    is_done = _is_done(claim)
    at = claim.row.chunks[claim.trigger].start - start
    refused = _refuses_to_give(claim)
    if refused:
        return Status.DENIED, "did not give", (refused[0] - start, refused[1] - start)
    for rule in STATUSES:
        for match in islice(rule.pattern.finditer(clause), 4):
            # "Has raised $5m and plans to raise more", "…, denying that it sought less": that is of something else.
            if rule.says is Status.PLANNED and _ALLOTS.search(clause, 0, max(0, at)):
                continue
            if is_done and (rule.says in _AHEAD or _denies_another(rule.says, clause, match, at)):
                continue
            return rule.says, rule.name, match.span()
    if _ALLOTS.search(clause, 0, max(0, at)):
        return Status.ANNOUNCED, None, None
    ahead = AHEAD.search(clause, max(0, at - 60), max(0, at)) if not is_done else None
    if ahead:
        return (Status.RUMOURED if ahead["may"] else Status.PLANNED), "still ahead", ahead.span()
    trigger = claim.row.chunks[claim.trigger]
    if trigger.tag is Tag.GAINS and trigger.low.startswith(_OPEN_VERBS):
        return Status.PLANNED, "still ahead", (at, at + len(trigger.text))
    return Status.ANNOUNCED, None, None


_GIVES_NOTHING = re.compile(
    r"\b(?:(?:den(?:y|ies|ied|ying)|refut(?:es|ed|ing)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing))\b[^.;,]{0,40}|(?:not|never)(?: \w{2,10})?|(?:nobody|no one|none of them)\b[^.;,]{0,24}|\w+n[’']t) $",
    re.IGNORECASE,
)


def _refuses_to_give(claim: Claim) -> Span | None:
    """Where an investor says that it gives nothing: "denied that it is putting $5m into Acme", "had not invested in Acme"."""
    row = claim.row
    if row.tags[claim.trigger] not in (Tag.INVESTS, Tag.LEADS) or claim.recipient is None:
        return None
    at = row.chunks[claim.trigger].start
    match = _GIVES_NOTHING.search(row.sentence.text, max(0, at - 60), at)
    return match.span() if match and "only" not in match[0].lower() else None


_AHEAD = (Status.PLANNED, Status.IN_TALKS)
# "Has allotted 4,512 preference shares to raise $5m": the shares are out, whatever the "to raise" sounds like.
_ALLOTS = re.compile(
    r"\b(?:allott?(?:s|ed)|allotment of|issued|issuance of) (?:[^.;\s]{1,16} ){0,9}?(?:shares|debentures|CCPS|CCDs?|NCDs?|warrants|stock)\b",
    re.IGNORECASE,
)
# What stands before a past form that tells of no deed: "to be raised", "may have raised", "hopes to have raised".
_UNDONE = re.compile(
    r"\b(?:to|be|being|(?:(?:will|would|may|might|could|should|to|not|never) have)(?: \w{1,10})?|not|never)\s$",
    re.IGNORECASE,
)
_PAST_FORMS = frozenset({"got", "won", "took", "taken", "drew", "drawn", "brought", "found", "sold", "led", "put", "paid", "lent", "gave"})  # fmt: skip
_OPEN_VERBS = ("target", "eye", "mull", "pursu", "explor", "consider", "need", "discuss", "negotiat", "want", "chas", "weigh", "sought")  # fmt: skip
"""Verbs that get nothing yet, whatever their tense."""


def _is_done(claim: Claim) -> bool:
    """Does its verb tell a deed, "has raised", "closed", and not what may come or was only wanted?"""
    row = claim.row
    if row.tags[claim.trigger] not in "VWv":
        return False
    low, text = row.chunks[claim.trigger].low, row.sentence.text
    past = low.endswith("ed") or low in _PAST_FORMS
    at = row.chunks[claim.trigger].start
    return past and not low.startswith(_OPEN_VERBS) and not _UNDONE.search(text, max(0, at - 24), at)


_SAME_SUBJECT = re.compile(
    r"(?:^|,|;|\band|\bwhile|\bafter|\bas it)\s+(?:(?:has|had|have|also|later|then|flatly|firmly) ){0,2}$"
)


def _denies_another(says: Status, clause: str, match: re.Match[str], at: int) -> bool:
    """ "Has raised $12m, denying a report that …", "raised $12m and denied …": who raised it does not deny it."""
    if says is not Status.DENIED or match.start() < at:
        return False
    return _SAME_SUBJECT.search(clause, at, match.start()) is not None and not _REPORT_OF.search(clause, 0, at)


_REPORT_OF = re.compile(
    r"\b(?:reports?|rumou?rs?|stor(?:y|ies)|claims?|speculation|talk|suggestions?|news|articles?)\b"
    r"(?: (?:published|in|by|from|on|this|last) [^,.;]{1,24})? (?:that|of|about|on|saying|suggesting|claiming|which said|that said)\b[^,.;]{0,60}$",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"\b(?:baseless|untrue|unfounded|groundless|false|fake|wrong|incorrect|inaccurate|fabricat(?:ed|ion)|nonsense|rubbish|without foundation|not (?:true|correct|accurate)"
    r"|[n’']t true|no truth|made[- ]up|(?:as|is|was|were|are) (?:mere |pure |just |only )?speculation)\b",
    re.IGNORECASE,
)


# "It is untrue that it was raising", "there is no truth in it raising".
_UNTRUE_THAT = re.compile(
    r"\b(?P<untrue>untrue|false|wrong|incorrect|not true|[n’']t true|no truth|nonsense)(?:,? (?:that|in|to (?:say|suggest|claim|report) that))\b(?! if\b)[^,.;]{0,40}$",
    re.IGNORECASE,
)


def called_untrue(claim: Claim) -> Span | None:
    """Where a report of the claim is called untrue: "'This is baseless,' it said of a report that it was raising $5m"."""
    row = claim.row
    trigger = min(claim.trigger, claim.at) if claim.at >= 0 else claim.trigger
    at, end = row.chunks[trigger].start, words_of(claim)[1]
    text = row.sentence.text
    flatly = _UNTRUE_THAT.search(text, max(0, at - 90), at)
    if flatly:
        return flatly.span("untrue")
    report = _REPORT_OF.search(text, max(0, at - 110), at)
    if report is None:
        return None
    untrue = _UNTRUE.search(text, 0, report.start()) or _UNTRUE.search(text, end, end + 90)
    return untrue.span() if untrue else None


# "If Acme raised $5m", "imagine Acme raised", "had Acme raised …, it would": nobody says that it did.
_SUPPOSED = re.compile(
    r"(?:^|[\s“\"'‘(,;:—–-])(?:if|unless|whether|wish(?:es|ed)?)\b(?! only)[^,.;:]{0,80}$"
    r"|^[“\"'‘]?(?:(?:now|just|so|but|and),? )?(?:imagine(?! (?:has|have|is|was|said))|suppos(?:e|ing)|assum(?:e|ing)|let[’']s say|let us say|say(?= (?:[A-Z]|that\b|an?\b))|picture)\b[^.;:]{0,60}$"
    r"|\bwhat (?:would|will|could) happen\b[^.;:]{0,60}$"
    r"|\b(?:would|could|should)(?: not)?(?:n[’']t)? have (?:\w{1,10} )?$",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"^[“\"'‘]?Had [^,.;:]{1,50}$")
_WOULD = re.compile(r"\b(?:would|could|might)\b")


def is_supposed(claim: Claim) -> bool:
    """Is what the claim tells only imagined, or a condition? Then nobody claims it."""
    row = claim.row
    at = row.chunks[claim.trigger].start
    before = row.sentence.text[max(0, at - 110) : at]
    supposed = _SUPPOSED.search(before)
    if supposed is None:
        inverted = at <= 110 and _INVERTED.match(before)
        return bool(inverted and _WOULD.search(row.sentence.text, at))
    # "Imagine Labs raised": the word is a part of the name.
    name = row.chunks[claim.recipient.index].text if claim.recipient else ""
    word = supposed[0].strip(" “\"'‘(,;:—–-").split(" ", 1)[0]
    return not (name.startswith(word) and word.lower() in ("imagine", "say", "assume", "picture"))


@lru_cache(maxsize=4)  # a sentence of many claims is asked once for each
def _certainty(whole: str) -> tuple[Certainty | None, str | None, Span | None]:
    for rule in CERTAINTIES:
        match = rule.pattern.search(whole)
        if match:
            return rule.says, rule.name, match.span()
    return None, None, None


# "A strategic investment" is any company's; a seed round is a start-up's.
_NO_STAGE = frozenset({"strategic", "growth", "bridge", "extension"})


_A_TOTAL = re.compile(r"\btotal|\bto date", re.IGNORECASE)
_FAILED = re.compile(
    r"\b(?:has|have) (?:gone (?:bust|bankrupt|under|into (?:administration|liquidation|receivership))|collapsed|folded|shut down|closed down|ceased trading|entered (?:administration|liquidation)|filed for (?:bankruptcy|insolvency))\b",
    re.IGNORECASE,
)
# "Acme, founded in 2015, has raised": what a subject is, told between it and its verb; "Acme, in 2021, raised" is a time.
_ASIDE = re.compile(r"[NICi](?P<aside>,[^,.;]{1,40}(?:,[^,.;]{1,40}){0,3},|\([^).;]{1,40}\))a{0,4}")
_ONE_ASIDE = re.compile(r"[NICi](?P<aside>,[^,.;]{1,40},)a{0,4}$")
_TIMED = re.compile(r"[ad]{0,2}z")
_TIMES = frozenset("in on at during since by back earlier late until after before two three".split())
# "From Quay, which was founded in 2015".
_RELATIVE = re.compile(r"(?<=[NI]),r[^,.;)]{0,40}")


def _without_asides(claim: Claim) -> str:
    """The sentence with blanks for what is said of a name beside the claim: its past does not date the claim."""
    row, text = claim.row, claim.row.sentence.text
    spans = [match.span() for match in _RELATIVE.finditer(row.tags, claim.end)]
    found = None
    if claim.recipient and claim.recipient.index < claim.trigger:
        found = _ASIDE.fullmatch(row.tags, claim.recipient.index, claim.trigger)
    found = found or _ONE_ASIDE.search(row.tags, max(0, claim.trigger - 50), claim.trigger)
    if found:
        first = found.start("aside") + 1
        timed = _TIMED.match(row.tags, first) or row.chunks[first].low in _TIMES
        spans += [] if timed else [found.span("aside")]
    for first, behind in spans:
        start, end = row.chunks[first].start, row.chunks[behind - 1].end
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _signals(
    claim: Claim, kind_of_sum: Sum | None, clause: str, behind: int, whole: str, published: date | None
) -> tuple[set[str], Span | None]:
    """The names of what is seen, and the clause's characters that tell an earlier time."""
    signals = {f"rule:{claim.rule}"}
    old_at: Span | None = None
    if claim.recipient:
        signals.add(f"found:{claim.recipient.how}")
    if kind_of_sum:
        signals.add(f"sum:{kind_of_sum}")
    around = claim.row.chunks[max(0, claim.trigger - 6) : claim.end + 8]
    if any(chunk.tag is Tag.SERIES and chunk.low not in _NO_STAGE for chunk in around):
        signals.add("series")
    for name, pattern in (("ago", _AGO), ("now", _NOW), ("months ago", _MONTHS_AGO)):
        if pattern.search(clause):
            signals.add(name)
    # Behind the sum, a comma ends what is said of it: "…, bringing its total funding to $50m".
    told = clause[: behind + len(clause[behind:].split(",")[0])]
    own = kind_of_sum in (Sum.ROUND, Sum.TOTAL_ROUND)
    for name, pattern in (("background words", BACKGROUND), ("earlier round", _DATES_NOUN)):
        # "To $80m in total" is no history when the total is this round's, nor "brings total funding to $80m" where the
        # claim has a sum of its own.
        match = next((one for one in pattern.finditer(told) if not (own and _A_TOTAL.search(one[0]))), None)
        if match:
            signals.add(name)
            old_at = old_at or match.span()
    # "Acme, the bike maker that raised $80m, has gone bust": its end is the news.
    if _FAILED.search(whole):
        signals.add("background words")
    trigger_at = claim.row.chunks[claim.trigger].start
    if _AFTERWARDS.search(whole[max(0, trigger_at - 60) : trigger_at]):
        signals.add("afterwards")
    if _LIKE.search(whole[max(0, trigger_at - 160) : trigger_at]):
        signals.add("like")
    before = whole[max(0, trigger_at - 30) : trigger_at]
    if _PLUPERFECT.search(before) and not _DENIES_THAT.search(before):
        # "Acme said it had raised": reported speech puts the news one tense back.
        said = re.search(r"s[^,;.&]{0,12}$", claim.row.tags[: claim.trigger])
        signals.add("perfect" if said else "pluperfect")
    elif _PERFECT.search(before):
        signals.add("perfect")
    low = claim.row.chunks[claim.trigger].low
    if low.endswith(("ed", "got", "won", "took")) and not signals & {"perfect", "pluperfect"}:
        signals.add("past")
    elif low.endswith("s"):
        signals.add("present")
    elif low.endswith("ing"):
        signals.add("participle")
    if published:
        signals |= _dated(whole, published)
    elif _YEAR.search(clause):
        signals.add("dated before")  # nobody dates today's news by its year
    return signals, old_at


# "In September, it received": the month opens the sentence, and what happened is over.
_PAST_IN = re.compile(
    r"^(?:\W{0,3})(?:Back )?In (?:"
    + "|".join(name.capitalize() for name in _MONTHS)
    + r"),? |\b(?:raised|received|secured|closed|got|bagged|invested|led)\b[^.;]{0,90}(?:\b|(?<=round)|(?<=funding)|(?<=million))in (?:"
    + "|".join(name.capitalize() for name in _MONTHS)
    + r")\b"
)


def _dated(text: str, published: date) -> set[str]:
    for match in _YEAR.finditer(text):
        if int(match[1]) < published.year - (1 if published.month <= 2 else 0):
            return {"dated before"}
    for match in _MONTH.finditer(text):
        year = int(match[2]) if match[2] else None
        month = _MONTHS[match[1].lower()]
        if year is not None and year < published.year:
            return {"dated before"}
        if (
            year is None
            and (published.month - month) % 12 in (2, 3, 4, 5, 6, 7, 8, 9)
            and match[0].split()[0].lower() == "in"
            and _PAST_IN.search(text)
        ):
            return {"dated before"}
        if (
            year is None
            and month != published.month
            and match[0].split()[0].lower() in ("in", "last", "since", "early", "late")
        ):
            return {"dated another month"}
    return set()
