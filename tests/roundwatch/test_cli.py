"""The command line as a person meets it: each verb, its JSON, and what it says when something is wrong."""

import json
import re
from pathlib import Path

import pytest

from alerts.detection.explain import Words
from roundwatch.cli.explanation import marked
from tests.conftest import CHECKOUT
from tests.program import Program, program_in
from tests.serving import Answer, serve

RUMOUR = "Megvii in talks to raise at least US$600 million, sources say"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_in(tmp_path, '[slack.webhooks]\ndeals = "http://127.0.0.1:9/x"\n')


def test_init_writes_every_key_and_a_database_with_the_default_sources(tmp_path: Path) -> None:
    program = Program(tmp_path)
    told = program.ok("init", str(tmp_path / "roundwatch.toml"))
    assert re.search(r"3\d sources", told)
    assert (tmp_path / "roundwatch.db").exists()
    assert len(program.json("source", "list")) > 30
    again = program.run("init", str(tmp_path / "roundwatch.toml"))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_sources_are_added_shown_exported_imported_and_removed(program: Program, tmp_path: Path) -> None:
    program.ok("source", "add", "http://a.example/feed", "--name", "a", "--publisher", "The A", "--every", "15")
    [source] = program.json("source", "list")
    assert (source["slug"], source["state"], source["poll_seconds"]) == ("a", "new", 900)
    assert program.json("source", "show", "a")["publisher"] == "The A"
    for form in ("opml", "csv", "json"):
        file = tmp_path / f"sources.{form}"
        file.write_text(program.ok("source", "export", "--as", form))
        assert "a.example/feed" in file.read_text()
    program.ok("source", "remove", "a")
    assert program.json("source", "list") == []
    program.ok("source", "import", str(tmp_path / "sources.json"))
    assert program.json("source", "show", "a")["poll_seconds"] == 900


