"""What a page of an OFD file draws: its letters, ruling lines and pictures, those of its templates too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple, kept
from linter.readers.fixed_layout.drawn_lines import (
    RECTANGLE,
    THIN,
    Matrix,
    common,
    moved,
    outline_lines,
    product,
    with_sides,
)
from linter.readers.fixed_layout.geometry import Box, Letter, Page, Turn
from linter.readers.fixed_layout.page_limits import MAX_LETTERS_OF_A_PAGE, Budget
from linter.readers.fixed_layout.signs import UNREADABLE
from linter.readers.fixed_layout.watermarks import is_faint
from linter.readers.ofd.ofd_package import OfdDocument, page_area
from linter.readers.ofd.ofd_values import (
    Area,
    area,
    child,
    children,
    is_true,
    kind_of,
    matrix,
    number,
    numbers,
    text_of,
)
from linter.readers.ofd.path_objects import outlines
from linter.readers.ofd.text_objects import Glyph, glyphs_of, text_codes

POINTS = 72 / 25.4  # of a millimetre
_SMALLEST_PICTURE = 40.0
_MOST_PICTURES = 100  # of a page; one is enough to say that there is a picture
_DEEPEST = 8  # blocks and composite objects within each other


class PlacedPicture(NamedTuple):
    """A picture on a page.

    Attributes:
        resource: the number of its file in the resources.
        parts: those of resources that its page has for itself.
        matrix: from a square of the length 1 to the page.
        seen: what of the page it is seen in.
    """

    resource: str
    parts: Sequence[str]
    matrix: Matrix
    seen: Box


class DrawnPage(NamedTuple):
    """A page, and the pictures on it as the file has them."""

    page: Page
    pictures: Sequence[PlacedPicture]


@dataclass
class Drawn:
    """What a part draws, in points from the top left of the page.

    `hidden` are letters that nobody sees, `resources` the parts that it has for itself.
    """

    resources: Sequence[str] = ()
    glyphs: list[Glyph] = field(default_factory=list)
    hidden: list[Glyph] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    characters: int = 0

    def add(self, other: Drawn) -> None:
        """Add what another part draws on the same page."""
        self.glyphs += other.glyphs
        self.hidden += other.hidden
        self.lines += other.lines
        self.areas += other.areas
        self.pictures += other.pictures
        self.characters += other.characters


class Sheet:
    """The pages of one document.

    Raises:
        ReadError: E001 a part is missing or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, document: OfdDocument, budget: Budget) -> None:
        self.document = document
        self._budget = budget
        self._templates: dict[tuple[str, Area], Drawn] = {}

    def page(self, part: str) -> DrawnPage:
        """The page that a part holds."""
        tree = self.document.package.tree(part)
        paper = page_area(child(tree, "Area"), self.document.area)
        drawn = Drawn()
        for template in children(tree, "Template"):
            name = self.document.templates.get(template.get("TemplateID", ""))
            if name is not None:
                drawn.add(self._template(name, paper))
        drawn.add(self._content(tree, part, paper))
        self._budget.spend(drawn.characters, len(drawn.lines) + len(drawn.areas))
        return DrawnPage(_page(drawn, paper), drawn.pictures)

    def _template(self, name: str, paper: Area) -> Drawn:
        if (name, paper) not in self._templates:
            self._templates[name, paper] = self._content(self.document.package.tree(name), name, paper)
        return self._templates[name, paper]

    def _content(self, tree: Element, name: str, paper: Area) -> Drawn:
        package = self.document.package
        drawn = Drawn([package.located(text_of(part), name) for part in children(tree, "PageRes")])
        to_page = POINTS, 0.0, 0.0, POINTS, -paper.x * POINTS, -paper.y * POINTS
        for layer in children(child(tree, "Content"), "Layer"):
            self._add_all(layer, to_page, drawn, 0)
        return drawn

    def _add_all(self, holder: Element, to_page: Matrix, drawn: Drawn, depth: int) -> None:
        """Add the objects in a layer, a block or a composite object that are seen."""
        self._budget.spend(objects=len(holder))
        if depth > _DEEPEST or not is_true(holder.get("Visible"), True):
            return
        for item in holder:
            kind = kind_of(item)
            if kind == "PageBlock":
                self._add_all(item, to_page, drawn, depth + 1)
            elif not is_true(item.get("Visible"), True):
                continue
            elif kind == "TextObject":
                self._add_text(item, to_page, drawn)
            elif kind == "PathObject":
                self._add_path(item, to_page, drawn)
            elif kind == "ImageObject":
                self._add_picture(item, to_page, drawn)
            elif kind == "CompositeObject":
                content = self._composites.get(item.get("ResourceID", ""))
                if content is not None:
                    self._add_all(content, _space(item, to_page), drawn, depth + 1)

    @kept
    def _composites(self) -> dict[str, Element]:
        """What composite objects draw, by the numbers under which the document's resources hold it."""
        package = self.document.package
        found: dict[str, Element] = {}
        for name in self.document.resources:
            if name not in package.members:
                continue
            for unit in children(child(package.tree(name), "CompositeGraphicUnits"), "CompositeGraphicUnit"):
                content = child(unit, "Content")
                if content is not None:
                    found[unit.get("ID", "")] = content
        return found

    def _add_text(self, item: Element, to_page: Matrix, drawn: Drawn) -> None:
        codes = text_codes(item)
        drawn.characters += sum(len(text) for _, text in codes)
        if drawn.characters > MAX_LETTERS_OF_A_PAGE:
            self._budget.spend(drawn.characters)
        is_drawn = is_true(item.get("Fill"), True) or is_true(item.get("Stroke"), False)
        seen = drawn.glyphs if is_drawn and not _is_clear(item) else drawn.hidden
        seen.extend(glyphs_of(item, codes, _space(item, to_page), pale=_is_pale(item)))

    def _add_path(self, item: Element, to_page: Matrix, drawn: Drawn) -> None:
        stroked, filled = is_true(item.get("Stroke"), True), is_true(item.get("Fill"), False)
        if not (stroked or filled) or _is_clear(item):
            return
        space = _space(item, to_page)
        bounds = _bounds(item, to_page, THIN)
        for outline in outlines(text_of(child(item, "AbbreviatedData"))):
            self._budget.spend(objects=len(outline))
            points = [moved(space, x, y) for x, y in outline]
            if not all(isfinite(x + y) for x, y in points):
                continue
            if not stroked and len(points) <= RECTANGLE and _is_area(points):
                xs, ys = [x for x, _ in points], [y for _, y in points]
                drawn.areas.append(Box(min(xs), min(ys), max(xs), max(ys)))
                continue
            for line in outline_lines(points, stroked):
                seen = common(Box(*line), bounds) if bounds is not None else Box(*line)
                if seen is not None:
                    drawn.lines.append(seen)

    def _add_picture(self, item: Element, to_page: Matrix, drawn: Drawn) -> None:
        box = _bounds(item, to_page)
        if box is None:
            return
        thin, long = sorted((box.x1 - box.x0, box.bottom - box.top))
        if thin <= THIN < long:
            drawn.lines.append(box)
        elif thin >= _SMALLEST_PICTURE and len(drawn.pictures) < _MOST_PICTURES:
            drawn.pictures.append(
                PlacedPicture(item.get("ResourceID", ""), drawn.resources, _on_page(item, to_page), box)
            )


