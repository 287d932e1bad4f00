"""The schemas of what the program writes as JSON, and of the tables that it reads.

Codes, keys and values come from the codebook, the rules and the study's figures,
so that a schema holds for one version of the codebook, which its `$id` names.
`generate.py` writes them to `reference/schemas`.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any, Final

from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.checking import check
from ckm_mo.classification import INPUTS, key_at_level, options
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
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILES, RULES, Ground
from ckm_mo.study.figures import Measure, Standing, sheet
from ckm_mo.tallies.reports import FINDINGS
from ckm_mo.tallies.statements import RESULTS
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

VERDICT: Final[dict[str, Schema]] = {
    "case_id": words("The case's id; null for `case`.", null=True),
    "reading": one_of(READINGS, "What silence means in this case."),
    "period": one_of(PERIODS, "The period of which coercion is; null for any.", null=True),
    "profile": one_of(CODES, PROFILE_TEXT, null=True),
    "possible": _possible(),
    "outside": _outside(),
    **{
        dimension: one_of(
            DIMENSIONS[dimension], f"The outcome on the line of {dimension}; null where it is open.", null=True
        )
        for dimension in DIMENSIONS
    },
    "not_begun": truth("Whether the exploitation never began; true under `--period exploitation` alone."),
    "rests_on_silence": truth("Whether the verdict differs from the one under the open reading."),
}

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


def _bounds() -> dict[str, Schema]:
    return {
        "count": count("At least: the cases that have it."),
        "at_most": count("At most: the cases that may have it."),
        "share": _limits("The least and the greatest over all completions; null where the group is empty in each."),
        "interval": _limits(
            "From the least lower Wilson limit to the greatest upper one over them; null likewise, or without interval."
        ),
        "all_or_none": _all_or_none(),
    }


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
    return record({"en": words(), "nl": words()}, text)


# The outputs


def classify_schema() -> Schema:
    """Give the schema of `classify`."""
    verdict = {
        **VERDICT,
        "case_id": words("The case's id."),
        "in_group": one_of(["yes", "possible"], "With `--where`: whether it is in the group for certain, or may be."),
    }
    every = record(verdict, allOf=VERDICT_LAWS, optional=["in_group"])
    return listed(every, "A verdict for every case, in the order of the rows.")


def explain_schema() -> Schema:
    """Give the schema of `case` and `explain`."""
    fired = {
        "rule": one_of([rule.outcome for rule in RULES], "The rule's name: its outcome."),
        "dimension": one_of([rule.dimension for rule in RULES]),
        "outcome": one_of([rule.outcome for rule in RULES]),
        "ground": one_of(map(str, Ground), "Whose rule it is: the study's format, or this project's interpretation."),
        "source": one_of(rule.source for rule in RULES),
        "answers": _answers_read("Every answer that supports it."),
    }
    flip = {
        "key": one_of(KEYS),
        "from": one_of(value for key in INPUTS for value in options(key)),
        "to": one_of(value for key in INPUTS for value in options(key)),
        "profile": one_of(CODES, "What it would then be.", null=True),
        "possible": _possible("What would then be possible."),
        "outside": _outside(),
    }
    context = {each.key: _cell(each) for each in CONTEXT}
    ruled_out = record({"profile": one_of(CODES), "by": _answers_read("The smallest set of answers that does.")})
    return record(
        {
            **VERDICT,
            "fired": listed(record(fired), "The rules that are true whatever the open answers are."),
            "ruled_out": listed(ruled_out, "For each impossible profile, what rules it out."),
            "ask": listed(one_of(KEYS), "The open variables that matter, the most telling first.", uniqueItems=True),
            "flips": listed(record(flip), "Where one outcome is left: the single changes that lead to others."),
            "context": some_of(context, "The context variables that are coded."),
            "at": mapping(
                (each.key for each in CODED), words(), "Where in the source the answers stand, for those that say so."
            ),
            "queries": listed(query(), "What does not fit in the coding, by the edit rules; no verdict depends on it."),
            "other": mapping(None, words(), "The table's other columns, where they are not empty."),
        },
        allOf=VERDICT_LAWS,
    )


def _coded(key: str) -> Schema:
    """Take what may be coded of a variable; any text of one without values."""
    variable = VARIABLE[key]
    if variable.several:
        return {"type": "string", "pattern": several((value.key for value in variable.values), SAID)}
    return one_of(value.key for value in takes(variable)) if variable.values else words()


def query() -> Schema:
    """Take a query that an edit rule raises."""
    keys = dict.fromkeys(key for rule in EDIT_RULES for key, _ in (*rule.when, *rule.expected))
    return record(
        {
            "edit_rule": one_of(rule.key for rule in EDIT_RULES),
            "answers": some_of({key: _coded(key) for key in keys}, "The answers that do not fit each other."),
        }
    )


def _figures() -> dict[str, Schema]:
    """Give what a tally has, and each of its groups too."""
    return {
        "n": count("The cases that are counted for certain."),
        "n_at_most": count("With those that may belong to the group."),
        "small": truth("Whether there are so few for certain that figures about them can point to a person."),
        "exact": truth("Whether shares and intervals are exact; else they are outer bounds."),
        "reading": one_of([*READINGS, "mixed"], "How silence was read."),
        "readings": record({each: count() for each in READINGS}, "How many cases were read so."),
        "period": one_of(PERIODS, "The period of which coercion is; null for any.", null=True),
        "empty": one_of([NOT_CODED, NOT_STATED], "What an empty cell counted as."),
        "decided_only": truth("Whether decided cases alone were counted: their shares are an artefact."),
        "where": _where(),
        "not_begun": count("Cases left out, since the exploitation never began."),
        "decided": count("Cases with one profile."),
        "undecided": count("Cases with more than one outcome."),
        "outside": record({"yes": count("For certain."), "possible": count()}, "Cases outside the format."),
        "rests_on_silence": count("Cases whose verdict would be another under the open reading."),
        "offenders": count("Distinct offenders; null where a case names none.", null=True),
        "profiles": row(
            (
                record({"number": {"const": each.number}, "profile": {"const": each.code}, **_bounds()})
                for each in PROFILES
            ),
            "All eight, in their order.",
        ),
        "dimensions": record(
            {
                dimension: row(record({"outcome": {"const": each}, **_bounds()}) for each in DIMENSIONS[dimension])
                for dimension in DIMENSIONS
            },
            "The outcomes of each line.",
        ),
        "means": row(
            (record({"key": {"enum": _levels(key)}, **_split()["properties"]}) for key in MEANS_KEYS),
            "The means, as read.",
        ),
        "any_soft": _split("Cases with any soft means."),
        "any_hard": _split("Cases with any hard means."),
    }


def _levels(means: str) -> list[str]:
    return [means_key(means, level) for level in ("", *Period)]


def tally_schema() -> Schema:
    """Give the schema of `tally`."""
    open_too = [*DIMENSIONS[COERCION], str(Truth.OPEN)]
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
    figures = {"$ref": "#/$defs/figures"}
    own = {
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
        "shift": {
            "anyOf": [{"type": "null"}, shift],
            **_about("Coercion in recruitment against exploitation, all pairs; null with a period."),
        },
        "by": {
            "anyOf": [{"type": "null"}, groups],
            **_about("The figures of each value of a variable, a result or a column; null without `--by`."),
        },
        "provenance": _provenance(),
    }
    return {
        "type": "object",
        **figures,
        "properties": own,
        "required": [*own],
        "unevaluatedProperties": False,
        "$defs": {
            "figures": {"properties": _figures(), "required": [*_figures()]},
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


def claim_schema() -> Schema:
    """Give the schema of `claim`."""
    breakdown = record(
        {
            "at_most_yes": count("The most of them; null where it does not hold at 0 either.", null=True),
            "open_answers": count("Of how many."),
        }
    )
    claim = record(
        {
            "claim": words("As given; of `each`, written out."),
            "status": one_of(["holds", "fails", "open"], "In every completion, in none, or in some."),
            "unit": one_of(["cases", "share"], "What the differences are in; of shares, fractions."),
            "least": {"type": "number", **_about("The least difference, left minus right.")},
            "greatest": {"type": "number", **_about("The greatest.")},
            "left_out": truth("Whether completions were left out since a group is empty in them."),
            "breakdown": {
                "anyOf": [{"type": "null"}, breakdown],
                **_about(
                    'How many open answers about means may be "yes" and leave it true; null where it is not open.'
                ),
            },
            "exact": truth("Whether all of it is exact; else the differences are outer bounds."),
            "small": truth("Whether it is about a share of so few for certain that it can point to a person."),
        }
    )
    return record(
        {
            "n": count("How many cases there are."),
            "reading": one_of([*READINGS, "mixed"], "How silence was read."),
            "period": one_of(PERIODS, "The period that was asked for; null for any.", null=True),
            "assumed": _assumed(),
            "small_below": _small_below(),
            "claims": listed(claim, "In the order given."),
            "provenance": _provenance(),
        }
    )


def plan_schema() -> Schema:
    """Give the schema of `plan`."""
    reopened = record(
        {
            "case_id": words("The case's id."),
            "ask": one_of(KEYS, "The first question: the key of a variable."),
            "answers": count("How many answers are looked up."),
            "guaranteed": count("What they take away for certain."),
            "per": {
                "type": ["string", "null"],
                **_about("What it has in the column of `--per`; null where that is open."),
            },
        }
    )
    return record(
        {
            "n": count("How many cases there are."),
            "undecided": count("Cases with more than one outcome."),
            "width": count("The sum over profiles of `at_most` less `count`."),
            "answers": count("How many answers may be looked up."),
            "guaranteed": count("What they take away of the width, if the source answers with a definite value."),
            "curve": listed(record({"answers": count(), "guaranteed": count()}), "That for 0 answers, 1, 2 and so on."),
            "cases": listed(reopened, "The cases to reopen, the most guaranteed per answer first."),
            "provenance": _provenance(),
        }
    )


def report_schema() -> Schema:
    """Give the schema of `check`."""
    finding = record(
        {
            "finding": one_of(FINDINGS, "The edit rule that raises a query, or what else was found."),
            "file": words("As given."),
            "row": count("As a spreadsheet numbers it: the header is 1."),
            "case_id": words(),
            "answers": some_of({key: _coded(key) for key in VARIABLE}, "The answers that it is about."),
            "at": mapping((each.key for each in CODED), words(), "Where in the source they stand."),
        }
    )
    coverage = record({"key": one_of(each.key for each in CODED), "coded": count(), **{key: count() for key in WAYS}})
    return record(
        {
            "cases": count("How many cases there are."),
            "empty": one_of([NOT_CODED, NOT_STATED], "What an empty cell counted as."),
            "variables": listed(coverage, "Of how many cases each variable is coded, and open: those with a column."),
            "without_column": listed(one_of(each.key for each in CODED), "The other variables.", uniqueItems=True),
            "counts": record({kind: count() for kind in FINDINGS}, "In how many rows each was found."),
            "findings": listed(finding, "What was found in rows, queries first, in the order of the rows."),
            "located": truth("Whether a table has locators; where none has, none is missed."),
            "other": listed(words(), "The columns that are the user's own."),
            "provenance": _provenance(),
        }
    )


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
        (
            record(
                {
                    "law": {"const": law.key},
                    "enumerated": {"const": law.enumerated},
                    "broken": listed(words(), "Where it is broken; empty where it holds."),
                }
            )
            for law in check()
        ),
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
    coefficient = {"type": ["number", "null"], "maximum": 1}
    figures = record(
        {
            "units": count("Rated by two coders or more."),
            "agreement": {
                "type": ["number", "null"],
                "minimum": 0,
                "maximum": 1,
                **_about("Percent agreement, a fraction."),
            },
            "kappa": {**coefficient, **_about("Cohen's for two coders, Fleiss' for more.")},
            "alpha": {**coefficient, **_about("Krippendorff's.")},
            "ac1": {**coefficient, **_about("Gwet's.")},
            "ac1_low": {**coefficient, **_about("The limits of its interval; null without SciPy.")},
            "ac1_high": coefficient,
            "note": words("Why a figure is undefined, and what to heed.", null=True),
        }
    )
    ref = {"$ref": "#/$defs/figures"}
    disagreement = record(
        {
            "case_id": words(),
            "key": one_of(each.key for each in CODED),
            "changes_verdict": truth("Whether the other's answer would give other outcomes."),
            "answers": mapping(None, words(), "By coder."),
            "other": mapping(None, mapping(None, {"type": "string"}), "The other columns of their rows, by coder."),
        }
    )
    empty = record({"case_id": words(), "keys": listed(one_of(VARIABLE), minItems=1, uniqueItems=True)})
    merged = record({"file": words(), "cases": count(), "left_empty": listed(empty, "What not all agree on.")})
    return {
        **record(
            {
                "coders": listed(words(), "As their tables are named.", minItems=2, uniqueItems=True),
                "cases": record(
                    {
                        "common": count("Coded by at least two coders."),
                        "only": mapping(None, listed(words()), "The ids that one coder alone has, by coder."),
                    }
                ),
                "variables": row(
                    (record({"key": {"const": each.key}, "coded": ref, "stated": ref}) for each in CODED),
                    "Answers as coded, and as stated.",
                ),
                "dimensions": record(dict.fromkeys(DIMENSIONS, ref), "The dimensions."),
                "profile": {**ref, **_about("The decided profile.")},
                "possible": {**ref, **_about("The set of possible profiles.")},
                "disagreements": listed(disagreement, "With `--disagreements`: those that change a verdict first."),
                "merged": {**merged, **_about("With `--merged`: what was written.")},
            },
            optional=("disagreements", "merged"),
        ),
        "$defs": {"figures": figures},
    }


def merge_schema() -> Schema:
    """Give the schema of `merge`."""
    names = {each.key: words() for each in IDENTIFIERS[1:]}
    answers = {each.key: _cell(each) for each in CODED}
    keys = one_of(VARIABLE)
    case = record(
        {
            "case_id": words(),
            "names": some_of(names, "Those of its investigation, offender and victim, where they are there."),
            "answers": some_of(answers, "What is coded."),
            "at": mapping((each.key for each in CODED), words(), "Where those who gave an answer found it."),
            "other": mapping(None, words(), "The other columns, where they are not empty."),
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


def _cell(variable: Variable) -> Schema:
    """Take what may be coded for a variable."""
    if variable.several:
        return {"type": "string", "pattern": several((value.key for value in variable.values), SAID)}
    return one_of(value.key for value in takes(variable) if value.key != NOT_CODED)


def _layouts() -> list[str]:
    return [*sheet().readings]


def _asked() -> dict[str, Schema]:
    return {
        "key": one_of((each.key for each in CODED), "The variable that it counts."),
        "value": words("The value."),
        "period": one_of(PERIODS, null=True),
        "among": listed(
            record({"key": one_of(VARIABLE), "value": words()}), "The cases that it is counted among; empty for all."
        ),
    }


def figures_schema() -> Schema:
    """Give the schema of `study`."""
    whole = sheet()
    base = record(
        {"unit": one_of(whole.units), "n": count(), "counts": listed(count(), "The whole numbers that print so.")}
    )
    note = {"anyOf": [{"type": "null"}, _in_two_languages()]}
    return listed(
        record(
            {
                "figure": one_of((each.key for each in whole.figures), "Its name."),
                "block": one_of(whole.blocks, "The part of the sheet."),
                "group": one_of(whole.groups, "What it stands with."),
                "measure": one_of(map(str, Measure), "What is printed."),
                "printed": {
                    "type": ["string", "null"],
                    "pattern": "^[0-9]+(,[0-9]+)?$",
                    **_about("As printed; null for a remainder."),
                },
                "bases": listed(base, "What it may be a share of.", minItems=1),
                "standing": one_of(map(str, Standing), "How sure it is what it counts."),
                "asked": listed(
                    record(
                        {
                            "reading": one_of(_layouts(), "Of the lost layout; null for every one.", null=True),
                            **_asked(),
                        }
                    ),
                    "What it counts, in the codebook's words.",
                ),
                "label": _in_two_languages(),
                "source": _in_two_languages(),
                "note": note,
            }
        ),
        "The figures of a block.",
    )


def bounds_schema() -> Schema:
    """Give the schema of `study --bounds`."""
    ends = {"type": "array", "prefixItems": [count(), count()], "items": False, "minItems": 2}
    pairs = dict.fromkeys(one + other for code in CODES for one, other in combinations(code, 2))
    allowed = row(
        (
            record(
                {
                    "reading": {"const": each},
                    "profiles": record(dict.fromkeys(CODES, ends), "Of each profile, the least and the most victims."),
                    "pairs": record(dict.fromkeys(pairs, ends), "Of two lines together."),
                    "hard": {**ends, **_about("Of any hard means.")},
                }
            )
            for each in _layouts()
        ),
        "One for each reading of the lost layout.",
    )
    return record(
        {"period": one_of(PERIODS, "Only where one is asked for."), "readings": allowed}, optional=("period",)
    )


def compare_schema() -> Schema:
    """Give the schema of `study --compare`."""
    whole = sheet()
    printed = record(
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
    )
    bounds = record(
        {
            "n": count(),
            "n_at_most": count("With those that may be among them."),
            "small": truth("Whether there are so few for certain, and one at least, that it can point to a person."),
            **_bounds(),
        }
    )
    beside = record(
        {
            "figure": one_of(each.key for each in whole.figures),
            **_asked(),
            "unit": one_of(whole.units),
            "study": printed,
            "table": {
                **record(dict.fromkeys(READINGS, bounds), "The cases', by reading of silence.", optional=READINGS),
                "minProperties": 1,
            },
            "left_out": count("How many more may be among them."),
        }
    )
    return record(
        {
            "cases": count("How many there are; of a group, that belong to it for certain whatever the reading."),
            "cases_at_most": count("With those that may belong to it."),
            "small": truth("Whether there are so few for certain that figures about them can point to a person."),
            "small_below": _small_below(),
            "by_case": truth("Whether cases were counted although a victim stands in several."),
            "period": one_of(PERIODS, null=True),
            "empty": one_of([NOT_CODED, NOT_STATED], "What an empty cell counted as."),
            "where": _where(),
            "attempts": count("Cases in which the exploitation never began."),
            "readings": record({each: count() for each in READINGS}, "Cases that say themselves how silence is read."),
            "named": record(
                {each: count(null=True) for each in whole.units}, "Distinct ones; null where a case names none."
            ),
            "figures": listed(beside, "Each figure that the cases say something of."),
            "silent": listed(
                one_of(each.key for each in whole.figures), "Figures of which everything is open in them."
            ),
            "own": mapping(
                (each.key for each in CODED),
                mapping(None, count()),
                "Values of the variables that no figure speaks of.",
            ),
            "provenance": _provenance(),
        }
    )


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
