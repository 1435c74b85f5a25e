// Exercises on a served page: solved, judged, hinted at, edited elsewhere too.
import { readFileSync, writeFileSync } from "node:fs";
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

const EXERCISE = "ch02/countdown";
const ANSWER = "exercises/ch02_generators/e1_countdown.rs";
const SOLUTIONS = join(root, "solutions/ch02_generators");
const wrong = (name) =>
  readFileSync(join(SOLUTIONS, `e1_countdown/wrong_${name}.rs`), "utf8");
const right = readFileSync(join(SOLUTIONS, "e1_countdown.rs"), "utf8");
const stub = readFileSync(join(root, ANSWER), "utf8");
const BROKEN = stub.replace("todo!(\"give", "tudo!(\"give");

/** The first build of what the checks use takes long. */
const PATIENCE = { timeout: 300_000 };

/** One exercise's card, and what is in it. */
function card(page) {
  const it = page.locator(`[data-exercise="${EXERCISE}"]`);
  const button = (name) => it.getByRole("button", { name });
  return {
    it,
    button,
    standing: it.locator(".standing"),
    state: it.locator(".state"),
    says: it.locator(".says"),
    verdict: it.locator(".verdict"),
    heading: it.locator(".verdict h4"),
    input: it.getByRole("textbox"),
    // The editor draws the lines alone that are seen.
    text: () =>
      it.locator(".ace_editor").evaluate((element) => element.env.editor.getValue()),
    async solve() {
      await button("Solve here").click();
      await it.locator(".pane textarea").first().waitFor({ state: "attached" });
    },
    async edit(text) {
      await it.getByRole("textbox").focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
      await it.locator("[data-unsaved]").waitFor();
    },
    async check() {
      await button("Check").click();
      await page.waitForFunction(
        (name) =>
          document.activeElement?.matches(`[data-exercise="${name}"] .verdict h4`),
        EXERCISE,
        PATIENCE,
      );
    },
    /** Waits for a verdict of this summary. */
    judged: (text) =>
      it.locator(".verdict h4", { hasText: text }).waitFor(PATIENCE),
  };
}

export async function exercises(browser, { address, checkout }) {
  // A card is loaded when it comes near: as after a click in the sidebar.
  const url = new URL("ch02-generators.html#exercise-countdown", address).href;
  const path = join(checkout, ANSWER);
  const disk = {
    read: () => readFileSync(path, "utf8"),
    write: (text) => writeFileSync(path, text),
  };
  const on = (claim, body) =>
    check(claim, async () => {
      const { page, faults, close } = await open(browser, url);
      page.on("dialog", (dialog) => dialog.accept());
      await page.locator(`[data-exercise="${EXERCISE}"] .desk`).waitFor();
      try {
        await body(page, card(page), disk, faults);
      } finally {
        await close();
      }
    });
  await on("a wrong answer is saved, judged and explained", solvedBadly);
  await on("hints come one at a time and are counted", hinted);
  await on("what does not compile shows the compiler's words", broken);
  await on("a check is stopped by the same button", stopped);
  await on("keys alone save and check", byKeys);
  await on("what another editor saves is here at once, judged", elsewhere);
  await on("an unsaved text is not overwritten: mine", (page, it) =>
    conflict(page, it, disk, "mine"),
  );
  await on("an unsaved text is not overwritten: theirs", (page, it) =>
    conflict(page, it, disk, "theirs"),
  );
  await on("a save over a newer file asks first", saveOver);
  await on("an unsaved text survives a reload", reloaded);
  await on("a server that does not answer is told, the text is kept", alone);
  await on("a right answer is solved, and progress shows it", solved);
  for (const dress of DRESSES) {
    await looks(browser, url, disk, dress);
  }
  disk.write(stub);
}

