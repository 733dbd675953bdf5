import { ClientFrame } from '../../contracts/realtime.ts';
import { DomainError } from '../../domain/errors.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { fieldErrors } from '../route.ts';

// What clients send, read.

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** @throws DomainError `invalid-request` */
export function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new DomainError('invalid-request', 'This frame is not JSON. Correct it and send it again.');
  }
}

/** The `ref` of a frame, also of one that is wrong otherwise: its sender waits for that reply. */
export const refOf = (json: unknown) =>
  isObject(json) && 'ref' in json && typeof json.ref === 'string' ? json.ref : undefined;

/** @throws DomainError `invalid-request`, with the fields that are wrong */
export function parseFrame(json: unknown): ClientFrame {
  const frame = ClientFrame.safeParse(json);
  if (frame.success) return frame.data;
  throw new DomainError(
    'invalid-request',
    'This frame is not one of those in /asyncapi.json. Correct the fields below and send it again.',
    fieldErrors(frame.error),
  );
}

export type Reply = Extract<NewFrame, { type: 'reply' }>['data'];

/** What becomes of a frame that is refused. */
export const refusal = (ref: string, { code, message: detail, fields }: DomainError): Reply => ({
  ref,
  ok: false,
  code,
  detail,
  ...(fields.length > 0 && { errors: fields }),
});
