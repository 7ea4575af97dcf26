"""A library that takes longer to import than a file may take to be read."""

from __future__ import annotations

import time

time.sleep(2.5)
