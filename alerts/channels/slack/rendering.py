"""A digest as Slack messages: Block Kit with a text for notifications, split where Slack's limits ask for it."""

import json
from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from alerts.channels.contract import Message
from alerts.channels.email.rendering import web_address
from alerts.digests import wording
from alerts.digests.digest import DigestItem, DigestView

# Slack takes 50 blocks, and cuts long messages; fewer leave room.
MAX_BLOCKS = 40
MAX_CHARACTERS = 10_000
MAX_SECTION = 2_900
MAX_HEADER = 150


def messages(view: DigestView) -> list[Message]:
    """The digest in as many messages as it needs; an item is never cut in two."""
    subject = wording.subject_line(view)
    parts: list[list[Block]] = [[HeaderBlock(text=PlainTextObject(text=_cut(subject, MAX_HEADER), emoji=False))]]
    for item in view.items:
        blocks = _item(item, view)
        if not _fits([*parts[-1], *blocks]):
            parts.append([])
        parts[-1] += blocks
    footer = _footer(view)
    if not _fits([*parts[-1], footer]):
        parts.append([])
    parts[-1].append(footer)
    return [_message(subject, blocks, number, len(parts)) for number, blocks in enumerate(parts, 1)]


def _message(subject: str, blocks: Sequence[Block], number: int, of: int) -> Message:
    text = subject if of == 1 else f"{subject} ({number} of {of})"
    payload = {"text": escaped(text), "blocks": [block.to_dict() for block in blocks], "unfurl_links": False}
    return Message(json.dumps(payload, ensure_ascii=False).encode(), text)


def _fits(blocks: Sequence[Block]) -> bool:
    size = sum(len(json.dumps(block.to_dict(), ensure_ascii=False)) for block in blocks)
    return len(blocks) <= MAX_BLOCKS and size <= MAX_CHARACTERS


def escaped(text: str) -> str:
    """Text that Slack shows as it is: no mention, no link, no channel call can be made of it."""
    return wording.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _item(item: DigestItem, view: DigestView) -> list[Block]:
    names = f" (also {', '.join(map(escaped, item.also_known_as))})" if item.also_known_as else ""
    lines = [f"*{_plain(item.company)}*{names}", escaped(wording.changes_in_words(item))]
    lines += [f"{label}: {text}" for label, text in _facts(item) if text]
    quote = f"> {escaped(_cut(wording.quoted(item.sentence), 600))}\n{_link(item)}"
    why = ", ".join(f"{escaped(watch)} ({escaped(on)})" for watch, on in item.reasons)
    blocks: list[Block] = [DividerBlock()]
    blocks += [
        SectionBlock(text=MarkdownTextObject(text=_cut(part, MAX_SECTION), verbatim=True))
        for part in ("\n".join(lines), quote)
    ]
    published = f"{wording.local(item.report.published_at, view.timezone)} · " if item.report.published_at else ""
    blocks.append(
        ContextBlock(elements=[MarkdownTextObject(text=_cut(f"{published}for {why}", MAX_SECTION), verbatim=True)])
    )
    return blocks


def _facts(item: DigestItem) -> Iterator[tuple[str, str]]:
    yield "Status", escaped(wording.standing(item))
    yield "Round", f"{escaped(wording.round_in_words(item))}, *{escaped(wording.amount_in_words(item.amount))}*"
    yield "Valuation", escaped(wording.valuation_in_words(item.valuation))
    yield "Investors", escaped(wording.investors_in_words(item))
    yield "Conflicts", escaped("; ".join(f"{c.publisher} says {c.value}" for c in item.conflicts))
    yield "Also in", escaped(", ".join(report.publisher for report in item.also_reported_by))


def _plain(text: str) -> str:
    """A name inside asterisks: its own would end the bold."""
    return escaped(text).replace("*", "∗")


def _link(item: DigestItem) -> str:
    url = web_address(item.report.url)
    label = escaped(item.report.publisher).replace("|", "/")
    # Angle brackets or a bar in the address would end the link early and begin something else.
    safe = url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{safe}|{label}>" if safe else label


def _footer(view: DigestView) -> Block:
    lines = [f"{wording.sources_in_words(view)}."]
    lines += [f"{name}: {problem}" for name, problem in wording.ailing_in_words(view)]
    return ContextBlock(elements=[MarkdownTextObject(text=_cut(escaped(" ".join(lines)), MAX_SECTION), verbatim=True)])


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
