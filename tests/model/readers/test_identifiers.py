"""Identifiers in every dress that people put them in."""

import pytest

from model.readers.identifiers import arxiv_id, arxiv_in, bare_doi, doi_in_url, serial_numbers


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1234/abc", "10.1234/abc"),
        ("doi:10.1234/ABC.", "10.1234/ABC"),
        ("https://doi.org/10.1234/a(b)c", "10.1234/a(b)c"),
        ("<https://doi.org/10.1234/abc>", "10.1234/abc"),
        ("10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P",) * 2,
        ("https://doi.org/10.1002%2F%28SICI%291096-987X%3C377%3E", "10.1002/(SICI)1096-987X<377>"),
        ("https://doi.org/10.1234/a%FFb%20c", "10.1234/a%FFb%20c"),
        ("10.1234/a%2Fb", "10.1234/a%2Fb"),
        ("no doi", ""),
        ("10.12/x", ""),
    ],
)
def test_a_doi_is_taken_out_of_its_dress(text: str, doi: str) -> None:
    assert bare_doi(text) == doi


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://doi.org/10.1234/abc?x=1", "10.1234/abc"),
        ("http://dx.doi.org/10.1234%2Fabc", "10.1234/abc"),
        ("https://doi.org/10.1002/%28SICI%291096%23a", "10.1002/(SICI)1096#a"),
        ("https://example.org/10.1234/abc", ""),
        ("https://doi.org/", ""),
    ],
)
def test_only_addresses_of_the_resolver_hold_a_doi(url: str, doi: str) -> None:
    assert doi_in_url(url) == doi


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("2101.00001", "2101.00001"),
        ("arXiv:2101.00001v3 [cs.LG]", "2101.00001v3"),
        ("arXiv preprint arXiv:2101.00001", "2101.00001"),
        ("https://arxiv.org/pdf/2101.00001.pdf", "2101.00001"),
        ("abs/2101.00001", "2101.00001"),
        ("10.48550/arXiv.2101.00001", "2101.00001"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("version 2101.00001 of 10.1234/x", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_an_arxiv_id_is_found_where_it_is_named(text: str, id_: str) -> None:
    assert arxiv_id(text) == id_


def test_serial_numbers_are_sorted_by_what_they_are() -> None:
    found = serial_numbers("978-3-16-148410-0 (print); 1234-567x, 316148410X and 97831614841 / 12345678")
    assert found == (("978-3-16-148410-0", "316148410X"), ("1234-567X", "1234-5678"), ("97831614841",))
    assert serial_numbers("") == ((), (), ())


def test_only_a_text_that_names_arxiv_is_asked_for_its_id() -> None:
    assert arxiv_in("2101.00002", "on arXiv", "https://arxiv.org/abs/2101.00001", "arXiv:2101.00003") == "2101.00001"
    assert arxiv_in("2101.00002") == arxiv_in() == ""
