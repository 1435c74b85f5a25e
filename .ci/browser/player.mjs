// The player, on the pages of real listings with the runs that they really
// have: what it draws, says and prints at each step, by mouse and by keys.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { traced } from "./marks.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const shots = join(root, "target/screenshots");
const WIDE = { viewport: { width: 1280, height: 1000 } };
const NARROW = { viewport: { width: 360, height: 740 } };
const SHOWN = [
  ["ch05/call_later", "ch05-event-loop.html", "src/ch05_event_loop/s3_call_later.rs"],
  ["ch06/task_group", "ch06-tasks.html", "src/ch06_tasks/s8_task_group.rs"],
  ["ch02/lazy_pipeline", "ch02-generators.html", "src/ch02_generators/s6_lazy_pipeline.rs"],
];

/** The sentences that `--words` prints: the player's are to be the same. */
function sentences(key) {
  const args = [key, "--timeline", "--words"];
  const run = spawnSync(join(root, "target/debug/listing"), args, { encoding: "utf8" });
  return run.stdout.split("\n\n").at(-1).trim().split("\n");
}

/** Opens a listing's page and plays this raw output below it. */
async function play(browser, address, [key, file, path], options, raw = traced(key)) {
  const opened = await open(browser, new URL(file, address).href, options);
  const source = readFileSync(join(root, path), "utf8");
  await opened.page.evaluate(
    async ([key, raw, source]) => {
      const figure = document.querySelector(`figure[data-listing="${key}"]`);
      const place = document.createElement("div");
      figure.append(place);
      const [marks, player] = await Promise.all([
        workbook.use("marks"),
        workbook.use("player"),
      ]);
      globalThis.run = marks.read(raw).run;
      globalThis.player = player.show(place, globalThis.run, { source });
    },
    [key, raw, source],
  );
  await opened.page.locator(".player-keys").waitFor();
  return { ...opened, player: opened.page.locator(".player") };
}

const texts = (player, name) => player.locator(`.player-${name}`).innerText();
const press = (player, name) => player.getByRole("button", { name, exact: true }).click();

/** What it says at each step, from the first to the last. */
async function told(player) {
  const all = [];
  await press(player, "First step");
  for (let before = ""; ; ) {
    const at = await texts(player, "at");
    if (at === before) return all;
    before = at;
    all.push(await texts(player, "says"));
    await press(player, "Step forward");
  }
}

async function words(browser, address, shown) {
  const { page, player, faults, close } = await play(browser, address, shown, WIDE);
  const want = sentences(shown[0]);
  const small = (text) => text.toLowerCase();
  const said = (await told(player)).filter((text) => text !== "Nobody has run yet.");
  must(
    small(said.join(" ")) === small(said.length ? joined(want, said) : ""),
    `${said.join("\n")}\ninstead of\n${want.join("\n")}`,
  );
  await player.locator("summary").click();
  const cells = await page.$$eval(".player-table tbody tr", (rows) =>
    rows.map((row) => `${row.cells[1].textContent} ${row.cells[2].textContent}`.trim()),
  );
  must(JSON.stringify(cells) === JSON.stringify(want), `the table says ${cells.join("\n")}`);
  none(faults);
  await close();
}

/** The sentences as the steps join them: `a; b.` where a step has two. */
function joined(want, said) {
  const left = [...want];
  return said
    .map((text) => {
      const count = text.split("; ").length;
      return `${left.splice(0, count).join("; ")}.`;
    })
    .join(" ");
}

async function output(browser, address, shown) {
  const { page, player, close } = await play(browser, address, shown, WIDE);
  const faults = await page.evaluate(async () => {
    const faults = [];
    const box = document.querySelector(".player-printed");
    for (let step = 0; step < run.steps; step += 1) {
      player.go(step);
      const upTo = run.printed.filter((part) => part.step <= step);
      const want = upTo.map((part) => part.text).join("").replace(/\n$/, "");
      const fresh = upTo.filter((part) => part.step === step).map((part) => part.text);
      const got = box.textContent.replace(/\n$/, "");
      if (want && got !== want) faults.push(`at ${step}: ${got}`);
      const marked = box.querySelector("mark").textContent;
      if (marked !== fresh.join("").replace(/\n$/, "")) faults.push(`new at ${step}: ${marked}`);
    }
    return faults;
  });
  none(faults);
  must((await texts(player, "printed")).length > 0, "nothing was printed");
  await close();
}

