"""What can be wrong in the logic of a rule set: one kind of flaw, one class, one sentence."""
