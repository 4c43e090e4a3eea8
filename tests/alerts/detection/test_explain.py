"""An explanation says what detection did, and why what looked like news was not made news."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alerts.detection import detect
from alerts.detection.claims import Sum
from alerts.detection.deals import CHANGES_HANDS, IS_BOUGHT
from alerts.detection.detector import stored_text
from alerts.detection.explain import Explanation, Reason, explain
from alerts.detection.languages.reading import CONFIDENCE
from alerts.detection.mention import InvestorRole, Temporality
from alerts.detection.mentions import ALERTED
from alerts.detection.published import published_date
from demo.articles import stories

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "hard_cases.jsonl").read_text("utf-8").splitlines()
]
ARTICLES: list[tuple[str, str, dict[str, Any]]] = [
    (case["title"], case["text"], {"published": published_date(case["published"]), "language": case["language"]})
    for case in CASES
] + [
    (one.title, "\n\n".join((one.title, *one.paragraphs)), {"published": one.published, "language": one.language})
    for one in stories()
]


def test_an_explanation_ends_in_what_detection_answers() -> None:
    staged = 0
    for title, text, known in ARTICLES:
        found = explain(title, text, **known)
        assert found.mentions == detect(title, text, **known), title
        if found.note is None:
            staged += 1
            of_stages = [mention for one in found.judged for mention in one.mentions]
            deals = {f"rule: {IS_BOUGHT}", f"rule: {CHANGES_HANDS}"}
            rounds = [mention for mention in found.mentions if deals.isdisjoint(mention.reasons)]
            assert of_stages == rounds[len(found.tabled) :], title
    assert staged > 0.8 * len(ARTICLES)


def test_whatever_a_stage_shows_stands_in_the_text() -> None:
    for title, text, known in ARTICLES:
        found = explain(title, text, **known)
        words = [one.words for one in (*found.sentences, *found.money, *found.roles)] + [
            one.trigger for one in found.claims
        ]
        words += [one.recipient for one in found.claims if one.recipient] + list(found.tabled)
        whole = text if text.startswith(title) else f"{title}\n\n{text}"
        assert [
            one.text for one in words if " ".join(whole[slice(*one.span)].split()) != " ".join(one.text.split())
        ] == []


def test_an_explanation_is_plain_json() -> None:
    title, text, known = ARTICLES[0]
    plain = json.loads(json.dumps(explain(title, text, **known).to_json()))
    assert {
        "sentences",
        "money",
        "claims",
        "organisations",
        "roles",
        "circumstances",
        "judged",
        "mentions",
        "vetoes",
    } <= set(plain)
    assert plain["claims"][0]["trigger"]["span"] == list(explain(title, text, **known).claims[0].trigger.span)


ROUND = "Plumbell raises $12 million\n\nPlumbell, a maker of bells, has raised $12 million in a Series A round led by Harbour Ventures."


def read(text: str, **known: Any) -> Explanation:
    found = explain(text.split("\n")[0], text, **known)
    assert found.note is None
    return found


def test_each_stage_says_what_it_found() -> None:
    found = read(
        f"{ROUND} The company raised $3 million in 2019 from Dune Capital. It is valued at $90 million.",
        published=published_date("2026-03-02"),
    )
    assert [(one.words.text, one.what) for one in found.money[-1:]] == [("$90 million", Sum.VALUATION)]
    [first, *_] = [one for one in found.claims if one.sentence == 1]
    assert (first.rule, first.trigger.text, first.how, first.company) == (
        "raises a sum",
        "raised",
        "apposition",
        "Plumbell",
    )
    assert found.organisations.topic == "Plumbell"
    assert ("Harbour Ventures", InvestorRole.LEAD) in [(one.words.text, one.role) for one in found.roles]
    resolved = next(one for one in found.claims if one.recipient and one.recipient.text == "The company")
    assert (resolved.company, resolved.sentence) == ("Plumbell", 2)
    assert resolved.by
    assert next(one for one in found.circumstances if one.claim == resolved.number).background == ("dated before",)


def test_a_confidence_is_the_sum_of_what_is_shown() -> None:
    from math import exp

    for title, text, known in ARTICLES[:40]:
        for one in explain(title, text, **known).judged:
            score = one.bias + sum(feature.weight for feature in one.features)
            assert one.confidence == pytest.approx(1 / (1 + exp(-score)))


@pytest.mark.parametrize(
    ("text", "what", "reason"),
    [
        (f"{ROUND}\n\nRead more: Quillwort raises $40m in Series B funding", "Read more: Quillwort raises $40m in Series B funding", Reason.FURNITURE),
        ("Mollusc opens an office\n\nMollusc, which raised $5 million in 2019, opened an office in Leeds.", "Mollusc", Reason.BACKGROUND),
        ("Larkspur Ventures raises $200 million fund\n\nLarkspur Ventures has raised $200 million for its third fund.", "Larkspur Ventures", Reason.NOT_A_ROUND),
        (ROUND, "Plumbell", Reason.DUPLICATE),
        ("Deals of the week\n\nCompany | Amount | Stage\nPlumbell | $12 million | Series A\nMollusc | $3 million | Seed\n\nPlumbell has raised $12 million.", "Plumbell", Reason.TABLED),
    ],
)  # fmt: skip
def test_what_is_not_made_news_is_told_with_its_reason(text: str, what: str, reason: Reason) -> None:
    found = read(text, published=published_date("2026-03-02"))
    assert (what, reason) in [(veto.what, veto.reason) for veto in found.vetoes]


def test_an_unsure_candidate_names_what_speaks_against_it() -> None:
    unsure = 0
    for title, text, known in ARTICLES:
        found = explain(title, text, **known)
        for veto in found.vetoes:
            if veto.reason is Reason.UNSURE:
                unsure += 1
                [one] = [one for one in found.judged if one.company == veto.what]
                assert one.confidence < 0.5
                assert all(mention.temporality is Temporality.BACKGROUND for mention in one.mentions)
                lightest = min(one.features, key=lambda feature: feature.weight)
                assert lightest.weight >= 0 or lightest.feature in veto.why
    assert unsure > 0


def test_an_article_without_money_is_not_read_further() -> None:
    found = explain("The bypass opens", "The bypass opens on Monday.")
    assert (found.mentions, found.sentences) == ((), ())
    assert found.note is not None


def test_another_languages_article_is_shown_by_the_same_stages() -> None:
    title = "Herdblick sammelt 4 Millionen Euro ein"
    text = "Angeführt wurde die Runde von Kiezkapital. 2022 hatte Herdblick zehn Millionen Euro eingesammelt."
    found = explain(title, text, language="de", published=date(2025, 7, 15))
    assert found.mentions == detect(title, text, language="de", published=date(2025, 7, 15)) != ()
    assert found.note is None
    whole = f"{title}\n\n{text}"
    assert all(whole[slice(*one.words.span)] == one.words.text for one in found.sentences)
    assert [one.words.text for one in found.money] == ["4 Millionen Euro", "zehn Millionen Euro"]
    assert [(one.rule, one.company) for one in found.claims] == [("collects", "Herdblick")] * 2
    assert [(one.words.text, one.role) for one in found.roles] == [("Kiezkapital", InvestorRole.LEAD)]
    assert found.circumstances[1].background
    assert [one.company for one in found.judged] == ["Herdblick"]
    [veto] = found.vetoes
    assert (veto.what, veto.reason) == ("Herdblick", Reason.BACKGROUND)


def test_an_article_of_another_language_that_no_word_of_its_gate_stands_in_says_so() -> None:
    assert "not read further" in (explain("Wetter", "Heute war es schön.", language="de").note or "")


PACKS = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[2] / "data" / "languages").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh"])
def test_what_is_explained_of_another_language_is_what_is_detected(language: str) -> None:
    for item in (one for one in PACKS if one["language"] == language and not one["kept"]):
        told = {"published": published_date(item["published"]), "language": language}
        found = explain(item["title"], item["text"], **told)
        assert found.mentions == detect(item["title"], item["text"], **told)
        assert [one for judged in found.judged for one in judged.mentions] == list(found.mentions)
        assert len(found.circumstances) == sum(one.company is not None for one in found.claims)
        whole = stored_text(item["title"], item["text"])
        for words in [*(one.words for one in found.money), *(one.words for one in found.roles)]:
            assert whole[slice(*words.span)] == words.text
        for claim in found.claims:
            assert whole[slice(*claim.trigger.span)] == claim.trigger.text
        assert json.dumps(found.to_json())


@pytest.mark.parametrize(
    "again",
    [
        "Plumbell hired a new chief after it had raised $40 million last year in a round led by Harbour Ventures.",
        "The appointment of Ann Lee comes months after Plumbell had sealed its $40 million round.",
        "Plumbell, which had raised $40 million earlier this year, makes bells.",
    ],
)
def test_the_headlines_sum_told_again_is_no_history(again: str) -> None:
    found = read(f"Plumbell raises $40 million\n\n{again}")
    assert [mention.temporality for mention in found.mentions] == [Temporality.NEW]
    assert [(one.retold, one.background) for one in found.circumstances] == [(False, ()), (True, ())]
    assert [(veto.reason, veto.why) for veto in found.vetoes] == [
        (Reason.DUPLICATE, "2 claims of one round make one mention")
    ]


def test_another_sum_than_the_headlines_is_history_in_both() -> None:
    found = read("Plumbell raises $40 million\n\nPlumbell, which had raised $9 million last year, makes bells.")
    assert [mention.temporality for mention in found.mentions] == [Temporality.NEW, Temporality.BACKGROUND]
    assert [one.retold for one in found.circumstances] == [False, False]
    assert "pluperfect" in found.circumstances[1].background
    assert [veto.reason for veto in found.vetoes] == [Reason.BACKGROUND]


def test_a_loan_beside_a_round_is_a_mention_of_its_own() -> None:
    text = f"{ROUND} It also secured $20 million in debt financing from Quay Bank."
    found = read(text.replace("$12 million", "$50 million"))
    assert [(mention.kind, mention.amount and mention.amount.value) for mention in found.mentions] == [
        ("equity", 50e6),
        ("debt", 20e6),
    ]
    assert [veto.why for veto in found.vetoes] == ["2 claims of one round make one mention"]
    twice = read(
        f"{text} Of Quay Bank, it secured $20 million in debt financing.".replace("$12 million", "$50 million")
    )
    assert [veto.why for veto in twice.vetoes][1:] == ["2 claims of one loan make one mention"]


def test_money_that_came_in_beside_a_denial_is_history_in_both() -> None:
    text = (
        "Plumbell denied that it is raising $40 million. Plumbell closed a $15 million round led by Harbour Ventures."
    )
    found = read(f"Plumbell denies raising $40m\n\n{text}")
    assert [mention.temporality for mention in found.mentions] == [Temporality.NEW, Temporality.BACKGROUND]
    assert found.circumstances[-1].background == ("came in, beside a denial",)
    assert "came in, beside a denial" in found.vetoes[0].why


def test_history_is_what_the_mentions_make_history() -> None:
    """Over many articles: a company has news only where a claim of it is left that is no history."""
    for title, text, known in ARTICLES:
        found = explain(title, text, **known)
        if found.note or any(one.bias == CONFIDENCE for one in found.judged):
            continue
        fresh = {one.number for one in found.claims} - {one.claim for one in found.circumstances if one.background}
        for judged, company in zip(found.judged, found.organisations.companies, strict=True):
            if judged.mentions:
                is_news = judged.confidence >= ALERTED and any(number in fresh for number in company.claims)
                assert (judged.mentions[0].temporality is Temporality.NEW) == is_news, title
