"""What a person should know of a file."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Notice"]


class Notice(NamedTuple):
    """Something a file says that a person should know: where, how bad, what is wrong, what was done about it."""

    file: str
    line: int
    severity: str  # error: something could not be used; warning: something is doubtful; info: worth knowing
    message: str
    action: str = ""
    record: str = ""  # the id of the record concerned, when there is one

    def __str__(self) -> str:
        """`file:line: severity: message; action`, the form compilers use and editors can follow."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        action = f"; {self.action}" if self.action else ""
        return f"{place}: {self.severity}: {self.message}{action}"
