"""`ckm-mo tally`: the verdicts on the cases of tables, counted."""

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ckm_mo
import oracle
import strategies
from ckm_mo.answers import Reading
from ckm_mo.codebook import CODEBOOK_VERSION
from ckm_mo.tables import read_table
from ckm_mo.tallies.tally import TALLY_SCHEMA, Tally, tally_rows
from commands import CODER1, CODER2, coded, options, parsed, run, text_of
from spaces import LEVELS, READINGS, alike, figures

FIGURES = {
    *("n", "reading", "readings", "period", "empty", "decided_only", "where", "not_begun", "decided", "undecided"),
    *("outside", "rests_on_silence", "offenders", "profiles", "dimensions", "means", "any_soft", "any_hard"),
    *("n_at_most", "small", "exact"),
}
BOUNDS = {"count", "at_most", "share", "interval", "all_or_none"}
Facts = dict[str, Any]


def tallied(*arguments: str, given: str = "") -> Facts:
    """Give the tally object of a command that succeeds."""
    done = run("tally", *arguments, "--format", "json", given=given)
    assert done.code == 0
    return dict(done.json)


class TestShape:
    """The tally object is a stable interface."""

    def test_keys(self) -> None:
        """Its keys are those of the design, at every depth."""
        tally = tallied(CODER1, "--by", "collaboration", "--where", "relation=affective")
        assert tally.keys() == FIGURES | {"shift", "by", "provenance", "assumed", "interval", "small_below"}
        assert tally["readings"].keys() == {"open", "closed"}
        assert tally["where"].keys() == {"conditions"}
        assert tally["outside"].keys() == {"yes", "possible"}
        assert {frozenset(each) for each in tally["profiles"]} == {frozenset(BOUNDS | {"number", "profile"})}
        assert {line: [each["outcome"] for each in rows] for line, rows in tally["dimensions"].items()} == {
            "relation": ["affective", "non_affective"],
            "initiative": ["offender", "left_to_victim"],
            "coercion": ["none", "soft", "hard"],
        }
        assert {frozenset(each) for rows in tally["dimensions"].values() for each in rows} == {
            frozenset(BOUNDS | {"outcome"})
        }
        assert [each["key"] for each in tally["means"]] == list(oracle.MEANS)
        split = {"yes", "no", "open", "all_or_none"}
        assert {frozenset(each) for each in tally["means"]} == {frozenset(split | {"key"})}
        assert tally["any_soft"].keys() == tally["any_hard"].keys() == split
        assert {frozenset(each) for each in tally["shift"]} == {
            frozenset({"recruitment", "exploitation", "count", "all_or_none"})
        }
        assert tally["by"].keys() == {"variable", "open", "groups"}
        assert {frozenset(group) for group in tally["by"]["groups"]} == {frozenset(FIGURES | {"value"})}
        assert tally["provenance"].keys() == {"version", "codebook", "files"}

    def test_provenance(self, tmp_path: Path) -> None:
        """It names the program, the codebook, and every file as given with its hash."""
        other = tmp_path / "other.csv"
        other.write_bytes(b"\xef\xbb\xbfcase_id;geweld\r\nF-1;ja\r\n")
        files = [
            {"name": name, "sha256": hashlib.sha256(Path(name).read_bytes()).hexdigest()}
            for name in (CODER1, str(other))
        ]
        assert tallied(CODER1, str(other))["provenance"] == {
            "version": ckm_mo.__version__,
            "codebook": CODEBOOK_VERSION,
            "files": files,
        }

    def test_standard_input(self) -> None:
        """Standard input is hashed too, under its name."""
        text = "case_id,violence\n1,yes\n"
        assert tallied("-", given=text)["provenance"]["files"] == [
            {"name": "-", "sha256": hashlib.sha256(text.encode()).hexdigest()}
        ]

    def test_no_cases(self) -> None:
        """Without cases all rows are there, shares and limits null."""
        tally = tallied("-", given="case_id,violence\n")
        assert [(each["count"], each["share"], each["interval"]) for each in tally["profiles"]] == [(0, None, None)] * 8
        assert alike(figures(tally), oracle.tally([]))


