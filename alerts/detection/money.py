"""Sums of money in a sentence: value, currency, how firmly they are stated, and the characters that say so.

A small grammar over figures (`numerals`) and currencies (`currencies`):

    sum       = [qualifier] amount [joint amount] [qualifier]
    amount    = [currency] figure [unit] [currency]
    statement = sum {"(" sum ")"}            the same money said twice: "€40 million ($44 million)"

Every repeat is bounded and the text is passed over once for each kind of figure, so that time grows with length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from alerts.detection import currencies, numerals
from alerts.detection.currencies import Written
from alerts.detection.mention import Qualifier
from alerts.detection.numerals import Order

LEAST, MOST = 1e3, 1e18
"""Sums below and above, in units of their currency, are prices and nonsense."""
MOST_OF_A_ROUND = 5e11
"""US dollars. No round was ever as large: what is said to be has its digits run together, or counts something else."""
MAX_SUMS = 500
"""More are not read from one sentence: it is a table, or meant to keep us busy."""

MAX_FIGURES = 20_000
"""Nor are more figures of one kind looked at, whatever they count."""


def _spaced(listed: str) -> list[str]:
    return listed.split()


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a sentence. Offsets count in the sentence, `sentence[start:end] == written`.

    `value` is in units of `currency` (ISO 4217; None where the text does not tell), and None for a range or where
    only the order is told ("nine-figure", "数千万元"); then `min` and `max` are the ends. `also` holds second
    statements of the same sum, in another currency.
    """

    value: float | None
    min: float | None
    max: float | None
    currency: str | None
    qualifier: Qualifier
    written: str
    start: int
    end: int
    also: tuple["Money", ...] = ()

    @property
    def size(self) -> float:
        """The one figure that stands for it: the value, else the least, else the most."""
        return self.value or self.min or self.max or 0.0

    @property
    def is_too_much(self) -> bool:
        """Is it more than any round can have been, by the roughest rate of its currency?"""
        return self.size > MOST_OF_A_ROUND * currencies.UNITS_OF_A_DOLLAR.get(self.currency or "", 1)


@dataclass(slots=True)
class _Amount:
    """A figure with its unit and currency, before qualifiers. `high` is set where only the order is told."""

    start: int
    end: int
    value: float
    high: float | None
    unit: float
    key: str | None
    """The currency: a code, or a key of `currencies.SHARED`."""
    figure: int
    """Where the figure itself begins, behind any currency."""
    plus: bool = False
    sure: bool = True
    """False for a unit alone ("亿元") and for sizes with no currency said: these want proof."""
    vague: bool = False


def sums(sentence: str, country: str | None, language: str | None = None, *, bare: bool = False) -> list[Money]:
    """Every sum of money in a sentence, in order.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the publisher: whose a bare dollar, peso or krona is. Without it a dollar is the
        US dollar.
    language
        ISO 639-1 code: whether a comma is decimal, what "mil" and "Billion" mean. Without it, as in English.
    bare
        Also read "raised 20 million", which names no currency (`currency` None).
    """
    if _NUMERAL.search(sentence) is None and not _has_words(sentence.lower(), language):
        return []
    text, low = _plain(sentence)
    worded = _has_words(low, language)
    amounts = list(islice(_figures(text, low, country, language), MAX_SUMS)) if _DIGIT.search(text) else []
    more = [
        *islice(_cjk(text, low) if not text.isascii() and _CJK_SIGN.search(text) else (), MAX_SUMS),
        *islice(_worded(text, low, language) if worded else (), MAX_SUMS),
        *islice(_orders(low) if worded and _has_orders(low) else (), MAX_SUMS),
    ]
    if more:
        amounts = sorted([*amounts, *more], key=lambda one: (one.start, -one.end))
    amounts = _without_overlaps(amounts)
    found = [money for money in _read(sentence, text, low, amounts, country, language, bare=bare) if money is not None]
    return _told_twice(low, found, country, text) if len(found) > 1 else found


# -- the text, made plain -----------------------------------------------------------------------------------------

# Length is kept: every offset holds in the sentence as given.
_PLAIN = str.maketrans({
    **{chr(ord("０") + n): str(n) for n in range(10)},
    "．": ".", "＄": "$", "￥": "¥", "￡": "£", "￦": "₩", "（": "(", "）": ")", "［": "[", "］": "]", "＋": "+", "～": "~", "〜": "~", "∼": "~",
    "‑": "-", "‐": "-", "−": "–", "－": "-", "‘": "'", "\u200b": " ", "\u2060": " ", "\ufeff": " ", "\xad": " ",
    "：": ":", "≒": "≈", "＝": "=", "／": "/", "＞": ">", "＜": "<",
})  # fmt: skip
_FULL_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


def _plain(sentence: str) -> tuple[str, str]:
    """The sentence with one form of each sign, and the same in lower case, both as long as it."""
    text = sentence
    if not text.isascii():
        # Half of all sentences hold one of these two; a whole translation costs ten times as much.
        text = text.replace("’", "'").replace("—", "–")
        if _ODD.search(text):
            text = _FULL_COMMA.sub(",", text.translate(_PLAIN))
    if "&nbsp;" in text:
        text = text.replace("&nbsp;", "      ")
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two characters
        low = "".join(one if len(one) == 1 else other for other, one in ((c, c.lower()) for c in text))
    return text, low


_ODD = re.compile("[" + re.escape("".join(map(chr, _PLAIN))) + "]")
_NUMERAL = re.compile(r"[0-9０-９½¼¾万萬亿億兆千百만억조]")
_DIGIT = re.compile(r"[0-9½¼¾]")
_CJK_SIGN = re.compile(r"[万萬亿億兆千百]")


