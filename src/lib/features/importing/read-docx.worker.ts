import { parentPort, workerData } from 'node:worker_threads';
import { convertDocx } from './convert-docx.server.ts';
import { FileError } from './imported-document.ts';
import type { PartNames } from './split-chapters.ts';

/** What the worker answers; anything else it might throw is a damaged file. */
export type WorkerAnswer = { document: Awaited<ReturnType<typeof convertDocx>> } | { refused: string };

const { bytes, names } = workerData as { bytes: Uint8Array; names: PartNames };

try {
  parentPort?.postMessage({ document: await convertDocx(bytes, names) } satisfies WorkerAnswer);
} catch (error) {
  const refused = error instanceof FileError ? error.code : 'file_damaged';
  parentPort?.postMessage({ refused } satisfies WorkerAnswer);
}
