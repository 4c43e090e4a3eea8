"""Names of organisations in a sentence, cut right: descriptions before a name and possessives after it are no part."""

import re

_WORD = r"(?:[A-Z0-9][\w&'’+.-]{0,30}|[a-z]{1,12}[A-Z][\w.+-]{0,20}|&)"
NAME = rf"{_WORD}(?: (?:of |and |the |de |& )?{_WORD}){{0,5}}"
_NAME = re.compile(NAME)

# A name that follows one of these begins after it: "Legal AI startup Aavalynx".
_DESCRIPTORS = re.compile(
    r"\b(?:start-?ups?|compan(?:y|ies)|firms?|makers?|platforms?|unicorns?|providers?|developers?|operators?|giants?|"
    r"specialists?|ventures?(?=\s[A-Z])|neobank|insurtech|fintech|edtech|proptech|biotech|healthtech|agritech|"
    r"retailers?|brands?|apps?|networks?|labs?(?=\s[A-Z][a-z]+ (?:raises|secures))|marketplace|builder|chipmaker|"
    r"carmaker|automaker|lender|insurer|rival|player|outfit|business|group|scaleup|scale-up|spinout|spin-off|"
    r"Start-?[Uu]p|Company|Maker|Platform|Unicorn|Provider|Developer|Specialist|Firm)\s+",
)
_PERSON = re.compile(
    r"\b(?:CEO|CTO|CFO|COO|[Cc]o-?founder|[Ff]ounder|[Cc]hairman|[Pp]resident|[Mm]anaging [Dd]irector)\b"
)
_LEADING = re.compile(
    r"^(?:(?:The|A|An|In|On|At|And|But|As|It|Its|This|That|These|After|Before|While|When|Meanwhile|Today|Yesterday|Also|Last|"
    r"Now|Exclusive|Breaking|Report|Update|How|Why|With|For|By|From|Since|Then|Here|There|He|She|They|We|Our|Their|One|Two|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Earlier|Later|Founded|Headquartered|Based|Under|Both|Other|Another|Some|"
    r"Existing|Investors?|Investments?|Funding|Series|Round|CEO|CTO|Founder|President|Chief|Backers?|Sources?|AI|Chinese|American|British|"
    r"Indian|German|French|European|US|U\.S\.|UK|Global|Venture|Local|New)\s+)+(?=[A-Z0-9a-z])",
)
_TRAILING = re.compile(r"(?:['’]s?|[.,;:]|\s(?:and|of|the|de|&))+$")
_LEGAL = re.compile(r",? (?:Inc|Ltd|LLC|Corp|Co|Pvt|Limited|Incorporated|GmbH|AG|SE|plc|PLC|S\.A|SA)\.?(?:,? Ltd\.?)?$")
_NOT_NAMES = {
    "the", "it", "this", "that", "they", "he", "she", "we", "its", "their", "our", "company", "startup", "series",
    "round", "funding", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "ceo", "cto",
    "founder", "investors", "investor", "sources", "people", "ai", "us", "uk", "eu", "usa", "ipo", "vc", "vcs", "pe", "in", "on",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "a", "an", "europe", "asia", "india", "china", "today", "yesterday", "advertisement", "exclusive",
    "both", "who", "what", "how", "why", "i", "you", "no", "yes", "seed", "but", "and", "read", "startups", "companies",
    "two", "three", "total", "overall", "q1", "q2", "q3", "q4", "h1", "h2", "saas", "b2b", "d2c", "new", "global",
}  # fmt: skip
_FUND_LIKE = re.compile(
    r"\b(?:Ventures?|Capital|Partners|Fund|Funds|Investments?|Equity|Holdings? Fund|Accelerator|Angels?|Combinator|"
    r"Investors|Asset Management|Advisors|Vision Fund|Ventures? Partners|Private Equity)\b"
)


def clean_name(written: str) -> str | None:
    """A name without what stands around it; None when nothing that could be a company's name is left."""
    name = written.strip(" \"'“”‘’(),;:")
    if _PERSON.search(name):
        return None
    # "medical devices manufacturer Acme": a name begins with its first capital; "ideaForge" has one inside.
    name = re.sub(r"^(?:[a-z][a-z-]*\s+)+(?=\S*[A-Z])", "", name)
    # "Munich's Acme": whose it is comes before, the name after.
    name = re.sub(r"^(?:[A-Z][\w.-]*\s){0,2}[A-Z][\w.-]*['’]s\s+(?=[A-Z])", "", name)
    found = list(_DESCRIPTORS.finditer(name))
    if found and found[-1].end() < len(name):
        name = name[found[-1].end() :]
    name = _LEADING.sub("", f"{name} ").strip()
    name = _LEGAL.sub("", _TRAILING.sub("", name)).strip(" ,.")
    if len(name) < 2 or name.lower() in _NOT_NAMES or not re.search(r"[A-Za-z\u4e00-\u9fff]", name):
        return None
    return name


def names(text: str) -> list[tuple[str, int, int]]:
    """Every name in a stretch of text: the cleaned name, and where it stands."""
    found = []
    for match in _NAME.finditer(text):
        if text[match.end() : match.end() + 6].startswith(("-based", "-headq")):
            continue
        name = clean_name(match[0])
        at = text.find(name, match.start()) if name else -1
        if name and at >= 0:
            found.append((name, at, at + len(name)))
    return found


def is_fund(name: str) -> bool:
    """Does the name say that it belongs to an investor?"""
    return bool(_FUND_LIKE.search(name))