const CALL_SOON = ["ch05/call_soon", "ch05-event-loop.html", "src/ch05_event_loop/s2_call_soon.rs"];

async function lines(browser, address) {
  const { page, player, close } = await play(browser, address, CALL_SOON, WIDE);
  const code = page.locator(`figure[data-listing="ch05/call_soon"] code.language-rust`);
  const before = await code.innerText();
  /** The line of the page's code that the bar lies on. */
  const marked = () =>
    page.evaluate(() => {
      const bar = document.querySelector(".player-line")?.getBoundingClientRect();
      const code = document.querySelector('figure[data-listing="ch05/call_soon"] code');
      if (!bar) return "";
      const at = document.caretRangeFromPoint(
        code.getBoundingClientRect().left + 60,
        bar.top + bar.height / 2,
      );
      const range = document.createRange();
      range.setStart(code, 0);
      range.setEnd(at.startContainer, at.startOffset);
      const line = range.toString().split("\n").length - 1;
      return code.textContent.split("\n")[line].trim();
    });
  const want = [
    "EventLoop::current().call_soon(greedy(n + 1));",
    "yield_now().await;",
    "",
    "EventLoop::current().call_soon(greedy(n + 1));",
    "yield_now().await;",
    "EventLoop::current().stop();",
    "yield_now().await;",
  ];
  await code.scrollIntoViewIfNeeded();
  for (const line of want) {
    must((await marked()) === line, `marked is ${await marked()}, not ${line}`);
    const said = await texts(player, "ran");
    must(said.includes(line) && !said === !line, `it says ${said}, not ${line}`);
    await page.evaluate(() => player.go(Number(document.querySelector(".player input").value) + 1));
  }
  must((await code.innerText()) === before, "the code's text is another");
  await page.screenshot({ path: join(shots, "player-line.png") });
  await page.evaluate(() => player.close());
  must((await marked()) === "", "the bar stays when the player is closed");
  must((await page.locator(".player").count()) === 0, "the player stays");
  await close();
}

/** Lanes of which no line was seen: those of functions that know no timeline. */
async function made(browser, address) {
  const [, , path] = SHOWN[2];
  const { page, close } = await play(browser, address, SHOWN[2], WIDE);
  const source = readFileSync(join(root, path), "utf8").split("\n");
  const faults = await page.evaluate((source) => {
    const faults = [];
    for (const { step, lane, line } of run.turns) {
      player.go(step);
      const how = line === undefined ? "Made" : "Seen";
      const at = line ?? run.lanes[lane].line;
      const want = `${how} in line ${at}: ${source[at - 1].trim()}`;
      const said = document.querySelector(".player-ran").textContent;
      if (said !== want) faults.push(`at ${step}: ${said}, not ${want}`);
      if (!document.querySelector(".player-line")) faults.push(`at ${step}: no bar`);
    }
    return faults;
  }, source);
  none(faults);
  await close();
}

async function keys(browser, address) {
  const { page, player, close } = await play(browser, address, SHOWN[0], WIDE);
  const at = () => texts(player, "at");
  const is = async (want) => must((await at()).startsWith(want), `${await at()}, not ${want}`);
  const url = page.url();
  await is("Step 1 of 8");
  await page.keyboard.press("ArrowRight");
  await is("Step 1 of 8");
  await player.locator(".player-scroll").focus();
  for (const [key, want] of [
    ["ArrowRight", "Step 2"],
    ["ArrowRight", "Step 3"],
    ["ArrowLeft", "Step 2"],
    ["End", "Step 8"],
    ["ArrowRight", "Step 8"],
    ["Home", "Step 1"],
    ["ArrowLeft", "Step 1"],
    ["Shift+ArrowRight", "Step 1"],
  ]) {
    await page.keyboard.press(key);
    await is(want);
  }
  await page.keyboard.press("Tab");
  await player.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await is("Step 2");
  await page.keyboard.press("End");
  await is("Step 8");
  await player.getByRole("combobox").focus();
  await page.keyboard.press("ArrowDown");
  await is("Step 8");
  // Space on a button is the button's.
  await player.getByRole("button", { name: "First step" }).focus();
  await page.keyboard.press("Space");
  await is("Step 1");
  await player.getByRole("button", { name: "First step" }).blur();
  await page.keyboard.press("ArrowRight");
  await is("Step 1");
  must(page.url() === url, "an arrow turned the page");
  await close();
}

