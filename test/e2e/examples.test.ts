/** The examples, through the real engine and the compiled pack. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { PACK } from "./support/packs";
import { describeWithPulumi, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");
const config = (name: string) => join(EXAMPLES, "policy-config", `${name}.json`);

async function previewFile(file: string, packConfig?: string | object) {
  const workspace = await Workspace.create();
  const packConfigs = packConfig === undefined ? [] : [packConfig];
  return workspace.preview(workspace.program(file), { packs: [PACK], packConfigs });
}

describeWithPulumi("example programs", () => {
  it.each<[string, string | undefined, boolean, string[]]>([
    ["chat-app", undefined, true, []],
    ["chat-app", "repair", true, []],
    ["existing-account", "repair", false, ["unverified-deployment"]],
    ["fine-tuning", undefined, true, []],
    ["assistants", undefined, true, []],
    ["arm-template", undefined, true, []],
    ["existing-account", undefined, true, ["unverified-deployment"]],
    ["existing-account", "existing-accounts", true, []],
    [
      "advice",
      undefined,
      true,
      ["limited-access", "model-lifecycle", "pinned-version", "preview-model", "undocumented-availability"],
    ],
    ["advice", "granted", true, ["model-lifecycle", "pinned-version", "preview-model", "undocumented-availability"]],
    [
      "advice",
      "strict",
      false,
      ["limited-access", "model-lifecycle", "pinned-version", "preview-model", "undocumented-availability"],
    ],
    ["blocked-availability", undefined, false, ["model-availability"]],
    ["blocked-availability", "advisory-first", true, ["model-availability"]],
    ["blocked-unknown-model", undefined, false, ["known-model"]],
    ["blocked-fine-tuning", undefined, false, ["fine-tuning-region"]],
    ["blocked-assistants", undefined, false, ["assistants-region"]],
  ])("%s with %s", async (example, packConfig, ok, rules) => {
    const result = await previewFile(join(EXAMPLES, example, "index.ts"), packConfig && config(packConfig));
    expect(result.violations.map((v) => v.policy)).toEqual(rules);
    expect(result.ok).toBe(ok);
  });
});
