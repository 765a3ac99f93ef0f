"""`make bench`: every measure in one run, each beside a peer; name some to run only these: `... readers search`."""

from __future__ import annotations

import platform
import subprocess
import sys

from tests.benchmarks.made import shared_folder

MEASURES = ("readers", "cold", "duplicates", "citations", "search", "startup")


def main() -> None:
    """Each measure in a process of its own: what one leaves in memory is nothing to the next."""
    names = sys.argv[1:] or MEASURES
    print(f"{platform.machine()}, Python {platform.python_version()}; compare ratios, not seconds\n")
    failed = []
    with shared_folder():
        for name in names:
            print(f"## {name}\n", flush=True)
            if subprocess.run((sys.executable, "-m", f"tests.benchmarks.{name}"), check=False).returncode:
                failed.append(name)
            print()
    if failed:
        sys.exit(f"not measured to the end: {', '.join(failed)}")


if __name__ == "__main__":
    main()