class TestPublishedCases:
    """The published cases are tallied as brute force does."""

    @pytest.mark.parametrize("path", [CODER1, CODER2])
    @pytest.mark.parametrize("period", LEVELS)
    @pytest.mark.parametrize("reading", READINGS)
    def test_json(self, path: str, reading: str, period: str | None) -> None:
        """Every figure, for each reading and period."""
        assert alike(figures(tallied(path, *options(reading, period))), oracle.tally(coded(path), reading, period))

    @pytest.mark.parametrize("by", oracle.VALUES_TO_GROUP_BY)
    def test_groups(self, by: str) -> None:
        """Every figure of every group, whatever it is split by."""
        tally = tallied(CODER1, "--by", by, "--reading", "closed", "--period", "exploitation")
        assert alike(figures(tally), oracle.tally(coded(CODER1), "closed", "exploitation", by=by))

    @pytest.mark.parametrize("by", [None, "sectors", "initiative"])
    @pytest.mark.parametrize("reading", READINGS)
    def test_decided_only(self, reading: str, by: str | None) -> None:
        """Decided cases alone, if they are asked for."""
        arguments = [*options(reading, None), "--decided-only", *(["--by", by] if by else [])]
        tally = tallied(CODER2, *arguments)
        assert alike(figures(tally), oracle.tally(coded(CODER2), reading, by=by, decided_only=True))

    @pytest.mark.parametrize("empty", ["not_coded", "not_stated"])
    def test_empty(self, empty: str) -> None:
        """Empty cells count as what `--empty` says, and the tally names it."""
        text = text_of({**case, "violence": "", "recruitment_deception": "", "relation": ""} for case in coded(CODER1))
        tally = tallied("-", "--empty", empty, "--reading", "closed", given=text)
        assert alike(figures(tally), oracle.tally(parsed(text, empty), "closed", empty=empty))

    def test_both_tables(self, tmp_path: Path) -> None:
        """Several tables are tallied as one."""
        again = [case | {"case_id": f"again-{case['case_id']}"} for case in coded(CODER2)]
        (tmp_path / "again.csv").write_text(text_of(again, separator=";"))
        tally = tallied(CODER1, str(tmp_path / "again.csv"), "--by", "relation")
        assert alike(figures(tally), oracle.tally([*coded(CODER1), *again], by="relation"))

    @pytest.mark.parametrize(
        "wanted",
        [
            {"relation": "affective"},
            {"initiative": "left_to_victim", "collaboration": "solo"},
            {"offender": "003-o1"},
            {"sectors": "escort"},
            {"violence": "yes"},
            {"exploitation_began": "no"},
            {"victim": "nobody"},
        ],
        ids=",".join,
    )
    def test_where(self, wanted: dict[str, str]) -> None:
        """Conditions count what is so for certain, and what may be so, apart."""
        conditions = [argument for pair in wanted.items() for argument in ("--where", "=".join(pair))]
        tally = tallied(CODER1, *conditions, "--by", "basis")
        named = [{"key": key, "value": value} for key, value in wanted.items()]
        assert alike(figures(tally), oracle.tally(coded(CODER1), by="basis", where=[*wanted.items()]))
        assert tally["where"] == {"conditions": named}
        assert [group["where"] for group in tally["by"]["groups"]] == [tally["where"]] * 5

    def test_where_in_dutch(self) -> None:
        """A condition in Dutch is the same condition, named in English."""
        english = tallied(CODER1, "--where", "relation=non_affective", "--where", "sectors=home")
        assert tallied(CODER1, "--where", "Relatie=Niet-affectief", "--where", "sectoren=thuis") == english

    def test_assumed_groups(self) -> None:
        """With several numbers the view says where the groups are that it does not show."""
        said = "The groups by sector of exploitation are in CSV, in a workbook and in JSON"
        several = "tally", CODER1, "--at-most-yes", "0,5"
        assert [said in run(*several, *by).words for by in ((), ("--by", "sectors"))] == [False, True]

    @pytest.mark.parametrize("given", [[], ["--by", "sectors"], ["--at-most-yes", "0,5"]], ids=" ".join)
    def test_csv(self, given: list[str]) -> None:
        """As CSV: every figure a row, also of groups and under each assumption; nothing is an empty cell."""
        heads, *rows = run("tally", CODER1, "--reading", "closed", *given, "--format", "csv").rows
        by, most = ("sectors", [None]) if "--by" in given else (None, [0, 5] if given else [None])
        cases = [*read_table(CODER1)]
        expected = tally_rows(Tally.of(cases, reading=Reading.CLOSED, by=by, at_most_yes=each) for each in most)
        assert heads == [*TALLY_SCHEMA]
        assert rows == [[str(cell).removesuffix(".0") for cell in row] for row in expected.cells()]  # 0, not 0.0

    def test_csv_in_pandas(self) -> None:
        """The figures of the CSV, as another library reads them, are those of JSON."""
        frame = pd.read_csv(io.StringIO(run("tally", CODER1, "--format", "csv").out))
        found = frame[frame.section == "profiles"].set_index("key")
        for each in tallied(CODER1)["profiles"]:
            row = found.loc[each["profile"]]
            assert (row["count"], row["at_most"]) == (each["count"], each["at_most"])
            assert (row["share_low"], row["share_high"]) == pytest.approx((each["share"]["low"], each["share"]["high"]))
            limits = each["interval"]["low"], each["interval"]["high"]
            assert (row["interval_low"], row["interval_high"]) == pytest.approx(limits)

    def test_note_of_csv(self) -> None:
        """What the CSV has no place for goes to one line on standard error."""
        arguments = [
            "--reading",
            "closed",
            "--period",
            "exploitation",
            "--where",
            "relation=affective",
            "--decided-only",
        ]
        done = run("tally", CODER1, *arguments, "--empty", "not_stated", "--format", "csv")
        assert done.err.count("\n") == 1
        where = [("relation", "affective")]
        tally = oracle.tally(
            coded(CODER1, empty="not_stated"), "closed", "exploitation", decided_only=True, where=where
        )
        for said in (
            f"{tally['n']} decided cases only",
            f"closed (0 open, {tally['n']} closed). Verdicts that rest on silence: {tally['rests_on_silence']}.",
            "Coercion in exploitation.",
            "--empty not_stated",
            f"the exploitation never began: {tally['not_begun']}.",
            f"relation: affective relation. {tally['n']} cases",
        ):
            assert said in done.err

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_view(self, lang: str) -> None:
        """For people: all eight profiles with both counts, the lines, the means and the shift."""
        done = run("tally", CODER1, "--lang", lang)
        tally = oracle.tally(coded(CODER1))
        for each in tally["profiles"]:
            row = rf"{each['number']} {each['profile']} +\S* +{each['count']} +{each['at_most']} "
            assert re.search(f"^{row}", done.out, re.MULTILINE)
        for means in tally["means"]:
            assert f" {means['yes']} {means['no']} {means['open']} " in done.words
        title = {"en": "Coercion, from recruitment to exploitation", "nl": "van ronselperiode naar uitbuitingsperiode"}
        assert title[lang] in done.words
        assert title[lang] not in run("tally", CODER1, "--lang", lang, "--period", "recruitment").words

    def test_shift_left_out(self) -> None:
        """Below the shift stands how many cases are in no cell of it, where there are any."""
        begun, attempt = "case_id,exploitation_began\n1,yes\n", "2,no\n"
        said = "Left out because the exploitation never began: 1."
        assert said in run("tally", "-", given=begun + attempt).words.partition("Coercion, from recruitment")[2]
        assert "Left out" not in run("tally", "-", given=begun).words

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "No cases in standard input."), ("nl", "Geen casussen in standaardinvoer.")]
    )
    def test_no_cases(self, lang: str, said: str) -> None:
        """Of a table without cases the view says only that, and which conditions no case met."""
        assert run("tally", "-", "--lang", lang, given="case_id\n").out == f"{said}\n"
        done = run(
            "tally", "-", "--where", "relation=affective", "--lang", lang, given="case_id,relation\n1,non_affective\n"
        )
        assert done.words.startswith(f"{said} {'Group: ' if lang == 'en' else 'Groep: '}")

    @pytest.mark.parametrize("option", [["--decided-only"], ["--period", "exploitation"]])
    def test_none_counted(self, option: list[str]) -> None:
        """Where there are cases and none of them counts, the view is as ever."""
        text = "case_id,exploitation_began\n1,no\n"
        assert "0 decided" in run("tally", "-", *option, given=text).out

    def test_percentages(self) -> None:
        """Shares are whole per cents, rounded outwards, so that the range holds the share."""
        tally = oracle.tally(coded(CODER1))
        lines = [line.split() for line in run("tally", CODER1).out.splitlines()]
        for each in tally["profiles"]:
            (line,) = [words for words in lines if words[:2] == [str(each["number"]), each["profile"]]][:1]
            for range_, of in ((line[-2], "share"), (line[-1], "interval")):
                low, high = (int(end.replace("<1", "0")) for end in range_.rstrip("%").split("–"))
                assert low <= 100 * each[of]["low"] < low + 1
                assert high - 1 < 100 * each[of]["high"] <= high

    def test_markdown(self) -> None:
        """As Markdown figures stand right."""
        assert "-: | ---" in run("tally", CODER1, "--format", "md").out

    def test_groups_in_view(self) -> None:
        """Each group has its heading, with how many cases it has and how many more may belong."""
        done = run("tally", CODER1, "--by", "samenwerking")
        for group in oracle.tally(coded(CODER1), by="collaboration")["by"]["groups"]:
            label = {"solo": "alone", "network": "in a network"}[group["value"]]
            more = group["n_at_most"] - group["n"]
            assert f"Collaboration: {label}: {group['n']} cases; {more} more may belong" in done.words

    def test_headings_of_own_columns(self) -> None:
        """A column of one's own keeps its name in the headings of its groups."""
        assert "\nyear: 2019: 1 case\n" in run("tally", "-", "--by", "year", given="case_id,year\nA,2019\n").out

    @pytest.mark.parametrize("relation", ["unknown", "affective"])
    def test_open_in_some(self, relation: str) -> None:
        """In how many cases the group is open is said where there are any."""
        done = run("tally", "-", "--by", "relation", given=f"case_id,relation\nA,{relation}\n")
        assert ("open in 1 case;" in done.words, "open in 0" in done.words) == (relation == "unknown", False)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("form", ["table", "plain", "md", "html", "csv", "json", "xlsx"])
    def test_few(self, tmp_path: Path, form: str, lang: str) -> None:
        """A group of one to four cases is marked in every view and named below it; elsewhere a line says it."""
        cases = {"relation=affective": 4, "relation=non_affective": 5}
        rows = [dict([pair.split("=")]) for pair, count in cases.items() for _ in range(count)]
        text = text_of([{"case_id": f"F-{number}"} | row for number, row in enumerate(rows)])
        to = {"plain": ["--plain"], "xlsx": ["-o", str(tmp_path / "out.xlsx")]}.get(form, ["--format", form])
        done = run("tally", "-", "--by", "relation", "--lang", lang, *to, given=text)
        said = {"en": "ewer than 5 cases", "nl": "inder dan 5 casussen"}[lang]
        apart = form in {"csv", "json", "xlsx"}
        shown = " ".join(done.out.split()).count(said)
        assert (done.code, shown, done.err.count(said)) == (0, 0 if apart else 2, apart)
        assert not apart or f"{said}: affective. " in done.err

    def test_where_in_view(self) -> None:
        """Conditions are named, with how many cases meet them and how many more may."""
        done = run("tally", CODER1, "--where", "victim_age_group=minor")
        assert "age group of the victim: minor. 21 cases; 9 more may belong." in done.words


