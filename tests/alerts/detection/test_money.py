"""Sums of money are read as written: the table of examples, alone and inside a sentence, and what holds for any text."""

import csv
import random
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.core import get_global
from babel.numbers import list_currencies
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alerts.detection.currencies import ISO_4217, WORDLIKE
from alerts.detection.mention import Qualifier
from alerts.detection.money import MAX_SUMS, Money, sums

TABLE = Path(__file__).parents[2] / "data" / "money.tsv"
# Around each example, a sentence that holds no sum of its own.
FRAMES = {
    "": "Brackenfell, a maker of tide gauges, told reporters: {}; nothing more is known.",
    "zh": "潮汐仪制造商布莱肯宣布，{}，其他消息未公布。",
    "ja": "潮位計のブラッケンは、{}、と発表した。",
    "de": "Der Hersteller Brackenfell teilte mit: {}; mehr ist nicht bekannt.",
    "fr": "Le fabricant Brackenfell a annoncé : {} ; rien de plus.",
    "es": "El fabricante Brackenfell anunció: {}; nada más.",
}


class Row(NamedTuple):
    """A line of the table; `also` holds "value currency written" of each second statement, with " ; " between."""

    text: str
    country: str
    language: str
    value: str
    min: str
    max: str
    currency: str
    qualifier: str
    written: str
    also: str


def unescaped(field: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})|\\n", lambda match: chr(int(match[1], 16)) if match[1] else "\n", field)


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        read = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert tuple(next(read)) == Row._fields
        return [Row(*map(unescaped, line)) for line in read]


ROWS = rows()


def shown(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def expected(row: Row) -> tuple[object, ...]:
    numbers = [float(number) if number else None for number in (row.value, row.min, row.max)]
    return (*numbers, row.currency or None, row.qualifier, row.written)


def as_row(money: Money) -> tuple[object, ...]:
    return (
        shown(money.value),
        shown(money.min),
        shown(money.max),
        money.currency,
        money.qualifier.value,
        money.written,
    )


def said_again(money: Money) -> list[str]:
    def number(one: Money) -> str:
        return f"{one.value:.0f}" if one.value is not None else f"{one.min or 0:.0f}..{one.max or 0:.0f}"

    return [f"{number(one)} {one.currency} {one.written}" for one in money.also]


@pytest.mark.parametrize("framed", [False, True], ids=["alone", "inside"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text}-{row.country}-{row.language}")
def test_a_sum_is_read_as_the_table_says(row: Row, framed: bool) -> None:
    sentence = FRAMES.get(row.language, FRAMES[""]).format(row.text) if framed else row.text
    found = sums(sentence, row.country or None, row.language or None)
    assert [as_row(money) for money in found] == ([expected(row)] if row.written else [])
    assert [again for money in found for again in said_again(money)] == (row.also.split(" ; ") if row.also else [])
    for money in found:
        for one in (money, *money.also):
            assert sentence[one.start : one.end] == one.written


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(ROWS) >= 300
    assert sum(not row.written for row in ROWS) >= 40
    assert {row.qualifier for row in ROWS if row.written} == {one.value for one in Qualifier} - {"undisclosed"}


# -- currencies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(ISO_4217))
def test_every_code_is_read_before_and_behind(code: str) -> None:
    for text in (f"{code} 20m", f"{code}20m", f"20 million {code}", f"20m {code}"):
        [money] = sums(f"It raised {text} in May", None)
        assert (money.value, money.currency, money.written) == (20e6, code, text)
    assert sums(f"It raised {code.lower()} 20m in May", None) == []
    # "Php" is how Manila writes it.
    assert sums(f"{code.title()} 20 million users", None) == [] or code == "PHP"


def test_the_codes_are_those_that_babel_knows() -> None:
    assert {code for code in ISO_4217 if code not in list_currencies()} <= {"SLE", "VED", "XCG", "ZWG", "XAD"}
    in_use = {
        row[0] for rows in get_global("territory_currencies").values() for row in rows if row[2] is None and row[3]
    }
    assert in_use <= ISO_4217
    assert WORDLIKE <= ISO_4217


def test_a_bare_dollar_is_the_publishers() -> None:
    assert [sums("$5m", country)[0].currency for country in ("US", "AU", "CA", None)] == ["USD", "AUD", "CAD", "USD"]


# -- several sums in one sentence ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("It raised $5m at a valuation of $40m", [5e6, 40e6]),
        ("Sales grew from $2 million to $5 million", [2e6, 5e6]),
        ("It raised $20 million plus a $5m loan", [20e6, 5e6]),
        ("It raised €40 million ($400 million valuation)", [40e6, 400e6]),
        ("It raised $10 million ($5 million of it in debt)", [10e6, 5e6]),
        ("It raised $10m in 2019 and €12m in 2021", [10e6, 12e6]),
        ("It took $20 million and $30 million", [20e6, 30e6]),
        ("$50 million-100 employees", [50e6]),
        ("$5,000 to 300 people", [5000.0]),
        ("It wants $50 million to $20 million", [50e6, 20e6]),
    ],
)
def test_sums_that_are_not_one_stay_apart(sentence: str, values: list[float]) -> None:
    found = sums(sentence, None)
    assert [money.value for money in found] == values
    assert not any(money.also for money in found)


