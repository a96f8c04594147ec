"""The most memory that a process has held, told by itself.

``ru_maxrss`` counts what the process held before it became another program: that of the
tests, from which it was started.
"""

from __future__ import annotations

__all__ = ["PEAK"]

PEAK = """
def peak():
    from pathlib import Path
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
"""The source of a function that gives it in kilobytes."""
