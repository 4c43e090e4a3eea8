"""Money that is got for another thing than a share, money that is committed, and sums with a recipient each."""

from datetime import date

import pytest

from alerts.detection import detect
from alerts.detection.mention import Mention


def _found(text: str, title: str = "") -> list[Mention]:
    return list(detect(title, text, published=date(2026, 5, 5), language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "Birch Bank took a $2 billion charge on its loans.",
        "Tollgate received a $40 million contract from the ministry.",
        "Marrow Motors won $300 million in damages from a rival.",
        "Marrow received a $2 billion takeover offer from Harbour.",
        "Birch raised prices. Thieves took $2 million from Cedar Bank.",
        "A gang of burglars got $2 million from Cedar Bank.",
        "The striker gets a $12 million salary at Marrow.",
        "Tollgate gets $30 million in tax breaks.",
        "Sorrel got a $5 million bonus.",
        "Birch takes a $500 million hit.",
        "Cedar gained $3 million in royalties.",
        "Sorrel gets $8 million in insurance from Cedar Mutual.",
        "The widow gets a $7 million settlement from Tollgate.",
        "Osprey wins a $9 million fine against Marrow.",
        "The bank committed $50 million to climate projects.",
        "Marrow committed $50 million to Brazil.",
        "Quay Ventures pledged $3 million to Oxfam.",
        "Tollgate won the £1 million Longitude Prize.",
        "Sorrel took the $2 million Harvest Award.",
        "The city of Leeds raised £40 million by selling land.",
        "The town of Marrow has raised $40 million in municipal bonds.",
        "The government of Kent raised $40 million last week.",
        "Marrow plans to invest at least $1 billion to expand production at its Dreamliner factory.",
        "Marrow invested $40 million to make more gearboxes in Leeds.",
        "Sorrel won $1 million in the Northern Start-up Prize.",
        "Sorrel has won $5 million in the XPrize competition.",
        "Sorrel won $500,000 at the Leeds start-up contest.",
        "Sorrel took €1 million in this year's Clean Water Challenge.",
        "Sorrel received $40 million from the sale of its headquarters.",
        "Sorrel got £9 million by selling its depot.",
        "Tollgate has secured a $40 million tax credit.",
        "Tollgate has received $9 million in tax relief.",
        "Quay Ventures raised its stake in Tollgate to $50 million.",
        "Harbour Capital increased its holding in Tollgate to 20% for $50 million.",
        "Sorrel, the bike maker that raised $80 million, has gone bust.",
        "Sorrel repaid its $30 million Series A lender.",
        "Sorrel has paid off its $30 million Series A loan.",
    ],
)
def test_got_for_another_thing(text: str) -> None:
    assert [one.company.name for one in _found(text) if one.temporality.value == "new"] == []


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Sorrel receives $12 million from Harbour Ventures.", "Sorrel"),
        ("Sorrel receives $12 million to build horse feed factories for insurance groups.", "Sorrel"),
        ("Sorrel, a feed start-up, has received $12 million.", "Sorrel"),
        ("Sorrel gets $12 million from Intel and Marrow.", "Sorrel"),
        ("Its campaign on the platform closed on Sunday, and Sorrel took $2 million from small investors.", "Sorrel"),
        ("Quay Ventures has committed $50 million to Sorrel.", "Sorrel"),
        (
            "Ann Lee has raised $5 million in seed funding from Quay Ventures and Pine Partners for her start-up, Sorrel.",
            "Sorrel",
        ),
        ("Quay Ventures has committed up to $50 million to Sorrel.", "Sorrel"),
    ],
)
def test_got_from_investors(text: str, company: str) -> None:
    assert [(one.company.name, one.temporality.value) for one in _found(text)] == [(company, "new")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quay Ventures invested $5 million in Tollgate and $3 million in Marrow.",
            [("Marrow", "$3 million"), ("Tollgate", "$5 million")],
        ),
        (
            "Quay Ventures invested $5 million in Tollgate, $3 million in Marrow and $1 million in Sorrel.",
            [("Marrow", "$3 million"), ("Sorrel", "$1 million"), ("Tollgate", "$5 million")],
        ),
        ("Quay Ventures invested $5 million in Tollgate and $3 million in its offices.", [("Tollgate", "$5 million")]),
    ],
)
def test_each_sum_has_its_recipient(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted((one.company.name, one.amount.as_written) for one in _found(text) if one.amount) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A start-up has raised $12 million from Korbel Ventures, the investor said without naming it.",
        "An unnamed software firm has raised $12 million from Korbel Ventures.",
        "The round of $12 million came from Korbel Ventures, which would not say whose it is.",
    ],
)
def test_who_gives_the_sum_does_not_get_it(text: str) -> None:
    assert [one.company.name for one in _found(text)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tollgate raised SEK 900 million when it listed on Nasdaq Stockholm.", "ipo"),
        ("Tollgate raised 900 million crowns in its Oslo listing.", "ipo"),
        ("Tollgate raised $40 million in a share sale on the Bombay exchange.", "ipo"),
        ("Harbour Ventures has raised $80 million for its second seed fund, backed by Quay Partners.", "fund"),
        ("Harbour raised $10 billion to create a fund that will invest in loans.", "fund"),
        ("Harbour has raised $600 million from clients for a new fund that would back start-ups.", "fund"),
        ("Tollgate raised $40 million in a seed round from Harbour Ventures.", "equity"),
        ("Tollgate, which is listed on Nasdaq, raised $40 million in a Series B.", "equity"),
        ("Tollgate raised $40 million to fund its growth.", "equity"),
        ("Tollgate set a price range of $18 to $20 a share for its IPO, seeking to raise up to $400 million.", "ipo"),
        ("Tollgate Foods has fixed a price band at Rs 310-326; it hopes to raise Rs 1,200 crore.", "ipo"),
        ("Tollgate is seeking to raise £120 million at 210p a share ahead of its flotation.", "ipo"),
        ("Tollgate lifted the price range of its IPO and now hopes to raise $90 million.", "ipo"),
        ("Tollgate raised $90 million through a QIP.", "ipo"),
        ("Tollgate has raised $90 million in a rights issue on the Oslo exchange.", "ipo"),
        ("Harbour Capital raises $200m for Series A deals.", "fund"),
        ("Andes Partners has raised $75m for seed deals in Peru.", "fund"),
        ("Andes Partners has raised $90 million to invest in Series B companies.", "fund"),
        ("Andes Partners raises $75 million to write seed cheques.", "fund"),
        ("Sorrel raised $5 million for victims of the earthquake.", "other"),
        ("Sorrel raised €200,000 for flood survivors.", "other"),
        ("Lomond University has raised $12 million for a new lab.", "other"),
        ("The University of Lomond has raised $12 million for a new lab.", "other"),
        ("St Brendan's Hospital has raised $12 million for a new wing.", "other"),
        ("Sorrel will receive $12 million from the Scottish government's heat programme.", "grant"),
        ("Sorrel will receive $12 million under a government programme for heat pumps.", "grant"),
        ("Tollgate, which sells bikes in a price range of $500 to $900, has raised $4 million.", "equity"),
        ("Tollgate raised $40 million at $12 a share from Harbour Capital.", "equity"),
        ("Tollgate has raised $40 million in a Series D at $12 a share ahead of its IPO.", "equity"),
        ("Tollgate has raised $40 million from Harbour Capital ahead of its flotation.", "equity"),
        ("Tollgate has raised $40 million in a rights issue from existing investors.", "equity"),
        ("Tollgate has raised $90 million in Series B to invest in companies that recycle.", "equity"),
        ("Tollgate raised $5 million in seed money for early-stage drug trials.", "equity"),
        ("Tollgate has raised $9 million for software that helps veterans.", "equity"),
        ("Tollgate has raised $5 million for tax credit software.", "equity"),
        ("Lambda School has raised $30 million in a Series B led by Harbour Capital.", "equity"),
        ("University Games has raised $12 million for a new game.", "equity"),
        ("Sorrel, winner of the XPrize competition, has raised $5 million.", "equity"),
    ],
)
def test_what_kind_it_is(text: str, kind: str) -> None:
    assert [one.kind.value for one in _found(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "amount", "status"),
    [
        ("Tollgate completed the first close of its Series B at $30 million.", "$30 million", "partly_closed"),
        ("Tollgate has announced the first close of its seed round at €7 million.", "€7 million", "partly_closed"),
        (
            "With $30 million of fresh capital from Quay Ventures, Tollgate will hire ten people.",
            "$30 million",
            "announced",
        ),
        ("With €4 million in seed funding, Tollgate will open in Lyon.", "€4 million", "announced"),
        ("Tollgate scores $8 million.", "$8 million", "announced"),
        ("Tollgate pulls in $8 million from Quay Ventures.", "$8 million", "announced"),
        ("Tollgate reels in $8M.", "$8M", "announced"),
        ("Tollgate emerges from stealth with $8M from Quay Ventures.", "$8M", "announced"),
    ],
)
def test_more_ways_to_tell_it(text: str, amount: str, status: str) -> None:
    [mention] = _found(text)
    assert mention.company.name == "Tollgate"
    assert mention.amount is not None
    assert (mention.amount.as_written, mention.status.value) == (amount, status)


