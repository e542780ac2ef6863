/** What fails a run of `check`. It stands alone, for the grammar, which must not wait for what reports need. */
export const FAIL_ON = ["mandatory", "advisory", "none"] as const;
/** The least level of findings that fail a run. */
export type FailOn = (typeof FAIL_ON)[number];
