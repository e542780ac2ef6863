/** Every way out works: when a program takes it, the finding is gone and nothing new is blocked. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding, WayOut } from "../../../../policy/finding";
import { UNKNOWN } from "../../plans";
import { changes, message } from "../../said";
import { type DeploymentCase, findingsIn, type Program, program } from "./programs";
import { dated, granted, madeKnown, nameOf, ordered, taken, trainedIn, withoutEntry } from "./taking";

/** What a finding is about; a way out must settle it. */
function subjectOf({ rule, urn: of, nestedName, limit, asked, facts }: Finding): string {
  const purpose = "judged" in facts ? facts.judged.purpose : undefined;
  const total = facts.kind === "total-over" ? [asked, facts.skus] : undefined;
  // A version that lasts may be replaced by another model one day.
  const isEnding = facts.kind === "lifecycle" && facts.ending !== undefined;
  return JSON.stringify([rule, nestedName ?? of, limit, purpose, facts.kind, total, isEnding]);
}

/** Describes a failure for a reader. */
const because = (finding: Finding, found: readonly Finding[]) =>
  [message(finding), "--- afterwards:", ...found.map(message)].join("\n");

function expectGone(finding: Finding, after: readonly Finding[], isIt: (f: Finding) => boolean) {
  const left = after.filter(isIt);
  expect(left, because(finding, left)).toEqual([]);
}

/** The deployments in a total that is too large. */
function partsOf({ facts, limit }: Finding): string[] {
  return facts.kind === "total-over" ? facts.parts.map((part) => JSON.stringify([limit, nameOf(part)])) : [];
}

function expectNothingNew(before: readonly Finding[], finding: Finding, after: readonly Finding[]) {
  const known = new Set(before.filter((f) => f.level === "mandatory").map(subjectOf));
  // A total that was too large moves along with its deployments.
  const over = new Set(before.flatMap(partsOf));
  const isKnown = (f: Finding) => known.has(subjectOf(f)) || partsOf(f).some((part) => over.has(part));
  const blocked = after.filter((f) => f.level === "mandatory" && !isKnown(f));
  expect(blocked, because(finding, blocked)).toEqual([]);
}

function expectSettled(before: readonly Finding[], finding: Finding, program: Program) {
  const after = findingsIn(program);
  expectGone(finding, after, (f) => subjectOf(f) === subjectOf(finding));
  expectNothingNew(before, finding, after);
}

function regionOf(way: WayOut | undefined): string | undefined {
  for (const change of way?.changes ?? []) if (change.field === "region") return change.values[0];
  return undefined;
}

/** Applies what a message recommends other than its ways out; returns its kind, if there is any. */
function expectRemedy(program: Program, before: readonly Finding[], finding: Finding): string | undefined {
  const { facts } = finding;
  switch (facts.kind) {
    case "unverified":
      for (const value of facts.values) {
        const after = findingsIn(madeKnown(program, finding, value));
        expectGone(
          finding,
          after,
          ({ urn, nestedName, facts: f }) =>
            f.kind === "unverified" &&
            urn === finding.urn &&
            nestedName === finding.nestedName &&
            f.values.some((v) => v.value === value.value),
        );
      }
      return "value";
    case "access": {
      const isGranted = facts.judged.verdict.conditions.some((c) => c.access !== undefined);
      if (isGranted) expectSettled(before, finding, granted(program, facts));
      return "access";
    }
    case "no-order":
      expectOrder(program, before, finding);
      return "order";
    case "unused-account":
      expectSettled(before, finding, withoutEntry(program, facts));
      return "entry";
    case "verdict": {
      if (message(finding).includes("write it as version")) {
        const after = findingsIn(dated(program, finding));
        expectGone(finding, after, (f) => subjectOf(f) === subjectOf(finding) && f.reason === "version-not-listed");
        return "date";
      }
      const region = regionOf(finding.waysOut[0]);
      if (!facts.mayBeTrainedElsewhere || facts.judged.purpose !== "fine-tuning" || region === undefined)
        return undefined;
      const after = findingsIn(trainedIn(program, finding, region));
      expectGone(finding, after, (f) => subjectOf(f) === subjectOf(finding));
      return "source";
    }
    default:
      return undefined;
  }
}

