"""From the files that are named to the browser on the screen, with nothing on the way that can come later."""

from __future__ import annotations

import gc
import os
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from tui.colours import DEFAULT
from tui.console import can_show, tell
from tui.frame import SAMPLE, Known, rows_in
from tui.opening import Opener
from tui.session import Session
from tui.skeleton import Skeleton
from tui.state import State, load_state, save_state

if TYPE_CHECKING:
    from model.library import Library

__all__ = ["browse"]


def browse(paths: tuple[str, ...], config: str | None = None, *, no_cache: bool = False, fresh: bool = False) -> int:
    """Open the browser and wait until it is left; where none can be shown, print the list. Returns the exit code."""
    session = Session.start(paths, config, no_cache=no_cache)
    if not can_show():
        from tui.answers import list_works

        tell("not a terminal: printing the list instead of opening the browser")
        return list_works(session, "", None, None, as_json=False)
    gc.disable()  # until the first paint: modules and the library come to stay
    state = State() if fresh else load_state()
    opener = Opener(session.request, session.cache)
    with Skeleton(session.config.theme or state.theme or DEFAULT) as skeleton:
        code, state = _shown(session, state, opener, skeleton)
    save_state(state)
    opener.finish()
    return 0 if code is None else code


def _shown(session: Session, state: State, opener: Opener, skeleton: Skeleton) -> tuple[int | None, State]:
    """Show the first frame, then what is known without waiting, then the browser until it is left."""
    note = SAMPLE if session.is_sample else ""
    skeleton.show(Known(note=note, shares=state.shares))
    library = opener.at_once()
    if library is not None:
        skeleton.show(_known(library, state, note))
    from tui.app import BibscopeApp

    driver = None
    if os.name == "posix" and "TEXTUAL_DRIVER" not in os.environ:
        from tui.driver import taking_over

        driver = taking_over(skeleton)
    app = BibscopeApp(
        session.paths,
        session.config,
        sample=session.is_sample,
        state=state,
        library=library,
        opener=opener,
        driver=driver,
    )
    return app.run(), app.state


def _known(library: Library, state: State, note: str) -> Known:
    """What the first frame can show of a library: its first rows, unless they come in another order or place."""
    in_place = state.sort in ("", "-year", "relevance") and not state.facets
    count = min(len(library), rows_in(*get_terminal_size())) if in_place else 0
    lines = [library.line(row) for row in range(count)]
    return Known(lines, f"{len(library):,}", note, shares=state.shares)
