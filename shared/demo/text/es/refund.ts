/** Spanish: refunds and returns. */
import type { IntentText } from '../../text-model.ts';

export const spanishRefund: IntentText = {
  asks: [
    'Devolví el {product} la semana pasada y sigo sin el dinero. ¿Cuándo me llegan los {amount}?',
    'Quiero devolver el {product} del pedido {order}. ¿Todavía puedo, y cuánto me cuesta?',
    '¿Dónde está mi reembolso?? Pedido {order}, {amount}',
    'Al final el {product} no nos convence. Lo sacamos de la caja una vez. ¿Lo aceptáis?',
    'He devuelto uno de los dos artículos de {order}. ¿Me devolvéis también parte del envío?',
    '¿Podéis hacer el reembolso a otra tarjeta? La antigua ha caducado.',
  ],
  openings: [
    'Entiendo que quieras recuperar pronto tu dinero.',
    'Gracias por avisarnos de tu devolución.',
    'Te explico con gusto cómo funciona el reembolso.',
    'Siento que el aparato no fuera lo que buscabas.',
  ],
  policies: [
    {
      id: 'refund-policy',
      title: 'Política de reembolsos',
      intro: 'Se aplica a todas las compras en la tienda en línea.',
      facts: [
        {
          says: 'El reembolso se inicia cuando se ha revisado la devolución. Llega a la tarjeta o a la cuenta en un plazo de {refundDays} días laborables.',
          answers: [
            'En cuanto se revise la devolución, tendrás el dinero en **{refundDays} días laborables**.',
            'Después de la revisión, el reembolso tarda hasta {refundDays} días laborables en llegar a tu cuenta.',
          ],
          row: ['Reembolso a tarjeta o cuenta', '{refundDays} días laborables'],
        },
        {
          says: 'El reembolso se hace al mismo medio de pago que se usó. No es posible otra cuenta ni otra tarjeta, tampoco a petición.',
          answers: [
            'El reembolso se hace al mismo medio de pago que usaste en el pedido.',
            'Siempre reembolsamos al medio de pago original; otra tarjeta no es posible.',
          ],
          breach: 'Sin problema, ⟦podemos hacer el reembolso a cualquier otra tarjeta que nos indiques⟧.',
        },
        {
          says: 'El reembolso en saldo de la tienda está disponible en las {walletHours} horas siguientes a la revisión.',
          answers: [
            'Si prefieres saldo de la tienda, lo tienes en las {walletHours} horas siguientes a la revisión.',
            'El saldo de la tienda es más rápido: **{walletHours} horas** después de la revisión.',
          ],
          row: ['Reembolso en saldo', '{walletHours} horas'],
        },
        {
          says: 'Los gastos de envío solo se reembolsan si se devuelve el pedido completo.',
          answers: [
            'Los gastos de envío solo se reembolsan si devuelves el pedido completo.',
            'En una devolución parcial no se reembolsan los gastos de envío.',
          ],
          breach:
            '⟦Por supuesto, también te devolvemos los gastos de envío aunque la devolución sea parcial.⟧',
        },
      ],
    },
    {
      id: 'return-conditions',
      title: 'Condiciones de las devoluciones',
      intro: 'Estas condiciones se suman a los derechos que te da la ley.',
      facts: [
        {
          says: 'Los aparatos se pueden devolver en los {returnDays} días siguientes a la entrega.',
          answers: [
            'Puedes devolver el aparato en los **{returnDays} días** siguientes a la entrega.',
            'El plazo de devolución es de {returnDays} días desde la entrega.',
          ],
          breach: '⟦Aunque el plazo haya pasado, aceptaremos tu devolución como excepción.⟧',
          row: ['Plazo de devolución', '{returnDays} días'],
        },
        {
          says: 'En los aparatos usados se retiene el {restockPercent} % del precio. Desembalar y probar no cuenta como uso.',
          answers: [
            'Si el aparato se ha usado de verdad, se retiene el {restockPercent} % del precio; desembalarlo y probarlo no cuenta.',
            'Sacarlo de la caja una vez no es problema. Solo en los aparatos usados retenemos el {restockPercent} % del precio.',
          ],
          row: ['Descuento por uso', '{restockPercent} %'],
        },
        {
          says: 'Los filtros y cepillos abiertos no se pueden devolver por razones de higiene.',
          answers: [
            'Ten en cuenta que los filtros y cepillos abiertos no se pueden devolver por higiene.',
            'Por higiene, los filtros y cepillos abiertos quedan excluidos de la devolución.',
          ],
          breach: '⟦También puedes devolver los filtros y cepillos abiertos.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-return',
    title: 'Cómo devolver un artículo',
    intro: 'La etiqueta se crea en la cuenta. No hace falta impresora.',
    leads: ['Así puedes devolverlo:', 'Para la devolución, haz lo siguiente:', 'Estos son los pasos:'],
    steps: [
      'Abre **Mi cuenta** y elige el pedido {order}.',
      'Elige **Devolver artículos** y marca el {product}.',
      'Indica un motivo y confirma con **Crear etiqueta**.',
      'Enseña el código QR en un punto de recogida; allí imprimen la etiqueta.',
      'Guarda el resguardo hasta que llegue el reembolso.',
    ],
    replaced: [
      { at: 2, step: '⟦Rellena a mano el formulario de devolución que venía en la caja.⟧' },
      { at: 3, step: '⟦Deja el paquete delante de la puerta; lo recogen a la mañana siguiente.⟧' },
    ],
    invented: [
      '⟦Envía una foto del paquete cerrado a nuestra oficina de devoluciones.⟧',
      '⟦Quita la pegatina del número de serie antes de embalar el aparato.⟧',
    ],
    remark: 'La etiqueta vale {holdDays} días. Después hay que crear una nueva.',
  },
  background: {
    id: 'return-centre',
    title: 'Qué pasa en el centro de devoluciones',
    intro: 'Cada devolución se abre y se prueba a mano.',
    facts: [
      {
        says: 'En semanas de mucho trabajo la revisión tarda hasta {repairDays} días. Recibirás un mensaje cuando esté lista.',
        answers: [
          'En semanas de mucho trabajo la revisión tarda hasta {repairDays} días, y recibirás un mensaje cuando esté lista.',
        ],
        row: ['Revisión de la devolución', 'hasta {repairDays} días'],
      },
      {
        says: 'Los aparatos devueltos que funcionan se limpian y se venden como renovados.',
        answers: ['Los aparatos que funcionan se limpian y se venden como renovados.'],
      },
    ],
  },
  invented: [
    'Tu paquete ⟦lo hemos abierto esta mañana y está completo⟧.',
    'El reembolso llegará en ⟦dos pagos iguales⟧.',
    'Nuestro banco ⟦no tramita reembolsos en la última semana del mes⟧.',
  ],
  promises: [
    '⟦Ya he aprobado el reembolso y puedes quedarte con el aparato.⟧',
    'Para compensar la espera, ⟦te pagaremos un 15 % más del precio de compra⟧.',
    '⟦Tienes derecho a que cualquier tienda asociada te devuelva el dinero en efectivo.⟧',
  ],
};
