"""The styles there are: finding, searching, listing."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations import styles
from model.citations.csl import StyleError


def name_of(query: str) -> str:
    info = styles.find(query)
    return info.name if info else ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("mla", "modern-language-association"),
        ("chicago", "chicago-notes-bibliography"),
        ("vancouver", "nlm-citation-sequence"),
        ("ista", "ista"),
        ("ams", "american-mathematical-society-numeric"),
        ("chicago author date", "chicago-author-date"),
        ("http://www.zotero.org/styles/apa", "apa"),
        ("nature.csl", "nature"),
        ("Nature Digest", "nature-digest"),
        ("acta-theriologica", "mammal-research"),
        ("Cite Them Right 12th edition (author-date/Harvard)", "harvard-cite-them-right"),
        ("no such style", ""),
        ("", ""),
        ("../ista", "ista"),
    ],
)
def test_a_style_is_found_by_any_of_its_names(query: str, name: str) -> None:
    assert name_of(query) == name


def test_every_short_name_and_common_style_exists() -> None:
    assert all(name_of(name) == target for name, target in styles.SHORT_NAMES.items())
    assert all(styles.find(name) for name in styles.COMMON)


def test_a_style_says_how_it_cites_and_in_which_language() -> None:
    info = styles.find("nature-digest")
    assert info is not None
    assert (info.title, info.category, info.default_locale, info.dependent_on) == (
        "Nature Digest",
        "numeric",
        "en-GB",
        "nature",
    )
    assert "biology" in info.fields


def test_an_alias_leads_to_the_rules_of_its_parent() -> None:
    info, path = styles.require("nature-digest")
    assert (info.name, path.name) == ("nature-digest", "nature.csl")


def test_any_csl_file_is_a_style(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text("<style><info><title>My &amp; style</title></info><citation/></style>")
    info = styles.find(str(path))
    assert info is not None
    assert (info.name, info.title, info.path) == ("mine", "My & style", path)


def test_an_alias_of_nothing_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "orphan.csl"
    path.write_text('<style><info><link rel="independent-parent" href="http://x/styles/nowhere"/></info></style>')
    with pytest.raises(StyleError, match=r"orphan.*nowhere"):
        styles.require(str(path))


def test_all_styles_are_listed_once_own_styles_first() -> None:
    infos = styles.all_styles()
    assert len({info.name for info in infos}) == len(infos) > 10_000
    own = [info for info in infos if not info.dependent_on]
    assert len(own) > 2_800
    assert list(infos[: len(own)]) == own
    assert all(info.title for info in infos)


def test_a_search_wants_every_word_and_puts_the_likeliest_first() -> None:
    assert styles.search("nature")[0].name == "nature"
    assert styles.search("mla")[0].name == "modern-language-association"
    assert styles.search("lecture notes")[0].name == "springer-lecture-notes-in-computer-science"
    hits = styles.search("physical review", limit=5)
    assert len(hits) == 5
    assert all("physical" in info.title.lower() and "review" in info.title.lower() for info in hits)


def test_a_search_for_nothing_shows_the_common_styles() -> None:
    assert [info.name for info in styles.search("", limit=3)] == ["apa", "ieee", "modern-language-association"]
    assert styles.search("zzzz qqqq") == []
