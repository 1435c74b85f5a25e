// What axe-core finds serious or critical on a page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

export async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  return result.violations
    .filter((rule) => ["serious", "critical"].includes(rule.impact))
    .flatMap((rule) =>
      rule.nodes.slice(0, 4).map((node) => {
        const why = node.any[0]?.message ?? node.all[0]?.message ?? rule.help;
        return `${rule.id}: ${node.target.join(" ")}: ${why}`;
      }),
    );
}
