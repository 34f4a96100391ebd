"""The `nianbao` command."""

import gc
import sys

# A run is over before the collector finds anything: what a report leaves behind holds no cycles.
gc.set_threshold(100_000, 50, 50)


def main() -> None:
    """Run the command line."""
    try:
        from linter.cli import main as cli

        cli.main(prog_name="nianbao")
    except KeyboardInterrupt:  # while modules were still being imported; the command answers what comes later
        sys.exit(130)


if __name__ == "__main__":
    main()