async function clock(browser, address) {
  const opened = await play(browser, address, SHOWN[0], WIDE);
  const { page, player, close } = opened;
  // Time stands from now on, but for what `runFor` adds.
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(10_000);
  const step = async () => Number(/\d+/.exec(await texts(player, "at"))[0]);
  await press(player, "Play");
  must((await player.getByRole("button", { name: "Pause" }).count()) === 1, "no pause");
  await page.clock.runFor(600);
  must((await step()) === 2, `after a step's time: ${await step()}`);
  // Step 3 is the clock's move by two seconds: it stays as long.
  await page.clock.runFor(600);
  must((await step()) === 3, `after two: ${await step()}`);
  await page.clock.runFor(1900);
  must((await step()) === 3, `the clock's move was over after ${await step()}`);
  await page.clock.runFor(100);
  must((await step()) === 4, `the clock's move goes on in ${await step()}`);
  await press(player, "Pause");
  await page.clock.runFor(10_000);
  must((await step()) === 4, "a pause was none");
  await player.getByRole("combobox").selectOption("8");
  await press(player, "Play");
  await page.clock.runFor(3000);
  must((await step()) === 8, `it ended in ${await step()}`);
  must((await player.getByRole("button", { name: "Play" }).count()) === 1, "it plays on");
  await press(player, "Play");
  must((await step()) === 1, "from the end it begins again");
  await close();
}

/** A place has one player, and a run without lanes has words. */
async function replaced(browser, address) {
  const { page, player, close } = await play(browser, address, SHOWN[0], WIDE);
  await page.evaluate(async () => {
    const place = document.querySelector(".player").parentElement;
    const player = await workbook.use("player");
    globalThis.second = player.show(place, globalThis.run);
    // Before its parts are loaded.
    globalThis.second.go(2);
  });
  await player.getByText("Step 3 of 8").waitFor();
  must((await player.count()) === 1, `${await player.count()} players`);
  const raw = traced("ch02/function");
  await page.evaluate(async (raw) => {
    const place = document.querySelector(".player").parentElement;
    const marks = await workbook.use("marks");
    (await workbook.use("player")).show(place, marks.read(raw).run);
  }, raw);
  must((await player.innerText()).startsWith("It shows no lanes"), await player.innerText());
  await close();
}

async function paper(browser, address) {
  const { page, player, close } = await play(browser, address, SHOWN[1], WIDE);
  await page.emulateMedia({ media: "print" });
  must(await player.locator(".player-canvas").isVisible(), "the lanes are not printed");
  for (const part of ["keys", "cursor", "veil", "printed"]) {
    const isShown = await player.locator(`.player-${part}`).isVisible();
    must(!isShown, `.player-${part} is printed`);
  }
  const shown = await player.locator(".player-scroll").evaluate((box) => {
    const names = box.querySelectorAll(".player-names span");
    return names[names.length - 1].getBoundingClientRect().bottom <= box.getBoundingClientRect().bottom;
  });
  must(shown, "lanes are cut off");
  await player.screenshot({ path: join(shots, "player-print.png") });
  await close();
}

/** Fifty lanes that take turns, six hundred steps. */
function long() {
  const name = (lane) => (lane === 7 ? "<img src=x onerror=alert(1)>" : `worker ${lane}`);
  const lanes = Array.from({ length: 50 }, (_, lane) => {
    const spans = [];
    for (let step = lane; step < 600; step += 50) {
      spans.push({ state: "running", from: step, to: step + 1 });
      spans.push({ state: "ready", from: step + 1, to: Math.min(step + 50, 600) });
    }
    return { name: name(lane), spans, marks: [] };
  });
  const steps = Array.from({ length: 600 }, (_, step) => step);
  const turns = steps.map((step) => ({ step, lane: step % 50, end: { kind: "pending" } }));
  const wakes = steps.map((step) => ({ step, by: step % 50, lane: step % 50 }));
  const run = { lanes, turns, wakes, clock: [], steps: 600, cut: true };
  const marks = steps.map((step) => `\n\x1e{"step":${step}}\nstep ${step}\n`);
  return `${marks.join("")}\n\x1e${JSON.stringify({ run })}\n`;
}

