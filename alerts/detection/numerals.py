"""Figures as they are written: digits with separators, words, Chinese numerals, and the units that multiply them.

Each reader tells the value and where it stands; none knows of currencies.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_COMMA_LANGUAGES = _words(
    "de fr es it pt nl sv da nb nn no fi pl cs sk hu ro bg el ru uk tr id vi hr sl sr ca gl et lv lt is"
)
# Spanish of these countries and Swiss German write the decimal point.
_POINT_COUNTRIES = frozenset(
    {("es", c) for c in _words("MX US PR GT HN NI PA DO SV PE")} | {("de", "CH"), ("de", "LI"), ("it", "CH")}
)
SPACE_LANGUAGES = _words("fr sv nb nn no fi pl cs sk hu bg ru uk et lv lt")
"""They group thousands with a space that may break."""


def has_decimal_comma(language: str | None, country: str | None) -> bool:
    """Does the language, as written in the country, say "12,5" for twelve and a half?"""
    return language in _COMMA_LANGUAGES and (language, country) not in _POINT_COUNTRIES


# -- digits -------------------------------------------------------------------------------------------------------

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
MAX_DIGITS = 24
_GROUPS = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+"),
    " ": re.compile(r"\d{1,3}(?: \d{3})+"),
}  # fmt: skip


def value_of(written: str, *, decimal_comma: bool = False) -> float | None:
    """The value of "12,500,000", "1.250.000,50", "12,50,000", "5 000 000", "1'250'000", "2½"; None if it is no figure.

    A single separator before three digits is read by `decimal_comma`; every other form says itself what it means.
    """
    if written.isdigit() and len(written) <= MAX_DIGITS:
        return float(written)
    if len(written) > MAX_DIGITS:
        return None
    if written[-1] in _FRACTIONS:
        whole = value_of(written[:-1], decimal_comma=decimal_comma) if len(written) > 1 else 0.0
        return None if whole is None else whole + _FRACTIONS[written[-1]]
    plain = "".join(" " if c.isspace() or c in "'’" else c for c in written)
    separators = [c for c in plain if not c.isdigit()]
    decimal = _decimal(plain, separators, decimal_comma=decimal_comma)
    whole_part, _, fraction = plain.rpartition(decimal) if decimal else (plain, "", "")
    for separator in set(separators) - {decimal}:
        if not _GROUPS[separator].fullmatch(whole_part):
            return None
        whole_part = whole_part.replace(separator, "")
    if not whole_part.isdigit() or (fraction and not fraction.isdigit()):
        return None
    return float(f"{whole_part}.{fraction or 0}")


def _decimal(plain: str, separators: list[str], *, decimal_comma: bool) -> str:
    """The decimal separator of a figure, or "" if it has none."""
    last = separators[-1]
    if last == " " or separators.count(last) > 1:
        return ""
    if len(set(separators)) > 1:
        return last
    head, _, tail = plain.partition(last)
    if len(tail) != 3 or head.lstrip("0") == "":
        return last
    if (last == ",") == decimal_comma:
        return last
    # "2021.500" can hold no group of thousands.
    return "" if len(head) <= 3 or last == "," else last


# -- units --------------------------------------------------------------------------------------------------------


def _table(rows: dict[float, str]) -> dict[str, float]:
    return {word: size for size, words in rows.items() for word in words.split()}


UNITS = _table({
    1e3: "k thousand thousands tausend tsd mille mila milliers milhares tusen duizend тыс grand",
    1e5: "lakh lakhs lac lacs",
    1e6: "m mm mn mln mio mill million millions millionen millón millon millones milhão milhao milhões milhoes milione milioni miljoen "
         "miljon miljoner millioner milj milionów miliony milionu mil млн миллионов миллиона",
    1e7: "cr crs crore crores",
    1e9: "b bn bln bil bio billion billions md mds mrd mld mia milliard milliards milliarde milliarden miliardi miliardo miljard miljarder "
         "milliarder miliardów bilhão bilhões bilhoes bi млрд миллиардов",
    1e12: "t tn trn trln tln trillion trillions biljoen billones billón трлн",
})  # fmt: skip
"""What Latin and Cyrillic unit words multiply by, in lower case."""

# The long scale, and words that are another unit elsewhere.
_UNITS_OF: dict[str, dict[str, float]] = {
    "de": {"billion": 1e12, "billionen": 1e12, "bio": 1e12, "trillion": 1e18},
    "fr": {"billion": 1e12, "billions": 1e12, "g": 1e9, "trillion": 1e18, "mil": 1e3},
    "es": {"mil": 1e3, "billion": 1e12, "mdd": 1e6},
    "pt": {"mil": 1e3, "mi": 1e6, "tri": 1e12},
    "it": {"mil": 1e6, "mille": 1e3},
}  # fmt: skip
_TWICE = {
    "mil": {"millones", "millon", "millón", "milhões", "milhoes"},
    "lakh": {"crore", "crores", "cr"},
    "lac": {"crore", "crores"},
    "thousand": {"crore", "crores", "cr", "million"},
    "k": {"crore", "cr"},
}
_SECOND = re.compile(r"[\s-]{1,3}([^\W\d_]{2,10})(?![^\W\d_])")
# "MSEK", "MEUR", "mkr": a unit and a currency in one word.
COMPOUND_UNITS = {
    f"{unit}{code}": (size, currency)
    for unit, size in (("m", 1e6), ("t", 1e3), ("k", 1e3), ("mn", 1e6), ("bn", 1e9), ("mrd", 1e9), ("mio", 1e6))
    for code, currency in (("sek", "SEK"), ("nok", "NOK"), ("dkk", "DKK"), ("eur", "EUR"), ("usd", "USD"), ("kr", "kr"), ("gbp", "GBP"), ("chf", "CHF"))
}  # fmt: skip
LONE_LETTERS = frozenset("kmbtg")
"""Units of one letter: with a currency they count; alone "5 m" is a length."""


@cache
def units_of(language: str | None) -> dict[str, float]:
    """The unit words, as the language uses them."""
    return UNITS | _UNITS_OF.get(language or "", {})


def unit_at(low: str, word: str, end: int, language: str | None) -> tuple[float, int, str | None] | None:
    """What the unit `word` that ends at `end` multiplies by, the unit's end, and the currency it holds ("MSEK").

    "lakh crore" and "mil millones" are one unit. None for a word that is no unit.
    """
    size = units_of(language).get(word)
    if size is None:
        compound = COMPOUND_UNITS.get(word)
        return (compound[0], end, compound[1]) if compound else None
    if word in _TWICE or (word in ("lakhs", "lacs")):
        second = _SECOND.match(low, end)
        if second and second[1] in _TWICE.get(word.rstrip("s"), ()):
            first = 1e3 if word == "mil" else size
            return first * UNITS[second[1]], second.end(), None
    return size, end, None


# -- Chinese, Japanese, Korean ------------------------------------------------------------------------------------

CJK_UNITS = {
    "十": 10.0,
    "百": 1e2,
    "千": 1e3,
    "천": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "만": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "억": 1e8,
    "兆": 1e12,
    "조": 1e12,
}
_CJK_DIGITS = {
    c: n for n, row in enumerate(("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")) for c in row
}
_SEVERAL = "数數几幾"
CJK_RUN = re.compile(r"(?:点(?=[一二三四五六七八九])|[数數几幾〇零一二两兩三四五六七八九十百千万萬亿億兆])++")
MAX_CJK_RUN = 16


def cjk_unit(written: str) -> float:
    """What "万", "千万", "百億", "万亿" multiply by."""
    size = 1.0
    for sign in written:
        size *= CJK_UNITS[sign]
    return size


@dataclass(frozen=True, slots=True)
class Order:
    """A figure of which only the size is told, `low` to `high`; `high` None for an exact figure."""

    low: float
    high: float | None = None
    implied: bool = False
    """A unit alone, as in "亿元": one of it, if a qualifier says so, else only the size is told."""


def cjk_value(written: str) -> Order | None:
    """ "两千万", "一亿", "三点五亿", "十二亿五千万"; "数千万" and "十几亿" as an order; None if it is no figure."""
    several = next((i for i, c in enumerate(written) if c in _SEVERAL), None)
    if several is None:
        value = _cjk_exact(written)
        return Order(value, None, implied=written[0] in CJK_UNITS and written[0] != "十") if value else None
    head, tail = written[:several], written[several + 1 :]
    if not tail or tail[0] not in CJK_UNITS:
        return None
    size = cjk_unit(tail) if all(c in CJK_UNITS for c in tail) else None
    if size is None or (head and head != "十"):
        return None
    return Order(10 * size, 20 * size) if head else Order(size, 10 * size)


def _cjk_exact(written: str) -> float | None:
    if "点" in written:
        return _cjk_point(written)
    total = section = digit = 0.0
    seen = False
    last = 1e16
    for sign in written:
        if sign in _CJK_DIGITS:
            if seen and digit:
                return None
            digit, seen = float(_CJK_DIGITS[sign]), True
            continue
        size = CJK_UNITS[sign]
        if size < 1e4:
            section += (digit or 1.0) * size
        elif section or digit or not total:
            if size >= last:
                return None
            total, last, section = total + (section + digit or 1.0) * size, size, 0.0
        else:  # 万亿
            total *= size
        digit, seen = 0.0, False
    return total + section + digit


def _cjk_point(written: str) -> float | None:
    head, _, tail = written.partition("点")
    fraction = ""
    while tail and tail[0] in _CJK_DIGITS:
        fraction, tail = fraction + str(_CJK_DIGITS[tail[0]]), tail[1:]
    whole = _cjk_exact(head) if head else None
    if whole is None or not fraction or not tail or any(c not in CJK_UNITS for c in tail):
        return None
    return float(f"{int(whole)}.{fraction}") * cjk_unit(tail)


# -- words --------------------------------------------------------------------------------------------------------


def _numbered(words: str, start: int = 1) -> dict[str, float]:
    return {word: float(n) for n, row in enumerate(words.split(), start) for word in row.split("|")}


NUMBER_WORDS: dict[str, float] = {
    **_numbered("one|a|an|un|une|una|eine|einer|einen|ein|um|uma two|deux|dos|zwei|dois|due three|trois|tres|drei|três|tre "
                "four|quatre|cuatro|vier|quatro|quattro five|cinq|cinco|fünf|cinque six|seis|sechs|sei seven|sept|siete|sieben|sete|sette "
                "eight|huit|ocho|acht|oito|otto nine|neuf|nueve|neun|nove ten|dix|diez|zehn|dez|dieci eleven|onze|elf "
                "twelve|douze|doce|zwölf|doze|dodici|dozen thirteen|treize|trece|dreizehn fourteen|quatorze|catorce|vierzehn "
                "fifteen|quinze|quince|fünfzehn sixteen|seize|sechzehn seventeen|siebzehn eighteen|achtzehn nineteen|neunzehn"),
    "twenty": 20.0, "vingt": 20.0, "veinte": 20.0, "zwanzig": 20.0, "vinte": 20.0, "venti": 20.0, "thirty": 30.0, "trente": 30.0, "treinta": 30.0,
    "dreißig": 30.0, "trinta": 30.0, "trenta": 30.0, "forty": 40.0, "quarante": 40.0, "cuarenta": 40.0, "vierzig": 40.0, "fifty": 50.0, "cinquante": 50.0,
    "cincuenta": 50.0, "fünfzig": 50.0, "sixty": 60.0, "soixante": 60.0, "sesenta": 60.0, "sechzig": 60.0, "seventy": 70.0, "setenta": 70.0, "siebzig": 70.0,
    "eighty": 80.0, "ochenta": 80.0, "achtzig": 80.0, "ninety": 90.0, "noventa": 90.0, "neunzig": 90.0, "couple": 2.0, "anderthalb": 1.5, "eineinhalb": 1.5,
    "zweieinhalb": 2.5, "hundert": 100.0, "cent": 100.0, "cien": 100.0, "cem": 100.0, "doscientos": 200.0, "quinientos": 500.0,
}  # fmt: skip
_PARTS = {
    "half": 0.5,
    "halbe": 0.5,
    "halben": 0.5,
    "demi": 0.5,
    "medio": 0.5,
    "meio": 0.5,
    "mezzo": 0.5,
    "quarter": 0.25,
    "third": 1 / 3,
}
_MULTIPLES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6}
_LITTLE = frozenset({"and", "of", "und", "et", "y", "e", "a", "an", "de"})
_SPOKEN = _LITTLE | {"quarters", *NUMBER_WORDS, *_PARTS, *_MULTIPLES}
_ARTICLES = frozenset({"a", "an", "eine", "einer", "einen", "ein", "un", "une", "una", "um"})
_TOKEN = re.compile(r"[^\W\d_]+")
_WINDOW = 64
MAX_WORDS = 8


def _speakable(word: str) -> bool:
    return (len(word) >= 5 and word not in ("mille",)) or word in ("lakh", "cr", "mrd", "mio", "mil")


def _one_of(words: Iterable[str]) -> str:
    """An expression for the longest of `words`. It begins with a plain set of characters: `re` then skips to them."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    branches = (f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"[{''.join(rests)}](?:{'|'.join(branches)})"


