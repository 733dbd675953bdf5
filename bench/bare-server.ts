import { createServer } from 'node:http';

// The yardstick for our answers over HTTP: Node's own server, which sends what it was given and does nothing else.

const port = Number(process.argv[2]);
let body = Buffer.alloc(0);
process.on('message', (text: string) => {
  body = Buffer.from(text);
});
createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}).listen(port, '127.0.0.1', () => process.send?.('ready'));
process.once('SIGTERM', () => process.exit(0));
