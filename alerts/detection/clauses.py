"""Whose clause of a sentence is whose: the chunks that tell of one company's round, and not of the next one's."""

import re
from collections.abc import Sequence

from alerts.detection.chunks import Row
from alerts.detection.claims import Claim
from alerts.detection.lexicon import CONTRASTS

# Where a clause of its own may begin: behind a semicolon, a comma, an "and" or a "while".
_JOINT = re.compile(r"[;,&.]")


def clauses_of(row: Row, claims: Sequence[tuple[str, Claim]]) -> dict[str, set[int]]:
    """The chunks that tell of each company that a sentence claims something of.

    Parameters
    ----------
    row
        The sentence.
    claims
        What it claims, and of which company. Companies that share a verb ("Acme, Bolt and Crane raised") share its
        clause; every other chunk is one company's.

    Returns
    -------
    dict
        Indexes of chunks by company.
    """
    starts: list[tuple[int, int, set[str]]] = []  # where, the verb, whose
    behind = 0
    for whose, claim in sorted(claims, key=lambda one: one[1].trigger):
        recipient = claim.recipient.index if claim.recipient else -1
        if starts and (starts[-1][1] == claim.trigger or starts[-1][2] == {whose}):
            starts[-1][2].add(whose)
        else:
            starts.append((_start(row, claim, behind), claim.trigger, {whose}))
        behind = max(behind, claim.trigger + 1, claim.at + 1, recipient + 1)
    owned: dict[str, set[int]] = {whose: set() for whose, _ in claims}
    for n, (start, trigger, owners) in enumerate(starts):
        stop = starts[n + 1][0] if n + 1 < len(starts) else len(row.tags)
        sharing = [(whose, claim) for whose, claim in claims if claim.trigger == trigger]
        if len({claim.at for _, claim in sharing}) == len(sharing) > 1:
            _distribute(row, sharing, stop, owned)
            continue
        for whose in owners:
            owned[whose].update(range(start if n else 0, stop))
    return owned


def _distribute(row: Row, sharing: Sequence[tuple[str, Claim]], stop: int, owned: dict[str, set[int]]) -> None:
    """ "Acme and Bolt raised $5m and $9m from Harbour and Quay": one verb, and to each its sum and its backer, if as many."""
    ordered = sorted(sharing, key=lambda one: one[1].at)
    names = [i for i in range(ordered[-1][1].at + 1, stop) if row.tags[i] in "NI"]
    series = [i for i in range(ordered[0][1].trigger, ordered[0][1].at) if row.tags[i] == "S"]
    for n, (whose, claim) in enumerate(ordered):
        owned[whose].add(claim.at)
        if len(names) == len(ordered):
            owned[whose].add(names[n])
        if len(series) == len(ordered):
            owned[whose].add(series[n])


def _start(row: Row, claim: Claim, behind: int) -> int:
    """Where the clause of a claim begins, at `behind` or later."""
    first, has_subject = claim.trigger, False
    if claim.recipient is not None and behind <= claim.recipient.index < claim.trigger:
        first, has_subject = claim.recipient.index, True
        # "Acme raised $5m from Harbour, which raised a fund": the name in front is in the other clause too.
        if claim.recipient.how == "relative":
            return first + 1
    for i in range(first - 1, behind - 1, -1):
        # "… in Acme and Harbour and Bolt Ventures led": the list of a verb's subjects stays together.
        listed = not has_subject and i > behind and row.tags[i - 1] in "NI" and row.tags[i + 1] in "NI"
        if row.chunks[i].low in CONTRASTS or (_JOINT.match(row.tags, i) and not listed):
            return i + 1
    return max(behind, first if has_subject else behind)
