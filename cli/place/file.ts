/** Reads requests from a file: YAML or JSON, a list with one mapping for each. */

import { resolve } from "node:path";
import { TRAININGS } from "../../catalog/names/trainings";
import { escapeTerminal } from "../../policy/escape";
import type { Value } from "../../policy/plan/values";
import { SettingsError } from "../../policy/settings";
import { readChecked } from "../../policy/settings/file";
import { problemsOf } from "../../policy/settings/problems";
import { zod } from "../../policy/settings/schema";
import { collect, readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { PURPOSES } from "../options/query";
import { type Context, UsageError } from "../shell/context";
import { anyOf, type Request, UNKNOWN_DEPLOYMENT } from "./request";

/** More than anybody writes by hand. */
const MOST = 1000;

function schema() {
  const z = zod();
  const text = () => z.string().regex(/\S/, "expected some text, found none");
  const amount = (most: number) => z.int().min(1).max(most).optional();
  const request = z.strictObject({
    name: text().optional(),
    model: text(),
    version: text().optional(),
    sku: text().optional(),
    purpose: z.enum(PURPOSES as [string, ...string[]]).optional(),
    training: z.enum(TRAININGS).optional(),
    capacity: amount(999_999_999),
    count: amount(MOST),
    tags: z.record(z.string(), z.string()).optional(),
  });
  return z
    .array(request)
    .min(1, "expected at least one request")
    .refine((all) => all.length <= MOST, `expected ${MOST} requests at most`);
}

interface RequestInFile extends Omit<Partial<Request>, "names" | "about"> {
  readonly name?: string;
  readonly model: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Reads requests.
 * @param file its name; `-` is standard input.
 * @param stack their stack, if it is known.
 * @throws UsageError listing every problem as `FILE:LINE:COLUMN: path: what is wrong`.
 */
export async function readRequests(file: string, stack: string | undefined, context: Context): Promise<Request[]> {
  const name = file === "-" ? "standard input" : file;
  try {
    const bytes = file === "-" ? await collect(context.stdin()) : readBytes(resolve(context.cwd, file));
    const { value } = readChecked(name, bytes, (given) => problemsOf(schema(), given ?? null));
    return (value as RequestInFile[]).map((given) => requestOf(given, stack));
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.problems.join("\n"));
    if (error instanceof InputError) throw new UsageError(`${escapeTerminal(name)}: ${escapeTerminal(error.message)}`);
    throw error;
  }
}

function requestOf(
  { name, version, sku, count = 1, tags, ...rest }: RequestInFile,
  stack: string | undefined,
): Request {
  return {
    ...rest,
    names: name === undefined ? [] : [name],
    count,
    ...anyOf("version", version),
    ...anyOf("sku", sku),
    about: {
      stack,
      deployment: tags === undefined ? UNKNOWN_DEPLOYMENT : { ...UNKNOWN_DEPLOYMENT, tag: (tag) => tagOf(tags, tag) },
      ...(rest.capacity === undefined ? {} : { capacity: rest.capacity }),
    },
  };
}

function tagOf(tags: Readonly<Record<string, string>>, name: string): Value {
  const found = Object.entries(tags).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found ? { state: "known", value: found[1] } : { state: "absent" };
}
