// Packs what goes into the page with the Python that will unpack it: `build.py` runs this with a Node.
//
//     node pack.mjs FOLDER: the folder holds Pyodide's files, `pack.py`, and what is to be packed in `tree` and `parts`.
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONHASHSEED: "0" } });
pyodide.FS.mkdirTree("/folder");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/folder");
pyodide.runPython("import runpy; runpy.run_path('/folder/pack.py', run_name='__main__')");
