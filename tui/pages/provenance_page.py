"""Which file said what of a work: its sources, what they disagree about, then every field with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model import listing, text
from model.describe import shown
from model.fields import FIELDS, label
from model.library import Library
from model.merge import Other, Provenance, Work, provenance
from model.record import Source, Value
from tui.flow import Run, rich_runs
from tui.page import Page
from tui.pages.maker import Maker

__all__ = ["provenance_page"]

_LONGEST = 400  # characters of a value; abstracts differ early or not at all
_MOST = 300  # sources, conflicts or fields
_INDENT = 22
_FORMATS = {
    "librecat-yaml": "LibreCat YAML",
    "librecat-yaml-flattened": "LibreCat YAML, flattened",
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
    "csl-yaml": "CSL-YAML",
    "endnote": "EndNote",
    "pubmed": "PubMed",
    "ris": "RIS",
    "text": "plain text",
    "wos": "Web of Science",
}
_ORDER = {field.name: place for place, field in enumerate(FIELDS)}
_KINDS = {
    "order": "other order",
    "presentation": "otherwise written",
    "volatile": "time stamp",
}


def provenance_page(library: Library, row: int, width: int) -> Page:
    """The page of a work; other works it names can be followed."""
    work = library.works[row]
    maker = Maker(width, 100)
    maker.say(listing.title(work.record, brief=True), "title")
    tags = {id(record.source): _tag(number) for number, record in enumerate(work.inputs)}
    _sources(maker, work, tags)
    told = provenance(work)
    _conflicts(maker, told, tags, work)
    _neighbours(maker, library, row)
    _fields(maker, told, tags, single=not work.is_merged, kind=work.record.type)
    return maker.page()


def _tag(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _sources(maker: Maker, work: Work, tags: Mapping[int, str]) -> None:
    beside = "A wins where they disagree and nothing else decides" if work.is_merged else "the only one"
    maker.heading("Sources", beside)
    for record in work.inputs[:_MOST]:
        source = record.source
        place = f"{source.file}:{source.line}" if source.line else source.file
        facts = [
            _FORMATS.get(source.format, source.format),
            f"id {record.id}",
            f"updated {source.date_updated[:10]}" if source.date_updated else "",
        ]
        runs = [Run(f"{text.display(place)}  ", "value")]
        runs.append(Run(f"{text.display(', '.join(filter(None, facts)))}  ", "quiet"))
        if source.damage:
            runs.append(Run(f"damaged: {text.display(source.damage)}", "warning"))
        maker.labelled(tags[id(source)], runs, 3, "key")
    _more(maker, len(work.inputs) - _MOST)
    if work.is_merged:
        maker.labelled("=", [Run("one work because of ", "quiet"), Run(text.display(work.why), "value")], 3, "key")


def _conflicts(maker: Maker, told: Mapping[str, Provenance], tags: Mapping[int, str], work: Work) -> None:
    found = [each for each in told.values() if each.conflict == "substantive"]
    if not work.is_merged:
        return
    maker.heading("Conflicts", "" if found else "none: the sources agree in substance")
    for each in found[:_MOST]:
        name, reason = label(each.field, work.record.type), text.display(each.reason)
        maker.add(
            [Run(f"! {text.display(name)}  ", "warning"), Run(f"kept {_tag_of(tags, each.source)}: {reason}", "quiet")]
        )
        maker.add(_said(_tag_of(tags, each.source), "success", _value(each.value, "value")), 2, 5)
        for other in each.others[:_MOST]:
            if other.conflict:
                style = "warning" if other.conflict == "substantive" else "quiet"
                maker.add(_said(_tag_of(tags, other.source), "key", _value(other.value, style)), 2, 5)
        maker.gap()
    _more(maker, len(found) - _MOST)


def _more(maker: Maker, count: int) -> None:
    if count > 0:
        maker.say(f"and {count:,} more: `bibscope show --json` has all")


def _said(tag: str, style: str, value: list[Run]) -> list[Run]:
    return [Run(tag, style), Run("  "), *value]


def _neighbours(maker: Maker, library: Library, row: int) -> None:
    """What may be the same work, and what was kept apart from it."""
    hints = [hint for hint in library.hints if row in hint.rows]
    if hints:
        maker.heading("Perhaps the same work", "not merged: decide in bibscope-merge.toml")
    for hint in hints[:_MOST]:
        other = hint.rows[1] if hint.rows[0] == row else hint.rows[0]
        _work(maker, library, other, f"titles {hint.ratio:.0f}% alike; {hint.why}")
    apart = [each for each in library.kept_apart if row in each.rows]
    if apart:
        maker.heading("Kept apart from")
    for each in apart[:_MOST]:
        for other in each.rows[:_MOST]:
            if other != row:
                _work(maker, library, other, each.why)


def _work(maker: Maker, library: Library, row: int, why: str) -> None:
    record = library.works[row].record
    stop = maker.stop(f"row:{row}")
    words = Run(f"{listing.title(record, brief=True)} ({record.year or 'no year'})", "link", stop)
    about = Run(f"{text.display(library.works[row].id)}: {text.display(why)}", "quiet")
    maker.add([words, Run("  "), about], 0, 2)


def _fields(maker: Maker, told: Mapping[str, Provenance], tags: Mapping[int, str], *, single: bool, kind: str) -> None:
    maker.heading("Every field", "" if single else "with the source whose value is kept")
    for each in sorted(told.values(), key=lambda each: _ORDER.get(each.field, len(_ORDER)))[:_MOST]:
        tag = [] if single else [Run(f"{_tag_of(tags, each.source)} ", "key")]
        mark = "! " if each.conflict == "substantive" else ""
        name = text.display(f"{mark}{label(each.field[:_LONGEST], kind)}")
        agreeing = [_tag_of(tags, other.source) for other in each.others[:_MOST] if _looks_alike(each, other)]
        same = [Run("  "), Run(" ".join(f"={tag}" for tag in agreeing), "quiet")] if agreeing else []
        maker.labelled(name, [*tag, *_value(each.value, "value"), *same], _INDENT, "warning" if mark else "label")
        for words in () if mark else _otherwise(each, tags):
            maker.add(words, _INDENT, _INDENT + 2)
    _more(maker, len(told) - _MOST)


def _looks_alike(each: Provenance, other: Other) -> bool:
    """Whether nothing would be seen of a difference (a name with an id and the same name without one)."""
    return not other.conflict or (other.conflict == "presentation" and shown(other.value) == shown(each.value))


def _otherwise(each: Provenance, tags: Mapping[int, str]) -> Iterator[list[Run]]:
    """What others say in other words, or as of another day."""
    for other in each.others[:_MOST]:
        if not _looks_alike(each, other):
            kind = _KINDS.get(other.conflict, other.conflict)
            tag = Run(f"{_tag_of(tags, other.source)} ", "quiet")
            yield [tag, *_value(other.value, "quiet"), Run("  "), Run(f"({kind})", "quiet")]


def _tag_of(tags: Mapping[int, str], source: Source) -> str:
    return tags.get(id(source), "?")


def _value(value: Value, style: str) -> list[Run]:
    """A value as far as it is worth showing, in one style."""
    words = shown(value, _LONGEST)  # an item has a character at least
    if len(words) > _LONGEST:
        head = text.plain(text.beginning(words, 8 * _LONGEST))
        return [Run(text.display(head[:_LONGEST]).rstrip() + " …", style)]
    return rich_runs(words, style) or [Run("(empty)", "quiet")]
