"""`nianbao survey` on a cluster of Dask: reports in a folder, an archive or an object store, checked where workers are.

python survey.py s3://bucket/reports -o survey.xlsx --scheduler tcp://10.0.0.1:8786
python survey.py /srv/reports -o survey.html --workers 8
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from importlib import import_module

import batches
import click
import dask
from distributed import Client, KilledWorker, LocalCluster

from linter.checks.registry import shipped
from linter.cli.survey import organ_list
from linter.cli.survey.conduct import surveyed
from linter.engine.lint import Options
from linter.engine.one_report import Question, in_pairs, not_checked
from linter.files.output_formats import SURVEY_FORMATS, of_suffix
from linter.files.search import is_archive
from linter.model.diagnostics import FileResult, ReadError
from linter.reference import survey_words

BATCH = 50  # reports that a worker is asked for at once: starting a process for them takes as long as some of them
LOST = ReadError("E001", "检查它的机器几次中止", "the machines that checked it were lost several times")


def results(client: Client, address: str, options: Options) -> Iterator[FileResult]:
    """What is found in all reports below an address, as one machine would find it.

    Args:
        client: of the cluster. What a lost worker was doing another one does again.
        address: that fsspec knows, as every worker sees it.
        options: of the check.
    """
    client.upload_file(batches.__file__)

    def check(questions: Sequence[Question]) -> Iterator[FileResult]:
        parts = [questions[at : at + BATCH] for at in range(0, len(questions), BATCH)]
        futures = deque(client.map(batches.checked, parts, address=address, options=options, pure=False))
        for part in parts:
            future = futures.popleft()  # nobody holds it any more: the cluster forgets its results
            try:
                yield from future.result()
            except KilledWorker:
                yield from (not_checked(question.name, LOST, options) for question in part)

    return in_pairs(list(batches.names(address)), check)


@click.command()
@click.argument("address")
@click.option("-o", "--output", required=True, help="The suffix tells the format, as with nianbao survey.")
@click.option("--organs", help="The list of those who must report.")
@click.option("--scheduler", help="The cluster; without it one is made on this machine.")
@click.option("--workers", default=os.cpu_count() or 1, help="Processes of the cluster that is made.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
def main(address: str, output: str, organs: str | None, scheduler: str | None, workers: int, lang: str) -> None:
    """Survey the reports below ADDRESS."""
    shown = SURVEY_FORMATS[of_suffix(output, SURVEY_FORMATS) or "json"]
    words = survey_words.load()
    listed = organ_list.read(organs, words) if organs else ()
    dask.config.set({"distributed.worker.daemon": False})  # workers of this machine start processes
    cluster = scheduler or LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        found = results(client, address, Options(lang=lang, facts=True))
        archives = list(batches.names(address, is_archive))
        with surveyed(found, shipped().rules, listed, words, lang, os.path.dirname(output), archives) as view:
            mode, encoding = ("wb", None) if shown.is_binary else ("w", "utf-8")
            with open(output, mode, encoding=encoding) as out:
                import_module(f"linter.cli.survey.{shown.module}").write(view, out)


if __name__ == "__main__":
    main()
