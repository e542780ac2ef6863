/**
 * `place`: finds where models can go. This folder may import the catalog, policy/, and what commands share. This file
 * is the command.
 */

import type { Edition } from "../../catalog/edition/edition";
import type { Query, VerdictOptions } from "../../catalog/query";
import { type Choice, choicesOf, contradictions, layouts, type Need, servingRegions } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import type { Settings } from "../../policy/settings";
import { few } from "../../policy/words/names";
import { type BasisOptions, type CommandBasis, commandBasis } from "../options/basis";
import { purposeOption, trainingOption } from "../options/names";
import { emptyNote, programSettings } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { tool } from "../shell/version";
import { type FilterOptions, filterOf, limitsInDoubt, type PlaceFilter, preferencesOf, tagsOf } from "./filters";
import { leastBad } from "./least-bad";
import { whyNowhere } from "./nowhere";
import { type FromPlan, type PlanFile, programFolder, readPlan, requestsIn } from "./plan";
import { placingJson } from "./reporters/json";
import { pulumiProgram } from "./reporters/pulumi";
import { placingText } from "./reporters/text";
import { grouped, parseArgument, type Request, UNKNOWN_DEPLOYMENT } from "./request";
import type { Placing, ServedRequest } from "./result";
import { exceededBy, hasTotals } from "./totals";

export const PLACE_FORMATS = ["text", "json", "pulumi"] as const;
export const CHANGEABLE = ["version", "sku"] as const;

export interface PlaceOptions extends FilterOptions, BasisOptions {
  readonly format: (typeof PLACE_FORMATS)[number];
  /** A file of requests. */
  readonly file?: string;
  /** A plan or a state. */
  readonly from?: string;
  /** What may change in a plan's deployments, other than the region. */
  readonly change?: readonly (typeof CHANGEABLE)[number][];
  readonly sku?: string;
  readonly purpose?: string;
  readonly training?: string;
  readonly prefer?: readonly string[];
  /** The most accounts. */
  readonly accounts?: number;
  /** How many layouts to show. */
  readonly top: number;
  /** The layout to write as a program, from 1. */
  readonly pick?: number;
  /** `project/stack`, for limits that apply to some stacks. */
  readonly stack?: string;
  readonly color?: boolean;
}

/** The most layouts to check against limits of a whole stack. */
const MOST_TRIED = 200;
/** How many sets of contradicting requests to show. */
const SETS = 3;

/**
 * Finds where requests can be placed.
 * @param args requests, as on the command line.
 * @returns exit code 1 if nothing fits.
 */
export async function place(args: readonly string[], options: PlaceOptions, context: Context): Promise<CommandResult> {
  refuseMixed(args, options);
  const plan = options.from === undefined ? undefined : await readPlan(options.from, context);
  const { loaded, settings, edition, today: asOf, granted } = await basisOf(options, plan, context);
  const verdictOptions = { granted, today: asOf };
  const filter = filterOf(options, settings);
  const prefer = preferencesOf(options.prefer ?? []);
  const { requests, notes, secrets } = await requestsOf(args, options, edition, settings, plan, context);
  const asked = requests.map((request): ServedRequest => {
    const need = needOf(edition, request, filter, options, verdictOptions);
    const serving = servingRegions(edition, need, verdictOptions);
    if (serving.fits.size > 0) return { request, serving };
    return { request, serving, nowhere: whyNowhere(edition, request, need, filter, verdictOptions) };
  });
  const shown = Math.max(options.top, options.pick ?? 0);
  const solved = solve(asked, {
    prefer,
    accounts: options.accounts,
    shown,
    settings,
    edition,
    options: verdictOptions,
  });
  const doubt = limitsInDoubt(
    settings,
    requests.map((r) => r.about),
  );
  const result: Placing = {
    ...solved,
    tool: tool(),
    edition,
    options: verdictOptions,
    asOf,
    asked,
    prefer,
    ...(options.accounts === undefined ? {} : { accounts: options.accounts }),
    isPlan: plan !== undefined,
    notes: [
      ...notes,
      ...(secrets === undefined || secrets.isEmpty
        ? []
        : [`[secret] stands for what Pulumi keeps secret: ${few(secrets.places, "value")}`]),
      ...(options.training !== undefined && !requests.some((r) => r.purpose === "fine-tuning")
        ? ["--training has an effect only with --purpose fine-tuning"]
        : []),
      ...doubt.map(
        (name) =>
          `limit "${name}" applies only to some stacks or tags; it counts here, since they are not known (--stack, or tags in --file)`,
      ),
    ],
  };
  const stderr = [
    ...emptyNote(loaded),
    ...result.notes.map((note) => complaint(`note: ${escapeTerminal(note)}`)),
    ...(asked.length === 0 ? [complaint("there is nothing to place")] : []),
  ].join("");
  const isJson = options.format === "json";
  const hide = (text: string, inJson = false) =>
    secrets === undefined || secrets.isEmpty
      ? text
      : inJson
        ? escapeJson(secrets.hideInJson(text))
        : secrets.hideInText(text);
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  const text = hide(report(result, options, color), isJson);
  // The user redirects a program into a file: nothing else may go there.
  const isProgram = options.format !== "pulumi" || result.layouts.length > 0;
  const exitCode = result.layouts.length > 0 || asked.length === 0 ? EXIT.clean : EXIT.findings;
  return { stdout: isProgram ? text : "", stderr: hide(stderr) + (isProgram ? "" : text), exitCode };
}

