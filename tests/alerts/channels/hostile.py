"""A digest whose every text from outside is one given string."""

from dataclasses import replace
from datetime import UTC, datetime

from alerts.digests.digest import AilingSource, Change, Conflict, DigestView, HistoryLine, Report
from alerts.digests.sample import sample_digest

NOW = datetime(2026, 3, 9, 7, tzinfo=UTC)


def view_of_strings(string: str) -> DigestView:
    """The sample digest with `string` as company, title, publisher, sentence, address and all else."""
    sample = sample_digest(NOW, "s", "UTC")
    report = Report(string, string, string, NOW)
    items = tuple(
        replace(
            item,
            company=string,
            also_known_as=(string,),
            series_label=string,
            amount=replace(item.amount, as_written=string) if item.amount else None,
            investors=tuple((string, role) for _, role in item.investors),
            changes=tuple(Change(change.kind, string, string) for change in item.changes),
            sentence=string,
            report=report,
            also_reported_by=(report,),
            history=tuple(HistoryLine(line.status, line.at, string) for line in item.history),
            conflicts=(Conflict("amount", string, string),),
            reasons=((string, string),),
        )
        for item in sample.items
    )
    return replace(sample, subscription=string, items=items, ailing=(AilingSource(string, string, string, NOW),))
