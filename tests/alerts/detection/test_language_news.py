"""News in other languages as the press writes it: where a round stands, whose it is, and what is nobody's round."""

import json
from datetime import date
from pathlib import Path

import pytest

from alerts.detection import Mention, detect
from alerts.detection.languages import Pack, packs
from alerts.detection.mention import COMPANY_ROUNDS, Temporality

DATA = Path(__file__).parents[2] / "data" / "languages"
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
        ("de", "Das Start-up Quellwerk verhandelt nach eigenen Angaben nicht über eine Finanzierungsrunde von 20 Millionen Euro. Medienberichte seien falsch.", "Quellwerk", "denied", 20e6),
        ("de", "Quellwerk verhandelt derzeit nicht mit Investoren über eine Runde.", "Quellwerk", "denied", None),
        ("de", "Quellwerk führt keine Gespräche über eine Finanzierungsrunde, sagte eine Sprecherin.", "Quellwerk", "denied", None),
        ("de", "Quellwerk plant keine neue Finanzierungsrunde.", "Quellwerk", "denied", None),
        ("de", "Quellwerk verhandelt über eine Finanzierungsrunde von 20 Millionen Euro? Die Berichte seien unwahr, heißt es.", "Quellwerk", "in_talks", 20e6),
        ("de", "Quellwerk verhandelt nicht nur über eine Finanzierungsrunde von 20 Millionen Euro.", "Quellwerk", "in_talks", 20e6),
        ("de", "Quellwerk verhandelt mit Investoren von 20 Millionen Euro, nicht mit Banken.", "Quellwerk", "in_talks", 20e6),
        ("de", "Quellwerk hat einen First Close seiner Series B mit 20 Millionen Euro erreicht.", "Quellwerk", "partly_closed", 20e6),
        ("de", "Quellwerk hat einen First Close seiner Series B erreicht.", "Quellwerk", "partly_closed", None),
        ("de", "Quellwerk erreicht First Closing seiner Series A.", "Quellwerk", "partly_closed", None),
        ("de", "Quellwerk meldet den First Close seiner Series B.", "Quellwerk", "partly_closed", None),
        ("de", "Quellwerk hat das Final Closing seiner Serie B erreicht.", "Quellwerk", "announced", None),
        ("de", "Quellwerk hat die Finanzierung von 20 Millionen Euro abgeblasen.", "Quellwerk", "abandoned", 20e6),
        ("de", "Finanzierung von Quellwerk abgeblasen: Die Runde von 20 Millionen Euro kommt nicht zustande.", "Quellwerk", "abandoned", 20e6),
        ("de", "Finanzierung abgeblasen: Quellwerk bekommt keine 20 Millionen Euro.", "Quellwerk", "abandoned", 20e6),
        ("de", "Quellwerk bläst die Finanzierung von 20 Millionen Euro ab.", "Quellwerk", "abandoned", 20e6),
        ("de", "Die Finanzierung von Quellwerk ist geplatzt.", "Quellwerk", "abandoned", None),
        ("de", "Quellwerk schließt die Finanzierung von 20 Millionen Euro ab.", "Quellwerk", "closed", 20e6),
        ("de", "Quellwerk schließt Pre-Series-A in nicht genannter Höhe ab.", "Quellwerk", "closed", None),
        ("de", "Quellwerk hat eine Pre-Series-A in nicht genannter Höhe erhalten.", "Quellwerk", "announced", None),
        ("de", "Quellwerk sichert sich Pre-Series-A in nicht genannter Höhe.", "Quellwerk", "announced", None),
        ("de", "Mittlerweile hat Quellwerk 5 Millionen Euro eingesammelt.", "Quellwerk", "closed", 5e6),
        ("fr", "La biotech Hélioxa réalise un premier closing de 18 millions d'euros de sa série B.", "Hélioxa", "partly_closed", 18e6),
        ("fr", "Hélioxa reporte sa levée de fonds de 40 millions d'euros à l'année prochaine.", "Hélioxa", "delayed", 40e6),
        ("fr", "La levée de fonds de Hélioxa, attendue en mars, est repoussée.", "Hélioxa", "delayed", None),
        ("fr", "Hélioxa met sa levée de fonds en pause.", "Hélioxa", "delayed", None),
        ("fr", "Hélioxa renonce à lever 40 millions d'euros faute d'investisseurs.", "Hélioxa", "abandoned", 40e6),
        ("fr", "La série A de Hélioxa a échoué, faute d'investisseurs.", "Hélioxa", "abandoned", None),
        ("fr", "Les discussions de Talléa avec les fonds pour une levée de 20 millions d'euros ont échoué.", "Talléa", "abandoned", 20e6),
        ("fr", "Talléa a mis fin à ses discussions avec des investisseurs pour un tour de 50 millions d'euros.", "Talléa", "abandoned", 50e6),
        ("fr", "« Nous ne cherchons pas à lever des fonds », affirme la fondatrice de Talléa.", "Talléa", "denied", None),
        ("fr", "« Il n'y a aucune levée de fonds en cours », a déclaré un porte-parole de Talléa.", "Talléa", "denied", None),
        ("fr", "Talléa discute avec plusieurs fonds d'un tour de table de 80 millions d'euros.", "Talléa", "in_talks", 80e6),
        ("fr", "Selon deux sources proches du dossier, Talléa est en négociations pour lever 80 millions d'euros.", "Talléa", "in_talks", 80e6),
        ("fr", "Talléa envisage une série C de 60 millions d'euros.", "Talléa", "planned", 60e6),
        ("fr", "Talléa cherche 30 millions d'euros auprès de fonds américains.", "Talléa", "planned", 30e6),
        ("fr", "Deûle Ventures mène un tour de table de 15 millions d'euros dans Zellion.", "Zellion", "announced", 15e6),
        ("fr", "Nouveau tour de table pour Zellion, qui récolte 15 millions d'euros.", "Zellion", "announced", 15e6),
        ("fr", "Un tour de table de 7,5 millions d'euros pour Zellion, mené par Deûle Ventures.", "Zellion", "announced", 7.5e6),
        ("fr", "Zellion clôt son tour d'amorçage à 2,1 millions d'euros.", "Zellion", "closed", 2.1e6),
        ("fr", "Deûle Ventures prend une participation minoritaire dans Zellion pour 12 millions d'euros.", "Zellion", "announced", 12e6),
        ("fr", "Contactée, Polissia n'a pas répondu. L'insurtech serait en passe de lever 30 millions d'euros.", "Polissia", "rumoured", 30e6),
        ("es", "La biotecnológica Helioxa realiza un primer cierre de 18 millones de euros de su serie B.", "Helioxa", "partly_closed", 18e6),
        ("es", "Helioxa completa el primer cierre de su ronda, por 18 millones de euros.", "Helioxa", "partly_closed", 18e6),
        ("es", "Helioxa aplaza su ronda de 40 millones de euros hasta el próximo año.", "Helioxa", "delayed", 40e6),
        ("es", "La ronda de financiación de Helioxa, prevista para marzo, se retrasa.", "Helioxa", "delayed", None),
        ("es", "Helioxa renuncia a levantar 40 millones de euros.", "Helioxa", "abandoned", 40e6),
        ("es", "La serie A de Helioxa fracasó por falta de inversores.", "Helioxa", "abandoned", None),
        ("es", "Las negociaciones de Tallea con los fondos para una ronda de 20 millones de euros han fracasado.", "Tallea", "abandoned", 20e6),
        ("es", "Tallea rompe las negociaciones con inversores para una ronda de 50 millones de euros.", "Tallea", "abandoned", 50e6),
        ("es", "«No estamos buscando capital», asegura la fundadora de Tallea.", "Tallea", "denied", None),
        ("es", "«No hay ninguna ronda en marcha», señaló un portavoz de Tallea.", "Tallea", "denied", None),
        ("es", "Tallea mantiene conversaciones con varios fondos para captar 80 millones de euros.", "Tallea", "in_talks", 80e6),
        ("es", "Tallea planea una serie C de 60 millones de dólares.", "Tallea", "planned", 60e6),
        ("es", "Tallea busca 30 millones de euros entre fondos estadounidenses.", "Tallea", "planned", 30e6),
        ("es", "Nervión Ventures lidera una ronda de 15 millones de euros en Zellion.", "Zellion", "announced", 15e6),
        ("es", "Nueva ronda para Zellion, que capta 15 millones de euros.", "Zellion", "announced", 15e6),
        ("es", "Una ronda de 7,5 millones de euros para Zellion, liderada por Nervión Ventures.", "Zellion", "announced", 7.5e6),
        ("es", "Gibralfaro Ventures toma una participación minoritaria en Zellion por 12 millones de euros.", "Zellion", "announced", 12e6),
        ("es", "Consultada por este diario, Polizia no respondió. La insurtech estaría cerca de captar 30 millones de euros.", "Polizia", "rumoured", 30e6),
        ("zh", "青枝科技B轮融资完成首轮交割，金额1.8亿元。", "青枝科技", "partly_closed", 1.8e8),
        ("zh", "青枝科技完成B轮融资首次交割，获得1.8亿元。", "青枝科技", "partly_closed", 1.8e8),
        ("zh", "青枝科技推迟原定4亿元的融资计划。", "青枝科技", "delayed", 4e8),
        ("zh", "知情人士称，青枝科技的C轮融资被推迟至明年。", "青枝科技", "delayed", None),
        ("zh", "青枝科技放弃新一轮融资。", "青枝科技", "abandoned", None),
        ("zh", "青枝科技与投资者的融资谈判破裂，原计划募资5亿元。", "青枝科技", "abandoned", 5e8),
        ("zh", "青枝科技创始人表示，公司目前没有融资计划。", "青枝科技", "denied", None),
        ("zh", "据三位知情人士透露，青枝科技正与投资者洽谈融资8000万美元。", "青枝科技", "in_talks", 8e7),
        ("zh", "泊安科技未回应置评请求。知情人士称，该公司接近完成3亿元融资。", "泊安科技", "rumoured", 3e8),
        ("zh", "氢岚科技获科技部专项资金800万元支持。", "氢岚科技", "announced", 8e6),
        ("zh", "氢岚科技完成2亿美元D轮融资，投后估值15亿美元，累计融资额达3.4亿美元。", "氢岚科技", "closed", 2e8),
        ("zh", "泽翎新能源募資新台幣3億元。", "泽翎新能源", "announced", 3e8),
        ("zh", "香港初創泽翎獲5,000萬港元A輪融資。", "泽翎", "announced", 5e7),
        ("zh", "江汀创投独家投资泽翎新能源1.5亿元。", "泽翎新能源", "announced", 1.5e8),
        ("zh", "继去年获得A轮融资后，泽翎新能源再获1亿元融资。", "泽翎新能源", "announced", 1e8),
        ("ja", "ヒナタメカはシリーズBの一次クローズを完了し、18億円を調達した。", "ヒナタメカ", "partly_closed", 1.8e9),
        ("ja", "ヒナタメカはシリーズAのファーストクローズを完了した。調達額は6億円。", "ヒナタメカ", "partly_closed", 6e8),
        ("ja", "ヒナタメカは20億円の増資の時期を来春に先送りする。", "ヒナタメカ", "delayed", 2e9),
        ("ja", "ヒナタメカの資金調達が遅れている。", "ヒナタメカ", "delayed", None),
        ("ja", "ヒナタメカは予定していた増資を取りやめる。", "ヒナタメカ", "abandoned", None),
        ("ja", "ヒナタメカはシリーズBの資金調達を見送った。", "ヒナタメカ", "abandoned", None),
        ("ja", "ポリザのシリーズAは、投資家が集まらず中止となった。", "ポリザ", "abandoned", None),
        ("ja", "ポリザの広報担当者は「資金調達の予定はない」と述べた。", "ポリザ", "denied", None),
        ("ja", "ポリザは30億円の調達について協議をしている。", "ポリザ", "in_talks", 3e9),
        ("ja", "ポリザ、30億円調達へ シリーズC", "ポリザ", "planned", 3e9),
        ("ja", "ゼリオンは、ドイツ発の電池スタートアップだ。ベルリンの同社は1500万ユーロを調達した。", "ゼリオン", "announced", 1.5e7),
        ("de", "Quantex schließt seine Serie B. Investiert haben drei Fonds insgesamt 18 Millionen Euro.", "Quantex", "announced", None),
        ("fr", "Photonix annonce un tour de 32 millions d'euros en série B. L'opération est menée par Belledonne Capital.", "Photonix", "announced", 32e6),
        ("es", "Fotonix anuncia 32 millones de euros en su serie A. La ronda ha sido liderada por Veleta Capital.", "Fotonix", "announced", 32e6),
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
        ("fr", "Le Sénat reporte le financement de la ligne ferroviaire."),
        ("fr", "Le maire renonce à lever un nouvel impôt."),
        ("fr", "Vauquelin annonce la cession de sa branche pour 90 millions d'euros."),
        ("fr", "Vauquelin annonce un plan d'économies de 30 millions d'euros."),
        ("fr", "Vauquelin obtient 15 millions d'euros de dommages et intérêts."),
        ("fr", "Vauquelin réalise 45 millions d'euros de ventes."),
        ("fr", "Vauquelin bénéficie d'un crédit d'impôt de 3 millions d'euros."),
        ("fr", "Vauquelin s'introduit sur Euronext Growth et lève 20 millions d'euros."),
        ("fr", "L'ONG récolte 80 000 euros pour les réfugiés."),
        ("fr", "Garrigue Ventures annonce le premier closing de son fonds Garrigue II à 70 millions d'euros."),
        ("es", "El Senado aplaza la financiación del tren."),
        ("es", "El alcalde renuncia a recaudar un nuevo impuesto."),
        ("es", "Vallejo anuncia la venta de su filial por 90 millones de euros."),
        ("es", "Vallejo logra una indemnización de 15 millones de euros."),
        ("es", "Vallejo recibe un crédito fiscal de 3 millones de euros."),
        ("es", "Vallejo cierra el ejercicio con unas ventas de 45 millones de euros."),
        ("es", "Vallejo invierte 50 millones de euros en una nueva planta en Huelva."),
        ("es", "Vallejo debuta en BME Growth y capta 20 millones de euros."),
        ("es", "La ONG recauda 80.000 euros para los refugiados."),
        ("es", "El Betis recibe 20 millones de euros por el traspaso de su delantero."),
        ("es", "Albufera Ventures anuncia el primer cierre de su fondo Albufera II en 70 millones de euros."),
        ("es", "Albufera Ventures capta 60 millones de euros para un fondo de capital riesgo."),
        ("zh", "光屿能源宣布启动新一轮价格战，让利5亿元。"),
        ("zh", "光屿能源宣布第二轮裁员，涉及120人。"),
        ("zh", "球队完成首轮比赛，奖金300万元。"),
        ("zh", "市政府推迟地铁项目的融资安排。"),
        ("zh", "光屿能源放弃收购计划。"),
        ("zh", "光屿能源完成20亿元公司债券发行。"),
        ("zh", "创业大赛结束，共有120家企业获得投资人青睐。"),
        ("zh", "岭上资本三号基金完成首次关账，规模7亿元。"),
        ("zh", "岭上资本募资15亿元，设立新基金。"),
        ("ja", "市は学校改修の資金調達を延期した。"),
        ("ja", "東雲重機は買収を断念した。"),
        ("ja", "楡坂ベンチャーズ、3号ファンドの一次クローズを70億円で完了"),
        ("de", "Die Bahn verschiebt die Runde der Tarifgespräche auf Montag."),
        ("fr", "Maurin a repoussé la présentation de sa série C, une berline à 40 000 euros."),
        ("es", "El Gobierno suspende la ronda de contactos con los partidos."),
        ("es", "Maurín abandona la presentación de su serie C, una berlina de 40.000 euros."),
        ("zh", "银行暂停部分融资业务，涉及金额20亿元。"),
        ("zh", "曙光信托暂停部分融资业务，涉及金额20亿元。"),
        ("ja", "学会はシリーズAの講演を中止した。"),
    ],
)  # fmt: skip
def test_what_is_nobodys_round(language: str, text: str) -> None:
    assert rounds(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Erbsenhof hat frisches Kapital von Alsterblick Invest erhalten. Über die Höhe der Finanzierung machten die Beteiligten keine Angaben."),
        ("de", "Erbsenhof erhält Kapital von Alsterblick Invest. Die genaue Summe wurde nicht offengelegt."),
        ("fr", "Mijotine accueille Garrigue Ventures à son capital. Les termes de l'opération n'ont pas été dévoilés."),
        ("fr", "Mijotine confirme avoir levé des fonds, sans dévoiler le montant."),
        ("fr", "Garrigue Ventures investit dans la start-up Mijotine. Aucun montant n'a été communiqué."),
        ("es", "Guisaria cierra una ronda de importe no desvelado con Albufera Ventures."),
        ("es", "Guisaria ha recibido una inversión de Albufera Ventures. Las partes no han revelado el importe de la operación."),
        ("es", "Albufera Ventures invierte en la startup Guisaria. No se ha hecho público el importe."),
        ("zh", "海棠创投入股泊安科技，交易金额未披露。"),
        ("ja", "桜坂ベンチャーズはポリザへの出資を発表した。出資額は非公開。"),
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
        ("fr", "Curalia emploie 80 personnes. La start-up lilloise a annoncé mardi une levée de 3 millions d'euros. Sa concurrente Médisoin avait levé 7 millions d'euros en mars.", "Curalia", "Médisoin"),
        ("es", "Curalia emplea a 80 personas. La startup vasca anunció este martes una ronda de 3 millones de euros. Su competidora Medisana había levantado 7 millones de euros en marzo.", "Curalia", "Medisana"),
        ("ja", "クラフィンの従業員は80人。同社は12日、3億円の資金調達を発表した。競合のメディナは3月に7億円を調達している。", "クラフィン", "メディナ"),
        ("zh", "康拓微成立于2019年，员工80人。该公司宣布完成3000万元融资。此前，竞争对手医联达曾完成7000万元融资。", "康拓微", "医联达"),
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


@pytest.mark.parametrize(
    ("language", "text", "lead", "others"),
    [
        ("de", "Velgora hat 12,5 Millionen Euro eingesammelt. Angeführt wird die Runde von Isarufer Capital, auch der bestehende Investor Moritz Ventures ist dabei.", "Isarufer Capital", {"Moritz Ventures"}),
        ("de", "Elbtor Partners führt eine Serie-A-Runde über 15 Millionen Euro bei Zellion an.", "Elbtor Partners", set()),
        ("fr", "Polissia lève 3,4 millions d'euros. Chef de file : Fourvière Ventures.", "Fourvière Ventures", set()),
        ("fr", "Deûle Ventures mène un tour de table de 15 millions d'euros dans Zellion.", "Deûle Ventures", set()),
        ("fr", "Polissia accueille Garrigue Ventures à son capital.", None, {"Garrigue Ventures"}),
        ("fr", "Polissia obtient 900 000 euros de Belledonne Angels.", None, {"Belledonne Angels"}),
        ("es", "Polizia levanta 3,4 millones de euros. El inversor principal es Gibralfaro Ventures.", "Gibralfaro Ventures", set()),
        ("es", "Nervión Ventures lidera una ronda de 15 millones de euros en Zellion, en la que también entra Easo Capital.", "Nervión Ventures", {"Easo Capital"}),
        ("es", "Polizia ha recibido una inversión de Albufera Ventures.", None, {"Albufera Ventures"}),
        ("es", "Polizia cierra una ronda de importe no desvelado con Albufera Ventures.", None, {"Albufera Ventures"}),
        ("zh", "泊安科技完成5000万元A轮融资，由海棠创投领投，现有股东雁门资本、北溪基金继续加码。", "海棠创投", {"雁门资本", "北溪基金"}),
        ("zh", "泊安科技完成3400万元融资，海棠创投独家投资。", None, {"海棠创投"}),
        ("zh", "泽翎新能源完成3億元融資，由台灣的玉嶺創投領投。", "玉嶺創投", set()),
        ("ja", "桜坂ベンチャーズはポリザへの出資を発表した。", None, {"桜坂ベンチャーズ"}),
    ],
)  # fmt: skip
def test_who_leads_and_who_follows(language: str, text: str, lead: str | None, others: set[str]) -> None:
    [mention] = rounds(text, language)
    leads = {one.name for one in mention.investors if one.role == "lead"}
    assert leads == ({lead} if lead else set())
    assert {one.name for one in mention.investors} - leads == others


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.language)
def test_a_rules_plain_words_stand_in_whatever_it_matches(pack: Pack) -> None:
    lines = (DATA / f"{pack.language}.jsonl").read_text("utf-8").splitlines()
    texts = [sentence for line in lines for sentence in json.loads(line)["text"].split("\n")]
    for rules in pack.rules.values():
        for rule in rules:
            seen = [text for text in (rule.matches, *texts) if rule.pattern.search(text)]
            assert all(rule.may_match(text.lower()) for text in seen), rule.name


