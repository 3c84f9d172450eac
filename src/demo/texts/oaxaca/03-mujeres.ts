import { h2, h3, ol, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const mujeres: ChapterText = {
  key: 'oaxaca-mujeres',
  title: 'Mujeres: derecho a una vida libre de violencia',
  lead: 'mesa-mujeres',
  parts: [
    {
      author: 'coordinacion',
      daysAgo: 56,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'La [Convención de Belém do Pará](https://www.oas.org/juridico/spanish/tratados/a-61.html) define la violencia contra la mujer como cualquier acción o conducta, basada en su género, que cause muerte, daño o sufrimiento físico, sexual o psicológico, tanto en el ámbito público como en el privado,[^Convención Interamericana para Prevenir, Sancionar y Erradicar la Violencia contra la Mujer, artículo 1.] y reconoce el derecho a vivir libre de ella. Su artículo 7 impone al Estado un deber reforzado: actuar con la debida diligencia para prevenir, investigar y sancionar.',
        ),
        p(
          'El Comité para la Eliminación de la Discriminación contra la Mujer considera que la violencia por razón de género es una forma de discriminación en el sentido de la CEDAW.[^Comité para la Eliminación de la Discriminación contra la Mujer, recomendación general núm. 19 (1992), actualizada por la recomendación general núm. 35 (2017).] De ahí se sigue una consecuencia importante para este capítulo: no basta con atender cada caso. El Estado debe modificar los patrones socioculturales que sostienen la violencia, como ordena el artículo 5 de la propia CEDAW, y asegurar que la justicia esté disponible y sea accesible, de buena calidad y capaz de rendir cuentas.[^Recomendación general núm. 33 (2015), sobre el acceso de las mujeres a la justicia.]',
        ),
        p(
          'En México, la Ley General de Acceso de las Mujeres a una Vida Libre de Violencia distribuye esas obligaciones entre la Federación, las entidades federativas y los municipios. El artículo 9 de la Convención de Belém do Pará pide, además, tomar en cuenta la situación de vulnerabilidad que resulta de la raza, la condición étnica, la edad, la discapacidad o la condición socioeconómica. En un estado como Oaxaca esa indicación no es un matiz: es el centro del problema.',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 49,
      blocks: [
        h2('Magnitud'),
        p(
          'Los registros de distintas instituciones no coinciden. La diferencia no se debe solo a errores de captura: cada institución cuenta algo distinto. El sector salud cuenta lesiones; la procuración de justicia, denuncias; las instancias municipales, personas atendidas. El banco estatal de datos sobre violencia contra las mujeres debería reunirlos, pero en 2024 solo 118 de los 570 municipios le habían remitido información (cifra ilustrativa).',
        ),
        table(
          [
            'Año',
            'Atenciones en el sector salud',
            'Denuncias por violencia familiar',
            'Órdenes de protección emitidas',
            'Muertes violentas de mujeres',
            'Investigadas como feminicidio',
          ],
          ['2020', '4,180', '5,902', '611', '101', '38'],
          ['2021', '4,655', '6,377', '874', '107', '43'],
          ['2022', '5,020', '6,911', '1,203', '98', '45'],
          ['2023', '5,318', '7,040', '1,588', '95', '47'],
          ['2024', '5,467', '7,215', '1,931', '92', '51'],
        ),
        p(
          '*Elaboración de la mesa de trabajo con respuestas a solicitudes de información. Cifras ilustrativas.* El aumento de las denuncias puede expresar más violencia, más confianza o mejor registro; con los datos disponibles no es posible separar las tres causas. El aumento de las órdenes de protección sí refleja un cambio de práctica.',
        ),
        h3('Violencia feminicida'),
        p(
          'La sentencia del caso *Campo Algodonero* estableció que, ante la desaparición de una mujer en un contexto de violencia conocido, el Estado debe actuar de inmediato en las primeras horas y sin estereotipos.[^Corte Interamericana de Derechos Humanos, *González y otras («Campo Algodonero») vs. México*, sentencia de 16 de noviembre de 2009.] En la mitad de los expedientes de feminicidio revisados había un antecedente: una denuncia previa, una visita al centro de salud o una llamada al número de emergencias (cifra ilustrativa). En ninguno de ellos se había hecho una valoración del riesgo que quedara por escrito.',
        ),
        p(
          'Toda muerte violenta de una mujer debe investigarse desde el inicio como posible feminicidio. La norma interna que así lo ordena existe; el cuadro anterior muestra que se aplicó en algo más de la mitad de los casos de 2024. En los restantes, la clasificación inicial como suicidio, accidente o riña retrasó la preservación del lugar y la toma de muestras.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 40,
      blocks: [
        h2('La ruta de atención'),
        p(
          'Se pidió a 40 mujeres que relataran, paso a paso, a quién acudieron y qué ocurrió. Ninguna recorrió una sola institución. La media fue de cinco, y en cada una tuvo que contar de nuevo los hechos. De esos relatos se obtienen cuatro momentos en los que la ruta se interrumpe:',
        ),
        ol(
          '**El primer contacto.** La autoridad municipal invita a conciliar. En 23 de los 40 relatos se firmó un acta de acuerdo; en 17 de ellos la violencia continuó (cifras ilustrativas). La Ley General de Acceso ordena evitar la mediación y la conciliación en estos casos, por ser inviables entre la persona agresora y la víctima, pero muchas autoridades municipales no lo saben, porque cambian cada año o cada tres y nadie las capacita al asumir el cargo.',
          '**La atención médica.** La norma oficial NOM-046-SSA2-2005 obliga a las instituciones de salud a prestar atención médica y psicológica y a dar aviso al ministerio público. En las unidades rurales el personal desconoce el procedimiento o teme represalias por dar el aviso.',
          '**La medida de protección.** Se dicta tarde y se notifica peor. Entre la solicitud y la notificación al agresor transcurrieron en promedio nueve días (cifra ilustrativa). La vigilancia se encarga a policías municipales que, en localidades pequeñas, pueden ser familiares de cualquiera de las partes.',
          '**El refugio.** Hay tres refugios y catorce casas de tránsito en el estado, con 186 lugares en total (cifra ilustrativa). Solo dos aceptan a mujeres con hijos varones mayores de doce años.',
        ),
        quote(
          'Fui a cuatro oficinas y en las cuatro me preguntaron qué había hecho yo. En la quinta ya no conté todo.',
          'Foro regional, Cuenca del Papaloapan',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 34,
      blocks: [
        h3('Respuesta institucional'),
        p(
          'El Gobierno del Estado ha creado una red de centros de justicia para mujeres y unidades móviles de atención. Los centros reúnen en un mismo lugar los servicios ministeriales, médicos, psicológicos y jurídicos, y reducen el número de veces que se repite el relato: quienes pasaron por un centro contaron los hechos dos veces en promedio, frente a cinco fuera de él (cifras ilustrativas). Su límite es la cobertura. Tres de los cinco centros se encuentran a menos de una hora de la capital.',
        ),
        p(
          'El presupuesto etiquetado para la prevención y atención de la violencia creció 22 por ciento en términos reales durante el periodo, pero dos terceras partes se destinaron a la atención y menos de una décima parte a la prevención (cifras ilustrativas). Las instancias municipales de las mujeres operan, en su mayoría, con una sola persona, contratada por meses y con recursos federales sujetos a concurso.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 30,
      blocks: [
        h2('Mujeres indígenas y afromexicanas'),
        p(
          'En los casos *Fernández Ortega* y *Rosendo Cantú*, ambos de 2010 y relativos a México, la Corte Interamericana afirmó que el Estado debe prever las barreras que enfrentan las mujeres indígenas para acceder a la justicia: la lengua, la distancia, el temor a las represalias y la desconfianza fundada en las instituciones. La recomendación general núm. 39 (2022) del Comité de la CEDAW, sobre los derechos de las mujeres y las niñas indígenas, añade la dimensión colectiva: la violencia contra ellas afecta también al tejido espiritual, cultural y social de sus pueblos.',
        ),
        p(
          'Las mujeres hablantes de lengua indígena presentaron 11 por ciento de las denuncias por violencia familiar, aunque representan cerca de una tercera parte de las mujeres adultas del estado (cifras ilustrativas). Cuando denunciaron, 64 por ciento lo hizo en español con ayuda de una persona conocida. Entre las mujeres afromexicanas de la Costa no fue posible calcular una proporción semejante, porque ninguna institución de seguridad o justicia registra la autoadscripción afromexicana.',
        ),
        p(
          'Las casas de la mujer indígena y afromexicana, dirigidas por las propias organizaciones, son en varias regiones el único servicio en lengua propia. Su financiamiento es anual, llega con el ejercicio avanzado y no cubre salarios. Las asistentes a los foros pidieron que se les reconociera como parte del sistema de atención y no como un programa social.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 29,
      blocks: [
        h3('Partería y atención del parto'),
        p(
          'En los grupos de discusión, la violencia que las mujeres mencionaron con más naturalidad no fue la de la pareja, sino la del parto. Describieron esperas sin atención, reproches, procedimientos realizados sin explicación y la prohibición de estar acompañadas. La recomendación general núm. 35 del Comité de la CEDAW incluye entre las formas de violencia por razón de género el maltrato de mujeres y niñas que buscan información y servicios de salud sexual y reproductiva.',
        ),
        p(
          'En 26 de los 40 relatos se había dado a luz al menos una vez con partera, y en ninguno de ellos se mencionó maltrato (cifras ilustrativas). La partería tradicional carece, con todo, de reconocimiento práctico: la constancia de nacimiento que expide la partera se rechaza en varias oficialías del registro civil, lo que obliga a la familia a pagar un certificado o a registrar tarde a la niña o al niño.',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 30,
      blocks: [
        h3('Acceso a los cargos comunitarios'),
        p(
          'La participación de las mujeres en las asambleas y los cargos ha crecido. Ese avance tiene un reverso: en el periodo se presentaron 87 quejas por violencia política, la mayor parte por obstrucción del cargo, retención de dietas o presión para renunciar (cifra ilustrativa). Algunas asambleas han adoptado reglas propias de paridad sin intervención de autoridad externa. Merecen estudiarse, porque muestran que la igualdad y la libre determinación pueden sostenerse mutuamente.',
        ),
      ],
    },
    {
      author: 'coordinacion',
      daysAgo: 21,
      blocks: [
        h2('Niñas y adolescentes'),
        p(
          'En 2024 se registraron 212 nacimientos de madres de entre 10 y 14 años (cifra ilustrativa). Cada uno de ellos obliga a preguntar por un posible delito y por la actuación de las autoridades que tuvieron noticia: el centro de salud, la escuela, el registro civil. En la muestra revisada, el aviso al ministerio público consta en uno de cada ocho expedientes clínicos (cifra ilustrativa).',
        ),
        p(
          '[Pendiente: incorporar el trabajo de la mesa sobre uniones tempranas y la opinión de las adolescentes que participaron en el taller del Istmo. La redacción debe evitar que el fenómeno se presente como rasgo cultural de un pueblo determinado.]',
        ),
        h2('Mujeres con discapacidad y mujeres mayores'),
        p(
          '[Pendiente: sección por redactar. Hay dos entrevistas y una respuesta institucional; no son suficientes para formular un hallazgo. La mesa propone un foro adicional antes del cierre.]',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 9,
      blocks: [
        h2('Cuestiones que el programa debe resolver'),
        ul(
          'Una ruta única de atención, con un expediente que acompañe a la mujer y le evite repetir los hechos.',
          'Capacitación obligatoria de las autoridades municipales al asumir el cargo, en su lengua, con énfasis en que la violencia no se concilia.',
          'Valoración de riesgo por escrito desde el primer contacto y órdenes de protección notificadas en menos de veinticuatro horas.',
          'Investigación de toda muerte violenta de una mujer como posible feminicidio, con control interno de su cumplimiento.',
          'Financiamiento plurianual para las casas de la mujer indígena y afromexicana.',
          'Registro de la autoadscripción indígena y afromexicana en todas las instituciones de la ruta.',
        ),
      ],
    },
  ],
};
