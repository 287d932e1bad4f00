// The page: its form, its list of cases, its table. All that is classified or said of a verdict comes from the worker.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const sentences = JSON.parse($("words").textContent);
  const settings = JSON.parse($("settings").textContent);

  const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  // Ways out that no policy of a page closes

  for (const name of settings.waysOut) {
    try {
      Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
    } catch {
      // This browser has it in a form that cannot be taken away, or has taken it away itself.
    }
  }
  for (const name of ["createElement", "createElementNS"]) {
    const make = Document.prototype[name];
    const value = function made(...given) {
      const element = make.apply(this, given);
      if (settings.elements.includes(element.localName)) throw new TypeError(`This page makes no ${element.localName}.`);
      return element;
    };
    Object.defineProperty(Document.prototype, name, { value, writable: false, configurable: false });
  }
  const leadsOut = (link) => link && !link.download && !link.getAttribute("href")?.startsWith("#");
  window.addEventListener("click", (event) => {
    if (leadsOut(event.target.closest?.("a, area"))) event.preventDefault();
  }, true);
  for (const [of, name] of [[HTMLElement, "click"], [EventTarget, "dispatchEvent"]]) {
    const before = of.prototype[name];
    of.prototype[name] = function held(...given) { // a link outside the page, whose clicks nobody hears
      return this?.isConnected === false && leadsOut(this.closest?.("a, area")) ? false : before.apply(this, given);
    };
  }
  window.navigation?.addEventListener("navigate", (event) => {
    const away = !event.hashChange && event.downloadRequest === null && event.navigationType !== "reload";
    if (away && event.cancelable) event.preventDefault();
  });
  const trusted = window.trustedTypes?.createPolicy("ckm-mo", { createHTML: (text) => text, createScriptURL: (text) => text })
    ?? { createHTML: (text) => text, createScriptURL: (text) => text };

  // Words

  let lang = navigator.language?.toLowerCase().startsWith("nl") ? "nl" : "en";
  const facts = new WeakMap();

  const say = (key, given = {}) =>
    sentences[key][lang === "nl" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => given[name] ?? "");

  function tell(element, key, given = {}) {
    element.dataset.say = key;
    facts.set(element, given);
    const text = say(key, given);
    if (element.textContent !== text) element.textContent = text;
  }

  function speak(next) {
    lang = next;
    root.lang = lang;
    for (const each of document.querySelectorAll("[data-say]")) {
      each.textContent = say(each.dataset.say, facts.get(each));
    }
    document.title = `${say("title")} - ckm-mo`;
    for (const each of document.querySelectorAll("[name=lang]")) each.checked = each.value === lang;
  }

  // The worker

  let worker;
  let parts;
  let number = 0;
  let slow;
  let ready; // a promise, kept when Python answers
  let release;
  const waiting = new Map();

  function unready() {
    delete root.dataset.ready;
    ready = new Promise((resolve) => {
      release = resolve;
    });
  }

  const bytesOf = (text) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
    return bytes;
  };

  async function unpacked(element) {
    const stream = new Blob([bytesOf(element.textContent.trim())]).stream().pipeThrough(new DecompressionStream("deflate"));
    const data = await new Response(stream).arrayBuffer();
    element.remove();
    return data;
  }

  async function unpack() {
    const found = {};
    for (const each of document.querySelectorAll("[data-part]")) found[each.dataset.part] = await unpacked(each);
    return found;
  }

  async function begin() {
    $("again").hidden = true;
    $("state").className = "";
    tell($("state"), "state_starting");
    clearTimeout(slow);
    slow = setTimeout(() => tell($("state"), "state_slow"), 30000);
    if (typeof WebAssembly === "undefined") return fail("state_no_wasm");
    if (typeof DecompressionStream === "undefined") return fail("state_no_unpacking");
    try {
      parts ??= await unpack();
      const { "worker.mjs": code, ...given } = parts;
      const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(new TextDecoder().decode(code))}`;
      worker = new Worker(trusted.createScriptURL(address), { type: "module" });
      worker.onmessage = heard;
      worker.onerror = (event) => {
        event.preventDefault();
        stopped(event.message || "error");
      };
      worker.onmessageerror = () => stopped("message");
      await request("start", given);
    } catch (error) {
      return error.stopped ? undefined : stopped(error.message);
    }
    clearTimeout(slow);
    tell($("state"), "state_ready");
    root.dataset.ready = "yes";
    release();
    return update();
  }

  function fail(key, given) {
    clearTimeout(slow);
    tell($("state"), key, given);
    $("state").className = "wrong";
  }

  function end(reason) {
    worker?.terminate();
    worker = undefined;
    if (root.dataset.ready) unready();
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(Object.assign(new Error(reason), { stopped: true }));
  }

  function stopped(reason) {
    end(reason);
    fail("state_failed", { reason });
    $("again").hidden = false;
  }

  function heard({ data }) {
    if ("read" in data) return progress(data.read, data.total);
    const { resolve, reject } = waiting.get(data.number);
    waiting.delete(data.number);
    if (!data.failed) return resolve(data.answer);
    reject(Object.assign(new Error(data.failed), { stopped: true }));
    return stopped(data.failed);
  }

  function request(question, given, files = {}) {
    if (!worker) return Promise.reject(Object.assign(new Error("no worker"), { stopped: true }));
    number += 1;
    const mine = number;
    return new Promise((resolve, reject) => {
      waiting.set(mine, { resolve, reject });
      worker.postMessage({ number: mine, question, given, files }, Object.values(files));
    });
  }

  // What is wrong, and what is said

  function quiet() {
    $("messages").hidden = true;
    $("messages").querySelector("ul").replaceChildren();
  }

  function complain(wrong, { live = false } = {}) {
    $("messages").dataset.live = live;
    const lines = wrong.map(({ key, text }) => {
      const line = document.createElement("li");
      const question = key && $(`q-${key}`);
      line.append(question ? linkTo(key, text) : text);
      return line;
    });
    $("messages").querySelector("ul").replaceChildren(...lines);
    $("messages").hidden = false;
    if (!live) $("messages").focus();
  }

  function linkTo(key, text) {
    const link = document.createElement("a");
    link.href = `#q-${key}`;
    link.textContent = text;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(key);
    });
    return link;
  }

  function goTo(key) {
    show("case");
    const question = $(`q-${key}`);
    if (question.classList.contains("place")) setPlaces(true);
    for (let each = question.parentElement; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    (question.querySelector("input:checked") ?? question.querySelector("input")).focus({ preventScroll: true });
    question.scrollIntoView({ block: "start" });
  }

  function atAnswers(wrong, remarks) {
    for (const each of document.querySelectorAll("#form .message")) {
      each.hidden = true;
      each.textContent = "";
      const question = each.parentElement;
      question.removeAttribute("aria-invalid");
      question.classList.remove("is-wrong", "is-odd");
    }
    for (const [list, name] of [[wrong, "is-wrong"], [remarks, "is-odd"]]) {
      for (const { key, text } of list) {
        const message = $(`m-${key}`);
        if (!message) continue;
        message.hidden = false;
        message.textContent += (message.textContent && " ") + text;
        message.parentElement.classList.add(name);
      }
    }
  }

  // A page of the library, put into this one

  function put(page, target, prefix) {
    const plain = page.replace(/<style>.*?<\/style>/s, ""); // this page has that style
    const read = new DOMParser().parseFromString(trusted.createHTML(plain), "text/html");
    for (const each of read.querySelectorAll("[id]")) each.id = `${prefix}-${each.id}`;
    for (const each of read.querySelectorAll("[aria-labelledby]")) {
      each.setAttribute("aria-labelledby", `${prefix}-${each.getAttribute("aria-labelledby")}`);
    }
    for (const each of read.querySelectorAll("a[href^='#']")) {
      each.setAttribute("href", `#${prefix}-${each.getAttribute("href").slice(1)}`);
    }
    for (const each of read.querySelectorAll("h1, h2, h3")) rename(each, `h${Number(each.tagName[1]) + 2}`);
    for (const each of read.querySelectorAll("main, header, footer")) rename(each, "div", each.localName);
    target.lang = read.documentElement.lang;
    target.replaceChildren(...read.body.childNodes);
  }

  function rename(element, name, kind) {
    const other = element.ownerDocument.createElement(name);
    for (const { name: key, value } of element.attributes) other.setAttribute(key, value);
    if (kind) other.classList.add(`of-${kind}`);
    other.append(...element.childNodes);
    element.replaceWith(other);
  }

  function save(content, name, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // A case

  const form = $("form");
  let page = "";
  let busy = false;
  let waits = false;
  let editing = null;

  function answers() {
    const found = {};
    for (const [key, value] of new FormData(form)) {
      if (key === "period" || value === "not_coded" || value.trim() === "") continue;
      found[key] = key in found ? `${found[key]};${value}` : value;
    }
    return found;
  }

  const period = () => form.elements.period.value;

  async function update() {
    waits = true;
    $("verdict").setAttribute("aria-busy", "true");
    if (busy || !root.dataset.ready) return;
    busy = true;
    try {
      while (waits) {
        waits = false;
        shown(await request("case", { answers: answers(), period: period(), lang }));
      }
    } catch (error) {
      if (!error.stopped) throw error;
    } finally {
      busy = false;
      $("verdict").removeAttribute("aria-busy");
    }
  }

  function shown(answer) {
    const verdict = $("verdict");
    const wrong = answer.wrong ?? [];
    atAnswers(wrong, answer.remarks ?? []);
    if (answer.wrong) {
      delete verdict.dataset.possible;
      delete verdict.dataset.outside;
      delete verdict.dataset.profile;
      $("explained").hidden = true;
      page = "";
      say_verdict("verdict_wrong", "", null);
      complain(wrong, { live: true });
      return;
    }
    if ($("messages").dataset.live === "true") quiet();
    verdict.dataset.possible = answer.possible.join(";");
    verdict.dataset.outside = answer.outside;
    verdict.dataset.profile = answer.profile ?? "";
    say_verdict("", answer.line, answer.ask[0]);
    page = answer.page;
    put(page, $("explanation"), "e");
    $("explained").hidden = false;
  }

  function say_verdict(key, text, next) {
    const line = document.createElement("p");
    line.className = "lead";
    if (key) tell(line, key);
    else line.textContent = text;
    const parts = [line];
    if (next) {
      const ask = document.createElement("p");
      const head = document.createElement("span");
      tell(head, "next");
      ask.append(head, " ", linkTo(next.key, next.label));
      parts.push(ask);
    }
    const verdict = $("verdict");
    if (verdict.textContent !== parts.map((each) => each.textContent).join("")) verdict.replaceChildren(...parts);
  }

  function fill(given) {
    form.reset();
    for (const [key, value] of Object.entries(given)) {
      const inputs = form.querySelectorAll(`[name="${key}"]`);
      if (inputs[0].type === "text") inputs[0].value = value;
      else for (const each of inputs) each.checked = value.split(";").includes(each.value);
    }
    for (const each of form.querySelectorAll("details.periods, details.part")) {
      each.open = [...each.querySelectorAll("input:checked")].some((input) => input.value && input.value !== "not_coded");
    }
    setPlaces(Object.keys(given).some((key) => key.endsWith("_at")));
  }

  function setPlaces(wanted) {
    $("places").checked = wanted;
    form.classList.toggle("with-places", wanted);
  }

  // Several cases

  let cases = [];
  let unsaved = false;

  function outcome(each) {
    if (each.not_begun) return say("not_begun");
    return [...each.possible, ...(each.outside === "no" ? [] : [say("outside")])].join(", ");
  }

  function list() {
    const rows = cases.map((each, place) => {
      const id = each.answers.case_id;
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = id;
      const verdict = document.createElement("td");
      verdict.textContent = outcome(each);
      const actions = document.createElement("td");
      for (const [key, act] of [["edit_case", edit], ["remove_case", remove]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(say(key));
        const which = document.createElement("span");
        which.className = "unseen";
        which.textContent = ` ${id}`;
        button.append(which);
        button.addEventListener("click", () => act(place));
        actions.append(button, " ");
      }
      row.append(head, verdict, actions);
      return row;
    });
    $("list").tBodies[0].replaceChildren(...rows);
    $("list-scroll").hidden = !cases.length;
    $("save-csv").disabled = $("save-xlsx").disabled = !cases.length;
    $("count").hidden = !cases.length;
    $("count").textContent = `(${cases.length})`;
  }

  function edit(place) {
    if (dirty() && !confirm(say("sure_empty"))) return;
    editing = place;
    fill(cases[place].answers);
    tell($("add"), "change");
    show("case");
    $("case-head").focus();
    update();
  }

  function remove(place) {
    const { case_id } = cases[place].answers;
    if (!confirm(say("sure_remove", { case_id }))) return;
    cases.splice(place, 1);
    if (editing === place) restart();
    else if (editing > place) editing -= 1;
    unsaved = true;
    list();
    tell($("list-said"), "removed", { case_id });
    $("cases-head").focus();
  }

  function restart() {
    editing = null;
    form.reset();
    for (const each of form.querySelectorAll("details")) each.open = false;
    tell($("add"), "add");
    update();
  }

  const dirty = () =>
    JSON.stringify(answers()) !== JSON.stringify(editing === null ? {} : order(cases[editing].answers));

  function order(given) {
    const kept = [...form.elements].map((each) => each.name).filter((key) => key in given);
    return Object.fromEntries([...new Set(kept)].map((key) => [key, given[key]]));
  }

  async function add(event) {
    event.preventDefault();
    const taken = cases.filter((_, place) => place !== editing).map((each) => each.answers.case_id);
    const answer = await asked("add", { answers: answers(), taken, lang });
    if (!answer) return;
    const other = editing === null ? [] : cases[editing].other;
    cases.splice(editing ?? cases.length, editing === null ? 0 : 1, { ...answer, other });
    unsaved = true;
    list();
    tell($("list-said"), "cases_unsaved");
    tell($("said"), "added", { case_id: answer.answers.case_id });
    restart();
    $("said").focus();
  }

  async function asked(question, given, files) {
    try {
      await ready;
      const answer = await request(question, given, files);
      if (!answer.wrong) {
        quiet();
        return answer;
      }
      if (question === "add") atAnswers(answer.wrong, []);
      complain(answer.wrong);
    } catch (error) {
      if (!error.stopped) throw error;
    }
    return null;
  }

  async function saveCases(suffix, type) {
    const name = `${say("file_cases")}.${suffix}`;
    const given = cases.map(({ answers: each, other }) => ({ answers: each, other }));
    const answer = await asked("write", { cases: given, name, lang });
    if (!answer) return;
    save(answer.bytes, name, type);
    unsaved = false;
    tell($("list-said"), "cases_saved", { file: name });
  }

  async function readCases(file) {
    if (!file || tooLarge(file)) return;
    let data;
    try {
      data = await file.arrayBuffer();
    } catch {
      complain([{ text: say("unreadable", { file: file.name }) }]);
      return;
    }
    const answer = await asked("read", { name: safe(file.name), lang }, { [safe(file.name)]: data });
    if (!answer) return;
    if (answer.cases.length > settings.mostCases) {
      complain([{ text: say("cases_many", { limit: settings.mostCases }) }]);
      return;
    }
    const taken = new Set(cases.map((each) => each.answers.case_id));
    const twice = answer.cases.map((each) => each.answers.case_id).filter((each) => taken.has(each));
    if (twice.length) {
      complain([{ text: say("cases_twice", { ids: twice.slice(0, 10).join(", ") }) }]);
      return;
    }
    unsaved ||= cases.length > 0;
    cases.push(...answer.cases);
    list();
    tell($("list-said"), "cases_read", { count: answer.cases.length });
  }

  // A table

  const options = $("options");
  let chosenFiles = [];
  let tally = "";
  let counting = false;

  const TYPES = { csv: "text/csv;charset=utf-8", xlsx: WORKBOOK, md: "text/markdown;charset=utf-8", tex: "text/plain;charset=utf-8" };
  const FEWER = { methods: ["md"], explain: ["csv", "xlsx", "md"] };
  const formsOf = (name) => FEWER[name] ?? Object.keys(TYPES);

  const safe = (name) => (name.startsWith("-") ? `./${name}` : name);
  const linesOf = (name) => options.elements[name].value.split("\n").map((each) => each.trim()).filter(Boolean);

  function tooLarge(...files) {
    const size = files.reduce((sum, each) => sum + each.size, 0);
    if (size < settings.mostBytes) return false;
    const megabytes = (count) => (count / 1e6).toFixed(0);
    const names = files.map((each) => each.name).join(" ");
    complain([{ text: say("too_large", { file: names, size: megabytes(size), limit: megabytes(settings.mostBytes) }) }]);
    return true;
  }

  function how(command) {
    const value = (name) => options.elements[name].value.trim();
    const given = [];
    const add = (option, text) => text && given.push(`${option}=${text}`);
    if (command !== "check" && command !== "merge") {
      add("--reading", value("table-reading"));
      add("--period", value("table-period"));
    }
    add("--empty", value("table-empty"));
    add("--sheet", value("sheet"));
    add("--encoding", value("encoding"));
    for (const each of linesOf("ignore")) add("--ignore", each);
    if (["tally", "explain", "classify"].includes(command)) for (const each of linesOf("where")) add("--where", each);
    if (command === "tally") for (const each of ["by", "confidence", "population"]) add(`--${each}`, value(each));
    if (["tally", "claim"].includes(command)) for (const each of ["least", "at-most-yes"]) add(`--${each}`, value(each));
    if (command === "merge" && $("decisions").files.length) add("--decisions", safe($("decisions").files[0].name));
    if (command === "merge" && options.elements["leave-open"].checked) given.push("--leave-open");
    return given;
  }

  function command(name, form) {
    const after = name === "claim" ? linesOf("claims") : name === "explain" ? [options.elements.explained.value] : [];
    const [first, ...always] = name === "methods" ? ["tally", "--methods"] : [name];
    return [first, ...always, `--format=${form}`, ...how(first), "--", ...chosenFiles.map((each) => safe(each.name)), ...after];
  }

  // What keeps the files that are chosen from being read, if anything.
  function unfit(files, name) {
    const names = files.map((each) => each.name);
    const twice = names.find((each, place) => names.indexOf(each) !== place);
    if (!names.length) return say("no_table");
    if (twice !== undefined) return say("same_name", { file: twice });
    return name === "explain" && names[1] ? say("one_table") : "";
  }

  let last = Promise.resolve();

  // One run after the other; one that nobody waits for any more is not begun.
  function run(name, form, { output = "", option, extra = [], wanted = () => true } = {}) {
    last = last.then(() => (wanted() ? runNow(name, form, { output, option, extra }) : null));
    return last;
  }

  async function runNow(name, form, { output, option, extra }) {
    const files = [...chosenFiles, ...(name === "merge" ? $("decisions").files : [])];
    const wrong = unfit(files, name);
    if (wrong) {
      complain([{ text: wrong }]);
      return null;
    }
    if (tooLarge(...files)) return null;
    counting = true;
    $("stop").hidden = false;
    const names = files.map((each) => each.name).join(", ");
    tell($("progress"), "reading_table", { file: names });
    try {
      const [first, ...rest] = command(name, form);
      const given = { arguments: [first, ...extra, ...rest], lang, file: output, ...(option ? { option } : {}) };
      const data = {};
      for (const each of files) data[safe(each.name)] = await each.arrayBuffer();
      return await asked("run", given, data);
    } catch {
      complain([{ text: say("unreadable", { file: names }) }]);
      return null;
    } finally {
      counting = false;
      $("stop").hidden = true;
      if ($("progress").dataset.say !== "stopped") {
        delete $("progress").dataset.say;
        $("progress").textContent = "";
      }
    }
  }

  let turn = 0;

  async function count(event) {
    event?.preventDefault();
    clear();
    turn += 1;
    const mine = turn;
    const wanted = () => mine === turn;
    const name = options.elements.show.value;
    const answer = await run(name, "html", { wanted });
    if (!answer || !wanted()) return;
    for (const id of ["save-decisions", "save-merged"]) $(id).hidden = name !== "agree";
    $("save-verdicts").hidden = name === "agree";
    for (const each of $("counted").querySelectorAll("[data-form]")) each.hidden = !formsOf(name).includes(each.dataset.form);
    tally = answer.page;
    put(tally, $("tally"), "t");
    $("notes").textContent = answer.notes;
    $("counted").hidden = false;
  }

  function clear() {
    quiet();
    tally = "";
    $("tally").replaceChildren();
    $("counted").hidden = true;
    delete $("progress").dataset.say;
    $("progress").textContent = "";
  }

  async function saveRows(name, label, { suffix = "csv", form = suffix, ...given } = {}) {
    const output = `${say(label)}.${suffix}`;
    const answer = await run(name, form, { output, ...given });
    if (answer) save(answer.bytes, output, TYPES[suffix]);
  }

  function choose(files) {
    chosenFiles = [...files];
    if (chosenFiles.length) count();
    else clear();
  }

  function progress(read, total) {
    if (!counting) return;
    const megabytes = (count) => (count / 1e6).toFixed(1);
    tell($("progress"), "read_so_far", { read: megabytes(read), total: megabytes(total) });
  }

  function stop() {
    turn += 1;
    end("stopped");
    tell($("progress"), "stopped");
    begin();
    $("run").focus();
  }

  // The parts of the page

  const PANES = ["case", "cases", "file", "about"];

  function show(name) {
    if ($(name).hidden) quiet();
    for (const each of PANES) $(each).hidden = each !== name;
    for (const each of document.querySelectorAll("#top nav a")) {
      if (each.hash === `#${name}`) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    }
  }

  function chosen() {
    const name = location.hash.slice(1);
    if (PANES.includes(name)) show(name);
  }

  for (const each of document.querySelectorAll("#top nav a")) {
    each.addEventListener("click", () => {
      show(each.hash.slice(1));
      setTimeout(() => $(`${each.hash.slice(1)}-head`).focus()); // when the browser has gone there
    });
  }
  window.addEventListener("hashchange", chosen);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved || dirty()) event.preventDefault();
  });
  for (const each of document.querySelectorAll("[name=lang]")) {
    each.addEventListener("change", () => {
      speak(each.value);
      list();
      update();
      if (tally) count();
    });
  }
  let soon;
  form.addEventListener("change", update);
  form.addEventListener("input", ({ target }) => {
    if (target.type !== "text") return;
    clearTimeout(soon);
    soon = setTimeout(update, 300);
  });
  form.addEventListener("submit", add);
  $("places").addEventListener("change", ({ target }) => setPlaces(target.checked));
  $("empty").addEventListener("click", () => {
    if (!dirty() || confirm(say("sure_empty"))) restart();
  });
  $("again").addEventListener("click", begin);
  $("print").addEventListener("click", () => print());
  $("save-page").addEventListener("click", () => save(page, `${say("file_verdict")}.html`, "text/html;charset=utf-8"));
  $("save-csv").addEventListener("click", () => saveCases("csv", "text/csv;charset=utf-8"));
  $("save-xlsx").addEventListener("click", () => saveCases("xlsx", WORKBOOK));
  $("read").addEventListener("change", ({ target }) => readCases(target.files[0]));
  for (const id of ["read", "table", "decisions"]) {
    $(id).addEventListener("click", ({ target }) => {
      target.value = ""; // so that the same file, changed since, can be chosen again
      if (id === "table") chosenFiles = [];
    });
  }
  $("table").addEventListener("change", ({ target }) => choose(target.files));
  options.addEventListener("submit", count);
  options.elements.show.addEventListener("change", ({ target }) => {
    for (const each of options.querySelectorAll("[data-for]")) each.hidden = !each.dataset.for.split(" ").includes(target.value);
  });
  $("stop").addEventListener("click", stop);
  $("save-tally").addEventListener("click", () => save(tally, `${say("file_tally")}.html`, "text/html;charset=utf-8"));
  for (const each of $("counted").querySelectorAll("[data-form]")) {
    each.addEventListener("click", () => saveRows(options.elements.show.value, "file_tally", { suffix: each.dataset.form }));
  }
  $("save-verdicts").addEventListener("click", () => saveRows("classify", "file_verdicts", { extra: ["--keep"] }));
  $("save-decisions").addEventListener("click", () =>
    saveRows("agree", "file_decisions", { suffix: "xlsx", form: "json", option: "--decide" }));
  $("save-merged").addEventListener("click", () => saveRows("merge", "file_merged"));
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      if (kind === "drop" && event.dataTransfer.files.length) {
        show("file");
        choose(event.dataTransfer.files);
      }
    });
  }

  unready();
  form.reset();
  options.reset();
  speak(lang);
  chosen();
  list();
  begin();
})();
