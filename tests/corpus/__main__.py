"""`python -m tests.corpus --out FOLDER [CODE...]`: the reports of the corpus as files, for a person to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.corpus.cases import cases


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description="Draw the reports of the corpus.")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the rules whose reports are drawn (all of them)")
    options = parser.parse_args()
    chosen = [case for case in cases() if not options.codes or case.code in options.codes]
    if unknown := set(options.codes) - {case.code for case in chosen}:
        parser.error(f"no cases of {', '.join(sorted(unknown))}")
    options.out.mkdir(parents=True, exist_ok=True)
    for case in chosen:
        for name, data in case.files().items():
            (options.out / name).write_bytes(data)


if __name__ == "__main__":
    main()
