/** A layout as a Pulumi program in TypeScript: one account for each region, and deployments one after another. */

import type { Edition } from "../../../catalog/edition/edition";
import type { Layout, PlacedNeed } from "../../../catalog/solver";
import { findOffer } from "../../../catalog/verdict/offer";
import { escapeJson, escapeTerminal } from "../../../policy/escape";
import { choiceText } from "../request";
import { type Placing, requestOf } from "../result";
import { regionText } from "../words";

/** The program of a layout. */
export function pulumiProgram(placing: Placing, layout: Layout): string {
  const names = new UniqueNames();
  const [first] = layout.regions;
  const lines = [
    `// By azure-openai-guard place, edition ${placing.edition.id}, as of ${placing.asOf}.`,
    'import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";',
    'import * as resources from "@pulumi/azure-native/resources";',
    "",
    `const ${names.variable("group")} = new resources.ResourceGroup("openai", { location: ${text(first?.region ?? "")} });`,
    ...layout.regions.flatMap(({ region, placed }) => accountLines(placing, region, placed, names)),
  ];
  return `${lines.join("\n")}\n`;
}

function accountLines(placing: Placing, region: string, placed: readonly PlacedNeed[], names: UniqueNames): string[] {
  const account = names.variable(region);
  // Azure changes an account one step at a time.
  let before: string | undefined;
  return [
    "",
    `// ${comment(regionText(region))}`,
    `const ${account} = new cognitiveservices.Account(${text(names.resource(`openai-${region}`))}, {`,
    "  resourceGroupName: group.name,",
    `  location: ${text(region)},`,
    '  kind: "OpenAI",',
    '  sku: { name: "S0" },',
    "});",
    ...placed.flatMap((one) => {
      const { need, fit } = one;
      const what = comment(choiceText(fit.query));
      if (fit.query.purpose === "fine-tuning") {
        return ["", `// ${what}: trained in this account; it can be deployed once there is a fine-tuned model.`];
      }
      const request = requestOf(placing, need);
      return Array.from({ length: need.count ?? 1 }, (_, i) => {
        const name = names.resource(request?.names[i] ?? fit.query.model);
        const variable = names.variable(name);
        const after = before;
        before = variable;
        return deploymentLines(placing.edition, one, { account, name, variable, after, note: request?.alsoTrained });
      }).flat();
    }),
  ];
}

interface DeploymentCode {
  readonly account: string;
  readonly name: string;
  readonly variable: string;
  /** The variable of the deployment before it. */
  readonly after: string | undefined;
  /** Set if it is for fine-tuning too. */
  readonly note: true | undefined;
}

function deploymentLines(
  edition: Edition,
  { need, fit: { query } }: PlacedNeed,
  { account, name, variable, after, note }: DeploymentCode,
): string[] {
  const offer = findOffer(edition, query);
  const capacity = need.capacity ?? offer?.capacity?.default ?? offer?.capacity?.minimum ?? 1;
  const version = query.version ?? offer?.version;
  const purposes = [...(query.purpose === "assistants" ? ["assistants"] : []), ...(note ? ["fine-tuning"] : [])];
  const model = [
    `format: "OpenAI"`,
    `name: ${text(query.model)}`,
    ...(version === undefined ? [] : [`version: ${text(version)}`]),
  ];
  return [
    "",
    ...(need.capacity === undefined ? ["// No capacity was asked for."] : []),
    ...(version === undefined ? ["// The catalog names no version of this model: the service uses its default."] : []),
    `const ${variable} = new cognitiveservices.Deployment(`,
    `  ${text(name)},`,
    "  {",
    "    resourceGroupName: group.name,",
    `    accountName: ${account}.name,`,
    `    deploymentName: ${text(name)},`,
    `    sku: { name: ${text(query.sku ?? "Standard")}, capacity: ${capacity} },`,
    "    properties: {",
    `      model: { ${model.join(", ")} },`,
    '      versionUpgradeOption: "NoAutoUpgrade",',
    "    },",
    ...(purposes.length === 0 ? [] : [`    tags: { "aoai-purpose": ${text(purposes.join(" "))} },`]),
    "  },",
    ...(after === undefined ? [] : [`  { dependsOn: [${after}] },`]),
    ");",
  ];
}

/** A string literal of TypeScript. */
function text(value: string): string {
  // What JSON escapes so, TypeScript reads alike.
  return escapeJson(JSON.stringify(value)).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The text of a comment after `//`, without line breaks. */
function comment(value: string): string {
  return escapeTerminal(value.replace(/[^\x20-\x7e]/g, "?"));
}

/** Unique names that Azure accepts for deployments and accounts, and TypeScript for variables. */
class UniqueNames {
  readonly #resources = new Set<string>();
  readonly #variables = new Set<string>(["cognitiveservices", "resources"]);

  resource(asked: string): string {
    const base = asked
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
      .slice(0, 56);
    return unique(base.length < 2 ? ["chat", base].filter(Boolean).join("-") : base, "-", this.#resources, (name) =>
      name.toLowerCase(),
    );
  }

  variable(asked: string): string {
    const words = asked.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
    const camel = words
      .map((w, i) => (i === 0 ? w.charAt(0).toLowerCase() : w.charAt(0).toUpperCase()) + w.slice(1))
      .join("");
    const base = /^[A-Za-z]/.test(camel) ? camel : `deployment${camel}`;
    return unique(RESERVED.has(base) ? `${base}Deployment` : base, "", this.#variables, (name) => name);
  }
}

function unique(base: string, separator: string, taken: Set<string>, key: (name: string) => string): string {
  let name = base;
  for (let i = 2; taken.has(key(name)); i++) name = `${base}${separator}${i}`;
  taken.add(key(name));
  return name;
}

/** Words that cannot be variables in a module. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield require module exports"
  ).split(" "),
);