@pytest.mark.parametrize(
    "text",
    [
        "Tollgate has allotted 4,512 Series C preference shares at Rs 2.2 lakh each to raise Rs 99 crore.",
        "The board of Tollgate approved the allotment of 4,512 preference shares to Quay Ventures to raise Rs 99 crore.",
        "Tollgate has issued 4,512 shares to raise Rs 99 crore from Quay Ventures.",
    ],
)
def test_shares_that_are_allotted_are_out(text: str) -> None:
    [mention] = _found(text, "Tollgate raises Rs 99 crore")
    assert (mention.company.name, mention.status.value) == ("Tollgate", "announced")


@pytest.mark.parametrize(
    ("sum_", "currency"),
    [("CN¥300m", "CNY"), ("RMB¥40m", "CNY"), ("E£40m", "EGP"), ("SKr120m", "SEK"), ("NKr120m", "NOK"), ("DKr12m", "DKK"), ("KSh120m", "KES")],
)  # fmt: skip
def test_a_sum_is_seen_by_its_letters_alone(sum_: str, currency: str) -> None:
    [mention] = detect("", f"Tarnvik has raised {sum_} from Quay Ventures.", language="en")
    assert mention.amount is not None
    assert (mention.amount.as_written, mention.amount.currency) == (sum_, currency)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Sorrel, which has now raised $90 million in total, announced a $30 million Series C.", "$30 million"),
        ("Sorrel, which has raised $90 million to date, has closed a $30 million Series C.", "$30 million"),
        ("Sorrel has now raised $70m in total, including a new $20m round.", "$20m"),
        ("Sorrel has raised a total of $70m, including the latest $20m round led by Quay Ventures.", "$20m"),
        ("A $30 million Series C brings Sorrel's total funding to $90 million.", "$30 million"),
        ("Sorrel's $30 million Series C brings its total funding to $90 million.", "$30 million"),
        ("Sorrel has closed a Series B led by Quay Ventures. A filing puts the round at $47 million.", "$47 million"),
        ("Sorrel has closed a Series B led by Quay Ventures. The round was worth €12m.", "€12m"),
        ("Sorrel has closed its seed round. The round is worth $47 million, its founder said.", "$47 million"),
    ],
)
def test_the_new_sum_beside_a_total_and_the_size_of_the_round(text: str, amount: str) -> None:
    [mention] = [one for one in _found(text) if one.temporality.value == "new"]
    assert mention.amount is not None
    assert (mention.amount.as_written, mention.amount.scope.value) == (amount, "this_round")
    assert mention.valuation is None


