import { h2, h3, ol, p, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const marcoYMetodo: ChapterText = {
  key: 'oaxaca-marco',
  title: 'Marco y método',
  lead: 'secretaria',
  parts: [
    {
      author: 'coordinacion',
      daysAgo: 61,
      blocks: [
        p(
          '*Texto de demostración. El proceso, las organizaciones y los hallazgos que aquí se describen son ficticios; las cifras son ilustrativas y no deben citarse. Las normas y los instrumentos internacionales que se mencionan sí existen.*',
        ),
        h2('Por qué un diagnóstico'),
        p(
          'Este diagnóstico describe la situación de los derechos humanos en el estado de Oaxaca y las causas que impiden su ejercicio pleno. No es un informe de gobierno ni un pliego de denuncias: es un documento elaborado en común por autoridades estatales y federales, el Poder Judicial, el organismo público de derechos humanos, organizaciones civiles, autoridades comunitarias y academia, con la asistencia técnica de la Oficina en México del Alto Comisionado de las Naciones Unidas para los Derechos Humanos.',
        ),
        p(
          'Su propósito es práctico. Cada hallazgo se formula de manera que pueda responderse con una acción pública: qué derecho está en juego, a quiénes afecta, qué autoridad tiene la obligación de actuar, qué se ha intentado y por qué no ha sido suficiente. Con esa base, el Comité Coordinador elaborará en una segunda etapa el programa estatal de derechos humanos, cuyas líneas de acción deberán remitir a los párrafos de este texto.',
        ),
        p(
          'El diagnóstico también es una obligación. El artículo 1 de la [Constitución Política de los Estados Unidos Mexicanos](https://www.diputados.gob.mx/LeyesBiblio/pdf/CPEUM.pdf) ordena a todas las autoridades, en el ámbito de sus competencias, promover, respetar, proteger y garantizar los derechos humanos.[^El mismo artículo establece los principios de universalidad, interdependencia, indivisibilidad y progresividad, y el deber del Estado de prevenir, investigar, sancionar y reparar las violaciones a los derechos humanos.] Nadie puede cumplir ese mandato sin saber dónde no se está cumpliendo.',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 49,
      blocks: [
        h2('El estado en breve'),
        p(
          'Oaxaca se divide en ocho regiones y 570 municipios, más que ninguna otra entidad federativa. La mayoría elige a sus autoridades por sistemas normativos propios y tiene menos de cinco mil habitantes. De esa pluralidad nacen tanto la fortaleza de sus instituciones comunitarias como la dificultad de prestar servicios: muchos ayuntamientos operan con menos de diez personas y renuevan a su personal cada año o cada tres.',
        ),
        p(
          'Cinco condiciones atraviesan todos los capítulos. La distancia, porque un mismo derecho cuesta más cuanto más lejos se vive de la capital. La lengua, porque las instituciones funcionan en una sola. El género, porque las mujeres sostienen el cuidado y la comunidad con menos recursos y menos voz. El racismo, que se niega con frecuencia y se documenta pocas veces. Y la migración, que separa a las familias y hace que una parte de las personas titulares de derechos viva fuera del estado.',
        ),
        p(
          'Estas condiciones no son causas naturales. Cada una se agrava o se corrige con decisiones públicas: dónde se abre una oficina, a quién se contrata, qué pregunta un formulario, cuánto tarda un pago. Por eso el diagnóstico las trata como parte de las obligaciones del Estado y no como explicación de su incumplimiento.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 52,
      blocks: [
        h2('Marco jurídico'),
        p(
          'El diagnóstico toma como medida las obligaciones que el Estado mexicano ha contraído y que vinculan también a las entidades federativas y a los municipios. Un estado no puede invocar su régimen interior para dejar de cumplir un tratado; tampoco la Federación puede atribuir a un estado, sin más, el incumplimiento de una obligación que les es común.',
        ),
        h3('Obligaciones generales'),
        p(
          'La [Declaración Universal de Derechos Humanos](https://www.un.org/es/about-us/universal-declaration-of-human-rights), el Pacto Internacional de Derechos Civiles y Políticos y el Pacto Internacional de Derechos Económicos, Sociales y Culturales forman el punto de partida. Del primero de los pactos se desprende el deber de ofrecer un recurso efectivo a toda persona cuyos derechos hayan sido violados;[^Pacto Internacional de Derechos Civiles y Políticos, artículo 2, párrafo 3; véase también la observación general núm. 31 (2004) del Comité de Derechos Humanos.] del segundo, el de adoptar medidas hasta el máximo de los recursos disponibles para lograr progresivamente la plena efectividad de los derechos, sin discriminación alguna.[^Pacto Internacional de Derechos Económicos, Sociales y Culturales, artículo 2, párrafos 1 y 2; Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 3 (1990), sobre la índole de las obligaciones de los Estados partes.]',
        ),
        p(
          'En el ámbito interamericano rigen la Convención Americana sobre Derechos Humanos, el [Protocolo de San Salvador](https://www.oas.org/juridico/spanish/tratados/a-52.html) y la [Convención de Belém do Pará](https://www.oas.org/juridico/spanish/tratados/a-61.html). La jurisprudencia de la Corte Interamericana de Derechos Humanos se cita en cada capítulo cuando precisa el alcance de una obligación.',
        ),
        h3('Normas por grupo de población'),
        p('Los capítulos tercero a quinto se apoyan, además, en instrumentos específicos:'),
        ul(
          'la Convención sobre la Eliminación de Todas las Formas de Discriminación contra la Mujer (CEDAW) y las recomendaciones generales de su Comité;',
          'el Convenio núm. 169 de la Organización Internacional del Trabajo sobre pueblos indígenas y tribales y la Declaración de las Naciones Unidas sobre los Derechos de los Pueblos Indígenas;',
          'la Convención Internacional sobre la Eliminación de Todas las Formas de Discriminación Racial;',
          'la Declaración sobre los defensores de los derechos humanos, aprobada por la Asamblea General en 1998,[^Resolución 53/144 de la Asamblea General, de 9 de diciembre de 1998.] y el Acuerdo de Escazú, en vigor desde 2021;',
          'la Convención sobre los Derechos del Niño y la Convención sobre los Derechos de las Personas con Discapacidad, que se consideran de manera transversal.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 47,
      blocks: [
        h2('Método'),
        p(
          'El Comité Coordinador aprobó el método antes de reunir información, a fin de que ninguna parte pudiera adaptarlo después a sus conclusiones. Se trabajó con cuatro fuentes, que se contrastan entre sí y que no tienen la misma función.',
        ),
        table(
          ['Fuente', 'Qué aporta', 'Alcance (cifras ilustrativas)', 'Límite principal'],
          [
            'Solicitudes de información',
            'Registros administrativos de las instituciones',
            '214 solicitudes, 171 respuestas completas',
            'Los registros no siempre desagregan por sexo, lengua o municipio',
          ],
          [
            'Foros regionales',
            'Experiencia directa de las personas titulares de derechos',
            '12 foros en las ocho regiones, 1,386 asistentes',
            'Participación desigual de las localidades más alejadas',
          ],
          [
            'Entrevistas y grupos de discusión',
            'Explicación de causas y obstáculos',
            '64 entrevistas, 9 grupos',
            'No son estadísticamente representativas',
          ],
          [
            'Revisión documental',
            'Normas, presupuestos, recomendaciones, investigación previa',
            '310 documentos',
            'Predominan los de la capital',
          ],
        ),
        p(
          'Se entiende por *cifra administrativa* la que procede de un registro institucional y por *cifra de percepción* la que procede de un foro o una entrevista. El texto las distingue siempre. Cuando una institución y una organización civil presentan datos que no coinciden, se publican ambos, con su fuente y su fecha, y se explica la diferencia en lugar de promediarla.',
        ),
        h3('Cómo se formula un hallazgo'),
        p('Cada hallazgo responde, en este orden, a cinco preguntas:'),
        ol(
          '¿Qué derecho está en juego y qué contenido preciso de ese derecho?',
          '¿Qué ocurre, con qué frecuencia y desde cuándo?',
          '¿A quiénes afecta de manera desproporcionada?',
          '¿Qué autoridad tiene la obligación de actuar y con qué facultades?',
          '¿Qué se ha hecho y qué se sabe de sus resultados?',
        ),
        p(
          'Para ordenar la evidencia se adoptó la distinción entre indicadores **estructurales** (normas, instituciones, políticas), **de proceso** (esfuerzos, recursos, cobertura) y **de resultado** (goce efectivo del derecho) propuesta por la Oficina del Alto Comisionado.[^ACNUDH, *Indicadores de derechos humanos: guía para la medición y la aplicación*, HR/PUB/12/5, Nueva York y Ginebra, 2012.]',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 33,
      blocks: [
        h2('Participación'),
        p(
          'Los foros se convocaron con al menos tres semanas de anticipación, por radio comunitaria y por medio de las autoridades municipales y agrarias. En siete de los doce hubo interpretación simultánea o consecutiva, en nueve variantes lingüísticas (cifras ilustrativas). Las relatorías se devolvieron a quienes asistieron y se corrigieron antes de incorporarse.',
        ),
        p(
          'De las 1,386 personas que asistieron, 58 por ciento fueron mujeres; 41 por ciento se reconoció indígena y 6 por ciento, afromexicana; 9 por ciento tenía menos de veinticinco años (cifras ilustrativas). La participación de personas con discapacidad fue baja: tres de las sedes no eran accesibles, y así se hace constar.',
        ),
        h2('Protección de quienes aportaron información'),
        p(
          'Ningún testimonio se reproduce con datos que permitan identificar a la persona que lo dio. Las citas textuales se publican con consentimiento expreso y se atribuyen a un lugar genérico: «foro regional, Istmo», por ejemplo. Cuando el riesgo era alto, el testimonio se recibió fuera de los foros, lo resguarda la Oficina y solo se utilizó para comprobar si un patrón ya documentado por otra vía era verosímil.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 19,
      blocks: [
        h2('Alcance y límites'),
        p(
          'El diagnóstico cubre el periodo 2019-2024. No abarca todos los derechos: el Comité Coordinador decidió concentrarse en cinco materias en las que coincidían la gravedad de los hechos, la competencia estatal y la posibilidad de actuar en el corto plazo. Quedan fuera, para una etapa posterior, los derechos de las personas privadas de la libertad, los de las personas migrantes en tránsito y los derechos laborales.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 10,
      blocks: [
        p(
          'La omisión de estos temas no significa que carezcan de importancia. Las organizaciones participantes pidieron que se dejara constancia de su desacuerdo con la exclusión del tema migratorio, y el Comité acordó incluirlo como primer asunto de la siguiente etapa.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 19,
      blocks: [
        p(
          'Tres límites afectan a todo el documento. El primero es el subregistro: lo que no se denuncia no aparece en las cifras administrativas, y la propensión a denunciar varía según la lengua, el sexo y la distancia. El segundo es la desagregación: menos de la mitad de los registros consultados distingue si la persona pertenece a un pueblo indígena o afromexicano. El tercero es la comparabilidad: varias instituciones cambiaron sus sistemas de captura durante el periodo, de modo que las series anteriores a 2021 deben leerse con reserva.',
        ),
        h2('Cómo leer este documento'),
        p(
          'Los capítulos pueden leerse por separado. Cada uno comienza con el contenido del derecho, expone los hallazgos y termina con las cuestiones que el programa deberá resolver. Las llamadas entre corchetes que comienzan con la palabra *Pendiente* señalan lo que las mesas de trabajo aún deben completar antes de la revisión técnica.',
        ),
        p(
          '[Pendiente: añadir el cuadro de correspondencia entre capítulos y recomendaciones de los órganos de tratados, cuando la Oficina remita la versión actualizada.]',
        ),
      ],
    },
  ],
};
