/**
 * How a program writes things. A message shows what to write in the language of the program, where that is known: this
 * table is the one place that knows the languages.
 */
import type { Properties } from "../finding";
import { yamlText } from "../text";

/** The language of a Pulumi program; JavaScript is written as TypeScript is. */
export type Language = "typescript" | "python" | "go" | "csharp" | "java" | "yaml";

const OF_RUNTIME: ReadonlyMap<string, Language> = new Map([
  ["nodejs", "typescript"],
  ["bun", "typescript"],
  ["python", "python"],
  ["go", "go"],
  ["dotnet", "csharp"],
  ["java", "java"],
  ["yaml", "yaml"],
]);

const OF_EXTENSION: ReadonlyMap<string, Language> = new Map([
  ...["ts", "mts", "cts", "js", "mjs", "cjs"].map((extension) => [extension, "typescript"] as const),
  ["py", "python"],
  ["go", "go"],
  ["cs", "csharp"],
  ["java", "java"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
]);

/**
 * The language of a program.
 * @param runtime as Pulumi.yaml and the stack's tag `pulumi:runtime` name it.
 * @returns undefined for a runtime that is not known.
 */
export function languageOfRuntime(runtime: string | undefined): Language | undefined {
  return runtime === undefined ? undefined : OF_RUNTIME.get(runtime.toLowerCase());
}

/** `runtime: yaml`, and the forms with options: `runtime: { name: nodejs }`, over several lines as well. */
const RUNTIME = /^runtime:[ \t]*(?:\{?\s*name:\s*)?["']?(\w+)/m;

/**
 * The language of a program.
 * @param manifest the text of its Pulumi.yaml.
 * @returns undefined where it does not tell.
 */
export function languageOfProject(manifest: string): Language | undefined {
  return languageOfRuntime(RUNTIME.exec(manifest)?.[1]);
}

/**
 * The language of the file that made a resource.
 * @param position as Pulumi tells it: `project:///index.ts#5,1`.
 * @returns undefined for no position, and for a file of no language that is known.
 */
export function languageOfSource(position: string | undefined): Language | undefined {
  const extension = /\.(\w+)(?:#|$)/.exec(position ?? "")?.[1];
  return extension === undefined ? undefined : OF_EXTENSION.get(extension.toLowerCase());
}

/** The resource option that makes a resource wait for another one. The name of its variable is not in the plan. */
const DEPENDS_ON: Readonly<Record<Language, (name: string) => string>> = {
  typescript: (name) => `{ dependsOn: [${camel(name)}] } as its options`,
  python: (name) => `opts=pulumi.ResourceOptions(depends_on=[${name.replace(/\W+/g, "_")}])`,
  go: (name) => `pulumi.DependsOn([]pulumi.Resource{${camel(name)}})`,
  csharp: (name) => `new CustomResourceOptions { DependsOn = { ${camel(name)} } }`,
  java: (name) => `CustomResourceOptions.builder().dependsOn(${camel(name)}).build()`,
  // Here it is the name itself.
  yaml: (name) => `options: { dependsOn: ["\${${name}}"] }`,
};

function camel(name: string): string {
  return name.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}

/**
 * The option that makes a resource wait for another one.
 * @param name of the other one, safe to print.
 * @returns in TypeScript and in YAML where the language is not known.
 */
export function dependsOnText(language: Language | undefined, name: string): string {
  if (language !== undefined) return DEPENDS_ON[language](name);
  return `${DEPENDS_ON.typescript(name)}; in Pulumi YAML, ${DEPENDS_ON.yaml(name)}`;
}

/**
 * Properties of a resource as a program writes them: `model: { version: "2024-11-20" }`.
 * @returns undefined for a language that is not known, and for those that name a type there, which only the program
 *   knows.
 */
export function propertiesText(language: Language | undefined, properties: Properties): string | undefined {
  if (language !== "yaml" && language !== "typescript") return undefined;
  const text = language === "yaml" ? yamlText : (value: string) => JSON.stringify(value);
  const written = (value: Properties[string]): string =>
    typeof value === "number" ? String(value) : typeof value === "string" ? text(value) : `{ ${entries(value)} }`;
  const key = (name: string) => (language === "yaml" || /^\w+$/.test(name) ? name : JSON.stringify(name));
  const entries = (of: Properties): string =>
    Object.entries(of)
      .map(([name, value]) => `${key(name)}: ${written(value)}`)
      .join(", ");
  return entries(properties);
}

/** A sentence that says what to set, with an example in the language of the program where that is known. */
export function withExample(sentence: string, sets: Properties | undefined, language: Language | undefined): string {
  const example = sets && propertiesText(language, sets);
  return example === undefined ? sentence : `${sentence} For example: ${example}.`;
}
