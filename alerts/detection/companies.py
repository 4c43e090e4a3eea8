"""Whose claims they are: names that mean one company, and the company that "it" or "the start-up" stands for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from alerts.detection.article import ROUND_UP, Reading, holds_cue, whole_words
from alerts.detection.chunks import OTHERWISE, Row
from alerts.detection.circumstances import EARLIER, OLD, Circumstances, called_untrue, circumstances_of, is_supposed
from alerts.detection.claims import Claim, claims_in, is_other_money
from alerts.detection.clauses import clauses_of
from alerts.detection.lexicon import INSTITUTIONS, LEGAL_FORMS, LEXICON, NEVER_NAMES, STATES, Tag, places
from alerts.detection.mention import InvestorRole, Status
from alerts.detection.money import Money
from alerts.detection.owners import NOBODY, owners_of
from alerts.detection.roles import Recipient, backers_in, subjects_of
from alerts.detection.sentences import Sentence
from alerts.detection.sum_kinds import sums_of
from alerts.detection.triggers import may_trigger

# Rules that a list of rounds is written in.
_PLAIN = frozenset(
    {
        "raises a sum",
        "gains a sum",
        "gets a sum",
        "raises a round",
        "invests in",
        "leads a round in",
        "raised by",
        "list entry",
        "comes with a sum",
    }
)
LOOK_BACK = 5
"""Sentences that are looked through for what "it" and "the start-up" mean."""
MAX_TOPICS = 12
"""Names that are weighed as what the article is about."""
MAX_ROWS = 400
"""Sentences of an article that are searched for claims."""
MAX_SEARCHED = 50_000
"""Characters that these may have together: 400 sentences as prose has them, and not of 800 characters each."""
EARLY = 3
"""Sentences behind the headline that are read for the faintest cue."""
_TOLD_OF = 3
"""How often an article names the company that a person's money is for, if not in its headline; fewer are employers."""
_CROWD = 5
"""Companies with a claim of their own that make an article a list."""
MAX_CLAIMS = 400
"""Of one article."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, told of a company. `index` counts the article's sentences; `resolved`: its own sentence names no company."""

    claim: Claim
    circumstances: Circumstances
    index: int
    name: str
    span: tuple[int, int] | None
    resolved: bool
    by: str = "named in the sentence"
    """How the company was found, for people."""

    @property
    def background(self) -> bool:
        """Is it an earlier round, told again? What a headline claims never is."""
        return bool(self.circumstances.signals & OLD) and not self.claim.row.sentence.headline


@dataclass
class CompanyTold:
    """Everything that an article claims of one company."""

    name: str
    names: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def triggers(self, row: Row) -> list[int]:
        """Where a row claims something of the company."""
        return [one.claim.trigger for one in self.told if one.claim.row is row]


def companies_of(article: Reading) -> list[CompanyTold]:
    """The companies that claims are made of, in the order of their first claim; `article` learns its topic and more."""
    if not _may_tell(article):
        return []
    found = list(
        islice(
            (
                (i, claim)
                for i in _searched(article)
                if _may_trigger(article, article.sentences[i]) and not _is_teaser(article, i)
                for claim in claims_in(article.row(i))
                if not is_other_money(claim) and not is_supposed(claim)
            ),
            MAX_CLAIMS,
        )
    )
    if not found:
        return []
    topic = _topic(article, found)
    article.topic = topic
    article.headline_claims = any(claim.row.sentence.headline and claim.recipient for _, claim in found)
    article.headline_unnamed = any(
        re.search(r"[GC](?!N)", row.tags) and re.search(r"[MRVvXT]", row.tags)
        for row in map(article.row, range(article.headline_sentences))
    ) and not any(
        claim.row.sentence.headline and claim.recipient and claim.row.tags[claim.recipient.index] in "NI"
        for _, claim in found
    )
    article.claimed |= {index for index, _ in found}
    pairs = _other_names(article)
    known_companies = _Found()
    for name, other in pairs:
        known_companies.called(name, other)
    every = [(index, claim, _told(article, index, claim)) for index, claim in found]
    named = [told for _, _, told in every if told is not None]
    # Among many companies, "the round" is the one's that stands beside it, or nobody's.
    crowded = len({told.name for told in named}) >= _CROWD and not (topic and topic in article.title)
    for index, claim, known in every:
        told = known or _resolve(article, index, claim, None if crowded else topic, named)
        if told is not None:
            known_companies.company(told.name).told.append(told)
    companies = [one for one in known_companies.companies if not _only_gives(one, article)]
    article.topic = next(
        (one.name for one in companies if topic and any(same_company(topic, name) for name in one.names)), topic
    )
    for company in companies:
        company.name = _full_name(article, company)
    _add_other_names(article, companies, known_companies, pairs)
    article.clauses = _clauses(companies)
    for company in companies:
        for one in (one for one in company.told if not one.resolved):
            told_in = article.told_in.setdefault(one.index, {})
            told_in[company.name] = told_in.get(company.name, False) or not one.background
    article.companies_claimed = sum(
        any(
            not one.resolved and one.claim.rule in _PLAIN and not one.circumstances.signals & EARLIER
            for one in company.told
        )
        for company in companies
    )
    article.headline_names = any(name in article.title for company in companies for name in company.names)
    return companies


