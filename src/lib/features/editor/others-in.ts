import type { LiveChapter } from './live-chapter.svelte.ts';

interface Shown {
  user?: { personId?: string; canEdit?: boolean };
  idle?: boolean;
  cursor?: unknown;
}

/** Whose carets are in the text, and who does nothing in any of their tabs, as the tabs say. */
export function othersIn(
  states: ReadonlyMap<number, Shown> = new Map(),
  ownClientId: number,
): Pick<LiveChapter, 'carets' | 'idle'> {
  const idle = new Map<string, boolean>();
  const carets = new Set<string>();
  for (const [client, { user, cursor, idle: away }] of states) {
    if (!user?.personId) continue;
    idle.set(user.personId, away === true && (idle.get(user.personId) ?? true));
    if (cursor && user.canEdit && client !== ownClientId) carets.add(user.personId);
  }
  return { carets: [...carets], idle: [...idle].filter(([, away]) => away).map(([personId]) => personId) };
}
