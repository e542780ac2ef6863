import { deepStrictEqual } from "node:assert/strict";
import { defaultEdition } from "../../catalog/edition/embedded";
import { escapeText } from "../../policy/escape";
import type { UnlevelledFinding } from "../../policy/finding";
import type { PlanResource } from "../../policy/plan/resource";
import { parseSettings } from "../../policy/settings";
import { findingText, messageOf } from "../../policy/words/finding";
import type { Random } from "../support/random";

/** A target: something that takes input from people, programs and logs, and must handle any input. */
export interface Target {
  readonly name: string;
  /**
   * Makes one input from random values, and tries it.
   * @returns the number of trees in it, and its size.
   * @throws if a promise is broken.
   */
  readonly run: (random: Random) => Tried | Promise<Tried>;
}

export interface Tried {
  readonly trees: number;
  /** Roughly the number of characters in the input. */
  readonly size: number;
}

export const OPTIONS = { edition: defaultEdition(), settings: parseSettings(undefined), today: "2025-07-01" };

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";

/** An account and a blocked deployment, with names that no random resource has. */
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

/** @throws if a text is not safe to print. */
export function assertSafe(text: string): void {
  const found = UNSAFE.exec(text);
  if (found) throw new Error(`not safe to print: ${JSON.stringify(text.slice(found.index, found.index + 40))}`);
}

/** @throws if the text of a finding is not safe to print, or cannot be made. */
export function assertSayable(finding: UnlevelledFinding): void {
  assertSafe(escapeText(messageOf(findingText(finding))));
}

/** @throws if two values differ. */
export function assertSame(found: unknown, expected: unknown, what: string): void {
  deepStrictEqual(found, expected, what);
}
