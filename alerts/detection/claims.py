"""From one sentence to the claims in it: who receives money, in which words, and what the sum is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.detection.mention import Certainty, Investor, InvestorRole, Kind, Scope, Status
from alerts.detection.money import Money, sums
from alerts.detection.organisations import NAME, clean_name, is_fund, names
from alerts.detection.rules import (
    BACKGROUND,
    CERTAINTIES,
    KINDS,
    NOT_THIS_MONEY,
    SERIES,
    STATUSES,
    TO_DATE,
    VALUATION,
)
from alerts.detection.sentences import Sentence

CUE = re.compile(
    r"rais|fund|round|invest|financ|series|seed|secur|stake|capital|valu|debt|loan|grant|led by|backed|million|billion|crore|tranche",
    re.IGNORECASE,
)
_RAISE = re.compile(
    r"\b(?:rais(?:es|e|ed|ing)|secur(?:es|e|ed|ing)|clos(?:es|e|ed|ing)(?: on)?|land(?:s|ed|ing)?|bag(?:s|ged)?|nab(?:s|bed)?|nets?(?:ted)?|"
    r"snag(?:s|ged)?|pick(?:s|ed)? up|grab(?:s|bed)?|receiv(?:es|ed)|scor(?:es|ed)|pocket(?:s|ed)?|gets?|got|mops? up|rak(?:es|ed) in|"
    r"pull(?:s|ed) in|pull(?:s|ed) down|attract(?:s|ed)?|garner(?:s|ed)?|obtain(?:s|ed)?|complet(?:es|ed|ing)|announc(?:es|ed|ing)|wins?|won|awarded|hauls? in|"
    r"seek(?:s|ing)?|eye(?:s|ing)|target(?:s|ing)|borrow(?:s|ed)|bring(?:s|ing)? in|brought in|collect(?:s|ed)|banks|scoops?(?: up)?)\b",
    re.IGNORECASE,
)
# What must follow the verb for it to be about money, and what must not.
_OBJECT = re.compile(
    r"\b(?:funding|financing|funds|investment|round|series [a-k]\b|pre-series|seed\b|capital|money|debt|loan|grant|credit|bridge|undisclosed)",
    re.IGNORECASE,
)
_OTHER_RAISE = re.compile(
    r"^\s*(?:its |the |their |a |an |his |her |new |more |some |fresh |serious )*(?:prices?|concerns?|questions?|awareness|guidance|forecasts?|outlook|"
    r"bar|stakes|alarm|eyebrows|rates?|taxes|salaries|wages|dividend|target|doubts?|hopes?|fears?|estimates?|deals? (?:with|to)|"
    r"contracts?|orders?|approval|licen[cs]e|patent|partnership|customers?|profile)\b",
    re.IGNORECASE,
)
_DEBT_ROUND = re.compile(r"\bdebt (?:round|financing|facility)", re.IGNORECASE)
# The subject puts money into somebody else: it is no recipient.
_BACKS_ANOTHER = re.compile(r"^[^.;]{0,60}\b(?:investment|stake|round|bet) in [A-Z]|\binvest(?:s|ed|ing)? in [A-Z]")
_AUX = re.compile(
    r"^[\s,]*(?:(?:has|have|had|just|recently|also|now|today|is|are|was|were|to|in|talks|about|close|near|nearing|set|expected|"
    r"reportedly|said|says|planning|plans|looking|seeking|seeks|aims|aiming|successfully|announced|announces|that|it|they|will|be|being|may|"
    r"might|could|can|considering|weighing|working|on|early|advanced|late-stage|discussions|negotiations|poised|officially|"
    r"already|hoping|hopes|wants|trying|preparing|currently|quietly|again|not|has been|been|with|investors|for|of|having|"
    r"denied|denies|reports|intends|the|process|reporting|confirmed|confirms|finalising|finalizing|completed|this week|week|this|yesterday|on monday|separately|abandoned|scrapped|an?|its|deal|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|failed|delayed|postponed|plan|efforts?)[\s,]+)*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:^|[\s“\"(])(?:It|They|The (?:[\w-]{1,20} ){0,3}(?:company|start-?up|firm|group|business|maker|platform|venture|unicorn|lender|operator|provider|developer))\s*$",
)
_INTO = (
    re.compile(
        rf"\b(?i:invest(?:s|ed|ing|ment|ments)?|pump(?:s|ed|ing)?|put(?:s|ting)?|pour(?:s|ed)?|injects?|injected|round|financing|funding|series [a-k]|fundraising|stake|commit(?:s|ted)?|bet|cheque|check)"
        rf"\b[^.;:]{{0,70}}?\b(?i:in|into|for|of)\s+(?P<who>(?:(?i:the |a |an )?(?:[\w-]{{2,20}} ){{0,5}}?(?i:start-?up|company|firm|maker|manufacturer|platform|provider|developer|unicorn|lender|operator|parent|brand|player|rival) )?{NAME})"
    ),
    re.compile(rf"(?P<who>{NAME})['’]s? (?:[^\s]{{1,15}} ){{0,4}}?(?i:series [a-k]|seed|funding|fundraising|financing|round|raise)\b"),
    re.compile(rf"\b(?i:backs|backed)\s+(?P<who>{NAME})\s+(?i:with)\b"),
)  # fmt: skip
_LED = re.compile(
    rf"\b(?P<co>co-?)?(?:led|lead|anchored|spearheaded)(?: jointly)? by (?P<list>(?i:existing investors? |new investors? |returning investor |previous backer |(?:[a-z-]{{2,20}} ){{0,4}})?{NAME}(?:(?:,| and|, and| &| along with) (?:(?i:existing investors? |new investors? ))?{NAME}){{0,6}})"
)
_LEADS = re.compile(
    rf"(?P<list>{NAME}(?:(?: and|,) {NAME}){{0,2}}) (?P<co>co-)?(?:led|leads|is leading|will lead|is to lead) (?:the|a|an|its|this)\b"
)
_JOINS = re.compile(
    r"\b(?:(?:with )?(?:the )?participation (?:from|of|by)|joined by|(?:other |new |additional )?(?:investors|backers|participants) (?:in the (?:\w{1,12} ){0,2}round )?(?:include[ds]?|including|were|are)|"
    r"alongside|as well as|also (?:saw|included)(?: participation)?(?: from)?|including|follow-on from)\s+(?P<list>[^.;]{2,300})",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?P<list>[^.;]{2,240})")
_ALSO_IN = re.compile(r"(?P<list>[A-Z][^.;]{2,240}?) (?:also |have |has )*(?:participated|joined|invested|took part)\b")
_WOULD_JOIN = re.compile(
    r"(?P<list>[A-Z][^.;]{2,160}?) (?:is|are|will|would|has|have)?\s?(?:agreed to|set to|to|in talks to|expected to|plans? to|reportedly)? ?(?:join|joining|joins|invest|investing|take part)\b"
)
_OLD_BACKERS = re.compile(
    r"\b(?:existing|previous|earlier|current|early|past) (?:investors|backers|shareholders) (?:include|are|such as|like|included|number)?:?\s*(?P<list>[^.;]{2,300})|"
    r"\b(?:whose|its|the company's|the firm's|their) (?:\w{1,12} )?(?:investors|backers|shareholders) (?:include|are|range from|number|count)\s+(?P<list2>[^.;]{2,300})|"
    r"\b(?:is|was|are|already) backed by (?P<list3>[^.;]{2,300})|"
    r"(?P<list4>[^.;]{2,300}?) (?:are|is|were) (?:all |both |among )?(?:its |the |the company's )?(?:existing|earlier|current|previous) (?:investors?|backers?|shareholders?)\b",
    re.IGNORECASE,
)
_NO_INVESTOR = re.compile(r"\b(?:sources|people|customers|clients|use|users|person|reports|statement)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence claims. `company` None: a pronoun, to be resolved. Offsets count in the article's text."""

    company: str | None
    company_at: tuple[int, int]
    kind: Kind
    status: Status
    certainty: Certainty | None
    money: Money | None
    scope: Scope
    background: bool
    sentence: Sentence
    rules: tuple[str, ...]


