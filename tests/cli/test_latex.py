"""LaTeX from the command line: read back it is the JSON of the same run, and it is refused where there is no table."""

import re
from pathlib import Path

import pytest

from ckm_mo import InvalidInput, Tally, latex, read_table
from commands import CODER1, CODER2, run
from latex_read import tables

COMMANDS = {
    "tally": ["tally", CODER1],
    "groups": ["tally", CODER1, "--by", "sectors", "--where", "relation=affective"],
    "assumed": ["tally", CODER1, "--at-most-yes", "1,10"],
    "agree": ["agree", CODER1, CODER2],
    "disagreements": ["agree", CODER1, CODER2, "--disagreements"],
    "study": ["study"],
    "bounds": ["study", "--bounds"],
    "compare": ["study", "--compare", CODER1],
    "claim": ["claim", CODER1, "NOH >= each", "hard | sectors=escort > 10%"],
    "plan": ["plan", CODER1, "--answers", "5"],
    "check": ["check", CODER1],
    "rules": ["rules"],
}
"""The commands whose tables may stand in a paper."""

KEYS = {
    "tally": ["profiles", "dimensions", "means", "shift"],
    "assumed": ["assumed"],
    "agree": ["coded", "stated", "dimensions", "profile"],
    "disagreements": ["disagreements"],
    "bounds": ["profile", "pair", "means"],
    "compare": ["victim", "offender", "investigation"],
    "claim": ["claims"],
    "plan": ["curve", "cases"],
    "rules": ["rules", "profiles"],
}


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", COMMANDS)
class TestForms:
    """Every view that has tables gives them."""

    def test_tables(self, name: str, lang: str) -> None:
        """Tables alone, of full rows, with captions in the language, and labels that are the same in both."""
        done = run(*COMMANDS[name], "--format", "tex", "--lang", lang)
        found = tables(done.out)
        assert done.code == 0
        assert all(each.rows and each.caption for each in found)
        assert all(len(row) == len(each.columns) for each in found for row in each.rows)
        other = tables(run(*COMMANDS[name], "--format", "tex").out)
        kinds, others = (dict.fromkeys(re.sub(r"-\d+$", "", each.label) for each in some) for some in (found, other))
        assert [*kinds] == [*others]  # a wide table has as many parts as its words need
        assert len({each.label for each in found}) == len(found)
        assert [each.caption for each in found] != [each.caption for each in other] or lang == "en"

    def test_keys(self, name: str, lang: str) -> None:
        """Labels say what each table is."""
        found = tables(run(*COMMANDS[name], "--format", "tex", "--lang", lang).out)
        if name in KEYS:
            assert [each.label for each in found] == [f"tab:ckm-mo-{key}" for key in KEYS[name]]


