/**
 * The whole system as `npm start` runs it, with the demonstration world on the folder DATA_DIR, and in it what the bench
 * asks for: a draft of CHAPTER_PAGES pages and a publication of PUBLICATION_PAGES.
 */
import postgres from 'postgres';
import { openBuiltWeb } from '../../run/open-web.ts';
import { readSettings } from '../../run/settings.ts';
import { Running } from '../../run/stop.ts';
import { runSystem } from '../../run/system.ts';
import { addDraft, addPublication } from '../whole-world.ts';
import { reportTo } from './report.ts';

const { CHAPTER_PAGES, PUBLICATION_PAGES } = process.env;
const running = new Running();
running.stopOnSignals();
await runSystem(readSettings(process.env, []), running, openBuiltWeb);
const owner = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
const draft = await addDraft(owner, Number(CHAPTER_PAGES));
const publication = await addPublication(owner, Number(PUBLICATION_PAGES));
await owner.end();
reportTo({ port: Number(new URL(process.env.ORIGIN ?? '').port), draft, publication });