def _has_words(low: str, language: str | None) -> bool:
    """Can the lower-case text hold a figure in words, or a size? One look for each stem that they share."""
    if "illi" in low or "rore" in low or "lakh" in low or "thousand" in low or "figure" in low or "digit" in low:
        return True
    return language != "en" and (
        "stellig" in low or "illo" in low or "illó" in low or "ausend" in low or "ilhõ" in low or "chiffres" in low or "cifras" in low
    )  # fmt: skip


def _has_orders(low: str) -> bool:
    return any(stem in low for stem in ("figure", "digit", "stellig", "chiffres", "cifras"))


# -- figures in digits --------------------------------------------------------------------------------------------

_UNIT_BEHIND = (
    r"(?P<plus>\+|-plus|[\s-]odd|[多余餘数])?"
    r"(?:[^\S\n]?(?P<cjk>[十百千]?[万萬亿億兆][亿億]?|천?[만억조]|[百千](?=[万亿元円日美欧ド])|천(?=만|억))|[\s-]{0,6}(?P<unit>[a-zà-ÿа-я]{1,16}+)(?![²³\d]))?"
)


def _scanner(groups: str) -> re.Pattern[str]:
    # It begins with a plain set of characters on purpose: `re` then skips to the digits.
    grouped = rf"(?<![0-9].)[0-9]{{0,2}}(?:{groups})(?:[.,][0-9]{{1,2}}(?![0-9]))?(?![0-9]|[.,][0-9])"
    run = r"[0-9]*+(?:[.,'][0-9]++)*+(?:[½¼¾]|\s[13]/[24](?![0-9]))?"
    return re.compile(rf"(?P<number>[0-9½¼¾](?:(?<=[½¼¾])|{grouped}|{run}))" + _UNIT_BEHIND)


# "5 000 000" is one figure anywhere, "5 000" where the language groups with spaces or the space does not break.
_SCAN = _scanner(r"(?:\s\d{3}(?!\d)){2,5}|(?:[\xa0\u2009\u202f]\d{3}(?!\d)){1,5}")
_SCAN_SPACED = _scanner(r"(?:\s\d{3}(?!\d)){1,5}")
_NO_FIGURE_BEFORE = frozenset("_#@:/\\")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")


def _figures(text: str, low: str, country: str | None, language: str | None) -> Iterator[_Amount]:
    """Amounts whose figure is in digits; those of less than `LEAST` only where a range may need them."""
    comma = numerals.has_decimal_comma(language, country)
    scan = _SCAN_SPACED if language in numerals.SPACE_LANGUAGES else _SCAN
    last: re.Match[str] | None = None
    running: _Amount | None = None
    for match in islice(scan.finditer(low), MAX_FIGURES):
        number, _, cjk, word = match.groups()
        if (
            cjk is None
            and (word is None or word not in _KNOWN_UNITS)
            and len(number) < 4
            and (word is None or len(word) < 8)
        ):
            last = match
            continue
        amount = _amount(text, low, match, country, language, comma=comma)
        if amount is None:
            last = match
            continue
        if (
            running is not None
            and cjk
            and amount.start in (running.end, running.end + 1)
            and amount.start == amount.figure
            and _continues(running, amount, text)
        ):
            running.value += amount.value
            running.end, running.unit, running.key = amount.end, amount.unit, amount.key or running.key
            last = None
            continue
        if running is not None:
            yield running
        if last is not None and low[last.end("number") : amount.start].strip("+-~–至到 ").split(" ")[0] in _RANGE_WORDS:
            small = _amount(text, low, last, country, language, comma=comma, small=True)
            if small is not None:
                yield small
        running, last = amount, None
    if running is not None:
        yield running


def _continues(running: _Amount, amount: _Amount, text: str) -> bool:
    """ "2億" and "5000万円" are one figure."""
    return (
        running.unit > amount.unit >= 1e4
        and running.key is None
        and amount.value < running.unit
        and (amount.start == running.end or text[running.end - 1] in "억조")
    )


_KNOWN_UNITS = (
    frozenset(numerals.UNITS) | frozenset(numerals.COMPOUND_UNITS) | {"g", "bio", "billionen", "l", "mi", "tri", "mdd"}
)
# What may stand between the two figures of a range, less its dashes.
_RANGE_WORDS = {""} | _words("to and bis und et y or a e à から")


def _amount(
    text: str,
    low: str,
    match: re.Match[str],
    country: str | None,
    language: str | None,
    *,
    comma: bool,
    small: bool = False,
) -> _Amount | None:
    """The amount around a figure that the scanner found. `small`: also a range's first end, "5" of "$5-10 million"."""
    figure, end = match.span("number")
    written = match["number"]
    before = text[figure - 1] if figure else " "
    if before.isalnum() and not before.isalpha():
        return None
    if before in ".," and figure > 1 and text[figure - 2].isalnum() and not text[figure - 2].isalpha():
        return None
    size, unit_end, held = _unit(low, match, language)
    value = _decode(written, comma=comma)
    if value is None:
        return None
    at = unit_end if size else end
    plus = match["plus"] is not None and (size > 0 or match["plus"] == "+")
    if plus and not size:
        at = match.end("plus")
    front = currencies.before(text, figure, country)
    if front is None and figure and ((before.isalpha() and before < "\u2e80") or before in _NO_FIGURE_BEFORE):
        return None
    if match["unit"] == "l" and (front is None or front.key not in ("INR", "rupee")):
        size, at = 0.0, end
    total = value * (size or 1.0)
    if not small and not LEAST <= total <= MOST:
        return None
    back = Written(held, at, at) if held else currencies.behind(text, low, at, unit=size > 0)
    key, at, start = _currency(low, front, back, at, figure)
    if small and size == 0 and at != end and not plus:
        return None
    if _is_no_money(text, low, match, front, back if key and front is None else None, size, at):
        return None
    return _Amount(start, at, total, None, size, key, figure, plus=plus)


