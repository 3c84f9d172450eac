import { said, type Thread } from './thread.ts';

/** On the chapters about peoples and communities, defenders and journalists, and social rights. */
export const discussion4to6: Thread[] = [
  {
    chapter: 'oaxaca-pueblos',
    quote: 'La práctica descrita involucra a corporaciones federales, estatales y municipales.',
    comments: [
      said(
        'federal',
        22,
        '¿Con qué se sostiene la mención de las corporaciones federales? En las relatorías que revisamos las personas hablan de «la policía» o «el retén», sin distinguir.',
      ),
      said(
        'comunidades',
        20,
        'Quien está en el retén sabe qué uniforme tiene enfrente. En la relatoría de la Costa hay cuatro testimonios que nombran a la autoridad migratoria. Podemos indicar las páginas.',
      ),
      said(
        'osc',
        19,
        'Además hay respuestas a solicitudes de información que confirman los operativos en esa carretera. No se debe suavizar.',
      ),
      said(
        'federal',
        12,
        'Con las páginas y las respuestas queda sustentado. Retiro la objeción y pido que se citen en nota al pie.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-pueblos',
    quote: 'La mesa documentó 17 episodios de desplazamiento colectivo en el periodo',
    comments: [
      said(
        'comision',
        23,
        'Nuestro registro tiene 12. Usamos el criterio de diez familias o más. Si se publica 17, hay que explicar que se contaron también los menores.',
      ),
      said(
        'academia',
        21,
        'El umbral de diez familias viene de un uso administrativo. Los Principios Rectores de los desplazamientos internos no fijan un número mínimo. Sugiero publicar ambos y explicar por qué.',
      ),
      said('comision', 16, 'De acuerdo. Mando nuestra lista para que se pueda cotejar caso por caso.'),
    ],
  },
  {
    chapter: 'oaxaca-pueblos',
    quote:
      'considera que no se excluyen, pero que solo la segunda permite entender por qué tampoco se respetaron los acuerdos',
    comments: [
      said(
        'estado',
        28,
        'Esta frase toma partido. La falta de ley sí explica una parte: sin procedimiento, cada dependencia improvisa y nadie sabe quién firma. Propongo: «considera que ambas explicaciones son necesarias».',
      ),
      said(
        'comunidades',
        25,
        'No estamos de acuerdo. Cuando hubo procedimiento tampoco se cumplió lo firmado; eso no lo explica la falta de ley. Si se cambia la frase, pedimos que quede constancia de nuestra posición.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-defensa',
    quote: 'La mesa no llegó a una posición común y deja constancia de ambas.',
    comments: [
      said(
        'osc',
        26,
        'Dejar constancia no es suficiente en el hallazgo más importante del capítulo. Pedimos que se vote en la mesa o que se lleve al Comité Coordinador.',
      ),
      said(
        'estado',
        24,
        'La posición del Gobierno no es contraria a fortalecer el enlace, sino a crear un órgano nuevo sin presupuesto. Las cuestiones finales ya recogen las dos opciones.',
      ),
      said(
        'oficina',
        18,
        'Desde la perspectiva de las obligaciones internacionales, lo decisivo no es la forma del órgano, sino que tenga facultades, recursos y capacidad de reacción inmediata. Quizá pueda acordarse ese contenido mínimo y dejar abierta la forma.',
      ),
      said(
        'osc',
        17,
        'Con ese contenido mínimo por escrito podríamos acompañar el texto. Preparamos una redacción.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-defensa',
    quote: 'La organización civil que mantiene un observatorio propio contabilizó 468.',
    visibility: 'sector',
    comments: [
      said(
        'osc',
        34,
        'Antes de entregar la base completa conviene acordar qué campos se quitan. Con municipio, fecha y tipo de agresión se puede identificar a varias compañeras.',
      ),
      said(
        'osc2',
        33,
        'De acuerdo. Propongo entregar solo totales por año y región, y que la base quede en resguardo.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-defensa',
    quote: 'Estas atribuciones proceden de las quejas y no prejuzgan sobre responsabilidades individuales.',
    comments: [
      said(
        'academia',
        15,
        'Conviene añadir el total para que se vea la proporción sin identificar: 112, 64 y 41 suman 217; faltan 124 de 341. Más de una tercera parte sin dato es, en sí mismo, un hallazgo.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-desca',
    quote: 'solo 34 por ciento la recibe a diario',
    comments: [
      said(
        'academia',
        14,
        'Buen contraste. ¿Se puede desagregar por cabecera y agencia? En nuestras visitas la diferencia dentro de un mismo municipio es mayor que entre municipios.',
      ),
    ],
  },
];
