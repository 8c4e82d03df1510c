/** The user being wrong: one line that says what was seen, where, and what would be accepted. */
export class UsageError extends Error {}
