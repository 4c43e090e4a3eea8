"""How surely what an article tells of a company is a new round of its own: a small linear model over named signals."""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from alerts.detection.article import Reading
from alerts.detection.chunks import Row
from alerts.detection.circumstances import EARLIER, OLD
from alerts.detection.claims import shows_financing
from alerts.detection.companies import CompanyTold, Told, same_company
from alerts.detection.lexicon import Tag, is_investors
from alerts.detection.mention import UNCONFIRMED, Certainty, Status
from alerts.detection.roles import backers_in

_STRONG = {"raises a sum": 4, "gains a sum": 4, "raises a round": 3, "gains a round": 2, "list entry": 3, "invests in": 3, "leads a round in": 3, "denies": 4,
           "gets a sum": 2, "adds a sum": 3, "sells new shares": 2, "comes with a sum": 3, "talks on a round": 3, "raised by": 3, "commits to": 3}  # fmt: skip
_GROUPS = {
    "raises a sum": "raises", "gains a sum": "gains", "raises a round": "raises a round", "gains a round": "gains a round", "gets a sum": "gets", "adds a sum": "gains",
    "invests in": "invests", "leads a round in": "leads", "pays for a share": "pays for a share", "backs": "backs", "round in": "round in", "buys into": "stake in", "stake in": "stake in", "raised by": "raises",
    "its round": "named round", "named round": "named round", "its sum": "named round", "a round": "bare round", "a sum from": "bare round",
    "in somebody described": "invests", "commits to": "invests", "denies": "denies", "bracketed raise": "bracket", "list entry": "table", "comes with a sum": "gains", "talks on a round": "raises a round", "sells new shares": "raises a round", "sells a part of itself": "raises a round",
}  # fmt: skip
_MONEY_NEWS = re.compile(
    r"rais|fund|invest|financ|round|series|seed|million|billion|\bm\b|\bmn\b|\bbn\b|crore|\bcr\b|[$€£¥₹]|capital|stake|valu|loan|debt|grant|backs|secures|bags|nets|talks",
    re.I,
)
_OTHER_NEWS = re.compile(
    r"lay(?:s|ing)?[- ]?offs?|job cuts|cuts? jobs|fires|bankrupt|insolven|receiver|shut(?:s|ting)? down|lawsuit|sues|fined|fraud|probe|acquir|buys|to buy|merge|IPO\b|go(?:es)? public|revenue|profit|loss|launch|"
    r"unveil|appoint|hire|partner|downsiz|workforce|resign|quit|outage|hack|breach|how |why |what |opinion|review|interview|pivot|turns? to|suspends?",
    re.I,
)


def features_of(company: CompanyTold, article: Reading) -> frozenset[str]:
    """The names of what speaks for and against; the model's weights are by these names."""
    told = company.told
    headline = [one for one in told if one.claim.row.sentence.headline]
    body = [one for one in told if not one.claim.row.sentence.headline]
    fresh = [one for one in body if not one.circumstances.signals & OLD]
    best = max(told, key=lambda one: _strength(one, article))
    place = "headline" if best.claim.row.sentence.headline else "trigger"
    found = {f"{place}: {_GROUPS[best.claim.rule]}", f"status: {_status_group(best.circumstances.status)}"}
    found |= {f"best: {signal}" for signal in best.circumstances.signals if ":" not in signal}
    found |= _how(best)
    found |= _genre(article, company)
    found |= _where(headline, body, fresh, company, article)
    found |= _what(told, fresh, headline)
    found |= _who(company, article)
    if article.topic in company.names and best.claim.money and not best.circumstances.signals & EARLIER:
        found.add("its topic's sum, not dated back")
    if best.circumstances.certainty is Certainty.ANONYMOUS:
        found.add("told by sources")
    if best.claim.money and not best.circumstances.signals & OLD and Tag.SERIES in best.claim.row.tags:
        found.add("a sum and a series")
    if any(_is_talk(one) for one in told):
        found -= _PLACES
        found.add("named talks of a sum")
    elif article.topic not in company.names and _RIVALS.search(
        article.text[
            max(0, best.claim.row.sentence.start - 220) : best.claim.row.sentence.start
            + best.claim.row.chunks[best.claim.trigger].start
        ]
    ):
        found.add("among rivals")
    if best.circumstances.status in UNCONFIRMED and not best.circumstances.signals & OLD:
        found.add("open and live")
    if _stands_in_list(best, article):
        found -= _PLACES
        found.add("in a list of rounds")
    if _is_roundup(article):
        # In a list of rounds every place is as good as another, and no headline names them all.
        found -= _PLACES
        found.add("a round-up")
    elif article.companies_claimed > 3:
        found.add("many companies")
    return frozenset(found)


