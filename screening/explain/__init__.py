"""Why, why not, and what would change it: the plain evaluator's account of a conclusion."""
