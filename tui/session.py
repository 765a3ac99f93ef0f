"""What a command works on: the configuration, the paths that count, and the library read from them."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cached_property

from model import text
from model.cache import Cache, Request, default_folder, open_kept
from model.library import Library
from tui.config import Config, load_config
from tui.console import Failure, LoadingLine, tell, tell_notices

__all__ = ["Session"]


class Session:
    """One run of the command: made by `start`, which finds out which files count."""

    def __init__(
        self, config: Config, paths: tuple[str, ...], *, is_sample: bool = False, cache: Cache | None = None
    ) -> None:
        """Without `cache` all files are read afresh and nothing is kept."""
        self.config = config
        self.paths = paths
        self.is_sample = is_sample
        self.cache = cache

    @classmethod
    def start(cls, paths: tuple[str, ...], config_option: str | None = None, *, no_cache: bool = False) -> Session:
        """Paths given count; else the configured library; else the built-in sample."""
        config = load_config(config_option)
        cache = None if no_cache else Cache(default_folder())
        if paths or config.library:
            return cls(config, paths or config.library, cache=cache)
        from model.sample import paths as sample_paths

        return cls(config, tuple(str(path) for path in sample_paths()), is_sample=True, cache=cache)

    @property
    def request(self) -> Request:
        """What decides how the library comes out."""
        return Request(self.paths, self.config.merge, self.config.repository)

    @cached_property
    def library(self) -> Library:
        """The library, with its notices told on stderr. Fails when nothing at all could be read."""
        library = self.quiet_library
        tell_notices((*self.config.notices, *library.notices))
        if not len(library):
            raise Failure("no readable record in " + (", ".join(self.paths) or "nothing"), 2)
        return library

    @cached_property
    def quiet_library(self) -> Library:
        """The library, nothing told: for commands that report the notices themselves."""
        line = LoadingLine()
        try:
            library = open_kept(self.request, self.cache, line)
        finally:
            line.clear()
        self._keep_at_the_end(library)
        if self.is_sample:
            tell("no files named: using the built-in sample library (`bibscope FILE ...` opens yours)")
        return library

    def _keep_at_the_end(self, library: Library) -> None:
        """Keep what was read for the next time, once the answer is out: nobody waits for it."""
        from click import get_current_context

        context, cache = get_current_context(silent=True), self.cache
        if context is None or cache is None or library.kept:
            return

        def keep() -> None:
            """Keep it, once all of the answer is out."""
            with suppress(BrokenPipeError):
                sys.stdout.flush()
            if notice := cache.keep(self.request, library):
                tell(text.display(str(notice)))

        context.call_on_close(keep)
