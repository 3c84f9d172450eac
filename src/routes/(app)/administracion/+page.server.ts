import { redirect } from '@sveltejs/kit';
import { createArrangement } from '#lib/features/administration/create-arrangement.server.ts';
import { createOrganization } from '#lib/features/administration/create-organization.server.ts';
import { setOrganizationStatus, setPersonStatus } from '#lib/features/administration/set-status.server.ts';
import { readAdministration } from '#lib/features/administration/read-administration.server.ts';
import { orFail, orStop } from '#lib/server/answer-error.ts';
import { typedValues } from '#lib/server/read-form.ts';
import { receiveForm } from '#lib/server/receive-form.ts';

export const load = ({ locals, url }) => orStop(() => readAdministration(locals, url.searchParams));

export const actions = {
  organization: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail({ form: 'organization', ...typedValues(form) }, async () => ({
      done: 'organization' as const,
      name: await createOrganization(locals, form),
    }));
  },
  organizationStatus: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail({ form: 'status', ...typedValues(form) }, () => setOrganizationStatus(locals, form));
  },
  personStatus: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail({ form: 'status', ...typedValues(form) }, () => setPersonStatus(locals, form));
  },
  arrangement: async ({ locals, request }) => {
    const form = await receiveForm(request);
    return orFail({ form: 'arrangement', ...typedValues(form) }, async () => {
      redirect(303, `/arreglos/${await createArrangement(locals, form)}`);
    });
  },
};
