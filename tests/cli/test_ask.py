"""`ckm-mo claim` and `ckm-mo plan`: questions put to tables, and what is refused."""

from pathlib import Path

import pytest

from commands import CODER1, run

FORMS = ["table", "plain", "md", "html", "csv"]


def form(name: str) -> list[str]:
    """Give the options of a form."""
    return ["--plain"] if name == "plain" else ["--format", name]


class TestClaim:
    """Sentences about a table are judged whatever its open answers are."""

    def test_json(self) -> None:
        """Each claim has its status, its differences and its breakdown; `each` is seven."""
        done = run("claim", CODER1, "NOH >= elk", "NOS <= 20", "--format", "json")
        assert [each["status"] for each in done.json["claims"]] == ["holds"] * 8
        assert (done.json["n"], done.json["assumed"]) == (63, None)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", FORMS)
    def test_forms(self, name: str, lang: str) -> None:
        """In every form a claim is told with its status, and what that means."""
        done = run("claim", CODER1, "hard | year=1 > 10%", "--lang", lang, *form(name), "--period", "recruitment")
        assert done.code == 1  # there is no such column
        claims = ["NOH >= AOS", "hard | relation=affective >= 50%", "soft <= 10"]
        done = run("claim", CODER1, *claims, "--at-most-yes", "150", "--lang", lang, *form(name))
        assert done.code == 0
        text = done.out + done.err
        assert {"en": "overturn", "nl": "niets aan"}[lang] in " ".join(text.split())
        assert "NOH" in text

    def test_negative_numbers(self) -> None:
        """A difference below 0 is a number in the CSV, and no formula."""
        done = run("claim", CODER1, "NOS >= NOH", "--format", "csv")
        assert done.rows[1][:5] == ["NOS >= NOH", "fails", "cases", "-49", "-1"]

    def test_file(self, tmp_path: Path) -> None:
        """Claims may stand in a file, one a line, with remarks."""
        (tmp_path / "claims.txt").write_text("# written on 2026-11-01\n\nNOH >= AOS\nNOH >= ALS\n")
        done = run("claim", CODER1, "--claims", str(tmp_path / "claims.txt"), "--format", "json")
        assert [each["claim"] for each in done.json["claims"]] == ["NOH >= AOS", "NOH >= ALS"]

    def test_witnesses(self, tmp_path: Path) -> None:
        """Each open claim has two tables, which come out as their names say."""
        done = run("claim", CODER1, "NOS <= 10", "NOH >= AOS", "--witness", str(tmp_path), "--format", "json")
        assert done.code == 0
        for status in ("holds", "fails"):
            (table,) = tmp_path.glob(f"argument_not_finding_1_{status}.csv")
            again = run("claim", str(table), "NOS <= 10", "--format", "json")
            assert again.json["claims"][0]["status"] == status
        assert len(list(tmp_path.iterdir())) == 2

    def test_own_column(self) -> None:
        """A column of one's own may be asked about."""
        text = "case_id,violence,relation,initiative,Year\n1,yes,affective,offender,2019\n2,yes,affective,victim,2018\n"
        done = run("claim", "-", "AOH | year=2019 > AOH | year=2018", "--format", "json", given=text)
        assert done.json["claims"][0]["status"] == "holds"

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            ([CODER1], 2, "NOH >= each"),
            (["NOH > 3"], 2, "table"),
            ([CODER1, "NOX > 3"], 1, "At place 1"),
            ([CODER1, "NOH | victim_age_group=unknown > 3%"], 1, "place 7"),
            ([CODER1, "NOH | case_id=nobody, case_id=none > 3%"], 1, "empty whatever"),
            ([CODER1, "NOH > 3", "--at-most-yes", "few"], 2, "--at-most-yes few"),
            ([CODER1, "NOH > 3", "--at-most-yes", "-1"], 2, ""),
            ([CODER1, "NOH > 3", "--witness", "/nowhere/at/all"], 2, "/nowhere/at/all"),
            ([CODER1, "--claims", "/nowhere.txt"], 1, "/nowhere.txt"),
        ],
    )
    def test_refused(self, arguments: list[str], code: int, said: str) -> None:
        """What cannot be judged is refused, with what to write instead, and nothing is written."""
        done = run("claim", *arguments)
        assert (done.code, done.out) == (code, "")
        assert said in done.err

    def test_claims_that_are_no_text(self, tmp_path: Path) -> None:
        """A file of claims that is no text is refused."""
        (tmp_path / "claims.txt").write_bytes(b"\xff\xfe\x00")
        assert run("claim", CODER1, "--claims", str(tmp_path / "claims.txt")).code == 2


