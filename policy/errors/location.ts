/** The region that a text gives as a location. */
import { findRegion } from "../../catalog/names/regions";
import type { SearchedText } from "./text";

/** `location: eastus`, `"location": "East US"`, `--location eastus`, `AZURE_LOCATION=eastus`, `/locations/eastus/` */
const LOCATION =
  /(?:location(?:s|name)?['\])]{0,3}|\s-l)[ :=>/]{1,4}'?((?:\([A-Za-z ]{2,30}\) )?[A-Za-z][A-Za-z0-9]{1,30}(?: [A-Za-z0-9]{1,12}){0,3})/gi;

/** The region, with its position in the clean text; undefined if the text gives none, or several. */
export function locationIn({ text }: SearchedText): { readonly region: string; readonly place: number } | undefined {
  let only: { readonly region: string; readonly place: number } | undefined;
  for (const { index: place, 1: words = "" } of text.matchAll(LOCATION)) {
    const region = leadingRegion(words.replace(/^\([^)]*\) /, ""));
    if (region === undefined || region === only?.region) continue;
    if (only) return undefined;
    only = { region, place };
  }
  return only;
}

/** The longest run of words, from the first, that is a region. */
function leadingRegion(words: string): string | undefined {
  const all = words.split(" ");
  for (let count = all.length; count > 0; count--) {
    const region = findRegion(all.slice(0, count).join(" "));
    if (region) return region.id;
  }
  return undefined;
}
