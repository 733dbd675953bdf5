import { expect, it } from 'vitest';
import { createOpenSockets } from '../../api/realtime/open-sockets.ts';
import { CLOSE_CODES } from '../../contracts/realtime.ts';

function socketOf(loginId: string) {
  const codes: number[] = [];
  return { loginId, codes, settled: async () => {}, dismiss: (code: number) => void codes.push(code) };
}

it('a socket whose login ended while it was being opened is dismissed at once', () => {
  const sockets = createOpenSockets(20);
  sockets.endLogins(['ses_1']);
  const [late, other] = [socketOf('ses_1'), socketOf('ses_2')];
  sockets.add(late);
  sockets.add(other);
  expect([late.codes, other.codes]).toEqual([[CLOSE_CODES.loginEnded], []]);
});

it('a login is looked after as long as a socket of it is open', () => {
  const sockets = createOpenSockets(20);
  const closings = ['ses_1', 'ses_1', 'ses_2'].map((login) => sockets.add(socketOf(login)));
  expect(sockets.loginIds()).toEqual(['ses_1', 'ses_2']);
  closings[0]?.();
  expect(sockets.loginIds()).toEqual(['ses_1', 'ses_2']);
  closings[1]?.();
  expect(sockets.loginIds()).toEqual(['ses_2']);
});

it('of too many sockets with one login the oldest is closed, each once, and nobody else’s', () => {
  const sockets = createOpenSockets(2);
  const other = socketOf('ses_2');
  sockets.add(other);
  const mine = Array.from({ length: 4 }, () => socketOf('ses_1'));
  for (const socket of mine) sockets.add(socket);
  const tooMany = [CLOSE_CODES.tooManySockets];
  expect(mine.map(({ codes }) => codes)).toEqual([tooMany, tooMany, [], []]);
  expect(other.codes).toEqual([]);
});

it('sockets that were closed make room', () => {
  const sockets = createOpenSockets(2);
  const [first, second, third] = [socketOf('ses_1'), socketOf('ses_1'), socketOf('ses_1')];
  const close = sockets.add(first);
  sockets.add(second);
  close();
  sockets.add(third);
  expect([first.codes, second.codes, third.codes]).toEqual([[], [], []]);
});
