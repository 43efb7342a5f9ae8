/** Spanish: delivery. */
import type { IntentText } from '../../text-model.ts';

export const spanishDelivery: IntentText = {
  asks: [
    'Mi paquete {parcel} lleva días sin moverse. ¿Se ha perdido?',
    '¿Cuándo llega el pedido {order}? Necesito el {product} antes del fin de semana.',
    'El seguimiento dice que está entregado, pero aquí no hay nada. Pedido {order}.',
    '¿Puedo cambiar la dirección de entrega de {order}? Me mudo.',
    '¿Cuánto cuesta el envío del {product}? ¿Hay opción exprés?',
    'no estaba en casa las dos veces que vino el repartidor. ¿Dónde está mi paquete y cuánto tiempo lo guardan?',
    'En {order} se me olvidó poner el número de la casa. ¿Qué puedo hacer?',
  ],
  openings: [
    'Siento que sigas esperando tu paquete.',
    'Gracias por tu pregunta sobre la entrega.',
    'Te cuento qué se aplica a tu paquete.',
    'Es normal que te impacientes.',
  ],
  policies: [
    {
      id: 'shipping-times',
      title: 'Plazos y gastos de envío',
      intro: 'Los plazos se cuentan en días laborables desde la salida del almacén.',
      facts: [
        {
          says: 'El envío estándar tarda {shipDays} días laborables y cuesta {shippingFee}. A partir de un pedido de {freeFrom} es gratis.',
          answers: [
            'El envío estándar tarda **{shipDays} días laborables** y cuesta {shippingFee}; es gratis a partir de {freeFrom}.',
            'Con el envío estándar tarda {shipDays} días laborables. Cuesta {shippingFee}, o nada a partir de un pedido de {freeFrom}.',
          ],
          row: ['Envío estándar', '{shipDays} días laborables, {shippingFee}'],
        },
        {
          says: 'El envío exprés cuesta {expressFee}. Los pedidos hechos antes de las {cutoffHour}:00 salen del almacén el mismo día.',
          answers: [
            'El envío exprés cuesta **{expressFee}**, y lo que se pide antes de las {cutoffHour}:00 sale el mismo día.',
            'Por {expressFee} puede ir por exprés; antes de las {cutoffHour}:00 sale el mismo día.',
          ],
          row: ['Exprés', '{expressFee}, pedido antes de las {cutoffHour}:00'],
        },
        {
          says: 'El coste del envío exprés no se reembolsa si el transportista se retrasa por el tiempo o por una huelga.',
          answers: [
            'Ten en cuenta que el coste exprés no se reembolsa si hay retraso por el tiempo o por una huelga.',
            'Si el transportista se retrasa por el tiempo o por una huelga, el coste exprés no se reembolsa.',
          ],
          breach: 'Como el paquete llega tarde, ⟦te devolveremos automáticamente el coste del envío exprés⟧.',
        },
      ],
    },
    {
      id: 'lost-parcels',
      title: 'Paquetes retrasados, perdidos o mal entregados',
      intro: 'Pregunta primero a los vecinos y en el punto de recogida.',
      facts: [
        {
          says: 'Un paquete se da por perdido cuando el seguimiento no cambia durante {lostDays} días. Solo entonces se abre una búsqueda.',
          answers: [
            'Un paquete se da por perdido cuando el seguimiento no cambia durante **{lostDays} días**; entonces abrimos una búsqueda.',
            'Podemos abrir una búsqueda cuando no ha habido movimiento durante {lostDays} días.',
          ],
          breach: '⟦Hoy mismo te envío uno nuevo, no hace falta esperar a ninguna búsqueda.⟧',
          row: ['Se puede abrir una búsqueda', 'a los {lostDays} días'],
        },
        {
          says: 'Tras dos intentos fallidos el paquete se guarda {holdDays} días en el punto de recogida y luego vuelve a nosotros.',
          answers: [
            'Tras dos intentos espera {holdDays} días en el punto de recogida antes de volver a nosotros.',
            'El punto de recogida lo guarda **{holdDays} días** después del segundo intento.',
          ],
          row: ['En el punto de recogida', '{holdDays} días'],
        },
        {
          says: 'La dirección solo se puede cambiar hasta que el paquete se entrega al transportista. Después no podemos cambiarla ni nosotros ni el transportista.',
          answers: [
            'La dirección solo se puede cambiar hasta que el paquete se entrega al transportista.',
            'Una vez que el transportista tiene el paquete, la dirección ya no se puede cambiar.',
          ],
          breach: '⟦Dinos la nueva dirección y desviamos el paquete aunque ya esté en camino.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'change-address',
    title: 'Cómo cambiar la dirección de entrega',
    intro: 'Funciona mientras el pedido esté en el estado «En preparación».',
    leads: ['Para cambiar la dirección:', 'Lo puedes hacer tú así:', 'Sigue estos pasos:'],
    steps: [
      'Abre la aplicación y toca **Pedidos**.',
      'Elige {order} y comprueba que pone **En preparación**.',
      'Toca **Entrega** y luego **Editar dirección**.',
      'Escribe la nueva dirección y elige **Usar solo en este pedido**.',
      'Confirma con el código que enviamos a {mail}.',
    ],
    replaced: [
      { at: 2, step: '⟦Toca **Perfil** y luego **Datos personales**.⟧' },
      { at: 4, step: '⟦Confirma contestando SÍ al mensaje de texto del transportista.⟧' },
    ],
    invented: [
      '⟦Cancela el pedido y recupéralo después, para que se desbloquee la dirección.⟧',
      '⟦Sube un justificante de tu nuevo domicilio.⟧',
    ],
    remark: 'La nueva dirección aparece enseguida en el pedido.',
  },
  background: {
    id: 'tracking-states',
    title: 'Qué significan los mensajes del seguimiento',
    intro: 'Los mensajes vienen del transportista y suelen llegar con unas horas de retraso.',
    facts: [
      {
        says: '«Anunciado» significa que existe la etiqueta, pero el paquete aún no se ha escaneado.',
        answers: ['«Anunciado» solo significa que existe la etiqueta; el paquete aún no se ha escaneado.'],
      },
      {
        says: 'Cuando un paquete cruza una frontera pueden faltar escaneos durante {shipDays} días.',
        answers: ['Si un paquete cruza una frontera, pueden faltar escaneos durante {shipDays} días.'],
        row: ['Sin escaneos en la frontera', 'hasta {shipDays} días'],
      },
    ],
  },
  invented: [
    'El repartidor anotó ⟦que el timbre no funcionaba⟧.',
    'Tu paquete está ⟦en el centro de Valdeoca y sale esta noche⟧.',
    'El {product} se envía ⟦en dos paquetes separados⟧.',
  ],
  promises: [
    '⟦Te garantizo que el paquete estará en tu casa mañana antes de las 12.⟧',
    '⟦Si no llega antes del viernes, el aparato te sale gratis.⟧',
    '⟦Ya no repartimos en tu dirección, así que tendrás que recogerlo tú.⟧',
  ],
};
