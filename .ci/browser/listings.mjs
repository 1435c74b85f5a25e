// Listings on a served page: run, stopped, changed, put back.
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const shots = join(root, "target/screenshots");
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const DRESSES = [
  { name: "wide-light", viewport: WIDE, theme: "light" },
  { name: "wide-dark", viewport: WIDE, theme: "navy" },
  { name: "narrow-light", viewport: NARROW, theme: "light" },
  { name: "narrow-dark", viewport: NARROW, theme: "navy" },
];

const KEY = "ch02/function";
const ENDLESS = 'pub fn main() {\n    println!("begins");\n    loop {}\n}\n';
const WRONG = "pub fn main() {\n    let n: u32 = nothing;\n}\n";

/** The first build of the crates that a changed listing links takes long. */
const PATIENCE = { timeout: 240_000 };

/** One listing's figure, and what is in it. */
export function listing(page, key = KEY) {
  const figure = page.locator(`figure[data-listing="${key}"]`);
  const button = (name) => figure.getByRole("button", { name, exact: true });
  return {
    figure,
    button,
    status: figure.locator(".live-run").getByRole("status"),
    log: figure.getByRole("log"),
    input: figure.getByRole("textbox"),
    code: figure.locator("pre").first(),
    async ended() {
      await figure.locator(".live-run[data-end]").waitFor(PATIENCE);
      return (await this.status.textContent()) ?? "";
    },
    async run() {
      await button("Run").click();
      return this.ended();
    },
    async edit(text) {
      await this.input.focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
    },
    recorded: () => figure.locator("code.output").textContent(),
  };
}

export async function listings(browser, { address, children }) {
  const url = new URL("ch02-generators.html", address).href;
  const on = (claim, body) =>
    check(claim, async () => {
      const { page, faults, close } = await open(browser, url);
      await body(page, listing(page), faults);
      await close();
    });
  await on("nothing is loaded before a button is pressed", idle);
  await on("a listing runs where it stands", runs);
  await on("a second press runs anew", runsAnew);
  await on("keys alone run it and put it away", byKeys);
  await on("a changed listing runs as changed, over a reload", changed);
  await on("what does not compile is told at its line", broken);
  await on("lines come before the end; Stop and Esc end it", (page, it) =>
    endless(page, it, children),
  );
  await on("the editor keeps its keys and lets them go", editorKeys);
  await on("without mdBook's editor a text area does", plainEditor);
  await on("a server that is gone is told, one started anew is found", refusals);
  await check("a timeline plays the run that was asked for", () =>
    timeline(browser, address),
  );
  await check("a knob is turned, and turned back", async () => {
    const tasks = new URL("ch06-tasks.html", address).href;
    const { page, faults, close } = await open(browser, tasks);
    await turned(page, listing(page, "ch06/counters"));
    none(faults);
    await close();
  });
  await on("paper has no buttons and shows the code, or the change", paper);
  await check("without scripts the page has no buttons", () =>
    scriptless(browser, url),
  );
  for (const dress of DRESSES) {
    await looks(browser, url, dress);
  }
}

async function idle(page) {
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => entry.name),
  );
  const ours = loaded.filter((name) => name.includes("/live/"));
  const names = ours.map((name) => name.split("/live/")[1]).sort();
  const early = ["listing.js", "panel.js", "served.js", "editor.js", "player.js"];
  none(names.filter((name) => early.includes(name)));
  must(names.includes("workbook.js"), `the loader is missing: ${names}`);
  const ace = loaded.filter((name) => /\/(ace|mode-rust)-/.test(name));
  must(ace.length === 0, `mdBook's editor is loaded: ${ace}`);
}

async function runs(page, it, faults) {
  const told = await it.run();
  must(/exit code 0\b/.test(told), `the status is: ${told}`);
  must(/\d s /.test(told), `it does not say how long it took: ${told}`);
  must(told.includes("what is recorded"), `the status is: ${told}`);
  const [printed, recorded] = [await it.log.textContent(), await it.recorded()];
  must(printed === recorded, `it printed ${printed}, not ${recorded}`);
  none(faults);
}

async function runsAnew(page, it) {
  await it.run();
  await it.run();
  const [printed, recorded] = [await it.log.textContent(), await it.recorded()];
  must(printed === recorded, `it shows ${printed}`);
}

async function byKeys(page, it) {
  await it.button("Run").focus();
  await page.keyboard.press("Enter");
  await it.ended();
  for (const does of ["change"]) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => document.activeElement.dataset.does);
    must(now === does, `after Run the keys come to ${now}, not ${does}`);
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  must((await it.log.count()) === 0, "Close left it there");
  const focused = await page.evaluate(() => document.activeElement.textContent);
  must(focused === "Run", `the focus is on ${focused}`);
}

