import { SMTPServer } from 'smtp-server';

/** `from` is the envelope's: where it is returned to. */
export type Mail = { from: string; to: string; raw: string };

/** A real SMTP server. Addresses that begin with `bounce` are refused for good, those with `later` once. */
export async function startMailServer() {
  const mails: Mail[] = [];
  const seen = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const refused = (code: number, text: string) =>
        done(Object.assign(new Error(text), { responseCode: code }));
      if (address.startsWith('bounce')) return refused(550, 'No such mailbox');
      if (address.startsWith('later') && !seen.has(address)) {
        seen.add(address);
        return refused(451, 'Try again later');
      }
      done();
    },
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString();
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        for (const { address } of rcptTo) mails.push({ from, to: address, raw });
        done();
      });
    },
  });
  server.on('error', () => {}); // a client that leaves in the middle
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
