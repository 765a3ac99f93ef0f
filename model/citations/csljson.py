"""CSL-JSON out of records: the format that citation processors, Zotero and pandoc read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from model.citations.item import at_arxiv, csl_item
from model.record import Record

__all__ = ["dumps", "item", "write"]

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")


def write(records: Sequence[Record]) -> str:
    """A CSL-JSON array of the records, in their order."""
    return dumps([item(record) for record in records])


def item(record: Record) -> dict[str, object]:
    """The record's item as other programs expect it: what CSL has no variable for stands in `note`, as in Zotero."""
    exported = csl_item(record)
    if own := next((key for key in record.texts("citekey") if key != record.id), ""):
        exported["citation-key"] = own
    if url := exported.get("URL"):
        exported["URL"] = at_arxiv(str(url), record)
    told = f"{exported.get('number')} {exported.get('URL')} {exported.get('DOI')}"
    lines = [f"arXiv: {number}" for number in record.texts("arxiv")[:1] if number not in told]
    if note := exported.get("note"):
        lines.append(str(note))
    if lines:
        exported["note"] = "\n".join(lines)
    return exported


def dumps(value: object) -> str:
    """JSON for people and programs: indented, Unicode as it is, but nothing in it that acts on a terminal."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
