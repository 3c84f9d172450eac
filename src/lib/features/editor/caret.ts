import { SECTOR_VALUES, type Sector } from '#lib/generated/workflow.ts';
import { sectorColour, sectorMarks } from '#lib/ui/sector-marks.ts';

/** Who the server says is behind a caret (collab/awareness.ts). */
export interface CaretUser {
  personId?: string;
  name?: string;
  organization?: string;
  sector?: string;
  /** Whoever only reads has no caret to show. */
  canEdit?: boolean;
}

function sectorOf(user: CaretUser): Sector | null {
  return SECTOR_VALUES.find((each) => each === user.sector) ?? null;
}

/** Another's caret: a bar in the sector's colour, and a flag with the sector's letter, the name and the organization. */
export function renderCaret(user: CaretUser): HTMLElement {
  const caret = document.createElement('span');
  const sector = sectorOf(user);
  caret.className = 'caret';
  caret.hidden = user.canEdit === false;
  // A screen reader reads the text, not who walks through it.
  caret.setAttribute('aria-hidden', 'true');
  if (sector) caret.style.setProperty('--caret', sectorColour(sector));
  if (user.personId) caret.dataset.person = user.personId;
  const flag = document.createElement('span');
  flag.className = 'caret-flag';
  flag.append(sector ? sectorMarks[sector].letter : '·');
  const name = document.createElement('span');
  name.className = 'caret-name';
  name.textContent = [user.name, user.organization].filter(Boolean).join(' · ');
  flag.append(name);
  // Word joiners keep the line from breaking at the caret.
  caret.append('\u2060', flag, '\u2060');
  return caret;
}

/** Their caret moved: the name on its flag stands there for another while. */
export function nameCaret(host: HTMLElement, personId: string): void {
  for (const caret of host.querySelectorAll<HTMLElement>('.caret')) {
    if (caret.dataset.person !== personId) continue;
    for (const animation of caret.getAnimations({ subtree: true })) animation.currentTime = 0;
  }
}

/** Brings a person's caret into view; where it is in view already, the page stays still. False: they show none. */
export function revealCaret(host: HTMLElement, personId: string): boolean {
  const carets = [...host.querySelectorAll<HTMLElement>('.caret:not([hidden])')];
  const caret = carets.find(({ dataset }) => dataset.person === personId);
  if (!caret) return false;
  const { top, bottom } = caret.getBoundingClientRect();
  // The bars above and below the text cover some of it.
  if (top < innerHeight * 0.25 || bottom > innerHeight * 0.85) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    caret.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
  }
  nameCaret(host, personId);
  return true;
}

/** How another's selection is drawn. */
export function renderSelection(user: CaretUser): Record<string, string> {
  if (user.canEdit === false) return {};
  const sector = sectorOf(user);
  return sector
    ? { class: 'caret-selection', style: `background-color: ${sectorColour(sector, true)}` }
    : { class: 'caret-selection' };
}
