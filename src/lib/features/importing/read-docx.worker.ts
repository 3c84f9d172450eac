import { parentPort, workerData } from 'node:worker_threads';
import { convertDocx } from './convert-docx.server.ts';
import { FileError, type FileErrorDetails } from './imported-document.ts';
import type { PartNames } from './split-chapters.ts';

/** What the worker answers; anything else it might throw is a damaged file. */
export type WorkerAnswer =
  { document: Awaited<ReturnType<typeof convertDocx>> } | { refused: string; details?: FileErrorDetails };

const { bytes, names } = workerData as { bytes: Uint8Array; names: PartNames };

try {
  parentPort?.postMessage({ document: await convertDocx(bytes, names) } satisfies WorkerAnswer);
} catch (error) {
  const { code, details } = error instanceof FileError ? error : new FileError('file_damaged');
  parentPort?.postMessage({ refused: code, details } satisfies WorkerAnswer);
}
