// What readers do most, in a browser that is not Chromium: `node others.mjs
// firefox`, or `webkit`. All else is tried in Chromium alone.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check, close, must, none } from "./report.mjs";
import { root, start } from "./server.mjs";
import { publish } from "./static.mjs";
import { tab } from "./tab.mjs";
import * as browsers from "./webdriver.mjs";

const shots = join(root, "target/screenshots");
const PAGES = ["index.html", "ch02-generators.html", "ch07-readiness.html", "progress.html"];
/** The first build of what a listing or a check uses takes long. */
const PATIENCE = 300_000;

const FIGURE = 'figure[data-listing="ch02/function"]';
const LANES = 'figure[data-listing="ch02/lazy_pipeline"]';
const PREDICTED = 'figure[data-listing="ch02/from_fn"]';
const SOCKETS = 'figure[data-listing="ch07/lines"]';
const KNOB = 'figure[data-listing="ch06/counters"]';
const CARD = '[data-exercise="ch02/countdown"]';
/** Whose hints are not all taken by others. */
const HINTED = '[data-exercise="ch02/fibonacci"]';
const ANSWER = "exercises/ch02_generators/e1_countdown.rs";
const answers = join(root, "solutions/ch02_generators");
const wrong = readFileSync(join(answers, "e1_countdown/wrong_restart.rs"), "utf8");
const right = readFileSync(join(answers, "e1_countdown.rs"), "utf8");
const stub = readFileSync(join(root, ANSWER), "utf8");
const ENDLESS = 'pub fn main() {\n    println!("begins");\n    loop {}\n}\n';

/** One browser over a served book and a site of plain files. */
export async function others(name, server, published) {
  const browser = await browsers[name]();
  const page = tab(browser);
  const disk = `${pathToFileURL(published.folder).href}/`;
  const at = (start, claim, body, path = "ch02-generators.html") =>
    check(`${name}: ${claim}`, async () => {
      await page.go("about:blank");
      await page.faults(start);
      await page.go(start + path);
      await body(page, server, start);
      await shoot(page, claim);
      none(await page.faults(start));
    });
  try {
    await browser.call("SetTimeouts", { script: PATIENCE, pageLoad: 60_000 });
    await browser.call("SetWindowRect", { width: 1280, height: 1000 });
    const { address } = server;
    const starts = [["the server", address], ["a host", published.address], ["the disk", disk]];
    for (const [from, start] of starts) {
      // Only Firefox lets itself be sent to a file.
      if (start === disk && name !== "firefox") continue;
      await at(start, `pages from ${from} open without a fault`, opens);
      if (start !== address) {
        await at(start, `a listing runs on a page from ${from}`, runs);
        await at(start, `its clock is real on a page from ${from}`, clocks, "ch06-tasks.html");
        await at(start, `a record plays on a page from ${from}`, records, "ch07-readiness.html");
        await at(start, `a prediction is graded on a page from ${from}`, predicts);
      }
    }
    await at(address, "a served listing runs", runs);
    await at(address, "a served run is played", plays);
    await at(address, "a served listing is changed, stopped, put back", changes);
    await at(address, "a served prediction is graded", predicts);
    await at(address, "what is read stays where it is when cards grow", stays);
    await at(address, "an exercise is saved, judged, hinted at", solves);
    await at(address, "what another editor saves is judged", elsewhere);
    // WebKit's driver opens tabs, and shows none but the first.
    if (name === "firefox") {
      await at(address, "tabs that nobody looks at leave room for a run", tabs);
    }
    await at(address, "progress is shown", progress, "progress.html");
    await at(address, "a dark page is dark", dark);
  } finally {
    writeFileSync(join(server.checkout, ANSWER), stub);
    await browser.end();
  }
}

async function shoot(page, claim) {
  // WebKit draws none where there is no screen.
  if (page.name !== "firefox") return;
  mkdirSync(shots, { recursive: true });
  const file = `${page.name}-${claim.replaceAll(/[^a-z]+/g, "-")}.png`;
  writeFileSync(join(shots, file), await page.picture());
}

async function opens(page, _, start) {
  for (const path of PAGES) {
    await page.go(start + path);
    const { figures, buttons, failed } = await page.run(`
      const all = (what) => document.querySelectorAll(what).length;
      const gotten = performance.getEntriesByType("resource");
      return {
        figures: all("figure[data-listing]"),
        buttons: all("figure[data-listing] .live-keys:not(.live-cover)"),
        failed: gotten.filter((one) => one.responseStatus >= 400).map((one) => one.name),
      };`);
    must(figures === buttons, `${path}: ${figures} listings, ${buttons} with buttons`);
    none(failed);
    none(await page.faults(start));
  }
}

const text = (selector) => `document.querySelector('${selector}')?.textContent`;

async function runs(page) {
  await page.press(FIGURE, "Run");
  await page.wait(`!!document.querySelector('${FIGURE} .live-run[data-end=exited]')`, PATIENCE);
  const [printed, recorded] = await page.run(
    `return [${text(`${FIGURE} .live-out`)}, ${text(`${FIGURE} code.output`)}]`,
  );
  must(printed === recorded, `it printed ${printed}, not ${recorded}`);
}

async function clocks(page) {
  await page.press(KNOB, "Run");
  const ended = `document.querySelector('${KNOB} .live-run').dataset.end === "exited"`;
  await page.wait(ended, PATIENCE);
  const printed = await page.run(`return ${text(`${KNOB} .live-out`)}`);
  await page.run(`const clock = document.querySelector('${KNOB} select[aria-label=Clock]');
    // A short run is over before anybody sees that it has begun.
    document.querySelector('${KNOB} .live-run').dataset.end = "before";
    clock.value = "real";
    clock.dispatchEvent(new Event("change"));`);
  await page.wait(ended, PATIENCE);
  const again = await page.run(`return ${text(`${KNOB} .live-out`)}`);
  must(again === printed, `it printed ${again}, not ${printed}`);
}

