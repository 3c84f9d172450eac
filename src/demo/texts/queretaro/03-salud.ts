import { h2, h3, p, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const salud: ChapterText = {
  key: 'queretaro-salud',
  title: 'Derecho a la salud',
  lead: 'mesa-salud',
  parts: [
    {
      author: 'qro-osc',
      daysAgo: 226,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'El derecho al disfrute del más alto nivel posible de salud, reconocido en el artículo 12 del Pacto Internacional de Derechos Económicos, Sociales y Culturales y en el artículo 10 del [Protocolo de San Salvador](https://www.oas.org/juridico/spanish/tratados/a-52.html), no es el derecho a estar sano. Comprende libertades, como la de decidir sobre el propio cuerpo, y el acceso a un sistema que ofrezca a todas las personas las mismas oportunidades. Sus cuatro elementos son la disponibilidad, la accesibilidad, la aceptabilidad y la calidad.[^Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 14 (2000), sobre el derecho al disfrute del más alto nivel posible de salud, párrafo 12.]',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 219,
      blocks: [
        h2('Disponibilidad y accesibilidad'),
        p(
          'El estado cuenta con 1.9 profesionales de la medicina por cada mil habitantes, cifra superior a la media de su región; en la Sierra Gorda la proporción es de 0.8 (cifras ilustrativas). De las 57 unidades visitadas, 21 no tenían médica o médico el fin de semana y 9 llevaban más de un mes sin personal de enfermería (cifras ilustrativas).',
        ),
        table(
          ['Motivo por el que no se obtuvo atención', 'Mujeres', 'Hombres'],
          ['La unidad estaba cerrada o sin personal', '34 %', '31 %'],
          ['Falta de dinero para el traslado', '24 %', '19 %'],
          ['No había medicamento o estudio', '22 %', '25 %'],
          ['No podía dejar a quien cuida', '13 %', '3 %'],
          ['Temor a un trato irrespetuoso', '5 %', '4 %'],
          ['Otro motivo', '2 %', '18 %'],
        ),
        p(
          '*Encuesta a 640 hogares. Cifras ilustrativas.* La cuarta fila resume una desigualdad que las estadísticas de salud no suelen recoger: el cuidado de otras personas es una barrera de acceso, y recae casi por entero en las mujeres.',
        ),
      ],
    },
    {
      author: 'qro-academia',
      daysAgo: 210,
      blocks: [
        h2('Aceptabilidad'),
        p(
          'Las mujeres otomíes entrevistadas describen un trato correcto y una comunicación deficiente. De 12 unidades situadas en localidades con población hablante, 3 contaban con alguna persona que hablara la lengua (cifras ilustrativas). El consentimiento informado se recaba en español y por escrito. La recomendación general núm. 24 (1999) del Comité para la Eliminación de la Discriminación contra la Mujer considera aceptables los servicios que garantizan el consentimiento pleno, respetan la dignidad y la confidencialidad y tienen en cuenta las necesidades y perspectivas de cada mujer.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 208,
      blocks: [
        h3('Salud sexual y reproductiva'),
        p(
          'Las unidades visitadas ofrecen métodos anticonceptivos sin costo. La dificultad está en llegar a ellos: 14 exigían a las adolescentes acudir con su madre o su padre, requisito que la norma no contempla, y 9 no tenían el método solicitado el día de la visita (cifras ilustrativas). El personal entrevistado reconoció que aplica criterios personales cuando la usuaria es menor de edad o no tiene pareja.',
        ),
        p(
          'La atención a víctimas de violencia sexual conforme a la norma oficial NOM-046-SSA2-2005 está disponible en tres hospitales. Ninguno se encuentra en la Sierra Gorda. El traslado desde el municipio más alejado toma cinco horas, y el plazo recomendado para iniciar la profilaxis posterior a la exposición al VIH es de setenta y dos.',
        ),
      ],
    },
    {
      author: 'qro-academia',
      daysAgo: 210,
      blocks: [
        h3('Salud mental'),
        p(
          'La atención se concentra en un hospital de la capital. En los municipios, el primer nivel refiere y no acompaña: de cada diez personas referidas, cuatro no llegaron a la primera cita (cifra ilustrativa). Las escuelas secundarias visitadas señalaron la salud mental de sus estudiantes como la necesidad que menos saben atender.',
        ),
        h2('Conclusiones'),
        ul(
          'Publicar el estado de cada unidad (personal presente, horario, abasto) en un solo sitio, actualizado por la propia unidad.',
          'Asignar plazas con incentivos de permanencia en la Sierra Gorda y el semidesierto.',
          'Obtener el consentimiento informado de manera oral y en la lengua de la persona, y dejar constancia de cómo se hizo.',
          'Llevar la atención psicológica al primer nivel, con supervisión a distancia.',
          'Ofrecer apoyo para el cuidado de dependientes durante las consultas.',
        ),
      ],
    },
  ],
};
