/** One message as it reaches a person. */
export type Message = {
  /** The same for every try: mail programs, push services and phones show a message with a known id once. */
  id: string;
  /** Names this sending (`nameOfSending`) where a provider says later what became of it. */
  sending: string;
  title: string;
  body: string;
  urgent: boolean;
  /** After this it should not be shown any more. */
  expiresAt: Date;
};

export type PushAddress = { endpoint: string; p256dh: string; auth: string };

/** A way to reach people. `send` resolves once somebody else has taken over the message. */
export type ChannelAdapter<Address> = {
  provider: string;
  /** @throws Undeliverable, Uncertain, or any error after which the same may be tried again */
  send(address: Address, message: Message): Promise<void>;
};

export type Channels = {
  push: ChannelAdapter<PushAddress>;
  sms: ChannelAdapter<string>;
  email: ChannelAdapter<string>;
};

/** This address will never work: it bounces, is gone, or was never one. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** There is no address to try. */
export class NoAddress extends Undeliverable {}

/** It may have been sent, and nobody can tell. A second try could reach the person twice. */
export class Uncertain extends Error {
  override readonly name = 'Uncertain';
}

/** No provider waits for longer than this. */
export const SEND_WITHIN_MS = 10_000;