def test_a_rule_without_its_plain_words_is_passed_over() -> None:
    rule = next(one for pack in packs() for rules in pack.rules.values() for one in rules if one.words)
    assert rule.may_match(f"… {rule.words[-1]} …")
    assert not rule.may_match("…")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Aerolux verhandelt über 150 Millionen Euro. Eine Sprecherin wollte die Informationen nicht kommentieren."),
        ("es", "Aerolux negocia una ronda de 150 millones de euros. La empresa no quiso hacer comentarios."),
        ("fr", "Aérolux discuterait d'une levée de 150 millions d'euros. L'entreprise a refusé de commenter."),
        ("ja", "エアロルは150億円の資金調達で交渉している。同社は「コメントできない」としている。"),
    ],
)  # fmt: skip
def test_who_declines_to_comment(language: str, text: str) -> None:
    [mention] = rounds(text, language)
    assert (mention.status, mention.company_response) == ("in_talks", "declined")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("晨溪机器人拟以50亿美元估值融资5亿美元。", "晨溪机器人", 5e8),
        ("知情人士称，晨溪机器人拟以50亿美元估值融资5亿美元。", "晨溪机器人", 5e8),
        ("晨溪机器人正寻求以30亿美元的投后估值融资2亿美元。", "晨溪机器人", 2e8),
        ("晨溪机器人计划以30亿美元的投前估值募资2亿美元。", "晨溪机器人", 2e8),
        ("晨溪机器人以约20亿元的估值募资3亿元。", "晨溪机器人", 3e8),
        ("而蓝鲸物流完成2亿元A轮融资。", "蓝鲸物流", 2e8),
        ("但蓝鲸物流获得2亿元A轮融资。", "蓝鲸物流", 2e8),
        ("然而蓝鲸物流正在寻求融资2亿元。", "蓝鲸物流", 2e8),
        ("而立科技完成2亿元A轮融资。", "而立科技", 2e8),
        ("红石资本独家投资了北辰软件，金额为5000万元。", "北辰软件", 5e7),
        ("红石资本领投了北辰软件的A轮融资，金额为5000万元。", "北辰软件", 5e7),
        ("红石资本注资了北辰软件，金额为5000万元。", "北辰软件", 5e7),
        ("晨溪机器人成立于2019年，完成3亿元B轮融资。", "晨溪机器人", 3e8),
        ("晨溪机器人完成3亿元B轮融资。此前曾于2022年完成1亿元A轮融资。", "晨溪机器人", 3e8),
    ],
)
def test_a_valuation_a_particle_and_a_year_are_no_name_in_chinese(text: str, name: str, value: float) -> None:
    found = list(detect("", text, published=PUBLISHED, language="zh"))
    assert [(one.company.name, one.amount and one.amount.value) for one in found] == [(name, value)]


