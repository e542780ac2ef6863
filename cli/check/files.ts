/** Checks files, each by itself: one that cannot be read does not keep the others from being checked. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { Budget } from "../../policy/plan/arm/work";
import { findFiles, type Search, type Target } from "../inputs/files";
import type { Context } from "../shell/context";
import { startProgress } from "../shell/progress";
import { checkFile, type FileTask, FOREIGN, failed, type Job } from "./file";
import type { FileResult } from "./report";

/** Bytes from which on workers gain more than their start costs. */
const WORTH_WORKERS = 48 * 1024 * 1024;

export interface Checked {
  /** In the order of the arguments; those of a directory sorted. */
  readonly results: readonly FileResult[];
  /** What is to be said of directories and globs. */
  readonly notes: readonly { readonly file: string; readonly notes: readonly string[] }[];
}

/**
 * Checks files.
 * @param args names of files and directories, and globs; `-` is standard input.
 * @param jobs how many at once, in as many workers; as the machine and the files suggest where omitted.
 */
export async function checkFiles(
  args: readonly string[],
  job: Job,
  jobs: number | undefined,
  context: Context,
): Promise<Checked> {
  const items = findFiles(args);
  const targets = items.flatMap((item) => ("target" in item ? [item.target] : []));
  const outcomes = await checkAll(targets, job, jobs, context);
  const isForeign = (target: Target) => outcomes.get(target) === FOREIGN;
  const results: FileResult[] = [];
  const notes: { file: string; notes: string[] }[] = [];
  for (const item of items) {
    if ("target" in item) {
      const outcome = outcomes.get(item.target);
      if (outcome !== undefined && outcome !== FOREIGN) results.push(outcome);
      continue;
    }
    const { search } = item;
    const foreign = search.targets.filter(isForeign).length;
    if (foreign === search.targets.length) results.push(failed(search.argument, nothingIn(search)));
    else if (foreign > 0) notes.push({ file: search.argument, notes: [`${others(search, foreign)} passed over`] });
  }
  return { results, notes };
}

function nothingIn(search: Search): string {
  const { isGlob, targets } = search;
  if (isGlob && targets.length === 0) return "there is no such file, and as a glob it matches none";
  const beside = targets.length === 0 ? "" : `, only ${others(search, targets.length)}`;
  return `${isGlob ? "matches" : "has"} no plan and no state${beside}`;
}

function others({ isGlob }: Search, count: number): string {
  return `${count} other${isGlob ? "" : " JSON"} ${count === 1 ? "file" : "files"}`;
}

type Outcome = FileResult | typeof FOREIGN;

async function checkAll(
  targets: readonly Target[],
  job: Job,
  jobs: number | undefined,
  context: Context,
): Promise<Map<Target, Outcome>> {
  const outcomes = new Map<Target, Outcome>();
  const lanes = Math.min(jobs ?? availableParallelism(), targets.length);
  const bytes = targets.reduce((sum, { size }) => sum + size, 0);
  const pool = lanes > 1 && (jobs !== undefined || bytes >= WORTH_WORKERS) ? await startWorkers(lanes) : undefined;
  const progress = startProgress(targets.length, context);
  const waiting = targets.values();
  const budget = new Budget();
  const lane = async () => {
    for (const target of waiting) {
      const { file, found, error } = target;
      const task = { file, found };
      if (error !== undefined) outcomes.set(target, failed(file, error));
      else if (pool && file !== "-") outcomes.set(target, await pool.check(task, job));
      else outcomes.set(target, await checkFile(task, job, context.stdin, budget));
      await progress.step();
      // An interrupt must get a turn.
      await turnOfTheLoop();
    }
  };
  try {
    await Promise.all(Array.from({ length: pool ? lanes : 1 }, lane));
  } finally {
    progress.stop();
    await pool?.end();
  }
  return outcomes;
}

async function startWorkers(count: number) {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename: join(__dirname, "worker.js"),
    name: "checkTask",
    runtime: "worker_threads",
    minThreads: count,
    maxThreads: count,
  });
  return {
    async check(task: FileTask, job: Job): Promise<Outcome> {
      try {
        return await pool.run({ task, job });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_OUT_OF_MEMORY") throw error;
        return failed(task.file, OUT_OF_MEMORY);
      }
    },
    end: () => pool.destroy(),
  };
}

const OUT_OF_MEMORY =
  "needs more memory than there is for it: give more with NODE_OPTIONS=--max-old-space-size=MEGABYTES";
