/** Deployments of one account move together: which regions are a way out for all of them, and which only for one. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Session } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, type Case, deployment, UNKNOWN, urn } from "../plans";
import { changes as changesOf, message } from "../said";

const HERE = "francecentral";
/** Not in francecentral; in seven other regions. */
const CHAT: Case = { model: "gpt-4o", version: "2024-05-13", sku: "Standard" };
/** In francecentral, and in five of these seven. */
const NANO: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
/** Not in francecentral; in three other regions, of which only swedencentral has all three. */
const IMAGES: Case = { model: "dall-e-3", version: "3.0", sku: "Standard" };
const named = (c: Case, name: string, owner = "openai"): PlanResource => {
  const resource = deployment(c, name);
  return { ...resource, inputs: { ...(resource.inputs as object), accountName: owner } };
};

function check(resources: readonly PlanResource[], settings: object = {}) {
  const { findings } = checkPlan(resources, {
    edition: defaultEdition(),
    settings: parseSettings({ "catalog-age": "disabled", "deployment-order": "disabled", ...settings }),
    today: "2025-07-01",
  });
  return findings;
}

const changes = (resources: readonly PlanResource[], settings: object = {}) =>
  check(resources, settings).map((f) => changesOf(f));

const ALONE = ["region swedencentral, eastus, eastus2 (and 4 more regions)", "version 2024-11-20 in this region"];
const NEWER = "version 2024-11-20 in this region";

describe("the ways out of a deployment", () => {
  it.each<[string, PlanResource[], string[]]>([
    ["that is alone in its account", [], ["region swedencentral, eastus, eastus2 (and 4 more regions)", NEWER]],
    [
      "whose neighbour could not follow everywhere",
      [named(NANO, "titles")],
      [
        "region swedencentral, eastus2, northcentralus (and 2 more regions), with the other deployment of account openai",
        NEWER,
        "region eastus, southcentralus in a separate account",
      ],
    ],
    [
      "with many neighbours",
      [named(NANO, "titles"), named(NANO, "notes")],
      [
        "region swedencentral, eastus2, northcentralus (and 2 more regions), with the 2 other deployments of account openai",
        NEWER,
        "region eastus, southcentralus in a separate account",
      ],
    ],
    ["whose neighbour could follow everywhere", [named(CHAT, "other")], ALONE],
    ["whose neighbour is of another account", [account(HERE, undefined, "b"), named(NANO, "titles", "b")], ALONE],
    ["whose neighbour is not known", [named({ ...NANO, model: UNKNOWN }, "titles")], ALONE],
  ])("%s", (_, others, expected) => {
    const found = check([account(HERE), named(CHAT, "chat"), ...others]);
    const chat = found.find((f) => f.urn === urn("azure-native:cognitiveservices:Deployment", "chat"));
    expect(changesOf(chat)).toEqual(expected);
  });

  it("and its neighbour, both bad: the one region for both comes first", () => {
    expect(changes([account(HERE), named(CHAT, "chat"), named(IMAGES, "images"), named(NANO, "titles")])).toEqual([
      [
        "region swedencentral, with the 2 other deployments of account openai",
        NEWER,
        "region eastus, eastus2, northcentralus (and 3 more regions) in a separate account",
      ],
      [
        "region swedencentral, with the 2 other deployments of account openai",
        "region australiaeast, eastus in a separate account",
      ],
    ]);
  });

  it("whose neighbour is undocumented here: the neighbour must pass, if there is a region for it", () => {
    const open = named({ ...CHAT, version: undefined }, "open");
    const resources = [account(HERE), named(IMAGES, "images"), open];
    const [together] = changesOf(check(resources).find((f) => f.rule === "model-availability")) ?? [];
    const regions = /^region (.+), with the other deployment/.exec(together ?? "")?.[1]?.split(", ") ?? [];
    expect(regions.length).toBeGreaterThan(0);
    for (const region of regions) {
      const [, ...deployments] = resources;
      expect(check([account(region), ...deployments], { "pinned-version": "disabled" })).toEqual([]);
    }
  });

  it("whose neighbour is in an account of the same name in another subscription", () => {
    const type = "azure:cognitive/deployment:Deployment";
    const within = (subscription: string, { model, version, sku }: Case, name: string): PlanResource => ({
      urn: urn(type, name),
      type,
      name,
      inputs: {
        cognitiveAccountId: `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/openai`,
        model: { format: "OpenAI", name: model, version },
        sku: { name: sku },
        versionUpgradeOption: "NoAutoUpgrade",
      },
    });
    const settings = { accounts: { openai: { region: HERE } } };
    expect(changes([within("a", CHAT, "chat"), within("b", NANO, "titles")], settings)).toEqual([ALONE]);
    expect(changes([within("a", CHAT, "chat"), within("A", NANO, "titles")], settings)).not.toEqual([ALONE]);
  });

  it("respect the organisation's limits for all of them", () => {
    const limits = [{ name: "titles", for: { models: ["gpt-4.1-nano"] }, regions: { denied: ["swedencentral"] } }];
    const [found] = changes([account(HERE), named(CHAT, "chat"), named(NANO, "titles")], { placement: { limits } });
    expect(found).toEqual([
      "region eastus2, northcentralus, westus (and 1 more region), with the other deployment of account openai",
      NEWER,
      "region swedencentral, eastus, southcentralus in a separate account",
    ]);
  });

  it("repair the whole account if they say that the others follow", () => {
    const deployments = [named(CHAT, "chat"), named(IMAGES, "images"), named(NANO, "titles")];
    const [first] = changes([account(HERE), ...deployments]);
    const region = /^region (\w+), with/.exec(first?.[0] ?? "")?.[1];
    expect(changes([account(region), ...deployments])).toEqual([]);
  });
});

