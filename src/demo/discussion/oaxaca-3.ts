import { said, type Thread } from './thread.ts';

/** On the chapter about women. */
export const discussion3: Thread[] = [
  {
    chapter: 'oaxaca-mujeres',
    quote: 'por ser inviables entre la persona agresora y la víctima',
    comments: [
      said(
        'academia',
        37,
        'El borrador decía que la conciliación «está prohibida por la legislación general y estatal». La ley general no usa esa palabra: ordena evitarla en los modelos de atención, por ser inviable en una relación de sometimiento. Conviene ser exactas, porque es lo primero que nos van a discutir.',
      ),
      said('comision', 36, 'Tiene razón. Cambié la redacción para que diga lo que dice la ley.'),
    ],
    resolved: { by: 'academia', daysAgo: 36 },
  },
  {
    chapter: 'oaxaca-mujeres',
    quote: 'presentaron 11 por ciento de las denuncias por violencia familiar',
    comments: [
      said(
        'osc2',
        23,
        'Esta cifra oculta más de lo que muestra. En nuestro registro, siete de cada diez mujeres que acompañamos hablan una lengua indígena y casi ninguna denunció. El 11 por ciento se lee como si sufrieran menos violencia.',
      ),
      said(
        'estado',
        20,
        'Es el dato que entregó la institución. Podemos acompañarlo de una frase que advierta que mide denuncias, no violencia.',
      ),
      said(
        'osc2',
        20,
        'La frase ayuda, pero pedimos además incluir nuestro registro, con su fuente. El capítulo de método dice que, cuando los datos no coinciden, se publican ambos.',
      ),
      said(
        'federal',
        13,
        'De acuerdo en publicar ambos. Para poder hacerlo necesitamos el periodo, el número de casos y cómo se registró la lengua.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-mujeres',
    quote: 'no son suficientes para formular un hallazgo',
    comments: [
      said(
        'osc2',
        19,
        'Si no se escribe esta sección, las mujeres con discapacidad vuelven a quedar fuera por falta de datos, que es precisamente el problema. Podemos aportar seis entrevistas ya consentidas y convocar el foro.',
      ),
      said(
        'coordinacion',
        17,
        'Gracias. Con seis entrevistas y el foro alcanza para un hallazgo de carácter cualitativo. Propongo reservar la sección y no enviar el capítulo a revisión sin ella.',
      ),
    ],
  },
  {
    chapter: 'oaxaca-mujeres',
    quote: 'pueden ser familiares de cualquiera de las partes',
    visibility: 'office',
    comments: [
      said(
        'osc2',
        28,
        'Acompañamos un caso reciente de este tipo. No podemos describirlo ante las demás partes porque en la localidad se reconocería a la persona. ¿Por qué medio podemos hacerlo llegar?',
      ),
      said(
        'oficina',
        27,
        'Gracias por avisar. Por favor no incluyan aquí ningún dato del caso: este espacio no es adecuado para testimonios de riesgo. Les contactaremos por el canal que ya conocen. Para el capítulo basta con lo que el párrafo dice.',
      ),
    ],
  },
];
