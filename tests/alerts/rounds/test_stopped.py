"""Mentions that a second opinion stopped: kept with the reason, never resolved again, on both engines."""

from dataclasses import replace

from sqlalchemy import Engine

from alerts.detection.mention import Company
from alerts.rounds import Resolution, resolve_pending
from alerts.rounds.queries import (
    ArticleFacts,
    Stopped,
    claims_in,
    list_rounds,
    reasons_with,
    stopped_claims,
    store_mentions,
)
from crawler.database import reading, writing
from tests.alerts.second_opinion.model import ACME
from tests.crawler.archive.test_archive import NOW, entry, kept, text_of

__all__ = ["entry"]  # a fixture


def test_a_stopped_mention_is_kept_with_its_reason_and_no_round_is_made_of_it(engine: Engine, entry: int) -> None:
    mark = "second opinion: "
    bolt = replace(ACME, company=Company("Bolt", "Bolt"), reasons=("rule: a sum", f"{mark}veto, not_said"))
    decoy = replace(ACME, sentence=f'It said "{mark}veto, not_said" at last.')
    stop = Stopped(Resolution.VETOED, "the second opinion vetoes it: “no\u2028round”")
    said = kept(engine, entry, text_of())
    facts = ArticleFacts(
        said.id, said.story_id, said.publisher, "wire", said.title, said.url, None, said.seen_at, baseline=False
    )
    with writing(engine) as session:
        store_mentions(session, facts, [decoy, bolt], now=NOW, stopped={1: stop})
    assert resolve_pending(engine, NOW) == 1
    with reading(engine) as session:
        assert [known.company for known in list_rounds(session)] == ["Acme"]
        [(line, claim)] = stopped_claims(session, 9)
        assert (claim, line.resolution, line.resolution_note) == (bolt, "vetoed", stop.note)
        assert [(one.resolution, found) for one, found in claims_in(session, said.id)] == [
            ("new_round", decoy),
            ("vetoed", bolt),
        ]
        assert reasons_with(session, mark, 9) == [f"{mark}veto, not_said"]
        assert reasons_with(session, f"{mark}none", 9) == []
