// The page's worker: Python, and nothing that reaches beyond it. Pyodide's two modules stand before this in one module.
"use strict";

/* global loadPyodide, _createPyodideModule */

const CHOSEN = "/chosen";
const SAVED = "/saved";
const ORIGIN = "https://embedded.invalid/"; // where Pyodide asks for its files: nothing is sent there

const parts = new Map();
globalThis.fetch = async (address) => {
  const name = String(address).slice(ORIGIN.length);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  if (!String(address).startsWith(ORIGIN) || !parts.has(name)) throw new TypeError("There is no network here.");
  return new Response(parts.get(name), { headers: { "Content-Type": type } });
};
for (const name of WAYS_OUT) {
  Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}

let pyodide;
let inside;
let told = 0;

function tell(read, total) {
  if (Date.now() - told < 100) return;
  told = Date.now();
  postMessage({ read, total });
}

async function start(given) {
  for (const [name, bytes] of Object.entries(given)) parts.set(name, bytes);
  const lock = new TextDecoder().decode(parts.get("pyodide-lock.json"));
  pyodide = await loadPyodide({
    createPyodideModule: _createPyodideModule,
    indexURL: ORIGIN,
    stdLibURL: `${ORIGIN}python.zip`,
    lockFileContents: lock,
    packageBaseUrl: ORIGIN,
    env: { HOME: "/", PYTHONHASHSEED: "0" },
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
  parts.clear();
  inside = pyodide.pyimport("inside");
  return {};
}

function ask(question, given, files) {
  const names = Object.keys(files).map((name) => `${CHOSEN}/${name}`);
  try {
    for (const [place, bytes] of Object.values(files).entries()) pyodide.FS.writeFile(names[place], new Uint8Array(bytes));
    const answer = JSON.parse(inside.answer(question, JSON.stringify(given), tell));
    if (answer.file) {
      answer.bytes = pyodide.FS.readFile(`${SAVED}/${answer.file}`);
      pyodide.FS.unlink(`${SAVED}/${answer.file}`);
    }
    return answer;
  } finally {
    for (const name of names) if (pyodide.FS.analyzePath(name).exists) pyodide.FS.unlink(name);
  }
}

onmessage = async ({ data: { number, question, given, files } }) => {
  try {
    const answer = question === "start" ? await start(given) : ask(question, given, files);
    postMessage({ number, answer }, answer.bytes ? [answer.bytes.buffer] : []);
  } catch (error) {
    postMessage({ number, failed: String(error.type ?? error.name ?? error) });
  }
};