def _decode(written: str, *, comma: bool) -> float | None:
    if "/" in written:  # "1 1/2", of which the scanner lets only one-figure fractions through
        whole = numerals.value_of(written[:-4], decimal_comma=comma)
        return None if whole is None else whole + int(written[-3]) / int(written[-1])
    return numerals.value_of(written, decimal_comma=comma)


def _unit(low: str, match: re.Match[str], language: str | None) -> tuple[float, int, str | None]:
    """What the unit multiplies by (0.0 without one), where it ends, and the currency it holds."""
    cjk, word = match["cjk"], match["unit"]
    if cjk is not None:
        return numerals.cjk_unit(cjk), match.end("cjk"), None
    if word is None:
        return 0.0, match.end("number"), None
    if word == "l":
        return 1e5, match.end("unit"), None
    gap = match.start("unit") - match.end("number")
    if word in numerals.LONE_LETTERS and gap > 1:
        return 0.0, match.end("number"), None
    read = numerals.unit_at(low, word, match.end("unit"), language)
    if read is None and len(word) > 6:
        glued = _GLUED_UNIT.fullmatch(word)
        if glued is not None:
            return numerals.UNITS[glued[1]], match.start("unit") + glued.end(1), None
    return read if read is not None else (0.0, match.end("number"), None)


# Extractors drop the space beside a link: "$14.7 billionin a round".
_GLUED_UNIT = re.compile(
    r"(million|billion|trillion|crore)(?:in|from|to|at|on|for|with|by|and|of|as|after|through|led|round|series|seed|funding|valuation|investment|raise)"
)


def _currency(
    low: str, front: Written | None, back: Written | None, at: int, figure: int
) -> tuple[str | None, int, int]:
    """The currency of a figure with `front` before it and `back` behind it; where the amount ends and begins."""
    if front is None:
        return (back.key, max(at, back.end), figure) if back is not None else (None, at, figure)
    if back is not None:
        shared, other = currencies.SHARED.get(front.key), currencies.SHARED.get(back.key)
        members = {*shared.of_country.values(), shared.otherwise} if shared else {front.key}
        # "$20 million CAD": what is shared is settled behind; "€5 million dollars" is nonsense, and the front holds.
        if back.key in members or (
            other is not None
            and (front.key in other.of_country.values() or front.key in (other.otherwise, back.key, "$", "¥"))
        ):
            narrow = back.key if shared is not None and (other is None or front.key == "¥") else front.key
            return narrow, max(at, back.end), front.start
    elif front.key == "$":
        nation = currencies.nation_behind(low, at)
        if nation is not None:
            return currencies.SHARED["$"].of_country.get(nation[0], "USD"), nation[1], front.start
    return front.key, at, front.start


def _is_no_money(
    text: str, low: str, match: re.Match[str], front: Written | None, back: Written | None, size: float, end: int
) -> bool:
    """Figures beside letters that only look like a currency: "in USD 2021", "TOP 5000", "2021 dollars", "R2 million"."""
    number = match["number"]
    year = size == 0 and _PLAIN_YEAR.fullmatch(number) is not None
    if front is not None:
        if front.wordlike and not (size and _stands_alone(low, end)):
            return True
        if front.letter and _is_a_name(number, match["unit"], size):
            return True
        return year and text[front.start].isalpha() and "$" not in text[front.start : match.start("number")]
    if back is not None:
        if back.wordlike and not _stands_alone(low, end):
            return True
        return year and low.endswith(("in ", "constant ", "real ", "of "), 0, match.start("number"))
    return False


def _is_a_name(number: str, unit: str | None, size: float) -> bool:
    """ "R1T", "R2000": one letter makes a sum only of what no product is called."""
    return "," not in number and " " not in number if not size else unit in ("t", "k", "b")


# -- figures in Chinese signs, in words, and sizes -----------------------------------------------------------------

_LEVEL = re.compile(r"(?:元|美元|人民币)?[级級]")
_FUNDED = re.compile(
    r"\s?(?:[a-dA-D][+＋轮輪]|融资|融資|天使|种子|種子|pre|战略|戰略|投资|投資|[的の]?资金|の資金|规模|規模|の調達|[a-dA-D]\S?\s?(?:ラウンド|round))",
    re.I,
)


def _cjk(text: str, low: str) -> Iterator[_Amount]:
    """Amounts in Chinese signs alone: 两千万美元, 近亿元, 数億円."""
    for match in islice(numerals.CJK_RUN.finditer(text), MAX_FIGURES):
        start, end = match.span()
        if end - start > numerals.MAX_CJK_RUN or (start and text[start - 1].isdigit()):
            continue
        run = match[0]
        if not any(sign in numerals.CJK_UNITS for sign in run) or text[end : end + 1].isdigit():
            continue
        order = numerals.cjk_value(run)
        if order is None or not LEAST <= order.low <= MOST:
            continue
        front = currencies.before(text, start)
        level = _LEVEL.match(text, end)
        signs = level.end() if level is not None and level.end() == end + 1 else end
        back = currencies.behind(text, low, signs)
        key, at, begin = _currency(low, front, back, signs, start)
        sized = order.high is not None or level is not None
        if (key is None and not (sized or order.implied or run[-1] in "万萬亿億")) or (
            key is None and not _FUNDED.match(text, at)
        ):
            continue
        yield _cjk_amount(text, order, begin, at, start, key, level)


