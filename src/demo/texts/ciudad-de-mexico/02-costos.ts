import { h2, h3, p, quote, table } from '../../notation.ts';
import type { ChapterText } from '../../notation.ts';

export const gastosSoportables: ChapterText = {
  key: 'cdmx-costos',
  title: 'Gastos soportables',
  lead: 'mesa-vivienda',
  parts: [
    {
      author: 'cdmx-osc',
      daysAgo: 109,
      blocks: [
        h2('Lo que cuesta vivir en la ciudad'),
        p(
          'Los gastos de vivienda no deben impedir ni comprometer la satisfacción de otras necesidades básicas. En la ciudad, los hogares que rentan destinan en promedio 36 por ciento de su ingreso a la renta y los servicios; en la quinta parte con menores ingresos, la proporción llega a 57 por ciento (cifras ilustrativas). La renta media aumentó, entre 2019 y 2024, dos veces más que el salario medio (cifra ilustrativa).',
        ),
        table(
          ['Zona', 'Hogares que rentan', 'Ingreso destinado a vivienda', 'Mudanzas forzadas en cinco años'],
          ['Central', '48 %', '41 %', '22 %'],
          ['Norte', '29 %', '33 %', '11 %'],
          ['Oriente', '24 %', '35 %', '14 %'],
          ['Sur', '22 %', '32 %', '9 %'],
          ['Poniente', '26 %', '37 %', '13 %'],
        ),
        p(
          '*Encuesta del grupo de trabajo a 1,120 hogares. Cifras ilustrativas.* Se entiende por mudanza forzada la que el hogar atribuye a un aumento de la renta, a la no renovación del contrato o a un desalojo.',
        ),
        quote(
          'No nos corrieron. Nos subieron la renta hasta que nos fuimos, que es lo mismo pero sin juez.',
          'Audiencia pública, zona central',
        ),
      ],
    },
    {
      author: 'cdmx-comision',
      daysAgo: 105,
      blocks: [
        h3('Lo que no aparece en la renta'),
        p(
          'El costo de una vivienda incluye lo que exige vivir en ella. Los hogares del oriente pagan menos renta que los de la zona central, pero gastan el doble en transporte y pierden en promedio dos horas y cuarenta minutos al día en traslados (cifras ilustrativas). Si se suman los tres conceptos (renta, servicios y transporte), la diferencia entre zonas casi desaparece. El lugar, que la observación general enumera como un aspecto distinto, es también una forma de gasto.',
        ),
        p(
          'El agua añade otra carga. En las colonias con suministro por tandeo, el gasto en pipas, tinacos y garrafones equivale a entre 4 y 7 por ciento del ingreso (cifra ilustrativa). Una política que mida solo la renta concluirá que las viviendas más baratas son las más asequibles, y empujará a los hogares hacia donde el resto de los costos es mayor.',
        ),
      ],
    },
    {
      author: 'otroestado',
      daysAgo: 101,
      blocks: [
        h3('Vivienda pública y subsidio'),
        p(
          'El organismo público de vivienda otorgó 9,300 créditos en 2024, la mayoría para mejoramiento (cifra ilustrativa). El tiempo de espera para un crédito de vivienda nueva en conjunto es de siete años. La autoridad informó que el padrón se depura y que publicará los turnos; el grupo de trabajo considera que la publicación debe incluir los criterios con los que un caso se antepone a otro.',
        ),
        p(
          'Las viviendas destinadas a estancias turísticas se concentran en cinco alcaldías. No hay evidencia suficiente para atribuirles por sí solas el aumento de las rentas, pero sí para afirmar que en algunas colonias retiraron del mercado más viviendas de las que se construyeron en el mismo periodo (cifra ilustrativa). El grupo recomienda un registro obligatorio y público antes de cualquier otra medida.',
        ),
      ],
    },
  ],
};
