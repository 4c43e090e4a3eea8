"""When two written names are the same company's."""

import re
import unicodedata

from cleanco import basename

_NOT_WORD = re.compile(r"[\W_]+")


def company_key(name: str) -> str:
    """A name folded for comparison: case, accents, punctuation, a leading "The" and legal forms do not count.

    "Acme Robotics, Inc." and "ACME Robotics" have the same key. Never empty for a name that has a letter or digit.
    """
    stripped = basename(name) or name
    folded = unicodedata.normalize("NFKD", stripped).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c)).replace("&", " and ")
    words = _NOT_WORD.sub(" ", bare).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words) or name.casefold().strip()
