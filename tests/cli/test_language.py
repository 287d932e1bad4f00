"""The language is the one that is asked for, else that of the locale, else English; machines read English in any."""

import re
from typing import Any

import pytest

from ckm_mo.codebook import VARIABLES
from ckm_mo.messages import ARGPARSE
from commands import CODER1, run

COMMANDS = {
    "case": ["case", "relation=affective", "violence=yes"],
    "classify": ["classify", CODER1],
    "tally": ["tally", CODER1, "--by", "sectors"],
    "explain": ["explain", CODER1, "002-v1"],
    "codebook": ["codebook"],
    "rules": ["rules"],
    "template": ["template"],
}

LOCALES = (
    ({"LC_ALL": "nl_NL.UTF-8"}, "nl"),
    ({"LC_ALL": "nl_BE"}, "nl"),
    ({"LC_ALL": "NL"}, "nl"),
    ({"LC_ALL": "", "LANG": "nl_NL.UTF-8"}, "nl"),
    ({"LC_ALL": "", "LC_MESSAGES": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}, "nl"),
    ({"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
    ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, "en"),
    ({"LC_ALL": "de_DE.UTF-8"}, "en"),
    ({"LC_ALL": "", "LANG": ""}, "en"),
)

NO_CASES = {"en": "Tally of 63 cases", "nl": "Telling van 63 casussen"}


class TestChoice:
    """--lang, then LC_ALL, LC_MESSAGES and LANG, then English."""

    @pytest.mark.parametrize(("environment", "lang"), LOCALES)
    def test_locale(self, environment: dict[str, Any], lang: str) -> None:
        """The first variable that says anything decides; what is not Dutch is English."""
        assert run("tally", CODER1, **environment).out.startswith(NO_CASES[lang])

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("locale", ["nl_NL.UTF-8", "en_GB.UTF-8"])
    def test_asked(self, locale: str, lang: str) -> None:
        """What is asked for comes before the locale, in either form of the option."""
        for option in (["--lang", lang], [f"--lang={lang}"]):
            assert run("tally", CODER1, *option, LC_ALL=locale).out.startswith(NO_CASES[lang])

    @pytest.mark.parametrize("locale", ["nl_NL.UTF-8", "en_GB.UTF-8"])
    def test_errors(self, locale: str) -> None:
        """Errors are in the language of the rest."""
        texts = {lang: run("tally", "nowhere.csv", "--lang", lang, LC_ALL=locale).err for lang in ("en", "nl")}
        assert texts == {
            "en": "nowhere.csv: cannot be read: there is no such file.\n",
            "nl": "nowhere.csv: kan niet worden gelezen: het bestand bestaat niet.\n",
        }


class TestMachines:
    """JSON has English keys and tokens whatever the language; so have the columns of CSV."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_json(self, command: list[str]) -> None:
        """JSON is the same in both languages."""
        english, dutch = (run(*command, "--format", "json", "--lang", lang) for lang in ("en", "nl"))
        assert dutch.json == english.json

    @pytest.mark.parametrize("command", ["case", "classify", "tally", "explain"])
    def test_csv(self, command: str) -> None:
        """So is the CSV of results."""
        english, dutch = (run(*COMMANDS[command], "--format", "csv", "--lang", lang) for lang in ("en", "nl"))
        assert dutch.out == english.out

    @pytest.mark.parametrize("form", ["table", "md"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_views(self, command: list[str], form: str) -> None:
        """What people see is not."""
        english, dutch = (run(*command, "--format", form, "--lang", lang) for lang in ("en", "nl"))
        assert dutch.out != english.out


class TestHelp:
    """Help is in the language too, all of it."""

    ENGLISH = re.compile(r"\b(the|and|show|options|usage|arguments|required|invalid|choose|unrecognized)\b")

    def test_closest(self) -> None:
        """The word that was meant is one of the language, like the words that are allowed."""
        done = run("case", "relation=afective", LC_ALL="nl_NL.UTF-8")
        assert "Gebruik een van: affectief, niet_affectief, " in done.err
        assert 'Bedoelt u "affectief"?' in done.err

    @pytest.mark.parametrize("lang", ["C", "nl_NL.UTF-8"])
    def test_narrow(self, lang: str) -> None:
        """In sixty columns what the program is for is wrapped; the examples stay whole."""
        text = run("--help", LC_ALL=lang, COLUMNS="60").out
        told, _, examples = text.partition("\n  ckm-mo ")
        assert max(map(len, told.splitlines())) <= 60
        assert len(examples.splitlines()) == 3

    @pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=" ".join)
    def test_dutch(self, command: list[str]) -> None:
        """There is no English in Dutch help, but for the words of options."""
        text = run(*command, "--help", LC_ALL="nl_NL.UTF-8").out
        assert text.startswith("gebruik: ckm-mo")
        assert self.ENGLISH.findall(text) == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_asked(self, command: str) -> None:
        """It may be asked for in a language."""
        assert run(command, "--lang", "nl", "--help").out == run(command, "--help", LC_ALL="nl_NL.UTF-8").out

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_commands(self, lang: str) -> None:
        """It lists every command with a sentence, and examples."""
        text = run("--help", LC_ALL=lang).out
        assert all(re.search(rf"^ +{name} +\S", text, re.MULTILINE) for name in COMMANDS)
        assert "ckm-mo case relation=affective" in text

    @pytest.mark.parametrize("command", COMMANDS)
    def test_examples(self, command: str) -> None:
        """The examples of a command's help are of that command, and use options that it has."""
        text = run(command, "--help").out
        examples = re.findall(r"^  ckm-mo (\w+) (.*)$", text, re.MULTILINE) or re.findall(
            r"^  ckm-mo (\w+)()$", text, re.MULTILINE
        )
        assert {name for name, _ in examples} == {command}
        assert all(option in text for _, rest in examples for option in re.findall(r"--?[a-z][a-z-]*", rest))

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_option_has_its_help(self, command: str) -> None:
        """Every option is followed by a sentence on its line or the next."""
        text = run(command, "--help").out
        options = re.findall(r"^  -.*(?:\n {10,}\S.*)*", text, re.MULTILINE)
        assert options
        assert all(re.search(r"\S(?:  +|\n +)\S+ \S", option) for option in options)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "deze argumenten ontbreken: OPDRACHT"),
            (["count"], 'er is geen opdracht "count". Kies uit case, classify, '),
            (["tall"], 'er is geen opdracht "tall". Bedoelt u "tally"?'),
            (["rules", "--format", "odt"], "ongeldige keuze: 'odt' (kies uit "),
            (["tally", CODER1, "--best"], "onbekende argumenten: --best"),
            (["tally", CODER1, "--reading"], "hier hoort één waarde bij"),
            (["tally", CODER1, "--force=yes"], "bij deze optie hoort geen waarde: 'yes'"),
            (["classify"], "deze argumenten ontbreken: TABEL"),
        ],
        ids=lambda each: " ".join(each) if isinstance(each, list) else "",
    )
    def test_dutch_errors(self, arguments: list[str], said: str) -> None:
        """What the argument parser refuses is refused in Dutch."""
        done = run(*arguments, LC_ALL="nl_NL.UTF-8")
        assert done.code == 2
        assert ": fout: " in done.err
        assert said in done.err

    def test_english_afterwards(self) -> None:
        """Dutch does not stay behind in the argument parser."""
        run("tally", "--help", LC_ALL="nl_NL.UTF-8")
        assert run("tally", "--help").out.startswith("usage: ")

    def test_sentences_of_the_parser(self) -> None:
        """Every sentence of the argument parser that is translated keeps its place-holders."""
        holders = re.compile(r"%(?:\(\w+\))?[rs]")
        assert {text: sorted(holders.findall(text)) for text in ARGPARSE} == {
            text: sorted(holders.findall(dutch)) for text, dutch in ARGPARSE.items()
        }

    def test_variables_in_dutch(self) -> None:
        """The Dutch template has the Dutch header of every variable."""
        text = run("template", "--format", "table", "--lang", "nl").out
        assert all(re.search(rf"^{re.escape(each.dutch)} ", text, re.MULTILINE) for each in VARIABLES)
