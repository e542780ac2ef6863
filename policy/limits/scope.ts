/** The scope of a limit: for which deployments it holds. */
import { findSku } from "../../catalog/names/skus";
import type { Unverified } from "../finding";
import { match } from "../glob";
import { matchesStack } from "../plan/urn";
import { known } from "../plan/values";
import type { Limit, LimitScope } from "./limit";
import { ModelPattern, SKU_NAMES } from "./names";
import { type LimitSubject, missing } from "./subject";

/** Whether something is true for a subject; if an unknown value decides that, the value. */
export type Truth = boolean | Unverified;

/** Says for which subjects a limit holds. */
export function scopeOf(limit: Limit): (subject: LimitSubject) => Truth {
  const [meant, spared] = [limit.for, limit.notFor].map((scope) => scope && within(scope));
  return (subject) => all([meant ? meant(subject) : true, spared ? not(spared(subject)) : true]);
}

function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.find((t) => t !== true) ?? true;
}

function within({ stacks, tags, skus, models }: LimitScope): (subject: LimitSubject) => Truth {
  const isMeant = skus && amongSkus(skus);
  const meanModel = models?.map((text) => new ModelPattern(text));
  const tagged = Object.entries(tags ?? {}).map(([name, pattern]) => ({ name, pattern: pattern.toLowerCase() }));
  return (s) => {
    const { stack } = s;
    if (stacks && stack !== undefined && !stacks.some((pattern) => matchesStack(pattern, stack))) return false;
    const truths: Truth[] = tagged.map(({ name, pattern }) => {
      const value = s.deployment.tag(name);
      if (value.state === "absent") return false;
      if (value.state === "known") return match(pattern, value.value.toLowerCase()) === "whole";
      const fix = "Give it as a plain value, on the deployment or on its account.";
      return { value: `tag ${name}`, why: value.why, fix };
    });
    if (stacks && stack === undefined) truths.push({ value: "stack", why: "not told", fix: "Name it." });
    if (isMeant) truths.push(isMeant(s));
    if (meanModel) truths.push(matchesModel(meanModel, s));
    return all(truths);
  };
}

/** @param orUnknown whether a SKU that Azure does not have yet counts if a pattern matches its name. */
export function amongSkus(texts: readonly string[], orUnknown = true): (subject: LimitSubject) => Truth {
  const ids = new Set(texts.flatMap(SKU_NAMES.meaning));
  return (s) => {
    const name = known(s.sku);
    if (name === undefined) return missing("sku", s);
    const sku = findSku(name);
    if (sku !== undefined) return ids.has(sku);
    return orUnknown && texts.some((text) => match(text.toLowerCase(), name.toLowerCase()) === "whole");
  };
}

/** Whether the model of a subject, or its model and version, matches one of the patterns. */
export function matchesModel(patterns: readonly ModelPattern[], s: LimitSubject): Truth {
  const model = known(s.model);
  if (model === undefined) return missing("model", s);
  const matches = patterns.map((pattern) => pattern.match(model, known(s.version)));
  if (matches.includes("yes")) return true;
  return matches.includes("with some versions") ? missing("version", s) : false;
}
