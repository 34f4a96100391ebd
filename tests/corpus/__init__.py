"""The corpus: for each rule, small reports that break it in one place, and such as only look so.

`README.md` says how they are written down; `python -m tests.corpus --out FOLDER` draws them into files.
"""
