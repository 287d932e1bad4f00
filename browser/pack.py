"""Pack what goes into the page: this runs in Pyodide, so that no other Python or zlib decides on a byte.

Modules become byte code, which starts sooner and is smaller, in one archive that the interpreter imports from; each
part is then deflated and written in base64.
"""

import base64
import marshal
import zipfile
import zlib
from importlib.util import MAGIC_NUMBER
from io import BytesIO
from pathlib import Path

FOLDER = Path("/folder")
UNCHECKED = (1).to_bytes(4, "little")  # byte code that belongs to no source
ONE_TIME = (1980, 1, 1, 0, 0, 0)


def compiled(source: bytes, name: str) -> bytes:
    """Compile a module to what its file of byte code holds."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    return MAGIC_NUMBER + UNCHECKED + bytes(8) + marshal.dumps(code)


def archive(tree: Path) -> bytes:
    """Make one archive of all modules and data."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(tree.rglob("*")):
            if not path.is_file():
                continue
            name, data = path.relative_to(tree).as_posix(), path.read_bytes()
            if path.suffix == ".py":
                name, data = f"{name}c", compiled(data, name)
            archive.writestr(zipfile.ZipInfo(name, ONE_TIME), data)
    return packed.getvalue()


def main() -> None:
    """Write each part where the builder takes it."""
    parts = {path.name: path.read_bytes() for path in sorted((FOLDER / "parts").iterdir())}
    for name, data in {**parts, "python.zip": archive(FOLDER / "tree")}.items():
        (FOLDER / "packed" / name).write_bytes(base64.b64encode(zlib.compress(data, 9)))


if __name__ == "__main__":
    main()
