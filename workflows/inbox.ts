import { condition } from '@temporalio/workflow';

/** Something that was asked for: what to do about it, and what to say when it comes too late. */
export type Job<Answer> = { do: () => Promise<Answer>; tooLate: () => Error };
type Letter = { job: Job<unknown>; answer: (value: unknown) => void; refuse: (error: Error) => void };

/**
 * A queue between message handlers and the workflow's main loop. Handlers `ask` and wait; the loop takes one letter at a
 * time, so that two messages that arrive together are judged one after the other.
 */
export function createInbox() {
  const letters: Letter[] = [];
  let isClosed = false;
  return {
    ask<Answer>(job: Job<Answer>): Promise<Answer> {
      if (isClosed) return Promise.reject(job.tooLate());
      return new Promise((answer, refuse) => {
        letters.push({ job, answer: answer as Letter['answer'], refuse });
      });
    },

    /** The next letter, or `undefined` when none comes within the time given. `summary` names the timer for operators. */
    async next(limit?: { withinMs: number; summary: string }): Promise<Letter | undefined> {
      const arrived = () => letters.length > 0;
      if (!limit) await condition(arrived);
      else if (!arrived() && limit.withinMs > 0)
        await condition(arrived, limit.withinMs, { summary: limit.summary });
      return letters.shift();
    },

    /** Refuses all letters, those that wait and those to come: an unanswered one would keep the workflow from ending. */
    close(): void {
      isClosed = true;
      for (const { job, refuse } of letters.splice(0)) refuse(job.tooLate());
    },
  };
}
