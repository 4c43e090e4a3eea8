"""Articles and labels that are not what they should be: one line says where and why, and nothing is half done."""

import json
import os
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alerts.detection.published import published_date
from roundwatch.cli.lines import LineError, article_in, label_in
from tests.program import Program, program_in

ARTICLE = {"id": "a", "title": "Quillmere raises $12 million", "text": "", "published": "2026-03-02"}
EVENT: dict[str, Any] = {
    "company": "Quillmere", "type": "equity", "series": None, "amount": {"value": 12e6, "currency": "USD"},
    "valuation": None, "investors": [{"name": "Tarn Ventures", "lead": True}], "status": "announced", "temporality": "new",
}  # fmt: skip
LABEL: dict[str, Any] = {"id": "a", "tags": [], "events": [EVENT], "mentioned_not_funded": []}
DEEP = "[" * 5_000


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_in(tmp_path)


# A line of the file, and what is said of it.
WRONG_ARTICLES = {
    '{"id": 1, "text": "", "language": 5}': "language: should be a valid string, not 5",
    '{"id": 1, "text": ["x"]}': "text: should be a valid string, not a list",
    '{"id": 1, "title": NaN}': "title: should be a valid string, not NaN",
    '{"id": 1, "html": {}}': "html: should be a valid string, not an object",
    '{"id": 1, "text": "", "url": true}': "url: should be a valid string, not true",
    '{"id": 1, "text": "", "published": 1e999}': "published: should be a valid string, not Infinity",
    '{"id": 1, "text": "", "published": "yesterday"}': 'published: expected a date such as "2026-03-02", not "yesterday"',
    '{"id": 1, "text": "", "published": "2025-02-30"}': 'not "2025-02-30"',
    '{"id": 1, "text": "", "published": "30/02/2025"}': 'not "30/02/2025"',
    '{"id": 1, "text": "", "published": "0000-00-00"}': 'not "0000-00-00"',
    '{"id": 1, "text": "", "published": "2025-13"}': 'not "2025-13"',
    '{"id": 1, "text": "", "published": "Mon, 01 Jan 99999999999999999999 00:00:00 +0000"}': "not a string of 47 characters",
    '{"id": 1, "text": "", "publisher": ' + "9" * 60 + "}": "should be a valid string, not a number of more than 40",
    '{"id": 1, "text": "", "publisher": ' + "9" * 5_000 + "}": "a number of more than 4,300 figures",
    '{"id": null, "text": ""}': "id: expected a string or a whole number, not null",
    '{"id": 1.5, "text": ""}': "id: expected a string or a whole number, not 1.5",
    '{"id": false, "text": ""}': "id: expected a string or a whole number, not false",
    '{"text": ""}': "id: is missing",
    "{}": "id: is missing",
    '{"id": 1}': "expected a title, text or html",
    "[1]": "expected a JSON object, not a list",
    "{broken": "not JSON: Expecting property name",
    DEEP: "nested too deeply",
    '{"id": 1, "text": ' + DEEP + "]" * 5_000 + "}": "nested too deeply",
    '{"id": ' + '{"a":' * 90_000: "nested too deeply",
}


def test_detect_names_each_line_that_is_wrong_and_answers_the_others(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    good = json.dumps(ARTICLE)
    file.write_text("\n".join([good, *WRONG_ARTICLES, good]))
    for how in ([], ["--explain"]):
        done = program.run("detect", str(file), *how)
        told = done.stderr.splitlines()
        assert done.returncode == 3
        assert len(told) == len(WRONG_ARTICLES)
        for number, (line, why) in enumerate(zip(told, WRONG_ARTICLES.values(), strict=True), 2):
            assert line.startswith(f"{file}: line {number}: ")
            assert why in line
        assert done.stdout.count("Tarn") == 0
        assert done.stdout.count("Quillmere") >= 2
    assert len(program.run("detect", str(file)).stdout.splitlines()) == 2


def test_only_a_line_feed_ends_a_line_and_each_line_is_utf_8_of_its_own(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    lines = [
        '{"id": 1, "text": "Quillmere raised\u2028$12 million.\u0085"}\r'.encode(),
        b'{"id": 2, "text": "caf\xe9"}',
        b" \t\r",
        b'{"id": 4, "title": "\\ud800 Quillmere raises $12 million"}',
        '{"id": "é", "text": ""}'.encode(),
    ]
    file.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    done = program.run("detect", str(file))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 4, "é"]
    assert answers[0]["mentions"][0]["sentence"] == "Quillmere raised\u2028$12 million."
    assert answers[1]["mentions"][0]["sentence"].startswith("\ud800 Quillmere")
    assert done.stderr == f"{file}: line 2: not UTF-8: byte 0xe9 at column 23\n"


def test_every_form_that_feeds_and_archives_date_articles_in_is_taken(program: Program) -> None:
    stated = [
        "2026-03-02", "2026-03-02T09:30:00Z", "2026-03-02 09:30:00", "Mon, 02 Mar 2026 09:30:00 +0000", "Fri Mar 6, 2026 6:48pm EST",
        "2 Mar'26", "6:48 AM GMT+1•March 2, 2026", "02 March 2026, 18:48 IST", "27/02/2026", "06/03/2026", "27.02.2026", "2026-03", "2026",
        "Mon, 01 Jan 2020 00:00:00 +9999999999", "", "  ", None,
    ]  # fmt: skip
    lines = (json.dumps(ARTICLE | {"published": one}) for one in stated)
    assert len(program.ok("detect", "-", stdin="\n".join(lines)).splitlines()) == len(stated)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("27/02/2026", date(2026, 2, 27)), ("02/27/2026", date(2026, 2, 27)), ("27.2.2026 18:48", date(2026, 2, 27)),
        ("06/03/2026", None), ("03/03/2026", date(2026, 3, 3)), ("31/02/2026", None), ("2026-03", None),
        ("Fri Jan 21, 2011 6:48pm EST", date(2011, 1, 21)),
    ],
)  # fmt: skip
def test_a_date_by_numbers_is_read_where_only_one_order_makes_a_day(stated: str, day: date | None) -> None:
    assert published_date(stated) == day


