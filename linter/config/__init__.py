"""The configuration, and what it may say."""
