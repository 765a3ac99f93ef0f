"""How works relate: what is stated, what follows from it, and what lies outside the library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.merge import merge
from model.record import Record
from model.relations import GROUPS, KINDS, Edge, Graph, Node, kind_of
from model.repositories import record_page, repository_of_doi, scopes, with_repositories
from tests.model.merge_records import ISTA, bibtex, librecat

NAMES = ("Alpha particles in wine", "Bees of the north", "Clouds over the sea", "Dust in old books", "Eels at night")


def work(number: int, *relations: tuple[str, ...], **fields: object) -> Record:
    """A record of one repository with a title of its own; later numbers are later years."""
    values = {"title": NAMES[number % 5], "year": 2000 + number, "index": number, **fields}
    return librecat(str(number), relations=relations, **values)


class Shelf:
    """A graph in which works are asked for by id."""

    def __init__(self, *records: Record) -> None:
        self.works = merge(records).works
        self.graph = Graph.build(self.works)
        self.rows = {work.id: row for row, work in enumerate(self.works)}

    def edges(self, id_: str) -> list[Edge]:
        return list(self.graph.edges(self.rows[id_]))

    def said(self, id_: str) -> list[tuple[str, str, bool]]:
        return [(edge.relation, self.name(edge), edge.explicit) for edge in self.edges(id_)]

    def name(self, edge: Edge) -> str:
        return edge.target if edge.target_row is None else self.works[edge.target_row].id

    def ids(self, rows: tuple[int, ...]) -> list[str]:
        return [self.works[row].id for row in rows]


# -- the vocabulary ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_inverse_is_a_relation_and_typed_ones_lead_back(kind):
    inverse = KINDS[kind.inverse]
    assert kind.group in GROUPS
    if inverse.name != "other":
        assert inverse.inverse == kind.name
        assert inverse.step == -kind.step
        assert inverse.group == kind.group


@pytest.mark.parametrize(
    ("name", "inverse"),
    [
        *(("earlier_version", "later_version"), ("contains", "published_in"), ("old_edition", "new_edition")),
        *(("dissertation_contains", "part_of_dissertation"), ("continues", "is_continued_by"), ("other", "other")),
        *(("popular_science", "research_paper"), ("translation", "original"), ("cites", "is_cited_by")),
        *(("research_data", "used_in_publication"), ("erratum", "erratum_for"), ("software", "other")),
    ],
)
def test_librecats_pairs_are_known(name, inverse):
    assert kind_of(name).inverse == inverse


def test_an_unknown_relation_is_shown_as_it_is():
    kind = kind_of("is_sung_by")
    assert (kind.name, kind.label, kind.inverse, kind.group) == ("is_sung_by", "Is sung by", "other", "other")


# -- edges -------------------------------------------------------------------------------------------------------


def test_the_relation_names_the_role_of_the_target():
    shelf = Shelf(work(1, ("part_of_dissertation", "2"), type="dissertation"), work(2))
    (down,), (up,) = shelf.edges("1"), shelf.edges("2")
    assert (down.label, shelf.name(down), down.explicit) == ("Papers in this thesis", "2", True)
    assert (up.label, shelf.name(up), up.explicit) == ("Part of the thesis", "1", False)
    assert (up.title, up.origin.file) == (NAMES[1], "a.yaml")


def test_what_both_sides_say_is_inferred_on_neither():
    shelf = Shelf(work(1, ("later_version", "2")), work(2, ("earlier_version", "1")))
    assert shelf.said("1") == [("later_version", "2", True)]
    assert shelf.said("2") == [("earlier_version", "1", True)]


def test_an_untyped_inverse_is_not_added_to_what_the_target_says_better():
    shelf = Shelf(work(1, ("software", "2")), work(2, ("used_in_publication", "1")))
    assert shelf.said("2") == [("used_in_publication", "1", True)]
    assert ("research_data", "2", False) in shelf.said("1")


def test_edges_come_by_group():
    shelf = Shelf(work(1, ("cites", "2"), ("research_data", "3"), ("later_version", "4"), ("contains", "5")))
    assert [edge.group for edge in shelf.edges("1")] == ["parts", "versions", "data", "other"]


def test_a_relation_of_a_work_to_itself_is_passed_over():
    shelf = Shelf(work(1, ("earlier_version", "1")))
    assert shelf.said("1") == []
    assert not shelf.graph.dangling


def test_a_relation_that_only_an_older_source_states_is_kept_with_its_origin():
    new = work(1, ("cites", "2"), updated="2025-01-01")
    old = work(1, ("cites", "2"), ("part_of_dissertation", "3"), updated="2024-01-01", file="old.yaml")
    shelf = Shelf(new, old)
    assert [(edge.relation, edge.origin.file) for edge in shelf.edges("1")] == [
        ("part_of_dissertation", "old.yaml"),
        ("cites", "a.yaml"),
    ]


def test_a_relation_that_a_newer_source_corrects_is_not_kept():
    shelf = Shelf(
        work(1, ("later_version", "2"), updated="2025-01-01"),
        work(1, ("other", "2"), updated="2024-01-01", file="old.yaml"),
    )
    assert shelf.said("1") == [("later_version", "2", True)]


# -- targets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    ["7", "6", "10.1/X", "https://doi.org/10.1/x", "arXiv:2205.12597v2", "https://repo.example/record/7"],
)
def test_targets_are_found_by_id_earlier_id_doi_arxiv_id_and_record_page(target):
    kind = "arxiv" if target.startswith("arXiv") else "id"
    base = {"repository": "https://repo.example/record/"}
    there = work(7, alternative_id=("6",), doi="10.1/x", arxiv=("2205.12597",), **base)
    shelf = Shelf(work(1, ("cites", target, kind), **base), there)
    assert shelf.said("1") == [("cites", "7", True)]


def test_a_cite_key_means_the_entry_of_the_same_file():
    here = bibtex("paper", "a.bib", title=NAMES[1], relations=[("published_in", "book", "citekey")])
    mine = bibtex("book", "a.bib", title=NAMES[2], type="book", index=1)
    other = bibtex("book", "b.bib", title=NAMES[3], type="book")
    shelf = Shelf(here, mine, other)
    assert shelf.edges("paper")[0].title == NAMES[2]


def test_a_cite_key_of_another_file_is_found_when_it_is_the_only_one():
    here = bibtex("paper", "a.bib", title=NAMES[1], relations=[("published_in", "book", "citekey")])
    book = bibtex("book", "b.bib", title=NAMES[2], type="book")
    assert Shelf(here, book).edges("paper")[0].title == NAMES[2]
    third = bibtex("book", "c.bib", title=NAMES[3], type="book")
    assert Shelf(here, book, third).edges("paper")[0].target_row is None


def test_a_number_means_a_record_of_the_same_repository():
    here = work(1, ("cites", "7"), repository="https://one.example/record/")
    there = work(7, repository="https://two.example/record/", file="b.yaml")
    shelf = Shelf(here, there)
    assert shelf.edges("1")[0].target_row is None
    assert shelf.graph.dangling[0].url == "https://one.example/record/7"


def test_a_number_may_mean_a_record_of_an_unknown_repository():
    here = work(1, ("cites", "7"), repository="https://one.example/record/")
    assert Shelf(here, work(7, file="b.yaml")).edges("1")[0].target_row is not None


@pytest.mark.parametrize("year", [1900, 2100])
def test_a_target_in_the_same_repository_goes_before_one_in_none(year):
    base = "https://one.example/record/"
    near = work(7, repository=base)
    far = librecat("7", "c.yaml", title=NAMES[3], year=year)
    shelf = Shelf(work(1, ("cites", "7"), repository=base), near, far)
    assert shelf.edges("1")[0].title == NAMES[2]


# -- outside the library -----------------------------------------------------------------------------------------


def test_a_target_outside_is_a_stub_with_its_page_and_the_inverse():
    one = work(1, ("part_of_dissertation", "99"), doi="10.15479/at:ista:1")
    two = work(2, ("cites", "99"), doi="10.15479/at:ista:2")
    shelf = Shelf(one, two)
    (stub,) = shelf.graph.dangling
    assert (stub.target, stub.url) == ("99", f"{ISTA}99")
    assert set(stub.from_) == {(shelf.rows["1"], "part_of_dissertation"), (shelf.rows["2"], "cites")}
    assert {(edge.relation, shelf.name(edge)) for edge in stub.edges} == {
        ("dissertation_contains", "1"),
        ("is_cited_by", "2"),
    }
    assert shelf.edges("1")[0].url == f"{ISTA}99"


def test_one_number_outside_of_two_repositories_is_two_stubs():
    one = work(1, ("cites", "99"), repository="https://one.example/record/")
    two = work(2, ("cites", "99"), repository="https://two.example/record/", file="b.yaml")
    assert len(Shelf(one, two).graph.dangling) == 2


def test_one_missing_cite_key_of_two_files_is_two_stubs():
    relations = [("published_in", "book", "citekey")]
    one = bibtex("one", "a.bib", title=NAMES[1], relations=relations)
    two = bibtex("two", "b.bib", title=NAMES[2], relations=relations)
    assert len(Shelf(one, two).graph.dangling) == 2


def test_stubs_come_in_the_order_of_their_numbers_and_keep_the_title_that_is_told():
    shelf = Shelf(work(1, ("cites", "100"), ("cites", "99", "id", "A title"), ("cites", "10.1/z", "doi")))
    assert [(stub.target, stub.title) for stub in shelf.graph.dangling] == [
        ("99", "A title"),
        ("100", ""),
        ("10.1/z", ""),
    ]
    assert shelf.graph.dangling[2].url == "https://doi.org/10.1/z"


# -- versions and trees ------------------------------------------------------------------------------------------


def test_versions_come_in_order_from_wherever_one_starts():
    shelf = Shelf(work(1, ("later_version", "2")), work(2), work(3, ("earlier_version", "2")), work(4, ("cites", "1")))
    for id_ in "123":
        assert shelf.ids(shelf.graph.version_chain(shelf.rows[id_])) == ["1", "2", "3"]
    assert shelf.ids(shelf.graph.version_chain(shelf.rows["4"])) == ["4"]


def test_what_is_stated_goes_before_the_years():
    shelf = Shelf(work(9, ("later_version", "1")), work(1, ("later_version", "5")), work(5))
    assert shelf.ids(shelf.graph.version_chain(0)) == ["9", "1", "5"]


def test_versions_in_a_circle_are_all_there_once():
    shelf = Shelf(work(1, ("later_version", "2")), work(2, ("later_version", "3")), work(3, ("later_version", "1")))
    assert sorted(shelf.ids(shelf.graph.version_chain(0))) == ["1", "2", "3"]


def test_a_tree_goes_from_thesis_to_papers_to_versions_and_never_back():
    shelf = Shelf(
        work(1, ("part_of_dissertation", "2"), ("part_of_dissertation", "99"), type="dissertation"),
        work(2, ("dissertation_contains", "1"), ("earlier_version", "3")),
        work(3),
    )
    tree = shelf.graph.tree(shelf.rows["1"], 2)
    paper, outside = tree.children
    assert (shelf.works[paper.row or 0].id, outside.row, outside.edge and outside.edge.target) == ("2", None, "99")
    assert [child.edge and child.edge.label for child in paper.children] == ["Earlier version"]
    assert paper.children[0].children == ()


_relations = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(list("01234"))), max_size=4)


def _paths(node: Node, path: tuple[int | None, ...] = ()) -> list[tuple[int | None, ...]]:
    here = (*path, node.row)
    return [here, *(longer for child in node.children for longer in _paths(child, here))]


@given(st.lists(_relations, min_size=5, max_size=5))
@settings(max_examples=60, deadline=None)
def test_whatever_is_stated_every_edge_has_a_way_back_and_trees_end(stated):
    shelf = Shelf(*(work(number, *dict.fromkeys(relations)) for number, relations in enumerate(stated)))
    for row in range(len(shelf.works)):
        for edge in shelf.graph.edges(row):
            assert edge.target_row is not None
            assert edge.target_row != row
            assert any(back.target_row == row for back in shelf.graph.edges(edge.target_row))
        for path in _paths(shelf.graph.tree(row, 4)):
            assert len(set(path)) == len(path) <= 5
        assert row in shelf.graph.version_chain(row)


# -- repositories ------------------------------------------------------------------------------------------------


def test_repositories_are_recognised_by_their_dois():
    assert repository_of_doi("10.15479/AT:ISTA:13074") == ISTA
    assert repository_of_doi("10.4119/unibi/1") == "https://pub.uni-bielefeld.de/record/"
    assert repository_of_doi("10.154790/x") == repository_of_doi("10.1/x") == repository_of_doi("") == ""


def test_record_pages_are_the_base_and_the_id():
    assert record_page(ISTA, "7") == record_page(ISTA[:-1], "7") == f"{ISTA}7"
    assert record_page("https://repo.example/{id}/page", "7") == "https://repo.example/7/page"
    assert record_page("", "7") == record_page(ISTA, "") == ""


def test_a_thesis_tells_the_repository_of_its_whole_file():
    records = [work(1, doi="10.15479/at:ista:1"), work(2), librecat("3", "other.yaml")]
    assert scopes(records) == {"a.yaml": ISTA}
    assert [record.repository for record in with_repositories(records, {})] == [ISTA, ISTA, ""]


def test_numbers_as_cite_keys_need_a_doi_that_ends_in_them():
    assert scopes([bibtex("7", doi="10.15479/at:ista:13074")]) == {}
    assert scopes([bibtex("13074", doi="10.15479/at:ista:13074")]) == {"b.bib": ISTA}


def test_a_file_of_two_repositories_tells_of_neither():
    assert scopes([work(1, doi="10.15479/x"), work(2, doi="10.4119/y")]) == {}


def test_a_configured_repository_goes_before_the_known_ones():
    (record,) = with_repositories([work(1, doi="10.15479/x")], {"10.15479": "https://mirror.example/"})
    assert record.repository == "https://mirror.example/"
