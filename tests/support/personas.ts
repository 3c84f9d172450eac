/** The demo world's people by role. The same stand in the seed, in pgTAP and in the journeys. */
export const PERSONAS = {
  coordinacion: 'coordinacion@demo.test',
  estado: 'estado@demo.test',
  federal: 'federal@demo.test',
  osc: 'osc@demo.test',
  osc2: 'osc2@demo.test',
  academia: 'academia@demo.test',
  observador: 'observador@demo.test',
  oficina: 'oficina@demo.test',
  admin: 'admin@demo.test',
  otroestado: 'otroestado@demo.test',
} as const;

export type Persona = keyof typeof PERSONAS;

export const DEMO_PASSWORD = 'concierta-demo';
