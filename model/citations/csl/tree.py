"""A CSL style read into plain nodes, with its macros and options at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from model.citations.csl.errors import StyleError
from model.citations.csl.locales import Locale, load_locale, read_in_style_locales
from model.citations.csl.nodes import Node, read_node

if TYPE_CHECKING:
    from model.citations.csl.locales import InStyleLocale


@dataclass(frozen=True, slots=True)
class Style:
    """A parsed style: its areas, macros and the options its names inherit."""

    attributes: Mapping[str, str]
    macros: Mapping[str, Node]
    citation: Node
    bibliography: Node | None
    own_locales: tuple[InStyleLocale, ...]
    writes_year_suffix: bool

    @property
    def default_locale(self) -> str:
        """The language the style is written for; American English when it says nothing."""
        return self.attributes.get("default-locale") or "en-US"

    @property
    def hyphenates_initials(self) -> bool:
        """Do hyphens of given names survive in initials (J.-P.)?"""
        return self.attributes.get("initialize-with-hyphen") != "false"

    @property
    def particle_rule(self) -> str:
        """Where a particle such as "van" goes when the family name leads."""
        return self.attributes.get("demote-non-dropping-particle", "display-and-sort")

    def locale(self, language: str | None) -> Locale:
        """The terms, dates and options of a language as this style amends them."""
        return load_locale(language or self.default_locale, self.own_locales)


def load_style(path: Path) -> Style:
    """Read a `.csl` file, once until it changes; `StyleError` says what is wrong with one that is no style."""
    try:
        stat = path.stat()
    except OSError as error:
        raise StyleError(f"{path.name} cannot be read as a CSL style: {error.strerror}") from error
    return _parse(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _parse(path: Path, modified: int, size: int) -> Style:
    style = _read_tree(path)
    if style.tag != "style":
        raise StyleError(f"{path.name} is not a CSL style: it starts with <{style.tag}>")
    areas = {child.tag: child for child in style.children}
    if "citation" not in areas and "bibliography" not in areas:
        raise StyleError(f"{path.name} has nothing to render: no <citation> and no <bibliography>")
    return Style(
        attributes=style.attributes,
        macros={child.get("name"): child for child in style.children if child.tag == "macro"},
        citation=areas.get("citation", areas.get("bibliography", style)),
        bibliography=areas.get("bibliography"),
        own_locales=read_in_style_locales(style),
        writes_year_suffix=any(node.get("variable") == "year-suffix" for node in style.walk()),
    )


def _read_tree(path: Path) -> Node:
    from citeproc.frontend import CitationStylesXML
    from lxml.etree import LxmlError

    try:
        with path.open("rb") as stream:
            root = CitationStylesXML(stream, validate=False).root  # type: ignore[no-untyped-call]  # has no types
    except (OSError, LxmlError) as error:
        raise StyleError(f"{path.name} cannot be read as a CSL style: {error}") from error
    return read_node(root)