def _may_tell(article: Reading) -> bool:
    """Can any sentence hold a claim? Most articles are done after this; what is very long is not looked at twice."""
    read = 0
    for one in article.in_question(EARLY):
        read += len(one.text)
        if read > MAX_SEARCHED or _may_trigger(article, one):
            return True
    return False


def _may_trigger(article: Reading, sentence: Sentence) -> bool:
    asks = sentence.text[-1] == "?" and not sentence.headline
    return not asks and may_trigger(sentence.text, article.country, headline=sentence.headline)


_NEW_ROUND = re.compile(r"\b(?:the|its|this|their) (?:new|latest|current|fresh|present)\b", re.IGNORECASE)


def tells_of(index: int, company: CompanyTold, article: Reading) -> bool:
    """Can a sentence without a claim, on "the round" and the like, be about this company?

    It goes on about whom the claims just before it name; "the new round", or nothing before it, is the topic's.
    """
    text = article.sentences[index].text
    before = article.told_before(index)
    # "Acme raised $5m, a week after Bolt closed its Series B. Quay led that round": of one of them, and nobody says which.
    either = before is not None and len(before) > 1 and "that round" in text
    if (before is None or company.name in before) and not either:
        return before is not None or company.name == article.topic
    if any(next(whole_words(text, name), None) is not None for name in company.names):
        return True
    return company.name == article.topic and _NEW_ROUND.search(text) is not None


def _only_gives(company: CompanyTold, article: Reading) -> bool:
    """ "A start-up raised $5m. Harbour led the round": is a company that no claim names a backer in the sentences of its claims?"""
    if not all(one.resolved for one in company.told) or any(name in article.title for name in company.names):
        return False
    near = {i for one in company.told for i in range(one.index, min(one.index + 3, len(article.sentences)))}
    return any(
        backer.role is not InvestorRole.EXISTING and same_company(backer.name, company.name)
        for i in sorted(near)[:_LOOKED_AT] for backer in backers_in(article.row(i), attached=i in {one.index for one in company.told})
    )  # fmt: skip


_LOOKED_AT = 12
"""Sentences in which a company that no claim names may show itself a backer."""


def _clauses(companies: Sequence[CompanyTold]) -> dict[Row, dict[str, set[int]]]:
    claims: dict[Row, list[tuple[str, Claim]]] = {}
    for company in companies:
        for one in company.told:
            if not one.resolved:
                claims.setdefault(one.claim.row, []).append((company.name, one.claim))
    return {row: clauses_of(row, told) for row, told in claims.items()}


