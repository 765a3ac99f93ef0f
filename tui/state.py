"""What the browser remembers between runs (theme, style, sort, panes), in the platform's state folder.

Nothing depends on it: a state that is missing, damaged or from another version is as good as none.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from tui.layout import SHARES, Layout

__all__ = ["State", "load_state", "save_state", "state_path"]


class State(NamedTuple):
    """The last visit's choices; empty or 0 where none was made."""

    theme: str = ""
    style: str = ""
    sort: str = ""
    facets: bool = False  # whether the facet panel was open
    split: int = 0  # percent of the width that the list had beside the record
    split_down: int = 0  # percent of the height that it had over the record

    @property
    def shares(self) -> dict[Layout, int]:
        """The list's part in each layout, in percent."""
        chosen: dict[Layout, int] = {"wide": self.split, "normal": self.split_down}
        return {**SHARES, **{name: share for name, share in chosen.items() if 0 < share < 100}}


def state_path() -> Path:
    """Where the state is kept."""
    from platformdirs import user_state_path

    return user_state_path("bibscope", appauthor=False) / "state.json"


def load_state(path: Path | None = None) -> State:
    """What was remembered; values of the wrong kind are forgotten one by one."""
    try:
        stored = json.loads((path or state_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return State()
    if not isinstance(stored, dict):
        return State()
    empty = State()
    known = {name: stored[name] for name, none in empty._asdict().items() if type(stored.get(name)) is type(none)}
    return State(**known)


def save_state(state: State, path: Path | None = None) -> None:
    """Remember the choices. Where that is not possible (a read-only home), nothing is said: it is a comfort only."""
    from model.citations.formats import write_atomically

    path = path or state_path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(state._asdict(), indent=1) + "\n", force=True)
