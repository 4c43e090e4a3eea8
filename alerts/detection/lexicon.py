"""The words that detection knows, by the part they play in a sentence about money; data, no mechanism.

Each class is one letter, so that a sentence becomes a string of letters that rules can be matched against
(`alerts.detection.chunks`). A word stands in one class: where two lists of LEXICON hold it, the later one wins. So the
second list of GAINS are verbs that would be PLANS or SAYS without it. Words whose class hangs on their neighbours are
told apart in `chunks`.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

CONTRASTS = frozenset("while whereas as but after when".split())
"""A clause of its own begins behind these."""


class Tag(StrEnum):
    """What a chunk of a sentence is. The letters are the alphabet of the rules."""

    NAME = "N"
    INVESTOR = "I"  # a name that says it belongs to an investor: "Harbour Ventures"
    PERSON = "H"
    COMPANY = "C"  # "the Beijing-based company": a company named elsewhere
    IT = "i"
    SHE = "h"
    DESCRIPTOR = "G"  # start-up, maker, platform
    MONEY = "M"
    SERIES = "S"
    ROUND = "R"
    STAKE = "K"
    DEBT = "B"
    GRANT = "g"
    FUND = "F"
    VALUATION = "X"
    RAISES = "V"
    GAINS = "W"  # receives, gets, closes: money only when the object says so
    INVESTS = "v"
    LEADS = "L"
    JOINS = "j"
    ACQUIRES = "q"
    AUXILIARY = "a"
    TALKS = "T"
    PLANS = "P"
    DENIES = "D"
    SAYS = "s"
    RELATIVE = "r"
    TIME = "z"
    TITLE = "p"  # chief executive, founder, spokesman
    ADJECTIVE = "A"  # Berlin-based, Chinese, venture-backed
    DETERMINER = "d"
    OF = "o"
    IN = "n"
    FOR = "f"
    FROM = "m"
    BY = "y"
    WITH = "w"
    TO = "t"
    AND = "&"
    POSSESSIVE = "'"
    COMMA = ","
    OPEN = "("
    CLOSE = ")"
    DASH = "-"
    COLON = ":"
    END = "."
    QUOTE = '"'
    WORD = "x"


def _verb(base: str, *forms: str) -> list[str]:
    """A regular verb's forms, or those given after its base form."""
    if forms:
        return [base, *forms]
    stem = base.removesuffix("e")
    return [base, f"{base}s", f"{stem}ed", f"{stem}ing"]


