/** Checks one file. */
import type { Budget } from "../../policy/plan/arm/work";
import { checkPlan, type PlanReport } from "../../policy/run/check-plan";
import type { Settings } from "../../policy/settings";
import { safe } from "../../policy/text";
import { fileChunks } from "../inputs/chunks";
import type { Target } from "../inputs/files";
import { ForeignFileError, InputError } from "../inputs/input";
import type { KindName } from "../inputs/kind";
import { readInput } from "../inputs/recognise";
import { editionInForce } from "../options/edition";
import { type Context, UsageError } from "../shell/context";
import { fingerprint } from "./fingerprint";
import { type Projects, projectDirectory, sourcePlace } from "./position";
import { type FileResult, withText } from "./report";

/** How each file is checked. */
export interface Job {
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Id or file of the edition to judge by; that of the settings if omitted, else the embedded one. */
  readonly edition?: string;
  /** Directories of programs that options give. */
  readonly projects?: Projects;
  /** The kind that every file must be; told from the contents if omitted. */
  readonly kind?: KindName;
  /** A preview that ended in an error is checked like any other, with a note. */
  readonly allowFailedPreview?: boolean;
}

/** A file that was found in a directory or by a glob, and is surely neither a plan nor a state. */
export const FOREIGN = "foreign";

/**
 * Checks a file.
 * @param budget of the run: the work that the templates of all files may take.
 * @returns the result. It has an error if the file cannot be read, or if this program fails at it: one file must not
 *   take the results of the others along.
 */
export async function checkFile(
  { file, path, found }: Pick<Target, "file" | "path" | "found">,
  { settings, today, edition, projects, kind, allowFailedPreview }: Job,
  { cwd, stdin }: Pick<Context, "cwd" | "stdin">,
  budget?: Budget,
): Promise<FileResult | typeof FOREIGN> {
  try {
    const input = await readInput(file === "-" ? stdin() : fileChunks(path), { kind, found });
    const { findings, deployments, leftAlone, usedWaivers, newest } = checkPlan(input.resources, {
      edition: await editionInForce(settings, edition, today, cwd),
      settings,
      today,
      isEditionChosen: isChosen(settings, edition),
      isPartOfRun: true,
      ...(budget ? { budget } : {}),
    });
    const urns = new Set(findings.map((f) => f.urn));
    const positions = new Map(
      input.resources.filter((r) => urns.has(r.urn)).map((r) => [r.urn as string | undefined, r.sourcePosition]),
    );
    const { stacks, incomplete } = input;
    const directories = new Map<string | undefined, string>();
    const directoryOf = (urn: string | undefined): string => {
      // A file may hold stacks of several projects; a URN has the project third.
      const project = /^urn:pulumi:[^:]*::([^:]*)::/.exec(urn ?? "")?.[1] ?? stacks[0]?.split("/")[0];
      const known = directories.get(project) ?? projectDirectory(file === "-" ? "." : file, project, projects, cwd);
      directories.set(project, known);
      return known;
    };
    return {
      file,
      kind: input.kind,
      stacks,
      deployments,
      findings: findings.map((f) => {
        const place = sourcePlace(positions.get(f.urn), positions.get(f.urn) === undefined ? "" : directoryOf(f.urn));
        return { ...withText(f), ...(place ? { place } : {}), fingerprint: fingerprint(f) };
      }),
      notes: [...input.notes, ...leftAloneNotes(leftAlone), ...(allowFailedPreview ? incomplete : [])],
      usedWaivers,
      ...(newest ? { newest } : {}),
      ...(allowFailedPreview || incomplete.length === 0 ? {} : { incomplete: incomplete.join("; ") }),
    };
  } catch (error) {
    if (found && error instanceof ForeignFileError) return FOREIGN;
    if (error instanceof InputError) return failed(file, error.message);
    if (error instanceof UsageError) throw error;
    return failed(file, `made azure-openai-guard fail, please report this: ${faultText(error)}`);
  }
}

/** A fault of this program, with the place where it happened. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [place] = error.stack?.match(/^ +at .*$/m) ?? [];
  return `${error.name}: ${error.message}${place === undefined ? "" : ` (${place.trim()})`}`;
}

/** True where an option or the settings name an edition. */
export function isChosen({ catalog }: Settings, option: string | undefined): boolean {
  return (option ?? catalog.edition) !== undefined;
}

/** How many deployments are not judged since their model is another vendor's, and whose. */
function leftAloneNotes(leftAlone: PlanReport["leftAlone"]): string[] {
  if (leftAlone.length === 0) return [];
  const vendors = [...new Set(leftAlone.map(({ format }) => safe(format)))].sort();
  const shown = vendors.slice(0, 5).join(", ");
  const more = vendors.length > 5 ? ` and ${vendors.length - 5} more` : "";
  const what = leftAlone.length === 1 ? "1 deployment has" : `${leftAlone.length} deployments have`;
  const were = leftAlone.length === 1 ? "was" : "were";
  return [`${what} another vendor's model (${shown}${more}) and ${were} left alone: no edition speaks of it`];
}

/** The result of a file that could not be checked. */
export function failed(file: string, error: string): FileResult {
  return { file, stacks: [], deployments: 0, findings: [], notes: [], usedWaivers: [], error };
}
