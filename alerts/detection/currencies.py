"""Currencies as they are written: every code of ISO 4217, signs, letters before a figure, names behind it.

A writing is either one currency's alone ("€") or shared ("$", "kr", "pesos"). A shared one is called by a key of
`SHARED`, and `code_of` tells whose it is from the publisher's country and the text's language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# ISO 4217 list one, and below it codes that older articles still hold. XXX (none) and XTS (for tests) are no money.
ISO_4217 = _words(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
    CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
    MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER
    ZAR ZMW ZWG
    ANG BYR CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL"""
)

WORDLIKE = _words("ALL AMD ANG BAM BOB COP CUP DOP ERN GEL LAK MAD MOP NIO PEN RON SOS STD SVC TOP TRY")
"""Codes that are words, names or abbreviations too: alone they are no proof of money."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A writing that several currencies share: `otherwise` where neither country nor language decides."""

    otherwise: str | None
    of_country: Mapping[str, str] = field(default_factory=dict)
    of_language: Mapping[str, str] = field(default_factory=dict)


def _of(pairs: str) -> dict[str, str]:
    """ "AU:AUD CA:CAD" as a table."""
    return {country: code for country, _, code in (pair.partition(":") for pair in pairs.split())}


_DOLLARS = _of(
    "AU:AUD BB:BBD BN:BND BS:BSD BZ:BZD CA:CAD FJ:FJD GY:GYD HK:HKD JM:JMD KY:KYD LR:LRD NA:NAD NZ:NZD SG:SGD SR:SRD "
    "TT:TTD TW:TWD"
)
_PESOS = _of("AR:ARS CL:CLP CO:COP CU:CUP DO:DOP MX:MXN PH:PHP UY:UYU")
SHARED: dict[str, Shared] = {
    # "$" is the peso's sign too, but only where Spanish is written: English reports of Mexico mean US dollars.
    "$": Shared("USD", _DOLLARS),
    "dollar": Shared("USD", _DOLLARS),
    "¥": Shared("JPY", _of("CN:CNY JP:JPY"), _of("zh:CNY ja:JPY")),
    "元": Shared("CNY", _of("TW:TWD HK:HKD SG:SGD MO:MOP")),
    "kr": Shared(None, _of("SE:SEK NO:NOK DK:DKK IS:ISK"), _of("sv:SEK nb:NOK no:NOK nn:NOK da:DKK is:ISK")),
    "crown": Shared(None, _of("SE:SEK NO:NOK DK:DKK IS:ISK CZ:CZK"), _of("sv:SEK nb:NOK no:NOK da:DKK is:ISK cs:CZK")),
    "pound": Shared("GBP", _of("EG:EGP LB:LBP SD:SDG SS:SSP SY:SYP")),
    "£": Shared("GBP", _of("EG:EGP LB:LBP")),
    "rupee": Shared("INR", _of("PK:PKR LK:LKR NP:NPR MU:MUR SC:SCR")),
    "peso": Shared(None, _PESOS),
    "franc": Shared("CHF", _of("CH:CHF SN:XOF CI:XOF BJ:XOF BF:XOF ML:XOF NE:XOF TG:XOF CM:XAF GA:XAF CG:XAF TD:XAF RW:RWF BI:BIF CD:CDF DJ:DJF GN:GNF")),
    "dirham": Shared("AED", _of("AE:AED MA:MAD")),
    "riyal": Shared("SAR", _of("SA:SAR QA:QAR YE:YER OM:OMR IR:IRR")),
    "dinar": Shared(None, _of("KW:KWD BH:BHD JO:JOD IQ:IQD TN:TND DZ:DZD LY:LYD RS:RSD")),
    "shilling": Shared(None, _of("KE:KES UG:UGX TZ:TZS SO:SOS")),
    "won": Shared("KRW", _of("KP:KPW")),
    "real": Shared("BRL"),
    "rouble": Shared("RUB", _of("BY:BYN")),
    "lira": Shared("TRY"),
}  # fmt: skip

