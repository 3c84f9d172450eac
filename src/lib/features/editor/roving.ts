const TOOLS = '[data-tool], .tool-menu';

/**
 * One stop for Tab in a toolbar; arrows, Home and End walk through it
 * (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/). An attachment for the element with role="toolbar".
 */
export function roving(toolbar: HTMLElement): () => void {
  const tools = () => [...toolbar.querySelectorAll<HTMLElement>(TOOLS)];
  let current: HTMLElement | undefined;

  function settle(chosen?: HTMLElement): void {
    const all = tools();
    current = chosen ?? (current && all.includes(current) ? current : all[0]);
    for (const tool of all) tool.tabIndex = tool === current ? 0 : -1;
  }
  function walk(event: KeyboardEvent): void {
    const all = tools();
    const at = all.indexOf(event.target as HTMLElement);
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = all.at(step % all.length);
    settle(next);
    next?.focus();
  }
  function follow(event: FocusEvent): void {
    const tool = (event.target as HTMLElement).closest<HTMLElement>(TOOLS);
    if (tool) settle(tool);
  }

  const grown = new MutationObserver(() => settle());
  grown.observe(toolbar, { childList: true, subtree: true });
  toolbar.addEventListener('keydown', walk);
  toolbar.addEventListener('focusin', follow);
  settle();
  return () => {
    grown.disconnect();
    toolbar.removeEventListener('keydown', walk);
    toolbar.removeEventListener('focusin', follow);
  };
}
