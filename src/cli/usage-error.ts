/** The user being wrong: one line that says what was seen, where, and what would be accepted. */
export class UsageError extends Error {}

/** A file of the user being wrong inside, while the command line is right: the same kind of line. */
export class DataError extends UsageError {}
