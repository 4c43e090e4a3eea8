"""Scores detection against labelled articles: events found, companies alerted, each field of the events found.

Only new equity, debt and grants count as events. A label marked optional is neither missed nor wrong. A prediction and
a label pair up when they name the same company; of several, the best agreeing pair goes first.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alerts.detection.detector import detect as detect_claims
from alerts.detection.mention import InvestorRole, Kind, Mention, Role, Series
from alerts.detection.published import published_date

Labels = Mapping[str, Any]
"""One line of a label file."""
CORE = ("equity", "debt", "grant")
BOOTSTRAP_ROUNDS = 500
# The labels' terms for ours.
_STATUS = {"planned": "in_talks", "delayed": "in_talks", "partly_closed": "closed", "abandoned": "denied"}
_KIND = {Kind.CONVERTIBLE: "equity"}
# The label files have no code for these.
_UNCODED = (Series.PRE_IPO, Series.STRATEGIC, Series.GROWTH, Series.LATE, Series.EXTENSION, Series.ANGEL)
_COARSE = {"rumoured": "unconfirmed", "in_talks": "unconfirmed", "announced": "confirmed", "closed": "confirmed",
           "denied": "denied"}  # fmt: skip
_LEGAL = frozenset(["inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "gmbh", "ag", "sa", "sas", "ab", "oy", "bv", "nv", "pvt", "private", "pte", "kk", "se", "spa", "srl"])  # fmt: skip
_AMOUNT_TOLERANCE = 0.01
_DOMAIN = re.compile(r"\.(com|ai|io|app|co)\b")


@dataclass(frozen=True, slots=True)
class Counts:
    """Found rightly, found wrongly, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def to_json(self) -> dict[str, float]:
        """Precision, recall, F1, and the counts they come from."""
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        rounded = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        return rounded | {"tp": self.right, "fp": self.wrong, "fn": self.missed}


@dataclass
class _Article:
    """How one article was judged."""

    events: Counts
    companies: Counts
    pairs: list[tuple[Labels, Labels]]
    false_alarms: list[str]
    tags: Sequence[str]
    publisher: str
    expected: bool
    optional_only: bool
    predicted: bool


@dataclass
class Evaluation:
    """How detection did on a labelled set."""

    articles: list[_Article]
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    leads: Counts = Counts()
    investors: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        """The report, in the label files' terms."""
        judged = [one for one in self.articles if not one.optional_only]
        alerts = Counts(
            sum(one.expected and one.predicted for one in judged),
            sum(one.predicted and not one.expected for one in judged),
            sum(one.expected and not one.predicted for one in judged),
        )
        found = {name: {"n": n, "accuracy": round(right / n, 4)} for name, (n, right) in sorted(self.fields.items())}
        named, of = self.investors
        return {
            "items": len(self.articles),
            "event": _sum(one.events for one in self.articles).to_json() | {"f1_ci95": _interval(self.articles)},
            "article_alert": alerts.to_json(),
            "company_alert": _sum(one.companies for one in self.articles).to_json(),
            "false_positive_kinds": dict(
                Counter(kind for one in self.articles for kind in one.false_alarms).most_common()
            ),
            "fields": found
            | {"lead_micro": self.leads.to_json()}
            | {"investor_recall": {"n": of, "recall": round(named / of, 4) if of else 0.0}},
            "by_tag": self.by("tag"),
            "by_publisher": self.by("publisher"),
        }

    def by(self, part: str) -> dict[str, dict[str, float]]:
        """Event precision, recall, F1 and counts, with the number of articles, for each "tag" or each "publisher"."""
        groups: dict[str, list[_Article]] = {}
        for one in self.articles:
            for name in set(one.tags) if part == "tag" else {one.publisher}:
                groups.setdefault(name, []).append(one)
        return {
            name: _sum(one.events for one in group).to_json() | {"items": len(group)}
            for name, group in sorted(groups.items())
        }


