"""The words of a digest: sums, statuses, changes, subject lines. Pure; every channel says the same thing."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.detection.mention import (
    Amount,
    Certainty,
    CompanyResponse,
    InvestorRole,
    Kind,
    Qualifier,
    Status,
    Valuation,
)
from alerts.digests.digest import Change, DigestItem, DigestView
from alerts.rounds.development import DevelopmentKind

MAX_SUBJECT = 120

_SYMBOLS = {"USD": "US$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥", "CNY": "RMB", "AUD": "A$", "CAD": "C$",
            "SGD": "S$", "HKD": "HK$", "KRW": "₩"}  # fmt: skip
_QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.UP_TO: "up to ",
    Qualifier.ABOUT: "about ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.MORE_THAN: "more than ",
}
_SHORT = {
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.UP_TO: "≤ ",
    Qualifier.MORE_THAN: "> ",
    Qualifier.ABOUT: "~",
    Qualifier.NEARLY: "~",
}
_STATUS = {
    Status.RUMOURED: "rumoured",
    Status.IN_TALKS: "in talks",
    Status.PLANNED: "planned",
    Status.ANNOUNCED: "announced",
    Status.PARTLY_CLOSED: "partly closed",
    Status.CLOSED: "closed",
    Status.DELAYED: "delayed",
    Status.ABANDONED: "abandoned",
    Status.DENIED: "denied",
}
_CERTAINTY = {
    Certainty.SPECULATIVE: "speculation",
    Certainty.ANONYMOUS: "according to unnamed sources",
    Certainty.NAMED_SOURCE: "according to a named source",
    Certainty.COMPANY: "according to the company",
    Certainty.INVESTOR: "according to an investor",
    Certainty.FILING: "according to a filing",
}
_RESPONSE = {
    CompanyResponse.NONE: "",
    CompanyResponse.DECLINED: "the company declined to comment",
    CompanyResponse.NO_REPLY: "the company did not reply",
    CompanyResponse.CONFIRMED: "the company confirmed it",
    CompanyResponse.DENIED: "the company denied it",
}
_KIND = {
    Kind.EQUITY: "funding round",
    Kind.DEBT: "debt",
    Kind.GRANT: "grant",
    Kind.CONVERTIBLE: "convertible",
    Kind.SECONDARY: "secondary sale",
    Kind.FUND: "fund",
    Kind.IPO: "IPO",
    Kind.ACQUISITION: "acquisition",
    Kind.CROWDFUNDING: "crowdfunding",
    Kind.TOKEN_SALE: "token sale",
    Kind.OTHER: "other",
}
_INVESTOR = {
    InvestorRole.LEAD: "leads",
    InvestorRole.CO_LEAD: "co-leads",
    InvestorRole.PARTICIPANT: "",
    InvestorRole.EXISTING: "earlier backer",
    InvestorRole.RUMOURED: "said to join",
    InvestorRole.EXITED: "exits",
}


def clean(text: str) -> str:
    """Text from outside on one line, without control characters or the marks that reverse the order of letters."""
    kept = "".join(c if c.isprintable() else " " for c in text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join(kept.split())


def money(value: float, currency: str | None) -> str:
    """A sum as people write it: US$600m, €1.25bn, ₹150 crore, CHF 3m."""
    symbol = _SYMBOLS.get(currency or "", f"{currency} " if currency else "")
    if currency == "INR" and value >= 1e7:
        return f"{symbol}{_trimmed(value / 1e7)} crore"
    for size, unit in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"{symbol}{_trimmed(value / size)}{unit}"
    return f"{symbol}{_trimmed(value)}"


def _trimmed(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def amount_in_words(amount: Amount | None) -> str:
    """ "at least US$600m"; "undisclosed sum" when none is known."""
    if amount is None or amount.qualifier is Qualifier.UNDISCLOSED:
        return "undisclosed sum"
    if amount.min is not None and amount.max is not None and amount.min != amount.max:
        return f"{money(amount.min, amount.currency)} to {money(amount.max, amount.currency)}"
    value = amount.value or amount.min or amount.max
    if value is None:
        return clean(amount.as_written)
    return f"{_QUALIFIERS.get(amount.qualifier, '')}{money(value, amount.currency)}"


def amount_in_short(amount: Amount | None) -> str:
    """ "≥ US$600m", for a subject line; empty when none is known."""
    value = (amount.value or amount.min or amount.max) if amount else None
    return f"{_SHORT.get(amount.qualifier, '')}{money(value, amount.currency)}" if amount and value else ""


def valuation_in_words(valuation: Valuation | None) -> str:
    """ "US$4bn, post-money"; empty when none is known."""
    if valuation is None:
        return ""
    suffix = "" if valuation.kind == "unspecified" else f", {valuation.kind}-money"
    return f"{_QUALIFIERS.get(valuation.qualifier, '')}{money(valuation.value, valuation.currency)}{suffix}"


def status_in_words(status: Status) -> str:
    """A status as people say it."""
    return _STATUS[status]


def standing(item: DigestItem) -> str:
    """Status, who stands behind it, and what the company says, in one line."""
    parts = (f"{_STATUS[item.status]}, {_CERTAINTY[item.certainty]}", _RESPONSE[item.company_response])
    return "; ".join(part for part in parts if part)


def round_in_words(item: DigestItem) -> str:
    """ "Series D", or what kind of money it is."""
    if item.tranche is not None:
        return f"tranche {item.tranche}" + (f" of {clean(item.series_label)}" if item.series_label else "")
    label = clean(item.series_label or "")
    if not label:
        return _KIND[item.kind]
    named = label if len(label) > 2 else f"Series {label.upper()}"
    return named if item.kind is Kind.EQUITY else f"{named}, {_KIND[item.kind]}"


def investors_in_words(item: DigestItem) -> str:
    """This round's money first, earlier backers after it."""
    new = [_investor(name, role) for name, role in item.investors if role is not InvestorRole.EXISTING]
    old = [clean(name) for name, role in item.investors if role is InvestorRole.EXISTING]
    parts = (", ".join(new), f"earlier backers {', '.join(old)}" if old else "")
    return "; ".join(part for part in parts if part)


