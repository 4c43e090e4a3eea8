"""Every rule finds what it says it finds, and nothing by its name in the sentence that it must leave alone."""

import pytest

from alerts.detection import companies, mentions, ranking
from alerts.detection.article import read_article
from alerts.detection.circumstances import OLD
from alerts.detection.claim_rules import RULES, ClaimRule, Family
from alerts.detection.claims import claims_in


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} ({rule.family})")
def test_a_rule_matches_its_example_and_not_the_other(rule: ClaimRule) -> None:
    assert rule.name in _rules_that_fire(rule.matches, rule)
    assert rule.name not in _rules_that_fire(rule.not_this, rule)


def _rules_that_fire(sentence: str, rule: ClaimRule) -> list[str]:
    title = sentence if rule.family is Family.OWN_SUM else ""
    article = read_article(title, sentence)
    return [claim.rule for i in range(len(article.sentences)) for claim in claims_in(article.row(i))]


def test_the_ranker_and_the_fields_know_only_rules_that_there_are() -> None:
    names = {rule.name for rule in RULES}
    assert set(ranking._GROUPS) == names
    weighed = {*ranking._STRONG, *ranking._TALKED_OF, *companies._PLAIN, *mentions._PLAIN, *mentions._OWN_RAISE}
    assert weighed <= names
    assert {signal.removeprefix("rule:") for signal in OLD if signal.startswith("rule:")} <= names