function report(result: Placing, { format, pick, top }: PlaceOptions, color: boolean): string {
  if (format === "json") return placingJson(result, top);
  if (format === "text" || result.layouts.length === 0) return placingText(result, { color, top });
  const layout = result.layouts[(pick ?? 1) - 1];
  if (!layout) throw new UsageError(`--pick ${pick}: there are ${result.layouts.length} layouts to pick from`);
  return pulumiProgram(result, layout);
}

/** @throws UsageError if options contradict each other, or nothing is asked for. */
function refuseMixed(
  args: readonly string[],
  { file, from, change, sku, purpose, training, stack, pick, format }: PlaceOptions,
): void {
  const given = [
    ...(args.length > 0 ? ["MODEL"] : []),
    ...(file === undefined ? [] : ["--file"]),
    ...(from === undefined ? [] : ["--from"]),
  ];
  if (given.length === 0) throw new UsageError("place needs a MODEL, --file FILE or --from PLAN");
  if (from !== undefined && given.length > 1) {
    throw new UsageError(`--from places the deployments of a plan: ${given[0]} cannot go with it`);
  }
  if (change !== undefined && from === undefined) throw new UsageError("--change has an effect only with --from");
  if (sku !== undefined && from !== undefined) {
    throw new UsageError("--sku is for requests that name none; deployments of a plan have theirs (--change sku)");
  }
  const own = Object.entries({ purpose, training, stack }).find(([, value]) => value !== undefined);
  if (own !== undefined && from !== undefined) {
    throw new UsageError(`--${own[0]} is for requests that name none; deployments of a plan have theirs`);
  }
  if (pick !== undefined && format !== "pulumi") throw new UsageError("--pick has an effect only with --format pulumi");
}

/** What is judged by: with the deployments of a plan, the settings of its program, as for `check`. */
function basisOf(options: PlaceOptions, plan: PlanFile | undefined, context: Context): Promise<CommandBasis> {
  const { config, from } = options;
  const folder = plan && from !== undefined ? programFolder(from, plan, context.cwd) : undefined;
  const { ofRun, of } = programSettings(config, context);
  return commandBasis(options, context, folder === undefined ? ofRun : of(folder));
}

async function requestsOf(
  args: readonly string[],
  options: PlaceOptions,
  edition: Edition,
  settings: Settings,
  plan: PlanFile | undefined,
  context: Context,
): Promise<Omit<FromPlan, "secrets"> & Partial<FromPlan>> {
  const { file, stack } = options;
  const purpose = purposeOption(options.purpose);
  const training = trainingOption(options.training);
  const { requests, notes, secrets }: Awaited<ReturnType<typeof requestsOf>> =
    plan === undefined ? { requests: [], notes: [] } : requestsIn(plan, edition, settings);
  // It loads zod, which arguments do not need.
  const { readRequests } = file === undefined ? { readRequests: undefined } : await import("./file.js");
  const given = [
    ...args.map((text) => {
      const request = parseArgument(text);
      const { capacity } = request;
      return {
        ...request,
        about: { stack, deployment: UNKNOWN_DEPLOYMENT, ...(capacity === undefined ? {} : { capacity }) },
      };
    }),
    ...((file === undefined ? undefined : await readRequests?.(file, stack, context)) ?? []),
  ].map((request): Request => {
    const sku = request.sku ?? options.sku;
    return {
      ...(purpose === undefined ? {} : { purpose }),
      ...(training === undefined ? {} : { training }),
      ...request,
      ...(sku === undefined ? {} : { sku }),
    };
  });
  const tags = tagsOf(settings);
  const keyOf = ({ names: _, count: __, about, ...asks }: Request) =>
    JSON.stringify([Object.entries(asks).sort(), about.stack, tags.map((tag) => about.deployment.tag(tag))]);
  return { requests: grouped([...requests, ...given], keyOf), notes, ...(secrets ? { secrets } : {}) };
}

