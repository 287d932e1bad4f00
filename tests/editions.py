"""Record what the library of an installed edition returns, and compare two such records.

    python tests/editions.py record FOLDER [--checkout CHECKOUT]
    python tests/editions.py diff OLD NEW

`record` writes a text for each item into a new folder, made with the ckm_mo that this Python imports (extra `all`; for
the items that are named after it also pandas), and the JSON schemas of a checkout of that edition. `diff` prints what
differs, and exits with 1 if anything does. Two records of one edition differ in nothing.
"""

import argparse
import difflib
import gzip
import json
import pickle
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import chdir
from importlib import import_module
from itertools import chain, product
from pathlib import Path
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

import ckm_mo
from ckm_mo import Case, Period, Reading, Tally, agreement, checking, codebook, frames, pictures, questions, study

Options = dict[str, Any]
ROOT: Final = Path(__file__).resolve().parents[1]
LANGUAGES: Final = ("en", "nl")
LEVELS: Final[list[Options]] = [{"reading": each, "period": period} for each in Reading for period in (None, *Period)]
TALLIES: Final[list[Options]] = [
    *LEVELS,
    *({"by": by} for by in ("relation", "sectors", "profile", "coercion", "investigation", "year")),
    {"by": "collaboration", "reading": Reading.CLOSED, "period": Period.RECRUITMENT, "decided_only": True},
    {"by": "relation", "where": {"initiative": "offender"}, "at_most_yes": 4, "reading": Reading.CLOSED},
    *({"where": where} for where in ({"relation": "affective"}, ["violence=yes", "sectors=hotel"], {"profile": "NOH"})),
    *({"at_most_yes": 0}, {"at_most_yes": 3}, {"at_most_yes": 40}, {"confidence": None}, {"confidence": 0.9}),
    *({"cluster": "investigation", "population": size} for size in (None, 1000)),
    *({"by": "collaboration", "least": 20}, {"empty": "not_stated", "decided_only": True}),
    *({"by": "voilence"}, {"by": "case_id", "groups": 3}, {"cluster": "nosuch"}, {"reading": "x"}, {"period": "x"}),
    *({"where": where} for where in ("relation", ["relation=x"], {"relation": "unknown"}, ["nosuch=1"])),
    *({"at_most_yes": -1}, {"confidence": 95}, {"population": 3}, {"least": 0.5}),
]
CLAIMS: Final = """NOH >= each; NOH > AOS; affective >= 10; hard | victim_age_group=minor >= 25%; outside < 10
soft | relation=affective > soft | relation=non_affective; violence=yes + sextortion=yes <= 30; hard = 20
affectief | leeftijdsgroep_slachtoffer=meerderjarig >= 0,5%""".replace("\n", "; ").split("; ")
WRONG_CLAIMS: Final = """; NOH; NOH >=; >= 3; NOH >= AOS >= 1; XYZ > 1; NOH | > 1; NOH | relation=x > 1; NOH > -1
NOH > 130%; NOH | minor > 3; nosuch=1 > 2; NOH | "open > 1; hrd > 1""".replace("\n", "; ").split("; ")
WRONG_ANSWERS: Final[list[Options]] = [
    *({"relation": word} for word in ("afective", "n/a", "1", "affective,offender", "affective;non_affective")),
    *({key: "yes"} for key in ("violense", "geweldd", "", "profile")),
    *({"violence": word} for word in ("maybe", "TRUE", 1, None, "x" * 400, "\x1b[31m", "nee\n")),
    {"violence": "no", "recruitment_violence": "yes"},
    {"geweld": "nee", "uitbuiting_geweld": "ja", "relatie": "x", "reading": "sometimes"},
    *({"violence": "yes", "geweld": "yes"}, {"exploitation_began": "no", "exploitation_violence": "yes"}),
]
HEAD: Final = "case_id,relation,initiative,violence,recruitment_violence,note\n"
WRONG_TABLES: Final[Mapping[str, str]] = {
    "width.csv": HEAD + "F-1,affective\nF-2,affective,offender,yes,yes,x,y,z\n",
    "many.csv": HEAD + "".join(f"F-{row % 9 or ''},wrong{row % 7},offender,{row},,\n" for row in range(250)),
    **{f"text.{suffix}": HEAD for suffix in ("xlsx", "ods", "sav", "parquet", "docx", "csv.gz")},
}


