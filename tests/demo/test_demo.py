"""The whole demo, twice: undisturbed, and with the service killed again and again. The same digests arrive, once."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random
from time import sleep

import pytest
from sqlalchemy import select

from alerts.outbox.tables import Delivery
from crawler.database import open_engine, reading
from demo.director import Demo, Service, run_demo, scenes
from demo.inboxes import Inboxes

# One worker: the undisturbed run is shared.
pytestmark = [pytest.mark.timeout(180), pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("undisturbed"))


def told(demo: Demo) -> Counter[str]:
    """Every email and Slack message by what it says; ports differ from run to run."""
    mails = [letter.text for letter in demo.letters]
    posts = [json.dumps(json.loads(file.read_text()), sort_keys=True) for file in demo.posts]
    return Counter(re.sub(r"127\.0\.0\.1:\d+", "HOST", text) for text in (*mails, *posts))


def excused(demo: Demo) -> int:
    """Deliveries whose sender was killed between the last byte and the mark: each may have arrived twice."""
    engine = open_engine(f"sqlite:///{demo.folder}/roundwatch.db")
    with reading(engine) as session:
        found = len(list(session.scalars(select(Delivery.id).where(Delivery.ambiguous))))
    engine.dispose()
    return found


def test_the_timeline_of_a_round_is_told_from_rumour_to_second_tranche(undisturbed: Demo) -> None:
    subjects = [letter.subject for letter in undisturbed.letters]
    about = [subject for subject in subjects if "Megvii" in subject]
    assert "Megvii said to raise ≥ US$600m (rumour)" in about[0]
    assert "SenseTime in talks for ~US$1bn" in about[0]
    assert about[1:] == ["Megvii said to raise ~US$650m (rumour)", "Megvii raises US$640m", "Megvii raises US$110m"]
    assert any("SenseTime denied" in subject for subject in subjects)


def test_nothing_that_only_looks_like_funding_news_is_told(undisturbed: Demo) -> None:
    titles = {title for letter in undisturbed.letters for title in re.findall(r"\n(.+)\n-{3,}\n", letter.text)}
    assert any(title.startswith("Megvii") for title in titles)
    for not_funded in (
        "Northlight",
        "Boltmark",
        "Plumtree",
        "Wickhollow",
        "Corvanta",
        "Alibaba",
        "Lenovo",
        "Hong Kong",
    ):
        assert not any(title.startswith(not_funded) for title in titles), not_funded


def test_copies_and_repeats_are_not_told_again(undisturbed: Demo) -> None:
    assert max(told(undisturbed).values()) == 1
    first = [letter for letter in undisturbed.letters if re.search(r"\nMegvii.*\n-+\nNew +First report", letter.text)]
    assert len(first) == 1


def test_each_digest_names_the_sources_that_are_broken(undisturbed: Demo) -> None:
    for letter in undisturbed.letters:
        assert "7 sources read; 3 gave nothing" in letter.text
        for words in ("Moved Monthly: 404 Not Found", "Consent Wall Daily: HTML instead of a feed", "an empty body"):
            assert words in letter.text


def test_a_service_that_is_killed_again_and_again_sends_the_same_digests_once(
    undisturbed: Demo, tmp_path: Path
) -> None:
    killed = [0]
    turns, chance = set(scenes()[2::9]), Random(7)

    def kill_now_and_then(scene: datetime, service: Service, _inboxes: Inboxes) -> None:
        if scene in turns:
            # Into the middle of the scene's work: polling, reading, composing, sending, whatever it is just then.
            sleep(chance.uniform(0, 0.6))
            service.kill()
            service.start()
            killed[0] += 1

    disturbed = run_demo(tmp_path, kill_now_and_then)
    assert killed[0] >= 8
    assert set(told(disturbed)) == set(told(undisturbed))
    repeats = sum(count - 1 for count in told(disturbed).values())
    assert repeats <= excused(disturbed)
