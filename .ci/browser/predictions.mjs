// What a listing prints, predicted before it is seen.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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

const LINE = "ch02/function";
const ORDER = "ch02/lazy_pipeline";
/** Who ran when in it: a figure below its output. */
const DRAWING = 'svg.timeline[aria-labelledby="ch02-lazy_pipeline"]';

/** The first build of the listings takes long. */
const PATIENCE = { timeout: 300_000 };

function listing(page, key) {
  const figure = page.locator(`figure[data-listing="${key}"]`);
  const button = (name) => figure.getByRole("button", { name, exact: true });
  return {
    figure,
    button,
    output: figure.locator("pre:has(> code.output)"),
    grade: figure.locator(".grade"),
    async open() {
      await button("Predict").click();
      await figure.locator(".question").waitFor();
    },
    async answer(grade) {
      await button("Answer").click();
      await figure.locator(`[data-grade="${grade}"]`).waitFor();
    },
  };
}

export async function predictions(browser, { address }) {
  const url = new URL("ch02-generators.html", address).href;
  const on = asked(browser, url, "a server");
  await on("an output is covered until it is asked for", covered);
  await on("a wrong line is told, then a right one, and kept", oneLine);
  await on("lines are put in order by keys alone", inOrder);
  await on("lines are put in order by the mouse", dragged);
  await on("who never predicts is not asked again", always);
  await on("what was predicted is run", proven);
  await on("a page that is searched shows what is covered", found);
  await check("without scripts every output is there", () =>
    scriptless(browser, url),
  );
  for (const dress of DRESSES) {
    await looks(browser, url, dress);
  }
}

/** The same without a server, from a host and from the disk. */
export async function alone(browser, { folder, address }) {
  const disk = `${pathToFileURL(folder).href}/`;
  for (const [from, start] of [["a host", address], ["the disk", disk]]) {
    const url = `${start}ch02-generators.html`;
    const on = asked(browser, url, from);
    await on("an output is covered until it is asked for", covered);
    await on("a wrong line is told, then a right one, and kept", oneLine);
    await on("lines are put in order by keys alone", inOrder);
    await on("progress says what a clone is for", inAClone);
  }
}

/** Checks on a page of their own each. */
function asked(browser, url, from) {
  return (claim, body) =>
    check(`${claim}, from ${from}`, async () => {
      const { page, faults, close } = await open(browser, url);
      await page.locator(".live-keys").first().waitFor();
      try {
        await body(page, faults);
      } finally {
        await close();
      }
    });
}

async function inAClone(page, faults) {
  await page.goto(new URL("progress.html", page.url()).href);
  await page.getByText("cargo workbook serve", { exact: false }).last().waitFor();
  await page.getByText(/^git clone/).waitFor();
  await page.getByRole("heading", { name: /^ch02 \S/ }).waitFor();
  none(faults);
  // From the disk it may read no style sheet, and logs that.
  none(await findings(page));
}

async function covered(page, faults) {
  const it = listing(page, LINE);
  must(!(await it.output.isVisible()), "the output is seen");
  await it.button("Show me").click();
  await it.output.waitFor({ state: "visible" });
  await page.reload();
  await it.button("Run").waitFor();
  must(await it.output.isVisible(), "it is covered again");
  must(!(await listing(page, ORDER).output.isVisible()), "others are not");
  must(!(await page.locator(DRAWING).isVisible()), "its figure gives it away");
  // Paper has it all.
  await page.emulateMedia({ media: "print" });
  must(await page.locator(DRAWING).isVisible(), "paper has no figure");
  must(await listing(page, ORDER).output.isVisible(), "paper has no output");
  none(faults);
}

async function oneLine(page, faults) {
  const it = listing(page, LINE);
  await it.open();
  const first = page.getByRole("radio").first();
  must(await first.evaluate((e) => e === document.activeElement), "no focus");
  must(!(await it.output.isVisible()), "the output is seen");
  await it.button("Answer").click();
  await it.grade.getByText("Choose a line first.").waitFor();
  await it.figure.getByRole("radio", { name: "second call: 2" }).check();
  await it.answer("wrong");
  const told = await it.grade.innerText();
  must(/you said\s+second call: 2/.test(told), `it says: ${told}`);
  must(/it prints\s+second call: 1/.test(told), `it says: ${told}`);
  const focused = await it.grade.evaluate((e) => e === document.activeElement);
  must(focused, "the focus is not on the grade");
  must(await it.output.isVisible(), "what it printed is not shown");
  await it.button("Answer again").click();
  await it.figure.getByRole("radio", { name: "second call: 1" }).check();
  await it.answer("right");
  must((await it.grade.innerText()).includes("right at try"), "no tries");
  await page.goto(new URL("progress.html", page.url()).href);
  const chapter = page.locator("section", { hasText: "ch02" });
  await chapter.getByText(/^Predictions: \d of \d/).click();
  await chapter.getByText(/ch02\/function right at/).waitFor();
  none(faults);
}

