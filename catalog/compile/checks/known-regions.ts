import { findRegion } from "../../names/regions";
import type { LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";
import { labels, tables } from "./document-parts";

export const knownRegions: LintCheck<AuthoredDocument> = {
  name: "known-regions",
  description: "Every region and every region label is one that regions.json knows, and the two agree.",
  check: (doc) => [
    ...tables(doc).flatMap(([file, t]) =>
      t.rows
        .filter((r) => findRegion(r.label)?.id !== r.region)
        .map((r) => `${file}: row "${r.label}" says region ${r.region}, regions.json says ${findRegion(r.label)?.id}`),
    ),
    ...labels(doc)
      .filter(([, label]) => findRegion(label) === undefined)
      .map(([file, label]) => `${file}: no region is called "${label}"`),
  ],
};
