/** The checks of an authored document, one per file. They find what its schemas cannot. */
import type { LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";
import { citationsResolve } from "./citations-resolve";
import { everyCellHasAValue } from "./every-cell-has-a-value";
import { knownRegions } from "./known-regions";
import { noDuplicates } from "./no-duplicates";
import { statementsNameKnownModels } from "./statements-name-known-models";
import { tablesAndModelTablesAgree } from "./tables-and-model-tables-agree";

export const DOCUMENT_CHECKS: readonly LintCheck<AuthoredDocument>[] = [
  knownRegions,
  everyCellHasAValue,
  noDuplicates,
  citationsResolve,
  statementsNameKnownModels,
  tablesAndModelTablesAgree,
];
