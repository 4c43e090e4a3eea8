"""The pages and the API as one FastAPI application over the database."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from alerts.rounds.queries import list_rounds
from alerts.rounds.stated import as_json, label_of, sum_of
from alerts.second_opinion.checking import Tally
from alerts.watches import COMPANY_ROUNDS
from crawler.clock import Clock
from crawler.database import reading
from crawler.sources import ailing_sources, count_sources_read
from roundwatch.backlog import backlog

_HERE = Path(__file__).parent
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Work that was due this long ago and is still due means that the service is stuck.
STALLED_AFTER = timedelta(minutes=10)


def make_app(
    engine: Engine,
    clock: Clock,
    *,
    grouping_wait: timedelta,
    progressed_at: Callable[[], datetime],
    second_opinions: Tally | None = None,
) -> FastAPI:
    """The application. `progressed_at` answers when the service last finished a piece of work; `second_opinions` is
    what came of them, if any are asked for."""
    # The interactive documentation would load its assets from elsewhere.
    app = FastAPI(title="Roundwatch", docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
    )

    @app.middleware("http")
    async def harden(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Alive, and not stuck: red when work has been due for long and none was finished."""
        try:
            due = backlog(engine, clock(), grouping_wait=grouping_wait)
        except SQLAlchemyError as error:
            return JSONResponse({"ok": False, "problem": str(error).splitlines()[0]}, 503)
        stalled = not due.empty and clock() - progressed_at() > STALLED_AFTER
        found: dict[str, Any] = {"ok": not stalled, "due": asdict(due)}
        if second_opinions is not None:
            # Never red: claims are alerted without them.
            found["second_opinions"] = second_opinions.to_json()
        return JSONResponse(found, 503 if stalled else 200)

    @app.get("/api/v1/rounds")
    def rounds(company: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> list[dict[str, Any]]:
        """Rounds, the latest reported first."""
        with reading(engine) as session:
            return [
                as_json(known) for known in list_rounds(session, company=company, kinds=COMPANY_ROUNDS, limit=limit)
            ]

    @app.get("/", response_class=HTMLResponse)
    def today() -> str:
        """The latest rounds, and what ails."""
        now = clock()
        with reading(engine) as session:
            return templates.get_template("today.html").render(
                rounds=list_rounds(session, kinds=COMPANY_ROUNDS, limit=50),
                ailing=ailing_sources(session),
                sources_read=count_sources_read(session),
                sum_of=sum_of,
                label_of=label_of,
                now=now,
            )

    return app
