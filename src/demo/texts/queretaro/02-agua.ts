import { h2, h3, p, quote, table, ul } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const agua: ChapterText = {
  key: 'queretaro-agua',
  title: 'Derecho humano al agua y al saneamiento',
  lead: 'mesa-agua',
  parts: [
    {
      author: 'federal',
      daysAgo: 228,
      blocks: [
        h2('Contenido del derecho'),
        p(
          'El artículo 4 de la Constitución reconoce el derecho de toda persona al acceso, disposición y saneamiento de agua para consumo personal y doméstico en forma suficiente, salubre, aceptable y asequible. El Comité de Derechos Económicos, Sociales y Culturales deriva el mismo derecho de los artículos 11 y 12 del Pacto y precisa sus elementos: disponibilidad, calidad y accesibilidad física, económica, sin discriminación y a la información.[^Comité de Derechos Económicos, Sociales y Culturales, observación general núm. 15 (2002), sobre el derecho al agua.] La Asamblea General de las Naciones Unidas lo reconoció de manera expresa en 2010.[^Resolución 64/292 de la Asamblea General, de 28 de julio de 2010.]',
        ),
        p(
          'La prestación del servicio corresponde a los municipios, con el concurso del estado; la administración de las aguas nacionales, a la Federación. Esta distribución de competencias no puede oponerse a la persona que abre la llave y no recibe agua: frente a ella, las tres son el Estado.',
        ),
      ],
    },
    {
      author: 'qro-estado',
      daysAgo: 220,
      blocks: [
        h2('Situación'),
        p(
          'La cobertura de agua entubada es de 95 por ciento de las viviendas, pero 27 por ciento recibe el servicio tres días a la semana o menos (cifras ilustrativas). Las interrupciones no se reparten por igual. En los fraccionamientos recientes de la zona metropolitana son excepcionales; en las colonias populares del norte y en las localidades del semidesierto, cotidianas.',
        ),
        table(
          [
            'Región',
            'Viviendas con agua entubada',
            'Con servicio diario',
            'Gasto mensual en pipas y garrafones',
          ],
          ['Zona metropolitana', '97 %', '81 %', '$ 210'],
          ['Valles', '94 %', '70 %', '$ 260'],
          ['Semidesierto', '88 %', '39 %', '$ 430'],
          ['Sierra Gorda', '86 %', '46 %', '$ 340'],
        ),
        p(
          '*Elaboración de la mesa de agua con respuestas de los organismos operadores y una encuesta a 640 hogares. Cifras ilustrativas.* Los hogares con menos servicio son los que más gastan, porque compran por fuera de la red. En el semidesierto ese gasto alcanza 8 por ciento del ingreso del hogar, por encima del umbral que las propias autoridades consideran asequible.',
        ),
        quote(
          'El agua llega los martes. El martes no se trabaja, se junta agua.',
          'Foro regional, Semidesierto',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 213,
      blocks: [
        h3('Calidad'),
        p(
          'De 184 pozos con análisis completos, 23 rebasaron en algún momento el límite de fluoruro o de arsénico de la norma aplicable (cifra ilustrativa). En 14 de ellos la población no fue informada. El derecho a la información sobre la calidad del agua no requiere inversión ni obra: requiere publicar un resultado que ya existe.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 211,
      blocks: [
        h3('Saneamiento'),
        p(
          'El saneamiento es la parte menos visible del derecho. De 31 plantas municipales de tratamiento, 12 funcionaban según su diseño, 11 lo hacían a menos de la mitad de su capacidad y 8 estaban fuera de servicio, casi siempre por el costo de la energía (cifras ilustrativas). Donde la planta no opera, el agua residual llega al mismo cauce del que se abastecen otras localidades río abajo.',
        ),
        p(
          'En 17 de las escuelas visitadas los sanitarios no tenían agua, y en ellas las adolescentes faltaron en promedio dos días más al mes que sus compañeros (cifras ilustrativas). El dato une este capítulo con el cuarto y muestra por qué conviene leerlos juntos.',
        ),
      ],
    },
    {
      author: 'qro-osc',
      daysAgo: 213,
      blocks: [
        h3('Sistemas comunitarios'),
        p(
          'Unas 390 localidades obtienen el agua de un sistema que administra un comité elegido por la comunidad (cifra ilustrativa). Los comités carecen de personalidad jurídica, pagan tarifa eléctrica comercial y no reciben asistencia técnica. Cuando el pozo se agota o la bomba falla, dependen de la gestión personal de quien los preside.',
        ),
        h2('Conclusiones'),
        ul(
          'La cobertura no mide el derecho. El indicador que debe orientar la inversión es la continuidad del servicio, por colonia y localidad.',
          'Los resultados de calidad del agua deben publicarse cada mes, por fuente, en lenguaje claro y en otomí donde se hable.',
          'Los comités comunitarios necesitan reconocimiento jurídico, tarifa eléctrica adecuada y asistencia técnica, sin perder su autonomía.',
          'Ninguna suspensión por falta de pago debe privar a un hogar del volumen mínimo indispensable.',
        ),
      ],
    },
  ],
};
