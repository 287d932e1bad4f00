"""Files: inputs are hashed as they are read, and outputs appear whole or not at all."""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckm_mo.errors import BrokenTable, OutputExists, UnreadableFile, UnwritableOutput
from ckm_mo.messages import Reason
from ckm_mo.tables.files import AtomicFiles, Source, output


class OwnError(Exception):
    """An error that only these tests know."""


def system_error(number: int) -> OSError:
    """Make an error as the system raises it."""
    return OSError(number, os.strerror(number))


def write(
    name: Path | None,
    error: BaseException | None = None,
    *,
    force: bool = False,
    together: AtomicFiles | None = None,
) -> None:
    """Write to an output, in a block that may end with an error."""
    with output(None if name is None else str(name), force=force, together=together) as stream:
        stream.write("half a line")
        if error:
            raise error


def all_written(names: list[Path | None], together: AtomicFiles, then: Callable[[], object] = list) -> None:
    """Write to several outputs, over whatever is there, and do something else."""
    for name in names:
        write(name, force=True, together=together)
    then()


class TestOutputFile:
    """A file appears whole or not at all, and never over another unless by force."""

    @pytest.mark.parametrize("force", [False, True])
    def test_whole(self, tmp_path: Path, *, force: bool) -> None:
        """What the block writes is the file, letter for letter, and all that is in the folder."""
        with output(str(tmp_path / "out.csv"), force=force) as stream:
            stream.write("één\nregel\r\n")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.csv": "één\nregel\r\n".encode()}

    def test_private(self, tmp_path: Path) -> None:
        """Only its owner can read it."""
        with output(str(tmp_path / "out.csv")):
            pass
        assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600

    @pytest.mark.parametrize("error", [OwnError(), KeyboardInterrupt(), BrokenPipeError()])
    @pytest.mark.parametrize("force", [False, True])
    def test_failing_block(self, tmp_path: Path, error: BaseException, *, force: bool) -> None:
        """When the block fails there is no file, and no litter in the folder."""
        with pytest.raises(type(error)):
            write(tmp_path / "out.csv", error, force=force)
        assert list(tmp_path.iterdir()) == []

    def test_failing_block_over_a_file(self, tmp_path: Path) -> None:
        """When the block fails, a file that was to be replaced is as it was."""
        (tmp_path / "out.csv").write_text("kept")
        with pytest.raises(OwnError):
            write(tmp_path / "out.csv", OwnError(), force=True)
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "kept"}

    def test_not_before_the_end(self, tmp_path: Path) -> None:
        """Nothing is there under its name before the block ends."""
        with output(str(tmp_path / "out.csv")) as stream:
            stream.write("x" * 1_000_000)
            assert not (tmp_path / "out.csv").exists()

    def test_existing(self, tmp_path: Path) -> None:
        """A file that is there is left as it is, and refused before anything is done."""
        (tmp_path / "out.csv").write_text("kept")
        entered = []
        with pytest.raises(OutputExists) as caught, output(str(tmp_path / "out.csv")):
            entered.append(True)
        assert (entered, caught.value.file) == ([], str(tmp_path / "out.csv"))
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "kept"}

    def test_dangling_link(self, tmp_path: Path) -> None:
        """A link that leads nowhere is there too."""
        (tmp_path / "out.csv").symlink_to(tmp_path / "nowhere")
        with pytest.raises(OutputExists), output(str(tmp_path / "out.csv")):
            pass

    def test_force(self, tmp_path: Path) -> None:
        """By force it is replaced, and as private as a new one."""
        (tmp_path / "out.csv").write_text("old")
        (tmp_path / "out.csv").chmod(0o644)
        with output(str(tmp_path / "out.csv"), force=True) as stream:
            stream.write("new")
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "new"}
        assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600

    def test_came_meanwhile(self, tmp_path: Path) -> None:
        """A file that has come there while the block ran is not replaced."""
        with ExitStack() as block:
            block.enter_context(output(str(tmp_path / "out.csv"))).write("late")
            (tmp_path / "out.csv").write_text("first")
            with pytest.raises(OutputExists):
                block.close()
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "first"}

    def test_without_links(self, tmp_path: Path) -> None:
        """A file system that knows no links takes the file as well."""
        with mock.patch("os.link", side_effect=system_error(errno.EPERM)), output(str(tmp_path / "out.csv")) as stream:
            stream.write("x")
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "x"}

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder that is not there is refused, and says what could not be written."""
        with pytest.raises(UnwritableOutput) as caught, output(str(tmp_path / "nowhere" / "out.csv")):
            pass
        assert caught.value.file == str(tmp_path / "nowhere" / "out.csv")

    def test_file_for_a_folder(self, tmp_path: Path) -> None:
        """So is a file where a folder should be."""
        (tmp_path / "file").write_text("")
        with pytest.raises(UnwritableOutput) as caught, output(str(tmp_path / "file" / "out.csv")):
            pass
        assert caught.value.reason == Reason("no_folder")

    @pytest.mark.parametrize("name", ["new/", "new/.", "kept/"])
    def test_name_of_a_folder(self, tmp_path: Path, name: str) -> None:
        """What is named as a folder is not written as a file, nor is a file replaced by that name."""
        (tmp_path / "kept").write_text("kept")
        with pytest.raises(UnwritableOutput) as caught, output(f"{tmp_path}/{name}", force=True) as stream:
            stream.write("new")
        assert caught.value.reason == Reason("no_folder")
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept", "kept")]

    @pytest.mark.parametrize("force", [False, True])
    def test_folder(self, tmp_path: Path, *, force: bool) -> None:
        """A folder is not replaced, by force either."""
        (tmp_path / "out").mkdir()
        with pytest.raises(UnwritableOutput) as caught:
            write(tmp_path / "out", force=force)
        assert caught.value.reason == Reason("folder")
        assert [(path.name, path.is_dir()) for path in tmp_path.iterdir()] == [("out", True)]

    def test_folder_of_all(self) -> None:
        """Nor is the one that all others are in, which has no name to make another of."""
        with pytest.raises(UnwritableOutput) as caught:
            write(Path(Path.cwd().anchor), force=True)
        assert caught.value.reason == Reason("folder")

    @pytest.mark.parametrize("force", [False, True])
    def test_no_file(self, tmp_path: Path, *, force: bool) -> None:
        """What is no file, such as a device or a pipe, is not replaced either."""
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnwritableOutput) as caught:
            write(tmp_path / "pipe", force=force)
        assert caught.value.reason == Reason("no_file")
        assert [(path.name, path.is_fifo()) for path in tmp_path.iterdir()] == [("pipe", True)]

    def test_link(self, tmp_path: Path) -> None:
        """By force the file that a link leads to is replaced, and the link stays."""
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "real.csv").write_text("old")
        (tmp_path / "out.csv").symlink_to(tmp_path / "other" / "real.csv")
        write(tmp_path / "out.csv", force=True)
        assert (tmp_path / "out.csv").is_symlink()
        assert {path.name: path.read_text() for path in (tmp_path / "other").iterdir()} == {"real.csv": "half a line"}

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
    def test_full_disk(self, tmp_path: Path, number: int) -> None:
        """A full disk leaves nothing, and is called that."""
        with (
            mock.patch("os.fsync", side_effect=system_error(number)),
            pytest.raises(UnwritableOutput) as caught,
            output(str(tmp_path / "out.csv")) as stream,
        ):
            stream.write("x")
        assert (caught.value.reason, list(tmp_path.iterdir())) == (Reason("full"), [])

    def test_system_error(self, tmp_path: Path) -> None:
        """Of other refusals the system's own words are given."""
        with (
            mock.patch("os.fsync", side_effect=system_error(errno.EIO)),
            pytest.raises(UnwritableOutput) as caught,
            output(str(tmp_path / "out.csv")),
        ):
            pass
        assert caught.value.reason == os.strerror(errno.EIO)

    def test_unreadable_input(self, tmp_path: Path) -> None:
        """An input that cannot be read is not reported as an output that cannot be written."""
        with pytest.raises(UnreadableFile), output(str(tmp_path / "out.csv")):
            Source(str(tmp_path / "nowhere"))


