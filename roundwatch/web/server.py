"""uvicorn in a thread of its own: there it leaves the process's signals alone, and a busy crawl slows no page."""

from threading import Thread

import structlog
import uvicorn
from fastapi import FastAPI

from roundwatch.config import WebConfig

log = structlog.get_logger()


class WebServer:
    """Serves the pages until it is stopped."""

    def __init__(self, config: WebConfig, app: FastAPI) -> None:
        self._config = config
        self._server = uvicorn.Server(
            uvicorn.Config(app, host=config.host, port=config.port, log_config=None, access_log=False, lifespan="off")
        )
        self._thread = Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        """Begin to serve. A port that is taken is logged; the service goes on without its pages."""
        self._thread.start()

    def _serve(self) -> None:
        try:
            self._server.run()
        except SystemExit:
            # uvicorn's way to say that it could not bind.
            log.error("web.unavailable", host=self._config.host, port=self._config.port, problem="the port is taken")

    def stop(self) -> None:
        """Stop serving; waits at most two seconds."""
        self._server.should_exit = True
        self._thread.join(timeout=2)
