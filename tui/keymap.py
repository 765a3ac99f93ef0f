"""The effective keys: the table's defaults with the user's changes, each checked before it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, Keys, format_key

from model.notice import Notice
from tui.commands import BY_ID, COMMANDS, overlap

__all__ = ["Keymap", "keymap", "shown_key"]

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super"})
_NAMED = frozenset(key.value for key in Keys if len(key.value) > 1 and "<" not in key.value) | {"space"}
_NAMED |= frozenset(REPLACED_KEYS.values())
_SHOWN = {"enter": "enter", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup"}
_SHOWN |= {"up": "↑", "down": "↓", "left": "←", "right": "→"}


class Keymap(NamedTuple):
    """Which keys each command has now, and what was wrong with the user's own."""

    keys: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, str]  # what `App.set_keymap` takes: only what differs from the defaults
    notices: tuple[Notice, ...] = ()

    def shown(self, command: str, limit: int = 0) -> tuple[str, ...]:
        """A command's keys as people know them: `/`, `ctrl+a`, `esc`."""
        keys = self.keys.get(command, ())
        return tuple(shown_key(key) for key in (keys[:limit] if limit else keys))


def shown_key(key: str) -> str:
    """A key as people know it: `[` for `left_square_bracket`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _SHOWN.get(last) or format_key(last)])


def keymap(wanted: Mapping[str, str], config: Path | None = None) -> Keymap:
    """Apply the user's keys. An unknown id, a key that is none or a clash is told, and the default kept."""
    place = _Places(config)
    notices: list[Notice] = []
    accepted: dict[str, tuple[str, ...]] = {}
    for name, text in wanted.items():
        keys = tuple(_split(text))
        if name not in BY_ID:
            notices.append(place.notice(name, f"no command is called {name!r}", "ignored"))
        elif wrong := [key for key in keys if not _is_key(key)] or not keys:
            shown = ", ".join(map(repr, wrong)) if isinstance(wrong, list) else "an empty text"
            notices.append(place.notice(name, f"{shown} is no key", _kept(name)))
        else:
            accepted[name] = tuple(map(_normal, keys))
    notices.extend(_without_clashes(accepted, place))
    effective = {command.id: accepted.get(command.id, _default(command.id)) for command in COMMANDS}
    changed = {name: ",".join(keys) for name, keys in accepted.items() if keys != _default(name)}
    return Keymap(effective, changed, tuple(notices))


def _split(text: str) -> Iterator[str]:
    """Keys between commas; a comma alone is the key itself."""
    if text.strip() == ",":
        return iter(("comma",))
    return (part.strip() for part in text.split(",") if part.strip())


def _normal(key: str) -> str:
    """The name by which Textual knows a key: `slash` for `/`."""
    return next(iter(Binding.make_bindings([(key, "")]))).key


def _default(name: str) -> tuple[str, ...]:
    return tuple(map(_normal, BY_ID[name].keys.split(",")))


def _kept(name: str) -> str:
    return f"{', '.join(map(shown_key, _default(name)))} kept"


def _is_key(key: str) -> bool:
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    *modifiers, last = key.split("+")
    if not set(modifiers) <= _MODIFIERS or len(set(modifiers)) < len(modifiers):
        return False
    return last in _NAMED or (len(last) == 1 and last.isalnum() and last.isascii()) or _is_sign(last)


def _is_sign(name: str) -> bool:
    """Whether it is the Unicode name of a sign, as Textual writes `exclamation_mark`."""
    try:
        return len(name) > 1 and unicodedata.lookup(name.replace("_", " ")).isprintable()
    except (KeyError, ValueError):  # a lone surrogate is no name at all
        return False


def _without_clashes(accepted: dict[str, tuple[str, ...]], place: _Places) -> Iterator[Notice]:
    """Take back the user's keys that mean something else in the same place; the later line loses."""
    while clash := _clash(accepted):
        loser, key, other = clash
        del accepted[loser]
        yield place.notice(loser, f"{shown_key(key)!r} already means {BY_ID[other].title!r} ({other})", _kept(loser))


def _clash(accepted: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    order = [*accepted][::-1]  # the last line of the file is the first to lose
    for name in order:
        for other in COMMANDS:
            if other.id == name or not overlap(BY_ID[name].context, other.context):
                continue
            theirs = accepted.get(other.id, _default(other.id))
            for key in accepted[name]:
                if key in theirs:
                    return name, key, other.id
    return None


class _Places:
    """Finds the line of the configuration file that sets a key."""

    def __init__(self, config: Path | None) -> None:
        self._config = config

    @cached_property
    def _lines(self) -> list[str]:
        """Those of a file; a pipe has been read already, and to open it again would wait for ever."""
        if self._config is None or not self._config.is_file():
            return []
        try:
            return self._config.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    def notice(self, name: str, message: str, action: str) -> Notice:
        """A warning that names the file and the line."""
        key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
        line = next((number for number, text in enumerate(self._lines, 1) if key.match(text)), 0)
        return Notice(str(self._config or "configuration"), line, "warning", message, action)
