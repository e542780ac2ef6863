/** The hash of an edition's content, with which a verdict can be reproduced later. */
import { createHash } from "node:crypto";
import type { EditionData } from "./schema";

/**
 * Canonical JSON (RFC 8785): keys in the order of their code units, no white space.
 * @param value a value that `JSON.parse` can return.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join()}}`;
}

/** SHA-256 of bytes or of text in UTF-8, in hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The hash of an edition: SHA-256 over its canonical JSON without the hash itself. */
export function contentHash({ hash: _, ...content }: Omit<EditionData, "hash"> & { hash?: string }): string {
  return sha256(canonicalJson(content));
}

/** An edition with its hash. */
export function sealed({ schemaVersion, id, date, ...rest }: Omit<EditionData, "hash">): EditionData {
  return { schemaVersion, id, date, hash: contentHash({ schemaVersion, id, date, ...rest }), ...rest };
}

/** The text of an edition file. */
export function editionText(data: EditionData): string {
  return `${JSON.stringify(data, null, 1)}\n`;
}