def _searched(article: Reading) -> Iterator[int]:
    """The sentences that may hold a claim, by their cues; an article made of nothing else is read from its beginning."""
    early = article.headline_sentences + EARLY
    rows = (
        i for i, sentence in enumerate(article.sentences)
        if article.cues.may_claim(sentence.start, sentence.end) or (i < early and holds_cue(sentence.text))
    )  # fmt: skip
    read = 0
    for i in islice(rows, MAX_ROWS):
        yield i
        read += len(article.sentences[i].text)
        if read > MAX_SEARCHED:
            return


_HOURS_AGO = re.compile(r"\d (?:minutes?|hours?|days?|weeks?|mins?|hrs?) ago\W*$")


def _is_teaser(article: Reading, index: int) -> bool:
    """Another story's headline inside the page: a short line of its own, without a full stop, on somebody else."""
    sentence, text = article.sentences[index], article.text
    alone = text[sentence.start - 1 : sentence.start] in ("\n", "") and text[sentence.end : sentence.end + 1] in (
        "\n",
        "",
    )
    if alone and not sentence.headline and _HOURS_AGO.search(sentence.text[-20:]):
        return True
    if (
        sentence.headline
        or not alone
        or len(sentence.text) > 110
        or sentence.text[-1] in '.!?:;"”)'
        or len(article.sentences) < 6
    ):
        return False
    if not article.title or article.is_list or ROUND_UP.search(article.title):
        return False
    row = article.row(index)
    return not any(chunk.tag in (Tag.NAME, Tag.INVESTOR) and chunk.text in article.title for chunk in row.chunks)


def _told(article: Reading, index: int, claim: Claim) -> Told | None:
    """The claim with the company that its own sentence names; None when it names none."""
    row = claim.row
    named = _named(row, claim, article)
    if named is None or _is_place(row, named, claim, article):
        return None
    if claim.recipient and named != claim.recipient.index and row.tags[claim.recipient.index] != "i":
        claim = replace(claim, recipient=Recipient(named, "for whom"))
    circumstances = circumstances_of(claim, sums_of(row).get(claim.at), article.published)
    chunk = row.chunks[named]
    name = chunk.text
    start = row.sentence.start + chunk.start
    return Told(claim, circumstances, index, name, (start, start + len(name)), resolved=False)


def _resolve(article: Reading, index: int, claim: Claim, topic: str | None, named: Sequence[Told]) -> Told | None:
    """The claim with the company that a pronoun, a description or nothing at all stands for."""
    row = claim.row
    if claim.recipient and (
        _is_place(row, claim.recipient.index, claim, article)
        if claim.rule in _PUTS_MONEY
        else _is_governed(row, claim.recipient.index)
    ):
        return None
    circumstances = circumstances_of(claim, sums_of(row).get(claim.at), article.published)
    if claim.recipient is None and circumstances.status is Status.DENIED and not called_untrue(claim):
        return None  # a plan that "would not require raising capital" denies nobody's round
    # Where another sentence names who gets the very sum, that is who.
    same = next(
        (one.name for one in named if one.claim.money and claim.money and _same_sum(one.claim.money, claim.money)), None
    )
    if same is not None:
        name: str | None = same
        by = "another sentence names who gets this sum"
    elif claim.rule == "in somebody described":
        name, by = _named_later(article, index, topic), "described first, named later"
    elif claim.recipient is not None and row.chunks[claim.recipient.index].tag is Tag.PERSON:
        owned = _THEIR_COMPANY.search(article.text)
        known = topic if topic and (topic in article.title or article.occurrences(topic) >= _TOLD_OF) else None
        name, by = (
            (owned[1], "a person's company, by name") if owned else (known, "a person's company: the article's topic")
        )
    else:
        name, by = _just_told(index, claim, named), "the sentence before tells its round"
        if name is None:
            name, by = _referent(article, index, claim, topic, {one.name for one in named}), "looked back"
    if name and any(same_company(name, giver) for giver in _givers(row, claim)):
        return None  # "a start-up has raised $5m from Harbour Ventures": who gives the sum does not get it
    # "Bolt, fresh off a $9m Series B, has invested in Acme's round": another's round is not the topic's.
    bare = claim.recipient is None and same is None and not row.tags.startswith("n", claim.end)
    owner = owners_of(row)[claim.trigger] if bare else NOBODY
    if name and owner != NOBODY and row.tags[owner] == "N" and not same_company(name, row.chunks[owner].text):
        return None
    return Told(claim, circumstances, index, name, None, resolved=True, by=by) if name else None


