"""What a person has decided about identity: pairs that are one work, pairs that are not, and the file that says so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from model.merge.heads import Heads, normal_doi
from model.overrides import FILE_NAME, Overrides, Pair
from model.record import Notice

__all__ = ["FILE_NAME", "Overrides", "load_overrides", "overrides_from", "rows_of"]


def load_overrides(path: Path) -> tuple[Overrides, tuple[Notice, ...]]:
    """Read `same = [["a", "b"]]` and `different = [["a", "c"]]`, at the top or under `[merge]`.

    A file that is not there says nothing; whatever cannot be understood is told, and the rest still holds.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Overrides(file=str(path)), ()
    except (OSError, UnicodeDecodeError) as error:
        return Overrides(file=str(path)), (Notice(str(path), 0, "error", f"not readable: {error}", "ignored it"),)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Overrides(file=str(path)), (Notice(str(path), 0, "error", f"not TOML: {error}", "ignored it"),)
    return overrides_from(data, str(path))


def overrides_from(data: Mapping[str, object], file: str) -> tuple[Overrides, tuple[Notice, ...]]:
    """The decisions in a parsed TOML table; a long list under `same` joins all it names."""
    notices: list[Notice] = []
    same: list[Pair] = []
    different: list[Pair] = []
    inner = data.get("merge", {})
    for table in (data, inner if isinstance(inner, Mapping) else {}):
        same += _pairs(table.get("same", []), "same", file, notices)
        different += _pairs(table.get("different", []), "different", file, notices)
        for key in sorted(table.keys() - {"same", "different", "merge"}):
            message = f"unknown key {key}: there are `same` and `different`"
            notices.append(Notice(file, 0, "warning", message, "ignored it"))
    return Overrides(tuple(same), tuple(different), file), tuple(notices)


def _pairs(value: object, key: str, file: str, notices: list[Notice]) -> Iterable[Pair]:
    for entry in value if isinstance(value, list) else [value]:
        names = [str(name) for name in entry if isinstance(name, str | int)] if isinstance(entry, list) else []
        if len(names) < 2:
            notices.append(Notice(file, 0, "warning", f"`{key}` wants lists of two ids, not {entry!r}", "ignored it"))
        elif key == "same":
            yield from ((names[0], name) for name in names[1:])
        else:
            yield from ((one, other) for place, one in enumerate(names) for other in names[place + 1 :])


def rows_of(name: str, heads: Heads, groups: Sequence[Sequence[int]], shown: Sequence[str]) -> list[int]:
    """The records that a name in the overrides means: those of that very id in the work shown under it.

    `groups` and `shown` say what the works and their ids are without overrides.
    """
    if doi := normal_doi(name):
        return [row for row, its in enumerate(heads.dois) if its == doi]
    for group, id_ in zip(groups, shown, strict=True):
        if id_ == name:
            own = [row for row in group if heads.ids[row] == name]
            return own or list(group)
    rows = [row for row, own_id in enumerate(heads.ids) if own_id == name]
    if not rows and ":" in name:
        file, _, id_ = name.rpartition(":")
        rows = [row for row, its in enumerate(heads.ids) if its == id_ and _is_file(heads[row].file, file)]
    return rows


def _is_file(path: str, name: str) -> bool:
    return path == name or PurePath(path).name == name
