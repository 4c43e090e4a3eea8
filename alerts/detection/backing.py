"""Who backs a round: the names in an investor's role, out of the rows that tell of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from alerts.detection.article import Reading
from alerts.detection.chunks import Row
from alerts.detection.companies import CompanyTold, Told, tells_of
from alerts.detection.mention import UNCONFIRMED, Investor, InvestorRole, Kind, Span, Status
from alerts.detection.owners import in_others
from alerts.detection.roles import Backer, backers_in, exits_in, led_earlier, names_old_backers

MAX_ROWS = 60
"""Sentences that are read for who was in already."""

# "The money came from X and Y": the round's own investors, though the sentence claims nothing anew.
_CAME_FROM = re.compile(
    r"(?:The|This) (?:[^\s.;,]{1,12} ){0,2}(?:round|tranche|money|investment|funding|capital|financing|cash|raise|funds) (?:(?:comes?|came) (?:[^\s.;,]{1,12} ){0,2}?from|(?:is|was) (?:also )?backed by)\b"
)
_LEADING = (InvestorRole.LEAD, InvestorRole.CO_LEAD)
_FOLLOWING = (InvestorRole.PARTICIPANT, InvestorRole.EXISTING)


def investors_of(
    company: CompanyTold,
    told: Sequence[Told],
    paid: Told | None,
    about: Sequence[Row],
    article: Reading,
    status: Status,
    label: str | None,
) -> Iterator[tuple[Investor, Span]]:
    """The backers, each with the characters that name it. `paid`: the claim of its sum; `label`: the round's name."""
    claimed = {id(one.claim.row) for one in told}
    cells = [backer for one in told if one.claim.rule == "list entry" for backer in _cells(one)]
    if cells:
        yield from cells
        return
    roles: dict[str, tuple[Investor, Span]] = {}
    own = {name.lower() for name in company.names}
    in_headline: set[str] = set()
    lent = _lent_beside(told, paid)
    for row in (row for row in about if id(row) not in lent):
        attached = id(row) in claimed or _CAME_FROM.match(row.sentence.text) is not None
        for backer in _of_its_own(backers_in(row, attached=attached), row, company, article):
            low = _known_as(backer.name.lower(), roles)
            short = next((name for name in in_headline if low.startswith(f"{name} ") and name in roles), None)
            if short and not row.sentence.headline:
                roles = {low if name == short else name: one for name, one in roles.items()}
                roles[low] = Investor(backer.name, roles[low][0].role), row.in_text(backer.span)
            known = roles.get(low)
            role = backer.role
            if row.sentence.headline:
                in_headline.add(low)
            if role in _LEADING and led_earlier(row, backer, label):
                # Who led before may be in again, or is merely told of.
                role = InvestorRole.EXISTING
            again = known is not None and known[0].role is InvestorRole.EXISTING and role is InvestorRole.PARTICIPANT
            if known is None or again or (known[0].role in _FOLLOWING and role in _LEADING):
                investor = Investor(known[0].name if known else backer.name, role)
                roles[low] = investor, known[1] if known else row.in_text(backer.span)
    for row in about:
        for backer in exits_in(row, company.names):
            low = backer.name.lower()
            if low not in own:
                roles[low] = Investor(backer.name, backer.role), row.in_text(backer.span)
    # Who was in already is told anywhere in an article on the company.
    for row in islice(_holders(company, article), MAX_ROWS) if company.name == article.topic else ():
        for backer in _of_its_own(backers_in(row, attached=False), row, company, article):
            if backer.role is InvestorRole.EXISTING:
                low = _known_as(backer.name.lower(), roles)
                roles.setdefault(low, (Investor(backer.name, backer.role), row.in_text(backer.span)))
    for investor, span in roles.values():
        unsure = status in UNCONFIRMED and investor.role is InvestorRole.PARTICIPANT
        yield (Investor(investor.name, InvestorRole.RUMOURED) if unsure else investor), span


def _known_as(low: str, roles: Collection[str]) -> str:
    """ "Holmen" of a later sentence is the "Holmen Invest" of an earlier one."""
    return next((name for name in roles if name.startswith(f"{low} ")), low)


def _of_its_own(backers: Sequence[Backer], row: Row, company: CompanyTold, article: Reading) -> list[Backer]:
    """Those in the company's own clause that are not itself; one lead that is left of several is no co-lead."""
    clause = article.clauses.get(row, {}).get(company.name)
    others = in_others(row, company.names, company.triggers(row))
    names = [f"{name.lower()} " for name in company.names]
    own = [
        backer
        for backer, low in ((one, f"{one.name.lower()} ") for one in backers)
        if (clause is None or backer.index in clause)
        and backer.index not in others
        and not any(name.startswith(low) or low.startswith(name) for name in names)
    ]
    leads = sum(backer.role in _LEADING for backer in own)
    if leads == 1 and sum(backer.role in _LEADING for backer in backers) > 1:
        return [replace(one, role=InvestorRole.LEAD) if one.role in _LEADING else one for one in own]
    return own


_BESIDE = re.compile(r"\b(?:also|another|in addition|additional|additionally|separately)\b", re.IGNORECASE)


def _lent_beside(told: Sequence[Told], paid: Told | None) -> Collection[int]:
    """The rows of a loan beside the round: "it also secured $300m in debt led by Harbour Bank", who leads no round.

    A loan that is less than the round may be a part of it.
    """
    if paid is None or paid.claim.money is None or paid.circumstances.kind is not Kind.EQUITY:
        return ()
    size = paid.claim.money.size
    loans = [one.claim for one in told if one.circumstances.kind is Kind.DEBT and one.claim.row is not paid.claim.row]
    return {
        id(claim.row)
        for claim in loans
        if claim.money and claim.money.size > size and _BESIDE.search(claim.row.sentence.text)
    }


def _holders(company: CompanyTold, article: Reading) -> Iterator[Row]:
    """The rows that name holders, but for those that claim another company's round."""
    for i, sentence in enumerate(article.sentences):
        if (
            i not in article.claimed
            and article.cues.stand_in(sentence.start, sentence.end)
            and names_old_backers(sentence.text)
            and tells_of(i, company, article)
        ):
            yield article.row(i)


def _cells(one: Told) -> Iterator[tuple[Investor, Span]]:
    """The investors of a list entry: every name behind the sum, the first marked "(lead)" or named again at the end."""
    row = one.claim.row
    names = [i for i in range(one.claim.at + 1, len(row.tags)) if row.tags[i] in "NI"]
    for i in names:
        lead = row.tags.startswith("(L", i + 1) or (i and row.tags[max(0, i - 2) : i] == "Ly")
        role = InvestorRole.LEAD if lead else InvestorRole.PARTICIPANT
        yield Investor(row.chunks[i].text, role), row.in_text((row.chunks[i].start, row.chunks[i].end))
