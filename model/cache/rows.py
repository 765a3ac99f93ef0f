"""Works outside the library, as JSON and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from model.cache.codec import Json, decode_edge, dumps, edge_values, loads

if TYPE_CHECKING:
    from model.relations import Dangling

__all__ = ["decode_dangling", "encode_dangling"]

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
