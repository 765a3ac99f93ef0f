"""The way back: a tree written as proper YAML, its scalars untouched, and read by PyYAML, the authority on values."""

import re
from collections.abc import Iterator, Mapping

import yaml

from model.readers.flattened.tokens import Style
from model.readers.flattened.tree import ListNode, MapNode, Node, ScalarNode

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# A backslash with what it escapes. `\ ` is a blank kept at a line's start (libyaml) or, as `\` at a line's end,
# the end of a line that joins the next one without a blank (PyYAML writes `\`, line break, `\ `).
_ESCAPE = re.compile(
    r"\\ \\ |\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(?P<cut>\\(?:[xuU][0-9A-Fa-f]*)?$)|\\.",
    re.DOTALL,
)
_ESCAPED = frozenset('0abt\tnvfre "\\/N_LP')
# What plain text must not contain or start with to be read back as itself.
_NOT_PLAIN = re.compile(r"""^[\-?:,\[\]{}#&*!|>'"%@`]|^$|: |:$| #|[\x85\u2028\u2029\ufeff]|^(?:---|\.\.\.)""")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_BREAKS = re.compile(r"[\x85\u2028\u2029\ufeff]")


def fields_of(root: MapNode, text: str) -> tuple[dict[str, object], list[str]]:
    """The values of a record, as PyYAML's BaseLoader gives them, and doubts about them.

    `text` is the collapsed text that the nodes point into.
    """
    source = "\n".join(_lines(root, text, "")) + "\n"
    loaded = _load(source)
    if isinstance(loaded, dict) and _same_shape(root, loaded):
        return loaded, []
    return _load_each(root, text)


def _load_each(root: MapNode, text: str) -> tuple[dict[str, object], list[str]]:
    """The values one key at a time, so that one that YAML refuses does not cost the others."""
    fields: dict[str, object] = {}
    doubts = []
    for key, node in root.entries.items():
        alone = MapNode(root.rule, {key: node})
        loaded = _load("\n".join(_lines(alone, text, "")) + "\n")
        if isinstance(loaded, dict) and _same_shape(alone, loaded):
            fields |= loaded
        else:
            fields[key] = _as_written(node, text)
            doubts.append(f"{key}: YAML does not read what was recovered; the text is kept as it was written")
    return fields, doubts


def _load(source: str) -> object:
    try:
        loaded: object = yaml.load(source, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeError):
        return None
    return loaded


def _as_written(node: Node | None, text: str) -> object:
    if isinstance(node, MapNode):
        return {key: _as_written(value, text) for key, value in node.entries.items()}
    if isinstance(node, ListNode):
        return [_as_written(item, text) for item in node.items]
    return text[node.start : node.end] if node else ""


def _same_shape(node: Node | None, value: object) -> bool:
    """Whether PyYAML saw the same maps and lists as the grammar."""
    if isinstance(node, MapNode):
        return (
            isinstance(value, Mapping)
            and list(value) == list(node.entries)
            and all(_same_shape(child, value[key]) for key, child in node.entries.items())
        )
    if isinstance(node, ListNode):
        return (
            isinstance(value, list)
            and len(value) == len(node.items)
            and all(_same_shape(child, item) for child, item in zip(node.items, value, strict=True))
        )
    if node and node.style is Style.FLOW:
        return value in ([], {})
    return isinstance(value, str)


# ---- writing


def _lines(node: MapNode | ListNode, text: str, indent: str) -> Iterator[str]:
    if isinstance(node, MapNode):
        for key, value in node.entries.items():
            yield from _entry(f"{indent}{key}:", value, text, indent)
    else:
        for item in node.items:
            yield from _entry(f"{indent}-", item, text, indent)


def _entry(head: str, value: Node | None, text: str, indent: str) -> Iterator[str]:
    if value is None:
        yield head
    elif isinstance(value, ScalarNode):
        yield f"{head} {written(value, text)}"
    else:
        yield head
        yield from _lines(value, text, indent + " ")


def written(node: ScalarNode, text: str) -> str:
    """The scalar as it stands in the text, or, where that is no YAML any more, an equal one that is."""
    raw = text[node.start : node.end]
    if node.style is Style.FLOW:
        return raw
    if node.style is Style.DOUBLE:
        return _double(raw, node.unclosed)
    if node.style is Style.SINGLE:
        return _single(raw, node.unclosed)
    if node.style is Style.BLOCK:
        raw = raw.lstrip("|>+-0123456789").lstrip(" ")
    return _plain(raw)


def _single(raw: str, unclosed: bool) -> str:
    inner = raw[1:] if unclosed else raw[1:-1]
    if _UNPRINTABLE.search(inner):
        return _escaped(inner.replace("''", "'"))
    if unclosed:
        quotes = len(inner) - len(inner.rstrip("'"))
        inner = inner[:-1] if quotes % 2 else inner
    return f"'{inner}'"


def _double(raw: str, unclosed: bool) -> str:
    inner = raw[1:] if unclosed else raw[1:-1]
    return f'"{_UNPRINTABLE.sub(_code, _ESCAPE.sub(_mended_escape, inner))}"'


def _mended_escape(found: re.Match[str]) -> str:
    escape = found[0]
    if escape == "\\ \\ ":
        return "\\ "
    if escape == "\\ ":
        joins = found.start() > 0 and found.string[found.start() - 1] != " "
        return "" if joins else escape
    if found["cut"]:
        return ""
    return escape if escape[1] in _ESCAPED or len(escape) > 2 else "\\" + escape


def _plain(raw: str) -> str:
    if _UNPRINTABLE.search(raw) or _BREAKS.search(raw):
        return _escaped(raw)
    if _NOT_PLAIN.search(raw):
        return "'" + raw.replace("'", "''") + "'"
    return raw


def _escaped(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(_code, _BREAKS.sub(_code, quoted)) + '"'


def _code(found: re.Match[str]) -> str:
    return f"\\U{ord(found[0]):08x}"