UNITS_OF_A_DOLLAR: dict[str, int] = {
    code: size
    for size, codes in {
        10: "CNY HKD SEK NOK DKK MYR BRL ZAR ILS AED SAR QAR PLN MOP",
        100: "JPY INR RUB PHP THB TWD CZK TRY MXN UAH EGP PKR BDT KES ISK MUR UYU DOP NPR HNL SRD MDL",
        1_000: "KRW HUF CLP ARS CRC KZT LKR AMD JMD NGN XOF XAF ETB DZD RSD AOA MKD",
        10_000: "COP UGX TZS RWF IQD MNT MMK KHR PYG SLL MGA CDF GNF BIF ZWL UZS",
        100_000: "IDR VND LBP IRR LAK SYP VES",
    }.items()
    for code in codes.split()
}
"""Of currencies with small units, by powers of ten: enough to tell what no round can be. Others count as a dollar."""


def code_of(key: str, country: str | None, language: str | None) -> str | None:
    """The ISO 4217 code that a writing stands for, or None when it may be several.

    `key` is a code already or a key of `SHARED`; `country` is ISO 3166-1 alpha-2, `language` ISO 639-1.
    """
    shared = SHARED.get(key)
    if shared is None:
        return key
    if key == "$" and language == "es" and country in _PESOS:
        return _PESOS[country]
    return shared.of_country.get(country or "") or shared.of_language.get(language or "") or shared.otherwise


def home_of(text: str) -> str | None:
    """The country whose own crowns, pesos, dinars or shillings a text must mean: the first of them that it names.

    Only countries that share such a word count: a text on Denmark may well mean US dollars by "$".
    """
    for match in _WORD.finditer(text.lower()):
        country = NATIONS.get(match[0]) or _COUNTRIES.get(match[0])
        if country in _BARE_AT_HOME:
            return country
    return None


_WORD = re.compile(r"[^\W\d_]{4,20}")
_BARE_AT_HOME = frozenset(
    country for shared in SHARED.values() if shared.otherwise is None for country in shared.of_country
)

# -- before the figure --------------------------------------------------------------------------------------------

SIGNS: dict[str, str] = {
    "$": "$", "€": "EUR", "£": "£", "¥": "¥", "₹": "INR", "₨": "rupee", "₩": "KRW", "₪": "ILS", "₦": "NGN", "₺": "TRY",
    "₽": "RUB", "฿": "THB", "₫": "VND", "₱": "PHP", "₴": "UAH", "₸": "KZT", "₡": "CRC", "₲": "PYG", "₵": "GHS",
    "₼": "AZN", "₾": "GEL", "৳": "BDT", "﷼": "riyal",
}  # fmt: skip

DOLLARS_OF: dict[str, str] = {
    "us": "USD", "u.s.": "USD", "u": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "cdn": "CAD",
    "s": "SGD", "sg": "SGD", "hk": "HKD", "nz": "NZD", "nt": "TWD", "r": "BRL", "mx": "MXN", "mex": "MXN", "rd": "DOP",
    "tt": "TTD", "j": "JMD", "ja": "JMD", "b": "BND", "bz": "BZD", "fj": "FJD", "n": "NAD", "ar": "ARS", "cl": "CLP",
    "col": "COP", "mop": "MOP", "z": "ZWL", "cn": "CNY",
}  # fmt: skip
"""The letters of "A$", "NT$", and behind the sign of "$US", in lower case."""

_LETTERS_OF: dict[str, dict[str, str]] = {
    "¥": {"CN": "CNY", "RMB": "CNY", "CNY": "CNY", "JP": "JPY", "JPY": "JPY"},
    "£": {"E": "EGP", "EGP": "EGP", "LE": "EGP", "GB": "GBP", "GBP": "GBP", "UK": "GBP"},
}
"""The letters of "CN¥" and "E£", at the sign."""

# "a $5m round" and "San Francisco, CA $5m": with a space only these belong to the sign.
_APART = frozenset({"US", "U.S.", "HK", "NZ", "NT", "AU", "MX"})
_BEHIND_SIGN = frozenset({"us", "a", "au", "c", "ca", "nz", "hk", "s", "nt"})

