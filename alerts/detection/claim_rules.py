"""The rules that find claims, as data: a pattern over a row's letters, and two sentences that show what it means.

The letters are those of `alerts.detection.lexicon.Tag`: V raises, W gains, v invests, M a sum, S a series, R a round, N a name.
`matches` must give a claim by the rule, `not_this` must give none by it; tests/alerts/detection/test_claims.py holds them to it.
How the rules of a family are read is in `alerts.detection.claims`. Repeats are bounded, so no sentence takes long.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """How a rule's recipient is found."""

    BRACKET = "bracket"  # the name before a bracket
    VERB = "verb"  # the verb's subject
    GETS = "gets"  # the subject, of a verb that needs the sum beside it
    ADDS = "adds"  # the subject, of a verb of adding to what the company has raised
    COMES_WITH = "comes with"  # the main clause's subject
    TALKS = "talks"  # who talks
    SHARES = "shares"  # who sells new ones
    OWN_SUM = "own sum"  # the possessor
    DESCRIBED = "described"  # who is only described: "a start-up run by …"; coreference decides
    OBJECT = "object"  # the name that the preposition or verb governs
    NOUN = "noun"  # the possessor, or the name before the noun
    NEGATES = "negates"  # who does not raise: "not" or "no" before the verb or the noun
    REFUSES = "refuses"  # who denies that it raises
    LIST = "list"  # the line's first name
    BARE = "bare"  # nobody named: coreference decides


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One rule. Earlier rules take a trigger before later ones."""

    name: str
    family: Family
    pattern: re.Pattern[str]
    matches: str
    not_this: str


def _rule(name: str, family: Family, pattern: str, matches: str, not_this: str) -> ClaimRule:
    return ClaimRule(name, family, re.compile(pattern), matches, not_this)


_NP = r"(?:[dAxpGza'-]|G,|N(?=G)|R(?=G)){0,7}[NIC]"
_MONEY_NOUN = r"[RSBg]"

RULES: tuple[ClaimRule, ...] = (
    _rule(
        "bracketed raise", Family.BRACKET, r"N\((?:[zx,]{0,2})V[an]?M",
        "Rivals include Acme (raised $5 million) and others.", "Acme raised $5 million (in May).",
    ),
    _rule(
        "raises a sum", Family.VERB, r"[V]['na]?a?[dAxGaz]{0,4}M",
        "Acme has raised $5 million from Bolt Ventures.", "Acme raised its revenue forecast to $5 million.",
    ),
    _rule(
        "gains a sum", Family.VERB, r"W[nao]?a?[dAxGaoz]{0,4}M(?=[^.;:XF]{0,7}[RSBg]|[^.;:]{0,3}m[dAxG]{0,5}[NIHp])",
        "Acme closed a $5 million funding round.", "Acme won a $5 million contract.",
    ),
    _rule(
        "raises a round", Family.VERB, r"[V]['na]?[dAxSoaMGK&'z-]{0,8}?(?:[RSBg]|xn?SR)",
        "Acme has secured fresh funding.", "Acme secured a patent.",
    ),
    _rule(
        "gains a round", Family.VERB, r"W[naf]?(?:[dAx]{0,3}[PWx]o)?[dAxSoaMG&'z-]{0,7}?[RSBg]",
        "Acme announced a Series B round.", "Acme announced another round of layoffs.",
    ),
    _rule(
        "gets a sum", Family.GETS, r"Wn?(?:dx[no]d?)?[dax]{0,2},?M(?![dAx]{0,2}[XK])",
        "Acme got $5 million.", "Acme got a valuation of $5 million.",
    ),
    _rule(
        "adds a sum", Family.ADDS, r"s[dAxa]{0,3}M(?=[dAxR]{0,2}t)",
        "Acme has added $5 million to its Series A.", "Acme added $5 million to its costs.",
    ),
    _rule(
        "comes with a sum", Family.COMES_WITH, r"w[dAx]{0,3}M(?=[nfo]?[dAxSG]{0,4}[RSBg]|[.,m]|$|t[xV])",
        "Acme emerged from stealth with $5 million in seed funding.", "Acme competes with $5 million rivals.",
    ),
    _rule(
        "talks on a round", Family.TALKS, r"T[^.;:VMvq]{0,8}?[ftxnoP][dAxSo]{0,5}(?:M|[SRB])",
        "Acme is in talks with banks for a $5 million loan.", "Acme is in talks with unions.",
    ),
    _rule(
        "sells new shares", Family.SHARES, r"(?:q|W|v)[dx]{0,3}K[Xxof]{0,2}M",
        "Acme sold new shares worth $5 million.", "Acme sold its shares in Bolt.",
    ),
    _rule(
        "sells a part of itself", Family.SHARES, r"q[dAxz]{0,3}K(?=[t.,:-]|$)|q[dAx]{1,4}o(?:C|a|dG)fM",
        "Acme is in talks to sell a minority stake to Bolt.", "Acme sells a minority stake in Bolt.",
    ),
    _rule(
        "its sum", Family.OWN_SUM, r"N'[dAx]{0,2}M(?=[.z]|$|[fnmt]|S|R)",
        "Acme's $5M for robot farms", "Acme's $5M investment in Bolt",
    ),
    _rule(
        "leads a round in", Family.OBJECT, rf"L[dxAMa]{{0,4}}(?:S?R|S)(?:o[RM])?[nfo](?={_NP})",
        "Bolt Ventures led a $5 million round in Acme.", "Bolt Ventures leads the market in Europe.",
    ),
    _rule(
        "invests in", Family.OBJECT, rf"v[dAxa]{{0,3}}M?[^.;:VMvqt]{{0,7}}?n(?:d?[xBK]o)?(?={_NP})",
        "Bolt Ventures invested $5 million in Acme.", "Bolt invested $5 million to make more at its Acme factory.",
    ),
    _rule(
        "commits to", Family.OBJECT, rf"v[dAxa]{{0,3}}Mt(?={_NP})",
        "Bolt Ventures has committed $5 million to Acme.", "Bolt Ventures has paid $5 million to Acme.",
    ),
    _rule(
        "pays for a share", Family.OBJECT, rf"vMf[dxAa]{{0,4}}(?:K|x)?[on](?={_NP})",
        "Bolt Ventures paid $5 million for 10% of Acme.", "Bolt paid $5 million for patents.",
    ),
    _rule(
        "buys into", Family.OBJECT, rf"q(?:[dx]{{0,2}}[Kx])?n(?={_NP})",
        "Bolt Ventures buys into Acme.", "Bolt Ventures buys in Acme.",
    ),
    _rule(
        "backs", Family.OBJECT, rf"v(?={_NP}(?:[^.;]{{0,4}}w[^.;]{{0,3}}M)?)",
        "Bolt Ventures backs Acme with $5 million.", "Bolt Ventures gave Acme advice.",
    ),
    _rule(
        "round in", Family.OBJECT, rf"[RS][Mx]?(?:o[RM])?[^.;:VMvWs,]{{0,3}}?[nfo](?={_NP})",
        "The $5 million round in Acme closed.", "The funding of startups slowed.",
    ),
    _rule(
        "stake in", Family.OBJECT, rf"K[Mx]?[^.;:VMvWs,]{{0,3}}?[nfo](?={_NP})",
        "Bolt Ventures took a stake in Acme.", "Bolt Ventures took a stake in startups.",
    ),
    _rule(
        "raised by", Family.OBJECT, rf"M[zan]{{0,3}}[VW]y(?={_NP})",
        "Some $5 million was raised by Acme.", "Some $5 million was spent by Acme.",
    ),
    _rule(
        "its round", Family.NOUN, rf"[NIC]'[dAxaMz&-]{{0,5}}?{_MONEY_NOUN}",
        "Acme's $5 million Series A drew five investors.", "Acme's funding platform drew five investors.",
    ),
    _rule(
        "named round", Family.NOUN, r"N[dAxM-]{0,2}(?:S?R|SR?)(?=[.zXaVWsPTDq:,nfymtd']|$)",
        "The Acme round is on ice.", "The Acme funding platform is on ice.",
    ),
    _rule(
        "denies", Family.NEGATES, r"[axD](?=(?:V(?:[.,;]|$|[dAx]{0,3}[RMS])|a{0,2}(?:[WPx]|x?f)[tfo]{0,2}[VW]?[dAxa]{0,3}R))",
        "Acme is not raising money.", "Acme is raising money.",
    ),
    _rule(
        "denies", Family.REFUSES, r"D(?=[^.;:]{0,7}?[PTVs][^.;:]{0,9}?[VWRKB])",
        "Acme denied that it plans to raise capital.", "Acme denied that it had raised prices.",
    ),
    _rule(
        "in somebody described", Family.DESCRIBED, r"(?:v[dAxa]{0,3}M?[^.;:VMvq]{0,5}?n|K[^.;:VMvW,]{0,3}?n|v)(?=d[AxaG'z-]{0,8}G(?![NIR']|xN))",
        "Bolt Ventures invested $5 million in a start-up run by two teachers.", "Bolt Ventures invested $5 million in the start-up Acme.",
    ),
    _rule(
        "list entry", Family.LIST, r"^[,zdx.-]{0,4}(?P<s>N)(?:\([^)]{1,16}\))?[:,-]{1,2}[dx]{0,2}M[^VWvsTP]{0,6}(?:S|g|R|B|x|,|L|m|$)",
        "Acme: $5 million Series A, Bolt Ventures", "Acme said: the $5 million was spent",
    ),
    _rule(
        "a round", Family.BARE, rf"M[dAxz'-]{{0,4}}{_MONEY_NOUN}|{_MONEY_NOUN}[oax]{{0,2}}M|R(?:a{{1,3}}x?X|n)M|S[A-Za-z]?R",
        "The $5 million round was oversubscribed.", "The $5 million funding platform was oversubscribed.",
    ),
    _rule(
        "a sum from", Family.BARE, r"M[^.;:]{0,4}m[dAxG]{0,5}[NI]",
        "Then came $5 million from Bolt Ventures.", "Then came $5 million more.",
    ),
)  # fmt: skip

# --- words that decide against ---

# Raised, but no money for the company.
NOT_RAISED = frozenset(
    "price prices concern concerns question questions awareness guidance forecast forecasts outlook bar alarm eyebrows rate rates tax taxes salary"
    " salaries wage wages dividend target targets doubt doubts hope hopes fear fears estimate estimates offer offers bid bids fee fees spectre specter"
    " prospect possibility issue issues temperature temperatures profile standards limit limits ceiling stake stakes contract contracts order orders"
    " licence license approval patent partnership deal customers client voice voices children kids flag flags hand hands risk risks tariff tariffs"
    " production output capacity expectations spending capex cut cuts cutting reduce".split()
)  # fmt: skip
# Rounds, but of something else.
OTHER_ROUNDS = frozenset(
    "layoffs talks golf voting job redundancies negotiations tests matches sanctions interviews drinks applause cuts qualifying consultations tariffs"
    " elections discussions questions bidding auctions meetings strikes play".split()
)  # fmt: skip
# Behind a money noun: the noun is only part of another one, as in "investment firm".
NOT_MONEY_NOUNS = frozenset(
    "arm firm firms unit banker bankers bank banks fund group manager managers strategy committee adviser advisor vehicle platform house company market"
    " markets winter environment landscape banking needs gains expenditure spending structure ratio ratios requirements adequacy flows controls goods city"
    " cities program programme initiative team climate ecosystem boom bubble crunch opportunities opportunity community industry world thesis theses focus"
    " approach grade ideas idea advice opportunities trust trusts portfolio scene trend trends options card cards rating ratings score scores union unions history goal goals cost costs".split()
)  # fmt: skip
# Money nouns that are a round's only with a sum beside them.
VAGUE_NOUNS = frozenset("funds money cash capital equity rounds backing investments".split())
# Verbs that give somebody a thing; it has to be a sum.
GIVES = frozenset("give gives gave giving pay pays paid paying provide provides provided providing put puts putting grant granted lend lends lent lending commit commits committed contribute contributes contributed".split())  # fmt: skip
# Verbs of "gets a sum".
GET_WORDS = frozenset(
    "gets get got getting receive receives received receiving took takes taken picked won wins awarded gains gained scores scored pulls pulled reels reeled".split()
)
# Verbs of coming out, with money in hand.
LAUNCHES = frozenset(
    "launches launched launch launching start starting unveil emerges emerged emerge emerging debuts debuted unveils unveiled exits exited arrives starts started returns returned"
    " comes came speeds expands builds wants opens opened scales scaled graduates announces announced kicks".split()
)  # fmt: skip
NEGATIONS = frozenset("not never n't don't doesn't isn't won't aren't wasn't didn't no".split())