def _space(item: Element, to_page: Matrix) -> Matrix:
    """From the space of an object to the page: it is moved by its own matrix, then to its boundary."""
    found = area(item.get("Boundary"))
    if found is not None:
        to_page = *to_page[:4], *moved(to_page, found.x, found.y)
    own = matrix(item.get("CTM"))
    return to_page if own is None else product(own, to_page)


def _on_page(item: Element, to_page: Matrix) -> Matrix:
    """From a square of the length 1, which a picture fills, to the page; one without a matrix fills its boundary."""
    space = _space(item, to_page)
    found = area(item.get("Boundary"))
    if found is None or matrix(item.get("CTM")) is not None:
        return space
    return product((found.width, 0.0, 0.0, found.height, 0.0, 0.0), space)


def _bounds(item: Element, to_page: Matrix, slack: float = 0.0) -> Box | None:
    """The boundary of an object on the page, beyond which nothing of it is seen; None without one."""
    found = area(item.get("Boundary"))
    if found is None or not (found.width > 0 or found.height > 0):
        return None
    corners = [
        moved(to_page, x, y) for x in (found.x, found.x + found.width) for y in (found.y, found.y + found.height)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs) - slack, min(ys) - slack, max(xs) + slack, max(ys) + slack)


def _is_area(points: Sequence[tuple[float, float]]) -> bool:
    """Whether an outline is high and wide, so that it is the ground of something when it is filled."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return bool(points) and min(max(xs) - min(xs), max(ys) - min(ys)) > THIN


def _is_clear(item: Element) -> bool:
    """Whether an object is drawn and not seen."""
    return any(opacity <= 0 for opacity in _opacities(item))


def _is_pale(item: Element) -> bool:
    """Whether what an object fills is faint: by a colour of one, three (RGB) or four (CMYK) numbers, and by opacity."""
    colour = child(item, "FillColor")
    values = numbers(colour.get("Value")) if colour is not None else []
    match values:
        case [grey]:
            values = [grey, grey, grey]
        case [*inks, black] if len(inks) == 3:
            values = [max(255 - ink - black, 0) for ink in inks]
        case [_, _, _]:
            pass
        case _:
            values = [0, 0, 0]
    over, under = _opacities(item)
    return is_faint(values[0], values[1], values[2], over * under / 255)


def _opacities(item: Element) -> tuple[float, float]:
    """How far an object hides what lies under it, and how far its colour does, from 0 to 255."""
    colour = child(item, "FillColor")
    return number(item.get("Alpha"), 255.0), number(colour.get("Alpha") if colour is not None else None, 255.0)


def _page(drawn: Drawn, paper: Area) -> Page:
    """What is drawn within the paper, turned so that most of its letters stand upright.

    Letters that nobody sees are those of a scan, recognised, where there are no others.
    """
    width, height = paper.width * POINTS, paper.height * POINTS
    sheet = Box(0.0, 0.0, width, height)
    glyphs = [glyph for glyph in drawn.glyphs or drawn.hidden if _is_within(glyph, width, height)]
    quarters = Counter(glyph.quarter for glyph in glyphs).most_common(1)
    upright = 0
    if quarters and 2 * quarters[0][1] > len(glyphs):
        upright = -quarters[0][0] % 4
    shown, read = Turn(0, 0.0, 0.0, width, height), Turn(upright, 0.0, 0.0, width, height)
    digits = (Box(*glyph[:4]) for glyph in glyphs if glyph.text.isdecimal())
    lines, pictures = (
        [seen for box in boxes if (seen := common(box, sheet)) is not None]
        for boxes in (with_sides(drawn.lines, drawn.areas, digits), [picture.seen for picture in drawn.pictures])
    )

    def turned(box: Box | Glyph) -> Box:
        return read.box(box[0], height - box[3], box[2], height - box[1]) if upright else Box(*box[:4])

    return Page(
        shown,
        read,
        [Letter(*turned(glyph), glyph.text) for glyph in glyphs],
        list(map(turned, lines)),
        list(map(turned, pictures)),
        sum(glyph.text == UNREADABLE for glyph in glyphs),
        [index for index, glyph in enumerate(glyphs) if glyph.pale],
    )


def _is_within(glyph: Glyph, width: float, height: float) -> bool:
    return 0 <= glyph.x0 + glyph.x1 <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height
