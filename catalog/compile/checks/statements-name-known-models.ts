import type { LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";
import { key, named } from "./document-parts";

export const statementsNameKnownModels: LintCheck<AuthoredDocument> = {
  name: "statements-name-known-models",
  description: "Access, lifecycle and gap statements name only models and versions that the document names.",
  check: (doc) => {
    const known = named(doc);
    const spoken = [
      ...doc.access.flatMap((s) => s.models.map((m) => ["access.json", key(m)] as const)),
      ...doc.notReproduced.map((s) => ["not-reproduced.json", s.model] as const),
      ...doc.lifecycle.preview.map((s) => ["lifecycle.json", key(s)] as const),
      ...doc.lifecycle.retiring.map((s) => ["lifecycle.json", key(s)] as const),
      ...doc.lifecycle.replaced.flatMap((s) => [
        ["lifecycle.json", key(s)] as const,
        ["lifecycle.json", key(s.by)] as const,
      ]),
    ];
    return spoken.flatMap(([file, name]) => (known.has(name) ? [] : [`${file}: nothing names ${name}`]));
  },
};