def test_an_import_with_broken_rows_keeps_the_others_and_says_so(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "sources.csv"
    file.write_text("slug,url\na,http://a.example/\nb,file:///etc/passwd\n")
    dry = program.run("source", "import", str(file), "--dry-run")
    assert (dry.returncode, program.json("source", "list")) == (3, [])
    done = program.run("source", "import", str(file))
    assert done.returncode == 3
    assert "line 3" in done.stderr
    assert "1 sources imported, 1 left out" in done.stdout


def test_the_catalogue_is_imported_by_role(program: Program) -> None:
    program.ok("source", "import", "catalogue", "--role", "funding", "--language", "en")
    assert {source["role"] for source in program.json("source", "list")} == {"funding"}


def test_source_test_shows_what_an_address_lists_and_keeps_nothing(program: Program) -> None:
    item = "<item><title>Acme raises</title><link>http://a.example/1</link></item>"
    with serve({"/feed": Answer(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>")}) as site:
        told = program.json("source", "test", f"{site.url}/feed")
        missing = program.run("source", "test", f"{site.url}/nothing")
    assert (told["kind"], [entry["title"] for entry in told["entries"]]) == ("rss", ["Acme raises"])
    assert (missing.returncode, "404 Not Found" in missing.stderr) == (1, True)
    assert program.json("source", "list") == []


def test_watches_are_added_shown_exported_imported_and_removed(program: Program) -> None:
    program.ok("watch", "add", "Megvii", "--alias", "Face++", "--min-amount", "1000000")
    kept = program.json("watch", "show", "Megvii")
    assert (kept["aliases"], kept["filters"]["min_amount"]) == (["Face++"], 1e6)
    exported = program.ok("watch", "export", "--json")
    program.ok("watch", "remove", "Megvii")
    program.ok("watch", "import", "-", stdin=exported)
    assert program.json("watch", "show", "Megvii")["aliases"] == ["Face++"]
    again = program.run("watch", "add", "Megvii")
    assert (again.returncode, "already" in again.stderr) == (1, True)


def test_subscriptions_are_added_listed_and_removed(program: Program) -> None:
    program.ok("subscription", "add", "me", "--email", "a@example.org", "--timezone", "Europe/Berlin")
    program.ok("subscription", "add", "deals", "--slack", "deals", "--every", "immediate")
    assert [s["name"] for s in program.json("subscription", "list")] == ["me", "deals"]
    program.ok("subscription", "remove", "me")
    assert [s["name"] for s in program.json("subscription", "list")] == ["deals"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--email", "nobody"], "'nobody' is not an email address"),
        (["--slack", "typo"], "no Slack webhook called 'typo'"),
        (["--email", "a@b.c", "--timezone", "Mars"], "'Mars'"),
        (["--email", "a@b.c", "--at", "25:00"], "'25:00'"),
        (["--email", "a@b.c", "--watch", "Nobody"], "no watch called 'Nobody'"),
        ([], "--email ADDRESS or --slack NAME"),
    ],
)
def test_a_subscription_that_cannot_work_is_refused_with_a_reason(
    program: Program, arguments: list[str], words: str
) -> None:
    done = program.run("subscription", "add", "me", *arguments)
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert program.json("subscription", "list") == []


def test_detect_answers_each_line_and_names_those_it_cannot_read(program: Program) -> None:
    lines = [
        json.dumps({"id": 1, "title": RUMOUR, "text": ""}),
        "{broken",
        json.dumps({"title": "no id"}),
        json.dumps({"id": 2, "html": "<html></html>"}),
    ]
    done = program.run("detect", "-", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [answer["id"] for answer in answers] == [1, 2]
    [mention] = answers[0]["mentions"]
    assert (mention["company"]["name"], mention["amount"]["min"], mention["status"]) == ("Megvii", 6e8, "in_talks")
    start, end = mention["evidence"]["amount"]
    assert RUMOUR[start:end] == mention["amount"]["as_written"]
    assert ["line 2" in done.stderr, "line 3" in done.stderr] == [True, True]


def test_detect_explains_an_article_stage_by_stage(program: Program) -> None:
    lines = [
        {"id": 1, "title": RUMOUR, "text": f"{RUMOUR}\n\nIt was a wet day."},
        {"id": "b", "title": "A dry day", "text": ""},
    ]
    articles = "\n".join(json.dumps(line) for line in lines)
    shown = program.ok("detect", "-", "--explain", "--id", "1", stdin=articles)
    stages = [
        "1. Sentences",
        "2. Money",
        "3. Rounds and triggers",
        "4. Organisations",
        "5. Roles",
        "6. Status",
        "7. Confidence",
        "8. Mentions",
    ]
    assert sorted(stages, key=shown.index) == stages
    assert "‹Megvii›" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "wet day" not in shown
    assert "wet day" in program.ok("detect", "-", "--explain", "--all", stdin=articles)
    both = [json.loads(line) for line in program.ok("detect", "-", "--explain", "--json", stdin=articles).splitlines()]
    assert [one["id"] for one in both] == [1, "b"]
    assert both[0]["mentions"] == json.loads(program.ok("detect", "-", "--id", "1", stdin=articles))["mentions"]
    assert both[1]["note"]


def test_what_an_explanation_read_from_is_underlined_on_a_terminal() -> None:
    words = Words("Acme raised $5m in all", (10, 32))
    shown = marked(words, [(10, 14), (22, 25), (24, 28), (2, 12)], styled=True)
    assert [shown.plain[span.start : span.end] for span in shown.spans if span.style == "underline"] == [
        "Acme",
        "$5m in",
    ]
    assert marked(words, [(10, 14), (22, 25)], styled=False).plain == "‹Acme› raised ‹$5m› in all"


def test_extract_shows_a_saved_page_and_one_from_the_web(program: Program, tmp_path: Path) -> None:
    page = f"<html><head><title>{RUMOUR}</title></head><body><article><h1>{RUMOUR}</h1><p>Two people said so on Monday.</p></article></body></html>"
    (tmp_path / "page.html").write_text(page)
    saved = program.json("extract", str(tmp_path / "page.html"))
    with serve({"/page": Answer(page, headers={"Content-Type": "text/html"})}) as site:
        fetched = program.json("extract", f"{site.url}/page")
    assert saved["text"] == fetched["text"] == f"{RUMOUR}\n\nTwo people said so on Monday."
    assert program.run("extract", "/no/such/file").returncode == 2


def test_evaluate_scores_a_labelled_folder(program: Program, tmp_path: Path) -> None:
    item = {
        "id": "1",
        "title": "Acme raises $12 million",
        "text": "Acme raises $12 million",
        "published": "2026-03-02",
        "publisher": "The Ledger",
    }
    event = {"company": "Acme", "type": "equity", "series": None, "amount": {"value": 12e6, "currency": "USD"},
             "valuation": None, "investors": [], "status": "announced", "temporality": "new"}  # fmt: skip
    (tmp_path / "items.jsonl").write_text(json.dumps(item))
    (tmp_path / "labels.jsonl").write_text(json.dumps({"id": "1", "tags": ["rumour"], "events": [event]}))
    assert program.json("evaluate", str(tmp_path))["event"]["f1"] == 1.0
    report = program.ok("evaluate", str(tmp_path))
    assert ["False alarms: none" in report, "1.000 to 1.000" in report, "company alert" in report] == [True] * 3
    assert max(map(len, report.splitlines())) <= 80
    by_tag = program.ok("evaluate", str(tmp_path), "--by", "tag").splitlines()
    assert by_tag[1].split() == ["rumour", "1", "1.000", "1.000", "1.000", "1", "0", "0"]
    assert "The Ledger" in program.ok("evaluate", str(tmp_path), "--by", "publisher")
    (tmp_path / "labels.jsonl").write_text("[]")
    assert program.run("evaluate", str(tmp_path)).returncode == 2


def test_doctor_says_what_to_do(program: Program) -> None:
    done = program.run("doctor")
    assert done.returncode == 1
    assert "roundwatch watch add NAME" in done.stdout


@pytest.mark.parametrize("verb", ["source", "watch", "round", "article"])
def test_what_is_not_there_is_named(program: Program, verb: str) -> None:
    done = program.run(verb, "show", "77")
    assert done.returncode == 1
    assert "77" in done.stderr
    assert "roundwatch" in done.stderr


def test_empty_lists_say_what_to_do_next(program: Program) -> None:
    for verb in ("source", "watch", "subscription", "round"):
        assert "roundwatch" in program.ok(verb, "list")
    assert program.json("digest") == []
    assert program.json("article", "search", "nothing") == []


def test_text_from_outside_cannot_steer_the_terminal(program: Program) -> None:
    program.ok("watch", "add", "Acme\x1b[31m\x07")
    assert "\x1b" not in program.ok("watch", "list")


def commands_of_the_readme() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line]


def test_each_command_of_the_readme_is_one_that_works(tmp_path: Path) -> None:
    """The make targets are CI's business; the others are run as they stand, but for the live sources."""
    import shlex

    program = program_in(tmp_path)
    targets = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    ran = 0
    for line in commands_of_the_readme():
        words = shlex.split(line.rstrip("& "))
        if words[0] == "make":
            assert f"\n{words[1]}:" in targets
        elif words[0] == "roundwatch":
            program.ok(*words[1:])
            ran += 1
        else:
            assert words[0] == "alias"
    assert ran >= 3


def test_the_table_of_commands_in_the_readme_names_commands_that_exist(program: Program) -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for verb in set(re.findall(r"`roundwatch ([a-z]+)", text)):
        assert program.run(verb, "--help").returncode == 0, verb
