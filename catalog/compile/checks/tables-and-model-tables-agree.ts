import type { LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";
import { key } from "./document-parts";

export const tablesAndModelTablesAgree: LintCheck<AuthoredDocument> = {
  name: "tables-and-model-tables-agree",
  description:
    "A model version that a region table or list offers has a row in a model table, except versions that " +
    "only the Assistants table lists and models without a model table.",
  check: (doc) => {
    const described = new Set(Object.values(doc.models).flatMap((t) => t.rows.map(key)));
    const models = new Set(Object.values(doc.models).flatMap((t) => t.rows.map((r) => r.model)));
    const offered = [
      ...[doc.globalStandard, doc.standard].flatMap((t) => t.columns),
      ...doc.fineTuning.rows,
      ...doc.selectedCustomers.rows,
      ...doc.regionLists.lists.filter((l) => l.version !== undefined),
    ];
    return offered.flatMap((o) =>
      models.has(o.model) && !described.has(key(o))
        ? [`${key(o)} is offered in a table, but no model table has it`]
        : [],
    );
  },
};
