import { h2, p, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const informacionPublica: ChapterText = {
  key: 'queretaro-informacion',
  title: 'Pedir información y obtener respuesta',
  lead: 'secretaria',
  parts: [
    {
      author: 'qro-estado',
      daysAgo: 48,
      blocks: [
        p(
          '*Texto de demostración. El proceso y los hallazgos son ficticios; las cifras son ilustrativas y no deben citarse.*',
        ),
        h2('Qué se examinó'),
        p(
          'El acceso a la información pública forma parte de la libertad de expresión que protegen el artículo 6 de la Constitución y el artículo 19 del Pacto Internacional de Derechos Civiles y Políticos. El Comité de Derechos Humanos pide a los Estados que publiquen de manera proactiva la información de interés público y que respondan las solicitudes con prontitud.[^Comité de Derechos Humanos, observación general núm. 34 (2011), párrafos 18 y 19.]',
        ),
        p(
          'Se presentaron 60 solicitudes iguales a los dieciocho municipios y a doce dependencias estatales. Respondieron en plazo 41; en 22 la respuesta permitía contestar la pregunta; en 9 se entregó un documento escaneado que no podía leerse con un lector de pantalla (cifras ilustrativas).',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 44,
      blocks: [
        h2('Hallazgos'),
        ul(
          'Los municipios con una sola persona a cargo del archivo tardan el doble en responder.',
          'La información sobre obra y publicidad oficial es la que con mayor frecuencia se declara inexistente.',
          'Ninguna dependencia ofrece recibir solicitudes en otomí.',
        ),
      ],
    },
  ],
};

export const periodismoLocal: ChapterText = {
  key: 'queretaro-periodismo',
  title: 'Periodismo local',
  lead: 'secretaria',
  parts: [
    {
      author: 'qro-osc',
      daysAgo: 46,
      blocks: [
        h2('Condiciones de trabajo'),
        p(
          'De 34 periodistas entrevistadas y entrevistados, 27 trabajan sin contrato y 19 para más de un medio (cifras ilustrativas). La precariedad es también un problema de seguridad: quien cobra por nota no puede negarse a una cobertura peligrosa.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 41,
      blocks: [
        h2('Recomendaciones a las autoridades'),
        ul(
          'Publicar los criterios y los montos de la publicidad oficial, por medio y por mes.',
          'Responder las solicitudes en formatos abiertos y accesibles.',
          'Designar en cada corporación de seguridad una persona de contacto para las y los periodistas en cobertura.',
        ),
      ],
    },
  ],
};