def _sum(counts: Iterable[Counts]) -> Counts:
    every = list(counts)
    return Counts(sum(c.right for c in every), sum(c.wrong for c in every), sum(c.missed for c in every))


def _interval(articles: Sequence[_Article]) -> list[float]:
    """The middle 95 % of F1 over resampled articles; the seed is fixed, so that two runs agree."""
    chance = random.Random(1)  # noqa: S311 - statistics, not secrets
    if not articles:
        return [0.0, 0.0]
    drawn = sorted(
        _sum(articles[chance.randrange(len(articles))].events for _ in articles).to_json()["f1"]
        for _ in range(BOOTSTRAP_ROUNDS)
    )
    return [drawn[int(0.025 * BOOTSTRAP_ROUNDS)], drawn[int(0.975 * BOOTSTRAP_ROUNDS) - 1]]


def evaluate(
    items: Iterable[Labels],
    labels: Iterable[Labels],
    *,
    read_html: Callable[[str], tuple[str, str]],
    detect: Callable[..., Sequence[Mention]] = detect_claims,
) -> Evaluation:
    """Detect in every item and hold the answers against the labels of the same id."""
    known = list(items)
    events = {item["id"]: _predict(item, read_html, detect) for item in known}
    return score(labels, events, {item["id"]: item.get("publisher") or "" for item in known})


def score(
    labels: Iterable[Labels], events: Mapping[str, Sequence[Labels]], publishers: Mapping[str, str] | None = None
) -> Evaluation:
    """Hold events, by their article's id and in the labels' terms, against the labels. An id that is missing has none."""
    result = Evaluation([])
    for label in labels:
        publisher = (publishers or {}).get(label["id"]) or label.get("publisher") or "not said"
        result.articles.append(_judge(label, events.get(label["id"], []), publisher))
    _judge_fields(result, [pair for one in result.articles for pair in one.pairs])
    return result


def _predict(
    item: Labels, read_html: Callable[[str], tuple[str, str]], detect: Callable[..., Sequence[Mention]]
) -> list[Labels]:
    html = item.get("html") if item.get("text") is None else None
    title, text = read_html(html) if html else (item.get("title") or "", item.get("text") or "")
    mentions = detect(title, text, published=published_date(item.get("published")), language=item.get("language"))
    return [as_event(mention) for mention in mentions if mention.company.role is Role.SUBJECT]


def as_event(mention: Mention) -> Labels:
    """A mention in the labels' terms."""
    amount, valuation = mention.amount, mention.valuation
    leading = (InvestorRole.LEAD, InvestorRole.CO_LEAD)
    size = (amount.value or amount.min or amount.max) if amount else None
    return {
        "company": mention.company.name,
        "type": _KIND.get(mention.kind, str(mention.kind)),
        "series": mention.series if mention.series not in _UNCODED else None,
        "amount": {"value": size, "currency": amount.currency} if amount and size else None,
        "valuation": {"value": valuation.value, "currency": valuation.currency} if valuation else None,
        "investors": [{"name": one.name, "lead": one.role in leading} for one in mention.investors],
        "status": _STATUS.get(mention.status, str(mention.status)),
        "temporality": str(mention.temporality),
    }


# Latin letters that no accent can be taken from.
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
                          "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"})  # fmt: skip


def _norm(name: str) -> str:
    """A name without case, accents, punctuation, "the" and its legal form. Letters of other scripts stay as they are."""
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", name or "").translate(_STROKES))).lower()
    plain = re.sub(r"['`]s\b", "", plain).replace("&", " and ")
    words = [word for word in re.split(r"[\x00-/:-`{-\x7f]+", plain) if word]
    words = words[1:] if words[:1] == ["the"] else words
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return "".join(words)


