"""`make bench`: every measure in one run, each beside a peer; name some to run only these: `... readers search`."""

from __future__ import annotations

import platform
import sys
from importlib import import_module

MEASURES = ("readers", "duplicates", "citations", "search", "startup")


def main() -> None:
    names = sys.argv[1:] or MEASURES
    print(f"{platform.machine()}, Python {platform.python_version()}; compare ratios, not seconds\n")
    for name in names:
        print(f"## {name}\n")
        import_module(f"tests.benchmarks.{name}").main()
        print()


if __name__ == "__main__":
    main()
