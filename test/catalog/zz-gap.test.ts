import { join } from "node:path";
import { it } from "vitest";
import { lint } from "../../catalog/lint";
import { compile } from "../../catalog/compile";
import { readDocument } from "../../catalog/read";
import { defaultEdition } from "../../catalog/load";
import { verdict } from "../../catalog/verdict";
const doc = readDocument(join(__dirname, "..", "..", "catalog", "documents", "2025-06-16"));
it("g", () => {
  const t = (n: string, m: (d: any) => unknown) => { const d = structuredClone(doc); m(d); let r: unknown; try { r = compile(d).counts.fineTuning } catch (e) { r = String(e) } console.log("GAP", n, JSON.stringify(lint(d)), JSON.stringify(r)); };
  t("alias in list", (d) => d.regionLists.lists[3].regions.push("イーストアス"));
  t("alias in global", (d) => d.fineTuning.globalList.regions.push({ label: "japaneast" }));
  t("dup in standard training", (d) => d.fineTuning.rows[0].standard.push("米国東部 2"));
  t("dup in selected", (d) => d.selectedCustomers.rows[0].regions.push("米国東部"));
  t("list model undescribed", (d) => (d.regionLists.lists[0].version = "9"));
  t("assist ver typo", (d) => (d.assistants.columns[0].version = "2024-05-31"));
  t("case differ", (d) => (d.assistants.columns[4].version = "1106-preview"));
  const e = defaultEdition();
  for (const q of [{model:"gpt-4o",region:"eatsus2"},{model:"gpt-4o",region:"usgovvirginia"},{model:"gpt-3.5-turbo",region:"eastus"},{model:"gpt4o",region:"japaneast"},{model:"gpt-4",region:"japaneast"},{model:"gpt-4o",region:"westus",purpose:"fine-tuning" as const},{model:"gpt-35-trubo",region:"eastus"}]) { const v = verdict(e, q); console.log("Q", JSON.stringify(q), v.status, v.reason, JSON.stringify(v.didYouMean), JSON.stringify(v.alternatives.slice(0, 3)), v.alternatives.length); }
}, 60000);
