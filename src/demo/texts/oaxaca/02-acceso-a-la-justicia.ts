import { h2, h3, ol, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const accesoALaJusticia: ChapterText = {
  key: 'oaxaca-justicia',
  title: 'Acceso a la justicia',
  lead: 'mesa-justicia',
  parts: [
    {
      author: 'estado',
      daysAgo: 58,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'Toda persona tiene derecho a acudir ante un tribunal independiente e imparcial y a que éste resuelva en un plazo razonable. El artículo 17 de la Constitución lo expresa como justicia pronta, completa e imparcial; el artículo 8 de la Declaración Universal, como derecho a un recurso efectivo; los artículos 8 y 25 de la Convención Americana, como garantías y protección judiciales. La observación general núm. 32 del Comité de Derechos Humanos precisa que el acceso debe ser real: no basta con que la ley lo reconozca si el costo, la distancia o el idioma lo impiden.[^Comité de Derechos Humanos, observación general núm. 32 (2007), sobre el artículo 14: el derecho a un juicio imparcial y a la igualdad ante los tribunales y cortes de justicia.]',
        ),
        p(
          'Las víctimas tienen, además, derechos propios: a la verdad, a la justicia y a la reparación integral. El apartado C del artículo 20 constitucional y la Ley General de Víctimas los desarrollan, y obligan a las autoridades a prestar ayuda inmediata sin condicionarla a la presentación de una denuncia.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 54,
      blocks: [
        h2('Denunciar'),
        h3('Distancia y costo'),
        p(
          'La primera barrera es llegar. El estado tiene 570 municipios y una orografía que convierte distancias cortas en viajes largos. Según los registros consultados, 38 por ciento de los municipios no tiene una agencia del ministerio público a menos de dos horas de camino (cifra ilustrativa). El transporte de ida y vuelta desde una localidad de la Sierra Sur hasta la agencia más próxima equivale, en promedio, a tres jornales (cifra ilustrativa).',
        ),
        p(
          'Quien denuncia debe hacer ese viaje varias veces. En los expedientes revisados, la persona denunciante compareció en promedio 4.2 veces durante la investigación inicial: para presentar la denuncia, para ratificarla, para aportar testigos y para preguntar por el avance (cifra ilustrativa). La ratificación no es un requisito general del procedimiento penal vigente; su exigencia rutinaria es una práctica heredada que desalienta a quienes viven lejos.',
        ),
        quote(
          'La primera vez me dijeron que regresara con un testigo. La segunda, que el licenciado no estaba. La tercera ya no tuve para el pasaje.',
          'Foro regional, Sierra Sur',
        ),
        h3('Lengua'),
        p(
          'La segunda barrera es hacerse entender. El Código Nacional de Procedimientos Penales reconoce el derecho a contar con intérprete en todo acto procesal,[^Código Nacional de Procedimientos Penales, artículo 45.] y la Ley General de Derechos Lingüísticos de los Pueblos Indígenas obliga a las autoridades a garantizar el acceso a la jurisdicción del Estado en la lengua propia.[^Ley General de Derechos Lingüísticos de los Pueblos Indígenas, artículo 10.] En la práctica, la interpretación se solicita tarde y se resuelve con quien esté a la mano: un familiar, otra persona detenida o personal de limpieza de la propia institución.',
        ),
        p(
          'En 2024 había 96 personas intérpretes y traductoras certificadas disponibles para todo el sistema de justicia del estado, concentradas en 14 variantes lingüísticas (cifra ilustrativa). Para otras variantes con miles de hablantes no había ninguna. Los honorarios tardan en pagarse, y varias personas intérpretes declararon haber dejado de aceptar llamados por ese motivo.',
        ),
        table(
          [
            'Etapa',
            'Casos con persona hablante de lengua indígena',
            'Con intérprete certificado',
            'Con interpretación improvisada',
            'Sin interpretación',
          ],
          ['Denuncia', '412', '61', '143', '208'],
          ['Audiencia inicial', '188', '102', '51', '35'],
          ['Juicio oral', '47', '39', '6', '2'],
          ['Ejecución de la pena', '73', '18', '22', '33'],
        ),
        p(
          '*Muestra de expedientes de 2022 a 2024. Cifras ilustrativas.* El cuadro muestra un patrón: la interpretación aparece cuando el proceso ya está avanzado y hay un juez que la exige, y casi no existe en el momento en que más se necesita, que es la denuncia.',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 41,
      blocks: [
        h2('Investigar'),
        p(
          'El deber de investigar es de medios y no de resultado, pero debe asumirse como propio por el Estado y no como una simple gestión de intereses particulares. La Corte Interamericana lo ha sostenido desde sus primeras sentencias y lo reiteró respecto de México en los casos *Radilla Pacheco* (2009) y *González y otras («Campo Algodonero»)* (2009).',
        ),
        p(
          'De cada cien carpetas de investigación iniciadas en el periodo, 71 concluyeron por archivo temporal o por no ejercicio de la acción penal, 16 seguían abiertas más de dos años después, 9 terminaron en una salida alterna y 4 llegaron a una sentencia (cifras ilustrativas). El archivo temporal no es irregular en sí mismo. Lo es cuando se decreta sin que se haya practicado ninguna diligencia, y eso ocurrió en una de cada tres carpetas archivadas de la muestra.',
        ),
        h3('Causas'),
        p('Las entrevistas con personal ministerial, pericial y policial coinciden en cinco causas:'),
        ol(
          '**Carga de trabajo.** Cada agente del ministerio público tenía a su cargo, en promedio, 287 carpetas activas; en dos regiones la cifra superaba las 400 (cifras ilustrativas).',
          '**Servicios periciales.** Los dictámenes de genética se concentran en la capital, con una espera media de siete meses. No hay peritas ni peritos en antropología adscritos a las sedes regionales.',
          '**Rotación.** La mitad del personal ministerial cambió de adscripción al menos una vez en dieciocho meses. Cada cambio reinicia el estudio del expediente.',
          '**Incentivos.** La evaluación del desempeño cuenta carpetas concluidas, sin distinguir cómo concluyeron. Archivar es la forma más rápida de cumplir la meta.',
          '**Temor.** En zonas con presencia de grupos armados, el personal no practica diligencias de campo si no lo acompaña una fuerza de seguridad, que con frecuencia no está disponible.',
        ),
        p(
          'La institución ministerial ha puesto en marcha medidas para atender las dos primeras causas: un plan de contratación, el traslado de dos laboratorios móviles y un sistema de citas a distancia. Sus resultados aún no pueden medirse, porque comenzaron en el último trimestre del periodo.',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 37,
      blocks: [
        h2('Detención y trato'),
        p(
          'La prohibición de la tortura es absoluta. La Ley General para Prevenir, Investigar y Sancionar la Tortura, de 2017, obliga a toda autoridad que tenga noticia de un posible caso a dar aviso de inmediato y a investigar de oficio, y excluye cualquier prueba obtenida por ese medio. La evaluación médica y psicológica debe ajustarse al *Protocolo de Estambul*.',
        ),
        p(
          'La comisión estatal de derechos humanos recibió 263 quejas por tratos crueles o tortura en el periodo. En el mismo lapso se iniciaron 118 carpetas de investigación y se dictaron 3 sentencias (cifras ilustrativas). El peritaje tardó, en promedio, once meses; para entonces, muchas lesiones ya no podían documentarse. En 4 de cada 10 casos lo realizó personal de la misma institución señalada (cifra ilustrativa), lo que compromete su imparcialidad aunque el dictamen sea correcto.',
        ),
        p(
          'Las quejas se concentran en las primeras horas: el traslado y la espera antes de la presentación ante el ministerio público. El registro inmediato de la detención ha mejorado el control de esos tiempos. En la muestra, sin embargo, la hora registrada y la que refiere la persona detenida difieren en más de dos horas en uno de cada tres casos (cifra ilustrativa).',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 36,
      blocks: [
        h2('Defender'),
        p(
          'El derecho a una defensa técnica adecuada depende en gran medida de la defensoría pública. En el estado la ejercen 164 personas, de las cuales 21 hablan una lengua indígena (cifras ilustrativas). La carga es desigual: quien litiga en el sistema oral atiende en promedio 58 causas; quien atiende la ejecución de penas, más de 200.',
        ),
        p(
          'La defensoría carece de personal de investigación propio y de un fondo para peritajes. El principio de igualdad de armas, que el artículo 14 del Pacto Internacional de Derechos Civiles y Políticos garantiza, se resiente: frente al dictamen de la parte acusadora, la defensa rara vez puede presentar otro.',
        ),
        h2('Juzgar'),
        p(
          'El Poder Judicial del estado ha extendido el sistema oral a todas sus regiones y publica desde 2022 las versiones públicas de sus sentencias. El tiempo medio entre la vinculación a proceso y la sentencia de primera instancia pasó de 19 a 14 meses (cifra ilustrativa). Es un avance comprobable y conviene decirlo.',
        ),
        p(
          'Persisten tres problemas. Las sentencias citan con frecuencia los tratados, pero pocas veces los aplican para decidir: en una revisión de 120 resoluciones, 83 mencionaban un instrumento internacional y solo 19 derivaban de él una consecuencia concreta (cifras ilustrativas). Las audiencias se difieren en promedio dos veces, casi siempre por falta de traslado de la persona imputada o por inasistencia de testigos policiales. Y las sedes no son accesibles: de 43 edificios, 11 tienen rampas o elevador (cifra ilustrativa), en contra de lo que exige el artículo 13 de la Convención sobre los Derechos de las Personas con Discapacidad.',
        ),
        h3('Prisión preventiva'),
        p(
          'A fines de 2024, 44 por ciento de las personas privadas de la libertad en los centros del estado no había recibido sentencia (cifra ilustrativa). El artículo 9 del Pacto dispone que la prisión preventiva no debe ser la regla general. La discusión sobre su aplicación oficiosa rebasa la competencia estatal, porque se encuentra en la Constitución federal; no así la de revisar periódicamente las medidas ya impuestas, que sí corresponde a los tribunales locales y que en la muestra se hizo de oficio en 6 de 90 causas (cifra ilustrativa).',
        ),
      ],
    },
    {
      author: 'comision',
      daysAgo: 28,
      blocks: [
        h2('Coordinar dos sistemas de justicia'),
        p(
          'El artículo 2 de la Constitución reconoce el derecho de los pueblos y comunidades indígenas a aplicar sus propios sistemas normativos en la regulación y solución de sus conflictos internos. El artículo 8 del Convenio núm. 169 obliga a tomar debidamente en consideración sus costumbres o su derecho consuetudinario. En la mayoría de los municipios del estado la primera autoridad a la que se acude no es el ministerio público, sino la síndica o el síndico municipal, el tequitlato o la asamblea.',
        ),
        p(
          'La coordinación entre ambos sistemas descansa hoy en la buena voluntad. El Código Nacional de Procedimientos Penales prevé que, cuando el delito afecte bienes jurídicos de la comunidad o de alguno de sus integrantes y ambas partes acepten el modo en que la comunidad ha resuelto el conflicto, se declare la extinción de la acción penal, salvo excepciones que la propia norma señala.[^Código Nacional de Procedimientos Penales, artículo 420.] En el periodo se documentaron 31 solicitudes de este tipo; 12 se concedieron (cifras ilustrativas). No existe un protocolo que diga a las autoridades comunitarias ante quién, en qué plazo y con qué constancias presentar la solicitud.',
        ),
        quote(
          'Nosotros resolvemos, levantamos el acta y la sellamos. Después llega el oficio de la agencia y es como si no hubiéramos hecho nada.',
          'Autoridad comunitaria, grupo de discusión, Sierra Norte',
        ),
        p(
          'La coordinación tampoco puede entenderse como una renuncia. Las mujeres que participaron en los foros señalaron que, en casos de violencia familiar o sexual, la conciliación ante la autoridad municipal las ha obligado a volver con su agresor. El capítulo siguiente trata este punto; aquí basta señalar que el respeto a los sistemas normativos tiene como límite, en la propia Constitución, los derechos humanos y, de manera relevante, la dignidad e integridad de las mujeres.',
        ),
        h2('Reparar'),
        p(
          'El registro estatal de víctimas contaba con 3,912 personas inscritas; 214 habían recibido alguna medida de compensación (cifras ilustrativas). La compensación es, con todo, la medida más fácil de contar. En los grupos de discusión, las víctimas mencionaron antes otras tres: que se investigue, que se reconozca públicamente lo ocurrido y que el acompañamiento psicológico no termine a los seis meses.',
        ),
        p(
          '[Pendiente: la comisión estatal de atención a víctimas entregará la serie 2019-2024 del fondo de ayuda; completar aquí y, si procede, corregir el párrafo anterior.]',
        ),
      ],
    },
    {
      author: 'estado',
      daysAgo: 12,
      blocks: [
        h2('Cuestiones que el programa debe resolver'),
        ul(
          'Recibir denuncias en el lugar y en la lengua de quien denuncia, sin exigir ratificación cuando la ley no la exige.',
          'Asegurar interpretación certificada desde el primer contacto, con un registro por variante lingüística, turnos y pago oportuno.',
          'Sustituir la meta de carpetas concluidas por indicadores que midan la calidad de la investigación.',
          'Dotar a la defensoría pública de peritajes e investigación propios.',
          'Adoptar, de común acuerdo con las autoridades comunitarias, un protocolo de coordinación con la jurisdicción indígena que incluya salvaguardas para las mujeres, niñas y niños.',
          'Publicar cada semestre datos desagregados del registro estatal de víctimas y del fondo de ayuda.',
        ),
      ],
    },
  ],
};
