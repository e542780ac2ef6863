import { deepStrictEqual } from "node:assert/strict";
import { defaultEdition } from "../../catalog/edition/embedded";
import { escapeText } from "../../policy/escape";
import type { UnlevelledFinding } from "../../policy/finding";
import type { PlanResource } from "../../policy/plan/resource";
import { parseSettings } from "../../policy/settings";
import { findingText, messageOf } from "../../policy/words/finding";
import type { Random } from "../support/random";

/** Something that takes what people, programs and logs give, and that must stay right whatever it is. */
export interface Target {
  readonly name: string;
  /**
   * Makes one input from random values and tries it.
   * @returns how many trees it was, and how large.
   * @throws where a promise was broken.
   */
  readonly run: (random: Random) => Tried | Promise<Tried>;
}

export interface Tried {
  readonly trees: number;
  /** Characters of the input, about. */
  readonly size: number;
}

export const OPTIONS = { edition: defaultEdition(), settings: parseSettings(undefined), today: "2025-07-01" };

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";

/** An account and a deployment that is blocked, under names that no random resource has. */
export const NEIGHBOURS: readonly PlanResource[] = [
  {
    urn: `urn:pulumi:dev::app::${ACCOUNT}::neighbour`,
    type: ACCOUNT,
    name: "neighbour",
    inputs: { accountName: "neighbour", resourceGroupName: "neighbours", kind: "OpenAI", location: "eastus" },
  },
  {
    urn: `urn:pulumi:dev::app::${DEPLOYMENT}::neighbour`,
    type: DEPLOYMENT,
    name: "neighbour",
    inputs: {
      accountName: "neighbour",
      resourceGroupName: "neighbours",
      properties: {
        model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
        versionUpgradeOption: "NoAutoUpgrade",
      },
      sku: { name: "GlobalStandard", capacity: 1 },
    },
  },
];
export const NEIGHBOUR = NEIGHBOURS[1]?.urn;

/** A control character, a bidirectional mark, or a line that starts with a command of a runner. */
const UNSAFE = /(?!\n)\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|^\s*(?:::|##\[|##vso\[|##teamcity\[)/mu;

/** @throws where a text is not safe to print. */
export function assertSafe(text: string): void {
  const found = UNSAFE.exec(text);
  if (found) throw new Error(`not safe to print: ${JSON.stringify(text.slice(found.index, found.index + 40))}`);
}

/** @throws where the text of a finding is not safe to print, or cannot be made. */
export function assertSayable(finding: UnlevelledFinding): void {
  assertSafe(escapeText(messageOf(findingText(finding))));
}

/** @throws where two values differ. */
export function assertSame(found: unknown, expected: unknown, what: string): void {
  deepStrictEqual(found, expected, what);
}