class TestAnyTable:
    """Any table, in any spelling."""

    @settings(max_examples=25)
    @given(strategies.tables(min_size=1), strategies.readings, strategies.periods, strategies.groupings, st.booleans())
    def test_json(
        self,
        drawn: tuple[list[dict[str, str]], list[strategies.Answers]],
        reading: str,
        period: str | None,
        by: str | None,
        decided_only: bool,  # noqa: FBT001 - it is drawn
    ) -> None:
        """The tally is that of brute force."""
        rows, answers = drawn
        arguments = [
            *options(reading, period),
            *(["--by", by] if by else []),
            *(["--decided-only"] if decided_only else []),
        ]
        tally = tallied("-", *arguments, given=text_of(rows))
        expected = oracle.tally(list(answers), reading, period, by=by, decided_only=decided_only)
        assert alike(figures(tally), expected)

    @pytest.mark.parametrize("option", ["--by", "--where"])
    def test_no_such_column(self, option: str) -> None:
        """A name that is nothing here is refused, and the columns of one's own that are there are named."""
        text = "case_id,violence,year,unit\n1,yes,2019,north\n"
        done = run("tally", "-", option, {"--by": "colour", "--where": "colour=red"}[option], given=text)
        assert (done.code, done.out) == (1, "")
        assert '"colour"' in done.err
        assert "year, unit" in done.err

    def test_by_own_column(self) -> None:
        """A column of one's own has its texts as groups, in the order of the rows; an empty cell may be in each."""
        text = "case_id,violence,Year\n1,yes,2019\n2,yes,2018\n3,no,\n4,yes,onbekend\n"
        by = tallied("-", "--by", "year", given=text)["by"]
        assert (by["variable"], by["open"]) == ("Year", 2)
        assert [(each["value"], each["n"], each["n_at_most"]) for each in by["groups"]] == [
            ("2019", 1, 3),
            ("2018", 1, 3),
        ]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_one_group_too_many(self, lang: str) -> None:
        """One that is too many is said in words that are right of one."""
        err = run("tally", "-", "--by", "case_id", "--groups", "0", "--lang", lang, given="case_id\n1\n").err
        assert ": 1, " in err
        assert not re.search("1 (values|waarden)|them|ze ", err)

    def test_many_groups(self) -> None:
        """More than fifty groups are refused, with how many there are."""
        text = "case_id,violence\n" + "".join(f"F-{number},yes\n" for number in range(51))
        done = run("tally", "-", "--by", "case_id", given=text)
        assert (done.code, done.out) == (1, "")
        assert "values of case_id: 51, more than 50." in done.err
