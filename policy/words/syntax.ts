/**
 * The syntax of programs. If the language of the program is known, a message shows code in it. Only this file knows the
 * languages.
 */
import type { Properties } from "../finding";
import { yamlText } from "../text";

/** The language of a Pulumi program; JavaScript counts as TypeScript. */
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
 * @returns undefined for an unknown runtime.
 */
export function languageOfRuntime(runtime: string | undefined): Language | undefined {
  return runtime === undefined ? undefined : OF_RUNTIME.get(runtime.toLowerCase());
}

/** `runtime: yaml`, and the forms with options: `runtime: { name: nodejs }`, over several lines as well. */
const RUNTIME = /^runtime:[ \t]*(?:\{?\s*name:\s*)?["']?(\w+)/m;

/**
 * The language of a program.
 * @param manifest the text of its Pulumi.yaml.
 * @returns undefined if it does not tell.
 */
export function languageOfProject(manifest: string): Language | undefined {
  return languageOfRuntime(RUNTIME.exec(manifest)?.[1]);
}

/**
 * The language of the file that made a resource.
 * @param position as Pulumi tells it: `project:///index.ts#5,1`.
 * @returns undefined without a position, and for a file of an unknown language.
 */
export function languageOfSource(position: string | undefined): Language | undefined {
  const extension = /\.(\w+)(?:#|$)/.exec(position ?? "")?.[1];
  return extension === undefined ? undefined : OF_EXTENSION.get(extension.toLowerCase());
}

/** The resource option that makes a resource wait for another one. The plan does not have the name of its variable. */
const DEPENDS_ON: Readonly<Record<Language, (name: string) => string>> = {
  typescript: (name) => `{ dependsOn: [${camel(name)}] } as its options`,
  python: (name) => `opts=pulumi.ResourceOptions(depends_on=[${name.replace(/\W+/g, "_")}])`,
  go: (name) => `pulumi.DependsOn([]pulumi.Resource{${camel(name)}})`,
  csharp: (name) => `new CustomResourceOptions { DependsOn = { ${camel(name)} } }`,
  java: (name) => `CustomResourceOptions.builder().dependsOn(${camel(name)}).build()`,
  // In YAML it is the name itself.
  yaml: (name) => `options: { dependsOn: ["\${${name}}"] }`,
};

function camel(name: string): string {
  return name.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}

/**
 * The option that makes a resource wait for another one.
 * @param name of the other one, safe to print.
 * @returns the option in TypeScript and in YAML if the language is unknown.
 */
export function dependsOnText(language: Language | undefined, name: string): string {
  if (language !== undefined) return DEPENDS_ON[language](name);
  return `${DEPENDS_ON.typescript(name)}; in Pulumi YAML, ${DEPENDS_ON.yaml(name)}`;
}

/**
 * Properties of a resource in the syntax of a program: `model: { version: "2024-11-20" }`.
 * @returns undefined for an unknown language, and for those that need the name of a type, which only the program knows.
 */
export function propertiesText(language: Language | undefined, properties: Properties): string | undefined {
  if (language !== "yaml" && language !== "typescript") return undefined;
  const isYaml = language === "yaml";
  const keyText = (name: string) => (isYaml || /^\w+$/.test(name) ? name : JSON.stringify(name));
  // The placeholder has quotes, because a version needs them.
  const valueText = (name: string, value: string) =>
    isYaml && name !== "version" ? yamlText(value) : JSON.stringify(value);
  const entries = (of: Properties): string =>
    Object.entries(of)
      .map(([name, value]) => {
        const its = typeof value === "string" ? valueText(name, value) : value;
        return `${keyText(name)}: ${typeof its === "object" ? `{ ${entries(its)} }` : its}`;
      })
      .join(", ");
  return entries(properties);
}

/** A sentence that says what to set, with an example if the language of the program is known. */
export function withExample(sentence: string, sets: Properties | undefined, language: Language | undefined): string {
  const example = sets && propertiesText(language, sets);
  return example === undefined ? sentence : `${sentence} For example: ${example}.`;
}
