"""CSL-JSON and CSL-YAML as records: arrays, `{"items": []}`, one item, JSON lines; broken items in part."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from model.readers.base import Document, Reading, line_starts
from model.readers.csl_fields import record_fields
from model.readers.gathered import Gathered
from model.readers.json_values import Window
from model.record import RawValue

__all__ = ["FORMAT", "FORMAT_YAML", "read", "sniff"]

FORMAT = "csl-json"
FORMAT_YAML = "csl-yaml"

_CSL_TYPES = (
    "article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter|classic|collection|dataset|"
    "document|entry|entry-dictionary|entry-encyclopedia|event|figure|graphic|hearing|interview|legal_case|legislation|"
    "manuscript|map|motion_picture|musical_score|pamphlet|paper-conference|patent|performance|periodical|"
    "personal_communication|post|post-weblog|regulation|report|review|review-book|software|song|speech|standard|thesis|"
    "treaty|webpage"
)
_JSON_TYPE = re.compile(rf'"type"\s*:\s*"(?:{_CSL_TYPES})"')
_JSON_KEY = re.compile(r'"(?:title|author|issued|container-title|DOI|citation-key)"\s*:')
_YAML_TYPE = re.compile(rf"(?m)^[ \t]*(?:- )?type:[ \t]*[\"']?(?:{_CSL_TYPES})[\"']?[ \t]*\r?$")
_YAML_ITEM = re.compile(r"(?m)^[ \t]*(?:-[ \t]+)?(?:id|citation-key):[ \t]*\S")
_ITEM = re.compile(r'\{\s*"(?:id|type|title|citation-key|author|DOI|abstract|indexed)"\s*:')
_MESSAGE = re.compile(r'\{(?:\s*"[^"\\]*"\s*:\s*"[^"\\]*"\s*,)*+\s*"message"\s*:\s*(?=\{)')  # around Crossref's answers
_LIST = re.compile(r'"(?:items|references)"\s*:\s*\[')
_GAP = re.compile(r"[\s,\x1e]*+")
_KEY = re.compile(r'[\s,]*+"((?:[^"\\]|\\.)*+)"\s*+:\s*+')
_DASH = re.compile(r"(?m)^([ \t]*)-[ \t]+\S")
_TOO_DEEP = 20  # values nested too deep for the decoder, before the rest is given up
_FAULTS = (ValueError, RecursionError)  # what the decoder raises: bad syntax, too many digits, too deep


def sniff(head: str) -> bool:
    """Whether these are items of CSL: a `type` of its vocabulary beside another of its variables."""
    if head.lstrip("\ufeff \t\r\n\x1e")[:1] in ("[", "{"):
        return bool(_JSON_KEY.search(head) and (_JSON_TYPE.search(head) or '"date-parts"' in head))
    return bool(_YAML_TYPE.search(head) and _YAML_ITEM.search(head))


class _Out:
    """The items of a file so far as records, and what stood in the place of one and is none."""

    def __init__(self, document: Document, format_: str, starts: list[int]) -> None:
        self.found = Gathered(document, format_, "item")
        self.strange: list[int] = []  # lines of values that are no items
        self.skipped = 0
        self._starts = starts

    def line(self, offset: int) -> int:
        """The line in which an offset of the text lies."""
        return bisect_right(self._starts, offset)

    def add(self, item: RawValue, line: int, damage: str = "") -> None:
        """Make a record of an item, or of each in a list, as lists have that were put into one."""
        several = isinstance(item, list) and any(isinstance(one, dict) for one in item)
        for one in item if several and isinstance(item, list) else [item]:
            self._add(one, line, damage)

    def _add(self, item: RawValue, line: int, damage: str) -> None:
        """What is no item is skipped with a notice."""
        if not isinstance(item, dict) or not item:
            self.skipped += 1
            self.strange.append(line)
            return
        fields = record_fields(item)
        keys = fields.get("citekey")
        named = keys[0] if isinstance(keys, tuple) and keys and isinstance(keys[0], str) else ""
        self.found.add(named or _plain(item.get("id")), "csl", line, fields, item, damage)


def _plain(value: RawValue) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def read(document: Document) -> Reading:
    """Read CSL-JSON or CSL-YAML. An item that does not parse is kept as far as it does, and marked damaged."""
    starts = list(line_starts(document.text))
    if document.text.lstrip("\ufeff \t\r\n\x1e")[:1] in ("[", "{"):
        out = _Out(document, FORMAT, starts)
        _read_json(document.text, out)
    else:
        out = _Out(document, FORMAT_YAML, starts)
        _read_yaml(document, out)
    if out.strange:
        count = len(out.strange)
        values = "a value that is no CSL item" if count == 1 else f"{count:,} values that are no CSL items"
        out.found.tell(out.strange[0], "warning", values, "skipped")
    return out.found.reading(out.skipped)


# -- JSON --------------------------------------------------------------------------------------------------------


def _read_json(text: str, out: _Out) -> None:
    """Go through the items one by one, so that each has a line and a broken one costs no other."""
    window = Window(text)
    position = _first_item(text)
    too_deep = 0
    while (position := _past(_GAP, text, position)) < len(text) and text[position] not in "]}":
        line = out.line(position)
        try:
            item, position = window.decode(position)
        except RecursionError:
            too_deep += 1
            following = _ITEM.search(text, position + 1)
            if too_deep > _TOO_DEEP or not following:
                out.skipped += 1
                out.found.tell(line, "error", "JSON nested too deep to be items", "skipped the rest")
                return
            position = following.start()
        except ValueError as fault:
            problem, at = window.fault(fault, position)
            position = _salvage(text, position, line, f"{problem}, line {out.line(at)}", window, out)
        else:
            out.add(item, line)


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _first_item(text: str) -> int:
    """Where items begin: in the array, in the array of `items` or `references`, or at the start."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n\x1e"))
    start = _past(_MESSAGE, text, start)
    if text[start] == "[":
        return start + 1
    item, wrapped = _ITEM.match(text, start), _LIST.search(text, start, start + 10_000)
    return wrapped.end() if wrapped and not item else start


