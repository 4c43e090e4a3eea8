"""HTML's entities in a text are read as their signs; what is found stands where it is stored."""

import pytest

from alerts.detection import detect
from alerts.detection.entities import unescaped

LED = " in seed funding led by Quay Ventures. Quay Ventures is from Porto."


@pytest.mark.parametrize(
    ("told", "name", "value", "currency"),
    [
        ("Tarnvik has raised &#36;5 million", "Tarnvik", 5e6, "USD"),
        ("Tarnvik has raised &#x24;5 million", "Tarnvik", 5e6, "USD"),
        ("Tarnvik has raised &dollar;5 million", "Tarnvik", 5e6, "USD"),
        ("Tarnvik has raised &euro;5 million", "Tarnvik", 5e6, "EUR"),
        ("Tarnvik has raised &pound;5&nbsp;million", "Tarnvik", 5e6, "GBP"),
        ("Tarnvik has raised&nbsp;$5&#160;million", "Tarnvik", 5e6, "USD"),
        ("Tarnvik has raised &amp;#36;5 million", "Tarnvik", 5e6, "USD"),
        ("Fern&amp;Moss has raised $5 million", "Fern&Moss", 5e6, "USD"),
        ("Fern &amp; Moss has raised $5 million", "Fern & Moss", 5e6, "USD"),
        ("Fern &#38; Moss has raised $5 million", "Fern & Moss", 5e6, "USD"),
        ("Fern &amp;amp; Moss has raised $5 million", "Fern & Moss", 5e6, "USD"),
        ("&quot;Peat pays,&quot; says Tarnvik &ndash; which sells maps. Tarnvik has raised $5 million", "Tarnvik", 5e6, "USD"),
        ("Tarnvik&rsquo;s team grew. Tarnvik has raised $5 million", "Tarnvik", 5e6, "USD"),
        ("P&eacute;lk has raised $5 million", "Pélk", 5e6, "USD"),
    ],
)  # fmt: skip
def test_entities_are_read_and_evidence_counts_in_what_is_stored(
    told: str, name: str, value: float, currency: str
) -> None:
    text = f"A &quot;quoted&quot; line.\n{told}{LED}"
    [mention] = detect("", text, language="en")
    assert mention.amount is not None
    assert (mention.company.name, mention.amount.value, mention.amount.currency) == (name, value, currency)
    stored = {field: text[start:end] for field, (start, end) in mention.evidence.items()}
    assert stored["sentence"] == mention.sentence
    assert unescaped(stored["company"]).text == name
    assert unescaped(stored["amount"]).text == mention.amount.as_written
    assert stored["investors.0"] == "Quay Ventures"
    assert mention.sentence in text


def test_a_title_has_them_too() -> None:
    title = "Fern &amp; Moss raises &euro;5 million"
    text = f"{title}\n\nFern &amp; Moss, which sells peat, has raised &euro;5 million."
    [mention] = detect(title, text, language="en")
    start, end = mention.evidence["company"]
    assert (mention.company.name, text[start:end]) == ("Fern & Moss", "Fern &amp; Moss")


def test_other_languages_have_them_too() -> None:
    text = "Das Start-up Tarnvik hat 5&nbsp;Millionen&nbsp;Euro eingesammelt."
    [mention] = detect("", text, language="de")
    start, end = mention.evidence["sentence"]
    assert (text[start:end], mention.amount and mention.amount.value) == (mention.sentence, 5e6)


@pytest.mark.parametrize("text", ["R&D; x", "a & b; c", "&nosuchone;", "&;", "&#;", "&#x110000;&#9999999;", "AT&T"])
def test_what_is_no_entity_stays(text: str) -> None:
    assert unescaped(text).text in (text, "��")