function needOf(
  edition: Edition,
  request: Request,
  filter: PlaceFilter,
  { change = [] }: PlaceOptions,
  options: VerdictOptions,
): Need {
  const { model, version, sku, purpose, training, capacity, count, present, about, alsoTrained } = request;
  const rest = {
    model,
    ...(purpose === undefined ? {} : { purpose }),
    ...(training === undefined || purpose !== "fine-tuning" ? {} : { training }),
  };
  const wanted = {
    ...rest,
    ...(version === undefined || change.includes("version") ? {} : { version }),
    ...(sku === undefined || change.includes("sku") ? {} : { sku }),
  };
  const isPresent = (choice: Choice) =>
    (version === undefined || isSameName(choice.version, version)) &&
    (sku === undefined || isSameName(choice.sku, sku));
  const all = choicesOf(edition, wanted);
  const isTrained = (query: Query) => {
    if (!alsoTrained) return true;
    const training_ = training === undefined ? {} : { training };
    return decide(edition, { ...query, purpose: "fine-tuning", ...training_ }, options).status === "available";
  };
  return {
    label: request.names[0] ?? model,
    // Present choices come first: nothing changes without need.
    choices: [...all.filter(isPresent), ...all.filter((c) => !isPresent(c))],
    count,
    ...(capacity === undefined ? {} : { capacity }),
    ...(present === undefined ? {} : { present }),
    accepts: (query) => filter(query, about) === undefined && isTrained(query),
  };
}

function isSameName(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}

type Solved = Pick<Placing, "others" | "found" | "layouts" | "leastBad" | "exceeded" | "contradictions">;

interface Solving {
  readonly prefer: Placing["prefer"];
  readonly accounts: number | undefined;
  /** The most layouts to show. */
  readonly shown: number;
  readonly settings: Settings;
  readonly edition: Edition;
  readonly options: VerdictOptions;
}

function solve(
  asked: readonly ServedRequest[],
  { prefer, accounts, shown, settings, edition, options }: Solving,
): Solved {
  const servings = asked.map((a) => a.serving);
  const most = hasTotals(settings) ? Math.max(MOST_TRIED, shown) : shown;
  const found = layouts(servings, { prefer: prefer.map((p) => p.regions), most });
  const servable = servings.filter((s) => s.fits.size > 0);
  const [others] =
    servable.length === servings.length || servable.length === 0
      ? []
      : layouts(servable, { prefer: prefer.map((p) => p.regions), most: 1 }).layouts;
  const fitting = accounts !== undefined && found.size > accounts ? [] : found.layouts;
  const tried = fitting.map((layout) => ({ layout, over: exceededBy(layout, asked, settings) }));
  const allowed = tried.filter(({ over }) => over.length === 0).map(({ layout }) => layout);
  const regions = accounts !== undefined && found.size > accounts ? accounts : 1;
  const nearest =
    allowed.length > 0 || servings.length === 0
      ? undefined
      : leastBad({
          ...{ edition, options, servings, prefer, accounts, most },
          certain: found.layouts,
          keepsTotals: (layout) => exceededBy(layout, asked, settings).length === 0,
        });
  return {
    ...(nearest ? { leastBad: nearest } : {}),
    ...(others ? { others: others.regions.map((r) => r.region) } : {}),
    found,
    layouts: allowed.slice(0, shown),
    exceeded: allowed.length === 0 ? (tried[0]?.over ?? []) : [],
    contradictions: found.size === 1 ? NONE : contradictions(servings, { most: SETS, regions }),
  };
}

const NONE: Placing["contradictions"] = { sets: [], total: 0, isTotal: true, isSmallest: true };
