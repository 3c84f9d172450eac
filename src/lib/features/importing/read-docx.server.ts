import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FileError, type FileErrorCode, fileErrorCodes, type ImportedDocument } from './imported-document.ts';
import { DOCX_LIMITS } from './open-docx.server.ts';
import type { WorkerAnswer } from './read-docx.worker.ts';
import type { PartNames } from './split-chapters.ts';

const WORKER = 'src/lib/features/importing/read-docx.worker.ts';
const TIME_LIMIT_MS = 60_000;
/** A worker that needs more is ended by V8 without harm to the program around it. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** Node runs the worker from its source, as it runs the sync server; the build holds only what requests need. */
function workerFile(): URL {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, WORKER))) return pathToFileURL(join(folder, WORKER));
    if (folder === dirname(folder)) return pathToFileURL(join(process.cwd(), WORKER));
  }
}

function runWorker(bytes: Uint8Array, names: PartNames): Promise<ImportedDocument> {
  const { promise, resolve, reject } = Promise.withResolvers<ImportedDocument>();
  const worker = new Worker(workerFile(), {
    workerData: { bytes, names },
    resourceLimits: MEMORY_LIMITS,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const timer = setTimeout(() => reject(new FileError('file_too_complex')), TIME_LIMIT_MS);
  worker.once('message', (answer: WorkerAnswer) => {
    if ('document' in answer) return resolve(answer.document);
    const code = fileErrorCodes.find((each) => each === answer.refused) satisfies FileErrorCode | undefined;
    reject(new FileError(code ?? 'file_damaged', answer.details));
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError
        ? new FileError('file_too_complex')
        : error,
    );
  });
  worker.once('exit', () => reject(new FileError('file_damaged')));
  return promise.finally(async () => {
    clearTimeout(timer);
    await worker.terminate();
  });
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Reads an uploaded Word file into chapters, in a worker of its own with bounded memory and time; one file at a time,
 * so that the bounds hold for the whole program.
 * @param names for parts of the text that have no heading, in the language of the text.
 * @throws {FileError} with the code of the error table.
 */
export async function readDocx(bytes: Uint8Array, names: PartNames): Promise<ImportedDocument> {
  if (bytes.length > DOCX_LIMITS.file) throw new FileError('file_too_large');
  const mine = turn.then(() => runWorker(bytes, names));
  turn = mine.catch(() => undefined);
  return mine;
}
