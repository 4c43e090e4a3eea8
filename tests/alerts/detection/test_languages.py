"""Funding news in other languages: packs that prove themselves, articles read as their labels say, bounded time."""

import json
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.detection.evaluation import evaluate
from alerts.detection.languages import UNREAD, Pack, language_of, pack_of, packs
from alerts.detection.languages.pack import LANGUAGES, read_pack
from alerts.detection.published import published_date

DATA = Path(__file__).parents[2] / "data" / "languages"
PUBLISHED = date(2025, 5, 14)
EVERY_RULE = [
    pytest.param(rule, id=f"{pack.language}: {table}: {rule.name}")
    for pack in packs()
    for table, rules in pack.rules.items()
    for rule in rules
]


def articles(language: str, *, kept: bool) -> list[Mapping[str, Any]]:
    lines = (DATA / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [item for line in lines if (item := json.loads(line))["kept"] is kept]


def scored(language: str, *, kept: bool) -> dict[str, Any]:
    items = articles(language, kept=kept)
    return evaluate(items, items, read_html=lambda page: ("", page)).to_json()


def read(title: str, text: str = "", language: str | None = None) -> list[Mention]:
    return list(detect(title, text, published=PUBLISHED, language=language))


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_matches_its_example_and_not_the_other(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.pattern.search(rule.matches)
    assert not rule.pattern.search(rule.not_this)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_articles_of_both_sorts(language: str) -> None:
    items = [*articles(language, kept=True), *articles(language, kept=False)]
    funded = [
        item
        for item in items
        if any(e["type"] in ("equity", "debt", "grant") and e["temporality"] == "new" for e in item["events"])
    ]
    assert len(funded) >= 24
    assert len(items) - len(funded) >= 16
    assert len(articles(language, kept=True)) == 20


# A little under what is reached; a rule that lowers one of these has to answer for it.
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_events_of_the_tuned_articles_are_found(language: str) -> None:
    report = scored(language, kept=False)
    assert report["event"]["f1"] >= 0.95
    fields = report["fields"]
    for name in ("amount", "series", "status_coarse", "no_lead_respected", "lead_any"):
        assert fields[name]["accuracy"] >= 0.9, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_articles_that_no_rule_was_made_for_are_read_too(language: str) -> None:
    assert scored(language, kept=True)["event"]["f1"] >= 0.75


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_of_evidence_stands_in_the_text(language: str) -> None:
    seen = 0
    for item in articles(language, kept=False):
        text = stored_text(item["title"], item["text"])
        found = detect(item["title"], item["text"], published=published_date(item["published"]), language=language)
        for mention in found:
            seen += 1
            written = {name: text[start:end] for name, (start, end) in mention.evidence.items()}
            assert all(written.values()), (item["id"], written)
            assert set(mention.fields_set()) <= set(written), item["id"]
            assert written["sentence"] == mention.sentence
            assert written["company"] == mention.company.name_as_written
            assert mention.company.name in mention.company.name_as_written
            if mention.amount:
                assert written["amount"] == mention.amount.as_written
            if mention.valuation:
                assert written["valuation"] == mention.valuation.as_written
            if mention.label_as_written:
                assert written["series"] == mention.label_as_written
            if mention.investors:
                assert mention.investors[0].name in written["investors"]
            assert ("status" in written) or mention.status == "announced"
            assert Mention.from_json(json.loads(json.dumps(mention.to_json()))) == mention
    assert seen > 20


@pytest.mark.parametrize(
    ("language", "headline", "name", "as_written"),
    [
        ("de", "Das Berliner Start-up Foobar sammelt zwei Millionen Euro ein", "Foobar", "Foobar"),
        ("de", "Der Batteriehersteller Foobar erhält zwei Millionen Euro", "Foobar", "Foobar"),
        ("de", "Die Foobar GmbH erhält zwei Millionen Euro Kapital", "Foobar", "Foobar GmbH"),
        ("fr", "La start-up lyonnaise Foobar lève 2 millions d’euros", "Foobar", "Foobar"),
        ("fr", "L’éditeur de logiciels Foobar lève 2 millions d’euros", "Foobar", "Foobar"),
        ("es", "La startup valenciana Foobar levanta 2 millones de euros", "Foobar", "Foobar"),
        ("ja", "株式会社フーバーは2億円を調達した。", "フーバー", "株式会社フーバー"),
        ("ja", "建設DXを手がけるフーバー、シリーズAで2億円を調達", "フーバー", "フーバー"),
        ("zh", "自动驾驶公司「某某科技」完成2亿元A轮融资", "某某科技", "某某科技"),
        ("zh", "北京智能公司“某某科技”完成2亿元A轮融资", "某某科技", "某某科技"),
        ("zh", "商业航天公司某某航天近日完成2亿元A轮融资", "某某航天", "某某航天"),
        ("zh", "新創團隊某某科技獲200萬美元A輪投資", "某某科技", "某某科技"),
    ],
)
def test_a_name_is_cut_right(language: str, headline: str, name: str, as_written: str) -> None:
    [mention] = read(headline, language=language)
    assert (mention.company.name, mention.company.name_as_written) == (name, as_written)
    assert mention.amount is not None


@pytest.mark.parametrize(
    "text",
    [
        "Der Gründer hat zwei Millionen Euro in ein junges Start-up investiert.",
        "L'acteur a investi deux millions d'euros dans une start-up de la santé.",
        "El actor ha invertido dos millones de euros en una startup de nutrición.",
        "元選手は、社名非公開のスタートアップに5000万円を出資した。",
        "一位投资人表示，有一家企业希望融资30亿元，至今没有结果。",
    ],
)
def test_who_is_not_named_gets_no_mention(text: str) -> None:
    assert read("", text) == []


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("de", "Das Start-up Foobar erhält 3 Millionen Euro von Nordwind Capital.\n\nDas Fintech Quux sammelt 8 Millionen Euro ein. Angeführt wird die Runde von Südwind Partners.", ("Foobar", 3e6, {"Nordwind Capital"}), ("Quux", 8e6, {"Südwind Partners"})),
        ("fr", "La start-up Foobar lève 3 millions d'euros auprès de Mistral Capital.\n\nDe son côté, la fintech Quux boucle un tour de 8 millions d'euros, mené par Alizé Partners.", ("Foobar", 3e6, {"Mistral Capital"}), ("Quux", 8e6, {"Alizé Partners"})),
        ("es", "La startup Foobar capta 3 millones de euros de Cierzo Capital.\n\nPor su parte, la fintech Quux cierra una ronda de 8 millones de euros liderada por Levante Partners.", ("Foobar", 3e6, {"Cierzo Capital"}), ("Quux", 8e6, {"Levante Partners"})),
        ("ja", "スタートアップのフーバーは、南風キャピタルから3億円を調達した。\n\nまた、フィンテックのクークスは8億円を調達した。リード投資家は北風ベンチャーズ。", ("フーバー", 3e8, {"南風キャピタル"}), ("クークス", 8e8, {"北風ベンチャーズ"})),
        ("zh", "甲乙机器人完成3亿元B轮融资，由南风资本领投。\n\n丙丁生物完成8亿元C轮融资，由北风创投领投。", ("甲乙机器人", 3e8, {"南风资本"}), ("丙丁生物", 8e8, {"北风创投"})),
    ],
)  # fmt: skip
def test_two_companies_of_one_article_keep_their_own(
    language: str, text: str, first: tuple[str, float, set[str]], second: tuple[str, float, set[str]]
) -> None:
    found = {
        (one.company.name, one.amount.value if one.amount else None): {investor.name for investor in one.investors}
        for one in read("", text, language)
    }
    assert found == {first[:2]: first[2], second[:2]: second[2]}


