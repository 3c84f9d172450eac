import { said, type Thread } from './thread.ts';

/** What was asked and answered before the vote. */
export const discussionCiudadDeMexico: Thread[] = [
  {
    chapter: 'cdmx-costos',
    quote: 'No hay evidencia suficiente para atribuirles por sí solas el aumento de las rentas',
    comments: [
      said(
        'cdmx-osc',
        74,
        'En la audiencia de la zona central se presentaron tres estudios que sí lo hacen. ¿Por qué no se citan?',
      ),
      said(
        'cdmx-academia',
        70,
        'Los tres muestran correlación en colonias concretas; ninguno separa el efecto de la obra pública. La frase es prudente y la siguiente recoge lo que sí puede afirmarse.',
      ),
      said('otroestado', 48, 'Se conserva la redacción y se citarán los tres estudios en el anexo.'),
    ],
    resolved: { by: 'otroestado', daysAgo: 48 },
  },
  {
    chapter: 'cdmx-tenencia',
    quote: 'Cuatro de cada diez hogares que rentan lo hacen sin contrato escrito',
    comments: [
      said('cdmx-gobierno', 43, '¿La cifra es de la encuesta del grupo o del organismo de vivienda?'),
      said('cdmx-comision', 41, 'De la encuesta del grupo, pregunta 14. El organismo no tiene ese dato.'),
    ],
    resolved: { by: 'cdmx-gobierno', daysAgo: 40 },
  },
];
