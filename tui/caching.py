"""The work of `cache info` and `cache clear`: what is kept of the libraries that were read, and letting go of it."""

from __future__ import annotations

import time

from model import text
from model.cache import Cache, default_folder
from tui.console import emit, tell

__all__ = ["clear_cache", "show_cache"]


def show_cache() -> int:
    """Say where libraries are kept, and which: works, size, when last used, the paths they were read from."""
    cache = Cache(default_folder())
    entries = cache.entries()
    total = sum(entry.size for entry in entries)
    emit(f"{text.display(str(cache.folder))}: {len(entries)} kept, {total / 1e6:,.1f} MB")
    for entry in entries:
        used = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.used))
        paths = text.display(", ".join(entry.paths))
        emit(f"  {entry.works:>9,} works  {entry.size / 1e6:>8,.1f} MB  {used}  {paths}")
    return 0


def clear_cache() -> int:
    """Delete what is kept; the next visit reads the files."""
    freed = Cache(default_folder()).clear()
    tell(f"{freed / 1e6:,.1f} MB freed")
    return 0
