"""The catalogue: every sentence in both languages, and what text from a file looks like in it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import ckm_mo
from catalogue import CATALOGUES, SENTENCES
from ckm_mo.messages import _FOLDERS, ARGPARSE, LANGUAGES, LONGEST_SHOWN, Reason, Word, reword, say, shown, shown_fact

SOURCES = sorted(Path(ckm_mo.__file__).parent.rglob("*.py"))

FIXED = {
    "method": (
        "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
        "Dit beschrijft een werkwijze. Het is geen bewijs en geen voorspelling, en zegt niets over schuld.",
    ),
    "caution_left_to_victim": (
        "The offender left the initiative to the victim. This says nothing about consent; a minor cannot give it.",
        (
            "De dader liet het initiatief bij het slachtoffer. Dit zegt niets over instemming; "
            "een minderjarige kan die niet geven."
        ),
    ),
    "caution_none": (
        "None of the study's five means. It does not mean that there was no coercion or no trafficking.",
        (
            "Geen van de vijf dwangmiddelen uit het onderzoek. "
            "Dat betekent niet dat er geen sprake was van dwang of mensenhandel."
        ),
    ),
    "undecided": ("Open answers still matter: {answers}.", "Open antwoorden doen er nog toe: {answers}."),
}
"""The sentences of the study's terms, which are not to be reworded."""


