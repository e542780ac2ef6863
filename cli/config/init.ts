/** `config init`: a settings file to start from, for the program in the working directory. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parse } from "yaml";
import { embeddedId, LATEST } from "../../catalog/edition/embedded";
import { findRegion } from "../../catalog/names/regions";
import { escapeJson, escapeTerminal, quote } from "../../policy/escape";
import { RULES } from "../../policy/rules";
import { SETTINGS_FILE } from "../../policy/settings/names";
import { written } from "../../policy/text";
import { isObject } from "../inputs/input";
import { editionInForce } from "../options/edition";
import { type CommandResult, type Context, EXIT, UsageError } from "../shell/context";

export interface InitOptions {
  /** Where to write it; default: {@link SETTINGS_FILE}. */
  readonly out?: string;
  readonly force?: boolean;
}

/** What the files of a Pulumi program say. */
interface ProgramFacts {
  readonly name: string;
  readonly stacks: readonly string[];
  /** Ids of the regions that the stacks configure. */
  readonly regions: readonly string[];
}

/**
 * Writes a commented settings file.
 * @throws UsageError if the file exists and --force is not given.
 */
export async function initConfig(options: InitOptions, context: Context): Promise<CommandResult> {
  const directory = context.cwd;
  const file = options.out ?? SETTINGS_FILE;
  if (!options.force && existsSync(resolve(directory, file))) {
    throw new UsageError(`${quote(file)} exists: give --force to replace it, or --out FILE for another name`);
  }
  const edition = await editionInForce(
    { catalog: {}, overlay: [], granted: [] },
    undefined,
    context.today(),
    context.cwd,
  );
  const program = programIn(directory);
  return {
    stdout: `${escapeTerminal(`wrote ${file}${forProject(program)}; see what is in force with: azure-openai-guard config print`)}\n`,
    stderr: "",
    exitCode: EXIT.clean,
    files: [{ file, text: settingsText(program, edition.id) }],
    stdoutNeedsFiles: true,
  };
}

/** The text of the file. Every commented-out line is valid without its "# ". */
export function settingsText(program: ProgramFacts | undefined, edition: string): string {
  const project = program?.name ?? "my-project";
  const stack = program?.stacks[0] ?? "dev";
  const regions = program && program.regions.length > 0 ? program.regions : ["swedencentral", "eastus2"];
  return `${escapeTerminal(`## Settings of azure-openai-guard${forProject(program)}.`)}
## Remove the "# " before a line to set it. All settings: docs/settings.md of the package.

## The edition to judge by: an id ("catalog list" shows them), latest, or a file that "catalog refresh" wrote.
## ${edition} is the default; latest is ${embeddedId(LATEST)} now, and follows the package.
catalog:
  edition: "${edition}"

## Levels. mandatory stops the run, advisory is shown, disabled is neither. These are the defaults.
${RULES.map((rule) => `## ${rule.description}\n# ${rule.name}: ${rule.defaultLevel}`).join("\n")}

## Accounts that the program does not create: name or resource id.
# accounts:
#   shared-openai: { region: ${regions[0]} }

## Access that Microsoft granted to your organisation.
# granted: [gpt-image-1]

## Your organisation's own limits: give this in place of the line "placement" above.
## placement:
##   limits:
##     - { name: our-regions, regions: { allowed: [${regions.join(", ")}] } }

## Findings that a person accepts, for a reason, until a date.
# waivers:
#   - rule: model-availability
#     stack: ${yamlText(`${project}/${stack}`)}
#     reason: The account moves with the next release.
#     owner: platform@example.com
#     expires: "2099-12-31"
`;
}

function forProject(program: ProgramFacts | undefined): string {
  return program === undefined ? "" : ` for the project ${written(program.name)}`;
}

/** A text that YAML reads as it is; its quoted texts know the escapes of JSON. */
function yamlText(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : escapeJson(JSON.stringify(text));
}

function programIn(directory: string): ProgramFacts | undefined {
  const manifest = yamlIn(join(directory, "Pulumi.yaml"));
  if (!manifest) return undefined;
  const stacks = readdirSync(directory).flatMap((file) => /^Pulumi\.([\w.-]+)\.yaml$/.exec(file)?.[1] ?? []);
  const regions = stacks.flatMap((stack) => {
    const { config } = yamlIn(join(directory, `Pulumi.${stack}.yaml`)) ?? {};
    const location = isObject(config) ? config["azure-native:location"] : undefined;
    return (typeof location === "string" ? findRegion(location)?.id : undefined) ?? [];
  });
  const name = typeof manifest.name === "string" ? manifest.name : basename(directory);
  return { name, stacks: stacks.sort(), regions: [...new Set(regions)] };
}

/** A mapping in a YAML file; undefined if there is none, since a settings file does not need it. */
function yamlIn(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parse(readFileSync(file, "utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
