/** Files that people give to `check` by mistake, with their names and the command to run instead. */
import { isObject, type JsonObject } from "./input";

const PREVIEW = "run pulumi preview --json --show-sames > plan.json, then azure-openai-guard check plan.json";
const ASK =
  "this tool checks Pulumi's plans; ask for each deployment: azure-openai-guard explain MODEL VERSION --sku SKU --region REGION";

/**
 * Recognises a JSON file that is neither a plan nor a state of Pulumi.
 * @returns its name and what to run; undefined if it is not recognised.
 */
export function mistakenJson(root: unknown): string | undefined {
  if (!isObject(root)) return undefined;
  if (isTerraform(root))
    return `a Terraform ${"planned_values" in root || "resource_changes" in root ? "plan" : "state"}: ${ASK}`;
  if (typeof root.$schema === "string" && /deploymenttemplate\.json/i.test(root.$schema))
    return `an ARM template: ${ASK}`;
  if (typeof root.name === "string" && "runtime" in root) return `a project file of Pulumi: ${PREVIEW}`;
  return undefined;
}

function isTerraform(root: JsonObject): boolean {
  return "terraform_version" in root && ("format_version" in root || "lineage" in root || "serial" in root);
}

/** Texts by their unique marks, in the order in which they are tried. */
const TEXTS: readonly (readonly [pattern: RegExp, found: string])[] = [
  [/^Previewing update|^\s+Type\s+Name\s+Plan/m, `the text of a preview: ${PREVIEW}`],
  [
    /^\s*(?:resource|data)\s+"\w+"\s+"[\w-]+"\s*\{|^\s*(?:module|variable|provider|output)\s+"[\w-]+"\s*\{/m,
    `a Terraform configuration: ${ASK}`,
  ],
  [
    /^\s*(?:resource|module)\s+\w+\s+'[^'\n]+'\s*=|^\s*targetScope\s*=|^\s*(?:param|output)\s+\w+\s+\w+\s*(?:=|$)/m,
    `a Bicep file: ${ASK}`,
  ],
  [/^runtime:/m, `a project file of Pulumi: ${PREVIEW}`],
  [
    /@pulumi\/|^\s*(?:import|from) pulumi\b|github\.com\/pulumi\/|^\s*using Pulumi\b|^\s*import com\.pulumi\b/m,
    `a Pulumi program: ${PREVIEW}`,
  ],
  [/^\s*(?:import|from|package|using|const|let|var|def|func|class|export)\s+\S/m, `a program: ${PREVIEW}`],
];

/** A line that starts a JSON object. */
const OBJECT = /^\{\s*(?:"|$)/m;

/**
 * Recognises a text that is not JSON.
 * @param text the beginning of the file, as far as it was read.
 * @returns its name and what to run; undefined if it is not recognised.
 */
export function mistakenText(text: string): string | undefined {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return undefined;
  const json = OBJECT.exec(start);
  if (json) {
    return 'text before the JSON: give the JSON alone; "pulumi preview --json > plan.json" writes it without the messages on standard error';
  }
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}
