"""The configuration file: TOML in the platform's config folder, every value checked, nothing wrong ever fatal."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from model.notice import Notice
from model.overrides import Overrides
from model.paths import at_home

__all__ = ["Config", "config_path", "load_config"]


_NONE: Mapping[str, str] = MappingProxyType({})


class Config(NamedTuple):
    """What a person set, and defaults for all that they did not."""

    library: tuple[str, ...] = ()
    style: str = "apa"
    styles: tuple[str, ...] = ()  # favourites: what `c` goes through and the picker shows first
    locale: str = ""
    theme: str = ""
    clipboard: str = "auto"
    keys: Mapping[str, str] = _NONE  # command id to "key,key"
    repository: Mapping[str, str] = _NONE  # DOI prefix to the address before a record id
    merge: Overrides = Overrides()
    export_folder: str = ""
    path: Path | None = None
    notices: tuple[Notice, ...] = ()


def config_path(option: str | None, environ: Mapping[str, str]) -> Path:
    """The file that counts: `--config`, else `BIBSCOPE_CONFIG`, else the platform's own place."""
    if chosen := option or environ.get("BIBSCOPE_CONFIG"):
        return Path(at_home(chosen))
    from platformdirs import user_config_path

    return user_config_path("bibscope", appauthor=False) / "config.toml"


def load_config(option: str | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration. What is wrong in it becomes a notice, and the default is kept."""
    path = config_path(option, environ)
    asked_for = bool(option or environ.get("BIBSCOPE_CONFIG"))
    try:
        with path.open(encoding="utf-8-sig") as file:  # editors on Windows put a mark before it
            text = file.read(_LARGEST)
    except FileNotFoundError:
        missing = Notice(str(path), 0, "warning", "no such configuration file", "the defaults are used")
        return Config(path=path, notices=(missing,) if asked_for else ())
    except (OSError, UnicodeDecodeError) as error:
        return Config(path=path, notices=(Notice(str(path), 0, "error", f"cannot be read: {error}", _DEFAULTS),))
    import tomllib

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = int(line.group(1)) if line else 0
        return Config(path=path, notices=(Notice(str(path), where, "error", f"not TOML: {error}", _DEFAULTS),))
    return _Checker(path, text).config(values)


_DEFAULTS = "the defaults are used"
_LARGEST = 1 << 20  # letters: more is no configuration, and a device may never end


class _Checker:
    """Takes values out of the parsed file one by one, and remembers what was wrong and on which line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.notices: list[Notice] = []

    def config(self, values: dict[str, object]) -> Config:
        """The whole configuration."""
        style = self.string(values, "style", "apa")
        export = self.table(values, "export")
        merge = self.table(values, "merge")
        config = Config(
            library=tuple(self.beside(path) for path in self.strings(values, "library") if self.possible(path)),
            style=style or "apa",
            styles=self.strings(values, "styles"),
            locale=self.string(values, "locale", ""),
            theme=self.string(values, "theme", ""),
            clipboard=self.string(values, "clipboard", "auto") or "auto",
            keys=self.key_table(values),
            repository=self.string_table(values, "repository"),
            merge=Overrides(same=self.pairs(merge, "same"), different=self.pairs(merge, "different")),
            export_folder=self.string(export, "folder", ""),
            path=self.path,
        )
        known = {"library", "style", "styles", "locale", "theme", "clipboard", "keys", "repository", "export", "merge"}
        for name in values.keys() - known:
            self.tell(name, f"unknown setting {name!r}", "ignored")
        notices = tuple(sorted(self.notices, key=lambda notice: notice.line))
        return config._replace(notices=notices)

    def beside(self, path: str) -> str:
        """A path of the file: `~` is the home folder, relative paths start at the file's own folder."""
        return path if path == "-" else str(self.path.parent / at_home(path))

    def possible(self, path: str) -> bool:
        """Whether a file can have this name at all: TOML can write a NUL, which no system takes, and nothing at all."""
        if "\0" in path or not path:
            self.tell("library", "library names a file that cannot be", "left it out")
        return "\0" not in path and path != ""

    def tell(self, name: str, message: str, action: str) -> None:
        """Remember what is wrong with a setting, with the line that names it."""
        key = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name)}\b")
        line = next((number for number, text in enumerate(self.lines, 1) if key.match(text)), 0)
        self.notices.append(Notice(str(self.path), line, "warning", message, action))

    def string(self, values: Mapping[str, object], name: str, default: str) -> str:
        """A text setting."""
        value = values.get(name, default)
        if isinstance(value, str):
            return value
        self.tell(name, f"{name} must be a text in quotes", f"{default or 'the default'} is used")
        return default

    def strings(self, values: Mapping[str, object], name: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one."""
        value = values.get(name, [])
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.tell(name, f"{name} must be a list of texts", "ignored")
        return ()

    def table(self, values: Mapping[str, object], name: str) -> dict[str, object]:
        """A table, `[name]` in the file."""
        value = values.get(name, {})
        if isinstance(value, dict):
            return value
        self.tell(name, f"{name} must be a table, [{name}]", "ignored")
        return {}

    def key_table(self, values: Mapping[str, object]) -> dict[str, str]:
        """The `[keys]`; the dot of an id need not be quoted, though TOML then makes tables of the ids."""
        keys: dict[str, object] = {}
        for name, value in self.table(values, "keys").items():
            inner = value if isinstance(value, dict) else {}
            keys |= {f"{name}.{part}": key for part, key in inner.items()} or {name: value}
        return self.string_table({"keys": keys}, "keys")

    def string_table(self, values: Mapping[str, object], name: str) -> dict[str, str]:
        """A table of texts; entries that are none are told and left out."""
        table = self.table(values, name)
        for key, value in table.items():
            if not isinstance(value, str):
                self.tell(key, f"{name}.{key} must be a text in quotes", "the default is kept")
        return {key: value for key, value in table.items() if isinstance(value, str)}

    def pairs(self, values: Mapping[str, object], name: str) -> tuple[tuple[str, str], ...]:
        """A list of pairs of ids."""
        value = values.get(name, [])
        found: list[tuple[str, str]] = []
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item):
                found.append((item[0], item[1]))
            else:
                self.tell(name, f"merge.{name} must be a list of pairs of ids", "that part is ignored")
        return tuple(found)
