/** Checks files separately: a file that cannot be read does not prevent the check of the others. */
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { Budget } from "../../policy/plan/arm/work";
import { findFiles, type InputFile, type Search } from "../inputs/files";
import type { Context } from "../shell/context";
import { startProgress } from "../shell/progress";
import { type CheckedFile, type CheckJob, checkFile, FOREIGN, failed } from "./file";

/** A directory or a glob without plans and states, or with other files too. */
export interface SearchNote {
  readonly argument: string;
  readonly note: string;
  /** Names of the files that were skipped. */
  readonly files: readonly string[];
}

export interface CheckedFiles {
  /** In the order of the arguments; those of a directory sorted. */
  readonly checked: readonly CheckedFile[];
  /** What directories and globs had besides plans and states. */
  readonly passedOver: readonly SearchNote[];
}

/**
 * Checks files.
 * @param args names of files and directories, and globs; `-` is standard input.
 */
export async function checkFiles(args: readonly string[], job: CheckJob, context: Context): Promise<CheckedFiles> {
  const items = findFiles(args, context.cwd);
  const targets = items.flatMap((item) => ("target" in item ? [item.target] : []));
  const outcomes = await checkAll(targets, job, context);
  const checked: CheckedFile[] = [];
  const passedOver: SearchNote[] = [];
  for (const item of items) {
    if ("target" in item) {
      const outcome = outcomes.get(item.target);
      if (outcome !== undefined && outcome !== FOREIGN) checked.push(outcome);
      continue;
    }
    const { search } = item;
    const foreign = search.targets.filter((target) => outcomes.get(target) === FOREIGN);
    if (foreign.length === search.targets.length) checked.push(failed(search.argument, nothingIn(search)));
    if (foreign.length > 0) {
      const note = `${otherFilesText(search, foreign.length)} skipped`;
      passedOver.push({ argument: search.argument, note, files: foreign.map(({ file }) => file) });
    }
  }
  return { checked, passedOver };
}

function nothingIn(search: Search): string {
  const { isGlob, targets } = search;
  if (isGlob && targets.length === 0) return "there is no such file, and as a glob it matches none";
  const beside = targets.length === 0 ? "" : `, only ${otherFilesText(search, targets.length)}`;
  return `${isGlob ? "matches" : "has"} no plan and no state${beside}`;
}

function otherFilesText({ isGlob }: Search, count: number): string {
  return `${count} other${isGlob ? "" : " JSON"} ${count === 1 ? "file" : "files"}`;
}

type FileOutcome = CheckedFile | typeof FOREIGN;

async function checkAll(
  targets: readonly InputFile[],
  job: CheckJob,
  context: Context,
): Promise<Map<InputFile, FileOutcome>> {
  const outcomes = new Map<InputFile, FileOutcome>();
  const progress = startProgress(targets.length, context);
  const budget = new Budget();
  try {
    for (const target of targets) {
      const { file, error } = target;
      outcomes.set(target, error === undefined ? await checkFile(target, job, context, budget) : failed(file, error));
      await progress.step();
      // This gives an interrupt a turn.
      await turnOfTheLoop();
    }
  } finally {
    progress.stop();
  }
  return outcomes;
}
