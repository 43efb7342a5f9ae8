/** Spanish: using devices. */
import type { IntentText } from '../../text-model.ts';

export const spanishUsage: IntentText = {
  asks: [
    '¿Cuántos horarios puedo crear para el {product}? ¿Y puedo parar uno mientras estamos de vacaciones?',
    '¿Cada cuánto hay que cambiar el filtro del {product}? La luz no para de parpadear.',
    'El {product} ya no se conecta a la wifi desde que tengo un router nuevo.',
    '¿Puede funcionar el {product} solo cuando no hay nadie en casa?',
    '¿Tengo que instalar a mano el firmware {firmware} en el {product}? ¿Cuánto tarda?',
    'Tengo el {product} en el sótano y pierde la conexión todo el rato. ¿Algún consejo?',
    'Nos hemos mudado. ¿Cómo conecto el {product} a la wifi nueva?',
  ],
  openings: [
    '¡Buena pregunta!',
    'Te ayudo con gusto a configurarlo.',
    'Se hace en pocos pasos.',
    'Gracias por tu pregunta sobre el {product}.',
  ],
  policies: [
    {
      id: 'schedules',
      title: 'Horarios y presencia',
      intro: 'Los horarios se guardan en el aparato y siguen funcionando sin internet.',
      facts: [
        {
          says: 'Cada aparato admite {scheduleMax} horarios. No pueden solaparse.',
          answers: [
            'Cada aparato admite **{scheduleMax} horarios**, que no pueden solaparse.',
            'Puedes crear hasta {scheduleMax} horarios por aparato.',
          ],
          row: ['Horarios por aparato', '{scheduleMax}'],
        },
        {
          says: 'La detección de presencia requiere Care Plus o Care Family.',
          answers: [
            'La detección de presencia forma parte de Care Plus y Care Family.',
            'Para que funcione según la presencia necesitas Care Plus o Care Family.',
          ],
          breach: '⟦La detección de presencia está incluida en todos los planes, y también sin plan.⟧',
        },
        {
          says: 'Un horario se puede parar hasta {holdDays} días sin borrarlo.',
          answers: [
            'Puedes parar un horario hasta {holdDays} días sin borrarlo.',
            'Cada horario se puede parar un máximo de **{holdDays} días**.',
          ],
          row: ['Parar un horario', 'hasta {holdDays} días'],
        },
      ],
    },
    {
      id: 'care-and-filters',
      title: 'Cuidado, filtros y firmware',
      intro: 'Un cuidado regular mantiene la garantía.',
      facts: [
        {
          says: 'El filtro se cambia cada {filterMonths} meses. La luz parpadea cuando toca.',
          answers: [
            'El filtro se debe cambiar cada **{filterMonths} meses**; la luz parpadea cuando toca.',
            'Si la luz parpadea, toca cambiar el filtro, es decir, cada {filterMonths} meses.',
          ],
          row: ['Filtro nuevo', 'cada {filterMonths} meses'],
        },
        {
          says: 'Solo se pueden usar filtros originales. Con otros filtros se pierde la garantía.',
          answers: [
            'Usa solo filtros originales; si no, se pierde la garantía.',
            'Con filtros de otras marcas se pierde la garantía, así que usa los originales.',
          ],
          breach: '⟦Puedes usar cualquier filtro que encaje; eso no afecta a la garantía.⟧',
        },
        {
          says: 'El firmware se instala de noche. Una actualización tarda unos {codeMinutes} minutos, durante los cuales no se puede usar el aparato.',
          answers: [
            'El firmware se instala de noche y tarda unos {codeMinutes} minutos.',
            'No tienes que hacer nada: las actualizaciones llegan de noche y tardan unos **{codeMinutes} minutos**.',
          ],
          row: ['Actualización', 'unos {codeMinutes} minutos'],
        },
      ],
    },
  ],
  guide: {
    id: 'connect-wifi',
    title: 'Cómo conectar un aparato a una wifi nueva',
    intro: 'Los aparatos usan la banda de 2,4 GHz.',
    leads: ['Para volver a conectarlo:', 'Con un router nuevo, haz lo siguiente:', 'Se hace así:'],
    steps: [
      'Mantén pulsado el botón wifi del {product} {resetSeconds} segundos hasta que parpadee en azul.',
      'Abre la aplicación, elige el aparato y toca **Conexión**.',
      'Elige **Cambiar de red** y selecciona tu wifi.',
      'Escribe la contraseña de la wifi y espera a que la luz quede fija.',
      'Toca **Probar conexión** para terminar.',
    ],
    replaced: [
      { at: 1, step: '⟦Quita el aparato de la aplicación y añádelo como nuevo.⟧' },
      { at: 3, step: '⟦Pulsa dos veces el botón WPS del router.⟧' },
    ],
    invented: [
      '⟦Pon a mano el canal 13 en el router.⟧',
      '⟦Instala el programa de ordenador y conecta el aparato por cable USB.⟧',
    ],
    remark: 'Los horarios se conservan al cambiar de red.',
  },
  background: {
    id: 'range-and-signal',
    title: 'Alcance y señal',
    intro: 'Las paredes y el metal debilitan la señal.',
    facts: [
      {
        says: 'El alcance en interiores es de unos {rangeMetres} metros. El techo de un sótano puede reducirlo a la mitad.',
        answers: [
          'En interiores el alcance es de unos {rangeMetres} metros, y el techo de un sótano puede reducirlo a la mitad.',
        ],
        row: ['Alcance en interiores', 'unos {rangeMetres} metros'],
      },
      {
        says: 'La señal se ve en Conexión: con dos barras o más es suficiente.',
        answers: ['En **Conexión** ves la señal; con dos barras o más es suficiente.'],
      },
    ],
  },
  invented: [
    'El firmware {firmware} ⟦duplica además la velocidad del ventilador⟧.',
    'El {product} ⟦aprende tus costumbres por sí solo en dos semanas⟧.',
    'Hay ⟦un modo nocturno que empieza a las 22:30⟧.',
  ],
  promises: [
    '⟦Te enviaremos gratis un repetidor de señal.⟧',
    '⟦Irá gratis a tu casa una técnica y te lo instalará.⟧',
    '⟦Usar horarios acorta la garantía.⟧',
  ],
};
