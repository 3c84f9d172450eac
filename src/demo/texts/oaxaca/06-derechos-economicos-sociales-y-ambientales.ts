import { h2, p, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const derechosSociales: ChapterText = {
  key: 'oaxaca-desca',
  title: 'Derechos económicos, sociales y ambientales',
  lead: 'mesa-desca',
  parts: [
    {
      author: 'estado',
      daysAgo: 22,
      blocks: [
        p(
          '[Pendiente: capítulo en elaboración. La mesa ha redactado la introducción y el apartado de agua; salud y educación están en notas. Se agradecen comentarios desde ahora.]',
        ),
        h2('Contenido de los derechos'),
        p(
          'Los derechos a la salud, a la educación, al agua y a un medio ambiente sano están reconocidos en los artículos 3 y 4 de la Constitución, en el Pacto Internacional de Derechos Económicos, Sociales y Culturales y en el Protocolo de San Salvador.[^Pacto Internacional de Derechos Económicos, Sociales y Culturales, artículos 11 a 13; Protocolo de San Salvador, artículos 10, 11 y 13.] Su realización es progresiva, pero hay obligaciones inmediatas: no discriminar, no retroceder sin justificación y asegurar, cuando menos, niveles esenciales de cada derecho.',
        ),
      ],
    },
    {
      author: 'comunidades',
      daysAgo: 18,
      blocks: [
        h2('Agua'),
        p(
          'El derecho al agua comprende contar con agua suficiente, salubre, aceptable, accesible y asequible para el uso personal y doméstico.[^Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 15 (2002), sobre el derecho al agua.] En el estado, 71 por ciento de las viviendas recibe agua entubada, pero solo 34 por ciento la recibe a diario (cifras ilustrativas). La segunda cifra describe mejor la vida de las personas que la primera.',
        ),
        p(
          'En las comunidades el agua la gestionan comités electos en asamblea, con trabajo gratuito. La legislación apenas los reconoce, de modo que no pueden recibir recursos públicos ni defender sus fuentes ante la autoridad. Son las mujeres y las niñas quienes acarrean el agua cuando falta: en promedio, 74 minutos al día en las localidades visitadas (cifra ilustrativa).',
        ),
      ],
    },
    {
      author: 'federal',
      daysAgo: 8,
      blocks: [
        h2('Salud'),
        p('Notas de trabajo, con el esquema de la observación general núm. 14 (2000):'),
        ul(
          '**Disponibilidad.** Unidades sin personal médico los fines de semana. [Pendiente: dato por jurisdicción sanitaria.]',
          '**Accesibilidad.** Tiempos de traslado para la atención del parto; relación con la muerte materna.',
          '**Aceptabilidad.** Partería tradicional y atención en lengua propia.',
          '**Calidad.** Abasto de medicamentos: contrastar la cifra oficial con la de percepción.',
        ),
        h2('Educación'),
        p(
          '[Pendiente: sección por redactar, a cargo de la universidad pública y de la autoridad educativa estatal.]',
        ),
        h2('Medio ambiente sano'),
        p(
          '[Pendiente: decidir si se trata aquí o en el capítulo sobre pueblos y comunidades. La mesa propone conservar aquí la contaminación de ríos y los residuos, y remitir al otro capítulo lo relativo al territorio.]',
        ),
      ],
    },
  ],
};
