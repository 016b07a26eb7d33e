"""Pictures of every page, at 1280 and 360 pixels, light and dark: `python -m tests.browser.screenshots FOLDER`.

The pages are those of the browser tests, on the same small desk, so that pictures can be compared.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

VARIABLE = "FACTCHECK_SCREENSHOTS"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("Name one folder that the pictures go to.\n")
        return 2
    folder = Path(arguments[0]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(folder)
    return int(pytest.main([str(Path(__file__).with_name("pictures.py")), "-q", "-p", "no:cacheprovider"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
