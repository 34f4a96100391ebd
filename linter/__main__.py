"""The `nianbao` command."""

import gc

# A run is over before the collector finds anything: what a report leaves behind holds no cycles.
gc.set_threshold(100_000, 50, 50)


def main() -> None:
    """Run the command line."""
    from linter import cli

    cli.main(prog_name="nianbao")


if __name__ == "__main__":
    main()
