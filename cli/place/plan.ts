/** Reads requests from a plan or a state: its deployments, as they are. */
import { resolve } from "node:path";
import type { Edition } from "../../catalog/edition/edition";
import { findRegion } from "../../catalog/names/regions";
import { TRAININGS } from "../../catalog/names/trainings";
import type { Purpose } from "../../catalog/query";
import { escapeTerminal } from "../../policy/escape";
import { type Judgement, judge } from "../../policy/judging/judge";
import { FIX } from "../../policy/judging/unverified";
import type { PlannedDeployment } from "../../policy/plan/deployment";
import { Plan } from "../../policy/plan/plan";
import { stackOf } from "../../policy/plan/urn";
import { known } from "../../policy/plan/values";
import { Secrets } from "../../policy/run/secrets";
import type { Settings } from "../../policy/settings";
import { safe } from "../../policy/text";
import { projectDirectory } from "../check/position";
import { fileChunks } from "../inputs/chunks";
import { InputError, type ReadInput } from "../inputs/input";
import { readInput } from "../inputs/recognise";
import { type Context, UsageError } from "../shell/context";
import type { Request } from "./request";

/** The requests of a plan. */
export interface FromPlan {
  readonly requests: readonly Request[];
  /** Deployments that were left out, and how to make their values known. */
  readonly notes: readonly string[];
  /** Its secret values, which no output may contain. */
  readonly secrets: Secrets;
}

/** Any region: reading the other parts of a deployment needs one. */
const SOMEWHERE = { state: "known", value: "eastus" } as const;
/** Other values that a request needs. */
const NEEDED: ReadonlySet<string> = new Set(["purpose", "training"]);

/** A plan or a state that was read, and its name for messages. */
export interface PlanFile {
  readonly name: string;
  readonly input: ReadInput;
}

/**
 * Reads a plan or a state.
 * @param file its name; `-` is standard input.
 * @throws UsageError if it cannot be read.
 */
export async function readPlan(file: string, { cwd, stdin }: Pick<Context, "cwd" | "stdin">): Promise<PlanFile> {
  const name = file === "-" ? "standard input" : escapeTerminal(file);
  try {
    return { name, input: await readInput(file === "-" ? stdin() : fileChunks(resolve(cwd, file))) };
  } catch (error) {
    if (error instanceof InputError) throw new UsageError(`${name}: ${escapeTerminal(error.message)}`);
    throw error;
  }
}

/**
 * The folder of the program that a plan is of, as `check` finds it.
 * @returns undefined for a file of several projects.
 */
export function programFolder(file: string, { input }: PlanFile, cwd: string): string | undefined {
  const projects = new Set(input.stacks.map((stack) => stack.split("/")[0]));
  const [project] = projects;
  return projects.size > 1 ? undefined : projectDirectory(file === "-" ? "." : file, project, undefined, cwd);
}

/** The deployments of a plan or a state, as requests. */
export function requestsIn({ name, input }: PlanFile, edition: Edition, settings: Settings): FromPlan {
  const plan = new Plan();
  const secrets = new Secrets();
  for (const resource of input.resources) {
    plan.add(resource);
    secrets.add(resource);
  }
  const notes = [...input.notes, ...input.incomplete].map((note) => `${name}: ${escapeTerminal(note)}`);
  const requests: Request[] = [];
  let others = 0;
  for (const key of plan.deployments) {
    const deployment = plan.deployment(key, settings.accounts);
    if (!deployment) continue;
    const { trainingRegion: _, ...here } = deployment;
    const judgement = judge(edition, { ...here, region: SOMEWHERE }, {});
    if (!judgement) {
      others += 1;
      continue;
    }
    const request = requestOf(deployment, judgement, secrets);
    if ("why" in request) {
      notes.push(`${safe(deployment.name)} is left out: ${request.why}`);
      continue;
    }
    requests.push(request);
    for (const part of ["region", "capacity"] as const) {
      const value = deployment[part];
      if ("why" in value)
        notes.push(`the ${part} of ${safe(deployment.name)} does not count: it is ${safe(value.why)}`);
      else if (part === "capacity" && value.state === "known" && secrets.has(value.value))
        notes.push(`the capacity of ${safe(deployment.name)} does not count: it is secret`);
    }
  }
  if (others > 0) notes.push(`${others} of another vendor's models left out: the document does not cover them`);
  return { requests, notes, secrets };
}

function requestOf(
  deployment: PlannedDeployment,
  judgement: Judgement,
  secrets: Secrets,
): Request | { readonly why: string } {
  const { asked, unverified, fineTuned } = judgement;
  const open = unverified.find((u) => NEEDED.has(u.value) || deployment.unread === u);
  if (open) return { why: `${open.value} is ${safe(open.why)}. ${open.fix}` };
  for (const part of ["model", "sku", "version"] as const) {
    const value = deployment[part];
    // A fine-tuned model has the version of its base model.
    if (!("why" in value) || (fineTuned && part !== "model")) continue;
    return { why: `its ${part} is ${safe(value.why)}. ${FIX[part].fix}` };
  }
  if (asked.model === undefined) return { why: "it names no model" };
  const words = (known(deployment.purpose) ?? "").toLowerCase().split(/\s+/);
  const purpose: Purpose = fineTuned ? "fine-tuning" : words.includes("assistants") ? "assistants" : "inference";
  const word = known(deployment.training)?.toLowerCase();
  const training = TRAININGS.find((kind) => kind === word);
  const capacity = known(deployment.capacity);
  const named = known(deployment.region);
  const region = named === undefined ? undefined : (findRegion(named)?.id ?? named);
  const stack = stackOf(deployment.urn);
  // A total would reveal it.
  const isShown = capacity !== undefined && !secrets.has(capacity);
  const amount = isShown && /^[1-9]\d{0,8}$/.test(capacity) ? { capacity: Number(capacity) } : {};
  const nested = deployment.nested === undefined ? "" : ` (${secrets.hideInText(deployment.nested, true)})`;
  return {
    names: [`${deployment.name}${nested}`],
    count: 1,
    model: asked.model,
    ...(asked.version === undefined ? {} : { version: asked.version }),
    ...(asked.sku === undefined || fineTuned ? {} : { sku: asked.sku }),
    ...(purpose === "inference" ? {} : { purpose }),
    ...(training === undefined ? {} : { training }),
    ...(!fineTuned && words.includes("fine-tuning") ? { alsoTrained: true as const } : {}),
    ...amount,
    present: {
      ...(region === undefined ? {} : { region }),
      ...(asked.version === undefined ? {} : { version: asked.version }),
      ...(asked.sku === undefined ? {} : { sku: asked.sku }),
    },
    about: { stack, deployment, ...amount },
  };
}
