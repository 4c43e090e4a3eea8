"""Our scorer, held against the labelled sets' own; names of every script."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.detection.detector import detect
from alerts.detection.evaluation import Evaluation, as_event, name_keys, score
from alerts.detection.mention import Role
from alerts.detection.published import published_date
from benchmarks.detection.sets import Labelled, easy, hard, title_and_text

SETS = {"easy": easy, "hard, read part": lambda: hard(kept=False)}
SHARED_FIGURES = ("items", "event", "article_alert", "company_alert", "false_positive_kinds", "fields", "by_tag")


@pytest.fixture(scope="module")
def theirs(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "devdata" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(name: str) -> Labelled:
    found = SETS[name]()
    assert len(found) > 50
    return found


def detected(pairs: Labelled) -> dict[str, list[Any]]:
    return {item["id"]: events_of(item) for item, _ in pairs}


def events_of(item: dict[str, Any]) -> list[Any]:
    title, text = title_and_text(item)
    mentions = detect(title, text, published=published_date(item["published"]))
    return [as_event(mention) for mention in mentions if mention.company.role is Role.SUBJECT]


def assert_same_figures(theirs: ModuleType, labels: list[Any], events: dict[str, list[Any]]) -> None:
    figures = theirs.score(labels, [{"id": id_, "events": found} for id_, found in events.items()])
    ours = score(labels, events).to_json()
    for part in SHARED_FIGURES:
        assert ours[part] == figures[part], part


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
def test_our_figures_are_those_of_the_sets_own_scorer(theirs: ModuleType, name: str) -> None:
    pairs = labelled(name)
    assert_same_figures(theirs, [label for _, label in pairs], detected(pairs))


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", range(12))
def test_our_figures_are_theirs_for_wrong_answers_too(theirs: ModuleType, name: str, seed: int) -> None:
    labels = [label for _, label in labelled(name)]
    chance = random.Random(seed)
    names = [event["company"] for label in labels for event in label["events"]]
    names += [other for label in labels for other in label.get("mentioned_not_funded", [])]
    assert_same_figures(theirs, labels, {label["id"]: spoilt(label, chance, names) for label in labels})


def spoilt(label: dict[str, Any], chance: random.Random, names: list[str]) -> list[Any]:
    """A label's own events with mistakes of every kind: dropped, doubled, of others, each field wrong."""
    events = [copy.deepcopy(event) for event in label["events"] if chance.random() < 0.85]
    events += [copy.deepcopy(event) for event in events if chance.random() < 0.1]
    for name in [
        *label.get("mentioned_not_funded", []),
        *(one["name"] for event in events for one in event["investors"]),
    ]:
        if chance.random() < 0.15:
            events.append(strange(name))
    if chance.random() < 0.2:
        events.append(strange(chance.choice(names)))
    for event in events:
        for field, value in (
            ("type", "debt"), ("type", "acquisition"), ("temporality", "new"), ("temporality", "background"), ("series", None), ("series", "b"),
            ("status", "denied"), ("status", "in_talks"), ("amount", None), ("amount", {"value": 12e6, "currency": "EUR"}),
            ("valuation", None), ("investors", []),
        ):  # fmt: skip
            if chance.random() < 0.06:
                event[field] = value
        for investor in event["investors"]:
            investor["lead"] = investor["lead"] ^ (chance.random() < 0.2)
        if chance.random() < 0.1:
            event["company"] = f"The {event['company'].upper()}, Inc."
        if event.get("amount") and chance.random() < 0.2:
            event["amount"] = {**event["amount"], "value": event["amount"]["value"] * chance.choice([1.005, 1.02])}
    return events


def strange(name: str) -> dict[str, Any]:
    return {"company": name, "type": "equity", "series": None, "amount": None, "valuation": None, "investors": [],
            "status": "announced", "temporality": "new"}  # fmt: skip


# Letters from which an accent can be taken; with the others we differ on purpose. The micro sign is Greek.
LATIN = st.text(
    st.characters(max_codepoint=0x17F, exclude_categories=["Cs", "Cc"], exclude_characters="øØłŁđĐßæÆœŒðÐþÞıħĦµ"),
    max_size=30,
)


@pytest.mark.shared
@given(name=LATIN)
@example("The Société Générale, S.A.")
@example("Byju's & Co. Pvt. Ltd.")
@example("fal.ai")
def test_latin_names_are_compared_as_the_sets_own_scorer_does(theirs: ModuleType, name: str) -> None:
    assert name_keys(name) == theirs.keys(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("旷视科技", "旷视科技"), ("旷视科技 Ltd", "「旷视科技」"), ("Ørsted", "Orsted"), ("Łódź Labs", "lodz labs"), ("Weißbach GmbH", "Weissbach"),
     ("ЯНДЕКС", "Яндекс"), ("株式会社ｽﾏｰﾄﾆｭｰｽ", "株式会社スマートニュース"), ("Société", "Societe"), ("쿠팡", "쿠팡"), ("फोनपे", "फोनपे")],
)  # fmt: skip
def test_one_name_written_in_two_ways_is_one_name(one: str, other: str) -> None:
    assert name_keys(one) & name_keys(other)


@pytest.mark.parametrize(("one", "other"), [("旷视", "商汤"), ("Яндекс", "Сбер"), ("फोनपे", "फोनपो"), ("Acme", "Akme")])
def test_two_names_are_two(one: str, other: str) -> None:
    assert name_keys(one)
    assert not name_keys(one) & name_keys(other)


def gold(company: str, **fields: Any) -> dict[str, Any]:
    return strange(company) | {"amount": {"value": 5e6, "currency": "USD"}} | fields


def scored(events: dict[str, list[Any]]) -> Evaluation:
    labels = [
        {
            "id": "1",
            "tags": ["rumour", "long"],
            "events": [gold("旷视", investors=[{"name": "红杉中国", "lead": True}])],
        },
        {"id": "2", "tags": ["long"], "events": [gold("Acme")], "mentioned_not_funded": ["Bolt"]},
        {"id": "3", "tags": [], "events": []},
    ]
    return score(labels, events, {"1": "Ledger", "2": "Ledger"})


def test_events_are_counted_by_tag_and_by_publisher() -> None:
    found = scored(
        {
            "1": [gold("旷视", investors=[{"name": "红杉", "lead": True}])],
            "2": [gold("Bolt")],
            "unknown": [gold("Acme")],
        }
    )
    assert found.by("tag") == {
        "long": {"precision": 0.5, "recall": 0.5, "f1": 0.5, "tp": 1, "fp": 1, "fn": 1, "items": 2},
        "rumour": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 1, "fp": 0, "fn": 0, "items": 1},
    }
    assert {name: (part["items"], part["fp"]) for name, part in found.by("publisher").items()} == {
        "Ledger": (2, 1),
        "not said": (1, 0),
    }
    report = found.to_json()
    assert report["false_positive_kinds"] == {"trap_company": 1}
    assert report["fields"]["investor_recall"] == {"n": 1, "recall": 1.0}
    assert json.loads(json.dumps(report)) == report