async function solvedBadly(page, it, disk, faults) {
  await it.solve();
  await it.edit(wrong("restart"));
  must(disk.read() === stub, "it was written before anybody saved");
  await it.check();
  must(disk.read() === wrong("restart"), "the file on disk is another");
  must((await it.state.textContent()) === "Saved.", "it does not say saved");
  const text = await it.verdict.innerText();
  for (const part of ["stays at the end", "failed", "passed", "It looks like"]) {
    must(text.includes(part), `the verdict does not say ${part}: ${text}`);
  }
  const link = it.verdict.getByRole("link", { name: "Read about not-fused" });
  await link.click();
  await page.waitForURL(/misconceptions\/not-fused\.html$/);
  none(faults);
}

async function hinted(page, it) {
  await it.button("Hints").click();
  const take = it.it.getByRole("button", { name: /^Take hint/ });
  const ladder = it.it.locator(".ladder li");
  await take.waitFor();
  must((await ladder.count()) === 0, "a hint is there unasked");
  await take.click();
  await ladder.nth(0).waitFor();
  must((await ladder.count()) === 1, "more than one came");
  const focused = await ladder.nth(0).evaluate((e) => e === document.activeElement);
  must(focused, "the focus is not on the hint");
  await it.standing.getByText("1 hint taken").waitFor();
  await take.click();
  await take.click();
  await ladder.nth(2).waitFor();
  await it.it.getByText("All hints are taken.").waitFor();
}

async function broken(page, it) {
  await it.solve();
  await it.edit(BROKEN);
  await it.check();
  const line = BROKEN.split("\n").findIndex((text) => text.includes("tudo!")) + 1;
  const mark = await it.verdict.locator("pre mark").innerText();
  must(mark.trim().startsWith(`${line} |`), `it marks ${mark}`);
}

async function stopped(page, it) {
  // A verdict that would come before the second press stays on its way.
  await page.route("**/.workbook/api/check", () => {});
  await it.button("Check").click();
  const asked = page.waitForEvent("requestfailed");
  await it.button("Stop").click();
  await asked;
  await it.says.getByText("Stopped; no verdict.").waitFor();
  await it.button("Check").waitFor();
}

async function byKeys(page, it, disk) {
  await it.solve();
  await it.edit(wrong("list"));
  await page.keyboard.press("Control+s");
  await it.state.getByText("Saved.").waitFor();
  must(disk.read() === wrong("list"), "Ctrl+S did not save");
  await it.edit(wrong("signed"));
  await page.keyboard.press("Control+Enter");
  await it.it.locator(".verdict h4:focus").waitFor(PATIENCE);
  must(disk.read() === wrong("signed"), "Ctrl+Enter did not save");
}

async function elsewhere(page, it, disk) {
  await it.solve();
  const had = await page.evaluate(() => document.activeElement?.tagName);
  disk.write(wrong("restart"));
  await it.state.getByText("Another editor saved this file").waitFor();
  must((await it.text()).includes("not-fused"), "the editor shows another text");
  await it.it.getByRole("link", { name: "Read about not-fused" }).waitFor(PATIENCE);
  await it.says.getByText("Judged what was saved.").waitFor();
  const has = await page.evaluate(() => document.activeElement?.tagName);
  must(had === has, `the focus went from ${had} to ${has}`);
  disk.write(wrong("counts_zero"));
  await it.it.getByRole("link", { name: "Read about off-by-one" }).waitFor(PATIENCE);
}

async function conflict(page, it, disk, who) {
  disk.write(stub);
  await it.solve();
  await it.edit(wrong("list"));
  disk.write(wrong("restart"));
  const asks = it.it.getByRole("group", { name: "Two texts of one answer" });
  await asks.waitFor();
  await it.button("See both").click();
  const sees = await asks.innerText();
  must(/\+ mine/.test(sees) && /− theirs/.test(sees), `it shows ${sees}`);
  await page.keyboard.press("Control+s");
  must(disk.read() === wrong("restart"), "it was overwritten unasked");
  if (who === "mine") {
    await it.button("Keep mine and save it").click();
    await it.state.getByText("Saved.").waitFor();
    must(disk.read() === wrong("list"), "mine is not on disk");
  } else {
    await it.button("Take theirs").click();
    await it.state.getByText("Theirs is here now").waitFor();
    must((await it.text()).includes("not-fused"), "theirs is not here");
    await it.button("Bring mine back").click();
    must((await it.text()).includes("not-lazy"), "mine did not come back");
  }
  must(!(await asks.isVisible()), "it still asks");
}