LETTERS: dict[str, str] = {
    "Rs": "rupee", "RS": "rupee", "rs": "rupee", "RM": "MYR", "Rp": "IDR", "Fr": "CHF", "SFr": "CHF", "sFr": "CHF",
    "Sfr": "CHF", "RMB": "CNY", "Rmb": "CNY", "CNH": "CNY", "NIS": "ILS", "kr": "kr", "Kr": "kr", "SKr": "SEK", "Skr": "SEK",
    "NKr": "NOK", "Nkr": "NOK", "DKr": "DKK", "Dkr": "DKK", "IKr": "ISK", "KSh": "KES",
    "Ksh": "KES", "KSH": "KES", "KShs": "KES", "Kshs": "KES", "USh": "UGX", "Ush": "UGX", "TSh": "TZS", "Tsh": "TZS",
    "Sh": "shilling", "Dh": "dirham", "Dhs": "dirham", "DH": "dirham", "SR": "SAR", "QR": "QAR", "KD": "KWD",
    "BD": "BHD", "LE": "EGP", "Tk": "BDT", "Php": "PHP", "NT": "TWD", "Euro": "EUR", "EURO": "EUR", "euro": "EUR",
    "FCFA": "XOF", "CFA": "XOF", "Bs": "VES", "Kč": "CZK", "Naira": "NGN", "Baht": "THB", "Rial": "riyal",
}  # fmt: skip
# One letter is too little to go by, unless it is the country's habit and stands at the figure.
_LETTER_OF = {("R", "ZA"): "ZAR", ("N", "NG"): "NGN", ("P", "PH"): "PHP", ("K", "ZM"): "ZMW", ("P", "BW"): "BWP"}
_CJK_BEFORE: dict[str, str] = {
    "人民币": "CNY", "人民幣": "CNY", "新台币": "TWD", "新台幣": "TWD", "台币": "TWD", "台幣": "TWD", "港币": "HKD",
    "港幣": "HKD", "美元": "USD", "美金": "USD", "港元": "HKD", "欧元": "EUR", "歐元": "EUR",
}  # fmt: skip
_CJK_LAST = frozenset(name[-1] for name in _CJK_BEFORE)
_MAX_LETTERS = 4
_MAX_GAP = 6
"""Characters of white space that may stand between a currency and its figure: "&nbsp;" is that long."""


@dataclass(frozen=True, slots=True)
class Written:
    """A currency in a text: `key` is a code or one of `SHARED`; `wordlike` when a code is a word as well."""

    key: str
    start: int
    end: int
    wordlike: bool = False
    letter: bool = False
    """Only one letter, as in "R20m"."""


def before(text: str, at: int, country: str | None = None) -> Written | None:
    """The currency written in front of the figure that begins at `at`: "US$", "PLN ", "Rs. ", "raised$"."""
    end = _skip_gap(text, at)
    if not end:
        return None
    last = text[end - 1]
    if last in SIGNS:
        return _sign(text, end, at)
    if last == ".":
        end -= 1
        last = text[end - 1] if end else ""
    elif last in _CJK_LAST:
        for length in (3, 2):
            key = _CJK_BEFORE.get(text[max(0, end - length) : end])
            if key:
                return Written(key, end - length, at)
        return None
    return _letters(text, end, at, country) if last.isalpha() else None


def _skip_gap(text: str, at: int) -> int:
    floor = max(0, at - _MAX_GAP)
    while at > floor and text[at - 1].isspace():
        at -= 1
    return at


def _sign(text: str, end: int, at: int) -> Written:
    begin = end - 1
    sign = text[begin]
    if sign in _LETTERS_OF:
        start = _run_start(text, begin)
        code = _LETTERS_OF[sign].get(text[start:begin])
        return Written(code, start, at) if code else Written(SIGNS[sign], begin, at)
    if sign != "$" or not begin:
        return Written(SIGNS[sign], begin, at)
    start = _run_start(text, begin)
    letters = text[start:begin]
    if letters:
        code = letters if letters in ISO_4217 else DOLLARS_OF.get(letters.lower())
        # "raised$150 million" has lost its space; "a$5m" is no Australian dollar but an article.
        if code and (letters.isupper() or len(letters) > 1):
            return Written(code, start, at)
        return Written("$", begin, at)
    if begin > 3 and text[begin - 4 : begin].lower() == "u.s.":
        return Written("USD", begin - 4, at)
    apart = _skip_gap(text, begin)
    start = _run_start(text, apart)
    if start < apart < begin:
        letters = text[start:apart]
        if letters in ISO_4217 and letters not in WORDLIKE:
            return Written(letters, start, at)
        if letters in _APART:
            return Written(DOLLARS_OF[letters.lower()], start, at)
    return Written("$", begin, at)


