"""Whom to ask about what: the claims worth a question, a few at once, and none while the endpoint is down.

A claim never waits for longer than the time limit and never fails: without an opinion it passes as it is, and the
tally, the log and the claim's own reasons say so.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from alerts.detection.mention import Mention, Role, Temporality
from alerts.second_opinion.answer import opinion_in
from alerts.second_opinion.asking import NoAnswerError, answer_to, api_key
from alerts.second_opinion.config import SecondOpinionConfig
from alerts.second_opinion.judging import Checked, judged
from alerts.second_opinion.opinion import Failure, NoOpinion, Opinion, Verdict
from alerts.second_opinion.question import Question, question
from alerts.watches import COMPANY_ROUNDS

log = structlog.get_logger()

# So many failures of the endpoint in a row, and it is left alone for so many seconds.
FAILURES_IN_A_ROW = 3
LEFT_ALONE_SECONDS = 60.0
_HOUR_SECONDS = 3600.0


@dataclass(slots=True)
class Tally:
    """What came of the second opinions since the service started."""

    opinions: Counter[Verdict] = field(default_factory=Counter)
    failures: Counter[Failure] = field(default_factory=Counter)
    last_failure: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values: how many of each, and the last failure in words."""
        return {
            "opinions": {verdict.value: self.opinions[verdict] for verdict in Verdict},
            "none": sum(self.failures.values()),
            "failures": {failure.value: count for failure, count in self.failures.most_common()},
            "last_failure": self.last_failure,
        }


@dataclass
class SecondOpinion:
    """Asks for opinions as the configuration says. `seconds` is a clock that never goes back."""

    config: SecondOpinionConfig
    seconds: Callable[[], float] = time.monotonic
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._room = asyncio.Semaphore(self.config.concurrent_requests)
        self._failed_in_a_row = 0
        self._alone_until = float("-inf")
        self._asked: deque[float] = deque()

    @property
    def on(self) -> bool:
        """Is there anybody to ask?"""
        return self.config.endpoint is not None

    async def check(self, text: str, mentions: Sequence[Mention]) -> tuple[Checked, ...]:
        """Each mention of the article `text`, in order, after its second opinion if it is to have one. Never raises
        for a fault of the endpoint or the model."""
        return tuple(await asyncio.gather(*(self._checked(text, mention) for mention in mentions)))

    def wants(self, mention: Mention) -> bool:
        """Is this a claim that would be alerted, and not sure enough by itself?"""
        return (
            self.on
            and mention.company.role is Role.SUBJECT
            and mention.temporality is Temporality.NEW
            and mention.kind in COMPANY_ROUNDS
            and (mention.confidence < self.config.only_below or self.config.only_below == 1)
        )

    async def _checked(self, text: str, mention: Mention) -> Checked:
        if not self.wants(mention):
            return Checked(mention)
        async with self._room:
            opinion = await self._opinion(question(mention, text, self.config.model))
        self._count(opinion, mention)
        return judged(mention, opinion, alert_from=self.config.alert_from)

    async def _opinion(self, asked: Question) -> Opinion | NoOpinion:
        key = api_key(self.config)
        if key is None:
            return NoOpinion(Failure.NO_KEY, f"{self.config.api_key_env} is not set or not a key")
        if self.seconds() < self._alone_until:
            return NoOpinion(Failure.PAUSED)
        if not self._within_the_hours_share():
            return NoOpinion(Failure.ENOUGH)
        try:
            answer = opinion_in(await answer_to(asked.body, self.config, key), asked)
        except NoAnswerError as error:
            answer = NoOpinion(error.failure, error.detail)
            self._failed(error.wait)
        except Exception as error:
            # Whatever the libraries below still raise, the claim is alerted. The error's words may hold the key.
            answer = NoOpinion(Failure.BROKEN, type(error).__name__)
            self._failed(None)
        else:
            self._failed_in_a_row = 0
        return answer

    def _within_the_hours_share(self) -> bool:
        now = self.seconds()
        while self._asked and self._asked[0] <= now - _HOUR_SECONDS:
            self._asked.popleft()
        if len(self._asked) >= self.config.max_per_hour:
            return False
        self._asked.append(now)
        return True

    def _failed(self, wait: float | None) -> None:
        """Who asks to be left alone is; who fails again and again is not asked for a while."""
        self._failed_in_a_row += 1
        if wait is not None or self._failed_in_a_row >= FAILURES_IN_A_ROW:
            self._alone_until = self.seconds() + max(wait or 0.0, LEFT_ALONE_SECONDS)

    def _count(self, opinion: Opinion | NoOpinion, mention: Mention) -> None:
        company = mention.company.name
        if isinstance(opinion, Opinion):
            self.tally.opinions[opinion.verdict] += 1
            log.info("second_opinion.got", company=company, verdict=opinion.verdict.value, reason=opinion.reason.value)
            return
        self.tally.failures[opinion.failure] += 1
        self.tally.last_failure = str(opinion)
        log.warning("second_opinion.none", company=company, failure=opinion.failure.value, detail=opinion.detail)
