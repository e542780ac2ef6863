/** `catalog refresh`: makes an edition of what Azure offers now, with the Azure CLI and the user's login. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { indexEdition } from "../../../catalog/edition/edition";
import { LATEST } from "../../../catalog/edition/embedded";
import { editionText, sha256 } from "../../../catalog/edition/provenance";
import type { EditionData } from "../../../catalog/edition/schema";
import { importEdition } from "../../../catalog/import/import";
import { type ArmInput, importLists } from "../../../catalog/import/lists";
import { escapeJson, escapeTerminal } from "../../../policy/escape";
import { publicRegions } from "../../options/names";
import { type CommandResult, type Context, complaint, EXIT, type OutputFile, UsageError } from "../../shell/context";
import { whyNot } from "../../shell/why-not";
import { openEdition, readEdition, usable } from "../editions";
import { compareFiles, jsonImpact } from "../impact";
import { checkId, refuseToOverwrite } from "../new-file";
import { Az } from "./az";
import { type AzureAccess, askRegions, checkAccount, providerRegions, type RegionAnswer } from "./azure";
import { summaryMarkdown } from "./markdown";
import { type News, newsOf, usedUp } from "./news";
import { summaryText } from "./text";

export interface RefreshOptions {
  /** The program that asks Azure; default: `az` on PATH. */
  readonly az?: string;
  readonly subscription?: string;
  /** Names of regions; default: all of the provider's. */
  readonly region?: readonly string[];
  /** A failed region does not make the run fail. */
  readonly partial?: boolean;
  /** The most seconds for one call. */
  readonly timeout?: number;
  /** A directory for the lists. */
  readonly keep?: string;
  /** The edition to start from: embedded id, `latest` or file; default: the newest embedded one. */
  readonly base?: string;
  readonly id?: string;
  readonly out?: string;
  readonly format?: "text" | "json" | "markdown";
  readonly config?: string | false;
}

/** The most seconds for a call; a models list takes a few. */
const PATIENCE = 120;

/** The default output file. */
const OUTPUT = "catalog.json";

/**
 * Refreshes the catalog. It writes nothing before it has everything: lists first, then the edition.
 * @param files plans and states; the summary says what the new edition changes for them.
 * @returns the summary, and the files to write; exit code 2 if a region failed.
 * @throws UsageError if Azure cannot be asked, or an option cannot be used.
 */
export async function refresh(
  files: readonly string[],
  options: RefreshOptions,
  context: Context,
  wait: AzureAccess["wait"] = (milliseconds) => delay(milliseconds),
): Promise<CommandResult> {
  const output = options.out ?? OUTPUT;
  const previous = existsSync(resolve(context.cwd, output)) ? readEdition(output, context.cwd) : undefined;
  const base = openEdition(options.base ?? LATEST, context.cwd).data;
  if (options.id !== undefined) checkId(options.id);
  // Azure takes minutes to answer: refuse now what would be refused after that. Today's lists give today's id.
  refuseToOverwrite(output, options.id ?? context.today(), true, context.cwd);
  refuseFile(options.keep, context.cwd);
  const named = options.region && publicRegions(options.region);

  const az = new Az(options.az ?? "az", options.timeout ?? PATIENCE, context);
  const forget = context.onInterrupt(() => az.stop());
  try {
    const tell = async (line: string) => context.writeError(complaint(escapeTerminal(line)));
    const { subscription } = options;
    const asking: AzureAccess = { az, wait, tell, ...(subscription === undefined ? {} : { subscription }) };
    await tell(`subscription: ${await checkAccount(asking)}`);
    const regions = named ?? (await allRegions(asking));
    const answers = (await askRegions(asking, regions)).map((answer) => usableAnswer(answer, context.today()));
    return await conclude({ files, options, output, base, previous, answers }, context);
  } finally {
    forget();
  }
}

async function allRegions(asking: AzureAccess): Promise<readonly string[]> {
  const { regions, others } = await providerRegions(asking);
  await asking.tell(`regions of the provider: ${regions.length}`);
  if (others.length > 0)
    await asking.tell(`not asked, since they are not regions of the public cloud: ${others.join(", ")}`);
  return regions;
}

/** @throws UsageError if the directory of --keep is a file. */
function refuseFile(keep: string | undefined, cwd: string): void {
  if (keep === undefined) return;
  const path = resolve(cwd, keep);
  if (!existsSync(path) || statSync(path).isDirectory()) return;
  throw new UsageError(`--keep ${escapeTerminal(keep)}: is a file, expected a directory`);
}

/** Turns an answer whose list cannot be imported into a failure. */
function usableAnswer(answer: RegionAnswer, today: string): RegionAnswer {
  const input = inputOf(answer, today);
  if (input === undefined) return answer;
  try {
    importLists([input], today);
    return answer;
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    const [first = ""] = error.message.split("\n");
    return { region: answer.region, failure: `models list: ${first}` };
  }
}

