"""A driver that goes on where the first frame was drawn, in the same alternate screen."""

from __future__ import annotations

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from tui.skeleton import ALTERNATE, Skeleton

__all__ = ["taking_over"]


def taking_over(skeleton: Skeleton) -> type[Driver]:
    """A driver for a terminal that shows a skeleton: to enter the alternate screen again would clear it."""

    class TakingOver(LinuxDriver):
        """Textual's own driver, the first time without entering the alternate screen."""

        def start_application_mode(self) -> None:
            """Take the terminal over; what is restored in the end is what was before the skeleton."""
            self._entering = skeleton.is_on
            before = skeleton.take_over()
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if before is not None:
                self.attrs_before = before

        def write(self, data: str) -> None:
            """Write everything but that."""
            if data == ALTERNATE and self._entering:
                self._entering = False
            else:
                super().write(data)

    return TakingOver
