import type { KafkaMessage } from 'kafkajs';
import { type EventOf, TOPICS, type Topic } from '../../contracts/events.ts';

/** What a message says, or why it is no event of its topic. */
export function parseEvent<T extends Topic>(
  topic: T,
  value: string,
): { event: EventOf<T> } | { problem: string } {
  const parsed = TOPICS[topic].safeParse(parseJson(value));
  if (parsed.success) return { event: parsed.data as EventOf<T> };
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  return { problem: `Not an event of ${topic}: ${issues.join('; ')}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const textOf = ({ value }: KafkaMessage): string => value?.toString() ?? '';
