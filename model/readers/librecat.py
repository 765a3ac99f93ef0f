"""LibreCat's exports as records: multi-document YAML, the same as a list, JSON and JSON lines.

PyYAML's C BaseLoader is the authority, one document at a time, so that a broken document costs only itself; of a
broken one the top-level keys that still parse are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

import yaml

from model.readers.base import TOLD_EVERY, Document, Lines, Reading
from model.readers.librecat_fields import record_from_librecat
from model.readers.librecat_lazy import LibrecatFields, LibrecatValues, open_part
from model.readers.librecat_values import squeezed
from model.readers.yaml_values import parse
from model.record import Notice, RawValue, Record, Source

__all__ = ["FORMAT", "FORMAT_JSON", "load_yaml", "read", "sniff"]

FORMAT = "librecat-yaml"
FORMAT_JSON = "librecat-json"

_KEY = re.compile(r"(?m)^[ \t]*(?:- )?[\"']?_id[\"']?[ \t]*:")
_COMPANION = re.compile(r"(?m)^[ \t]*[\"']?(?:title|type|citation|author|publication_status)[\"']?[ \t]*:(?:\s|$)")
_JSON_KEY = re.compile(r'"_id"\s*:')
_JSON_COMPANION = re.compile(r'"(?:publication_status|citation|date_updated|publication_identifier|title)"\s*:')
_MARK = re.compile(rb"(?:---(?=[ \t\r\n]|\Z)|\.\.\.[ \t]*+\r?(?=\n|\Z))")
_NEXT_MARK = re.compile(rb"\n" + _MARK.pattern)
_LINE_END, _DOT = b"\n."
_TOP_LEVEL = re.compile(r"(?m)^(?:[A-Za-z_][\w.-]*|\"[^\"\n]+\"|'[^'\n]+')[ \t]*:(?=[ \t\r\n]|$)")
_DIRECTIVES = re.compile(
    r"(?:%(?:YAML|TAG)[ \t][^\n]*+(?:\n|\Z)|[ \t]*+(?:#[^\n]*+)?+\n)++"
)  # before a document's mark
_LEADING_LINES = re.compile(rb"(?:[ \t]*+\r?\n)*+")
_DASH = re.compile(r"(?m)^( *)-(?=[ \t\r\n])")
_ALIAS = re.compile(r"(?:^|[\s\[{,])\*[^\s,\]}*]")
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1
_PIECE = 65_536
_FIRST = 1_000  # characters in which a file shows whether it is JSON
_MAX_DEPTH = 200  # LibreCat nests four levels; a C stack holds some thousands
_INDICATORS = re.compile(r"(?m)^(?:[ \t]*[-?:](?=[ \t])){20,}")
_DEEP_INDENT = re.compile(rf"(?m)^ {{{2 * _MAX_DEPTH},}}(?=\S)")
_JSON_BRACKET = re.compile(r'"(?:[^"\\]++|\\(?s:.))*+"?|[\[\]{}]')  # a string without end reaches to the end
_MAX_NODES = 200_000  # of one document with its aliases written out


class RefusedError(ValueError):
    """A document that is not parsed, or not believed, because of what it would cost; the message says why."""


def sniff(head: str) -> bool:
    """Whether this looks like LibreCat's records: `_id` beside a key that only publications have."""
    if head.lstrip("\ufeff \t\r\n")[:1] in "[{":
        return bool(_JSON_KEY.search(head) and _JSON_COMPANION.search(head))
    return bool(_KEY.search(head) and _COMPANION.search(head))


@dataclass(slots=True)
class _Out:
    """What a reading gathers while it goes through a file."""

    document: Document
    format: str
    lines: Lines
    records: list[Record] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    skipped: int = 0

    def line(self, offset: int) -> int:
        return self.lines.at(offset)

    def tell(self, line: int, severity: str, message: str, action: str = "", record: str = "") -> None:
        self.notices.append(Notice(self.document.name, line, severity, message, action, record))

    def add(self, raw: Mapping[str, RawValue], line: int, damage: str = "") -> None:
        """Take a document as a record, and tell what it lacks."""
        updated = raw.text("date_updated") if isinstance(raw, LibrecatValues) else raw.get("date_updated")
        stamp = updated if isinstance(updated, str) else ""
        source = Source(self.document.name, line, self.format, stamp, damage, len(self.records))
        if isinstance(raw, LibrecatValues):
            record = Record(squeezed(raw.text("_id")), "librecat", source, LibrecatFields(raw), raw)
        else:
            record = record_from_librecat(raw, source)
        if not record.id:
            self.tell(line, "warning", "a record without _id", f"named by its line, {line}")
            record = _named(record, f"line-{line}")
        for missing in ("title", "issued"):
            if missing not in record.fields:
                name = "year" if missing == "issued" else missing
                self.tell(line, "warning", f"record {record.id} has no {name}", "kept without it", record.id)
        self.records.append(record)


def _named(record: Record, name: str) -> Record:
    return Record(name, "file", record.source, record.fields, record.raw)