async function changed(page, it) {
  await it.button("Change").dblclick();
  await it.input.waitFor();
  must((await it.input.count()) === 1, "two presses open two editors");
  must((await it.log.count()) === 0, "opening the editor ran it");
  must(!(await it.button("Change").isVisible()), "it is offered twice");
  const line = 'pub fn main() {\n    println!("as I like it");\n}\n';
  await it.edit(line);
  await page.keyboard.press("Control+Enter");
  const told = await it.ended();
  must(told.includes("as you changed it"), `the status is: ${told}`);
  must(!told.includes("recorded"), `it is compared: ${told}`);
  const printed = await it.log.textContent();
  must(printed === "as I like it\n", `it printed ${printed}`);

  await page.reload();
  await it.input.waitFor();
  const kept = await it.figure.locator(".ace_content").textContent();
  must(kept.includes("as I like it"), `after a reload there is ${kept}`);
  await it.button("Put back").click();
  must(await it.code.isVisible(), "the code on the page is not back");
  must(await it.button("Change").isVisible(), "it can't be changed again");
  must((await it.input.count()) === 0, "the editor stays");
  must((await it.run()).includes("what is recorded"), "it still runs as changed");
  await page.reload();
  await it.button("Run").waitFor();
  must((await it.input.count()) === 0, "a reload brings the change again");
}

async function broken(page, it) {
  await it.button("Change").click();
  await it.edit(WRONG);
  const told = await it.run();
  must(told.includes("E0425"), `the status is: ${told}`);
  const why = await it.figure.getByRole("region").textContent();
  must(why.includes("nothing") && why.includes(":2:"), `it says ${why}`);
  const marked = it.figure.locator(".ace_gutter-cell.live-wrong");
  must((await marked.textContent()) === "2", "line 2 is not marked");
  await it.edit('pub fn main() {\n    println!("mended");\n}\n');
  await it.run();
  must((await marked.count()) === 0, "the mark stays");
  must((await it.log.textContent()) === "mended\n", "it did not run mended");
}

async function endless(page, it, children) {
  await it.button("Change").click();
  await it.edit(ENDLESS);
  for (const stop of ["Stop", "Escape"]) {
    await it.button("Run").click();
    await it.figure.getByText("begins", { exact: true }).waitFor(PATIENCE);
    must((await it.button("Stop").count()) === 1, "it has ended by itself");
    must((await children()).length > 0, "no process runs it");
    if (stop === "Stop") {
      await it.button("Stop").click();
    } else {
      await it.button("Run").focus();
      await page.keyboard.press(stop);
    }
    const told = await it.ended();
    must(told.startsWith("Stopped after"), `after ${stop}: ${told}`);
    for (let left = await children(); left.length > 0; left = await children()) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }
}

async function editorKeys(page, it) {
  const url = page.url();
  await it.button("Change").click();
  await it.input.focus();
  const type = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  // Ace draws a frame later.
  const line = await it.figure.locator(".ace_line").first().elementHandle();
  const begins = (text) =>
    page.waitForFunction(([line, text]) => line.textContent.startsWith(text), [
      line,
      text,
    ]);
  await type("Control+Home", "ArrowRight", "ArrowRight", "x", "ArrowLeft", "y");
  await begins("//yx!");
  await type("Control+Home", "Tab");
  await begins("    //yx!");
  await type("s", "/", "?");
  const typing = await it.input.evaluate((input) => input.matches(":focus"));
  must(typing, "the page took a key");
  await type("Escape", "Tab");
  const inside = await page.evaluate(
    () => document.activeElement.closest(".live-editor") !== null,
  );
  must(!inside, "Esc and Tab do not leave the editor");
  must(page.url() === url, `the keys led to ${page.url()}`);
}

async function plainEditor(page, it) {
  await page.route(/\/ace-[^/]*\.js$/, (route) => route.abort());
  await it.button("Change").click();
  await it.input.waitFor();
  must((await it.input.inputValue()).includes("fn main"), "it has not the code");
  await it.input.fill('pub fn main() {\n    println!("plain");\n}\n');
  await it.input.press("Control+Enter");
  await it.ended();
  must((await it.log.textContent()) === "plain\n", "it did not run");
}

async function refusals(page, it) {
  const run = "**/.workbook/api/run";
  await page.route(run, (route) => route.abort());
  const gone = await it.run();
  must(gone.includes("does not answer"), `a server that is gone: ${gone}`);
  await page.unroute(run);
  await page.route(run, (route) =>
    route.continue({
      headers: { ...route.request().headers(), "x-workbook-token": "of-yesterday" },
    }),
  );
  const old = await it.run();
  must(old.includes("reload the page"), `an old token: ${old}`);
  await page.unroute(run);
  // Started anew, it has another token: the page takes it, whoever asks first.
  const anew = () => page.evaluate(() => (globalThis.workbook.token = "of-yesterday"));
  await anew();
  const told = await it.run();
  must(told.includes("what is recorded"), `after that: ${told}`);
  await anew();
  const both = await page.evaluate(async () => {
    const { call } = await globalThis.workbook.use("wire");
    const ask = () => call("source", { listing: "ch02/function" });
    const answers = await Promise.all([ask(), ask()]);
    return answers.map((answer) => answer.status).join(" ");
  });
  must(both === "200 200", `two calls at once: ${both}`);
}

