"""A sentence that is passed over by its words alone can give no claim; most news about money is passed over so."""

import re

import pytest

from alerts.detection.article import Reading
from alerts.detection.claim_rules import RULES, ClaimRule
from alerts.detection.claims import claims_in
from alerts.detection.detector import reading_of
from alerts.detection.triggers import may_trigger, needs, signs_of
from benchmarks.detection.sets import cases, title_and_text
from demo.articles import stories


def claimed(article: Reading) -> list[str]:
    return [one.text for i, one in enumerate(article.sentences) if claims_in(article.row(i))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}: {rule.family}")
def test_each_rules_example_passes_by_what_that_rule_needs(rule: ClaimRule) -> None:
    assert re.search(needs()[rule.name], signs_of(rule.matches, 0, None))


def test_what_no_rule_needs_lets_nothing_pass() -> None:
    assert set(needs()) == {rule.name for rule in RULES}


def test_no_claim_is_passed_over() -> None:
    texts = [(story.title, "\n\n".join(story.paragraphs)) for story in stories()]
    texts += [title_and_text(case) for case, _ in cases()]
    # In capitals, and with every word capitalised, other words may be names.
    texts += [(title, change(text)) for title, text in texts for change in (str.upper, str.title)]
    articles = [article for title, text in texts if (article := reading_of(title, text))]
    sentences = [sentence for article in articles for sentence in claimed(article)]
    assert len(sentences) > 1000
    assert [one for one in sentences if not may_trigger(one, None)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Oil fell to $98.20 a barrel on Tuesday.", "The bank's profit rose to $2 billion in the third quarter.", "A raise in interest rates worries lenders.",
        "Acme opened an office in London with $5 of furniture.", "The court ordered them to close the account.",
    ],
)  # fmt: skip
def test_news_about_money_is_passed_over(sentence: str) -> None:
    assert not may_trigger(sentence, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme, Inc. raised $5 million.", "Acme Holdings (ACME.O) round closes.", "LONDON, May 4 (Harbour Wire) - Bank of Leeds lends Acme $5 million.",
        "Quay Ventures invested in acmely.io last week.", "Bolt Ventures gave the Berlin-based company $5 million.",
    ],
)  # fmt: skip
def test_what_goes_into_a_name_stands_in_no_ones_way(sentence: str) -> None:
    assert may_trigger(sentence, None)
