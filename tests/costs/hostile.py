"""Hostile files: what each attacks, and what builds it. None takes a program more than it has.

Run as a script it takes the limits of memory and of processor, a file, and a command, and says in JSON what came of it.
"""

import gzip
import json
import os
import struct
import sys
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

from commands import run
from doors.packages import HEADS, MAIN, SHEET, inline, line, ods, row, string, table, xlsx

HEAD = ",".join(HEADS).encode() + b"\n"
CLASSIFY = ("classify", "--format", "json")
MIB = 1 << 20


@frozen
class Hostile:
    """A file that is to cost little.

    Args:
        attacks: What it attacks.
        suffix: Of the file.
        build: What gives its bytes.
        command: What is done with it.
    """

    attacks: str
    suffix: str
    build: Callable[[], bytes]
    command: tuple[str, ...] = CLASSIFY


# Text


def falling() -> bytes:
    """Write ids in falling order."""
    return HEAD + b"".join(b"F-%d,yes\n" % number for number in range(30000, 0, -1))


def members(what: bytes, times: int) -> bytes:
    """Pack the same many times, each time as a member of its own."""
    return gzip.compress(what) * times


TEXT = [
    Hostile("a header of 60,000 marks that combine", ".csv", lambda: b"case_id," + b"\xcc\x81" * 60_000 + b"\n1,x\n"),
    Hostile("10,000 headers that are nearly words", ".csv", lambda: HEAD[:-1] + b",voilence" * 9998 + b"\n"),
    Hostile(
        "3,000 headers that are nearly words, long ones",
        ".csv",
        lambda: HEAD[:-1] + b",exploitation_vulnerabel_postion" * 3000 + b"\n",
    ),
    Hostile("10,000 times the same variable", ".csv", lambda: HEAD[:-1] + b",violence" * 9998 + b"\n"),
    Hostile(
        "10,000 columns of the same name",
        ".csv",
        lambda: HEAD[:-1] + b",a" * 9998 + b"\n" + (b"1,yes" + b",b" * 9998 + b"\n"),
    ),
    Hostile("20,000 other words", ".csv", lambda: HEAD + b"".join(b"%d,voilence%d\n" % (n, n) for n in range(20_000))),
    Hostile("a word of 100,000 letters", ".csv", lambda: HEAD + b"1," + b"ye" * 50_000 + b"\n"),
    Hostile("a header of 100,000 letters", ".csv", lambda: b"case_id," + b"violenc" * 14_000 + b"\n1,yes\n"),
    Hostile("marks that combine, in an answer", ".csv", lambda: HEAD + b"1,yes" + b"\xcc\x81" * 60_000 + b"\n"),
    Hostile(
        "marks that combine, in a note that is explained",
        ".csv",
        lambda: HEAD[:-1] + b",note\n1,yes,\xcc\x81\n",
        ("explain", "1"),
    ),
    Hostile("20,000 sectors in a cell", ".csv", lambda: b"case_id,sectors\n1," + b"window;" * 18_000 + b"\n"),
    Hostile("a million quotation marks", ".csv", lambda: HEAD + b'"' * MIB + b"\n"),
    Hostile("a million separators in a row", ".csv", lambda: HEAD + b"," * (MIB - 9) + b"\n"),
    Hostile(
        "an id of 4,300 digits, in an interview",
        ".csv",
        lambda: HEAD + b"1" * 4300 + b",yes\n",
        ("case", "--save"),
    ),
    Hostile("ids in falling order, in an interview", ".csv", falling, ("case", "--save")),
    Hostile("blank lines, packed", ".csv.gz", lambda: members(b"\n" * MIB, 8) + gzip.compress(HEAD)),
    Hostile("blank lines behind the header, packed", ".csv.gz", lambda: gzip.compress(HEAD) + members(b"\n" * MIB, 8)),
    Hostile("a line of 4 GiB, packed", ".csv.gz", lambda: members(b"x" * (16 * MIB), 256)),
    Hostile("what is packed, packed again", ".csv.gz", lambda: gzip.compress(members(b"x" * MIB, 256))),
    Hostile("rows of separators, packed", ".csv.gz", lambda: gzip.compress(HEAD) + members(b",\n" * 1000, 100)),
    Hostile("ids that are all the same", ".csv.gz", lambda: gzip.compress(HEAD) + members(b"1,yes\n" * 1000, 100)),
]