def _givers(row: Row, claim: Claim) -> Iterator[str]:
    """Who gives the sum of a claim: behind "from", "by" or "with", or the subject of a verb of investing."""
    for one in backers_in(row, attached=True):
        if any(tag in row.tags[max(0, one.index - 6) : one.index] for tag in (Tag.FROM, Tag.BY, Tag.WITH)):
            yield one.name
    for match in _TALKED_WITH.finditer(row.tags):
        yield from (row.chunks[i].text for i in range(match.start("who"), match.end("who")) if row.tags[i] in "NI")
    if row.tags[claim.trigger] in (Tag.INVESTS, Tag.LEADS) and claim.recipient and claim.recipient.how == "object":
        subjects = subjects_of(row, claim.trigger)
        yield from (row.chunks[one.index].text for one in subjects if one)


# "In talks with Harbour and the fund Quay to raise": nor do they.
_TALKED_WITH = re.compile(r"T[xn]{0,2}w(?P<who>[NIHdAxGpRF&,]{1,12})")


def _named_later(article: Reading, index: int, topic: str | None) -> str | None:
    """Who was only described: the topic, if the sentence does not name it, else the first subject behind it."""
    beside = {chunk.text for chunk in article.row(index).chunks if chunk.tag in (Tag.NAME, Tag.INVESTOR)}
    if topic and not any(same_company(topic, name) or topic in name for name in beside):
        return topic
    for i in range(index + 1, min(index + 1 + LOOK_BACK, len(article.sentences))):
        for chunk in article.row(i).chunks:
            known = chunk.tag is Tag.NAME and article.occurrences(chunk.text) > 1
            if known and not any(same_company(chunk.text, name) or chunk.text in name for name in beside):
                return chunk.text
    return None


def _just_told(index: int, claim: Claim, named: Sequence[Told]) -> str | None:
    """The company whose round the sentence before tells: "Bolt raised $7m. Harbour Ventures led the round"."""
    if claim.recipient is not None and claim.recipient.how != "object" and claim.row.tags[claim.recipient.index] != "i":
        return None
    before = [one for one in named if one.index == index - 1 and not one.circumstances.signals & OLD]
    return before[-1].name if len({one.name for one in before}) == 1 else None


def _same_sum(one: Money, other: Money) -> bool:
    return one.currency == other.currency and one.size > 0 and abs(one.size - other.size) <= 0.01 * one.size


def _named(row: Row, claim: Claim, article: Reading) -> int | None:
    """The chunk that names the recipient in the claim's own sentence."""
    if claim.recipient is None:
        return _for_whom(row, claim, None, article)
    index = claim.recipient.index
    tag = row.chunks[index].tag
    calls = _CALLS_IT.match(row.tags, index) if tag is Tag.COMPANY else None
    if calls and row.chunks[index + 2].low in _CALLED:
        return calls.start("s")
    if tag in (Tag.NAME, Tag.INVESTOR):
        for_whom = _for_whom(row, claim, index, article)
        return for_whom if for_whom is not None else index
    if tag in (Tag.PERSON, Tag.SHE):
        return _for_whom(row, claim, index, article)
    if tag is Tag.IT:
        if row.chunks[index].low != "it":
            return None
        # "Acme said it has raised": the subject of the saying, the nearest first.
        said = _SAYS_IT.search(row.tags[:index])
        if said:
            return said.start("s")
        # "Bolt was valued at $9m when it raised": the subject of its own clause.
        owner = owners_of(row)[index]
        if owner != NOBODY and row.tags[owner] == "N":
            return owner
        before = _SUBJECT.match(row.tags[:index]) or re.search(r"(?P<s>[NI])[^.;NIi]{0,12}$", row.tags[:index])
        return before.start("s") if before and re.search(r"[sPDTW]", row.tags[before.start("s") : index]) else None
    return None


