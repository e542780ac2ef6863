/** `check` shows what to write in the language of the program whose plan it is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { FORMATS } from "../../../cli/check/reporters";
import type { PlanResource } from "../../../policy/plan/resource";
import { account, deployment } from "../../policy/plans";
import { cli } from "../support";

const MODEL = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" };
const root = mkdtempSync(join(tmpdir(), "aog-language-"));
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string) {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A preview of two deployments without an order between them. */
function planOf(project: string, over: Partial<PlanResource> = {}): string {
  const resources = [account("eastus2"), deployment(MODEL, "a"), { ...deployment(MODEL, "b"), ...over }];
  const text = JSON.stringify({ steps: resources.map((r) => ({ op: "create", urn: r.urn, newState: r })) });
  return text.replaceAll("::app::", `::${project}::`);
}

const IN_YAML = 'options: { dependsOn: ["$' + '{a}"] }';
write("apps/yaml/Pulumi.yaml", "name: shop\nruntime: yaml\n");
write("apps/python/Pulumi.yaml", "name: jobs\nruntime:\n  name: python\n");
write("plans/shop.json", planOf("shop"));
write("plans/jobs.json", planOf("jobs"));
write("plans/elsewhere.json", planOf("elsewhere"));
write("plans/typescript.json", planOf("elsewhere", { sourcePosition: "project:///index.ts#5,1" }));

const check = async (file: string, ...more: string[]) =>
  (await cli(["check", `plans/${file}`, "--no-config", ...more], "", { cwd: root })).stdout;

it.each([
  ["shop.json", `Let b wait for a: ${IN_YAML}\n`],
  ["jobs.json", "Let b wait for a: opts=pulumi.ResourceOptions(depends_on=[a])\n"],
  ["typescript.json", "Let b wait for a: { dependsOn: [a] } as its options\n"],
  ["elsewhere.json", `Let b wait for a: { dependsOn: [a] } as its options; in Pulumi YAML, ${IN_YAML}\n`],
])("of %s", async (file, line) => {
  expect(await check(file)).toContain(line);
});

it.each(FORMATS)("in the format %s", async (format) => {
  const text = await check("shop.json", "--format", format);
  // The last part of a SARIF log has the results, where braces are doubled.
  const [plain = ""] = text
    .split('"results": ')
    .slice(-1)
    .map((part) =>
      part
        .replaceAll(/&quot;|\\+"|&#34;|&#x22;/g, '"')
        .replaceAll("{{", "{")
        .replaceAll("}}", "}"),
    );
  // Some formats show the headline alone.
  if (plain.includes("wait for a")) expect(plain).toContain(IN_YAML);
  expect(plain).not.toContain("as its options");
});

it("of each program of one run", async () => {
  const { stdout } = await cli(["check", "plans/shop.json", "plans/jobs.json", "--no-config"], "", { cwd: root });
  expect(stdout).toContain(IN_YAML);
  expect(stdout).toContain("depends_on=[a]");
});