class TestTogether:
    """Several outputs of one run are there together, whole, or none of them is."""

    @pytest.mark.parametrize("force", [False, True])
    def test_whole(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, force: bool) -> None:
        """Nothing is there before the end of all, and then everything, and nothing else."""
        with AtomicFiles() as together:
            for name in ("a", "b"):
                with output(str(tmp_path / name), force=force, together=together) as stream:
                    stream.write(name)
            with output(None, together=together) as stream:
                stream.write("c")
            assert not (tmp_path / "a").exists()
            assert capsys.readouterr().out == ""
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "a", "b": "b"}
        assert capsys.readouterr().out == "c"

    def test_failing_block(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A block that fails when one is written leaves none."""
        with pytest.raises(OwnError), AtomicFiles() as together:
            all_written([None, tmp_path / "a"], together, lambda: write(tmp_path / "b", OwnError(), together=together))
        assert (list(tmp_path.iterdir()), capsys.readouterr().out) == ([], "")

    def test_standard_output_comes_first(self, tmp_path: Path) -> None:
        """Where standard output cannot be written, no file is put in its place."""
        (tmp_path / "b").write_text("kept")
        broken = mock.Mock(write=mock.Mock(side_effect=system_error(errno.ENOSPC)))
        with mock.patch("sys.stdout", broken), pytest.raises(UnwritableOutput) as caught, AtomicFiles() as together:
            all_written([tmp_path / "a", tmp_path / "b", None], together)
        assert (caught.value.file, caught.value.reason) == ("-", Reason("full"))
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"b": "kept"}

    @pytest.mark.parametrize("there", [True, False])
    def test_given_back(self, tmp_path: Path, *, there: bool) -> None:
        """Where the second file cannot get its name, the first gives it back to what was there."""
        if there:
            (tmp_path / "a").write_text("kept")
        with pytest.raises(UnwritableOutput) as caught, AtomicFiles() as together:
            all_written([tmp_path / "a", tmp_path / "b"], together, (tmp_path / "b").mkdir)
        assert caught.value.file == str(tmp_path / "b")
        (tmp_path / "b").rmdir()
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == ({"a": "kept"} if there else {})


class TestStandardOutput:
    """Standard output gets all when the block ends, and nothing when it fails."""

    def test_whole(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        """What the block writes comes out when it ends, and not before."""
        with output(None) as stream:
            stream.write("één\nregel\n")
            assert capsysbinary.readouterr().out == b""
        assert capsysbinary.readouterr().out == "één\nregel\n".encode()

    @pytest.mark.parametrize("error", [OwnError(), KeyboardInterrupt()])
    def test_failing_block(self, capsys: pytest.CaptureFixture[str], error: BaseException) -> None:
        """Nothing comes out of a block that fails."""
        with pytest.raises(type(error)):
            write(None, error)
        assert capsys.readouterr().out == ""

    def test_large(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What is too large for memory waits on disk, and comes out whole."""
        text = "één regel van velen\n" * 10_000
        with mock.patch("ckm_mo.tables.files.HELD_IN_MEMORY", 1000), output(None) as stream:
            stream.write(text)
        assert capsys.readouterr().out == text

    def test_full(self) -> None:
        """Where it cannot be written, that is said."""
        broken = mock.Mock(write=mock.Mock(side_effect=system_error(errno.ENOSPC)))
        with mock.patch("sys.stdout", broken), pytest.raises(UnwritableOutput) as caught, output(None) as stream:
            stream.write("x")
        assert caught.value.reason == Reason("full")

    def test_broken_pipe(self) -> None:
        """A reader that has gone is left to whoever knows what that means."""
        broken = mock.Mock(write=mock.Mock(side_effect=BrokenPipeError))
        with mock.patch("sys.stdout", broken), pytest.raises(BrokenPipeError), output(None) as stream:
            stream.write("x")


class TestSource:
    """An input is hashed and counted as its bytes pass."""

    @given(st.binary(max_size=3000), st.integers(1, 4000))
    def test_hash(self, data: bytes, step: int) -> None:
        """However it is read, its hash is that of the whole file."""
        with mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(data))), Source("-") as source:
            while source.read(step):
                pass
        assert source.sha256 == hashlib.sha256(data).hexdigest()

    def test_hash_of_text(self, tmp_path: Path) -> None:
        """Reading it as text does not change its hash: not the byte-order mark, not line ends, not the encoding."""
        data = b"\xef\xbb\xbfcase_id\r\n1\r2\n"
        (tmp_path / "cases.csv").write_bytes(data)
        with Source(str(tmp_path / "cases.csv")) as source:
            assert source.text("utf-8").read() == "case_id\r\n1\r2\n"
            assert source.sha256 == hashlib.sha256(data).hexdigest()

    def test_size_and_advance(self, tmp_path: Path) -> None:
        """Its size is known at once, and each part is counted when it is read."""
        (tmp_path / "cases.csv").write_bytes(b"x" * 700 + b"\n" + b"y" * 299)
        parts: list[int] = []
        with Source(str(tmp_path / "cases.csv"), parts.append) as source:
            assert (source.size, sum(parts)) == (1000, 0)
            source.text("utf-8").read()
        assert sum(parts) == 1000

    @pytest.mark.parametrize("encoding", ["nowhere", "utf\udc958", "utf\0008"])
    def test_no_encoding(self, tmp_path: Path, encoding: str) -> None:
        """An encoding that there is not is refused, whatever its name is made of."""
        (tmp_path / "cases.csv").write_bytes(b"")
        with Source(str(tmp_path / "cases.csv")) as source, pytest.raises(BrokenTable) as caught:
            source.text(encoding)
        assert caught.value.reason == Reason("unknown_encoding", (("encoding", encoding),))

    def test_standard_input(self) -> None:
        """Standard input has no size, and stays open."""
        stream = io.TextIOWrapper(io.BytesIO(b"x"))
        with mock.patch("sys.stdin", stream), Source("-") as source:
            assert (source.name, source.size, source.read()) == ("-", 0, b"x")
        assert not stream.buffer.closed

    def test_close(self, tmp_path: Path) -> None:
        """A file is closed with it."""
        (tmp_path / "cases.csv").write_bytes(b"")
        with (tmp_path / "cases.csv").open("rb", buffering=0) as stream, mock.patch.object(Path, "open") as opening:
            opening.return_value = stream
            with Source(str(tmp_path / "cases.csv")):
                assert not stream.closed
            assert stream.closed

    def test_head(self, tmp_path: Path) -> None:
        """Its first part can be looked at, as often as wanted, and is read all the same, and counted once."""
        (tmp_path / "cases.csv").write_bytes(b"case_id\n1\n")
        parts: list[int] = []
        with Source(str(tmp_path / "cases.csv"), parts.append) as source:
            assert source.head == source.head == source.read(100) == b"case_id\n1\n"
            assert source.read(100) == b""
        assert sum(parts) == 10
        assert source.sha256 == hashlib.sha256(b"case_id\n1\n").hexdigest()

    def test_missing(self, tmp_path: Path) -> None:
        """A file that is not there is refused."""
        with pytest.raises(UnreadableFile) as caught:
            Source(str(tmp_path / "nowhere"))
        assert (caught.value.file, caught.value.reason) == (str(tmp_path / "nowhere"), Reason("missing"))

    def test_permission(self, tmp_path: Path) -> None:
        """So is one that may not be opened."""
        with mock.patch.object(Path, "open", side_effect=PermissionError), pytest.raises(UnreadableFile) as caught:
            Source(str(tmp_path / "secret"))
        assert caught.value.reason == Reason("permission")

    def test_failing_read(self) -> None:
        """An input that fails while it is read is refused too."""
        broken = mock.Mock(buffer=mock.Mock(read1=mock.Mock(side_effect=system_error(errno.EIO))))
        with mock.patch("sys.stdin", broken), Source("-") as source, pytest.raises(UnreadableFile) as caught:
            source.read(10)
        assert (caught.value.file, caught.value.reason) == ("-", os.strerror(errno.EIO))

    def test_line_without_end(self, tmp_path: Path) -> None:
        """A line that is longer than any row of a table stops the reading, and not a longer file of short lines."""
        (tmp_path / "long").write_bytes(b"x" * 5000)
        (tmp_path / "short").write_bytes(b"x" * 999 + b"\n" + b"x" * 999 + b"\r" + b"x" * 999)
        with mock.patch("ckm_mo.tables.files.LONGEST_LINE", 1000):
            with Source(str(tmp_path / "short")) as source:
                assert sum(map(len, source.text("ascii"))) == 2999
            with Source(str(tmp_path / "long")) as source, pytest.raises(BrokenTable) as caught:
                list(source.text("ascii"))
        assert caught.value.reason == Reason("long_line", (("limit", 1000),))