def described(value: Any) -> str:
    """Return all that a value says: of a result its repr, JSON, rows, table for a notebook, and a round trip."""
    if isinstance(value, set | frozenset):
        return described(sorted(value))
    if isinstance(value, Mapping):
        return "".join(f"\n  {key}: {described(each)}" for key, each in value.items())
    if isinstance(value, list | tuple) and not hasattr(value, "as_dict") and not hasattr(value, "_fields"):
        return "\n".join([f"{len(value)}:", *map(described, value)])
    lines = [value if isinstance(value, str) else repr(value)]
    if isinstance(value, Case):
        coded = {each.key: str(value[each.key]) for each in ckm_mo.VARIABLES}
        lines += map(described, (coded, value.at, dict(value.other)))
    if isinstance(value, ckm_mo.CkmMoError):
        lines += map(value.text, LANGUAGES)
    if isinstance(value, ckm_mo.InvalidInput):
        lines += [*chain(*map(value.lines, LANGUAGES)), *map(repr, value.exceptions)]
    if hasattr(value, "as_dict") and not isinstance(value, agreement.Disagreement):
        lines += [json.dumps(value.as_dict(), indent=1, ensure_ascii=False)]
    rows = value.rows() if hasattr(value, "rows") else value
    if hasattr(rows, "schema"):
        lines += [described(rows.schema), *(json.dumps(list(row.values()), ensure_ascii=False) for row in rows)]
    if hasattr(value, "_repr_html_"):
        copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - made on this line
        lines += [value._repr_html_(), f"pickled: {copy == value}, {repr(copy) == repr(value)}"]
    return "\n".join(lines)


class Record(defaultdict[str, list[str]]):
    """The outcomes of calls: by item, in the order of the calls."""

    def __call__(self, item: str, entry: object, call: Callable[..., Any], /, *given: Any, **options: Any) -> Any:
        """Record what a call gives, or how it refuses; return what it gives, None where it refuses."""
        try:
            text = described(result := call(*given, **options))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the library does
            result, text = (
                None,
                f"refused: {[each.__name__ for each in type(error).__mro__]}\n{described(error)}",
            )
        self[item].append(f"=== {entry} {options or ''}\n{text}\n")
        return result

    def each(self, item: str, entry: object, several: Iterable[Options], call: Callable[..., Any], *given: Any) -> None:
        """Record what a call gives with each of several options."""
        for options in several:
            self(item, entry, call, *given, **options)


def draw(seed: int, number: int) -> list[dict[str, str]]:
    """Return rows of fictional cases, none of which contradicts itself: all coded variables, a locator, two others."""
    rng = random.Random(seed)  # noqa: S311 - the same rows each time
    rows: list[dict[str, str]] = []
    while len(rows) < number:
        row = {each.key: rng.choice(["", *(word.key for word in codebook.takes(each))]) for each in ckm_mo.VARIABLES}
        try:
            Case.from_answers(row)
        except ckm_mo.InvalidInput:
            continue
        row |= {"case_id": f"d{len(rows)}", "offender": f"o{len(rows) // 2}", "investigation": f"i{len(rows) % 9}"}
        row |= {"violence_at": rng.choice(("", "p. 3", "r.o. 4.2 <b>")), "year": rng.choice(("2017", "2018", ""))}
        rows.append(row | {"note": rng.choice(("", "=1+1", 'she said "no"', "één; twee", "<b>two\nlines</b>", "-"))})
    return rows


def record_format(record: Record, checkout: Path) -> None:
    """Record the format and the study's figures."""
    for path in sorted((checkout / "docs/reference/schemas").iterdir()):
        record(f"schema {path.name}", "text", path.read_text, "utf-8")
    for name in ("__all__", "PROFILES", "RULES", "VARIABLES"):
        record("format", name, getattr, ckm_mo, name)
    for name in ("OPEN", "GAPS", "EDIT_RULES", "COLUMNS", "HEADERS", "COLUMN_HEADERS", "TOKENS"):
        record("format", name, getattr, codebook, name)
    record("format", "laws", checking.check)
    record("format", "definitions", codebook.definitions)
    record("study", "figures", getattr, study.sheet(), "figures")
    for variable, lang in product(ckm_mo.VARIABLES, LANGUAGES):
        record("format", (variable.key, lang), codebook.variable_label, variable, lang)
    for lang in (*LANGUAGES, "de"):
        record("study", f"figures {lang}", study.figure_rows, study.sheet().figures, lang)
    for period in (None, *Period, "nosuch"):
        record("study", f"rows {period}", study.bounds_rows, record("study", period, study.bound_profiles, period))
    for call, printed, n in product((study.counts, study.sums), ("49", "49,0", "7.5", "101", "x"), (0, 1, 39, 200)):
        record("study", f"{call.__name__} {printed} {n}", call, printed, n)


