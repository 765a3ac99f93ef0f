"""Which source wins a field, and what is remembered of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from model.lazy import MISSING, LazyMapping
from model.merge import Overrides, conflicts, has_conflict, load_overrides, merge, provenance
from model.merge.compare import difference
from model.record import Date, File, Person, Record, Relation, Value
from tests.model.merge_records import ISTA, TITLE, bibtex, ids, librecat, one, person

OLD, NEW = "2023-08-04T10:33:27Z", "2026-06-18T17:18:20Z"


# -- the order of the sources ------------------------------------------------------------------------------------


def test_the_newest_source_wins():
    work = one(librecat(updated=OLD, status="old"), librecat(file="b.yaml", updated=NEW, status="new"))
    assert work.record.text("status") == "new"
    assert work.record.source.file == "b.yaml"
    assert provenance(work)["status"].reason == f"updated last, {NEW}"


def test_on_a_tie_the_undamaged_source_wins():
    damaged = librecat(updated=OLD, damage="cut off", status="damaged", note="more", keyword=("fields",))
    work = one(damaged, librecat(file="b.yaml", updated=OLD, status="whole"))
    assert work.record.text("status") == "whole"
    assert provenance(work)["status"].reason == "the undamaged source"


def test_an_export_wins_over_its_flattened_copy():
    flat = librecat(file="a.txt", format="librecat-flat", updated=OLD, status="flat", note="more", publisher="Press")
    assert one(flat, librecat(file="b.yaml", updated=OLD, status="whole")).record.text("status") == "whole"


def test_a_librecat_record_wins_over_bibtex():
    work = one(bibtex("100", publisher="Press", note="x", keyword=("more", "fields")), librecat(publisher="The Press"))
    assert work.record.text("publisher") == "The Press"
    assert [record.source.format for record in work.inputs] == ["librecat-yaml", "bibtex"]


def test_a_field_that_the_winner_lacks_comes_from_the_next():
    work = one(librecat(updated=NEW), librecat(file="b.yaml", updated=OLD, note="kept"), bibtex("100", note="no"))
    told = provenance(work)["note"]
    assert (told.value, told.source.file) == ("kept", "b.yaml")
    assert told.reason == "the sources before it have none"
    assert [other.value for other in told.others] == ["no"]


def test_lists_are_taken_whole():
    work = one(librecat(updated=NEW, keyword=("a",)), librecat(file="b.yaml", updated=OLD, keyword=("a", "b")))
    assert work.record.texts("keyword") == ("a",)


def test_cite_keys_of_all_files_are_kept():
    work = one(librecat(), bibtex("rivers20"), bibtex("weiss", "c.bib"))
    assert work.id == "100"
    assert work.record.texts("citekey") == ("rivers20", "weiss")


def test_a_single_source_is_its_own_record():
    record = librecat()
    assert one(record).record is record


def test_an_exact_type_wins_over_a_guessed_one():
    work = one(bibtex("100", type="conference", updated=NEW), librecat(type="conference_abstract"))
    assert work.record.type == "conference_abstract"
    assert not work.record.type_guessed
    assert not conflicts(work)


def test_the_id_is_the_repositorys_even_when_another_source_is_newer():
    assert one(librecat(doi="10.1/x"), bibtex("weiss", updated=NEW, doi="10.1/x")).id == "100"


def test_markup_lost_in_the_newest_source_is_kept_from_the_next():
    work = one(
        librecat(updated=NEW), librecat(file="b.yaml", updated=OLD, title=TITLE.replace("rivers", "<i>rivers</i>"))
    )
    assert work.record.title == "Slow <i>rivers</i> and the sediment they carry"
    told = provenance(work)["title"]
    assert (told.reason, told.conflict) == ("the same, said more fully", "presentation")


def test_a_value_cut_off_in_the_newest_source_is_completed():
    cut = librecat(updated=NEW, damage="cut off", doi="10.1/x", title="Slow rivers and the")
    work = one(cut, librecat(file="b.yaml", updated=OLD, doi="10.1/x"))
    assert work.record.title == TITLE
    assert "cut off" in provenance(work)["title"].reason


def test_a_longer_value_of_an_older_source_completes_nothing_that_is_whole():
    short = librecat(updated=NEW, doi="10.1/x", title="Slow rivers and the sediment")
    assert one(short, librecat(file="b.yaml", updated=OLD, doi="10.1/x")).record.title == "Slow rivers and the sediment"


def test_a_work_knows_the_repository_of_its_files():
    thesis = librecat("1", doi="10.15479/at:ista:1", title="A thesis on another subject", index=1)
    works = merge([librecat(), bibtex("100"), thesis]).works
    assert {work.repository for work in works} == {ISTA}
    assert {work.record.repository for work in works if work.is_merged} == {ISTA}


def test_works_of_a_year_come_by_title_without_case_and_accents():
    titles = ("alpha", "Beta", "Éclair", "zulu")
    records = [bibtex(title, f"{title}.bib", title=title) for title in titles]
    assert [work.record.title for work in merge(reversed(records)).works] == list(titles)


def test_names_with_ids_are_richer_than_the_same_names_without():
    known = person("Peste, Elena-Alexandra", id_="32D78294")
    work = one(bibtex("100", updated=NEW, author="Peste, Elena-Alexandra"), librecat(author=(known,)))
    assert work.record.people("author") == (known,)
    assert provenance(work)["author"].conflict == "presentation"


def test_an_issn_that_the_winner_knows_to_be_electronic_is_no_second_issn():
    work = one(librecat(eISSN=("1095-7111",)), bibtex("100", ISSN=("1095-7111",)))
    assert "ISSN" not in work.record.fields
    both = one(librecat(ISSN=("0097-5397",), eISSN=("1095-7111",)), bibtex("100", ISSN=("1095-7111",)))
    assert not conflicts(both)


# -- conflicts ---------------------------------------------------------------------------------------------------


def test_different_values_are_a_substantive_conflict_with_all_that_was_said():
    work = one(librecat(updated=NEW, publisher="Press"), librecat(file="b.yaml", publisher="Other Press"))
    (conflict,) = conflicts(work)
    assert (conflict.field, conflict.value) == ("publisher", "Press")
    assert [(other.source.file, other.value, other.conflict) for other in conflict.others] == [
        ("b.yaml", "Other Press", "substantive")
    ]


@pytest.mark.parametrize("name", ["date_updated", "user_id", "intvolume", "file_date_updated"])
def test_time_stamps_and_the_like_are_never_conflicts(name):
    work = one(librecat(updated=NEW, **{name: "x"}), librecat(file="b.yaml", **{name: "y"}))
    assert provenance(work)[name].conflict == "volatile"
    assert not conflicts(work)


def test_who_looked_at_a_page_when_is_no_conflict():
    work = one(bibtex(accessed=Date(2020, 1, 2)), bibtex(file="c.bib", accessed=Date(2021)))
    assert work.is_merged and not conflicts(work)


PERSON = person("Peste, Elena-Alexandra", id_="32D7")


@pytest.mark.parametrize(
    ("name", "kept", "other", "expected"),
    [
        ("title", "A <i>B</i> c", "A B c", "presentation"),
        ("title", "A – b: “c”", 'a - B "C" ', "presentation"),
        ("title", "Lower bounds", "Upper bounds", "substantive"),
        ("page", "1–9", "1-9", "presentation"),
        ("page", "1–9", "1–8", "substantive"),
        ("keyword", ("a", "b"), ("b", "a"), "order"),
        ("keyword", ("a", "b"), ("A", "B"), "presentation"),
        ("keyword", ("a", "b"), ("a",), "presentation"),
        ("keyword", ("a",), ("a", "b"), "substantive"),
        ("ISSN", ("1095-7111",), ("10957111",), "presentation"),
        ("ISBN", ("978-3-540-12344-6",), ("3540123443",), "presentation"),
        ("ISBN", ("978-3-540-12344-6",), ("3-540-12345-1",), "substantive"),
        ("language", ("eng",), ("en-GB",), "presentation"),
        ("language", ("ger",), ("German",), "presentation"),
        ("language", ("eng",), ("German",), "substantive"),
        ("edition", "2", "Second edition", "presentation"),
        ("edition", "2", "3rd", "substantive"),
        ("container-title", "Journal of Surface Chemistry", "J. Surf. Chem.", "presentation"),
        (
            "container-title",
            "Proc. Natl. Acad. Sci.",
            "Proceedings of the National Academy of Sciences",
            "presentation",
        ),
        ("container-title", "Physical Review A", "Phys. Rev. A", "presentation"),
        ("container-title", "Physical Review Applied", "Phys. Rev. A", "substantive"),
        ("container-title", "Physical Review A", "Phys. Rev. B", "substantive"),
        ("container-title", "Journal of Applied Physiology", "Journal of Applied Physics", "substantive"),
        ("container-title", "Nature", "Nat.", "substantive"),
        ("publisher", "Journal House", "J. House", "substantive"),
        ("DOI", "10.1/X", "https://doi.org/10.1/x", "presentation"),
        ("arxiv", ("2205.12597v2",), ("2205.12597",), "presentation"),
        ("URL", "https://a.example/x/", "http://a.example/x", "presentation"),
        ("issued", Date(2023, 5, 23), Date(2023), "presentation"),
        ("issued", Date(2023, 5, 23), Date(2023, 6), "substantive"),
        ("author", (PERSON,), (person("Peste, Elena-Alexandra"),), "presentation"),
        ("author", (PERSON,), (Person(literal="Elena-Alexandra Peste"),), "presentation"),
        ("author", (PERSON,), (person("Peste, E.-A."),), "presentation"),
        ("author", (PERSON,), (person("Peste, EA"),), "presentation"),
        ("author", (Person("King Jr.", "Martin Luther"),), (Person("King", "M. L.", "", "Jr."),), "presentation"),
        ("title", "Contact angles & hysteresis", "Contact angles and hysteresis", "presentation"),
        ("degree_awarded", "PhD", "Ph.D.", "presentation"),
        ("degree_awarded", "PhD", "MSc", "substantive"),
        ("relation", (Relation("cites", "1"),), (Relation("erratum", "2"),), "presentation"),
        ("relation", (Relation("cites", "1"),), (Relation("erratum", "1"),), "substantive"),
        ("author", (person("Müller, Jörg"),), (person("Mueller, Joerg"),), "presentation"),
        ("author", (person("Müller, Jörg"),), (person("Mueller, J."),), "presentation"),
        ("author", (person("Muller, Jorg"),), (person("Mueller, Joerg"),), "substantive"),
        ("author", (PERSON,), (person("Krumes, Elena-Alexandra"),), "substantive"),
        ("author", (PERSON, person("Weiss, Nora")), (person("Weiss, Nora"), PERSON), "order"),
        ("author", (PERSON, person("Weiss, Nora")), (PERSON,), "substantive"),
        ("author", (PERSON, person("Weiss, Nora")), (PERSON, Person(literal="others")), "presentation"),
        ("relation", (Relation("cites", "1"),), (Relation("cites", "1", title="One"),), "presentation"),
        ("file", (File("a.pdf", 9),), (File("a.pdf", 9, updated=NEW),), "presentation"),
        ("file", (File("a.pdf", 9),), (File("b.pdf", 9),), "substantive"),
        ("citation", {"apa": "Peste (2023)"}, {"apa": "Krumes (2023)"}, "presentation"),
        ("external_id", {"inspire": "1"}, {"inspire": "2"}, "substantive"),
        ("oa", True, False, "substantive"),
        ("status", "public", "public", ""),
    ],
)
def test_differences_have_classes(name, kept, other, expected):
    assert difference(name, kept, other) == expected


class _Counted(LazyMapping[Value]):
    """Fields that count how often all of them are made."""

    __slots__ = ("made", "of")

    def __init__(self, of: Mapping[str, Value]) -> None:
        super().__init__()
        self.of = dict(of)
        self.made = 0

    def _one(self, name: str) -> Value | object:
        return self.of.get(name, MISSING)

    def _all(self) -> Mapping[str, Value]:
        self.made += 1
        return self.of


def _counted(record: Record) -> tuple[Record, _Counted]:
    fields = _Counted(record.fields)
    return replace(record, fields=fields), fields


def test_sources_that_make_their_values_on_demand_are_read_through_once():
    plain = librecat(updated=NEW, note="a"), librecat(file="b.yaml", updated=OLD, note="b", status="old")
    (first, one_), (second, other) = map(_counted, plain)
    work = one(first, second)
    assert has_conflict(work)
    assert (one_.made, other.made) == (1, 1)
    assert work == one(*plain)
    assert dict(provenance(work)) == dict(provenance(one(*plain)))


# -- overrides ---------------------------------------------------------------------------------------------------


def test_pairs_told_to_be_the_same_are_joined_against_all_rules():
    records = [librecat("1", doi="10.1/x"), librecat("2", doi="10.1/y", title="Something else", index=1)]
    (work,) = merge(records, Overrides(same=(("1", "2"),))).works
    assert work.why == "told to be the same"


@pytest.mark.parametrize("pair", [("1", "weiss"), ("third", "weiss"), ("weiss", "third"), ("1", "third")])
def test_pairs_told_to_be_different_are_parted(pair):
    records = [librecat("1", doi="10.1/x"), bibtex("weiss", doi="10.1/x"), bibtex("third", "c.bib", doi="10.1/x")]
    merged = merge(records, Overrides(different=(pair,)))
    assert sorted(len(work.inputs) for work in merged.works) == [1, 2]
    assert all(len({record.id for record in work.inputs} & set(pair)) == 1 for work in merged.works if work.is_merged)
    assert not merged.hints


def test_a_file_names_one_of_two_entries_with_one_key():
    records = [bibtex("x", "a.bib"), bibtex("x", "b.bib")]
    assert len(merge(records).works) == 1
    assert len(merge(records, Overrides(different=(("a.bib:x", "b.bib:x"),))).works) == 2


def test_the_shown_ids_of_namesakes_can_be_used():
    records = [bibtex("x", "a.bib"), bibtex("x", "b.bib", title="Something else")]
    assert sorted(ids(merge(records))) == ["x", "x~2"]
    assert ids(merge(records, Overrides(same=(("x", "x~2"),)))) == ["x"]


def test_a_doi_names_a_work():
    records = [librecat("1", doi="10.1/x"), librecat("2", doi="10.1/y", index=1)]
    assert len(merge(records, Overrides(same=(("10.1/X", "https://doi.org/10.1/y"),))).works) == 1


def test_ids_that_name_nothing_are_told():
    merged = merge([librecat("1")], Overrides(same=(("1", "nobody"),), file="merge.toml"))
    (notice,) = merged.notices
    assert (notice.file, notice.message) == ("merge.toml", "no record is called nobody")


def test_overrides_are_read_from_a_file(tmp_path: Path):
    path = tmp_path / "bibscope-merge.toml"
    path.write_text('same = [["a", "b", "c"]]\n[merge]\ndifferent = [["a", "d"]]\n', encoding="utf-8")
    overrides, notices = load_overrides(path)
    assert overrides == Overrides((("a", "b"), ("a", "c")), (("a", "d"),))
    assert not notices
    path.write_text('same = [["a", "b", "c"], ["e"], 7]\nsmae = []\n', encoding="utf-8")
    overrides, notices = load_overrides(path)
    assert overrides.same == (("a", "b"), ("a", "c"))
    assert len(notices) == 3


def test_a_file_of_overrides_may_be_missing_or_broken(tmp_path: Path):
    assert load_overrides(tmp_path / "none.toml")[1] == ()
    (tmp_path / "bad.toml").write_text("same = [[", encoding="utf-8")
    assert load_overrides(tmp_path / "bad.toml")[1][0].severity == "error"
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    assert load_overrides(tmp_path / "bytes.toml")[1][0].severity == "error"
