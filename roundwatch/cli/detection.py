"""`roundwatch extract`, `detect`: the pure parts, on files; no database is needed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from roundwatch.cli.console import (
    PARTLY,
    USAGE,
    JsonFlag,
    err,
    fail,
    out,
    print_json,
    printable,
)
from roundwatch.cli.lines import ArticleLine, LineError, article_in, lines_of


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command()(extract)
    app.command()(detect)


def extract(
    context: typer.Context,
    page: Annotated[str, typer.Argument(metavar="FILE|URL", help="A saved page, or its address.")],
    url: Annotated[str, typer.Option(help="Where a saved page came from.")] = "",
    json: JsonFlag = False,
) -> None:
    """Show what is read out of one page: title, date, text."""
    from crawler.extraction import UnreadablePageError, read_page

    body, content_type, address = _page(context, page, url)
    try:
        article = read_page(body, content_type, address, seen=datetime.now(UTC))
    except UnreadablePageError as error:
        fail(f"{page}: {error}")
    if json:
        print_json(article.to_json())
        return
    out.print(printable(article.title), style="bold", markup=False)
    for label, value in (("published", article.published_at), ("language", article.language), ("by", article.byline)):
        if value:
            out.print(f"{label}: {value}", style="dim", markup=False)
    out.print()
    out.print("\n".join(printable(line) for line in article.text.split("\n")), markup=False)


def _page(context: typer.Context, page: str, url: str) -> tuple[bytes, str | None, str]:
    if page.startswith(("http://", "https://")):
        from crawler.fetching.failures import FetchFailedError
        from crawler.spiders.single import fetch_once
        from roundwatch.cli.console import configured

        try:
            fetched = fetch_once(page, configured(context).crawler)
        except FetchFailedError as error:
            fail(f"{page}: {error}")
        return fetched.body, fetched.content_type, fetched.url
    try:
        return Path(page).read_bytes(), None, url or Path(page).resolve().as_uri()
    except OSError as error:
        fail(f"{page}: {error.strerror or error}", USAGE)


def detect(
    file: Annotated[Path, typer.Argument(help="One JSON object a line; - for stdin.")],
    explain: Annotated[bool, typer.Option("--explain", help="Show how each article was read, stage by stage.")] = False,
    every: Annotated[bool, typer.Option("--all", help="With --explain: every sentence.")] = False,
    only: Annotated[str, typer.Option("--id", help="Only the line with this id.")] = "",
    json: Annotated[bool, typer.Option("--json", help="With --explain: JSON, an object a line.")] = False,
) -> None:
    """Read funding claims out of articles.

    One JSON object a line in: id, url, published, language, title, and html or text. One a line out: id and
    mentions. A line that cannot be read is named on standard error; the others are answered.
    """
    wrong = asked_for = 0
    for number, line in lines_of(file):
        try:
            article = article_in(line)
        except LineError as error:
            wrong += 1
            err.print(printable(f"{file}: line {number}: {error}"), markup=False)
            continue
        if only and str(article.id) != only:
            continue
        asked_for += 1
        if explain:
            _explain(article, every=every, json=json)
        else:
            print_json(_detected(article), indent=None)
    if wrong:
        raise typer.Exit(PARTLY)
    if only and not asked_for:
        fail(f"{file}: no line has the id {only!r}", USAGE)


def _detected(article: ArticleLine) -> dict[str, Any]:
    from alerts import detection
    from alerts.detection.published import published_date

    title, text = _title_and_text(article)
    mentions = detection.detect(title, text, published=published_date(article.published), language=article.language)
    return {"id": article.id, "mentions": [mention.to_json() for mention in mentions]}


def _explain(article: ArticleLine, *, every: bool, json: bool) -> None:
    from alerts.detection.explain import explain
    from alerts.detection.published import published_date
    from roundwatch.cli.explanation import print_explanation

    title, text = _title_and_text(article)
    found = explain(title, text, published=published_date(article.published), language=article.language)
    if json:
        print_json({"id": article.id} | found.to_json(), indent=None)
        return
    print_explanation(found, every_sentence=every)
    out.print()


def _title_and_text(article: ArticleLine) -> tuple[str, str]:
    title, text = article.title or "", article.text or ""
    if not text and article.html:
        read_title, text = read_html(article.html, article.url or "")
        title = title or read_title
    return title, text


def read_html(html: str, url: str = "") -> tuple[str, str]:
    """Title and text of a page; empty when it holds no article."""
    from crawler.extraction import UnreadablePageError, read_page

    try:
        article = read_page(html.encode("utf-8", "replace"), "text/html; charset=utf-8", url, seen=datetime.now(UTC))
    except UnreadablePageError:
        return "", ""
    return article.title, article.text