class TestTally:
    """The tables of a tally are its figures."""

    def test_same_as_json(self) -> None:
        """Read back they are the counts of the JSON, and figures stand right."""
        tally = run("tally", CODER1, "--format", "json").json
        profiles, dimensions, means, shift = tables(run("tally", CODER1, "--format", "tex").out)
        asked = [[f"{each['number']} {each['profile']}", each["count"], each["at_most"]] for each in tally["profiles"]]
        assert [[row[0], int(row[1]), int(row[2])] for row in profiles.rows] == asked
        assert profiles.columns == dimensions.columns == "Xrrrr"
        counted = [each for outcomes in tally["dimensions"].values() for each in outcomes]
        assert [[int(cell) for cell in row[1:3]] for row in dimensions.rows] == [
            [each["count"], each["at_most"]] for each in counted
        ]
        splits = [*tally["means"], tally["any_soft"], tally["any_hard"]]
        assert [[*map(int, row[1:])] for row in means.rows] == [
            [each["yes"], each["no"], each["open"]] for each in splits
        ]
        assert sum(int(cell) for row in shift.rows for cell in row[1:]) == sum(each["count"] for each in tally["shift"])

    def test_shares(self) -> None:
        """Shares and intervals are rounded outwards, and the note says so."""
        tally = run("tally", CODER1, "--format", "json").json
        profiles, *_ = tables(run("tally", CODER1, "--format", "tex").out)
        for each, row in zip(tally["profiles"], profiles.rows, strict=True):
            for text, of in zip(row[3:], ("share", "interval"), strict=True):
                low, high = (int(end.replace("<1", "0")) for end in text.rstrip("%").split("–"))
                assert low <= 100 * each[of]["low"] < low + 1
                assert text.startswith("<") == (0 < 100 * each[of]["low"] < 1)
                assert high - 1 < 100 * each[of]["high"] <= high
        assert "Ranges are rounded outwards" in profiles.note

    def test_note(self) -> None:
        """Each table says how silence was read, the first what its codes are and what it does not say."""
        first, *others = tables(run("tally", CODER1, "--format", "tex").out)
        assert all(each.note.startswith("Reading: open") for each in (first, *others))
        assert "Codes: relation A affective, N non-affective; initiative O with the offender" in first.note
        assert "It describes a method." in first.note
        assert first.caption == "Tally of 63 cases. The profiles"

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_python(self, lang: str) -> None:
        """In Python it is the same text."""
        text = latex(Tally.of(read_table(CODER1)), lang, name="ckm-mo")
        assert text == run("tally", CODER1, "--format", "tex", "--lang", lang).out

    def test_no_such_language(self) -> None:
        """A language that there is not is refused, with those that there are."""
        with pytest.raises(InvalidInput, match=r'"de".*en.*nl'):
            latex(Tally.of([]), "de")

    def test_dutch(self) -> None:
        """Dutch has its decimals."""
        first, *_ = tables(run("agree", CODER1, CODER2, "--format", "tex", "--lang", "nl").out)
        assert "0,94" in first.rows[0]

    def test_no_cases(self) -> None:
        """Of no cases there is only a comment, which can be read in."""
        out = run("tally", "-", "--format", "tex", given="case_id,violence\n").out
        assert out
        assert all(line.startswith("% ") for line in out.splitlines())

    def test_hostile(self) -> None:
        """Text of a table is set as it is, control characters escaped."""
        group = '"\\input{/etc/passwd}%$&#_^~{}<>`\x1b[2m"'
        done = run("tally", "-", "--by", "own", "--format", "tex", given=f"case_id,violence,own\n1,yes,{group}\n")
        assert "\\input{" not in done.out
        (head,) = {each.heads[1] for each in tables(done.out) if each.label == "tab:ckm-mo-groups"}
        assert head.startswith("\\input{/etc/passwd}%$&#_^~{}<>`\\x1b[2m")


class TestFile:
    """A file's name chooses the form, and begins the labels."""

    def test_suffix(self, tmp_path: Path) -> None:
        """Two files of one paper have labels of their own."""
        for name in ("North.tex", "zuid é.tex"):
            assert run("tally", CODER1, "-o", str(tmp_path / name)).code == 0
        assert "\\label{tab:north-profiles}" in (tmp_path / "North.tex").read_text("utf-8")
        assert "\\label{tab:zuid-e-profiles}" in (tmp_path / "zuid é.tex").read_text("utf-8")

    @pytest.mark.parametrize("command", ["case", "classify", "codebook", "explain", "merge", "template"])
    def test_refused(self, tmp_path: Path, command: str) -> None:
        """A command without a table for a paper refuses, and says which forms it writes."""
        arguments = {
            "explain": [CODER1, "002-v1"],
            "classify": [CODER1],
            "merge": [CODER1, CODER2],
            "case": ["violence=yes"],
        }.get(command, [])
        done = run(command, *arguments, "-o", str(tmp_path / "out.tex"))
        assert done.code == 2
        assert "that format is not written here. Give a name that ends in one of " in done.err
        assert not (tmp_path / "out.tex").exists()
        assert "tex" in run(command, *arguments, "--format", "tex").err