_SAYS_IT = re.compile(r"(?:^|[,&;\"-])[dAxGz]{0,3}(?P<s>N)[az]{0,2}s[xz]{0,2}$")
# "The company, registered as Bolt Labs, is in talks".
_CALLS_IT = re.compile(r"C,[xVa][xa]{0,2}(?P<s>N)")
_CALLED = frozenset("registered called named known incorporated dubbed".split())
_AT = re.compile(r"\b(?:in|near|at|from|outside|around|to|across|of)$")


_BEFORE_COMMA = re.compile(r", ([A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?)(?!\w)")


def _is_place(row: Row, index: int, claim: Claim, article: Reading) -> bool:
    """Is a name behind "in" a town's: does it never stand without "in", "near" or "from" in front?

    A sum that is "invested in Acme" is as often told twice of a company; only what is known as a place is one.
    """
    if claim.rule in _PUTS_MONEY and claim.at >= 0 and not _is_governed(row, index):
        return row.chunks[index].low in places() or _is_in_a_country(row, index)
    return _is_governed(row, index) or (index > 0 and row.tags[index - 1] == "n" and _is_town(row, index, article))


def _is_governed(row: Row, index: int) -> bool:
    """ "The city of Leeds": a place, and nobody's company."""
    start = row.chunks[index].start
    return _OF_A_PLACE.search(row.sentence.text, max(0, start - 24), start) is not None


_OF_A_PLACE = re.compile(
    r"\b(?:city|cities|town|state|county|municipality|province|village|borough|kingdom|republic|government|region|district) of $",
    re.IGNORECASE,
)


_PUTS_MONEY = frozenset({"invests in", "leads a round in", "pays for a share"})


def _is_in_a_country(row: Row, index: int) -> bool:
    """ "Marysville, Ohio"."""
    within = _BEFORE_COMMA.match(row.sentence.text, row.chunks[index].end)
    return within is not None and (within[1].lower() in places() or within[1].lower().strip(".") in STATES)


def _is_town(row: Row, index: int, article: Reading) -> bool:
    name = row.chunks[index].text
    if _is_in_a_country(row, index):
        return True
    if " " in name or article.occurrences(name) < 2:
        return False
    stands = islice(whole_words(article.text, name), 20)
    return all(
        _AT.search(article.text, max(0, at - 9), at - 1) or article.text.startswith(("-based", ","), at + len(name))
        for at in stands
    )


_MAY_BE_FOR_ANOTHER = frozenset({"raises a sum", "raises a round", "bracketed raise", "raised by"})
# Directly behind, else a few words on.
_FOR = re.compile(r"(?:[^.;,NI]{0,6}(?:m[dAxNI&]{1,10})?)??f(?P<np>[dAxpGza,'-]{0,7}(?P<s>N))")


def _for_whom(row: Row, claim: Claim, subject: int | None, article: Reading) -> int | None:
    """ "The bank is to raise $1bn for Acme", "he raised $5m for his start-up Acme": the money is for somebody else."""
    match = _FOR.match(row.tags, max(claim.end, claim.at + 1))
    if match is None or claim.rule not in _MAY_BE_FOR_ANOTHER:
        return None
    described = (
        any(tag in "GC" for tag in match["np"])
        or row.find({"called", "named", "startup", "start-up"}, match.start("np"), match.end()) >= 0
    )
    person = subject is not None and row.chunks[subject].tag in (Tag.PERSON, Tag.SHE, Tag.INVESTOR)
    whom = row.chunks[match.start("s")].text
    direct = (
        row.tags[match.start("np") : match.start("s")] == "" and article.occurrences(whom) > 2 and whom in article.title
    )
    return match.start("s") if described or person or direct else None


_SUBJECT = re.compile(r"^[dAxGpza',\"n-]{0,8}?(?P<s>N)(?!')")


