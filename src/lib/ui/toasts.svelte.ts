export type Toast = {
  id: number;
  text: string;
  tone: 'info' | 'success' | 'warning' | 'danger';
  action?: { label: string; run: () => void };
};

const LIFE_MS = 8000;
let last = 0;
export const toasts = $state<{ list: Toast[] }>({ list: [] });

/**
 * Says something in passing. With an action, or as a warning or danger, it stays until it is dismissed. What is said once
 * more takes the place of what said the same, unless that can still be acted on.
 * @returns its id, to dismiss it by
 */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  // The list lives in the module, which on the server belongs to everybody.
  if (typeof window === 'undefined') return 0;
  const id = ++last;
  const tone = toast.tone ?? 'info';
  const others = toasts.list.filter((said) => said.action || said.text !== toast.text);
  toasts.list = [...others, { ...toast, tone, id }].slice(-4);
  if (!toast.action && (tone === 'info' || tone === 'success')) setTimeout(() => dismissToast(id), LIFE_MS);
  return id;
}

/** Says something in passing that is no longer so once there is a network. */
export function toastUntilOnline(text: string): void {
  const told = showToast({ text });
  addEventListener('online', () => dismissToast(told), { once: true });
}

export function dismissToast(id: number): void {
  toasts.list = toasts.list.filter((toast) => toast.id !== id);
}
