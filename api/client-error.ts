import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '../domain/errors.ts';
import { answerHeaders } from './middleware/answer-headers.ts';
import { problemAnswer } from './problem.ts';

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
  const { status, headers, body } = problemAnswer(
    problems[error.code ?? '']?.() ??
      new DomainError('invalid-request', 'This is not an HTTP request that can be read. Correct it.'),
  );
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`];
  const put = (name: string, value: string) => void head.push(`${name}: ${value}`);
  answerHeaders({ header: put });
  for (const [name, value] of Object.entries(headers)) put(name, value);
  put('Content-Length', String(Buffer.byteLength(body)));
  put('Connection', 'close');
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
