"""Files into models: YAML, JSON and TOML, with a position for every error."""
