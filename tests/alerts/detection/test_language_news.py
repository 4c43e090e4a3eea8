"""News in other languages as the press writes it: where a round stands, whose it is, and what is nobody's round."""

from datetime import date

import pytest

from alerts.detection import Mention, detect
from alerts.detection.mention import COMPANY_ROUNDS, Temporality

PUBLISHED = date(2025, 5, 14)


def rounds(text: str, language: str) -> list[Mention]:
    found = detect("", text, published=PUBLISHED, language=language)
    return [one for one in found if one.kind in COMPANY_ROUNDS and one.temporality is Temporality.NEW]


@pytest.mark.parametrize(
    ("language", "text", "name", "status", "value"),
    [
        ("de", "Der Laborautomatisierer Quantex hat den ersten Abschluss seiner Series-B-Finanzierung über 18 Mio. Euro bekannt gegeben.", "Quantex", "partly_closed", 18e6),
        ("de", "Das First Closing der Serie-B-Runde von Quantex brachte 18 Millionen Euro ein, das Final Closing soll im Herbst folgen.", "Quantex", "partly_closed", 18e6),
        ("de", "Das Hamburger Logistik-Start-up Frachtig verschiebt seine geplante Finanzierungsrunde über 40 Millionen Euro auf das kommende Jahr.", "Frachtig", "delayed", 40e6),
        ("de", "Die Serie-C-Runde des E-Scooter-Verleihers Rollato verzögert sich. Das Unternehmen wollte 100 Millionen Euro einsammeln.", "Rollato", "delayed", 100e6),
        ("de", "Rollato hat die Finanzierungsrunde über 100 Millionen Euro auf Eis gelegt.", "Rollato", "delayed", 100e6),
        ("de", "Rollato bricht seine Finanzierungsrunde ab.", "Rollato", "abandoned", None),
        ("de", "Rollato gibt die Suche nach frischem Kapital auf.", "Rollato", "abandoned", None),
        ("de", "Die Verhandlungen von Rollato mit Investoren über eine Runde von 20 Millionen Euro sind gescheitert.", "Rollato", "abandoned", 20e6),
        ("de", "„An den Gerüchten über eine neue Runde ist nichts dran“, sagte der Chef von Rollato.", "Rollato", "denied", None),
        ("de", "Rollato führt laut Insidern Gespräche über 30 Millionen Euro.", "Rollato", "in_talks", 30e6),
        ("de", "Zellion bestätigte eine Finanzierung, wollte sich zu Summe und Investoren aber nicht äußern.", "Zellion", "announced", None),
        ("de", "Wie aus Finanzkreisen verlautet, steht der Batterieentwickler Zellion kurz vor dem Abschluss einer Runde über 500 Millionen Euro.", "Zellion", "rumoured", 500e6),
        ("de", "Nachdem der Börsengang abgesagt wurde, hat Zellion in einer Finanzierungsrunde 20 Millionen Euro eingesammelt.", "Zellion", "closed", 20e6),
        ("de", "Das Wiener Insurtech Polizzo kann sich über 3,4 Mio. Euro freuen.", "Polizzo", "announced", 3.4e6),
        ("de", "Beim Wiener Insurtech Polizzo steigen Donaukap und Praterstern Ventures mit 8 Mio. Euro ein.", "Polizzo", "announced", 8e6),
        ("de", "Elbtor Partners führt eine Finanzierungsrunde über 15 Millionen Euro bei Zellion an.", "Zellion", "announced", 15e6),
        ("de", "Frisches Geld für Zellion: Der Batterieentwickler bekommt 15 Millionen Euro.", "Zellion", "announced", 15e6),
        ("de", "Und das Grazer Unternehmen Alpinox bekommt 900.000 Euro.", "Alpinox", "announced", 9e5),
        ("de", "Das Spin-off der TU Dresden, Lumisens, schließt eine Seed-Runde über 4,2 Millionen Euro ab.", "Lumisens", "closed", 4.2e6),
    ],
)  # fmt: skip
def test_where_a_round_stands(language: str, text: str, name: str, status: str, value: float | None) -> None:
    [mention] = rounds(text, language)
    told = mention.amount
    assert (mention.company.name, mention.status) == (name, status)
    assert (told.value or told.min or told.max if told else None) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Senat verschiebt die Finanzierung des neuen Radwegs auf 2027."),
        ("de", "Die Tarifrunde bei Hagenkamp ist gescheitert, gefordert waren 200 Millionen Euro."),
        ("de", "Nach der Pokalrunde bekommt der Verein Ottersheim 2 Millionen Euro vom Verband."),
        ("de", "Die Gemeinde Au erhält vom Bund 4 Millionen Euro für das Schwimmbad."),
        ("de", "Hagenkamp schließt das Geschäftsjahr mit einem Gewinn von 4 Millionen Euro ab."),
        ("de", "Hagenkamp hat den Verkauf der Sparte für 90 Millionen Euro abgeschlossen."),
        ("de", "Hagenkamp bekommt 15 Millionen Euro Schadenersatz von einem Zulieferer."),
        ("de", "Hagenkamp sichert sich Aufträge über 60 Millionen Euro."),
        ("de", "Nordmole Ventures hat das First Closing seines Fonds II bei 70 Millionen Euro abgeschlossen."),
        ("de", "Der Investor Nordmole sammelt frisches Geld ein: 200 Millionen Euro umfasst der neue Fonds."),
    ],
)  # fmt: skip
def test_what_is_nobodys_round(language: str, text: str) -> None:
    assert rounds(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Erbsenhof hat frisches Kapital von Alsterblick Invest erhalten. Über die Höhe der Finanzierung machten die Beteiligten keine Angaben."),
        ("de", "Erbsenhof erhält Kapital von Alsterblick Invest. Die genaue Summe wurde nicht offengelegt."),
    ],
)  # fmt: skip
def test_a_sum_that_is_kept_back(language: str, text: str) -> None:
    [mention] = rounds(text, language)
    assert mention.amount is not None
    assert mention.amount.qualifier == "undisclosed"
    assert text[slice(*mention.evidence["amount"])] == mention.amount.as_written