def _plain(character: str) -> str:
    """Latin letters without their accents; of the rest, letters, their marks and figures."""
    if character.isascii():
        return character
    ascii_form = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    if ascii_form or unicodedata.name(character, "").startswith(("LATIN", "COMBINING", "MODIFIER")):
        return ascii_form
    return unicodedata.normalize("NFKC", character.casefold()) if unicodedata.category(character)[0] in "LMN" else ""


def name_keys(*names: str) -> set[str]:
    found = set()
    for name in names:
        key = _norm(name)
        found |= {key, re.sub(r"(com|ai|io|app|co)$", "", key) if _DOMAIN.search((name or "").lower()) else key}
    return found - {""}


def label_keys(event: Labels) -> set[str]:
    return name_keys(event["company"], *event.get("company_aliases_in_text", []))


def is_event(event: Labels) -> bool:
    return (event.get("type") or "equity") in CORE and (event.get("temporality") or "new") == "new"


def _judge(label: Labels, predicted: Sequence[Labels], publisher: str) -> _Article:
    wanted = [event for event in label["events"] if is_event(event)]
    required = [event for event in wanted if not event.get("optional")]
    claimed = [event for event in predicted if is_event(event)]
    pairs = _pairs(claimed, wanted)
    paired = [(claimed[i], wanted[j]) for i, j in pairs]
    left = [event for i, event in enumerate(claimed) if i not in {i for i, _ in pairs}]
    alarms = [kind for event in left if (kind := _false_alarm(event, label)) is not None]
    found = [(mine, gold) for mine, gold in paired if not gold.get("optional")]
    return _Article(
        events=Counts(len(found), len(alarms), len(required) - len(found)),
        companies=_companies(claimed, required, wanted),
        pairs=found,
        false_alarms=alarms,
        tags=label.get("tags", []),
        publisher=publisher,
        expected=bool(required),
        optional_only=bool(wanted) and not required,
        predicted=bool(claimed),
    )


