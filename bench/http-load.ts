import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * One connection that asks the same again and again, each question after the answer to the one before. Works on raw bytes, so
 * that the asking costs little beside the answering. @returns how many answers came
 */
function askRepeatedly(url: URL, request: Buffer, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    let answers = 0;
    let missing = -1;
    let head = '';
    const ask = () => socket.write(request);
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      let rest = chunk;
      if (missing < 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, head.indexOf('\r\n'))));
        const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
        missing = Number(length);
        rest = chunk.subarray(chunk.length - (head.length - end - HEAD_END.length));
        head = '';
      }
      missing -= rest.length;
      if (missing > 0) return;
      missing = -1;
      answers += 1;
      if (performance.now() < until) ask();
      else socket.end(() => resolve(answers));
    });
  });
}

type Headers = Record<string, string>;

/**
 * How many GETs a server answers in a second, over so many connections. With a list of headers the connections take turns in
 * who they are. @throws Error for an answer that is not 200
 */
export async function requestRate(
  url: string,
  headers: Headers | Headers[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const address = new URL(url);
  const requests = [headers].flat().map((own) => {
    const lines = [
      `GET ${address.pathname}${address.search} HTTP/1.1`,
      `Host: ${address.host}`,
      ...Object.entries(own).map(([name, value]) => `${name}: ${value}`),
    ];
    return Buffer.from(lines.join('\r\n') + HEAD_END);
  });
  const startedAt = performance.now();
  const counts = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      askRepeatedly(address, requests[index % requests.length] as Buffer, startedAt + seconds * 1_000),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - startedAt) / 1_000);
}