def record_cases(record: Record, name: str, cases: Sequence[Case]) -> None:
    """Record each case, and what is asked of all of them."""
    for case in cases:
        record(f"cases {name}", case.case_id, lambda case: (case, checking.queries(case)), case)
        record.each(f"verdicts {name}", case.case_id, LEVELS, ckm_mo.classify, case)
        record.each(f"explanations {name}", case.case_id, LEVELS[::4], ckm_mo.explain, case)
    ways: list[Options] = [*LEVELS, {"at_most_yes": 5}, {"least": 50}]
    for claim in CLAIMS:
        record.each(f"questions {name}", claim, ways, questions.check, cases, claim)
    for claims in (*WRONG_CLAIMS, "; ".join(CLAIMS)):
        record(f"questions {name}", claims, questions.check, cases, *claims.split("; "))
    ways = [*LEVELS, {"answers": 0}, {"answers": 7}, {"answers": -1}, {"per": "relation"}, {"per": "no"}]
    record.each(f"questions {name}", "plan", ways, questions.plan, cases)
    ways = [{}, {"by_case": True}, {"where": {"relation": "affective"}}, {"where": ["nosuch=1"]}, {"least": 60}]
    ways += [{"readings": [Reading.CLOSED]}, {"empty": "not_stated"}, *({"period": period} for period in Period)]
    record.each(f"comparison {name}", "", ways, study.compare, cases)


def record_tallies(record: Record, name: str, cases: Sequence[Case]) -> None:
    """Record tallies, their sums, their texts for papers and their pictures."""
    for number, options in enumerate(TALLIES):
        item, lang = f"tally {name} {number:02}", LANGUAGES[number % 2]
        parts = [record(item, "", Tally.of, part, **options) for part in (cases[:20], cases[20:])]
        if (tally := record(item, "all", Tally.of, cases, **options)) is not None:
            record(item, "sum", lambda tally, parts: sum(parts) == tally, tally, parts)
            for fact in ("few", "exact", "small", "sensitive", "offenders", "values", "any_soft", "any_hard", "shift"):
                record(item, fact, getattr, tally, fact)
            for write, language in product((ckm_mo.methods, ckm_mo.latex), LANGUAGES):
                record(f"papers {name}", (options, language), write, tally, language)
            for picture in ("profiles", "groups", "shift"):
                record(f"picture {picture} {name}", options, drawn, picture, tally, lang)
    whole, plan = Tally.of(cases), questions.plan(cases)
    record(f"tally {name} 00", "unlike", lambda: whole + Tally.of(cases, by="relation"))
    for (picture, of), lang in product({"dial": whole, "width": plan, "profiles": plan}.items(), (*LANGUAGES, "de")):
        record(f"picture {picture} {name}", lang, drawn, picture, of, lang)


def drawn(picture: str, of: Any, lang: str) -> str:
    """Return the texts in a picture, a line each."""
    svg = pictures.drawn(picture, of, "svg", lang).decode()
    found = re.findall(r"<(title|desc|text)\b[^>]*>(.*?)</\1>", svg, re.DOTALL)
    return "\n".join(f"{kind}: {re.sub('<[^>]*>', '', text).strip()}" for kind, text in found)