def claims_in(sentence: Sentence, *, country: str | None, year: int | None) -> list[Claim]:
    """The claims of one sentence, at most one for each company."""
    text = sentence.text
    if not CUE.search(text):
        return []
    money = sums(text, country)
    found: dict[str, Claim] = {}
    for who, at, verb_at, rule in _recipients(text, money):
        claim = _claim(sentence, who, at, verb_at, money, rule, year)
        key = (who or "").lower()
        if claim is not None and key not in found:
            found[key] = claim
    return list(found.values())


def _recipients(text: str, money: Sequence[Money]) -> Iterator[tuple[str | None, tuple[int, int], int, str]]:
    """Who receives: the name (None for a pronoun), where it stands, where the claim's verb ends, and the rule."""
    yield from _subjects(text, money)
    for pattern in _INTO:
        for match in pattern.finditer(text):
            near = any(abs(one.start - match.start()) < 120 for one in money) or SERIES.search(text)
            name = clean_name(match["who"])
            if name and near and not is_fund(name):
                start = text.find(name, match.start("who"))
                yield name, (start, start + len(name)), match.start(), "money goes into"


def _subjects(text: str, money: Sequence[Money]) -> Iterator[tuple[str | None, tuple[int, int], int, str]]:
    for verb in _RAISE.finditer(text):
        after = text[verb.end() : verb.end() + 130]
        if _OTHER_RAISE.match(after) or not (_follows(money, verb.end()) or _OBJECT.search(after[:90])):
            continue
        if _BACKS_ANOTHER.search(after):
            continue
        if verb[0].lower().startswith(
            ("announc", "get", "got", "win", "won", "clos", "complet")
        ) and not _OBJECT.search(after):
            continue
        subject = _subject(text, verb.start())
        if subject:
            yield *subject, verb.end(), "raises"
            return


