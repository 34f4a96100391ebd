"""Where the files lie that come with the program."""

from __future__ import annotations

import os


def rules_folder() -> str:
    """The folder of the shipped rules: inside an installed package, beside the package in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "_rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")
