"""A table of cases described for machines: its Table Schema, and the Data Package that it is part of."""

import re
from collections.abc import Iterable
from typing import Any, Final

from ckm_mo.cases import JOINT
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    IDENTIFIERS,
    LOCATORS,
    OPEN,
    VARIABLES,
    Value,
    Variable,
    takes,
    word,
)
from ckm_mo.views.words import Words

_PROFILES: Final = "https://datapackage.org/profiles/2.0"

_ID: Final = IDENTIFIERS[0]


def table_schema(words: Words, columns: Iterable[Variable] = VARIABLES) -> dict[str, Any]:
    """Give the Table Schema of a table with headers in a language; its cells may be in either.

    A table may lack any of the columns but the first, and may have others.

    Args:
        words: Of the language.
        columns: Those that are described.
    """
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "name": f"ckm-mo-{word(_ID, words.lang).removesuffix('_id')}-{CODEBOOK_VERSION}",
        "fields": [_field(words, each) for each in columns],
        "fieldsMatch": "partial",
        "primaryKey": [word(_ID, words.lang)],
        "missingValues": [""],
    }


def cases_package(words: Words, name: str, columns: Iterable[Variable] = VARIABLES) -> dict[str, Any]:
    """Give the Data Package of one table of cases.

    Args:
        words: Of the language.
        name: Of the table, without its suffix.
        columns: Those that it may have.
    """
    title = words.say("package_title", version=CODEBOOK_VERSION)
    return data_package(name, title, [table_resource(name, title, table_schema(words, columns))])


def data_package(name: str, title: str, resources: Iterable[dict[str, Any]], **more: object) -> dict[str, Any]:
    """Give a Data Package.

    Args:
        name: Its name, in small letters.
        title: What it holds.
        resources: The tables.
        more: Further properties, such as `licenses`.
    """
    return {"$schema": f"{_PROFILES}/datapackage.json", "name": name, "title": title, **more, "resources": [*resources]}


def table_resource(name: str, title: str, schema: object) -> dict[str, Any]:
    """Describe a table as this program writes it: CSV with commas, in UTF-8.

    Args:
        name: Of the file, without its suffix.
        title: What it holds.
        schema: Its Table Schema, or the file that has it.
    """
    facts = {"type": "table", "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"name": name, "title": title, **facts, "schema": schema}


def several(words: Iterable[str], alone: Iterable[str]) -> str:
    """Give the pattern of a cell with several words, or with one that stands alone."""
    one = "|".join(map(re.escape, words))
    return f"^({'|'.join(alone)}|({one})({JOINT}({one}))*)$"


def _field(words: Words, variable: Variable) -> dict[str, Any]:
    if variable in LOCATORS:
        title = f"{words.text('locators', 'label')}: {words.variable(variable.locates)}"
        definition = words.text("locators", "definition")
    else:
        title = words.variable(variable.key)
        (definition,) = words.texts_of(variable, ("definition",))
    facts = {"name": word(variable, words.lang), "type": "string", "title": title, "description": definition}
    constraints = _constraints(variable)
    return {**facts, "constraints": constraints} if constraints else facts


def _constraints(variable: Variable) -> dict[str, Any]:
    """Say what may stand in a column, in either language; of free text nothing."""
    if variable is _ID:
        return {"required": True, "unique": True}
    if variable.several:
        return {"pattern": several(_spelt(variable.values), _spelt(OPEN))}
    cells = _spelt(takes(variable))
    return {"enum": cells} if cells else {}


def _spelt(values: Iterable[Value]) -> list[str]:
    """List every word for values, each once."""
    return list(dict.fromkeys(word for value in values for word in (value.key, value.dutch, *value.others)))
