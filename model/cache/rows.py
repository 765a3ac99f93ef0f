"""Works outside the library and people, as JSON and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from model.cache.codec import Json, decode_edge, dumps, edge_values, loads, person_values
from model.record import Person

if TYPE_CHECKING:
    from model.people import Individual
    from model.relations import Dangling

__all__ = [
    "decode_dangling",
    "decode_individual",
    "encode_dangling",
    "encode_individual",
]

_Row = list[list[Json]]


def encode_dangling(stub: Dangling) -> bytes:
    """A work outside the library."""
    return dumps([stub.target, stub.from_, stub.url, stub.title, [edge_values(edge) for edge in stub.edges]])


def decode_dangling(data: bytes) -> Dangling:
    """The work that was encoded. Raises ValueError when this is none."""
    from model.relations import Dangling

    try:
        target, from_, url, title, edges = cast("_Row", loads(data))
        told = tuple((int(row), str(name)) for row, name in cast("list[tuple[int, str]]", from_))
        return Dangling(str(target), told, str(url), str(title), tuple(map(decode_edge, edges)))
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"not a work outside the library: {error}") from error


def encode_individual(each: Individual, persons: Sequence[Person]) -> bytes:
    """A person, and every name in a record that means them. Roles are written by role: far fewer than rows."""
    from model.fields import PEOPLE_ROLES

    rows_as: dict[str, list[int]] = {}
    for row in each.rows:
        for role in each.roles[row]:
            rows_as.setdefault(role, []).append(row)
    in_order = {role: rows_as[role] for role in PEOPLE_ROLES if role in rows_as}
    return dumps([each.key, each.orcid, each.forms, each.ambiguous, in_order, list(map(person_values, persons))])


def decode_individual(data: bytes) -> tuple[Individual, list[Person]]:
    """The person that was encoded, and the names. Raises ValueError when this is none."""
    from model.people import Individual

    try:
        key, orcid, forms, ambiguous, rows_as, names = cast("_Row", loads(data))
        roles: dict[int, tuple[str, ...]] = {}
        for role, rows in cast("dict[str, list[int]]", rows_as).items():
            for row in rows:
                roles[row] = (*roles.get(row, ()), role)
        roles = dict(sorted(roles.items()))
        spelt = tuple(map(str, forms))
        one = Individual(str(key), spelt[0], str(orcid), spelt, tuple(roles), roles, bool(ambiguous))
        return one, [Person(*cast("list[str]", name)) for name in names]
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"not a person: {error}") from error
