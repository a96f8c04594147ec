"""From facts to an outcome: the passes over the rules, and the two evaluators."""
