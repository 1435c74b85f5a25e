// How fast a served page is: `node speed.mjs` prints medians of 20. It judges
// nothing, for another machine, or a busy one, has other numbers.
import { loadavg } from "node:os";
import { launch, open } from "./browser.mjs";
import { start } from "./server.mjs";

const TURNS = 20;
const KEY = "ch02/function";

const server = await start();
const browser = await launch();
const url = new URL("ch02-generators.html", server.address).href;
const figure = `figure[data-listing="${KEY}"]`;

/** From a press in the page to the first line, in its own milliseconds. */
async function toFirstLine(page, press) {
  await page.evaluate((figure) => {
    const place = document.querySelector(figure);
    place.querySelector(".live-line")?.remove();
    globalThis.pressed = undefined;
    const down = () => (globalThis.pressed ??= performance.now());
    for (const event of ["pointerdown", "keydown"]) {
      addEventListener(event, down, { capture: true, once: true });
    }
    globalThis.shown = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (globalThis.pressed && place.querySelector(".live-line")) {
          observer.disconnect();
          done(performance.now() - globalThis.pressed);
        }
      });
      observer.observe(place, { childList: true, subtree: true });
    });
  }, figure);
  await press();
  const took = await page.evaluate(() => globalThis.shown);
  await page.locator(`${figure} .live-run[data-end]`).waitFor();
  return took;
}

function tell(what, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [low, mid, high] = [0, sorted.length >> 1, sorted.length - 1].map((at) =>
    Math.round(sorted[at]),
  );
  console.log(`${what}: median ${mid} ms (${low} to ${high}, ${sorted.length} times)`);
}

async function many(turn) {
  const times = [];
  for (let at = 0; at < TURNS; at += 1) times.push(await turn(at));
  return times;
}

const warm = await open(browser, url);
const run = () => warm.page.locator(`${figure} [data-does=run]`).click();
// Whatever has to be built is built here.
await toFirstLine(warm.page, run);

tell("click to first line, a new page", await many(async () => {
  const { page, close } = await open(browser, url);
  const took = await toFirstLine(page, () =>
    page.locator(`${figure} [data-does=run]`).click(),
  );
  await close();
  return took;
}));
tell("click to first line, again", await many(() => toFirstLine(warm.page, run)));

await warm.page.locator(`${figure} [data-does=change]`).click();
const input = warm.page.locator(`${figure} .ace_text-input`);
await input.focus();
const submit = () => warm.page.keyboard.press("Control+Enter");
const changed = async (at) => {
  await warm.page.keyboard.press("Control+A");
  const text = `pub fn main() {\n    println!("{}", ${at} + ${Date.now()}_u64);\n}\n`;
  await warm.page.keyboard.insertText(text);
  return toFirstLine(warm.page, submit);
};
await changed(0);
tell("change and run, to its first line", await many(changed));
console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(", ")}`);

await browser.close();
await server.stop();