_RAISES = [
    *_verb("raise"), *_verb("secure"), *_verb("bag", "bags", "bagged", "bagging"), *_verb("nab", "nabs", "nabbed", "nabbing"),
    *_verb("land"), *_verb("net", "nets", "netted", "netting"), *_verb("snag", "snags", "snagged", "snagging"),
    *_verb("grab", "grabs", "grabbed", "grabbing"), *_verb("pocket"), *_verb("score"), *_verb("garner"), *_verb("scoop"),
    *_verb("mop", "mops", "mopped", "mopping"), *_verb("haul"), *_verb("rake"), *_verb("clinch", "clinches", "clinched"),
    *_verb("seal"), *_verb("nail"), "banked", *_verb("attract"), *_verb("fetch", "fetches", "fetched"),
    *_verb("amass", "amasses", "amassed"), *_verb("collect"), "reraised", "fundraises", "crowdfunds",
]  # fmt: skip
_GAINS = [
    *_verb("receive"), *_verb("get", "gets", "got", "getting", "gotten"), *_verb("win", "wins", "won", "winning"),
    *_verb("close"), *_verb("complete"), *_verb("obtain"), *_verb("announce"), *_verb("take", "takes", "took", "taken", "taking"),
    *_verb("pick", "picks", "picked", "picking"), *_verb("pull"), *_verb("reel"), *_verb("bring", "brings", "brought", "bringing"), *_verb("gain"),
    *_verb("draw", "draws", "drew", "drawn"), *_verb("borrow"), *_verb("award"), *_verb("finalise"), *_verb("finalize"),
    *_verb("wrap", "wraps", "wrapped", "wrapping"), *_verb("accept"), *_verb("unveil"), *_verb("reveal"), *_verb("disclose"),
    *_verb("seek", "seeks", "sought", "seeking"), *_verb("eye", "eyes", "eyed", "eyeing", "eying"), *_verb("target"),
    *_verb("mull"), *_verb("pursue"), *_verb("explore"), *_verb("consider"), *_verb("need"), *_verb("gather"), *_verb("hit"),
    *_verb("report"), *_verb("add"), *_verb("launch", "launched", "launches", "launching"), *_verb("issue"), *_verb("tap"),
    *_verb("extend"), *_verb("welcome"), *_verb("find", "finds", "found", "finding"), *_verb("discuss", "discusses", "discussed", "discussing"),
    *_verb("negotiate"), *_verb("approve"), *_verb("confirm"), *_verb("want"), *_verb("chase"), *_verb("ink"), *_verb("sign"),
    *_verb("infuse"), *_verb("hold", "holds", "held", "holding"), "conducts", "conducting", "scores", "tops", "topped",
]  # fmt: skip
_INVESTS = [
    *_verb("invest"), *_verb("pump"), *_verb("pour"), *_verb("inject"), *_verb("sink", "sinks", "sank", "sunk", "sinking"),
    *_verb("plough"), *_verb("plow"), *_verb("funnel"), *_verb("back"), *_verb("put", "puts", "putting"), *_verb("plunk"),
    *_verb("commit", "commits", "committed", "committing"), *_verb("contribute"), *_verb("infuse"), *_verb("stake", "staked"),
    *_verb("bet", "bets", "betting"), *_verb("finance", "financed", "finances"), *_verb("lend", "lends", "lent", "lending"),
    *_verb("provide"), *_verb("give", "gives", "gave", "giving"), *_verb("grant", "granted"), *_verb("pay", "pays", "paid", "paying"),
]  # fmt: skip
_ACQUIRES = [
    *_verb("acquire"), *_verb("buy", "buys", "bought", "buying"), *_verb("purchase"), *_verb("merge"), "acquisition",
    "acquisitions", "takeover", "buyout", "merger", "acquirer", *_verb("sell", "sells", "sold", "selling"), "sale", "bid", "bids",
]  # fmt: skip
_PLANS = [
    *_verb("plan", "plans", "planned", "planning"), *_verb("aim"), *_verb("look", "looks", "looking"), *_verb("hope"),
    *_verb("intend"), *_verb("expect"), *_verb("prepare"), *_verb("try", "tries", "tried", "trying"), *_verb("weigh"),
    *_verb("attempt"), "set", "poised", "likely", "ready", "due", "able", "bid", *_verb("agree", "agrees", "agreed"), "about",
    "close", "near", *_verb("near"), "scheduled", "slated", "gearing", "goal", "want", "wants", "wanting", "seeking", "seeks", "sought",
    "mulls", "mulling", "considering", "considers", "exploring", "explores", "eyeing", "efforts", "effort", "proposal", "going",
    "proposes", "proposed", "opts", "opted", "decided", "approached", "offered", "offers", "discussing", "working", "kicked", "began",
    "begins", "started", "starting", "continues", "continued", "option", "right", "process", "verge", "managed", "failed", "fails", "struggling",
    "struggled", "struggles", "stages", "need", "needs", "needed", "helped", "helping", "helps", "help", "aside", "forward", "on-track", "track",
]  # fmt: skip
_AUXILIARIES = [
    "has", "have", "had", "having", "is", "are", "was", "were", "be", "been", "being", "will", "would", "may", "might", "could",
    "can", "should", "shall", "must", "did", "does", "do", "just", "also", "now", "then", "already", "still", "again", "ever",
    "reportedly", "recently", "today", "yesterday", "tomorrow", "quietly", "officially", "successfully", "apparently", "allegedly", "currently",
    "itself", "themselves", "finally", "first", "once", "only", "even", "since", "so", "far", "together", "collectively", "jointly", "separately",
    "later", "earlier", "previously", "altogether", "not", "yet", "instead", "additionally", "meanwhile", "soon", "never", "further", "up", "in-principle",
    "back", "down", "last", "both", "all", "each", "more", "in-total",
]  # fmt: skip
_ROUNDS = [
    "round", "rounds", "funding", "financing", "fundraise", "fundraising", "fund-raising", "fundings", "fundraises", "investment",
    "investments", "capital", "raise", "money", "cash", "injection", "infusion", "cheque", "funds", "tranche", "backing", "financings",
    "fund-raise", "co-investment", "recapitalization", "recapitalisation", "placement", "offering", "offerings", "pipe", "equity", "megaround", "mega-round",
]  # fmt: skip
_DESCRIPTORS = [
    "startup", "start-up", "startups", "start-ups", "company", "companies", "firm", "firms", "maker", "makers", "platform", "platforms", "unicorn",
    "provider", "providers", "developer", "operator", "giant", "specialist", "neobank", "insurtech", "fintech", "edtech", "proptech", "biotech",
    "healthtech", "agritech", "foodtech", "retailer", "brand", "app", "network", "marketplace", "builder", "chipmaker", "carmaker", "automaker",
    "lender", "insurer", "rival", "player", "outfit", "business", "group", "scaleup", "scale-up", "spinout", "spin-off", "spinoff", "manufacturer",
    "producer", "site", "website", "service", "venture", "studio", "lab", "publisher", "bank", "broker", "exchange", "chain", "supplier",
    "vendor", "distributor", "aggregator", "browser", "carrier", "airline", "decacorn", "challenger", "e-tailer", "utility", "labs", "parent", "subsidiary",
    "unit", "arm", "division", "owner", "competitor", "competitors", "incumbent", "entrant", "juggernaut", "major", "crop",
    "hospital", "clinic", "school", "university", "nbfc", "d2c", "saas", "cleantech", "medtech", "femtech", "adtech", "martech", "deeptech", "logistics",
    "robotics", "grocer", "upstart", "newcomer", "innovator", "pioneer", "firm's", "organisation", "organization", "nonprofit", "foundry", "fabricator", "engine",
    "tool", "wallet", "team", "duo", "trio", "pair", "co-operative", "cooperative", "wholesaler", "blog", "portal", "newspaper", "magazine", "broadcaster", "miner", "driller", "refiner", "brewer", "drugmaker", "exporter", "importer", "trader", "grower", "breeder", "recycler", "roaster", "distiller", "baker", "printer", "processor", "shipper", "streamer", "caterer", "lessor", "installer", "phonemaker", "smartphone-maker",
]  # fmt: skip
_SAYS = [
    *_verb("say", "says", "said", "saying"), *_verb("announce"), *_verb("confirm"), *_verb("report"), *_verb("tell", "tells", "told"),
    *_verb("reveal"), *_verb("disclose"), *_verb("state"), *_verb("claim"), *_verb("add"), *_verb("note"), *_verb("write", "writes", "wrote"),
    *_verb("explain"), *_verb("declare"), *_verb("show", "shows", "showed", "shown"), *_verb("believe"), *_verb("estimate"), *_verb("learn"),
    *_verb("reckon"), "see", "sees", "saw", "foresee", "foresees", "foresaw", *_verb("suggest"), "according", "cited", "citing", "quoted", *_verb("discover"), *_verb("think", "thinks", "thought"),
]  # fmt: skip
_TITLES = [
    "mayor", "senator", "governor",
    "ceo", "cto", "cfo", "coo", "cbo", "cro", "cmo", "cpo", "cio", "cso", "chro", "cofounder", "co-founder", "cofounders", "co-founders", "founder", "founders", "chairman", "chairwoman",
    "chairperson", "president", "director", "spokesman", "spokeswoman", "spokesperson", "spokesmen", "analyst", "analysts", "executive", "chief", "officer",
    "vp", "partner", "billionaire", "entrepreneur", "mr", "ms", "mrs", "dr", "sir", "professor", "secretary", "minister", "commissioner", "editor", "lawyer",
    "attorney", "economist", "strategist", "boss", "head", "engineer", "roboticist", "designer", "scientist", "tycoon", "actor", "singer", "cricketer", "judge",
    "representative", "manager", "evp", "svp", "md", "chiefs", "sources", "source", "people", "person", "investor", "investors", "backer", "backers", "shareholder",
    "shareholders", "employee", "employees", "customers", "customer", "clients", "client", "executives", "officials", "official", "veteran",
]  # fmt: skip
_TIMES = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
    "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "week", "month", "year", "weeks", "months", "years", "quarter", "today", "yesterday", "ago", "earlier", "morning", "weekend", "fiscal", "decade", "days", "day",
    "hours", "spring", "summer", "autumn", "fall", "winter",
]  # fmt: skip
_NATIONS = [
    "chinese", "american", "british", "indian", "german", "french", "european", "russian", "israeli", "swedish", "danish", "norwegian",
    "finnish", "dutch", "belgian", "swiss", "austrian", "italian", "spanish", "portuguese", "polish", "czech", "irish", "scottish", "welsh", "english", "greek",
    "turkish", "egyptian", "nigerian", "kenyan", "african", "asian", "japanese", "korean", "taiwanese", "vietnamese", "thai", "malaysian", "indonesian",
    "singaporean", "filipino", "australian", "canadian", "mexican", "brazilian", "argentine", "argentinian", "chilean", "colombian", "peruvian", "saudi",
    "emirati", "qatari", "pakistani", "bangladeshi", "ukrainian", "romanian", "bulgarian", "hungarian", "estonian", "latvian", "lithuanian", "global", "international",
    "domestic", "foreign", "overseas", "local", "silicon", "icelandic", "serbian", "croatian", "ghanaian", "south", "north", "latin", "nordic", "u.s", "u.s.", "u.k.", "uk", "us",
]  # fmt: skip

