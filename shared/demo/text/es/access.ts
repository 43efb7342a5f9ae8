/** Spanish: access to the account. */
import type { IntentText } from '../../text-model.ts';

export const spanishAccess: IntentText = {
  asks: [
    'No puedo entrar. Dice que mi cuenta está bloqueada.',
    'El código que mandáis no llega nunca. Intento entrar con {mail}',
    'Móvil nuevo ({phone}) y ahora la aplicación me pide un código del antiguo. ¡Ayuda!',
    'He pulsado el enlace para cambiar la contraseña, pero dice que ha caducado.',
    'Quiero que mi hija también pueda usar el {product}. ¿Cómo le doy acceso?',
    'Se me ha roto el móvil antiguo y la aplicación del nuevo quiere un código. ¿Y ahora qué?',
    'Alguien dice que es de vuestro soporte y me pide el código. ¿Sois vosotros de verdad?',
  ],
  openings: [
    'Siento que no puedas entrar en tu cuenta.',
    'Vamos a hacer que puedas entrar otra vez.',
    'Gracias por describir el problema con tanta claridad.',
    'Esto tiene fácil arreglo.',
  ],
  policies: [
    {
      id: 'sign-in-security',
      title: 'Seguridad al iniciar sesión',
      intro: 'Estas reglas protegen tu hogar y no se pueden desactivar en cuentas concretas.',
      facts: [
        {
          says: 'Tras {attempts} contraseñas incorrectas la cuenta se bloquea durante {lockMinutes} minutos. Atención al cliente no puede levantar antes el bloqueo.',
          answers: [
            'Tras {attempts} contraseñas incorrectas la cuenta se bloquea **{lockMinutes} minutos**.',
            'El bloqueo se levanta solo a los {lockMinutes} minutos; se activa tras {attempts} contraseñas incorrectas.',
          ],
          breach: '⟦Acabo de desbloquear tu cuenta a mano, así que ya puedes entrar.⟧',
          row: ['Bloqueo tras {attempts} intentos', '{lockMinutes} minutos'],
        },
        {
          says: 'Un código de acceso vale {codeMinutes} minutos. Si se pide otro, el anterior deja de servir.',
          answers: [
            'Un código vale {codeMinutes} minutos, y si pides otro el anterior deja de servir.',
            'Usa solo el código más reciente; vale **{codeMinutes} minutos**.',
          ],
          row: ['Código de acceso', '{codeMinutes} minutos'],
        },
        {
          says: 'El enlace para una contraseña nueva funciona una sola vez y durante {linkHours} horas.',
          answers: [
            'El enlace para una contraseña nueva funciona una sola vez y durante {linkHours} horas.',
            'Tienes **{linkHours} horas** para usar el enlace, y solo funciona una vez.',
          ],
          row: ['Enlace de contraseña', '{linkHours} horas, una vez'],
        },
        {
          says: 'Atención al cliente nunca pide contraseñas ni códigos y nunca cambia por chat el correo de una cuenta.',
          answers: [
            'Por tu seguridad nunca pedimos contraseñas ni códigos y no cambiamos el correo por chat.',
            'No nos envíes nunca una contraseña ni un código.',
          ],
          breach: '⟦Mándame el código aquí en el chat y te inicio yo la sesión.⟧',
        },
      ],
    },
    {
      id: 'sharing-a-home',
      title: 'Compartir un hogar con otras personas',
      intro: 'Un hogar pertenece a una cuenta. Las demás personas se invitan como miembros.',
      facts: [
        {
          says: 'Un hogar puede tener {deviceMax} miembros. Los miembros no pueden comprar ni eliminar dispositivos.',
          answers: [
            'Puedes invitar a tu hogar a un máximo de **{deviceMax} miembros**.',
            'Un hogar puede tener {deviceMax} miembros, que pueden usar los dispositivos pero no eliminarlos.',
          ],
          breach: '⟦No hay límite de miembros, y también pueden eliminar dispositivos.⟧',
          row: ['Miembros por hogar', '{deviceMax}'],
        },
        {
          says: 'Una invitación vale {linkHours} horas.',
          answers: [
            'Una invitación vale {linkHours} horas.',
            'La persona invitada tiene {linkHours} horas para aceptar.',
          ],
          row: ['Invitación', '{linkHours} horas'],
        },
      ],
    },
  ],
  guide: {
    id: 'new-phone',
    title: 'Cómo pasar la aplicación a un móvil nuevo',
    intro: 'Si puedes, conserva el móvil antiguo hasta que el nuevo esté confirmado.',
    leads: ['Así configuras el móvil nuevo:', 'Para entrar desde el móvil nuevo:', 'Prueba lo siguiente:'],
    steps: [
      'Instala la aplicación en el móvil nuevo y elige **Ya tengo una cuenta**.',
      'Escribe {mail} y tu contraseña.',
      'Toca **Otras formas** y luego **Código de recuperación**.',
      'Escribe el código de la tarjeta que venía con tu primer aparato.',
      'Abre **Seguridad** y elimina el móvil antiguo en **Dispositivos de confianza**.',
    ],
    replaced: [
      { at: 2, step: '⟦Toca **Saltar verificación** en la parte de abajo.⟧' },
      { at: 3, step: '⟦Escribe el número de serie que está debajo del aparato.⟧' },
    ],
    invented: [
      '⟦Borra tu cuenta y regístrate de nuevo con el mismo correo.⟧',
      '⟦Junta los dos móviles hasta que vibren.⟧',
    ],
    remark:
      'Sin código de recuperación hay que comprobar la identidad, lo que tarda hasta {exportDays} días.',
  },
  background: {
    id: 'code-does-not-arrive',
    title: 'Cuando el código no llega',
    intro: 'Casi siempre el código está de camino o ha sido filtrado.',
    facts: [
      {
        says: 'Los códigos los envía «Wendrel Sign-in» y a menudo acaban en la carpeta de publicidad.',
        answers: ['Los códigos los envía «Wendrel Sign-in»; mira también en la carpeta de publicidad.'],
      },
      {
        says: 'Después de {attempts} códigos en una hora no se envía ninguno más.',
        answers: ['Después de {attempts} códigos en una hora ya no enviamos más.'],
        row: ['Códigos por hora', '{attempts}'],
      },
    ],
  },
  invented: [
    'Tu cuenta se bloqueó ⟦por un inicio de sesión desde el extranjero⟧.',
    'La aplicación ⟦ya no es compatible con {phone}⟧.',
    'Los códigos ⟦solo se envían entre las 6:00 y las 22:00⟧.',
  ],
  promises: [
    '⟦Te desactivo la verificación en dos pasos para que no vuelva a pasar.⟧',
    '⟦Por las molestias te regalamos un mes de Care Plus.⟧',
    '⟦Una cuenta que ha estado bloqueada no se puede volver a abrir nunca.⟧',
  ],
};
