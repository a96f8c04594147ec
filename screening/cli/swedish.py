"""What click itself says ("Usage", "No such option"), in the language of the call.

click asks gettext's default domain.  The texts are in ``locale``; ``screening.mo`` is made
of ``screening.po``, and a test finds one that is out of step.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from screening.messages import Lang

__all__ = ["speak"]

_DOMAIN: Final = "screening"
_LOCALE: Final = Path(__file__).parent / "locale"


@contextmanager
def speak(lang: Lang) -> Iterator[None]:
    """For as long as the command line runs, click speaks the language."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
