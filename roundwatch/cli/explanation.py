"""How `roundwatch detect --explain` shows an article's reading: stage after stage, in 80 columns."""

from collections.abc import Iterable, Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alerts.detection.explain import CircumstancesRead, ClaimRead, Explanation, Reason, SumRead, Words
from alerts.detection.mention import Mention, Span
from alerts.rounds.stated import sum_in_brief
from roundwatch.cli.console import out, print_table, printable

MAX_ROWS = 60
"""Rows of a stage, or sentences, that are shown; an article with more is no article, and takes a minute to print."""
MAX_SENTENCES = 1_000
"""Sentences that are shown where each is asked for."""


def print_explanation(explanation: Explanation, *, every_sentence: bool = False) -> None:
    """Every stage under its heading; `every_sentence`: also those without a sum, a trigger or a backer."""
    out.print(Text(printable(explanation.title) or "(no headline)", style="bold"))
    if explanation.note:
        out.print(Text(printable(explanation.note)))
    else:
        _sentences(explanation, every_sentence=every_sentence)
        _money(explanation)
        _claims(explanation)
        _organisations(explanation)
        _roles(explanation)
        _circumstances(explanation)
        _judged(explanation)
    _mentions(explanation.mentions, numbered=not explanation.note)
    _vetoes(explanation)


def _plain(term: str) -> str:
    return term.replace("_", " ")


def _heading(number: int, words: str) -> None:
    out.print()
    out.print(Text(f"{number}. {words}", style="bold"))


def _listed(first: str, parts: Iterable[str]) -> None:
    """A line, and below it, indented, the parts: none of them is broken where it fits a line."""
    out.print(Text(printable(first), style="bold"))
    line = ""
    for part in map(printable, parts):
        if line and len(line) + len(part) + len(", ,") + len(_INDENT) > out.width:
            out.print(Padding(Text(f"{line},"), (0, 0, 0, len(_INDENT))))
            line = ""
        line = f"{line}, {part}" if line else part
    if line:
        out.print(Padding(Text(line), (0, 0, 0, len(_INDENT))))


_INDENT = "  "


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str) -> None:
    print_table(columns, rows[:MAX_ROWS], empty=empty)
    _more(len(rows) - MAX_ROWS)


def _more(count: int, of: str = "") -> None:
    """Say how many are not shown."""
    if count > 0:
        out.print(Text(f"… and {count:,} more{of}, which --json tells.", style="dim"))


def _sentences(explanation: Explanation, *, every_sentence: bool) -> None:
    every = explanation.sentences
    shown = [one for one in every if one.matters or every_sentence]
    left_out = sum(one.left_out is not None for one in every)
    unread = f", {left_out} not read" if left_out else ""
    rest = " (--all shows the rest)" if len(shown) < len(every) else ""
    _heading(1, f"Sentences: {len(shown)} of {len(every)}{unread}{rest}")
    grid, spans = Table.grid(padding=(0, 2, 0, 0)), explanation.marked
    at_most = MAX_SENTENCES if every_sentence else MAX_ROWS
    for one in shown[:at_most]:
        line = marked(one.words, spans, styled=out.is_terminal)
        if one.left_out:
            line.append(f"  [{one.left_out}]", style="dim")
        grid.add_row(Text("–" if one.index is None else str(one.index), style="dim"), line)
    for row in explanation.tabled[:MAX_ROWS]:
        grid.add_row(Text("row", style="dim"), marked(row, spans, styled=out.is_terminal))
    out.print(grid)
    _more(len(shown) - at_most)
    _more(len(explanation.tabled) - MAX_ROWS, " rows of tables")
    if explanation.passed_over:
        words = f"{explanation.passed_over:,} sentences without a claim were not looked into for sums and roles."
        out.print(Text(words, style="dim"))


