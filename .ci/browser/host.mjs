// Runs modules as a page does, without a page: by the host in `book/live`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { must } from "./report.mjs";
import { root } from "./server.mjs";

const wasi = load("wasi");

/** The host in `book/live`, as the worker has it: by its text, in no page. */
function load(name, clock = { performance, Atomics }) {
  const found = {};
  const workbook = { define: (name, module) => (found[name] = module) };
  const text = readFileSync(join(root, `book/live/${name}.js`), "utf8");
  vm.runInThisContext(`(workbook) => {${text}}`)(workbook);
  const host = `({ performance, Atomics }) => ${found[name]}`;
  return vm.runInThisContext(host)(clock);
}

/** A host on a machine where every sleep ends at its time, and half a
 * millisecond later: what it tells doesn't depend on who else is working. */
export function onAnIdleMachine() {
  let now = 1000;
  let sleeps = 0;
  const wait = (_cell, _at, _value, time) => {
    sleeps += 1;
    now += time + 0.5;
    return "timed-out";
  };
  const host = load("wasi", { performance: { now: () => now }, Atomics: { wait } });
  return { host, sleeps: () => sleeps, now: () => now - 1000 };
}

export function run(module, args, { host = wasi, ...options } = {}) {
  const wrote = [];
  const ending = host(module, {
    args,
    env: {},
    clock: "virtual",
    seed: 1,
    limit: 3_600_000,
    most: 256 * 1024,
    wrote: (text, stream, at) => wrote.push({ text, stream, at }),
    sleeps: () => {},
    ...options,
  });
  const all = (stream) => wrote.filter((w) => w.stream === stream).map((w) => w.text).join("");
  return { ending, wrote, out: all("out"), err: all("err") };
}

export function equal(got, wanted, what) {
  const [is, was] = [got, wanted].map((value) => JSON.stringify(value));
  must(is === was, `${what}: ${is}, not ${was}`);
}

/** The names of the listings, as the module lists them. */
export function keys(listings) {
  const index = run(listings, []).out;
  return [...index.matchAll(/^ {2}(ch\d\d\/\w+) /gm)].map((found) => found[1]);
}

export function recorded(key) {
  const [chapter, name] = key.split("/");
  const folder = join(root, "book/recorded");
  const module = readdirSync(folder).find((entry) => entry.startsWith(chapter));
  return readFileSync(join(folder, module, `${name}.txt`), "utf8");
}
