"""Rest for the garbage collector while a library is built: millions of objects come to stay, and none is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["resting_collector"]


@contextmanager
def resting_collector() -> Iterator[None]:
    """Do not look for garbage meanwhile, nor ever again among what is there at the end.

    What is no longer used is still freed at once; only circles of references stay, of which libraries have none.
    """
    if not gc.isenabled():  # somebody else has it at rest
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
