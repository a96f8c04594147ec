"""Verdicts, registers, rules and problems for people and for programs to read."""
