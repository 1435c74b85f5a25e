// What a reader turns on a page without a server: a listing's knobs, and its
// clock. What the page can't run, it says in words.
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { listing, turned } from "./listings.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const shots = join(root, "target/screenshots");
const LOOKS = [
  { name: "wide-light", viewport: { width: 1280, height: 900 }, theme: "light" },
  { name: "narrow-dark", viewport: { width: 360, height: 740 }, theme: "navy" },
];

export async function knobs(browser, { address }) {
  const on = (claim, page, key, body) =>
    check(`${claim}, without a server`, async () => {
      const { page: opened, faults, close } = await open(browser, address + page);
      await body(opened, listing(opened, key));
      none(faults);
      await close();
    });
  await on("what needs more says what", "ch01-waiting.html", "ch01/threads", needs);
  await on("a listing keeps both clocks", "ch02-generators.html", "ch02/function", clocks);
  await on("a knob is turned, and turned back", "ch06-tasks.html", "ch06/counters", turned);
  for (const { name, ...options } of LOOKS) {
    await check(`a listing that plays without a server, ${name}`, () =>
      look(browser, `${address}ch06-tasks.html`, name, options),
    );
  }
}

async function needs(page, it) {
  must((await it.button("Change").count()) === 0, "it offers to change it");
  const told = await it.run();
  must(told.includes("it starts threads"), `it says ${told}`);
  must(told.includes("cargo workbook run ch01/threads"), `it says ${told}`);
  const output = it.figure.locator("code.output");
  must(await output.isVisible(), "its recorded output is covered");
}

async function clocks(page, it) {
  await it.run();
  const clock = it.figure.getByRole("combobox", { name: "Clock", exact: true });
  for (const value of ["real", "virtual"]) {
    await clock.selectOption(value);
    const told = await it.ended();
    must(told.includes("what is recorded"), `on the ${value} clock: ${told}`);
  }
}

async function look(browser, url, name, options) {
  const { page, faults, close } = await open(browser, url, options);
  const it = listing(page, "ch06/counters");
  await it.button("Timeline").click();
  await it.button("Step forward").waitFor();
  for (let step = 0; step < 4; step += 1) await it.button("Step forward").click();
  await it.figure.screenshot({ path: join(shots, `listing-alone-${name}.png`) });
  none(await findings(page));
  none(faults);
  await close();
}
