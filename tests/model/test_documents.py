from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from model.columns import Others
from model.documents import documents
from model.lazy import MISSING, Asking, LazyMapping
from model.library import Library
from model.listing import container
from model.merge import merge
from model.readers import read_paths
from model.record import Date, File, Link, Person, Project, Record, Relation, Source, Value
from model.search.fold import fold_words
from tests.benchmarks.document import Document, one_by_one

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
FILES = sorted((*ROOT.glob("tests/data/**/*.yaml"), *ROOT.glob("model/sample/*.yaml"), *SEEDS.glob("*")))

ADA = Person(family="Lovelace", given="Ada")
ALAN = Person(family="Turing", given="Alan")


def record(id_: str = "1", file: str = "dir/a.bib", fields: Mapping[str, Value] | None = None, **more: Any) -> Record:
    return Record(id_, "citekey", Source(file, **more), {"title": "Engines", "type": "book"} | dict(fields or {}))


def told(*records: Record) -> list[Document]:
    return list(one_by_one(documents(Library(works=merge(records).works))))


def only(**fields: Any) -> Document:
    [document] = told(record(fields={name.replace("_", "-"): value for name, value in fields.items()}))
    return document


def test_a_work_is_told_by_what_it_is_called() -> None:
    document = only(title="On <i>H</i><sub>2</sub>O", issued=Date(1843, 9), author=(ADA, ALAN), editor=(ALAN,))
    assert document.title == "On H₂O"
    assert document.people == "Lovelace, Ada; Turing, Alan; Turing, Alan"
    assert document.fields["author"] == ("Lovelace, Ada", "Turing, Alan")
    assert document.fields["editor"] == ("Turing, Alan",)
    assert document.fields["person"] == ("Lovelace, Ada", "Turing, Alan", "Turing, Alan") == document.facets["person"]
    assert (document.year, document.facets["year"]) == (1843, "1843")


def test_what_has_no_title_is_called_by_its_file() -> None:
    assert only(title=" ").title == "[untitled, a.bib]"


def test_people_of_one_name_in_several_records_are_told_alike() -> None:
    works = told(
        *(
            record(str(number), fields={"title": f"T{number}", "author": (Person(literal=f"P{number}"),)})
            for number in range(50)
        )
    )
    assert sorted(work.people for work in works) == sorted(f"P{number}" for number in range(50))


def test_the_place_is_container_series_and_event_apart() -> None:
    document = only(container_title="Notes <b>on</b>", collection_title=("Series",), event_title="Meeting\nII")
    assert document.container == document.fields["container"] == "Notes on  Series  Meeting II"
    assert document.facets["container"] == "Notes on"
    assert only(publisher="House").facets["container"] == only(publisher="House").fields["container"] == "House"
    assert only(publisher="House", event_title="Meeting").fields["container"] == ("Meeting", "House")
    assert only(event_title="Meeting").container == "Meeting"


def test_identifiers_of_all_kinds_are_told_once_each() -> None:
    document = only(DOI="10.1/x", arxiv=("2101.00001",), ISBN=("978", "979"), citekey=("1", "K"))
    assert document.ids == ("1", "10.1/x", "2101.00001", "978", "979", "K")
    assert document.fields["id"] == ("1",)
    assert (document.fields["doi"], document.fields["key"]) == ("10.1/x", ("1", "K"))


def test_a_thesis_is_found_by_all_names_of_its_type() -> None:
    [document] = told(record(fields={"type": "dissertation", "degree_awarded": "PhD"}))
    assert document.fields["type"] == ("dissertation", "thesis", "Thesis", "PhD thesis")
    assert document.facets["type"] == "PhD thesis"
    assert only(type="unheard_of").facets["type"] == "Unheard of"


def test_other_words_are_told_last() -> None:
    [document] = told(
        record(
            fields={
                "note": "A note, a note",
                "publisher": "House",
                "status": "public",
                "department": ("DaAl",),
                "file": (File("scan.pdf"),),
                "project": (Project("Proj", programme="P7", grant="42"),),
                "citation": {"apa": "<div>L&ouml;velace <i>A</i>.</div>", "mla": "House"},
            }
        )
    )
    assert document.weak == "A note, a note House Proj P7 42 DaAl scan.pdf Lövelace A."
    assert document.fields["project"] == ("Proj P7 42",)
    assert document.facets["project"] == ("Proj",)
    assert document.facets["department"] == document.fields["dept"] == ("DaAl",)


def test_keywords_and_abstract_are_one_text() -> None:
    assert only(keyword=("bees", "a<b>c</b>"), abstract="First\n\nsecond").abstract == "bees ac First\n\nsecond"
    assert only(abstract="Alone").abstract == "Alone"
    assert only().abstract == ""


@pytest.mark.parametrize(
    ("fields", "has"),
    [
        ({}, ()),
        ({"DOI": "10.1/x", "abstract": "A"}, ("abstract", "doi")),
        ({"file": (File("a.PDF"),)}, ("pdf", "file")),
        ({"file": (File("a", content_type="application/pdf"),)}, ("pdf", "file")),
        ({"file": (File("a.txt"),)}, ("file",)),
        ({"URL": "https://a.example"}, ("url",)),
        ({"link": (Link("software", "https://a.example"),)}, ("url", "code")),
        ({"link": (Link("other", "https://github.com/a/b"),)}, ("url", "code")),
    ],
)
def test_it_is_told_what_a_work_has(fields: dict[str, Value], has: tuple[str, ...]) -> None:
    [document] = told(record(fields=fields))
    assert document.fields["has"] == has


