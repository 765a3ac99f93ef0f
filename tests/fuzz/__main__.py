"""`python -m tests.fuzz [seconds]`: random input for that long (600), counts of what was tried, failures in full."""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from itertools import cycle

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.browsing import browsing
from tests.fuzz.growth import growth
from tests.fuzz.properties import PROPERTIES, Property

_ROUND = 100  # examples between two looks at the clock
_SHARE = {"browser": 4, "libraries": 2}  # of the time: where one input takes longest
_QUIET = list(HealthCheck)


def _round(name: str, each: Property, number: int) -> int:
    """Run one round of a property; returns how many inputs were tried. Raises what the smallest failure raises."""
    tried = 0

    @seed(number)
    @settings(
        max_examples=_ROUND, deadline=None, database=None, suppress_health_check=_QUIET,
        phases=[Phase.generate, Phase.shrink], print_blob=False,
    )  # fmt: skip
    @given(each.inputs())
    def run(value: object) -> None:
        nonlocal tried
        tried += 1
        each.check(value)

    run()
    return tried


def main(duration: float) -> int:
    """Go round the properties until the time is up; 1 if anything failed."""
    tried: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    start, used = time.monotonic(), Counter[str]()
    for number, name in enumerate(cycle([*PROPERTIES, "browser"])):
        if time.monotonic() - start > duration:
            break
        if used[name] > min(used.values(), default=0.0) + 5 and len(used) > len(PROPERTIES):
            continue  # so that each has its share of the time, not of the rounds
        before = time.process_time()
        try:
            tried[name] += browsing(number) if name == "browser" else _round(name, PROPERTIES[name], number)
        except Exception:
            failures[name] += 1
            print(f"--- {name}, seed {number}")
            traceback.print_exc()
        used[name] += (time.process_time() - before) / _SHARE.get(name, 1)
    print(f"\n{'input':16}{'tried':>10}{'failures':>10}{'CPU s':>8}")
    for name in [*PROPERTIES, "browser"]:
        print(f"{name:16}{tried[name]:>10,}{failures[name]:>10}{used[name] * _SHARE.get(name, 1):>8.0f}")
    print(f"{'all':16}{sum(tried.values()):>10,}{failures.total():>10}{time.process_time():>8.0f}\n")
    growth()
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 600.0))
