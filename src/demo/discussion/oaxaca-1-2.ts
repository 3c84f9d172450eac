import { said, type Thread } from './thread.ts';

/** On the chapters about method and justice. */
export const discussion1to2: Thread[] = [
  {
    chapter: 'oaxaca-marco',
    quote:
      'Quedan fuera, para una etapa posterior, los derechos de las personas privadas de la libertad, los de las personas migrantes en tránsito y los derechos laborales.',
    comments: [
      said(
        'osc',
        18,
        'No estamos de acuerdo con dejar fuera a las personas migrantes. En el foro del Istmo fue el tema más mencionado, y así consta en la relatoría. Si la decisión es no tratarlo ahora, el texto debe decir que hubo desacuerdo y quién lo expresó.',
      ),
      said(
        'federal',
        17,
        'Entendemos el punto. La razón fue de competencia: buena parte de lo que habría que decir corresponde a la Federación y este diagnóstico no podría exigirlo. Eso no impide reconocer la omisión.',
      ),
      said(
        'osc',
        15,
        'La competencia es concurrente cuando interviene la policía estatal o la municipal, pero aceptamos que se deje constancia y se fije para la siguiente etapa.',
      ),
      said(
        'coordinacion',
        10,
        'Añadí un párrafo después de éste con el desacuerdo y con el acuerdo de tratarlo como primer asunto de la siguiente etapa. ¿Les parece bien así?',
      ),
      said('osc', 9, 'Sí, con esa redacción queda atendido. Gracias.'),
    ],
    resolved: { by: 'coordinacion', daysAgo: 9 },
  },
  {
    chapter: 'oaxaca-marco',
    quote: 'tres de las sedes no eran accesibles',
    comments: [
      said(
        'osc2',
        29,
        'Está bien que se diga. ¿Se puede decir también qué se hará en los foros que faltan? De otro modo parece una disculpa.',
      ),
      said(
        'estado',
        25,
        'Para el foro adicional ya se confirmó una sede con rampa e intérprete de lengua de señas. Lo informaremos por separado: el capítulo de método describe lo que ocurrió.',
      ),
      said('osc2', 24, 'De acuerdo. Basta con que quede aquí el compromiso.'),
    ],
    resolved: { by: 'osc2', daysAgo: 24 },
  },
  {
    chapter: 'oaxaca-marco',
    quote: 'se publican ambos, con su fuente y su fecha, y se explica la diferencia en lugar de promediarla',
    comments: [
      said(
        'academia',
        21,
        'Es una buena regla. Propongo añadir una tercera condición, la definición operativa. La mayoría de las diferencias que encontramos no son de fecha ni de fuente, sino de qué se está contando; el capítulo sobre mujeres es un ejemplo.',
      ),
      said(
        'coordinacion',
        14,
        'Lo comparto. Lo llevo a la próxima sesión, porque cambia el método aprobado.',
      ),
      said(
        'academia',
        11,
        'Gracias. ¿Puede decirnos en qué sesión se verá? Tenemos lista una propuesta de ficha con definición, fuente, fecha y responsable de cada cifra.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-justicia',
    quote:
      '38 por ciento de los municipios no tiene una agencia del ministerio público a menos de dos horas de camino',
    comments: [
      said(
        'academia',
        50,
        '¿De dónde sale la cifra? Con la red de caminos obtenemos 29 por ciento en vehículo propio. Si se calcula con transporte público sube mucho, pero entonces hay que decirlo.',
      ),
      said(
        'estado',
        43,
        'Procede del directorio de agencias y de una matriz de tiempos en transporte público, de lunes a viernes. Puedo compartir la hoja de cálculo con la mesa.',
      ),
      said(
        'academia',
        42,
        'Con ese supuesto la cifra es razonable. Pediría que el texto diga «en transporte público» y que la matriz se publique como anexo.',
      ),
      said(
        'osc',
        35,
        'Y que se diga cuántas de esas agencias abren el fin de semana. Una agencia a dos horas que está cerrada es como si no existiera.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-justicia',
    quote: 'Archivar es la forma más rápida de cumplir la meta.',
    comments: [
      said(
        'estado',
        33,
        'La frase da a entender que el personal archiva a propósito. Propongo: «El indicador no permite distinguir una conclusión adecuada de una que no lo es».',
      ),
      said(
        'osc',
        32,
        'El texto no habla de intenciones, sino de incentivos. La redacción propuesta es correcta y no dice nada: quien la lea no sabrá qué hay que cambiar.',
      ),
      said(
        'comision',
        30,
        'Tres de las personas entrevistadas lo dijeron casi con esas palabras. Se puede atribuir: «según el propio personal, archivar es la forma más rápida de cumplir la meta».',
      ),
    ],
  },
  {
    chapter: 'oaxaca-justicia',
    quote: 'La institución ministerial ha puesto en marcha medidas para atender las dos primeras causas',
    visibility: 'sector',
    comments: [
      said(
        'estado',
        38,
        'Antes de la revisión técnica conviene pedir a la institución ministerial los datos de contratación. Si no los entrega, este párrafo no se sostiene y es mejor que lo retiremos nosotros.',
      ),
      said('coordinacion', 37, 'De acuerdo. Envío el oficio mañana y pongo fecha límite el viernes.'),
    ],
  },
  {
    chapter: 'oaxaca-justicia',
    quote: 'la síndica o el síndico municipal, el tequitlato o la asamblea',
    comments: [
      said(
        'federal',
        27,
        '¿El término «tequitlato» se entiende en todo el estado? Si es de una región, quizá convenga una nota.',
      ),
      said(
        'comunidades',
        26,
        'Se usa en comunidades zapotecas. Está bien como ejemplo y junto a los otros dos se entiende; no hace falta cambiarlo por una palabra que nadie usa.',
      ),
    ],
    resolved: { by: 'federal', daysAgo: 25 },
  },
];
