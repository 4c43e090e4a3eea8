"""Sentences around a place, as they are found without the rest of the text, and the faintest signs of money in one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.detection.article import holds_cue, read_article
from alerts.detection.sentences import sentences, sentences_at
from alerts.detection.tables import table_rows

PIECES = [
    "Acme raised", "$5m", ".", ". ", "\n", "\n\n", " ", "  ", "and", "Inc. ", "U.S. ", "e.g. ", "The ", "NEW YORK TIME ", "“", "”", ")", "!!", "...", " it", " of",
    "x" * 300, " a word" * 40,
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.data())
def test_sentences_around_places_are_those_of_the_whole_text(pieces: list[str], data: st.DataObject) -> None:
    text = "Acme raised $5m. More" + "".join(pieces)
    letters = [at for at, sign in enumerate(text) if sign.isalnum()]
    places = sorted(data.draw(st.lists(st.sampled_from(letters), max_size=5)))
    every = list(sentences(text, "Acme raised $5m. More"))
    found = list(sentences_at(places, text, "Acme raised $5m. More"))
    assert [one for one in found if one not in every] == []
    assert [one for one in every if any(one.start <= at < one.end for at in places) and one not in found] == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Acme Inc. raised. It grew.", ["raised.", "grew."]),
        ("Acme sells (e.g. Poland) oats. It grew.", ["oats.", "grew."]),
        ("Acme moved to the U.S. Navy yard. It grew.", ["yard.", "grew."]),
        ("It met J. Moss. It grew.", ["Moss.", "grew."]),
        ("Acme made one misc. Inc grew.", ["misc.", "grew."]),
        ("Acme closed (Inc. said). It grew.", ["said).", "grew."]),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, ends: list[str]) -> None:
    assert [one.text.split()[-1] for one in sentences(text, "")] == ends


def test_a_text_of_one_sentence_and_many_places_is_looked_at_once() -> None:
    text = "raised $5m and " * 40_000
    began = time.process_time()
    list(sentences_at(range(0, len(text), 15), text, ""))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Its backers were glad.", True),
        ("It has €3.", True),
        ("The Series was long.", True),
        ("It was led by Bolt.", True),
        ("Leading lights came.", True),
        ("Others joined.", True),
        ("Rs 5 Cr went there.", True),
        ("It settled a column of modern seedlings.", False),
        ("The enjoined crew misled Wimbns.", False),
    ],
)
def test_the_faintest_sign_of_money(text: str, holds: bool) -> None:
    assert holds_cue(text) is holds


MENU = "Home News Markets Deals People Podcasts Events About Jobs Contact Login Search Press Help "


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MENU * 2, "a menu"),
        (f"{MENU}and we raised", "a menu"),
        (f"we raised more than anybody of them had hoped for before {MENU}, it said in the night", None),
    ],
)
def test_what_is_mostly_words_in_capitals_is_a_menu(text: str, why: str | None) -> None:
    assert [why for _, why in read_article("", text).left_out] == ([why] if why else [])


def test_three_lines_in_a_row_are_a_list_and_two_are_none() -> None:
    entries = [
        "Acme: $5m seed, Bolt",
        "Quill, an oat mill, grew",
        "Tarn: $6m seed, Bolt",
        "Fenn: $7m, Bolt",
        "Moor: $8m, Bolt",
    ]
    assert [row.company.text for row in table_rows("\n".join(entries), None)] == ["Tarn", "Fenn", "Moor"]
    assert table_rows("\n".join(entries[:4]), None) == []
