/** Names in sentences. */
import type { AskedDeployment } from "../finding";
import { safe } from "../text";
import type { Language } from "./syntax";

/** How many of one kind are named; the rest is counted. */
export const FEW = 3;

/** The first few of several, and how many more there are: "a, b, c (and 2 more regions)". */
export function few(values: readonly string[], noun: string): string {
  const unique = [...new Set(values)];
  const shown = unique.slice(0, FEW).join(", ");
  const more = unique.length - FEW;
  return more > 0 ? `${shown} (and ${more} more ${noun}${more === 1 ? "" : "s"})` : shown;
}

/** A name in a sentence: in quotes where it is empty or has blanks that nobody would see. */
export function nameText(name: string): string {
  return isBlankVisible(name) ? safe(name) : `"${safe(name)}"`;
}

/** True for a name whose every blank stands alone between two words. */
function isBlankVisible(name: string): boolean {
  return name !== "" && !/^\s|\s$|\s\s/.test(name);
}

/** "gpt-4o 2024-08-06"; with the version as a program in that language writes it. */
export function modelName({ model = "a model", version }: AskedDeployment, language?: Language): string {
  return version === undefined ? nameText(model) : `${nameText(model)} ${versionText(language, version)}`;
}

/**
 * A version to write into a program, in a sentence. YAML takes one without quotes for a number or a date.
 * @returns a text that is safe to print.
 */
export function versionText(language: Language | undefined, version: string): string {
  return language === "yaml" ? JSON.stringify(safe(version)) : nameText(version);
}

/** " as GlobalStandard in eastus", as much of it as is known. */
export function whereText({ sku, region }: Pick<AskedDeployment, "sku" | "region">): string {
  return [sku === undefined ? "" : ` as ${nameText(sku)}`, region === undefined ? "" : ` in ${nameText(region)}`].join(
    "",
  );
}

/** A line for each name with a blank that nobody would see: Azure takes it for a part of the name. */
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
