import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '../domain/errors.ts';
import { answerHeaders } from './middleware/answer-headers.ts';
import { asProblem } from './problem.ts';

const problems: Record<string, () => DomainError> = {
  HPE_HEADER_OVERFLOW: () =>
    new DomainError('headers-too-large', 'All headers together may have 16 kB. Send fewer or shorter ones.'),
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new DomainError('request-timeout', 'The request took too long to arrive. Send it again.'),
};

/** Answers what Node could not read as a request, so that nothing of ours has seen it, as everything else is answered. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = asProblem(
    problems[error.code ?? '']?.() ??
      new DomainError('invalid-request', 'This is not an HTTP request that can be read. Correct it.'),
  );
  const body = JSON.stringify(problem);
  const usual: string[] = [];
  answerHeaders({ header: (name, value) => void usual.push(`${name}: ${value}`) });
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    ...usual,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
