"""When two written names are the same company's."""

import re
import unicodedata
from zlib import crc32

from cleanco import basename
from cleanco.clean import normalized, prepare_default_terms, strip_punct, strip_tail

# Names are told apart by their beginning. It bounds the work on a name, and a key fits into PostgreSQL's index.
MAX_NAME_CHARS = 200

_NOT_WORD = re.compile(r"[\W_]+")
# cleanco compares a name's end with each of some 300 legal forms; hardly any name ends in the last word of one.
_LEGAL_FORMS = prepare_default_terms()
_LEGAL_ENDS = frozenset(parts[-1] for _, parts in _LEGAL_FORMS)

KEY_RULES = f"1 unicode-{unicodedata.unidata_version} forms-{crc32(repr(_LEGAL_FORMS).encode()):08x}"
"""Which rules `company_key` follows: ours, Unicode's, and cleanco's legal forms. A key kept under other rules is stale.
Raise the number whenever some name may get another key than before."""


def company_key(name: str) -> str:
    """A name folded for comparison: case, accents, punctuation, a leading "The" and legal forms do not count.

    "Acme Robotics, Inc." and "ACME Robotics" have the same key. Never empty for a name that has a letter or digit.
    At most `MAX_NAME_CHARS` characters, and nothing after as many characters of the name counts.
    """
    name = name[:MAX_NAME_CHARS]
    stripped = without_legal_form(name) or name
    folded = unicodedata.normalize("NFKD", stripped).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c)).replace("&", " and ")
    words = _NOT_WORD.sub(" ", bare).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return ("".join(words) or name.casefold().strip())[:MAX_NAME_CHARS]


def without_legal_form(name: str) -> str:
    """What cleanco's `basename` says, sooner. Quadratic in the length of a run of punctuation, as that is."""
    words = strip_tail(name).split()
    last = normalized(words[-1]).split() if words else []
    if not last or strip_punct(last[-1]) in _LEGAL_ENDS:
        return str(basename(name))
    return str(strip_tail(" ".join(words)))