_PLACES = {
    "claimed late",
    "claimed deep",
    "claimed early",
    "named once",
    "headline without money",
    "not named in the headline",
    "headline of other news",
    "headline on many",
    "headline a feature",
}
# A headline's words for a list of rounds. `article.ROUND_UP` has fewer: it only spares lines that look like teasers.
_ROUNDUP = re.compile(
    r"round-?up|weekly|this week|\bweek['’]s\b|the week\b|newsletter|^\W*(?:\w+ )?deals\b|\bdeals (?:of|this|in)\b|tracker|digest|\bdaily\b|\bletter\b|\bmail\b|\bNo\. ?\d|\bweek \d|funding galore|in brief|\bbriefs?\b|dispatch|wrap\b|watch\b|(?:&|\band) more\W*$",
    re.I,
)


def _is_roundup(article: Reading) -> bool:
    """Does the article list rounds: by its headline's word, or by three companies' rounds and none in the headline?"""
    if _ROUNDUP.search(article.title) or article.is_list:
        return article.companies_claimed >= 2
    return (
        not article.headline_claims
        and article.companies_claimed >= 4
        and not article.headline_names
        and not any(pattern.search(article.title) for pattern in _GENRES.values())
    )


_LIST_REACH = 5
"""Sentences before and behind in which a list's other entries stand."""


def _stands_in_list(one: Told, article: Reading) -> bool:
    """Is it one of three sentences close together that each begin with a company and tell what it raised?"""
    if one.claim.row.sentence.headline or not _begins_with_company(one.claim.row):
        return False
    near = range(max(0, one.index - _LIST_REACH), min(len(article.sentences), one.index + _LIST_REACH + 1))
    rows = [article.row(i) for i in near if i in article.claimed]
    return len({_first_name(row) for row in rows if _begins_with_company(row)}) > 2


def _first_name(row: Row) -> str:
    return next(chunk.text for chunk in row.chunks if chunk.tag is Tag.NAME)


_ENTRY = re.compile(r"x{0,3}[AG]{0,3}N(?:[,(][^.;]{1,30}?)?[a]{0,2}[VW]")


def _begins_with_company(row: Row) -> bool:
    return not row.sentence.headline and _ENTRY.match(row.tags) is not None


_TALKED_OF = ("raises a sum", "raises a round", "gains a round", "gains a sum", "talks on a round")


def _is_talk(one: Told) -> bool:
    """ "Bolt is in talks to raise $1bn": whoever else an article is about, that is news of Bolt."""
    live = one.circumstances.status in UNCONFIRMED and not one.circumstances.signals & (OLD | {"ago"})
    return live and not one.resolved and one.claim.money is not None and one.claim.rule in _TALKED_OF


_RIVALS = re.compile(
    r"\b(?:rivals?|competitors?|competition|compet(?:e|es|ing)|peers|other (?:start-?ups|companies|players)|similar (?:start-?ups|companies)|such as|for instance|for example)\b",
    re.I,
)


def _strength(one: Told, article: Reading) -> float:
    """The claim that speaks loudest: headline, then news, then the plainest rule."""
    score = float(_STRONG.get(one.claim.rule, 1))
    score += 3 if one.claim.row.sentence.headline else 0
    score -= 6 if one.circumstances.signals & OLD else 0
    score -= 3 if one.circumstances.signals & {"ago", "dated another month"} else 0
    score -= 2 if one.resolved else 0
    score += 2 if one.claim.money else 0
    return score + (1 if one.index < article.headline_sentences + 4 else 0)


def _status_group(status: Status) -> str:
    if status in (Status.DENIED, Status.ABANDONED):
        return "denied"
    return "open" if status in (*UNCONFIRMED, Status.DELAYED) else "done"


