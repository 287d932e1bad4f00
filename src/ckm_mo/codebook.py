"""The codebook: every variable, its values, and the words that tables use for them.

One variable is one column of a table. A variable or value has one key, in
English, which is its name everywhere in the code and in machine formats, and
one Dutch word; tables may use either, in any case, with spaces, hyphens or
underscores. What the variables *mean* (labels, definitions, sources) stands in
`codebook.toml` and is loaded only when it is shown.

To add a context variable, add a line to `CONTEXT` and a section to
`codebook.toml`; to add a means, a line to `MEANS`; to add a dimension that is
coded, one to `CODED_DIMENSIONS`, and its rules and profiles to `rules`. No code
names a context variable, or knows how many means or dimensions there are.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ckm_mo._version import __version__

CODEBOOK_VERSION: Final = "1"
"""Raised with every change of a key, a value, a class, a rule or a profile; every tally names it."""


class Role(StrEnum):
    """What a variable is for."""

    IDENTIFIER = "identifier"
    READING = "reading"
    DIMENSION = "dimension"
    EXPLOITATION = "exploitation"
    MEANS = "means"
    CONTEXT = "context"
    LOCATOR = "locator"


class MeansClass(StrEnum):
    """The two classes of means of coercion."""

    SOFT = "soft"
    HARD = "hard"


@frozen
class Value:
    """One value of a variable: its key, and every other word that a table may use for it."""

    key: str
    dutch: str
    others: tuple[str, ...] = ()


@frozen(cache_hash=True)  # looked up for every cell that is new
class Variable:
    """One column of a table.

    Args:
        key: Its name, in English.
        dutch: Its Dutch header.
        role: What it is for.
        values: What may stand there; empty for free text.
        several: Whether a cell may hold more than one value, joined by `;`.
        beside: The outcomes of a rule beside which its answer is shown, though it is part of no rule.
        means: The key of the means that it speaks of; empty where it speaks of none.
        period: The period of that means that it speaks of; empty for any.
        of_exploitation: Whether it is about an exploitation that happened, and so not applicable to an attempt.
        locates: The key of the variable whose answers it locates in the source; empty for one that is not a locator.
    """

    key: str
    dutch: str
    role: Role = Role.CONTEXT
    values: tuple[Value, ...] = ()
    several: bool = False
    beside: tuple[str, ...] = ()
    means: str = ""
    period: str = ""
    of_exploitation: bool = False
    locates: str = ""


def code_list(**words: str) -> tuple[Value, ...]:
    """Return values by their keys, each given as its Dutch word, and behind a blank any other word for it."""
    split = {key: text.split() for key, text in words.items()}
    return tuple(Value(key, dutch, tuple(others)) for key, (dutch, *others) in split.items())


YES_NO: Final = code_list(yes="ja true waar", no="nee false onwaar")

OPEN: Final = code_list(unknown="onbekend", not_stated="niet_vermeld", not_coded="niet_gecodeerd")
"""The three ways to leave an answer open: the source does, the source is silent, nobody has answered."""

UNKNOWN, NOT_STATED, NOT_CODED = (value.key for value in OPEN)

OPEN_KEYS: Final = frozenset({UNKNOWN, NOT_STATED, NOT_CODED})
"""Their keys."""

# fmt: off
GAPS: Final = frozenset((
    "", ".", "..", "?", "??", "/", "n/a", "na", "n.a.", "n.v.t.", "nvt", "n.b.", "nb",
    "nan", "nat", "<na>", "#n/a", "null", "none", "nil", "missing", "blank", "empty", "leeg",
))
# fmt: on
"""What stands for a gap in other programs, normalised: each may mean any of `OPEN`, so none is read. Only dashes fold
to the empty one."""

IDENTIFIERS: Final = (
    Variable("case_id", "casus_id", Role.IDENTIFIER),
    Variable("investigation", "opsporingsonderzoek", Role.IDENTIFIER),
    Variable("offender", "dader", Role.IDENTIFIER),
    Variable("victim", "slachtoffer", Role.IDENTIFIER),
)

READING: Final = Variable("reading", "leeswijze", Role.READING, code_list(open="open", closed="gesloten"))

# fmt: off
CODED_DIMENSIONS: Final = (
    Variable("relation", "relatie", Role.DIMENSION, code_list(
        affective="affectief",
        non_affective="niet_affectief")),
    Variable("initiative", "initiatief", Role.DIMENSION, code_list(
        offender="dader",
        left_to_victim="bij_slachtoffer_gelaten victim slachtoffer")),
)

EXPLOITATION_BEGAN: Final = Variable("exploitation_began", "uitbuiting_begonnen", Role.EXPLOITATION, YES_NO)

# The means of coercion. A means is soft or hard here and nowhere else.
MEANS: Final = (
    ("vulnerable_position", "kwetsbare_positie",   MeansClass.SOFT),
    ("deception",           "misleiding",          MeansClass.SOFT),
    ("threat_of_violence",  "dreiging_met_geweld", MeansClass.HARD),
    ("violence",            "geweld",              MeansClass.HARD),
    ("sextortion",          "sextortion",          MeansClass.HARD),
)

# What goes before the name of a means to speak of any period, or of one.
PREFIXES: Final = (Value("", ""), *code_list(recruitment="ronselperiode", exploitation="uitbuitingsperiode"))

CONTEXT: Final = (
    Variable("victim_age_group", "leeftijdsgroep_slachtoffer", values=code_list(
        minor="minderjarig",
        adult="meerderjarig")),
    Variable("acquaintance", "bekendheid", values=code_list(
        known_via_network="bekenden_via_netwerk",
        strangers="onbekenden_van_elkaar")),
    Variable("contact_channel", "contactkanaal", values=code_list(
        physical="fysiek",
        online="online")),
    Variable("recruitment_duration", "duur_ronselperiode", values=code_list(
        up_to_week="tot_een_week",
        week_to_month="week_tot_maand",
        over_month="langer_dan_een_maand")),
    Variable("exploitation_duration", "duur_uitbuitingsperiode", values=code_list(
        up_to_week="tot_een_week",
        week_to_month="week_tot_maand",
        month_to_year="maand_tot_jaar",
        over_year="langer_dan_een_jaar"), of_exploitation=True),
    Variable("collaboration", "samenwerking", values=code_list(
        solo="solist",
        network="samenwerkingsverband")),
    Variable("sectors", "sectoren", values=code_list(
        window="raam",
        escort="escort",
        home="thuis",
        hotel="hotel",
        car="auto",
        brothel="bordeel",
        webcam="webcam",
        street="straat"), several=True),
    Variable("decides_acts", "bepaalt_handelingen", values=YES_NO, of_exploitation=True),
    Variable("decides_hours", "bepaalt_werktijden", values=YES_NO, of_exploitation=True),
    Variable("takes_all_money", "neemt_al_het_geld", values=YES_NO, of_exploitation=True),
    Variable("movement_restricted", "bewegingsvrijheid_beperkt", values=YES_NO),
    Variable("exploited_otherwise", "anders_uitgebuit", values=YES_NO),
    Variable("customers_approached_online", "klanten_digitaal_benaderd", values=YES_NO, of_exploitation=True),
    Variable("contact_afterwards", "contact_na_afloop", values=YES_NO, of_exploitation=True),
    Variable("other_means", "andere_dwangmiddelen", values=YES_NO, beside=("soft", "none")),
    Variable("basis", "soort_bron", values=code_list(
        judgment="vonnis arrest",
        case_file="dossier",
        charge="tenlastelegging",
        press="pers",
        victim_account="verklaring_slachtoffer")),
)
# fmt: on


MEANS_KEYS: Final = tuple(key for key, _, _ in MEANS)
"""The means, in their order."""

SOFT, HARD = (tuple(key for key, _, each in MEANS if each is of_class) for of_class in MeansClass)

FittingAnswers = tuple[tuple[str, tuple[str, ...]], ...]
"""Some answers to each of some variables."""


@frozen
class EditRule:
    """What is expected of answers beside others; where they do not fit, the coding is looked at again.

    It raises a query, and never changes a verdict or refuses a table. Its sentence and its source stand in
    `codebook.toml`.

    Args:
        key: Its name.
        when: The variables that it is about, each with the answers of which it has one.
        expected: The variables of which an answer is then expected, each with the answers that fit; what is not
            coded always fits. Without any, the query only asks for a second look.
    """

    key: str
    when: FittingAnswers
    expected: FittingAnswers = ()


def _answers(**keys: str) -> FittingAnswers:
    """Return answers by variable, of which the keys stand behind each other."""
    return tuple((variable, tuple(text.split())) for variable, text in keys.items())


_OF_EXPLOITATION: Final = tuple(each.key for each in CONTEXT if each.of_exploitation)
_USED_IN_IT: Final = tuple(f"exploitation_{key}" for key in MEANS_KEYS)

# fmt: off
EDIT_RULES: Final = (
    # key, when, expected
    EditRule("minor_is_vulnerable", _answers(victim_age_group="minor"), _answers(vulnerable_position="yes")),
    EditRule("no_exploitation_no_facts", _answers(exploitation_began="no"),
        _answers(**dict.fromkeys(_OF_EXPLOITATION, "not_coded"))),
    EditRule("facts_mean_it_began", _answers(exploitation_began="unknown not_stated"),
        _answers(**dict.fromkeys(_OF_EXPLOITATION, "unknown not_stated"),
                 **dict.fromkeys(_USED_IN_IT, "no unknown not_stated"))),
    EditRule("feigned_love_deceives", _answers(relation="affective", deception="no")),
    EditRule("minor_left_initiative", _answers(victim_age_group="minor", initiative="left_to_victim")),
    EditRule("press_is_not_complete", _answers(basis="press"), _answers(reading="open")),
)
"""The edit rules, in the order in which their queries are shown."""
# fmt: on


def means_key(means: str, period: str | None) -> str:
    """Return the key of a means in a period, or in any: `recruitment_violence`, `violence`."""
    return f"{period}_{means}" if period else means


PARTS: Final = (
    (READING, *CODED_DIMENSIONS, EXPLOITATION_BEGAN),
    *(
        tuple(
            Variable(
                means_key(key, each.key), means_key(dutch, each.dutch), Role.MEANS, YES_NO, means=key, period=each.key
            )
            for each in PREFIXES
        )
        for key, dutch, _ in MEANS
    ),
    CONTEXT,
)
"""The variables that a coder answers, by what they are about: the exploitation, each of the means, its context."""

CODED: Final = tuple(chain.from_iterable(PARTS))

VARIABLES: Final = (*IDENTIFIERS, *CODED)
"""All variables, in the order of a table's columns: the codebook order."""

