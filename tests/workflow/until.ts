/** Tries again every few milliseconds of real time until `attempt` does not throw; then its last error is the answer. */
export async function until<T>(attempt: () => T | Promise<T>, withinMs = 5_000): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
