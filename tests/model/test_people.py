"""Who is who: one person an identifier, names without one grouped with care."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from model.fields import PEOPLE_ROLES
from model.given_names import compatible
from model.individual import Individual
from model.merge import merge
from model.names import are_initials
from model.people import People
from model.record import Person, Record, Source
from model.text import fold
from model.work import Work
from tests.model.merge_records import librecat, person

ORCID = "0000-0003-3650-940X"
SUBJECTS = (
    "Alpha particles",
    "Bees of the north",
    "Clouds over the sea",
    "Dust in old books",
    "Eels",
    "Frost",
    "Gorse",
)


def people_of(*author_lists: tuple[Person, ...], **fields: object) -> People:
    """The people of works that have these authors; the first is the newest."""
    return People.build(
        merge(
            librecat(str(number), title=SUBJECTS[number], author=authors, year=2020 - number, index=number, **fields)
            for number, authors in enumerate(author_lists)
        ).works
    )


def groups(people: People) -> set[tuple[str, ...]]:
    return {tuple(sorted(each.forms)) for each in people}


def find(people: People, name: str) -> Individual:
    (found,) = [each for each in people if name in each.forms]
    return found


def test_one_id_is_one_person_whatever_the_name():
    people = people_of((person("Peste, Elena-Alexandra", "32D7"),), (person("Krumes, Alexandra", "32D7"),))
    assert groups(people) == {("Krumes, Alexandra", "Peste, Elena-Alexandra")}


def test_one_orcid_is_one_person_and_ties_ids_together():
    people = people_of(
        (person("Alistarh, Dan-Adrian", "4A89", ORCID),),
        (person("Alistarh, Dan", "4A89"),),
        (person("Alistarh, D.", "", ORCID),),
        (person("Alistarh, D.-A.", "other-repository", ORCID),),
    )
    (only,) = people
    assert (only.key, only.orcid, only.rows) == (ORCID, ORCID, (0, 1, 2, 3))


def test_an_orcid_is_the_key_before_any_id():
    (only,) = people_of((person("Alt, Ann", "000", ORCID),))
    assert only.key == ORCID


def test_a_full_name_joins_the_initials_of_an_identified_person():
    (only,) = people_of((person("Wang, L.", "A"),), (person("Wang, Lei"),))
    assert only.forms == ("Wang, L.", "Wang, Lei")


def test_two_ids_are_two_people_of_one_name():
    people = people_of((person("Wang, Lei", "A"),), (person("Wang, Lei", "B"),))
    assert len(people) == 2


def test_a_name_without_id_joins_the_only_person_it_fits():
    people = people_of(
        (person("Iofinova, Eugenia B", "F9A1"),), (person("Iofinova, Eugenia"),), (person("Iofinova, E. B."),)
    )
    (only,) = people
    assert only.name == "Iofinova, Eugenia B"
    assert not only.ambiguous


def test_a_name_that_fits_two_people_stays_by_itself_and_says_so():
    people = people_of((person("Wang, Lei", "A"),), (person("Wang, Ling", "B"),), (person("Wang, L."),))
    alone = find(people, "Wang, L.")
    assert alone.ambiguous
    assert alone.rows == (2,)
    assert {each.name for each in people.namesakes(alone.key)} == {"Wang, Lei", "Wang, Ling"}
    assert not find(people, "Wang, Lei").ambiguous


def test_full_names_of_one_initial_are_not_mixed():
    people = people_of((person("Smith, John A"),), (person("Smith, John B"),), (person("Smith, John"),))
    assert len(people) == 3
    assert find(people, "Smith, John").ambiguous


def test_accents_case_and_hyphens_do_not_part_a_person():
    people = people_of((person("Studený, Jan-Petr"),), (person("STUDENY, Jan Petr"),))
    assert len(people) == 1


def test_a_family_name_alone_joins_nobody():
    people = people_of((person("Plato, "),), (person("Plato, Ann"),))
    assert len(people) == 2


def test_an_institution_is_one_person_and_no_family_member():
    people = people_of((person("ATLAS Collaboration"),), (person("ATLAS Collaboration"),), (person("Atlas, Ann"),))
    assert len(people) == 2


def test_the_name_that_comes_with_an_id_is_the_one_shown():
    people = people_of((person("Frantar, E."),), (person("Frantar, E."),), (person("Frantar, Elias", "09A8"),))
    (only,) = people
    assert only.forms == ("Frantar, Elias", "Frantar, E.")


def test_people_come_in_the_order_of_their_whole_names():
    people = people_of((Person("Alt", "Cy"), Person("Alt", "Bo", suffix="Jr."), Person("A<i>lt", "Dan</i>")))
    assert [each.name for each in people] == ["Alt, Bo, Jr.", "Alt, Cy", "A<i>lt, Dan</i>"]


def test_roles_are_kept_by_work():
    lampert = person("Lampert, Christoph", "40C2")
    records = [
        librecat("1", title=SUBJECTS[0], author=(lampert,), editor=(lampert,), year=2021),
        librecat("2", title=SUBJECTS[1], supervisor=(lampert,), author="Peste, Elena", year=2020, index=1),
    ]
    people = People.build(merge(records).works)
    found = people.individual(people.key_of(lampert))
    assert found.roles == {0: ("author", "editor"), 1: ("supervisor",)}
    assert found.rows_as("supervisor") == (1,)
    assert [(role, each.name) for role, each in people.of_row(1)] == [
        ("author", "Peste, Elena"),
        ("supervisor", "Lampert, Christoph"),
    ]


def test_coauthors_are_counted_the_most_frequent_first():
    ann, bob, cem = (person(name) for name in ("Alt, Ann", "Bey, Bob", "Can, Cem"))
    people = people_of((ann, cem, bob), (bob, ann), (cem,), supervisor=(person("Dur, Dan"),))
    assert [(each.name, count) for each, count in people.coauthors(people.key_of(ann))] == [
        ("Bey, Bob", 2),
        ("Can, Cem", 1),
    ]
    assert people.coauthors(people.key_of(person("Dur, Dan"))) == ()


def test_works_come_by_year():
    ann = person("Alt, Ann")
    people = people_of((ann,), (ann,), (person("Bey, Bob"),))
    assert people.by_year(people.key_of(ann)) == {2020: (0,), 2019: (1,)}


def test_a_name_of_no_work_has_no_key():
    people = people_of((person("Alt, Ann"),))
    assert people.key_of(person("Bey, Bob")) == ""
    assert "bey, bob" not in people


_names = st.builds(
    Person,
    st.sampled_from(["Wang", "Müller"]),
    st.sampled_from(["Lei", "L.", "Ling", "Lei M.", ""]),
    id=st.sampled_from(["", "", "A", "B"]),
    orcid=st.sampled_from(["", "", ORCID]),
)


@given(st.lists(st.lists(_names, min_size=1, max_size=3).map(tuple), min_size=1, max_size=6), st.randoms())
@settings(max_examples=60, deadline=None)
def test_grouping_depends_on_no_order_and_leaves_nobody_out(author_lists, dice):
    people = people_of(*author_lists)
    assert {form for each in people for form in each.forms} == {one.name for authors in author_lists for one in authors}
    for row, authors in enumerate(author_lists):
        assert [each.key for _, each in people.of_row(row)] == [people.key_of(one) for one in authors]
    dice.shuffle(author_lists)
    again = people_of(*author_lists)
    assert {each.key: each.forms[0] for each in again} == {each.key: each.forms[0] for each in people}


# -- told in the plainest way ------------------------------------------------------------------------------------------

_letters = st.text(st.sampled_from("abÀé<i>/& ,.-日の\u3099ﬁß"), max_size=6)
_written = st.builds(
    Person, _letters, _letters, _letters, st.sampled_from(["", "Jr."]), st.sampled_from(["", "", "A, B"])
)
_somebody = st.one_of(_names, _names, _written).filter(lambda each: each.name)
_roles = st.dictionaries(st.sampled_from(PEOPLE_ROLES), st.lists(_somebody, min_size=1, max_size=3).map(tuple))


def _works(told: list[dict[str, tuple[Person, ...]]]) -> list[Work]:
    records = [Record(str(row), "citekey", Source("a.bib"), dict(fields)) for row, fields in enumerate(told)]
    return [Work(record, (record,)) for record in records]


def _keys(persons: list[Person]) -> dict[Person, str]:
    """Whom names without ORCID mean, by asking everybody; an id is nobody else's."""
    keys = {person: person.id for person in persons if person.id}
    known: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    parts = {person: _parts(person) for person in persons}
    for one, key in keys.items():
        known[parts[one][0]].append((key, parts[one][1]))
    for one in sorted((each for each in persons if not each.id), key=lambda each: _telling(parts[each][1], each)):
        family, first = parts[one]
        own = f"{family}, {first}" if first else family
        fitting = {key for key, other in known[family] if compatible(first.split(), other.split())}
        known_already = own in {key for key, _ in known[family]}
        keys[one] = fitting.pop() if len(fitting) == 1 and first and not known_already else own
        known[family].append((keys[one], first))
    return keys


