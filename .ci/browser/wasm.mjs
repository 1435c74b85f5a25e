// The listings as WebAssembly, without a browser: `node wasm.mjs LISTINGS PROBE`,
// the two modules. Each listing that runs in a page prints what it printed when
// it was recorded, and whatever else a program does, the page gets it back.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { equal, keys, onAnIdleMachine, recorded, run } from "./host.mjs";
import { check, close, must } from "./report.mjs";

/** In milliseconds, for all listings together. */
const ALL = 1000;
/** In bytes, gzipped. */
const SIZE = 300_000;

const files = process.argv.slice(2).map((path) => readFileSync(path));
const [listings, probe] = files.map((bytes) => new WebAssembly.Module(bytes));
await check("the module is small enough to load for one listing", () => {
  const size = gzipSync(files[0], { level: 9 }).length;
  console.log(`${files[0].length} bytes, ${size} gzipped`);
  must(size < SIZE, `${size} bytes gzipped`);
});

await check("the module has listings of most chapters", () => {
  const chapters = new Set(keys(listings).map((key) => key.slice(0, 4)));
  must(chapters.size >= 6, `only ${[...chapters]}`);
});

for (const key of keys(listings)) {
  await check(`${key} prints in a page what it prints natively`, () => {
    const { ending, out, err } = run(listings, [key]);
    equal(err, "", "stderr");
    equal(ending, { kind: "exited", code: 0 }, "it ended otherwise");
    equal(out, recorded(key), "its output is not its recording");
  });
}

await check("all listings together take less than a second", () => {
  const all = keys(listings);
  const tries = Array.from({ length: 5 }, () => {
    const began = performance.now();
    all.forEach((key) => run(listings, [key]));
    return performance.now() - began;
  });
  const took = Math.min(...tries);
  console.log(`${all.length} listings in ${took.toFixed(0)} ms`);
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
  await check(`${ticker}: on the virtual clock nobody sleeps`, () => {
    const machine = onAnIdleMachine();
    const { wrote } = run(probe, [ticker], { host: machine.host });
    equal([machine.sleeps(), machine.now()], [0, 0], "sleeps, and their time");
    wrote.forEach(({ at }, tick) => {
      must(Math.abs(at - 100 * tick) < 2, `tick ${tick} at ${at} ms`);
    });
  });

  await check(`${ticker}: on the real clock it sleeps between its ticks`, () => {
    const machine = onAnIdleMachine();
    const { wrote } = run(probe, [ticker], { host: machine.host, clock: "real" });
    equal(wrote.length, 5, "ticks");
    wrote.forEach(({ at }, tick) => {
      const late = at - 100 * tick;
      must(late >= 0 && late < 10, `tick ${tick} is late by ${late} ms`);
    });
    must(machine.sleeps() <= 10, `${machine.sleeps()} sleeps for five ticks`);
  });

  await check(`${ticker}: on this machine no tick is late by 10 ms`, () => {
    onThisMachine(() => {
      const { wrote } = run(probe, [ticker], { clock: "real" });
      return wrote.map(({ at }, tick) => at - wrote[0].at - 100 * tick);
    });
  });
}

await check("a listing's own clock keeps pace with the real one", () => {
  const machine = onAnIdleMachine();
  const options = { host: machine.host, clock: "real", env: { WORKBOOK_OPEN: "200" } };
  const { wrote } = run(listings, ["--trace", "ch06/spawn"], options);
  const at = (line) => wrote.find(({ text }) => text.startsWith(line)).at;
  const times = ["save: writes the first", "save: writes the second", "serve: closes"].map(at);
  equal(times.map(Math.floor), [0, 10, 200], "the times of its lines");
  equal(machine.sleeps(), 2, "sleeps");
});

/** Whether no tick is late, at best: who else works here makes ticks late too,
 * and then plain sleeps are. */
function onThisMachine(ticks) {
  const TRIES = 16;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const plain = () => {
    const began = performance.now();
    return [1, 2, 3, 4, 5].map((tick) => {
      Atomics.wait(cell, 0, 0, 100);
      return performance.now() - began - 100 * tick;
    });
  };
  const isInTime = (late) => late.every((ms) => Math.abs(ms) < 10);
  const tries = [];
  let restless = 0;
  while (tries.length < TRIES && restless < TRIES / 2) {
    const late = ticks();
    if (isInTime(late)) return;
    tries.push(late.map((ms) => ms.toFixed(1)).join(" "));
    if (!isInTime(plain())) restless += 1;
  }
  if (restless >= TRIES / 2) {
    console.log("this machine has other work: plain sleeps are late as well");
    return;
  }
  throw new Error(`late in each of ${TRIES} tries, in ms:\n${tries.join("\n")}`);
}

process.exitCode = close();
