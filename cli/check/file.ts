/** Checks one file. */
import type { Budget } from "../../policy/plan/arm/work";
import type { PlanResource } from "../../policy/plan/resource";
import { byPlace, checkResources, type PlanReport } from "../../policy/run/check-plan";
import type { Settings } from "../../policy/settings";
import { safe } from "../../policy/text";
import { type Language, languageOfSource } from "../../policy/words/syntax";
import { fileChunks } from "../inputs/chunks";
import type { InputFile } from "../inputs/files";
import { ForeignFileError, InputError, type ReadInput } from "../inputs/input";
import type { KindName } from "../inputs/kind";
import { readInput } from "../inputs/recognise";
import { editionInForce } from "../options/edition";
import type { LoadedSettings, ProgramSettings } from "../options/settings-file";
import { type Context, UsageError } from "../shell/context";
import { fingerprint } from "./fingerprint";
import { languageIn, type Projects, projectDirectory, sourcePlace } from "./position";
import { type FileResult, withText } from "./report";

/** How each file is checked. */
export interface CheckJob {
  readonly settings: ProgramSettings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Id or file of the edition to judge by; that of the settings if omitted, else the embedded one. */
  readonly edition?: string;
  /** Directories of programs that options give. */
  readonly projects?: Projects;
  /** The kind that every file must be; the contents decide if omitted. */
  readonly kind?: KindName;
  /** Checks a preview that ended in an error like any other, with a note. */
  readonly allowFailedPreview?: boolean;
}

/** The part of a file that one settings file judged. A file with stacks of several projects may have several parts. */
export interface JudgedPart
  extends Pick<PlanReport, "usedWaivers" | "usedAccounts" | "lacksAccount" | "deployments" | "newest"> {
  readonly loaded: LoadedSettings;
  /** Id of the edition. */
  readonly edition: string;
  readonly stacks: readonly string[];
}

/** A file and what judged it; no parts if it could not be checked. */
export interface CheckedFile {
  readonly result: FileResult;
  readonly parts: readonly JudgedPart[];
}

/** A file that was found in a directory or by a glob, and is certainly neither a plan nor a state. */
export const FOREIGN = "foreign";

/**
 * Checks a file.
 * @param budget of the run: the work that the templates of all files may take.
 * @returns the result. It has an error if the file cannot be read, or if this program fails on it: one file must not
 *   prevent the results of the others.
 */
export async function checkFile(
  { file, path, found }: Pick<InputFile, "file" | "path" | "found">,
  { settings, today, edition, projects, kind, allowFailedPreview }: CheckJob,
  { cwd, stdin }: Pick<Context, "cwd" | "stdin">,
  budget?: Budget,
): Promise<CheckedFile | typeof FOREIGN> {
  try {
    const input = await readInput(file === "-" ? stdin() : fileChunks(path), { kind, found });
    const { stacks, incomplete } = input;
    const directories = new Map<string | undefined, string>();
    const directoryOf = (project: string | undefined): string => {
      const known = directories.get(project) ?? projectDirectory(file === "-" ? "." : file, project, projects, cwd);
      directories.set(project, known);
      return known;
    };
    const judged: { readonly part: JudgedPart; readonly plan: PlanReport }[] = [];
    for (const { loaded, resources, stacks } of partsOf(input, (project) => settings.of(directoryOf(project)))) {
      const inForce = await editionInForce(loaded.settings, edition, today, cwd);
      const plan = checkResources(resources, {
        edition: inForce,
        settings: loaded.settings,
        today,
        isEditionChosen: isChosen(loaded.settings, edition),
        isPartOfRun: true,
        ...(budget ? { budget } : {}),
      });
      judged.push({ part: { ...plan, loaded, edition: inForce.id, stacks }, plan });
    }
    const languages = new Map<string, Language | undefined>();
    const languageOf = (project: string | undefined): Language | undefined => {
      const directory = directoryOf(project);
      if (!languages.has(directory)) languages.set(directory, languageIn(directory, cwd));
      return languages.get(directory);
    };
    const findings = judged.flatMap(({ plan }) => plan.findings).sort(byPlace);
    const urns = new Set(findings.map((f) => f.urn));
    const positions = new Map(
      input.resources.filter((r) => urns.has(r.urn)).map((r) => [r.urn as string | undefined, r.sourcePosition]),
    );
    const leftAlone = judged.flatMap(({ plan }) => plan.leftAlone);
    const result: FileResult = {
      file,
      kind: input.kind,
      stacks,
      deployments: judged.reduce((sum, { plan }) => sum + plan.deployments, 0),
      findings: findings.map((f) => {
        const position = positions.get(f.urn);
        const project = projectOf(f.urn, stacks);
        const place = sourcePlace(position, position === undefined ? "" : directoryOf(project));
        const language = languageOfSource(position) ?? languageOf(project);
        return { ...withText(f, language), ...(place ? { place } : {}), fingerprint: fingerprint(f) };
      }),
      notes: [...input.notes, ...leftAloneNotes(leftAlone), ...(allowFailedPreview ? incomplete : [])],
      ...(allowFailedPreview || incomplete.length === 0 ? {} : { incomplete: incomplete.join("; ") }),
    };
    return { result, parts: judged.map(({ part }) => part) };
  } catch (error) {
    if (found && error instanceof ForeignFileError) return FOREIGN;
    if (error instanceof InputError) return failed(file, error.message);
    if (error instanceof UsageError) throw error;
    return failed(file, `made azure-openai-guard fail, please report this: ${faultText(error)}`);
  }
}