def test_three_statements_of_one_sum() -> None:
    [money] = sums("It raised £8m ($10m, €9m) in May", None)
    assert [(one.value, one.currency) for one in (money, *money.also)] == [(8e6, "GBP"), (10e6, "USD"), (9e6, "EUR")]
    assert money.written == "£8m"


# -- sums without a currency --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "language", "written"),
    [
        ("It raised 20 million from friends", "en", "20 million"),
        ("It raised up to 20 million.", "en", "up to 20 million"),
        ("raises 20M", "en", "20M"),
        ("raised 50 crore in a Series B", "en", "50 crore"),
        ("raised ten million", "en", "ten million"),
        ("raised 20-30 million", "en", "20-30 million"),
        ("获5000万融资", "zh", "5000万"),
    ],
)
def test_a_sum_without_currency_is_read_only_when_asked_for(sentence: str, language: str, written: str) -> None:
    [money] = sums(sentence, None, language, bare=True)
    assert (money.currency, money.written) == (None, written)
    assert sums(sentence, None, language) == []


@pytest.mark.parametrize(
    "sentence",
    ["3.5 million users", "5 m tall", "Form 10-K", "raised 20 million users", "2021", "raised 40,000", "a 5 k run"],
)
def test_what_counts_other_things_is_no_sum_even_then(sentence: str) -> None:
    assert sums(sentence, None, "en", bare=True) == []


def test_too_little_and_too_much_are_dropped() -> None:
    assert sums("a $999 phone, a $2,000,000 trillion market", None) == []
    assert [money.value for money in sums("from $1,000; $1,000,000 trillion", None)] == [1000.0, 1e18]


# -- for any text -------------------------------------------------------------------------------------------------

NOTATIONS: dict[str, tuple[tuple[str, float], ...]] = {
    "{c}{n}{u}": (("k", 1e3), ("m", 1e6), ("mn", 1e6), ("M", 1e6), ("bn", 1e9), ("b", 1e9), ("B", 1e9), ("tn", 1e12)),
    "{c}{n} {u}": (("million", 1e6), ("thousand", 1e3), ("billion", 1e9), ("crore", 1e7), ("lakh", 1e5), ("mln", 1e6)),
    "{c} {n} {u}": (("million", 1e6), ("billion", 1e9)),
    "{c}{n}-{u}": (("million", 1e6), ("billion", 1e9)),
}
SIGNS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "A$": "AUD",
    "NT$": "TWD",
    "CHF ": "CHF",
    "PLN ": "PLN",
    "RM": "MYR",
    "Rs ": "INR",
    "₩": "KRW",
}
NAMES = {
    " dollars": "USD",
    " euros": "EUR",
    "-euro": "EUR",
    " PLN": "PLN",
    " US dollars": "USD",
    " Canadian dollars": "CAD",
    "€": "EUR",
    " yen": "JPY",
}
QUALIFIERS = {
    "": Qualifier.EXACT, "at least ": Qualifier.AT_LEAST, "up to ": Qualifier.UP_TO, "as much as ": Qualifier.UP_TO, "nearly ": Qualifier.NEARLY,
    "close to ": Qualifier.NEARLY, "more than ": Qualifier.MORE_THAN, "upwards of ": Qualifier.MORE_THAN, "about ": Qualifier.ABOUT, "~": Qualifier.ABOUT,
}  # fmt: skip
QUALIFIERS_DE = {
    "": Qualifier.EXACT,
    "mindestens ": Qualifier.AT_LEAST,
    "bis zu ": Qualifier.UP_TO,
    "über ": Qualifier.MORE_THAN,
    "knapp ": Qualifier.NEARLY,
    "rund ": Qualifier.ABOUT,
}
QUALIFIERS_ZH = {
    "": Qualifier.EXACT,
    "至少": Qualifier.AT_LEAST,
    "高达": Qualifier.UP_TO,
    "超过": Qualifier.MORE_THAN,
    "近": Qualifier.NEARLY,
    "约": Qualifier.ABOUT,
}

figures = st.decimals(min_value="1", max_value="999", places=2)


def trimmed(figure: object) -> str:
    return f"{figure}".rstrip("0").rstrip(".")


