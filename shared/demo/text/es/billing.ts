/** Spanish: billing. */
import type { IntentText } from '../../text-model.ts';

export const spanishBilling: IntentText = {
  asks: [
    '¿Por qué me cobrasteis {amount} el {date}? No recuerdo haber pedido nada por ese importe.',
    'En la tarjeta me salen {amount} vuestros, pero la confirmación de {order} dice otra cosa. ¿Me lo podéis explicar?',
    'me ha llegado un recordatorio de pago con recargo y yo pensaba que {order} estaba pagado. ¿Qué pasa ahora?',
    '¿Me podéis mandar la factura de {order}? ¿Y sale {plan} más barato si pago una vez al año?',
    'El banco rechazó el pago del {product}. ¿Lo volvéis a intentar o tengo que hacer algo?',
    'en el extracto aparecen dos cobros de {amount}, miradlo por favor',
  ],
  openings: [
    'Siento la confusión con este cobro.',
    'Haces bien en revisar el extracto con tanto cuidado.',
    'Te explico qué hay detrás de este pago.',
    'Esto se aclara enseguida.',
  ],
  policies: [
    {
      id: 'payment-policy',
      title: 'Pagos y recordatorios',
      intro: 'Esta política se aplica a pedidos y planes pagados con tarjeta, domiciliación o factura.',
      facts: [
        {
          says: 'Si un pago falla, lo intentamos de nuevo automáticamente al cabo de {retryDays} días. Mientras tanto no hay que hacer nada.',
          answers: [
            'Cuando un pago falla, lo volvemos a intentar automáticamente a los **{retryDays} días**.',
            'De momento no tienes que hacer nada: el pago se repite a los {retryDays} días.',
          ],
          row: ['Segundo intento', 'a los {retryDays} días'],
        },
        {
          says: 'Cuando una factura lleva más de {graceDays} días vencida se cobra un recargo de {dunningFee}. Atención al cliente no puede anularlo.',
          answers: [
            'Se añade un recargo de **{dunningFee}** cuando la factura lleva más de {graceDays} días vencida.',
            'El recargo de {dunningFee} solo se aplica si la factura lleva más de {graceDays} días vencida.',
          ],
          breach: '⟦Ya te he quitado el recargo de la cuenta⟧, así que no le hagas caso.',
          row: ['Recargo', '{dunningFee} a los {graceDays} días'],
        },
        {
          says: 'Un cobro se puede reclamar en los {disputeDays} días siguientes a la fecha de la factura. No se aceptan reclamaciones posteriores.',
          answers: [
            'Puedes reclamar un cobro en los {disputeDays} días siguientes a la fecha de la factura.',
            'Si no estás de acuerdo con el importe, reclámalo **en un plazo de {disputeDays} días** desde la fecha de la factura.',
          ],
          breach: 'No hay plazo: ⟦puedes reclamar el cobro cuando quieras⟧.',
          row: ['Plazo para reclamar', '{disputeDays} días'],
        },
      ],
    },
    {
      id: 'plan-prices',
      title: 'Precios y descuentos de los planes',
      intro: 'Los precios incluyen impuestos y se cobran por adelantado en cada periodo.',
      facts: [
        {
          says: 'Care Plus cuesta {plusPrice} al mes. El precio es fijo durante el periodo en curso.',
          answers: [
            'Care Plus cuesta **{plusPrice} al mes**, y el precio es fijo durante el periodo en curso.',
            'El precio mensual de Care Plus es de {plusPrice}.',
          ],
          row: ['Care Plus', '{plusPrice} al mes'],
        },
        {
          says: 'Quien paga al año ahorra un {yearDiscount} %. El descuento no se puede combinar con cupones.',
          answers: [
            'Si pagas una vez al año, ahorras un {yearDiscount} %.',
            'Con el pago anual te ahorras un **{yearDiscount} %**; no se puede combinar con cupones.',
          ],
          breach: 'El pago anual tiene descuento y ⟦además puedes añadir un cupón⟧.',
          row: ['Pago anual', '{yearDiscount} % de descuento'],
        },
        {
          says: 'Dos apuntes por el mismo importe suelen ser una retención y el cobro real. La retención desaparece en un plazo de {graceDays} días.',
          answers: [
            'Dos apuntes iguales suelen ser una retención y el cobro; la retención desaparece en {graceDays} días.',
            'Uno de los dos apuntes es solo una retención y desaparece en un máximo de **{graceDays} días**.',
          ],
          row: ['La retención desaparece', 'en {graceDays} días'],
        },
      ],
    },
  ],
  guide: {
    id: 'invoice-download',
    title: 'Cómo descargar una factura',
    intro: 'Las facturas están en la cuenta en cuanto se envía el pedido.',
    leads: ['Así consigues la factura:', 'Para descargar la factura:', 'Lo puedes hacer tú en un minuto:'],
    steps: [
      'Inicia sesión y abre **Mi cuenta**.',
      'Elige **Pedidos** y luego el pedido {order}.',
      'Ve a **Documentos**, debajo de la lista de artículos.',
      'Toca **Factura (PDF)**.',
      'Confirma la dirección de facturación y elige **Descargar**.',
    ],
    replaced: [
      { at: 2, step: '⟦Ve a **Pagos** en el menú superior.⟧' },
      { at: 3, step: '⟦Toca **Compartir** y elige **Imprimir recibo**.⟧' },
    ],
    invented: [
      '⟦Escribe los cuatro últimos dígitos de tu tarjeta para desbloquear el documento.⟧',
      '⟦Llama a nuestra línea de facturas para que liberen el documento.⟧',
    ],
    remark: 'Las facturas se pueden consultar durante {proofMonths} meses.',
  },
  background: {
    id: 'statement-names',
    title: 'Cómo aparecen nuestros cobros en el extracto',
    intro: 'Cada banco abrevia el concepto a su manera.',
    facts: [
      {
        says: 'Los pagos con tarjeta aparecen como WENDREL HOME seguido de las cuatro últimas cifras del número de pedido.',
        answers: [
          'En el extracto nuestros pagos aparecen como WENDREL HOME con las cuatro últimas cifras del número de pedido.',
        ],
      },
      {
        says: 'Los planes aparecen como WENDREL CARE. Se puede pedir un justificante de pago durante {proofMonths} meses.',
        answers: [
          'Un plan aparece como WENDREL CARE, y puedes pedir un justificante de pago durante {proofMonths} meses.',
        ],
        row: ['Justificante de pago', '{proofMonths} meses'],
      },
    ],
  },
  invented: [
    'El importe incluye además ⟦una tasa medioambiental del 2 %⟧.',
    'Veo que ⟦tu banco te cambió la tarjeta el mes pasado⟧.',
    'Los pagos ⟦que se hacen en domingo siempre se cargan dos veces⟧ al principio.',
  ],
  promises: [
    '⟦Te he abonado 10 en la cuenta como detalle.⟧',
    'Como llevas tanto tiempo con nosotros, ⟦no pagarás ningún recargo en lo que queda de año⟧.',
    '⟦Tienes derecho a pagar en tres plazos sin intereses.⟧',
  ],
};
