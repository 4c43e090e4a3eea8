"""From an article's text to the funding claims in it.

Pure: no database, no network, no clock; `from alerts.detection import detect` is usable alone, as a library.
"""

from alerts.detection.detector import detect
from alerts.detection.mention import Mention

__all__ = ["Mention", "detect"]
