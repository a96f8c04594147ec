"""For rule authors: what their rules do, shown by tests and proved by argument."""
