import { h2, h3, p, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const viviendaAdecuada: ChapterText = {
  key: 'cdmx-vivienda',
  title: 'El derecho a una vivienda adecuada',
  lead: 'secretaria',
  parts: [
    {
      author: 'otroestado',
      daysAgo: 118,
      blocks: [
        p(
          '*Texto de demostración. El proceso, las organizaciones y los hallazgos son ficticios; las cifras son ilustrativas y no deben citarse. Las normas y los instrumentos internacionales que se mencionan sí existen.*',
        ),
        h2('Contenido del derecho'),
        p(
          'El artículo 11 del Pacto Internacional de Derechos Económicos, Sociales y Culturales reconoce el derecho a la vivienda como parte de un nivel de vida adecuado. El Comité respectivo advirtió desde 1991 que no debe interpretarse en sentido restrictivo, como un techo, sino como el derecho a vivir en seguridad, paz y dignidad en alguna parte,[^Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 4 (1991), sobre el derecho a una vivienda adecuada, párrafo 7.] y enumeró los aspectos que la hacen adecuada:',
        ),
        ul(
          'seguridad jurídica de la tenencia;',
          'disponibilidad de servicios, materiales e infraestructura;',
          'gastos soportables;',
          'habitabilidad;',
          'asequibilidad para los grupos en desventaja;',
          'lugar;',
          'adecuación cultural.',
        ),
        p(
          'La Constitución Política de la Ciudad de México incorporó el derecho a la vivienda en su artículo 9, apartado E. El presente informe temático examina dos de los siete aspectos, los gastos soportables y la seguridad de la tenencia, porque son los que concentran las quejas recibidas y aquellos en los que la autoridad local puede actuar sin reforma federal.',
        ),
      ],
    },
    {
      author: 'cdmx-comision',
      daysAgo: 114,
      blocks: [
        h3('A quiénes afecta más'),
        p(
          'La falta de vivienda adecuada no se distribuye al azar. Afecta en mayor medida a los hogares encabezados por mujeres, a las personas mayores que rentan, a las personas indígenas residentes, a las personas con discapacidad que no encuentran una vivienda accesible y a quienes llegaron a la ciudad huyendo de la violencia. En las audiencias, dos de cada tres personas que tomaron la palabra fueron mujeres (cifra ilustrativa).',
        ),
        p(
          'Para estos grupos la discriminación se produce antes del contrato. En una prueba realizada por el grupo de trabajo, se respondió a 120 anuncios de renta con perfiles iguales en ingreso y distintos en otras características. La respuesta favorable fue de 61 por ciento para el perfil de referencia, 44 por ciento para una madre sola y 29 por ciento para una persona con apellido indígena (cifras ilustrativas).',
        ),
      ],
    },
    {
      author: 'otroestado',
      daysAgo: 118,
      blocks: [
        h3('Cómo se elaboró'),
        p(
          'El grupo de trabajo revisó 96 expedientes de queja, realizó cuatro audiencias públicas en igual número de alcaldías y recibió 31 aportaciones escritas (cifras ilustrativas). Cada hallazgo se envió antes de su aprobación a la autoridad mencionada. Sus respuestas se incorporan en el texto.',
        ),
      ],
    },
  ],
};