# What a headline of no news begins with, or says of itself.
_GENRES = {
    "a feature": re.compile(
        r"^(?:analysis|fact ?box|timeline|time ?line|q ?[+&] ?a|explainer|opinion|column|commentary|breakingviews|feature|insight|special report|interview|profile|scenarios?|instant view|highlights|review|outlook|preview|podcast|video|witness|summit)\b[^\w]"
        r"|^(?:how|why|what|when|where|who|meet|inside|here(?:['’]s| are| is)|the (?:rise|story|future|next|best|top|hottest|case|problem|secret|truth)|a (?:guide|look|list|comprehensive|brief)|\d{1,3} )\b|\?\s*$",
        re.I,
    ),
    "on many": re.compile(
        r"^(?:(?!(?:for|to|of|in|by|with|from|and)\b)[\w’'&.,:-]+ ){0,5}?(?:start-?ups|companies|firms|venture (?:investors|capitalists)|VCs|founders|entrepreneurs|unicorns|valuations|fundraising|venture (?:capital|industry|investments?|deals))\b",
        re.I,
    ),
}  # fmt: skip


def _genre(article: Reading, company: CompanyTold) -> set[str]:
    """What sort of article the headline promises, and whether it names anybody."""
    title = article.title
    if not title:
        return set()
    found = {f"headline {name}" for name, pattern in _GENRES.items() if pattern.search(title)}
    names = [
        chunk.text for i in range(article.headline_sentences) for chunk in article.row(i).chunks if chunk.tag in "NI"
    ]
    if not names:
        found.add("headline names nobody")
    elif not any(same_company(name, own) for name in names for own in company.names):
        told = {one.claim.row: one for one in company.told}
        backers = {backer.name for row in told for backer in backers_in(row, attached=True)}
        found.add("headline names its backer" if backers & set(names) else "headline names others")
    return found


_CONDITIONAL = re.compile(r"\b(?:if|could|would|may|might|should|unless|whether|can)\b[^.;,]{0,40}$", re.I)


_FURTHER = re.compile(
    r"\W{0,3}(?:Also|Separately|Elsewhere|In other (?:news|deals)|In (?:a |an )?(?:separate|related|another)|Another|Other deals|And (?:finally|in)|Finally|Earlier (?:today|this week))\b"
)
_FOR_A_PURPOSE = re.compile(
    r"\b(?:to|will|help|would) (?:help |further |continue to |\w{1,8}ly )?(?:expand|grow|build|scale|accelerate|develop|launch|hire|double|bring|make|fund|finance|boost|speed|fuel|power|support|enter|roll|take|turn|strengthen|advance|tackle|automate|create|push|commerciali[sz]e|ramp|improve|drive|invest)\b|\bfor (?:\w+ )?(?:expansion|growth|development)\b",
    re.I,
)


def _how(one: Told) -> set[str]:
    """How the claim names its company, and in whose voice."""
    claim = one.claim
    text, at = claim.row.sentence.text, claim.row.chunks[claim.trigger].start
    how = claim.recipient.how if claim.recipient else "nobody named"
    found = {f"how: {how}"}
    if (text.count("“", 0, at) > text.count("”", 0, at)) or text.count('"', 0, at) % 2:
        found.add("quoted")
    if _CONDITIONAL.search(text[max(0, at - 50) : at]):
        found.add("conditional")
    if _FURTHER.match(text):
        found.add("told as further news")
    if _FOR_A_PURPOSE.search(text, at):
        found.add("for a purpose")
    if _DATED_NOW.search(text) and not claim.row.sentence.headline:
        found.add("best: dated now")
    return found


def _where(
    headline: list[Told], body: list[Told], fresh: list[Told], company: CompanyTold, article: Reading
) -> set[str]:
    found = set()
    early = article.headline_sentences + 3
    if headline:
        found.add("claimed in the headline")
    named = any(name in article.title for name in company.names)
    if article.title:
        first = min(one.index for one in company.told) == min(article.claimed)
        unnamed = not named and article.headline_unnamed and (article.topic in company.names or first)
        found.add(
            "named in the headline"
            if named
            else "described in the headline"
            if unnamed
            else "not named in the headline"
        )
        if not _MONEY_NEWS.search(article.title):
            found.add("headline without money")
        if not headline and _OTHER_NEWS.search(article.title):
            found.add("headline of other news")
    else:
        found.add("no headline")
    if any(one.index - article.headline_sentences in (0, 1) for one in fresh):
        found.add("claimed in the lead")
    if any(one.index < early for one in fresh):
        found.add("claimed early")
    elif body:
        found.add("claimed late" if any(one.index < early + 6 for one in body) else "claimed deep")
    if not fresh and not headline:
        found.add("only background")
    if len(fresh) > 1:
        found.add("claimed more than once")
    return found


