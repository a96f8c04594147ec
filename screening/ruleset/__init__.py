"""Rule files: what may be written in them, and the form that both evaluators share."""
