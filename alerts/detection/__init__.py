"""From an article's text to the funding claims in it.

Pure: no database, no network, no clock; `from alerts.detection import detect` is usable alone, as a library.
"""

from typing import TYPE_CHECKING, Any

from alerts.detection.mention import Mention

if TYPE_CHECKING:
    from alerts.detection.detector import detect

__all__ = ["Mention", "detect"]


def __getattr__(name: str) -> Any:
    # The rules' expressions take a fifth of a second to compile, and many only need the values.
    if name == "detect":
        from alerts.detection.detector import detect

        return detect
    raise AttributeError(name)
