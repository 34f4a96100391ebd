"""Values in YAML and TOML files with their places."""
