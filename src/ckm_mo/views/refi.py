"""The codebook as REFI-QDA's XML, which programs for the coding of texts import as their codes."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from ckm_mo._version import __version__
from ckm_mo.codebook import CODEBOOK_VERSION, OPEN, UNKNOWN, VARIABLES, Role, Value, Variable, word
from ckm_mo.views.words import Words

XMLNS: Final = "urn:QDA-XML:codebook:1.0"

GUIDS: Final = uuid5(NAMESPACE_URL, "urn:ckm-mo:codebook")
"""What the codes' ids are made from, with their English names: the same in each version, and in both languages."""

_WITHOUT: Final = {Role.IDENTIFIER, Role.READING}
"""What no passage of a source answers."""

_PASSAGES: Final = tuple(value for value in OPEN if value.key == UNKNOWN)
"""The one way to leave an answer open that a source has a passage of: silence has none."""


def has_codes(variable: Variable) -> bool:
    """Return whether a passage of a source can answer a variable, so that its values are codes."""
    return variable.role not in _WITHOUT


def refi_codebook(words: Words, variables: Iterable[Variable]) -> str:
    """Write variables as a REFI-QDA codebook: each a category, with a code below it for each of its values.

    Codes are named by column and value, such as `violence=yes`: programs take one name for one code. Below a means
    stand its periods, each a category of its own.

    Args:
        words: Of the language of names and descriptions.
        variables: Those that have codes, without those of a period.
    """
    book = ET.Element("CodeBook", xmlns=XMLNS, origin=f"ckm-mo {__version__}, codebook {CODEBOOK_VERSION}")
    codes = ET.SubElement(book, "Codes")
    for variable in variables:
        category = _add_category(words, codes, variable)
        for each in VARIABLES:
            if each.period and each.means == variable.key:
                _add_category(words, category, each)
    ET.indent(book)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(book, "unicode") + "\n"


def _add_category(words: Words, above: ET.Element, variable: Variable) -> ET.Element:
    """Add a variable and the codes of its values."""
    category = _add(above, variable.key, word(variable, words.lang), _about_variable(words, variable), codable=False)
    for value in (*variable.values, *_PASSAGES):
        name = f"{word(variable, words.lang)}={word(value, words.lang)}"
        _add(category, f"{variable.key}={value.key}", name, _about_value(words, variable, value), codable=True)
    return category


def _add(above: ET.Element, key: str, name: str, lines: Iterable[str], *, codable: bool) -> ET.Element:
    """Add a code: its id is made from its key."""
    facts = {"guid": str(uuid5(GUIDS, key)), "name": name, "isCodable": str(codable).lower()}
    code = ET.SubElement(above, "Code", facts)
    ET.SubElement(code, "Description").text = "\n".join(lines)
    return code


def _about_variable(words: Words, variable: Variable) -> Iterator[str]:
    yield words.sentence(words.variable(variable.key))
    if variable.period:
        yield words.text("levels", variable.period, "definition")
    key = variable.means or variable.key
    yield words.text("variables", key, "definition")
    yield from words.more_of("variables", key)


def _about_value(words: Words, variable: Variable, value: Value) -> Iterator[str]:
    path = ("variables", variable.means or variable.key, "values", value.key)
    yield words.sentence(words.answer(variable.key, value.key))
    yield words.text(*path, "definition") or words.text("answers", value.key, "definition")
    yield from words.more_of(*path)
