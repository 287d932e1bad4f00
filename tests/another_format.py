"""Another format, written into the data of a copy of the package and nowhere else.

It has six means, a dimension of three values, a fourth dimension and 24 profiles. The fourth dimension is coded in one
copy, and derived from a means in another. The codes of profiles are a letter for each outcome in the first, and numbers
in the second.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import ckm_mo

SOURCE = Path(ckm_mo.__file__).parent

SIXTH_MEANS = '    ("confinement",         "opsluiting",          MeansClass.HARD),\n'
THIRD_VALUE = '        commercial="zakelijk",\n'
SETTING = """    Variable("setting", "plaats", Role.DIMENSION, code_list(
        online="online",
        offline="offline")),
"""

COMMERCIAL = 'Rule("commercial", "relation", Is("relation", "commercial"), *_OURS)'
SETTING_RULES = (
    'Rule("online", "setting", Is("setting", "online"), *_OURS)',
    'Rule("offline", "setting", Is("setting", "offline"), *_OURS)',
)
PUBLICITY_RULES = (
    'Rule("published", "publicity", Is("sextortion", "yes"), *_OURS)',
    'Rule("not_published", "publicity", Is("sextortion", "no"), *_OURS)',
)

FOURTH = {"coded": ("setting", "online", "offline"), "derived": ("publicity", "published", "not_published")}


def section(name: str, *more: str) -> str:
    """Give the text of a section of the definitions, in both languages, with what else it has to say."""
    fields = ("label", "short", "definition", "question", "source", *more)
    texts = "".join(f'{field}.{lang} = "{name} {lang}"\n' for field in fields for lang in ("en", "nl"))
    return f"\n[{name}]\n{texts}"


def put_in(text: str, after: str, new: str) -> str:
    """Put new lines behind the one line that has some text in it."""
    (line,) = [each for each in text.splitlines(keepends=True) if after in each]
    return text.replace(line, line + new)


def codebook(text: str, kind: str) -> str:
    """Write the codebook of the other format: a line for a means, one for a value, three for a coded dimension."""
    text = put_in(text, '("sextortion",', SIXTH_MEANS)
    text = put_in(text, 'Variable("relation",', THIRD_VALUE)
    return text if kind == "derived" else put_in(text, 'left_to_victim="', SETTING)


def definitions(text: str, kind: str) -> str:
    """Write its definitions."""
    fourth, *values = FOURTH[kind]
    new = ["variables.confinement", "variables.relation.values.commercial", f"dimensions.{fourth}"]
    if kind == "coded":
        new += [f"variables.{fourth}", *(f"variables.{fourth}.values.{value}" for value in values)]
    else:
        new += [f"outcomes.{value}" for value in values]
    return text + "".join(map(section, new))


def rules(text: str, kind: str) -> str:
    """Write its rules and its profiles."""
    new = (COMMERCIAL, *(SETTING_RULES if kind == "coded" else PUBLICITY_RULES))
    if kind == "derived":  # no two dimensions may read the same means
        others = '_OTHERS: Final = tuple(each for each in HARD if each != "sextortion")\n'
        text = text.replace("RULES: Final = (", f"{others}RULES: Final = (")
        text = re.sub(r'(_are\("\w+",) HARD\)', r"\1 _OTHERS)", text)
    text = in_table(text, "RULES", "".join(f"    {rule},\n" for rule in new), keep=True)
    return in_table(text, "PROFILES", "".join(profiles(kind)), keep=False)


def codes(kind: str) -> list[str]:
    """List the codes of the 24 profiles."""
    spelt = ["".join(letters) for letters in product("ANC", "OL", "SH", "12")]
    return spelt if kind == "coded" else [f"P{number}" for number, _ in enumerate(spelt, 1)]


def profiles(kind: str) -> Iterator[str]:
    """Write a line for each profile."""
    relations, initiatives = ("affective", "non_affective", "commercial"), ("offender", "left_to_victim")
    crossings = product(relations, initiatives, ("soft", "hard"), FOURTH[kind][1:])
    for number, (code, crossing) in enumerate(zip(codes(kind), crossings, strict=True), 1):
        yield f'    Profile({number}, "{code}", {crossing}),\n'


def in_table(text: str, name: str, lines: str, *, keep: bool) -> str:
    """Put lines at the end of a table, or in the place of its own."""
    return re.sub(
        rf"(?ms)^({name}: Final = \(\n)(.+?)^\)", lambda found: f"{found[1]}{found[2] * keep}{lines})", text, count=1
    )


WRITTEN = {"codebook.py": codebook, "codebook.toml": definitions, "rules.py": rules}


def write(kind: str, folder: Path) -> None:
    """Copy the package into a folder, and write the other format into its data."""
    shutil.copytree(SOURCE, folder / "ckm_mo", ignore=shutil.ignore_patterns("__pycache__"))
    for name, rewritten in WRITTEN.items():
        path = folder / "ckm_mo" / name
        path.write_text(rewritten(path.read_text("utf-8"), kind), "utf-8")


def run(copy: tuple[str, Path], *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy in the place of the package."""
    _, folder = copy
    environment = os.environ | {"PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=environment,
        check=False,
    )


COMMANDS = """
import contextlib, io, json, os, sys
from ckm_mo.cli import main

written = {}
for name, command, columns in json.load(sys.stdin):
    os.environ["COLUMNS"] = columns
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(command.split())
    written[name] = (code, out.getvalue())
json.dump(written, sys.stdout)
"""
"""Run in the copy: every command, one after another in one process."""


def written(copy: tuple[str, Path], wanted: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Run commands with the copy in the place of the package, and give what each wrote.

    Args:
        copy: The format, and the folder that the copy is in.
        wanted: Of each a name, the command, and the columns of the terminal.
    """
    done = run(copy, "-c", COMMANDS, given=json.dumps(wanted))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {name: text for name, (code, text) in found.items() if code} == {}
    return {name: text for name, (_, text) in found.items()}


TABLE = {
    "coded": "case_id,relatie,initiatief,plaats,opsluiting,geweld\n1,zakelijk,dader,online,ja,\n2,,dader,,nee,nee\n",
    "derived": "case_id,relatie,initiatief,sextortion,opsluiting,geweld\n1,zakelijk,dader,ja,ja,\n2,,dader,,nee,nee\n",
}
