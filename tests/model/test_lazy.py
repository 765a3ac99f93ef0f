"""Mappings whose values are made when they are asked for, many of them at once."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from model.lazy import MISSING, Asking, LazyMapping, columns_of, told_of


class _Doubled(LazyMapping[str]):
    """Says everything twice."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.words = words

    def _one(self, name: str) -> str | object:
        return 2 * self.words[name] if name in self.words else MISSING

    def _all(self) -> Mapping[str, str]:
        return {name: 2 * word for name, word in self.words.items()}


class _Together(_Doubled):
    """Remembers how many of it are told of together."""

    counts: ClassVar[list[int]] = []

    @classmethod
    def told(cls, many: Sequence["_Together"], wanted: Asking, briefly: Asking) -> list[Mapping[str, str]]:
        cls.counts.append(len(many))
        return super().told(many, wanted, briefly)


def test_each_of_many_mappings_tells_what_it_tells_by_itself_and_those_of_a_class_together() -> None:
    words = [{"a": f"{n}", "b": "x"} for n in range(6)]
    many = [_Together(words[0]), words[1], _Doubled(words[2]), _Together(words[3]), _Doubled({}), _Together({})]
    wanted = {"a"}.__contains__
    expected = [{"a": "00"}, {"a": "1", "b": "x"}, {"a": "22"}, {"a": "33"}, {}, {}]
    _Together.counts.clear()
    assert told_of(many, wanted, wanted) == expected
    assert _Together.counts == [3]
    assert told_of([], wanted, wanted) == []


def test_columns_hold_what_each_of_many_mappings_has() -> None:
    many = [_Together({"a": "x", "b": "y"}), {"a": "1"}, _Doubled({"b": "z"}), {}]
    assert columns_of(many, ["b", "a", "c"]) == [["yy", None, "zz", None], ["xx", "1", None, None], [None] * 4]
    assert columns_of(many[1:2], ["a"]) == [["1"]]
    assert columns_of([], ["a", "b"]) == [[], []]