@pytest.mark.parametrize(
    ("language", "text", "name", "rival"),
    [
        ("de", "Curafin beschäftigt 80 Leute. Das Kölner Start-up hat am Dienstag eine Finanzierung von 3 Millionen Euro bekannt gegeben. Konkurrent Heilwig hatte im März 7 Millionen Euro eingesammelt.", "Curafin", "Heilwig"),
    ],
)  # fmt: skip
def test_a_rival_told_of_later_is_not_who_was_spoken_of(language: str, text: str, name: str, rival: str) -> None:
    assert [one.company.name for one in rounds(text, language)] == [name]
    found = detect("", text, published=PUBLISHED, language=language)
    assert {one.company.name for one in found} <= {name, rival}


@pytest.mark.parametrize(
    ("language", "text", "series"),
    [
        ("de", "Lumisens schließt eine Pre-Series-A-Runde über 4,2 Millionen Euro ab.", "pre_a"),
        ("de", "Lumisens schließt eine Series-A-Runde über 4,2 Millionen Euro ab.", "a"),
    ],
)
def test_a_series_before_the_first(language: str, text: str, series: str) -> None:
    assert [one.series for one in rounds(text, language)] == [series]


def test_the_stop_of_a_short_word_ends_no_clause() -> None:
    [mention] = rounds(
        "Denkwerk ist nach einer Finanzierungsrunde über 1,2 Mrd. Dollar mit 9 Mrd. Dollar bewertet.", "de"
    )
    assert mention.amount is not None
    assert mention.valuation is not None
    assert (mention.amount.value, mention.valuation.value) == (1.2e9, 9e9)
    assert mention.amount.as_written.endswith("1,2 Mrd. Dollar")
