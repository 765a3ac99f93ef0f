"""How the browser comes by its library: what was kept, at once; else the files, read in a thread and kept after."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from weakref import ReferenceType, ref

from model.cache import Cache, Request, open_kept
from model.library import Library
from model.stamps import changed

if TYPE_CHECKING:
    from model.progress import Progress

__all__ = ["Opener", "Opens", "Watcher"]

_LONGEST = 20.0  # seconds that leaving waits for a library to be kept
_REST = 20  # times as long as a look at the files took, nobody looks again


class Opener:
    """Opens the library of a request, now and again."""

    def __init__(self, request: Request, cache: Cache | None = None) -> None:
        self._request = request
        self._cache = cache._replace(least=0) if cache else None  # small ones too: most of reading them is imports
        self._kept: ReferenceType[Library] | None = None  # does not hold what nobody shows any more
        self._writer: Thread | None = None
        self._one_at_a_time = Lock()

    def at_once(self) -> Library | None:
        """The library where that takes no time: it was kept, or it is small; None where somebody has to wait."""
        kept = self._cache.open(self._request)[0] if self._cache else None
        return kept or (self._request.read() if self._request.is_small else None)

    def read(self, progress: Callable[[Progress], None], previous: Library | None = None) -> Library:
        """The library, kept or read; whatever `progress` raises ends it.

        Files that have not changed since `previous` was read are not read again.
        """
        return open_kept(self._request, self._cache, progress, previous)

    def keep(self, library: Library) -> None:
        """Keep a library that was read, in a thread of its own."""
        if self._cache and not library.kept and not (self._kept and library is self._kept()):
            self._kept = ref(library)
            self._writer = Thread(target=self._write, args=(self._cache, library), name="keeping", daemon=True)
            self._writer.start()

    def _write(self, cache: Cache, library: Library) -> None:
        with self._one_at_a_time:
            cache.keep(self._request, library)  # what goes wrong costs the next visit a second, and nobody this one

    def finish(self) -> None:
        """Wait until what is being written is written, but not forever."""
        if self._writer:
            self._writer.join(_LONGEST)


@runtime_checkable
class Opens(Protocol):
    """An app that knows how to open its library."""

    opener: Opener


class Watcher:
    """Notices that files change under a library that is shown."""

    def __init__(self) -> None:
        self._told: tuple[object, int] = ((), 0)  # the stamps of a library, and how many files had changed since
        self._is_looking = False
        self._rests_until = 0.0

    def begin(self, library: Library, tell: Callable[[str], object]) -> None:
        """Look in a thread, and tell there what is new; not while a look is under way, or right after a long one.

        A disk may be slow, and a folder large. The thread is a daemon, not a worker: workers are few, and who leaves
        waits for them.
        """
        if not self._is_looking and monotonic() >= self._rests_until:
            self._is_looking = True
            Thread(target=self._work, args=(library, tell), name="watching", daemon=True).start()

    def _work(self, library: Library, tell: Callable[[str], object]) -> None:
        begun = monotonic()
        try:
            told = self.look(library)
        except Exception:  # what cannot even be looked at is told when it is read
            told = ""
        now = monotonic()
        self._rests_until = now + _REST * (now - begun)
        self._is_looking = False
        if told:
            tell(told)

    def look(self, library: Library) -> str:
        """What to tell a person: empty while nothing has changed since they were last told of this library."""
        count = changed(library.stamps, library.paths) if library.stamps else 0
        stamps, before = self._told
        is_news = count and (library.stamps is not stamps or count != before)
        self._told = library.stamps, count
        what = "1 file has" if count == 1 else f"{count:,} files have"
        return f"{what} changed: R reads again" if is_news else ""
