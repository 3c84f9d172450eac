import type { Document } from '@hocuspocus/server';

/**
 * Tells what takes something out of a text by itself. Hocuspocus merges all that comes within its window into one message,
 * which browsers apply as one change: where somebody splits or removes a paragraph while another writes in it, nothing in
 * that says any more which of the two had seen what (docs/adr/0013-what-goes-down-with-a-paragraph.md). Letters alone are
 * still told together, which is nearly all that a crowd writes.
 */
export function tellApart(document: Document): void {
  let wasTakenOut = false;
  // Before the update itself is put with those that wait.
  document.on('afterTransaction', ({ deleteSet, changed }) => {
    const isTakenOut = deleteSet.clients.size > 0;
    if (!isTakenOut && !changed.size) return;
    if (isTakenOut || wasTakenOut) document.flush();
    wasTakenOut = isTakenOut;
  });
}
