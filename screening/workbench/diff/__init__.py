"""What a change to the rules does to cases: proved equivalent, or where it tells, and why."""
