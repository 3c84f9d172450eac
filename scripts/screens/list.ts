import type { Page } from 'playwright-core';
import { chapterId, documentId } from '#demo/seed-documents.ts';
import { arrangementId } from '#demo/seed-arrangements.ts';
import { PERSONAS, type Persona } from '../../tests/support/personas.ts';
import {
  approveDocument,
  comeInInvited,
  inviteInto,
  leaveUnsentEdits,
  offerEditions,
  openMailedLink,
  previewImport,
  removeChapter,
  supersede,
} from './prepare.ts';

/** One picture: who looks, where, and what they do first. */
export type Screen = {
  name: string;
  path: string;
  as?: Persona;
  before?: (page: Page) => Promise<void>;
};

const oaxaca = `/documentos/${documentId('oaxaca-diagnostico')}`;
const marco = `${oaxaca}/capitulos/${chapterId('oaxaca-marco')}`;
const vivienda = `/documentos/${documentId('cdmx-vivienda')}`;
const informe = `/documentos/${documentId('queretaro-informe')}`;
const publication = '/publicaciones/diagnostico-queretaro-agua-salud-educacion';
const nowhere = '/documentos/00000000-0000-4000-8000-000000000000';

const editorReady = (page: Page) => page.getByRole('textbox', { name: 'Texto del capítulo' }).waitFor();