def check(text: str, sentence: str, value: float, currency: str, qualifier: Qualifier, language: str | None) -> None:
    [money] = sums(sentence, None, language)
    assert money.value == pytest.approx(value)
    assert (money.currency, money.qualifier, money.written) == (currency, qualifier, text)
    assert sentence[money.start : money.end] == text


@given(
    figures,
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(sorted(QUALIFIERS)),
    st.sampled_from(sorted(NOTATIONS)),
    st.data(),
)
@settings(max_examples=400, deadline=None)
def test_what_is_written_with_a_sign_reads_back(
    figure: object, sign: str, qualifier: str, notation: str, data: st.DataObject
) -> None:
    unit, size = data.draw(st.sampled_from(NOTATIONS[notation]))
    text = qualifier + notation.format(
        c=sign.rstrip() if notation.startswith("{c} ") else sign, n=trimmed(figure), u=unit
    )
    check(
        text,
        f"Quillmarsh has raised {text} in a round",
        float(f"{figure}") * size,
        SIGNS[sign],
        QUALIFIERS[qualifier],
        None,
    )


@given(
    figures,
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(sorted(QUALIFIERS)),
    st.sampled_from(["million", "billion", "thousand"]),
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_with_a_name_reads_back(figure: object, name: str, qualifier: str, unit: str) -> None:
    text = f"{qualifier}{trimmed(figure)} {unit}{name}"
    size = {"million": 1e6, "billion": 1e9, "thousand": 1e3}[unit]
    check(
        text,
        f"Quillmarsh has raised {text} in a round",
        float(f"{figure}") * size,
        NAMES[name],
        QUALIFIERS[qualifier],
        None,
    )


@given(
    figures,
    st.sampled_from(["Millionen", "Mio.", "Milliarden", "Mrd."]),
    st.sampled_from([" Euro", " €", " US-Dollar", " Franken"]),
    st.sampled_from(sorted(QUALIFIERS_DE)),
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_in_german_reads_back(figure: object, unit: str, name: str, qualifier: str) -> None:
    text = f"{qualifier}{trimmed(figure).replace('.', ',')} {unit}{name}"
    currency = {" Euro": "EUR", " €": "EUR", " US-Dollar": "USD", " Franken": "CHF"}[name]
    check(
        text,
        f"Das Start-up hat {text} erhalten",
        float(f"{figure}") * (1e6 if unit[1] == "i" and unit[2] in "lo" and "ard" not in unit else 1e9),
        currency,
        QUALIFIERS_DE[qualifier],
        "de",
    )


@given(
    figures,
    st.sampled_from(["万", "亿", "千万", "百万"]),
    st.sampled_from(["元", "美元", "元人民币", "欧元", "港元"]),
    st.sampled_from(sorted(QUALIFIERS_ZH)),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_in_chinese_reads_back(
    figure: object, unit: str, name: str, qualifier: str, full: bool
) -> None:
    number = trimmed(figure)
    if full:
        number = number.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    text = f"{qualifier}{number}{unit}{name}"
    size = {"万": 1e4, "亿": 1e8, "千万": 1e7, "百万": 1e6}[unit]
    currency = {"元": "CNY", "美元": "USD", "元人民币": "CNY", "欧元": "EUR", "港元": "HKD"}[name]
    check(text, f"该公司宣布完成{text}融资", float(f"{figure}") * size, currency, QUALIFIERS_ZH[qualifier], "zh")


CHINESE_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """1 to 9999, as Chinese writes it."""
    written, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            written += ("零" if gap and written else "") + CHINESE_DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return written


@given(st.integers(1, 9999), st.integers(0, 9999))
@settings(max_examples=200, deadline=None)
def test_chinese_numerals_read_back(above: int, below: int) -> None:
    written = f"{in_chinese(above)}亿" + (f"{'零' if below < 1000 else ''}{in_chinese(below)}万" if below else "")
    text = f"{written}元"
    check(text, f"宣布完成{text}融资", above * 1e8 + below * 1e4, "CNY", Qualifier.EXACT, "zh")


SPOKEN = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_english(number: int) -> str:
    if number >= 100:
        rest = f" and {in_english(number % 100)}" if number % 100 else ""
        return f"{SPOKEN[number // 100 - 1]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{SPOKEN[number % 10 - 1]}" if number % 10 else "")
    return SPOKEN[number - 1]


@pytest.mark.parametrize("number", [*range(1, 130), 200, 250, 999])
def test_english_numerals_read_back(number: int) -> None:
    text = f"{in_english(number)} million dollars"
    check(text, f"Quillmarsh has raised {text} in a round", number * 1e6, "USD", Qualifier.EXACT, "en")


@given(
    st.integers(1000, 999_999_999),
    st.sampled_from([(",", None), (",", "en"), (".", "de"), (" ", "fr"), (".", "es"), ("\u202f", "fr"), ("’", "de")]),
)
@settings(max_examples=200, deadline=None)
def test_grouped_figures_read_back(number: int, how: tuple[str, str | None]) -> None:
    separator, language = how
    written = f"{number:,}".replace(",", separator)
    for text in (f"€{written}", f"{written} €", f"EUR {written}"):
        check(text, f"Quillmarsh: {text}.", number, "EUR", Qualifier.EXACT, language)


@given(
    st.integers(10, 40),
    st.integers(41, 99),
    st.sampled_from(
        [
            "${a}m to ${b}m",
            "${a}-{b}m",
            "between ${a}m and ${b}m",
            "${a} million–${b} million",
            "{a} million to {b} million dollars",
            "from ${a}m to as much as ${b}m",
        ]
    ),
)
@settings(max_examples=100, deadline=None)
def test_ranges_read_back(low: int, high: int, form: str) -> None:
    text = form.format(a=low, b=high)
    [money] = sums(f"It wants {text} now", None)
    assert (money.value, money.min, money.max, money.currency, money.qualifier, money.written) == (
        None,
        low * 1e6,
        high * 1e6,
        "USD",
        Qualifier.RANGE,
        text,
    )


PIECES = [
    "$", "€", "US$", "USD", "Rs", "5", "20", "1,000", "1.5", "million", "bn", "m", "M", "-", "–", " to ", " and ", "between ", "from ", "(", ")", "at least ", "up to ",
    "nearly ", "+", "-plus", "or more", "元", "亿", "万", "数", "千", "一", "十", "近", "约", "円", " ", "\n", "\xa0", "&nbsp;", "half a ", "one ", "hundred ", "tens of ",
    "nine-figure", "double-digit ", "stelliger Betrag", "euros", "won", "pounds of ", "CAD", "TOP", "ALL", ",", ".", "½", "１", "，", "’", "İ", "kr", "R", ";", "/", "~", "é", "mil millones",
]  # fmt: skip


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)),
    st.sampled_from([None, "US", "CN", "SG", "ZA", "MX"]),
    st.sampled_from([None, "en", "de", "fr", "es", "zh", "ja", "xx"]),
    st.booleans(),
)
@example("1000$A1000", None, None, False)
@settings(max_examples=1500, deadline=None)
def test_offsets_resolve_in_any_text(sentence: str, country: str | None, language: str | None, bare: bool) -> None:
    edge = 0
    for money in sums(sentence, country, language, bare=bare):
        for one in (money, *money.also):
            assert sentence[one.start : one.end] == one.written
            assert edge <= one.start < one.end
            edge = one.end
            assert one.size >= 1000
            assert one.value is not None or one.min is not None or one.max is not None
            assert one.min is None or one.max is None or one.min < one.max


