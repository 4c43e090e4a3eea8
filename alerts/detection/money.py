"""Sums of money in a sentence: value, currency, how firmly they are stated, and the characters that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.detection.mention import Qualifier

_CURRENCIES = {
    "US$": "USD", "USD": "USD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "C$": "CAD", "CA$": "CAD", "CAD": "CAD",
    "S$": "SGD", "SGD": "SGD", "HK$": "HKD", "HKD": "HKD", "NZ$": "NZD", "NT$": "TWD", "R$": "BRL", "BRL": "BRL",
    "MX$": "MXN", "$": "", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "", "RMB": "CNY", "CNY": "CNY",
    "JPY": "JPY", "₹": "INR", "INR": "INR", "RS": "INR", "RS.": "INR", "₩": "KRW", "KRW": "KRW", "CHF": "CHF",
    "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "ILS": "ILS", "₪": "ILS", "NGN": "NGN", "₦": "NGN",
    "ZAR": "ZAR", "KES": "KES", "AED": "AED", "SAR": "SAR", "IDR": "IDR", "VND": "VND", "THB": "THB", "MYR": "MYR",
    "PHP": "PHP", "TRY": "TRY", "EGP": "EGP", "PKR": "PKR", "BDT": "BDT",
}  # fmt: skip
_WORDS = {
    "dollars": "", "dollar": "", "us dollars": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "rupees": "INR", "won": "KRW", "francs": "CHF", "kronor": "SEK",
}  # fmt: skip
_DOLLAR_OF = {"AU": "AUD", "CA": "CAD", "SG": "SGD", "HK": "HKD", "NZ": "NZD", "TW": "TWD"}
_UNITS = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6,
    "millions": 1e6, "cr": 1e7, "crore": 1e7, "crores": 1e7, "b": 1e9, "bn": 1e9, "mrd": 1e9, "billion": 1e9,
    "billions": 1e9, "tn": 1e12, "trillion": 1e12, "万": 1e4, "亿": 1e8,
}  # fmt: skip
_SYMBOL = "|".join(sorted((re.escape(symbol) for symbol in _CURRENCIES), key=len, reverse=True))
_UNIT = r"thousand|millions?|billions?|trillion|crores?|lakhs?|mln|mio|mrd|mn|bn|tn|cr|[kmb]|万|亿"
_NUMBER = r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,3})?|\d{1,12}(?:\.\d{1,3})?"
_BEFORE = re.compile(
    rf"(?<![A-Za-z\d])(?P<cur>{_SYMBOL})\s?(?P<num>{_NUMBER})(?:\s?-?(?P<unit>{_UNIT})(?![A-Za-z]))?"
    rf"(?:\s?(?:-|–|to)\s?(?:{_SYMBOL})?\s?(?P<num2>{_NUMBER})\s?-?(?P<unit2>{_UNIT})(?![A-Za-z]))?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\w.,$€£¥₹])(?P<num>{_NUMBER})\s?-?(?:(?P<unit>{_UNIT})(?:\s|-))?\s?"
    rf"(?P<cur>us dollars|dollars?|euros?|pounds|yen|yuan|renminbi|rupees|won|francs|kronor|USD|EUR|GBP|INR|RMB)\b",
    re.IGNORECASE,
)
_QUALIFIERS = (
    (Qualifier.AT_LEAST, re.compile(r"(?:at least|no less than|a minimum of|not less than)(?: another)?\s*$", re.I)),
    (Qualifier.UP_TO, re.compile(r"(?:up to|as much as|at most|no more than|to the tune of up to)(?: another)?\s*$", re.I)),
    (Qualifier.MORE_THAN, re.compile(r"(?:more than|over|above|in excess of|upwards of|north of)(?: a| an)?\s*$", re.I)),
    (Qualifier.NEARLY, re.compile(r"(?:nearly|almost|just under|close to|just shy of)(?: a| an)?\s*$", re.I)),
    (Qualifier.ABOUT, re.compile(r"(?:about|around|approximately|approx\.?|some|roughly|an estimated|circa)\s*$", re.I)),
)  # fmt: skip
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a sentence. `value` is None for a range; offsets count in the sentence."""

    value: float | None
    min: float | None
    max: float | None
    currency: str | None
    qualifier: Qualifier
    written: str
    start: int
    end: int

    @property
    def size(self) -> float:
        """The one figure that stands for it: the value, else the least, else the most."""
        return self.value or self.min or self.max or 0.0


def sums(sentence: str, country: str | None) -> list[Money]:
    """Every sum of money in a sentence. A bare dollar is the publisher's country's, else the US dollar."""
    found = [*_read(_BEFORE, sentence, country), *_read(_AFTER, sentence, country)]
    kept: list[Money] = []
    for money in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or money.start >= kept[-1].end:
            kept.append(money)
    return kept


def _read(pattern: re.Pattern[str], sentence: str, country: str | None) -> Iterator[Money]:
    for match in pattern.finditer(sentence):
        parts = match.groupdict()
        low = _value(parts["num"], parts["unit"] or parts.get("unit2"))
        high = _value(parts["num2"], parts["unit2"]) if parts.get("num2") else None
        if not low or low < 1_000 or low > 1e14:
            continue
        currency = _currency(parts["cur"], country)
        qualifier, start = _qualifier(sentence, match.start())
        yield _money(low, high, currency, qualifier, sentence[start : match.end()], start, match.end())


def _money(
    low: float, high: float | None, currency: str | None, qualifier: Qualifier, written: str, start: int, end: int
) -> Money:
    if high is not None:
        return Money(None, low, high, currency, Qualifier.RANGE, written, start, end)
    least = low if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    most = low if qualifier in (Qualifier.UP_TO, Qualifier.NEARLY) else None
    return Money(low, least, most, currency, qualifier, written, start, end)


def _value(number: str, unit: str | None) -> float:
    return float(number.replace(",", "")) * _UNITS.get((unit or "").lower(), 1.0)


def _currency(written: str, country: str | None) -> str | None:
    found = _CURRENCIES.get(written.upper(), _WORDS.get(written.lower()))
    if found:
        return found
    if written == "¥":
        return "CNY" if country == "CN" else "JPY"
    return _DOLLAR_OF.get(country or "", "USD")


def _qualifier(sentence: str, start: int) -> tuple[Qualifier, int]:
    before = sentence[max(0, start - _LOOK_BACK) : start]
    for qualifier, pattern in _QUALIFIERS:
        match = pattern.search(before)
        if match:
            return qualifier, start - (len(before) - match.start())
    return Qualifier.EXACT, start
