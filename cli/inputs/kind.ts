/** A kind of input file: how it is recognised, and how its parts are read. */
import type { JsonObject, ReadInput } from "./input";

/** The names of `--kind`. */
export const KIND_NAMES = ["preview", "plan", "state", "checkpoint"] as const;
export type KindName = (typeof KIND_NAMES)[number];

export interface InputKind {
  readonly name: KindName;
  /** In words, as in a report. */
  readonly title: string;
  /** The paths of the array or object whose entries are resources: keys, joined by dots. */
  readonly paths: readonly string[];
  readonly container: "array" | "object";
  /** True for a file with the keys of this kind; their values may still be anything. */
  fits(root: JsonObject): boolean;
  /** True if more than one key shows that Pulumi wrote the file. */
  isSure(root: JsonObject): boolean;
  /** @param path the one of `paths` with the entries. */
  start(path: string): KindReader;
}

/** Reads one file. */
export interface KindReader {
  /**
   * Takes an entry as it is read; the file is never held as a whole.
   * @param key index in the array, or key in the object.
   */
  entry(value: unknown, key: number | string): void;
  /**
   * Takes the rest of the file.
   * @param root the file's object, with an empty array or object of entries.
   * @throws InputError if something is not as it must be.
   */
  end(root: JsonObject): ReadInput;
}
