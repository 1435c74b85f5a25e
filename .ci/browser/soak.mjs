// Fifty readers click for a while: `node soak.mjs 600` for ten minutes. After
// them the server has no child, no file and no more memory than before.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, close, must, none } from "./report.mjs";
import { start } from "./server.mjs";

const READERS = 50;

/** How long a reader looks before the next click, at most, in seconds. */
const THINKS = 3;

/** Growth after the first fifth that no leak needs to explain, in MiB. */
const ROOM = 32;

const PAGES = ["ch01-waiting", "ch02-generators", "ch05-event-loop", "ch06-tasks"];
const EXERCISES = ["ch02/countdown"];
const ENDLESS = 'pub fn main() { println!("begun"); loop { std::hint::spin_loop() } }';
const WRONG = "pub fn main() { nothing }";

const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

/** The same readers each time: a small generator of numbers below 1. */
function dice(seed) {
  let state = seed + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Lets readers click for so many seconds; what each click met is counted. */
export async function soak(server, seconds) {
  const pages = await Promise.all(PAGES.map((page) => load(server, page)));
  const token = /data-token="(\w+)"/.exec(pages[0])[1];
  const listings = pages.flatMap((page) =>
    [...page.matchAll(/data-listing="([^"]+)"([^>]*)/g)]
      .filter(([, , more]) => !more.includes('data-needs="nightly"'))
      .map(([, key]) => key),
  );
  const world = { ...server, token, listings, counts: {}, faults: [] };
  // Cargo builds once, before the clock runs.
  await runs(world, dice(0));
  const until = Date.now() + 1000 * seconds;
  const samples = [];
  const readers = Array.from({ length: READERS }, (_, n) => reader(world, dice(n), until));
  const watching = watch(server, samples, until);
  await Promise.all([...readers, watching]);
  return { ...world, samples };
}

async function reader(world, roll, until) {
  const clicks = [
    [0.3, runs],
    [0.5, stops],
    [0.58, changes],
    [0.63, stopsChanged],
    [0.67, errs],
    [0.7, checks],
    [1, reloads],
  ];
  while (Date.now() < until) {
    await pause(THINKS * roll());
    const dot = roll();
    const [, click] = clicks.find(([most]) => dot < most);
    try {
      const met = await click(world, roll);
      world.counts[`${click.name} ${met}`] = (world.counts[`${click.name} ${met}`] ?? 0) + 1;
    } catch (error) {
      world.faults.push(`${click.name}: ${error.message}`);
    }
  }
}

const one = (all, roll) => all[Math.floor(roll() * all.length)];

async function runs(world, roll) {
  const end = await run(world, { listing: one(world.listings, roll) });
  must(["exited", "busy"].includes(end.kind), JSON.stringify(end));
  return end.kind;
}

async function stops(world, roll) {
  const end = await run(world, { listing: one(world.listings, roll) }, true);
  return end.kind;
}

async function changes(world, roll) {
  const text = `version ${Math.floor(6 * roll())}`;
  const source = `pub fn main() { println!("${text}") }`;
  const end = await run(world, { listing: "ch02/function", source });
  must(end.kind === "busy" || end.out === `${text}\n`, JSON.stringify(end));
  return end.kind;
}

async function stopsChanged(world) {
  const end = await run(world, { listing: "ch02/delegation", source: ENDLESS }, true);
  return end.kind;
}

async function errs(world) {
  const end = await run(world, { listing: "ch02/from_fn", source: WRONG });
  must(["refused", "busy"].includes(end.kind), JSON.stringify(end));
  return end.kind;
}

async function checks(world, roll) {
  const end = await follow(world, "check", { exercise: one(EXERCISES, roll) });
  must(end.verdict?.exercise, JSON.stringify(end).slice(0, 300));
  return "judged";
}

async function reloads(world, roll) {
  const page = await load(world, one(PAGES, roll));
  const scripts = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map((m) => m[1]);
  await Promise.all(scripts.map((path) => get(world, path)));
  const leaves = new AbortController();
  const events = await get(world, ".workbook/events", leaves.signal, false);
  await events.body.getReader().read();
  leaves.abort();
  return "shown";
}

const run = (world, body, stops = false) => follow(world, "run", body, stops);

/** Reads an answer line by line; leaves at the first output if it `stops`. */
async function follow({ address, token }, name, body, stops = false) {
  const stop = new AbortController();
  const answer = await fetch(`${address}.workbook/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-workbook-token": token },
    body: JSON.stringify(body),
    signal: stop.signal,
  });
  if (answer.status === 429) {
    await answer.text();
    return { kind: "busy" };
  }
  must(answer.ok, `${answer.status} ${answer.ok || (await answer.text())}`);
  const decoder = new TextDecoder();
  let rest = "";
  let out = "";
  const lines = answer.body.getReader();
  for (;;) {
    const { done, value } = await lines.read();
    must(!done, `it broke off after ${out || "nothing"}`);
    rest += decoder.decode(value, { stream: true });
    const whole = rest.split("\n");
    rest = whole.pop();
    for (const line of whole.map((text) => JSON.parse(text))) {
      out += line.out ?? "";
      if (line.end || line.verdict) {
        return { ...line, ...line.end, out };
      }
    }
    if (stops && out) {
      stop.abort();
      return { kind: "stopped" };
    }
  }
}

async function get({ address }, path, signal, whole = true) {
  const answer = await fetch(new URL(path, address), { signal });
  must(answer.ok, `${answer.status} for ${path}`);
  return whole ? answer.text() : answer;
}

const load = (server, page) => get(server, `${page}.html`);

/** What the server takes up, every second. */
async function watch({ pid }, samples, until) {
  while (Date.now() < until) {
    samples.push(size(pid));
    await pause(1);
  }
}

function size(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]);
  const files = readdirSync(`/proc/${pid}/fd`).length;
  return { memory: field("VmRSS") / 1024, threads: field("Threads"), files };
}

/** Folders that runs of changed listings leave behind when they must not. */
function scratch(checkout) {
  const inside = (folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return ["changed", "judge"]
    .flatMap((kind) => inside(join(checkout, "target/workbook", kind)))
    .flatMap(inside)
    .map((slot) => join(slot, "scratch"))
    .filter(existsSync);
}

/** Looks until all is gone, for some seconds. */
async function left(server) {
  let all;
  for (let tries = 0; tries < 50; tries++) {
    all = [...(await server.children()), ...scratch(server.checkout)];
    if (all.length === 0) break;
    await pause(0.2);
  }
  return all;
}

const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** From a click to the first line, in milliseconds: the median of so many. */
async function firstLine(world, clicks, body) {
  const all = [];
  for (let n = 0; n < clicks; n++) {
    const begun = performance.now();
    await run(world, body(n), true);
    all.push(performance.now() - begun);
  }
  return median(all);
}

/**
 * The checks of one reader who clicks while nobody else does. By hand alone: a
 * busy machine is no fault of the book's.
 */
async function speed(server) {
  const token = /data-token="(\w+)"/.exec(await load(server, PAGES[0]))[1];
  const world = { ...server, token };
  const listing = "ch02/function";
  // What Cargo and the compiler do once is no part of it.
  const changed = (n) => ({ listing, source: `pub fn main() { println!("${n}") }` });
  await run(world, changed(-1));
  const prebuilt = await firstLine(world, 30, () => ({ listing }));
  const edited = await firstLine(world, 9, changed);
  console.log(`first line after ${prebuilt.toFixed(0)} ms, changed ${edited.toFixed(0)} ms`);
  await check("a listing's first line comes within 150 ms of the click", () => {
    must(prebuilt < 150, `it comes after ${prebuilt} ms`);
  });
  await check("a changed listing's first line comes within 1.5 s", () => {
    must(edited < 1500, `it comes after ${edited} ms`);
  });
}

/** The checks of a soak of so many seconds. */
export async function soaked(server, seconds) {
  const before = size(server.pid);
  const { counts, faults, samples } = await soak(server, seconds);
  const clicks = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${clicks} clicks in ${seconds} s`, counts);
  await check("fifty readers get what they click for", () => {
    none([...new Set(faults)].slice(0, 5));
    must(clicks > seconds, `${clicks} clicks are too few to tell`);
  });
  await check("after them no process and no folder is left", async () => {
    none((await left(server)).map((what) => `left: ${what}`));
  });
  await check("after them the server has no more files open", async () => {
    // This program keeps connections for some seconds, to use them again.
    let files;
    for (let tries = 0; tries < 30; tries++) {
      ({ files } = size(server.pid));
      if (files <= before.files) break;
      await pause(0.5);
    }
    must(files <= before.files, `${before.files} files before, ${files} after`);
  });
  await check("memory stands still", () => {
    const warm = samples.slice(Math.ceil(samples.length / 5));
    const half = Math.ceil(warm.length / 2);
    const most = (part) => Math.max(...part.map(({ memory }) => memory));
    const [first, last] = [most(warm.slice(0, half)), most(warm.slice(half))];
    const threads = Math.max(...samples.map((sample) => sample.threads));
    console.log(
      `${before.memory.toFixed(0)} MiB before, at most ${first.toFixed(0)} in the ` +
        `first half and ${last.toFixed(0)} in the second; ${threads} threads`,
    );
    must(last <= first + ROOM, `${first} MiB became ${last}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await start();
  try {
    await speed(server);
    await soaked(server, Number(process.argv[2] ?? 600));
  } finally {
    const { code, left } = await server.stop();
    await check("the interrupted server leaves nothing", () => {
      must(code === 0 && left.length === 0, `it ended with ${code} and left ${left}`);
    });
  }
  process.exitCode = close();
}
