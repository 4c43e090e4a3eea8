"""A digest that shows everything a digest can show: for `subscription test`, the documentation's picture, and tests.

Its companies are invented, and its title says that it is a test.
"""

from datetime import datetime, timedelta

from alerts.detection.mention import (
    Amount,
    Certainty,
    CompanyResponse,
    InvestorRole,
    Kind,
    Qualifier,
    Status,
    Valuation,
    ValuationKind,
)
from alerts.digests.digest import AilingSource, Change, Conflict, DigestItem, DigestView, HistoryLine, Report
from alerts.rounds.development import DevelopmentKind


def sample_digest(now: datetime, subscription: str, timezone: str) -> DigestView:
    """A sample digest, as of `now`."""
    return DigestView(
        subscription=f"{subscription} (a test: these companies are invented)",
        frequency="daily",
        timezone=timezone,
        due_at=now,
        items=(_announced(now), _rumoured(now), _denied(now)),
        sources_read=38,
        ailing=(AilingSource("Example Gazette", "https://example.org/feed", "404 Not Found", now - timedelta(days=2)),),
    )


def _announced(now: datetime) -> DigestItem:
    return DigestItem(
        round_id=1,
        company="Tidewater Robotics",
        also_known_as=(),
        kind=Kind.EQUITY,
        series_label="Series B",
        tranche=None,
        status=Status.ANNOUNCED,
        certainty=Certainty.COMPANY,
        company_response=CompanyResponse.NONE,
        amount=Amount(42e6, "EUR", "€42 million"),
        valuation=Valuation(310e6, "EUR", "€310 million", ValuationKind.POST),
        investors=(
            ("Quayside Partners", InvestorRole.LEAD),
            ("Fjord Growth", InvestorRole.PARTICIPANT),
            ("Old Mill Ventures", InvestorRole.EXISTING),
        ),
        changes=(
            Change(DevelopmentKind.STATUS_ADVANCED, "in_talks", "announced"),
            Change(DevelopmentKind.LEAD_KNOWN, None, "Quayside Partners"),
        ),
        sentence="Tidewater Robotics said on Monday it had raised €42 million in a Series B led by Quayside Partners.",
        report=Report("Harbour Wire", "Tidewater Robotics lands €42m", "https://example.org/tidewater", now),
        also_reported_by=(Report("Ledger Lane", "Tidewater's round", "https://example.net/tidewater", now),),
        corroboration=2,
        history=(
            HistoryLine(Status.IN_TALKS, now - timedelta(days=19), "Ledger Lane"),
            HistoryLine(Status.ANNOUNCED, now, "Harbour Wire"),
        ),
        conflicts=(),
        reasons=(("Tidewater Robotics", "the company's name, Tidewater Robotics"),),
    )


def _rumoured(now: datetime) -> DigestItem:
    earlier = now - timedelta(hours=5)
    return DigestItem(
        round_id=2,
        company="Larkspur Vision",
        also_known_as=("Lark++",),
        kind=Kind.EQUITY,
        series_label=None,
        tranche=None,
        status=Status.RUMOURED,
        certainty=Certainty.ANONYMOUS,
        company_response=CompanyResponse.DECLINED,
        amount=Amount(None, "USD", "at least US$600 million", Qualifier.AT_LEAST, min=600e6),
        valuation=None,
        investors=(("Bowline Capital", InvestorRole.RUMOURED), ("Old Mill Ventures", InvestorRole.EXISTING)),
        changes=(Change(DevelopmentKind.NEW_ROUND, None, "at least US$600 million"),),
        sentence="Larkspur Vision is close to raising at least US$600 million from Bowline Capital and others, "
        "two people with knowledge of the matter said.",
        report=Report("Ledger Lane", "Bowline to join Larkspur's round, sources say", "https://example.net/l", earlier),
        also_reported_by=(Report("Circuit Post", "Larkspur round", "https://example.com/l", earlier),),
        corroboration=2,
        history=(HistoryLine(Status.RUMOURED, earlier, "Ledger Lane"),),
        conflicts=(Conflict("amount", "US$650 million", "Circuit Post"),),
        reasons=(("Larkspur", "the company's name, Larkspur Vision"),),
    )


def _denied(now: datetime) -> DigestItem:
    earlier = now - timedelta(hours=9)
    return DigestItem(
        round_id=3,
        company="Saltmarsh Energy",
        also_known_as=(),
        kind=Kind.DEBT,
        series_label=None,
        tranche=None,
        status=Status.DENIED,
        certainty=Certainty.COMPANY,
        company_response=CompanyResponse.DENIED,
        amount=Amount(150e7, "INR", "Rs 150 crore", Qualifier.ABOUT),
        valuation=None,
        investors=(),
        changes=(Change(DevelopmentKind.DENIED, "rumoured", "denied"),),
        sentence="“We are not raising debt, and have no plans to,” a spokeswoman for Saltmarsh Energy said.",
        report=Report("Deccan Byte", "Saltmarsh denies debt talks", "https://example.in/saltmarsh", earlier),
        also_reported_by=(),
        corroboration=1,
        history=(
            HistoryLine(Status.RUMOURED, now - timedelta(days=3), "Deccan Byte"),
            HistoryLine(Status.DENIED, earlier, "Deccan Byte"),
        ),
        conflicts=(),
        reasons=(("an earlier alert", "this round was reported to you before"),),
    )
