/** A bare server of the files in FOLDER. */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { reportTo } from './report.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
};
const folder = process.env.FOLDER ?? '';

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://static').pathname);
  const file = join(folder, path.endsWith('/') ? 'index.html' : path);
  const fresh = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  createReadStream(file)
    .once('open', () =>
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? '', 'cache-control': fresh }),
    )
    .once('error', () => response.writeHead(404).end())
    .pipe(response);
});
server.listen(0, '127.0.0.1', () => reportTo({ port: (server.address() as AddressInfo).port }));
