import { h2, h3, ol, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const defensaYPeriodismo: ChapterText = {
  key: 'oaxaca-defensa',
  title: 'Personas defensoras y periodistas',
  lead: 'mesa-defensa',
  parts: [
    {
      author: 'federal',
      daysAgo: 45,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'Defender los derechos humanos es, en sí mismo, un derecho. La Declaración aprobada por la Asamblea General en 1998 lo reconoce a toda persona, individual o colectivamente, y obliga al Estado a protegerla de la violencia, las amenazas y las represalias.[^Declaración sobre el derecho y el deber de los individuos, los grupos y las instituciones de promover y proteger los derechos humanos y las libertades fundamentales universalmente reconocidos, resolución 53/144 de la Asamblea General, artículos 1 y 12.] No se requiere pertenecer a una organización ni tener un título: quien defiende el manantial de su comunidad es una persona defensora.',
        ),
        p(
          'El ejercicio del periodismo está protegido por los artículos 6 y 7 de la Constitución, el artículo 19 del Pacto Internacional de Derechos Civiles y Políticos y el artículo 13 de la Convención Americana. El Comité de Derechos Humanos entiende el periodismo como una función que desempeñan personas muy diversas, incluidas quienes publican por su cuenta en medios digitales.[^Comité de Derechos Humanos, observación general núm. 34 (2011), sobre la libertad de opinión y la libertad de expresión, párrafo 44.] Para quienes defienden el medio ambiente rige además el [Acuerdo de Escazú](https://www.cepal.org/es/acuerdodeescazu), cuyo artículo 9 exige garantizar un entorno seguro y propicio.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 38,
      blocks: [
        h2('Agresiones'),
        p(
          'La comisión estatal de derechos humanos registró 341 agresiones en el periodo: 203 contra personas defensoras y 138 contra periodistas (cifras ilustrativas). La organización civil que mantiene un observatorio propio contabilizó 468. La diferencia se explica porque la primera registra quejas y la segunda, además, hechos conocidos por los medios y por su red de corresponsales.',
        ),
        table(
          ['Tipo de agresión', 'Personas defensoras', 'Periodistas', 'Con denuncia penal'],
          ['Amenazas e intimidación', '88', '57', '49'],
          ['Campañas de desprestigio', '31', '34', '6'],
          ['Ataques físicos', '29', '22', '33'],
          ['Uso indebido de procesos penales', '34', '5', 'No aplica'],
          ['Vigilancia o intrusión digital', '13', '17', '4'],
          ['Privación de la vida', '8', '3', '11'],
        ),
        p(
          '*Registro de la comisión estatal, 2019-2024. Cifras ilustrativas.* Entre las personas defensoras agredidas, seis de cada diez actuaban en asuntos de tierra, agua o medio ambiente, y casi la mitad eran indígenas. Entre las periodistas, la violencia digital tuvo con frecuencia contenido sexual, y en varios casos se extendió a sus hijas e hijos.',
        ),
        p(
          'En 112 de los casos se señaló como probable responsable a una autoridad, la mayoría municipal; en 64, a actores privados con intereses en el territorio; en 41, a grupos de la delincuencia organizada; en los restantes no se identificó a nadie (cifras ilustrativas). Estas atribuciones proceden de las quejas y no prejuzgan sobre responsabilidades individuales.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 32,
      blocks: [
        h3('Mujeres defensoras y periodistas'),
        p(
          'Las mujeres que defienden derechos reciben, además de las agresiones que sufren sus compañeros, otras que se dirigen a su lugar en la familia y en la comunidad: se pone en duda su conducta sexual, su desempeño como madres o su derecho a hablar en la asamblea. De las 97 defensoras y periodistas que presentaron una queja, 54 señalaron que la agresión comenzó o continuó en su propio entorno (cifras ilustrativas).',
        ),
        p(
          'Esa diferencia tiene consecuencias para la protección. Una medida que obliga a dejar la casa o la comunidad puede ser más costosa para quien cuida de otras personas que el riesgo mismo. Nueve de las beneficiarias entrevistadas rechazaron el traslado por ese motivo y ninguna recibió una alternativa (cifras ilustrativas). El análisis de riesgo debería preguntar siempre quién depende de la persona y con quién cuenta.',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 29,
      blocks: [
        h2('Protección'),
        p(
          'La Ley para la Protección de Personas Defensoras de Derechos Humanos y Periodistas, de 2012, creó un mecanismo federal que puede otorgar medidas preventivas, de protección y urgentes. El estado firmó un convenio de colaboración y designó un enlace. A fines de 2024 había 143 personas beneficiarias en la entidad (cifra ilustrativa).',
        ),
        p('La evaluación de las medidas, hecha con 38 personas beneficiarias, arroja resultados desiguales:'),
        ul(
          'Las medidas materiales (cámaras, botones de emergencia, cerraduras) se instalan, pero en localidades sin señal telefónica el botón no funciona. Así ocurría en 15 de los 38 casos (cifra ilustrativa).',
          'Los rondines los realiza la policía municipal, incluso cuando la persona denunció a esa misma corporación.',
          'Las medidas se diseñan para individuos. Las comunidades que defienden un territorio piden protección colectiva, y no existe un procedimiento para concederla.',
          'La valoración del riesgo tarda y rara vez incorpora la situación de la familia, la lengua o el género.',
        ),
        quote(
          'Me dieron un botón de pánico. Para que tenga señal hay que subir al cerro.',
          'Persona beneficiaria, entrevista',
        ),
        p(
          'El enlace estatal carece de presupuesto y de facultades para ordenar medidas inmediatas. Las autoridades entrevistadas sostuvieron que un mecanismo estatal propio duplicaría funciones; las organizaciones, que sin una unidad local con capacidad de reacción las primeras veinticuatro horas quedan descubiertas. La mesa no llegó a una posición común y deja constancia de ambas.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 25,
      blocks: [
        h2('Impunidad'),
        p(
          'De las once privaciones de la vida registradas, dos tienen sentencia y en ninguna se investigó a quien pudo ordenarla (cifras ilustrativas). La actividad de la víctima se descartó como móvil en las primeras diligencias en siete casos, sin que el expediente explique por qué. El deber de debida diligencia exige lo contrario: tomar en cuenta desde el principio la labor de la persona y agotar esa línea de investigación.[^Corte Interamericana de Derechos Humanos, *Acosta y otros vs. Nicaragua*, sentencia de 25 de marzo de 2017.]',
        ),
        h3('Uso indebido del derecho penal'),
        p(
          'Se documentaron 39 causas penales contra personas defensoras y periodistas que concluyeron sin condena tras más de un año (cifra ilustrativa). Los delitos invocados fueron, sobre todo, ataques a las vías de comunicación, despojo y motín. Un proceso de este tipo consume los recursos de una organización, aunque termine en absolución, y ese efecto parece en algunos casos su finalidad.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 16,
      blocks: [
        h2('Entorno'),
        p(
          'La seguridad física no agota el problema. Un entorno propicio incluye que las autoridades reconozcan públicamente la labor de defensa y el periodismo, que respondan a las solicitudes de información y que la publicidad oficial se asigne con reglas claras. En el periodo, el Gobierno del Estado emitió dos pronunciamientos generales de reconocimiento; en el mismo lapso, 26 declaraciones de autoridades estatales o municipales descalificaron a organizaciones o medios por su nombre (cifras ilustrativas).',
        ),
        p(
          'La publicidad oficial representa la mayor parte de los ingresos de muchos medios locales. No hay criterios publicados para su distribución. [Pendiente: la autoridad hacendaria estatal ofreció entregar el padrón de proveedores de 2023 y 2024; si no se recibe antes de la revisión técnica, se hará constar.]',
        ),
        h2('Cuestiones que el programa debe resolver'),
        ol(
          'Una unidad estatal de protección con presupuesto y capacidad de reacción inmediata, coordinada con el mecanismo federal, o bien el fortalecimiento del enlace con esas mismas facultades.',
          'Un procedimiento de protección colectiva, diseñado con las comunidades.',
          'La obligación de agotar la hipótesis relacionada con la labor de la víctima en toda investigación.',
          'La revisión de los tipos penales que se usan contra la protesta y la defensa del territorio.',
          'Reglas públicas para la asignación de la publicidad oficial.',
        ),
      ],
    },
  ],
};
