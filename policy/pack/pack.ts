/**
 * The Pulumi entry: serves every rule as a policy of one pack. The only part of policy/ that reads a file: nobody else
 * in the pack's process could hand it the settings file that the environment or the configuration names.
 */
import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import {
  type PolicyConfigSchema,
  PolicyPack,
  type PolicyResource,
  type ReportViolation,
  type ResourceRemediation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidation,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { Secret } from "@pulumi/policy/policy";
import { CatalogFileError } from "../../catalog/edition/checked";
import type { Edition } from "../../catalog/edition/edition";
import { defaultEdition, EMBEDDED } from "../../catalog/edition/embedded";
import { escapeText, escapeUnprintable } from "../escape";
import { levelOf, type UnlevelledFinding } from "../finding";
import type { Repair } from "../judging/repair";
import { isRelevant } from "../plan/plan";
import type { PlanResource } from "../plan/resource";
import { own } from "../plan/values";
import type { RuleName } from "../rule-name";
import { RULES } from "../rules";
import type { Rule } from "../rules/rule";
import { type Settings, SettingsError } from "../settings";
import configSchemas from "../settings/config-schema.json";
import { readSettings } from "../settings/file";
import { SETTINGS_VARIABLE } from "../settings/names";
import { DOCUMENT_URL } from "../words/citations";
import { findingText, messageLines } from "../words/finding";
import { fault } from "./in-force";
import { keepMarks, markedIn } from "./marks";
import { ruleIndex, Session, type StackResource } from "./session";
import { Turns } from "./turns";

/**
 * Reads a settings file. Pulumi starts a pack in the pack's own folder and does not tell it the program's, so that a
 * relative path would lead nowhere.
 * @throws SettingsError
 */
function readFile(path: string): Settings {
  return readSettings(path, readBytes(path), readBytes).settings;
}

/** @throws SettingsError */
function readBytes(path: string): Buffer {
  if (!isAbsolute(path)) {
    throw new SettingsError([`${path}: expected an absolute path: the policy pack does not run in your folder`]);
  }
  try {
    return readFileSync(path);
  } catch (error) {
    // The system's own words, without the path once more.
    const [why] = (error as Error).message.split(", ");
    throw new SettingsError([`${path}: cannot be read: ${why}`]);
  }
}

const opened = new Map<string, Edition>();

/**
 * Opens an edition: an embedded one by its id, another by its file.
 * @throws SettingsError
 */
function openEdition(name: string): Edition {
  if (EMBEDDED.includes(name)) return defaultEdition();
  const known = opened.get(name);
  if (known) return known;
  const bytes = readBytes(name);
  // Only here: an edition of one's own is checked by zod, which the embedded one never needs.
  const { loadEdition } = require("../../catalog/edition/open") as typeof import("../../catalog/edition/open");
  try {
    const edition = loadEdition(bytes.toString("utf8"), name);
    opened.set(name, edition);
    return edition;
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    throw new SettingsError(error.message.split("\n").map(escapeUnprintable));
  }
}

/** The settings file that the environment names; what is wrong with it is said when the first resource is judged. */
function fileOfEnvironment(): { path: string; settings?: Settings; error?: Error } | undefined {
  const path = process.env[SETTINGS_VARIABLE];
  if (path === undefined || path === "") return undefined;
  try {
    const settings = readFile(path);
    const { edition } = settings.catalog;
    if (edition !== undefined) openEdition(edition);
    return { path, settings };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { path, error: fault(`the settings file that ${SETTINGS_VARIABLE} names is not right`, error.problems) };
  }
}

keepMarks();
const environment = fileOfEnvironment();
const session = new Session(defaultEdition(), new Date().toISOString().slice(0, 10), {
  readFile,
  openEdition,
  ...(environment?.settings ? { file: { path: environment.path, settings: environment.settings } } : {}),
});
const called = new Set<number>();
const resourceTurns = new Turns(called);
const stackTurns = new Turns(called);
/** Deployments that a rule has yet to report as they register. */
const pending = new Map<RuleName, Set<string>>(RULES.map((r) => [r.name, new Set()]));

function toPlanResource(args: ResourceValidationArgs): PlanResource {
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    inputs: args.props,
    ...(args.provider ? { provider: args.provider.urn, providerInputs: args.provider.props } : { isComponent: true }),
    ...(args.opts.parent === undefined ? {} : { parent: args.opts.parent }),
    ...markedIn(args.props, args.provider?.props),
  };
}

function toStackResource(r: PolicyResource): StackResource {
  const propertyDependencies: Record<string, string[]> = {};
  for (const [key, resources] of Object.entries(r.propertyDependencies)) {
    propertyDependencies[key] = resources.map((d) => d.urn);
  }
  return {
    urn: r.urn,
    type: r.type,
    name: r.name,
    inputs: r.props,
    outputs: r.props,
    propertyDependencies,
    ...(r.provider ? { provider: r.provider.urn, providerInputs: r.provider.props } : {}),
    ...markedIn(r.props, r.provider?.props),
  };
}