def test_an_id_that_no_line_has_is_told(program: Program) -> None:
    done = program.run("detect", "-", "--id", "b", stdin=json.dumps(ARTICLE))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "roundwatch: -: no line has the id 'b'\n"


def test_what_is_no_text_file_is_named(program: Program, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "utf16").write_bytes(json.dumps(ARTICLE).encode("utf-16"))
    (tmp_path / "shut").write_text(json.dumps(ARTICLE))
    (tmp_path / "shut").chmod(0)
    expected = {"binary": "not UTF-8 text", "utf16": "not UTF-8 text", "none": "No such file", ".": "Is a directory"}
    # The administrator may read every file.
    expected |= {"shut": "Permission denied"} if os.getuid() else {}
    for name, why in expected.items():
        for command in (["detect", str(tmp_path / name)], ["evaluate", str(tmp_path), "--items", name]):
            done = program.run(*command)
            assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
            assert done.stderr.startswith(f"roundwatch: {tmp_path / name}: {why}")


def labelled(changes: dict[str, Any], **event: Any) -> bytes:
    return json.dumps(deepcopy(LABEL) | ({"events": [EVENT | event]} if event else {}) | changes).encode()


ONE_ARTICLE = json.dumps(ARTICLE).encode()
UNDATED = json.dumps(ARTICLE | {"published": "2025-02-30"}).encode()
# The articles, the labels, and what is said.
WRONG_SETS = {
    "no list of events": (ONE_ARTICLE, labelled({"events": None}), "labels.jsonl: line 1: events: should be a valid list, not null"),
    "a sum in letters": (
        ONE_ARTICLE, labelled({}, amount={"value": "x", "currency": "USD"}),
        "labels.jsonl: line 1: events[0].amount.value: should be a valid number, not \"x\"",
    ),
    "a label twice": (ONE_ARTICLE, labelled({}) + b"\n\n" + labelled({}), "labels.jsonl: line 3: id: 'a' is that of line 1 already"),
    "an article twice": (ONE_ARTICLE + b"\n" + ONE_ARTICLE, labelled({}), "items.jsonl: line 2: id: 'a' is that of line 1 already"),
    "a label without an article": (ONE_ARTICLE, labelled({"id": "b"}), "labels.jsonl: line 1: id: no article of"),
    "no labels": (ONE_ARTICLE, b"\n", "labels.jsonl: holds nothing"),
    "no articles": (b"", labelled({}), "items.jsonl: holds nothing"),
    "nested labels": (ONE_ARTICLE, b'{"id":"a","events":' + DEEP.encode(), "labels.jsonl: line 1: not read: its lists"),
    "an article in another code": (b'{"id":"a","text":"\xe9"}', labelled({}), "items.jsonl: line 1: not UTF-8: byte 0xe9"),
    "a day that is none": (UNDATED, labelled({}), 'items.jsonl: line 1: published: expected a date such as "2026-03-02", not '),
    "a wrong article": (b'{"id":"a","text":null,"html":7}', labelled({}), "items.jsonl: line 1: html: should be a valid string, not 7"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SETS)
def test_evaluate_ends_with_one_line_that_names_what_is_wrong(program: Program, tmp_path: Path, name: str) -> None:
    articles, labels, why = WRONG_SETS[name]
    (tmp_path / "items.jsonl").write_bytes(articles)
    (tmp_path / "labels.jsonl").write_bytes(labels)
    done = program.run("evaluate", str(tmp_path))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(f"roundwatch: {tmp_path}{os.sep}{why}")


def test_an_article_may_have_its_headline_alone(program: Program, tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text(json.dumps({"id": "a", "title": ARTICLE["title"], "text": None}))
    (tmp_path / "labels.jsonl").write_bytes(b"\xef\xbb\xbf" + labelled({}) + b"\r\n")
    assert program.json("evaluate", str(tmp_path))["event"]["f1"] == 1.0


def test_articles_without_a_label_are_counted_and_not_scored(program: Program, tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text(json.dumps(ARTICLE | {"id": 5}) + "\n" + json.dumps(ARTICLE))
    (tmp_path / "labels.jsonl").write_bytes(labelled({}))
    done = program.run("evaluate", str(tmp_path), "--json")
    assert (done.returncode, json.loads(done.stdout)["items"]) == (0, 1)
    assert done.stderr == f"{tmp_path / 'items.jsonl'}: 1 of 2 articles have no label: not scored\n"


NO_STRING, NO_LIST, NO_NUMBER = (
    "should be a valid string, not",
    "should be a valid list, not",
    "should be a valid number, not",
)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (labelled({"events": {}}), f"events: {NO_LIST} an object"),
        (labelled({"events": [5]}), "events[0]: should be an object, not 5"),
        (labelled({"tags": None}), f"tags: {NO_LIST} null"),
        (labelled({"tags": "rumour"}), f'tags: {NO_LIST} "rumour"'),
        (labelled({"tags": [1]}), f"tags[0]: {NO_STRING} 1"),
        (labelled({"mentioned_not_funded": None}), f"mentioned_not_funded: {NO_LIST} null"),
        (labelled({"mentioned_not_funded": ["x", None]}), f"mentioned_not_funded[1]: {NO_STRING} null"),
        (labelled({"publisher": 5}), f"publisher: {NO_STRING} 5"),
        (labelled({}, company=None), f"events[0].company: {NO_STRING} null"),
        (labelled({}, company_aliases_in_text=[5]), f"events[0].company_aliases_in_text[0]: {NO_STRING} 5"),
        (labelled({}, type="loan"), "events[0].type: should be 'equity', 'debt'"),
        (labelled({}, type_alts="debt"), f'events[0].type_alts: {NO_LIST} "debt"'),
        (labelled({}, status="done"), "events[0].status: should be 'rumoured', 'in_talks', 'announced', 'closed' or 'denied', not \"done\""),
        (labelled({}, status_alts=["done"]), "events[0].status_alts[0]: should be 'rumoured'"),
        (labelled({}, temporality="old"), "events[0].temporality: should be 'new' or 'background', not \"old\""),
        (labelled({}, series=5), f"events[0].series: {NO_STRING} 5"),
        (labelled({}, amount=5), "events[0].amount: should be an object, not 5"),
        (labelled({}, amount={"currency": "USD"}), "events[0].amount.value: is missing"),
        (labelled({}, amount={"value": 5}), "events[0].amount.currency: is missing"),
        (labelled({}, amount={"value": float("nan"), "currency": "USD"}), "events[0].amount.value: should be a finite number, not NaN"),
        (labelled({}, amount={"value": 10**400, "currency": "USD"}), f"events[0].amount.value: {NO_NUMBER} a number of more than 40 figures"),
        (labelled({}, amount={"value": -1, "currency": "USD"}), "events[0].amount.value: should be greater than or equal to 0, not -1"),
        (labelled({}, amount_alts=[{"value": True, "currency": "USD"}]), f"events[0].amount_alts[0].value: {NO_NUMBER} true"),
        (labelled({}, valuation={"value": [], "currency": "USD"}), f"events[0].valuation.value: {NO_NUMBER} a list"),
        (labelled({}, investors=None), f"events[0].investors: {NO_LIST} null"),
        (labelled({}, investors=[{"name": "x" * 99}, {"name": 5}]), f"events[0].investors[1].name: {NO_STRING} 5"),
        (labelled({}, investors=[{"name": "Tarn", "lead": "x" * 99}]), "events[0].investors[0].lead: should be a valid boolean, not a string of 99 characters"),
        (labelled({}, optional="yes"), "events[0].optional: should be a valid boolean, not \"yes\""),
        (b'{"events": []}', "id: is missing"),
        (b'{"id": "a"}', "events: is missing"),
    ],
)  # fmt: skip
def test_each_field_of_a_label_is_held_against_its_form(line: bytes, why: str) -> None:
    with pytest.raises(LineError) as refused:
        label_in(line)
    assert str(refused.value).startswith(why)


def test_keys_of_the_files_own_are_left_alone() -> None:
    assert label_in(labelled({"notes": [{}], "selector": 5}, role="subject"))["selector"] == 5
    assert article_in(b'{"id": 7, "title": null, "kind": [], "text": "x"}').text == "x"


def test_an_explanation_of_what_is_no_article_is_cut_off_and_says_so(program: Program) -> None:
    table = "Quillmere | $5m | Seed | Tarn\n" * 300
    articles = json.dumps({"id": 1, "title": "", "text": table + "Quillmere raised $5m. Tarn paid $7m. " * 5_000})
    shown = program.ok("detect", "-", "--explain", stdin=articles)
    assert len(shown.splitlines()) < 1_000
    assert shown.count(" more, which --json tells.") >= 2
    assert "sentences without a claim were not looked into for sums and roles." in shown
    every = program.ok("detect", "-", "--explain", "--all", stdin=articles)
    assert len(shown.splitlines()) < len(every.splitlines()) < 3_000
    told = json.loads(program.ok("detect", "-", "--explain", "--json", stdin=articles))
    assert told["passed_over"] > 1_000