def read(document: Document) -> Reading:
    """Read LibreCat YAML or JSON; a record that cannot be parsed whole is kept in part and marked damaged."""
    if document.head(_FIRST).lstrip("\ufeff \t\r\n")[:1] in ("[", "{"):
        out = _Out(document, FORMAT_JSON, Lines(document.text))
        _read_json(document.text, out)
    elif (data := document.bytes) is not None:
        out = _Out(document, FORMAT, Lines(data))
        _read_parts(data, out)
    else:  # lone surrogates, which only a text made in memory holds
        out = _Out(document, FORMAT, Lines(""))
        _read_one(document.text, 1, out)
    return Reading(out.format, tuple(out.records), tuple(out.notices), out.skipped)


# -- YAML --------------------------------------------------------------------------------------------------------


def _read_parts(data: bytes, out: _Out) -> None:
    ended = False
    whole = _end_of_text(data)
    told = 0
    for start, end, closed in _documents(data):
        lead = _LEADING_LINES.match(data, start, end)
        start = lead.end() if lead else start
        if start == end:
            continue
        line = out.line(start)
        before = len(out.records)
        if (raw := open_part(data, start, end)) is not None:
            out.add(raw, line)
        elif part := data[start:end].decode().rstrip(" \t"):
            _read_one(part, line, out)
        last = end >= whole
        if last and ended and not closed and len(out.records) == before + 1:
            _mark_cut_off(out, Lines(data).at(len(data)))
        ended = ended or closed
        if len(out.records) >= told + TOLD_EVERY:
            told = len(out.records)
            out.document.tell(end / len(data), out.records)


def _end_of_text(data: bytes) -> int:
    """Where the blanks at the end begin; a file is not copied to find out."""
    end = len(data)
    while end and not (piece := data[max(end - _PIECE, 0) : end].rstrip()):
        end = max(end - _PIECE, 0)
    return max(end - _PIECE, 0) + len(piece) if end else 0


