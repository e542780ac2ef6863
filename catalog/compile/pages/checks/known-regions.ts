import { findRegion } from "../../../names/regions";
import type { LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";
import { regionTables } from "./region-pages";

export const knownRegions: LintCheck<AuthoredPages> = {
  name: "known-regions",
  description: "Every region is in regions.json, in the public cloud.",
  check: (doc) => {
    const { standardRegions, global, deployments } = doc.fineTuning;
    const labels = [
      ...regionTables(doc).flatMap(({ at, table }) => table.regions.split(" ").map((label) => ({ at, label }))),
      ...standardRegions.rows.flatMap((r) => r.standard.map((label) => ({ at: "fine-tuning.json", label }))),
      ...global.regions.map(({ label }) => ({ at: "fine-tuning.json", label })),
      ...deployments.flatMap((d) => d.regions.map((label) => ({ at: "fine-tuning.json", label }))),
    ];
    return labels
      .filter(({ label }) => findRegion(label)?.cloud !== "AzureCloud")
      .map(({ at, label }) => `${at}: no region is called "${label}"`);
  },
};
