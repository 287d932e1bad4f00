"""Make the workbooks of the tests with LibreOffice: `/usr/bin/python3 tests/data/make_files.py`.

It takes `soffice` on the PATH, and its bridge to Python (the package python3-uno).

Each is written down here as flat OpenDocument text, which LibreOffice turns into
an .ods and an .xlsx. All cases are fictional. LibreOffice works in a profile of
its own, so that no name of a user comes into a file.
"""

import csv
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent / "files"

NAMES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "number": "datastyle:1.0",
    "draw": "drawing:1.0",
    "svg": "svg-compatible:1.0",
    "of": "of:1.2",
}
SPACES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in NAMES.items())

STYLES = """
<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="3"/>
</number:number-style>
<number:date-style style:name="N2"><number:day number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>
<number:boolean-style style:name="N3"><number:boolean/></number:boolean-style>
<style:style style:name="truth" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="zeros" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
"""

EMPTY = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"


def text(value: str) -> str:
    """Write a cell of text."""
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>' if value else EMPTY


def number(value: float, style: str = "") -> str:
    """Write a number."""
    return f'<table:table-cell office:value-type="float" office:value="{value}"{named(style)}/>'


def named(style: str) -> str:
    """Name a style."""
    return f' table:style-name="{style}"' if style else ""


def day(value: str) -> str:
    """Write a date, such as 2024-01-31, which is shown as 31-01-2024."""
    return f'<table:table-cell office:value-type="date" office:date-value="{value}" table:style-name="day"/>'


def truth(value: str) -> str:
    """Write TRUE or FALSE."""
    return f'<table:table-cell office:value-type="boolean" office:boolean-value="{value}" table:style-name="truth"/>'


def formula(value: str) -> str:
    """Write a formula, whose outcome LibreOffice works out."""
    return f"<table:table-cell table:formula={quoteattr('of:=' + value)}/>"


def merged(value: str, rows: int, columns: int) -> str:
    """Write the first of merged cells."""
    spans = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    return f'<table:table-cell office:value-type="string" {spans}><text:p>{value}</text:p></table:table-cell>'


