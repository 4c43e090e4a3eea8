"""Every expression and word list of detection does something: an example beside its name reads otherwise without it.

The examples stand in tests/data/expressions.toml. Rules that carry their own (of claim_rules.py, rules.py, the packs) and
tables of plain data (lexicon.py, currencies.py, numerals.py) are not asked for.
"""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import alerts.detection
from alerts.detection.detector import detect, judged_in, reading_of
from alerts.detection.mention import Mention
from alerts.detection.money import Money, sums

MODULES: Mapping[str, ModuleType] = {
    one.name: importlib.import_module(f"alerts.detection.{one.name}")
    for one in pkgutil.iter_modules(alerts.detection.__path__)
    if one.name != "languages"
}
OWN_EXAMPLES = frozenset({"claim_rules", "lexicon", "currencies", "numerals"})
"""Modules whose tables are held by examples of their own."""
NO_READING = frozenset({"evaluation", "explain", "published"})
"""Modules that `detect` does not run."""
MOST_UNHELD = 3
"""It may only get less: a new expression has an example."""

_FILE = Path(__file__).parents[2] / "data" / "expressions.toml"
_TABLE = tomllib.loads(_FILE.read_text("utf-8"))
UNHELD: Sequence[str] = _TABLE.pop("unheld")
EXAMPLES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    f"{module}.{name}": examples for module, named in _TABLE.items() for name, examples in named.items()
}
_OFF: Mapping[type, Any] = {re.Pattern: re.compile(r"(?!)"), frozenset: frozenset(), tuple: ()}
"""What an expression of each type is replaced by: it never matches."""


def _investors(mention: Mention) -> str:
    return ", ".join(f"{one.name} ({one.role})" for one in mention.investors)


def _amount(mention: Mention) -> str:
    amount = mention.amount
    return f"{amount.as_written}, {amount.scope}, {amount.qualifier}" if amount else ""


def _valuation(mention: Mention) -> str:
    return f"{mention.valuation.as_written}, {mention.valuation.kind}" if mention.valuation else ""


def _tranche(mention: Mention) -> str:
    tranche = mention.tranche
    return f"{tranche.index} of {tranche.of}, {tranche.status}" if tranche else ""


def _dates(mention: Mention) -> str:
    dates = {name: getattr(mention.dates, name) for name in ("announced_on", "closed_on", "expected_close")}
    return ", ".join(f"{name} {when.start} to {when.end}" for name, when in dates.items() if when)


FIELDS: Mapping[str, Callable[[Mention], str]] = {
    "told": lambda mention: mention.temporality,
    "company": lambda mention: " = ".join((mention.company.name, *mention.company.also_known_as)),
    "role": lambda mention: mention.company.role,
    "amount": _amount,
    "kind": lambda mention: mention.kind,
    "status": lambda mention: mention.status,
    "certainty": lambda mention: mention.certainty,
    "response": lambda mention: mention.company_response,
    "investors": _investors,
    "valuation": _valuation,
    "series": lambda mention: mention.series or "",
    "tranche": _tranche,
    "dates": _dates,
    "sentence": lambda mention: mention.sentence,
}
"""What an example's `field` may be; each reads as one line for a mention, behind the company's name."""


def read(example: Mapping[str, Any]) -> list[str]:
    """What detection makes of an example's text, in the field that it is about."""
    title, text, published = example.get("title", ""), example["text"], example.get("published")
    if example["field"] == "sums":
        return [_sum(one) for one in sums(text, example.get("country"), example.get("language", "en"), bare=True)]
    if example["field"].startswith("signal "):
        return _signalled(example["field"].removeprefix("signal "), title, text, published)
    field = FIELDS[example["field"]]
    found = detect(title, text, language="en", published=published, country=example.get("country"))
    return [f"{mention.company.name}: {field(mention)}".rstrip() for mention in found]


def _sum(money: Money) -> str:
    figures = " to ".join(f"{figure:,.0f}" for figure in (money.min, money.max) if figure is not None)
    told = f"{money.value:,.0f}" if money.value is not None else figures
    also = "".join(f", also {one.written}" for one in money.also)
    return f"{money.written}: {told} {money.currency or ''} {money.qualifier}".replace("  ", " ") + also


def _signalled(signal: str, title: str, text: str, published: date | None) -> list[str]:
    """Which companies the ranker sees a signal of."""
    article = reading_of(title, text, published=published)
    return [one.company.name for one in judged_in(article) if signal in one.features] if article else []


def expressions() -> Iterator[str]:
    """The name of each compiled pattern and frozenset of a module, by the module that makes it."""
    seen: set[int] = set()
    for module, held in MODULES.items():
        for name, value in vars(held).items():
            if not isinstance(value, (re.Pattern, frozenset)) or id(value) in seen:
                continue
            seen.add(id(value))
            home = _home(name, value, module)
            if home not in OWN_EXAMPLES | NO_READING:
                yield f"{home}.{name}"


def _home(name: str, value: object, module: str) -> str:
    """The module whose own code gives an expression its name; it may be imported into others."""
    holders = [one for one, held in MODULES.items() if vars(held).get(name) is value]
    return next((one for one in holders if _defines(one, name)), module)


def _defines(module: str, name: str) -> bool:
    source = Path(MODULES[module].__file__ or "").read_text("utf-8")
    return re.search(rf"^{name}\b[^=\n]*= ", source, re.MULTILINE) is not None


def forget(expression: str) -> None:
    """Empty the caches that hold what an expression said of a word or a sentence."""
    for name, module in MODULES.items():
        for function in vars(module).values():
            if not hasattr(function, "cache_clear") or function.__module__ != module.__name__:
                continue
            if function.__name__ not in _LASTING or expression.startswith(f"{name}."):
                function.cache_clear()


_LASTING = frozenset({
    "weights", "given_names", "common_words", "places", "units_of", "_automaton", "_adapter", "_signs", "needs", "_any_rule", "_description",
})  # fmt: skip
"""Caches that take long to fill, and that only their own module's expressions go into."""


def switch_off(expression: str, patch: pytest.MonkeyPatch) -> None:
    """Replace an expression in every module that holds it."""
    module, _, name = expression.partition(".")
    value = getattr(MODULES[module], name)
    for held in MODULES.values():
        for known in [known for known, one in vars(held).items() if one is value]:
            patch.setattr(held, known, _OFF[type(value)])


@pytest.mark.parametrize(
    ("expression", "example"),
    [
        pytest.param(name, one, id=f"{name}-{i}")
        for name, every in EXAMPLES.items()
        for i, one in enumerate(every)
    ],
)  # fmt: skip
def test_an_example_reads_otherwise_without_its_expression(
    expression: str, example: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(example) == example["gives"]
    try:
        with monkeypatch.context() as patch:
            switch_off(expression, patch)
            forget(expression)
            assert read(example) != example["gives"], f"{expression} makes no difference to this example"
    finally:
        forget(expression)


def test_every_expression_has_an_example() -> None:
    """Who adds an expression adds an example of it to tests/data/expressions.toml."""
    missing = set(expressions()) - EXAMPLES.keys() - set(UNHELD)
    assert not missing, f"without an example in {_FILE.name}: {', '.join(sorted(missing))}"


def test_the_list_of_what_has_no_example_only_gets_shorter() -> None:
    assert len(UNHELD) <= MOST_UNHELD
    assert not EXAMPLES.keys() & set(UNHELD), "held now: take it out of `unheld`"
    assert set(UNHELD) <= set(expressions()), "gone: take it out of `unheld`"
