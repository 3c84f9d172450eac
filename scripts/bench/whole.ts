import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './arm.ts';

/** The whole system with what the bench looks at in a browser. */
export interface Whole {
  url: string;
  port: number;
  /** The path of a draft with one long chapter, and that chapter. */
  draft: { path: string; chapter: string; pages: number };
  publication: string;
  publicationPages: number;
  stop(): Promise<void>;
}

async function startWhole(draftPages: number, publicationPages: number): Promise<Whole> {
  const dataDir = mkdtempSync(join(tmpdir(), 'concierta-bench-'));
  const program = await startProgram<{
    port: number;
    draft: { path: string; chapter: string };
    publication: string;
  }>('whole', {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    CHAPTER_PAGES: String(draftPages),
    PUBLICATION_PAGES: String(publicationPages),
  });
  const { port, draft, publication } = program.told;
  return {
    url: `http://localhost:${port}`,
    port,
    draft: { ...draft, pages: draftPages },
    publication,
    publicationPages,
    async stop() {
      await program.stop('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the whole system in a process of its own, and stops it after the work. */
export async function withWhole<T>(
  draftPages: number,
  publicationPages: number,
  work: (whole: Whole) => Promise<T>,
): Promise<T> {
  const whole = await startWhole(draftPages, publicationPages);
  try {
    return await work(whole);
  } finally {
    await whole.stop();
  }
}
