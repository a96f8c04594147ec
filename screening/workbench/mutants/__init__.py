"""Small slips made in the rules on purpose, to see whether the rules' cases catch them.

A slip that no case catches either makes no difference, which is proved, or shows that a case
is missing, which is told.
"""

from __future__ import annotations

from screening.workbench.mutants.fates import Fate, Fates, Killing
from screening.workbench.mutants.making import mutants_of
from screening.workbench.mutants.running import run_mutants
from screening.workbench.mutants.slips import Mutant

__all__ = ["Fate", "Fates", "Killing", "Mutant", "mutants_of", "run_mutants"]
