import { condition } from '@temporalio/workflow';

type Letter<Question, Answer> = {
  question: Question;
  answer: (value: Answer) => void;
  refuse: (error: Error) => void;
};

/**
 * A queue between message handlers and the workflow's main loop. Handlers `ask` and wait; the loop takes one letter at a
 * time, so that two messages that arrive together are judged one after the other.
 */
export function createInbox<Question, Answer>() {
  const letters: Letter<Question, Answer>[] = [];
  let closed: ((question: Question) => Error) | undefined;
  return {
    ask(question: Question): Promise<Answer> {
      if (closed) return Promise.reject(closed(question));
      return new Promise((answer, refuse) => {
        letters.push({ question, answer, refuse });
      });
    },

    /** The next letter, or `undefined` when none comes within the time given. `summary` names the timer for operators. */
    async next(limit?: { withinMs: number; summary: string }): Promise<Letter<Question, Answer> | undefined> {
      const arrived = () => letters.length > 0;
      if (!limit) await condition(arrived);
      else if (!arrived() && limit.withinMs > 0)
        await condition(arrived, limit.withinMs, { summary: limit.summary });
      return letters.shift();
    },

    /** Refuses all letters, those that wait and those to come: an unanswered one would keep the workflow from ending. */
    close(refusal: (question: Question) => Error): void {
      closed = refusal;
      for (const { question, refuse } of letters.splice(0)) refuse(refusal(question));
    },
  };
}
