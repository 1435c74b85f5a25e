// The search box finds what a page says, in every theme's colors.
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";

export async function search(browser, address) {
  for (const theme of ["light", "rust", "navy", "coal", "ayu"]) {
    await check(`search finds a chapter by its words, ${theme}`, () =>
      find(browser, address, theme),
    );
  }
}

async function find(browser, address, theme) {
  const { page, faults, close } = await open(browser, address, { theme });
  await page.keyboard.press("/");
  await page.keyboard.type("suspended generator");
  const results = page.locator("#mdbook-searchresults");
  const result = results.locator("a[href*='ch02-generators.html']").first();
  await result.waitFor({ state: "visible" });
  none(await findings(page));
  await result.click();
  await page.waitForURL(/ch02-generators\.html\?highlight=/);
  await page.locator("main mark").first().waitFor();
  must((await page.locator("main mark").count()) > 0, "no word is marked");
  none(await findings(page));
  none(faults);
  await close();
}
