"""Text meant to keep us busy is read without an error, in less than a second of the processor."""

import time
from itertools import islice, product

import pytest

from alerts.detection import detect
from alerts.detection.detector import MAX_MENTIONS, stored_text
from alerts.detection.explain import MAX_ELSE, explain
from alerts.detection.mention import Mention

MEGABYTE = 1_000_000
BEGINNING = "Acme raises $5 million. "
UNITS = {
    "letters": "Aa", "claims": "Acme raised $5m. ", "sums": "$1 ", "one letter": "A ", "brackets": "((((", "new lines": "\n",
    "quotes": "\"'“”‘’", "leads": "led by A, ", "a piped table": "Acme | $5m | Series A | Quay\n",
    "a tabbed table": "1 Jan 2025\tAcme\t$5m\tSeed\tA, B\n", "headers of tables": "Company | Amount | Stage\n",
    "labels": "Company: Acme\n", "labels above": "Amount\n$5m\n", "sums of no rounds": "Company | Worth | Raise\n", "headings over teasers": "Related\n",
    "entities": "&amp;#36;5m &amp; ", "no entities": "&amp;amp;", "stacked headers": "Company\nAmount\nStage\n-\n$5m\n", "pointers": "Read more: $5m. Raised. ",
    "cells": "1 Jan 2025\nAcme\n$5m\nSeed\n", "a list": "- Acme: $5m seed, Quay\n", "scripts": "Acme 旷视 融资 5亿美元 Яндекс $5m привлёк फोनपे ",
    "control characters": "\x00\x01\x1b[2J", "lone surrogates": "\ud800\udfff$5m", "one word": "x", "figures": "1", "thousands": "1,000",
    "ranges": "2018 to $214 million ", "stakes": "stake in Acme ", "denials": "Acme denies raising ", "speech": "Ann Lee said ",
    "appositions": "Acme, a maker of Acme, ", "lists of names": "Acme and ", "furniture": "Read more: Acme raised $5m\n", "İ": "İ$5m ",
    "other names": "Acme, also known as Acme ", "full stops": "A.", "hyphens": "Acme-a-", "yuan": "1万亿元",
    "descriptions in capitals": f"{'that Negotiating ' * 43}invests in a x.\n", "descriptions in small": f"{'the plc Gotten Negotiating ' * 27}$5m x.\n",
    "signs in names": "Acme raised $5m from Bolt " + "x''A'A " * 90 + ".\n", "a list of short names": f"{'N,N,N,N&x,&' * 66} Acme raised $5m.\n",
    "holders": f"Acme raised $5m. {'counts as ' * 74}shareholders raised $5m.\n",
    "claims without an end": "subsidies that Is Option raise $5m . ", "currencies without a sum": f"Acme raised $5m from Bolt {'$xe$ ' * 140}.\n",
    "denials in capitals": f"{'No Says A ' * 76}invests in a x.\n", "prepositions": f"{'in the A of ' * 62}backs x and in y.\n",
}  # fmt: skip


def seconds_for(title: str, text: str) -> tuple[float, tuple[Mention, ...]]:
    began = time.process_time()
    found = detect(title, text)
    return time.process_time() - began, found


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """The rules are compiled and the lists read once a process."""
    detect("Acme raises $5 million", f"{BEGINNING}It was led by Quay Ventures.")
    detect("旷视融资", "旷视 融资 5亿美元", language="zh")


def test_many_companies_and_many_rounds_take_less_than_a_second() -> None:
    names = ["".join(one).capitalize() for one in islice(product(["bo", "ke", "mi", "ru", "ta", "ve"], repeat=4), 900)]
    told = " ".join(f"{name} raised $5 million." for name in names)
    spent, found = seconds_for("", told + " The round valued it at $1bn." * 6_000)
    assert spent < 1
    assert len(found) == MAX_MENTIONS


# Each unit tells of companies that no other unit names: "{}" is a new name each time, "#" a figure.
MANY_NAMES = {
    "list entries": "- {}, a maker of x, raised $# million in Series A. {} led the round.\n\n",
    "a piped table": "| {} | $#M | Series A | {} Capital |\n",
    "talks told by others": "{} said on Monday that it and {} would raise $3 million, {} told {}. ",
    "other names": "{} (formerly {}), also known as {}, raised $5 million. ",
    "one long sentence": "{} raised $# million and ",
    "leads": "{} raised $# million in a Series B round led by {} Ventures, with {} and {} Capital joining the round. ",
    "history": "{} raised $# million in a Series A in 2019, $20 million in a Series B in 2020 and $30 million in a Series C. ",
    "valued rounds": "{} raised $# million. The round valued {} at $1bn. ",
    "speech": "“{} raised $# million,” said {} {}, founder of {}. ",
}  # fmt: skip


