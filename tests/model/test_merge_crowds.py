"""Crowds that are one work or one person: what is asked of each must not be asked of each pair."""

from hypothesis import given
from hypothesis import strategies as st

from model.identities import Identities
from model.merge import merge, provenance
from model.people import People
from model.record import Person
from tests.model.merge_records import bibtex, librecat, person

CROWD = 20_000


def test_a_crowd_of_entries_under_one_doi_is_one_work_with_all_their_keys() -> None:
    (work,) = merge(bibtex(f"key{number}", index=number, doi="10.1000/182") for number in range(CROWD)).works
    assert len(work.record.texts("citekey")) == CROWD
    assert not work.disagrees


def test_a_crowd_of_records_with_one_id_is_one_work() -> None:
    (work,) = merge(librecat("100", index=number) for number in range(CROWD)).works
    assert len(work.inputs) == CROWD


def test_a_chain_of_ids_and_orcids_is_one_person() -> None:
    chain = [
        person("Weiss, Nora", id_=str(number + step), orcid=f"orcid {number + 1}")
        for number in range(CROWD)
        for step in range(2)
    ]
    people = People.build(merge([bibtex(author=tuple(chain))]).works)
    assert list(people.individuals) == ["orcid 1"]


NAMED = st.builds(
    lambda orcid, id_: Person("Weiss", "Nora", orcid=orcid and f"o{orcid}", id=id_ and f"i{id_}"),
    st.sampled_from(["", "1", "2", "3", "4"]),
    st.sampled_from(["", "1", "2", "3", "4"]),
)


@given(st.lists(NAMED.filter(lambda one: bool(one.orcid or one.id)), max_size=8, unique=True))
def test_people_are_tied_as_if_everybody_were_compared_with_everybody(persons: list[Person]) -> None:
    groups = [{one.orcid, one.id} - {""} for one in persons]
    for _ in groups:
        groups = [group.union(*(other for other in groups if other & group)) for group in groups]
    identities = Identities(persons)
    keys = [identities.keys[number] for number in identities.owners]
    assert keys == [min(group, key=lambda one: (one[0] != "o", one)) for group in groups]


def test_a_file_that_has_the_keys_of_all_files_in_its_own_order_says_nothing_else() -> None:
    records = [
        bibtex("a", file="a.bib", doi="10.1000/1", citekey=("a", "b"), updated="2024-01-01"),
        bibtex("b", file="b.bib", doi="10.1000/1", citekey=("b", "a")),
    ]
    (work,) = merge(records).works
    assert [other.conflict for other in provenance(work)["citekey"].others] == ["presentation"]
