"""What one chooses from in a menu, and how a line of it is laid out; free of any widget."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

from rich.cells import cell_len

from tui.rows import fit

__all__ = ["Option", "Options", "OptionsOnDemand", "label_and_detail"]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; all texts are safe to print. Without a value it is a heading."""

    label: str
    value: str = ""
    key: str = ""  # the letter that chooses it at once
    detail: str = ""  # said quietly beside the label
    below: str = ""  # said quietly on the next line, where there is one
    sign: str = ""  # in front of the label: what is current, what is chosen
    strong: bool = False  # drawn as a heading though it can be chosen


Options: TypeAlias = Sequence[Option]


class OptionsOnDemand(Sequence[Option]):
    """Options of which there may be a hundred thousand, each made when it is looked at."""

    @abstractmethod
    def _made(self, at: int) -> Option:
        """The option at a place."""

    @overload
    def __getitem__(self, at: int) -> Option: ...
    @overload
    def __getitem__(self, at: slice) -> Options: ...

    def __getitem__(self, at: int | slice) -> Option | Options:
        """An option, or a list of some."""
        if isinstance(at, slice):
            return [self._made(place) for place in range(*at.indices(len(self)))]
        return self._made(at)


def label_and_detail(label: str, detail: str, width: int, label_width: int = 0) -> tuple[str, str]:
    """Both cut to their widths; two blanks will stand between them.

    With a `label_width` the detail begins there, else it ends at the right edge.
    """
    if label_width:
        first = min(label_width, width)
        return fit(label, first), fit(detail, max(0, width - first - 2))
    aside = cell_len(detail[:width])
    if aside + 2 + cell_len(label[:width]) > width:
        aside = min(aside, width * 2 // 5)
    return fit(label, max(1, width - aside - 2)), fit(detail, aside)