def _investor(name: str, role: InvestorRole) -> str:
    return f"{clean(name)} ({_INVESTOR[role]})" if _INVESTOR[role] else clean(name)


def changes_in_words(item: DigestItem) -> str:
    """What is new, in one line."""
    said = ", ".join(_change(change, item) for change in item.changes)
    return said[:1].upper() + said[1:]


def _change(change: Change, item: DigestItem) -> str:
    before, after = clean(change.before or ""), clean(change.after or "")
    match change.kind:
        case DevelopmentKind.NEW_ROUND:
            return f"first report of this {round_in_words(item)}"
        case DevelopmentKind.STATUS_ADVANCED:
            return f"now {after.replace('_', ' ')} (was {before.replace('_', ' ')})"
        case DevelopmentKind.DENIED:
            return f"{after.replace('_', ' ')} (was {before.replace('_', ' ')})"
        case DevelopmentKind.AMOUNT_KNOWN:
            return f"sum now known: {after}"
        case DevelopmentKind.AMOUNT_REVISED:
            return f"sum revised from {before} to {after}"
        case DevelopmentKind.SERIES_KNOWN:
            return f"now named {after}"
        case DevelopmentKind.LEAD_KNOWN:
            return f"lead now known: {after}"
        case DevelopmentKind.VALUATION_KNOWN:
            return f"valuation now known: {after}"
        case DevelopmentKind.NEW_TRANCHE:
            return f"new tranche{f': {after}' if after else ''}"


def subject_line(view: DigestView) -> str:
    """A subject a person can act on; at most MAX_SUBJECT characters."""
    if not view.items:
        failing = f", {len(view.ailing)} failing" if view.ailing else ""
        return f"Roundwatch: nothing new; {view.sources_read} sources read{failing}"
    # A tranche that comes with its round says nothing that the round does not.
    whole = {item.company for item in view.items if item.tranche is None}
    said = [_headline(item) for item in view.items if item.tranche is None or item.company not in whole]
    line = said[0]
    for number, more in enumerate(said[1:], 1):
        longer, left = f"{line}, {more}", len(said) - number - 1
        if len(longer) + len(f", +{left} more") > MAX_SUBJECT:
            return f"{line[: MAX_SUBJECT - 10]}, +{left + 1} more"
        line = longer
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"


def _headline(item: DigestItem) -> str:
    company, amount = clean(item.company), amount_in_short(item.amount)
    what = amount or round_in_words(item)
    match item.status:
        case Status.RUMOURED:
            return f"{company} said to raise {what} (rumour)"
        case Status.IN_TALKS:
            return f"{company} in talks{f' for {amount}' if amount else ''}"
        case Status.PLANNED:
            return f"{company} plans {what}"
        case Status.DENIED | Status.ABANDONED | Status.DELAYED:
            return f"{company} {_STATUS[item.status]}: {what}"
        case Status.CLOSED | Status.PARTLY_CLOSED:
            return f"{company} {'closes' if item.status is Status.CLOSED else 'partly closes'} {what}"
    return f"{company} {'raises' if amount else 'announces'} {what}"


def quoted(sentence: str) -> str:
    """The evidence sentence in quotation marks; one that is a quotation already keeps its own."""
    plain = clean(sentence)
    return plain if plain[:1] in '“"«„' else f"“{plain}”"


def local(moment: datetime, timezone: str, form: str = "%-d %b %Y, %H:%M %Z") -> str:
    """An instant in the subscription's zone, with the zone's name."""
    return moment.astimezone(ZoneInfo(timezone)).strftime(form)


def sources_in_words(view: DigestView) -> str:
    """How many sources this digest rests on: silence must not be taken for no news."""
    read = f"{view.sources_read} source{'' if view.sources_read == 1 else 's'} read"
    return f"{read}; {len(view.ailing)} gave nothing because something is wrong" if view.ailing else f"{read}, all well"


def ailing_in_words(view: DigestView) -> Iterator[tuple[str, str]]:
    """Each broken source with what is wrong and since when."""
    for source in view.ailing:
        since = f", since {local(source.since, view.timezone, '%-d %b %H:%M %Z')}" if source.since else ""
        yield clean(source.name), f"{clean(source.problem)}{since}"