def record_coders(record: Record, coders: Mapping[str, Sequence[Case]]) -> None:
    """Record coders beside each other: agreement, differences, decisions and merged tables."""
    codings, item = agreement.Codings.of(coders), f"coders {' '.join(coders)}"
    for call in (agreement.agree, agreement.disagreements, agreement.to_decide):
        record.each(item, call.__name__, LEVELS, call, codings)
    record(item, "confidence", agreement.agree, codings, confidence=2)
    record(item, "JSON", lambda: [str(each.as_dict(codings.coders)) for each in agreement.disagreements(codings)])
    decisions = agreement.to_decide(codings)
    for lang in LANGUAGES:
        heads, rows = agreement.decision_heads(len(coders), lang), [*agreement.decision_rows(decisions, lang)]
        record(item, lang, lambda rows: [*map(str, rows)], [heads, *rows])
        record(item, f"{lang} again", agreement.decisions_of, heads, [*enumerate(rows, 2)], file="decisions.csv")
        record(item, f"{lang} wrong", agreement.decisions_of, heads, [(2, ["?"] * len(heads))], file="decisions.csv")
    final = [attrs.evolve(each, final=next(filter(None, each.answers))) for each in decisions]
    for (number, given), leave in product(enumerate((None, decisions, final[:3], final)), (False, True)):
        merged = record(item, f"merged {number}", agreement.merge, codings, given, leave_open=leave)
        record(item, "cases", lambda merged: merged and [*merged.cases, *map(str, merged.records())], merged)


def record_writing(record: Record, name: str, cases: Sequence[Case]) -> None:
    """Record tables that are written, what stands in them, and that they give the same cases."""
    for lang, suffix in product(LANGUAGES, ("csv", "xlsx", "sav")):
        item, path = f"written {name} {lang} {suffix}", f"{name}_{lang}.{suffix}"
        for force in (False, False, True):
            record(item, path, ckm_mo.write_table, cases, path, lang=lang, force=force)
        record(item, "contents", contents, Path(path))
        record(item, "same cases", lambda path: [*ckm_mo.read_table(path)] == [*cases], path)
    for path in ("x.ods", "x.parquet", "x", "nosuch/x.csv", "x.csv.gz", "."):
        record(f"written {name} wrong", path, ckm_mo.write_table, cases, path)


def contents(path: Path) -> object:
    """Return what stands in a file, read without the library: all but when it was made."""
    if path.suffix == ".csv":
        return path.read_bytes().decode()
    if path.suffix == ".sav":
        columns, about = import_module("pyreadstat").read_sav(path, output_format="dict")
        return [about.column_names_to_labels, about.variable_value_labels, str(columns)]
    with zipfile.ZipFile(path) as package:
        parts = sorted(part for part in package.namelist() if not part.startswith("docProps/"))
        return {part: package.read(part).decode().replace("><", ">\n<") for part in parts}


def record_reading(record: Record, rows: Sequence[dict[str, str]]) -> None:
    """Record tables that are read, and all that is wrong with others."""
    pl.DataFrame(rows).write_csv("semicolons.csv", include_bom=True, separator=";")
    pl.DataFrame(rows).write_csv("tabs.tsv", separator="\t")
    pl.DataFrame(rows).write_parquet("drawn.parquet")
    Path("packed.csv.gz").write_bytes(gzip.compress(Path("drawn.csv").read_bytes(), mtime=0))
    for name, text in WRONG_TABLES.items():
        Path(name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "tests/data/files", ".", dirs_exist_ok=True)
    ways: list[Options] = [{}, {"empty": "not_stated"}, {"encoding": "nosuch"}, {"sheet": "x"}, {"ignore": ["violenc"]}]
    for path in (*sorted(Path().iterdir()), Path(), Path("nosuch.xlsx")):
        record.each(f"read {path}", "", ways, lambda path, **way: [*ckm_mo.read_table(path, **way)], path)
        record.each(f"read {path}", "check", ways, ckm_mo.check_table, path)


def record_frames(record: Record, rows: Sequence[dict[str, str]]) -> None:
    """Record data frames that are classified and tallied, what is wrong with others, and rows as data frames."""
    wrong = [{"case_id": f"w{row}", "violense": "x", "relation": "afective"[row % 2 :]} for row in range(9)]
    ways: list[Options] = [*LEVELS, {"empty": "not_stated"}, {"ignore": ["violense"]}]
    groups: list[Options] = [{"by": "sectors"}, {"by": "year"}, {"where": {"relation": "affective"}}, {"by": "nosuch"}]
    figures = Tally.of(ckm_mo.read_table("drawn.csv"), by="relation").rows()
    for engine in ("polars DataFrame", "polars LazyFrame", "pyarrow table", "pandas DataFrame"):
        for name, given in {"drawn": rows, "wrong": wrong}.items():
            item = f"frame {engine} {name}"
            record.each(item, "classify", ways, with_frame, engine, given, frames.classify_frame)
            record.each(item, "tally", [*ways, *groups], with_frame, engine, given, frames.tally_frame)
            record(item, "check", with_frame, engine, given, frames.check_frame)
        record("frames of rows", engine, with_frame, engine, figures, lambda frame: frame)


