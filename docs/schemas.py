"""The schemas of what the program writes as JSON, and of the tables that it reads.

What a result has in JSON, and of which types, its class says (`records.Result`); what
stands there beyond its type, and what it means, is in `DETAILS`. Codes, keys and values
come from the codebook, the rules and the study's figures, so that a schema holds for
one version of the codebook, which its `$id` names. `generate.py` writes them to
`reference/schemas`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from inspect import getattr_static
from itertools import combinations, product
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from ckm_mo.agreement.disagreements import Disagreement
from ckm_mo.agreement.levels import Agreement
from ckm_mo.agreement.measures import Figures
from ckm_mo.agreement.merging import LeftEmpty, Merged
from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.checking import Law, Query, check
from ckm_mo.classification import INPUTS, Verdict, key_at_level, options
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    CODED,
    CONTEXT,
    EDIT_RULES,
    IDENTIFIERS,
    LOCATOR,
    LOCATORS,
    MEANS_KEYS,
    NOT_CODED,
    NOT_STATED,
    OPEN,
    VARIABLE,
    VARIABLES,
    MeansClass,
    Variable,
    means_key,
    takes,
)
from ckm_mo.explanation import Explanation, Fired, Flip, RuledOut
from ckm_mo.questions.claims import Checked
from ckm_mo.questions.judging import Judged
from ckm_mo.questions.plans import Plan, Reopened
from ckm_mo.records import Pairs
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILES, RULES
from ckm_mo.study.bounds import Allowed
from ckm_mo.study.comparison import ComparedFigure, Comparison
from ckm_mo.study.figures import Base, CountedValue, Figure, Measure, Standing, Text, sheet
from ckm_mo.tallies.bounds import Bounds
from ckm_mo.tallies.reports import FINDINGS, Coverage, Finding, Report
from ckm_mo.tallies.statements import RESULTS
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.datapackage import several, table_schema
from ckm_mo.views.words import Words

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

CODES: Final = [profile.code for profile in PROFILES]
READINGS: Final = [*map(str, Reading)]
PERIODS: Final = [*map(str, Period)]
SAID: Final = [value.key for value in OPEN if value.key != NOT_CODED]
"""How an answer that somebody gave is open."""

WAYS: Final = [value.key for value in OPEN]
"""All ways in which an answer is open."""

ASKED: Final = [key_at_level(key, period) for period in (None, *Period) for key in INPUTS]
KEYS: Final = list(dict.fromkeys(ASKED))
"""The variables of a classification, at every level that can be asked."""


# The parts of which schemas are made


def one_of(values: Iterable[object], text: str = "", *, null: bool = False) -> Schema:
    """Take one of some values, or null as well."""
    return {"enum": [*dict.fromkeys(values), *([None] if null else [])], **_about(text)}


def count(text: str = "", *, null: bool = False) -> Schema:
    """Take a whole number."""
    return {"type": ["integer", "null"] if null else "integer", "minimum": 0, **_about(text)}


def words(text: str = "", *, null: bool = False) -> Schema:
    """Take a text that says something."""
    return {"type": ["string", "null"] if null else "string", "minLength": 1, **_about(text)}


def truth(text: str) -> Schema:
    """Take true or false."""
    return {"type": "boolean", **_about(text)}


def listed(items: Schema, text: str = "", **more: object) -> Schema:
    """Take a list."""
    return {"type": "array", "items": items, **more, **_about(text)}


def row(items: Iterable[Schema], text: str = "") -> Schema:
    """Take a list with just these places."""
    places = list(items)
    return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places), **_about(text)}


def record(properties: Mapping[str, Schema], text: str = "", *, optional: Iterable[str] = (), **more: object) -> Schema:
    """Take an object with just these keys."""
    required = [key for key in properties if key not in set(optional)]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
        **more,
        **_about(text),
    }


def mapping(keys: Iterable[str] | None, values: Schema, text: str = "") -> Schema:
    """Take an object whose keys are data: some of these, or any."""
    named = {} if keys is None else {"propertyNames": one_of(keys)}
    return {"type": "object", **named, "additionalProperties": values, **_about(text)}


def some_of(values: Mapping[str, Schema], text: str) -> Schema:
    """Take an object with some of these keys."""
    return record(values, text, optional=values)


def _about(text: str) -> Schema:
    return {"description": text} if text else {}


# From a class to a schema

_SHAPES: Final = {"type", "enum", "const", "anyOf", "$ref"}
"""A detail with any of these says by itself what stands there; another is added to what the type says."""

_SIMPLE: Final[Mapping[object, Schema]] = {
    bool: truth(""),
    int: count(),
    float: {"type": "number"},
    Fraction: {"type": "number"},
    str: words(),
    Pairs: mapping(None, words()),
}


def properties(cls: type, **shapes: Schema) -> dict[str, Schema]:
    """Return the schema of each key of a class's JSON object, in the order of its `json`.

    Args:
        cls: A class of results, or a named tuple. One that lists no keys has those of its details.
        shapes: What stands at some keys, instead of what the type there says.

    Raises:
        LookupError: If the details lack a key of the class or have one that it has not, or if neither the type nor the
            details say what stands at a key.
    """
    details = DETAILS[cls]
    entries = getattr(cls, "json", getattr(cls, "_fields", ())) or tuple(details)
    found: dict[str, Schema] = {}
    left = {*details, *shapes}
    for entry in entries:
        key, _, attribute = entry.partition(":")
        hint = _hint(cls, attribute or key)
        if not key and hint in DETAILS:
            found |= properties(hint)
            continue
        left.discard(key or entry)
        if (key or entry) not in details:
            raise LookupError(f"{cls.__name__}: no details of {key or entry}")
        detail = details[key or entry]
        if not key:
            found |= detail
            continue
        about = _about(detail) if isinstance(detail, str) else detail
        base = {} if about.keys() & _SHAPES else shapes.get(key) or type_schema(hint)
        found[key] = {**base, **about}
        if not found[key].keys() & _SHAPES:
            raise LookupError(f"{cls.__name__}: neither type nor details say what {key} is")
    if left:
        raise LookupError(f"{cls.__name__}: details of {', '.join(sorted(left))}, which it has not")
    return found


def object_of(cls: type, text: str = "", **shapes: Schema) -> Schema:
    """Take the JSON object of a class; see `properties`."""
    return record(properties(cls, **shapes), text)


def _hint(cls: Any, path: str) -> Any:
    """Return the type of an attribute, or of an attribute of an attribute; None where none is declared."""
    for name in path.split("."):
        there = getattr_static(cls, name, None)
        if isinstance(there, property):
            cls = get_type_hints(there.fget).get("return")
        elif isinstance(there, cached_property):
            cls = get_type_hints(there.func).get("return")
        else:
            cls = get_type_hints(cls).get(name)
    return cls


def type_schema(hint: Any) -> Schema:
    """Return what the JSON of a type is; nothing where the type does not say."""
    origin, parts = get_origin(hint), [each for each in get_args(hint) if each not in {..., NoneType}]
    inner = [type_schema(each) for each in parts]
    found: Schema = _SIMPLE.get(hint, {})
    if hint in DETAILS:
        found = object_of(hint)
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        found = one_of(map(str, hint))
    elif parts and all(inner):
        if origin is UnionType:
            found = _or_null(*inner)
        elif origin in {dict, Mapping}:
            found = mapping(None, inner[-1])
        elif origin is list or ... in get_args(hint):
            found = listed(inner[0])
        elif origin is tuple:
            found = row(inner)
    return found


def _or_null(schema: Schema) -> Schema:
    """Take null too."""
    if schema.get("type") in {"boolean", "integer", "number", "string"}:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [{"type": "null"}, schema]}


def _document(name: str, title: str, schema: Schema) -> Schema:
    number = {"$schema": DRAFT, "$id": f"urn:ckm-mo:schema:{name}:{CODEBOOK_VERSION}", "title": title}
    return {**number, **schema}


# What stands in several outputs


def _answers_read(text: str, least: int = 1) -> Schema:
    """Take answers to the variables of a classification, as read."""
    values = {key: one_of(options(base)) for key, base in zip(ASKED, [*INPUTS] * len(ASKED), strict=False)}
    return {**some_of(values, text), "minProperties": least}


def _possible(text: str = "The profiles that are possible, in their order.") -> Schema:
    return listed(one_of(CODES), text, uniqueItems=True)


def _outside() -> Schema:
    return one_of(["no", "possible", "yes"], "Whether the case is outside the format: none of the five means was used.")


PROFILE_TEXT: Final = "The profile, where only one outcome is possible and it is a profile; else null."

VERDICT_LAWS: Final = [
    {
        "if": {"properties": {"profile": {"type": "string"}}},
        "then": {"properties": {"possible": {"minItems": 1, "maxItems": 1}, "outside": {"const": "no"}}},
    },
    {
        "if": {"properties": {"outside": {"const": "yes"}}},
        "then": {"properties": {"possible": {"maxItems": 0}, COERCION: {"const": "none"}}},
    },
    {
        "if": {"properties": {"not_begun": {"const": True}}},
        "then": {
            "properties": {
                "period": {"const": str(Period.EXPLOITATION)},
                "possible": {"maxItems": 0},
                "outside": {"const": "no"},
                COERCION: {"type": "null"},
            }
        },
        "else": {
            "anyOf": [{"properties": {"possible": {"minItems": 1}}}, {"properties": {"outside": {"const": "yes"}}}]
        },
    },
]
"""What holds between the parts of a verdict."""


def _limits(text: str, *, null: bool = True) -> Schema:
    share = {"type": "number", "minimum": 0, "maximum": 1}
    limits = record({"low": share, "high": share})
    return {**({"anyOf": [{"type": "null"}, limits]} if null else limits), **_about(text)}


def _all_or_none() -> Schema:
    return truth("Whether all have it, or none, in every completion: in a small group it says something of each.")


def _small_below() -> Schema:
    return count("Of fewer cases a group is small; 0 or 1: none is.")


def _split(text: str = "") -> Schema:
    numbers = {str(each): count() for each in (Truth.YES, Truth.NO, Truth.OPEN)}
    return record({**numbers, "all_or_none": _all_or_none()}, text)


def _where() -> Schema:
    condition = record({"key": words("A variable, a result or a column."), "value": words()})
    conditions = listed(condition, "As given, in the codebook's words.", minItems=1)
    return {
        "anyOf": [{"type": "null"}, record({"conditions": conditions})],
        **_about("The conditions of `--where`; null without."),
    }


def _provenance() -> Schema:
    file = record({"name": words("As given."), "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
    return record(
        {
            "version": words("Of the program."),
            "codebook": {"const": CODEBOOK_VERSION, **_about("The version of the codebook.")},
            "files": listed(file, "The tables that were read."),
        },
        "From what, and with what, it was made.",
    )


def _in_two_languages(text: str = "") -> Schema:
    return object_of(Text, text)


def _case_id() -> Schema:
    return words("The case's id; null for `case`.", null=True)


def _coded(key: str) -> Schema:
    """Take what may be coded of a variable; any text of one without values."""
    variable = VARIABLE[key]
    if variable.several:
        return {"type": "string", "pattern": several((value.key for value in variable.values), SAID)}
    return one_of(value.key for value in takes(variable)) if variable.values else words()


def _cell(variable: Variable) -> Schema:
    """Take what may be coded for a variable."""
    if variable.several:
        return {"type": "string", "pattern": several((value.key for value in variable.values), SAID)}
    return one_of(value.key for value in takes(variable) if value.key != NOT_CODED)


def _coded_key(text: str = "") -> Schema:
    return one_of((each.key for each in CODED), text)


def _by_variable(text: str) -> Schema:
    """Add to an object of texts that its keys are variables that are coded."""
    return {"propertyNames": _coded_key(), **_about(text)}


def _period(text: str = "") -> Schema:
    return one_of(PERIODS, text, null=True)


def _empty() -> Schema:
    return one_of([NOT_CODED, NOT_STATED], "What an empty cell counted as.")


def _reading() -> Schema:
    return one_of([*READINGS, "mixed"], "How silence was read.")


def _coefficient(text: str = "") -> Schema:
    return {"maximum": 1, **_about(text)}


def _layouts() -> list[str]:
    return [*sheet().readings]


def _assumed() -> Schema:
    assumed = record(
        {
            "at_most_yes": count('How many of them are "yes" at most.'),
            "open_answers": count("How many answers about means are open."),
        }
    )
    return {
        "anyOf": [{"type": "null"}, assumed],
        **_about("What is assumed of the open answers about means; null where nothing is."),
    }


# What the types do not say

_OF_KEYS: Final = dict.fromkeys(key for rule in EDIT_RULES for key, _ in (*rule.when, *rule.expected))
_FIGURES: Final = {"$ref": "#/$defs/figures"}
_ENDS: Final = row([count(), count()])
_PAIRS: Final = dict.fromkeys(one + other for code in CODES for one, other in combinations(code, 2))
_CONDITIONS: Final = listed(record({"key": one_of(VARIABLE), "value": words()}))

DETAILS: Final[dict[type, Mapping[str, Any]]] = {
    Text: {"en": "", "nl": ""},
    # of one case
    Verdict: {
        "reading": one_of(READINGS, "What silence means in this case."),
        "period": _period("The period of which coercion is; null for any."),
        "profile": one_of(CODES, PROFILE_TEXT, null=True),
        "possible": _possible(),
        "outside": _outside(),
        **{
            dimension: one_of(outcomes, f"The outcome on the line of {dimension}; null where it is open.", null=True)
            for dimension, outcomes in DIMENSIONS.items()
        },
        "not_begun": truth("Whether the exploitation never began; true under `--period exploitation` alone."),
        "rests_on_silence": truth("Whether the verdict differs from the one under the open reading."),
    },
    Fired: {
        "rule": one_of([rule.outcome for rule in RULES], "The rule's name: its outcome."),
        "dimension": one_of([rule.dimension for rule in RULES]),
        "outcome": one_of([rule.outcome for rule in RULES]),
        "ground": "Whose rule it is: the study's format, or this project's interpretation.",
        "source": one_of(rule.source for rule in RULES),
        "answers": _answers_read("Every answer that supports it."),
    },
    RuledOut: {"profile": one_of(CODES), "by": _answers_read("The smallest set of answers that does.")},
    Flip: {
        "key": one_of(KEYS),
        "from": one_of(value for key in INPUTS for value in options(key)),
        "to": one_of(value for key in INPUTS for value in options(key)),
        "profile": one_of(CODES, "What it would then be.", null=True),
        "possible": _possible("What would then be possible."),
        "outside": _outside(),
    },
    Explanation: {
        "fired": "The rules that are true whatever the open answers are.",
        "ruled_out": "For each impossible profile, what rules it out.",
        "ask": listed(one_of(KEYS), "The open variables that matter, the most telling first.", uniqueItems=True),
        "flips": "Where one outcome is left: the single changes that lead to others.",
        "context": some_of({each.key: _cell(each) for each in CONTEXT}, "The context variables that are coded."),
        "at": _by_variable("Where in the source the answers stand, for those that say so."),
        "queries": "What does not fit in the coding, by the edit rules; no verdict depends on it.",
        "other": "The table's other columns, where they are not empty.",
    },
    Query: {
        "edit_rule": one_of(rule.key for rule in EDIT_RULES),
        "answers": some_of({key: _coded(key) for key in _OF_KEYS}, "The answers that do not fit each other."),
    },
    Law: {"law": "", "enumerated": "", "broken": "Where it is broken; empty where it holds."},
    Case: {
        "case_id": "",
        "names": some_of(
            {each.key: words() for each in IDENTIFIERS[1:]},
            "Those of its investigation, offender and victim, where they are there.",
        ),
        "answers": some_of({each.key: _cell(each) for each in CODED}, "What is coded."),
        "at": _by_variable("Where those who gave an answer found it."),
        "other": "The other columns, where they are not empty.",
    },
    # of many cases
    Bounds: {
        "count": count("At least: the cases that have it."),
        "at_most": count("At most: the cases that may have it."),
        "share": _limits("The least and the greatest over all completions; null where the group is empty in each."),
        "interval": _limits(
            "From the least lower Wilson limit to the greatest upper one over them; null likewise, or without interval."
        ),
        "all_or_none": _all_or_none(),
    },
    Tally: {
        "n": count("The cases that are counted for certain."),
        "n_at_most": count("With those that may belong to the group."),
        "small": truth("Whether there are so few for certain that figures about them can point to a person."),
        "exact": truth("Whether shares and intervals are exact; else they are outer bounds."),
        "reading": _reading(),
        "readings": record({each: count() for each in READINGS}, "How many cases were read so."),
        "period": _period("The period of which coercion is; null for any."),
        "empty": _empty(),
        "decided_only": truth("Whether decided cases alone were counted: their shares are an artefact."),
        "where": _where(),
        "not_begun": count("Cases left out, since the exploitation never began."),
        "decided": count("Cases with one profile."),
        "undecided": count("Cases with more than one outcome."),
        "outside": record({"yes": count("For certain."), "possible": count()}, "Cases outside the format."),
        "rests_on_silence": count("Cases whose verdict would be another under the open reading."),
        "offenders": count("Distinct offenders; null where a case names none.", null=True),
        "profiles": "All eight, in their order.",
        "dimensions": "The outcomes of each line.",
        "means": "The means, as read.",
        "any_soft": _split("Cases with any soft means."),
        "any_hard": _split("Cases with any hard means."),
        "assumed": _assumed(),
        "interval": record(
            {
                "method": one_of(["wilson"], "Null where no interval is given.", null=True),
                "confidence": {"type": ["number", "null"], **_about("How much it covers.")},
                "population": count(
                    "Of how many cases these are a random sample; null where it is not said.", null=True
                ),
                "cluster": {
                    **words("The column of cases that may be alike; null without."),
                    "type": ["string", "null"],
                },
                "clusters": count("How many of them there are, singles included; null without.", null=True),
                "singles": count("How many of them are a case that names none; null without.", null=True),
            },
            "What the intervals rest on.",
        ),
        "small_below": _small_below(),
        "shift": "Coercion in recruitment against exploitation, all pairs; null with a period.",
        "by": "The figures of each value of a variable, a result or a column; null without `--by`.",
        "provenance": _provenance(),
    },
    Coverage: {"key": _coded_key(), "coded": "", ":open": {key: count() for key in WAYS}},
    Finding: {
        "finding": one_of(FINDINGS, "The edit rule that raises a query, or what else was found."),
        "file": "As given.",
        "row": "As a spreadsheet numbers it: the header is 1.",
        "case_id": "",
        "answers": some_of({key: _coded(key) for key in VARIABLE}, "The answers that it is about."),
        "at": _by_variable("Where in the source they stand."),
    },
    Report: {
        "cases": "How many cases there are.",
        "empty": _empty(),
        "variables": "Of how many cases each variable is coded, and open: those with a column.",
        "without_column": listed(_coded_key(), "The other variables.", uniqueItems=True),
        "counts": record({kind: count() for kind in FINDINGS}, "In how many rows each was found."),
        "findings": "What was found in rows, queries first, in the order of the rows.",
        "located": "Whether a table has locators; where none has, none is missed.",
        "other": "The columns that are the user's own.",
        "provenance": _provenance(),
    },
    # of claims and plans
    Judged: {
        "claim": words("As given; of `each`, written out."),
        "status": one_of(["holds", "fails", "open"], "In every completion, in none, or in some."),
        "unit": one_of(["cases", "share"], "What the differences are in; of shares, fractions."),
        ":differences": {
            "least": {"type": "number", **_about("The least difference, left minus right.")},
            "greatest": {"type": "number", **_about("The greatest.")},
        },
        "left_out": truth("Whether completions were left out since a group is empty in them."),
        "breakdown": {
            "anyOf": [
                {"type": "null"},
                record(
                    {
                        "at_most_yes": count("The most of them; null where it does not hold at 0 either.", null=True),
                        "open_answers": count("Of how many."),
                    }
                ),
            ],
            **_about('How many open answers about means may be "yes" and leave it true; null where it is not open.'),
        },
        "exact": truth("Whether all of it is exact; else the differences are outer bounds."),
        "small": truth("Whether it is about a share of so few for certain that it can point to a person."),
    },
    Checked: {
        "n": count("How many cases there are."),
        "reading": _reading(),
        "period": _period("The period that was asked for; null for any."),
        "assumed": _assumed(),
        "small_below": _small_below(),
        "claims": "In the order given.",
        "provenance": _provenance(),
    },
    Reopened: {
        "case_id": words("The case's id."),
        "ask": one_of(KEYS, "The first question: the key of a variable."),
        "answers": count("How many answers are looked up."),
        "guaranteed": count("What they take away for certain."),
        "per": {
            "type": ["string", "null"],
            **_about("What it has in the column of `--per`; null where that is open."),
        },
    },
    Plan: {
        "n": count("How many cases there are."),
        "undecided": count("Cases with more than one outcome."),
        "width": count("The sum over profiles of `at_most` less `count`."),
        "answers": count("How many answers may be looked up."),
        "guaranteed": count("What they take away of the width, if the source answers with a definite value."),
        "curve": listed(record({"answers": count(), "guaranteed": count()}), "That for 0 answers, 1, 2 and so on."),
        "cases": "The cases to reopen, the most guaranteed per answer first.",
        "provenance": _provenance(),
    },
    # of coders
    Figures: {
        "units": "Rated by two coders or more.",
        "agreement": {"minimum": 0, "maximum": 1, **_about("Percent agreement, a fraction.")},
        "kappa": _coefficient("Cohen's for two coders, Fleiss' for more."),
        "alpha": _coefficient("Krippendorff's."),
        "ac1": _coefficient("Gwet's."),
        "ac1_low": _coefficient("The limits of its interval; null without SciPy."),
        "ac1_high": _coefficient(),
        "note": "Why a figure is undefined, and what to heed.",
    },
    Agreement: {
        "coders": {"minItems": 2, "uniqueItems": True, **_about("As their tables are named.")},
        "cases": record(
            {
                "common": count("Coded by at least two coders."),
                "only": mapping(None, listed(words()), "The ids that one coder alone has, by coder."),
            }
        ),
        "variables": row(
            (record({"key": {"const": each.key}, "coded": _FIGURES, "stated": _FIGURES}) for each in CODED),
            "Answers as coded, and as stated.",
        ),
        "dimensions": record(dict.fromkeys(DIMENSIONS, _FIGURES), "The dimensions."),
        "profile": {**_FIGURES, **_about("The decided profile.")},
        "possible": {**_FIGURES, **_about("The set of possible profiles.")},
    },
    Disagreement: {
        "case_id": "",
        "key": _coded_key(),
        "changes_verdict": "Whether the other's answer would give other outcomes.",
    },
    LeftEmpty: {"case_id": "", "keys": listed(one_of(VARIABLE), minItems=1, uniqueItems=True)},
    Merged: {"cases": "", "left_empty": "What not all agree on."},
    # of the study
    CountedValue: {
        "key": _coded_key("The variable that it counts."),
        "value": "The value.",
        "period": _period(),
        "among": {**_CONDITIONS, **_about("The cases that it is counted among; empty for all.")},
    },
    Base: {"unit": one_of(sheet().units), "n": "", "counts": "The whole numbers that print so."},
    Figure: {
        "figure": one_of((each.key for each in sheet().figures), "Its name."),
        "block": one_of(sheet().blocks, "The part of the sheet."),
        "group": one_of(sheet().groups, "What it stands with."),
        "measure": "What is printed.",
        "printed": {
            "type": ["string", "null"],
            "pattern": "^[0-9]+(,[0-9]+)?$",
            **_about("As printed; null for a remainder."),
        },
        "bases": {"minItems": 1, **_about("What it may be a share of.")},
        "standing": "How sure it is what it counts.",
        "asked": "What it counts, in the codebook's words.",
        "label": "",
        "source": "",
        "note": "",
    },
    Allowed: {
        "reading": "",
        "profiles": record(dict.fromkeys(CODES, _ENDS), "Of each profile, the least and the most victims."),
        "pairs": record(dict.fromkeys(_PAIRS, _ENDS), "Of two lines together."),
        "hard": "Of any hard means.",
    },
    ComparedFigure: {
        "figure": one_of(each.key for each in sheet().figures),
        "unit": one_of(sheet().units),
        "study": record(
            {
                "printed": {"type": ["string", "null"]},
                "measure": one_of(map(str, Measure)),
                "standing": one_of(map(str, Standing)),
                "readings": listed(one_of(_layouts()), "Under which readings of the lost layout; empty for every one."),
                "n": count(),
                "counts": listed(count(), minItems=1),
                "share": _limits("As fractions of `n`.", null=False),
            },
            "The study's.",
        ),
        "table": "The cases', by reading of silence.",
        "left_out": "How many more may be among them.",
    },
    Comparison: {
        "cases": "How many there are; of a group, that belong to it for certain whatever the reading.",
        "cases_at_most": "With those that may belong to it.",
        "small": "Whether there are so few for certain that figures about them can point to a person.",
        "small_below": _small_below(),
        "by_case": "Whether cases were counted although a victim stands in several.",
        "period": _period(),
        "empty": _empty(),
        "where": _where(),
        "attempts": "Cases in which the exploitation never began.",
        "readings": record({each: count() for each in READINGS}, "Cases that say themselves how silence is read."),
        "named": record(
            {each: count(null=True) for each in sheet().units}, "Distinct ones; null where a case names none."
        ),
        "figures": "Each figure that the cases say something of.",
        "silent": listed(one_of(each.key for each in sheet().figures), "Figures of which everything is open in them."),
        "own": mapping(
            (each.key for each in CODED),
            mapping(None, count()),
            "Values of the variables that no figure speaks of.",
        ),
        "provenance": _provenance(),
    },
}
"""By class, what stands at each key of its JSON object: what it means, and what its type does not say.

