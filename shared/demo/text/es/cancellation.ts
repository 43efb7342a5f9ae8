/** Spanish: cancelling a plan. */
import type { IntentText } from '../../text-model.ts';

export const spanishCancellation: IntentText = {
  asks: [
    'Quiero cancelar {plan}. ¿Hasta cuándo tengo de plazo?',
    'Por favor, cancelad mi suscripción, cuenta {account}.',
    'Cancelé y me han vuelto a cobrar. ¿Cómo puede ser? Plan {plan}',
    '¿Se puede pausar el plan en vez de cancelarlo? Vamos a estar fuera una temporada.',
    '¿Qué pasa con mis datos y mis {devices} dispositivos si termino {plan}?',
    'Si cancelo antes de tiempo, ¿me devolvéis el dinero de los meses que quedan?',
  ],
  openings: [
    'Siento que estés pensando en dejarnos.',
    'Por supuesto, así funciona la cancelación.',
    'Gracias por escribirnos sobre tu plan.',
    'Te explico con gusto qué opciones tienes.',
  ],
  policies: [
    {
      id: 'cancellation-terms',
      title: 'Cancelar un plan',
      intro: 'Se aplica a Care Basic, Care Plus y Care Family.',
      facts: [
        {
          says: 'Un plan se puede cancelar hasta {noticeDays} días antes de la siguiente renovación. Después sigue durante otro periodo.',
          answers: [
            'Puedes cancelar hasta **{noticeDays} días** antes de la siguiente renovación.',
            'La cancelación tiene que llegarnos {noticeDays} días antes de la renovación; si no, el plan sigue otro periodo.',
          ],
          breach: '⟦Puedes cancelar el mismo último día, no hay plazo de preaviso.⟧',
          row: ['Preaviso', '{noticeDays} días antes de renovar'],
        },
        {
          says: 'Terminar antes de tiempo un plan anual cuesta {earlyFee}. Los meses no usados se reembolsan.',
          answers: [
            'Terminar antes de tiempo un plan anual cuesta {earlyFee}, y los meses no usados se reembolsan.',
            'Si dejas un plan anual antes de tiempo, cobramos **{earlyFee}** y te devolvemos los meses no usados.',
          ],
          breach: '⟦Dejarlo antes de tiempo no te cuesta absolutamente nada.⟧',
          row: ['Terminar antes un plan anual', '{earlyFee}'],
        },
        {
          says: 'Los cobros anteriores a la fecha en que la cancelación surte efecto no se devuelven.',
          answers: [
            'Los cobros anteriores a que la cancelación surta efecto no se devuelven.',
            'Lo que se cobró antes del final del plan no lo podemos reembolsar.',
          ],
          breach: '⟦Te devolveremos íntegramente el último cobro.⟧',
        },
      ],
    },
    {
      id: 'pausing-a-plan',
      title: 'Pausar un plan',
      intro: 'La pausa está pensada para ausencias largas.',
      facts: [
        {
          says: 'Un plan se puede pausar una vez al año durante un máximo de {pauseMonths} meses. Durante la pausa no se cobra nada.',
          answers: [
            'Puedes pausar el plan una vez al año, gratis y hasta **{pauseMonths} meses**.',
            'En vez de cancelar, puedes pausarlo hasta {pauseMonths} meses; en ese tiempo no se cobra nada.',
          ],
          row: ['Pausa', 'hasta {pauseMonths} meses'],
        },
        {
          says: 'Durante la pausa no están incluidas las reparaciones ni los aparatos de préstamo.',
          answers: [
            'Durante la pausa no están incluidas las reparaciones ni los aparatos de préstamo.',
            'Ten en cuenta que durante la pausa no hay reparaciones ni aparatos de préstamo.',
          ],
          breach: '⟦Durante la pausa mantienes todas las ventajas, también las reparaciones.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-cancel',
    title: 'Cómo cancelar en la aplicación',
    intro: 'Solo puede cancelar la persona titular de la cuenta.',
    leads: ['Para cancelar el plan:', 'Se cancela así:', 'Estos son los pasos en la aplicación:'],
    steps: [
      'Abre **Ajustes** y toca **Plan**.',
      'Elige {plan} y luego **Gestionar**.',
      'Toca **Terminar plan** y elige un motivo.',
      'Lee el resumen y toca **Confirmar fin**.',
      'Espera el mensaje con la fecha final; sin él no hay nada cancelado.',
    ],
    replaced: [
      { at: 2, step: '⟦Toca **Eliminar medio de pago** y confirma.⟧' },
      { at: 4, step: '⟦Desinstala la aplicación; el plan termina entonces por sí solo.⟧' },
    ],
    invented: [
      '⟦Escribe la palabra BAJA en el asunto de un correo a nuestra central.⟧',
      '⟦Desconecta todos los dispositivos de la wifi.⟧',
    ],
    remark: 'Un plan terminado se puede recuperar hasta su último día.',
  },
  background: {
    id: 'after-the-plan',
    title: 'Qué queda cuando termina un plan',
    intro: 'Los aparatos siguen funcionando sin plan.',
    facts: [
      {
        says: 'Los horarios y el historial se guardan {keepDays} días después del final y luego se borran.',
        answers: [
          'Los horarios y el historial se guardan {keepDays} días después del final y luego se borran.',
        ],
        row: ['Datos guardados', '{keepDays} días'],
      },
      {
        says: 'Los dispositivos se pueden seguir encendiendo y apagando en la aplicación.',
        answers: ['Podrás seguir encendiendo y apagando tus dispositivos en la aplicación.'],
      },
    ],
  },
  invented: [
    'Tu plan ⟦ya se canceló una vez en primavera⟧.',
    'De todos modos, {plan} ⟦dejará de existir a final de año⟧.',
    'Las cancelaciones ⟦solo se tramitan los lunes⟧.',
  ],
  promises: [
    'Si te quedas, ⟦tendrás los próximos seis meses a mitad de precio⟧.',
    '⟦He terminado el plan con efecto inmediato y te lo he reembolsado todo.⟧',
    '⟦Al cancelar pierdes la garantía de tus aparatos.⟧',
  ],
};
