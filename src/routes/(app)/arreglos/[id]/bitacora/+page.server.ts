import { readAuditLog } from '#lib/features/audit/read-audit-log.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

export const load = ({ locals, params, url }) =>
  orStop(async () => ({ log: await readAuditLog(locals, params.id, url.searchParams.get('pagina')) }));
