import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { DomainError } from '../domain/errors.ts';
import { isOutage, outageProblem } from './outage.ts';
import { type Answer, problemAnswer, unexpectedAnswer } from './problem.ts';

/** What Hono itself finds wrong with a body. */
const BODY_PROBLEMS: Record<number, () => DomainError> = {
  400: () => new DomainError('invalid-request', 'The body is not valid JSON. Correct it and send it again.'),
  415: () => new DomainError('unsupported-media-type', 'Send JSON, with Content-Type: application/json.'),
};

/** Makes an answer of whatever was thrown, and logs what is our own trouble. */
export function createErrorAnswers(log: Logger) {
  return (error: unknown, { path, requestId }: { path: string; requestId: string }): Answer => {
    if (error instanceof DomainError) return problemAnswer(error, path);
    const known = error instanceof HTTPException ? BODY_PROBLEMS[error.status] : undefined;
    if (known) return problemAnswer(known(), path);
    if (isOutage(error)) {
      log.warn({ requestId, path, err: error }, 'a server is away');
      return problemAnswer(outageProblem(), path);
    }
    log.error({ requestId, path, err: error }, 'unexpected error');
    return unexpectedAnswer(path, requestId);
  };
}
