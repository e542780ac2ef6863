/** The programs on the rule pages, in the real engine; one pack is enough, since both give the same. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { RULE_NAMES } from "../../policy/rule-name";
import { ONE_FILE } from "./support/packs";
import { describeWithPulumi, temporaryDirectory, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");

async function previewFile(file: string, packConfig?: object) {
  const workspace = await Workspace.create();
  const packConfigs = packConfig === undefined ? [] : [packConfig];
  return workspace.preview(workspace.program(file), { packs: [ONE_FILE], packConfigs });
}

const PRELUDE = `import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";
const group = new resources.ResourceGroup("group", { location: "westeurope" });
`;

describeWithPulumi("rule pages", () => {
  // These rules depend on the day or on the settings, not on the program; their own tests cover them.
  it.each(RULE_NAMES.filter((r) => r !== "catalog-age" && r !== "unused-waiver"))(
    "%s: the bad example fires, the good one is silent",
    async (rule) => {
      const text = readFileSync(join(ROOT, "docs", "rules", `${rule}.md`), "utf8");
      const snippets = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1] ?? "");
      expect(snippets).toHaveLength(2);
      // A rule that finds nothing without settings gets those on its page.
      const [, settings] = rule === "placement" ? (/```yaml\n([\s\S]*?)```/.exec(text) ?? []) : [];
      const found: string[][] = [];
      for (const [i, snippet] of snippets.entries()) {
        const directory = join(temporaryDirectory("page-"), String(i));
        mkdirSync(directory);
        const file = join(directory, "index.ts");
        writeFileSync(file, PRELUDE + snippet);
        found.push((await previewFile(file, settings && parse(settings))).violations.map((v) => v.policy));
      }
      expect(found[0]).toContain(rule);
      expect(found[1]).toEqual([]);
    },
  );
});
