"""A driver that goes on where the first frame was drawn, in the same alternate screen, and reads whatever is typed."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import partial

from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tui.skeleton import ALTERNATE, Skeleton

__all__ = ["taking_over"]


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A decoder to which bytes of another encoding are a replacement character; Textual's own would end the program."""
    return partial(codecs.getincrementaldecoder(encoding), "replace")


def taking_over(skeleton: Skeleton) -> type[Driver]:
    """A driver for a terminal that may show a skeleton: to enter the alternate screen again would clear it."""

    class TakingOver(LinuxDriver):
        """Textual's own driver, the first time without entering the alternate screen where it is entered."""

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

        def run_input_thread(self) -> None:
            """Read keys; a terminal that is set to Latin-1 sends bytes that are no UTF-8."""
            vars(linux_driver)["getincrementaldecoder"] = _forgiving
            super().run_input_thread()

    return TakingOver