@pytest.mark.parametrize(
    ("oa", "shown", "is_"), [(True, "open access", ("oa",)), (False, "not open access", ()), (None, "unknown", ())]
)
def test_access_is_open_or_not_or_unknown(oa: bool | None, shown: str, is_: tuple[str, ...]) -> None:
    document = only() if oa is None else only(oa=oa)
    assert (document.facets["open access"], document.fields["is"]) == (shown, is_)


def test_a_merged_work_is_told_with_the_names_of_all_its_sources() -> None:
    same: dict[str, Value] = {"DOI": "10.1/x", "author": (ADA,), "issued": Date(1843)}
    [document] = told(
        record("one", "x/a.bib", {**same, "volume": "1"}),
        record("two", "x/b.bib", {**same, "volume": "2"}, damage="cut"),
    )
    assert document.fields["source"] == document.facets["source"]
    assert set(document.fields["source"]) == {"a.bib", "b.bib"}
    assert set(document.fields["id"]) == {"one", "two"}
    assert document.fields["is"] == ("merged", "conflict", "damaged")


def test_relations_are_told_from_both_ends() -> None:
    one = record("1", fields={"relation": (Relation("erratum", "2"),), "title": "First"})
    by_title = {document.title: document for document in told(one, record("2", fields={"title": "Second"}))}
    assert by_title["First"].fields["rel"] == ("2",)
    assert by_title["Second"].fields["rel"] == ("1",)
    assert by_title["First"].facets["relation"] != by_title["Second"].facets["relation"]


def test_what_is_related_to_nothing_known_dangles() -> None:
    [document] = told(record(fields={"relation": (Relation("erratum", "elsewhere"),)}))
    assert document.fields["is"] == ("dangling",)
    assert document.fields["rel"] == ("elsewhere",)


class _Counting(LazyMapping[Value]):
    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__()
        self.values_ = values
        self.asked: list[str] = []

    def _one(self, name: str) -> Value | object:
        self.asked.append(name)
        return self.values_.get(name, MISSING)

    def _all(self) -> Mapping[str, Value]:
        raise AssertionError("all values are decoded")

    @classmethod
    def told(cls, many: Sequence[_Counting], wanted: Asking, briefly: Asking) -> list[Mapping[str, Value]]:
        return [{name: one[name] for name in one.values_ if wanted(name)} for one in many]

    def _keeps(self, name: str) -> bool:
        return False


def test_lazy_records_are_asked_only_for_what_is_told() -> None:
    fields = {"type": "book", "title": "Engines", "note": "Word", "date_updated": "2020", "volume": "3", "user_id": "7"}
    lazy = _Counting(fields)
    [plain], library = told(record(fields=fields)), Library(works=merge([record(fields=fields)]).works)
    work = library.works[0]
    object.__setattr__(work.record, "fields", lazy)
    object.__setattr__(work.inputs[0], "fields", lazy)
    library.graph  # noqa: B018
    lazy.asked.clear()
    assert list(one_by_one(documents(library))) == [plain]
    assert "date_updated" not in lazy.asked and "user_id" not in lazy.asked
    assert lazy.asked.count("note") == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_as_they_are_written_are_told_as_decoded_ones(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_told() -> list[Document]:
        return told(*(record for reading in read_paths([str(path)]).readings for record in reading.records))

    written = all_told()
    monkeypatch.setattr(Others, "briefly", lambda *_: False)
    decoded = all_told()
    assert len(written) == len(decoded) > 0
    for one, other in zip(written, decoded, strict=True):
        assert one._replace(weak="", abstract="") == other._replace(weak="", abstract="")
        assert fold_words(one.abstract) == fold_words(other.abstract)
        assert set(fold_words(one.weak)) == set(fold_words(other.weak))


def test_works_are_told_of_together_as_long_as_they_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"_FIRST": 2, "_FEWEST": 1, "_MOST": 3, "_LETTERS": 100}.items():
        monkeypatch.setattr("model.documents." + name, value)
    short = [record(str(number), fields={"title": f"A{number}"}) for number in range(5)]
    long = [record(str(number), fields={"title": f"B{number}", "abstract": "word " * 30}) for number in range(5, 9)]
    batches = list(documents(Library(works=merge([*short, *long]).works)))
    assert [len(some.titles) for some in batches] == [2, 3, 3, 1]
    assert [title for some in batches for title in some.titles] == [
        *(f"A{n}" for n in range(5)),
        *(f"B{n}" for n in range(5, 9)),
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_containers_are_those_of_lists(path: Path) -> None:
    records = [record for reading in read_paths([str(path)]).readings for record in reading.records]
    library = Library(works=merge(records).works)
    assert [each.facets["container"] for each in one_by_one(documents(library))] == [
        container(work.record) for work in library.works
    ]


def test_a_language_is_found_by_its_codes_and_names() -> None:
    assert {"ger", "de", "german"} <= set(only(language=("ger",)).fields["lang"])
    assert {"en-GB", "eng", "english"} <= set(only(language=("en-GB",)).fields["lang"])
