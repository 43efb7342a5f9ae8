/** Spanish: what all intents share. */
import type { CommonText } from '../../text-model.ts';

export const spanishCommon: CommonText = {
  months: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  datePattern: '{day} de {month} de {year}',
  products: [
    'purificador AP-200',
    'robot aspirador RV-40',
    'calefactor FH-300',
    'humidificador HU-120',
    'deshumidificador DH-25',
    'climatizador AC-7',
  ],
  greetings: [
    'Hola, {name}:',
    'Hola {name},',
    '¡Hola! 👋',
    'Buenos días, {name}:',
    'Buenas tardes:',
    'Gracias por tu mensaje, {name}.',
  ],
  closings: [
    '¿Puedo ayudarte en algo más?',
    'Si algo no queda claro, responde a este mensaje.',
    'Si con esto no se arregla, escríbeme y paso el caso a una compañera.',
    'Espero que te sirva.',
    'Ya me dirás si ha funcionado.',
    'Si vuelves a escribir, hazlo en esta conversación, así queda todo junto.',
    'Pregúntame sin problema si necesitas más detalles.',
  ],
  signOffs: [
    'Un saludo,\nel equipo de Wendrel Home',
    'Saludos cordiales\nWendrel Home',
    'Un abrazo, tu asistente de Wendrel 🙂',
    '— Atención al cliente de Wendrel Home',
  ],
  askPrefixes: ['', '', '', '¡Hola! ', 'Buenas. ', 'Buenos días. ', 'Hola, equipo 🙂 ', 'Buenas tardes. '],
  askSuffixes: [
    '',
    '',
    '',
    '\n¡Gracias!',
    '\nGracias de antemano, {name}',
    '\nUn saludo, {name}',
    '\nMe corre bastante prisa.',
    '\nYa pregunté una vez y nadie me contestó.',
    '\nEnviado desde mi móvil',
  ],
  nudges: [
    '¿Entonces qué tengo que hacer ahora?',
    '¿Y eso qué significa en mi caso?',
    '¿Me puedes dar una respuesta clara, por favor?',
    'Vale. ¿Y cómo seguimos?',
    'Bien, pues dime por favor qué se aplica.',
    'Espero que ahora me puedas decir algo más.',
  ],
  exchanges: {
    any: [
      ['¿Usas la aplicación o la web?', 'La aplicación, en {phone}.'],
      [
        '¿Has recibido ya algún mensaje nuestro sobre esto?',
        'No, nada de momento. También he mirado en la carpeta de spam.',
      ],
      ['Un momento, por favor, lo miro.', 'ok, gracias'],
      ['¿Hay ya un caso abierto?', 'La última vez me dieron el {ticket}.'],
      ['Lo siento mucho. ¿Te ha pasado más veces?', 'La verdad es que es la segunda vez.'],
    ],
    order: [
      ['Claro. ¿Me dices el número de pedido?', 'Sí, es el {order}.'],
      ['Gracias. ¿Se trata del {product}?', 'Sí, ese mismo.'],
      ['¿Cuándo hiciste el pedido, más o menos?', 'Tuvo que ser hacia el {date}, creo.'],
    ],
    account: [
      ['¿Con qué correo está registrada la cuenta?', 'Debería ser {mail}'],
      ['¿Qué plan tienes contratado?', '{plan}, si lo leo bien.'],
      ['¿Me das el número de cuenta, por favor?', 'Un segundo... {account}'],
    ],
  },
  customerLine: 'Cliente: {name}',
  systemPrompts: {
    'support-7':
      'Eres el asistente de atención al cliente de Wendrel Home. Responde en español y trata de tú. Usa solo los artículos y registros siguientes. Sé amable y breve.',
    'support-8':
      'Eres el asistente de Wendrel Home. Responde en español, trata de tú y usa solo los pasajes proporcionados. No prometas nada que las políticas no concedan. Si los pasajes no responden a la pregunta, dilo y ofrece pasar el caso a una persona.',
    'support-8b':
      'Función: asistente de atención al cliente, Wendrel Home. Idioma: español, tuteo. Apoya cada afirmación en los pasajes. Cita las cifras con exactitud. No inventes pasos, enlaces ni excepciones. Párrafos cortos o listas.',
  },
  recordTitles: { order: 'Registro del pedido {order}', account: 'Registro de la cuenta {account}' },
  records: {
    order: [
      { says: '"order": "{order}"', answers: [] },
      { says: '"item": "{product}"', answers: ['Veo aquí el pedido **{order}** ({product}).'] },
      {
        says: '"placed": "{date:iso}"',
        answers: ['Tu pedido {order} es del {date}.', 'Veo que hiciste el pedido el **{date}**.'],
        row: ['Fecha del pedido', '{date}'],
      },
      {
        says: '"total": "{amount}"',
        answers: ['El total del pedido {order} fue de {amount}.', 'El pedido suma **{amount}** en total.'],
        row: ['Total del pedido', '{amount}'],
      },
    ],
    account: [
      { says: '"account": "{account}"', answers: [] },
      { says: '"plan": "{plan}"', answers: ['Tienes el plan **{plan}**.'] },
      {
        says: '"renews": "{renewal:iso}"',
        answers: ['Tu plan se renueva el {renewal}.', 'El periodo actual termina el **{renewal}**.'],
        row: ['Próxima renovación', '{renewal}'],
      },
      {
        says: '"devices": {devices}',
        answers: [
          'Hay {devices} dispositivos conectados a tu cuenta.',
          'En tu cuenta {account} veo **{devices} dispositivos**.',
        ],
        row: ['Dispositivos conectados', '{devices}'],
      },
    ],
  },
  recordLeads: [
    'Esto es lo que veo por nuestra parte:',
    'Este es el registro que tengo delante:',
    'Como referencia:',
  ],
  factLeads: ['Lo más importante:', 'En resumen:', 'Esto es lo que se aplica:', 'Conviene que sepas:'],
  tableHead: ['Qué', 'En tu caso'],
  tableLeads: ['De un vistazo:', 'Aquí tienes un resumen:', 'Las cifras juntas:'],
  citations: [
    'Puedes leerlo en el apartado {section} de «{title}».',
    'Fuente: «{title}», apartado {section}.',
    'Más información en [{title}]({url}).',
    'Así lo explica nuestro artículo [{title}]({url}).',
  ],
  wrongSections: [
    'Puedes leerlo en ⟦el apartado {section} de «{title}»⟧.',
    'Fuente: ⟦«{title}», apartado {section}⟧.',
    'Está regulado en ⟦el apartado {section} de «{title}»⟧.',
  ],
  inventedSources: [
    'Los detalles están en nuestro artículo ⟦«Compromiso de servicio para clientes actuales»⟧.',
    'Puedes consultarlo en el ⟦[manual del cliente](https://help.example.com/es/manual-2)⟧.',
    'Se desprende de ⟦nuestras condiciones generales, cláusula 14.3⟧.',
    'Consulta también ⟦[Tus derechos de un vistazo](https://help.example.com/es/derechos-resumen)⟧.',
    'Fuente: ⟦«Circular de soporte 27»⟧.',
  ],
  others: [
    '⟦Como acordamos el martes por teléfono⟧, lo he dejado anotado.',
    '⟦Mi compañero del taller lo acaba de mirar⟧ y opina lo mismo.',
    '⟦La mayoría de los clientes de tu calle nos ha contado lo mismo⟧, así que no eres el único caso.',
    '⟦En tu carta comentabas que la semana que viene te vas de viaje⟧, así que seré breve.',
    '⟦Yo lo he probado en casa con mi propio aparato⟧ y funcionó a la primera.',
    '⟦Tu vecina ya ha firmado en nuestro formulario⟧, así que no falta nada.',
  ],
  vague: [
    'Gracias por tu paciencia. Depende de varias cosas, así que lo mejor es que mires nuestras páginas de ayuda, donde encontrarás todo lo que necesitas.',
    'Entiendo que es muy molesto. Nuestro equipo trabaja continuamente para mejorar. Vuelve a intentarlo más tarde o ponte en contacto con nosotros.',
    '¡Buena pregunta! Hay distintas posibilidades. Revisa los ajustes y la documentación que venía en la caja.',
  ],
};