def of_many_names(unit: str) -> str:
    """A megabyte of a unit, the names in it of two to four syllables."""
    syllables = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in "aeiou"]
    names = ("".join(one).capitalize() for size in (3, 2, 4) for one in product(syllables[:: 5 - size], repeat=size))
    units: list[str] = []
    while sum(map(len, units[-1:])) * len(units) < MEGABYTE // 4:  # more than what is read
        told = unit.replace("#", str(len(units) % 900 + 1))
        units.append(told.format(*islice(names, told.count("{}"))))
    whole = "".join(units)
    return whole * (MEGABYTE // len(whole) + 1)


@pytest.mark.parametrize("unit", MANY_NAMES.values(), ids=MANY_NAMES)
def test_a_megabyte_of_different_names_takes_less_than_a_second(unit: str) -> None:
    spent, found = seconds_for("", of_many_names(unit))
    assert spent < 1
    assert len({mention.company.name for mention in found}) > MAX_MENTIONS // 2


def test_a_title_above_many_names_takes_less_than_a_second() -> None:
    text = of_many_names(MANY_NAMES["leads"])
    spent, found = seconds_for(text[:60].partition(" in a")[0], text)
    assert spent < 1
    assert len(found) == MAX_MENTIONS


@pytest.mark.parametrize("beginning", ["", BEGINNING], ids=["alone", "behind a claim"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_megabyte_of_it_takes_less_than_a_second(unit: str, beginning: str) -> None:
    text = beginning + unit * (MEGABYTE // len(unit))
    spent, found = seconds_for("", text)
    assert spent < 1
    for mention in found:
        start, end = mention.evidence["sentence"]
        assert text[start:end] == mention.sentence


@pytest.mark.parametrize("name", ["Ax ", "Bex ", "Acme Robotik ", "in Ge "])
def test_a_megabyte_of_names_in_german_takes_less_than_a_second(name: str) -> None:
    unit = f"{name * (700 // len(name))} Acme sammelt 5 Mio. Euro ein.\n"
    began = time.process_time()
    detect("", unit * (MEGABYTE // len(unit)), language="de")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("unit", ["Aa", "Acme raised $5m. ", "$1 ", "A "])
def test_two_hundred_thousand_characters_are_read_to_their_end(unit: str) -> None:
    text = f"Acme raises $5 million. {unit * (199_900 // len(unit))}"
    spent, found = seconds_for("Acme raises $5 million", text)
    assert spent < 1
    assert "Acme" in {mention.company.name for mention in found}


@pytest.mark.parametrize(
    "claim",
    ["Acme{} raised $5 million. ", "Acme{}\t$5m\n", "- Acme{}, a maker of x, raised $5m.\n", "La start-up Acme{} lève 5 millions d’euros. "],
    ids=["claims", "a table", "a list", "in French"],
)  # fmt: skip
@pytest.mark.parametrize("same_text", [True, False], ids=["the text's own", "another"])
def test_a_title_of_a_megabyte_takes_less_than_a_second(claim: str, same_text: bool) -> None:
    title = "".join(claim.format("".join(chr(97 + int(digit)) for digit in str(n))) for n in range(25_000))[:MEGABYTE]
    text = title if same_text else "Quay raised $9 million."
    spent, found = seconds_for(title, text)
    assert spent < 1
    whole = stored_text(title.strip(), text)
    assert all(whole[slice(*mention.evidence["sentence"])] == mention.sentence for mention in found)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "Acme raises", "raises $5m", "Acme", "$5m", "\ud800", "\x00", "((", "“"]
)
@pytest.mark.parametrize("title", ["", "Acme raises", "$5m"])
def test_next_to_nothing_is_read_and_explained(title: str, text: str) -> None:
    spent, found = seconds_for(title, text)
    assert spent < 1
    assert explain(title, text).mentions == found


@pytest.mark.parametrize(
    "name",
    ["claims", "sums", "a piped table", "labels above", "a list", "signs in names", "a list of short names", "İ", "lone surrogates", "stakes"],
)  # fmt: skip
def test_a_megabyte_is_explained_within_a_second_of_its_reading(name: str) -> None:
    text = BEGINNING + UNITS[name] * (MEGABYTE // len(UNITS[name]))
    spent, found = seconds_for("", text)
    began = time.process_time()
    explained = explain("", text)
    # What is cut off at forty mentions is read to its end for an explanation.
    assert time.process_time() - began < spent + 1
    assert explained.mentions == found
    looked_into = {one.sentence for one in explained.money} | {one.sentence for one in explained.roles}
    assert len(looked_into) <= MAX_ELSE + len({one.sentence for one in explained.claims})
    assert explained.passed_over > 0 or len(explained.sentences) < 2 * MAX_ELSE + 100
