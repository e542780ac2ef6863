/** Checks one file: what a worker does, and the command itself where it starts none. */
import type { Budget } from "../../policy/plan/arm/work";
import { checkPlan } from "../../policy/run/check-plan";
import type { Settings } from "../../policy/settings";
import { type Chunks, fileChunks } from "../inputs/chunks";
import { ForeignFileError, InputError } from "../inputs/input";
import type { KindName } from "../inputs/kind";
import { readInput } from "../inputs/recognise";
import { editionInForce } from "../options/edition";
import { fingerprint } from "./fingerprint";
import { projectDirectory, sourcePlace } from "./position";
import { type FileResult, withText } from "./report";

/** How each file is to be checked; plain data, so that it can go to a worker. */
export interface Job {
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Id or file of the edition to judge by; that of the settings where omitted, else the embedded one. */
  readonly edition?: string;
  /** Directory of the program, from the working directory; told from the file's own place where omitted. */
  readonly project?: string;
  /** The kind that every file must be; told from the contents where omitted. */
  readonly kind?: KindName;
}

export interface FileTask {
  /** As it was given; `-` is standard input. */
  readonly file: string;
  /** It was only come upon, and may be anything. */
  readonly found: boolean;
}

/** A file that was come upon and is neither a plan nor a state. */
export const FOREIGN = "foreign";

/**
 * Checks a file.
 * @param stdin standard input, where it may be the file.
 * @param budget of the run: the work that the templates of all files may take.
 * @returns the result, which says so where the file cannot be read. Throws only what is a fault of this program.
 */
export async function checkFile(
  { file, found }: FileTask,
  { settings, today, edition, project, kind }: Job,
  stdin?: () => Chunks,
  budget?: Budget,
): Promise<FileResult | typeof FOREIGN> {
  try {
    const input = await readInput(file === "-" && stdin ? stdin() : fileChunks(file), { kind, found });
    const { findings, deployments, usedWaivers } = checkPlan(input.resources, {
      edition: await editionInForce(settings, edition, today),
      settings,
      today,
      isPartOfRun: true,
      ...(budget ? { budget } : {}),
    });
    const urns = new Set(findings.map((f) => f.urn));
    const positions = new Map(
      input.resources.filter((r) => urns.has(r.urn)).map((r) => [r.urn as string | undefined, r.sourcePosition]),
    );
    const { stacks } = input;
    const directory =
      project ?? (positions.size === 0 ? "" : projectDirectory(file === "-" ? "." : file, stacks[0]?.split("/")[0]));
    return {
      file,
      kind: input.kind,
      stacks,
      deployments,
      findings: findings.map((f) => {
        const place = sourcePlace(positions.get(f.urn), directory);
        return { ...withText(f), ...(place ? { place } : {}), fingerprint: fingerprint(f) };
      }),
      notes: input.notes,
      usedWaivers,
    };
  } catch (error) {
    if (found && error instanceof ForeignFileError) return FOREIGN;
    if (error instanceof InputError) return failed(file, error.message);
    throw error;
  }
}

/** The result of a file that could not be checked. */
export function failed(file: string, error: string): FileResult {
  return { file, stacks: [], deployments: 0, findings: [], notes: [], usedWaivers: [], error };
}
