"""The rules of the format and its profiles, as data.

The study's format tells offenders' methods apart along three *dimensions* (lines,
in its words): the relation that is used, who takes the initiative for the sexual
services, and the means of coercion. A rule says when an outcome holds in one. In
each dimension exactly one outcome holds for a complete case (in the words of DMN:
hit policy UNIQUE, and complete); `ckm-mo rules --check` enumerates that. Of an
incomplete case a rule holds, does not hold, or is open.

What the study has and what this project made of it are kept apart by `ground`:

- `format`: the study's own. Relation and initiative are coded as such.
- `interpretation`: this project's. The format needs one of two values on the
  third, and a soft means was found with every victim of the study, so soft
  and hard are not exclusive: hard means decide, with or without soft. A case
  with none of the five means is outside the format; the study has none. Crossing
  the three into eight profiles, and their codes, are this project's too.

A condition reads each variable at most once, and no two dimensions read the same
one. That makes evaluation in three values exact: what it gives is what all
completions of the open answers give. All else follows from the two tables below:
no code knows how many rules, dimensions or profiles there are.
"""

from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ckm_mo.codebook import HARD, MEANS_KEYS, SOFT, codebook_text


@frozen
class Is:
    """True where a variable has a value."""

    variable: str
    value: str


@frozen
class AnyOf:
    """True where at least one part is."""

    parts: tuple["Condition", ...]


@frozen
class AllOf:
    """True where every part is."""

    parts: tuple["Condition", ...]


Condition = Is | AnyOf | AllOf


class Ground(StrEnum):
    """Whose a rule is: the study's format, or this project's interpretation of it."""

    FORMAT = "format"
    INTERPRETATION = "interpretation"


@frozen
class Rule:
    """When an outcome holds in a dimension. A rule is named by its outcome.

    Args:
        outcome: What holds; its name.
        dimension: Where.
        when: The condition, over variables at the level that is asked.
        ground: Whose rule it is.
        source: Where it is taken from.
    """

    outcome: str
    dimension: str
    when: Condition
    ground: Ground
    source: str


@frozen
class Profile:
    """One crossing of the dimensions; number and code are this project's own.

    Its outcome in a dimension is an attribute too: `profile.relation`.

    Args:
        number: Its place.
        code: Its name where there is little room; here a letter for each outcome.
        crossing: Its outcome in each dimension, in their order.
    """

    number: int
    code: str
    crossing: tuple[str, ...]

    @property
    def dimensions(self) -> dict[str, str]:
        """Its outcome in each dimension, by dimension."""
        return dict(zip(DIMENSIONS, self.crossing, strict=True))

    def __getattr__(self, name: str) -> str:
        """Look up its outcome in the dimension of this name."""
        return self.dimensions[name] if name in DIMENSIONS else super().__getattribute__(name)  # which refuses it


def variables(condition: Condition) -> Iterator[str]:
    """List the variables that a condition reads, one by one, as often as it reads them."""
    if isinstance(condition, Is):
        yield condition.variable
    else:
        for part in condition.parts:
            yield from variables(part)


def _are(value: str, means: tuple[str, ...]) -> tuple[Is, ...]:
    return tuple(Is(each, value) for each in means)


# Whose a rule is, and where it is taken from.
_STUDY: Final = Ground.FORMAT, "CKM fact sheet, main findings (belangrijkste bevindingen)"
_OURS: Final = (
    Ground.INTERPRETATION,
    "this project, on the CKM fact sheet's format and its table of means (toegepaste dwangmiddelen)",
)

# fmt: off
RULES: Final = (
    # outcome           dimension     when                                                            ground, source
    Rule("affective",      "relation",   Is("relation", "affective"),                                 *_STUDY),
    Rule("non_affective",  "relation",   Is("relation", "non_affective"),                             *_STUDY),
    Rule("offender",       "initiative", Is("initiative", "offender"),                                *_STUDY),
    Rule("left_to_victim", "initiative", Is("initiative", "left_to_victim"),                          *_STUDY),
    Rule("none",           "coercion",   AllOf((*_are("no", HARD), *_are("no", SOFT))),               *_OURS),
    Rule("soft",           "coercion",   AllOf((*_are("no", HARD), AnyOf(_are("yes", SOFT)))),        *_OURS),
    Rule("hard",           "coercion",   AnyOf(_are("yes", HARD)),                                    *_OURS),
)
"""The rules, by dimension, a dimension being coded or derived from means. Outcomes have one name each."""

PROFILES: Final = (
    Profile(1, "AOS", ("affective",     "offender",       "soft")),
    Profile(2, "AOH", ("affective",     "offender",       "hard")),
    Profile(3, "ALS", ("affective",     "left_to_victim", "soft")),
    Profile(4, "ALH", ("affective",     "left_to_victim", "hard")),
    Profile(5, "NOS", ("non_affective", "offender",       "soft")),
    Profile(6, "NOH", ("non_affective", "offender",       "hard")),
    Profile(7, "NLS", ("non_affective", "left_to_victim", "soft")),
    Profile(8, "NLH", ("non_affective", "left_to_victim", "hard")),
)
"""The profiles, in their order."""
# fmt: on

OUTSIDE: Final = "none"
"""The outcome that puts a case outside the format."""

COERCION: Final = "coercion"
"""The dimension whose shift from recruitment to exploitation is shown."""

DIMENSIONS: Final = MappingProxyType(
    {each.dimension: tuple(rule.outcome for rule in RULES if rule.dimension == each.dimension) for each in RULES}
)
"""The dimensions, in their order, each with its outcomes in the order of the rules."""

OF_MEANS: Final = frozenset(rule.dimension for rule in RULES for key in variables(rule.when) if key in MEANS_KEYS)
"""The dimensions that are derived from means, and so depend on the period asked for."""

PROFILE: Final = MappingProxyType({profile.code: profile for profile in PROFILES})
"""The profiles by code."""

CODES: Final = MappingProxyType({each.crossing: each.code for each in PROFILES})
"""The codes of the profiles by their outcome in each dimension; what is outside the format is not among them."""


def outcome_label(dimension: str, outcome: str, lang: str) -> str:
    """Label an outcome of a dimension; of one that is coded, it is a value of a variable."""
    label = codebook_text(lang, "outcomes", outcome, "label")
    return label or codebook_text(lang, "variables", dimension, "values", outcome, "label")


def profile_words(profile: Profile, lang: str) -> str:
    """Say a profile in words: its outcomes."""
    return ", ".join(outcome_label(*each, lang) for each in profile.dimensions.items())


_LETTERS: Final = {
    outcome: letter for each in PROFILES for outcome, letter in zip(each.crossing, each.code, strict=False)
}

LETTERS: Final = MappingProxyType(
    _LETTERS if all([*map(_LETTERS.get, each.crossing)] == [*each.code] for each in PROFILES) else {}
)
"""The letter of each outcome in the codes of profiles; none where the codes are not a letter for each outcome."""