# Where in the source an answer stands: a column of free text for each variable that a coder answers.
LOCATOR: Final = MappingProxyType(
    {each.key: Variable(f"{each.key}_at", f"{each.dutch}_vindplaats", Role.LOCATOR, locates=each.key) for each in CODED}
)
"""The locators by the key of the variable whose answers they locate."""

LOCATORS: Final = tuple(LOCATOR.values())

COLUMNS: Final = (*IDENTIFIERS, *chain.from_iterable(zip(CODED, LOCATORS, strict=True)))
"""All columns that a table may have of the codebook, each locator behind its variable."""

VARIABLE: Final = MappingProxyType({each.key: each for each in VARIABLES})
"""The variables by key."""

COLUMN_HEADERS: Final = {name: each for each in (*VARIABLES, *LOCATORS) for name in (each.key, each.dutch)}
"""Every header that is read, normalised: those of variables, and those of locators."""

HEADERS: Final = {name: each for name, each in COLUMN_HEADERS.items() if not each.locates}
"""Every header of a variable, normalised."""


def variable_of(header: str) -> Variable | None:
    """Return the variable that a header names, in either language and any spelling; None where it names none."""
    return HEADERS.get(normalise(header))


def column_of(header: str) -> Variable | None:
    """Return the variable, or the locator, that a header names; None where it names none."""
    return COLUMN_HEADERS.get(header) or COLUMN_HEADERS.get(normalise(header))


