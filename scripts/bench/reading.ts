import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './arm.ts';
import { type Figure, median, shown } from './figures.ts';
import type { Whole } from './whole.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds from asking to the first byte of the answer, over a connection that stands. */
function firstByte(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const asked = request(url, { agent }, (answer) => {
      answer.once('data', () => {
        const ms = performance.now() - begin;
        answer.resume().once('end', () => resolve(ms));
      });
    });
    asked.once('error', reject).end();
  });
}

/** The first byte of a long public page beside that of a bare server sending the same bytes. */
export async function reading(whole: Whole, { times }: { times: number }): Promise<Figure[]> {
  const page = `${whole.url}${whole.publication}`;
  const bytes = Buffer.from(await (await fetch(page)).arrayBuffer());
  const folder = mkdtempSync(join(tmpdir(), 'concierta-bench-'));
  writeFileSync(join(folder, 'index.html'), bytes);
  const bare = await startProgram('static', { FOLDER: folder });
  const file = `http://127.0.0.1:${bare.told.port}/`;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let each = 0; each < times; each += 1) {
    theirs.push(await firstByte(file));
    ours.push(await firstByte(page));
  }
  await bare.stop();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      goal: `First byte of a public page of ${whole.publicationPages} pages, ratio`,
      measured: `${shown(median(ours), 'ms')}; ${Math.round(bytes.length / 1024)} KB`,
      reference: `a bare server of files: ${shown(median(theirs), 'ms')}`,
      value: median(ours) / median(theirs),
      limit: 1.25,
    },
  ];
}
