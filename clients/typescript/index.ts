import createFetchClient from 'openapi-fetch';
import type { components, paths } from './api.ts';

export type { components, paths } from './api.ts';
export type { ClientFrame, ServerFrame } from './sockets.ts';

/** What a refused request was answered with (RFC 9457). `code` is stable, `detail` is for people. */
export type Problem = components['schemas']['Problem'];

/** An answer that was a problem. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/**
 * A client of the API at `baseUrl`; paths, parameters, bodies and answers have their types from the documents.
 * @param token asked before each request; undefined sends none
 */
export function createClient(baseUrl: string, token: () => string | undefined = () => undefined) {
  const client = createFetchClient<paths>({ baseUrl });
  client.use({
    onRequest({ request }) {
      const value = token();
      if (value) request.headers.set('Authorization', `Bearer ${value}`);
    },
  });
  return client;
}
export type TiffinClient = ReturnType<typeof createClient>;

/** The body of a good answer. @throws ProblemError for every other */
export async function ok<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(error as Problem);
  return data as NonNullable<T>;
}