def _parts(person: Person) -> tuple[str, str]:
    if not person.family:
        family, _, first = person.name.partition(",")
        return fold(family), fold(first)
    first = " ".join(person.given) if are_initials(person.given, person.family) else person.given
    return fold(" ".join((person.particle, person.family, person.suffix))), fold(first)


def _telling(first: str, person: Person) -> tuple[int, int, str]:
    parts = first.split()
    return -sum(len(part) > 1 for part in parts), -sum(map(len, parts)), person.name


@given(st.lists(_roles, max_size=6))
@settings(max_examples=300, deadline=None)
def test_people_are_what_asking_everybody_gives(told):
    told = [{role: tuple(Person(*_of(each)) for each in people) for role, people in fields.items()} for fields in told]
    people = People.build(_works(told))
    mentions = [
        (person, row, role)
        for row, fields in enumerate(told)
        for role in PEOPLE_ROLES
        for person in fields.get(role, ())
    ]
    keys = _keys(list(dict.fromkeys(person for person, _, _ in mentions)))
    assert dict(people.names) == keys
    assert set(people.individuals) == set(keys.values())
    assert [each.key for each in people] == [
        each.key for each in sorted(people, key=lambda each: (fold(each.name), each.key))
    ]
    for each in people:
        mine = [(person, row, role) for person, row, role in mentions if keys[person] == each.key]
        assert each.rows == tuple(sorted({row for _, row, _ in mine}))
        for row in each.rows:
            assert each.roles[row] == tuple(
                role for role in PEOPLE_ROLES if any((row, role) == one[1:] for one in mine)
            )
        counts = Counter(person.name for person, _, _ in mine)
        with_id = {person.name for person, _, _ in mine if person.id}
        assert list(each.forms) == sorted(
            counts, key=lambda name: (name not in with_id, -counts[name], -len(name), name)
        )
        assert each.rows_as("author") == tuple(row for row in each.rows if "author" in each.roles[row])


