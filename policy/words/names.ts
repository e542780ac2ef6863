/** Names in sentences. */
import type { AskedDeployment } from "../finding";
import { safe } from "../text";
import type { Language } from "./syntax";

/** How many names are shown; of the rest, the text gives the number. */
export const FEW = 3;

/** The first few of several names, and how many more there are: "a, b, c (and 2 more regions)". */
export function few(values: readonly string[], noun: string): string {
  const unique = [...new Set(values)];
  const shown = unique.slice(0, FEW).join(", ");
  const more = unique.length - FEW;
  return more > 0 ? `${shown} (and ${more} more ${noun}${more === 1 ? "" : "s"})` : shown;
}

/** A name in a sentence: in quotes if it is empty or has blanks that nobody would see. */
export function nameText(name: string): string {
  return isBlankVisible(name) ? safe(name) : `"${safe(name)}"`;
}

/** True for a name in which every blank is single, and between two words. */
function isBlankVisible(name: string): boolean {
  return name !== "" && !/^\s|\s$|\s\s/.test(name);
}

/** "gpt-4o 2024-08-06", with the version as a program in that language writes it. */
export function modelName({ model = "a model", version }: AskedDeployment, language?: Language): string {
  return version === undefined ? nameText(model) : `${nameText(model)} ${versionText(language, version)}`;
}

/**
 * A version to write into a program, in a sentence. Without quotes, YAML reads it as a number or a date.
 * @returns a text that is safe to print.
 */
export function versionText(language: Language | undefined, version: string): string {
  return language === "yaml" ? JSON.stringify(safe(version)) : nameText(version);
}

/** " as GlobalStandard in eastus", without the parts that are unknown. */
export function whereText({ sku, region }: Pick<AskedDeployment, "sku" | "region">): string {
  return [sku === undefined ? "" : ` as ${nameText(sku)}`, region === undefined ? "" : ` in ${nameText(region)}`].join(
    "",
  );
}

/** A line for each name with a blank that nobody would see, but that Azure takes as part of the name. */
export function blankLines({ model, version, sku, region }: AskedDeployment): string[] {
  return Object.entries({ model, version, sku, region }).flatMap(([field, name]) =>
    name === undefined || isBlankVisible(name) || name.trim() === ""
      ? []
      : [`The ${field} "${safe(name)}" has ${blanksText(name)}: take it out.`],
  );
}

function blanksText(name: string): string {
  const ends = [...(name.trimStart() === name ? [] : ["beginning"]), ...(name.trimEnd() === name ? [] : ["end"])];
  return ends.length > 0 ? `a blank at its ${ends.join(" and its ")}` : "more than one blank in a row";
}

/** "1 file", "2 files" */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