def _follows(money: Sequence[Money], at: int) -> bool:
    return any(0 <= one.start - at < 60 for one in money)


def _subject(text: str, verb_at: int) -> tuple[str | None, tuple[int, int]] | None:
    before = text[:verb_at]
    if _PRONOUN.search(_without_aux(before)):
        return None, (0, 0)
    dateline = DATELINE.match(before)
    found = [one for one in names(before) if one[2] <= verb_at and one[1] >= (dateline.end() if dateline else 0)]
    if not found:
        return None
    adjacent = [one for one in found if _AUX.match(before[one[2] :]) or _appositive(before[one[2] :])]
    if not adjacent:
        return None
    # "Acme, a maker of B and C, raised": the name before the appositive, not the last one inside it.
    name, start, end = (
        adjacent[-1] if _AUX.match(before[adjacent[-1][2] :]) and not _inside(before, adjacent[-1][1]) else adjacent[0]
    )
    return name, (start, end)


def _without_aux(before: str) -> str:
    words = before.rstrip()
    for _ in range(8):
        head, _, last = words.rpartition(" ")
        if head and _AUX.match(f" {last} ") and last.lower() not in ("it", "they"):
            words = head.rstrip(" ,")
        else:
            break
    return words


# "HONG KONG, March 4 (Harbour Wire) — ": where a report was written is nobody's name.
_PLACE = r"(?:[A-Z][A-Z][A-Z .,'’/-]{0,40}|(?:[A-Z][a-z]{1,14} ){0,2}[A-Z][a-z]{1,14})"
_DAY = r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
DATELINE = re.compile(
    rf"^\W?(?:{_PLACE}{_DAY}\s?(?:\([^)]{{1,30}}\))?\s?[—–:-]+|{_PLACE}\s?\([^)]{{1,30}}\)\s?[—–:-]+|"
    r"[A-Z][A-Z][A-Z .,'’/-]{0,40}\s?[—–:-]+)\s"
)
_LEGAL_FORM = re.compile(r"^(?:,? (?:Inc|Ltd|LLC|Corp|Co|Pvt|Limited|Incorporated|GmbH|AG|SE|plc|PLC|SA)\b\.?)+")


def _appositive(gap: str) -> bool:
    """Is what stands between name and verb only a description in commas, brackets or dashes?"""
    gap = _LEGAL_FORM.sub("", gap)
    return (
        bool(re.match(r"^['’]?s?\s?(?:,|\(|–|—|-|\swhich|\swho|\sthat)", gap))
        and len(gap) < 330
        and bool(re.search(r"(?:,|\)|–|—|-)\s*(?:[\w-]{1,14}\s+){0,6}$", gap))
    )


def _inside(before: str, at: int) -> bool:
    """Does a name stand in an appositive that began after an earlier name?"""
    gap = before[:at]
    return bool(
        re.search(r"[A-Za-z0-9)],\s(?:an?|the|which|whose|founded|based|headquartered|backed)\s[^.]{0,200}$", gap)
    )


def _claim(
    sentence: Sentence,
    who: str | None,
    at: tuple[int, int],
    verb_at: int,
    money: Sequence[Money],
    rule: str,
    year: int | None,
) -> Claim | None:
    text = sentence.text
    # Around the verb: a company that sells crowdfunding, or was once listed, still raises equity.
    kind, kind_rule = _kind(text, text[max(0, verb_at - 60) : verb_at + 110] if rule == "raises" else text, who)
    status, status_rule = _status(text)
    chosen, scope = _sum_of(text, money, verb_at)
    if chosen is None and not (SERIES.search(text) or _OBJECT.search(text[verb_at:])):
        return None
    certainty = next((one.says for one in CERTAINTIES if one.pattern.search(text)), None)
    if certainty is Certainty.ANONYMOUS and status in (Status.ANNOUNCED, Status.CLOSED):
        status = Status.RUMOURED
    span = (sentence.start + at[0], sentence.start + at[1])
    return Claim(
        who, span, kind, status, certainty, chosen, scope, _is_background(text, sentence, year), sentence,
        tuple(one for one in (rule, kind_rule, status_rule) if one),
    )  # fmt: skip


