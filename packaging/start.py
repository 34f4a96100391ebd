"""What the executable runs: the local page where it is double-clicked, else the command with its arguments."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that checks a file is this program once more
    if len(sys.argv) == 1:
        sys.argv.append("serve")
    from linter.__main__ import command

    command()