A text is what it means. A schema that says by itself what stands there takes the place of what the type says; another
adds to it. Where the keys of another object stand among those of the class (`:attribute`) and the type is no class of
results, the detail is by that name, and has a schema for each.
"""

OF_THE_WHOLE: Final = ("assumed", "interval", "small_below", "shift", "by", "provenance")
"""The keys of a tally that its groups do not have."""


# The outputs


def classify_schema() -> Schema:
    """Give the schema of `classify`."""
    verdict = {
        "case_id": words("The case's id."),
        **properties(Verdict),
        "in_group": one_of(["yes", "possible"], "With `--where`: whether it is in the group for certain, or may be."),
    }
    every = record(verdict, allOf=VERDICT_LAWS, optional=["in_group"])
    return listed(every, "A verdict for every case, in the order of the rows.")


def explain_schema() -> Schema:
    """Give the schema of `case` and `explain`."""
    return record({"case_id": _case_id(), **properties(Verdict), **properties(Explanation)}, allOf=VERDICT_LAWS)


def _levels(means: str) -> list[str]:
    return [means_key(means, level) for level in ("", *Period)]


def tally_schema() -> Schema:
    """Give the schema of `tally`."""
    open_too = [*DIMENSIONS[COERCION], str(Truth.OPEN)]
    bounds = properties(Bounds)
    shift = row(
        (
            record(
                {
                    "recruitment": {"const": one},
                    "exploitation": {"const": other},
                    "count": count(),
                    "all_or_none": _all_or_none(),
                }
            )
            for one, other in product(open_too, open_too)
        )
    )
    group = {"$ref": "#/$defs/group"}
    values = {each.key: tuple(value.key for value in each.values) for each in CODED} | dict(RESULTS)
    groups = record(
        {
            "variable": words("A variable, a result or a column."),
            "open": count("How many of the cases that may be counted have it open."),
            "groups": listed(group, "Each has the figures of the whole, of the cases that have its value, or may."),
        },
        allOf=[
            {
                "if": {"properties": {"variable": {"const": key}}},
                "then": {"properties": {"groups": row({"properties": {"value": {"const": each}}} for each in of)}},
            }
            for key, of in values.items()
        ],
    )
    whole = properties(
        Tally,
        profiles=row(
            record({"number": {"const": each.number}, "profile": {"const": each.code}, **bounds}) for each in PROFILES
        ),
        dimensions=record(
            {
                dimension: row(record({"outcome": {"const": each}, **bounds}) for each in DIMENSIONS[dimension])
                for dimension in DIMENSIONS
            }
        ),
        means=row(record({"key": {"enum": _levels(key)}, **_split()["properties"]}) for key in MEANS_KEYS),
        shift={"anyOf": [{"type": "null"}, shift]},
        by={"anyOf": [{"type": "null"}, groups]},
    )
    own = {key: whole.pop(key) for key in OF_THE_WHOLE}
    figures = {"$ref": "#/$defs/figures"}
    return {
        "type": "object",
        **figures,
        "properties": own,
        "required": [*own],
        "unevaluatedProperties": False,
        "$defs": {
            "figures": {"properties": whole, "required": [*whole]},
            "group": {
                "type": "object",
                **figures,
                "properties": {"value": words("The value.")},
                "required": ["value"],
                "unevaluatedProperties": False,
            },
        },
    }


def tallies_schema() -> Schema:
    """Give the schema of `tally` under several assumptions."""
    tally = tally_schema()
    parts = tally.pop("$defs")
    return {**listed(tally, "A tally for each assumption, in the order given.", minItems=2), "$defs": parts}


def claim_schema() -> Schema:
    """Give the schema of `claim`."""
    return object_of(Checked, claims=listed(object_of(Judged)))


def plan_schema() -> Schema:
    """Give the schema of `plan`."""
    return object_of(Plan, cases=listed(object_of(Reopened)))


def report_schema() -> Schema:
    """Give the schema of `check`."""
    return object_of(Report)


def codebook_schema() -> Schema:
    """Give the schema of `codebook`."""
    variables = [each for each in VARIABLES if not each.period]
    said = [value for each in variables for value in takes(each)]
    names = one_of(name for value in said for name in (value.key, value.dutch, *value.others))
    value = record(
        {"key": one_of(value.key for value in said), "words": listed(names, "What a table may say.", minItems=2)}
    )
    texts = {"label": _in_two_languages(), "short": _in_two_languages(), "definition": _in_two_languages()}
    meaning = record(texts, optional=("short",))
    facts = {
        "key": one_of(each.key for each in variables),
        "columns": listed(
            one_of(name for each in VARIABLES for name in (each.key, each.dutch)), "Headers of its columns."
        ),
        "locators": listed(
            one_of(name for each in LOCATORS for name in (each.key, each.dutch)),
            "Headers of the columns that say where in the source its answers stand.",
        ),
        "role": one_of(str(each.role) for each in variables),
        "class": one_of(map(str, MeansClass), "Of a means; null else.", null=True),
        "several": truth("Whether a cell may hold more than one value, joined by `;`."),
        "values": listed(value, "What may stand in a cell; empty for free text."),
        "label": _in_two_languages(),
        "definition": _in_two_languages(),
        "includes": _in_two_languages(),
        "excludes": _in_two_languages(),
        "question": _in_two_languages(),
        "source": _in_two_languages(),
        "meanings": mapping(
            (value.key for each in variables for value in each.values),
            meaning,
            "What each value means; empty for yes and no.",
        ),
    }
    return record(
        {
            "version": {"const": CODEBOOK_VERSION},
            "variables": listed(
                record(facts, optional=("includes", "excludes")), "A means stands here once.", minItems=1
            ),
            "locators": record(
                {part: _in_two_languages() for part in ("label", "definition", "includes", "excludes", "source")},
                "What the columns are for that say where an answer stands.",
            ),
            "edit_rules": row(
                (
                    record(
                        {
                            "key": {"const": rule.key},
                            "when": {"const": {key: list(values) for key, values in rule.when}},
                            "expected": {"const": {key: list(values) for key, values in rule.expected}},
                            "sentence": _in_two_languages(),
                            "source": _in_two_languages(),
                        }
                    )
                    for rule in EDIT_RULES
                ),
                "The answers that are expected beside others; where `expected` is empty, a second look is all.",
            ),
            "answers": record({str(answer): meaning for answer in Answer}, "The five answers."),
        }
    )


def rules_schema() -> Schema:
    """Give the schema of `rules`."""
    parts = listed({"$ref": "#/$defs/condition"}, minItems=2)
    condition = {
        "oneOf": [
            record(
                {
                    "is": {
                        **some_of({key: one_of(options(key)) for key in INPUTS}, ""),
                        "minProperties": 1,
                        "maxProperties": 1,
                    }
                }
            ),
            record({"all_of": parts}),
            record({"any_of": parts}),
        ]
    }
    rules = row(
        record(
            {
                "rule": {"const": rule.outcome},
                "dimension": {"const": rule.dimension},
                "outcome": {"const": rule.outcome},
                "when": {"$ref": "#/$defs/condition", **_about("A tree of `is`, `all_of` and `any_of`.")},
                "ground": {"const": str(rule.ground)},
                "source": {"const": rule.source},
            }
        )
        for rule in RULES
    )
    profiles = row(
        record(
            {
                "number": {"const": each.number},
                "code": {"const": each.code},
                **{dimension: {"const": outcome} for dimension, outcome in each.dimensions.items()},
            }
        )
        for each in PROFILES
    )
    about = {"rules": "The rules.", "profiles": "The profiles."}
    return {
        **record({"rules": {**rules, **_about(about["rules"])}, "profiles": {**profiles, **_about(about["profiles"])}}),
        "$defs": {"condition": condition},
    }


def check_schema() -> Schema:
    """Give the schema of `rules --check`."""
    laws = row(
        (object_of(Law, law={"const": law.key}, enumerated={"const": law.enumerated}) for law in check()),
        "What was enumerated.",
    )
    return record({"laws": laws, "seconds": {"type": "number", "minimum": 0, **_about("How long it took.")}})


def template_schema() -> Schema:
    """Give the schema of `template`."""
    return row(
        (
            record(
                {
                    "column": {"const": each.key},
                    "allowed": {"const": [value.key for value in takes(each)]},
                    **(
                        {
                            "at": {
                                "const": LOCATOR[each.key].key,
                                **_about("With `--places`: its locator, which follows."),
                            }
                        }
                        if each.key in LOCATOR
                        else {}
                    ),
                },
                optional=("at",),
            )
            for each in VARIABLES
        ),
        "Every column, in order, and what may stand in it; an empty list for free text.",
    )


def agree_schema() -> Schema:
    """Give the schema of `agree`, with what `--disagreements` and `--merged` add."""
    disagreement = record(
        {
            **properties(Disagreement),
            "answers": mapping(None, words(), "By coder."),
            "other": mapping(None, mapping(None, {"type": "string"}), "The other columns of their rows, by coder."),
        }
    )
    merged = record({"file": words(), **properties(Merged)})
    return {
        **record(
            {
                **properties(Agreement),
                "disagreements": listed(disagreement, "With `--disagreements`: those that change a verdict first."),
                "merged": {**merged, **_about("With `--merged`: what was written.")},
            },
            optional=("disagreements", "merged"),
        ),
        "$defs": {"figures": object_of(Figures)},
    }


def merge_schema() -> Schema:
    """Give the schema of `merge`."""
    keys = one_of(VARIABLE)
    case = record(
        {
            **properties(Case),
            "decided": listed(keys, "Of these, what was decided.", uniqueItems=True),
            "left_open": listed(keys, "What was not, and is unknown now.", uniqueItems=True),
            "alone": listed(keys, "What not all coders gave who have the case.", uniqueItems=True),
        }
    )
    return record(
        {
            "coders": listed(words(), "As their tables are named.", minItems=2, uniqueItems=True),
            "only": mapping(None, listed(words()), "The ids that one coder alone has, by coder."),
            "cases": listed(case, "The one table, in order."),
        }
    )


def figures_schema() -> Schema:
    """Give the schema of `study`."""
    reading = one_of(_layouts(), "Of the lost layout; null for every one.", null=True)
    asked_too = listed(record({"reading": reading, **properties(CountedValue)}))
    return listed(object_of(Figure, asked=asked_too), "The figures of a block.")


def bounds_schema() -> Schema:
    """Give the schema of `study --bounds`."""
    allowed = row(
        (object_of(Allowed, reading={"const": each}) for each in _layouts()), "One for each reading of the lost layout."
    )
    return record(
        {"period": one_of(PERIODS, "Only where one is asked for."), "readings": allowed}, optional=("period",)
    )


def compare_schema() -> Schema:
    """Give the schema of `study --compare`."""
    bounds = record(
        {
            "n": count(),
            "n_at_most": count("With those that may be among them."),
            "small": truth("Whether there are so few for certain, and one at least, that it can point to a person."),
            **properties(Bounds),
        }
    )
    table = {**record(dict.fromkeys(READINGS, bounds), optional=READINGS), "minProperties": 1}
    return object_of(Comparison, figures=listed(object_of(ComparedFigure, table=table)))


OUTPUTS: Final = {
    "classify": ("The verdicts of `ckm-mo classify`", classify_schema),
    "explain": ("The explanation of `ckm-mo case` and `ckm-mo explain`", explain_schema),
    "tally": ("The figures of `ckm-mo tally`", tally_schema),
    "tallies": ("The figures of `ckm-mo tally` under several assumptions", tallies_schema),
    "claim": ("What `ckm-mo claim` judges", claim_schema),
    "plan": ("The plan of `ckm-mo plan`", plan_schema),
    "codebook": ("The variables of `ckm-mo codebook`", codebook_schema),
    "rules": ("The rules and profiles of `ckm-mo rules`", rules_schema),
    "check": ("The laws of `ckm-mo rules --check`", check_schema),
    "report": ("The report of `ckm-mo check`", report_schema),
    "template": ("The columns of `ckm-mo template`", template_schema),
    "agree": ("The figures of `ckm-mo agree`", agree_schema),
    "merge": ("The table of `ckm-mo merge`", merge_schema),
    "figures": ("The study's figures of `ckm-mo study`", figures_schema),
    "bounds": ("The bounds of `ckm-mo study --bounds`", bounds_schema),
    "compare": ("The comparison of `ckm-mo study --compare`", compare_schema),
}
"""What each output is, and its schema."""


def json_schema(name: str) -> Schema:
    """Give the whole schema of an output."""
    title, schema = OUTPUTS[name]
    return _document(name, title.replace("`", ""), schema())


# Tables

TABLES: Final = {"cases": "en", "casussen": "nl"}
"""The Table Schemas, and the language of their headers."""


def documents() -> dict[str, Schema]:
    """Give every schema by the name of its file."""
    return {f"{name}.schema.json": json_schema(name) for name in OUTPUTS} | {
        f"{name}.tableschema.json": table_schema(Words(lang)) for name, lang in TABLES.items()
    }
