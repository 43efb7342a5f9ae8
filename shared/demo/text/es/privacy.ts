/** Spanish: privacy. */
import type { IntentText } from '../../text-model.ts';

export const spanishPrivacy: IntentText = {
  asks: [
    'Quisiera una copia de todos los datos que tenéis sobre mí. Cuenta {account}',
    'Por favor, borrad mi cuenta y todo lo que contiene.',
    '¿El {product} graba lo que hablamos en casa? ¿Cuánto tiempo lo guardáis?',
    '¿Quién puede ver cuándo están encendidos mis aparatos? Comparto el hogar con otras personas.',
    '¿Cómo evito que uséis mis datos de uso para mejorar el producto?',
    'He vendido el {product}. ¿Puede ver mis datos el nuevo dueño?',
  ],
  openings: [
    'Gracias por preguntar. Tus datos son tuyos.',
    'Te explico con gusto qué guardamos y durante cuánto tiempo.',
    'Es una pregunta importante.',
    'Entiendo que quieras estar seguro de esto.',
  ],
  policies: [
    {
      id: 'data-requests',
      title: 'Acceso y supresión de datos personales',
      intro: 'Las solicitudes son gratuitas y se pueden hacer en la aplicación o por escrito.',
      facts: [
        {
          says: 'La copia de los datos está lista en un plazo de {exportDays} días. Se puede descargar durante {keepDays} días.',
          answers: [
            'Tu copia está lista en un plazo de **{exportDays} días** y se puede descargar durante {keepDays} días.',
            'La copia tarda hasta {exportDays} días en estar lista; después tienes {keepDays} días para descargarla.',
          ],
          row: ['Copia de tus datos', 'en {exportDays} días'],
        },
        {
          says: 'Una cuenta borrada desaparece definitivamente a los {deleteDays} días. Hasta entonces se puede revocar el borrado.',
          answers: [
            'Tras la solicitud, la cuenta desaparece definitivamente a los **{deleteDays} días**; hasta entonces puedes revocarla.',
            'El borrado es definitivo a los {deleteDays} días.',
          ],
          breach: '⟦Aunque se borre, podemos recuperar tu cuenta en cualquier momento.⟧',
          row: ['Borrado definitivo', 'a los {deleteDays} días'],
        },
        {
          says: 'Las facturas se conservan por obligación legal y no se borran con la cuenta.',
          answers: [
            'Las facturas son una excepción: la ley nos obliga a conservarlas.',
            'Solo conservamos las facturas, porque la ley nos obliga.',
          ],
          breach: '⟦Se borrarán enseguida todos los datos, incluidas las facturas.⟧',
        },
      ],
    },
    {
      id: 'device-data',
      title: 'Qué registran los aparatos',
      intro: 'Lo que se registra depende del aparato y del consentimiento dado.',
      facts: [
        {
          says: 'Las órdenes de voz se guardan {voiceDays} días, y solo con el consentimiento de la persona titular. Las conversaciones no se graban nunca.',
          answers: [
            'Las órdenes de voz se guardan {voiceDays} días, y solo con tu consentimiento; las conversaciones no se graban nunca.',
            'Solo se guardan las órdenes, durante **{voiceDays} días** y solo si lo aceptaste.',
          ],
          breach: '⟦Las órdenes de voz se guardan siempre; no puedes oponerte.⟧',
          row: ['Órdenes de voz', '{voiceDays} días'],
        },
        {
          says: 'Las horas de encendido se guardan {logMonths} meses y las puede ver la persona titular del hogar, no los miembros.',
          answers: [
            'Las horas de encendido se guardan {logMonths} meses, y solo las ve la persona titular del hogar.',
            'Los miembros de tu hogar no ven las horas de encendido. Se guardan **{logMonths} meses**.',
          ],
          row: ['Horas de encendido', '{logMonths} meses'],
        },
        {
          says: 'Los datos no se venden ni se ceden para publicidad.',
          answers: ['No vendemos los datos ni los cedemos para publicidad.'],
          breach: '⟦Al comprar el aparato aceptaste que compartamos los datos de uso con otras empresas.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'privacy-settings',
    title: 'Cómo cambiar los ajustes de privacidad',
    intro: 'Los cambios se aplican al momento y a todos los aparatos del hogar.',
    leads: ['Se cambia aquí:', 'Para retirar tu consentimiento:', 'En la aplicación, haz lo siguiente:'],
    steps: [
      'Abre **Ajustes** y toca **Privacidad**.',
      'Elige **Tus consentimientos**.',
      'Desactiva **Mejora del producto** e **Historial de voz**.',
      'Toca **Borrar lo recogido** si quieres eliminar también los datos antiguos.',
      'Confirma con tu contraseña.',
    ],
    replaced: [
      { at: 1, step: '⟦Elige **Avanzado** y escribe el código de servicio 0000.⟧' },
      { at: 3, step: '⟦Restablece el aparato de fábrica si quieres eliminar también los datos antiguos.⟧' },
    ],
    invented: [
      '⟦Firma el formulario y envíanoslo con una copia de tu pasaporte.⟧',
      '⟦Desactiva la ubicación en todos los móviles de la casa.⟧',
    ],
    remark: 'Un aparato que se vende debe quitarse del hogar antes de entregarlo.',
  },
  background: {
    id: 'handing-over',
    title: 'Vender o regalar un aparato',
    intro: 'Los datos van unidos al hogar, no al aparato.',
    facts: [
      {
        says: 'Cuando un aparato se quita del hogar, sus ajustes se borran en un plazo de {linkHours} horas.',
        answers: [
          'En cuanto quites el aparato de tu hogar, sus ajustes se borran en un plazo de {linkHours} horas.',
        ],
        row: ['Ajustes borrados', 'en {linkHours} horas'],
      },
      {
        says: 'Quien recibe el aparato empieza con el historial vacío.',
        answers: ['Quien recibe el aparato empieza con el historial vacío y no ve nada tuyo.'],
      },
    ],
  },
  invented: [
    'Tus datos están ⟦únicamente en servidores de Islandia⟧.',
    'De ti ⟦no tenemos ahora mismo ninguna grabación de voz⟧.',
    'Antes de borrarse, todas las grabaciones ⟦las escuchan dos empleados⟧.',
  ],
  promises: [
    '⟦Acabo de borrar yo mismo todos tus datos.⟧',
    '⟦Te corresponde una indemnización de 50 por cada grabación.⟧',
    '⟦Solo podemos darte los datos si pagas una tasa de gestión.⟧',
  ],
};