/** A list with the file name of --keep, so that a later import of the file gives the same. */
function inputOf({ region, models }: RegionAnswer, day: string): ArmInput | undefined {
  if (models === undefined) return undefined;
  const { text, value } = models;
  return { name: `${region}.${day}.json`, sha256: sha256(text), value, region, retrieved: day };
}

interface RefreshAnswers {
  readonly files: readonly string[];
  readonly options: RefreshOptions;
  readonly output: string;
  readonly base: EditionData;
  /** The edition that the output replaces. */
  readonly previous: EditionData | undefined;
  readonly answers: readonly RegionAnswer[];
}

async function conclude(answered: RefreshAnswers, context: Context): Promise<CommandResult> {
  const { files, options, output, base, previous, answers } = answered;
  const today = context.today();
  const arm = answers.flatMap((answer) => inputOf(answer, today) ?? []);
  const failed = answers.flatMap(({ region, failure }) => (failure === undefined ? [] : [{ region, why: failure }]));
  const failures = failed.map(({ region, why }) => complaint(escapeTerminal(`${region}: left out: ${why}`)));
  if (arm.length === 0) {
    const stderr = [...failures, complaint("no region answered: nothing was written")].join("");
    return { stdout: "", stderr, exitCode: EXIT.failed };
  }
  const keep = { from: previous, regions: keptRegions(answered) };
  const { data, lists } = usable(() =>
    importEdition(base, { arm, keep }, { ...(options.id === undefined ? {} : { id: options.id }), retrieved: today }),
  );
  refuseToOverwrite(output, data.id, true, context.cwd);
  const withImpact = files.length > 0 ? await impactOf(answered, data, context) : undefined;
  const news: News = {
    ...newsOf(indexEdition(previous ?? base), indexEdition(data), today),
    file: output,
    regions: {
      refreshed: lists.map(({ region }) => region),
      withoutOffer: lists.filter(({ named }) => named === 0).map(({ region }) => region),
      kept: keep.regions.flatMap((region) => {
        const source = data.sources[data.lists[region]?.source ?? ""];
        return source ? [{ region, date: source.date }] : [];
      }),
      failed,
    },
    quota: usedUp(answers),
    ...(withImpact === undefined ? {} : { impact: withImpact.files }),
  };
  const errors = withImpact?.errors.map(complaint) ?? [];
  const incomplete = failed.length > 0 && options.partial !== true;
  return {
    stdout: layOut(news, options.format),
    stderr: [...failures, ...errors].join(""),
    exitCode: incomplete || errors.length > 0 ? EXIT.failed : EXIT.clean,
    files: [...keptLists(options.keep, answers, today, context.cwd), { file: output, text: editionText(data) }],
    stdoutNeedsFiles: true,
  };
}

/** Regions that keep their earlier list: failed ones, and those that --region leaves out. */
function keptRegions({ previous, answers, options }: RefreshAnswers): string[] {
  const before = Object.keys(previous?.lists ?? {});
  const answered = (region: string) => answers.find((answer) => answer.region === region);
  return before.filter((region) => {
    const answer = answered(region);
    return answer === undefined ? options.region !== undefined : answer.models === undefined;
  });
}

/** Judges plans and states by the previous edition and by the new one, which is still in a temporary file. */
async function impactOf(
  { files, options, output, base, previous }: RefreshAnswers,
  data: EditionData,
  context: Context,
) {
  const directory = mkdtempSync(join(tmpdir(), "azure-openai-guard-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const forget = context.onInterrupt(remove);
  try {
    const after = join(directory, "new.json");
    writeFileSync(after, editionText(data));
    const before = previous === undefined ? (options.base ?? base.id) : output;
    const { config } = options;
    return await compareFiles(before, after, files, config === undefined ? {} : { config }, context);
  } finally {
    forget();
    remove();
  }
}

function layOut(news: News, format: RefreshOptions["format"]): string {
  if (format === "json") {
    const { impact } = news;
    return `${escapeJson(JSON.stringify({ ...news, impact: impact?.map(jsonImpact) }, null, 2))}\n`;
  }
  return format === "markdown" ? summaryMarkdown(news) : summaryText(news);
}

/** The lists as files: `models/REGION.DAY.json` for a later import, and `usage/REGION.DAY.json`. */
function keptLists(keep: string | undefined, answers: readonly RegionAnswer[], day: string, cwd: string): OutputFile[] {
  if (keep === undefined) return [];
  return (["models", "usage"] as const).flatMap((kind) => {
    const directory = join(keep, kind);
    try {
      mkdirSync(resolve(cwd, directory), { recursive: true });
    } catch (error) {
      throw new UsageError(`--keep ${escapeTerminal(keep)}: ${whyNot(error)}`);
    }
    return answers.flatMap((answer) => {
      const list = answer[kind];
      return list === undefined ? [] : [{ file: join(directory, `${answer.region}.${day}.json`), text: list.text }];
    });
  });
}
