"""The words of works that count little when something is looked for: publishers, departments, notes and citations."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from itertools import repeat

from model.columns import Fields, Others, several, texts_in, words_of
from model.lazy import LazyMapping
from model.record import File, Project, Record
from model.work import Work

__all__ = ["weak_words", "words_of_project"]


def weak_words(works: Sequence[Work], found: Sequence[Fields], others: Others) -> list[str]:
    """The words of each work that no other part of its document has, from its fields that are looked at."""
    return words_of([*map(_weak, works, found, repeat(others))])


def words_of_project(project: Project) -> str:
    """What somebody may look for a project by."""
    return f"{project.name} {project.programme} {project.grant}"


def _weak(work: Work, found: Fields, others: Others) -> str:
    """All other words: publisher, projects, departments, notes, and citations, which may know other names."""
    parts = [value for name, value in found.items() if isinstance(value, str) and others[name]]
    if "project" in found:
        parts += map(words_of_project, several(found["project"], Project))
    if "department" in found:
        parts += texts_in(found["department"])
    if "file" in found:
        parts += [file.name for file in several(found["file"], File)]
    words = [" ".join(parts).encode("utf-8", "surrogatepass"), *map(_cited, work.inputs)]
    once = dict.fromkeys(b" ".join(words).split())  # citations repeat each other seven times
    return b" ".join(once).decode("utf-8", "surrogatepass")


def _cited(source: Record) -> bytes:
    """The words of the citations that a source brings: as bytes, which take less time to look through."""
    fields = source.fields
    words = fields.words_of("citation") if isinstance(fields, LazyMapping) else None
    if words is None:
        cited = fields.get("citation")
        found = cited.values() if isinstance(cited, Mapping) else ()
        words = "\n".join([each for each in found if isinstance(each, str)]).encode("utf-8", "surrogatepass")
    return _without_tags(words) if words else words


_INLINE_TAG = re.compile(rb"</?(?:i|em|b|strong|sup|sub|a|span|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(rb"</?[a-z][^<>]*>", re.IGNORECASE)


def _without_tags(cited: bytes) -> bytes:
    """The words of HTML, at a tenth of the cost of reading it: nobody will see them."""
    if b"<" in cited:
        cited = _TAG.sub(b" ", _INLINE_TAG.sub(b"", cited))
    if b"&" in cited:
        cited = cited.replace(b"&#38; ", b" ")  # by itself no word, and in every other citation
    if b"&" in cited:
        cited = html.unescape(cited.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
    return cited