@pytest.mark.parametrize(
    ("title", "text", "stated", "code"),
    [
        ("栖木动力完成融资", "公司成立于2019年。", "en", "zh"),
        ("栖木动力完成融资", "公司成立于2019年。", None, "zh"),
        ("キコエルが資金調達", "同社は東京にある。", "zh", "ja"),
        ("시드 투자 유치", "회사는 서울에 있다.", "en", UNREAD),
        ("Kornwerk", "Das Unternehmen hat die Runde nicht mit den Investoren im Mai auch für sich.", None, "de"),
        (
            "Verdemain",
            "La société est dans une ville avec des robots pour les champs qui sont sur la route.",
            None,
            "fr",
        ),
        ("Naranjoft", "La empresa es una de las que más se han visto en el país según los datos.", None, "es"),
        ("Acme", "The company is one of the few that have been in the news for their rounds.", None, "en"),
        ("Acme 旷视", "The company is also known as 旷视 in its home market and has been for years.", "en", "en"),
        ("Kornwerk", "Das Unternehmen hat die Runde abgeschlossen.", "de-AT", "de"),
        ("Acme", "Il gruppo ha raccolto due milioni.", "it", "en"),
        ("", "", None, "en"),
    ],
)
def test_the_script_outweighs_what_is_stated(title: str, text: str, stated: str | None, code: str) -> None:
    assert language_of(title, text, stated) == code