class TestPlan:
    """Which cases to reopen, and what to look for."""

    def test_json(self) -> None:
        """What answers guarantee, and each case with its first question."""
        done = run("plan", CODER1, "--answers", "10", "--per", "investigation", "--format", "json")
        assert (done.json["width"], done.json["guaranteed"]) == (86, 20)
        assert {case["case_id"] for case in done.json["cases"]} >= {"024-v1"}
        assert all(case["per"] for case in done.json["cases"])

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", FORMS)
    @pytest.mark.parametrize("per", [[], ["--per", "sectors"], ["--per", "offender"]])
    def test_forms(self, name: str, lang: str, per: list[str]) -> None:
        """In every form the cases stand with what is guaranteed."""
        done = run("plan", CODER1, "--answers", "3", "--lang", lang, *form(name), *per)
        assert done.code == 0
        assert "024-v1" in done.out
        assert "86" in done.out + done.err

    @pytest.mark.parametrize(
        ("lang", "case", "head", "none"),
        [
            ("en", "Case", "Investigation", "open or not named"),
            ("nl", "Casus", "Opsporingsonderzoek", "open of niet genoemd"),
        ],
    )
    def test_per(self, lang: str, case: str, head: str, none: str) -> None:
        """In one table those of one investigation stand together, each row with the case and then with it."""
        table = "case_id,relation,investigation\n1,affective,x\n2,affective,\n3,affective,x\n4,affective,y\n"
        done = run("plan", "-", "--answers", "40", "--per", "investigation", "--lang", lang, "--plain", given=table)
        rows = [line.split("; ")[:2] for line in done.out.splitlines() if line.startswith(f"{case}: ")]
        named = [(1, "x"), (3, "x"), (2, none), (4, "y")]
        assert rows == [[f"{case}: {number}", f"{head}: {file}"] for number, file in named]

    @pytest.mark.parametrize(
        ("column", "lines"),
        [
            ("investigation", ["1", "  Investigation: x"]),
            ("coercion", ["1", "  Means of coercion: open or not named"]),
            ("dossier", ["1", "  dossier: d"]),
        ],
    )
    def test_per_narrow(self, column: str, lines: list[str]) -> None:
        """In a narrow terminal a record is named by its case; what is the format's is headed as other columns are."""
        table = "case_id,relation,investigation,dossier\n1,affective,x,d\n"
        done = run("plan", "-", "--per", column, given=table, COLUMNS="40").out.splitlines()
        start = done.index("Cases to reopen") + 1
        assert done[start : start + 2] == lines

    def test_nothing_to_do(self) -> None:
        """Where nothing is open there is nothing to reopen."""
        text = "case_id,violence,relation,initiative\n1,yes,affective,offender\n"
        done = run("plan", "-", given=text)
        assert (done.code, "Cases to reopen" in done.out) == (0, False)

    @pytest.mark.parametrize("option", [["--answers", "many"], ["--per", "colour"]])
    def test_refused(self, option: list[str]) -> None:
        """What cannot be is refused, and nothing is written."""
        done = run("plan", CODER1, *option)
        assert (done.code > 0, done.out) == (True, "")
        assert option[1] in done.err


class TestAssumed:
    """A tally with an assumption says it everywhere."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", FORMS)
    @pytest.mark.parametrize("most", ["5", "0,5,500"])
    def test_forms(self, name: str, lang: str, most: str) -> None:
        """In every form it stands that it is the user's."""
        options = ["--at-most-yes", most, "--cluster", "offender", "--population", "300", "--confidence", "0.9"]
        done = run("tally", CODER1, *options, "--lang", lang, *form(name))
        assert done.code == 0
        assert {"en": "ssum", "nl": "anname"}[lang] in done.out + done.err

    def test_several(self) -> None:
        """Several make a list of tallies."""
        tallies = run("tally", CODER1, "--at-most-yes", "0,194", "--format", "json").json
        assert [each["assumed"] for each in tallies] == [
            {"at_most_yes": most, "open_answers": 194} for most in (0, 194)
        ]
        plain = run("tally", CODER1, "--format", "json").json
        assert tallies[1]["profiles"] == plain["profiles"]

    def test_several_in_rows(self) -> None:
        """The line beside their rows says what each of them assumes."""
        done = run("tally", CODER1, "--at-most-yes", "0,5", "--format", "csv")
        assert [f'at most {most} "yes"' in done.err for most in (0, 5, 9)] == [True, True, False]

    def test_no_interval(self) -> None:
        """Without interval none is shown."""
        assert "Interval:" not in run("tally", CODER1, "--interval", "none", "--plain").out

    @pytest.mark.parametrize(
        "options",
        [
            ["--at-most-yes", "x"],
            ["--at-most-yes", "1,,2"],
            ["--confidence", "2"],
            ["--confidence", "much"],
            ["--confidence", "0.9999999999999999"],
            ["--population", "3"],
            ["--population", "9" * 5000],
            ["--population", "300", "--by", "relation"],
            ["--by", "relation", "--groups", "-3"],
            ["--at-most-yes", "3", "--decided-only"],
            ["--where", "relation=unknown"],
            ["--where", "relation"],
            ["--cluster", "colour"],
        ],
    )
    def test_refused(self, options: list[str]) -> None:
        """What cannot be assumed is refused, and nothing is written."""
        done = run("tally", CODER1, *options)
        assert (done.code in {1, 2}, done.out) == (True, "")
        assert done.err
        assert "bug" not in done.err
