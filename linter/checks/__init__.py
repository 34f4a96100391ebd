"""The kinds of check: a folder for each subject, a module for one kind or a few close ones."""