@pytest.mark.parametrize("told", ["此前曾于2022年", "曾在2021年3月", "早在2021年就曾"])
def test_what_was_raised_years_ago_is_its_own_companys_history(told: str) -> None:
    found = list(detect("", f"晨溪机器人{told}完成1亿元A轮融资。", published=PUBLISHED, language="zh"))
    assert [(one.company.name, one.temporality.value) for one in found] == [("晨溪机器人", "background")]


@pytest.mark.parametrize("word", ["一方", "さらに", "その後", "このほど", "ちなみに"])
def test_a_conjunction_is_no_company_in_japanese(word: str) -> None:
    [mention] = rounds(f"{word}、ツキミ株式会社は5億円を調達した。", "ja")
    assert mention.company.name == "ツキミ"


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        ("大和商事は、ロボット開発のテツジンを120億円で買収すると発表した。", "テツジン"),
        ("大和商事はロボット開発のテツジンを120億円で買収した。", "テツジン"),
        ("大和商事はテツジンを120億円で買収した。", "テツジン"),
        ("大和商事がテツジンを120億円で買収した。", "テツジン"),
        ("大和商事はスタートアップのテツジンを120億円で子会社化する。", "テツジン"),
        ("大和商事は自由が丘製菓を40億円で買収した。", "自由が丘製菓"),
        ("大和商事ははなまる食品を40億円で買収した。", "はなまる食品"),
        ("ペイトレイを40億円で買収", "ペイトレイ"),
    ],
)
def test_who_buys_is_not_who_is_bought_in_japanese(text: str, bought: str) -> None:
    found = list(detect("", text, published=PUBLISHED, language="ja"))
    assert [(one.company.name, one.kind.value) for one in found] == [(bought, "acquisition")]


