/** The statuses of a cell: their marks, words and colours, the same on every page. */
import type { ShownStatus } from "../../matrix/view";
import { Badge, type Tone } from "./badge";

interface StatusWords {
  readonly mark: string;
  readonly tone: Tone;
  /** What it means, in a few words. */
  readonly means: string;
}

export const STATUSES: Readonly<Record<ShownStatus, StatusWords>> = {
  available: { mark: "✓", tone: "good", means: "can be deployed" },
  restricted: { mark: "◐", tone: "caution", means: "only for customers with granted access, or existing ones" },
  unavailable: { mark: "–", tone: "bad", means: "ruled out" },
  undocumented: { mark: "?", tone: "plain", means: "no source says" },
  retired: { mark: "✕", tone: "gone", means: "nobody can deploy it any more" },
  unknown: { mark: "·", tone: "plain", means: "the edition does not name this model version" },
};

export function StatusBadge({ status }: { readonly status: ShownStatus }) {
  const { mark, tone } = STATUSES[status];
  return (
    <Badge tone={tone} mark={mark}>
      {status}
    </Badge>
  );
}