def _pairs(claimed: Sequence[Labels], wanted: Sequence[Labels]) -> list[tuple[int, int]]:
    fits = sorted(
        ((_agreement(mine, gold), -i, -j) for i, mine in enumerate(claimed) for j, gold in enumerate(wanted)
         if name_keys(mine["company"]) & label_keys(gold)), reverse=True
    )  # fmt: skip
    pairs: list[tuple[int, int]] = []
    for _, i, j in fits:
        if all(-i != a and -j != b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def _agreement(mine: Labels, gold: Labels) -> float:
    kind = 4 * ((mine.get("type") or "equity") in [gold["type"], *gold.get("type_alts", [])])
    amount = 2 * bool(_amounts(gold) and _amount_right(mine, gold))
    series = bool(mine.get("series") and mine["series"] == gold.get("series"))
    return kind + amount + series + (0 if gold.get("optional") else 0.5)


def _amounts(event: Labels) -> list[Labels]:
    return [amount for amount in [event.get("amount"), *event.get("amount_alts", [])] if amount]


def _amount_right(mine: Labels, gold: Labels) -> bool:
    got: Any = mine.get("amount")
    wanted = _amounts(gold)
    if not gold.get("amount") and not (got and got.get("value")):
        return True
    return bool(got) and any(_near(got["value"], a["value"]) and _currency(got) == a["currency"] for a in wanted)


def _currency(amount: Labels) -> str:
    """A sum whose currency is not told counts as dollars, as in the labels."""
    return str(amount.get("currency") or "USD")


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return False
    return abs(one - other) <= _AMOUNT_TOLERANCE * max(abs(one), abs(other), 1e-9)


def _false_alarm(event: Labels, label: Labels) -> str | None:
    """What kind of false alarm this prediction is; None when the label leaves it open."""
    keys = name_keys(event["company"])
    same = [gold for gold in label["events"] if keys & label_keys(gold)]
    if any(gold.get("optional") and is_event(gold) for gold in same):
        return None
    if any(is_event(gold) for gold in same):
        return "duplicate"
    fresh = [gold for gold in same if gold["temporality"] == "new"]
    if fresh:
        return f"new_{fresh[0]['type']}"
    if same:
        return "background"
    if keys & name_keys(*label.get("mentioned_not_funded", [])):
        return "trap_company"
    backers = (name_keys(one["name"]) for gold in label["events"] for one in gold.get("investors", []))
    return "investor" if any(keys & names for names in backers) else "other"


def _companies(claimed: Sequence[Labels], required: Sequence[Labels], wanted: Sequence[Labels]) -> Counts:
    due = _distinct(label_keys(gold) for gold in required)
    open_to = [label_keys(gold) for gold in wanted if gold.get("optional")]
    named = _distinct(name_keys(mine["company"]) for mine in claimed)
    right = sum(any(keys & mine for mine in named) for keys in due)
    wrong = sum(not any(mine & keys for keys in [*due, *open_to]) for mine in named)
    return Counts(right, wrong, len(due) - right)


def _distinct(keys: Iterable[set[str]]) -> list[set[str]]:
    kept: list[set[str]] = []
    for one in keys:
        if not any(one & other for other in kept):
            kept.append(one)
    return kept


def _judge_fields(result: Evaluation, pairs: Sequence[tuple[Labels, Labels]]) -> None:
    for mine, gold in pairs:
        for name, right in _fields(mine, gold):
            n, good = result.fields.get(name, (0, 0))
            result.fields[name] = (n + 1, good + right)
        result.leads = _sum((result.leads, _leads_counted(mine, gold)))
        names = {_norm(one["name"]) for one in gold.get("investors", [])}
        got = {_norm(one["name"]) for one in mine.get("investors", [])}
        named, of = result.investors
        result.investors = (named + sum(any(_same_investor(a, b) for b in got) for a in names), of + len(names))


def _fields(mine: Labels, gold: Labels) -> Iterable[tuple[str, bool]]:
    yield "type", mine["type"] in [gold["type"], *gold.get("type_alts", [])]
    if gold.get("amount"):
        yield "amount", _amount_right(mine, gold)
        got: Any = mine.get("amount")
        yield "currency", bool(got) and _currency(got) in {amount["currency"] for amount in _amounts(gold)}
    else:
        yield "amount_absent", _amount_right(mine, gold)
    yield "series", (mine.get("series") or None) == (gold.get("series") or None)
    if gold.get("series"):
        yield "series_given", mine.get("series") == gold["series"]
    wanted = [gold["status"], *gold.get("status_alts", [])]
    coarse = _COARSE[mine["status"]] in {_COARSE[status] for status in wanted}
    yield "status", mine["status"] in wanted
    yield "status_coarse", coarse
    if _COARSE[gold["status"]] != "confirmed":
        yield "status_coarse_unconfirmed_only", coarse
    if gold.get("valuation"):
        worth: Any = mine.get("valuation")
        want = gold["valuation"]
        yield (
            "valuation",
            bool(worth) and _near(worth["value"], want["value"]) and _currency(worth) == want["currency"],
        )
    leads, mine_leads = _leads(gold), _leads(mine)
    if leads:
        yield "lead_any", any(_same_investor(a, b) for a in leads for b in mine_leads)
    else:
        yield "no_lead_respected", not mine_leads


def _leads(event: Labels) -> set[str]:
    return {_norm(one["name"]) for one in event.get("investors") or [] if one.get("lead")} - {""}


def _same_investor(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    # Two Chinese characters tell as much as four Latin letters.
    return one == other or (len(short) >= (4 if short.isascii() else 2) and long.startswith(short))


def _leads_counted(mine: Labels, gold: Labels) -> Counts:
    wanted, got = _leads(gold), _leads(mine)
    if not wanted:
        return Counts()
    right = sum(any(_same_investor(a, b) for a in wanted) for b in got)
    return Counts(right, len(got) - right, sum(not any(_same_investor(a, b) for b in got) for a in wanted))
