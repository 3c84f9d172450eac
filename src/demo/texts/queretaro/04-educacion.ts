import { h2, h3, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const educacion: ChapterText = {
  key: 'queretaro-educacion',
  title: 'Niñas, niños y adolescentes: derecho a la educación',
  lead: 'mesa-educacion',
  parts: [
    {
      author: 'qro-academia',
      daysAgo: 224,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'El artículo 3 de la Constitución, el artículo 26 de la [Declaración Universal](https://www.un.org/es/about-us/universal-declaration-of-human-rights) y el artículo 13 del Pacto Internacional de Derechos Económicos, Sociales y Culturales reconocen el derecho a la educación. Además de estar disponible y ser accesible, la educación debe ser aceptable, es decir, pertinente y de buena calidad, y adaptable a las necesidades de cada estudiante.[^Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 13 (1999), sobre el derecho a la educación, párrafo 6.] La Convención sobre los Derechos del Niño añade dos exigencias que las escuelas olvidan con facilidad: el interés superior de la niñez y su derecho a ser escuchada.',
        ),
        h2('Permanencia'),
        p(
          'La asistencia es casi completa en primaria y desciende desde el segundo año de secundaria. De cada cien niñas y niños que ingresaron a primaria, 91 terminaron la secundaria y 62 el bachillerato (cifras ilustrativas). Los motivos difieren: los varones mencionan el trabajo; las jóvenes, el cuidado de la familia, el embarazo y la inseguridad del trayecto.',
        ),
        quote(
          'La secundaria está a hora y media. A mi hermano lo dejaron ir. A mí me dijeron que mejor el otro año.',
          'Taller con adolescentes, Sierra Gorda',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 215,
      blocks: [
        h3('Inclusión'),
        p(
          'Tres de cada cuatro escuelas declaran admitir a estudiantes con discapacidad; una de cada cinco cuenta con personal de apoyo y una de cada seis con instalaciones accesibles (cifras ilustrativas). La diferencia entre la primera cifra y las otras dos es la distancia que separa la inscripción de la inclusión.',
        ),
        table(
          ['Condición', 'Escuelas urbanas', 'Escuelas rurales'],
          ['Agua todos los días', '92 %', '58 %'],
          ['Conexión a internet utilizable en el aula', '64 %', '17 %'],
          ['Sanitarios separados y en servicio', '95 %', '76 %'],
          ['Un docente por grado', '98 %', '41 %'],
          ['Personal de apoyo a la inclusión', '29 %', '8 %'],
        ),
        p('*Visitas a 57 planteles y respuestas de la autoridad educativa estatal. Cifras ilustrativas.*'),
      ],
    },
    {
      author: 'qro-academia',
      daysAgo: 209,
      blocks: [
        h3('Lengua y cultura otomí'),
        p(
          'En las comunidades de Amealco y Tolimán, la escuela indígena atiende a una parte de la niñez hablante; el resto asiste a escuelas generales en las que el otomí no se usa ni se menciona. De 22 docentes del subsistema indígena entrevistados, 15 hablaban la lengua y 9 la enseñaban por escrito (cifras ilustrativas). Las familias no piden solo que se enseñe la lengua: piden que se enseñe en ella.',
        ),
        p(
          'El artículo 29 de la Convención sobre los Derechos del Niño incluye entre los fines de la educación inculcar el respeto de los padres de la niña o el niño y de su propia identidad cultural, su idioma y sus valores. En las aulas visitadas, la presencia de la cultura otomí se limitaba a una fiesta anual.',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 215,
      blocks: [
        h3('Convivencia y violencia'),
        p(
          'El estado adoptó un protocolo para la prevención y atención de la violencia escolar. El personal directivo lo conoce; el docente, en su mayoría, no. En el periodo se registraron 318 casos y se dieron por concluidos 271, pero el expediente no dice qué ocurrió después con la niña, el niño o el adolescente afectado (cifras ilustrativas). La autoridad educativa informó que modificará el formato para que esa pregunta sea obligatoria.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 158,
      blocks: [
        h2('Ser escuchados'),
        p(
          'En los talleres participaron 146 niñas, niños y adolescentes (cifra ilustrativa). Sus prioridades no coincidieron con las de las personas adultas. Pusieron en primer lugar los baños, en segundo el trayecto y en tercero que alguien les crea cuando cuentan lo que les pasa. Este diagnóstico conserva ese orden en sus conclusiones.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 207,
      blocks: [
        h2('Conclusiones'),
        ul(
          'Agua y sanitarios en servicio en todas las escuelas, con un plazo y un responsable por plantel.',
          'Transporte escolar seguro en las rutas donde la secundaria más cercana está a más de una hora.',
          'Un mecanismo para que las y los estudiantes denuncien sin pasar por la dirección de la escuela, y que informe del resultado.',
          'Personal de apoyo a la inclusión por zona, con prioridad para las escuelas rurales.',
          'Continuidad educativa para las adolescentes embarazadas y madres, con servicios de cuidado.',
        ),
      ],
    },
  ],
};
