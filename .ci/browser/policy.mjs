// What the pages of the local server may run: the scripts that they were built
// with, and no other that somebody brings into them. That they run those shows
// where every page is looked at.
import { open } from "./browser.mjs";
import { check, must } from "./report.mjs";

export async function policy(browser, address) {
  const { page, faults, close } = await open(browser, address);

  await check("a script that came into a page does not run", async () => {
    const ran = await page.evaluate(async () => {
      const place = document.createElement("div");
      document.body.append(place);
      place.innerHTML = "<img src='data:,' onerror='window.brought = 1'>";
      const script = document.createElement("script");
      script.textContent = "window.brought = 2";
      const link = document.createElement("a");
      link.href = "javascript:window.brought=3";
      place.append(script, link);
      link.click();
      const elsewhere = document.createElement("script");
      elsewhere.src = "data:text/javascript,window.brought=4";
      const refused = new Promise((done) => (elsewhere.onerror = done));
      place.append(elsewhere);
      await refused;
      return window.brought ?? 0;
    });
    must(ran === 0, `script ${ran} ran`);
  });

  await check("a page calls nobody but its own server", async () => {
    const called = await page.evaluate(() =>
      fetch("http://localhost:9/").then(
        () => "answered",
        (error) => error.name,
      ),
    );
    must(called === "TypeError", `it was ${called}`);
    const policies = faults.filter((fault) => fault.includes("Content Security Policy"));
    must(policies.some((fault) => fault.includes("connect")), faults.join("\n"));
  });
  await close();
}