async function longRun(browser, address) {
  const { page, player, close } = await play(browser, address, SHOWN[0], WIDE, long());
  const { most, added, mean } = await page.evaluate(async () => {
    const board = document.querySelector(".player-canvas svg");
    let [most, added] = [0, 0];
    const observer = new MutationObserver(() => {});
    observer.observe(document.querySelector(".player"), { childList: true, subtree: true });
    const start = performance.now();
    for (let step = 0; step < 600; step += 1) {
      player.go(step);
      document.body.offsetHeight;
      most = Math.max(most, board.querySelectorAll("*").length);
      for (const change of observer.takeRecords()) added += change.addedNodes.length;
    }
    return { most, added: added / 600, mean: (performance.now() - start) / 600 };
  });
  console.log(`player, 600 steps of 50 lanes: ${mean.toFixed(1)} ms a step`);
  // Counted, for time is another on each machine.
  must(most < 500, `${most} elements are drawn at once`);
  must(added < 50, `${added} nodes are made anew for each step`);
  must((await texts(player, "says")).includes("The recording ends here"), "it is not told cut");
  const scroll = await page.$eval(".player-scroll", (box) => [box.scrollLeft, box.scrollTop]);
  must(scroll[0] > 1000 && scroll[1] > 100, `the cursor is out of sight: ${scroll}`);
  must((await page.locator(".player img").count()) === 0, "a name became HTML");
  await player.evaluate((section) => section.scrollIntoView({ block: "center" }));
  await page.screenshot({ path: join(shots, "player-long.png") });
  await close();
}

const DRESSES = [
  { name: "wide-light", ...WIDE, theme: "light" },
  { name: "wide-dark", ...WIDE, theme: "navy" },
  { name: "narrow-light", ...NARROW, theme: "light" },
  { name: "narrow-dark", ...NARROW, theme: "coal" },
];

async function dress(browser, address, shown, { name, ...options }) {
  const { page, player, faults, close } = await play(browser, address, shown, options);
  await page.evaluate(() => player.go(Math.ceil(run.steps / 2)));
  await player.evaluate((section) => section.scrollIntoView({ block: "center" }));
  const label = `player-${shown[0].replace("/", "-")}-${name}`;
  await page.screenshot({ path: join(shots, `${label}.png`) });
  await player.locator("summary").click();
  const wide = await page.evaluate(() => {
    document.scrollingElement.scrollLeft = 1000;
    return document.scrollingElement.scrollLeft;
  });
  must(wide === 0, `the page scrolls sideways by ${wide}`);
  none([...(await findings(page)), ...faults]);
  await close();
}

export async function player(browser, address) {
  mkdirSync(shots, { recursive: true });
  for (const shown of SHOWN) {
    await check(`player: ${shown[0]} says the figure's sentences, and a table too`, () =>
      words(browser, address, shown),
    );
    await check(`player: ${shown[0]} shows what was printed, the new part marked`, () =>
      output(browser, address, shown),
    );
    for (const look of DRESSES) {
      await check(`player: ${shown[0]} ${look.name}: no serious finding`, () =>
        dress(browser, address, shown, look),
      );
    }
  }
  await check("player: the line that ran is marked in the listing's code", () =>
    lines(browser, address),
  );
  await check("player: a lane that was not seen was made in a line", () =>
    made(browser, address),
  );
  await check("player: arrow keys are its own while it has the focus", () =>
    keys(browser, address),
  );
  await check("player: a place has one, and without lanes it says so", () =>
    replaced(browser, address),
  );
  await check("player: on paper its lanes are whole", () => paper(browser, address));
  await check("player: it plays by the virtual clock", () => clock(browser, address));
  await check("player: a long run stays quick, and a name is text", () =>
    longRun(browser, address),
  );
}