# "His company, Bolt, makes …"; "her start-up Bolt".
_THEIR_COMPANY = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:new |latest |own |young |two-year-old )?(?:company|start-?up|firm|venture|business|outfit|studio|lab),? (?:called |named )?"
    r"([A-Z][\w.-]{1,25}(?: [A-Z][\w.-]{1,25}){0,2})"
)
_SUB_HEADING = re.compile(r"x?N[.:]?")


# "Bolt Eyes Unicorn Tag: The start-up is looking to raise …".
_RUN_IN_HEADING = re.compile(r"[dAx\"']{0,2}(?P<s>N)[^:.,;]{0,9}:")
# "Jo Doe, the founder of Bolt, said the start-up …", "Bolt's chief Jo Doe said it …".
_SPEAKS_FOR = re.compile(r"(?:p[dxAp&]{0,3}(?:o|n)d?(?P<s>N)|(?P<t>N)'?p{1,2}H?)[^.;NI]{0,3}s[^.;NI]{0,4}$")


def _referent(article: Reading, index: int, claim: Claim, topic: str | None, told_of: set[str]) -> str | None:
    """The company that a pronoun, a description or a bare "the round" stands for."""
    limit = claim.recipient.index if claim.recipient else claim.trigger
    heading = _RUN_IN_HEADING.match(claim.row.tags[:limit])
    if heading:
        return claim.row.chunks[heading.start("s")].text
    own = _SPEAKS_FOR.search(claim.row.tags[:limit])
    if own:
        return claim.row.chunks[own.start(own.lastgroup or 0)].text
    for back in range(LOOK_BACK + 1):
        i = index - back
        if i < 0:
            break
        row = article.row(i)
        stop = limit if back == 0 else len(row.chunks)
        backers = {backer.index for backer in backers_in(row, attached=True)} if back == 0 else set()
        names = [
            chunk.text
            for position, chunk in enumerate(row.chunks[:stop])
            if chunk.tag is Tag.NAME and position not in backers
        ]
        if back == 0 and claim.recipient is None:
            own_subject = _SUBJECT.match(row.tags[:stop])
            name = row.chunks[own_subject.start("s")].text if own_subject else ""
            if name in names and name in article.title:
                return name
        if topic and any(same_company(topic, name) for name in names):
            return topic
        if back and _SUB_HEADING.fullmatch(row.tags) and not row.sentence.headline:
            return row.chunks[row.tags.index("N")].text  # a sub-heading
        match = _SUBJECT.search(row.tags[:stop])
        subject = row.chunks[match.start("s")].text if match and back else None
        if (
            subject
            and (subject in told_of or not topic or article.occurrences(subject) > 2)
            and article.vocabulary.inside[subject.split()[0]] > 1
            and subject not in article.vocabulary.people
        ):
            return subject
    return topic


def _topic(article: Reading, found: list[tuple[int, Claim]]) -> str | None:
    """The company that the article is about: named in the headline and often, and most claimed of."""
    weights = _weighed(article, found)
    merged: Counter[str] = Counter()
    for name, weight in weights.most_common(MAX_TOPICS):
        merged[name] = (
            weight
            + min(8, article.occurrences(name))
            + sum(w for other, w in weights.items() if other != name and same_company(other, name))
        )
    if not merged:
        return None
    best, _ = max(merged.items(), key=lambda one: (one[1], len(one[0])))
    longer = [name for name in merged if same_company(name, best) and " " in name]
    return max(longer, key=lambda name: (article.occurrences(name), len(name))) if longer else best