async function records(page) {
  await page.press(SOCKETS, "Timeline");
  await page.wait(`!!document.querySelector('${SOCKETS} .player')`);
  await page.press(SOCKETS, "Last step");
  await page.wait(
    `${text(`${SOCKETS} .player-printed`)}.trim() === ${text(`${SOCKETS} code.output`)}.trim()`,
  );
}

async function plays(page) {
  await page.press(LANES, "Timeline");
  await page.wait(`!!document.querySelector('${LANES} .player')`, PATIENCE);
  const said = () => page.run(`return ${text(`${LANES} .player-says`)}`);
  const first = await said();
  await page.press(LANES, "Step forward");
  await page.press(LANES, "Step forward");
  must((await said()) !== first, `it still says: ${first}`);
  await page.press(LANES, "Last step");
  await page.wait(`/[^\\s]/.test(${text(`${LANES} .player-printed`)})`);
}

async function changes(page) {
  await page.press(FIGURE, "Change");
  await page.wait(`document.activeElement?.matches('${FIGURE} .live-editor textarea')`);
  await page.edit(FIGURE, ENDLESS);
  await page.keys("Control", "Enter");
  await page.wait(`${text(`${FIGURE} .live-out`)} === "begins\\n"`, PATIENCE);
  await page.press(FIGURE, "Stop");
  await page.wait(`!!document.querySelector('${FIGURE} .live-run[data-end=stopped]')`);
  await page.reload();
  await page.wait(`/begins/.test(${text(`${FIGURE} .live-editor .ace_content`)})`);
  await page.press(FIGURE, "Put back");
  await runs(page);
}

async function predicts(page) {
  await page.press(PREDICTED, "Predict");
  await page.wait(`document.querySelectorAll('${PREDICTED} .question input').length > 1`);
  // Whatever is right: all are tried, one after the other.
  for (let option = 0; ; option += 1) {
    await page.run(`document.querySelectorAll('${PREDICTED} .question input')[args[0]].click()`, option);
    await page.press(PREDICTED, "Answer");
    const grade = await page.wait(`document.querySelector('${PREDICTED} [data-grade]')?.dataset.grade`);
    if (grade === "right") break;
    await page.press(PREDICTED, "Answer again");
  }
}

async function stays(page) {
  const top = `document.querySelector('${LANES}').getBoundingClientRect().top`;
  const was = await page.run(`document.querySelector('${LANES}')
    .scrollIntoView({ behavior: "instant", block: "center" });
    return ${top};`);
  // What grows last: how it stands, and what was judged before.
  await page.wait(`document.querySelector('${CARD} .standing')?.textContent`);
  await page.wait(`document.querySelector('${CARD} .verdict')?.textContent`, PATIENCE);
  const is = await page.run(`return ${top}`);
  must(Math.abs(is - was) < 2, `it went from ${was} to ${is}`);
}

async function solves(page, { checkout }) {
  const disk = join(checkout, ANSWER);
  writeFileSync(disk, stub);
  await page.run(`document.querySelector('${CARD}').scrollIntoView()`);
  await page.press(CARD, "Solve here");
  await page.wait(`document.activeElement?.matches('${CARD} textarea')`);
  await page.edit(CARD, wrong);
  await page.wait(`!!document.querySelector('${CARD} [data-unsaved]')`);
  await page.keys("Control", "s");
  await page.wait(`${text(`${CARD} .state`)} === "Saved."`);
  must(readFileSync(disk, "utf8") === wrong, "the file on disk is another");
  await page.press(CARD, "Check");
  await page.wait(`/It looks like/.test(${text(`${CARD} .verdict`)})`, PATIENCE);
  await page.wait(`document.activeElement?.matches('${CARD} .verdict h4')`);
  await page.press(HINTED, "Hints");
  await page.press(HINTED, "Take hint");
  await page.wait(`!!document.querySelector('${HINTED} .ladder li')`);
}

async function elsewhere(page, { checkout }) {
  await page.run(`document.querySelector('${CARD}').scrollIntoView()`);
  await page.wait(`!!document.querySelector('${CARD} .desk')`);
  writeFileSync(join(checkout, ANSWER), right);
  await page.wait(`/solved, 1 point/.test(${text(`${CARD} .verdict h4`)})`, PATIENCE);
  must(await page.run(`return document.activeElement === document.body`), "the focus moved");
}

/** More than a browser has connections to one host: each seen holds one. */
async function tabs(page, _, start) {
  const all = [];
  try {
    while (all.length < 7) {
      all.push(await page.open());
      await page.go(`${start}ch02-generators.html`);
      await page.run(`document.querySelector('${CARD}').scrollIntoView()`);
      await page.wait(`!!document.querySelector('${CARD} .desk')`);
    }
    await runs(page);
  } finally {
    for (const one of all) await page.close(one);
  }
}

async function progress(page) {
  await page.wait(`/1 of 5 exercises solved/.test(document.body.innerText)`);
}

async function dark(page) {
  await page.run(`localStorage.setItem("mdbook-theme", "navy")`);
  await page.reload();
  const color = await page.run(`return getComputedStyle(document.body).color`);
  await runs(page);
  await page.run(`localStorage.removeItem("mdbook-theme")`);
  must(/^rgb\((1[5-9]|2)/.test(color), `the text is ${color}`);
}

if (process.argv[1] === import.meta.filename) {
  const [server, published] = [await start(), await publish()];
  try {
    for (const name of process.argv.slice(2)) await others(name, server, published);
  } finally {
    await published.stop();
    await server.stop();
  }
  process.exitCode = close();
}
