"""How long the packs take for an article of 5,000 characters: `python -m benchmarks.detection.pack_speed`."""

import json
import statistics
import time
from datetime import date
from pathlib import Path

from alerts.detection import detect
from alerts.detection.languages.pack import LANGUAGES

ARTICLES = Path(__file__).parents[2] / "tests" / "data" / "languages"
CHARACTERS = 5_000
READINGS = 41
PROSE = {
    "zh": "今天天气很好，市民纷纷走出家门，到公园里散步。",
    "ja": "今日は天気が良く、多くの人が公園を散歩していた。",
    "de": "Heute war das Wetter schön, und viele Leute gingen in den Park. ",
    "fr": "Il fait beau et les gens se promènent dans le parc avec leurs enfants. ",
    "es": "Hoy hace buen tiempo y la gente pasea por el parque con sus hijos. ",
}


def milliseconds(text: str, language: str) -> float:
    """The median of many readings."""
    taken = []
    for _ in range(READINGS):
        began = time.perf_counter()
        detect("", text, published=date(2025, 5, 14), language=language)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1_000


def main() -> None:
    """Plain prose, prose around one story, and a page of nothing but stories."""
    print("       plain   story   stories   (ms, median)")
    for language in LANGUAGES:
        lines = (ARTICLES / f"{language}.jsonl").read_text("utf-8").splitlines()
        stories = [item["text"] for line in lines if not (item := json.loads(line))["kept"]]
        prose = PROSE[language] * (CHARACTERS // len(PROSE[language]) + 1)
        longest = max(stories, key=len)
        plain, story, dense = prose, f"{longest}\n\n{prose}", "\n\n".join(stories)
        shown = (milliseconds(text[:CHARACTERS], language) for text in (plain, story, dense))
        print(language, *(f"{one:9.2f}" for one in shown))


if __name__ == "__main__":
    main()
