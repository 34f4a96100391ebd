"""Findings that are accepted: by the configuration, by comments in a source, by a baseline."""
