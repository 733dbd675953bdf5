/**
 * Waits for something, but not for ever; what comes later, even a failure, is nobody's any more.
 * @param what of the error's message, such as `not sent`
 * @throws Error `WHAT within MS ms`, or whatever the work throws in time
 */
export function within<T>(ms: number, work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
