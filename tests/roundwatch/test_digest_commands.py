"""From a served article to a delivered email by the commands alone: crawl, preview, send, and nothing twice."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from demo.inboxes import Inboxes
from tests.program import program_in
from tests.serving import Answer, serve

PAGE = (
    "<html lang='en'><head><title>Acme raises $12 million in Series A led by Quay Partners</title></head><body><article>"
    "<h1>Acme raises $12 million in Series A led by Quay Partners</h1>"
    "<p>Acme, a maker of tidal turbines, has raised $12 million in a Series A round led by Quay Partners, it said.</p>"
    "</article></body></html>"
)


def test_a_digest_is_previewed_sent_and_not_sent_again(tmp_path: Path) -> None:
    with Inboxes(tmp_path / "inbox") as inboxes, serve() as site:
        program = program_in(
            tmp_path,
            f'[email]\nhost = "127.0.0.1"\nport = {inboxes.mail_port}\n[digests]\ngrouping_wait_seconds = 0\n'
            f'[slack.webhooks]\ndeals = "{inboxes.webhook}"\n',
        )
        soon = format_datetime(datetime.now(UTC) + timedelta(minutes=2))
        item = f"<item><title>Acme</title><link>{site.url}/a</link><pubDate>{soon}</pubDate></item>"
        site.pages |= {
            "/feed": Answer(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>"),
            "/a": Answer(PAGE),
        }
        program.ok("source", "add", f"{site.url}/feed", "--name", "wire")
        program.ok("watch", "add", "Acme")
        program.ok("subscription", "add", "me", "--email", "a@example.org", "--every", "immediate")
        program.ok("subscription", "add", "deals", "--slack", "deals", "--every", "immediate")
        program.ok("crawl", "--once")

        preview = program.ok("digest", "--preview", "me")
        assert "Series A, US$12m" in preview
        assert (inboxes.letters, inboxes.posts) == ([], [])

        program.ok("digest", "--send")
        program.ok("digest", "--send")
        assert [letter.subject for letter in inboxes.letters] == ["Acme raises US$12m"]
        assert len(inboxes.posts) == 1
        assert {digest["subscription"] for digest in program.json("digest")} == {"me", "deals"}
        assert program.json("status")["unsettled_deliveries"] == []

        program.ok("subscription", "test", "me")
        assert "a test: these companies are invented" in inboxes.letters[-1].text


def test_a_mail_server_that_is_away_leaves_the_digest_to_be_sent_later(tmp_path: Path) -> None:
    program = program_in(tmp_path, '[email]\nhost = "127.0.0.1"\nport = 9\n[digests]\ngrouping_wait_seconds = 0\n')
    program.ok("subscription", "add", "me", "--email", "a@example.org")
    tested = program.run("subscription", "test", "me")
    assert tested.returncode == 1
    assert "cannot be reached" in tested.stderr
    assert "BAD  email" in program.run("doctor").stdout
