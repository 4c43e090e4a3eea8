"""What of a page is the article: other stories' headlines around it claim nothing, an editor's own parts do."""

import pytest

from alerts.detection import detect

TITLE = "Tarnvik raises $12 million"
ARTICLE = f"""{TITLE}

Tarnvik, which sells peat maps, has raised $12 million in a Series A round led by Korbel Ventures.
It has forty customers.
"""


def companies(text: str, title: str = TITLE) -> set[str]:
    return {mention.company.name for mention in detect(title, text, language="en")}


@pytest.mark.parametrize(
    "heading",
    [
        "Most popular", "MOST READ", "Most read stories", "The most viewed", "Most popular in Leeds", "Popular stories", "Trending",
        "Trending now", "Related", "Related articles:", "Recommended for you", "Picked for you", "You may also like", "You might be interested in",
        "Read next", "What to read next", "Up next", "Keep reading", "Read more:", "See also", "Also read", "Don't miss", "Editor’s picks",
        "Around the web", "From our partners", "Featured", "Similar posts", "Suggested for you", "Continue reading", "Most shared this week", "Most recent", "Most commented", "Most watched today", "Watch next", "You might enjoy", "Related content",
        "Elsewhere", "Top headlines", "The latest", "Read also", "In other news", "Latest news", "More stories", "More from Quay Daily", "More on oat milk", "Further reading",
    ],
)  # fmt: skip
def test_below_the_sites_heading_stand_other_stories(heading: str) -> None:
    assert companies(f"{ARTICLE}{heading}\nPelk raises $9 million for oat milk\nDornvale secures €30m to map bogs") == {
        "Tarnvik"
    }


@pytest.mark.parametrize(
    "teaser",
    [
        "Pelk raises $9 million for oat milk",
        "Has Pelk lost its way? Pelk raises $9 million",
        "‘We never doubted it’: Pelk raises $9 million”",
        "Pelk has raised $9 million, and plans to sell its oat milk in Porto, Ghent, Lyon, Turin and another twenty cities of the…",
        "Pelk raises $9 million, as Tarnvik did",
        "• Pelk has raised $9 million for oat milk!",
        "Jo Doe\nPelk raises $9 million for oat milk\n3 min read\nPelk secures €2m loan",
    ],
)  # fmt: skip
def test_a_teaser_below_a_heading_is_no_claim(teaser: str) -> None:
    assert companies(f"{ARTICLE}\nMost read\n\n{teaser}\n") == {"Tarnvik"}


def test_prose_goes_on_behind_the_teasers() -> None:
    text = f"Related stories\nPelk raises $9 million for oat milk\n{ARTICLE}Its rival Dornvale has raised €30 million from Reed Capital."
    assert companies(text, "") == {"Tarnvik", "Dornvale"}


@pytest.mark.parametrize(
    "pointer",
    [
        "Read more: Pelk raises $9 million.",
        "Read more: Pelk raises $9 million. Dornvale raised €30m too.",
        "It sells in Spain. (Read more: Pelk raises $9 million for oat milk)",
        "See also: Pelk raises $9 million.",
        "Watch also: Pelk raises $9 million.",
        "In other news: Pelk raises $9 million.",
        "Trending: Pelk raises $9 million.",
        "Don’t miss: Pelk raises $9 million.",
        "Up next: Pelk raises $9 million.",
        "You might also like: Pelk raises $9 million.",
        "Sponsored post: Pelk raises $9 million.",
        "Recommended reads: Pelk raises $9 million.",
        "Most read stories: Pelk raises $9 million.",
        "Advertisement: Pelk raises $9 million.",
    ],
)
def test_a_pointer_to_another_story_is_no_claim(pointer: str) -> None:
    assert companies(f"{ARTICLE}{pointer}") == {"Tarnvik"}


@pytest.mark.parametrize(
    "told",
    [
        "Also this week\nPelk has raised $9 million for oat milk.",
        "Also this week\nPelk has raised $9 million for oat milk, led by Quay Ventures",
        "Other rounds\nPelk has raised $9 million for oat milk.",
        "In other news\nPelk has raised $9 million for oat milk.",
        "Most popular among farmers, Pelk has raised $9 million.",
        "Newsletter start-up Pelk has raised $9 million.",
        "Advertisement technology firm Pelk has raised $9 million.",
        "Recommended by doctors, Pelk has raised $9 million.",
        "Read in forty countries, Pelk has raised $9 million.",
        "Trending in Porto, Pelk has raised $9 million.",
    ],
)
def test_what_the_editors_wrote_is_read(told: str) -> None:
    assert companies(f"{ARTICLE}{told}") == {"Tarnvik", "Pelk"}


@pytest.mark.parametrize("heading", ["In other news", "More deals", "More news", "Elsewhere", "The latest"])
def test_a_letters_own_parts_are_read(heading: str) -> None:
    text = f"The peat letter\n\nTarnvik has raised $12 million.\n\n{heading}\nPelk has raised $9 million for oat milk\nDornvale has secured €30m to map bogs"
    assert companies(text, "The peat letter") == {"Tarnvik", "Pelk", "Dornvale"}