def _cjk_amount(
    text: str, order: Order, begin: int, at: int, figure: int, key: str | None, level: re.Match[str] | None
) -> _Amount:
    if level is not None:
        return _Amount(
            begin, max(at, level.end()), order.low, order.high or order.low * 10, 1.0, key, figure, vague=True
        )
    if order.implied and order.high is None and _qualified(text, text, begin) is None:
        return _Amount(begin, at, order.low, order.low * 10, 1.0, key, figure, vague=True)
    return _Amount(begin, at, order.low, order.high, 1.0, key, figure, vague=key is None)


_SEVERAL = _words("several few mehrere einige plusieurs quelques varios vários multi many")
_ROUND = {"hundred": 1e2, "thousand": 1e3}
_TENS = {
    **dict.fromkeys(_words("tens dozens dizaines decenas dezenas dutzende zig"), 10.0),
    **dict.fromkeys(_words("hundreds centaines cientos centenas centenares hunderte"), 100.0),
    **dict.fromkeys(_words("thousands milliers miles"), 1000.0),
}
_COUNTS = {"single": 1.0, "double": 10.0, "triple": 100.0, "one": 1.0, "two": 10.0, "three": 100.0}
_PARTS_OF_ORDER = {
    **dict.fromkeys(_words("low lower niedrigen niedriger niedrige"), (1.0, 4.0)),
    **dict.fromkeys(_words("mid middle mittleren mittlerer mittlere"), (4.0, 7.0)),
    **dict.fromkeys(_words("high upper hohen hoher hohe"), (7.0, 10.0)),
}
_PLURALS = frozenset(
    word
    for word in numerals.UNITS
    if word.endswith(("ions", "onen", "onnen", "ards", "arden", "ones", "ores", "akhs", "ands", "ões", "ioni"))
)
_ABOUT_MONEY = re.compile(
    r"rais|invest|fund|round|valu|worth|deal|\bsum|amount|pa(?:y|id)\b|secur|cash|capital|price|financ|series"
)


def _worded(text: str, low: str, language: str | None) -> Iterator[_Amount]:
    """Amounts in words, exact ("half a billion dollars") or only of a size ("tens of millions of euros")."""
    for match in islice(numerals.UNIT_WORD.finditer(low), MAX_FIGURES):
        unit_start, end = match.span()
        multi = low.endswith(("multi", "multi-", "multi "), 0, unit_start)
        ahead = low[max(0, unit_start - 3) : unit_start]
        if ahead[-1:].isalnum() and not multi:
            continue
        ahead = ahead.rstrip(" -\xa0\u202f\u2009+")
        if ahead and (ahead[-1].isdigit() or ahead[-1] in "½¼¾"):
            continue
        read = numerals.unit_at(low, match[0], end, language)
        if read is None:
            continue
        size, end, _ = read
        part, end = numerals.part_behind(low, end)  # "a million and a half"
        if numerals.UNIT_WORD.fullmatch(low[end : end + 16].lstrip(" -").partition(" ")[0]):
            continue
        back = currencies.behind(text, low, end)
        begin = low.rindex("multi", 0, unit_start) if multi else unit_start
        words = numerals.words_before(low, begin)
        if match[0] == "mil" and size > 1e6 and not _counted_before([word for word, _, _ in words]):
            words = [("un", unit_start, unit_start)]  # "mil millones": a thousand says it all
        plural = match[0] in _PLURALS
        amount = None
        if not part:
            amount = _sized(low, words, size, begin, end, back, plural=plural, multi=multi)
        amount = amount or _spoken(text, words, size, end, back, part=part)
        if amount is not None:
            yield amount


def _spoken(
    text: str, words: list[numerals.Word], size: float, end: int, back: Written | None, *, part: float
) -> _Amount | None:
    worded = numerals.worded_value(words)
    value = (worded.value + part) * size if worded else 0.0
    if worded is None or not LEAST <= value <= MOST:
        return None
    front = currencies.before(text, worded.start) if back is None else None
    start = front.start if front else worded.start
    key = back.key if back else front.key if front else None
    return _Amount(start, back.end if back else end, value, None, size, key, worded.start)


def _sized(
    low: str,
    words: list[numerals.Word],
    size: float,
    begin: int,
    end: int,
    back: Written | None,
    *,
    plural: bool,
    multi: bool,
) -> _Amount | None:
    """ "several million euros", "tens of millions of dollars", "in the low millions", "double-digit million euro"."""
    names = [word for word, _, _ in words]
    told = (size, 10 * size, len(names)) if multi else _told_size(names, size)
    if told is None and plural and back is not None and not _counted_before(names):
        told = (size, 1000 * size, len(names))
    told = _narrowed(names, told, size if plural else None)
    if told is None or told[0] < LEAST or told[1] > MOST:
        return None
    least, most, at = told
    start = words[at][1] if at < len(words) else begin
    sure = back is not None or (
        _stands_alone(low, end) and _ABOUT_MONEY.search(low, max(0, start - 60), start) is not None
    )
    return _Amount(
        start, back.end if back else end, least, most, size, back.key if back else None, start, sure=sure, vague=True
    )


def _told_size(names: list[str], size: float) -> tuple[float, float, int] | None:
    """Both ends of what `names` say of a unit of `size`, and at which of them that begins: "a few", "tens of"."""
    at = len(names)
    if names[-2:-1] and names[-1] in _ROUND and names[-2] in _SEVERAL:
        size, at = size * _ROUND[names[-1]], at - 1
    last, earlier = names[at - 1] if at else "", names[at - 2] if at > 1 else ""
    if last in _SEVERAL:
        return size, 10 * size, at - (2 if earlier == "a" else 1)
    if last == "digit" and earlier in _COUNTS:
        return size * _COUNTS[earlier], size * _COUNTS[earlier] * 10, at - 2
    if last in _TENS:
        return size * _TENS[last], size * _TENS[last] * 10, at - 1
    if last in ("of", "de", "von") and earlier in _TENS:
        return size * _TENS[earlier], size * _TENS[earlier] * 10, at - 2
    return None


