/** Fine-tuned models: the name of one tells which model it was made from. */
import type { Edition } from "../../catalog/edition/edition";
import { ABSENT, known, type Value } from "../plan/values";

/** Base model and version in the name of a fine-tuned model: `gpt-4o-mini-2024-07-18.ft-0123456789abcdef`. */
const FINE_TUNED = /^(.+?)\.ft-/i;

/** A model and its version, as the name of a fine-tuned model gives them. */
export interface BaseModel {
  /** The name in the edition; the text before ".ft-" if no name of the edition fits. */
  readonly model: string;
  readonly version: Value;
}

/**
 * What a fine-tuned model was made from.
 * @returns undefined unless it is the name of a fine-tuned model.
 */
export function baseOf(edition: Edition, name: string): BaseModel | undefined {
  const base = FINE_TUNED.exec(name)?.[1];
  if (base === undefined) return undefined;
  const lower = base.toLowerCase();
  // The longest name that fits: gpt-4o-mini-… is not version mini-… of gpt-4o.
  const names = [...edition.models.values()].map((m) => m.name).sort((a, b) => b.length - a.length);
  for (const model of names) {
    if (lower === model) return { model, version: ABSENT };
    if (lower.startsWith(`${model}-`)) {
      return { model, version: { state: "known", value: base.slice(model.length + 1) } };
    }
  }
  return { model: base, version: ABSENT };
}

/**
 * What a fine-tuned model was made from, as plain names.
 * @returns undefined unless it is the name of a fine-tuned model; without version if the name has none.
 */
export function fineTunedFrom(edition: Edition, name: string): { model: string; version?: string } | undefined {
  const base = baseOf(edition, name);
  const version = base && known(base.version);
  return base && { model: base.model, ...(version === undefined ? {} : { version }) };
}
