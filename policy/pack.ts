/** The Pulumi entry: serves every rule as a policy of one pack. */
import {
  PolicyPack,
  type PolicyResource,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidation,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { defaultEdition } from "../catalog/load";
import type { RuleName } from "./finding";
import type { PlanResource } from "./plan/resource";
import { RULES } from "./rules";
import type { Rule } from "./rules/rule";
import { ruleIndex, Session, type StackResource } from "./session";
import { settingsJsonSchema } from "./settings";
import { Turns } from "./skip";
import { DOCUMENT_URL } from "./words";

const session = new Session(defaultEdition(), new Date().toISOString().slice(0, 10));
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
    ...(args.provider ? { provider: args.provider.urn, providerInputs: args.provider.props } : {}),
    ...(args.opts.parent === undefined ? {} : { parent: args.opts.parent }),
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
  };
}

function validateResource(rule: Rule): ResourceValidation {
  return (args, report) => {
    session.configure(rule.name, args.getConfig());
    if (session.register(rule.name, () => toPlanResource(args), args.urn) && session.isSettled(args.urn)) {
      // Tells the policies that are asked after this one whether they have work.
      for (const r of RULES) {
        if (session.findings(r.name, args.urn).length > 0) pending.get(r.name)?.add(args.urn);
      }
    }
    if (!session.isSettled(args.urn)) return;
    for (const finding of session.findings(rule.name, args.urn)) report(finding.message, args.urn);
    pending.get(rule.name)?.delete(args.urn);
  };
}

function validateStack(rule: Rule): StackValidation {
  return (args, report) => {
    session.configure(rule.name, args.getConfig());
    session.complete(rule.name, () => args.resources.map(toStackResource));
    for (const finding of session.remaining(rule.name)) report(finding.message, finding.urn);
  };
}

const policies = RULES.map((rule): ResourceValidationPolicy & StackValidationPolicy => {
  const index = ruleIndex(rule.name);
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: rule.defaultLevel,
    remediationSteps: `${rule.remediationSteps} See docs/rules/${rule.name}.md.`,
    url: DOCUMENT_URL,
    tags: ["azure-openai"],
    configSchema: { properties: settingsJsonSchema(rule) },
    validateResource: resourceTurns.mark(validateResource(rule), index, () => (pending.get(rule.name)?.size ?? 0) > 0),
    validateStack: stackTurns.mark(
      validateStack(rule),
      index,
      () => !session.isComplete || session.remaining(rule.name).length > 0,
    ),
  };
});

new PolicyPack("azure-openai-guard", { policies });
