import { connect } from 'node:net';

/**
 * Sends bytes to a local server and collects the answer.
 * @param {number} port
 * @param {Uint8Array | string} request
 * @param {(answer: Buffer) => boolean} isWhole
 * @param {number} [timeoutMs]
 * @returns {Promise<Buffer | null>} null when there was no whole answer
 */
export function exchange(port, request, isWhole, timeoutMs = 1_000) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    /** @param {Buffer | null} result */
    const finish = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => finish(null));
    socket.on('error', () => finish(null));
    socket.on('close', () => finish(null));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data) => {
      answer = Buffer.concat([answer, data]);
      if (isWhole(answer)) finish(answer);
    });
  });
}
