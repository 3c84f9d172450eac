import { m } from '#lib/generated/paraglide/messages.js';
import { renderContent } from '#lib/manuscript/html.ts';
import { salvage } from '#lib/manuscript/salvage.ts';
import { type Fault, faultOf, mend } from '#lib/manuscript/soundness.ts';
import { readRaw } from '#lib/manuscript/yjs.ts';
import type { ChapterSession } from './chapter-session.ts';

const LOOK_MS = 250;
/** Who mends waits for those with a smaller client id: two who mend at once would write the same words twice. */
const TURN_MS = 1_500;

/** A text that no editor may hold: what can be read of it. */
export interface LockedView {
  fault: Fault;
  /** Why, in a few words and in more, and what may help. */
  title: string;
  why: string;
  reload: string;
  html: string;
}

interface Options {
  session: ChapterSession;
  writable: () => boolean;
  onview: (view: LockedView) => void;
  /** An editor may hold it again. */
  onsound: () => void;
}

const wordsOf = (fault: Fault) =>
  fault === 'unknown'
    ? { title: m.editor_locked_unknown(), why: m.editor_locked_unknown_action() }
    : { title: m.editor_locked_tangled(), why: m.editor_locked_tangled_action() };

function htmlOf(session: ChapterSession): string {
  const words = {
    note: (number: number) => m.editor_note_call({ number }),
    backToText: (number: number) => m.documents_note_back({ number }),
    notes: m.editor_notes(),
    permalink: () => '',
    table: (number: number) => m.editor_table_number({ number }),
  };
  try {
    return renderContent(salvage(readRaw(session.ydoc)), words);
  } catch {
    return '';
  }
}

/**
 * Shows a text that an editor would damage, and follows it until an editor may have it. A tangled text is mended by
 * one of those who may write; an unknown one is left alone. @returns what ends it
 */
export function showLocked({ session, writable, onview, onsound }: Options): () => void {
  const { ydoc } = session;
  const since = Date.now();
  let shown: Fault | null = null;
  let changed = true;
  let hopeless = false;

  const turn = () => {
    const states = session.provider.awareness?.getStates() ?? new Map<number, { user?: unknown }>();
    const before = [...states].filter(
      ([client, { user }]) => client < ydoc.clientID && (user as { canEdit?: boolean } | undefined)?.canEdit,
    );
    return before.length * TURN_MS;
  };
  const look = () => {
    if (changed) {
      changed = hopeless = false;
      const fault = faultOf(ydoc);
      if (!fault) return end(onsound);
      shown = fault;
      onview({ fault, ...wordsOf(fault), reload: m.editor_reload(), html: htmlOf(session) });
    }
    const mine = shown === 'tangled' && !hopeless && writable() && session.inStep;
    if (mine && Date.now() - since >= LOOK_MS + turn()) hopeless = !mend(ydoc);
  };
  const mark = () => (changed = true);
  ydoc.on('update', mark);
  const timer = setInterval(look, LOOK_MS);
  const end = (then = () => {}) => {
    clearInterval(timer);
    ydoc.off('update', mark);
    then();
  };
  look();
  return () => end();
}
