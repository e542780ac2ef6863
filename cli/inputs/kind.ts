/** What a kind of input file is to the reading of one: how it is recognised, and how its parts are taken. */
import type { JsonObject, ReadInput } from "./input";

/** As `--kind` names them. */
export const KIND_NAMES = ["preview", "plan", "state", "checkpoint"] as const;
export type KindName = (typeof KIND_NAMES)[number];

export interface InputKind {
  readonly name: KindName;
  /** In words, as in a report. */
  readonly title: string;
  /** Keys that lead to the array or object whose entries are resources, joined by points. */
  readonly paths: readonly string[];
  readonly container: "array" | "object";
  /** True for a file with the keys of this kind; what they hold may still be anything. */
  fits(root: JsonObject): boolean;
  /** True where more than one thing tells that Pulumi wrote the file. */
  isSure(root: JsonObject): boolean;
  /** @param path the one of `paths` where the entries stand. */
  start(path: string): KindReader;
}

/** Reads one file. */
export interface KindReader {
  /**
   * Takes an entry as it passes; the file is not held as a whole.
   * @param key index in the array, or key in the object.
   */
  entry(value: unknown, key: number | string): void;
  /**
   * Takes the rest of the file.
   * @param root the file's object, with nothing in its array or object of entries.
   * @throws InputError where something is not what it must be.
   */
  end(root: JsonObject): ReadInput;
}
