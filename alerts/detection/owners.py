"""Which name a part of a sentence tells of: "Acme raised $5m, while Bolt, valued at $2bn, closed a round led by Quay".

What stands in another's clause, apposition, brackets or round is never told of the company that the article is about.
"""

import re
from collections.abc import Collection

from alerts.detection.chunks import Row, once_a_row
from alerts.detection.lexicon import CONTRASTS

NOBODY = -1

# What a subject does, across its apposition. Of who leads, invests, joins, buys or says something another's round is told.
_DOES = re.compile(
    r"(?P<aside>,[rdXpLxAG][^,.;]{0,30},)?(?P<helps>(?:[az]|dz)*)(?P<verb>[VWXTPDLvjqs]|x(?!G)|(?<=a)[dAGpn])"
)
_TELLS_OF_OTHERS = "Lvjqs"
# "Has agreed to lead", "is in talks to invest".
_MEANS_TO = re.compile(r"[PT][^,.;VW]{0,5}t[Lvjq]")
# Its own round or value: "Acme's $9m Series B"; an "investment in Bolt" is Bolt's.
_HAS = re.compile(r"'[dAxGMz-]{0,5}(?:X|(?:SR?|[RB])(?![nG]))")
_GOVERNED = re.compile(r"(?:[mywnoftj][dAGp]{0,3}|X[dAGpx']{0,4})$")
_APPOSED = re.compile(r",(?!ra{0,2}X[^nM])(?:X[nM]|p[on]|[rd][^LvjqNI]{0,2}[^LvjqNI,&])")
# "Quay, which led the seed round, has": that is of the round that is told of.
_LED = re.compile(r",r[^,.;]{0,2}[Lvjq]")
_TELLS_OF_MONEY = "VWXMSR"


@once_a_row
def owners_of(row: Row) -> list[int]:
    """Of each chunk the index of the name that it is told of, or `NOBODY`; a name that opens its own clause owns itself."""
    owners = [NOBODY] * len(row.tags)
    main, aside, closes = NOBODY, NOBODY, ""
    for i, tag in enumerate(row.tags):
        if (
            closes
            and i > aside + 1
            and (tag == closes or tag in ";.")
            and (closes == ")" or aside in (main, NOBODY) or _ends(row, aside, i))
        ):
            aside, closes = NOBODY, ""
        if (
            tag in ";:"
            or row.chunks[i].text == ";"
            or (row.chunks[i].low in CONTRASTS and row.tags[i + 1 : i + 2] != "i")
        ):
            main, aside, closes = NOBODY, NOBODY, ""
        if tag == "C" and not closes and _is_subject(row, i):
            main = NOBODY
        if tag in "NIH" and closes != ")" and _is_subject(row, i):
            does = _DOES.match(row.tags, i + 1)
            main = NOBODY if tag == "H" or (does and _tells_of_others(row, does)) else i
            aside, closes = NOBODY, ""
        owners[i] = aside if closes else main
        if tag in "NIH" and closes != ")":
            if row.tags.startswith("(", i + 1) and "s" not in row.tags[i + 2 : i + 5]:
                aside, closes = i, ")"
            elif _APPOSED.match(row.tags, i + 1) and _is_apposed(row, i + 2):
                aside, closes = i, ","
            elif _LED.match(row.tags, i + 1):
                aside, closes = NOBODY, ","
    return owners


def _is_subject(row: Row, i: int) -> bool:
    """Does a name open a clause, or have a round of its own?"""
    if _HAS.match(row.tags, i + 1):
        return True
    governed = _GOVERNED.search(row.tags, max(0, i - 5), i)
    if governed and row.chunks[governed.start()].low not in ("after", "before", "since", "what"):
        return False
    does = _DOES.match(row.tags, i + 1)
    # "A Series C Extension led by Quay": a name that is led does nothing itself.
    if does is None or does["helps"]:
        return does is not None
    # "… led by Quay", "Quay valued the company": a name that is led, or values another, opens no clause of its own.
    return does["verb"] != "X" and not (does["verb"] in "Lv" and row.tags.startswith("y", does.end()))


def _tells_of_others(row: Row, does: re.Match[str]) -> bool:
    """ "Quay led", "Quay has learned that"; but not "Acme is backed by"."""
    following = row.tags[does.end() : does.end() + 1]
    if (does["aside"] and _LED.match(does["aside"])) or _MEANS_TO.match(row.tags, does.start("verb")):
        return True
    if row.find({"part"}, does.end(), does.end() + 1) >= 0:
        return True  # "Quay took part alongside Harbour"
    return (does["verb"] in _TELLS_OF_OTHERS and following != "y") or (does["verb"] == "x" and following == "r")


def _is_apposed(row: Row, i: int) -> bool:
    """Behind a comma: "valued at", "which is", "its main rival", "an investor in", "fresh off"; no next name of a list."""
    return row.tags[i] in "rp" or row.chunks[i].low in ("valued", "worth", "a", "an", "its", "fresh")


def _ends(row: Row, aside: int, i: int) -> bool:
    """Is the comma at `i` the end of what is said by the way of an object? Of its money more may follow behind it."""
    following = row.tags[i + 1 : i + 2]
    if (
        row.tags[i] in ";."
        or following in ("N", "I", "H", "C", "&", "i")
        or not set(_TELLS_OF_MONEY).intersection(row.tags[aside : min(i, aside + 40)])
    ):
        return True
    return following in ("a", "V", "W", "L", "v", "q", "T", "P", "D", "s") and not row.tags.startswith("y", i + 2)


def in_others(row: Row, names: Collection[str], own: Collection[int] = ()) -> set[int]:
    """The chunks that are told of another than who has these `names`; what is told with the chunks of `own` is not."""
    owners = owners_of(row)
    mine = {owners[i] for i in own}
    return {
        i
        for i, owner in enumerate(owners)
        if owner not in mine and owner not in (NOBODY, i) and not _is_named(row.chunks[owner].text, names)
    }


def _is_named(text: str, names: Collection[str]) -> bool:
    return any(text == name or text.startswith(f"{name} ") or name.startswith(f"{text} ") for name in names)