async function inOrder(page) {
  const it = listing(page, ORDER);
  const right = (await it.output.textContent()).trimEnd().split("\n");
  await it.open();
  const rows = it.figure.locator(".order li");
  const texts = () => rows.locator("code").allTextContents();
  await it.answer("wrong");
  await it.button("Answer again").click();
  for (const [place, line] of right.entries()) {
    const from = (await texts()).indexOf(line, place);
    await rows.nth(from).getByRole("button").first().focus();
    for (let at = from; at > place; at -= 1) {
      await page.keyboard.press("ArrowUp");
    }
  }
  must((await texts()).join() === right.join(), `it is ${await texts()}`);
  const moved = await it.figure.locator(".moved").textContent();
  must(/^Line \d of \d now\.$/.test(moved), `moving says ${moved}`);
  await it.answer("right");
  await page.locator(DRAWING).waitFor();
}

async function dragged(page) {
  const it = listing(page, ORDER);
  await it.open();
  const rows = it.figure.locator(".order li");
  const before = await rows.locator("code").allTextContents();
  await rows.nth(0).dragTo(rows.nth(2));
  const after = await rows.locator("code").allTextContents();
  const wanted = [before[1], before[2], before[0], ...before.slice(3)];
  must(after.join() === wanted.join(), `it is ${after}`);
}

async function always(page) {
  await listing(page, LINE).button("Always show").click();
  must(await listing(page, ORDER).output.isVisible(), "another is covered");
  await page.goto(new URL("progress.html", page.url()).href);
  const box = page.getByRole("checkbox", { name: /Cover what a listing prints/ });
  must(!(await box.isChecked()), "the choice is not shown");
  await box.check();
  await page.goBack();
  await listing(page, ORDER).button("Show me").waitFor();
}

async function proven(page) {
  const it = listing(page, LINE);
  await it.open();
  await it.figure.getByRole("radio", { name: "second call: 1" }).check();
  await it.answer("right");
  await it.button("Run it").click();
  await it.figure.locator(".live-run[data-end]").waitFor(PATIENCE);
  const printed = await it.figure.getByRole("log").textContent();
  must(printed.includes("second call: 1"), `it printed ${printed}`);
}

async function found(page) {
  const it = listing(page, LINE);
  await it.output.dispatchEvent("beforematch");
  must(await it.output.isVisible(), "it stays covered");
  must((await it.figure.locator(".live-cover").count()) === 0, "a cover is left");
}

async function scriptless(browser, url) {
  const options = { javaScriptEnabled: false };
  const { page, close } = await open(browser, url, options);
  must(await listing(page, LINE).output.isVisible(), "an output is not seen");
  must(await listing(page, ORDER).output.isVisible(), "an output is not seen");
  await close();
}

/** Each state in one dress: nothing serious, and a picture. */
async function looks(browser, url, { name, ...options }) {
  const { page, close } = await open(browser, url, options);
  const look = async (key, state) => {
    await check(`prediction ${state}, ${name}: no serious finding`, async () =>
      none(await findings(page)),
    );
    const path = join(shots, `prediction-${state}-${name}.png`);
    await listing(page, key).figure.screenshot({ path });
  };
  const it = listing(page, LINE);
  await it.button("Predict").waitFor();
  await look(LINE, "covered");
  await it.open();
  await it.figure.getByRole("radio", { name: "second call: 2" }).check();
  await look(LINE, "asked");
  await it.answer("wrong");
  await look(LINE, "wrong");
  await it.button("Answer again").click();
  await it.figure.getByRole("radio", { name: "second call: 1" }).check();
  await it.answer("right");
  await look(LINE, "right");
  await listing(page, ORDER).open();
  await look(ORDER, "order");
  await close();
}
