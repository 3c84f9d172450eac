import { h2, h3, ol, p, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const seguridadDeLaTenencia: ChapterText = {
  key: 'cdmx-tenencia',
  title: 'Seguridad de la tenencia y desalojos',
  lead: 'mesa-vivienda',
  parts: [
    {
      author: 'federal',
      daysAgo: 104,
      blocks: [
        h2('El criterio internacional'),
        p(
          'Los desalojos forzosos son, en principio, incompatibles con el Pacto y solo pueden justificarse en circunstancias excepcionales y conforme al derecho internacional.[^Observación general núm. 4 (1991), párrafo 18; observación general núm. 7 (1997), sobre los desalojos forzosos.] Cuando un desalojo es legal y está justificado, la observación general núm. 7 exige garantías mínimas:',
        ),
        ol(
          'una auténtica oportunidad de consultar a las personas afectadas;',
          'un plazo suficiente y razonable de notificación;',
          'información sobre el desalojo y el destino que se dará al inmueble;',
          'presencia de funcionarios o de sus representantes;',
          'identificación exacta de quienes lo llevan a cabo;',
          'que no se realice con muy mal tiempo ni de noche, salvo consentimiento;',
          'recursos jurídicos;',
          'asistencia jurídica, siempre que sea posible, a quienes necesiten pedir reparación.',
        ),
        p(
          'Nadie debe quedar sin vivienda a consecuencia de un desalojo. Si la persona carece de medios, la autoridad debe adoptar todas las medidas apropiadas, en la mayor medida que permitan sus recursos, para ofrecerle otra.',
        ),
      ],
    },
    {
      author: 'cdmx-comision',
      daysAgo: 97,
      blocks: [
        h2('La práctica'),
        p(
          'En los 96 expedientes revisados se cumplieron las ocho garantías en 7 casos, entre cuatro y siete en 38 y menos de cuatro en 51 (cifras ilustrativas). Las que más se omiten son la consulta previa y la notificación a quienes habitan el inmueble sin ser parte en el juicio: subarrendatarias, familiares, personas mayores. En 29 casos había personas mayores de 65 años y en 44, niñas y niños.',
        ),
        p(
          'El Poder Judicial respondió que sus actuarios notifican a quien la ley señala como parte y que la localización de otras personas ocupantes no les está encomendada. La respuesta es exacta y muestra el vacío: ninguna autoridad tiene hoy esa encomienda.',
        ),
      ],
    },
    {
      author: 'cdmx-comision',
      daysAgo: 95,
      blocks: [
        h3('Mediación y defensa'),
        p(
          'La mediación previa funciona cuando ocurre a tiempo. De 210 asuntos que llegaron al servicio público de mediación antes de la demanda, 134 terminaron en convenio, y 118 de esos convenios se cumplieron (cifras ilustrativas). Después de la sentencia, en cambio, solo se llegó a un acuerdo en uno de cada doce.',
        ),
        p(
          'La persona arrendataria compareció con abogada o abogado en 22 de los 96 expedientes; la arrendadora, en 91 (cifras ilustrativas). La defensoría pública atiende asuntos de arrendamiento, pero no acude de oficio y su servicio es poco conocido: de las personas entrevistadas, una de cada nueve sabía que existía.',
        ),
      ],
    },
    {
      author: 'otroestado',
      daysAgo: 44,
      blocks: [
        h3('Falta de contrato'),
        p(
          'Cuatro de cada diez hogares que rentan lo hacen sin contrato escrito (cifra ilustrativa). Entre las personas migrantes y las indígenas residentes, son siete de cada diez. Sin contrato no hay domicilio acreditable, y sin él se complican la inscripción escolar, la atención en salud y la propia defensa ante un desalojo.',
        ),
      ],
    },
    {
      author: 'otroestado',
      daysAgo: 90,
      blocks: [
        h2('Conclusiones del grupo de trabajo'),
        ul(
          'Encomendar a una autoridad la identificación de todas las personas que habitan un inmueble antes de la ejecución de un desalojo y la comunicación inmediata con los servicios sociales.',
          'Suspender la ejecución mientras no conste una alternativa de alojamiento para quienes no pueden procurársela.',
          'Ofrecer un contrato tipo, registrable sin costo, con lenguaje claro.',
          'Publicar cada trimestre el número de desalojos ejecutados, por alcaldía y por causa.',
          'Garantizar defensa pública en los juicios de arrendamiento a quienes carecen de recursos.',
        ),
      ],
    },
  ],
};
