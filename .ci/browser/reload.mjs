// An edit is on the open page; a book that can't be built leaves the last
// good one there and says so.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "./browser.mjs";
import { check, must } from "./report.mjs";

export async function reload(browser, { address, checkout }) {
  const chapter = new URL("ch02-generators.html", address).href;
  const source = join(checkout, "book/src/ch02-generators.md");
  const { page, close } = await open(browser, chapter);

  await check("an edit of the page is shown without a key pressed", async () => {
    appendFileSync(source, "\n\nA sentence that came later.\n");
    await page.getByText("A sentence that came later.").waitFor();
  });

  const summary = join(checkout, "book/src/SUMMARY.md");
  const good = readFileSync(summary, "utf8");
  const notice = page.getByRole("alert");

  await check("a failed build is told on the page, which stays", async () => {
    writeFileSync(summary, `${good}\n- [Lost](lost.md)\n`);
    await notice.waitFor();
    const text = await notice.textContent();
    must(text.includes("lost.md"), `it does not name the file: ${text}`);
    const there = page.getByText("A sentence that came later.");
    must(await there.isVisible(), "the last good page is gone");
  });

  await check("a mended book takes the notice away", async () => {
    writeFileSync(summary, good);
    await notice.waitFor({ state: "detached" });
  });
  await close();
}
