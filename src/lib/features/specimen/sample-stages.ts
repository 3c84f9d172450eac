const names = [
  'Elaboración',
  'Revisión técnica',
  'Consulta',
  'Consolidación',
  'Votación',
  'Revisión de la Oficina',
  'Aprobado',
  'Publicado',
];

export const stages = names.map((label, index) => ({
  label,
  state: index < 3 ? ('done' as const) : index === 3 ? ('current' as const) : ('ahead' as const),
}));
