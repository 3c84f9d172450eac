/** The people of the demo world, by what they are in it. The sign-in page offers them, the seed makes them. */
export const DEMO_PASSWORD = 'concierta-demo';

export const DEMO_ROLES = [
  'coordinacion',
  'estado',
  'federal',
  'osc',
  'osc2',
  'academia',
  'observador',
  'oficina',
  'admin',
  'otroestado',
] as const;

export type DemoRole = (typeof DEMO_ROLES)[number];

/** The address of a demo person; the domain `.test` never reaches anybody. */
export function demoEmail(role: DemoRole): string {
  return `${role}@demo.test`;
}
