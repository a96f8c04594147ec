"""What things are: proposals, registers, letters and verdicts.  No files, no engine."""