def test_korean_is_not_read_by_english_rules() -> None:
    assert (
        read("Acme, 시리즈A raised $5 million 투자 유치", "회사는 서울에 있으며 투자를 유치했다고 밝혔다.", "en") == []
    )


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.language)
def test_a_pack_says_everything(pack: Pack) -> None:
    assert pack_of(pack.language) is pack
    for table in ("claim", "kind", "status", "certainty", "response", "background", "sum", "investor", "series",
                  "closing", "announced", "tranche", "undisclosed"):  # fmt: skip
        assert pack.rules[table], table
    assert {"ipo", "acquisition", "fund", "crowdfunding", "token_sale", "grant", "debt"} <= {
        rule.says for rule in pack.rules["kind"]
    }


def test_a_pack_that_lacks_an_entry_is_refused() -> None:
    with pytest.raises(KeyError):
        read_pack('language = "xx"\nscript = "spaced"\n[names]\nname = "x"\n')


def seconds(title: str, text: str, language: str | None) -> float:
    began = time.process_time()
    detect(title, text, published=PUBLISHED, language=language)
    return time.process_time() - began


PROSE = {
    "zh": "今天天气很好，市民纷纷走出家门，到公园里散步。",
    "ja": "今日は天気が良く、多くの人が公園を散歩していた。",
    "de": "Heute war das Wetter schön, und viele Leute gingen in den Park. ",
    "fr": "Il fait beau et les gens se promènent dans le parc avec leurs enfants. ",
    "es": "Hoy hace buen tiempo y la gente pasea por el parque con sus hijos. ",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_costs_milliseconds(language: str) -> None:
    [story] = [item for item in articles(language, kept=True) if "longer" in item["tags"]]
    plain, funded = (PROSE[language] * 300)[:5_000], (story["text"] + "\n\n" + PROSE[language] * 300)[:5_000]
    assert detect(story["title"], funded, language=language, published=PUBLISHED)
    # The budgets are 0.3 and 5 ms; a shared machine gets three times that.
    assert min(seconds("", plain, language) for _ in range(9)) < 0.001
    assert min(seconds(story["title"], funded, language) for _ in range(9)) < 0.015


@pytest.mark.parametrize(
    ("language", "opening", "unit"),
    [
        *(("zh", "某某完成2亿元A轮融资。", unit) for unit in ("融资", "完成", "公司", "由某某领投，", "2亿元", "「", "，", "估值", "的", "在声明称", "在", "网传", "首笔", "12月3日", "出资", "推迟", "融资谈判与", "首轮", "独家投资", "投资了A")),
        *(("ja", "某某は2億円を調達した。", unit) for unit in ("調達", "の", "フー", "2億円", "「", "、", "は", "シリーズA", "リード", "日", "2日、", "から", "など", "既存株主に", "シリーズA、", "一次クローズ", "の従業員", "ポリザへの")),
        *(("de", "Acme sammelt 2 Millionen Euro ein. ", unit) for unit in ("Start-up ", "Der ", "von ", "2 Millionen Euro ", "unter anderem von A", "Kreditgeber sind ", "nicht genannte ", "A-", "ein ", "will ", "verschiebt die ", "Runde von A ", "Series-", "Finanzierungsrunde ", "führt eine Runde ", "Höhe ", "bestätigte ", "Mio.", "Gespräche der A ")),
        *(("fr", "Acme lève 2 millions d'euros. ", unit) for unit in ("L'", "de la Acme ", "mené par ", "convaincre ", "dette avec La ", "PDG de A ", "lève ", "2 M€ ", "Acme & ", " ", "levée de A", "mène un tour ", "série A ", "aucune levée de A", "négociations de A ", "renonce à ", "investit dans la ")),
        *(("es", "Acme levanta 2 millones de euros. ", unit) for unit in ("La ", "de la Acme ", "liderada por ", "dado entrada a A", "importe ", "capital procede de ", "levanta ", "2 M€ ", "y ", "¿", "ronda de A", "lidera una ronda ", "serie A ", "no hay ninguna ronda ", "negociaciones de A ", "renuncia a ", "invierte en la ")),
    ],
)  # fmt: skip
def test_a_hostile_megabyte_is_read_within_a_second(language: str, opening: str, unit: str) -> None:
    text = opening + unit * (1_000_000 // len(unit))
    assert min(seconds("", text, language) for _ in range(2)) < 1


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet="フーバー株式会社は2億円を調達した。完成A轮融资「」，、lève 5 M€ sammelt ein Acme\n", max_size=200
    ),
    st.text(max_size=100),
    st.sampled_from([*LANGUAGES, None]),
)
def test_no_text_raises(text: str, title: str, language: str | None) -> None:
    for mention in detect(title, text, published=PUBLISHED, language=language):
        start, end = mention.evidence["sentence"]
        assert stored_text(title.strip(), text)[start:end] == mention.sentence


