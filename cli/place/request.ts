/** Requests, from arguments, a file or a plan. */

import { findSku } from "../../catalog/names/skus";
import type { Purpose, Training } from "../../catalog/query";
import type { Choice, Present } from "../../catalog/solver";
import { escapeTerminal, quote } from "../../policy/escape";
import type { PlacementContext } from "../../policy/limits/subject";
import { safe } from "../../policy/text";
import { UsageError } from "../shell/context";

/** One deployment, or several equal ones. */
export interface Request {
  /** Names of the deployments; empty for requests without names. */
  readonly names: readonly string[];
  readonly count: number;
  readonly model: string;
  /** Default: any. */
  readonly version?: string;
  readonly sku?: string;
  readonly purpose?: Purpose;
  readonly training?: Training;
  /** Set if fine-tuning must be possible too. */
  readonly alsoTrained?: true;
  readonly capacity?: number;
  /** Its current state, if a plan or a state has it. */
  readonly present?: Present;
  readonly about: PlacementContext;
}

/** The unknown values of a deployment that is in no plan. */
export const UNKNOWN_DEPLOYMENT: PlacementContext["deployment"] = {
  tag: () => ({ state: "unknown", why: "not told" }),
  regionFrom: "",
  regionFix: "",
};

export const ARGUMENT = "[NAME=]MODEL[:VERSION[:SKU]][@CAPACITY]";

const PATTERN = /^(?:([^=:@]*)=)?([^=:@]+)(?::([^:@]*))?(?::([^:@]*))?(?:@(.*))?$/;

/**
 * Parses a request from an argument.
 * @throws UsageError naming the argument and what was expected.
 */
export function parseArgument(text: string): Omit<Request, "about"> {
  const [whole, name, model, version, sku, capacity] = PATTERN.exec(text) ?? [];
  const fail = (why: string) => new UsageError(`${quote(text)}: ${why}, as in chat=gpt-4o:2024-11-20:Standard@50`);
  if (whole === undefined || model === undefined) throw fail(`expected ${ARGUMENT}`);
  if (name === "") throw fail("expected a name before the =");
  if ([version, sku].findLast((part) => part !== undefined) === "") {
    throw fail('expected a version or an SKU behind the colon, or "any"');
  }
  if (version !== undefined && findSku(version)) {
    throw fail(
      `expected a version, found the SKU ${quote(version)}: write ${escapeTerminal(`${model}:any:${version}`)}`,
    );
  }
  if (capacity !== undefined && !isCapacity(capacity))
    throw fail("expected a capacity after the @: a whole number of 1 or more");
  return {
    names: name === undefined ? [] : [name],
    count: 1,
    model,
    ...anyOf("version", version),
    ...anyOf("sku", sku),
    ...(capacity === undefined ? {} : { capacity: Number(capacity) }),
  };
}

function isCapacity(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}

/** Reads a version or a SKU; an omitted or empty one, and "any", mean any. */
export function anyOf<K extends "version" | "sku">(key: K, text: string | undefined): { [key in K]?: string } {
  const value = text === undefined || text === "" || text.toLowerCase() === "any" ? undefined : text;
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string });
}

/** The name of a request in messages: its own name, or what it asks for. */
export function requestText({ names, count, ...asked }: Request): string {
  const [first] = names;
  const more = names.length - 1;
  const name = first === undefined ? "" : `${first}${more > 0 ? ` and ${more} more` : ""}: `;
  return `${name}${askedFor(asked)}${count > 1 && names.length === 0 ? `, ${count} times` : ""}`;
}

/** "gpt-4o 2024-11-20 as Standard with capacity 50" */
export function askedFor({
  model,
  version,
  sku,
  purpose,
  training,
  alsoTrained,
  capacity,
}: Omit<Request, "names" | "count" | "about">): string {
  const use = purpose === "fine-tuning" ? ` for fine-tuning${training ? ` with ${training} training` : ""}` : "";
  return [
    model,
    ` ${version ?? "of any version"}`,
    purpose === "fine-tuning" ? use : ` as ${sku ?? "any SKU"}`,
    purpose === "assistants" ? " for Assistants" : "",
    alsoTrained ? " and for fine-tuning" : "",
    capacity === undefined ? "" : ` with capacity ${capacity}`,
  ].join("");
}

/** "gpt-4o 2024-11-20 as Standard" */
export function choiceText({ model, version, sku, purpose }: Choice): string {
  const use = purpose === "fine-tuning" ? " for fine-tuning" : ` as ${safe(sku ?? "Standard")}`;
  return `${safe(model)}${version === undefined ? "" : ` ${safe(version)}`}${use}${purpose === "assistants" ? " for Assistants" : ""}`;
}

/** Merges equal requests into one, with the names of all. */
export function grouped(requests: readonly Request[], keyOf: (request: Request) => string): Request[] {
  const groups = new Map<string, Request>();
  for (const request of requests) {
    const key = keyOf(request);
    const before = groups.get(key);
    groups.set(
      key,
      before ? { ...before, names: [...before.names, ...request.names], count: before.count + request.count } : request,
    );
  }
  return [...groups.values()];
}