/** The project of a resource: third in its URN, else the first of the file. */
function projectOf(urn: string | undefined, stacks: readonly string[]): string | undefined {
  return /^urn:pulumi:[^:]*::([^:]*)::/.exec(urn ?? "")?.[1] ?? stacks[0]?.split("/")[0];
}

/** The part of a file that one settings file judges. */
interface FilePart {
  readonly loaded: LoadedSettings;
  readonly resources: PlanResource[];
  readonly stacks: string[];
}

/** The resources and stacks of a file, by the settings that judge them. A file of one project is one part. */
function partsOf(
  { resources, stacks }: ReadInput,
  settingsOf: (project: string | undefined) => LoadedSettings,
): FilePart[] {
  const parts = new Map<LoadedSettings, FilePart>();
  // It is needed for every resource, and the search for settings reads folders.
  const byProject = new Map<string | undefined, FilePart>();
  const partOf = (project: string | undefined): FilePart => {
    const before = byProject.get(project);
    if (before) return before;
    const loaded = settingsOf(project);
    const part = parts.get(loaded) ?? { loaded, resources: [], stacks: [] };
    parts.set(loaded, part);
    byProject.set(project, part);
    return part;
  };
  for (const stack of stacks) partOf(stack.split("/")[0]).stacks.push(stack);
  for (const resource of resources) partOf(projectOf(resource.urn, stacks)).resources.push(resource);
  if (parts.size === 0) partOf(undefined);
  return [...parts.values()];
}

/** A fault of this program, with the place where it happened. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [place] = error.stack?.match(/^ +at .*$/m) ?? [];
  return `${error.name}: ${error.message}${place === undefined ? "" : ` (${place.trim()})`}`;
}

/** True if an option or the settings name an edition. */
export function isChosen({ catalog }: Settings, option: string | undefined): boolean {
  return (option ?? catalog.edition) !== undefined;
}

/** How many deployments are not judged because their model is another vendor's, and which vendor's. */
function leftAloneNotes(leftAlone: PlanReport["leftAlone"]): string[] {
  if (leftAlone.length === 0) return [];
  const vendors = [...new Set(leftAlone.map(({ format }) => safe(format)))].sort();
  const shown = vendors.slice(0, 5).join(", ");
  const more = vendors.length > 5 ? ` and ${vendors.length - 5} more` : "";
  const what = leftAlone.length === 1 ? "1 deployment has" : `${leftAlone.length} deployments have`;
  const were = leftAlone.length === 1 ? "was" : "were";
  return [`${what} another vendor's model (${shown}${more}) and ${were} left alone: no edition covers it`];
}

/** The result of a file that could not be checked. */
export function failed(file: string, error: string): CheckedFile {
  return { result: { file, stacks: [], deployments: 0, findings: [], notes: [], error }, parts: [] };
}