def _what(told: list[Told], fresh: list[Told], headline: list[Told]) -> set[str]:
    live = fresh or headline or told
    found = set()
    found.add("a sum" if any(one.claim.money for one in live) else "no sum")
    if not any(shows_financing(one.claim) for one in live):
        found.add("no sign of financing")
    if any("series" in one.circumstances.signals for one in live):
        found.add("a series")
    if any(one.circumstances.signals & {"perfect", "present"} for one in live):
        found.add("present or perfect")
    if any("L" in one.claim.row.tags for one in live):
        found.add("a lead")
    if any(backers_in(row, attached=True) for row in {one.claim.row for one in live}):
        found.add("backers")
    if any(_DATED_NOW.search(one.claim.row.sentence.text) for one in live if not one.claim.row.sentence.headline):
        found.add("dated now")
    return found


_DATED_NOW = re.compile(
    r"\b(?:today|yesterday|this (?:week|morning)|(?:on|late) (?:mon|tues|wednes|thurs|fri|satur|sun)day|announc(?:ed|es|ing)|has (?:just|now|closed|completed))\b",
    re.I,
)
_SOON = 900
"""Characters from a claim within which its money's use is told."""


def _starts(company: CompanyTold) -> list[int]:
    """Where the company's claims begin, those left out that stand close behind another."""
    starts: list[int] = []
    for start in sorted(one.claim.row.sentence.start for one in company.told):
        if not starts or start - starts[-1] > _SOON // 2:
            starts.append(start)
    return starts


_PROCEEDS = re.compile(
    r"\b(?:us(?:e|ed|ing)|utili[sz](?:e|ed|ing)|deploy(?:ed|ing)?|channel(?:led|ing)?|invest(?:ed|ing)?) (?:\w+ ){0,2}(?:the|this|its|these) (?:\w+ ){0,3}(?:funds?|funding|money|capital|proceeds|investment|cash|round|financing|raise|infusion)\b"
    r"|\b(?:proceeds|funds|funding|capital|money|investment|financing|round|cash) (?:from \w+ \w+ )?will (?:be used|help|go|enable|allow|fund|support|let)\b",
    re.I,
)


def _who(company: CompanyTold, article: Reading) -> set[str]:
    found = set()
    if is_investors(company.name) or company.name in article.vocabulary.investors:
        found.add("an investor's name")
    if company.name in article.vocabulary.people:
        found.add("a person's name")
    if all(one.resolved for one in company.told):
        found.add("never named beside the claim")
    if any(
        chunk.listed and chunk.text in company.names
        for row in {one.claim.row for one in company.told}
        for chunk in row.chunks
    ):
        found.add("listed")
    if article.topic in company.names:
        found.add("the article's topic")
        if any(_PROCEEDS.search(article.text, start, start + _SOON) for start in _starts(company)):
            found.add("proceeds")
    count = article.occurrences(company.name)
    if count <= 1 and len(article.sentences) > 5:
        found.add("named once")
    elif count > 4:
        found.add("named often")
    return found


@cache
def weights() -> dict[str, float]:
    """The model: a weight for each feature, and "bias"."""
    read: dict[str, float] = json.loads(files("alerts.detection").joinpath("weights.json").read_text("utf-8"))[
        "weights"
    ]
    return read


def confidence_of(features: frozenset[str], model: Mapping[str, float] | None = None) -> float:
    """0 to 1: how often a company told of like this has a new round. `model`: the weights, if not those in use."""
    model = weights() if model is None else model
    # A set's order changes from process to process, and with it the last bit of a plain sum.
    score = model["bias"] + math.fsum(model.get(name, 0.0) for name in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
