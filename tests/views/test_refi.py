"""The REFI-QDA codebook: what programs for the coding of texts import, with a code for every answer of a passage."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from xmlschema import XMLSchema

from ckm_mo.codebook import CODED, MEANS_KEYS, VARIABLE, VARIABLES, spellings, word
from ckm_mo.messages import LANGUAGES
from ckm_mo.views.refi import XMLNS, has_codes, refi_codebook
from ckm_mo.views.words import Words
from commands import run

SCHEMA = XMLSchema(Path(__file__).parents[1] / "data/refi_codebook.xsd")

WHOLE = [each for each in VARIABLES if has_codes(each) and not each.period]

ANSWERS = {
    f"{variable.key}={value}"
    for variable in CODED
    if variable.key != "reading"
    for value in (*(each.key for each in variable.values), "unknown")
}
"""What a passage may answer, in English."""


@cache
def written(lang: str) -> str:
    """Write the whole codebook."""
    return refi_codebook(Words(lang), WHOLE)


def codes_in(book: str) -> Iterator[ET.Element]:
    """List all codes of a codebook, those that are only categories too, in their order."""
    return ET.fromstring(book).iter(f"{{{XMLNS}}}Code")  # noqa: S314 - written here


def codes(lang: str) -> Iterator[ET.Element]:
    """List all codes of the whole codebook."""
    return codes_in(written(lang))


def named(lang: str, *, codable: str) -> list[str]:
    """List the names of codes, or of categories."""
    return [each.attrib["name"] for each in codes(lang) if each.attrib["isCodable"] == codable]


@pytest.mark.parametrize("lang", LANGUAGES)
class TestWhole:
    """The whole codebook, in either language."""

    def test_valid(self, lang: str) -> None:
        """It has what the standard asks for, and nothing else."""
        SCHEMA.validate(written(lang))

    def test_names(self, lang: str) -> None:
        """No name stands twice, in any case of letters: programs keep one code of each name."""
        names = [each.attrib["name"].casefold() for each in codes(lang)]
        assert len(names) == len(set(names)) == len(WHOLE) + 2 * len(MEANS_KEYS) + len(ANSWERS)

    def test_answers(self, lang: str) -> None:
        """Every answer that a passage can give is one code, whose name reads as that answer in a table."""
        found = set()
        for name in named(lang, codable="true"):
            column, value = name.split("=")
            (key,) = (each.key for each in VARIABLES if word(each, lang) == column)
            found.add(f"{key}={spellings(key)[value]}")
        assert found == ANSWERS

    def test_categories(self, lang: str) -> None:
        """Variables are no codes themselves: nothing can be coded with them."""
        columns = [word(VARIABLE[name.partition("=")[0]], lang) for name in ANSWERS]
        assert set(named(lang, codable="false")) == set(columns)

    def test_silence(self, lang: str) -> None:
        """There is no code for silence or for what nobody coded: neither has a passage."""
        assert not {name.split("=")[1] for name in named(lang, codable="true")} & {
            *("not_stated", "niet_vermeld"),
            *("not_coded", "niet_gecodeerd"),
        }

    def test_below(self, lang: str) -> None:
        """A code stands below its variable, and the periods of a means below the means."""
        for category in codes(lang):
            for each in category.findall(f"{{{XMLNS}}}Code"):
                name, above = each.attrib["name"], category.attrib["name"]
                assert name.startswith(f"{above}=") or name.endswith(f"_{above}"), name

    def test_descriptions(self, lang: str) -> None:
        """Each says what it is, in the language, and ends as a sentence."""
        for each in codes(lang):
            said = each.findtext(f"{{{XMLNS}}}Description")
            assert said
            assert len(said.splitlines()) > 1
            assert all(line and line == line.strip() for line in said.splitlines()), said
            if each.attrib["isCodable"] == "false":
                assert said.splitlines()[-1].startswith({"en": "Source: ", "nl": "Bron: "}[lang])


class TestGuids:
    """The ids of codes."""

    def test_unique(self) -> None:
        """No two codes have the same."""
        guids = [each.attrib["guid"] for each in codes("en")]
        assert len(guids) == len(set(guids))

    def test_languages(self) -> None:
        """A code is the same in both languages: both codebooks have the same ids, in the same order."""
        english, dutch = ([each.attrib["guid"] for each in codes(lang)] for lang in LANGUAGES)
        assert english == dutch

    def test_stable(self) -> None:
        """They never change, so that an import of a later version finds the codes of an earlier one."""
        ids = {each.attrib["name"]: each.attrib["guid"] for each in codes("en")}
        assert ids["relation"] == "8da8cf45-66d0-57df-8be0-4c451467c835"
        assert ids["recruitment_violence=yes"] == "24f49c78-dc00-590a-8b92-5a890fc8fcc0"


class TestSchema:
    """What codebooks are held to."""

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            (' guid="8da8cf45-', ' guid="8da8cf4-'),
            (' isCodable="false"', ""),
            (' isCodable="false"', ' isCodable="no"'),
            (' name="relation"', ""),
            ("<Codes>", "<Codes><Text/>"),
            ("<Description>", "<Description/><Description>"),
            (XMLNS, "urn:QDA-XML:codebook:0.9"),
        ],
    )
    def test_refused(self, right: str, wrong: str) -> None:
        """Something else is refused."""
        assert right in written("en")
        assert not SCHEMA.is_valid(written("en").replace(right, wrong, 1))


class TestCommand:
    """`codebook --format qdc`."""

    def test_suffix(self, tmp_path: Path) -> None:
        """A file that ends in .qdc is one, with what it was made by."""
        file = tmp_path / "book.qdc"
        done = run("codebook", "-o", str(file), "--lang", "nl")
        assert (done.code, done.out, done.err) == (0, "", "")
        assert file.read_bytes() == written("nl").encode()
        assert run("codebook", "--format", "qdc").out == written("en")

    def test_some(self) -> None:
        """Variables that are named are there alone, a means with its periods; those without codes are left out."""
        found = run("codebook", "case_id", "recruitment_violence", "--format", "qdc").out
        SCHEMA.validate(found)
        names = [each.attrib["name"] for each in codes_in(found)]
        assert [name for name in names if "=" not in name] == [
            "violence",
            "recruitment_violence",
            "exploitation_violence",
        ]

    @pytest.mark.parametrize(("lang", "keys"), [("en", "case_id, reading"), ("nl", "casus_id, leeswijze")])
    def test_none(self, lang: str, keys: str, tmp_path: Path) -> None:
        """Without any there is nothing to write, and it says of what."""
        done = run("codebook", "case_id", "reading", "-o", str(tmp_path / "b.qdc"), "--lang", lang)
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert keys in done.err

    def test_another_command(self, tmp_path: Path) -> None:
        """No other command writes one."""
        done = run("template", "-o", str(tmp_path / "t.qdc"))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert "that format is not written here" in done.err

    def test_same_bytes(self) -> None:
        """Another process, which orders sets and hashes in another way, writes the same bytes."""
        command = [sys.executable, "-m", "ckm_mo", "codebook", "--format", "qdc"]
        done = subprocess.run(  # noqa: S603 - this Python
            command, env={**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C"}, capture_output=True, check=True
        )
        assert done.stdout.decode() == written("en")
