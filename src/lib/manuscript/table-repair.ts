import { Plugin, type Transaction } from '@tiptap/pm/state';
import { CellSelection, fixTables, isInTable } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';

/** For how long nobody else may have changed the text before typing in a table puts it into shape. */
export const CALM_MS = 3_000;

/** Whether others wrote this, or some plugin in answer to them. */
function fromElsewhere(tr: Transaction): boolean {
  const first = (tr.getMeta('appendedTransaction') as Transaction | undefined) ?? tr;
  return first.getMeta('y-sync$') !== undefined;
}

/**
 * Puts the tables into shape before something is done with the one at the caret. The table commands take what is
 * missing in a row for the table's first row.
 */
export function repairTables({ state, dispatch }: Pick<EditorView, 'state' | 'dispatch'>): void {
  const repair = isInTable(state) && fixTables(state);
  if (repair) dispatch(repair);
}

/**
 * The plugin of the tables, which fills up rows that are too short: after a row and a column that two people added at
 * once. As it comes it answers what others write, with cells of its own in every open editor, without end. Here it
 * answers only what one does oneself, and typing only while nobody else is writing: two who type in such a table would
 * both fill it up. Until then the table stays as the two edits left it, which every reader of texts can show.
 */
export function patientRepair(tables: Plugin): Plugin {
  const { appendTransaction, props } = tables.spec;
  let heard = 0;
  return new Plugin({
    ...tables.spec,
    props: {
      ...props,
      handlePaste(view, event, slice) {
        repairTables(view);
        return props?.handlePaste?.call(tables, view, event, slice);
      },
    },
    appendTransaction(transactions, before, after) {
      const foreign = transactions.some(fromElsewhere);
      if (foreign && before.doc !== after.doc) heard = Date.now();
      // What is done with chosen cells comes next, and a gap among them would be taken for the first row.
      if (!foreign && after.selection instanceof CellSelection) return fixTables(after);
      const calm = !foreign && Date.now() - heard > CALM_MS;
      // Without a change it only sets the selection right.
      return appendTransaction?.call(tables, transactions, calm ? before : after, after);
    },
  });
}