def normalise(word: str) -> str:
    """Fold the spellings of a header or a value that count as one: case, blanks, hyphens, underscores."""
    return "_".join(str.casefold(word).replace("_", " ").replace("-", " ").split())


def takes(variable: Variable) -> tuple[Value, ...]:
    """Return what may stand in a variable's cell: its values, and the ways to leave it open.

    Args:
        variable: Any variable; free text has no values and gives an empty tuple.

    Returns:
        Values in codebook order. A `reading` is said or not: it has no other way to be open than an empty cell.
    """
    return variable.values + OPEN if variable.values and variable != READING else variable.values


def word(value: Value | Variable, lang: str) -> str:
    """Return the name of a value, or the header of a variable, in a table's language: its key, or its Dutch word."""
    return value.dutch if lang == "nl" else value.key


def _words(values: tuple[Value, ...]) -> dict[str, str]:
    """Return the keys of values by each of their words."""
    return {name: value.key for value in values for name in (value.key, value.dutch, *value.others)}


TOKENS: Final = {each.key: _words(takes(each)) for each in VARIABLES}
"""By variable, every word that it takes, normalised, with the key of the value that it names."""

PERIOD_WORDS: Final = _words(PREFIXES[1:])
"""The periods by word, in both languages."""

EMPTY_WORDS: Final = _words(OPEN[:0:-1])
"""What an empty cell may count as, by word, in both languages."""


