/** The grammar of `place`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CommandResult, Context } from "../command";
import { addConfigOptions } from "../config-option";
import { parseDate } from "../date";

const HELP = `
Requests:
  MODEL                        any version, any SKU: gpt-4o
  MODEL:VERSION                gpt-4o:2024-11-20
  MODEL:VERSION:SKU            gpt-4o:2024-11-20:Standard; gpt-4o:any:Standard
  MODEL...@CAPACITY            in the units of the SKU: gpt-4o:any:Standard@50
  NAME=MODEL...                the name of the deployment: chat=gpt-4o
  A request that is given twice is for two deployments. A file of requests (--file, YAML or JSON) is a list of mappings
  with the keys model, version, sku, capacity, name, count, purpose, training and tags; model is needed.
  "any version" means each that the catalog names, the newest first and previews last; "any SKU" means GlobalStandard,
  DataZoneStandard, Standard, then provisioned, then batch.

Layouts:
  The fewest regions that serve all requests, one account in each. Among those of as few regions: what --prefer says,
  in its order; then the fewest changes against the plan (--from); then the best versions and SKUs; then the least
  distance from where deployments are; then the names of the regions.

Examples:
  $ azure-openai-guard place gpt-4o:2024-11-20 gpt-4.1-mini --prefer Europe
  $ azure-openai-guard place chat=gpt-4o:any:Standard@50 text-embedding-3-large --processing EU --format pulumi
  $ azure-openai-guard place --file needs.yaml --geography "United States" --format json
  $ pulumi preview --json --show-sames | azure-openai-guard place --from - --accounts 1

Exit codes:
  0  a layout was found
  1  nothing fits; it says why
  2  wrong options, or a file that cannot be read`;

/** Adds the command. */
export function addPlaceCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("place"))
    .summary("find where models can go")
    .description("Finds the fewest regions that serve all of some models, or tells why there are none.")
    .argument("[request...]", "[NAME=]MODEL[:VERSION[:SKU]][@CAPACITY]")
    .option("--file <file>", 'requests, as YAML or JSON; "-" is standard input')
    .option("--from <file>", 'the deployments of a plan or a state, as for check; "-" is standard input')
    .addOption(new Option("--change <what>", "with --from: version, sku or both may change too").argParser(parseChange))
    .option("-s, --sku <name>", "SKU of requests that name none (default: any)")
    .option("-p, --purpose <purpose>", "inference, fine-tuning or assistants (default: inference)")
    .option("-t, --training <kind>", "standard or global, for fine-tuning (default: either)")
    .option("-r, --region <names>", "only these regions; names or patterns, with commas between", parseNames)
    .option("--geography <names>", "only regions in these geographies, or groups of them: Europe", parseNames)
    .option("--data-zone <names>", "only regions in these data zones: EU, US", parseNames)
    .option("--processing <names>", "only where data is processed in these places: EU, US, a geography", parseNames)
    .option("--prefer <names>", "regions or geographies, the most wanted first", parseNames)
    .option("-n, --accounts <number>", "the most accounts, and so regions", parseNumber)
    .option("--top <number>", "how many layouts are shown", parseNumber, 5)
    .addOption(
      new Option("-f, --format <format>", "text, json or pulumi (a program)")
        .choices(["text", "json", "pulumi"])
        .default("text"),
    )
    .option("--pick <number>", "with --format pulumi: the layout to take (default: 1)", parseNumber)
    .option("--stack <project/stack>", "the stack that requests are for, for limits of some stacks")
    .option("-g, --granted <ids>", "access that Microsoft granted to you: gpt-image-1", parseNames)
    .option("--edition <edition>", "ask this edition: an id, or a file (default: that of the settings)")
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText("after", HELP)
    .action(async (requests, options) => {
      const { place } = await import("./place.js");
      await finish(await place(requests, options, context));
    });
}

/** Names with commas between; the option may be given several times. */
function parseNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names with commas between.");
  return [...before, ...names];
}

function parseChange(text: string, before: readonly string[] = []): readonly string[] {
  const parts = parseNames(text, before);
  const wrong = parts.find((part) => part !== "version" && part !== "sku");
  if (wrong !== undefined) throw new InvalidArgumentError("Expected version, sku, or version,sku.");
  return parts;
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1 to 999.");
}