def _run_start(text: str, end: int) -> int:
    """Where the letters that end at `end` begin; `end` when they are more than `_MAX_LETTERS`, and so a word."""
    start = end
    while start and end - start <= _MAX_LETTERS and text[start - 1].isalpha() and text[start - 1].isascii():
        start -= 1
    return end if end - start > _MAX_LETTERS else start


def _letters(text: str, end: int, at: int, country: str | None) -> Written | None:
    start = end
    while start and end - start <= _MAX_LETTERS and text[start - 1].isalpha():
        start -= 1
    letters = text[start:end]
    if end - start > _MAX_LETTERS or (start and text[start - 1] in "$€£¥"):
        return _sign_and_letters(text, start, end, at) or _glued_code(letters, end, at)
    if start and (text[start - 1].isdigit() or text[start - 1] in "_/.&@#"):
        return None
    key = LETTERS.get(letters)
    if key:
        return Written(key, start, at)
    if letters in ISO_4217:
        return Written(letters, start, at, wordlike=letters in WORDLIKE)
    if len(letters) == 1 and end == at and (not start or text[start - 1] != "-"):
        key = _LETTER_OF.get((letters, country or "")) or ("ZAR" if letters == "R" else None)
        return Written(key, start, at, letter=True) if key else None
    return _glued_code(letters, end, at)


def _sign_and_letters(text: str, start: int, end: int, at: int) -> Written | None:
    """ "$US5m", as papers down under write it, and "$CAD 5m"."""
    if not start or text[start - 1] != "$" or not text[start:end].isupper():
        return None
    letters = text[start:end].lower()
    if letters == "s" and text[start - 2 : start - 1] == "U":  # "U$S", as Buenos Aires writes it
        return Written("USD", start - 2, at)
    code = DOLLARS_OF[letters] if letters in _BEHIND_SIGN else text[start:end]
    return Written(code, start - 1, at) if code in ISO_4217 else None


def _glued_code(letters: str, end: int, at: int) -> Written | None:
    """ "raisedUSD5m": a code whose space was lost."""
    code = letters[-3:]
    if len(letters) > 3 and letters[-4].islower() and code in ISO_4217 and code not in WORDLIKE:
        return Written(code, end - 3, at)
    return None


# -- behind the figure --------------------------------------------------------------------------------------------


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for key, words in {
        "dollar": "dollar dollars dólar dólares dolar dólars dollari долларов",
        "EUR": "euro euros eur евро", "pound": "pound pounds pfund libras livres", "JPY": "yen yens", "CNY": "yuan yuans renminbi rmb",
        "rupee": "rupee rupees rupien roupies rupias", "won": "won", "franc": "franc francs franken francos franchi sfr",
        "SEK": "kronor kronen", "kr": "kr kroner krone krona kronur", "crown": "crown crowns korun", "ILS": "shekel shekels nis schekel",
        "NGN": "naira", "MYR": "ringgit", "THB": "baht", "IDR": "rupiah rupiahs", "peso": "peso pesos", "real": "reais reales",
        "ZAR": "rand rands", "dirham": "dirham dirhams", "riyal": "riyal riyals rial rials", "dinar": "dinar dinars",
        "shilling": "shilling shillings", "rouble": "rouble roubles ruble rubles rubel рублей", "PLN": "zloty zlotys zlotych złoty złotych zł",
        "HUF": "forint forints", "RON": "leu lei", "UAH": "hryvnia hryvnias", "lira": "lira liras lire", "BDT": "taka",
        "VND": "dong", "GHS": "cedi cedis", "ETB": "birr", "ZMW": "kwacha", "KZT": "tenge", "PEN": "soles", "CZK": "kč koruna",
        "GBP": "sterling", "GEL": "lari", "AZN": "manat",
    }.items():  # fmt: skip
        names.update(dict.fromkeys(words.split(), key))
    return names


