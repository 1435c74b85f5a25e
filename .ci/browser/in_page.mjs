// The listings in Chromium, by the scripts of a page that has no server:
// `node in_page.mjs LISTINGS PROBE`. The same from a host that serves files
// below a path, under a strict policy, and from the disk.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { equal, keys, recorded } from "./host.mjs";
import { check, close, must, none } from "./report.mjs";
import { root } from "./server.mjs";

/** What the site's policy must allow, and nothing else. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
/** From the click to the first line, in milliseconds. */
const FIRST = 150;
const AGAIN = 20;
/** A worker's work while it sleeps for 500 ms, with the page's around it. */
const IDLE = 100;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html" };

const [listings, probe] = process.argv.slice(2).map((path) => readFileSync(path));
const all = keys(new WebAssembly.Module(listings));

const folder = mkdtempSync(join(tmpdir(), "workbook-in-page-"));
publish(join(folder, "listings"), listings);
publish(join(folder, "probe"), probe);
const server = await serve();
const browser = await launch();
try {
  const { port } = server.address();
  await from("http", `http://127.0.0.1:${port}/some/path/`);
  await from("file", `${pathToFileURL(folder).href}/`);
  await measure(`http://127.0.0.1:${port}/some/path/`);
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
process.exitCode = close();

/** A page in a folder, and what it loads when something is run. */
function publish(place, module) {
  cpSync(join(root, "book/live"), join(place, "live"), { recursive: true });
  mkdirSync(join(place, "chapters"));
  const packed = gzipSync(module, { level: 9 }).toString("base64");
  const put = (path, text) => writeFileSync(join(place, path), text);
  put("live/listings.js", `workbook.module = "${packed}";\n`);
  const catalog = JSON.stringify({ listings: {}, module: "live/listings.js" });
  put("live/catalog.js", `workbook.catalog = ${catalog};\n`);
  put(
    "chapters/page.html",
    `<!doctype html><meta charset="utf-8"><title>A page</title>
<meta name="workbook" content="static">
<script defer src="../live/workbook.js"></script>\n`,
  );
}

function serve() {
  const server = createServer((request, answer) => {
    const path = request.url.replace(/^\/some\/path\//, "");
    const type = TYPES[extname(path)];
    let body;
    try {
      body = type && readFileSync(join(folder, path));
    } catch {
      // It isn't there.
    }
    answer.writeHead(body ? 200 : 404, {
      "content-type": type ?? "text/plain",
      "content-security-policy": POLICY,
    });
    answer.end(body);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** Opens a page whose listings are those of one module. */
async function open(base, name, prepare = async () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await prepare(page);
  const faults = [];
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname.split("/").at(-1)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await page.goto(`${base}${name}/chapters/page.html`);
  return { page, faults, loaded, workers: () => workers, close: () => context.close() };
}

/** Runs a program; stops it once it has printed `stopAt`. */
function run(page, listing, options = {}, stopAt = null) {
  return page.evaluate(
    async ([listing, options, stopAt]) => {
      const began = performance.now();
      const backend = await workbook.use("backend");
      return new Promise((done) => {
        const wrote = [];
        let out = "";
        window.seen = "";
        const running = backend.run(listing, options, {
          wrote(text, stream, at) {
            wrote.push({ text, stream, at, after: performance.now() - began });
            if (stream === "out") window.seen = out += text;
            if (stopAt && out.includes(stopAt)) running.stop();
          },
          ended: (end) => done({ end, wrote, out }),
        });
      });
    },
    [listing, options, stopAt],
  );
}

async function from(how, base) {
  const { page, faults, loaded, workers, close } = await open(base, "listings");
  await check(`${how}: nothing is loaded before something is run`, () => {
    equal(loaded.filter((name) => name.endsWith(".js")), ["workbook.js"], "scripts");
  });
  for (const key of all) {
    await check(`${how}: ${key} prints what it printed when it was recorded`, async () => {
      const { end, out } = await run(page, key);
      equal([end.kind, end.code], ["exited", 0], "it ended otherwise");
      equal(out, recorded(key), "its output is not its recording");
    });
  }
  await check(`${how}: one worker runs them all, and one module is loaded`, () => {
    equal(workers(), 1, "workers");
    equal(loaded.filter((name) => name === "listings.js").length, 1, "loads of the module");
  });
  await check(`${how}: a knob is turned`, async () => {
    const { out } = await run(page, "ch06/counters", { knobs: { counters: "1" } });
    equal(out, "all are spawned\ntask0: 0\ntask0: 1\ntask0: 2\n", "its output");
  });
  await check(`${how}: a run is traced`, async () => {
    const traced = await run(page, "ch06/spawn", { trace: true });
    const read = ([raw]) => workbook.use("marks").then((marks) => marks.read(raw));
    const { text, run: story } = await page.evaluate(read, [traced.out]);
    equal(text, recorded("ch06/spawn"), "its output is not its recording");
    equal(story.lanes.map((lane) => lane.name), ["serve", "save"], "lanes");
  });
  await check(`${how}: on the real clock a listing keeps pace with its own`, async () => {
    const options = { clock: "real", knobs: { open: "200" } };
    const { out, wrote } = await run(page, "ch06/spawn", options);
    must(!out.includes("\u001e"), "its marks are shown");
    const last = wrote.find(({ text }) => text.startsWith("serve: closes"));
    must(last.at >= 199, `it closes after ${last.at} ms`);
  });
  await check(`${how}: nothing is logged as an error`, () => none(faults));
  await close();
  await hardships(how, base);
}

/** What no listing does. */
async function hardships(how, base) {
  const { page, faults, workers, close } = await open(base, "probe", (page) => page.clock.install());
  await check(`${how}: stop ends an endless loop, and the next one runs`, async () => {
    const stopped = await run(page, "spin", {}, "it spins");
    equal([stopped.end.kind, stopped.out], ["stopped", "before\nit spins\n"], "it ended otherwise");
    equal((await run(page, "exit")).end.code, 3, "exit code");
    equal(workers(), 2, "workers");
  });
  await check(`${how}: an endless loop ends by itself`, async () => {
    const spins = run(page, "spin");
    await page.waitForFunction(() => window.seen.includes("it spins"));
    await page.clock.fastForward(11_000);
    const { end } = await spins;
    equal([end.kind, end.why], ["limit", "it ran for 10 s"], "it ended otherwise");
  });
  for (const [program, kind] of [
    ["tokio_deadlock", "deadlock"],
    ["loop_deadlock", "deadlock"],
    ["panic", "failed"],
    ["days", "limit"],
  ]) {
    await check(`${how}: ${program} ends as ${kind}`, async () => {
      equal((await run(page, program)).end.kind, kind, "it ended otherwise");
    });
  }
  await check(`${how}: a flood is cut, and comes in few messages`, async () => {
    const { end, wrote } = await run(page, "flood");
    equal([end.kind, end.cut], ["limit", true], "it ended otherwise");
    must(wrote.length < 5000, `${wrote.length} messages`);
  });
  await check(`${how}: none of that is logged as an error`, () => none(faults));
  await close();
}

/** Times, printed; the best of many tries must hold, whoever else works here. */
async function measure(base) {
  const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
  const first = [];
  const again = [];
  for (let n = 0; n < 12; n += 1) {
    const { page, close } = await open(base, "listings");
    first.push((await run(page, "ch01/together")).wrote[0].after);
    again.push((await run(page, "ch01/together")).wrote[0].after);
    await close();
  }
  const times = [first, again].map((all) => `${median(all).toFixed(1)} ms`);
  console.log(`click to first line: ${times[0]} at first, then ${times[1]} (medians of 12)`);
  const [load] = loadavg();
  await check("the first line is there soon", () => {
    if (load > 2 * availableParallelism()) {
      console.log(`this machine has other work: its load is ${load.toFixed(0)}`);
      return;
    }
    must(first[0] < FIRST, `at best ${first[0].toFixed(0)} ms after the click`);
    must(again[0] < AGAIN, `at best ${again[0].toFixed(0)} ms after the next`);
  });
  await check("a worker that sleeps is idle", async () => {
    const { page, close } = await open(base, "probe");
    // What it compiles at first is not what is measured.
    await run(page, "blocking_ticker", { clock: "real" });
    const tries = [];
    while (tries.length < 8 && !(Math.min(...tries) < IDLE)) {
      const before = await cpu();
      const { wrote } = await run(page, "blocking_ticker", { clock: "real" });
      const busy = (await cpu()) - before;
      tries.push(busy);
      const ticks = wrote.filter(({ text }) => text.includes("tick"));
      const late = ticks.map(({ at }, tick) => (at - ticks[0].at - 100 * tick).toFixed(1));
      console.log(`ticks late by ${late.join(" ")} ms, ${busy.toFixed(0)} ms of CPU in 500 ms`);
    }
    must(Math.min(...tries) < IDLE, `${Math.min(...tries)} ms of work at best`);
    await close();
  });
}

/** Of all renderers, in milliseconds. */
async function cpu() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
