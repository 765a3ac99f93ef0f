"""Nodes: the elements of a style or locale file without their XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One element: tag without its namespace, attributes, text and children."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""
    children: tuple[Node, ...] = ()

    def child(self, tag: str) -> Node | None:
        """The first child of that name."""
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        """This node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)


def read_node(element: object) -> Node:
    """Turn an lxml element into a node; comments and processing instructions are left out."""
    tag = str(getattr(element, "tag", ""))
    attrib: Mapping[str, str] = getattr(element, "attrib", {})
    children: Iterable[object] = element if isinstance(element, Iterable) else ()
    return Node(
        tag=tag.rsplit("}", 1)[-1],
        attributes=dict(attrib),
        text=str(getattr(element, "text", "") or ""),
        children=tuple(read_node(child) for child in children if isinstance(getattr(child, "tag", None), str)),
    )
