"""The rules as data: each with what it says, what it looks for, an example that must match and one that must not.

The table is its own documentation and its own test. Repeats are bounded, so no sentence takes long.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from alerts.detection.mention import (
    Certainty,
    CompanyResponse,
    InvestorRole,
    Kind,
    Qualifier,
    Scope,
    Status,
    ValuationKind,
)

Meaning = TypeVar("Meaning", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Meaning]):
    """One rule. Earlier rules of a table win over later ones."""

    name: str
    says: Meaning
    pattern: re.Pattern[str]
    matches: str
    not_this: str


def _rule(name: str, says: Meaning, pattern: str, matches: str, not_this: str) -> Rule[Meaning]:
    return Rule(name, says, re.compile(pattern, re.IGNORECASE), matches, not_this)


KINDS: tuple[Rule[Kind], ...] = (
    _rule(
        "ipo", Kind.IPO,
        r"(?<!pre-)(?<!pre )\bIPO\b(?! plans)|\binitial (?:public |share )?offering|\b(?:market|public|stock market) debut\b|\b(?:prices|pricing of) (?:its|an) (?:offering|shares)|\bgo(?:es|ing)? public\b|\bby listing\b|\b(?:public|share|stock|follow-on) offerings?\b|\boffering of (?:\w+ ){0,3}(?:shares|stock|common)\b|\bpric(?:es?|ed|ing) (?:\w+ ){0,3}shares\b|\blisting on (?:the )?(?:NYSE|Nasdaq)|\bwhen (?:it|they|the (?:company|firm|group)) (?:listed|floated|went public)\b|\b(?:in|from|through|via) (?:its|an?|the) (?:[\w-]{1,14} ){0,2}(?:listing|flotation|float)\b(?! of)|\b(?:share|stock|rights) (?:sale|issue|offer) on the (?:[\w-]{1,14} ){0,2}(?:exchange|bourse|market)\b|\bQIP\b|\bqualified institutional placements?\b|\bprice band\b",
        "Acme raises $400m in its IPO", "Acme raises $400m in a Series E",
    ),
    _rule(
        "acquisition", Kind.ACQUISITION,
        r"\bacqui(?:re[sd]?|ring)\b|\bacquisition of\b|\bbuys\b|\bbuyout\b|\btakeover\b|\bin cash and (?:stock|shares)\b|\b(?:all-cash|all-stock|cash-and-stock)\b|\bswallow(?:s|ed)\b|\bsnap(?:s|ped) up\b|\bto buy\b|\bmerge[sd]?\b",
        "Bolt acquires Acme for $40m", "Acme raises $40m to grow",
    ),
    _rule(
        "crowdfunding", Kind.CROWDFUNDING,
        r"\bcrowdfund(?:ed|ing (?:campaign|round|raise|drive))\b|\b(?:via|through|by|in|on) (?:\w{1,10} )?crowdfunding\b|\bfrom (?:more than |over |some |about |nearly )?\d{0,3},?\d{3} (?:\w{1,12} )?(?:customers|people|backers|supporters|members|fans|users|small investors)\b|\bkickstarter\b|\bindiegogo\b|\bseedrs\b|\bcrowdcube\b",
        "Acme raises £1m on Crowdcube", "Acme raises £1m",
    ),
    _rule(
        "token sale", Kind.TOKEN_SALE, r"\btoken (?:sale|offering)\b|\binitial coin offering\b|\bICO\b",
        "Acme raises $20m in a token sale", "Acme raises $20m",
    ),
    _rule(
        "secondary", Kind.SECONDARY,
        r"\bsecondary (?:sale|share|transaction|round|offering|stake|investment)|\btender offer\b|\b(?:sells?|sold|selling|sale of|offload(?:s|ed|ing)?|divest(?:s|ed|ing)?|trim(?:s|med|ming)?) (?:[^\s.]{1,16} ){0,5}(?:stakes?|holdings?|shareholding)\b|\bblock deal\b",
        "Acme holds a tender offer at $9bn", "Acme raises $9m",
    ),
    _rule(
        "charity", Kind.OTHER,
        r"\bcharit(?:y|ies|able)\b|\b(?:Democrats|Republicans|(?:presidential|election) (?:campaign|candidates?)|election|super PAC)\b|\bESOPs?\b|\bemployee stock option|\bpaid-up\b|\bhospices?\b|\bfood ?banks?\b|\bin aid of\b|\bgood causes?\b|\b(?:golf|charity|benefit|fundraising) (?:classic|tournament|outing|day|gala|concert|auction|walk|run)\b|\bgalas?\b|\btelethon\b|\bdonat(?:e[sd]?|ions?)\b|\bfundraiser for\b|\bprize (?:money|fund|pot|purse)\b|(?:\d|\d ?[kmb]n?|\bmillion|\bbillion) for (?:the )?(?:[\w-]{1,14} )?(?:victims|survivors|refugees|orphans|evacuees|veterans)\b|\bwins? the \w{1,20} prize\b",
        "Runners raise $2m for charity", "Acme raises $2m for expansion",
    ),
    _rule(
        "grant", Kind.GRANT, r"\bgrants?\b(?! (?:thornton|access))(?=[^.]{0,80})|\b(?:from|by) (?:the )?(?:[^\s.;,]{1,14} ){0,3}?(?:Department(?: of \w+)?|Ministry|government|European (?:Commission|Union|Innovation Council)|Innovate UK|NASA|DARPA|NIH|BARDA|ARPA-\w|National Science Foundation)\b(?! (?:bank|bond|fund|pension|stake|bailout|rescue|loan))|\b(?:under|from|through|via|by) (?:an?|the|its) (?:[\w-]{1,14} ){0,3}?(?:government|state|federal|EU|ministry|public)(?:[’'-]s)? (?:[\w-]{1,14} ){0,3}?(?:programmes?|programs?|schemes?|initiatives?)\b|\bpublic money\b|\bgrant funding\b|\bnon-dilutive\b",
        "Acme wins a €2m grant from the EU", "Acme raises €2m",
    ),
    _rule(
        "convertible", Kind.CONVERTIBLE, r"(?<!non-)(?<!non )(?<!non‑)\bconvertible (?:notes?|loans?|debentures?|debt|bonds?)\b",
        "Acme raises $2m in a convertible note", "Acme raises $2m in non-convertible debentures",
    ),
    # In capitals, and as what money comes in: safes and safe toys are none.
    _rule(
        "simple agreement", Kind.CONVERTIBLE,
        r"\b(?:an?|in|via|through|on|using|by|with|of|million|[\dkm]|(?:post|pre)-money|(?:un)?capped|standard) (?-i:SAFEs?)(?= (?:notes?|rounds?|agreements?|financing|funding|investments?|instruments?|from|led|with|at|and)\b|[.,;]|$)|\bsimple agreements? for future equity\b",
        "Acme raises $2m on a SAFE", "Acme raises $2m for SAFE toys",
    ),
    _rule(
        "debt", Kind.DEBT,
        r"\b(?:venture |private )?(?<!tax )(?:debt|credit)(?: facility| financing| round| funding| line)?\b(?! cards?)(?!-? ?(?:collection|management|card))|\bloans? (?:facility|from|of|worth|deal|backing)\b|\b(?:term|syndicated|bank|bridge|senior|construction|secured|mezzanine|peso|dollar) loans?\b|\b(?:million|billion|crore|bn|mn|cr|m) (?:[^\s.]{1,14} ){0,3}loans?\b|\bfrom (?:a |an )?(?:group|syndicate|consortium|club) of (?:[^\s.]{1,12} ){0,6}(?:banks|lenders)\b|\bhigh-yield\b|\bmezzanine\b|\bwith lenders\b|\b(?:bond|NCD|debenture)s?\b|\bnon[-‑ ]convertible\b|\bborrow(?:s|ed|ing)?\b|\bline of credit\b",
        "Acme secures $50m in venture debt", "Acme raises $50m Series B",
    ),
)  # fmt: skip

STATUSES: tuple[Rule[Status], ...] = (
    _rule(
        "denied", Status.DENIED,
        r"\b(?:den(?:y|ies|ied|ying)(?! (?:being|leading|that it (?:is|was) (?:the|leading))\b[^.]{0,20}\b(?:lead|leading|invest))|refut(?:es|ed|ing)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing)|rubbish(?:es|ed)|quash(?:es|ed))\b[^.]{0,80}\b(?:rais|fund|round|report|talks|invest|financ|plan|capital)|\bnot (?:currently )?(?:raising|seeking|in talks|looking to raise)\b|\bno (?:\w+ )?(?:plans?|intention|need|intentions)\b[^.;]{0,50}\b(?:rais|capital|fund|invest|cash|shares)|\b(?:not|n[’']t) (?:need|require|seek|plan|see|foresee|expect)[^.;]{0,40}\b(?:rais|capital|fund|invest|cash)|\bno truth\b|\bno such (?:round|talks|deal)\b",
        "Acme denied that it is raising money", "Acme declined to comment",
    ),
    _rule(
        "abandoned", Status.ABANDONED,
        r"\b(?:abandon(?:s|ed)?|scrap(?:s|ped)?|call(?:s|ed) off|walk(?:s|ed) away from|shelve[sd]?|pull(?:s|ed) out of|collapse[sd]?|fell through|(?:round|deal|talks|financing|fundraising) (?:has |have )?(?:fails?|failed|collapses?|falls? (?:apart|through)|fell apart)|fail(?:s|ed) to (?:raise|close|secure))\b[^.]{0,60}\b(?:rais\w{0,3}|round|funding|financing|deal|investment|million|billion)?|\b(?:(?:tried|attempted|hoped|wanted) to (?:raise|secure|close|find|get|land|bring in)|sought) [^.;]{1,70}\bbut (?:it |they )?(?:could(?: not|n[’']t)|failed|found no\b|gave up|(?:was|were) (?:unable|not able)|did(?: not|n[’']t) (?:find|close|manage|succeed))",
        "Acme scrapped its $40m round", "Acme closed its $40m round",
    ),
    _rule(
        "delayed", Status.DELAYED, r"\b(?:delay(?:s|ed)?|postpone[sd]?|pause[sd]?|put(?:s)? on hold)\b[^.]{0,50}\b(?:round|rais|fund|financ)|\b(?:round|raise|fundraise|fundraising|financing|funding|deal)\b[^.;,]{0,20} (?:(?:is|are|was|has been|been|remains|goes|went|put) on (?:ice|hold)|(?:has |have )?(?:slip(?:s|ped)|slid|been pushed back|pushed back) (?:to|into|until)\b)|\bput[^.;,]{0,50} on (?:ice|hold)\b",
        "Acme delayed its funding round", "Acme closed its funding round",
    ),
    _rule(
        "in talks", Status.IN_TALKS,
        r"\b(?:in|advanced|early|late-stage|final|preliminary|holding|held) (?!(?:\w{1,12} )?(?:acquisition|merger|takeover|buyout|sale|trade|peace) )(?:\w{1,12} ){0,2}(?:talks|discussions|negotiations)\b|(?<!acquisition )(?<!merger )(?<!takeover )(?<!buyout )\btalks (?:to|with|for|about|over)\b|\bnegotiating\b|\bdiscussing\b|\bin discussions\b",
        "Acme is in talks to raise $40m", "Acme raised $40m",
    ),
    _rule(
        "rumoured", Status.RUMOURED,
        r"\breported(?:ly)\b|\bsaid to be\b|\brumou?red\b|\b(?:is|are|was|were) (?:widely )?(?:understood|believed|thought|tipped|likely) to\b|\baccording to (?:people|sources|two|three|a person|one person)|\b(?:people|sources?|person) (?:familiar|with (?:direct )?knowledge|close to|briefed)|\bsources (?:say|said|told)\b|\bpeople said\b|\basked not to be (?:named|identified)|\b(?:is|are) (?:close to|nearing|near|set to|poised to|expected to|about to)\b|\b(?:could|might|may) (?:soon |well |also |still )?(?:raise|secure|land|bag)\b|\bapproached by\b[^.;,]{0,30}\b(?:investors?|funds?|backers?|buyers?)\b|\bset to (?:raise|join|invest|lead)|\bclose to (?:raising|closing|securing|a deal)",
        "Acme is reportedly raising $40m", "Acme announced it raised $40m",
    ),
    _rule(
        "planned", Status.PLANNED,
        r"\bset (?:itself |themselves )?a (?:\w{1,12} )?target\b|\bset (?:its|their) sights on\b|\b(?:is|are) (?:back )?out (?:raising|to raise)\b|\bin the market (?:for|to)\b|\b(?:sound(?:s|ed|ing) out|court(?:s|ed|ing)) (?:\w{1,12} ){0,2}(?:investors|backers|funds)\b|\bkick(?:s|ed|ing)? off (?:[^\s.;,]{1,14} ){0,5}(?:raise|fundraise|fundraising|round)\b|\bhalfway (?:to|towards)\b|\b(?:is|are|been|currently) (?:\w{1,12} )?(?:raising|closing)\b(?! in on)|\b(?:plans?|planning|aims?|aiming|looks?|looking|seeks?|seeking|hopes?|hoping|intends?|wants?|targets?|targeting|eyes|eyeing|mulls?|mulling|prepar(?:es|ing)|will|to) (?:to )?(?:now )?(?:rais(?:e|ing)|secure|close|seek)\b|\b(?:seeks?|seeking|eyes|eyeing|targets|mulls) (?:up to |at least |about |a |an |new |fresh |another )?(?:[^\s]{1,12} ){0,3}(?:funding|round|investment|capital|million|billion|stake)\b",
        "Acme plans to raise $40m", "Acme has raised $40m",
    ),
    _rule(
        "partly closed", Status.PARTLY_CLOSED, r"\b(?:first|initial) (?:[^\s;,]{1,12} ){0,3}?(?:close|closing|tranche|instal?ment) (?:(?:of|at|with|worth) (?:[^\s;,]{1,12} ){1,3}?)?(?:out )?(?:of|on|in|for|from) (?:its|an?|the|their) (?:[^\s;,]{1,14} ){0,3}?(?:round|series|raise|seed|financing|funding|investment|loan|facility|deal)\b",
        "Acme announced the first close of its $9m Series B", "Acme closed its Series B, its first round",
    ),
    _rule(
        "closed", Status.CLOSED, r"\b(?:has |have |had |just |successfully )?(?:closed?s?|completed?s?|closes) (?:on )?(?:its|a|an|the|their|oversubscribed)?\b|\bclosing of\b|\bcompletion of\b",
        "Acme closed a $40m Series B", "Acme is closing in on a deal with nobody",
    ),
)  # fmt: skip

# Before the claim's verb or noun: what may come, and what is meant to.
AHEAD = re.compile(
    r"\b(?:(?P<may>(?:could|may|might)(?: (?:soon|well|also|still|now|then|yet|eventually|reportedly))?(?: be| have)?|(?:is|are) (?:\w{1,10} )?(?:likely|tipped|slated) to(?: be)?)"
    r"|(?:(?:plan|aim|intend|hope|want|wish|look|seek|propose)(?:s|ed|ing)?|(?:is|are|get|gets|getting) ready|(?:gearing|gears|geared) up|prepar(?:es|ed|ing)|planning|hoping|proposing|want(?:s|ing)?|keen|eager|willing|hop(?:es|ed)) to(?: now| also| soon)?"
    r"|(?:is|are|was|were|been|be|it[’']s|they[’']re|now|also|currently|reportedly|still) (?:targeting|eyeing|weighing|exploring|considering|mulling|pursuing|contemplating|planning|preparing|readying|chasing|lining up|working on|gearing up for|getting ready for|looking (?:for|at)|seeking|out for|in the market for)"
    r"|(?:targets|eyes|weighs|explores|considers|mulls|pursues|contemplates|plans|prepares|readies|chases|lines up|seeks|wants))"
    r"(?: (?!and\b|or\b|but\b|as\b|has\b|have\b|to\b|which\b|that\b|after\b)[^\s,;]{1,16}){0,4}\s?$",
    re.IGNORECASE,
)

_WITNESS = r"(?:analyst|minister|secretary|mayor|commissioner|professor|economist|banker|lawyer|solicitor|regulator|official|consultant|competitor|rival|customer|former (?:employee|executive|director|manager))"
_FULL_NAME = r"(?-i:[A-Z])[\w’'-]{1,20}(?: (?-i:[A-Z])[\w’'.-]{0,20}){1,2}"
CERTAINTIES: tuple[Rule[Certainty], ...] = (
    _rule(
        "filing", Certainty.FILING, r"\b(?:filing|filings|regulatory disclosure|form d|companies house)\b(?! cabinet)",
        "a filing with the registrar shows", "the company said",
    ),
    _rule(
        "unnamed", Certainty.ANONYMOUS,
        r"\b(?:sources?|people|persons?|individuals) (?:familiar|with|close|briefed|said|say|told|who)\b|\bsources\b|\basked not to be (?:named|identified)|\breported(?:ly)\b|\b(?:said|understood|believed|thought) to (?:be|have)\b|\bsaid to\b|\brumou?r|\bunnamed\b(?! (?:\w{1,12} )?(?:investor|backer|angel|fund|buyer|customer|client|individual|family|partner)s?\b)|\bpeople said\b|\bperson said\b",
        "people familiar with the matter said", "the company said",
    ),
    _rule(
        "investor", Certainty.INVESTOR, r"\bthe (?:investor|fund|venture firm) (?:said|announced)\b",
        "the investor said on Monday", "the company said",
    ),
    _rule(
        "named source", Certainty.NAMED_SOURCE,
        rf"\b{_WITNESS} {_FULL_NAME},? (?:[^\s.;,]{{1,16}} ){{0,4}}?(?:said|says|told|confirmed)\b|\b{_FULL_NAME}, (?:an?|the|its) (?:[^\s.;,]{{1,16}} ){{0,4}}?{_WITNESS}\b[^.;,]{{0,40}},? (?:said|says|told|confirmed)\b|\b(?:said|according to) (?:the )?{_WITNESS} {_FULL_NAME}|\b(?:said|according to) {_FULL_NAME}, (?:an?|the) (?:[^\s.;,]{{1,16}} ){{0,4}}?{_WITNESS}\b|\b{_FULL_NAME} (?:said|told|confirmed)[^.;]{{0,60}} on the record\b",
        "analyst Jo Doe said Acme is in talks", "a person familiar with the matter said",
    ),
    _rule(
        "speculation", Certainty.SPECULATIVE,
        r"\b(?:analysts|observers|commentators|insiders|many|some|investors) (?:expect|believe|speculate|predict|think|reckon|say)\b|\b(?:market|industry) (?:talk|chatter|gossip)\b|\bspeculat(?:ion|ed|es|ing)\b|\b(?:could|might|may) (?:soon |well |also |be )?(?:rais(?:e|ing)|seek(?:ing)?|clos(?:e|ing)|tap|go for|look(?:ing)? (?:to|for))\b|\b(?:is|are) (?:widely )?(?:expected|likely|tipped) to (?:raise|seek|close|announce)\b",
        "Analysts expect Acme to raise money", "Acme said it will raise money",
    ),
)  # fmt: skip

RESPONSES: tuple[Rule[CompanyResponse], ...] = (
    _rule(
        "declined", CompanyResponse.DECLINED, r"\bdeclin(?:ed|es|ing) to comment\b|\bwould not comment\b|\brefused to comment\b|\bdeclined comment\b",
        "Acme declined to comment", "Acme commented on the round",
    ),
    _rule(
        "no reply", CompanyResponse.NO_REPLY,
        r"\b(?:did not|didn[’']t|has not|had not) (?:immediately )?(?:respond|reply|return)|\bcould not (?:immediately )?be reached\b|\bnot immediately (?:available|reachable)\b",
        "Acme did not immediately respond to a request", "Acme responded",
    ),
    _rule(
        "denied", CompanyResponse.DENIED, r"\b(?:den(?:y|ies|ied)|refuted)\b[^.]{0,60}\b(?:report|rais|round|talks|invest)",
        "Acme denied the report", "Acme confirmed the report",
    ),
    _rule(
        "confirmed", CompanyResponse.CONFIRMED, r"\bconfirm(?:ed|s) (?:the|that|it|its)\b",
        "Acme confirmed the round", "Acme denied the round",
    ),
)  # fmt: skip

# The size that is kept back must be the round's: a valuation, a stake or revenue may be undisclosed too.
_SIZE = r"(?:amount|sum|size|figure|value of the (?:round|deal|investment)|(?:financial |further |exact |deal )?(?:terms|details)|how much)"
UNDISCLOSED: tuple[Rule[Qualifier], ...] = (
    _rule(
        "undisclosed sum", Qualifier.UNDISCLOSED,
        r"\b(?:an? |the )?(?:un-?disclosed|unspecified|unrevealed|undeclared) (?:(?!valuation|stake|share\b|revenue)[\w-]{1,16} ){0,3}(?:amount|sum|figure|size|investment|funding|financing|round|capital|cheque|check|loan|grant)\b(?! valuation)",
        "Acme raised an undisclosed amount", "Acme raised $5m at an undisclosed valuation",
    ),
    _rule(
        "size kept back", Qualifier.UNDISCLOSED,
        rf"\b(?:(?:did|does|do|has|have|had|would|will|could) not|(?:did|does|do|has|have|had|would|wo|could)n[’']t|declin(?:ed|es|ing) to|refus(?:ed|es|ing) to|without|not) (?:publicly |yet )?(?:disclos(?:e|ed|ing)|reveal(?:ed|ing)?|shar(?:e|ed|ing)|sa(?:y|id|ying)|specif(?:y|ied|ying)|giv(?:e|ing|en)|nam(?:e|ed|ing)|announc(?:e|ed|ing)|provid(?:e|ed|ing)) (?:the |its |any |an |a )?{_SIZE}\b(?! (?:of the stake|of its stake|it is worth|the company is worth))",
        "Acme did not disclose the size of the round", "Acme did not disclose its valuation",
    ),
    _rule(
        "size not told", Qualifier.UNDISCLOSED,
        r"\b(?:(?:the |financial |exact |deal |its ){0,3}(?:terms|amount|sum|size|figure|details)|(?:round|investment|cheque|check) size) (?:of (?:the |this |its |that )?(?:[\w-]{1,16} ){0,3}?)?(?:(?:was|were|has|have|is|are|being|been|remains?) ){1,2}(?:not (?:been )?(?:publicly |immediately )?(?:disclosed|revealed|made public|shared|announced|specified|given|known)|un-?disclosed|unknown|kept (?:confidential|private|secret|under wraps)|confidential)\b",
        "The terms of the deal were not disclosed", "The names of the investors were not disclosed",
    ),
)  # fmt: skip

# Around a sum, which is written ¤.
SCOPES: tuple[Rule[Scope], ...] = (
    _rule(
        "commitment", Scope.COMMITMENT,
        r"\b(?:commit(?:s|ted|ting)?|pledg(?:es|ed|ing)|earmark(?:s|ed|ing)?) (?:itself |themselves )?(?:to (?:invest(?:ing)?|provid(?:e|ing)|put(?:ting)? in|lend(?:ing)?) )?(?:up to |as much as |about |around |at least |another |a further |a total of |an additional )?¤|\bcommitments? (?:of|totall?ing|worth) (?:up to |as much as |about |at least )?¤|¤ (?:[\w-]{1,14} ){0,2}(?:commitments?\b|pledge\b|committed\b)|\b(?:can|may|could|able to|option to|entitled to) (?:draw|call)(?: down| on| upon)?(?: up to| as much as| another| a further)? ¤",
        "Bolt has committed up to ¤ to Acme", "Acme, committed to clean water, raised ¤",
    ),
    _rule(
        "final close of a round", Scope.THIS_ROUND,
        r"\bfinal clos(?:e|ing) of (?:its|the|an?|their) (?:oversubscribed )?¤ (?:[\w-]{1,14} ){0,3}(?:round|series|financing|funding|raise)\b",
        "Acme announced the final close of its ¤ Series B", "Acme announced a final close of ¤",
    ),
    _rule(
        "tranche", Scope.TRANCHE,
        r"\b(?:first|second|third|fourth|final|last|initial|next|latest|new) (?:¤ )?(?:tranche|instal?ment|clos(?:e|ing))\b(?: \w{1,10}){0,3}?(?: of| worth| totall?ing|,) (?:about |around |up to )?¤|\b(?:first|second|third|fourth|final|last|initial|next|latest) ¤ (?:tranche|instal?ment|clos(?:e|ing))\b|¤ (?:tranche|instal?ment)\b|¤ (?:in|as|is|was) (?:an? |the )?(?:first|second|third|fourth|final|last|initial) (?:tranche|instal?ment|clos(?:e|ing))\b|\btranche of ¤",
        "Acme received the first tranche of ¤", "Acme raised ¤, and a second tranche is to follow",
    ),
)  # fmt: skip


class Happening(StrEnum):
    """What happened, or will, at a time that a sentence names."""

    ANNOUNCED = "announced"
    SAID = "said"
    RAISED = "raised"
    CLOSED = "closed"
    CLOSING = "closing"


_A_ROUND = r"\b(?:rounds?|financing|funding|deal|transaction|investment|raise|fundraise|tranche|series [a-k]\d?|seed)\b"
DEAL_EXPECTED = _rule(
    "deal expected", Happening.CLOSING,
    r"\b(?:round|deal|close|financing|funding|transaction|raise|investment|tranche) (?:is|was|are) (?:\w{1,12} ){0,2}?(?:expected|due|likely|planned|scheduled|slated|anticipated)(?! to\b)|\b(?:deal|round|close) could (?:come|be (?:signed|sealed|struck|agreed|reached))\b",
    "A deal is expected in May", "The deal is expected to value Acme at $1bn",
)  # fmt: skip
HAPPENINGS: tuple[Rule[Happening], ...] = (
    _rule(
        "closing", Happening.CLOSING,
        r"\b(?:(?:expect(?:s|ed)?|will|would|to|could|may|might|should|due|set|plans?|aims?|hopes?|once it|when it|be) (?:\w{1,12} ){0,3}?(?:clos(?:e|es|ed)|complet(?:e|es|ed|ion)|finali[sz](?:e|es|ed)|done|wrap(?:ped)? up|concluded?)|(?:closing|completion) (?:\w{1,12} ){0,4}?(?:expected|due|planned|scheduled|slated|set|anticipated|is)|(?:close|closing|complete|completing) (?:the|its|this|a) (?:\w{1,12} ){0,4}?(?:round|financing|funding|deal|transaction|raise)|expects? (?:the )?closing)\b",
        "The round is expected to close in May", "Acme closed the round in May",
    ),
    DEAL_EXPECTED,
    # The time must stand at the end: "plans to raise $5m and to hire next year" dates the hiring.
    _rule(
        "to be raised", Happening.CLOSING,
        r"\b(?:(?:plan(?:s|ning)?|aim(?:s|ing)?|hop(?:es|ing)|wants?|expect(?:s|ed|ing)?|intends?|look(?:s|ing)?|seek(?:s|ing)?|set|due) to|could|may|might|will|would|should) (?:\w{1,10} )?(?:raise|secure)\b(?=(?:(?!\b(?:and|(?<!up )to|for|before|after|which|that|while|as it)\b)[^,;]){0,60}$)",
        "Acme plans to raise $5m ", "Acme plans to raise $5m and to hire staff ",
    ),
    _rule(
        "closed", Happening.CLOSED,
        rf"(?<!be )(?<!expected )\b(?:closed|completed|finali[sz]ed|wrapped up|concluded)\b[^.;]{{0,60}}?{_A_ROUND}|{_A_ROUND}[^.;,]{{0,30}}? (?<!be )(?:closed|completed|finali[sz]ed)\b(?! (?:doors|offices?))",
        "Acme closed the round in May", "Acme closed its Berlin office in May",
    ),
    _rule(
        "announced", Happening.ANNOUNCED,
        r"\b(?<!be )(?<!to )(?<!will )(?<!could )(?<!may )(?:announce[sd]?|announcing|announcement(?! (?:is|was|could|may|might|will)\b)|unveiled|revealed|disclosed|made public|press release)\b",
        "Acme announced on Tuesday", "Acme said on Tuesday",
    ),
    _rule(
        "said", Happening.SAID, r"\b(?:said|says|told|confirmed|wrote|statement|blog post|filing|filed)\b",
        "Acme said on Tuesday", "Acme opened on Tuesday",
    ),
    _rule(
        "raised", Happening.RAISED, r"\b(?:raise[sd]|secure[sd]|bag(?:s|ged)|land(?:s|ed)|nab(?:s|bed)|received|got|invested|led|took in)\b",
        "Acme raised $5m in May", "Acme was founded in May",
    ),
)  # fmt: skip

# Around a valuation, which is written ¤.
VALUATIONS: tuple[Rule[ValuationKind], ...] = (
    _rule(
        "before the money", ValuationKind.PRE,
        r"\bpre-?(?:money|round|investment)\b|¤ pre\b(?=[.,;)]|$)|\b(?:before|excluding|not including|prior to) the (?:new |fresh |latest )?(?:money|investment|funding|round|capital|deal|cash)\b",
        "valued at ¤ before the new money", "valued at ¤ after the new money",
    ),
    _rule(
        "after the money", ValuationKind.POST,
        r"\bpost-?money\b|¤ post\b(?=[.,;)]|$)|\bpost[- ](?:the )?(?:round|investment|funding|deal|transaction|financing|raise)\b|\b(?:after|following|including|inclusive of|once) the (?:new |fresh |latest )?(?:money|investment|funding|round|capital|deal|cash|financing|proceeds)\b",
        "valued at ¤ including the new money", "valued at ¤ before the round",
    ),
)  # fmt: skip

# A holder who sells out stands before the verb, or behind "an exit to".
EXITS: tuple[Rule[InvestorRole], ...] = (
    _rule(
        "sells its stake", InvestorRole.EXITED,
        r"\b(?:sold|sells|selling|offloaded|offloads|divested|divests) (?:out of )?(?:all |all of )?(?:its|their|his|her) (?:(?:entire|whole|remaining|full|\d{1,2}(?:\.\d{1,2})?%|minority|\d{1,2} per ?cent) ){0,2}(?:stakes?|shares?|holdings?|shareholding)\b|\b(?:has |have |had |fully |completely ){0,2}(?:exited|cashed out|sold out)\b(?! (?:stealth|the market|beta))",
        "Bolt Ventures sold its stake", "Bolt Ventures sold its cars",
    ),
    _rule(
        "gives an exit", InvestorRole.EXITED,
        r"\b(?:gives?|gave|giving|provid(?:es?|ed|ing)|offer(?:s|ed|ing)?|saw|an?|full|complete) (?:an? )?(?:(?:full|complete|early) )?exit (?:to|for)\b|\bbought out\b",
        "The round gave an exit to Bolt Ventures", "Acme wants to exit stealth",
    ),
)  # fmt: skip

# Words that tell an earlier round, retold.
BACKGROUND = re.compile(
    r"\b(?:previously|earlier|last) (?:raised|secured|closed|announced)\b|\blast (?:raised|valued|year|round)\b|\bto date\b|\bin total\b|"
    r"\btotal (?:funding|raised|capital)\b|\bwhich (?:has )?(?:raised|secured)\b|"
    r"\b(?:million|billion|crore|[mb]n|cr|\d[kmb])\b[^.,;]{0,30} since (?:its|inception|launch|being founded)\b|\bprevious (?:round|funding)\b|\b(?:previous|prior|earlier) (?:funding|financing|investment|round)",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^\(?(?:the post .{1,160} appeared first|(?:additional |compiled and )?(?:reporting|editing|writing) by|read (?:more|next|also)|(?:see|watch) also|related(?: stories| articles)?:|(?:in other news|trending|don['’]t miss|up next|you might also like):|sign up|subscribe|share this|follow us|also read|more from|you may also like|"
    # "Newsletter start-up Acme has raised": with a small word behind it, it may begin a sentence of the article.
    r"sponsored (?:by|content|posts?)|(?:most (?:read|popular)|recommended) (?:for|in|on|this|reads?|reading|stories|articles|posts)\b|(?:advertisement|sponsored|newsletter|most (?:read|popular)|recommended)(?![ -](?-i:[a-z])))",
    re.IGNORECASE,
)
# A heading of the site's own over other stories' headlines: the whole line, as nobody heads a part of an article.
_STORIES = r"(?:stories|articles|posts|news|reads?|reading|headlines|coverage|content|topics|videos)"
TEASERS_BELOW = re.compile(
    rf"\W{{0,4}}(?:(?:the )?most (?:popular|read|viewed|shared|recent|commented|watched)(?: {_STORIES})?(?: (?:now|today|this week|(?:on|in) .{{2,30}}))?"
    rf"|(?:popular|trending|related|recommended|featured|similar|suggested)(?: {_STORIES}| now| today| for you)?"
    rf"|(?:recommended|picked) for you|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|(?:what to )?(?:read|watch) next|up next|(?:keep|continue) reading"
    rf"|(?:read|see) (?:more|also)|also read|don['’]t miss|editor['’]?s?['’]? (?:picks?|choice)|around the web|from our partners"
    # An editor's letter has these as well.
    rf"|(?P<editors>in other news|elsewhere|further reading|(?:the )?(?:latest|top|more)(?: {_STORIES})?|more (?:{_STORIES} )?(?:from|on|in|by) .{{2,40}}))\s?[:»›…>|]{{0,2}}",
    re.IGNORECASE,
)

# Somebody else's report: the claim is theirs, and a rumour until the company says it.
REPORTED = re.compile(
    r"\breportedly\b|[:\u2013\u2014-] (?:re?ports?|sources?|WSJ|FT|media|paper|newspaper)(?:\s*$|\n)|\b(?:Journal|Times|Post|News|paper|newspaper|magazine|blog|daily|media|outlet|publication|TV|report)\b[^.;]{0,30}\b(?:reported|said|says|reports|wrote)\b|"
    r"\baccording to (?:a |an |the |media |news |local |press )?(?:[\w.’']+ ){0,4}?(?:reports?|newspaper|magazine|Journal|Times|blog|Post|outlet|publication|article)\b|\b(?:it is|was) (?:reported|rumou?red)\b",
)