UNIT_WORD = re.compile(_one_of(filter(_speakable, {*UNITS, "billionen"})) + r"(?![^\W_])")
"""A unit that may follow figures in words, in lower-case text; what stands before it must be looked at."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure before a unit, in words: its value, where it begins."""

    start: int
    value: float


Word = tuple[str, int, int]
"""A word, where it begins and where it ends."""


def words_before(low: str, at: int) -> list[Word]:
    """The words in front of `at` with only spaces and hyphens between them, the nearest last; at most MAX_WORDS."""
    floor = max(0, at - _WINDOW)
    found: list[Word] = []
    edge = at
    for match in reversed(list(_TOKEN.finditer(low, floor, at))):
        gap = low[match.end() : edge]
        cut = match.start() == floor and floor > 0
        if cut or len(found) == MAX_WORDS or not gap or gap.strip(" \t\n-\xa0\u2009\u202f") or len(gap) > 3:
            break
        found.append((match[0], match.start(), match.end()))
        edge = match.start()
    found.reverse()
    return found


def worded_value(words: list[Word]) -> Worded | None:
    """The longest figure in words at the end of `words`: "two and a half", "a quarter of a", "one hundred and fifty"."""
    begin = len(words)
    while begin and words[begin - 1][0] in _SPOKEN:
        begin -= 1
    # "of" and "and" at the front belong to what was said before.
    for first in range(begin, len(words)):
        if words[first][0] in _LITTLE - _ARTICLES:
            continue
        value = _spoken([word for word, _, _ in words[first:]])
        if value:
            return Worded(words[first][1], value)
    return None