def placeholders(sentence: str) -> Counter[str]:
    """Count the facts that a sentence names."""
    return Counter(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def keys_used() -> Iterator[str]:
    """List the keys that stand in the code as they are: `say("row", ...)`, `Reason("full")`, `problem="usage_by"`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("say"), args=[ast.Constant(str(key)), *_]):
                    yield key
                case ast.Call(func=ast.Name("Reason"), args=[ast.Constant(str(key)), *_]):
                    yield f"reason_{key}"
                case ast.keyword(arg="problem", value=ast.Constant(str(key))):
                    yield key


class TestCatalogue:
    """Every sentence that the program says stands here, in two languages."""

    def test_both_languages(self) -> None:
        """A sentence has a text for each language, none of them empty."""
        assert [
            key for key, texts in SENTENCES.items() if len(texts) != len(LANGUAGES) or not all(map(str.strip, texts))
        ] == []

    def test_same_placeholders(self) -> None:
        """Both texts name the same facts, each as often, by name."""
        found = {key: list(map(placeholders, texts)) for key, texts in SENTENCES.items()}
        assert [key for key, (english, dutch) in found.items() if english != dutch or "" in english] == []

    def test_no_key_twice(self) -> None:
        """No key stands twice in the catalogues, where one would hide the other."""
        trees = [ast.parse(path.read_text("utf-8")) for path in SOURCES if path.stem == "messages"]
        tables = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Dict)]
        keys = [key.value for table in tables for key in table.keys if isinstance(key, ast.Constant)]
        assert len(keys) == len(SENTENCES) + len(ARGPARSE)

    def test_every_key_in_the_code(self) -> None:
        """Every sentence that the code asks for is there."""
        used = set(keys_used())
        assert used >= {"places", "more", "reason_encoding", "usage_number"}
        assert used - set(SENTENCES) == set()

    @pytest.mark.parametrize("key", FIXED)
    def test_fixed(self, key: str) -> None:
        """The sentences about what a verdict does not say are the study's terms', letter for letter."""
        assert SENTENCES[key] == FIXED[key]

    def test_dutch_addresses_with_u(self) -> None:
        """Dutch addresses the user with "u"."""
        assert [
            key for key, (_, dutch) in SENTENCES.items() if re.search(r"\b(je|jij|jou|jouw)\b", dutch, re.IGNORECASE)
        ] == []

    def test_heads(self) -> None:
        """Heads of columns begin with a capital, but for the sign of a number, and what goes on from another head."""
        heads = {key: texts for key, texts in SENTENCES.items() if key.startswith("head_")}
        small = {key for key, texts in heads.items() if not all(text[0].isupper() for text in texts)}
        assert small == {"head_units", "head_shift_to"}

    def test_arguments(self) -> None:
        """The sentences of the argument parser name the same facts in Dutch."""
        facts = re.compile(r"%\(\w+\)[rs]|%[rs]")
        assert [
            one for one, other in ARGPARSE.items() if facts.findall(one) != facts.findall(other) or not other.strip()
        ] == []


class TestSay:
    """A sentence is looked up and filled in."""

    @pytest.mark.parametrize(("lang", "expected"), [("en", "row 3"), ("nl", "rij 3")])
    def test_filled_in(self, lang: str, expected: str) -> None:
        """The facts stand where the sentence names them."""
        assert say("row", lang, row=3) == expected

    def test_no_such_sentence(self) -> None:
        """A sentence that is not there is an error of the program, not an empty message."""
        with pytest.raises(KeyError):
            say("no_such_sentence", "en")

    def test_every_folder(self) -> None:
        """A sentence is looked up in every catalogue that there is."""
        assert {"ckm_mo.messages", *(f"ckm_mo.{each}.messages" for each in _FOLDERS)} == {*CATALOGUES}

    def test_no_such_language(self) -> None:
        """Nor is there a third language."""
        with pytest.raises(ValueError, match="not in tuple"):
            say("row", "fr", row=3)


class TestReword:
    """A program that is used in another way than by its command line has other words."""

    @pytest.fixture(autouse=True)
    def after(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take them back."""
        monkeypatch.setattr("ckm_mo.messages._REWORDED", {})

    def test_other_words(self) -> None:
        """They stand in the place of the sentence, in the language that is asked for."""
        reword({"perhaps_where": ("Perhaps elsewhere.", "Misschien elders.")})
        assert say("perhaps_where", "nl") == "Misschien elders."
        assert say("row", "nl", row=3) == "rij 3"

    def test_one(self) -> None:
        """They also stand in the place of the sentence for one."""
        reword({"repeated_victims": ("{count} twice", "{count} dubbel")})
        assert say("repeated_victims", "en", count=1) == "1 twice"

    def test_no_such_sentence(self) -> None:
        """A key that no sentence has is an error, and nothing is replaced."""
        with pytest.raises(KeyError):
            reword({"row": ("line {row}", "regel {row}"), "no_such_sentence": ("x", "x")})
        assert say("row", "en", row=3) == "row 3"


class TestShown:
    """What a message shows of a file is escaped: no control characters, nothing that passes for what it is not."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("violence", "violence"),
            ("een zaak, “vermoed” €5", "een zaak, “vermoed” €5"),
            ("één café, Łódź", "één café, Łódź"),
            ("a\nb\tc", r"a\nb\tc"),
            ("\x1b[31m", r"\x1b[31m"),
            ("rel\u0430tion", r"rel\u0430tion"),
            ("a\N{ZERO WIDTH SPACE}b\N{RIGHT-TO-LEFT OVERRIDE}", r"a\u200bb\u202e"),
            ("a\N{NO-BREAK SPACE}b", r"a\xa0b"),
            ("", ""),
        ],
    )
    def test_escaped(self, text: str, expected: str) -> None:
        """Latin letters and signs stay; what is invisible or could pass for something else becomes an escape."""
        assert shown(text) == expected

    @pytest.mark.parametrize(("length", "cut"), [(LONGEST_SHOWN, ""), (LONGEST_SHOWN + 1, "...")])
    def test_short(self, length: int, cut: str) -> None:
        """A long text is cut, and says so."""
        assert shown("x" * length) == "x" * LONGEST_SHOWN + cut

    @pytest.mark.parametrize(
        ("fact", "expected"),
        [
            (Word("yes", "ja"), "ja"),
            ((Word("yes", "ja"), "x\n"), r"ja, x\n"),
            ({"a": "b\n"}, r"a=b\n"),
            (Reason("long_line", (("limit", 5),)), "een rij is langer dan 5 tekens"),
            (Reason("many_columns", (("limit", "5\n"),)), r"het heeft meer dan 5\n kolommen"),
            (Reason("twice", (("file", "x" * LONGEST_SHOWN + "y\n"),)), f"het is hetzelfde bestand als {'x' * 60}y\\n"),
            (3, 3),
        ],
        ids=repr,
    )
    def test_facts(self, fact: object, expected: object) -> None:
        """Every kind of fact is made fit for a sentence: words in its language, text escaped, several joined."""
        assert shown_fact(fact, "nl") == expected
