import { h2, h3, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const pueblos: ChapterText = {
  key: 'oaxaca-pueblos',
  title: 'Pueblos y comunidades indígenas y afromexicanas',
  lead: 'mesa-pueblos',
  parts: [
    {
      author: 'federal',
      daysAgo: 50,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'Los pueblos indígenas y afromexicanos no son un grupo en situación de vulnerabilidad al que se atiende, sino sujetos colectivos con derechos propios. El artículo 2 de la Constitución reconoce su libre determinación y su autonomía, y desde 2019 comprende expresamente a los pueblos y comunidades afromexicanas. La reforma de septiembre de 2024 los reconoció como sujetos de derecho público con personalidad jurídica y patrimonio propio.',
        ),
        p(
          'El Convenio núm. 169 de la Organización Internacional del Trabajo, en vigor para México desde 1991, y la Declaración de las Naciones Unidas sobre los Derechos de los Pueblos Indígenas (2007) desarrollan esos derechos. Tres son la base de este capítulo: decidir sus propias prioridades de desarrollo,[^Convenio núm. 169 de la OIT, artículo 7.] ser consultados de buena fe y por medio de sus instituciones representativas[^Convenio núm. 169, artículo 6; Declaración de las Naciones Unidas sobre los Derechos de los Pueblos Indígenas, artículos 18, 19 y 32.] y conservar sus tierras, territorios y recursos.[^Convenio núm. 169, artículos 13 a 15.] El Comité para la Eliminación de la Discriminación Racial ha precisado el alcance de las obligaciones del Estado respecto de los pueblos indígenas en su recomendación general núm. 23 (1997) y respecto de las personas afrodescendientes en la núm. 34 (2011).',
        ),
      ],
    },
    {
      author: 'comunidades',
      daysAgo: 44,
      blocks: [
        h2('Quiénes somos y cómo se nos cuenta'),
        p(
          'En el estado conviven pueblos con lenguas, territorios e instituciones distintas. Más de cuatrocientos de los 570 municipios eligen a sus autoridades por sistemas normativos propios. La asamblea, el tequio, los cargos y la fiesta no son costumbres accesorias: son la forma en que la comunidad decide, trabaja y reparte responsabilidades.',
        ),
        p(
          'Las estadísticas captan mal esa realidad. Cuando una encuesta pregunta solo por la lengua, deja fuera a quienes la perdieron por la discriminación en la escuela; cuando pregunta solo por la autoadscripción, no permite planear servicios en la lengua. Y cuando los datos se publican por municipio, la comunidad que vive en una agencia desaparece dentro de la cabecera. De 46 registros administrativos estatales revisados, 9 recogen la lengua, 7 la autoadscripción indígena y 2 la autoadscripción afromexicana (cifras ilustrativas).',
        ),
        quote(
          'Para el censo somos una localidad de trescientos habitantes. Para nosotros somos un pueblo, con su nombre, su tierra y sus papeles.',
          'Asamblea comunitaria, Mixteca',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 39,
      blocks: [
        h2('Consulta y consentimiento'),
        p(
          'La consulta debe ser previa, libre, informada, culturalmente adecuada y de buena fe, con la finalidad de llegar a un acuerdo. La Corte Interamericana ha señalado que corresponde al Estado, y no a los pueblos, demostrar que así se hizo,[^Corte Interamericana de Derechos Humanos, *Pueblo Indígena Kichwa de Sarayaku vs. Ecuador*, sentencia de 27 de junio de 2012.] y que, cuando se trata de planes de gran escala con un impacto mayor sobre el territorio, se requiere además el consentimiento.[^Corte Interamericana de Derechos Humanos, *Pueblo Saramaka vs. Surinam*, sentencia de 28 de noviembre de 2007.]',
        ),
        p(
          'En el periodo se identificaron 74 proyectos, obras o actos administrativos que debieron consultarse. En 29 hubo algún procedimiento con ese nombre; en 11, el procedimiento comenzó antes de la autorización correspondiente; en 4, la comunidad recibió la información completa en su lengua (cifras ilustrativas).',
        ),
        table(
          [
            'Materia',
            'Casos identificados',
            'Con algún procedimiento',
            'Previo a la autorización',
            'Con información en lengua propia',
          ],
          ['Energía', '14', '8', '3', '1'],
          ['Minería', '19', '4', '1', '0'],
          ['Carreteras e infraestructura', '22', '9', '4', '2'],
          ['Áreas naturales y ordenamiento', '8', '5', '2', '1'],
          ['Normas y programas estatales', '11', '3', '1', '0'],
        ),
        p(
          '*Elaboración de la mesa de trabajo. Cifras ilustrativas.* Parte de los casos corresponde a autorizaciones federales. La competencia no exime a la autoridad estatal cuando otorga permisos conexos, aporta recursos o participa en la obra.',
        ),
        h3('Lo que falla'),
        p(
          'Las autoridades entrevistadas atribuyen los incumplimientos a la falta de una ley que regule la consulta. Las comunidades responden que el derecho existe aunque no haya ley secundaria, y que los problemas son otros: se informa cuando la decisión ya está tomada, se convoca a personas sin representación, se ofrecen obras a cambio de firmas y se confunde una reunión informativa con una consulta. La mesa recoge ambas explicaciones y considera que no se excluyen, pero que solo la segunda permite entender por qué tampoco se respetaron los acuerdos en los procedimientos que sí se realizaron.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 35,
      blocks: [
        h3('Una experiencia que funcionó'),
        p(
          'No todo son incumplimientos. En la consulta sobre un ordenamiento ecológico regional, la autoridad y doce comunidades acordaron por escrito, antes de empezar, quién convocaría, en qué lenguas, con qué plazos y qué ocurriría si no se llegaba a un acuerdo. La información se grabó en audio y se transmitió por radio comunitaria durante seis semanas. Las asambleas deliberaron sin presencia de funcionarios y devolvieron su respuesta con observaciones.',
        ),
        p(
          'El procedimiento duró nueve meses, tres más de lo previsto. De 41 observaciones se incorporaron 33; las ocho restantes recibieron una respuesta razonada y pública (cifras ilustrativas). Quienes participaron coinciden en lo que hizo la diferencia: un acuerdo previo sobre las reglas, tiempo suficiente y la obligación de contestar.',
        ),
      ],
    },
    {
      author: 'comunidades',
      daysAgo: 31,
      blocks: [
        h2('Tierra, territorio y bienes comunes'),
        p(
          'Más de tres cuartas partes de la superficie del estado son de propiedad social (cifra ilustrativa). La tenencia colectiva ha protegido bosques y manantiales, pero convive con conflictos agrarios antiguos: 34 se consideran de atención prioritaria por el riesgo de violencia (cifra ilustrativa). Su resolución corresponde a los tribunales agrarios, que son federales; su contención y la mediación, a la autoridad estatal.',
        ),
        p(
          'En los foros se repitió una preocupación que no cabe en el lenguaje de la tenencia. El territorio incluye los lugares sagrados, las rutas, los nombres y el agua. Cuando un lugar sagrado queda fuera del plano ejidal, ninguna autoridad lo protege.',
        ),
        h2('Lenguas'),
        p(
          'El derecho a la lengua propia comprende usarla ante las autoridades, recibir en ella servicios de salud y justicia y educar en ella a las hijas y los hijos. El artículo 28 del Convenio núm. 169 dispone que, siempre que sea viable, se enseñe a las niñas y los niños a leer y escribir en su lengua. En el estado se hablan variantes con decenas de miles de hablantes y otras con menos de cien, casi todas personas mayores.',
        ),
        p(
          'Las escuelas del subsistema indígena atienden a una parte de la niñez hablante. En 31 por ciento de las escuelas visitadas, la maestra o el maestro no hablaba la variante de la comunidad (cifra ilustrativa). Los materiales llegan en una variante que no es la local o solo en español. La radio comunitaria, en cambio, transmite en lengua propia con recursos mínimos, y cinco de las emisoras consultadas operaban sin concesión por la dificultad del trámite (cifra ilustrativa).',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 24,
      blocks: [
        h2('Pueblo afromexicano'),
        p(
          'Las comunidades afromexicanas de la Costa plantearon tres hallazgos que les son propios. El primero, la invisibilidad: no figuran en los registros, en los libros de texto ni en los formularios. El segundo, el trato: 4 de cada 10 participantes en el foro de la Costa relataron haber sido detenidos por una autoridad que dudó de su nacionalidad y les pidió cantar el himno o nombrar a un gobernador (cifra ilustrativa). El tercero, la exclusión de los programas para pueblos indígenas, que se rigen por un catálogo de localidades elaborado con criterios lingüísticos.',
        ),
        quote(
          'Me bajaron del autobús tres veces en un mismo viaje. Soy de aquí, mi abuela es de aquí, y tuve que demostrarlo tres veces.',
          'Foro regional, Costa',
        ),
        p(
          'Las detenciones basadas en el color de la piel son una forma de discriminación racial prohibida por la Constitución y por la Convención Internacional sobre la Eliminación de Todas las Formas de Discriminación Racial. La práctica descrita involucra a corporaciones federales, estatales y municipales. Ninguna de las tres informó de investigaciones o sanciones por este motivo.',
        ),
        h2('Desplazamiento forzado interno'),
        p(
          'La mesa documentó 17 episodios de desplazamiento colectivo en el periodo, que afectaron a unas 3,600 personas, en su mayoría de comunidades indígenas (cifras ilustrativas). Las causas fueron conflictos agrarios y políticos, y en cinco casos la acción de grupos armados. El estado carece de un registro de personas desplazadas y de un procedimiento para su retorno seguro.',
        ),
        p(
          '[Pendiente: contrastar los 17 episodios con el registro de la comisión estatal de derechos humanos, que cuenta 12. La diferencia puede deberse a que esta mesa incluyó desplazamientos de menos de diez familias.]',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 11,
      blocks: [
        h2('Cuestiones que el programa debe resolver'),
        ul(
          'Un procedimiento estatal de consulta, elaborado con los pueblos y comunidades, aplicable también a los programas y normas estatales.',
          'La pregunta por lengua, autoadscripción indígena y autoadscripción afromexicana en todos los registros administrativos.',
          'Un sistema de alerta y mediación para los conflictos agrarios de atención prioritaria.',
          'Asignación del personal docente y de salud de acuerdo con la variante lingüística de la comunidad.',
          'Investigación y sanción de las detenciones por perfil racial, con datos públicos.',
          'Registro, atención y retorno seguro de las personas desplazadas.',
        ),
        p(
          '[Pendiente: las autoridades comunitarias pidieron que esta lista se traduzca y se discuta en asamblea antes de darla por definitiva. Calendario por acordar con la secretaría técnica.]',
        ),
      ],
    },
  ],
};
