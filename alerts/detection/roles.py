"""Who stands in which role to a trigger: who receives, who leads, who takes part."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from alerts.detection.chunks import Row, once_a_row
from alerts.detection.lexicon import CONTRASTS, places
from alerts.detection.mention import InvestorRole, Span
from alerts.detection.rules import EXITS


@dataclass(frozen=True, slots=True)
class Recipient:
    """The chunk that names the recipient, and by which construction it was found."""

    index: int
    how: str


# What may stand between a subject and its verb.
_WITH_LIST = r"(?:w[NIHdGxA,&p']{1,14}?)?"
_CHAIN = rf"(?:a|t|z|n[dAxa]{{0,2}}(?=$)|n[dAxaP]{{1,3}}(?:o[dAx]{{0,2}}[xT])?(?=t)|n(?=z)|n?[dxAa]{{0,2}}T{_WITH_LIST}|d(?=[zP])|D|P|W(?=t|T|a*P)|s[rz]?|f(?=z)|q(?=t)|x[xp]?(?=t)|v(?=t)|'|G(?=[at]))*"
# "Acme CEO: no need to raise more capital".
_SPEAKS = re.compile(rf"^[dAxG]{{0,3}}(?P<s>[NI])'?p{{0,2}}:(?P<chain>{_CHAIN})$")
_LET_SOMEBODY = re.compile(r"^[^.;NIC]{0,4}Gr[^,]*$")
_DIRECT = re.compile(rf"(?P<s>[NICiH])(?P<chain>{_CHAIN})$")
_PRONOUN = re.compile(rf"(?P<s>[ih])(?P<chain>{_CHAIN})$")
_AND_THEN = re.compile(rf"(?:&|,&|,)(?P<chain>{_CHAIN})$")
_RELATIVE = re.compile(rf"(?P<s>[NIC])(?P<gap>,?[dAxGoaz&nf'-]{{0,12}}?,?)r(?P<chain>{_CHAIN})$")
_APPOSITIVE = re.compile(
    rf"(?P<s>[NICH])(?:(?P<app>,[dAraGxpznX\"f-](?:[^.;\"]{{1,42}}?)?,)|\((?:[^)]{{1,20}})\)|-[^-]{{1,30}}-)(?P<chain>{_CHAIN})$"
)
_APPOSED = re.compile(rf"[GxC],(?:[dAxG]{{1,4}}(?=N,))?(?P<s>N)(?:,|\(.{{1,8}}\),?)(?P<chain>{_CHAIN})$")
_MAIN = re.compile(r"(?:^|[,.:\"-])(?:[dAxGpza'-]{0,8}?)(?P<s>[NICi])")
_MAX_BACK = 60


def subject_of(row: Row, verb: int) -> Recipient | None:
    """The subject of the verb at `verb`: directly before it, across an appositive, a relative clause or an "and"."""
    start = max(0, verb - _MAX_BACK)
    before = row.tags[start:verb]
    for how, pattern in (
        ("relative", _RELATIVE),
        ("apposed", _APPOSED),
        ("apposition", _APPOSITIVE),
        ("subject", _DIRECT),
        ("pronoun", _PRONOUN),
        ("speaker", _SPEAKS),
    ):
        match = pattern.search(before)
        if match:
            index = start + match.start("s")
            if how == "relative":
                index = _antecedent(row, index)
            # "A start-up that lets you short Acme just raised": the start-up, not what stands in its relative clause.
            if how == "subject" and _LET_SOMEBODY.match(before[: match.start("s")]):
                return None
            # "The allotment of shares to Quay to raise $5m": who stands behind the "to" raises nothing.
            # "In talks with Quay and the fund Harbour to raise $5m": nor does who is talked with.
            if how == "subject" and match["chain"].startswith("t") and _TALKED_WITH.search(row.tags, start, index):
                continue
            if how == "apposition":
                # "… from Quay, a day after its rival Acme, valued at $1bn, raised": no apposition reaches over "after".
                nearer = next((i for i in range(verb - 1, index, -1) if row.chunks[i].low in CONTRASTS), None)
                inner = _APPOSITIVE.search(row.tags, nearer + 1, verb) if nearer is not None else None
                index = inner.start("s") if inner else index
            return Recipient(index, how)
    noun = re.search(rf"(?P<d>[dAx]?)G(?P<chain>{_CHAIN})$", before)
    if noun:
        return None
    match = _AND_THEN.search(before)
    if match or row.chunks[verb].low.endswith("ing"):
        main = _MAIN.search(before)
        if main:
            return Recipient(start + main.start("s"), "main clause")
    return None


_MANY = re.compile(rf"(?P<g>[GpxR]){_CHAIN}$")
_PLURALS = frozenset(
    "startups start-ups companies firms founders entrepreneurs businesses investors makers platforms players unicorns lenders banks insurers rivals competitors fintechs"
    " corporates issuers ventures teams cities governments funds brands ones others".split()
)  # fmt: skip


_GOVERNED = re.compile(r"[wmyfnt][dAx]{0,3}$")


_TALKED_WITH = re.compile(r"t$|T[xn]{0,2}w[NIHdAxGpRF&,]{0,12}$")


def many_of_them(row: Row, verb: int) -> bool:
    """Is the subject nobody in particular: "Indian start-ups raised $61m last week"?"""
    match = _MANY.search(row.tags, max(0, verb - 8), verb)
    # "In talks with investors to raise": those behind a preposition raise nothing.
    if match and _GOVERNED.search(row.tags, max(0, match.start("g") - 5), match.start("g")):
        return False
    low = row.chunks[match.start("g")].low if match else ""
    if match and low in ("others", "more") and re.search(r"N,?,?&$", row.tags[: match.start("g")]):
        return False  # "Acme, Bolt and others raise"
    return low in _PLURALS or low in places()


_LISTED = re.compile(r"(?P<first>N)(?:,N){0,4},?&?(?:N|x)(?:,?&x)?$|(?P<two>[NI])[,&](?:[NI])a?[sW]?$")


def subjects_of(row: Row, verb: int) -> list[Recipient | None]:
    """Every subject of a plural verb: "Acme, Bolt and Crane raise"; one for any other."""
    subject = subject_of(row, verb)
    plural = (
        row.chunks[verb].low in ("raise", "secure", "bag", "land", "raised", "no", "not", "both")
        and row.sentence.headline
    )
    match = _LISTED.search(row.tags[:verb]) if plural else None
    if match is None:
        return [subject]
    return [Recipient(i, "subject") for i in range(match.start(), verb) if row.tags[i] in "NI"]


_INSIDE_APPOSITIVE = re.compile(r"(?P<s>[NIC])(?:\([^)]{1,10}\))?,[dAxpG][^.;,]{0,12}$")


def _antecedent(row: Row, index: int) -> int:
    """ "Acme, a Bolt Academy graduate that raised": the name that the apposition describes, not the one inside it."""
    match = _INSIDE_APPOSITIVE.search(row.tags[max(0, index - 20) : index])
    return max(0, index - 20) + match.start("s") if match else index


_HOLDERS = frozenset(
    "investors investor backers backer shareholders shareholder customers customer clients client".split()
)
_OBJECT = re.compile(r"(?:[dAxpGza'\"-]|G,|N(?=G[NIC]))*(?P<s>[NICi])")


_MORE = re.compile(r",?&?(?P<s>N)(?=,|&|\.|$)")


def objects_of(row: Row, start: int) -> list[Recipient]:
    """Every name of a plain list: "stakes in Acme, Bolt and Crane"."""
    first = object_of(row, start)
    found = [first] if first else []
    match = _MORE.match(row.tags, first.index + 1) if first else None
    while match and len(found) < 12:
        found.append(Recipient(match.start("s"), "object"))
        match = _MORE.match(row.tags, match.end())
    return found


def object_of(row: Row, start: int) -> Recipient | None:
    """The name that a preposition or verb governs: descriptions before the name are skipped."""
    match = _OBJECT.match(row.tags, start)
    if match is None or match.start("s") - start > 8:
        return None
    index = match.start("s")
    # "For Bolt's takeover", "for the Bolt bid": the money buys it, and does not go to it.
    if re.match(r"'?[dAx]?q", row.tags[index + 1 :]):
        return None
    # "Backs embattled Bolt CEO": a person is backed, and with no money.
    if row.tags[index + 1 : index + 2] == "p" and row.chunks[index + 1].low not in _HOLDERS:
        return None
    # "in Acme's market": what is possessed is the object, unless it is a round or a platform.
    if (
        index + 1 < len(row.tags)
        and row.tags[index + 1] == "'"
        and not re.match(r"'[dAxMSz]{0,5}[RSKG]", row.tags[index + 1 :])
    ):
        return None
    plural = any(row.chunks[i].low in ("startups", "start-ups", "companies", "firms") for i in range(start, index))
    return None if plural else Recipient(index, "object")


# --- investors ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Backer:
    """A name in an investor's role, and where it stands: the index of its chunk, its characters in the sentence."""

    name: str
    role: InvestorRole
    index: int
    span: Span