def _kind(whole: str, near: str, who: str | None) -> tuple[Kind, str | None]:
    if who and is_fund(who):
        return Kind.FUND, "an investor's own name"
    for rule in KINDS:
        # Money for a good cause may say so anywhere in the sentence; the other kinds say it beside the verb.
        text = whole if rule.says is Kind.OTHER else near
        if not rule.pattern.search(text):
            continue
        if rule.says is Kind.DEBT and SERIES.search(text) and not _DEBT_ROUND.search(text):
            continue
        return rule.says, rule.name
    return Kind.EQUITY, None


def _status(text: str) -> tuple[Status, str | None]:
    for rule in STATUSES:
        if rule.pattern.search(text):
            return rule.says, rule.name
    return Status.ANNOUNCED, None


def _is_background(text: str, sentence: Sentence, year: int | None) -> bool:
    if sentence.headline:
        return False
    if BACKGROUND.search(text):
        return True
    years = [int(found) for found in re.findall(r"\b(?:in|since|of|during) (?:\w{3,9} )?((?:19|20)\d\d)\b", text)]
    return bool(year and years and max(years) < year)


def _sum_of(text: str, money: Sequence[Money], verb_at: int) -> tuple[Money | None, Scope]:
    """The sum that the claim is about: the nearest after its verb that is neither a valuation nor another figure."""
    for one in sorted(money, key=lambda one: (one.start < verb_at, abs(one.start - verb_at))):
        if is_valuation(text, one) or _is_other(text, one):
            continue
        around = text[max(0, one.start - 60) : one.end + 30]
        if TO_DATE.search(around) and len(money) > 1:
            continue
        if re.search(r"\b(?:second|third|first|final) tranche\b", around, re.I):
            return one, Scope.TRANCHE
        return one, Scope.TOTAL_TO_DATE if TO_DATE.search(around) else Scope.THIS_ROUND
    return None, Scope.THIS_ROUND


def is_valuation(text: str, money: Money) -> bool:
    """Is this sum what the company is held to be worth?"""
    before, after = text[max(0, money.start - 45) : money.start], text[money.end : money.end + 24]
    return bool(
        re.search(r"\b(?:valu\w{1,6}|worth)\b(?:(?!\b(?:rais|secur|round)\w{0,5}\b)[^.,;]){0,40}$", before, re.I)
        or re.match(r"\s?-?(?:in )?(?:\(?(?:pre|post)-money\)? ?)?(?:\w{1,10} )?valuation\b", after, re.I)
    )


def _is_other(text: str, money: Money) -> bool:
    after, before = text[money.end : money.end + 22], text[max(0, money.start - 28) : money.start]
    return bool(
        NOT_THIS_MONEY.search(after)
        or re.search(
            r"\b(?:revenues?|sales|turnover|profits?|market|fined?|acquired|bought|sold)\b[^.,]{0,22}$", before, re.I
        )
    )


def investors_in(text: str, company: str, *, attached: bool) -> Iterator[Investor]:
    """The backers that a sentence names, and what each does. `attached`: the sentence is about this round."""
    for pattern in (_LED, _LEADS):
        for match in pattern.finditer(text):
            role = InvestorRole.CO_LEAD if match["co"] or " and " in match["list"] else InvestorRole.LEAD
            yield from _listed(match["list"], company, role)
    for match in _OLD_BACKERS.finditer(text):
        joined = re.search(r"\b(?:participat|join|also invest|took part)", text, re.I)
        listed = next(value for value in match.groups() if value)
        yield from _listed(listed, company, InvestorRole.PARTICIPANT if joined else InvestorRole.EXISTING)
    for pattern in (_JOINS, _ALSO_IN, *((_FROM, _WOULD_JOIN) if attached else ())):
        for match in pattern.finditer(text):
            if not _NO_INVESTOR.search(match["list"][:40]):
                yield from _listed(match["list"], company, InvestorRole.PARTICIPANT)


def _listed(stretch: str, company: str, role: InvestorRole) -> Iterator[Investor]:
    # A list ends where a clause begins.
    stretch = re.split(
        r"\b(?:while|which|who|that|at a|to (?:expand|fund|grow|build|scale)|said|valuing|bringing|in a|for a|as it|as the|last|is|are|was|were|will|in (?:19|20)\d\d)\b",
        stretch,
    )[0]
    for name, _, _ in (one for part in re.split(r",| and | & (?=[A-Z])", stretch) for one in names(part)):
        if name.lower() != company.lower() and len(name) > 2:
            yield Investor(name, role)


def valuations_in(text: str, money: Sequence[Money]) -> Iterator[Money]:
    """The sums of a sentence that are valuations."""
    if VALUATION.search(text) or re.search(r"valuation|-money", text, re.I):
        yield from (one for one in money if is_valuation(text, one))
