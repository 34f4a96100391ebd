"""Thresholds: the constants that decide a finding, and the proof that each is pinned by tests on both of its sides.

A test that pins one says so: `@pytest.mark.threshold("checks.dates.periods._LONGEST")`, by the module below `linter`.
`python -m tests.thresholds` changes each constant a little up and a little down, runs the tests that claim to pin
it, and names those that no test notices.
"""
