"""A real data set of Parquet, in folders and files: what Spark makes of it is what the core makes of its rows."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sybil.document import Document
from sybil.parsers.markdown import PythonCodeBlockParser

from ckm_mo import Case, InvalidInput, Period, Reading, Tally, classify, read_table
from ckm_mo.codebook import CODED
from ckm_mo.frames.verdicts import ADDED, check_frame, classify_frame, tally_frame
from commands import CODER1, CODER2

ROOT = Path(__file__).parents[2]
TIMES = 20
"""How often the published cases stand in the data set."""
LONGEST = 8000
"""How many bytes of a method Java compiles: its option `HugeMethodLimit`."""


def published() -> list[Case]:
    """Give the published cases of both coders."""
    return [*read_table(CODER1), *read_table(CODER2)]


def rows(times: int) -> list[dict[str, str | None]]:
    """Give the published cases several times over, each with an id of its own, and an offender for every third."""
    return [
        {each.key: _cell(case, each.key) for each in CODED}
        | {"case_id": f"{turn:03}-{place:03}", "offender": f"offender {(turn * 7 + place) // 3}"}
        for turn in range(times)
        for place, case in enumerate(published())
    ]


def _cell(case: Case, key: str) -> str | None:
    coded = str(case[key])
    return None if coded == "not_coded" else coded


def write(folder: Path, some: list[dict[str, str | None]], *, by: str = "year") -> None:
    """Write rows as Parquet files, in a folder for each year, three files in each."""
    for place in range(6):
        inside = folder / f"{by}={2019 + place % 2}"
        inside.mkdir(parents=True, exist_ok=True)
        part = some[place::6]
        schema = pa.schema([(name, pa.string()) for name in some[0]])
        pq.write_table(pa.Table.from_pylist(part, schema), inside / f"part-{place}.parquet")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the data set, once."""
    made = tmp_path_factory.mktemp("cases")
    write(made, rows(TIMES))
    return made


@pytest.fixture
def frame(spark: Any, folder: Path) -> Any:
    """Read the data set with Spark."""
    return spark.read.parquet(str(folder))


def cases() -> dict[str, Case]:
    """Give the cases of the data set by id."""
    return {str(row["case_id"]): Case.from_answers(row) for row in rows(TIMES)}


def results(found: Mapping[str, Any]) -> list[Any]:
    """List what stands in the columns that were added."""
    return [found[name] for name in ADDED]


class TestClassify:
    """Every row has the verdict that the core gives."""

    def test_verdicts(self, frame: Any) -> None:
        """Its own columns stay, that of the folders too."""
        asked = Reading.CLOSED, Period.EXPLOITATION
        found = classify_frame(frame, reading=asked[0], period=asked[1])
        assert found.columns == [*frame.columns, *ADDED]
        listed = found.toArrow().to_pylist()
        expected = {case_id: classify(case, *asked) for case_id, case in cases().items()}
        assert len(listed) == len(expected)
        for row in listed:
            verdict = expected[row["case_id"]]
            lines = (verdict.relation, verdict.initiative, verdict.coercion)
            texts = [verdict.profile, verdict.outcome, ";".join(verdict.possible) or None, verdict.outside, *lines]
            assert results(row) == [*texts, verdict.not_begun, verdict.rests_on_silence]

    def test_quote(self, spark: Any) -> None:
        """A word with a quotation mark in it is read."""
        frame = spark.createDataFrame([("F-1", "Victim's account")], "case_id string, basis string")
        assert check_frame(frame) is None

    def test_lazy(self, spark: Any, frame: Any) -> None:
        """To classify reads no row; when rows are read, none moves to another part, and no Python is called for any."""
        jobs = spark.sparkContext.statusTracker().getJobIdsForGroup
        spark.sparkContext.setJobGroup("lazy", "classify")
        classified = classify_frame(frame)
        assert list(jobs("lazy")) == []
        plan = planned(classified)
        assert "Exchange" not in plan
        assert "InPandas" not in plan
        assert classified.where("profile = 'NOH'").count() > 0
        assert list(jobs("lazy")) != []

    def test_plan(self, frame: Any) -> None:
        """A plan that moves rows says so, and one that calls Python: it could be seen."""
        assert "Exchange" in planned(frame.groupBy("relation").count())
        assert "InPandas" in planned(frame.mapInPandas(lambda parts: parts, frame.schema))

    def test_compiled(self, spark: Any, frame: Any) -> None:
        """No method that Spark makes of it is longer than Java compiles: others run ten times as long."""
        classify_frame(frame).createOrReplaceTempView("classified")
        said = spark.sql("EXPLAIN CODEGEN SELECT * FROM classified").first()[0]
        sizes = [int(size) for size in re.findall(r"maxMethodCodeSize:(\d+)", said)]
        assert 0 < max(sizes) < LONGEST

    def test_headers(self, frame: Any) -> None:
        """A header that is misspelt is refused at once."""
        with pytest.raises(InvalidInput) as refused:
            classify_frame(frame.withColumnRenamed("violence", "voilence"))
        assert [vars(error)["column"] for error in refused.value.errors] == ["voilence"]


