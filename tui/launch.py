"""From the files that are named to the browser on the screen, with nothing on the way that can come later."""

from __future__ import annotations

import gc

from tui.console import can_show, tell
from tui.opening import Opener
from tui.session import Session
from tui.state import State, load_state, save_state

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
    library = opener.at_once()
    from tui.app import BibscopeApp

    app = BibscopeApp(
        session.paths,
        session.config,
        sample=session.is_sample,
        state=state,
        library=library,
        opener=opener,
    )
    code = app.run()
    save_state(app.state)
    opener.finish()
    return 0 if code is None else code
