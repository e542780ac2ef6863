/** The checks of an authored set of pages, one per file. */
import type { LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";
import { everyCellHasAMark } from "./every-cell-has-a-mark";
import { knownRegions } from "./known-regions";
import { noDuplicates } from "./no-duplicates";
import { pagesAreDated } from "./pages-are-dated";
import { replacementsAreNamed } from "./replacements-are-named";

export const PAGE_CHECKS: readonly LintCheck<AuthoredPages>[] = [
  knownRegions,
  everyCellHasAMark,
  noDuplicates,
  pagesAreDated,
  replacementsAreNamed,
];
