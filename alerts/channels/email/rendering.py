"""A digest as an email: one message with equal HTML and plain text.

HTML comes from an autoescaping template, styles are inlined because mail programs drop style sheets, and nothing is
loaded from elsewhere.
"""

import textwrap
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from alerts.digests import wording
from alerts.digests.digest import DigestItem, DigestView

WIDTH = 78
# Gmail cuts a message at 102 KB; what is left out is named.
MAX_HTML_BYTES = 100_000
MAX_SENTENCE = 600


def message(view: DigestView, *, sender: str, to: str, message_id: str) -> EmailMessage:
    """The digest as a message that is ready to be sent."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = wording.clean(wording.subject_line(view))
    letter["From"] = f"Roundwatch <{sender}>"
    letter["To"] = to
    letter["Date"] = format_datetime(view.due_at)
    letter["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    letter["List-Id"] = f"Roundwatch digests <digests.roundwatch.{sender.rpartition('@')[2]}>"
    # RFC 3834: no vacation notice is to answer this.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(plain_text(view))
    letter.add_alternative(html(view), subtype="html")
    return letter


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = wording.clean
    environment.filters["web"] = web_address
    environment.globals["words"] = wording
    return environment


def web_address(url: str) -> str:
    """The address if it is one of the web; else nothing that a click could run."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def html(view: DigestView) -> str:
    """The digest as an HTML document below Gmail's limit: the last items give way, and their number is said."""
    shown = len(view.items)
    while True:
        document = (
            _templates()
            .get_template("digest.html")
            .render(view=view, items=view.items[:shown], left_out=len(view.items) - shown)
        )
        inlined = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(document)
        if len(inlined.encode()) <= MAX_HTML_BYTES or shown == 0:
            return str(inlined)
        shown = shown * 3 // 4


def plain_text(view: DigestView) -> str:
    """The digest as text of at most WIDTH columns; only addresses may be longer."""
    blocks = [_heading(view), *(_item(item, view) for item in view.items), _footer(view)]
    return "\n\n".join(blocks) + "\n"


def _heading(view: DigestView) -> str:
    when = wording.local(view.due_at, view.timezone, "%A, %-d %B %Y, %H:%M %Z")
    count = len(view.items)
    told = "Nothing new." if not count else f"{count} round{'' if count == 1 else 's'} with news"
    return f"ROUNDWATCH  {when}\n{told}\n{'=' * WIDTH}"


def _item(item: DigestItem, view: DigestView) -> str:
    names = ", ".join(map(wording.clean, item.also_known_as))
    title = wording.clean(item.company) + (f" (also {names})" if names else "")
    facts = [
        ("New", wording.changes_in_words(item)),
        ("Status", wording.standing(item)),
        ("Round", f"{wording.round_in_words(item)}, {wording.amount_in_words(item.amount)}"),
        ("Valuation", wording.valuation_in_words(item.valuation)),
        ("Investors", wording.investors_in_words(item)),
        ("Conflicts", "; ".join(f"{wording.clean(c.publisher)} says {wording.clean(c.value)}" for c in item.conflicts)),
        ("Also in", ", ".join(wording.clean(report.publisher) for report in item.also_reported_by)),
        ("So far", "; ".join(_history(item, view))),
        ("For", ", ".join(f"{wording.clean(watch)} ({wording.clean(on)})" for watch, on in item.reasons)),
    ]
    lines = [_wrapped(title, ""), "-" * min(len(title), WIDTH)]
    lines += [_wrapped(text, f"{label:<10} ") for label, text in facts if text]
    lines += [
        "",
        _wrapped(_sentence(item), "    "),
        f"    {_cited(item, view)}",
        f"    {web_address(item.report.url)}",
    ]
    return "\n".join(lines)


def _history(item: DigestItem, view: DigestView) -> list[str]:
    return [
        f"{wording.status_in_words(line.status)} {wording.local(line.at, view.timezone, '%-d %b')}"
        f" ({wording.clean(line.publisher)})"
        for line in item.history
    ]


def _sentence(item: DigestItem) -> str:
    return textwrap.shorten(wording.quoted(item.sentence), MAX_SENTENCE, placeholder=" …")


def _cited(item: DigestItem, view: DigestView) -> str:
    published: datetime | None = item.report.published_at
    day = f", {wording.local(published, view.timezone, '%-d %b %Y')}" if published else ""
    return f"{wording.clean(item.report.publisher)}{day}"


def _wrapped(text: str, label: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _footer(view: DigestView) -> str:
    lines = ["=" * WIDTH, f"{wording.sources_in_words(view)}."]
    lines += [_wrapped(problem, f"  {name}: ") for name, problem in wording.ailing_in_words(view)]
    kind = f"Subscription {wording.clean(view.subscription)}, {view.frequency}; times in {view.timezone}."
    lines.append(_wrapped(kind, ""))
    return "\n".join(lines)
