"""YAML documents as strings, lists and maps: what PyYAML's BaseLoader gives, at a third of its cost.

libyaml reads the text and composes the nodes either way. BaseLoader then resolves a tag for every node, and builds
every value through several calls; with all scalars strings and all tags ignored, none of that makes a difference. A
document with anchors is left to BaseLoader, and so is everything where PyYAML has no C parser.
"""

from __future__ import annotations

from sys import intern
from typing import cast

import yaml
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from model.record import RawValue

__all__ = ["Loader", "parse"]

Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Parser: type = getattr(getattr(yaml, "cyaml", None), "CParser", object)  # of C, where PyYAML was built with it


class _Composer(_Parser):  # type: ignore[misc]
    """libyaml's composer, which asks its resolver about every node."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """No tag means anything here."""
        return ""

    def descend_resolver(self, parent: object, index: object) -> None:
        """Tags that depend on the path are none either."""

    def ascend_resolver(self) -> None:
        """See `descend_resolver`."""


def parse(text: str) -> RawValue:
    """The one document of a text. Raises yaml.YAMLError as BaseLoader does."""
    if _Parser is object or "&" in text:
        return cast("RawValue", yaml.load(text, Loader=Loader))  # makes strings, lists, dicts only
    node: Node | None = _Composer(text).get_single_node()
    return None if node is None else _value(node)


def _value(node: Node) -> RawValue:
    kind = node.__class__
    if kind is ScalarNode:
        return cast("str", node.value)
    if kind is SequenceNode:
        return [part.value if part.__class__ is ScalarNode else _value(part) for part in node.value]
    return _mapping(cast("MappingNode", node))


def _mapping(node: MappingNode) -> dict[str, RawValue]:
    values: dict[str, RawValue] = {}
    for key, part in node.value:
        if key.__class__ is not ScalarNode:
            _value(key)  # the innermost is told of, as the library does
            where = (node.start_mark, "found unhashable key", key.start_mark)
            raise ConstructorError("while constructing a mapping", *where)
        values[intern(key.value)] = part.value if part.__class__ is ScalarNode else _value(part)
    return values
