/**
 * The Pulumi entry: serves every rule as a policy of one pack. This folder may import everything in policy/ and
 * catalog/; it is the only one in policy/ that reads files, because nothing else in the pack's process could pass them
 * in.
 */
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
import { defaultEdition } from "../../catalog/edition/embedded";
import { escapeTerminal, escapeText } from "../escape";
import { levelOf, type UnlevelledFinding } from "../finding";
import type { Repair } from "../judging/repair";
import { isRelevant } from "../plan/readers";
import type { PlanResource } from "../plan/resource";
import { own } from "../plan/values";
import type { RuleName } from "../rule-name";
import { RULES } from "../rules";
import type { Rule } from "../rules/rule";
import configSchemas from "../settings/config-schema.json";
import { DOCUMENT_URL } from "../words/citations";
import { findingText, messageLines } from "../words/finding";
import { type Language, languageOfRuntime } from "../words/syntax";
import { type FoundSettings, PackFiles } from "./files";
import { keepMarks, markedIn } from "./marks";
import { ruleIndex, Session, type StackResource } from "./session";
import { Turns } from "./turns";

/** What the entry points pass in. */
export interface PackStart {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /**
   * The program's folder, if Pulumi tells it. The settings file is looked for there and above it, and relative paths
   * start there. Pulumi starts a pack that is a folder in the pack's own folder.
   */
  readonly programFolder?: string;
  /** Tells the user something that is not a finding. */
  readonly note: (text: string) => void;
}

/** Serves the rules as policies of one pack, until Pulumi ends the process. */
export function servePack(start: PackStart): void {
  keepMarks();
  const pack = new Pack(start);
  new PolicyPack("azure-openai-guard", { policies: RULES.map((rule) => pack.policy(rule)) });
}

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
    dependencies: r.dependencies.map((d) => d.urn),
    ...(r.parent ? { parent: r.parent.urn } : {}),
    ...(r.provider ? { provider: r.provider.urn, providerInputs: r.provider.props } : {}),
    ...markedIn(r.props, r.provider?.props),
  };
}

type StackTags = ResourceValidationArgs["stackTags"];
type ConfigProperties = PolicyConfigSchema["properties"];
const ownSchemas: Readonly<Record<string, object>> = configSchemas.rules;

/** The callbacks of the policies. One process serves all policies and both callbacks, so they share one session. */
class Pack {
  readonly #file: FoundSettings;
  readonly #session: Session;
  readonly #languageOfFolder: Language | undefined;
  readonly #resourceTurns: Turns;
  readonly #stackTurns: Turns;
  /** Registered resources on which a rule has still to report. */
  readonly #pending = new Map<RuleName, Set<string>>(RULES.map((r) => [r.name, new Set()]));

