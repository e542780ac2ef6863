/** What fails a run of `check`, in a separate file because the grammar must not load what reports need. */
export const FAIL_ON = ["mandatory", "advisory", "none"] as const;
/** The least level of findings that fail a run. */
export type FailOn = (typeof FAIL_ON)[number];