NAMES = _names()
"""Names of currencies in lower case, in the languages that are read."""

NATIONS: dict[str, str] = {
    "us": "US", "u.s.": "US", "american": "US", "usa": "US", "états-unis": "US", "canadian": "CA", "australian": "AU", "aussie": "AU",
    "singapore": "SG", "singaporean": "SG", "hong kong": "HK", "new zealand": "NZ", "kiwi": "NZ", "new taiwan": "TW", "taiwan": "TW",
    "taiwanese": "TW", "jamaican": "JM", "mexican": "MX", "argentine": "AR", "argentinian": "AR", "chilean": "CL", "colombian": "CO",
    "philippine": "PH", "filipino": "PH", "dominican": "DO", "uruguayan": "UY", "swiss": "CH", "cfa": "SN", "rwandan": "RW", "congolese": "CD",
    "swedish": "SE", "norwegian": "NO", "danish": "DK", "icelandic": "IS", "czech": "CZ", "israeli": "IL", "nigerian": "NG",
    "indian": "IN", "pakistani": "PK", "pakistan": "PK", "sri lankan": "LK", "nepalese": "NP", "nepali": "NP", "mauritian": "MU", "british": "GB",
    "egyptian": "EG", "lebanese": "LB", "sudanese": "SD", "uae": "AE", "emirati": "AE", "moroccan": "MA", "saudi": "SA", "qatari": "QA",
    "omani": "OM", "iranian": "IR", "kuwaiti": "KW", "bahraini": "BH", "jordanian": "JO", "iraqi": "IQ", "tunisian": "TN", "algerian": "DZ",
    "libyan": "LY", "serbian": "RS", "kenyan": "KE", "kenya": "KE", "ugandan": "UG", "uganda": "UG", "tanzanian": "TZ", "tanzania": "TZ", "somali": "SO",
    "brazilian": "BR", "russian": "RU", "belarusian": "BY", "turkish": "TR", "japanese": "JP", "chinese": "CN", "korean": "KR",
    "south korean": "KR", "south african": "ZA", "thai": "TH", "indonesian": "ID", "malaysian": "MY", "vietnamese": "VN", "polish": "PL",
    "schweizer": "CH", "kanadische": "CA", "australische": "AU", "schwedische": "SE", "norwegische": "NO", "dänische": "DK", "tschechische": "CZ",
    # Behind the noun: "dollars canadiens", "pesos mexicanos", "$20 million Canadian".
    "américains": "US", "américain": "US", "canadiens": "CA", "australiens": "AU", "suisses": "CH", "estadounidenses": "US", "americanos": "US",
    "canadienses": "CA", "australianos": "AU", "mexicanos": "MX", "argentinos": "AR", "chilenos": "CL", "colombianos": "CO", "uruguayos": "UY",
    "suizos": "CH", "brasileños": "BR", "hongkongais": "HK",
}  # fmt: skip
_COUNTRIES: dict[str, str] = {
    "sweden": "SE", "stockholm": "SE", "norway": "NO", "oslo": "NO", "denmark": "DK", "copenhagen": "DK", "iceland": "IS", "reykjavik": "IS",
    "prague": "CZ", "mexico": "MX", "argentina": "AR", "buenos": "AR", "chile": "CL", "santiago": "CL", "colombia": "CO", "bogota": "CO", "bogotá": "CO",
    "philippines": "PH", "manila": "PH", "uruguay": "UY", "montevideo": "UY", "kuwait": "KW", "bahrain": "BH", "manama": "BH", "jordan": "JO",
    "amman": "JO", "iraq": "IQ", "baghdad": "IQ", "tunisia": "TN", "tunis": "TN", "algeria": "DZ", "algiers": "DZ", "libya": "LY", "tripoli": "LY",
    "serbia": "RS", "belgrade": "RS", "nairobi": "KE", "kampala": "UG", "salaam": "TZ", "somalia": "SO", "mogadishu": "SO",
}  # fmt: skip
"""Countries, and the cities that stand for them in news, whose crowns, pesos, dinars or shillings are bare at home."""
# A nation's own word for a shared one's members that no publisher writes bare.
_HOME = {"US": "USD", "GB": "GBP", "IN": "INR", "BR": "BRL", "RU": "RUB", "TR": "TRY", "KR": "KRW", "CH": "CHF"}
_CJK_NAMES: dict[str, str] = {
    "美元": "USD", "美金": "USD", "米ドル": "USD", "米国ドル": "USD", "ドル": "USD", "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "円": "JPY",
    "人民币": "CNY", "人民幣": "CNY", "元人民币": "CNY", "元人民幣": "CNY", "人民元": "CNY", "元": "元", "港元": "HKD", "港币": "HKD", "港幣": "HKD",
    "香港ドル": "HKD", "欧元": "EUR", "歐元": "EUR", "ユーロ": "EUR", "英镑": "GBP", "英鎊": "GBP", "ポンド": "GBP", "韩元": "KRW", "韓元": "KRW",
    "韩圆": "KRW", "ウォン": "KRW", "원": "KRW", "달러": "USD", "유로": "EUR", "엔": "JPY", "위안": "CNY", "新台币": "TWD", "新台幣": "TWD",
    "台币": "TWD", "台幣": "TWD", "元新台币": "TWD", "元新台幣": "TWD", "台湾ドル": "TWD", "新加坡元": "SGD", "新元": "SGD", "新币": "SGD",
    "シンガポールドル": "SGD", "澳元": "AUD", "豪ドル": "AUD", "加元": "CAD", "カナダドル": "CAD", "瑞士法郎": "CHF", "スイスフラン": "CHF", "卢布": "RUB",
    "印度卢比": "INR", "卢比": "INR", "インドルピー": "INR", "ルピー": "INR", "泰铢": "THB", "バーツ": "THB", "印尼盾": "IDR", "ルピア": "IDR",
    "越南盾": "VND", "ドン": "VND", "林吉特": "MYR", "令吉": "MYR", "リンギット": "MYR", "迪拉姆": "AED", "雷亚尔": "BRL", "レアル": "BRL", "新西兰元": "NZD",
}  # fmt: skip
# "新元" and "円" may be parts of longer names; the longest wins.
_CJK_BEHIND = re.compile(
    r"\s?[多余餘强強弱]?(" + "|".join(sorted(map(re.escape, _CJK_NAMES), key=len, reverse=True)) + ")"
)
_WORDS_BEHIND = re.compile(
    r"[\s-]{0,6}\.?[\s-]{0,6}(?:(?:of|de|di|d['’]|in|an)(?:\s|(?<=['’])))?"
    r"(?:(?P<sign>(?:(?:us|a|c|s|hk|nz|nt)\$|[$€£¥₹₩₪₦₺₽฿₫₱₴₸₡₲₵₼₾৳]))|(?P<first>u\.s\.|états-unis|[^\W\d_]{1,14}+)(?:[\s-](?P<second>[^\W\d_]{1,14}+)(?:[\s-](?P<third>[^\W\d_]{1,14}+))?)?)"
)
_NATIONAL_GAP = re.compile(r"\s\(?([^\W\d_]{4,14}+)\)?")
# "The 3 million won the race", "20 million pounds of lithium" are no money; "raised 3 million won at a valuation" is.
_WON_WHAT = re.compile(r"\s(?:the|an?|their|his|her|its|it|against|gold|silver|bronze|first|second|both|awards?)\b")
_POUNDS_OF = re.compile(
    r"\s(?:of\s(?!(?:\w{1,12}\s){0,2}(?:fund|invest|capital|money|cash|equity|debt|financ|revenue|sales|support|profit|backing|growth|venture|public|private|fresh|new))|in\sweight|per\s(?:acre|square)|heav|lighter)"
)


