"""One visitor's browser: the process that the server starts for each page, its screen sent there, no file written."""

from __future__ import annotations

import os
import sys

from tui.web.lifetime import when_abandoned

__all__ = ["main"]


def main() -> None:
    """Open the browser for a page. Arguments: the configuration file or nothing, then the paths."""
    option, *paths = sys.argv[1:]
    when_abandoned(lambda: os._exit(0))  # nothing is held that would have to be saved
    from tui.app import BibscopeApp
    from tui.opening import Opener
    from tui.session import Session

    session = Session.start(tuple(paths), option or None)
    config = session.config._replace(clipboard="page", export_folder="")
    kept = Opener(session.request, session.cache).at_once()
    opener = Opener(session.request)  # reads again when asked, keeps nothing
    BibscopeApp(session.paths, config, sample=session.is_sample, library=kept, opener=opener).run()


if __name__ == "__main__":
    main()
