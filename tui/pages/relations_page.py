"""The relations of a work as a tree: thesis, its papers, their versions; what is outside shows its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model import listing, text
from model.library import Library
from model.relations import Edge, Node
from tui.flow import Run
from tui.page import Page
from tui.pages.maker import Maker

__all__ = ["relations_page"]

_MOST = 400  # lines of the tree, and links
_MOST_VERSIONS = 200
_LONGEST = 2_000  # characters of an address or of what is said about it
_MANY, _VERY_MANY = 30, 300  # with so many relations, steps further on would drown them


def relations_page(library: Library, row: int, width: int) -> Page:
    """The page of a work; works, addresses and links in it can be followed."""
    record = library.works[row].record
    maker = Maker(width, 110)
    count = len(library.graph.edges(row))
    tree = library.graph.tree(row, 3 if count <= _MANY else 2 if count <= _VERY_MANY else 1, _MOST + 1)
    maker.say(listing.title(record, brief=True), "title")
    maker.say(f"{record.year or 'no year'} · {listing.type_label(record)}", "facts")
    _Branches(maker, library).draw(tree.children, "")
    if not tree.children:
        maker.say("states no relations to other works, and none states one to it")
    _versions(maker, library, row)
    _links(maker, library, row)
    return maker.page()


class _Branches:
    """Draws a tree until it has enough lines."""

    def __init__(self, maker: Maker, library: Library) -> None:
        self.maker = maker
        self.library = library
        self.left = _MOST

    def draw(self, nodes: Sequence[Node], before: str) -> None:
        """Nodes of one kind under one label; `before` is what the branches above leave on each line."""
        groups = [(name, list(some)) for name, some in groupby(nodes, key=_label)]
        for place, (name, some) in enumerate(groups):
            last = place == len(groups) - 1
            if self.left <= 0:
                return
            self.maker.add([*_guide(before), Run("└─ " if last else "├─ ", "quiet"), Run(text.display(name), "label")])
            below = before + ("   " if last else "│  ")
            for number, node in enumerate(some):
                self._node(node, below, last=number == len(some) - 1)

    def _node(self, node: Node, before: str, *, last: bool) -> None:
        self.left -= 1
        if self.left == 0:
            self.maker.say(f"{before}… and more: open one of these and look on from there")
        if self.left <= 0 or node.edge is None:
            return
        below = before + ("   " if last else "│  ")
        branch = [*_guide(before), Run("└─ " if last else "├─ ", "quiet")]
        self.maker.hanging(branch, self._words(node, node.edge), _guide(below))
        self.draw(node.children, below)

    def _words(self, node: Node, edge: Edge) -> Iterator[Run]:
        inferred = [] if edge.explicit else [Run("  "), Run("inferred", "quiet")]
        if node.row is not None:
            record = self.library.works[node.row].record
            yield Run(listing.title(record, brief=True), "link", self.maker.stop(f"row:{node.row}"))
            yield Run("  ")
            yield Run(str(record.year or "no year"), "quiet")
        else:
            url = text.safe_url(edge.url) if edge.url else None
            stop = self.maker.stop(f"url:{url}" if url else "")
            title = text.linear(text.beginning(edge.title, _LONGEST))
            name = text.display(title) or text.display(f"record {edge.target[:_LONGEST]}")
            yield Run(name, "link" if url else "value", stop)
            yield Run("  ")
            yield Run(f"not in this library  {text.display(edge.url[:_LONGEST])}", "quiet")
        yield from inferred


def _guide(before: str) -> list[Run]:
    """What the branches above leave on a line; blanks apart, so that they keep their place in a drawing too."""
    return [Run(part, "quiet" if part.strip() else "") for part in re.findall(r" +|[^ ]+", before)]


def _label(node: Node) -> str:
    return node.edge.label if node.edge else ""


def _versions(maker: Maker, library: Library, row: int) -> None:
    chain = library.graph.version_chain(row)
    if len(chain) < 2:
        return
    maker.heading("Versions", "the earliest first")
    first = max(0, chain.index(row) - _MOST_VERSIONS // 2)  # so many before it and after it
    _more(maker, first, "earlier")
    for other in chain[first : first + _MOST_VERSIONS]:
        record = library.works[other].record
        here = other == row
        stop = -1 if here else maker.stop(f"row:{other}")
        title = Run(listing.title(record, brief=True), "value" if here else "link", stop)
        sign = Run("● " if here else "○ ", "mark")
        facts = Run(f"{record.year or 'no year'}, {listing.type_label(record)}", "quiet")
        maker.add([sign, title, Run("  "), facts], 0, 2)
    _more(maker, len(chain) - first - _MOST_VERSIONS, "later")


def _more(maker: Maker, count: int, what: str) -> None:
    if count > 0:
        maker.say(f"and {count:,} {what}")


def _links(maker: Maker, library: Library, row: int) -> None:
    links = library.works[row].record.links
    if links:
        maker.heading("Links")
    for link in links[:_MOST]:
        url = text.safe_url(link.url)
        name = text.display(link.relation.replace("_", " ").capitalize())
        words = Run(
            text.display(link.url[:_LONGEST]), "link" if url else "value", maker.stop(f"url:{url}" if url else "")
        )
        maker.labelled(name, [words, Run("  "), Run(text.display(link.description[:_LONGEST]), "quiet")], 20)
    _more(maker, len(links) - _MOST, f"more: `bibscope show {text.display(library.works[row].id[:40])}` prints all")