@pytest.mark.parametrize(
    ("language", "text", "written", "value", "qualifier", "worth"),
    [
        ("de", "Das Start-up Foobar erhält mindestens 3 Millionen Euro. Die Post-Money-Bewertung von 20 Millionen Euro ist neu.", "mindestens 3 Millionen Euro", 3e6, "at_least", "post"),
        ("de", "Das Start-up Foobar erhält knapp 3 Millionen Euro bei einer Pre-Money-Bewertung von 20 Millionen Euro.", "knapp 3 Millionen Euro", 3e6, "nearly", "pre"),
        ("fr", "La start-up Foobar lève plus de 3 millions d'euros. La valorisation post-money atteint 20 millions d'euros.", "plus de 3 millions d'euros", 3e6, "more_than", "post"),
        ("fr", "La start-up Foobar lève jusqu'à 3 millions d'euros à une valorisation pré-money de 20 millions d'euros.", "jusqu'à 3 millions d'euros", 3e6, "up_to", "pre"),
        ("es", "La startup Foobar levanta unos 3 millones de euros, con una valoración post-money de 20 millones de euros.", "unos 3 millones de euros", 3e6, "about", "post"),
        ("es", "La startup Foobar levanta casi 3 millones de euros.", "casi 3 millones de euros", 3e6, "nearly", None),
        ("ja", "株式会社フーバーは最大3億円を調達した。調達後の企業価値は20億円となる。", "最大3億円", 3e8, "up_to", "post"),
        ("zh", "某某科技完成超3亿元B轮融资，投前估值20亿元。", "超3亿元", 3e8, "more_than", "pre"),
    ],
)  # fmt: skip
def test_how_firmly_a_sum_is_stated_and_which_valuation_it_is(
    language: str, text: str, written: str, value: float, qualifier: str, worth: str | None
) -> None:
    [mention] = read("", text, language)
    assert mention.amount is not None
    size = mention.amount.value or mention.amount.min or mention.amount.max
    assert (mention.amount.as_written, size, mention.amount.qualifier) == (written, value, qualifier)
    assert (mention.valuation.kind if mention.valuation else None) == worth


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", "Das Start-up Foobar verhandelt über 80 Millionen Euro. Die Runde soll in den kommenden Wochen abgeschlossen werden.", ("2025-06-11", "within", "in den kommenden Wochen")),
        ("fr", "La start-up Foobar négocie un tour de 80 millions d'euros. Il pourrait être bouclé d'ici à la fin de l'année.", ("2025-12-31", "year", "d'ici à la fin de l'année")),
        ("es", "La startup Foobar negocia una ronda de 80 millones de euros, que se cerraría en las próximas semanas.", ("2025-06-11", "within", "en las próximas semanas")),
        ("ja", "株式会社フーバーは80億円の資金調達を検討している。年内にも完了する見込み。", ("2025-12-31", "year", "年内")),
        ("zh", "某某科技正就新一轮融资与投资方接触，金额8亿元，预计年底前完成。", ("2025-12-31", "year", "年底前")),
    ],
)  # fmt: skip
def test_when_a_round_is_expected_to_close(language: str, text: str, said: tuple[str, str, str]) -> None:
    [mention] = read("", text, language)
    closing = mention.dates.expected_close
    assert closing is not None
    assert (closing.end, closing.precision, closing.as_written) == said
    assert text[slice(*mention.evidence["dates.expected_close"])] == closing.as_written


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Das Start-up Foobar hat 3 Millionen Euro erhalten, wie es am Montag mitteilte.", "2025-05-12"),
        ("fr", "La start-up Foobar a annoncé mardi une levée de 3 millions d'euros.", "2025-05-13"),
        ("es", "La startup Foobar ha anunciado hoy una ronda de 3 millones de euros.", "2025-05-14"),
        ("ja", "株式会社フーバーは12日、3億円の資金調達を実施したと発表した。", "2025-05-12"),
        ("zh", "5月9日，某某科技宣布完成3亿元B轮融资。", "2025-05-09"),
    ],
)
def test_when_a_round_was_announced(language: str, text: str, day: str) -> None:
    [mention] = read("", text, language)
    assert mention.dates.announced_on is not None
    assert mention.dates.announced_on.start == day
    assert text[slice(*mention.evidence["dates.announced_on"])] == mention.dates.announced_on.as_written


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Nordwind Capital beteiligt sich an der Software-Firma Foobar mit einer nicht genannten Summe.", "nicht genannten Summe"),
        ("fr", "La start-up Foobar réalise une levée de fonds auprès d'Alpage Ventures. Le montant n'a pas été dévoilé.", "montant n'a pas été dévoilé"),
        ("es", "La startup Foobar ha cerrado una ronda cuyo importe no ha trascendido.", "importe no ha trascendido"),
        ("ja", "株式会社フーバーは資金調達を実施した。調達額は非公開。", "調達額は非公開"),
        ("zh", "某某科技完成B轮融资，具体金额未披露。", "金额未披露"),
    ],
)  # fmt: skip
def test_a_sum_that_is_not_told_says_so(language: str, text: str, words: str) -> None:
    [mention] = read("", text, language)
    assert mention.amount is not None
    assert (mention.amount.value, mention.amount.qualifier) == (None, "undisclosed")
    assert mention.amount.as_written == text[slice(*mention.evidence["amount"])]
    assert words in mention.amount.as_written


