"""`ckm-mo case` without answers: the interview, in this process and in a terminal as it is."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from commands import Done, run
from screens import Session


def interview(*arguments: str, typed: str = "", **environment: str) -> Done:
    """Hold an interview in this process."""
    return run("case", *arguments, given=typed, terminal=True, keyboard=True, COLUMNS="80", **environment)


class TestUsage:
    """Who may be asked, and with which options."""

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "Without a terminal nothing"), ("nl", "Zonder terminal kan niets")]
    )
    @pytest.mark.parametrize("more", [[], ["--all"], ["--save", "cases.csv"]], ids=str)
    def test_no_terminal(self, lang: str, said: str, more: list[str]) -> None:
        """Where standard input is no terminal, how to give answers is said instead, and that is wrong usage."""
        done = run("case", *more, "--lang", lang, given="a\n", terminal=True)
        assert (done.code, done.out, said in done.err, "ckm-mo case relati" in done.err) == (2, "", True, True)

    @pytest.mark.parametrize(
        "option", [["--all"], ["--live"], ["--places"], ["--ignore", "x"], ["--encoding", "cp1252"]], ids=str
    )
    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_with_answers(self, option: list[str], lang: str) -> None:
        """Answers that are given leave nothing to ask: nothing about the interview, or a table, goes with them."""
        done = run("case", "violence=yes", *option, "--lang", lang)
        assert (done.code, done.out, done.err.split()[0]) == (2, "", option[0])

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--ignore", "x"], "--ignore goes with --save."),
            (["--encoding", "cp1252"], "--encoding goes with --save."),
            (["--empty", "not_stated"], "--empty goes with answers"),
            (["--save", "a.csv", "--encoding", "klingon"], "klingon"),
            (["--sheet", "x"], "--sheet goes with --save."),
            (["--save", "a.ods"], "a name that ends in .csv, .tsv, .txt or .xlsx"),
            (["--save", "-"], "a name that ends in .csv, .tsv, .txt or .xlsx"),
            (["--save", "a.csv", "-o", "./a.csv"], "this is also the output file"),
        ],
        ids=str,
    )
    def test_options(self, options: list[str], said: str) -> None:
        """Options that do not go together are wrong usage, before anything is asked."""
        done = interview(*options, typed="a\n")
        assert (done.code, done.out) == (2, "")
        assert said in done.err

    def test_invalid_table(self, tmp_path: Path) -> None:
        """All that is wrong with the table is said before anything is asked, and nothing is written."""
        path = tmp_path / "cases.csv"
        path.write_text("case_id,voilence,relation\nF-1,yes,perhaps\n", "utf-8")
        done = interview("--save", str(path), typed="F-2\na\n")
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 2)
        assert path.read_text("utf-8") == "case_id,voilence,relation\nF-1,yes,perhaps\n"


class TestResult:
    """What comes of it, in the form that is asked."""

    def test_view(self) -> None:
        """The verdict, why and what would change it, and the command for the record on one line."""
        done = interview(typed="a\no\ny\n")
        assert done.code == 0
        *_, last = done.out.splitlines()
        assert last == "ckm-mo case relation=affective initiative=offender threat_of_violence=yes --reading open"
        for said in ("Decided: AOH, profile 2.", "Why", "What would change it", "For the record", "It is no evidence"):
            assert said in done.out

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_record(self, lang: str) -> None:
        """The command runs as it stands, and shows the same."""
        typed = {"en": "a\no\ns\nu\nn\nq\n", "nl": "a\nd\nv\no\nn\nq\n"}[lang]
        done = interview(
            "--lang", lang, "--reading", "closed", "--period", "recruitment", "--format", "md", typed=typed
        )
        command = done.out.splitlines()[-1]
        again = run(*shlex.split(command)[1:], "--lang", lang, "--format", "md")
        assert command.startswith("    ckm-mo case ")
        assert again.out
        assert again.out in done.out

    def test_json(self) -> None:
        """As JSON it is the object of `case`; the record stands behind it."""
        done = interview("--format", "json", typed="a\no\ny\n")
        after = done.out[done.out.index("{") :]
        found, end = json.JSONDecoder().raw_decode(after)
        expected = run(
            "case", "relation=affective", "initiative=offender", "threat_of_violence=yes", "--format", "json"
        )
        assert found == expected.json
        assert "ckm-mo case relation=affective" in after[end:]

    def test_file(self, tmp_path: Path) -> None:
        """A file gets the view with the record; the terminal gets the record."""
        done = interview("-o", str(tmp_path / "out.txt"), typed="a\no\ny\n")
        text = (tmp_path / "out.txt").read_text("utf-8")
        assert text.startswith("Case\nDecided: AOH")
        assert text.splitlines()[-1] == done.out.splitlines()[-1]
        assert "What would change it" not in done.out

    def test_nothing_answered(self) -> None:
        """Where nothing was answered the verdict is that all is possible, and there is no command."""
        done = interview(typed="q\n")
        assert (done.code, "Undecided. Still possible: AOS" in done.out) == (0, True)
        assert "ckm-mo case" not in done.out

    def test_saved(self, tmp_path: Path) -> None:
        """A case that is saved is shown with its id, as JSON too."""
        done = interview("--save", str(tmp_path / "a.csv"), "--format", "csv", typed="F-1\na\no\ny\nq\ny\n")
        assert (done.code, "\nF-1,AOH,AOH," in done.out.replace("\r", "")) == (0, True)
        assert "ckm-mo case case_id=F-1 relation=affective" in done.out

    def test_results_emptied(self, tmp_path: Path) -> None:
        """Where results of earlier answers go from the row of a case, that is said once it is saved, and only then."""
        path = tmp_path / "kept.csv"
        run("classify", "-", "--keep", "-o", str(path), given="case_id,relation\nF-1,affective\n")
        said = "Its results there are empty now: they were of its earlier answers."
        for agreed, told in (("n", False), ("y", True)):
            done = interview("--save", str(path), typed=f"F-1\n\no\nq\n{agreed}\n")
            assert (done.code, said in done.words) == (0, told)

    def test_not_chosen(self, tmp_path: Path) -> None:
        """Where no case was chosen there is none to show."""
        done = interview("--save", str(tmp_path / "a.csv"), typed="")
        assert (done.code, "Undecided" in done.out, [*tmp_path.iterdir()]) == (0, False, [])

    def test_plain(self) -> None:
        """Plain, the result has one thing a line; so has that of answers that are given."""
        plain = run("case", "relation=affective", "initiative=offender", "threat_of_violence=yes", "--plain").out
        assert "Line: relation; Outcome: affective relation; Ground: format\n" in plain
        assert plain in interview("--plain", typed="a\no\ny\n").out

    def test_not_saved(self, tmp_path: Path) -> None:
        """A case that could not be saved is shown all the same, and the exit code says so."""
        path = tmp_path / "a.csv"
        path.write_text("case_id,relation\n", "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
            done = interview("--save", str(path), typed="F-1\na\no\ny\nq\ny\nq\ny\n")
        assert done.code == 1
        assert "the disk is full" in done.words
        assert re.search(
            r"ckm-mo case case_id=F-1 relation=affective initiative=offender .* --save \S+a.csv\n", done.out
        )
        assert path.read_text("utf-8") == "case_id,relation\n"

    def test_encoding(self, tmp_path: Path) -> None:
        """A table in another encoding, and with a column that looks misspelt, stays as it is; the command says both."""
        path = tmp_path / "a.csv"
        path.write_bytes("case_id;voilence;opmerking\r\nF-1;x;één\r\n".encode("cp1252"))
        options = ("--save", str(path), "--encoding", "cp1252", "--ignore", "voilence")
        assert interview(*options, typed="F-2\na\nq\ny\n").code == 0
        expected = "case_id;voilence;opmerking;relation\r\nF-1;x;één;\r\nF-2;;;affective\r\n"
        assert path.read_bytes().decode("cp1252") == expected

    def test_all(self) -> None:
        """All is asked, in codebook order, ids and several sectors at once among it."""
        typed = "F-1\n-\no-1\n-\na\no\ny\n" + "n\n" * 5 + "a\nk\np\nw\nm\no\nhw\n" + "q\n"
        done = interview("--all", "--format", "json", typed=typed)
        assert '"sectors": "window;home"' in done.out
        assert '"outside": "yes"' in done.out


FIRST = {
    ("en", 120): [
        "Look in the source; do not ask a victim or a suspect.",
        (
            "Type a letter and Enter. ? explains a question, < goes back, q stops; the verdict follows from what you "
            "have answered."
        ),
        "Open reading: silence in the source stays open.",
        "",
        (
            "Which relation did the offender use to recruit, keep or control the victim: a love relation, real or "
            "feigned, or"
        ),
        "another?",
        "a  affective relation",
        "n  non-affective relation",
        "u  unknown: the source leaves it open",
        "s  not stated: the source is silent",
        "At most 7 questions left.",
        ">",
    ],
    ("nl", 40): [
        "Zoek het op in de bron; vraag het niet",
        "aan een slachtoffer of verdachte.",
        "Typ een letter en Enter. ? licht een",
        "vraag toe, < gaat terug, q stopt; de",
        "uitkomst volgt uit wat u al hebt",
        "geantwoord.",
        "Open leeswijze: wat de bron niet",
        "vermeldt, blijft open.",
        "",
        "Welke relatie heeft de dader ingezet om",
        "het slachtoffer te ronselen, aan zich te",
        "binden of onder controle te houden: een",
        "echte of voorgewende liefdesrelatie, of",
        "een andere?",
        "a  affectieve relatie",
        "n  niet-affectieve relatie",
        "o  onbekend: de bron laat het open",
        "v  niet vermeld: de bron zwijgt erover",
        "Nog hoogstens 7 vragen.",
        ">",
    ],
}
"""What stands on the screen when it begins."""


class TestScreen:
    """The interview as whoever answers sees it."""

    @pytest.mark.parametrize(("lang", "columns"), FIRST)
    def test_first(self, lang: str, columns: int) -> None:
        """It begins with what to do and the first question, wrapped between words."""
        session = Session(lang=lang, columns=columns).asks(7)
        assert session.lines == FIRST[lang, columns]
        session.type("q")
        assert session.ends() == 0

    @pytest.mark.parametrize(
        ("lang", "columns", "typed", "verdict", "answers"),
        [
            ("en", 40, ["n", "left_to_victim", "u", "Y"], "Decided: NLH, profile 8.", "initiative=left_to_victim"),
            ("nl", 120, ["n", "b", "o", "J"], "Beslist: NLH, profiel 8.", "initiatief=bij_slachtoffer_gelaten"),
        ],
    )
    def test_to_the_end(self, lang: str, columns: int, typed: list[str], verdict: str, answers: str) -> None:
        """It asks four questions, says the verdict, and ends with the command on one line, unwrapped."""
        session = Session(lang=lang, columns=columns)
        for left, answer in zip((7, 6, 5, 4), typed, strict=True):
            session.asks(left).type(answer)
        assert session.ends() == 0
        assert verdict in session.lines
        command = session.raw.rstrip().splitlines()[-1]
        assert re.fullmatch(rf"ckm-mo case rel\S+ {answers} \S+ \S+ --reading open", command)
        assert run(*shlex.split(command)[1:], "--lang", lang).out.splitlines()[1] == verdict

    def test_back_and_help(self) -> None:
        """One can go back, keep what was answered, and have a question explained."""
        session = Session(lang="nl").asks(7).type("a").asks(6).type("<").asks(7)
        assert session.lines[-3:] == [
            "Uw antwoord: affectieve relatie. Typ > om dat zo te laten.",
            "Nog hoogstens 7 vragen.",
            ">",
        ]
        session.type(">").asks(6).type("d").asks(5).type("?").asks(5)
        assert "Wel: Een wapen tonen; bedreiging van familie of vrienden van het slachtoffer." in session.words
        assert "Dreigen beelden openbaar te maken: `sextortion`." in session.words
        session.type("misschien").prompts()
        assert '"misschien" is hier geen antwoord. Typ j, n, o, v, -, ?, < of q.' in session.words
        session.type("").prompts()
        assert "Er is niets getypt." in session.words
        session.type("j")
        assert session.ends() == 0
        assert "Beslist: AOH, profiel 2." in session.lines

    def test_interrupted(self) -> None:
        """Ctrl-C ends it with 130; what was answered is given, and the terminal is as it was."""
        session = Session().asks(7).type("a").asks(6)
        assert session.interrupted() == 130
        assert session.lines[-3:] == [
            "Your answers so far:",
            "ckm-mo case relation=affective --reading open",
            "Interrupted.",
        ]

    def test_end_of_input(self) -> None:
        """Ctrl-D stops it with what is known, as q does."""
        session = Session().asks(7).type("a").asks(6)
        assert session.end_of_input() == 0
        assert "Undecided. Still possible: AOS, AOH, ALS, ALH or outside the format." in session.words
        assert session.lines[-1] == "ckm-mo case relation=affective --reading open"

    def test_resized(self) -> None:
        """When the window is made narrower, what comes next fits it."""
        session = Session(columns=120).asks(7)
        assert max(map(len, session.lines)) > 80
        session.child.setwinsize(300, 40)
        session.screen.resize(300, 40)
        session.screen.reset()
        session.type("a").asks(6)
        shown = session.lines[session.lines.index("Did the offender take the initiative for") :]
        assert shown[:4] == [
            "Did the offender take the initiative for",
            "the sexual services with which this",
            "exploitation began, or leave it to the",
            "victim?",
        ]
        session.type("q")
        assert session.ends() == 0

    def test_save_and_go_on(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A case is saved in a new table; the next day it is gone on with, and its row is filled in."""
        monkeypatch.chdir(tmp_path)
        path = Path("casussen.csv")
        session = Session("--save", str(path), lang="nl", HOME=str(tmp_path)).prompts().type("F-1")
        session.asks(8).type("a").asks(7).type("d").asks(6).type("q").prompts()
        assert f"Casus F-1 opslaan in {path}? (j = ja, n = nee, < = terug)" in session.words
        session.type("j")
        assert session.ends() == 0
        heads, row = path.read_text("utf-8").splitlines()
        assert (heads.split(",")[:3], row) == (["casus_id", "relatie", "initiatief"], "F-1,affectief,dader,,,,,,")
        session = Session("--save", str(path), lang="nl").prompts().type("F-1").prompts().type("")
        session.asks(6).type("j").prompts().type("q").prompts().type("j")
        assert session.ends() == 0
        assert f"Nog niet afgerond in {path}: F-1." in session.words
        assert "Casus F-1" in session.lines
        assert path.read_text("utf-8").splitlines()[1:] == ["F-1,affectief,dader,,,,ja,,"]
        assert {each.name for each in tmp_path.iterdir()} == {str(path)}

    def test_interrupted_before_saving(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C, and Ctrl-D where it is to be saved, leave the table as it was, and say so."""
        monkeypatch.chdir(tmp_path)
        path = Path("a.csv")
        path.write_text("case_id,note\r\nF-1,x\r\n", "utf-8", newline="")
        for end, code in ((Session.interrupted, 130), (Session.end_of_input, 0)):
            session = Session("--save", str(path)).prompts().type("F-2").asks(8).type("a").asks(7).type("q")
            assert end(session.prompts()) == code
            assert f"Case F-2 is not saved in {path}." in session.words
            assert path.read_bytes() == b"case_id,note\r\nF-1,x\r\n"

    def test_plain(self) -> None:
        """For a screen reader: one thing a line, a word for a prompt, and no codes at all."""
        session = Session("--plain", "--live", lang="nl").asks(7, "Antwoord: ").type("a").asks(6, "Antwoord: ")
        assert "d: initiatief bij de dader" in session.lines
        assert "Onbeslist. Nog mogelijk: AOS, AOH, ALS, ALH of buiten het format." in session.lines
        session.type("d").asks(5, "Antwoord: ").type("j")
        assert session.ends() == 0
        assert "Lijn: relatie; Uitkomst: affectieve relatie; Grondslag: format" in session.lines
        assert "\x1b" not in session.raw

    @pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
    def test_no_colour(self, environment: dict[str, Any]) -> None:
        """Where no colour is wanted, or the terminal shows none, there are no codes; else the questions stand out."""
        session = Session(**environment).asks(7).type("a").asks(6).type("q")
        assert session.ends() == 0
        assert "\x1b" not in session.raw
        assert "Undecided." in session.words

    def test_colour(self) -> None:
        """A question is bold, what is beside it is dim."""
        session = Session().asks(7)
        assert re.search(r"\x1b\[1mWhich relation", session.raw)
        assert re.search(r"\x1b\[2mAt most \d questions left", session.raw)
        session.type("q")
        assert session.ends() == 0

    def test_output_elsewhere(self, tmp_path: Path) -> None:
        """Where standard output goes to a file, the questions are asked all the same, and the file gets the result."""
        out = tmp_path / "out.json"
        session = Session(line=f"$CKM case --lang en --format json > {shlex.quote(str(out))}; echo code $?")
        session.asks(7).type("a").asks(6).type("o").asks(5).type("y")
        assert session.ends() == 0
        assert "code 0" in session.words
        assert "For the record Decided: AOH, profile 2." in session.words
        assert "ckm-mo case relation=affective initiative=offender" in session.words
        assert json.loads(out.read_text("utf-8"))["profile"] == "AOH"
