"""When two written names are the same company's."""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

from cleanco.clean import custom_basename, normalized, prepare_default_terms, strip_punct, strip_tail

# Names are told apart by their beginning. It bounds the work on a name, and a key fits into PostgreSQL's index.
MAX_NAME_CHARS = 200

_NOT_WORD = re.compile(r"[\W_]+")
# cleanco tries some 300 legal forms on each name, in their order; only those can fit that end in a word of the name.
_LEGAL_FORMS = prepare_default_terms()
_FORMS_BY_END: dict[str, list[tuple[int, tuple[int, list[str]]]]] = {}
for _rank, _form in enumerate(_LEGAL_FORMS):
    _FORMS_BY_END.setdefault(_form[1][-1], []).append((_rank, _form))

KEY_RULES = f"1 unicode-{unicodedata.unidata_version} forms-{crc32(repr(_LEGAL_FORMS).encode()):08x}"
"""Which rules `company_key` follows: ours, Unicode's, and cleanco's legal forms. A key kept under other rules is stale.
Raise the number whenever some name may get another key than before."""


@lru_cache(maxsize=10_000)
def company_key(name: str) -> str:
    """A name folded for comparison: case, accents, punctuation, a leading "The" and legal forms do not count.

    "Acme Robotics, Inc." and "ACME Robotics" have the same key. Never empty for a name that has a letter or digit.
    At most `MAX_NAME_CHARS` characters, and nothing after as many characters of the name counts.
    """
    name = name[:MAX_NAME_CHARS]
    stripped = without_legal_form(name) or name
    folded = unicodedata.normalize("NFKD", stripped).casefold()
    bare = folded if folded.isascii() else "".join(c for c in folded if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", bare.replace("&", " and ")).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return ("".join(words) or name.casefold().strip())[:MAX_NAME_CHARS]


def without_legal_form(name: str) -> str:
    """What cleanco's `basename` says, sooner. Quadratic in the length of a run of punctuation, as that is."""
    words = name.split()
    last = words[-1] if words else ""
    if last.isascii() and last.isalnum() and last.lower() not in _FORMS_BY_END:
        return " ".join(words)
    ends = {strip_punct(word) for word in normalized(strip_tail(name)).split()}
    forms = sorted(form for end in ends for form in _FORMS_BY_END.get(end, ()))
    return str(custom_basename(name, [form for _, form in forms]))
