"""What a command works on: the configuration, the paths that count, and the library read from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from model.library import Library, open_library
from model.record import Notice
from tui.config import Config, load_config
from tui.console import Failure, LoadingLine, tell, tell_notices

__all__ = ["Session"]


@dataclass(frozen=True)
class Session:
    """One run of the command: made by `start`, which finds out which files count."""

    config: Config
    paths: tuple[str, ...]
    is_sample: bool = False

    @classmethod
    def start(cls, paths: tuple[str, ...], config_option: str | None = None) -> Session:
        """Paths given count; else the configured library; else the built-in sample."""
        config = load_config(config_option)
        if paths or config.library:
            return cls(config, paths or config.library)
        from model.sample import paths as sample_paths

        return cls(config, tuple(str(path) for path in sample_paths()), is_sample=True)

    @cached_property
    def library(self) -> Library:
        """The library, with its notices told on stderr. Fails when nothing at all could be read."""
        library = self.quiet_library
        tell_notices((*self.config.notices, *library.notices))
        self._require_records(library, library.notices)
        return library

    @cached_property
    def quiet_library(self) -> Library:
        """The library, nothing told: for commands that report the notices themselves."""
        line = LoadingLine()
        try:
            library = open_library(
                self.paths, progress=line, overrides=self.config.merge, repositories=self.config.repository
            )
        finally:
            line.clear()
        if self.is_sample:
            tell("no files named: using the built-in sample library (`bibscope FILE ...` opens yours)")
        return library

    def _require_records(self, library: Library, notices: tuple[Notice, ...]) -> None:
        if not len(library):
            raise Failure("no readable record in " + (", ".join(self.paths) or "nothing"), 2)
