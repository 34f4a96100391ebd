"""Changes to data and to XML that stay well-formed: they reach what looks at the meaning."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.fuzz.mutation import SIGNS, mutated_text

_SCALARS: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        10**30,
        1.5,
        float("inf"),
        "",
        " ",
        "*",
        "**",
        "[",
        "(a+)+$",
        "[[一二]",
        "(?P<a>x)",
        "(?=",
        "a{99999}",
    ),
    *(
        "A301",
        "A",
        "S999",
        "applications/total/person",
        "*/*/*",
        "2021",
        2021,
        "off",
        "error",
        "zh",
        "../x",
        "/dev/null",
        "own.yaml",
    ),
    *(
        "{found}",
        "{",
        "{0}",
        "{found.x}",
        "{found!r:>9}",
        "received = total",
        "denied.* = 1",
        "total",
        "2024-01-01",
        "\ud800",
        "\0",
    ),
)
_CONTAINERS: tuple[Any, ...] = (
    [],
    {},
    [None],
    [[[]]],
    {"zh": ""},
    {"": None},
    ["A301", "A301"],
    {1: 2},
    [{"code": "A301"}],
)
_MOST = 2_000  # elements or characters that a change may add


def mutated_data(rng: Random, data: Any, words: Sequence[str] = ()) -> Any:
    """Lists, mappings and scalars with a few changes; the data itself stays as it is."""
    data = copy.deepcopy(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        places = list(_places(data))
        if not places:
            return data
        holder, key = rng.choice(places)
        value = holder[key]
        match rng.randrange(9):
            case 0 | 1:
                holder[key] = rng.choice(_SCALARS)
            case 2:
                holder[key] = copy.deepcopy(rng.choice(_CONTAINERS))
            case 3 | 4:
                holder[key] = mutated_text(rng, value, words or SIGNS)[:_MOST] if isinstance(value, str) else [value]
            case 5:
                del holder[key]
            case 6:
                other, name = rng.choice(places)
                if name in other if isinstance(other, dict) else name < len(other):
                    holder[key] = copy.deepcopy(other[name])
            case 7:
                if isinstance(holder, list):
                    holder[key:key] = [copy.deepcopy(value)] * rng.choice((1, 1, 100))
                else:
                    holder[rng.choice((f"{key}s", "x", "with", "code", rng.choice(SIGNS)))] = copy.deepcopy(value)
            case _:
                if isinstance(holder, list):
                    rng.shuffle(holder)
                else:
                    holder[key] = value if isinstance(value, list) else str(value)
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or mapping with each of its keys."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in list(entries):
        yield data, key
        yield from _places(value)


def mutated_xml(rng: Random, content: bytes, fragments: Sequence[str], words: Sequence[str]) -> bytes | None:
    """A part in XML with other elements, attributes and texts; None where it is no XML.

    Parameters:
        rng: the generator.
        content: the part.
        fragments: elements that may be put in; their prefix `w` stands for the namespace of the root.
        words: what may be put into texts.
    """
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError):
        return None
    namespace = str(root.tag).rpartition("}")[0].lstrip("{")
    for _ in range(rng.choice((1, 1, 2, 4, 10))):
        parents = [element for element in root.iter() if len(element)]
        if not parents:
            break
        parent = rng.choice(parents)
        at = rng.randrange(len(parent))
        element = parent[at]
        match rng.randrange(9):
            case 0:
                parent.remove(element)
            case 1:
                times = rng.choice((1, 1, 2, 30))
                if sum(1 for _ in element.iter()) * times < _MOST:
                    for _ in range(times):
                        parent.insert(at, copy.deepcopy(element))
            case 2:
                other = rng.choice(parents)
                if sum(1 for _ in element.iter()) < _MOST and other not in element.iter():
                    parent.remove(element)
                    other.insert(rng.randrange(len(other) + 1), element)
            case 3 | 4:
                parent.insert(at, _fragment(rng, fragments, namespace))
            case 5:
                texts = [one for one in root.iter() if one.text and one.text.strip()]
                if texts:
                    one = rng.choice(texts)
                    one.text = _plain(mutated_text(rng, one.text or "", words)[:_MOST])
            case 6:
                marked = [one for one in root.iter() if one.attrib]
                if marked:
                    one = rng.choice(marked)
                    value = rng.choice(("", "0", "-1", "1", "99999999999", "x", "rId99", _plain(rng.choice(SIGNS))))
                    one.set(rng.choice(list(one.attrib)), value)
            case 7:
                around = Element(rng.choice(parents).tag)
                parent.remove(element)
                around.append(element)
                parent.insert(at, around)
            case _:
                element.tag = rng.choice(list(root.iter())).tag
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _fragment(rng: Random, fragments: Sequence[str], namespace: str) -> Element:
    """One of the fragments; of those that are no whole element, its name alone."""
    try:
        (element,) = ElementTree.fromstring(f'<x xmlns:w="{namespace}">{rng.choice(fragments)}</x>')
    except (ElementTree.ParseError, ValueError):
        return Element(f"{{{namespace}}}t")
    return element


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign < "\ufffe")
    )