NATIONS = frozenset(_NATIONS) - {"domestic", "foreign", "overseas", "local"}
"""Whose a body may be: "European Investment Fund"."""

LEXICON: dict[str, Tag] = {}
for _tag, _words in (
    (Tag.GAINS, _GAINS), (Tag.SAYS, _SAYS), (Tag.INVESTS, _INVESTS), (Tag.ACQUIRES, _ACQUIRES), (Tag.PLANS, _PLANS),
    (Tag.DESCRIPTOR, _DESCRIPTORS), (Tag.TITLE, _TITLES), (Tag.TIME, _TIMES), (Tag.ADJECTIVE, _NATIONS),
    (Tag.RAISES, _RAISES),
    (Tag.GAINS, ["seeking", "seeks", "seek", "sought", "eyes", "eyeing", "eye", "targets", "targeting", "mulls", "mulling", "mull", "considering",
                 "exploring", "explores", "announces", "announced", "announcing", "closes", "closed", "closing", "discussing", "discusses", "weighs", "weighing", "received", "needs", "need"]),
    (Tag.AUXILIARY, _AUXILIARIES),
    (Tag.ROUND, _ROUNDS),
    (Tag.STAKE, ["stake", "stakes", "share", "shares", "stock", "shareholding", "holding", "holdings", "rights"]),
    (Tag.DEBT, ["debt", "loan", "loans", "credit", "debenture", "debentures", "ncd", "ncds", "bond", "bonds", "mortgage", "facility", "borrowing",
                "borrowings", "overdraft", "notes", "sukuk"]),
    (Tag.GRANT, ["grant", "grants", "subsidy", "subsidies"]),
    (Tag.FUND, ["fund"]),
    (Tag.VALUATION, ["valuation", "valuations", "valued", "valuing", "values", "value", "worth", "pre-money", "post-money", "pegging"]),
    (Tag.LEADS, ["led", "leads", "leading", "lead", "heads", "heading", "spearheads", "anchors", "steers", "fronts", "co-led", "co-leads", "co-leading", "spearheaded", "anchored", "headed", "steered", "co-lead", "fronted"]),
    (Tag.JOINS, ["join", "joins", "joined", "joining", "participate", "participates", "participated", "participating", "participation", "including",
                 "includes", "included", "include", "alongside"]),
    (Tag.TALKS, ["talks", "discussion", "discussions", "negotiations", "conversations", "talking", "negotiating", "meetings"]),
    (Tag.DENIES, ["denied", "denies", "deny", "denying", "refuted", "dismissed", "dismisses", "rejected", "no", "without", "neither", "nor", "rebuffed", "rubbishes", "rubbished", "rejects", "rejecting", "quashes", "quashed", "scotches", "scotched", "refutes", "refuting", "baseless"]),
    (Tag.RELATIVE, ["which", "that", "who", "whose", "that's"]),
    (Tag.IT, ["it", "they", "we", "it's", "i"]),
    (Tag.SHE, ["he", "she"]),
    (Tag.DETERMINER, ["a", "an", "the", "its", "their", "his", "her", "our", "this", "these", "those", "new", "fresh", "additional", "another", "some",
                      "any", "one", "two", "three", "several", "more", "latest", "recent", "total", "first", "second", "third", "initial", "other", "such"]),
    (Tag.OF, ["of"]), (Tag.IN, ["in", "into", "within", "at", "on"]), (Tag.FOR, ["for"]), (Tag.FROM, ["from"]), (Tag.BY, ["by", "via", "through"]),
    (Tag.WITH, ["with"]), (Tag.TO, ["to"]), (Tag.AND, ["and", "&", "or", "plus", "as-well-as"]),
):  # fmt: skip
    LEXICON.update(dict.fromkeys(_words, _tag))