def _spoken(words: list[str]) -> float | None:
    """ "twenty five" 25, "one hundred and fifty" 150, "half a" 0.5, "a quarter of a" 0.25, "two and a half" 2.5."""
    if any(word in _PARTS or word == "quarters" for word in words):
        return _with_part(words)
    total = current = 0.0
    spoken = False
    last = 1e9
    for word in words:
        if word in _MULTIPLES:
            current = (current or 1.0) * _MULTIPLES[word]
            if word != "hundred":
                total, current = total + current, 0.0
            last, spoken = 1e9, True
        elif word in NUMBER_WORDS:
            number = NUMBER_WORDS[word]
            if word in _ARTICLES and spoken:
                return None
            # "a dozen", "a couple of": the article counts nothing.
            if (
                current
                and current % 100
                and not (word in ("dozen", "couple") and current == 1)
                and (number >= 10 or last < 20)
            ):
                return None
            current = current * number if word in ("dozen", "couple") and current else current + number
            last, spoken = number, word not in _ARTICLES or spoken
        elif word not in _LITTLE or not (current or total):
            return None
    return total + current or None


def _with_part(words: list[str]) -> float | None:
    at = next(i for i, word in enumerate(words) if word in _PARTS or word == "quarters")
    part = _PARTS.get(words[at], 0.25)
    head, tail = words[:at], words[at + 1 :]
    if any(word not in _LITTLE for word in tail):
        return None
    while head and (head[-1] in _ARTICLES or head[-1] in _LITTLE):
        linked = head.pop() in ("and", "und", "et", "y", "e")
        if linked:
            whole = _spoken(head)
            return None if whole is None else whole + part
    if not head:
        return part
    # "Three and three quarters".
    if part == _QUARTER and len(head) > 2 and head[-2] in ("and", "und", "et", "y", "e"):
        whole, count = _spoken(head[:-2]), NUMBER_WORDS.get(head[-1])
        return None if whole is None or count is None else whole + count * part
    count = _spoken(head)
    if count is None:
        return None
    return count * part if part == _QUARTER or count == 1 else None


def part_behind(low: str, end: int) -> tuple[float, int]:
    """What "and a half" behind a unit that ends at `end` adds to its figure, and where that ends; 0.0 without it."""
    match = _PART_BEHIND.match(low, end)
    return (_PARTS[match[1]], match.end()) if match else (0.0, end)


_QUARTER = 0.25
_PART_BEHIND = re.compile(r"[\s-]and[\s-]a[\s-](half|quarter)(?![^\W\d_])")