@cache
def spellings(key: str) -> Mapping[str, str]:
    """Return all words that are read for the values of a variable: those of tables, and labels as they are shown.

    Returns:
        The keys of the values by word, normalised, in both languages.
    """
    variable = VARIABLE[key]
    defined = definitions()["answers"] | definitions()["variables"][variable.means or key].get("values", {})
    labels = {
        normalise(text): value.key
        for value in takes(variable)
        for part in ("short", "label")
        for text in defined[value.key].get(part, {}).values()
    }
    return {**labels, **TOKENS[key]}


def labelled(text: str) -> str | None:
    """Return the header of the variable that a label shows, in the language of the label; None where none does."""
    plain = normalise(text)
    for key, each in definitions()["variables"].items():
        for lang, label in each["label"].items():
            if normalise(label) == plain:
                return word(VARIABLE[key], lang)
    return None


@cache
def definitions() -> Mapping[str, Any]:
    """Return the labels, definitions and sources, in both languages.

    Returns:
        `variables`, `answers`, `levels`, `classes`, `dimensions`, `outcomes`, `grounds`
        and `edits`, each a mapping of keys to `label`, `definition`, ... in `en` and `nl`;
        and those of `locators`.
    """
    import tomllib  # noqa: PLC0415 - a verdict needs no definition: only what is shown pays for this
    from importlib.resources import files  # noqa: PLC0415 - as above

    return MappingProxyType(tomllib.loads(files(__package__).joinpath("codebook.toml").read_text("utf-8")))


def codebook_text(lang: str, *path: str) -> str:
    """Return one of the texts of `definitions` in a language; empty where there is none."""
    found: Any = definitions()
    for key in (*path, lang):
        found = found.get(key, {})
    return found or ""


def variable_label(variable: Variable, lang: str) -> str:
    """Return the label of a variable; one of a period says which, a locator what it locates."""
    if variable.locates:
        return f"{variable_label(VARIABLE[variable.locates], lang)}: {codebook_text(lang, 'locators', 'label')}"
    label = codebook_text(lang, "variables", variable.means or variable.key, "label")
    return f"{label} ({codebook_text(lang, 'levels', variable.period, 'label')})" if variable.period else label


def provenance_record(files: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return what a result was made with as a part of the JSON interface.

    Args:
        files: The name and the SHA-256 of each table.
    """
    return {
        "version": __version__,
        "codebook": CODEBOOK_VERSION,
        "files": [{"name": name, "sha256": digest} for name, digest in files],
    }