def _narrowed(
    names: list[str], told: tuple[float, float, int] | None, plural: float | None
) -> tuple[float, float, int] | None:
    """With "low" and its like, and "in the", taken in. `plural` is the unit when it stands in the plural."""
    at = told[2] if told else len(names)
    if at and names[at - 1] in _PARTS_OF_ORDER and (told or plural):
        at -= 1
        base = told[0] if told else plural or 0.0
        told = (base * _PARTS_OF_ORDER[names[at]][0], base * _PARTS_OF_ORDER[names[at]][1], at)
    if names[max(0, at - 2) : at] != ["in", "the"]:
        return told
    if told is None:
        return (plural, 1000 * plural, at - 2) if plural else None
    return told[0], told[1], at - 2


def _counted_before(names: list[str]) -> bool:
    return bool(names) and (
        names[-1] in numerals.NUMBER_WORDS or names[-1] in ("hundred", "thousand", "half", "quarter", "mil")
    )


_FIGURE_COUNTS = {
    word: n
    for n, row in enumerate(_spaced("one|ein|un two|zwei|deux|dos three|drei|trois|tres four|vier|quatre|cuatro five|fünf|cinq|cinco six|sechs|seis seven|sieben|sept|siete "
                            "eight|acht|huit|ocho nine|neun|neuf|nueve ten|zehn|dix|diez eleven|elf|onze twelve|zwölf|douze|doce"), 1)
    for word in (*row.split("|"), str(n))
}  # fmt: skip
_COUNT = "|".join(sorted(map(re.escape, _FIGURE_COUNTS), key=len, reverse=True))
_PART = "|".join(_PARTS_OF_ORDER)
_ORDER = re.compile(
    rf"(?<![\w$€£.,-])(?:(?P<part>{_PART})[\s-](?:to[\s-](?:mid|high)[\s-])?)?"
    rf"(?:(?P<english>{_COUNT})(?:-(?:figures?|digit(?=\s(?:sum|amount|deal|round|invest|fund|figure|valuation|dollar|euro|pound)))|\s(?:figures?|digits)(?!\w))"
    rf"|(?P<german>{_COUNT})stellige[rnsm]?\s(?:(?P<unit>tausend|millionen|milliarden)[\s-]?)?(?:(?P<money>euro|dollar|franken|pfund)[\s-]?)?(?P<noun>betr\w{{1,4}}|summen?|höhe|bereich|investition|finanzierung\w{{0,10}}|runde)"
    rf"|(?:somme|montant|cifra|suma|monto|levée(?: de fonds)?|ronda)\s(?:à|de)\s(?P<latin>{_COUNT})\s(?:chiffres|cifras|dígitos))"
    rf"(?P<behind>[\s-](?:dollar|euro|pound)s?(?!\w))?(?:[\s-](?:sum|amount|betrag|summe)s?(?!\w))?"
)
_INTO = re.compile(r"(?:\b(?:in|into|the|for|of|reach(?:ed|es)?|to|at|worth|rais(?:ed|es|ing)|well|secured?|by|a)\s)$")


def _orders(low: str) -> Iterator[_Amount]:
    """Sizes by their number of digits: "low eight figures", "achtstelliger Betrag", "somme à sept chiffres"."""
    for match in islice(_ORDER.finditer(low), MAX_FIGURES):
        count = _FIGURE_COUNTS[match["english"] or match["german"] or match["latin"]]
        base = 10.0 ** (count - 1) * numerals.UNITS.get(match["unit"] or "", 1.0)
        # "four figures stood at the door"
        spaced = match["english"] is not None and "-" not in match[0] and match["part"] is None
        if base < LEAST or (spaced and (count < 5 or not _INTO.search(low, max(0, match.start() - 12), match.start()))):
            continue
        first, last = _PARTS_OF_ORDER[match["part"]] if match["part"] else (1.0, 10.0)
        noun = (match["behind"] or match["money"] or "").strip(" -\n").removesuffix("s")
        yield _Amount(
            match.start(),
            match.end(),
            base * first,
            base * last,
            1.0,
            currencies.NAMES.get(noun),
            match.start(),
            vague=True,
        )


def _without_overlaps(amounts: list[_Amount]) -> list[_Amount]:
    kept: list[_Amount] = []
    for amount in amounts:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
        elif kept[-1].key is None and amount.key is not None:
            kept[-1] = amount
    return kept


# -- qualifiers ---------------------------------------------------------------------------------------------------