def with_frame(engine: str, rows: Any, call: Callable[..., Any], **options: Any) -> object:
    """Return what a call gives of rows as a data frame; of a data frame its columns."""
    package, path = engine.split()
    result = call(getattr(import_module(package), path)(pl.DataFrame(rows).to_dict(as_series=False)), **options)
    frame = nw.from_native(result, pass_through=True)
    if not isinstance(frame, nw.DataFrame | nw.LazyFrame):
        return result
    return {series.name: f"{series.dtype} {series.to_list()}" for series in frame.lazy().collect().iter_columns()}


def record_errors(record: Record, cases: Sequence[Case]) -> None:
    """Record what is refused as answers, as numbers, and for its type."""
    for answers, empty in product(WRONG_ANSWERS, ("not_coded", "not_stated")):
        record("errors of answers", answers, Case.from_answers, answers, empty=empty)
    record("errors of answers", "key", lambda: Case()["violense"])
    for limits, (count, n) in product((ckm_mo.wilson, agreement.clopper_pearson), ((0, 10), (5, 10), (11, 10), (1, 0))):
        record("errors of numbers", f"{limits.__name__} {count} {n}", limits, count, n)
    of_one: list[Callable[[Any], Any]] = [ckm_mo.classify, ckm_mo.explain, ckm_mo.methods, ckm_mo.read_table, Tally.of]
    of_one += [questions.check, questions.plan, study.compare, frames.classify_frame, frames.tally_frame]
    of_one += [agreement.Codings.of, agreement.agree, agreement.merge, pictures.profiles, pictures.width]
    for call, value in product([*of_one, Case.from_answers], (None, 3, "text", b"x", {}, [1], Case(), Tally.of(cases))):
        record("errors of types", f"{call.__qualname__} {value!r}", call, value)


def make(folder: Path, checkout: Path) -> None:
    """Record the edition, from within a folder that nothing else is in."""
    record, rows = Record(list), draw(1, 60)
    for name, table in {"drawn": rows, "second": draw(2, 20)[2:], "third": draw(3, 15)}.items():
        pl.DataFrame(table).write_csv(f"{name}.csv")
    paths = [*Path().iterdir(), *(ROOT / "examples").glob("published_cases_*.csv")]
    cases = {path.stem.removeprefix("published_cases_"): [*ckm_mo.read_table(path)] for path in paths}
    record_reading(record, rows)
    record_format(record, checkout)
    record_frames(record, rows)
    record_errors(record, cases["coder1"])
    for part, name in product((record_cases, record_tallies, record_writing), ("coder1", "drawn")):
        part(record, name, cases[name])
    for coders in (("coder1", "coder2"), ("drawn", "second"), ("drawn", "second", "third")):
        record_coders(record, {coder: cases[coder] for coder in coders})
    for item, entries in record.items():
        text = re.sub(rf"{re.escape(ckm_mo.__version__)}(?![0-9])", "VERSION", "\n".join(entries))
        (folder / f"{item}.txt").write_text(text, "utf-8", errors="backslashreplace")


def diff(old: Path, new: Path) -> int:
    """Print what differs between two records; return 1 if anything does."""
    lines: list[str] = []
    for name in sorted({path.name for path in chain(old.iterdir(), new.iterdir())}):
        paths = old / name, new / name
        before, after = (path.read_text("utf-8").split("\n") if path.exists() else [] for path in paths)
        if len(before) == len(after):  # line by line, which is quick however much differs
            changed = [(f"- {one}", f"+ {other}") for one, other in zip(before, after, strict=True) if one != other]
            lines += [name, *chain.from_iterable(changed)] if changed else []
        else:
            lines += difflib.unified_diff(before, after, str(paths[0]), str(paths[1]), lineterm="")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(bool(lines))


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for command, names in {"record": ("folder", "--checkout"), "diff": ("old", "new")}.items():
        subparser = commands.add_parser(command)
        for name in names:
            subparser.add_argument(name, type=lambda path: Path(path).resolve(), default=ROOT)
    given = parser.parse_args()
    if given.command == "diff":
        sys.exit(diff(given.old, given.new))
    given.folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work, chdir(work):
        make(given.folder, given.checkout)


if __name__ == "__main__":
    main()
