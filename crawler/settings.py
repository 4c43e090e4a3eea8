"""Scrapy's settings: the polite defaults. What a person may change comes from `CrawlerConfig`."""

from importlib.metadata import version
from typing import Any

from crawler.config import CrawlerConfig

BOT_NAME = "roundwatch"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# One request at a time to a host; what a host needs between two comes from the configuration.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
RANDOMIZE_DOWNLOAD_DELAY = False
# The default of 100 starts a hundred tasks for each response: a third of Scrapy's own time.
CONCURRENT_ITEMS = 4
REACTOR_THREADPOOL_MAXSIZE = 50

# Only the web: an imported file:///etc/passwd would otherwise be read.
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.gate.GatedHandler",
    "https": "crawler.fetching.gate.GatedHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
TWISTED_DNS_RESOLVER = "crawler.fetching.guard.GuardingResolver"
# A proxy would connect for us, to addresses that the guard never sees.
HTTPPROXY_ENABLED = False
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
# Failures are outcomes that the database schedules again; retrying at once would ignore Retry-After.
RETRY_ENABLED = False
# Every answer comes to the spider: it is an outcome, never an exception. Redirects are followed all the same.
HTTPERROR_ALLOW_ALL = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.fetching.robots.PoliteRobots": 100,
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_ENABLED = False


def user_agent(contact: str) -> str:
    """Who asks, honestly, and how to reach whoever runs it."""
    reach = f" (+{contact})" if contact else ""
    return f"roundwatch/{version('roundwatch')}{reach}"


def scrapy_settings(config: CrawlerConfig) -> dict[str, Any]:
    """All settings for a crawl under this configuration."""
    fixed = {name: value for name, value in globals().items() if name.isupper()}
    return fixed | {
        "USER_AGENT": user_agent(config.contact),
        "ROBOTSTXT_USER_AGENT": "roundwatch",
        "ROBOTSTXT_OBEY": config.robots,
        "CONCURRENT_REQUESTS": config.concurrent_requests,
        # Never 0: without a delay Scrapy 2.19 starts all that waits for a host at once, whatever its limit.
        "DOWNLOAD_DELAY": max(config.host_gap_seconds, 0.001),
        "DOWNLOAD_TIMEOUT": config.request_timeout_seconds,
        "DOWNLOAD_MAXSIZE": config.max_body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "ALLOW_NETWORKS": list(config.allow_networks),
    }


# For `scrapy crawl` and `scrapy list` from a checkout.
_DEFAULTS = CrawlerConfig()
USER_AGENT = user_agent(_DEFAULTS.contact)
ROBOTSTXT_USER_AGENT = "roundwatch"
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = _DEFAULTS.host_gap_seconds
DOWNLOAD_TIMEOUT = _DEFAULTS.request_timeout_seconds
DOWNLOAD_MAXSIZE = _DEFAULTS.max_body_bytes
