import { h2, ol, p, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const presentacion: ChapterText = {
  key: 'queretaro-presentacion',
  title: 'Presentación y método',
  lead: 'secretaria',
  parts: [
    {
      author: 'qro-coordinacion',
      daysAgo: 240,
      blocks: [
        p(
          '*Texto de demostración. El proceso, las organizaciones y los hallazgos son ficticios; las cifras son ilustrativas y no deben citarse. Las normas y los instrumentos internacionales que se mencionan sí existen.*',
        ),
        h2('Origen'),
        p(
          'Este diagnóstico es resultado del convenio de colaboración que firmaron autoridades estatales y federales, el organismo público de derechos humanos, organizaciones civiles y la universidad pública del estado de Querétaro, con la asistencia técnica de la Oficina en México del Alto Comisionado de las Naciones Unidas para los Derechos Humanos. Su objeto fue examinar tres derechos sobre los que el estado y los municipios tienen competencias directas, y dar al programa estatal una base verificable.',
        ),
        p(
          'El artículo 1 de la Constitución obliga a todas las autoridades a promover, respetar, proteger y garantizar los derechos humanos de conformidad con los principios de universalidad, interdependencia, indivisibilidad y progresividad. El presente documento toma esos cuatro verbos como preguntas: qué se ha promovido, qué se ha respetado, qué se ha protegido y qué se ha garantizado.',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 231,
      blocks: [
        h2('Método'),
        p(
          'El trabajo se organizó en tres mesas, una por derecho, integradas por al menos una institución responsable, una organización civil y una persona académica. Cada mesa formuló sus hallazgos con el mismo orden: contenido del derecho, situación, población afectada, autoridad obligada y resultados de lo que ya se ha hecho.',
        ),
        table(
          ['Fuente', 'Alcance (cifras ilustrativas)'],
          ['Solicitudes de información a 41 instituciones', '37 respuestas completas, 4 parciales'],
          ['Foros en las cuatro regiones del estado', '6 foros, 512 asistentes'],
          ['Entrevistas', '38, de ellas 15 a personal de las instituciones'],
          ['Visitas a escuelas, unidades de salud y sistemas de agua', '57'],
        ),
        p('Las mesas acordaron tres reglas que se respetaron en todo el documento:'),
        ol(
          'publicar los datos que no coinciden, con su fuente, en lugar de elegir entre ellos;',
          'no atribuir responsabilidad a una institución sin haberle dado ocasión de responder;',
          'señalar como *sin información* lo que no pudo saberse, y a quién correspondía generarla.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 157,
      blocks: [
        h2('Quiénes participaron'),
        p(
          'El Comité Coordinador se integró con seis asientos con voto: dos del Poder Ejecutivo del Estado, uno de la Federación y los del organismo público de derechos humanos, la alianza de organizaciones civiles y la universidad pública. La Oficina asistió con voz. Ningún sector tuvo por sí solo los votos suficientes para aprobar o impedir el documento.',
        ),
        p(
          'Las aportaciones recibidas en la consulta pública, 148 en total, se respondieron una por una (cifra ilustrativa). Se incorporaron 61; 52 se incorporaron en parte, y 35 no se incorporaron, con la razón que se comunicó a quien las hizo. La más repetida pedía que el diagnóstico dijera qué opinan las niñas y los niños; de ella procede el apartado «Ser escuchados» del capítulo cuarto.',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 231,
      blocks: [
        h2('Límites'),
        ul(
          'El periodo examinado es 2018-2023. Los cambios posteriores se mencionan solo cuando una institución los documentó.',
          'La participación de comunidades otomíes y de la Sierra Gorda fue menor que la prevista por las lluvias que obligaron a cancelar un foro. Se sustituyó por entrevistas.',
          'Los datos municipales no son homogéneos. Seis municipios carecen de archivo de los años anteriores a 2020 (cifra ilustrativa).',
        ),
      ],
    },
  ],
};