def _weighed(article: Reading, found: list[tuple[int, Claim]]) -> Counter[str]:
    """What speaks for each name that the beginning, the claims and the whole text hold; no town, no former employer."""
    weights: Counter[str] = Counter()
    employers: set[str] = set()
    for index, claim in found:
        at = claim.recipient.index if claim.recipient else -1
        if at >= 0 and claim.row.chunks[at].tag is Tag.NAME and not _stands_for_town(claim.row, at, article):
            weights[claim.row.chunks[at].text] += 6 if index < article.headline_sentences else 4 if index < 4 else 2
    for i in range(min(len(article.sentences), article.headline_sentences + 4)):
        row = article.row(i)
        for position, chunk in enumerate(row.chunks):
            if chunk.tag is not Tag.NAME or _stands_for_town(row, position, article):
                continue
            if _FORMERLY.search(row.sentence.text, max(0, chunk.start - 24), chunk.start):
                employers.add(chunk.text)
                continue
            if _TOLD_TO.search(row.sentence.text, max(0, chunk.start - 24), chunk.start):
                continue
            # "Acme founder backs …" is about somebody else's company as often as about Acme.
            weights[chunk.text] += 1 if i >= article.headline_sentences or row.tags.startswith("p", position + 1) else 3
            if position and row.tags[position - 1] == "G":
                weights[chunk.text] += 2
    for index, _ in found[:8]:
        for backer in backers_in(article.row(index), attached=True):
            weights[backer.name] -= 4
    for word, count in article.vocabulary.inside.most_common(6):
        if count > 2 and _may_be_company(word, article):
            weights[word] += 1
    for name in employers:
        weights.pop(name, None)
    return weights


def _may_be_company(word: str, article: Reading) -> bool:
    low = word.lower()
    return word not in article.vocabulary.people | article.vocabulary.investors and not (
        low in places() or low in NEVER_NAMES or low in LEXICON or low in LEGAL_FORMS or low in INSTITUTIONS
    )


def _stands_for_town(row: Row, index: int, article: Reading) -> bool:
    return index > 0 and row.tags[index - 1] == "n" and _is_town(row, index, article)


# "Told The Ledger": the paper is what no article of its own is about.
_TOLD_TO = re.compile(r"\b(?:told|tells|telling|spoke (?:to|with)|speaking (?:to|with)|interview with) (?:[Tt]he )?$")
_FORMERLY = re.compile(
    r"\b(?:[Ff]ormer(?:ly)?|[Ee]x-?|previously|one-time|onetime|alum(?:nus|ni|na)?)(?: \w+){0,2}[ -]$"
)
_NAME = r"[A-Z0-9\u4e00-\u9fff][\w.&’'-]{0,30}\+{0,2}(?: [A-Z0-9][\w.&’'-]{0,30}\+{0,2}){0,3}"
_KNOWN_AS = re.compile(rf"\b(?P<how>{OTHERWISE}) [\"“‘']?(?P<other>{_NAME})")
# "Formerly Acme's chief" tells of a person.
_ENDS_NAME = re.compile(r"[\"”’']?(?:[,.;)]|$| (?:and|has|had|is|was|said|raised|raises)\b)")
_LAST_NAME = re.compile(rf"({_NAME})(?: \([^)]{{0,40}}\))?(?:,? | ?\()(?:which |that |is |was |has been ){{0,2}}$")
_BRACKETED = re.compile(r" \(([A-Z\u4e00-\u9fff][\w+.-]{1,25})\)")
MAX_OTHER_NAMES = 100
"""Of one article."""


def _other_names(article: Reading) -> list[tuple[str, str]]:
    """The other names that the article gives, each with the name before it: "Megvii, also known as Face++".

    Where no name stands before it, it is the topic's: "the company, also known as Face++"; that name is empty here.
    """
    found: dict[tuple[str, str], None] = {}
    for match in islice(_KNOWN_AS.finditer(article.text), MAX_OTHER_NAMES):
        before = _LAST_NAME.search(article.text[max(0, match.start() - 90) : match.start()])
        name = before[1] if before else ""
        other = match["other"].rstrip(".,'’")
        how = match["how"].split()
        sure = how[-1] in ("as", "called", "from") or _ENDS_NAME.match(article.text, match.start("other") + len(other))
        told = sure if name else len(how) > 1 and how[-2:] == ["known", "as"] and how[0] != "known"
        if told and name not in article.vocabulary.people and not other.endswith(("'s", "’s")):
            found[name, other] = None
    return list(found)