def _of(each: Person) -> tuple[str, ...]:
    """What a name is made of, without ORCID."""
    return each.family, each.given, each.particle, each.suffix, each.literal, each.id


def test_umlauts_that_somebody_spells_out_are_the_same_letters():
    people = people_of(
        (person("Müller-Lüdenscheidt, Jörg"),),
        (person("Mueller-Luedenscheidt, Joerg"),),
        (person("Muller-Ludenscheidt, J."),),
        (person("Strøm, Åse"), person("Stroem, Aase")),
    )
    assert groups(people) == {
        ("Mueller-Luedenscheidt, Joerg", "Muller-Ludenscheidt, J.", "Müller-Lüdenscheidt, Jörg"),
        ("Stroem, Aase", "Strøm, Åse"),
    }


def test_two_letters_are_no_umlaut_where_nobody_has_one():
    people = people_of((person("Manuel, Joel"),), (person("Manul, Jol"),))
    assert len(people) == 2


def test_a_particle_may_stand_behind_the_given_names():
    people = people_of(
        (Person("Berg", "Jan-Willem", "van der"),),
        (person("Berg, Jan-Willem van der"),),
        (person("van der Berg, J.-W."),),
        (person("Berg, Jan-Willem"),),
        (person("Maria, la"),),
    )
    assert groups(people) == {
        ("Berg, Jan-Willem van der", "van der Berg, J.-W.", "van der Berg, Jan-Willem"),
        ("Berg, Jan-Willem",),
        ("Maria, la",),
    }


def test_initials_in_one_word_are_initials():
    (only,) = people_of((person("Berg, JW"),), (person("Berg, Jan Willem"),))
    assert only.forms == ("Berg, Jan Willem", "Berg, JW")
    assert len(people_of((person("BERG, ADA"),), (person("Berg, Anna"),))) == 2
