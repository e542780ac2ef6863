/** The grammar of `place`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { asOfOption, colorOption, editionOption, grantedOption, noColorOption } from "../options/judging";
import { parseList } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import { type CommandResult, type Context, UsageError } from "../shell/context";

const HELP = `
Requests:
  MODEL                        any version, any SKU: gpt-4o
  MODEL:VERSION                gpt-4o:2024-11-20
  MODEL:VERSION:SKU            gpt-4o:2024-11-20:Standard; gpt-4o:any:Standard
  MODEL...@CAPACITY            in the units of the SKU: gpt-4o:any:Standard@50
  NAME=MODEL...                the name of the deployment: chat=gpt-4o
  A request that you give twice means two deployments. A file of requests (--file, YAML or JSON) is a list of mappings
  with the keys model, version, sku, capacity, name, count, purpose, training and tags; model is required.
  "any version" means every version in the catalog, the newest first and previews last; "any SKU" means GlobalStandard,
  DataZoneStandard, Standard, then provisioned, then batch.

Layouts:
  The fewest regions that serve all requests, with one account in each. Layouts of the same size are ranked by --prefer,
  in its order; then by the fewest changes to the plan (--from); then by the best versions and SKUs; then by the least
  distance from where deployments are; then by the names of the regions.

Separate several names in one option with commas, or repeat the option.

Examples:
  $ azure-openai-guard place gpt-4o:2024-11-20 gpt-4.1-mini --prefer Europe
  $ azure-openai-guard place chat=gpt-4o:any:Standard@50 text-embedding-3-large --processing EU --format pulumi
  $ azure-openai-guard place --file needs.yaml --geography "United States" --json
  $ pulumi preview --json --show-sames | azure-openai-guard place --from - --accounts 1

Exit codes:
  0  a layout was found
  1  nothing fits, and the output says why
  2  wrong options, or a file that cannot be read`;

/** Adds the command. */
export function addPlaceCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("place"))
    .summary("find where models can go")
    .description("Finds the fewest regions that serve all of the models, or says why there are none.")
    .argument("[request...]", "[NAME=]MODEL[:VERSION[:SKU]][@CAPACITY]")
    .option("--file <file>", 'requests, as YAML or JSON; "-" is standard input')
    .option("--from <file>", 'the deployments of a plan or a state, as for check; "-" is standard input')
    .addOption(new Option("--change <what>", "with --from: version, sku or both may change too").argParser(parseChange))
    .option("-s, --sku <name>", "SKU of requests that name none (default: any)")
    .option("-p, --purpose <purpose>", "inference, fine-tuning or assistants (default: inference)")
    .option("-t, --training <kind>", "standard, data-zone, global or developer, for fine-tuning (default: any)")
    .option("-r, --region <name,...>", 'only these regions, by names or patterns: eastus2,"West US*"', parseList)
    .option("--geography <name,...>", "only regions of these geographies, or groups of them: Japan,Europe", parseList)
    .option("--data-zone <name,...>", "only regions of these data zones: EU,US", parseList)
    .option("--processing <name,...>", "only where data is processed there: EU, US, APAC or a geography", parseList)
    .option("--prefer <name,...>", "regions or geographies, the most wanted first", parseList)
    .option("-n, --accounts <number>", "use at most this many accounts, one per region", parseNumber)
    .option("--top <number>", "how many layouts to show", parseNumber, 5)
    .addOption(
      new Option("-f, --format <format>", "format of the result; pulumi is a program")
        .choices(["text", "json", "pulumi"])
        .default("text"),
    )
    .option("--pick <number>", "with --format pulumi: the layout to take (default: 1)", parseNumber)
    .option("--stack <project/stack>", "the stack of the requests, for limits that apply to some stacks")
    .addOption(grantedOption())
    .addOption(editionOption())
    .addOption(asOfOption())
    .option("--json", "the same as --format json")
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText("after", HELP)
    .action(async (requests, { json, ...options }, command: Command) => {
      if (json && options.format !== "json") {
        if (command.getOptionValueSource("format") !== "default") {
          throw new UsageError(`--json and --format ${options.format} exclude each other: give one of them`);
        }
        options.format = "json";
      }
      const { place } = await import("./place.js");
      await finish(await place(requests, options, context));
    });
}

function parseChange(text: string, before: readonly string[] = []): readonly string[] {
  const parts = parseList(text, before);
  const wrong = parts.find((part) => part !== "version" && part !== "sku");
  if (wrong !== undefined) throw new InvalidArgumentError("Expected version, sku, or version,sku.");
  return parts;
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1 to 999.");
}