def behind(text: str, low: str, at: int, *, unit: bool = True) -> Written | None:
    """The currency written behind the figure that ends at `at`: " euros", "円", " PLN", " US dollars", "€".

    `low` is `text` in lower case, as long as it; `unit` tells whether the figure has a unit, without which words
    that mean other things ("won") want more proof.
    """
    if at >= len(text):
        return None
    if text[at] >= "\u2e80" or (text[at] == " " and text[at + 1 : at + 2] >= "\u2e80"):
        cjk = _CJK_BEHIND.match(text, at)
        return Written(_CJK_NAMES[cjk[1]], at, cjk.end()) if cjk else None
    match = _WORDS_BEHIND.match(low, at)
    if match is None:
        return None
    sign = match["sign"]
    if sign:
        key = SIGNS[sign] if len(sign) == 1 else DOLLARS_OF[sign[:-1]]
        # In "€5 million, $3 million" and "5 $20m" a sign with a figure behind it belongs to that figure.
        return None if _figure_behind(text, match.end()) else Written(key, at, match.end())
    code = text[match.start("first") : match.end("first")]
    if code in ISO_4217:
        if _figure_behind(text, match.end("first")) and not _unit_before(text, at):
            return None
        return Written(code, at, match.end("first"), wordlike=code in WORDLIKE)
    return _named(low, match, at, unit=unit)


