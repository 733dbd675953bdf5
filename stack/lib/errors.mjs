/** A failure that a person can do something about; its message says what. */
export class StackError extends Error {
  /** @override */
  name = 'StackError';
}

/**
 * The message of anything that was thrown.
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
