const CHANNEL = 'concierta-salida';

/** Tells this browser's other tabs that its person signs out, and that the device is about to forget what it kept. */
export function tellSigningOut(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('salida');
  channel.close();
}

/** Calls `heard` when another tab signs out, until `over`. */
export function onSigningOut(heard: () => void, over: AbortSignal): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = heard;
  over.addEventListener('abort', () => channel.close());
}