PUNCTUATION = {
    ",": Tag.COMMA, ";": Tag.COMMA, "(": Tag.OPEN, ")": Tag.CLOSE, "[": Tag.OPEN, "]": Tag.CLOSE, "-": Tag.DASH, "–": Tag.DASH,
    "—": Tag.DASH, ":": Tag.COLON, "|": Tag.COMMA, "\"": Tag.QUOTE, "“": Tag.QUOTE, "”": Tag.QUOTE, ".": Tag.END, "!": Tag.END,
    "?": Tag.END, "…": Tag.END, "•": Tag.COMMA, "/": Tag.AND, "+": Tag.AND,
}  # fmt: skip

# A name that ends in, or holds, one of these is an investor's.
INVESTOR_WORDS = frozenset(
    "ventures venture capital partners investments investment equity angels angel combinator investors fund funds accelerator vc advisors advisers"
    " family trust endowment pension foundation growth ventures'".split()
)  # fmt: skip
_ALWAYS_INVESTOR = frozenset("ventures capital partners investments angels combinator accelerator vc fund funds investors equity advisors advisers endowment pension".split())  # fmt: skip
LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc corp corporation co plc gmbh ag sa sas se nv bv ab oy as pvt private pte kk spa srl llp lp sarl kg oyj asa pty"
    " berhad bhd".split()
)  # fmt: skip
# These begin a headline or a sentence and are never part of a company's name.
NEVER_NAMES = frozenset(
    """i a an the it its he she they we you our their his her this that these those there here who what when where why how which and or but if as at by for
    from in into of off on onto over per than then to up via with without yet not no yes also after before while during since until about above
    under between among exclusive breaking report reports update updated updates comment watch video podcast opinion analysis sources source
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    ceo cto cfo coo cmo cpo cbo cro cio cso chro md vp evp svp ai ml api ipo ipos drhp rhp drhps vc vcs pe us u.s uk eu usa uae europe asia africa america india china q1 q2 q3 q4 h1 h2 fy
    series seed round funding today yesterday tomorrow advertisement sponsored read more share mr mrs ms dr sir new founded headquartered based
    nasdaq nyse otc otcqb tsx lse bse nse asx amex m&a m&as r&d q&a rs inr usd eur gbp mn bn cr crore lakh million billion reporting editing additional writing b2b b2c d2c saas esop esops ar vr ev evs gdp ebitda gmv arr
    web internet net online nbfc website webpage press release photo image credits getty via earlier later meanwhile however moreover overall total last next both other others
    remember meet introducing imagine consider say think see look listen forget like despite amid among although though because hello hi thanks dear welcome
    another safe existing investors investor participation led pre-series pre-seed unlike ccps ccd ccds ocd ocds ocps ncd ncds reg a+""".split()
)  # fmt: skip