@pytest.mark.parametrize("word", ["Bislang", "Bisher", "Zuvor", "Inzwischen", "Kürzlich"])
def test_an_adverb_is_no_company_in_german(word: str) -> None:
    told = f"Quellwerk hat 20 Millionen Euro eingesammelt. {word} hatte das Unternehmen 5 Millionen Euro erhalten."
    assert {one.company.name for one in detect("", told, published=PUBLISHED, language="de")} == {"Quellwerk"}


@pytest.mark.parametrize(
    "text",
    ["Quellwerk erreicht eine Reichweite von 20 Millionen Kunden.", "Quellwerk hat die Marke von 20 Millionen Euro Umsatz erreicht.",
     "Quellwerk zeigt die Series 5 seiner Uhren."],
)  # fmt: skip
def test_what_is_reached_is_a_round_only_where_one_is_named(text: str) -> None:
    assert rounds(text, "de") == []


@pytest.mark.parametrize(
    "others",
    ["avec plusieurs fonds, dont Partech,", "avec plusieurs fonds, dont Partech et Ibisca,", "avec des investisseurs, parmi lesquels Deûle Ventures,",
     "avec des fonds, notamment Deûle Ventures,", "avec des fonds tels que Deûle Ventures", "avec des fonds comme Partech"],
)  # fmt: skip
def test_who_is_talked_to_raises_nothing_in_french(others: str) -> None:
    found = rounds(f"La start-up Brumelle est en discussions {others} pour lever 30 millions d'euros.", "fr")
    assert [(one.company.name, one.status.value) for one in found] == [("Brumelle", "in_talks")]


@pytest.mark.parametrize(
    "told",
    ["Su competidora Oleaje captó 10 millones de euros el año pasado.", "Su rival Oleaje levantó 10 millones de euros hace un año.",
     "Su principal competidor Oleaje obtuvo 10 millones de euros el pasado año.", "Su competidora Oleaje cerró una ronda de 10 millones de euros.",
     "Su competidora Oleaje captó 10 millones de euros en una ronda liderada por Brisa Capital el año pasado."],
)  # fmt: skip
def test_a_rivals_round_is_history_in_spanish(told: str) -> None:
    found = rounds(f"Marejada ha captado 20 millones de euros. {told}", "es")
    assert [one.company.name for one in found] == ["Marejada"]


def test_but_what_a_rival_has_just_raised_is_news_in_spanish() -> None:
    told = "Marejada ha captado 20 millones de euros. Su competidora Oleaje también ha captado 10 millones de euros."
    assert [one.company.name for one in rounds(told, "es")] == ["Marejada", "Oleaje"]
