import { getContext, setContext } from 'svelte';

/** What a Field tells the control inside it: its id, who describes it, whether it is required or wrong. */
export type FieldContext = {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
};

// Registered, so that a module loaded twice (hot reload) still finds its Field.
const key = Symbol.for('concierta.ui.field');

export function provideField(field: FieldContext): void {
  setContext(key, field);
}

/** The Field around this control, or undefined when the control stands alone (then it needs its own aria-label). */
export function surroundingField(): FieldContext | undefined {
  return getContext<FieldContext | undefined>(key);
}
