// The listings as WebAssembly, without a browser: `node wasm.mjs LISTINGS PROBE`,
// the two modules. Each listing that runs in a page prints what it printed when
// it was recorded, and whatever else a program does, the page gets it back.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { check, close, must, none } from "./report.mjs";
import { root } from "./server.mjs";

/** In milliseconds, for all listings together. */
const ALL = 1000;
/** In bytes, gzipped. */
const SIZE = 300_000;

const files = process.argv.slice(2).map((path) => readFileSync(path));
const [listings, probe] = files.map((bytes) => new WebAssembly.Module(bytes));
const wasi = load("wasi");

/** A script of the live page, which says by its own name what it is. */
function load(name) {
  const found = {};
  const workbook = { define: (name, module) => (found[name] = module) };
  const text = readFileSync(join(root, `book/live/${name}.js`), "utf8");
  // By its text and without a page, as in the worker.
  vm.runInThisContext(`(workbook) => {${text}}`)(workbook);
  return vm.runInThisContext(`(${found[name]})`);
}

function run(module, args, options = {}) {
  const wrote = [];
  const ending = wasi(module, {
    args,
    env: {},
    clock: "virtual",
    seed: 1,
    limit: 3_600_000,
    most: 256 * 1024,
    wrote: (text, stream, at) => wrote.push({ text, stream, at }),
    ...options,
  });
  const all = (stream) => wrote.filter((w) => w.stream === stream).map((w) => w.text).join("");
  return { ending, wrote, out: all("out"), err: all("err") };
}

function equal(got, wanted, what) {
  const [is, was] = [got, wanted].map((value) => JSON.stringify(value));
  must(is === was, `${what}: ${is}, not ${was}`);
}

/** The names of the listings, as the module lists them. */
function keys() {
  const index = run(listings, []).out;
  return [...index.matchAll(/^ {2}(ch\d\d\/\w+) /gm)].map((found) => found[1]);
}

function recorded(key) {
  const [chapter, name] = key.split("/");
  const folder = join(root, "book/recorded");
  const module = readdirSync(folder).find((entry) => entry.startsWith(chapter));
  return readFileSync(join(folder, module, `${name}.txt`), "utf8");
}

await check("the module is small enough to load for one listing", () => {
  const size = gzipSync(files[0], { level: 9 }).length;
  console.log(`${files[0].length} bytes, ${size} gzipped`);
  must(size < SIZE, `${size} bytes gzipped`);
});

await check("the module has listings of most chapters", () => {
  const chapters = new Set(keys().map((key) => key.slice(0, 4)));
  must(chapters.size >= 6, `only ${[...chapters]}`);
});

for (const key of keys()) {
  await check(`${key} prints in a page what it prints natively`, () => {
    const { ending, out, err } = run(listings, [key]);
    equal(err, "", "stderr");
    equal(ending, { kind: "exited", code: 0 }, "it ended otherwise");
    equal(out, recorded(key), "its output is not its recording");
  });
}

await check("all listings together take less than a second", () => {
  const began = performance.now();
  keys().forEach((key) => run(listings, [key]));
  const took = performance.now() - began;
  console.log(`${keys().length} listings in ${took.toFixed(0)} ms`);
  must(took < ALL, `${took.toFixed(0)} ms`);
});

for (const program of ["tokio", "loop", "block_on"].map((name) => `${name}_deadlock`)) {
  await check(`${program} is told as one`, () => {
    equal(run(probe, [program]).ending.kind, "deadlock", "it ended otherwise");
  });
}

await check("a task that keeps its own waker waits for nobody", () => {
  equal(run(probe, ["kept_waker"]).ending.kind, "deadlock", "it ended otherwise");
});

await check("a panic is told with its message", () => {
  const { ending, err } = run(probe, ["panic"]);
  equal(ending.kind, "failed", "it ended otherwise");
  must(ending.why.endsWith("\non purpose"), ending.why);
  must(err.includes("on purpose"), err);
});

await check("an exit code comes back", () => {
  equal(run(probe, ["exit"]).ending, { kind: "exited", code: 3 }, "it ended otherwise");
});

await check("sleeping for days ends at the limit", () => {
  const why = "its clock passed 1 h";
  equal(run(probe, ["days"]).ending, { kind: "limit", why }, "it ended otherwise");
});

await check("a flood is cut", () => {
  const { ending, out } = run(probe, ["flood"]);
  equal([ending.kind, ending.cut], ["limit", true], "it ended otherwise");
  must(out.length < 300 * 1024, `${out.length} bytes came through`);
});

await check("stderr is apart, and letters of several bytes are whole", () => {
  equal(run(probe, ["errors"]).err, "to stderr\n\u00e9\u{1f600}", "stderr");
});

await check("there is nobody to read from", () => {
  equal(run(probe, ["input"]).out, "true\n", "its input");
});

await check("a knob is an environment variable", () => {
  const env = { WORKBOOK_WORKERS: "5" };
  equal(run(probe, ["knob"], { env }).out, 'Some("5")\n', "the knob");
});

await check("a seed gives the same run again, and another one another", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => run(probe, ["random"], { seed }).out);
  equal(same, one, "the same seed");
  must(other !== one, `both seeds give ${one}`);
});

const TICKERS = ["ticker", "ticker_of_the_loop", "blocking_ticker"];

for (const ticker of TICKERS) {
  await check(`${ticker}: on the virtual clock five ticks take no time`, () => {
    const began = performance.now();
    const { wrote } = run(probe, [ticker]);
    const took = performance.now() - began;
    must(took < 50, `${took.toFixed(1)} ms`);
    wrote.forEach(({ at }, tick) => {
      must(Math.abs(at - 100 * tick) < 2, `tick ${tick} at ${at} ms`);
    });
  });

  await check(`${ticker}: on the real clock no tick is late by 10 ms`, () => {
    // A machine that has other work is late too: the best of ten tries counts.
    const tries = [];
    while (tries.length < 10 && !tries.at(-1)?.isFine) tries.push(onTheRealClock(ticker));
    must(tries.at(-1).isFine, tries.map(({ says }) => says).join("\n"));
  });
}

function onTheRealClock(ticker) {
  const before = process.cpuUsage();
  const { wrote } = run(probe, [ticker], { clock: "real" });
  const { user, system } = process.cpuUsage(before);
  equal(wrote.length, 5, "ticks");
  const late = wrote.map(({ at }, tick) => at - wrote[0].at - 100 * tick);
  const busy = (user + system) / 1000;
  const isFine = late.every((ms) => Math.abs(ms) < 10) && busy < 40;
  const says = `late by ${late.map((ms) => ms.toFixed(1))} ms, busy for ${busy.toFixed(0)} ms`;
  return { isFine, says };
}

process.exitCode = close();
