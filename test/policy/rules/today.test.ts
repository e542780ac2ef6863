/** What rules say with edition 2026-10-05, and about names that only it has. */
import { expect, it } from "vitest";
import { defaultEdition, embeddedEdition } from "../../../catalog/edition/embedded";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, type Case, deployment } from "../plans";
import { message } from "../said";

const found = (edition: string, c: Case, settings: unknown = {}, exists?: boolean) =>
  checkPlan([account("eastus2"), { ...deployment(c), ...(exists === undefined ? {} : { exists }) }], {
    edition: edition === "2025-06-16" ? defaultEdition() : embeddedEdition(edition),
    settings: parseSettings(settings),
    today: "2026-11-26",
    isEditionChosen: true,
  }).findings;
const short = (...args: Parameters<typeof found>) => found(...args).map((f) => `${f.rule} ${f.level} ${f.reason}`);
const lines = (...args: Parameters<typeof found>) => found(...args).map((f) => message(f).split("\n"));

const O3: Case = { model: "o3", version: "2025-04-16", sku: "GlobalStandard" };
const RETIRED: Case = { model: "gpt-5-chat", version: "2025-08-07", sku: "GlobalStandard" };
const GPT5: Case = { model: "gpt-5", version: "2025-08-07", sku: "GlobalStandard" };

it("a deprecated version is only for existing customers, and past its date it is advice", () => {
  const [access, life] = lines("2026-10-05", O3);
  expect(access?.slice(0, 3)).toEqual([
    "o3 2025-04-16 as GlobalStandard in eastus2 is deprecated: only a subscription that has deployed this very version before can deploy it.",
    "Open to all: model gpt-5.6-sol 2026-07-09.",
    "If your subscription has deployed it before, say so in the settings: granted: [o3-2025-04-16].",
  ]);
  expect(life?.slice(0, 2)).toEqual([
    "o3 2025-04-16 was scheduled to retire on 2026-11-19 as GlobalStandard in eastus2, as planned on 2026-10-05.",
    "Replacement: gpt-5.6-sol 2026-07-09.",
  ]);
  expect(short("2026-10-05", O3, {}, false)).toEqual([
    "limited-access advisory existing-customers",
    "model-lifecycle advisory retirement-passed",
  ]);
  // A deployment that exists shows that the subscription is an existing customer.
  expect(short("2026-10-05", O3, {}, true)).toEqual(["model-lifecycle advisory retirement-passed"]);
});

it("a declared version has no finding any more", () => {
  expect(short("2026-10-05", O3, { granted: ["o3-2025-04-16"] })).toEqual([
    "model-lifecycle advisory retirement-passed",
  ]);
});

it("a certainly retired version is a finding of one rule; its ways out retire later, and say when", () => {
  expect(short("2026-10-05", RETIRED)).toEqual(["model-lifecycle advisory retired"]);
  expect(short("2026-10-05", RETIRED, {}, true)).toEqual(["model-lifecycle advisory retired"]);
  expect(short("2026-10-05", RETIRED, {}, false)).toEqual(["model-lifecycle mandatory retired"]);
  expect(lines("2026-10-05", RETIRED)[0]?.slice(0, 2)).toEqual([
    "gpt-5-chat 2025-08-07 was retired on 2026-06-29 as GlobalStandard in eastus2.",
    "Replacement: gpt-chat-latest 2026-08-06 (due to retire on 2026-12-02).",
  ]);
});

it("the schedule decides what is a preview", () => {
  const PREVIEW: Case = { model: "gpt-image-1", version: "2025-04-15", sku: "GlobalStandard" };
  expect(short("2026-10-05", PREVIEW)).toEqual([
    "preview-model advisory preview",
    "model-lifecycle advisory retirement-passed",
  ]);
  expect(lines("2026-10-05", PREVIEW)[1]?.[0]).toBe(
    "gpt-image-1 2025-04-15 could be retired from 2026-10-23 as GlobalStandard in eastus2, as planned on 2026-10-05.",
  );
});

it("a model newer than the edition gets the edition that knows it, and no older model", () => {
  expect(lines("2025-06-16", GPT5)[0]?.slice(0, 3)).toEqual([
    "gpt-5 2025-08-07 cannot be deployed as GlobalStandard in eastus2: the document names no model of that name.",
    "The model gpt-5, released on 2025-08-07, is newer than the edition of 2025-06-16, which is 528 days old and cannot know it.",
    expect.stringMatching(
      /^Edition 20\d\d-\d\d-\d\d of this package names it: set catalog: \{ edition: latest \} in the settings, or use --edition latest\.$/,
    ),
  ]);
  expect(found("2025-06-16", GPT5)[0]?.waysOut).toEqual([]);
});

it("a name like no other gets a hint, and a misspelt one gets the right name", () => {
  expect(lines("2025-06-16", { ...GPT5, model: "zzz-model", version: "1" })[0]?.[1]).toBe(
    "The edition has no name like it, and no newer edition of this package names it. If the model is newer than 2025-06-16 (528 days ago), make an edition of today: azure-openai-guard catalog refresh.",
  );
  expect(lines("2025-06-16", { model: "gpt4o", version: "2024-11-20", sku: "Standard" })[0]?.[1]).toBe(
    "Did you mean gpt-4o 2024-11-20?",
  );
});
