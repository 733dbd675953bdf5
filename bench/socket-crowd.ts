import { WebSocket } from 'ws';

// Opens the sockets that its parent names and counts what they get. Each message is answered by one: `{ open }`, addresses, when
// they are open; `{ await }`, a word, when each open socket got a frame with it.

type Wish = { open: string[] } | { await: string };

let open = 0;
let awaited: string | undefined;
let missing = 0;

const say = (word: string) => process.send?.(word);

function hear(data: Buffer): void {
  if (awaited === undefined || !data.includes(awaited)) return;
  missing -= 1;
  if (missing > 0) return;
  awaited = undefined;
  say('all of them');
}

const connect = (url: string) =>
  new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
    socket.on('message', hear);
    socket.on('open', () => {
      open += 1;
      resolve();
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      throw new Error(`a socket was closed with ${code}`);
    });
  });

process.on('message', async (wish: Wish) => {
  if ('open' in wish) {
    await Promise.all(wish.open.map(connect));
    say('open');
  } else {
    awaited = wish.await;
    missing = open;
    say('waiting');
  }
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
say('ready');
