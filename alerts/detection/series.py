"""The round's name as written, and its place in the common list: "Series B-2" is b, "pre-Series A" is pre_a."""

import re

from alerts.detection.mention import Series

# A letter is one of ASCII: without case, "i" is "İ" and "ı" as well, which name no round.
SERIES = re.compile(
    r"\b(?P<pre>pre)[- ]?series[- ](?P<preletter>[a-c])\d?\b|\bseries[- ](?a:(?P<letter>[a-k]))(?:[-+]?\d{1,2}(?!\d)|\+{1,2})?(?![a-z])(?! (?:warrant|common|note))"
    r"|\b(?P<preseed>pre-?seed)\b|\b(?P<seed>seed)(?=[- ](?:round|funding|fund(?:s)?\b|financing|investment|stage|capital|extension|money|deal|raise|fundraise|equity)|\b(?: led|,|\.| from|$| (?:and|to|in|with|for)\b))"
    r"|\b(?P<preipo>pre-IPO)(?= (?:round|funding|financing|investment|raise|placement))|\b(?P<bridge>bridge)(?= (?:round|funding|financing|loan))|\b(?P<angel>angel)(?= (?:round|funding|investment|financing))"
    r"|\b(?P<growth>growth(?= (?:round|funding|equity round|financing|investment|capital))|(?-i:growth)(?= equity\b(?! (?:firm|fund|investor|partner|house|group|giant)s?\b)))|\b(?P<strategic>strategic)(?= (?:round|funding|investment))"
    r"|\b(?P<extension>extension)(?= (?:round))|\b(?P<prealetter>pre)-(?P<prea>[A-C])\b(?= (?:round|funding|financing))|\b(?a:(?P<round>[A-K]))(?:[-+]?\d|\+{1,2})?[- ]round\b",
    re.IGNORECASE,
)
_NAMED = {"preseed": Series.PRE_SEED, "preipo": Series.PRE_IPO}


def series_of(match: re.Match[str]) -> Series | None:
    """The series that a match of SERIES names; None for "a round"."""
    found = {name: value.lower() for name, value in match.groupdict().items() if value}
    letter = found.get("preletter") or found.get("prea")
    if letter:
        return Series(f"pre_{letter}")
    if "round" in found:
        return Series(found["round"]) if match["round"].isupper() and match["round"] != "A" else None
    if "letter" in found:
        return Series(found["letter"])
    name = next(iter(found))
    return _NAMED.get(name) or Series(name)
