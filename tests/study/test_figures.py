"""The study's figures: as printed, as whole numbers, as bounds for profiles, and with other cases beside them."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.codebook import IDENTIFIERS, MEANS, VARIABLE, means_key
from ckm_mo.errors import InvalidInput, InvalidPercentage, RepeatedVictims
from ckm_mo.rules import PROFILES, AllOf, AnyOf, Condition, Is
from ckm_mo.study.bounds import PAIRS, Allowed, bound_profiles, margins, number_with, unprinted
from ckm_mo.study.comparison import COMPARISON_HEADS, Comparison, compare, own_variables
from ckm_mo.study.comparison import _highest as highest
from ckm_mo.study.figures import FIGURE_HEADS, CountedValue, Figure, Standing, figure_rows, sheet
from ckm_mo.study.rounding import Rounding, counts, sums
from ckm_mo.tables import read_table
from ckm_mo.tallies.bounds import Bounds
from commands import CODER1

FIGURES = sheet().figures
BY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
FIGURE = {figure.key: figure for figure in FIGURES}

V, O, I = "victim", "offender", "investigation"  # noqa: E741 - the units, as the study's digest abbreviates them

Printed = list[tuple[str, list[tuple[str, int, tuple[int, ...]]]]]


def of(unit: str, n: int, *figures: tuple[str, int]) -> Printed:
    """Spell out figures of one base, each with one whole number."""
    return [(printed, [(unit, n, (count,))]) for printed, count in figures]


DIGEST: Printed = [
    *of(V, 39, ("49", 19), ("", 20)),
    *of(V, 39, ("67", 26), ("31", 12), ("", 1)),
    *of(V, 39, ("100", 39), ("100", 39), ("54", 21), ("49", 19)),
    *of(V, 39, ("15", 6), ("5", 2), ("23", 9), ("46", 18)),
    *of(V, 39, ("8", 3), ("10", 4)),
    *of(V, 39, ("56", 22)),
    *of(V, 22, ("86", 19), ("14", 3)),
    *of(V, 39, ("36", 14)),
    *of(V, 14, ("21", 3), ("79", 11)),
    *of(V, 39, ("51", 20), ("23", 9), ("13", 5), ("13", 5)),
    *of(V, 39, ("23", 9), ("13", 5), ("46", 18), ("18", 7)),
    *of(V, 39, ("28", 11), ("54", 21), ("54", 21), ("15", 6), ("15", 6), ("8", 3), ("5", 2)),
    ("33", [(O, 25, ()), (V, 39, (13,))]),
    ("67", [(O, 25, ()), (V, 39, (26,))]),
    ("36", [(V, 39, (14,)), (O, 25, (9,))]),
    *of(V, 39, ("36", 14)),
    ("44", [(V, 39, (17,)), (O, 25, (11,))]),
    *of(V, 39, ("36", 14)),
    *of(V, 39, ("82", 32)),
    *of(V, 32, ("84", 27)),
    ("69", [(V, 32, (22,)), (V, 39, (27,))]),
    ("44", [(V, 32, (14,)), (V, 39, (17,))]),
    ("53", [(V, 39, ()), (V, 32, (17,))]),
    *of(O, 25, ("72", 18), ("64", 16), ("80", 20)),
    *of(O, 25, ("64", 16), ("16", 4), ("48", 12)),
    ("41", [(O, 25, ())]),
    *of(O, 25, ("68", 17), ("16", 4), ("24", 6), ("60", 15), ("52", 13), ("48", 12)),
    *of(I, 25, ("60", 15)),
    *of(O, 25, ("15", 15), ("10", 10)),
    *of(O, 15, ("1,8", 27)),
    *of(O, 10, ("1,2", 12)),
    *of(I, 25, ("6", 6)),
    *of(O, 15, ("53", 8), ("47", 7), ("80", 12), ("20", 3), ("20", 3), ("47", 7), ("33", 5), ("33", 5)),
    *of(O, 15, ("53", 8), ("47", 7)),
    *of(O, 10, ("20", 2), ("80", 8)),
    *of(O, 25, ("36", 9), ("24", 6), ("28", 7), ("12", 3)),
    *of(O, 25, ("36", 9), ("28", 7), ("28", 7), ("8", 2)),
    *of(O, 25, ("20", 5), ("0", 0)),
    *of(V, 39, ("21", 8), ("3", 1), ("49", 19), ("3", 1), ("23", 9), ("18", 7), ("5", 2), ("28", 11)),
    *of(V, 39, ("8", 3), ("5", 2), ("28", 11), ("23", 9), ("8", 3)),
    *of(V, 39, ("18", 18), ("21", 21)),
    *of(I, 56, ("25", 25)),
]
"""All that the study's digest lists, in its order: as printed, and for each possible base its whole numbers."""