  constructor({ env, today, programFolder, note }: PackStart) {
    const files = new PackFiles(programFolder);
    this.#file = files.find(env);
    this.#languageOfFolder = files.language();
    const { path, settings, isFound } = this.#file;
    if (isFound) note(escapeTerminal(`settings: ${path}`));
    this.#session = new Session(defaultEdition(), today, {
      readFile: (name) => files.settings(name),
      openEdition: (name) => files.edition(name),
      ...(path !== undefined && settings ? { file: { path, settings, isFound } } : {}),
    });
    const called = new Set<number>();
    this.#resourceTurns = new Turns(called);
    this.#stackTurns = new Turns(called);
  }

  /** The policy that serves a rule. */
  policy(rule: Rule): ResourceValidationPolicy & StackValidationPolicy {
    const index = ruleIndex(rule.name);
    return {
      name: rule.name,
      displayName: rule.displayName,
      description: rule.description,
      severity: rule.severity,
      enforcementLevel: this.#levelOfFile(rule.name) ?? rule.defaultLevel,
      remediationSteps: `${rule.remediationSteps} See docs/rules/${rule.name}.md.`,
      url: DOCUMENT_URL,
      tags: ["azure-openai"],
      configSchema: { properties: { ...configSchemas.shared, ...ownSchemas[rule.name] } as ConfigProperties },
      ...(rule.repair || rule.repairAccount ? { remediateResource: this.#remediateResource(rule) } : {}),
      validateResource: this.#resourceTurns.mark(
        this.#validateResource(rule),
        index,
        () => (this.#pending.get(rule.name)?.size ?? 0) > 0,
      ),
      validateStack: this.#stackTurns.mark(
        this.#validateStack(rule),
        index,
        () => !this.#session.isComplete || this.#session.remaining(rule.name).length > 0,
      ),
    };
  }

  #configure(rule: Rule, config: Record<string, unknown>): void {
    if (this.#file.error) throw this.#file.error;
    this.#session.configure(rule.name, config);
  }

  /**
   * Reports a finding. A finding that a waiver covers blocks nothing, whatever the level of its policy.
   *
   * A violation may have its own level: @pulumi/policy accepts an object in place of the text, although its types do
   * not say so. It then shows the text alone, without the policy's description before it.
   */
  #tell(rule: Rule, finding: UnlevelledFinding, report: ReportViolation, tags: StackTags): void {
    const { urn } = finding;
    const level = finding.waiver ? "advisory" : levelOf(finding, this.#session.level(rule.name));
    const message = messageOf(finding, this.#language(tags));
    if (level === undefined) {
      report(message, urn);
      return;
    }
    const violation = { message: `${rule.description}\n${message}`, urn, enforcementLevel: level };
    (report as (violation: unknown) => void)(violation);
  }

  #validateResource(rule: Rule): ResourceValidation {
    return (args, report) => {
      this.#configure(rule, args.getConfig());
      const { urn } = args;
      if (this.#session.register(rule.name, () => toPlanResource(args), urn) && this.#hasWord(urn)) {
        // The policies that are called after this one learn whether they have work.
        for (const { name } of RULES) {
          if (this.#session.repaired(name, urn).length + this.#session.findings(name, urn).length > 0)
            this.#pending.get(name)?.add(urn);
        }
      }
      if (!this.#hasWord(urn)) return;
      const repairs = this.#session.repaired(rule.name, urn);
      if (repairs.length > 0) this.#tellRepairs(rule.name, repairs, report, urn);
      for (const finding of this.#session.findings(rule.name, urn)) this.#tell(rule, finding, report, args.stackTags);
      this.#pending.get(rule.name)?.delete(urn);
    };
  }

  #hasWord(urn: string): boolean {
    return this.#session.isSettled(urn) || this.#session.isRepaired(urn);
  }

  /** Pulumi itself says only which policy changed how many resources. */
  #tellRepairs(rule: RuleName, repairs: readonly Repair[], report: ReportViolation, urn: string): void {
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

  /** Pulumi asks for repairs if the level of the policy is `remediate`, before it validates. */
  #remediateResource(rule: Rule): ResourceRemediation {
    return (args) => {
      if (!isRelevant(args.type)) return undefined;
      this.#configure(rule, args.getConfig());
      const resource = { ...toPlanResource(args), inputs: secretsOpened(args.props) };
      return this.#session.repair(rule.name, resource, args.props, args.opts.ignoreChanges);
    };
  }

  #validateStack(rule: Rule): StackValidation {
    return (args, report) => {
      this.#configure(rule, args.getConfig());
      this.#session.complete(rule.name, () => args.resources.map(toStackResource));
      for (const finding of this.#session.remaining(rule.name)) this.#tell(rule, finding, report, args.stackTags);
    };
  }

  /** The language of the program: by the tag that Pulumi gives every stack, else by the Pulumi.yaml of its folder. */
  #language(tags: StackTags): Language | undefined {
    return languageOfRuntime(tags.get("pulumi:runtime")) ?? this.#languageOfFolder;
  }

  #levelOfFile(rule: RuleName) {
    const { level, repairs } = this.#file.settings?.rules.get(rule) ?? {};
    return repairs ? "remediate" : level;
  }
}

function messageOf(finding: UnlevelledFinding, language?: Language): string {
  const text = findingText(finding, language);
  return escapeText([...(text.waived === undefined ? [] : [text.waived]), ...messageLines(text)].join("\n"));
}

/** Inputs with open secrets, as `validateResource` gets them: both must see the same. */
function secretsOpened(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Secret) return secretsOpened(value.value);
  if (Array.isArray(value)) return Object.keys(value).map((i) => secretsOpened(own(value, i)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, secretsOpened(own(value, key))]));
}
