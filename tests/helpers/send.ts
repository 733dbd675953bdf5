import type { ApiClient } from '../../scripts/client.ts';

/** An answer with what `client.call` leaves out: its status and headers. */
export type Answer<T> = { status: number; headers: Headers; body: T };

/** Sends a request as this caller and takes whatever comes back. */
export async function send<T>(
  url: string,
  client: ApiClient,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(client.session && { Authorization: `Bearer ${client.session.accessToken}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as T,
  };
}
