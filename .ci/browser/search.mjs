// The search box finds what a page says.
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";

export async function search(browser, address) {
  await check("search finds a chapter by a word of its text", async () => {
    const { page, faults, close } = await open(browser, address);
    await page.keyboard.press("/");
    await page.keyboard.type("suspended generator");
    const result = page.locator("#mdbook-searchresults a").first();
    await result.waitFor({ state: "visible" });
    await result.click();
    await page.waitForURL(/ch02-generators\.html\?highlight=/);
    await page.locator("main mark").first().waitFor();
    must((await page.locator("main mark").count()) > 0, "no word is marked");
    none(faults);
    await close();
  });
}