def sheet(name: str, rows: list[list[str]], style: str = "") -> str:
    """Write a sheet."""
    lines = "".join(f"<table:table-row>{''.join(row) or EMPTY}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"{named(style)}><table:table-column/>{lines}</table:table>'


def table(name: str, style: str = "") -> str:
    """Write a sheet of the rows of a CSV that stands here, all of it text."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return sheet(name, [[text(cell) for cell in row] for row in csv.reader(stream)], style)


def words(*values: str) -> list[str]:
    """Write a row of text."""
    return [text(value) for value in values]


def parts(*elements: str) -> str:
    """Write a cell of text of which more is to be said."""
    return f'<table:table-cell office:value-type="string">{"".join(elements)}</table:table-cell>'


REMARK = "<office:annotation><text:p>remark</text:p></office:annotation>"
BOX = (
    '<draw:frame svg:width="2cm" svg:height="1cm"><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>'
    '<draw:g><draw:rect svg:width="1cm" svg:height="1cm"><text:p>square</text:p></draw:rect></draw:g>'
)

NOTES = [
    words("case_id", "violence", "sextortion", "note"),
    [
        parts("<text:p>007</text:p>", BOX),
        parts(REMARK, "<text:p>yes</text:p>", BOX),
        parts(REMARK, "<text:p>no</text:p>"),
        parts("<text:p>a<text:tab/>b<text:s text:c='2'/>c</text:p><text:p>d</text:p>", BOX),
    ],
    [text("008"), f"<table:table-cell>{BOX}</table:table-cell>", EMPTY, parts("<text:p>e<text:s/> f</text:p>")],
]

TRAPS = [
    [],
    [EMPTY, *words("case_id", "offender", "relation", "violence", "deception", "sextortion", "note")],
    [EMPTY, *words("007", "o1", "affective", "yes", "no", "no", "text"), EMPTY],
    [],
    [EMPTY, text("T-1"), number(12), day("2024-01-31"), truth("true"), truth("false"), number(7), number(7.5)],
    [
        EMPTY,
        text("T-2"),
        number(7, "zeros"),
        truth("true"),
        formula("[.E5]"),
        formula("1/0"),
        formula('""'),
        day("2024-01-31"),
    ],
    [
        EMPTY,
        day("2024-02-01"),
        text("o2"),
        text("unknown"),
        merged("yes", 2, 2),
        COVERED,
        text("no"),
        merged("x", 2, 1),
    ],
    [EMPTY, number(7.5), text("o3"), formula("[.D3]"), COVERED, COVERED, text("no"), COVERED],
    [EMPTY, formula("NA()"), truth("true"), number(0.5), formula("NA()"), text(" yes "), text("YES"), formula("1/0")],
]

WORKBOOKS = {
    "cases": [table("cases")],
    "slips": [table("slips")],
    "traps": [sheet("traps", TRAPS)],
    "notes": [sheet("notes", NOTES)],
    "numbers": [
        sheet("numbers", [words("case_id", "violence"), [number(7), truth("true")], [number(1001), truth("false")]])
    ],
    "several": [
        table("cases"),
        table("slips"),
        sheet("old", [words("case_id", "violence"), words("H-1", "yes")], "hidden"),
    ],
    "one_visible": [
        sheet("old", [words("case_id", "violence"), words("H-1", "yes")], "hidden"),
        table("cases"),
        sheet("Sheet3", []),
    ],
    "empty": [sheet("Sheet1", [])],
    "outside": [
        sheet(
            "cases", [words("case_id", "violence"), [text("X-1"), formula("'file:///elsewhere/other.ods'#$Sheet1.A1")]]
        )
    ],
}
"""The workbooks, by name: their sheets."""

FILTERS = {"ods": "calc8", "xlsx": "Calc MS Excel 2007 XML"}


def office(profile: Path, *arguments: str) -> None:
    """Run LibreOffice."""
    where = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(["soffice", where, "--headless", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - by hand


def lock(profile: Path, source: Path, targets: dict[Path, str]) -> None:
    """Save a workbook with a password, which no option of a conversion does: over the bridge to Python."""
    import uno  # noqa: PLC0415 - of LibreOffice, and only here
    from com.sun.star.beans import PropertyValue  # noqa: PLC0415 - likewise

    def told(**options: object) -> tuple[object, ...]:
        return tuple(PropertyValue(Name=name, Value=value) for name, value in options.items())

    where = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--accept=pipe,name=ckm_mo;urp;"]
    office = subprocess.Popen(["soffice", *where], stderr=subprocess.DEVNULL)  # noqa: S603, S607 - by hand
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(60):
        try:
            there = resolver.resolve("uno:pipe,name=ckm_mo;urp;StarOffice.ComponentContext")
            break
        except Exception:  # noqa: BLE001 - it is not there yet
            time.sleep(0.5)
    else:
        sys.exit("LibreOffice does not answer.")
    desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, told(Hidden=True))
    for target, kind in targets.items():
        document.storeToURL(target.as_uri(), told(FilterName=kind, Password="fictional"))  # noqa: S106 - of a test
    document.close(True)  # noqa: FBT003 - as it is called
    desktop.terminate()
    office.wait()


def main() -> None:
    """Make all."""
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        flat = Path(folder) / "flat"
        flat.mkdir()
        for name, sheets in WORKBOOKS.items():
            (flat / f"{name}.fods").write_text(
                f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
                'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
                f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
                f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document>",
                "utf-8",
            )
        files = [str(each) for each in sorted(flat.iterdir())]
        for suffix, kind in FILTERS.items():
            office(profile, "--convert-to", f"{suffix}:{kind}", "--outdir", str(HERE), *files)
        lock(profile, HERE / "cases.ods", {HERE / f"locked.{suffix}": kind for suffix, kind in FILTERS.items()})


if __name__ == "__main__":
    main()
