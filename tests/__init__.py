"""The tests: folders as the packages of `linter`, and some for what lies across them."""