def _add_other_names(
    article: Reading, companies: list[CompanyTold], known: "_Found", pairs: Sequence[tuple[str, str]]
) -> None:
    """Every company told of has its other names, and those that stand behind it in brackets: "Megvii (Face++)"."""
    for name, other in pairs:
        at = known.find(name or article.topic or "")
        at = known.find(other) if at < 0 and name else at
        if at >= 0:
            named = known.companies[at]
            named.names.update({name or named.name, other})
    for company in companies:
        bracketed = _bracketed_behind(article.text, company.name)
        if bracketed:
            company.names.add(bracketed)


def _bracketed_behind(text: str, name: str) -> str | None:
    """The first other name that stands in brackets behind a name."""
    at = text.find(f"{name} (")
    while at >= 0:
        match = _BRACKETED.match(text, at + len(name))
        if match:
            return match[1]
        at = text.find(f"{name} (", at + 1)
    return None


_WORDS_BEFORE = re.compile(r"(?:(?<![\w-])[A-Z][a-z]{1,20} ){0,3}$")


def _full_name(article: Reading, company: CompanyTold) -> str:
    """The name as it is first written out: "Harbor" of a headline is the body's "Harbor Peat"."""
    body = article.text[len(article.title) :]
    stands = islice(whole_words(body, company.name), 40)
    before = Counter(match[0] for at in stands if (match := _WORDS_BEFORE.search(body, max(0, at - 60), at)))
    prefix, count = before.most_common(1)[0] if before else ("", 0)
    if prefix and count > 1 and count > 0.6 * before.total() and prefix.split()[0].lower() not in NEVER_NAMES:
        return prefix + company.name
    longer = [name for name in company.names if name.startswith(f"{company.name} ") and len(name.split()) < 5]
    at = body.find(company.name)
    return next((name for name in sorted(longer, key=len) if at >= 0 and body.startswith(name, at)), company.name)


@dataclass
class _Found:
    """The companies found so far, by marks that two names of one company share."""

    companies: list[CompanyTold] = field(default_factory=list)
    by_mark: dict[str, list[int]] = field(default_factory=dict)

    other_names: dict[str, set[str]] = field(default_factory=dict)
    """What the article says is one company's, both ways."""

    def called(self, name: str, other: str) -> None:
        """Have two names mean one company."""
        if name:
            self.other_names.setdefault(name, set()).add(other)
            self.other_names.setdefault(other, set()).add(name)

    def find(self, name: str) -> int:
        """The index of the first company that the name may be of; -1 for none."""
        likely = sorted({i for mark in _marks(name) for i in self.by_mark.get(mark, ())})
        return next((i for i in likely if any(same_company(known, name) for known in self.companies[i].names)), -1)

    def company(self, name: str) -> CompanyTold:
        """The first company that the name, or another name of it, may be of, else a new one."""
        marks = _marks(name)
        at = self.find(name)
        if at < 0:
            at = max((self.find(other) for other in sorted(self.other_names.get(name, ()))), default=-1)
        if at < 0:
            at = len(self.companies)
            self.companies.append(CompanyTold(name))
        if name not in self.companies[at].names:
            self.companies[at].names.add(name)
            for mark in marks:
                self.by_mark.setdefault(mark, []).append(at)
        return self.companies[at]


def _marks(name: str) -> set[str]:
    """What `same_company` goes by: the first word, or that one is the other's initials, or a slip of the pen."""
    key = _key(name)
    return {f"~{key[:3]}{len(key)}", re.split(r"[ .]", key, maxsplit=1)[0], f"={name}", f"={_initials(name)}"} - {"="}


def same_company(one: str, other: str) -> bool:
    a, b = _key(one), _key(other)
    if a == b:
        return True
    if a[:1] != b[:1]:
        return False
    if _initials(one) == other or _initials(other) == one:
        return True
    if len(a) == len(b) > 6 and a[:3] == b[:3] and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return True  # a slip of the pen
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return len(short) > 2 and (long.startswith(f"{short} ") or long.startswith(f"{short}."))


@lru_cache(maxsize=10_000)
def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    return re.sub(r"['’]s$", "", name.lower()).replace("’", "'").replace(".ai", " ai").strip(" .")
