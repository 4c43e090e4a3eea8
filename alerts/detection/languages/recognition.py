"""Which language's rules read an article: by its script first, then by what it says of itself, then by its small words."""

import re

from alerts.detection.languages.pack import SPACED, pack_of, packs

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[a-zà-ÿœß]{1,12}")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "it",
        "with",
        "as",
        "was",
        "by",
        "on",
        "from",
        "at",
        "has",
        "its",
        "which",
        "this",
        "will",
        "be",
        "said",
        "are",
        "an",
        "have",
    ]
)
_LOOKED_AT = 1_000
_CJK_SHARE = 0.2
_KANA_SHARE = 0.05
_LEAST_WORDS = 3

UNREAD = "und"
"""A script that no rules read (Korean): nothing is claimed of it."""


def language_of(title: str, text: str, stated: str | None) -> str:
    """The code of the pack that reads the article; "en" where the English rules do; UNREAD where nothing does.

    The script outweighs what is stated: a page in Chinese whose template says "en" is read as Chinese.
    """
    sample = f"{title}\n{text[:_LOOKED_AT]}"
    if not sample.isascii():
        by_script = _by_script(sample)
        if by_script:
            return by_script
    code = (stated or "").lower().replace("_", "-").partition("-")[0]
    pack = pack_of(code) if code else None
    if pack is not None and pack.script == SPACED:
        return code
    return "en" if code and pack is None else _by_words(sample)


def _by_script(sample: str) -> str | None:
    han, kana, hangul = len(_HAN.findall(sample)), len(_KANA.findall(sample)), len(_HANGUL.findall(sample))
    unspaced = han + kana + hangul
    if not unspaced or unspaced < _CJK_SHARE * (unspaced + len(_LATIN.findall(sample))):
        return None
    if hangul > 0.3 * unspaced:
        return UNREAD
    return "ja" if kana > _KANA_SHARE * unspaced else "zh"


def _by_words(sample: str) -> str:
    words = _WORD.findall(sample.lower())
    english = sum(word in _ENGLISH for word in words)
    best, count = "en", max(english, _LEAST_WORDS - 1)
    for pack in packs():
        if pack.script == SPACED:
            found = sum(word in pack.function_words for word in words)
            if found > count:
                best, count = pack.language, found
    return best
