"""Property tests: what is exported reads back as the same works, with what the format can hold."""

import string

import bibtexparser
import pytest
import rispy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model import text
from model.citations import formats
from model.library import open_library
from model.merge import merge
from model.readers import bibtex, cslreader, librecat, ris
from model.readers.base import Document
from model.record import Date, Person, Record, Source
from tests.model.citations.examples import SEEDS, article

READERS = {"bibtex": bibtex, "biblatex": bibtex, "csl-json": cslreader, "ris": ris, "yaml": librecat}

LETTERS = string.ascii_letters + "éüßøŁ"
words = st.text(st.sampled_from(LETTERS), min_size=2, max_size=9)
phrases = st.lists(words, min_size=1, max_size=5).map(" ".join)
signs = st.sampled_from(["%", "&", "#", "_", "{", "}", "\\", "<", ">", "~", "^", '"', "@", ": ", "- ", "ER  - "])
titles = st.lists(phrases | signs, min_size=1, max_size=6).map(" ".join).map(text.squeeze).filter(text.fold)
families = words.map(str.capitalize)
people = st.builds(Person, families, families)
formulas = st.sampled_from(["$5", "&amp;", "<i>in</i>", "&#36;"])
dates = st.builds(Date, st.integers(1900, 2030), st.integers(1, 12), st.integers(1, 28))
pages = st.tuples(st.integers(1, 400), st.integers(401, 900)).map(lambda ends: f"{ends[0]}-{ends[1]}")
TYPES = ("journal_article", "conference", "book_chapter", "dissertation", "book", "report")


@st.composite
def records(draw, number):
    fields = {
        "type": draw(st.sampled_from(TYPES)),
        "title": draw(titles),
        "author": tuple(draw(st.lists(people, min_size=1, max_size=4))),
        "issued": draw(dates),
    }
    for name, values in (("publisher", phrases), ("volume", st.integers(1, 99).map(str)), ("abstract", titles)):
        if draw(st.booleans()):
            fields[name] = draw(values)
    if fields["type"] in ("journal_article", "conference", "book_chapter"):
        fields["container-title"] = draw(phrases)
        fields["page"] = draw(pages)
    if draw(st.booleans()):
        fields["DOI"] = f"10.5555/{number}.{draw(st.text(st.sampled_from('abc_()%'), max_size=6))}x"
    kind = draw(st.sampled_from(["librecat", "csl", "ris"]))
    return Record(f"{900 + number}", kind, Source("made"), fields)


lists = st.integers(1, 3).flatmap(lambda count: st.tuples(*(records(number) for number in range(count))))
few = settings(max_examples=40, deadline=None)


def exported(written, form, safe=False):
    return READERS[form].read(Document(f"x.{form}", formats.export(written, form, safe=safe))).records


def shown(value):
    """What a reader sees of a text, the straight quote aside, which TeX sets as a closing one."""
    return text.squeeze(text.plain(value)).replace("”", '"')


@pytest.mark.parametrize("form", READERS)
@given(written=lists)
@few
def test_every_record_comes_back_with_what_every_format_holds(form, written):
    read = exported(written, form, safe=form == "bibtex")
    assert len(read) == len(written)
    for before, after in zip(written, read, strict=True):
        assert after.id == before.id
        assert after.type == before.type
        assert shown(after.title) == shown(before.title)
        assert [person.name for person in after.people("author")] == [p.name for p in before.people("author")]
        assert after.year == before.year
        assert after.issued.month == before.issued.month
        assert after.doi == before.doi
        for name in ("container-title", "publisher", "volume", "page"):
            assert after.text(name) == before.text(name), name
        assert shown(after.text("abstract")) == shown(before.text("abstract"))


@given(written=lists)
@few
def test_parsers_that_are_not_ours_read_every_record(written):
    keys = [record.id for record in written]
    for form, safe in (("bibtex", True), ("biblatex", False)):
        parsed = bibtexparser.parse_string(formats.export(written, form, safe=safe))
        assert [entry.key for entry in parsed.entries] == keys
        assert parsed.failed_blocks == []
    assert [entry["id"] for entry in rispy.loads(formats.export(written, "ris"))] == keys
    assert [document["_id"] for document in yaml.safe_load_all(formats.export(written, "yaml"))] == keys


@given(written=lists)
@few
def test_librecats_own_bibtex_reads_back_although_nothing_is_escaped(written):
    read = exported(written, "bibtex")
    assert [record.id for record in read] == [record.id for record in written]
    assert [record.year for record in read] == [record.year for record in written]


@given(written=lists, title=st.lists(phrases | signs | formulas, min_size=1, max_size=6).map(" ".join))
@few
def test_yaml_loses_nothing_of_a_record_of_librecat(written, title):
    written = [record.with_fields({"note": text.squeeze(title)}) for record in written]
    for before, after in zip(written, exported(written, "yaml"), strict=True):
        assert {**after.fields, "note": ""} == {**before.fields, "note": ""}
        assert text.spans(after.text("note")) == text.spans(before.text("note"))


@pytest.mark.parametrize("form", READERS)
def test_the_merged_works_of_the_real_files_come_back_as_the_same_works(form):
    paths = sorted(map(str, SEEDS.glob("*.txt")))
    if not paths:
        pytest.skip("the real records are not here")
    library = open_library(paths)
    works = [work.record for work in library.works]
    read = exported(works, form)
    assert [record.year for record in read] == [record.year for record in works]
    both = merge([*works, *read])
    joined = [work for work in both.works if len(work.inputs) == 2]
    assert len(joined) >= len(works) - library.texts
    for work in joined:
        assert len({record.id for record in work.inputs}) == 1


def test_dates_that_librecat_has_no_key_for_are_dates_again() -> None:
    dates = {"accessed": Date(2021, 6, 1), "original-date": Date(1999)}
    (back,) = librecat.read(Document("a.yaml", formats.export([article(**dates)], "yaml"))).records
    assert {name: back.fields.get(name) for name in dates} == dates


def test_biblatex_has_the_abbreviated_journal_too() -> None:
    short = {"container-title-short": "J. Reeds"}
    (back,) = bibtex.read(Document("a.bib", formats.export([article(**short)], "biblatex"))).records
    assert back.text("container-title-short") == "J. Reeds"
