// Listings on a page that no server answers for: run in the page itself where
// they can, told and played as they were recorded where they can't.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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

export async function alone(browser, { folder, address }) {
  const runs = existsSync(join(folder, "live/listings.js"));
  const disk = `${pathToFileURL(folder).href}/`;
  for (const [from, start] of [["a host", address], ["the disk", disk]]) {
    const on = (claim, page, key, body) =>
      check(`from ${from}, ${claim}`, async () => {
        const opened = await open(browser, start + page);
        await body(opened.page, listing(opened.page, key), opened.faults);
        none(opened.faults);
        await opened.close();
      });
    await on("a listing that needs more says what", "ch01-waiting.html", "ch01/threads", needs);
    await on("its timeline is the recorded one", "ch04-futures.html", "ch04/block_on", recorded);
    const [claim, body] = runs
      ? ["a listing runs in the page", inPage]
      : ["a site without the module says so", without];
    await on(claim, "ch02-generators.html", "ch02/lazy_pipeline", body);
    if (runs) {
      await on("a knob is turned", "ch06-tasks.html", "ch06/counters", turned);
    }
  }
  for (const { name, ...options } of LOOKS) {
    await check(`a page without a server, ${name}`, () =>
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

async function recorded(page, it) {
  await it.button("Timeline").click();
  await it.button("Last step").click();
  const printed = await it.figure.locator(".player-printed").textContent();
  const wanted = (await it.recorded()).trim();
  must(printed.includes(wanted), `the player shows ${printed}, not ${wanted}`);
}

async function inPage(page, it) {
  const told = await it.run();
  must(told.includes("what is recorded"), `the status is: ${told}`);
  await it.figure.getByRole("combobox", { name: "Clock", exact: true }).selectOption("real");
  const real = await it.ended();
  must(real.includes("what is recorded"), `on the real clock: ${real}`);
  await it.button("Timeline").click();
  await it.button("Last step").waitFor();
  must((await it.ended()).includes("what is recorded"), "traced, it prints otherwise");
}

async function without(page, it) {
  const told = await it.run();
  must(told.includes("no module"), `it says ${told}`);
  await it.button("Timeline").click();
  await it.button("Last step").waitFor();
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