/** Every screen of the demo world, in the states that it has. */
export const SCREENS: Screen[] = [
  { name: 'home', path: '/' },
  { name: 'states', path: '/estados' },
  { name: 'state-with-process', path: '/estados/20' },
  { name: 'state-published', path: '/estados/22' },
  { name: 'state-empty', path: '/estados/01' },
  { name: 'publications', path: '/publicaciones' },
  { name: 'publication', path: publication },
  { name: 'publication-vote', path: `${publication}#votacion` },
  { name: 'publication-seal', path: `${publication}#sello` },
  { name: 'not-found', path: '/no-existe' },
  { name: 'sign-in', path: '/entrar' },
  {
    name: 'sign-in-refused',
    path: '/entrar',
    before: async (page) => {
      await page.getByLabel('Correo electrónico').fill('osc@demo.test');
      await page.getByLabel('Contraseña', { exact: true }).fill('otra');
      await page.getByRole('button', { name: 'Entrar', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'sign-in-link-sent', path: '/entrar/enlace' },
  { name: 'password-forgotten', path: '/contrasena' },
  { name: 'confirm-broken', path: '/auth/confirm' },
  { name: 'confirm-link', path: '/contrasena', before: (page) => openMailedLink(page, 'osc2') },
  {
    name: 'password-new',
    path: '/contrasena',
    before: async (page) => {
      await openMailedLink(page, 'academia');
      await page.getByRole('button', { name: 'Continuar' }).click();
      await page.waitForURL('**/contrasena/nueva');
    },
  },
  { name: 'password-change', path: '/contrasena/nueva', as: 'osc' },
  { name: 'mailbox', path: '/buzon' },
  { name: 'work', path: '/trabajo', as: 'coordinacion' },
  { name: 'work-voter', path: '/trabajo', as: 'otroestado' },
  { name: 'work-without-organization', path: '/trabajo', as: 'admin' },
  { name: 'account', path: '/cuenta', as: 'osc' },
  { name: 'sign-out', path: '/salir', as: 'osc' },
  { name: 'arrangement-manager', path: `/arreglos/${arrangementId('oaxaca')}`, as: 'coordinacion' },
  {
    name: 'arrangement-forms',
    path: `/arreglos/${arrangementId('oaxaca')}`,
    as: 'coordinacion',
    before: async (page) => {
      await page.getByText('Nuevo documento', { exact: true }).click();
      await page.getByText('Invitar a una persona', { exact: true }).click();
    },
  },
  {
    name: 'arrangement-admin',
    path: `/arreglos/${arrangementId('oaxaca')}`,
    as: 'admin',
    before: async (page) => {
      await page.getByText('Agregar una parte', { exact: true }).click();
      await page.getByText('Instalar un órgano', { exact: true }).click();
    },
  },
  { name: 'administration', path: '/administracion', as: 'admin' },
  {
    name: 'administration-forms',
    path: '/administracion',
    as: 'admin',
    before: async (page) => {
      await page.getByText('Nuevo arreglo', { exact: true }).click();
      await page.getByText('Nueva organización', { exact: true }).click();
      await page.getByRole('button', { name: 'Crear arreglo' }).click();
      await page.getByText('Este dato es obligatorio.').first().waitFor();
    },
  },
  {
    name: 'arrangement-status',
    path: `/arreglos/${arrangementId('oaxaca')}`,
    as: 'admin',
    before: async (page) => {
      await page.locator('summary', { hasText: 'Estado del arreglo' }).click();
      await page.getByRole('button', { name: 'Guardar estado' }).click();
      await page.getByText('Estado guardado.').waitFor();
    },
  },
  {
    name: 'arrangement-end-membership',
    path: `/arreglos/${arrangementId('oaxaca')}`,
    as: 'osc',
    before: async (page) => {
      await page.getByText('Personas de su organización', { exact: true }).click();
      await page
        .getByRole('button', { name: /^Terminar pertenencia/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'arrangement-reader', path: `/arreglos/${arrangementId('oaxaca')}`, as: 'osc' },
  { name: 'audit-log', path: `/arreglos/${arrangementId('oaxaca')}/bitacora`, as: 'coordinacion' },
  { name: 'audit-log-reader', path: `/arreglos/${arrangementId('oaxaca')}/bitacora`, as: 'osc' },
  { name: 'workspace-drafter', path: oaxaca, as: 'estado', before: editorReady },
  { name: 'workspace-manager', path: oaxaca, as: 'coordinacion', before: editorReady },
  {
    name: 'workspace-chapter-options',
    path: oaxaca,
    as: 'coordinacion',
    before: async (page) => {
      await editorReady(page);
      const chapters = page.getByRole('button', { name: 'Capítulos' });
      if ((await chapters.getAttribute('aria-expanded')) === 'false') await chapters.click();
      await page
        .getByLabel(/Opciones de/)
        .first()
        .click();
    },
  },
  { name: 'workspace-commenter', path: oaxaca, as: 'osc', before: editorReady },
  {
    name: 'workspace-new-comment',
    path: oaxaca,
    as: 'osc',
    before: async (page) => {
      await editorReady(page);
      const words = page.getByRole('textbox', { name: 'Texto del capítulo' }).locator('p').first();
      await words.click({ clickCount: 3 });
      await page.getByRole('button', { name: 'Comentar', exact: true }).click();
      await page.getByLabel('Su comentario').fill('Conviene citar aquí la fuente del dato.');
    },
  },
  {
    name: 'workspace-discussion',
    path: oaxaca,
    as: 'coordinacion',
    before: async (page) => {
      await editorReady(page);
      const discussion = page.getByRole('button', { name: /^Conversación/ });
      if ((await discussion.getAttribute('aria-expanded')) === 'false') await discussion.click();
    },
  },
  {
    name: 'workspace-account',
    path: oaxaca,
    as: 'observador',
    before: async (page) => {
      await editorReady(page);
      await page.locator('summary[aria-label^="Su cuenta"]').click();
    },
  },
  { name: 'workspace-observer', path: oaxaca, as: 'observador', before: editorReady },
  { name: 'workspace-voting', path: vivienda, as: 'otroestado', before: editorReady },
  { name: 'workspace-office-review', path: informe, as: 'oficina', before: editorReady },
  { name: 'history', path: `${marco}/historial`, as: 'osc' },
  { name: 'history-moment', path: `${marco}/historial/12`, as: 'coordinacion' },
  { name: 'history-changes', path: `${marco}/historial/12?ver=cambios`, as: 'osc' },
  { name: 'authorship', path: `${marco}/autoria`, as: 'osc' },
  { name: 'authorship-by-author', path: `${marco}/autoria?por=autor`, as: 'osc' },
  { name: 'discussion-page', path: `${oaxaca}/hilos`, as: 'osc' },
  { name: 'process-drafting', path: `${oaxaca}/proceso`, as: 'coordinacion' },
  {
    name: 'process-voting-body',
    path: `${oaxaca}/proceso`,
    as: 'coordinacion',
    before: async (page) => {
      await page.getByRole('button', { name: 'Guardar el órgano' }).click();
      await page.getByText('Órgano guardado.').waitFor();
    },
  },
  { name: 'process-reader', path: `${oaxaca}/proceso`, as: 'osc' },
  { name: 'process-voting', path: `${vivienda}/proceso`, as: 'otroestado' },
  { name: 'process-office-review', path: `${informe}/proceso`, as: 'oficina' },
  { name: 'vote', path: `${vivienda}/votacion`, as: 'otroestado' },
  { name: 'vote-closed', path: `${informe}/votacion`, as: 'oficina' },
  { name: 'vote-none', path: `${oaxaca}/votacion`, as: 'osc' },
  { name: 'version', path: `${vivienda}/versiones/1`, as: 'otroestado' },
  { name: 'import', path: `${oaxaca}/importar`, as: 'coordinacion' },
  { name: 'import-preview', path: `${oaxaca}/importar`, as: 'coordinacion', before: previewImport },
  { name: 'import-no-permission', path: `${oaxaca}/importar`, as: 'osc' },
  { name: 'document-not-found', path: nowhere, as: 'osc' },
  {
    name: 'sign-out-unsent',
    path: oaxaca,
    as: 'estado',
    before: async (page) => {
      await editorReady(page);
      await leaveUnsentEdits(page);
    },
  },
  // Last: what these bring about stays.
  {
    name: 'workspace-removed-chapters',
    path: oaxaca,
    as: 'coordinacion',
    before: removeChapter,
  },
  {
    name: 'work-invited',
    path: '/trabajo',
    as: 'otroestado',
    before: async (page) => {
      await inviteInto(page, arrangementId('oaxaca'), 'federal', PERSONAS.otroestado);
      await page.reload();
      await page.getByRole('heading', { name: 'Invitaciones' }).waitFor();
    },
  },
  { name: 'work-newcomer', path: '/', before: (page) => comeInInvited(page, arrangementId('oaxaca')) },
  {
    name: 'process-publish',
    path: `${vivienda}/proceso`,
    as: 'otroestado',
    before: async (page) => {
      await approveDocument(documentId('cdmx-vivienda'));
      await page.reload();
      await page.getByRole('heading', { name: 'Publicar', exact: true }).waitFor();
    },
  },
  {
    name: 'process-edition-replaced',
    path: `${vivienda}/proceso`,
    as: 'otroestado',
    before: async (page) => {
      await offerEditions(documentId('cdmx-vivienda'));
      await page.reload();
      await page.getByText('El documento al que este iba a sustituir', { exact: false }).waitFor();
    },
  },
  {
    name: 'process-edition-set',
    path: `${vivienda}/proceso`,
    as: 'otroestado',
    before: async (page) => {
      await page.getByLabel('Sustituye a').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Guardar la sustitución' }).click();
      await page.getByText('Sustitución guardada.').waitFor();
    },
  },
  {
    name: 'publication-superseded',
    path: publication,
    before: (page) => supersede(page, documentId('queretaro-diagnostico'), documentId('cdmx-vivienda')),
  },
];
