"""The laws of the library, run on a copy of it that has another format: `python laws.py FORMAT`.

What a complete case is, is said here in plain Python, in another way than the rules say it. A law that does not hold
raises; what the tests of the one real format know is of no use here. All are tried, and what each raised is printed.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exc

from ckm_mo import PROFILES, RULES, Case, Period, Reading, Tally, Verdict, classify, explain, read_table
from ckm_mo.checking import check
from ckm_mo.codebook import VARIABLE
from ckm_mo.pictures import drawn

World = tuple[str, ...]

FORMAT = sys.argv[1]

SOFT = ("vulnerable_position", "deception")
HARD = ("threat_of_violence", "violence", "sextortion", "confinement")
YES_NO = ("yes", "no")
INPUTS = {
    "relation": ("affective", "non_affective", "commercial"),
    "initiative": ("offender", "left_to_victim"),
    **({"setting": ("online", "offline")} if FORMAT == "coded" else {}),
    **dict.fromkeys((*SOFT, *HARD), YES_NO),
}
FOURTH = {"coded": "setting", "derived": "publicity"}[FORMAT]
LETTERS = {"affective": "A", "non_affective": "N", "commercial": "C", "offender": "O", "left_to_victim": "L"} | {
    "soft": "S", "hard": "H", "online": "1", "offline": "2", "published": "1", "not_published": "2"
}  # fmt: skip

WORLDS = tuple(product(*INPUTS.values()))
PARTIAL = tuple(product(*((*values, "open") for values in INPUTS.values())))
SOME = PARTIAL[::17]
"""Some of the partial cases, of all kinds: 17 divides nothing of their number."""

OPEN = ("unknown", "not_stated", "not_coded")


@cache
def dimensions(world: World) -> dict[str, str]:
    """Give the outcomes of a complete case."""
    answers = dict(zip(INPUTS, world, strict=True))
    deciding = [means for means in HARD if FORMAT == "coded" or means != "sextortion"]
    if "yes" in [answers[means] for means in deciding]:
        coercion = "hard"
    elif "yes" in [answers[means] for means in SOFT]:
        coercion = "soft"
    else:
        coercion = "none"
    fourth = answers.get("setting") or ("published" if answers["sextortion"] == "yes" else "not_published")
    return {"relation": answers["relation"], "initiative": answers["initiative"], "coercion": coercion, FOURTH: fourth}


@cache
def outcome(world: World) -> str:
    """Name the profile of a complete case, or that it is outside the format."""
    found = dimensions(world)
    if found["coercion"] == "none":
        return "none"
    letters = "".join(LETTERS[each] for each in found.values())
    if FORMAT == "coded":
        return letters
    first, *others = ("ANC".index(letters[0]), *("LH2".count(letter) for letter in letters[1:]))
    return f"P{8 * first + int(''.join(map(str, others)), 2) + 1}"


def worlds(values: World) -> Iterator[World]:
    """List the complete cases that a partial one may turn out to be."""
    return product(
        *(
            INPUTS[key] if value == "open" else (value,)
            for key, value in zip(INPUTS, values, strict=True)
        )
    )  # fmt: skip


def answers(values: World, period: str | None = None) -> dict[str, str]:
    """Give the answers to a case that is read so, with all tokens where one is open."""
    named = [f"{period}_{key}" if period and key in {*SOFT, *HARD} else key for key in INPUTS]
    return {
        key: OPEN[place % 3] if value == "open" else value
        for place, (key, value) in enumerate(zip(named, values, strict=True))
    }


def judged(values: World, period: str | None = None) -> Verdict:
    """Classify a case that is read so."""
    return classify(Case.from_answers(answers(values, period)), period=period and Period(period))  # type: ignore[arg-type]


def same(found: object, expected: object, where: object = "") -> None:
    """Raise unless two things are the same."""
    if found != expected:
        raise SystemExit(f"{where}: found {found}, expected {expected}")


def rules() -> None:
    """The rules are complete and unique, all profiles are reached, and every verdict is exact."""
    expected = {"read_once": len(RULES), "complete": len(WORLDS), "reachable": 24, "exact": len(PARTIAL)}
    same({law.key: (law.enumerated, law.broken) for law in check()}, {key: (n, ()) for key, n in expected.items()})


def verdicts() -> None:
    """A verdict is the set of outcomes of all completions."""
    for period in (None, "recruitment"):
        for values in SOME:
            verdict = judged(values, period)
            same(verdict.outcomes, {outcome(world) for world in worlds(values)}, values)
            every = [dimensions(world) for world in worlds(values)]
            for dimension, found in verdict.dimensions.items():
                left = {each[dimension] for each in every}
                same(found, left.pop() if len(left) == 1 else None, values)


def attempts() -> None:
    """In an exploitation that never began nothing that is derived from means has an outcome."""
    known = dict(zip(INPUTS, WORLDS[0], strict=True)) | {"exploitation_began": "no"}
    verdict = classify(Case.from_answers(known), period=Period.EXPLOITATION)
    same((verdict.not_begun, verdict.possible, verdict.outside), (True, (), "no"))
    coded = {"relation": "affective", "initiative": "offender"}
    fourth = {"setting": "online"} if FORMAT == "coded" else {"publicity": None}
    same(verdict.dimensions, coded | {"coercion": None} | fourth)


def monotone() -> None:
    """Giving a value to what is open never adds an outcome, and never changes a case that has one."""
    for values in SOME[::3]:
        before = judged(values)
        for place, (key, value) in enumerate(zip(INPUTS, values, strict=True)):
            for given in INPUTS[key] if value == "open" else ():
                after = judged((*values[:place], given, *values[place + 1 :]))
                same(after.outcomes <= before.outcomes, True, (values, key, given))  # noqa: FBT003
                same(before.profile in {None, after.profile}, True, (values, key, given))  # noqa: FBT003


def reasons() -> None:
    """What rules a profile out suffices for that, and what is asked for matters."""
    for values in SOME[::30]:
        explanation = explain(Case.from_answers(answers(values)))
        same({*explanation.verdict.possible} | {each.profile for each in explanation.ruled_out}, {*CODES}, values)
        for each in explanation.ruled_out:
            by = dict(each.by)
            alone = tuple(by.get(key, "open") for key in INPUTS)
            same(each.profile in {outcome(world) for world in worlds(alone)}, False, (values, by))  # noqa: FBT003
        matter = {key for place, key in enumerate(INPUTS) if values[place] == "open" and matters(values, place)}
        same({*explanation.ask}, matter, values)


CODES = tuple(profile.code for profile in PROFILES)


def matters(values: World, place: int) -> bool:
    """Return whether two completions that differ in one place alone have different outcomes."""
    return any(
        len({outcome((*world[:place], value, *world[place + 1 :])) for value in list(INPUTS.values())[place]}) > 1
        for world in worlds(values)
    )


def tallies() -> None:
    """The bounds of a tally contain every completion of a small table, and are tight."""
    middle = len(SOME) // 2
    for some in (SOME[40:43], SOME[middle : middle + 3], (SOME[0], SOME[middle], SOME[-1])):
        tally = Tally.of(Case.from_answers(answers(values)) for values in some)
        possible = [{outcome(world) for world in worlds(values)} for values in some]
        counts = [Counter(completed) for completed in product(*possible)]
        for code, bounds in tally.profiles.items():
            found = [each[code] for each in counts]
            same((bounds.count, bounds.at_most), (min(found), max(found)), (some, code))
        for dimension, by_outcome in tally.dimensions.items():
            left = [{dimensions(world)[dimension] for world in worlds(values)} for values in some]
            for each, bounds in by_outcome.items():
                expected = sum(one == {each} for one in left), sum(each in one for one in left)
                same((bounds.count, bounds.at_most), expected, (some, each))
        same(sorted(tally.means), sorted((*SOFT, *HARD)))


def table() -> None:
    """A table is read as its answers say, in either language, however its rows are read."""
    some = SOME[::40]
    for dutch in (False, True):
        heads = ["case_id", *INPUTS, "confinement", "recruitment_confinement", "exploitation_confinement"]
        heads = [*dict.fromkeys(heads)]
        rows = [{"case_id": str(place)} | answers(values) for place, values in enumerate(some)]
        rows += [{"case_id": "period", "recruitment_confinement": "yes"}]
        with TemporaryDirectory() as folder:
            path = Path(folder, "cases.csv")
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow([VARIABLE[key].dutch for key in heads] if dutch else heads)
                writer.writerows([row.get(key, "") for key in heads] for row in rows)
            cases = read_table(path).cases
        for case, row in zip(cases, rows, strict=True):
            expected = Case.from_answers(row)
            same((case, case.key), (expected, expected.key), row)
            for reading in Reading:
                same(classify(case, reading), classify(expected, reading), row)
        same(str(cases[-1]["recruitment_confinement"]), "yes")


def pictures() -> None:
    """Pictures have a row or a panel for every profile, and say what every letter or code stands for."""
    tally = Tally.of([Case.from_answers(answers(values)) for values in SOME[40:43]], by="relation")
    for name in ("profiles", "groups", "dial", "shift"):
        svg = drawn(name, tally, "svg", "nl").decode()
        if name != "shift":
            same([code for code in CODES if f">{code}<" in svg], [*CODES], name)
    texts = re.findall(r"<text[^>]*>([^<]*)<", drawn("groups", tally, "svg", "en").decode())
    said = " ".join(texts).partition("Letters: ")[2]
    same({*(LETTERS.values() if FORMAT == "coded" else CODES)} - {*re.findall(r"\b\w+\b", said)}, set())


def raised(law: Callable[[], None]) -> str:
    """Try a law, and say what it raised."""
    try:
        law()
    except (Exception, SystemExit):  # noqa: BLE001 - the test of this law shows it, and the others are tried
        return format_exc()
    return ""


LAWS = (rules, verdicts, attempts, monotone, reasons, tallies, table, pictures)

if __name__ == "__main__":
    json.dump({law.__name__: raised(law) for law in LAWS}, sys.stdout)
