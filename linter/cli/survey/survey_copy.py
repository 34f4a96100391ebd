"""`sqlite`: the results as they are kept while the survey lasts, for queries."""

from __future__ import annotations

import os
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from linter.cli.survey.view import SurveyView
from linter.files.own_output import APPLICATION_ID
from linter.type_names import BinaryIO


def write(view: SurveyView, out: BinaryIO) -> None:
    """Write the database without its free pages."""
    with TemporaryDirectory(prefix="nianbao-") as folder:
        path = os.path.join(folder, "survey.sqlite")
        view.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        view.connection.execute("VACUUM INTO ?", (path,))
        with open(path, "rb") as file:
            copyfileobj(file, out)