def _documents(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """Spans between document marks, and whether `...` closes each."""
    start = 0
    marks = chain(filter(None, [_MARK.match(data)]), _NEXT_MARK.finditer(data))
    for mark in marks:
        sign = mark.start() + (data[mark.start()] == _LINE_END)
        yield start, sign, data[sign] == _DOT
        start = mark.end()
    yield start, len(data), False


def _read_one(part: str, line: int, out: _Out) -> None:
    try:
        value = load_yaml(part)
    except yaml.reader.ReaderError:
        strange = _NOT_YAML.search(part)
        if strange is None:
            raise
        where = line + part.count("\n", 0, strange.start())
        message = f"a control character (U+{ord(strange.group()):04X}), which YAML does not allow"
        out.tell(where, "warning", message, "shown as \ufffd, the rest is read")
        _read_one(_NOT_YAML.sub("\ufffd", part), line, out)
    except RefusedError as refusal:
        out.skipped += 1
        out.tell(line, "error", str(refusal), "skipped this document")
    except yaml.YAMLError as error:
        _salvage(part, line, _yaml_problem(error, line), out)
    else:
        _add_value(_with_repeated_keys(value, part, line, out), line, out, part)


def _with_repeated_keys(value: RawValue, part: str, line: int, out: _Out) -> RawValue:
    """YAML forbids a key twice, and the parser keeps the last: keep the others' text too, and say so."""
    if not isinstance(value, dict) or len(_TOP_LEVEL.findall(part)) <= len(value):
        return value
    keys = [(match.group().rstrip(": \t").strip("\"'"), match.start()) for match in _TOP_LEVEL.finditer(part)]
    last, lines = dict(keys), Lines(part)
    ends = [start for _, start in keys[1:]] + [len(part)]
    for (key, start), end in zip(keys, ends, strict=True):
        if last[key] != start:
            where = line + lines.at(start) - 1
            out.tell(where, "warning", f"the key {key} is there twice", "the last one counts; the other is kept unread")
            unread = value.setdefault("unread", [])
            if isinstance(unread, list):
                unread.append(part[start:end].rstrip())
    return value


def _add_value(value: RawValue, line: int, out: _Out, part: str = "") -> None:
    """Add the record, or each record of a list or of a wrapper (`publications:`, `hits: {hits: []}`) in a YAML part."""
    if isinstance(value, list):
        for item, place in zip(value, _item_lines(part, len(value), line), strict=True):
            _add_value(item, place, out)
    elif isinstance(value, dict) and ("_id" in value or "title" in value):
        out.add(value, line)
    elif isinstance(value, dict) and (inner := _wrapped(value)) is not None:
        _add_value(inner, line, out, part)
    elif value not in ("", None):
        out.skipped += 1
        out.tell(line, "warning", "a document that is no publication record", "skipped it")


def _item_lines(part: str, count: int, line: int) -> list[int]:
    """The line of each item of a list, by the dashes at the outermost depth; that of the part where these disagree."""
    dashes = list(_DASH.finditer(part))
    outermost = min((len(dash[1]) for dash in dashes), default=0)
    offsets = [dash.start() for dash in dashes if len(dash[1]) == outermost]
    lines = Lines(part)
    return [line + lines.at(offset) - 1 for offset in offsets] if len(offsets) == count else [line] * count


def _wrapped(value: dict[str, RawValue]) -> RawValue:
    for key in ("publications", "records", "hits", "results", "items"):
        if isinstance(value.get(key), list | dict):
            return value[key]
    return None


def load_yaml(part: str) -> RawValue:
    """Parse one YAML document, every scalar a string. Raises RefusedError for bombs, yaml.YAMLError for bad syntax.

    What YAML allows before the mark of a document (directives, comments) is none.
    """
    if _DIRECTIVES.fullmatch(part):
        return None
    if _depth(part) > _MAX_DEPTH:
        raise RefusedError(f"a YAML document nested more than {_MAX_DEPTH} levels deep")
    value = parse(part)
    if "*" in part and _ALIAS.search(part):
        _expanded_size(value, {}, ())
    return value


def _depth(text: str) -> int:
    """An upper bound of the nesting that a YAML parser would meet, without parsing."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text) if text.count("[") + text.count("{") > _MAX_DEPTH else ():
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    indicators = _INDICATORS.findall(text) if any(sign in text for sign in ("- - - -", "? ? ? ?", ": : : :")) else ()
    indents = _DEEP_INDENT.findall(text) if " " * 2 * _MAX_DEPTH in text else ()
    dashes = max((sum(found.count(sign) for sign in "-?:") for found in indicators), default=0)
    return max(deepest, dashes, max((len(indent) // 2 for indent in indents), default=0))


def _expanded_size(value: RawValue, sizes: dict[int, int], above: tuple[int, ...]) -> int:
    """Count the nodes with aliases written out; refuse what has too many, or contains itself."""
    if not isinstance(value, list | dict):
        return 1
    key = id(value)
    if key in above:
        raise RefusedError("a YAML document whose aliases contain themselves")
    if key not in sizes:
        children = value if isinstance(value, list) else value.values()
        sizes[key] = 1 + sum(_expanded_size(child, sizes, (*above, key)) for child in children)
    if sizes[key] > _MAX_NODES:
        raise RefusedError(f"a YAML document whose aliases expand to more than {_MAX_NODES:,} values")
    return sizes[key]


def _yaml_problem(error: yaml.YAMLError, line: int) -> tuple[int, str]:
    """The line in the file and the parser's words for what is wrong."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    place = line + mark.line if mark is not None else line
    if "\\t" in problem or "'\\t'" in problem or "cannot start any token" in problem:
        problem += " (a tab or a stray sign where YAML wants blanks)"
    return place, problem


def _salvage(part: str, line: int, problem: tuple[int, str], out: _Out) -> None:
    """Keep the top-level keys of a broken document that parse by themselves; the rest stays as unread text."""
    raw: dict[str, RawValue] = {}
    unread: list[str] = []
    keys = [match.start() for match in _TOP_LEVEL.finditer(part)]
    for start, end in pairwise([*keys, len(part)]):
        piece = part[start:end]
        try:
            value = load_yaml(piece)
        except (yaml.YAMLError, RefusedError):
            unread.append(piece.rstrip())
            continue
        if isinstance(value, dict):
            raw.update(value)
    where, message = problem
    if not any(key in raw for key in ("_id", "title")):
        out.skipped += 1
        out.tell(where, "error", f"not readable as YAML: {message}", "skipped this document, nothing else")
        return
    lost = ", ".join(piece.partition(":")[0] for piece in unread) or "nothing"
    if unread:
        raw["unread"] = list[RawValue](unread)
    out.add(raw, line, f"YAML error on line {where}")
    name = out.records[-1].id
    out.tell(where, "error", f"record {name} is not whole YAML: {message}", f"kept it without: {lost}", name)


def _mark_cut_off(out: _Out, last: int) -> None:
    """The file's last record has no end mark where the others have one: it was cut off after some key."""
    record = out.records[-1]
    if record.source.damage or "year" in record.raw:
        return
    cut = replace(record.source, damage="cut off")
    out.records[-1] = replace(record, source=cut)
    out.tell(last, "warning", f"record {record.id} is cut off at the end of the file", "kept what is there", record.id)


# -- JSON --------------------------------------------------------------------------------------------------------


def _read_json(text: str, out: _Out) -> None:
    if _brackets_too_deep(text):
        out.skipped += 1
        out.tell(1, "error", f"JSON nested more than {_MAX_DEPTH} levels deep", "skipped the file")
        return
    from model.readers.json_values import Fault, values  # which no YAML needs

    found = 0
    problems: list[str] = []
    for offset, value in values(text):
        line = out.line(offset)
        if isinstance(value, Fault):
            out.skipped += 1
            problems.append(f"{value.problem}, line {out.line(value.offset)}")
            out.tell(line, "error", f"not readable as JSON: {problems[-1]}", "skipped to the next record")
        else:
            found += 1
            _add_value(value, line, out)
    if problems and not found:
        out.tell(1, "error", f"not readable as JSON: {problems[0]}", "nothing could be kept")


def _brackets_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _JSON_BRACKET.findall(text):
        if bracket in "[{":
            depth += 1
            if depth > _MAX_DEPTH:
                return True
        elif bracket in "]}":
            depth -= 1
    return False
