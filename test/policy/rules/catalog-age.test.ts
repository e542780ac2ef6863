/** The remark if nobody chose an edition: one line per run, and one in findings that the newest edition would not have. */
import { describe, expect, it } from "vitest";
import { defaultEdition, embeddedEdition, newestEdition } from "../../../catalog/edition/embedded";
import { Session, type StackResource } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan, checkRun } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, type Case, deployment } from "../plans";
import { message } from "../said";

const TODAY = "2026-11-26";
const NEWEST = newestEdition().id;
const CASES: Record<string, Case> = {
  // No longer named, deprecated, newly offered, and the same in both editions.
  turbo: { model: "gpt-35-turbo", version: "0125", sku: "Standard" },
  o3: { model: "o3", version: "2025-04-16", sku: "GlobalStandard" },
  image: { model: "gpt-image-1", version: "2025-04-15", sku: "GlobalStandard" },
  large: { model: "gpt-4o", version: "2024-11-20", sku: "Standard" },
};
const planOf = (...names: string[]): PlanResource[] => [
  account("eastus2"),
  ...names.map((name) => ({ ...deployment(CASES[name] ?? {}, name), exists: true })),
];
const options = (settings: unknown = {}, today = TODAY) => ({
  edition: defaultEdition(),
  settings: parseSettings(settings),
  today,
});
const lines = (resources: readonly PlanResource[], settings?: unknown, today?: string) =>
  checkPlan(resources, options(settings, today))
    .findings.filter((f) => f.rule === "catalog-age")
    .map((f) => `${f.level}: ${message(f)}`);

describe("if nobody chose an edition", () => {
  it("one line says what the newest one judges differently", () => {
    expect(lines(planOf(...Object.keys(CASES)))).toEqual([
      `advisory: judged by the document of 2025-06-16 (528 days old), since no edition is chosen; edition ${NEWEST} judges 3 of these 4 deployments differently (1 existing customers only, 1 not offered, 1 newly offered): catalog: { edition: latest }`,
    ]);
  });

  it("and says so if it judges them the same", () => {
    expect(lines(planOf("large"))).toEqual([
      `advisory: judged by the document of 2025-06-16 (528 days old), since no edition is chosen; edition ${NEWEST} judges this deployment alike: catalog: { edition: latest }`,
    ]);
  });

  it("is silent up to 180 days, without deployments, and if it is disabled", () => {
    expect(lines(planOf("large"), {}, "2025-12-13")).toEqual([]);
    expect(lines(planOf("large"), {}, "2025-12-14")).toHaveLength(1);
    expect(lines([account("eastus2")])).toEqual([]);
    expect(lines(planOf("large"), { "catalog-age": "disabled" })).toEqual([]);
  });

  it.each(["2025-06-16", "2026-10-05", "latest"])("is silent where %s is chosen", (edition) => {
    expect(lines(planOf("large"), { catalog: { edition } })).toEqual([]);
  });

  it("is silent if an option chose the edition, or another one is in use", () => {
    const chosen = checkPlan(planOf("large"), { ...options(), isEditionChosen: true }).findings;
    const newest = checkPlan(planOf("large"), { ...options(), edition: embeddedEdition(NEWEST) }).findings;
    expect([...chosen, ...newest].filter((f) => f.rule === "catalog-age")).toEqual([]);
  });

  it("stays advice at any level of the rule", () => {
    expect(lines(planOf("large"), { "catalog-age": "mandatory" })[0]).toMatch(/^advisory: judged/);
  });

  it("is reported once for several plans, with all of their deployments", () => {
    const part = { ...options(), isPartOfRun: true };
    const plans = [planOf("turbo", "large"), planOf("large")].map((plan) => checkPlan(plan, part));
    expect(plans.flatMap((p) => p.findings).filter((f) => f.facts.kind === "edition-not-chosen")).toEqual([]);
    const found = checkRun(
      plans.map((p) => ({ ...p, stacks: ["app/dev"] })),
      options(),
    );
    expect(found.map((f) => message(f))).toEqual([
      `judged by the document of 2025-06-16 (528 days old), since no edition is chosen; edition ${NEWEST} judges 1 of these 3 deployments differently (1 not offered): catalog: { edition: latest }`,
    ]);
  });

  it("is reported by the pack once at the end", () => {
    const session = new Session(defaultEdition(), TODAY);
    const resources = planOf("large", "turbo");
    for (const r of resources) for (const rule of RULES) session.register(rule.name, () => r, r.urn);
    const early = resources.flatMap((r) => session.findings("catalog-age", r.urn));
    session.complete("model-availability", () =>
      resources.map((r): StackResource => ({ ...r, propertyDependencies: {} })),
    );
    expect(early).toEqual([]);
    expect(session.remaining("catalog-age").map((f) => f.reason)).toEqual(["edition-not-chosen"]);
  });
});

describe("a blocked deployment that the newest edition offers", () => {
  const NOTE = `Edition ${NEWEST} of this package offers it, and no edition is chosen: catalog: { edition: latest }.`;
  const blocked = (settings: unknown = {}) =>
    checkPlan(planOf("image"), options(settings))
      .findings.filter((f) => f.rule === "model-availability")
      .map((f) => message(f).split("\n").includes(NOTE));

  it("says so in its own finding if nobody chose an edition", () => {
    expect(blocked()).toEqual([true]);
    expect(blocked({ catalog: { edition: "2025-06-16" } })).toEqual([false]);
  });
});
