/** Lets the bench ask a server for what it has used, and tells it the port when it is open. */
export function reportTo(bench: { port: number } & Record<string, unknown>): void {
  process.on('message', (question: string) => {
    if (question === 'stop') process.exit(0);
    if (question === 'heap') {
      globalThis.gc?.();
      process.send?.(process.memoryUsage().heapUsed);
    } else {
      const { user, system } = process.cpuUsage();
      process.send?.((question === 'kernel' ? system : user + system) / 1000);
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(bench);
}