# -- time ---------------------------------------------------------------------------------------------------------

HOSTILE = [
    "$1 ", "1,000", "$", "一", "$1,000 ", "1,000 ", "1 million ", "million ", "一万", "一 万 ", "1万", "1亿", "数千万元 ", "$1m to ", "($5m ", "at least ", "five ",
    "nine-figure ", "USD", "1.", "1 100 ", "1.5-", "$5m (€4m)", "one hundred ", "tens of millions ", "9999 pounds of ", "5 m ", "1½ ", "digit 5-", "&nbsp;1", "İ1 ", "万", "billion of ", "million",
]  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process: what others do on the machine does not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def longest(text: str) -> float:
    """Seconds in the language that takes longest: French groups figures with spaces."""
    return max(seconds(partial(sums, text, "US", language)) for language in ("en", "fr"))


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    whole, half = longest(long), longest(long[: len(long) // 2])
    assert whole < 1
    assert whole < 2.5 * half + 0.1


def test_one_sentence_gives_no_more_than_so_many_sums() -> None:
    assert len(sums("$5m; " * 2000, None)) == MAX_SUMS


def test_a_sentence_without_figures_costs_next_to_nothing() -> None:
    words = [
        "the",
        "company’s",
        "founders",
        "said",
        "they",
        "would",
        "expand",
        "with",
        "customers",
        "across",
        "Europe",
        "and",
        "find",
        "partners",
        "soon",
    ]
    chance = random.Random(7)
    sentences = [" ".join(chance.sample(words, len(words))) for _ in range(200)]
    plain = min(seconds(lambda: [sums(one, "US", "en") for one in sentences]) for _ in range(20)) / 200
    # 2 µs on an idle machine; the bound leaves room for a slow one, and none for reading the sentence.
    assert plain < 6e-6
