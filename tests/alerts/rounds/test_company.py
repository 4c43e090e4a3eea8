"""Names folded for comparison: as cleanco has it, only sooner, and never long over a hostile one."""

import time
from zlib import crc32

import pytest
from cleanco import basename
from cleanco.clean import prepare_default_terms
from hypothesis import given
from hypothesis import strategies as st

from alerts.rounds.company import KEY_RULES, MAX_NAME_CHARS, company_key, without_legal_form

FORMS = sorted({" ".join(parts) for _, parts in prepare_default_terms()})
pieces = st.sampled_from(FORMS) | st.sampled_from(["Acme", "´", "İ", "ß", "ﷺ", "株式会社", "\u00a0", "-", "."])


@given(st.lists(pieces | st.text(max_size=3), max_size=6), st.sampled_from(["", " ", ", ", "."]))
def test_a_legal_form_is_taken_off_exactly_as_cleanco_does(pieces: list[str], between: str) -> None:
    name = between.join(pieces)
    assert without_legal_form(name) == basename(name)


def test_every_legal_form_is_taken_off() -> None:
    kept = [form for form in FORMS if company_key(f"Zephyria {form}") != "zephyria"]
    assert kept == [form for form in FORMS if basename(f"Zephyria {form}") != "Zephyria"]


@pytest.mark.parametrize("bit", ["!", "a ", "inc ", "a!", "\u0301", "ﷺ", "& "])
def test_a_name_of_a_megabyte_is_folded_at_once_into_a_short_key(bit: str) -> None:
    hostile = "a" + bit * (1_000_000 // len(bit)) + "b"
    began = time.process_time()
    assert 0 < len(company_key(hostile)) <= MAX_NAME_CHARS
    assert time.process_time() - began < 0.5


def test_when_keys_change_their_rules_get_another_number() -> None:
    """Kept keys are trusted for as long as KEY_RULES stays. If this fails: raise its number, then the one here."""
    names = [
        "Acme Robotics, Inc.",
        "The Quay & Sons GmbH",
        "Straße Nº 5",
        "L’Orme",
        "İzmir",
        "商湖科技",
        "A_b-c.d",
        "++",
        "é",
    ]
    said = crc32("|".join(map(company_key, names)).encode())
    assert (KEY_RULES.split()[0], said) == ("1", 4230246002)