# Sentences on who was in already. Atomic: what follows the first "as" follows the later ones, or none.
OLD_BACKERS = re.compile(
    r"\b(?<!round )(?<!round, which )(?<!round which )(?<!round that )(?<!deal )(?<!funding )(?<!financing )(?<!raise )(?<!investment )(?:is|are|was|were) (?:already |also )?backed by\b"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\b(?:already|also) backed by\b|\bcounts?\b(?>[^.;]*?\b(?:among|as)\b)[^.;]*\b(?:investors|backers)|\b(?:its|the company[’']s|other|past|previous|earlier|existing|early|whose) (?:\w+ )?(?:investors|backers|shareholders) (?:include|are|were)\b"
    r"|\b(?:are|is) (?:all |both |also )?(?:existing|earlier|early|current|previous) (?:investors|backers|shareholders)\b|^(?:existing|past|previous|earlier|early) (?:investors|backers|shareholders)\b(?!.*\b(?:participat|join|also|took part|invest|return))",
    re.I,
)
_HOLDER_WORDS = ("backed by", "investors", "backers", "shareholders")


def names_old_backers(text: str) -> bool:
    """Does a sentence tell who was in already? OLD_BACKERS is tried only where one of its words stands."""
    low = text.lower()
    return any(word in low for word in _HOLDER_WORDS) and OLD_BACKERS.search(text) is not None


# Told of who is backed and not of money: "Acme, a maker of doors backed by Bolt, has raised …", "Backed by Bolt, Acme …".
_BACKED_ITSELF = re.compile(r"(?:^|(?P<who>[NICG])(?:\([^)]{1,10}\))?[,(-])[dAxGCFopnz&'-]{0,14}$")
# "Acme makes a strategic investment in Bolt".
_PLACES_MONEY = frozenset(
    "make makes made making take takes took taking buy buys bought buying acquire acquires acquired pick picks picked close closes closed".split()
)
_PLACED = re.compile(r".[dAxSMa]{0,6}[RKS]{1,2}n[dAxG]{0,4}[NC]")
_TAKES_PART = frozenset("joined join joins joining participated participate participates participating".split())
# In the round, and not in a fair.
_TAKES_PART_IN_IT = re.compile(
    r"t(?:ook|akes?|aking) part(?: (?:too|again|as well|alongside|with)\b|,|\.|;|$| and\b| in (?:the|this|its|that) (?:\w{1,14} ){0,2}(?:round|series|funding|financing|investment|raise|tranche|deal)\b)"
)
_BACKERS = frozenset({"investors", "backers"})
# A verb behind a list of backers, whose object is none: "the deal, led by Harbour, makes Acme a unicorn".
_GOES_ON = frozenset(
    "makes made gives gave marks marked comes came follows followed means sets set counts count".split()
)
# "From Harbour, has sued", ", is now in": the clause goes on, and so does no list.
_HELPS = frozenset("has have had is are was were will would".split())
_LEFT_LIST = re.compile(r"(?:[NIHdAxGpzR'\"F]|,|&|\([^()]{1,8}\))*$")
_STOPS = frozenset("VWqXs.:rPTDfFtK")
# "Has raised $5 million from": whom that names pays in now, whoever else was in already.
_RAISED_BEFORE = re.compile(r"[VW][^.;VW]{0,8}[MRSB][^.;VWp]{0,8}$")


def backers_in(row: Row, *, attached: bool) -> list[Backer]:
    """The investors that a row names, and what each does. `attached`: the row tells of this round's money."""
    return _attached_backers(row) if attached else _other_backers(row)


@once_a_row
def _attached_backers(row: Row) -> list[Backer]:
    return _backers(row, attached=True)


@once_a_row
def _other_backers(row: Row) -> list[Backer]:
    return _backers(row, attached=False)


def _backers(row: Row, *, attached: bool) -> list[Backer]:
    """One walk from left to right: "led by" opens a list of leads, "with participation from", "joined by", "from" and
    "including" lists of participants; a verb of leading, joining or investing looks back at its subject.
    """
    found: dict[int, InvestorRole] = {}
    role: InvestorRole | None = None
    paid_in: set[int] = set()
    pays_in = False
    co_led = row.find({"co-led", "co-lead", "co-leads", "co-leading", "jointly"}) >= 0
    existing = names_old_backers(row.sentence.text)
    for i, tag in enumerate(row.tags):
        low = row.chunks[i].low
        if row.tags.startswith("(L)", i - 1):
            continue
        if tag == "L":
            role = None if _leads_no_round(row, i) else _after_leading(row, i, found)
        elif (
            tag == "j"
            and role is None
            and not attached
            and low.startswith("includ")
            and row.tags[max(0, i - 2) : i].find("p") < 0
            and row.find(_BACKERS, i - 5, i) < 0
        ):
            continue  # "giants including Acme"
        elif tag == "j":
            role = InvestorRole.PARTICIPANT
            if low in _TAKES_PART and not row.tags.startswith("jy", i):
                _look_back(row, i, found, InvestorRole.PARTICIPANT)
        elif _TAKES_PART_IN_IT.match(row.sentence.text, row.chunks[i].start):
            role = InvestorRole.PARTICIPANT
            _look_back(row, i, found, role)
        elif tag == "v" and attached and low not in ("backed", "backs", "back", "gives", "give", "giving"):
            if not row.tags.startswith("vy", i):
                _look_back(row, i, found, InvestorRole.PARTICIPANT)
            role = None
        elif tag == "v" and row.tags.startswith("vy", i):
            role = InvestorRole.EXISTING if existing else InvestorRole.PARTICIPANT if attached else None
            itself = _BACKED_ITSELF.search(row.tags, max(0, i - 24), i) if attached else None
            if itself:  # a backer's own backer is none of the company's
                role = None if itself["who"] and itself.start("who") in found else InvestorRole.EXISTING
        elif attached and low in _PLACES_MONEY and _PLACED.match(row.tags, i):
            _look_back(row, i, found, InvestorRole.PARTICIPANT)
            role = None
        elif tag == "m" and attached:
            role, pays_in = InvestorRole.PARTICIPANT, _RAISED_BEFORE.search(row.tags, 0, i) is not None
        elif tag == "p" and existing and re.search(r"a[dAx]{0,3}$", row.tags[:i]) and not _names_follow(row, i):
            _look_back(row, re.search(r"a[dAx]{0,3}$", row.tags[:i]).start(), found, InvestorRole.EXISTING)  # type: ignore[union-attr]
        elif (
            tag == "p"
            and low in ("investors", "backers", "investor", "backer", "shareholders")
            and role is None
            and _names_follow(row, i)
        ):
            role = InvestorRole.PARTICIPANT if attached or existing else None
        elif tag == "w" and role is not None:
            role = InvestorRole.PARTICIPANT if re.match(r"w[dAxGpR]{0,4}[NIH](?!i)", row.tags[i:]) else None
        elif low in _GOES_ON or (tag in _STOPS and not _is_part_of_name(row, i)) or (found and _ends_list(row, i)):
            role = None
        elif role is not None and _is_backer(row, i):
            found.setdefault(i, role)
            if pays_in:
                paid_in.add(i)
    # "With Acme Ventures in the lead".
    for match in re.finditer(r"w[dAxG]{0,4}(?P<s>[NI])n[dx]{1,2}", row.tags):
        if row.chunks[match.end() - 1].low == "lead":
            found[match.start("s")] = InvestorRole.LEAD
    # "From Acme Ventures, the lead, and Bolt".
    for match in re.finditer(r"(?P<s>[NI]),d[xL](?=[,.&)]|$)", row.tags) if attached else ():
        if row.chunks[match.end() - 1].low == "lead":
            found[match.start("s")] = InvestorRole.LEAD
    # "Leading the round is Acme Ventures", "Acme Ventures took the lead", "Acme Ventures (lead)".
    for match in re.finditer(
        r"Ld[dxAzS]{0,3}[RS]a[dAxGp]{0,3}(?P<s>[NI])|(?P<t>[NI])a?Wd(?P<lead>[xL])[n.,]", row.tags
    ):
        i = match.start("s") if match["s"] else match.start("t")
        if match["s"] or row.chunks[match.start("lead")].low == "lead":
            found[i] = InvestorRole.LEAD
    for match in re.finditer(r"(?P<s>[NI])\((?P<lead>L)\)", row.tags):
        if row.chunks[match.start("lead")].low == "lead" and match.start("s") in found:
            found[match.start("s")] = InvestorRole.LEAD
    leads = [i for i, kind in found.items() if kind is InvestorRole.LEAD]
    for i in leads if co_led or len(leads) > 1 else ():
        found[i] = InvestorRole.CO_LEAD
    for i, kind in found.items():
        if existing and kind is InvestorRole.PARTICIPANT and i not in paid_in:
            found[i] = InvestorRole.EXISTING
    return [Backer(row.sentence.text[slice(*span)], kind, i, span) for i, kind, span in _spanned(row, found)]


def _ends_list(row: Row, i: int) -> bool:
    """Behind names: "in March", ", has sued Bolt", "and hired Jo Doe"; what follows is no more of the list."""
    if row.tags.startswith("nz", i):
        return True
    following = row.chunks[i + 1] if row.tags[i] in ",&" and i + 1 < len(row.chunks) else None
    if following is None:
        return False
    did = (
        following.tag == "x"
        and following.low.endswith("ed")
        and row.tags[i + 2 : i + 3] in ("d", "n", "t", "N", "I", "H")
    )
    return did or following.low in _HELPS


def _is_part_of_name(row: Row, i: int) -> bool:
    """ "Fund Harbour", "a fund of Harbour Capital", "funds managed by Harbour": the house stands behind its fund."""
    if row.tags[i] == "F":
        return row.tags[i + 1 : i + 3] in ("oN", "oI") or row.tags[i + 1 : i + 2] in ("N", "I")
    managed = row.chunks[i].low in ("managed", "advised") and row.tags.startswith("y", i + 1)
    return managed and row.tags[i - 1 : i] in ("R", "F")


def exits_in(row: Row, names: Collection[str]) -> list[Backer]:
    """The holders that a row says have sold out of the company that has these `names`."""
    found: dict[int, InvestorRole] = {}
    text = row.sentence.text
    for rule in EXITS:
        for match in islice(rule.pattern.finditer(text), 4):
            sold = _SOLD_OF.match(text, match.end())
            if sold and not any(sold["whose"].startswith(name) or name.startswith(sold["whose"]) for name in names):
                continue  # a stake in somebody else
            at = next((i for i, chunk in enumerate(row.chunks) if chunk.end > match.start()), len(row.chunks))
            behind = next((i for i, chunk in enumerate(row.chunks) if chunk.start >= match.end()), len(row.chunks))
            if rule.name == "gives an exit":
                listed = re.match(r"[dAxGp]{0,4}(?P<list>[NIH](?:[,&]{1,2}[NIH]){0,5})", row.tags[behind:])
                span = range(behind + listed.start("list"), behind + listed.end("list")) if listed else range(0)
                found |= {i: InvestorRole.EXITED for i in span if _is_backer(row, i)}
            else:
                _look_back(row, at, found, InvestorRole.EXITED)
    return [Backer(text[slice(*span)], kind, i, span) for i, kind, span in _spanned(row, found)]


_STAGE = r"(?:pre-?seed|seed|angel|(?:pre-)?series [a-k]\d?)"
_LED_THEN = re.compile(
    r",? (?P<who>(?:which|who|that) )?(?:had |has |have )?(?P<also>also |previously |earlier )?(?:co-)?led (?P<what>[^.,;]{0,60})",
    re.I,
)
_BACK_THEN = re.compile(
    r"\b(?:that (?:round|deal|financing|investment|raise)|(?:previous|prior|earlier|last|first|initial) (?:[^\s.,;]{1,12} ){0,2}(?:round|funding|financing|investment|raise|deal|seed|series [a-k])|last (?:year|month|spring|summer|fall|autumn|winter)|(?:19|20)\d\d|(?:years?|months?) ago)\b",
    re.I,
)
_FOLLOWS = re.compile(
    rf"\b(?:follow(?:s|ed|ing)|after|since|on top of|in addition to|builds on|previous|prior|earlier)\b[^.;,]{{0,80}}\b(?:{_STAGE}|round|funding|financing|investment|raise),?(?: (?:which|that) was)? (?:co-)?led (?:[^\s.;,]{{1,10}} ){{0,3}}by (?:[^.;,]{{0,40}} )?$",
    re.I,
)
_STAGES = re.compile(rf"\b{_STAGE}\b", re.I)


def led_earlier(row: Row, backer: Backer, stage: str | None) -> bool:
    """Does the row say that a backer led another round than that of `stage`, as it is written?

    "X, which led the seed round, is in for $2m", "Y, which led that round", "it follows a seed round led by Z".
    """
    text = row.sentence.text
    start, end = backer.span
    if _FOLLOWS.search(text[max(0, start - 160) : start]):
        return True
    led = _LED_THEN.match(text, end)
    what = re.split(r" (?:and|while|but) (?!series|pre|seed)", led["what"], maxsplit=1, flags=re.I)[0] if led else ""
    if led is None or re.search(r"\b(?:this|new|latest|current)\b", what, re.I):
        return False
    if _BACK_THEN.search(what):
        return True
    named = _STAGES.search(what)
    if named is None:
        return bool(led["also"] and led["also"].strip().lower() != "also")
    if stage is None:
        return led["who"] is not None
    return named[0].lower() not in stage.lower()


_SOLD_OF = re.compile(r" (?:in|of) (?P<whose>[A-Z][\w.&'’-]{0,30}(?: [A-Z][\w.&'’-]{0,30}){0,3})")


def _spanned(row: Row, found: dict[int, InvestorRole]) -> Iterator[tuple[int, InvestorRole, tuple[int, int]]]:
    for i, kind in sorted(found.items()):
        yield i, kind, _with_owner(row, i)


def _with_owner(row: Row, i: int) -> tuple[int, int]:
    """ "Bolt's Vision Fund", "Harbor's Nursery": a fund by the name of its house."""
    chunk = row.chunks[i]
    owned = (
        i > 1 and row.tags[i - 1] == "'" and row.tags[i - 2] in "NI" and (row.tags[i] == "I" or " " not in chunk.text)
    )
    # "Actor Jo Doe's Harbour Ventures" is known by its own name.
    persons = i > 1 and (row.tags[i - 2] == "H" or row.tags[i - 3 : i - 2] == "p")
    return row.chunks[i - 2].start if owned and not persons else chunk.start, chunk.end


_NO_LEAD = re.compile(
    r"\b(?:not|never|n[’']t|without|no|den(?:y|ies|ied|ying)|declined to)\b (?!only\b)(?:[^\s.;,]{1,12} ){0,4}$", re.I
)
_LEADS_ITSELF = re.compile(
    r"by (?:(?:its|their|his|her|a|the)\b(?: [^\s.;,]{1,16}){0,3}? |[^\s.;,]{1,16} )?(?:(?:co-?)?founders?|chief executive|CEO|president|chairman|managing director|duo|team)\b",
    re.I,
)


_LEADS_OTHERS = re.compile(
    r" (?:(?:in|all|both) )?(?:other|several|multiple|many|previous|past|prior|earlier) (?:\w{1,12} ){0,2}(?:rounds|deals|investments|financings)\b",
    re.I,
)


# "Acme, led by Jo Doe, has raised": who leads the company, and no round is told of yet.
_LED_AND_RAISES = re.compile(r"[NC],LyN,[az]{0,3}[VWTPD]")


def _leads_no_round(row: Row, i: int) -> bool:
    """ "Does not have a lead", "denied being the lead investor"; "Acme, led by its founder", "a company led by Jo Doe"."""
    text, chunk = row.sentence.text, row.chunks[i]
    if _NO_LEAD.search(text[max(0, chunk.start - 50) : chunk.start]):
        return True
    if _LEADS_OTHERS.match(text, chunk.end) or (chunk.low == "lead" and row.tags[i - 1 : i] == "F"):
        return True
    if row.tags[i + 1 : i + 2] != "y":
        return False
    if i > 1 and _LED_AND_RAISES.match(row.tags, i - 2):
        return True
    led = row.tags[:i].rstrip(",a")[-1:]
    person = re.match(r"Ly[dAxGp]{0,4}H(?!'|[,&]{0,2}[NI])", row.tags[i:])
    return led in ("N", "C", "G") and bool(person or _LEADS_ITSELF.match(text, chunk.end + 1))


def _after_leading(row: Row, i: int, found: dict[int, InvestorRole]) -> InvestorRole | None:
    """ "Led by" opens a list; any other form looks back at who leads; "lead investor Acme" looks on."""
    rest = row.tags[i:]
    if re.match(r"La?y|La,?a?y", rest) or re.match(r"L[px][,:]?a?[NIH]", rest):
        return InvestorRole.LEAD
    # "Are leading the group that will invest", "led it".
    group = re.match(r"Ld?[xA]{0,2}(?P<group>[GC])", rest)
    if re.match(r"L[dxAMSzoaNIC',]{0,9}?(?:[RSM]|x)|Lp|Li?[.,&]|Li?$", rest) or (
        group and row.chunks[i + group.start("group")].low.endswith("group")
    ):
        _look_back(row, i, found, InvestorRole.LEAD)
    return None


_APPOSED_TO = re.compile(r"(?P<name>[NIH]),[dAxpG][^.;]{0,12}?,?$")


def _look_back(row: Row, verb: int, found: dict[int, InvestorRole], role: InvestorRole) -> None:
    """The subject of a verb of leading or investing: every name of the list before it, across an apposition."""
    stop = verb
    while (stop and row.tags[stop - 1] in "azPtTdx,nD") or (
        stop and row.chunks[stop - 1].low in ("which", "who", "that")
    ):
        if row.tags[stop - 1] == "," and stop > 1 and row.tags[stop - 2] in "NI)":
            break
        stop -= 1
    # "Quay leads in Acme, while Harbour leads in Bolt": no list reaches over the "while".
    first = max((i + 1 for i in range(max(0, stop - _MAX_BACK), stop) if row.chunks[i].low in CONTRASTS), default=0)
    apposition = _APPOSED_TO.search(row.tags, first, stop)
    before = stop
    if apposition and row.tags[stop - 1] != "N":
        before = apposition.end("name")
    elif before > first and row.tags[before - 1] == ",":
        before -= 1
    match = _LEFT_LIST.search(row.tags[first:before])
    if match is None:
        return
    for i in range(first + match.start(), before):
        if _is_backer(row, i) and found.get(i) is not InvestorRole.LEAD:
            found[i] = role


def _names_follow(row: Row, i: int) -> bool:
    return bool(re.match(r"p[,:]?(?:x|a|j|aj|Px|xa)?[dAxG]{0,3}[NIH]", row.tags[i:]))


_FOUNDS = ("founder", "founders", "co-founder", "co-founders", "cofounder", "cofounders", "ceo", "boss")
_HAS_OF = ("participation", "that", "like", "including", "consisting", "fund", "funds", "arm")


def _is_backer(row: Row, i: int) -> bool:
    """A name that can be an investor's: not what is possessed, not what something is part of, not a lone family name."""
    tag = row.tags[i]
    if tag not in "NIH" or (tag == "H" and (" " not in row.chunks[i].text or row.tags[i - 1 : i] == "'")):
        return False
    # "Jo Doe (Bolt)", "founder of rival Bolt", "what Bolt got": for whom somebody works, or who is compared.
    if (
        (row.tags[i - 1 : i] == "(" and row.tags.startswith(")", i + 1) and row.tags[i - 2 : i - 1] in ("N", "I", "H"))
        or (i and row.chunks[i - 1].low == "what")
        or (
            (whose := re.search(r"po[dAG]{1,3}$", row.tags[max(0, i - 5) : i]))
            and row.chunks[max(0, i - 5) + whose.start()].low in _FOUNDS
        )
    ):
        return False
    # "Acme chief Jo Doe": the person invests, not who employs them.
    if re.match(r"'?p{1,2}H", row.tags[i + 1 :]):
        return False
    # "Led by the Acme founder": a person who is not named.
    if (
        row.tags[i + 1 : i + 2] == "p"
        and row.chunks[i + 1].low in _FOUNDS
        and row.tags[i + 2 : i + 3] not in ("N", "I")
    ):
        return False
    if row.tags[i + 1 : i + 3] in ("GN", "GI") or re.match(r"'[dAx]{0,3}[NI]", row.tags[i + 1 :]):
        return False
    return not (i and row.tags[i - 1] == "o" and (i < 2 or row.chunks[i - 2].low not in _HAS_OF))