function configure(rule: Rule, config: Record<string, unknown>): void {
  if (environment?.error) throw environment.error;
  session.configure(rule.name, config);
}

/**
 * Reports a finding. One that a waiver covers blocks nothing, whatever the level of its policy.
 *
 * A violation may have a level of its own: @pulumi/policy takes an object in place of the text, which its types do not
 * tell. The text then stands alone, where else the policy's description goes before it.
 */
function tell(rule: Rule, finding: UnlevelledFinding, report: ReportViolation, urn = finding.urn): void {
  const level = finding.waiver ? "advisory" : levelOf(finding, session.level(rule.name));
  const message = messageOf(finding);
  if (level === undefined) {
    report(message, urn);
    return;
  }
  const violation = { message: `${rule.description}\n${message}`, urn, enforcementLevel: level };
  (report as (violation: unknown) => void)(violation);
}

function messageOf(finding: UnlevelledFinding): string {
  const text = findingText(finding);
  return escapeText([...(text.waived === undefined ? [] : [text.waived]), ...messageLines(text)].join("\n"));
}

function validateResource(rule: Rule): ResourceValidation {
  return (args, report) => {
    configure(rule, args.getConfig());
    const { urn } = args;
    if (session.register(rule.name, () => toPlanResource(args), urn) && hasWord(urn)) {
      // Tells the policies that are asked after this one whether they have work.
      for (const { name } of RULES) {
        if (session.repaired(name, urn).length + session.findings(name, urn).length > 0) pending.get(name)?.add(urn);
      }
    }
    if (!hasWord(urn)) return;
    const repairs = session.repaired(rule.name, urn);
    if (repairs.length > 0) tellRepairs(rule.name, repairs, report, urn);
    for (const finding of session.findings(rule.name, urn)) tell(rule, finding, report, urn);
    pending.get(rule.name)?.delete(urn);
  };
}

function hasWord(urn: string): boolean {
  return session.isSettled(urn) || session.isRepaired(urn);
}

/** Pulumi itself only says which policy changed how many resources. */
function tellRepairs(rule: RuleName, repairs: readonly Repair[], report: ReportViolation, urn: string): void {
  const message = messageOf({
    rule,
    about: "deployment",
    urn,
    asked: {},
    reason: "repaired",
    facts: { kind: "repaired", repairs },
    citations: [],
    waysOut: [],
    notes: [],
  });
  const violation = { message, urn, enforcementLevel: "advisory", severity: "low" };
  (report as (violation: unknown) => void)(violation);
}

/** Pulumi asks for repairs where the level of the policy is `remediate`, and before it validates. */
function remediateResource(rule: Rule): ResourceRemediation {
  return (args) => {
    if (!isRelevant(args.type)) return undefined;
    configure(rule, args.getConfig());
    const resource = { ...toPlanResource(args), inputs: secretsOpened(args.props) };
    return session.repair(rule.name, resource, args.props, args.opts.ignoreChanges);
  };
}

/** Inputs as `validateResource` has them, secrets open: what both see must be the same. */
function secretsOpened(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Secret) return secretsOpened(value.value);
  if (Array.isArray(value)) return Object.keys(value).map((i) => secretsOpened(own(value, i)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, secretsOpened(own(value, key))]));
}

function validateStack(rule: Rule): StackValidation {
  return (args, report) => {
    configure(rule, args.getConfig());
    session.complete(rule.name, () => args.resources.map(toStackResource));
    for (const finding of session.remaining(rule.name)) tell(rule, finding, report);
  };
}

function levelOfFile(rule: RuleName) {
  const { level, repairs } = environment?.settings?.rules.get(rule) ?? {};
  return repairs ? "remediate" : level;
}

type ConfigProperties = PolicyConfigSchema["properties"];
const ownSchemas: Readonly<Record<string, object>> = configSchemas.rules;

const policies = RULES.map((rule): ResourceValidationPolicy & StackValidationPolicy => {
  const index = ruleIndex(rule.name);
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: levelOfFile(rule.name) ?? rule.defaultLevel,
    remediationSteps: `${rule.remediationSteps} See docs/rules/${rule.name}.md.`,
    url: DOCUMENT_URL,
    tags: ["azure-openai"],
    configSchema: { properties: { ...configSchemas.shared, ...ownSchemas[rule.name] } as ConfigProperties },
    ...(rule.repair || rule.repairAccount ? { remediateResource: remediateResource(rule) } : {}),
    validateResource: resourceTurns.mark(validateResource(rule), index, () => (pending.get(rule.name)?.size ?? 0) > 0),
    validateStack: stackTurns.mark(
      validateStack(rule),
      index,
      () => !session.isComplete || session.remaining(rule.name).length > 0,
    ),
  };
});

new PolicyPack("azure-openai-guard", { policies });
