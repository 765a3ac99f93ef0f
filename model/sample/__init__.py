"""The built-in sample library: some thirty real works in three files that overlap."""

from importlib import resources
from pathlib import Path

__all__ = ["paths"]

# Most trustworthy first, for the eye only: merging does not depend on the order of its files.
_NAMES = ("publications.yaml", "group.bib", "reading-list.bib")


def paths() -> tuple[Path, ...]:
    """Return where the sample's files lie on disk, in a checkout or in an installed wheel.

    Raises FileNotFoundError when the package was installed without its data or is imported from
    inside an archive, where its files have no path of their own.
    """
    folder = resources.files(__name__)
    found = tuple(Path(str(folder.joinpath(name))) for name in _NAMES)
    for path in found:
        if not path.is_file():
            raise FileNotFoundError(f"the sample library lacks {path.name}: looked for {path}")
    return found
