// A page without a server: it runs listings, plays runs and grades
// predictions by itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const shots = join(root, "target/screenshots");
const NARROW = { viewport: { width: 360, height: 740 }, theme: "navy" };

export async function alone(browser, { folder, address }) {
  const { listings, module } = catalogOf(folder);
  await check("the site has the listings' module", () => {
    must(
      module === "live/listings.js",
      "it has none: cargo build --profile page --target wasm32-wasip1 --bin listing",
    );
  });
  const disk = `${pathToFileURL(folder).href}/`;
  // Wide and light, and narrow and dark.
  for (const [from, start, dress] of [
    ["a host", address, {}],
    ["the disk", disk, NARROW],
  ]) {
    const on = (claim, page, body) =>
      check(`${claim} on a page from ${from}`, async () => {
        const opened = await open(browser, start + page, dress);
        const figure = await body(opened.page, listings);
        const urls = opened.answers.map((answer) => answer.url());
        none(urls.filter((url) => strays(url, start)));
        none(opened.faults);
        // axe asks for the sheets once more, which the disk refuses.
        none(await findings(opened.page));
        const path = join(shots, `${body.name}-on-${from.replace(" ", "-")}.png`);
        await figure.screenshot({ path });
        await opened.close();
      });
    await on("a listing runs", "ch02-generators.html", runs);
    await on("a run plays step by step", "ch02-generators.html", plays);
    await on("what can't run there plays its record", "ch07-readiness.html", records);
    await on("a prediction is graded and kept", "ch02-generators.html", predicts);
  }
}

/** A worker's script is of the page itself, and has no other address. */
const strays = (url, start) => !url.startsWith(start) && !url.startsWith("blob:");

function catalogOf(folder) {
  const script = readFileSync(join(folder, "live/catalog.js"), "utf8");
  const [, json] = /^workbook\.catalog = (.*);\n$/s.exec(script) ?? [];
  must(json, "the catalog has another shape");
  return JSON.parse(json);
}

const figureOf = (page, key) => page.locator(`figure[data-listing="${key}"]`);

async function press(figure, name) {
  await figure.getByRole("button", { name, exact: true }).first().click();
}

async function runs(page, listings) {
  const figure = figureOf(page, "ch02/function");
  await press(figure, "Run");
  await figure.locator(".live-run[data-end='exited']").waitFor();
  const printed = await figure.getByRole("log").textContent();
  const { recorded } = listings["ch02/function"];
  must(printed === recorded, `it printed ${JSON.stringify(printed)}`);
  return figure;
}

async function plays(page, listings) {
  const key = "ch02/lazy_pipeline";
  const figure = figureOf(page, key);
  await press(figure, "Timeline");
  await atTheEnd(figure, listings[key].recorded);
  const said = figure.locator(".player-says");
  const last = await said.textContent();
  await press(figure, "Step back");
  must((await said.textContent()) !== last, `it says the same: ${last}`);
  return figure;
}

async function records(page, listings) {
  const key = "ch07/lines";
  const figure = figureOf(page, key);
  await press(figure, "Timeline");
  await atTheEnd(figure, listings[key].recorded);
  const why = await figure.getByRole("status").first().textContent();
  must(why.includes("sockets"), `it says: ${why}`);
  return figure;
}

/** At the last step, all that the listing prints has been printed. */
async function atTheEnd(figure, recorded) {
  await figure.locator(".player").waitFor();
  await press(figure, "Last step");
  const printed = await figure.locator(".player-printed").textContent();
  must(printed.trim() === recorded.trim(), `it printed ${JSON.stringify(printed)}`);
}

async function predicts(page, listings) {
  const key = "ch02/from_fn";
  const figure = figureOf(page, key);
  const { options, right } = listings[key].question;
  await press(figure, "Predict");
  const wrong = options.find((option) => option !== right[0]);
  await answers(figure, wrong);
  await figure.locator("[data-grade=wrong]").waitFor();
  await press(figure, "Answer again");
  await answers(figure, right[0]);
  await figure.locator("[data-grade=right]").waitFor();
  const kept = await page.evaluate(() => localStorage.getItem("workbook.predictions"));
  const { tries, right: at } = JSON.parse(kept)[key];
  must(tries === 2 && at === 2, `it kept ${kept}`);
  return figure;
}

async function answers(figure, line) {
  await figure.getByLabel(line, { exact: true }).check();
  await press(figure, "Answer");
}