def brute(printed: str, n: int, rounding: str) -> list[int]:
    """Find the counts that print so by rounding the percentage of each, in fractions."""
    whole, _, decimals = printed.partition(".")
    unit = Fraction(1, 10 ** len(decimals))
    wanted = Fraction(int(whole + decimals)) * unit
    found = []
    for count in range(n + 1):
        off = (Fraction(100 * count, n) - wanted) / unit
        inside = {"half_up": -1 <= 2 * off < 1, "half_down": -1 < 2 * off <= 1, "either": -1 <= 2 * off <= 1}
        if inside[rounding]:
            found.append(count)
    return found


class TestCounts:
    """The counts k of n that print as a percentage: exact, with a half rounded up, down or either way."""

    @pytest.mark.parametrize(
        ("mean", "consistent"),
        [(f"5.{hundredths}", hundredths in {21, 25, 29}) for hundredths in range(19, 31)],
    )
    def test_published_example(self, mean: str, consistent: bool) -> None:  # noqa: FBT001 - as published
        """Means of 28 whole numbers, from scrutiny's tests; 5.19 is Brown and Heathers' own example (2017)."""
        assert bool(sums(mean, 28)) is consistent

    @pytest.mark.parametrize(
        ("mean", "n", "consistent"),
        [
            ("7.22", 32, True),
            ("4.74", 25, False),
            ("5.23", 29, False),
            ("2.57", 24, False),
            ("6.77", 27, False),
            ("2.68", 28, True),
            ("7.01", 29, False),
            ("7.38", 26, True),
            ("3.14", 27, False),
            ("6.89", 31, False),
            ("5.00", 25, True),
            ("0.24", 28, False),
        ],
    )
    def test_published_means(self, mean: str, n: int, consistent: bool) -> None:  # noqa: FBT001 - as published
        """The data set `pigs1` of scrutiny's documentation."""
        assert bool(sums(mean, n)) is consistent

    @pytest.mark.parametrize("percentage", range(6, 17))
    def test_published_percentages(self, percentage: int) -> None:
        """Of 50, only even percentages are possible (scrutiny's tests)."""
        assert counts(str(percentage), 50) == ((percentage // 2,) if percentage % 2 == 0 else ())

    def test_which_n(self) -> None:
        """The numbers up to 60 of which 54 % is possible, recomputed in exact decimals."""
        expected = [13, 24, 26, 28, 35, 37, 39, 41, 46, 48, 50, 52, 54, 56, 57, 59]
        assert [n for n in range(1, 61) if counts("54", n)] == expected

    @pytest.mark.parametrize("rounding", list(Rounding))
    def test_brute_force(self, rounding: str) -> None:
        """For every small n, the counts are those that rounding each of them gives."""
        for printed, n in product(
            ["0", "0.0", "1", "12", "12.5", "49", "50", "54.0", "99.9", "100", "101"], range(1, 60)
        ):
            assert list(counts(printed, n, rounding)) == brute(printed, n, rounding), (printed, n)

    def test_halves(self) -> None:
        """A half goes up, down, or either way: 1 of 8 is 12.5 %."""
        assert counts("13", 8, "half_up") == (1,)
        assert counts("12", 8, "half_up") == ()
        assert counts("13", 8, "half_down") == ()
        assert counts("12", 8, "half_down") == (1,)
        assert counts("12", 8) == counts("13", 8) == (1,)

    def test_text(self) -> None:
        """The decimals count: "54.0" is not "54". A Dutch comma is read as well."""
        assert counts("54", 39) == (21,)
        assert counts("54.0", 39) == ()
        assert counts("53,8", 39) == counts("53.8", 39) == (21,)

    @pytest.mark.parametrize(
        ("printed", "n"),
        [
            ("", 39),
            ("-1", 39),
            ("54 %", 39),
            ("54.", 39),
            (".5", 39),
            ("½", 39),
            ("54", 0),
            ("\N{ARABIC-INDIC DIGIT FIVE}", 5),
            ("9" * 5000, 39),
            ("54." + "0" * 5000, 39),
        ],
    )
    def test_refused(self, printed: str, n: int) -> None:
        """What is no percentage, or of nothing, is refused with what was given."""
        with pytest.raises(InvalidPercentage) as refused:
            counts(printed, n)
        assert (refused.value.value, refused.value.n) == (printed, n)

    def test_no_words(self) -> None:
        """A word that names nothing is refused, with those that do."""
        for ask in (
            lambda: counts("54", 39, "up"),
            lambda: counts("54", 39, ["half_up"]),  # type: ignore[arg-type]
            lambda: bound_profiles("afterwards"),
            lambda: sheet().of("summary"),
            lambda: sheet().of(period="afterwards"),
            lambda: figure_rows(FIGURES, "fr"),
            lambda: [*margins("row_c")],
        ):
            with pytest.raises(InvalidInput, match=r"is not allowed here\. Use one of: \w+"):
                ask()
        assert counts("12.5", 4, "half up") == counts("12.5", 4, Rounding.HALF_UP)
        assert sheet().of("Method") == sheet().of("method")

    def test_no_number(self) -> None:
        """What is no number of anything is refused."""
        with pytest.raises(InvalidPercentage, match='"54" of 39'):
            counts("54", "39")  # type: ignore[arg-type]

    def test_numbers_of_others(self) -> None:
        """A total may be a whole number of NumPy."""
        assert counts("54", np.int64(39)) == counts("54", 39)  # type: ignore[arg-type]  # any number

    def test_no_text(self) -> None:
        """A number has lost its decimals, and is refused."""
        with pytest.raises(InvalidPercentage):
            counts(54, 39)  # type: ignore[arg-type]  # that is the point


class TestFigures:
    """Every figure of the fact sheet is a typed record."""

    def test_all_of_them(self) -> None:
        """All that the study's digest lists is there, in its order, with the whole numbers of each possible base."""
        found = [(each.printed, [(base.unit, base.n, base.counts) for base in each.bases]) for each in FIGURES]
        assert found == DIGEST

    @BY_FIGURE
    def test_whole_numbers(self, figure: Figure) -> None:
        """A percentage or a mean has the whole numbers that either rounding gives, and both roundings agree."""
        for base in figure.bases:
            if figure.measure == "percentage":
                found = [counts(figure.printed, base.n, rounding) for rounding in Rounding]
                assert found == [base.counts] * 3
                assert list(base.counts) == brute(figure.printed, base.n, "half_up")
            elif figure.measure == "mean":
                assert base.counts == sums(figure.printed, base.n, "half_up")
            else:
                assert len(base.counts) == 1

    def test_no_whole_number(self) -> None:
        """What no whole number attains at its printed base stays marked so."""
        none = [each.key for each in FIGURES if not each.bases[0].counts]
        assert none == ["decides_acts", "decides_hours", "contact_by_victim", "benefits"]
        assert FIGURE["benefits"].standing is Standing.UNRESOLVED

    @BY_FIGURE
    def test_texts(self, figure: Figure) -> None:
        """A figure has a label and a source in both languages, and a note in both or none."""
        assert all((figure.label.en, figure.label.nl, figure.source.en, figure.source.nl))
        assert bool(figure.note.en) == bool(figure.note.nl)
        assert figure.block in sheet().blocks
        assert figure.group in sheet().groups

    @BY_FIGURE
    def test_in_the_codebook(self, figure: Figure) -> None:
        """What a figure counts is a value of a variable."""
        for reading, asked in figure.counted:
            for key, value in ((asked.key, asked.value), *asked.among):
                assert value in {each.key for each in VARIABLE[key].values}
            assert reading == "" or reading in sheet().readings

    def test_units(self) -> None:
        """What figures count is what the codebook's identifiers name."""
        assert [*sheet().units] == ["victim", "offender", "investigation"]
        assert set(sheet().units) <= {variable.key for variable in IDENTIFIERS}
        assert [unit.n for unit in sheet().units.values()] == [39, 25, 25]

    def test_readings(self) -> None:
        """The four values of threat and violence keep three readings, and nothing chooses."""
        periods = {period: means_key("violence", period) for period in ("recruitment", "exploitation")}
        threat = {period: means_key("threat_of_violence", period) for period in periods}
        four = [each for each in FIGURES if dict(each.counted).keys() - {""}]
        assert [each.printed for each in four] == ["15", "5", "23", "46"]
        assert {each.standing for each in four} == {Standing.UNRESOLVED}
        expected = {
            "row_a": [threat["recruitment"], threat["exploitation"], periods["recruitment"], periods["exploitation"]],
            "row_b": [threat["exploitation"], threat["recruitment"], periods["recruitment"], periods["exploitation"]],
            "column": [threat["recruitment"], periods["recruitment"], threat["exploitation"], periods["exploitation"]],
        }
        found = {reading: [each.counted_under(reading) for each in four] for reading in sheet().readings}
        assert found == {reading: [CountedValue(key, "yes") for key in keys] for reading, keys in expected.items()}
        assert [each.counted_under("") for each in four] == [None] * 4

    def test_every_means(self) -> None:
        """Under each reading, every means has a figure for each period, and no figure is used twice."""
        keys = [means_key(key, period) for key, _, _ in MEANS for period in Period]
        for reading in sheet().readings:
            found = [
                asked.key for each in FIGURES if (asked := each.counted_under(reading)) and VARIABLE[asked.key].means
            ]
            assert sorted(found) == sorted(keys)

    def test_inferred(self) -> None:
        """What is read off the order of the text is inferred."""
        inferred = {each.key for each in FIGURES if each.standing is Standing.INFERRED}
        assert inferred >= {f"{period}_{means}" for period in Period for means in ("deception", "sextortion")}
        assert inferred >= {"known_via_network_online", "strangers_physical", "upbringing_1", "soloist_other_crime"}

    def test_unresolved(self) -> None:
        """What the lost layout leaves open says so, with what is unresolved."""
        unresolved = [each for each in FIGURES if each.standing is Standing.UNRESOLVED]
        groups = {each.group for each in unresolved}
        assert groups == {"means", "control", "customers", "income", "education", "living_situation"}
        assert all(each.note.en for each in unresolved)

    def test_parts(self) -> None:
        """Figures come by block, and by period: those of the other period are left out."""
        assert [each.printed for each in sheet().of("sample")] == ["18", "21", "25"]
        left = {each.key for each in FIGURES} - {each.key for each in sheet().of(period="recruitment")}
        assert left == {
            "exploitation_vulnerable_position",
            "exploitation_deception",
            "exploitation_sextortion",
            "threat_or_violence_4",
        }

    def test_the_check(self) -> None:
        """Offenders in networks and soloists, with their means, have the 39 victims."""
        means = [FIGURE[key].bases[0] for key in ("victims_per_network_offender", "victims_per_soloist")]
        assert [base.n for base in means] == [15, 10]
        assert sum(base.counts[0] for base in means) == 39

    @BY_FIGURE
    def test_records(self, figure: Figure) -> None:
        """A figure is written with all it has: as a record, and as a row for each base and reading."""
        record = figure.as_dict()
        assert record["printed"] == (figure.printed or None)
        assert record["label"] == {"en": figure.label.en, "nl": figure.label.nl}
        rows = figure_rows([figure], "nl")
        assert len(rows) == len(figure.bases) * max(1, len(figure.counted))
        assert tuple(rows.schema) == FIGURE_HEADS
        assert rows[0]["label"] == figure.label.nl


def any_hard(hard: list[tuple[int, int]], period: str | None) -> range:
    """Say with how many victims any hard means was used: at least each, at most all together."""
    place = {None: (0, 1), "recruitment": (0,), "exploitation": (1,)}[period]
    single = [each[where] for each in hard for where in place]
    return range(max(single), min(39, sum(single)) + 1)


def attainable(hard: range) -> Iterator[dict[tuple[str, str], tuple[int, int, int]]]:
    """Go through the ways to cross relation and initiative, with the room for hard means in each cell.

    The margins: 19 affective, 20 not; 26 offender, 12 left to the victim, and one of whom neither is printed.

    Yields:
        For each cell how many victims it has, and the least and the greatest number of them with any hard means.
    """
    of_initiative = {"O": 26, "L": 12, "U": 1}
    for offender, left in product(range(20), range(20)):
        affective = {"O": offender, "L": left, "U": 19 - offender - left}
        cells = {("A", each): affective[each] for each in "OLU"}
        cells |= {("N", each): of_initiative[each] - affective[each] for each in "OLU"}
        if min(cells.values()) >= 0:
            least, most = min(hard), max(hard)
            yield {cell: (n, max(0, least - (39 - n)), min(most, n)) for cell, n in cells.items()}


def oracle(hard: range) -> dict[str, tuple[int, int]]:
    """Bound everything by going through all crossings: no solver, and no rule of the library."""
    found: dict[str, list[int]] = {}

    def note(name: str, *ends: int) -> None:
        found.setdefault(name, []).extend(ends)

    for cells in attainable(hard):
        for one, other in product("AN", "OL"):
            n, low, high = cells[one, other]
            note(one + other, n)
            note(one + other + "H", low, high)
            note(one + other + "S", n - high, n - low)
        for letter in "ANOL":
            n = sum(n for cell, (n, _, _) in cells.items() if letter in cell)
            low, high = max(0, min(hard) - (39 - n)), min(max(hard), n)
            note(letter + "H", low, high)
            note(letter + "S", n - high, n - low)
    return {name: (min(ends), max(ends)) for name, ends in found.items()}


HARD_MEANS = {
    "row_a": [(6, 2), (9, 18), (3, 4)],
    "row_b": [(2, 6), (9, 18), (3, 4)],
    "column": [(6, 9), (2, 18), (3, 4)],
}
"""With how many victims threat, violence and sextortion were used, in recruitment and in exploitation."""

PERIODS = pytest.mark.parametrize("period", [None, *Period])


class TestBounds:
    """What the margins allow: the least and the greatest count that some joint distribution of 39 victims attains."""

    @PERIODS
    def test_oracle(self, period: Period | None) -> None:
        """They are what going through all distributions gives, in another way, under each reading and period."""
        for allowed in bound_profiles(period):
            hard = any_hard(HARD_MEANS[allowed.reading], period)
            assert {**allowed.profiles, **allowed.pairs} == oracle(hard)
            assert allowed.hard == (min(hard), max(hard))

    def test_frechet(self) -> None:
        """Pairs of printed margins lie within Fréchet's bounds, and attain them."""
        (allowed, *_) = bound_profiles()
        assert allowed.pairs["AO"] == (19 + 26 - 39, 19)
        assert allowed.pairs["NO"] == (20 + 26 - 39, 20)
        assert allowed.pairs["AL"] == (0, 12)
        assert allowed.pairs["OH"] == (26 + 18 - 39, 26)

    def test_any_hard(self) -> None:
        """Any hard means: from the greatest single margin to all of them together, or everyone."""
        assert [each.hard for each in bound_profiles()] == [(18, 39)] * 3
        assert [each.hard for each in bound_profiles(Period.RECRUITMENT)] == [(9, 18), (9, 14), (6, 11)]
        assert [each.hard for each in bound_profiles(Period.EXPLOITATION)] == [(18, 24), (18, 28), (18, 31)]

    def test_all_open(self) -> None:
        """In any period the readings make no difference, and every profile may be empty."""
        one, *others = bound_profiles()
        assert all(each.ranges == one.ranges for each in others)
        assert dict(one.profiles) == {
            **dict.fromkeys(("AOS", "AOH"), (0, 19)),
            **dict.fromkeys(("NOS", "NOH"), (0, 20)),
            **dict.fromkeys(("ALS", "ALH", "NLS", "NLH"), (0, 12)),
        }

    def test_periods_of_a_means(self) -> None:
        """A means with margins r and e was used with any number from the greater of them to their sum, and no other."""
        for recruitment, exploitation in product(range(5), repeat=2):
            n = 6
            possible = {
                len({*range(recruitment)} | {*range(start, start + exploitation)})
                for start in range(n - exploitation + 1)
            }
            assert possible == {*range(max(recruitment, exploitation), min(n, recruitment + exploitation) + 1)}

    @pytest.mark.parametrize("reading", HARD_MEANS)
    def test_margins(self, reading: str) -> None:
        """What goes in is what is printed."""
        found = {(each.key, each.value): (each.low, each.high) for each in margins(reading)}
        assert found.pop(("relation", "affective")) == (19, 19)
        assert found.pop(("relation", "non_affective")) == (20, 20)
        assert found.pop(("initiative", "offender")) == (26, 26)
        assert found.pop(("initiative", "left_to_victim")) == (12, 12)
        soft = {"vulnerable_position": (39, 39), "deception": (21, 39)}
        hard = {
            key: (max(ends), sum(ends))
            for key, ends in zip(("threat_of_violence", "violence", "sextortion"), HARD_MEANS[reading], strict=True)
        }
        assert found == {(key, "yes"): ends for key, ends in {**soft, **hard}.items()}
        assert [unprinted("relation"), unprinted("initiative")] == [0, 1]

    def test_not_printed(self) -> None:
        """Of a variable without a figure of all victims, anything is possible."""
        assert unprinted("acquaintance") == 39 - 22 - 14
        assert unprinted("takes_all_money") == 39  # of victims or of offenders: nothing chooses

    def test_names(self) -> None:
        """Pairs are named by the letters of the profiles' codes."""
        assert [*PAIRS] == ["AO", "AL", "NO", "NL", "AS", "AH", "NS", "NH", "OS", "OH", "LS", "LH"]
        assert PAIRS["LH"] == {"initiative": "left_to_victim", "coercion": "hard"}

    def test_record(self) -> None:
        """The JSON interface has the profiles, the pairs and the hard means of a reading."""
        allowed = Allowed("row_a", {"AOS": (0, 1)}, {"AO": (1, 2)}, (2, 3))
        assert allowed.as_dict() == {
            "reading": "row_a",
            "profiles": {"AOS": [0, 1]},
            "pairs": {"AO": [1, 2]},
            "hard": [2, 3],
        }
        assert {each.code for each in PROFILES} == {*bound_profiles()[0].profiles}

    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            (AllOf((Is("a", "yes"), Is("b", "yes"), Is("c", "yes"))), lambda a, b, c: a & b & c),
            (AnyOf((Is("a", "yes"), Is("b", "yes"), Is("c", "yes"))), lambda a, b, c: a | b | c),
            (AllOf((Is("a", "yes"), AnyOf((Is("b", "yes"), Is("c", "yes"))))), lambda a, b, c: a & (b | c)),
        ],
    )
    def test_conditions(self, condition: Condition, holds: Callable[..., int]) -> None:
        """What holds of some of three victims is what going through all who may have what gives."""
        found: dict[tuple[int, ...], set[int]] = {}
        for some in product(range(8), repeat=3):
            found.setdefault(tuple(map(int.bit_count, some)), set()).add(holds(*some).bit_count())
        margins = [(low, high) for low, high in product(range(4), repeat=2) if low <= high]
        for ends in product(margins, repeat=3):
            numbers = [found[each] for each in product(*(range(low, high + 1) for low, high in ends))]
            printed = {(key, "yes"): each for key, each in zip("abc", ends, strict=True)}
            expected = min(map(min, numbers)), max(map(max, numbers))
            assert number_with(condition, printed, 3) == expected