# Workbooks


def stated(name: str, size: int, content: bytes) -> bytes:
    """Write an .xlsx of which a part states another size than it has."""
    whole = bytearray(content)
    at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(name.encode()))
    whole[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(whole)


def overlapping(entries: int) -> bytes:
    """Write a package whose parts are all the same bytes of it."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"x" * MIB)
        one = package.infolist()[0]
        for number in range(entries):
            other = zipfile.ZipInfo(f"x{number}")
            for each in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "external_attr"):
                setattr(other, each, getattr(one, each))
            package.filelist.append(other)
    return stream.getvalue()


def merges(*ranges: str) -> str:
    """Write merged cells."""
    return f"<mergeCells>{''.join(f'<mergeCell ref={each!r}/>' for each in ranges)}</mergeCells>"


def shared(*texts: str, more: str = "") -> str:
    """Write the texts that cells share."""
    return f'<sst xmlns="{MAIN}"{more}>{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


def numbered(count: int) -> str:
    """Write attributes."""
    return " ".join(f'a{number}="x"' for number in range(count))


def cells(count: int, cell: str) -> str:
    """Write rows of two columns, with an id in the first."""
    return "".join(f'<row r="{n}">{inline(f"A{n}", str(n))}{cell.format(n)}</row>' for n in range(2, count + 2))


def formatted(value: str, code: str) -> bytes:
    """Write a number with a form."""
    styles = (
        f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    )
    return xlsx(row(2, inline("A2", "1"), f'<c r="B2" s="1"><v>{value}</v></c>'), styles=styles)


ONE = row(2, inline("A2", "1"), inline("B2", "yes"))


def sharing(said: str) -> bytes:
    """Write an .xlsx that says something of the texts that its cells share."""
    return xlsx(ONE, strings=shared(more=f" {said}"))


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)

XLSX = [
    *(
        Hostile(f"texts to share of which {said} is stated", ".xlsx", partial(sharing, said))
        for said in (*(f'{name}="{number}"' for name in ("count", "uniqueCount") for number in (10**11, 2**64 - 1)),)
    ),
    Hostile(
        "400 merged ranges that overlap",
        ".xlsx",
        lambda: xlsx(ONE, behind=merges(*(f"A{n}:XFD1048576" for n in range(1, 401)))),
    ),
    Hostile(
        "60,000 merged ranges", ".xlsx", lambda: xlsx(ONE, behind=merges(*(f"C{n}:D{n}" for n in range(2, 60_002))))
    ),
    Hostile("one merged range over all", ".xlsx", lambda: xlsx(ONE, behind=merges("A3:XFD1048576"))),
    Hostile("a cell in the last corner", ".xlsx", lambda: xlsx(ONE + row(1048576, inline("XFD1048576", "x")))),
    Hostile("a cell behind the last corner", ".xlsx", lambda: xlsx(ONE + row(10**18, inline("XFD" + "9" * 19, "x")))),
    Hostile("300,000 rows of nothing", ".xlsx", lambda: xlsx(ONE + "<row/>" * 300_000)),
    Hostile("300,000 cells of nothing", ".xlsx", lambda: xlsx(ONE + f"<row>{'<c/>' * 16_000}</row>" * 20)),
    Hostile("a part that states less than it has", ".xlsx", lambda: stated(SHEET, 9, xlsx(ONE + " " * (16 * MIB)))),
    Hostile("parts that state more than there may be", ".xlsx", lambda: stated(SHEET, 2**32 - 2, xlsx(ONE))),
    Hostile("100 MiB of blanks", ".xlsx", lambda: xlsx(ONE + " " * (100 * MIB))),
    Hostile("a package in a package", ".xlsx", lambda: xlsx(ONE, parts={"xl/workbook.xml": xlsx(ONE)})),
    Hostile("parts that are all the same bytes", ".xlsx", lambda: overlapping(5000)),
    Hostile("20,000 parts", ".xlsx", lambda: xlsx(ONE, parts={f"x{n}": b"" for n in range(20_000)})),
    Hostile("100,000 elements in each other", ".xlsx", lambda: xlsx(ONE, before="<x>" * 100_000 + "</x>" * 100_000)),
    Hostile("50,000 attributes", ".xlsx", lambda: xlsx(ONE, before=f"<x {numbered(50_000)}/>")),
    Hostile("a tag of 30 MiB", ".xlsx", lambda: xlsx(ONE, before=f'<x a="{"b" * 30 * MIB}"/>')),
    Hostile(
        "entities of entities",
        ".xlsx",
        lambda: xlsx(ONE, parts={"xl/sharedStrings.xml": f"{LAUGHS}{shared('&a11;')}".encode()}),
    ),
    Hostile(
        "20,000 sheets",
        ".xlsx",
        lambda: xlsx(ONE, sheets="".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r0"/>' for n in range(2, 20_000))),
    ),
    Hostile(
        "200,000 styles",
        ".xlsx",
        lambda: xlsx(ONE, styles=f"<cellXfs count='9999999999'>{'<xf/>' * 200_000}</cellXfs>"),
    ),
    Hostile("200,000 texts to share", ".xlsx", lambda: xlsx(ONE, strings=shared(*["x"] * 200_000))),
    Hostile(
        "a long text that many cells share",
        ".xlsx",
        lambda: xlsx(cells(50_000, '<c r="B{0}" t="s"><v>0</v></c>'), strings=shared("x" * 32_767)),
    ),
    Hostile(
        "a text of 20 MiB that many cells share",
        ".xlsx",
        lambda: xlsx(cells(5000, '<c r="B{0}" t="s"><v>0</v></c>'), strings=shared("x" * 20 * MIB)),
    ),
    Hostile("a size that is a lie", ".xlsx", lambda: xlsx(ONE, before='<dimension ref="A1:XFD1048576"/>')),
    Hostile("10 to the 10th days", ".xlsx", lambda: formatted(str(10**10), "[h]:mm")),
    Hostile("10 to the 300th days", ".xlsx", lambda: formatted("1e300", "yyyy-mm-dd")),
    Hostile(
        "a number of 100,000 digits",
        ".xlsx",
        lambda: xlsx(row(2, inline("A2", "1"), f'<c r="B2"><v>{"9" * 100_000}</v></c>')),
    ),
    Hostile(
        "a formula of 10 MiB",
        ".xlsx",
        lambda: xlsx(row(2, inline("A2", "1"), f'<c r="B2"><f>{"1+" * 5 * MIB}</f></c>')),
    ),
    Hostile("20,000 columns", ".xlsx", lambda: xlsx(f"<row>{'<c><v>1</v></c>' * 20_000}</row>")),
]


def repeated(text: str, columns: int, rows: int, kind: str = ' office:value-type="string"') -> bytes:
    """Write an .ods in which a cell stands many times."""
    many = f' table:number-columns-repeated="{columns}"'
    return ods(table(line(string(text, many, kind), more=f' table:number-rows-repeated="{rows}"')))


YES = line(string("1"), string("yes"))

ODS = [
    Hostile(
        "900,000,000 blanks", ".ods", lambda: ods(table(line(string("1"), string('<text:s text:c="900000000"/>'))))
    ),
    Hostile(
        "30,000 times 30,000 blanks",
        ".ods",
        lambda: ods(table(line(string("1"), string('<text:s text:c="30000"/>' * 30_000)))),
    ),
    Hostile("a value of no kind, many times", ".ods", lambda: repeated("7", 16_384, 2000, ' office:value="7"')),
    Hostile("a sheet full of a word", ".ods", lambda: repeated("yes", 16_384, 1_048_575)),
    Hostile("10 to the 18th times a word", ".ods", lambda: repeated("yes", 10**18, 10**18)),
    Hostile("a long text many times", ".ods", lambda: repeated("x" * 32_767, 1000, 1000)),
    Hostile(
        "a million rows of nothing, then a word",
        ".ods",
        lambda: ods(
            table(
                YES
                + line("<table:table-cell/>", more=' table:number-rows-repeated="1048000"')
                + line(string("2"), string("no"))
            )
        ),
    ),
    Hostile(
        "10 to the 18th rows of nothing, then a word",
        ".ods",
        lambda: ods(
            table(YES + line("<table:table-cell/>", more=f' table:number-rows-repeated="{10**18}"') + line(string("2")))
        ),
    ),
    Hostile(
        "200,000 paragraphs in a cell",
        ".ods",
        lambda: ods(table(line(string("1"), string("</text:p><text:p>" * 200_000)))),
    ),
    Hostile(
        "10 to the 9th cells that are merged",
        ".ods",
        lambda: ods(
            table(
                YES
                + line(string("x", ' table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"'))
            )
        ),
    ),
    Hostile(
        "2,000 merged ranges that overlap",
        ".ods",
        lambda: ods(
            table(
                YES
                + line(*[string("x", ' table:number-columns-spanned="2000" table:number-rows-spanned="2000"')] * 2000)
            )
        ),
    ),
    Hostile("20,000 sheets", ".ods", lambda: ods(*(table(YES, f"s{n}") for n in range(20_000)))),
    Hostile(
        "spans in each other",
        ".ods",
        lambda: ods(table(line(string("1"), string("<text:span>" * 50_000 + "yes" + "</text:span>" * 50_000)))),
    ),
]


# SPSS and Parquet


def sav(columns: dict[str, list[Any]], **form: Any) -> bytes:
    """Write an SPSS file."""
    import pandas as pd  # noqa: PLC0415 - only here
    import pyreadstat  # noqa: PLC0415 - likewise

    with TemporaryDirectory() as folder:
        path = Path(folder, "x.sav")
        pyreadstat.write_sav(pd.DataFrame(columns), path, **form)
        return path.read_bytes()


def small_sav(**form: Any) -> bytes:
    """Write one of two rows."""
    return sav({"case_id": ["1", "2"], "violence": ["yes", "no"], "note": ["x" * 300, "y"]}, **form)


def lying(content: bytes, at: int, number: int) -> bytes:
    """Put another number of 32 bits into a file."""
    return content[:at] + struct.pack("<i", number) + content[at + 4 :]


def lying_behind(content: bytes, mark: bytes, number: int, further: int = 0) -> bytes:
    """Put another number of 32 bits behind a mark."""
    return lying(content, content.index(mark) + len(mark) + further, number)


def more_records(count: int) -> bytes:
    """Write an SPSS file of 10,000 variables, with so many records about the last."""
    content = sav({f"v{number}": [1.0] for number in range(10_000)})
    end = content.rindex(struct.pack("<ii", 999, 0))
    return content[:end] + (struct.pack("<4i", 7, 14, 1, 9) + b"V9999=200") * count + content[end:]


MOST = 2**31 - 1
EXTENSION = struct.pack("<ii", 7, 13)  # the record of long names

SAV = [
    Hostile("as many rows as can be stated", ".sav", lambda: lying(small_sav(), 80, MOST)),
    Hostile("as many values a row as can be stated", ".sav", lambda: lying(small_sav(), 68, MOST)),
    Hostile("a weight that there is none of", ".sav", lambda: lying(small_sav(), 76, MOST)),
    Hostile("a text as long as can be stated", ".sav", lambda: lying(small_sav(), 180, MOST)),
    Hostile("a record with the largest size", ".sav", lambda: lying_behind(small_sav(), EXTENSION, MOST)),
    Hostile("a record with the largest count", ".sav", lambda: lying_behind(small_sav(), EXTENSION, MOST, 4)),
    Hostile("200,000 rows of nothing, packed", ".sav", lambda: sav({"case_id": [None] * 200_000}, row_compress=True)),
    Hostile(
        "long texts of nothing, packed twice",
        ".zsav",
        lambda: sav({"case_id": ["", "x" * 30_000] + [""] * 20_000}, compress=True),
    ),
    Hostile("10,000 columns of text", ".sav", lambda: sav({f"column_{number}": ["x"] for number in range(10_000)})),
    Hostile("100,000 records about long texts", ".sav", lambda: more_records(100_000)),
    Hostile("nothing behind the head", ".sav", lambda: small_sav()[:176]),
]


def parquet(columns: dict[str, Any], **form: Any) -> bytes:
    """Write Parquet."""
    import pyarrow as pa  # noqa: PLC0415 - only here
    from pyarrow import parquet as packing  # noqa: PLC0415 - likewise

    stream = BytesIO()
    packing.write_table(pa.table(columns), stream, **form)
    return stream.getvalue()


def same(text: str, rows: int) -> Any:
    """Make a column of one text."""
    import pyarrow as pa  # noqa: PLC0415 - only here

    return pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int32()).fill_null(0), pa.array([text]))


def nothing(rows: int) -> Any:
    """Make a column of nothing."""
    import pyarrow as pa  # noqa: PLC0415 - only here

    return pa.nulls(rows, pa.string())


def small_parquet(**form: Any) -> bytes:
    """Write one of two rows."""
    return parquet({"case_id": ["1", "2"], "violence": ["yes", "no"]}, **form)


def footed(content: bytes, size: int) -> bytes:
    """Give a file another size of its footer."""
    return content[:-8] + struct.pack("<I", size) + content[-4:]


def deep(levels: int) -> bytes:
    """Write a column of lists in lists."""
    import pyarrow as pa  # noqa: PLC0415 - only here

    kind = pa.string()
    for _ in range(levels):
        kind = pa.list_(kind)
    return parquet({"case_id": ["1"], "note": pa.array([None], kind)})


PARQUET = [
    Hostile("a footer that is larger than the file", ".parquet", lambda: footed(small_parquet(), MOST)),
    Hostile("a footer with the largest size", ".parquet", lambda: footed(small_parquet(), 2**32 - 1)),
    Hostile("a footer of 64 MiB", ".parquet", lambda: _described(64)),
    Hostile(
        "a text of 1 MiB in 100,000 rows",
        ".parquet",
        lambda: parquet({"case_id": [str(n) for n in range(100_000)], "note": same("x" * MIB, 100_000)}),
    ),
    Hostile("an id of 1 MiB in 100,000 rows", ".parquet", lambda: parquet({"case_id": same("x" * MIB, 100_000)})),
    Hostile(
        "a word of 1 MiB in 100,000 rows",
        ".parquet",
        lambda: parquet({"case_id": [str(n) for n in range(100_000)], "violence": same("x" * MIB, 100_000)}),
    ),
    Hostile("300,000 rows of nothing", ".parquet", lambda: parquet({"case_id": nothing(300_000)})),
    Hostile(
        "20,000 columns", ".parquet", lambda: parquet({"case_id": ["1"], **{f"x{n}": ["y"] for n in range(20_000)}})
    ),
    Hostile(
        "5,000 groups of a row",
        ".parquet",
        lambda: parquet({"case_id": [str(n) for n in range(5000)]}, row_group_size=1),
    ),
    Hostile("lists in lists", ".parquet", lambda: deep(90)),
    Hostile("a list of 10 million in a cell", ".parquet", lambda: _list(10_000_000)),
    Hostile("nothing but its marks", ".parquet", lambda: b"PAR1" * 3),
]


def _described(size: int) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - only here
    from pyarrow import parquet as packing  # noqa: PLC0415 - likewise

    stream = BytesIO()
    held = pa.table({"case_id": ["1"]}).replace_schema_metadata({"x": "y" * size * MIB})
    packing.write_table(held, stream, store_schema=False)
    return stream.getvalue()


def _list(size: int) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - only here

    values = pa.nulls(size, pa.int32()).fill_null(0)
    return parquet({"case_id": ["1"], "note": pa.ListArray.from_arrays(pa.array([0, size], pa.int32()), values)})


HOSTILE: dict[str, Hostile] = {
    f"{each.suffix.strip('.')}: {each.attacks}": each for each in (*TEXT, *XLSX, *ODS, *SAV, *PARQUET)
}
"""All of them."""


# In a process of its own


def tried(path: str, command: Sequence[str], memory: int, seconds: int) -> dict[str, object]:
    """Run a command over a file in a process with limits, and say what came of it."""
    import resource  # noqa: PLC0415 - where there is such a thing

    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as stream:
            said = stream.read()
        _, status, used = os.wait4(child, 0)
        found = json.loads(said) if said else {"ended": os.waitstatus_to_exitcode(status)}
        return found | {"seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss // 1024}
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    interview = command[0] == "case"
    done = run(
        *command[:1],
        *(command[1:] if interview else ()),
        path,
        *(() if interview else command[1:]),
        terminal=interview,
        keyboard=interview,
    )
    with os.fdopen(writing, "w") as stream:
        json.dump({"code": done.code, "said": done.err[:500]}, stream)
    os._exit(0)


def main(given: Sequence[str]) -> None:
    """Try files, as the lines of standard input name them."""
    memory, seconds = map(int, given)
    for line_ in sys.stdin:
        path, *command = json.loads(line_)
        print(json.dumps(tried(path, command, memory, seconds)), flush=True)  # noqa: T201 - it is a script


if __name__ == "__main__":
    # What is imported once is there in all.
    for name in ("pyarrow.parquet", "pyreadstat", "ckm_mo.cli"):
        __import__(name)
    main(sys.argv[1:])