def _salvage(text: str, start: int, line: int, fault: str, window: Window, out: _Out) -> int:
    """Keep the variables of a broken item that parse; gives where the next item begins."""
    item: dict[str, RawValue] = {}
    position = start + 1
    while key := _KEY.match(text, position):
        try:
            item[str(json.loads(f'"{key[1]}"', strict=False))], position = window.decode(key.end())
        except _FAULTS:
            break
    following = _ITEM.search(text, position)
    end = following.start() if following else len(text)
    if item:
        out.add(item, line, f"the item is broken off or not JSON ({fault})"[:300])
    else:
        out.skipped += 1
        out.found.tell(line, "error", f"not JSON ({fault})"[:300], "skipped to the next item")
    return end


# -- YAML --------------------------------------------------------------------------------------------------------


def _read_yaml(document: Document, out: _Out) -> None:
    text = document.text.encode("utf-8", "replace").decode()  # PyYAML takes no lone surrogates
    items = _yaml_items(text, out)
    lines = _item_lines(text, len(items), out)
    for item, line in zip(items, lines, strict=True):
        out.add(item, line)


def _yaml_items(text: str, out: _Out) -> list[RawValue]:
    """The items of the file: a list, a list under `references:`, or one item a document."""
    import yaml

    from model.readers.librecat import RefusedError, load_yaml

    items: list[RawValue] = []
    for start, part in _yaml_documents(text):
        try:
            value = load_yaml(part)
        except (yaml.YAMLError, RefusedError, RecursionError) as fault:
            out.skipped += 1
            reason = str(getattr(fault, "problem", "") or fault)
            out.found.tell(out.line(start), "error", f"not readable as YAML ({reason})"[:300], "skipped this document")
            continue
        if isinstance(value, dict) and isinstance(value.get("references"), list):
            value = value["references"]
        items += value if isinstance(value, list) else [value] if value else []
    return items


def _yaml_documents(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for mark in re.finditer(r"(?m)^(?:---|\.\.\.)[ \t]*\r?$", text):
        if text[start : mark.start()].strip("\ufeff \t\r\n"):
            yield start, text[start : mark.start()]
        start = mark.end()
    if text[start:].strip("\ufeff \t\r\n"):
        yield start, text[start:]


def _item_lines(text: str, count: int, out: _Out) -> list[int]:
    """The line of each item, by the dashes at the outermost depth; 0 where dashes and items do not agree."""
    dashes = list(_DASH.finditer(text))
    outermost = min((len(dash[1]) for dash in dashes), default=0)
    found = [out.line(dash.start()) for dash in dashes if len(dash[1]) == outermost]
    return found if len(found) == count else [0] * count