@pytest.mark.parametrize(
    "text",
    [
        "Sorrel has raised $70 million in total, including a $20 million round in 2021.",
        "Sorrel, which has raised $90 million in total, has hired ten people.",
        "Sorrel has hired ten people. It has raised $70 million in total, including a $20 million Series B last year.",
    ],
)
def test_a_total_alone_is_no_news(text: str) -> None:
    assert [one for one in _found(text) if one.temporality.value == "new"] == []


def test_what_a_company_is_worth_is_no_size_of_the_round() -> None:
    [mention] = _found("Sorrel has closed a Series B led by Quay Ventures. Sorrel is worth €120m.")
    assert mention.amount is None
    assert mention.valuation is not None
    assert mention.valuation.as_written == "€120m"


@pytest.mark.parametrize(
    "text",
    [
        "Sorrel has raised $6.1 million. The financing comprises $4 million in equity and $2.1 million in debt.",
        "Sorrel has raised $6.1 million, comprising $4 million in equity and $2.1 million in debt.",
        "Sorrel has raised $6.1 million: $4.4 million of equity and a $1.7 million loan.",
    ],
)
def test_equity_and_debt_of_one_round_are_one_round(text: str) -> None:
    [mention] = _found(text)
    assert mention.amount is not None
    assert (mention.kind.value, mention.amount.as_written) == ("equity", "$6.1 million")


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("Sorrel Raised $30M growth equity from Quay Ventures.", "growth"),
        ("Sorrel has raised $30 million in growth equity from Quay Ventures.", "growth"),
        ("Sorrel has raised $30 million from growth equity firm Quay Ventures.", None),
        ("Sorrel has raised $30 million from Harbour Growth Equity.", None),
    ],
)
def test_growth_equity(text: str, series: str | None) -> None:
    assert [one.series.value if one.series else None for one in _found(text)] == [series]