async function timeline(browser, address) {
  const url = new URL("ch02-generators.html", address).href;
  const { page, faults, close } = await open(browser, url);
  const it = listing(page, "ch02/lazy_pipeline");
  await it.button("Timeline").click();
  const told = await it.ended();
  must(told.includes("what is recorded"), `the status is: ${told}`);
  await it.button("Step forward").waitFor();
  const log = it.figure.locator(".live-out");
  const [printed, recorded] = [await log.textContent(), await it.recorded()];
  must(printed === recorded, `with marks taken out it printed ${printed}`);
  const ran = it.figure.locator(".player-ran");
  for (let step = 1; (await ran.innerText()) === ""; step += 1) {
    must(step < 20, "no line of the file is named");
    await it.button("Step forward").click();
  }
  must(/line \d+: /i.test(await ran.innerText()), "the line has no text");
  await it.button("Run").click();
  await it.ended();
  must((await it.button("Step forward").count()) === 0, "a plain run has a player");
  must((await page.locator(".player-line").count()) === 0, "its line stays marked");
  none(faults);
  await close();
}

/** What a reader turns is what runs, here and on a served page. */
export async function turned(page, it) {
  await it.run();
  const knob = it.figure.getByRole("combobox", { name: "Counters", exact: true });
  await knob.selectOption("1");
  await it.log.getByText("task0: 2").waitFor();
  const told = await it.ended();
  must(!told.includes("recorded"), `it is compared: ${told}`);
  const printed = await it.log.textContent();
  must(!printed.includes("task1"), `more than one counter runs: ${printed}`);
  await knob.selectOption("4");
  await it.log.getByText("task3: 2").waitFor();
  const again = await it.ended();
  must(again.includes("what is recorded"), `as it was: ${again}`);
}

async function paper(page, it) {
  await it.button("Change").click();
  await it.input.waitFor();
  await it.run();
  await page.emulateMedia({ media: "print" });
  must(!(await it.button("Run").isVisible()), "the buttons are printed");
  must(!(await it.log.isVisible()), "what it prints now is printed");
  must(await it.code.isVisible(), "the code is not printed");
  const change = it.figure.locator(".live-paper");
  must(!(await change.isVisible()), "the same code is printed twice");

  await page.emulateMedia({ media: "screen" });
  await it.edit("pub fn main() {}\n");
  must(!(await change.isVisible()), "what is for paper is on the screen");
  await page.emulateMedia({ media: "print" });
  must(!(await it.code.isVisible()), "the code is printed as it was");
  must((await change.textContent()) === "pub fn main() {}\n", "the change is not printed");
  must(await change.isVisible(), "nothing is printed");
  const says = (pseudo) => getComputedStyle(pseudo, "::before").content;
  const marks = [change, it.figure.locator("pre:has(> code.output)")];
  const [mark, output] = await Promise.all(marks.map((one) => one.evaluate(says)));
  must(mark.includes("changed"), `it is marked ${mark}`);
  must(output.includes("unchanged"), `the recorded output is marked ${output}`);
  await it.figure.screenshot({ path: join(shots, "listing-changed-on-paper.png") });

  await page.emulateMedia({ media: "screen" });
  await it.button("Put back").click();
  await page.emulateMedia({ media: "print" });
  must(await it.code.isVisible(), "the code that was put back is not printed");
  must((await change.count()) === 0, "what is put back stays on paper");
}

async function scriptless(browser, url) {
  const { page, close } = await open(browser, url, { javaScriptEnabled: false });
  must((await page.getByRole("button", { name: "Run" }).count()) === 0, "a button");
  const gap = await page
    .locator("figure[data-listing] pre")
    .first()
    .evaluate((pre) => getComputedStyle(pre).marginBlockEnd);
  must(gap === "0px", `room of ${gap} is kept for buttons`);
  await close();
}

/** Each state in one dress: a picture, and what axe finds. */
async function looks(browser, url, { name, ...options }) {
  const { page, faults, close } = await open(browser, url, options);
  const it = listing(page);
  const look = (state) =>
    check(`a listing that is ${state}, ${name}`, async () => {
      // A blinking cursor would make each picture another one.
      const path = join(shots, `listing-${state}-${name}.png`);
      await it.figure.screenshot({ path, animations: "disabled" });
      none(await findings(page));
      const sideways = await page.evaluate(() => {
        const scroller = document.scrollingElement;
        return scroller.scrollWidth - scroller.clientWidth;
      });
      must(sideways <= 0, `the page is ${sideways} px too wide`);
    });
  await look("idle");
  await it.run();
  await look("run");
  await it.button("Change").click();
  await it.input.waitFor();
  await look("edited");
  await it.edit(ENDLESS);
  await it.button("Run").click();
  await it.figure.getByText("begins", { exact: true }).waitFor(PATIENCE);
  await look("running");
  await it.button("Stop").click();
  await it.ended();
  await it.edit(WRONG);
  await it.run();
  await look("failed");
  await check(`no error is logged, ${name}`, () => none(faults));
  await close();
}
