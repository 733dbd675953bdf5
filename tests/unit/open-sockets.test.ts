import { expect, it } from 'vitest';
import { createOpenSockets } from '../../api/realtime/open-sockets.ts';
import { CLOSE_CODES } from '../../contracts/realtime.ts';

function socketOf(loginId: string) {
  const codes: number[] = [];
  return { loginId, codes, settled: async () => {}, dismiss: (code: number) => void codes.push(code) };
}

it('a socket whose login ended while it was being opened is dismissed at once', () => {
  const sockets = createOpenSockets();
  sockets.endLogins(['ses_1']);
  const [late, other] = [socketOf('ses_1'), socketOf('ses_2')];
  sockets.add(late);
  sockets.add(other);
  expect([late.codes, other.codes]).toEqual([[CLOSE_CODES.loginEnded], []]);
});

it('a login is looked after as long as a socket of it is open', () => {
  const sockets = createOpenSockets();
  const closings = ['ses_1', 'ses_1', 'ses_2'].map((login) => sockets.add(socketOf(login)));
  expect(sockets.loginIds()).toEqual(['ses_1', 'ses_2']);
  closings[0]?.();
  expect(sockets.loginIds()).toEqual(['ses_1', 'ses_2']);
  closings[1]?.();
  expect(sockets.loginIds()).toEqual(['ses_2']);
});
