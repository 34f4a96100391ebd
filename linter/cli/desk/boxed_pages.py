"""The pages of a file as pictures, with a box around the place of each finding, which leads to its note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from linter.cli.desk.page_parts import Site
from linter.notices.harmless import html as escaped
from linter.readers.fixed_layout.leaves import Bounds, Leaf
from linter.reporters.html_proof import Numbered
from linter.reporters.words import WORDS

_AT_ONCE = 12  # pages that are drawn when the page is opened, and so are there when it is printed
_AROUND = 2.0  # points between a place and its box
_STEP = 12.0  # between the numbers of findings in one place
_ABOVE = 3.0  # the number above its box


def views(site: Site) -> str:
    """The choice between pictures of the pages and the text as it was read; the style shows one of them."""
    return "".join(
        f'<input type="radio" name="view" class="view" id="{name}"{state}>'
        f'<label class="view" for="{name}">{site.words[name]}</label>\n'
        for name, state in (("view-pages", " checked"), ("view-text", ""))
    )


def boxed_pages(site: Site, key: str, leaves: Sequence[Leaf], numbered: Iterable[Numbered]) -> Iterator[str]:
    """All pages, in order.

    Args:
        site: where they stand.
        key: by which the file is known.
        leaves: the sizes of its pages.
        numbered: the findings.
    """
    words = site.words
    on_page: dict[int, list[Numbered]] = {}
    beside: dict[int, set[Bounds]] = {}
    for one in numbered:
        if one.found.location.page is not None and one.found.location.bbox is not None:
            on_page.setdefault(one.found.location.page, []).append(one)
        for related in one.found.related:
            if related.location.page is not None and related.location.bbox is not None:
                beside.setdefault(related.location.page, set()).add(related.location.bbox)
    yield '<div class="pages">\n'
    for number, leaf in enumerate(leaves, start=1):
        here = on_page.get(number, ())
        told = words["and"].join(f"{one.number} {one.found.code}" for one in here)
        alt = words.told("page-with", number, told) if here else words.told("page-without", number)
        width, height = max(round(leaf.width), 1), max(round(leaf.height), 1)
        waits = ' loading="lazy"' if number > _AT_ONCE else ""
        yield f'<figure class="leaf" id="leaf{number}">\n<div class="face"><img alt="{escaped(alt)}"{waits} '
        yield f'width="{width}" height="{height}" src="{site.to(f"/files/{key}/pages/{number}")}">\n'
        if here or number in beside:
            yield f'<svg viewBox="0 0 {leaf.width:.2f} {leaf.height:.2f}" preserveAspectRatio="none" role="group" '
            yield f'aria-label="{escaped(words.told("page-boxes", number))}">\n'
            yield from (f"{_rectangle(bounds, 'related')}\n" for bounds in sorted(beside.get(number, ())))
            yield from _boxes(site, here)
            yield "</svg>"
        called = escaped(words.told("page-number", number, len(leaves)))
        yield f"</div>\n<figcaption>{called}</figcaption>\n</figure>\n"
    yield "</div>\n"


def _boxes(site: Site, here: Iterable[Numbered]) -> Iterator[str]:
    said = WORDS[site.lang]
    taken: Counter[tuple[float, float]] = Counter()
    for number, found, prefix in here:
        assert found.location.bbox is not None
        left, top = found.location.bbox[:2]
        x, y = left - _AROUND + _STEP * taken[left, top], top - _AROUND - _ABOVE
        taken[left, top] += 1
        word = found.severity.word
        label = f"{number} {said[word]} {found.code} {found.message}"
        yield f'<a class="box s-{word}" id="{prefix}b{number}" href="#{prefix}n{number}" aria-label="{escaped(label)}">'
        yield f'{_rectangle(found.location.bbox)}<text x="{x:.2f}" y="{y:.2f}">{number}</text></a>\n'


def _rectangle(bounds: Bounds, kind: str = "") -> str:
    x0, top, x1, bottom = bounds
    called = f' class="{kind}"' if kind else ""
    return (
        f'<rect{called} x="{x0 - _AROUND:.2f}" y="{top - _AROUND:.2f}" '
        f'width="{x1 - x0 + 2 * _AROUND:.2f}" height="{bottom - top + 2 * _AROUND:.2f}" rx="2"></rect>'
    )
