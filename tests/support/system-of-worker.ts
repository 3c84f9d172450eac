/** Which system the journeys of a worker use: each worker has its own, so that no journey meets another's doings. */

const own = (name: string, worker: string | number) => `${name}_${worker}`;

/** Says, before the workers start, where the system of one of them is. */
export function tellWorker(worker: number, url: string, dataDir: string): void {
  process.env[own('JOURNEYS_URL', worker)] = url;
  process.env[own('JOURNEYS_DATA_DIR', worker)] = dataDir;
}

/** Playwright numbers the workers that run at the same time from 0, and gives the number again after a failure. */
const read = (name: string) =>
  process.env[own(name, process.env.TEST_PARALLEL_INDEX ?? 0)] ?? process.env[name];

/** The address of this worker's system. */
export const systemUrl = (): string | undefined => read('JOURNEYS_URL');

/** The data folder of this worker's system. */
export const systemDataDir = (): string => read('JOURNEYS_DATA_DIR') ?? '';
