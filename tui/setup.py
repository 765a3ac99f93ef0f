"""The work of `init`: a configuration file that names one's own library, with every setting explained."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from model.citations.formats import write_atomically
from tui.config import config_path
from tui.console import Failure, emit

__all__ = ["write_config"]

_TEMPLATE = """\
# bibscope's configuration. Every line is optional; what is wrong is told at start and the default kept.
library = {library}

# style = "apa"               # the citation style that y copies; `bibscope styles` lists them
# styles = ["apa", "ieee"]    # favourites: what c goes through
# locale = "en-GB"            # the language of rendered citations
# theme = "bibscope-dark"     # the palette (: in the browser) lists the themes
# clipboard = "auto"          # auto, tmux, osc52, none, or a command that reads standard input

# [keys]                      # command id = "key,key"; ? in the browser lists the ids
# "copy.default" = "y,ctrl+c"

# [repository]                # where a LibreCat's record pages are, by the prefix of its DOIs
# "10.15479/" = "https://research-explorer.ista.ac.at/record/"

# [export]
# folder = "~/Documents"

# [merge]                     # your own word on duplicates
# same = [["13053", "Peste2023"]]
# different = [["10854", "10855"]]
"""
_LIBRARY = re.compile(r"(?ms)^library\s*=\s*(?:\[.*?\]|\"[^\"\n]*\"|'[^'\n]*')(?=[ \t]*(?:#[^\n]*)?$)")


def write_config(paths: tuple[str, ...], option: str | None, *, force: bool) -> int:
    """Write a new configuration, or put the library into an existing one, which keeps everything else it says."""
    missing = [path or "''" for path in paths if not path or not Path(path).exists()]
    if missing:
        raise Failure(f"no such file: {', '.join(missing)}", 2)
    path = config_path(option, os.environ)
    names = [str(Path(name).absolute()) for name in paths]  # a link stays one: it may lead elsewhere tomorrow
    library = json.dumps(names, ensure_ascii=False)
    if not _says(f"library = {library}", names):
        raise Failure(f"a configuration cannot hold such a name: {', '.join(names)}", 2)
    try:
        written = _with_library(path, library, force)
        if not _says(written, names):
            raise Failure(f"{path} cannot be changed, as it stands; write into it: library = {library}", 2)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, written, force=True)
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror or error}", 2) from error
    emit(f"{path} now names {len(paths)} {'path' if len(paths) == 1 else 'paths'}; `bibscope` opens them")
    return 0


def _with_library(path: Path, library: str, force: bool) -> str:
    if not path.exists():
        return _TEMPLATE.format(library=library)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{path} is no text in UTF-8; it stays as it is", 2) from error
    line = f"library = {library}"
    if not _LIBRARY.search(text):
        return f"{line}\n\n{text}"
    if not force:
        raise Failure(f"{path} names a library already; --force replaces it", 2)
    return _LIBRARY.sub(lambda _: line, text, count=1)


def _says(written: str, names: list[str]) -> bool:
    """Whether a configuration will be read as naming these files."""
    import tomllib

    try:
        return tomllib.loads(written.encode().decode()).get("library") == names
    except ValueError:
        return False