describe("the pack, which sees one deployment after the other", () => {
  function run(deployments: readonly PlanResource[], placement: Record<string, unknown> = {}) {
    const session = new Session(defaultEdition(), "2025-07-01");
    session.configure("placement", placement);
    const resources = [account(HERE), ...deployments];
    const early = resources.flatMap((r) => {
      for (const rule of RULES) session.register(rule.name, () => r, r.urn);
      return session.isSettled(r.urn) ? RULES.flatMap((rule) => session.findings(rule.name, r.urn)) : [];
    });
    session.complete("model-availability", () => resources.map((r) => ({ ...r, propertyDependencies: {} })));
    const late = RULES.flatMap((rule) => session.remaining(rule.name)).filter(
      (f) => f.rule !== "catalog-age" && f.rule !== "deployment-order",
    );
    return { early: early.map((f) => changesOf(f)), late };
  }

  it("knows the deployments that came before", () => {
    const { early, late } = run([named(NANO, "titles"), named(CHAT, "chat")]);
    expect(early).toEqual(changes([account(HERE), named(CHAT, "chat"), named(NANO, "titles")]));
    expect(late).toEqual([]);
  });

  it("says at the end what later deployments change, once for an account, as advice", () => {
    const { early, late } = run([named(CHAT, "chat"), named(CHAT, "other"), named(NANO, "titles")]);
    expect(early).toEqual([ALONE, ALONE]);
    expect(late).toMatchObject([
      {
        rule: "model-availability",
        urn: account(HERE).urn,
        reason: "account-regions",
        levelBound: "at most advisory",
      },
    ]);
    expect(late.map((f) => message(f))).toEqual([
      "The deployments of account openai move together.\nTo pass with all 3 deployments of account openai: region swedencentral, eastus2, westus3 (and 2 more regions).",
    ]);
  });

  it("says so if no single region passes", () => {
    const limits = [{ name: "t", for: { models: ["gpt-4.1-nano"] }, regions: { allowed: ["westus3", HERE] } }];
    const { late } = run([named(IMAGES, "images"), named(NANO, "titles")], { limits });
    expect(late.map((f) => message(f))).toEqual([
      "No one region lets all 2 deployments of account openai pass.\nChange more than the region, or put some of them in another account.",
    ]);
  });

  it("says it for reported findings, and not for a rule that finds the same as before", () => {
    // Its version is not pinned, which no region changes.
    const { late } = run([named({ ...CHAT, version: undefined }, "chat"), named(NANO, "titles")]);
    expect(late.map((f) => f.rule)).toEqual(["undocumented-availability"]);
  });

  it("offers no region in which the reported deployment is still undocumented", () => {
    const open: Case = { model: "gpt-4", version: undefined, sku: "Standard" };
    const { late } = run([named(open, "chat"), named(NANO, "titles")]);
    expect(late.map((f) => message(f))).toEqual([expect.stringMatching(/^No one region lets all 2 deployments/)]);
  });

  it("says nothing if later deployments change nothing", () => {
    expect(run([named(CHAT, "chat"), named(CHAT, "other")]).late).toEqual([]);
  });
});

describe("an update after its preview, in one process", () => {
  it("reports what its preview reported, with many deployments in one account and limits", () => {
    const settings = {
      placement: {
        limits: [{ name: "titles", for: { models: ["gpt-4.1-nano"] }, regions: { denied: ["swedencentral"] } }],
      },
    };
    const kinds = [CHAT, NANO, IMAGES];
    const deployments = Array.from({ length: 12 }, (_, i) => named(kinds[i % kinds.length] ?? CHAT, `d${i}`));
    const resources = [account(HERE), ...deployments];
    const session = new Session(defaultEdition(), "2025-07-01");
    session.configure("placement", settings.placement);
    const round = () => {
      const early = resources.flatMap((r) => {
        for (const rule of RULES) session.register(rule.name, () => r, r.urn);
        return RULES.flatMap((rule) => session.findings(rule.name, r.urn));
      });
      session.complete("model-availability", () => resources.map((r) => ({ ...r, propertyDependencies: {} })));
      const late = RULES.flatMap((rule) => session.remaining(rule.name)).filter(
        (f) => f.rule !== "catalog-age" && f.rule !== "deployment-order",
      );
      return { early: early.map((f) => `${f.urn} ${message(f)}`).sort(), late: late.map((f) => message(f)) };
    };
    const preview = round();
    expect(preview.early).toHaveLength(check(resources, settings).length);
    expect(preview.late).toEqual([expect.stringMatching(/^No one region lets all 12 deployments of account openai/)]);
    expect(round()).toEqual(preview);
  });

  it("knows the new state of the others", () => {
    const session = new Session(defaultEdition(), "2025-07-01");
    const register = (r: PlanResource) => {
      for (const rule of RULES) session.register(rule.name, () => r, r.urn);
      return session.findings("model-availability", r.urn).flatMap((f) => changesOf(f) ?? []);
    };
    for (const r of [account(HERE), named(NANO, "titles")]) register(r);
    const [first] = register(named(CHAT, "chat"));
    expect(first).toMatch(/, with the other deployment of account openai$/);
    register(named(CHAT, "titles"));
    expect(register(named(CHAT, "chat"))).toEqual(ALONE);
  });
});
