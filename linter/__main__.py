"""The `nianbao` command."""

import gc
import sys

from linter.cli.endings import Ended, in_order, leave, tell
from linter.files import compiled, module_codes, pattern_codes

# A run is over before the collector finds anything: what a report leaves behind holds no cycles.
gc.set_threshold(100_000, 50, 50)


def main() -> None:
    """Run the command line."""
    try:
        if "--no-cache" in sys.argv:
            compiled.disable()
        with in_order(), module_codes.kept(), pattern_codes.kept():
            from linter.cli import plain_lines

            if not plain_lines.ran(sys.argv[1:]):
                from linter.cli import main as cli

                cli.main(prog_name="nianbao")
    except KeyboardInterrupt:  # while modules were still being imported; the command answers what comes later
        tell("已中断 (interrupted)")
        sys.exit(130)
    except Ended as ended:
        ended.tell()
        raise


def command() -> None:
    """Run the command line in a process that is there for nothing else, and end it."""
    try:
        main()
    except SystemExit as left:
        if left.code is None or isinstance(left.code, int):
            leave(left.code or 0)
        raise


if __name__ == "__main__":
    command()