def planned(frame: Any) -> str:
    """Give the plan that Spark has for a frame."""
    return str(frame._jdf.queryExecution().executedPlan().toString())  # noqa: SLF001 - to print it is the public way


class TestTally:
    """The tally is that of the cases."""

    @pytest.mark.parametrize("way", [{"reading": Reading.CLOSED, "by": "relation"}, {"period": Period.RECRUITMENT}])
    def test_tally(self, frame: Any, way: dict[str, Any]) -> None:
        """Whatever is counted, and however."""
        assert tally_frame(frame, **way) == Tally.of(cases().values(), **way)


class TestWrong:
    """What is wrong is named, and gives no verdict."""

    @pytest.fixture
    def wrong(self, spark: Any, tmp_path: Path) -> Any:
        """Write and read a data set with a bad word, a contradiction, and an id that stands in two files."""
        some = rows(1)
        some[3]["violence"] = "perhaps"
        some[10] |= {"deception": "no", "recruitment_deception": "yes"}
        some[20]["case_id"] = some[21]["case_id"]
        write(tmp_path, some)
        return spark.read.parquet(str(tmp_path))

    def test_null(self, wrong: Any) -> None:
        """A row with a bad word or a contradiction is null in every column that is added; no other is."""
        listed = classify_frame(wrong).toArrow().to_pylist()
        without = {row["case_id"] for row in listed if results(row) == [None] * len(ADDED)}
        assert without == {"000-003", "000-010"}
        assert all(row["outside"] for row in listed if row["case_id"] not in without)

    def test_check(self, wrong: Any, frame: Any) -> None:
        """They are named together; of what is right there is nothing to say."""
        refused = check_frame(wrong)
        assert refused
        assert sorted((type(error).__name__, error.case_id or vars(error)["value"]) for error in refused.errors) == [
            ("Contradiction", "000-010"),
            ("InvalidAnswer", "000-003"),
            ("RepeatedId", "000-021"),
        ]
        assert check_frame(frame) is None

    def test_no_tally(self, wrong: Any) -> None:
        """They have no tally."""
        with pytest.raises(InvalidInput) as refused:
            tally_frame(wrong)
        assert len(refused.value.errors) == 3


class TestDocumentation:
    """What the how-to shows runs."""

    @pytest.mark.parametrize("page", ["docs/howto/cluster.md"])
    def test_blocks(self, spark: Any, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every block of a page that needs Spark runs, in one namespace, beside the data set that it names."""
        write(tmp_path / "cases.parquet", rows(TIMES))
        (tmp_path / "examples").symlink_to(ROOT / "examples")
        monkeypatch.chdir(tmp_path)
        hadoop, context = spark.sparkContext._jvm.org.apache.hadoop.fs, spark.sparkContext._jsc  # noqa: SLF001 - Spark has a folder of its own
        hadoop.FileSystem.get(context.hadoopConfiguration()).setWorkingDirectory(hadoop.Path(str(tmp_path)))
        text = re.sub(r"(?m)^```pycon$", "```python", (ROOT / page).read_text("utf-8"))
        copy = tmp_path / "page.md"
        copy.write_text(text, "utf-8")
        for example in Document.parse(str(copy), PythonCodeBlockParser()).examples():
            example.evaluate()
