/** A policy pack that judges nothing, and records what it gets. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties } from "./azure-shapes";
import { createPack } from "./workspace";

/** What one callback got about one resource. Unknown values are Pulumi's sentinel (UNKNOWN in azure-shapes). */
export interface Seen {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Properties;
  /** Only in validateStack: the names of the resources that each property came from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly dependencies?: readonly string[];
  /** The properties of the provider, if the engine passes them. */
  readonly provider?: Properties;
}

/** The calls of a run, in their order. */
export interface Probe {
  readonly directory: string;
  /** What validateResource got, one entry per call. */
  resources(): Seen[];
  /** What validateStack got, one list per call. */
  stacks(): Seen[][];
  /** True if no call of validateResource began before the previous one ended. */
  oneByOne(): boolean;
}

type Line =
  | { readonly begins: string }
  | { readonly ends: string }
  | { readonly resource: Seen }
  | { readonly stack: Seen[] };

// Reading an unknown property throws, and so do spread, typeof and JSON.stringify; a property's descriptor does not.
const source = (log: string) => `
const { appendFileSync } = require("node:fs");
const { PolicyPack } = require("@pulumi/policy");
const write = (line) => appendFileSync(${JSON.stringify(log)}, JSON.stringify(line) + "\\n");
const raw = (value) =>
  typeof value !== "object" || value === null ? value
  : Array.isArray(value) ? Array.from({ length: value.length }, (_, i) => raw(own(value, i)))
  : Object.fromEntries(Object.keys(value).map((key) => [key, raw(own(value, key))]));
const own = (object, key) => Object.getOwnPropertyDescriptor(object, key).value;
const seen = ({ type, name, urn, props, provider }) =>
  ({ type, name, urn, props: raw(props), provider: provider && raw(provider.props) });
const names = (resources) => resources.map(({ name }) => name);
new PolicyPack("probe", {
  policies: [
    {
      name: "resource",
      description: "Writes down what validateResource is shown.",
      enforcementLevel: "advisory",
      validateResource: async (args) => {
        write({ begins: args.urn });
        await new Promise((resolve) => setTimeout(resolve, 20));
        write({ resource: seen(args) });
        write({ ends: args.urn });
      },
    },
    {
      name: "stack",
      description: "Writes down what validateStack is shown.",
      enforcementLevel: "advisory",
      validateStack: ({ resources }) => write({
        stack: resources.map((resource) => ({
          ...seen(resource),
          dependencies: names(resource.dependencies),
          propertyDependencies: Object.fromEntries(
            Object.entries(resource.propertyDependencies).map(([key, from]) => [key, names(from)])),
        })),
      }),
    },
  ],
});
`;

/** Makes a probe pack. Its record covers all of its runs. */
export function createProbe(): Probe {
  const log = () => join(directory, "seen.jsonl");
  // The pack runs in its own directory, whose path is known only after it is made.
  const directory = createPack("probe", source("seen.jsonl"));
  const lines = (): Line[] => {
    const text = existsSync(log()) ? readFileSync(log(), "utf8") : "";
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return {
    directory,
    resources: () => lines().flatMap((line) => ("resource" in line ? [line.resource] : [])),
    stacks: () => lines().flatMap((line) => ("stack" in line ? [line.stack] : [])),
    oneByOne: () => {
      const marks = lines().filter((line) => "begins" in line || "ends" in line);
      return marks.every((line, i) => "begins" in line === (i % 2 === 0));
    },
  };
}