# Watchdogs, ministries, givers of prizes and the press: they receive no round.
INSTITUTIONS = frozenset(
    {
        "securities and exchange commission", "securities exchange commission", "securities exchange", "exchange commission", "sec", "ftc", "fed", "fcc", "doj", "cia", "fbi", "imf", "world bank",
        "federal reserve", "treasury", "congress", "senate", "white house", "pentagon", "supreme court", "european commission", "european union", "sebi", "rbi", "nclt", "mca", "cci", "ministry",
        "parliament", "bloomberg", "reuters", "techcrunch", "wall street journal", "new york times", "financial times", "washington post",
        "irs", "sipc", "opec", "ecb", "european central bank", "central bank", "united nations", "democrats", "republicans", "house", "nyse", "moneytree", "dealogic", "thomson reuters", "national venture capital association", "nvca",
        "xprize", "x prize", "xprize foundation", "x prize foundation",
    }
)  # fmt: skip


def is_investors(name: str) -> bool:
    """Does a name say that it belongs to an investor?"""
    words = [word.strip(".,'’") for word in name.lower().split()]
    return any(word in _ALWAYS_INVESTOR for word in words) or (len(words) > 1 and words[-1] in INVESTOR_WORDS)


# What the bodies of a nation are called; a name that holds any other word is known without its nation.
_BODIES = frozenset(
    "agency bank board corporation council foundation fund funds institute investments managers partners pool trust ventures capital".split()
)
_GENERIC = _BODIES | frozenset(
    """business climate credit development digital early energy enterprise equity export finance financial future green group growth health impact
    industrial industry infrastructure innovation investment management media national opportunities opportunity patient pension private public
    regional research science seed social sovereign stage strategic sustainable technology venture wealth""".split()
)


