"""Languages by all that files call them."""

import pytest

from model.languages import code_of, words_of


@pytest.mark.parametrize(
    ("name", "code"),
    [("English", "eng"), ("en", "eng"), ("en-GB", "eng"), ("zh_CN", "chi"), ("deu", "ger"), ("ngerman", "ger")],
)
def test_a_language_has_one_code(name: str, code: str) -> None:
    assert code_of(name) == code


def test_an_unknown_language_keeps_its_name() -> None:
    assert code_of(" Klingon ") == "Klingon"


def test_a_language_is_looked_for_by_its_names_and_codes() -> None:
    assert words_of(("ger", "Klingon")) == ("ger", "deu", "de", "german", "ngerman", "austrian", "naustrian",
                                            "nswissgerman", "deutsch", "Klingon")  # fmt: skip
    assert words_of(("en-GB",))[:4] == ("en-GB", "eng", "en", "english")