def marked(words: Words, spans: Iterable[Span], *, styled: bool) -> Text:
    """The words with what was read from them underlined; without styles, between ‹ and ›."""
    text, begin = Text(), words.span[0]
    at = begin
    for start, end in _merged(span for span in spans if begin <= span[0] and span[1] <= words.span[1]):
        text.append(printable(words.text[at - begin : start - begin]))
        piece = printable(words.text[start - begin : end - begin])
        text.append(piece if styled else f"‹{piece}›", style="underline" if styled else "")
        at = end
    return text.append(printable(words.text[at - begin :]))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that overlap, as one."""
    held: Span | None = None
    for start, end in sorted(spans):
        if held is not None and start < held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _money(explanation: Explanation) -> None:
    _heading(2, "Money")
    rows = [
        (one.sentence, one.words.text, _value(one), one.currency, _plain(one.qualifier), _plain(one.what))
        for one in explanation.money
    ]
    _table(("in", "written", "value", "", "stated", "counts as"), rows, empty="No sums.")


def _value(one: SumRead) -> str:
    if one.value is not None:
        return f"{one.value:,.0f}"
    return " to ".join("" if end is None else f"{end:,.0f}" for end in (one.min, one.max))


def _claims(explanation: Explanation) -> None:
    _heading(3, "Rounds and triggers")
    rows = [
        (f"c{one.number}", one.sentence, one.rule, one.trigger.text, _recipient(one), one.sum.text if one.sum else "")
        for one in explanation.claims
    ]
    _table(("", "in", "rule", "trigger", "recipient", "sum"), rows, empty="No rule fired.")


def _recipient(one: ClaimRead) -> str:
    return f"{one.recipient.text} ({one.how})" if one.recipient else "nobody named"


def _organisations(explanation: Explanation) -> None:
    found = explanation.organisations
    _heading(4, f"Organisations: the topic is {printable(found.topic)}" if found.topic else "Organisations")
    rows = [(one.name, ", ".join(one.other_names), _numbers(one.claims)) for one in found.companies]
    _table(("company", "also", "claims"), rows, empty="No company is told of.")
    told = {one.name for one in found.companies} | {name for one in found.companies for name in one.other_names}
    others = [(one.name, one.what, one.why) for one in found.names if one.name not in told]
    if others:
        out.print()
        _table(("other name", "is", "why"), others, empty="")
    resolved = [
        (f"c{one.number}", one.recipient.text if one.recipient else "nobody named", one.company or "nobody", one.by)
        for one in explanation.claims
        if one.company is None or one.recipient is None or one.recipient.text != one.company
    ]
    if resolved:
        out.print()
        _table(("", "written", "stands for", "how"), resolved, empty="")


def _numbers(claims: Sequence[int]) -> str:
    return " ".join(f"c{number}" for number in claims)


def _roles(explanation: Explanation) -> None:
    _heading(5, "Roles")
    rows = [(one.sentence, one.words.text, _plain(one.role)) for one in explanation.roles]
    _table(("in", "investor", "role"), rows, empty="No investors.")


def _circumstances(explanation: Explanation) -> None:
    _heading(6, "Status, certainty, time")
    rows = [
        (f"c{one.claim}", _plain(one.kind), _plain(one.status), one.certainty, ", ".join(one.rules), _time(one))
        for one in explanation.circumstances
    ]
    _table(("", "kind", "status", "certainty", "rules", "time and signals"), rows, empty="Nothing is told.")


def _time(one: CircumstancesRead) -> str:
    if one.background:
        return f"background: {', '.join(one.background)}"
    retold = "the headline's sum again: " if one.retold else ""
    return retold + ", ".join(signal for signal in one.signals if ":" not in signal)


def _judged(explanation: Explanation) -> None:
    _heading(7, "Confidence that it is news: features and their weights")
    for one in explanation.judged[:MAX_ROWS]:
        weighed = (f"{found.feature} {found.weight:+.2f}" for found in one.features if found.weight)
        _listed(f"{one.company} {one.confidence:.2f}", (f"bias {one.bias:+.2f}", *weighed))
    _more(len(explanation.judged) - MAX_ROWS)
    if not explanation.judged:
        out.print(Text("No company was judged."))


def _mentions(mentions: Sequence[Mention], *, numbered: bool) -> None:
    if not mentions:
        out.print()
        out.print(Text("8. Mentions: none" if numbered else "No mentions.", style="bold" if numbered else ""))
        return
    _heading(8, "Mentions, and how sure each is")
    for one in mentions:
        told = (one.temporality, one.kind, one.status, sum_in_brief(one.amount), one.label_as_written or one.series)
        backers = (f"{backer.name} ({_plain(backer.role)})" for backer in one.investors)
        _listed(f"{one.company.name} {one.confidence:.2f}", (*(_plain(part) for part in told if part), *backers))


def _vetoes(explanation: Explanation) -> None:
    if not explanation.vetoes:
        return
    _heading(9, "Not made news")
    rows = [(_what(one.what, one.reason), one.reason, one.why) for one in explanation.vetoes]
    _table(("what", "reason", "why"), rows, empty="")


def _what(what: str, reason: Reason) -> str:
    return f"{what[:32]}…" if reason is Reason.FURNITURE and len(what) > 32 else what
