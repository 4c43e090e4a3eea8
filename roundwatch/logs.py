"""Log lines are events with fields, on standard error; those of libraries get the same form."""

import logging
import sys

import structlog
from structlog.typing import Processor

from roundwatch.config import LogConfig

# Lines of theirs that say nothing that our own events do not.
_QUIET = ("scrapy", "twisted", "apscheduler", "uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "trafilatura",
          "htmldate", "alembic", "mail.log", "slack_sdk", "protego", "filelock", "tldextract")  # fmt: skip


def configure_logs(config: LogConfig) -> None:
    """Send every log line, ours and the libraries', to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if config.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=24, pad_level=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(config.level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR if name != "apscheduler" else logging.CRITICAL)
