/** Spanish: defects and repairs. */
import type { IntentText } from '../../text-model.ts';

export const spanishDefects: IntentText = {
  asks: [
    'Mi {product} hace un ruido de roce desde ayer. ¿Lo cubre la garantía?',
    'El {product} que pedí el {date} no se enciende para nada.',
    'huele a quemado cuando funciona el {product}!! ¿es peligroso?',
    'La pantalla del {product} se ha apagado y no tiene ni dos años. ¿Qué hago?',
    '¿Cuánto tarda la reparación del {product}? ¿Me dais otro aparato mientras tanto? Pedido {order}',
    'La carcasa del {product} tiene una grieta. No se me ha caído.',
  ],
  openings: [
    'Siento que tu aparato te esté dando problemas.',
    'Gracias por avisar tan pronto.',
    'Un {product} no debería comportarse así.',
    'Entiendo que es un fastidio.',
  ],
  policies: [
    {
      id: 'warranty',
      title: 'Garantía',
      intro: 'Se aplica a aparatos comprados a nosotros o a un distribuidor autorizado.',
      facts: [
        {
          says: 'La garantía dura {warrantyMonths} meses desde el día de la entrega.',
          answers: [
            'La garantía dura **{warrantyMonths} meses** desde el día de la entrega.',
            'Tienes {warrantyMonths} meses de garantía desde la entrega.',
          ],
          breach: '⟦Aunque la garantía haya terminado, repararemos el aparato gratis.⟧',
          row: ['Garantía', '{warrantyMonths} meses'],
        },
        {
          says: 'Los aparatos que fallan en los {deadDays} días siguientes a la entrega se cambian sin reparación.',
          answers: [
            'Si falla en los {deadDays} días siguientes a la entrega, lo cambiamos sin reparación.',
            'Durante los primeros **{deadDays} días** recibes directamente un aparato nuevo.',
          ],
          row: ['Cambio inmediato', 'en los primeros {deadDays} días'],
        },
        {
          says: 'No están cubiertos las grietas, las caídas ni los daños por agua.',
          answers: [
            'Por desgracia no están cubiertos las grietas, las caídas ni los daños por agua.',
            'Ten en cuenta que los daños por caída o por agua no están cubiertos.',
          ],
          breach: '⟦La garantía cubre también los daños por caída.⟧',
        },
      ],
    },
    {
      id: 'repairs',
      title: 'Reparaciones y aparatos de préstamo',
      intro: 'Las reparaciones se hacen en nuestro propio taller.',
      facts: [
        {
          says: 'Una reparación tarda hasta {repairDays} días laborables desde que recibimos el aparato.',
          answers: [
            'Una reparación tarda hasta **{repairDays} días laborables** desde que recibimos el aparato.',
            'Cuenta con un máximo de {repairDays} días laborables para la reparación.',
          ],
          row: ['Reparación', 'hasta {repairDays} días laborables'],
        },
        {
          says: 'Care Plus y Care Family incluyen un aparato de préstamo con una fianza de {loanDeposit}. Care Basic no.',
          answers: [
            'Con Care Plus o Care Family tienes un aparato de préstamo con una fianza de {loanDeposit}.',
            'El aparato de préstamo forma parte de Care Plus y Care Family; la fianza es de **{loanDeposit}**.',
          ],
          breach: '⟦Tendrás un aparato de préstamo sin fianza, sea cual sea tu plan.⟧',
          row: ['Fianza del préstamo', '{loanDeposit}'],
        },
        {
          says: 'Antes de aceptar una reparación necesitamos {photoCount} fotos del daño y una de la placa de características.',
          answers: [
            'Antes de aceptar la reparación necesitamos {photoCount} fotos del daño y una de la placa de características.',
            'Envíanos {photoCount} fotos del daño, más una de la placa de características.',
          ],
          row: ['Fotos del daño', '{photoCount}'],
        },
      ],
    },
  ],
  guide: {
    id: 'restart-device',
    title: 'Primeros auxilios para un aparato que falla',
    intro: 'Si hay humo u olor a quemado, desenchufa y no sigas.',
    leads: [
      'Prueba primero lo siguiente:',
      'Dos minutos de primeros auxilios:',
      'Antes de una reparación, sigue estos pasos:',
    ],
    steps: [
      'Apaga el {product} y desenchúfalo.',
      'Espera {resetSeconds} segundos y saca el filtro o el depósito.',
      'Limpia los contactos con un paño seco.',
      'Vuelve a montarlo todo y enchúfalo.',
      'Mantén pulsado el botón de encendido {resetSeconds} segundos hasta que la luz parpadee dos veces.',
    ],
    replaced: [
      { at: 2, step: '⟦Enjuaga los contactos con agua templada.⟧' },
      { at: 4, step: '⟦Pulsa a la vez el botón de la wifi y el de encendido.⟧' },
    ],
    invented: [
      '⟦Abre la carcasa con un destornillador pequeño y comprueba el fusible.⟧',
      '⟦Mete el aparato diez minutos en el congelador.⟧',
    ],
    remark: 'Si la luz sigue en rojo, avisa en **Dispositivos → Comunicar avería**.',
  },
  background: {
    id: 'noises-and-smells',
    title: 'Ruidos y olores: qué es normal',
    intro: 'Los aparatos nuevos pueden oler un poco a plástico la primera semana.',
    facts: [
      {
        says: 'Un chasquido después de apagar es normal y viene del metal al enfriarse.',
        answers: ['Un chasquido después de apagar es normal: es el metal, que se enfría.'],
      },
      {
        says: 'Un ruido de roce significa que hay algo en el ventilador. En ese estado el aparato no debe usarse más de {attempts} minutos.',
        answers: [
          'Un ruido de roce significa que hay algo en el ventilador; no lo uses así más de {attempts} minutos.',
        ],
        row: ['Uso con ruido de roce', 'máximo {attempts} minutos'],
      },
      {
        says: 'Un aparato que huele a quemado hay que desenchufarlo enseguida y no volver a usarlo hasta que se revise.',
        answers: ['Desenchúfalo enseguida y no vuelvas a usarlo hasta que se revise.'],
      },
    ],
  },
  invented: [
    'Es ⟦un fallo conocido de la serie de marzo⟧.',
    'El motor del {product} está ⟦pensado para 900 horas⟧.',
    'La pieza de recambio ⟦está disponible en nuestro taller⟧.',
  ],
  promises: [
    '⟦Hoy te enviamos un aparato nuevo y puedes quedarte con el viejo.⟧',
    '⟦También pagaremos los daños de tu alfombra.⟧',
    '⟦Si lo reparamos, pierdes el derecho al reembolso.⟧',
  ],
};
