"""How an explanation looks at 80 columns: a rumour with a second company at its end, a round-up, and a page without news."""

import json
from pathlib import Path

import pytest

from tests.program import Program, program_in

RUMOUR = {
    "id": "rumour", "published": "2026-03-03", "language": "en",
    "title": "Stonecrop Foods in talks to raise $90 million at $1.2 billion valuation, sources say",
    "text": "Stonecrop Foods, which makes protein from barley, is in talks to raise about $90 million in a Series D round led by "
    "Larkhill Capital, according to two people familiar with the matter.\n\nExisting backers Tarn Ventures and Ostler Growth "
    "Partners are expected to take part.\n\nIt last raised $35 million in a Series C round in 2023.\n\nLast week Brindle Dairy, "
    "a Danish rival, closed a €22 million Series B round led by Fjordvang.",
}  # fmt: skip
ROUND_UP = {
    "id": "round-up", "published": "2026-03-06", "language": "en", "title": "This week's deals: robots, roofs and rosters",
    "text": "Here are this week's biggest rounds in the north.\n\nQuillmere Robotics, a maker of picking arms, raised $12 million "
    "in a Series A led by Tarn Ventures.\n\nRooftide, which fits solar tiles, secured £4.5 million in seed funding from Harbour "
    "Light and Ada Penn.\n\nShiftwell bagged €3 million for its rostering software; Kite Fund led the round.",
}  # fmt: skip
NO_NEWS = {"id": "none", "title": "Harbour fire closes two bridges", "text": "Nobody was hurt, and trains ran by noon."}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_in(tmp_path)


def lines_of(program: Program, article: dict[str, str]) -> list[str]:
    shown = program.ok("detect", "-", "--explain", stdin=json.dumps(article)).splitlines()
    assert max(map(len, shown)) <= 80
    return [line.rstrip() for line in shown]


def test_each_mention_of_a_rumour_is_a_line_of_its_own_with_its_facts_below(program: Program) -> None:
    shown = lines_of(program, RUMOUR)
    at = shown.index("8. Mentions, and how sure each is")
    names = [line.rpartition(" ")[0] for line in shown[at + 1 :] if line and not line.startswith(" ")]
    assert names[:3] == ["Stonecrop Foods", "Stonecrop Foods", "Brindle Dairy"]
    assert shown[at + 2 : at + 4] == [
        "  new, equity, in talks, about $90 million, Series D, Larkhill Capital (lead),",
        "  Tarn Ventures (existing), Ostler Growth Partners (existing)",
    ]
    assert "  new, equity, closed, €22 million, Series B, Fjordvang (lead)" in shown


def test_a_feature_stands_on_one_line_with_its_weight(program: Program) -> None:
    shown = lines_of(program, RUMOUR)
    weighed = shown[shown.index("7. Confidence that it is news: features and their weights") + 1 :]
    weighed = [line for line in weighed[: weighed.index("")] if line.startswith("  ")]
    assert len(weighed) > 4
    assert all(line.rstrip(",")[-5:-4] in "+-" for line in weighed)


def test_a_round_up_is_shown_company_after_company(program: Program) -> None:
    shown = lines_of(program, ROUND_UP)
    assert "1. Sentences: 4 of 5 (--all shows the rest)" in shown
    assert "  new, equity, announced, £4.5 million, seed, Harbour Light (participant)," in shown
    assert "  Ada Penn (participant)" in shown
    assert "1. Sentences: 5 of 5" in program.ok("detect", "-", "--explain", "--all", stdin=json.dumps(ROUND_UP))


def test_a_page_without_news_is_told_in_three_lines(program: Program) -> None:
    assert [line for line in lines_of(program, NO_NEWS) if line] == [
        "Harbour fire closes two bridges",
        "No words of money stand close together in it: no round was looked for.",
        "No mentions.",
    ]