@pytest.mark.parametrize(
    ("language", "text", "index", "status"),
    [
        ("de", "Das Start-up Foobar sammelt 3 Millionen Euro ein. Eine zweite Tranche soll folgen.", 2, "planned"),
        ("fr", "La start-up Foobar lève 3 millions d'euros. Une seconde tranche suivra.", 2, "planned"),
        ("es", "La startup Foobar levanta 3 millones de euros. Un segundo tramo llegará después.", 2, "planned"),
        ("ja", "株式会社フーバーはシリーズCの1stクローズとして3億円を調達した。", 1, "closed"),
        ("zh", "某某科技完成3亿元B轮融资，第二笔资金将于三季度交割。", 2, "planned"),
    ],
)
def test_a_part_of_a_round_is_its_tranche(language: str, text: str, index: int, status: str) -> None:
    [mention] = read("", text, language)
    assert mention.tranche is not None
    assert (mention.tranche.index, mention.tranche.status) == (index, status)
    assert "tranche" in mention.evidence


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("de", "Das Start-up Foobar sammelt 3 Millionen Euro ein. Zu den bisherigen Investoren zählen Nordwind Capital und Quux.", "Nordwind Capital", "existing"),
        ("fr", "La start-up Foobar lève 3 millions d'euros, co-mené par Alpha Invest et Beta Partners.", "Beta Partners", "co_lead"),
        ("es", "La startup Foobar levanta 3 millones de euros en una ronda coliderada por Alpha Capital y Beta Partners.", "Alpha Capital", "co_lead"),
        ("ja", "株式会社フーバーは3億円を調達した。既存株主には丸山キャピタルがいる。", "丸山キャピタル", "existing"),
        ("zh", "某某科技完成3亿元B轮融资，由国海基金、丰年产投联合领投。", "丰年产投", "co_lead"),
        ("zh", "据知情人士透露，某某科技正与海湾投资局洽谈融资3亿元。", "海湾投资局", "rumoured"),
    ],
)  # fmt: skip
def test_what_an_investor_does_in_the_round(language: str, text: str, name: str, role: str) -> None:
    [mention] = read("", text, language)
    assert (name, role) in {(one.name, one.role) for one in mention.investors}


@pytest.mark.parametrize(
    ("language", "text", "certainty"),
    [
        ("de", "Das Start-up Foobar hat 3 Millionen Euro erhalten, wie aus dem Handelsregister hervorgeht.", "filing"),
        ("de", "Das Start-up Foobar hat 3 Millionen Euro erhalten, teilte der Investor Nordwind am Montag mit.", "investor"),
        ("fr", "La start-up Foobar a levé 3 millions d'euros, a annoncé le fonds Alpage mardi.", "investor"),
        ("es", "La startup Foobar ha captado 3 millones de euros, según consta en el Registro Mercantil.", "filing"),
        ("zh", "据知情人士透露，某某科技拟融资3亿元。", "anonymous"),
        ("ja", "登記簿によると、株式会社フーバーは3億円を調達した。", "filing"),
    ],
)  # fmt: skip
def test_who_stands_behind_a_claim(language: str, text: str, certainty: str) -> None:
    [mention] = read("", text, language)
    assert mention.certainty == certainty
