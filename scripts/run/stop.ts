import { PlainError } from '#embedded/plain-error.ts';

const PATIENCE = 5000;

/** What has been started, to be stopped in the reverse order. */
export class Running {
  #stops: { name: string; stop: () => Promise<unknown> }[] = [];
  #stopping: Promise<void> | undefined;

  /** Remembers how to stop a part. */
  add(name: string, stop: () => Promise<unknown>): void {
    this.#stops.push({ name, stop });
  }

  /** Stops everything, the last started first; a part that fails to stop does not keep the others. */
  stop(): Promise<void> {
    return (this.#stopping ??= (async () => {
      for (const { name, stop } of this.#stops.reverse()) {
        await stop().catch((error: unknown) => console.error(`${name} did not stop cleanly:`, error));
      }
    })());
  }

  /** Stops on Ctrl-C and SIGTERM, after five seconds at the latest; a second Ctrl-C does not wait. */
  stopOnSignals(): void {
    let asked = false;
    const finish = (): void => {
      if (asked) process.exit(130);
      asked = true;
      setTimeout(() => process.exit(1), PATIENCE).unref();
      void this.stop().then(() => process.exit(0));
    };
    process.on('SIGINT', finish);
    process.on('SIGTERM', finish);
    process.on('SIGHUP', finish);
  }
}

/** Runs a program's main function: a {@link PlainError} ends it with its sentence alone. */
export async function runMain(running: Running, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error);
    await running.stop();
    process.exit(1);
  }
}
