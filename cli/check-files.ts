/** Checks files, each by itself: one that cannot be read does not keep the others from being checked. */
import { defaultEdition } from "../catalog/load";
import { checkPlan } from "../policy/engine";
import type { Settings } from "../policy/settings";
import type { Context } from "./command";
import { fingerprint } from "./fingerprint";
import { collect, readBytes } from "./inputs/bytes";
import { InputError } from "./inputs/input";
import { readInput } from "./inputs/recognise";
import { projectDirectory, sourcePlace, stackOf } from "./place";
import type { FileResult } from "./report";

/** How each file is to be checked; plain data, so that it can go to a worker. */
export interface Job {
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Directory of the program, from the working directory; told from the file's own place where omitted. */
  readonly project?: string;
}

/**
 * Checks files.
 * @param files names as given; `-` is standard input.
 * @returns one result per file, in the same order.
 */
export async function checkFiles(files: readonly string[], job: Job, context: Context): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const file of files) results.push(await checkFile(file, job, context));
  return results;
}

async function checkFile(file: string, job: Job, context: Context): Promise<FileResult> {
  try {
    const input = readInput(file === "-" ? await collect(context.stdin()) : readBytes(file));
    const { settings, today } = job;
    const { findings, deployments, usedWaivers } = checkPlan(input.resources, {
      edition: defaultEdition(),
      settings,
      today,
      isPartOfRun: true,
    });
    const positions = new Map(input.resources.map((r) => [r.urn, r.sourcePosition]));
    const stacks = [...new Set(input.resources.map((r) => stackOf(r.urn)))].filter((s) => s !== undefined).sort();
    const project = job.project ?? projectDirectory(file === "-" ? "." : file, stacks[0]?.split("/")[0]);
    return {
      file,
      kind: input.kind,
      stacks,
      deployments,
      findings: findings.map((f) => {
        const stack = stackOf(f.urn);
        const place = sourcePlace(f.urn === undefined ? undefined : positions.get(f.urn), project);
        return { ...f, ...(stack ? { stack } : {}), ...(place ? { place } : {}), fingerprint: fingerprint(f) };
      }),
      notes: input.notes,
      usedWaivers,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file, stacks: [], deployments: 0, findings: [], notes: [], usedWaivers: [], error: error.message };
  }
}