function orderIn(findings: readonly Finding[], account?: string) {
  for (const { facts } of findings) {
    if (facts.kind === "no-order" && (account === undefined || facts.account === account)) return facts;
  }
  return undefined;
}

/** Orders one pair after the other, as the message about each says, until all of the account are in order. */
function expectOrder(program: Program, before: readonly Finding[], finding: Finding) {
  let at = program;
  let open = orderIn([finding]);
  const account = open?.account;
  while (open) {
    at = ordered(at, open);
    const after = findingsIn(at);
    expectNothingNew(before, finding, after);
    const left = orderIn(after, account);
    if (left) expect(left.more, because(finding, after)).toBeLessThan(open.more);
    open = left;
  }
}

describe("what a message recommends", () => {
  it("works: the first way out settles its finding and blocks nothing new, and so does every remedy", () => {
    const used = new Map<string, number>();
    const count = (kind: string) => used.set(kind, (used.get(kind) ?? 0) + 1);
    fc.assert(
      fc.property(program, (program) => {
        const before = findingsIn(program);
        for (const finding of before) {
          const remedy = expectRemedy(program, before, finding);
          if (remedy !== undefined) count(`remedy: ${remedy}`);
          const { facts, waysOut } = finding;
          // The replacement comes before the other ways out.
          const isReplacement = facts.kind === "lifecycle" && facts.isReplacementOffered === true;
          for (const way of waysOut.slice(0, isReplacement ? 2 : 1)) {
            const after = taken(program, finding, way);
            if (!after) continue;
            count(`${finding.rule}: ${way.changes.map((c) => c.field).join(" and ")}`);
            expectSettled(before, finding, after);
          }
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
    // Not true of programs that need no way out.
    expect([...used.keys()]).toEqual(
      expect.arrayContaining([
        ...["model-availability: region", "model-availability: sku", "placement: region", "placement: capacity"],
        ...["model-lifecycle: model", "pinned-version: version", "pinned-version: versionUpgradeOption"],
        ...["known-model: model", "fine-tuning-region: region"],
        ...["value", "access", "order", "entry", "date", "source"].map((remedy) => `remedy: ${remedy}`),
      ]),
    );
  }, 240_000);
});

describe("the first way out", () => {
  const deploymentOf = (changed: Partial<DeploymentCase>, i: number): DeploymentCase => ({
    name: `d${i}`,
    model: "gpt-4o",
    version: "2024-11-20",
    format: "OpenAI",
    sku: "Standard",
    capacity: 1,
    purpose: undefined,
    training: undefined,
    environment: undefined,
    upgrade: "NoAutoUpgrade",
    account: "a0",
    source: undefined,
    in: "resource",
    after: [],
    ...changed,
  });
  const waysOutOf = (location: string, ...deployments: Partial<DeploymentCase>[]) => {
    const accounts = [{ name: "a0", location, tag: undefined, is: "shown" as const }];
    const settings = { placement: undefined, accounts: {}, granted: [], waivers: [] };
    const found = findingsIn({ accounts, deployments: deployments.map(deploymentOf), settings, edition: "2025-06-16" });
    return found.filter((f) => f.level === "mandatory").map((f) => changes(f));
  };

  it.each<[string, string, Partial<DeploymentCase>, string[][]]>([
    [
      "is not a region that another purpose forbids",
      "polandcentral",
      { model: "gpt-35-turbo", version: "0125", purpose: "assistants" },
      Array.from({ length: 2 }, () => ["region australiaeast, eastus, eastus2 (and 5 more regions)"]),
    ],
    [
      "is one for every version that it may have",
      "southeastasia",
      { version: UNKNOWN },
      [["region eastus, eastus2, northcentralus (and 4 more regions)"]],
    ],
  ])("%s", (_, location, deployment, expected) => {
    expect(waysOutOf(location, deployment)).toEqual(expected);
  });
});
