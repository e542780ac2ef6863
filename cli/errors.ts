/** Something the user gave that cannot be used: one message for people; the command ends with exit code 2. */
export class UsageError extends Error {}
