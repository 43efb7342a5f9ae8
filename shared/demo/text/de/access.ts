/** German: access to the account. */
import type { IntentText } from '../../text-model.ts';

export const germanAccess: IntentText = {
  asks: [
    'Ich kann mich nicht mehr anmelden. Es heißt, mein Konto sei gesperrt.',
    'Der Code von Ihnen kommt nie an. Ich melde mich mit {mail} an',
    'Neues Handy ({phone}), und jetzt will die App einen Code vom alten. Hilfe!',
    'Ich habe auf den Link zum Zurücksetzen des Passworts geklickt, aber er ist angeblich abgelaufen.',
    'Meine Tochter soll den {product} auch bedienen können. Wie gebe ich ihr Zugang?',
    'Mein altes Handy ist kaputt, und die App auf dem neuen verlangt einen Code. Was nun?',
    'Jemand behauptet, vom Wendrel-Support zu sein, und will meinen Code. Sind das wirklich Sie?',
  ],
  openings: [
    'Es tut mir leid, dass Sie nicht in Ihr Konto kommen.',
    'Dann sorgen wir dafür, dass Sie wieder hineinkommen.',
    'Danke, dass Sie das Problem so genau beschreiben.',
    'Das bekommen wir schnell hin.',
  ],
  policies: [
    {
      id: 'sign-in-security',
      title: 'Sicherheit bei der Anmeldung',
      intro: 'Diese Regeln schützen Ihr Zuhause und lassen sich nicht für einzelne Konten abschalten.',
      facts: [
        {
          says: 'Nach {attempts} falschen Passwörtern ist das Konto {lockMinutes} Minuten lang gesperrt. Der Support kann die Sperre nicht früher aufheben.',
          answers: [
            'Nach {attempts} falschen Passwörtern ist das Konto **{lockMinutes} Minuten** lang gesperrt.',
            'Die Sperre endet nach {lockMinutes} Minuten von selbst; sie greift nach {attempts} falschen Passwörtern.',
          ],
          breach: '⟦Ich habe Ihr Konto eben von Hand entsperrt, Sie können sich sofort anmelden.⟧',
          row: ['Sperre nach {attempts} Versuchen', '{lockMinutes} Minuten'],
        },
        {
          says: 'Ein Anmeldecode gilt {codeMinutes} Minuten. Wer einen neuen anfordert, macht den alten ungültig.',
          answers: [
            'Ein Code gilt {codeMinutes} Minuten, und ein neuer macht den alten ungültig.',
            'Bitte verwenden Sie nur den neuesten Code; er gilt **{codeMinutes} Minuten**.',
          ],
          row: ['Anmeldecode', '{codeMinutes} Minuten'],
        },
        {
          says: 'Der Link für ein neues Passwort funktioniert einmal und {linkHours} Stunden lang.',
          answers: [
            'Der Link für ein neues Passwort funktioniert nur einmal und {linkHours} Stunden lang.',
            'Für den Link haben Sie **{linkHours} Stunden** Zeit, und er funktioniert nur einmal.',
          ],
          row: ['Passwort-Link', '{linkHours} Stunden, einmal'],
        },
        {
          says: 'Der Support fragt nie nach Passwörtern oder Codes und ändert die E-Mail-Adresse eines Kontos nie im Chat.',
          answers: [
            'Zu Ihrer Sicherheit fragen wir nie nach Passwörtern oder Codes und ändern die E-Mail-Adresse nie im Chat.',
            'Bitte schicken Sie uns nie ein Passwort oder einen Code.',
          ],
          breach: '⟦Schicken Sie mir den Code einfach hier im Chat, dann melde ich Sie an.⟧',
        },
      ],
    },
    {
      id: 'sharing-a-home',
      title: 'Ein Zuhause mit anderen teilen',
      intro: 'Ein Zuhause gehört zu einem Konto. Andere werden als Mitglieder eingeladen.',
      facts: [
        {
          says: 'Ein Zuhause kann {deviceMax} Mitglieder haben. Mitglieder können keine Geräte kaufen oder entfernen.',
          answers: [
            'Sie können bis zu **{deviceMax} Mitglieder** in Ihr Zuhause einladen.',
            'Ein Zuhause kann {deviceMax} Mitglieder haben; sie dürfen Geräte bedienen, aber nicht entfernen.',
          ],
          breach: '⟦Die Zahl der Mitglieder ist unbegrenzt, und sie dürfen auch Geräte entfernen.⟧',
          row: ['Mitglieder je Zuhause', '{deviceMax}'],
        },
        {
          says: 'Eine Einladung gilt {linkHours} Stunden.',
          answers: [
            'Eine Einladung gilt {linkHours} Stunden.',
            'Die eingeladene Person hat {linkHours} Stunden Zeit, um anzunehmen.',
          ],
          row: ['Einladung', '{linkHours} Stunden'],
        },
      ],
    },
  ],
  guide: {
    id: 'new-phone',
    title: 'Mit der App auf ein neues Handy umziehen',
    intro: 'Behalten Sie das alte Handy wenn möglich, bis das neue bestätigt ist.',
    leads: [
      'So richten Sie das neue Handy ein:',
      'Zur Anmeldung auf dem neuen Handy:',
      'Versuchen Sie bitte Folgendes:',
    ],
    steps: [
      'Installieren Sie die App auf dem neuen Handy und wählen Sie **Ich habe schon ein Konto**.',
      'Geben Sie {mail} und Ihr Passwort ein.',
      'Tippen Sie auf **Andere Wege** und dann auf **Wiederherstellungscode**.',
      'Tippen Sie den Code von der Karte ab, die Ihrem ersten Gerät beilag.',
      'Öffnen Sie **Sicherheit** und entfernen Sie das alte Handy unter **Vertraute Geräte**.',
    ],
    replaced: [
      { at: 2, step: '⟦Tippen Sie unten auf **Prüfung überspringen**.⟧' },
      { at: 3, step: '⟦Geben Sie die Seriennummer von der Unterseite Ihres Geräts ein.⟧' },
    ],
    invented: [
      '⟦Löschen Sie Ihr Konto und registrieren Sie sich mit derselben Adresse neu.⟧',
      '⟦Halten Sie beide Handys aneinander, bis sie vibrieren.⟧',
    ],
    remark:
      'Ohne Wiederherstellungscode muss die Identität geprüft werden, das dauert bis zu {exportDays} Tage.',
  },
  background: {
    id: 'code-does-not-arrive',
    title: 'Wenn der Code nicht ankommt',
    intro: 'Fast immer ist der Code noch unterwegs oder wurde aussortiert.',
    facts: [
      {
        says: 'Codes kommen vom Absender „Wendrel Sign-in“ und landen oft im Ordner für Werbung.',
        answers: ['Die Codes kommen von „Wendrel Sign-in“; bitte sehen Sie auch im Ordner für Werbung nach.'],
      },
      {
        says: 'Nach {attempts} Codes in einer Stunde wird kein weiterer verschickt.',
        answers: ['Nach {attempts} Codes innerhalb einer Stunde verschicken wir keine weiteren.'],
        row: ['Codes pro Stunde', '{attempts}'],
      },
    ],
  },
  invented: [
    'Ihr Konto wurde ⟦wegen einer Anmeldung aus dem Ausland gesperrt⟧.',
    'Die App ⟦unterstützt {phone} nicht mehr⟧.',
    'Codes werden ⟦nur zwischen 6 und 22 Uhr verschickt⟧.',
  ],
  promises: [
    '⟦Ich schalte die Zwei-Schritt-Prüfung für Sie ab, damit das nicht wieder passiert.⟧',
    '⟦Für die Umstände bekommen Sie einen Monat Care Plus geschenkt.⟧',
    '⟦Ein Konto, das einmal gesperrt war, kann nie wieder geöffnet werden.⟧',
  ],
};