_QUALIFIERS: dict[str, Qualifier] = {
    phrase: qualifier
    for qualifier, phrases in {
        Qualifier.AT_LEAST: "at least|no less than|not less than|no fewer than|a minimum of|minimum|minimum of|≥|mindestens|wenigstens|zumindest|au moins|"
        "au minimum|pas moins de|al menos|por lo menos|como mínimo|no menos de|mínimo de|pelo menos|no mínimo|almeno|minstens|ten minste|minst|mindst",
        Qualifier.UP_TO: "up to|as much as|as many as|at most|no more than|not more than|a maximum of|maximum of|less than|under|below|fewer than|≤|<|bis zu|"
        "höchstens|maximal|bis|weniger als|unter|jusqu'à|au plus|au maximum|moins de|hasta|como máximo|menos de|no más de|até|menos de|fino a|meno di|"
        "tot|maximaal|upp till|op til|opp til|to the tune of up to",
        Qualifier.MORE_THAN: "more than|over|above|in excess of|upwards of|upward of|north of|just over|slightly more than|a little over|a little more than|well over|"
        "greater than|exceeding|topping|>|mehr als|über|gut|plus de|au-delà de|plus d'|más de|mais de|acima de|oltre|più di|meer dan|ruim|mer än|mere end|mer enn",
        Qualifier.NEARLY: "nearly|almost|just under|close to|just shy of|shy of|a little under|slightly less than|approaching|nearing|not quite|knapp|fast|beinahe|nahezu|"
        "près de|presque|pas loin de|casi|cerca de|quase|perto de|quasi|bijna|nästan|næsten|nesten",
        Qualifier.ABOUT: "about|around|approximately|approx|approx.|some|roughly|an estimated|estimated|circa|ca|ca.|c|c.|in the region of|in the neighborhood of|"
        "in the neighbourhood of|on the order of|in the order of|something like|~|≈|rund|etwa|ungefähr|annähernd|zirka|circa|in etwa|schätzungsweise|environ|quelque|quelques|autour de|"
        "aux alentours de|à peu près|unos|unas|alrededor de|aproximadamente|en torno a|aproximadamente|por volta de|cerca di|ongeveer|zo'n|omkring|cirka|around about",
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
# "cerca de" is "near" in Spanish and Portuguese, and so about.
_QUALIFIERS["cerca de"] = Qualifier.ABOUT
_ENDINGS = frozenset(phrase.rpartition(" ")[2] for phrase in _QUALIFIERS)
_FILLERS = _words("a an another additional further new fresh extra weitere weiteren")
_LONGEST = max(phrase.count(" ") + 1 for phrase in _QUALIFIERS)
_LOOK_BACK = 48
_CJK_QUALIFIERS: dict[str, Qualifier] = {
    phrase: qualifier
    for qualifier, phrases in {
        Qualifier.AT_LEAST: "至少 不低于 不少于 上 少なくとも 최소",
        Qualifier.UP_TO: "高达 最多 不超过 最高 至多 最大 最大で 최대",
        Qualifier.MORE_THAN: "超过 超過 超 逾 过 過 突破 约超",
        Qualifier.NEARLY: "近 将近 接近 ほぼ 近く",
        Qualifier.ABOUT: "约 約 大约 约合 約合 折合约 大概 およそ 左右 总计约 共约 약",
    }.items()
    for phrase in phrases.split()
}  # fmt: skip
_BEHIND_QUALIFIERS: dict[str, Qualifier] = {
    "+": Qualifier.AT_LEAST, "-plus": Qualifier.AT_LEAST, "or more": Qualifier.AT_LEAST, "und mehr": Qualifier.AT_LEAST, "oder mehr": Qualifier.AT_LEAST,
    "ou plus": Qualifier.AT_LEAST, "o más": Qualifier.AT_LEAST, "以上": Qualifier.AT_LEAST, "이상": Qualifier.AT_LEAST, "or so": Qualifier.ABOUT,
    "左右": Qualifier.ABOUT, "程度": Qualifier.ABOUT, "前後": Qualifier.ABOUT, "上下": Qualifier.ABOUT, "規模": Qualifier.ABOUT, "超": Qualifier.MORE_THAN,
    "余": Qualifier.MORE_THAN, "餘": Qualifier.MORE_THAN, "多": Qualifier.MORE_THAN, "未満": Qualifier.UP_TO, "以内": Qualifier.UP_TO, "以下": Qualifier.UP_TO,
    "弱": Qualifier.NEARLY, "近く": Qualifier.NEARLY, "強": Qualifier.MORE_THAN, "or less": Qualifier.UP_TO, "超え": Qualifier.MORE_THAN,
}  # fmt: skip
_BEHIND = re.compile(
    r"\+(?!\s?[$€£¥\d])|-plus(?!\w)|\s(?:or more|or so|or less|und mehr|oder mehr|ou plus|o más)(?!\w)|(?:以上|이상|左右|程度|前後|上下|規模|超え?|余|餘|多|未満|以内|以下|弱|近く|強)"
)


def _qualified(text: str, low: str, start: int) -> tuple[Qualifier, int] | None:
    """The qualifier in front of an amount that begins at `start`, and where it begins."""
    end = start
    while end and start - end < 4 and low[end - 1].isspace():
        end -= 1
    if not end:
        return None
    last = low[end - 1]
    if last >= "\u2e80":
        for length in range(min(4, end), 0, -1):
            qualifier = _CJK_QUALIFIERS.get(text[end - length : end])
            if qualifier is not None:
                return qualifier, end - length
        return None
    if last in "~≈><≥≤":
        return _QUALIFIERS[last], end - 1
    before = low[max(0, end - _LOOK_BACK) : end]
    opened = max(before.rfind("("), before.rfind("["), before.rfind('"'), before.rfind("“"))
    tokens = before[opened + 1 :].split()
    if not tokens or (tokens[-1] not in _ENDINGS and tokens[-1] not in _FILLERS):
        return None
    return _phrase(low, tokens, end)


def _phrase(low: str, tokens: list[str], end: int) -> tuple[Qualifier, int] | None:
    for dropped in range(3):
        kept = tokens[: len(tokens) - dropped]
        for count in range(min(_LONGEST, len(kept)), 0, -1):
            qualifier = _QUALIFIERS.get(" ".join(kept[-count:]))
            if qualifier is not None:
                for token in reversed(tokens[-count - dropped :]):
                    end = low.rindex(token, 0, end)
                return qualifier, end
        if not kept or kept[-1] not in _FILLERS:
            return None
    return None


def _qualified_behind(low: str, end: int) -> tuple[Qualifier, int] | None:
    match = (
        _BEHIND.match(low, end)
        if end < len(low) and (low[end] in "+- " or low[end] >= "\u2e80" or low[end].isalpha())
        else None
    )
    return (_BEHIND_QUALIFIERS[match[0].strip()], match.end()) if match else None


# -- ranges -------------------------------------------------------------------------------------------------------

_JOINT = re.compile(
    r"\s{0,2}(?:(?P<dash>[-–~/至到])|から|-to-(?!\s)|(?<=\s)(?:to|bis(?:\szu)?|à|a|até)(?=\s)(?:\s(?:as\smuch\sas|up\sto|nearly|about|around|at\smost|perhaps|possibly|maybe))?|(?P<and>(?<=\s)(?:and|und|et|y|e)(?=\s))|(?P<or>(?<=\s)(?:or|oder|ou|o)(?=\s)))\s{0,2}"
)
_OPENING = re.compile(
    r"(?:^|(?<=\W))(?P<word>between|from|zwischen|von|entre|de|desde|anywhere from|anywhere between|somewhere between)\s$"
)
_PAIRS = frozenset({"between", "zwischen", "entre", "anywhere between", "somewhere between"})
# "grew from $2m to $5m" tells two sums, not one.
_CHANGED = re.compile(
    r"\b(?:grew|grow|ris(?:e|en|ing)|rose|increas|jump|climb|fell|fall|drop|declin|doubl|tripl|surg|boost|went|lift|soar|swell|slash|reduc|upsiz|cut|up\b|down|expand|rais\w{1,3} its|revis|chang|quadrup|quintup|trebl|slip|s[aiu]nk|shr[aiu]nk|plung|halv|tumbl|leap|slid|multipl|(?:valuation|value|worth) from|mov(?:e|ed|ing)\b)"
)


def _joined(low: str, first: _Amount, second: _Amount) -> tuple[float, float, int, str | None] | None:
    """The two ends of a range, where it begins, and its currency; None if the amounts are two sums."""
    if second.start - first.end > 28 or first.vague or second.vague:
        return None
    joint = _JOINT.fullmatch(low, first.end, second.start)
    if joint is None or joint[0].strip() == "/":
        return None
    if first.key and second.key and first.key != second.key and "$" not in (first.key, second.key):
        return None
    opening = _OPENING.search(low, max(0, first.start - 20), first.start)
    word = opening["word"] if opening else ""
    if (joint["and"] and word not in _PAIRS) or (
        word == "from" and _CHANGED.search(low, max(0, first.start - 60), first.start)
    ):
        return None
    if joint["or"] and (
        first.unit or not second.unit or (first.key and second.start < second.figure and first.key != second.key)
    ):
        return None
    # "from 2018 to $214 million"
    if first.key is None and second.start < second.figure and (not first.unit or not word):
        return None
    if joint[0].strip() in ("a", "e") and first.key is None and second.key is None:
        return None
    if (
        not first.unit
        and not second.unit
        and not (joint["dash"] or second.start < second.figure or (word and first.key))
    ):
        return None
    value = first.value
    if not first.unit and second.unit and value * second.unit < second.value:
        value *= second.unit
    if first.unit and not second.unit:
        return None
    if not LEAST <= value < second.value <= MOST:
        return None
    # "from Rs 2-5 crore" is said from somewhere else.
    taken = opening is not None and not (joint["dash"] and word not in _PAIRS)
    start = opening.start("word") if opening is not None and taken else first.start
    key = second.key if first.key in (None, "$", "dollar") and second.key else first.key
    return value, second.value, start, key


def _read(
    sentence: str, text: str, low: str, amounts: list[_Amount], country: str | None, language: str | None, *, bare: bool
) -> Iterator[Money | None]:
    """Amounts joined to ranges, and qualified."""
    given = 0
    at = 0
    edge = 0
    while at < len(amounts) and given < MAX_SUMS:
        first = amounts[at]
        at += 1
        ends = _joined(low, first, amounts[at]) if at < len(amounts) else None
        if ends is not None:
            last = amounts[at]
            at += 1
            low_end, high_end, start, key = ends
            if key is None and not (bare and _stands_alone(low, last.end)):
                continue
            money = _range(
                sentence,
                text,
                low,
                low_end,
                high_end,
                max(start, edge),
                last.end,
                key and currencies.code_of(key, country, language),
            )
        else:
            if first.high is None and not LEAST <= first.value <= MOST:
                continue
            if not _is_a_sum(text, low, first, bare=bare):
                continue
            money = _single(
                sentence, text, low, first, first.key and currencies.code_of(first.key, country, language), edge
            )
        edge = money.end
        given += 1
        yield money


def _is_a_sum(text: str, low: str, amount: _Amount, *, bare: bool) -> bool:
    if amount.key is not None:
        return True
    if amount.vague:
        return amount.sure
    return bare and amount.unit >= 1e4 and _is_bare(text, low, amount)


def _is_bare(text: str, low: str, amount: _Amount) -> bool:
    """ "raised 20 million": a unit that no length has, and behind it no noun that it counts."""
    glued = amount.end - amount.start < 12 and text[amount.end - 1] in "mMbB" and not text[amount.end - 2].isalpha()
    if glued and text[amount.end - 2].isspace():
        return False
    return _stands_alone(low, amount.end) or bool(_FUNDED.match(text, amount.end))


_NEXT_WORD = re.compile(r"[\s-]{0,3}([^\W\d_]+)")
_FOLLOWS = _words(
    "in from at for to on with by led as and after since this last via through round rounds funding series seed investment financing deal loan "
    "pre into before while when but or is was has had according during under that which earlier today yesterday equity debt grant venture growth "
    "facility raise valuation total if plus new fresh capital against over de en von durch bei par auprès pour dans mit für im chez "
    "desde para monday tuesday wednesday thursday friday so more fundraise fundraising tranche extension angel bridge"
)


def _stands_alone(low: str, end: int) -> bool:
    """Does no noun follow that the figure could count ("3.5 million users")?"""
    match = _NEXT_WORD.match(low, end)
    return match is None or match[1] in _FOLLOWS


def _single(sentence: str, text: str, low: str, amount: _Amount, currency: str | None, edge: int) -> Money:
    front = _qualified(text, low, amount.start)
    if front is not None and front[1] < edge:
        front = None
    back = _qualified_behind(low, amount.end)
    start, end = (front[1] if front else amount.start), (back[1] if back else amount.end)
    inner = (
        Qualifier.MORE_THAN
        if amount.plus and text[amount.figure : amount.end].strip("0123456789.,")[:1] in "多余餘"
        else Qualifier.AT_LEAST
    )
    stuck = _stuck(text, amount)
    qualifier = front[0] if front else back[0] if back else inner if amount.plus else stuck or Qualifier.EXACT
    written = sentence[start:end]
    if amount.high is not None:
        return _order(amount.value, amount.high, currency, qualifier, written, start, end)
    value = amount.value
    least = value if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    most = value if qualifier in (Qualifier.UP_TO, Qualifier.NEARLY) else None
    return Money(value, least, most, currency, qualifier, written, start, end)


_STUCK = re.compile(r"[万萬亿億兆]\s?([多余餘强強弱])")


def _stuck(text: str, amount: _Amount) -> Qualifier | None:
    """ "1亿多元": the qualifier stands between unit and currency."""
    match = (
        _STUCK.search(text, amount.figure, amount.end)
        if amount.end - amount.figure < 32 and not text.isascii()
        else None
    )
    return (Qualifier.NEARLY if match[1] == "弱" else Qualifier.MORE_THAN) if match else None


def _order(
    least: float, most: float, currency: str | None, qualifier: Qualifier, written: str, start: int, end: int
) -> Money:
    """Only the size is told. A qualifier that says a bound leaves the other end open."""
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Money(None, least, None, currency, qualifier, written, start, end)
    if qualifier in (Qualifier.UP_TO, Qualifier.NEARLY):
        return Money(None, None, most, currency, qualifier, written, start, end)
    return Money(None, least, most, currency, Qualifier.RANGE, written, start, end)


def _range(
    sentence: str, text: str, low: str, least: float, most: float, start: int, end: int, currency: str | None
) -> Money:
    front = _qualified(text, low, start)
    back = _qualified_behind(low, end)
    start, end = (front[1] if front else start), (back[1] if back else end)
    return Money(None, least, most, currency, Qualifier.RANGE, sentence[start:end], start, end)


# -- one sum said twice -------------------------------------------------------------------------------------------

_SAME_AS = r"(?:(?:or|or the equivalent of|equivalent to|the equivalent of|equal to|equals|i\.e\.|worth|currently|=|折合|合|相当于|相當於|即|soit|umgerechnet|or in|das sind|o sea|equivalente a|equivalentes a|ou)\s?,?\s?)?"
_OPENED = re.compile(rf"(?:\s[\w'/-]{{1,20}}){{0,5}}\s?[(\[]\s?{_SAME_AS}", re.I)
_SET_OFF = re.compile(
    r"(?:,?\s(?:or|ou|oder|o|i\.e\.|equivalent to|the equivalent of|or the equivalent of|equal to|which is|soit|das entspricht|entspricht|umgerechnet|lo que equivale a|equivalentes a)|[,，]?\s?(?:或|折合|合|相当于|即|約合|约合)|\s?[=/])\s?"
)
_NEXT_IN = re.compile(r"\s?[;,/，、|]\s?(?:or\s|and\s)?")
_CLOSED = re.compile(
    r"\s?(?:(?:at|as of|in|using|based on|per)\s(?:the\s)?(?:current|today|time|exchange|prevailing|us dollars|present|then|conversion)[^()\[\]]{0,40}|(?:usd|us)?)\s?[)\]]"
)


def _told_twice(low: str, found: list[Money], country: str | None, text: str) -> list[Money]:
    """Second statements put under the first: in brackets behind it, or set off by "or" and its like."""
    kept: list[Money] = []
    at = 0
    while at < len(found):
        first = found[at]
        also = _also(low, text, found, at, country)
        kept.append(replace(first, also=also) if also else first)
        at += 1 + len(also)
    return kept


def _also(low: str, text: str, found: list[Money], at: int, country: str | None) -> tuple[Money, ...]:
    first = found[at]
    said: list[Money] = []
    end = first.end
    for second in found[at + 1 : at + 4]:
        if second.start - end > 80:
            break
        gap = _OPENED if not said else _NEXT_IN
        bracketed = gap.fullmatch(low, end, second.start) is not None
        if not bracketed and (said or not _SET_OFF.fullmatch(low, end, second.start)):
            break
        second = _foreign(text, first, second, country)
        if not _says_the_same(first, second):
            break
        said.append(second)
        end = second.end
        if not bracketed:
            return tuple(said)
    return tuple(said) if said and _CLOSED.match(low, end) else ()


def _says_the_same(first: Money, second: Money) -> bool:
    """Another currency, or the same value in another notation: "Rs 50 lakh (Rs 5 million)"."""
    if first.currency is None or second.currency is None:
        return False
    return first.currency != second.currency or abs(first.size - second.size) <= 0.02 * first.size


def _foreign(text: str, first: Money, second: Money, country: str | None) -> Money:
    """ "S$10 million ($7.5 million)" in Singapore: the bare dollar is the other one."""
    sign = text.find("$", second.start, second.end)
    bare = sign >= 0 and not text[sign - 1 : sign].isalpha()
    own = re.search(r"[A-Za-z]", text[first.start : first.end].partition("$")[0][-3:])
    if (
        country
        and bare
        and first.currency == second.currency
        and own
        and abs(first.size - second.size) > 0.02 * first.size
    ):
        return replace(second, currency="USD")
    return second