async function saveOver(page, it, disk) {
  disk.write(stub);
  await it.solve();
  await it.edit(wrong("list"));
  // Before the page can hear of it.
  await page.route("**/.workbook/events*", (route) => route.abort());
  disk.write(wrong("restart"));
  await page.keyboard.press("Control+s");
  const asks = it.it.getByRole("group", { name: "Two texts of one answer" });
  await asks.waitFor();
  must(disk.read() === wrong("restart"), "it was overwritten");
}

async function reloaded(page, it, disk) {
  disk.write(stub);
  await it.solve();
  await it.edit(wrong("list"));
  await page.reload();
  await it.state.getByText("this is what you wrote before").waitFor();
  must((await it.text()).includes("not-lazy"), "the text is gone");
  must(disk.read() === stub, "the reload saved it");
  // And is not taken for what another editor wrote since.
  await page.goto("about:blank");
  disk.write(wrong("restart"));
  await page.goBack();
  const asks = it.it.getByRole("group", { name: "Two texts of one answer" });
  await asks.waitFor();
  must(disk.read() === wrong("restart"), "it was overwritten");
}

async function alone(page, it, disk) {
  disk.write(stub);
  await it.solve();
  await it.edit(wrong("list"));
  await page.route("**/.workbook/**", (route) => route.abort());
  await page.keyboard.press("Control+s");
  await it.state.getByText("Your text is kept in this browser").waitFor();
  await page.unroute("**/.workbook/**");
  // Started anew, it has another token.
  await page.evaluate(() => (globalThis.workbook.token = "of the last start"));
  await page.keyboard.press("Control+s");
  await it.state.getByText("Saved.").waitFor();
  must(disk.read() === wrong("list"), "it was not saved later");
}

async function solved(page, it, disk) {
  await it.solve();
  await it.edit(right);
  await it.check();
  await it.judged("solved, 1 point");
  await it.standing.getByText("solved, 1 point").waitFor();
  must(disk.read() === right, "the answer is not on disk");
  const mark = page.locator(".sidebar .solved-mark");
  must((await mark.count()) === 1, "the sidebar does not mark it");
  await page.goto(new URL("progress.html", page.url()).href);
  const row = page.getByRole("row", { name: /^countdown/ });
  await row.getByText("solved").waitFor();
  await page.getByText("1 of 5 exercises solved").waitFor();
}

/** Each state in one dress: nothing serious, and a picture. */
async function looks(browser, url, disk, { name, ...options }) {
  disk.write(stub);
  const { page, faults, close } = await open(browser, url, options);
  page.on("dialog", (dialog) => dialog.accept());
  const it = card(page);
  await it.it.locator(".desk").waitFor();
  const look = async (state) => {
    await check(`exercise ${state}, ${name}: no serious finding`, async () =>
      none(await findings(page)),
    );
    const path = join(shots, `exercise-${state}-${name}.png`);
    await page.mouse.move(0, 0);
    await it.it.screenshot({ path });
  };
  await look("idle");
  await it.solve();
  await it.edit(wrong("restart"));
  await it.check();
  await it.button("Hints").click();
  await it.it.locator(".hints .told").waitFor();
  await look("failed");
  await it.edit(BROKEN);
  await it.check();
  await look("broken");
  await it.edit(wrong("list"));
  disk.write(wrong("restart"));
  await it.button("See both").click();
  await look("conflict");
  await it.button("Take theirs").click();
  await it.edit(right);
  await it.check();
  await look("solved");
  await page.goto(new URL("progress.html", url).href);
  await page.locator(".progress table").first().waitFor();
  await check(`progress, ${name}: no serious finding`, async () =>
    none(await findings(page)),
  );
  const path = join(shots, `progress-${name}.png`);
  await page.screenshot({ path, fullPage: true });
  await check(`no error is logged, ${name}`, () => none(faults));
  await close();
}
