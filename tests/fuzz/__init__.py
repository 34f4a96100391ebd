"""Fuzzing: mutated reports, rules, configurations and caches against everything that takes bytes from outside.

`python -m tests.fuzz --minutes 5` runs it. Every input follows from its kind and the number of its seed alone, so that
what fails once can be had again. `kinds` says what is tried, `mutation` and `structure` how inputs are changed,
`material` what they are made from, `supervision` runs each of them in a process that may crash, hang or be killed.
"""