def case(case_id: str = "1", **answers: str) -> Case:
    """Make a case."""
    return Case.from_answers({"case_id": case_id, **answers})


def beside(comparison: Comparison, key: str, unit: str = "victim", asked: str = "") -> dict[Reading, Bounds]:
    """Look up the bounds that stand beside a figure."""
    (found,) = [
        each
        for each in comparison.figures
        if each.figure.key == key and each.base.unit == unit and asked in {"", each.counted.key}
    ]
    return dict(found.bounds)


class TestCompare:
    """Cases beside the figures that they can speak to: bounds under both readings, and what differs, without a test."""

    def test_bounds(self) -> None:
        """A case counts at least where it is so, at most where it may be."""
        cases = [case(relation="affective"), case(relation="non_affective"), case(relation="unknown"), case()]
        assert set(beside(compare(cases), "affective").values()) == {Bounds(1, 3, 4)}
        assert set(beside(compare(cases), "non_affective").values()) == {Bounds(1, 3, 4)}

    def test_readings(self) -> None:
        """Silence about a means is open, or no; relation stays open; a case's own reading counts in both."""
        silent = {"relation": "not_stated", "deception": "not_stated", "recruitment_deception": "not_stated"}
        silent["exploitation_deception"] = "not_stated"
        cases = [case(recruitment_deception="yes"), case(**silent), case(reading="open", **silent)]
        comparison = compare(cases)
        found = beside(comparison, "recruitment_deception")
        assert found == {Reading.OPEN: Bounds(1, 3, 3), Reading.CLOSED: Bounds(1, 2, 3)}
        assert comparison.readings == {Reading.OPEN: 1, Reading.CLOSED: 0}
        assert "affective" in comparison.silent

    def test_one_reading(self) -> None:
        """One reading alone may be asked for."""
        comparison = compare([case(relation="affective")], readings=[Reading.CLOSED])
        assert beside(comparison, "affective") == {Reading.CLOSED: Bounds(1, 1, 1)}

    def test_periods(self) -> None:
        """A means is held against the figure of its own period; asking for a period leaves out the other's."""
        cases = [case(recruitment_sextortion="yes", exploitation_sextortion="no")]
        comparison = compare(cases)
        assert beside(comparison, "recruitment_sextortion")[Reading.OPEN] == Bounds(1, 1, 1)
        assert beside(comparison, "exploitation_sextortion")[Reading.OPEN] == Bounds(0, 0, 1)
        recruitment = compare(cases, period=Period.RECRUITMENT)
        assert {each.figure.key for each in recruitment.figures} == {"recruitment_sextortion"}

    def test_lost_layout(self) -> None:
        """Under each reading of the lost layout, the figure stands beside what it then counts."""
        cases = [case(recruitment_violence="yes", exploitation_threat_of_violence="no")]
        found = {
            (each.figure.printed, each.counted.key): each.readings for each in compare(cases).figures if each.readings
        }
        assert found == {
            ("15", "exploitation_threat_of_violence"): ("row_b",),
            ("5", "exploitation_threat_of_violence"): ("row_a",),
            ("23", "exploitation_threat_of_violence"): ("column",),
            ("5", "recruitment_violence"): ("column",),
            ("23", "recruitment_violence"): ("row_a", "row_b"),
        }

    def test_attempts(self) -> None:
        """An exploitation that never began is not among those of which its period is counted."""
        cases = [case(exploitation_began="no", deception="yes"), case(exploitation_deception="yes")]
        comparison = compare(cases)
        assert comparison.attempts == 1
        assert beside(comparison, "exploitation_deception")[Reading.OPEN] == Bounds(1, 1, 1)
        assert beside(comparison, "recruitment_deception")[Reading.OPEN] == Bounds(1, 2, 2)

    def test_several_values(self) -> None:
        """A case with several sectors counts in each, and not in the others."""
        comparison = compare([case(sectors="escort;hotel"), case(sectors="unknown")])
        assert beside(comparison, "sector_escort")[Reading.OPEN] == Bounds(1, 2, 2)
        assert beside(comparison, "sector_car")[Reading.OPEN] == Bounds(0, 1, 2)

    def test_of_a_part(self) -> None:
        """A figure of a part is over all completions: of those that may be of it, and may be so, too."""
        cases = [
            case(acquaintance="strangers", contact_channel="online"),
            case(acquaintance="strangers"),
            case(acquaintance="known_via_network", contact_channel="online"),
            case(contact_channel="online"),
        ]
        comparison = compare(cases)
        found = beside(comparison, "strangers_online")[Reading.OPEN]
        assert (found.count, found.at_most, found.n, found.share) == (1, 3, 2, (1 / 2, 1))
        assert {each.left_out for each in comparison.figures if each.counted.among} == {1}

    def test_offenders(self) -> None:
        """Of an offender something is so if it is so in any case, open if it may be, and each counts once."""
        cases = [
            case(offender="a", takes_all_money="yes"),
            case(offender="a", takes_all_money="no"),
            case(offender="b", takes_all_money="no"),
            case(offender="b"),
            case(offender="c", takes_all_money="no"),
        ]
        comparison = compare(cases)
        assert beside(comparison, "takes_all_money", "offender")[Reading.OPEN] == Bounds(1, 2, 3)
        assert beside(comparison, "takes_all_money", "victim")[Reading.OPEN] == Bounds(1, 2, 5)
        assert comparison.named == {"victim": None, "offender": 3, "investigation": None}

    def test_unnamed(self) -> None:
        """Where a case names no offender, figures of offenders are left out."""
        comparison = compare([case(offender="a", collaboration="solo"), case(collaboration="solo")])
        assert comparison.figures == ()
        named = compare([case(offender="a", investigation="x", collaboration="solo")])
        assert [each.base.unit for each in named.figures] == ["investigation", "offender", "offender"]

    def test_both_bases(self) -> None:
        """A base that no whole number attains is held against nothing."""
        comparison = compare([case(offender="a", decides_acts="yes")])
        assert [each.base.unit for each in comparison.figures] == ["victim"]

    def test_victims(self) -> None:
        """A victim in several cases is refused, unless cases are to be counted."""
        cases = [case(victim="v", relation="affective"), case(victim="v"), case(victim="w"), case(victim="v")]
        with pytest.raises(RepeatedVictims, match="--cases") as refused:
            compare(cases)
        assert refused.value.count == 2
        comparison = compare(cases, by_case=True)
        assert beside(comparison, "affective")[Reading.OPEN] == Bounds(1, 4, 4)
        assert comparison.named["victim"] == 2

    def test_silent(self) -> None:
        """What is open in every case, whatever silence means, is no comparison; nor is anything without cases."""
        comparison = compare([case(relation="affective", initiative="unknown")])
        assert {each.figure.group for each in comparison.figures} == {"relation"}
        assert "initiative_offender" in comparison.silent
        assert compare([]).figures == ()

    def test_own(self) -> None:
        """What cases say of variables that the study has no figure of is counted, to tell what differs."""
        comparison = compare([case(basis="press"), case(basis="judgment"), case(basis="press"), case()])
        assert own_variables() == ("other_means", "basis")
        numbers = comparison.own["basis"]
        assert {value: count for value, count in numbers.items() if count} == {"judgment": 1, "press": 2}
        assert "other_means" not in comparison.own

    def test_records(self) -> None:
        """A comparison is written as a record, and as a row for each figure and reading of silence."""
        comparison = compare([case(relation="affective")])
        record = comparison.as_dict()
        assert record["cases"] == 1
        figures = record["figures"]
        assert isinstance(figures, list)
        assert [each["figure"] for each in figures] == ["affective", "non_affective"]
        assert figures[0]["study"]["counts"] == [19]
        assert figures[0]["table"]["open"]["at_most"] == 1
        rows = comparison.rows()
        assert tuple(rows.schema) == COMPARISON_HEADS
        assert [row["figure"] for row in rows] == ["affective", "affective", "non_affective", "non_affective"]
        assert (rows[0]["count"], rows[0]["study_counts"], rows[0]["where"]) == (1, "19", None)

    @pytest.mark.parametrize(
        ("statuses", "expected"),
        [
            (["counted", "not_counted", "counted not_counted"], "counted"),
            (["not_counted", "counted not_counted"], "counted not_counted"),
            (["not_counted", "not_counted"], "not_counted"),
            (["not_counted", "outside"], "not_counted"),
            (["not_counted", "outside counted"], "counted not_counted"),
            (["outside not_counted", "outside"], "outside not_counted"),
            (["outside"], "outside"),
        ],
    )
    def test_highest(self, statuses: list[str], expected: str) -> None:
        """Something is so of an offender if it is so in any case; a case that may be of a part leaves that open."""
        assert highest(frozenset(each.split()) for each in statuses) == frozenset(expected.split())


class TestPublishedCases:
    """The published cases beside the study, with nothing left out."""

    def test_without_leaks(self) -> None:
        """A share of a part is over all completions, and an attempt has no duration of the exploitation."""
        comparison = compare(read_table(CODER1), readings=[Reading.OPEN])
        part = beside(comparison, "known_via_network_physical")[Reading.OPEN]
        assert part.share == (10 / 39, 1)
        duration = beside(comparison, "exploitation_up_to_week")[Reading.OPEN]
        assert (duration.count, duration.at_most, duration.n) == (8, 40, 58)