def is_nations_body(words: Sequence[str]) -> bool:
    """ "European Investment Fund": a nation before nothing but generic words is the name's own; "German Quay Ventures" is Quay."""
    nation, *rest = (word.lower() for word in words)
    return nation in NATIONS and bool(rest) and rest[-1] in _BODIES and all(word in _GENERIC for word in rest)


@cache
def common_words() -> frozenset[str]:
    """Ordinary English words: those that news writes in lower case inside a sentence. Measured on 16,000 articles."""
    return frozenset(files("alerts.detection").joinpath("common_words.txt").read_text("utf-8").split())


@cache
def places() -> frozenset[str]:
    """Countries and large cities, in lower case: never a company when they stand alone."""
    return frozenset(files("alerts.detection").joinpath("places.txt").read_text("utf-8").splitlines())


@cache
def given_names() -> frozenset[str]:
    """Persons' first names that news writes often, in lower case; a company may bear one too."""
    return frozenset(files("alerts.detection").joinpath("given_names.txt").read_text("utf-8").split())


# As postal codes and as newspapers abbreviate them: "Virginia Beach, Va.-based".
STATES = frozenset(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc"
    " ala ariz ark calif colo conn del fla ill ind kan mass mich minn miss mont neb nev okla ore penn tenn tex vt va wash wis wyo ont que alta b.c n.y n.j n.c s.c n.h"
    " d.c r.i w.va n.m md".split()
)
