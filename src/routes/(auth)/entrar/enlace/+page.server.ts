import { hasLocalMailbox } from '#lib/features/account/local-mailbox.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ mailbox: hasLocalMailbox() });
