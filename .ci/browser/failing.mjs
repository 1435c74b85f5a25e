// The run in which a check failed, played on the exercise's card.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const FILE = "exercises/ch01_waiting/e1_together.rs";
const IN_A_ROW = "solutions/ch01_waiting/e1_together/wrong_futures_first.rs";
const CARD = '[data-exercise="ch01/together"]';

export async function failing(browser, { address, checkout }) {
  const url = new URL("ch01-waiting.html#exercise-together", address).href;
  const path = join(checkout, FILE);
  const stub = readFileSync(path, "utf8");
  writeFileSync(path, readFileSync(join(root, IN_A_ROW), "utf8"));
  await check("a verdict plays the run that failed", async () => {
    const { page, faults, close } = await open(browser, url);
    try {
      await played(page.locator(CARD));
      none(faults);
      none(await findings(page));
    } finally {
      await close();
    }
  });
  writeFileSync(path, stub);
}

async function played(card) {
  await card.getByRole("button", { name: "Check" }).click();
  const run = card.locator(".run");
  await run.getByRole("heading", { name: "Who ran when, up to the failure" }).waitFor({
    timeout: 300_000,
  });
  const says = run.locator(".player-says");
  await says.getByText("your future calls poll of a.").waitFor();
  await run.getByText(/^Seen in line \d+/).waitFor();
  const steps = [];
  for (let step = 0; step < 5; step += 1) {
    steps.push(await says.innerText());
    await run.getByRole("button", { name: "Step forward" }).click();
  }
  const told = steps.join(" ");
  const expected =
    "your future calls poll of a. a waits. your future waits. " +
    "Nobody runs, until it is 700 ms. your future calls poll of a.";
  must(told === expected, `it tells ${told}`);
  await run.getByRole("button", { name: "Last step" }).click();
  await run.getByText("2.7 s").first().waitFor();
  // A check's own output stands elsewhere, and this one prints nothing.
  must(!(await run.locator(".player-printed").isVisible()), "an empty box is there");
}
