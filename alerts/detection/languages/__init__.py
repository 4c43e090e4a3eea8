"""Funding claims in languages other than English: one small engine, and a pack of rules for each language.

A pack is a TOML file beside this one; `docs/detection.md` says how to add one.
"""

from alerts.detection.languages.pack import Pack, pack_of, packs
from alerts.detection.languages.reading import read
from alerts.detection.languages.recognition import UNREAD, language_of

__all__ = ["UNREAD", "Pack", "language_of", "pack_of", "packs", "read"]
