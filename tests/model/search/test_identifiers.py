import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.search.arrays import Strings
from model.search.identifiers import Identifiers
from tests.model.search.small import document, found, search_over

NAMES = st.lists(st.text(alphabet="012x", min_size=1, max_size=5), unique=True, max_size=12).map(sorted)
PART = st.text(alphabet="012x", min_size=1, max_size=3)


def identifiers(names: list[str]) -> Identifiers:
    rows = np.arange(len(names), dtype=np.int32)
    return Identifiers.of(Strings.of(names), rows, rows)


@given(NAMES, PART)
def test_identifiers_are_found_whole_by_their_start_and_by_what_is_in_them(names: list[str], part: str) -> None:
    known = identifiers(names)
    assert known.exact(part).tolist() == [at for at, name in enumerate(names) if name == part]
    assert known.starting_with(part).tolist() == [at for at, name in enumerate(names) if name.startswith(part)]
    assert sorted(known.containing(part).tolist()) == [at for at, name in enumerate(names) if part in name]


def test_the_end_of_one_identifier_and_the_start_of_the_next_are_not_together_in_one() -> None:
    library = search_over([document("One", ids=("1770",)), document("Two", ids=("1771",))])
    assert found(library, "7017") == []