def _figure_behind(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit() or (text[at : at + 1] == " " and text[at + 1 : at + 2].isdigit())


def _unit_before(text: str, at: int) -> bool:
    return bool(at) and text[at - 1].isalpha()


def _named(low: str, match: re.Match[str], at: int, *, unit: bool) -> Written | None:
    first, second, third = match["first"], match["second"], match["third"]
    for nation, noun, group in (
        (None, first, "first"),
        (first, second, "second"),
        (f"{first} {second}", third, "third"),
    ):
        # "20 million real users": the Brazilian word is one in English too.
        key = NAMES.get(noun or "") or ("real" if noun == "real" and nation == "brazilian" else None)
        if key is None or (nation is not None and nation not in NATIONS):
            continue
        end = match.end(group)
        if nation is not None:
            return Written(_national(key, NATIONS[nation]), at, _sterling(low, end))
        if key == "won" and (not unit or _WON_WHAT.match(low, end)):
            return None
        if key == "pound":
            if _POUNDS_OF.match(low, end):
                return None
            end = _sterling(low, end)
        return _national_behind(low, key, at, end)
    return None


def _sterling(low: str, end: int) -> int:
    return end + 9 if low.startswith(" sterling", end) else end


def _national_behind(low: str, key: str, at: int, end: int) -> Written:
    """ "dollars canadiens", "francs CFA": the nation behind the noun."""
    match = _NATIONAL_GAP.match(low, end) if key in SHARED and low.startswith(" ", end) else None
    nation = NATIONS.get(match[1]) if match else None
    if match is None or nation is None or (key != "peso" and match[1] in ("swiss", "american", "canadian")):
        cfa = key == "franc" and low.startswith((" cfa", "s cfa"), end)
        return Written("XOF", at, end + 4) if cfa else Written(key, at, end)
    return Written(_national(key, nation), at, match.end())


def _national(key: str, nation: str) -> str:
    shared = SHARED.get(key)
    if shared is None:
        return key
    return shared.of_country.get(nation) or _HOME.get(nation) or shared.otherwise or key


def nation_behind(low: str, at: int) -> tuple[str, int] | None:
    """Whose dollars they are, said behind them: "$20 million Canadian", "$5m (Canadian)"; country and end offset."""
    if low[at : at + 1] != " " or low[at + 1 : at + 2] not in "(cau":
        return None
    match = _NATIONAL_GAP.match(low, at)
    if match is None or match[1] not in ("canadian", "australian", "american"):
        return None
    paired = match[0].endswith(")") == (match[0][1] == "(")
    # "$20 million Canadian startup" describes the startup.
    ends = (
        match.end() == len(low)
        or low[match.end()] in ".,;:)"
        or low.startswith((" in ", " from ", " to "), match.end())
    )
    return (NATIONS[match[1]], match.end()) if paired and ends else None
