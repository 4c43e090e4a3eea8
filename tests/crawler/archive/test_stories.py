"""Copies of a text are told from other texts: framed, cut and edited ones too."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.stories import SKETCH_SIZE, shared_needed, sketch

WORDS = [f"word{n}" for n in range(3000)]


def text(seed: int, words: int = 400) -> list[str]:
    return Random(seed).choices(WORDS, k=words)


def same_story(one: list[str], other: list[str]) -> bool:
    return len(sketch(" ".join(one)) & sketch(" ".join(other))) >= shared_needed(" ".join(other))


def test_edited_framed_and_cut_copies_are_found_and_others_are_not() -> None:
    found = {"framed": 0, "edited": 0, "cut": 0, "other": 0}
    for seed in range(100):
        whole, chance = text(seed), Random(seed)
        edited = [chance.choice(WORDS) if chance.random() < 0.1 else word for word in whole]
        found["framed"] += same_story(whole, ["LONDON", "Wire", *whole, "Reporting", "by", "the", "wire"])
        found["edited"] += same_story(whole, edited)
        found["cut"] += same_story(whole, whole[:270])
        found["other"] += same_story(whole, text(seed + 1000))
    assert (found["framed"], found["other"]) == (100, 0)
    assert found["edited"] >= 98
    assert found["cut"] >= 95


def test_short_texts_are_copies_only_if_they_say_nearly_the_same() -> None:
    one = ["Acme", "raises", "$12", "million", "from", "Quay", "Partners", "to", "build", "turbines"]
    other = ["Anvilry", "raises", "$90", "million", "from", "Quay", "Partners", "to", "build", "turbines"]
    assert same_story(one, [word.upper() for word in one])
    assert not same_story(one, other)


@given(st.text(max_size=300))
def test_any_text_has_a_sketch_that_fits_its_column(words: str) -> None:
    found = sketch(words)
    assert len(found) <= SKETCH_SIZE
    assert all(-(1 << 63) <= value < 1 << 63 for value in found)
