/** German: privacy. */
import type { IntentText } from '../../text-model.ts';

export const germanPrivacy: IntentText = {
  asks: [
    'Ich hätte gern eine Kopie aller Daten, die Sie über mich haben. Konto {account}',
    'Bitte löschen Sie mein Konto und alles, was darin ist.',
    'Nimmt der {product} auf, was wir zu Hause reden? Wie lange behalten Sie das?',
    'Wer kann sehen, wann meine Geräte laufen? Ich teile das Zuhause mit anderen.',
    'Wie verhindere ich, dass meine Nutzungsdaten zur Produktverbesserung verwendet werden?',
    'Ich habe den {product} verkauft. Sieht der neue Besitzer meine alten Daten?',
  ],
  openings: [
    'Danke für Ihre Frage. Ihre Daten gehören Ihnen.',
    'Gern erkläre ich Ihnen, was wir wie lange speichern.',
    'Das ist eine wichtige Frage.',
    'Ich verstehe, dass Sie hier sichergehen möchten.',
  ],
  policies: [
    {
      id: 'data-requests',
      title: 'Auskunft und Löschung personenbezogener Daten',
      intro: 'Anträge sind kostenlos und können in der App oder schriftlich gestellt werden.',
      facts: [
        {
          says: 'Die Kopie der Daten steht innerhalb von {exportDays} Tagen bereit. Sie kann {keepDays} Tage lang heruntergeladen werden.',
          answers: [
            'Ihre Kopie steht innerhalb von **{exportDays} Tagen** bereit und kann {keepDays} Tage lang heruntergeladen werden.',
            'Es dauert bis zu {exportDays} Tage, bis die Kopie bereitsteht; danach haben Sie {keepDays} Tage zum Herunterladen.',
          ],
          row: ['Kopie Ihrer Daten', 'innerhalb von {exportDays} Tagen'],
        },
        {
          says: 'Ein gelöschtes Konto ist nach {deleteDays} Tagen endgültig weg. Bis dahin kann die Löschung zurückgenommen werden.',
          answers: [
            'Nach dem Löschantrag ist das Konto nach **{deleteDays} Tagen** endgültig weg; bis dahin können Sie ihn zurücknehmen.',
            'Endgültig wird die Löschung nach {deleteDays} Tagen.',
          ],
          breach: '⟦Auch nach der Löschung können wir Ihr Konto jederzeit wiederherstellen.⟧',
          row: ['Endgültige Löschung', 'nach {deleteDays} Tagen'],
        },
        {
          says: 'Rechnungen müssen gesetzlich aufbewahrt werden und werden nicht mit dem Konto gelöscht.',
          answers: [
            'Rechnungen sind eine Ausnahme: Sie müssen wir gesetzlich aufbewahren.',
            'Nur Rechnungen bleiben bei uns, weil das Gesetz es verlangt.',
          ],
          breach: '⟦Alle Daten werden sofort gelöscht, auch die Rechnungen.⟧',
        },
      ],
    },
    {
      id: 'device-data',
      title: 'Was Geräte aufzeichnen',
      intro: 'Was aufgezeichnet wird, hängt vom Gerät und von der erteilten Einwilligung ab.',
      facts: [
        {
          says: 'Sprachbefehle werden {voiceDays} Tage aufbewahrt, und nur mit Einwilligung der Inhaberin oder des Inhabers. Gespräche werden nie aufgezeichnet.',
          answers: [
            'Sprachbefehle werden {voiceDays} Tage aufbewahrt, und nur mit Ihrer Einwilligung; Gespräche werden nie aufgezeichnet.',
            'Aufbewahrt werden nur Befehle, **{voiceDays} Tage** lang und nur, wenn Sie zugestimmt haben.',
          ],
          breach: '⟦Sprachbefehle werden immer aufbewahrt; widersprechen können Sie dem nicht.⟧',
          row: ['Sprachbefehle', '{voiceDays} Tage'],
        },
        {
          says: 'Schaltzeiten werden {logMonths} Monate aufbewahrt. Sehen kann sie nur, wem das Zuhause gehört, nicht die Mitglieder.',
          answers: [
            'Schaltzeiten werden {logMonths} Monate aufbewahrt, und nur die Inhaberin oder der Inhaber des Zuhauses sieht sie.',
            'Mitglieder Ihres Zuhauses sehen keine Schaltzeiten. Aufbewahrt werden sie **{logMonths} Monate**.',
          ],
          row: ['Schaltzeiten', '{logMonths} Monate'],
        },
        {
          says: 'Daten werden nicht verkauft und nicht für Werbung weitergegeben.',
          answers: ['Wir verkaufen keine Daten und geben sie nicht für Werbung weiter.'],
          breach: '⟦Mit dem Kauf haben Sie zugestimmt, dass wir Nutzungsdaten an Partner weitergeben.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'privacy-settings',
    title: 'Datenschutz-Einstellungen ändern',
    intro: 'Änderungen gelten sofort und für alle Geräte des Zuhauses.',
    leads: [
      'Hier ändern Sie das:',
      'So widerrufen Sie Ihre Einwilligung:',
      'In der App gehen Sie bitte so vor:',
    ],
    steps: [
      'Öffnen Sie **Einstellungen** und tippen Sie auf **Datenschutz**.',
      'Wählen Sie **Ihre Einwilligungen**.',
      'Schalten Sie **Produktverbesserung** und **Sprachverlauf** aus.',
      'Tippen Sie auf **Gesammeltes löschen**, wenn auch ältere Daten weg sollen.',
      'Bestätigen Sie mit Ihrem Passwort.',
    ],
    replaced: [
      { at: 1, step: '⟦Wählen Sie **Erweitert** und geben Sie den Servicecode 0000 ein.⟧' },
      {
        at: 3,
        step: '⟦Setzen Sie das Gerät auf Werkseinstellungen zurück, wenn auch ältere Daten weg sollen.⟧',
      },
    ],
    invented: [
      '⟦Unterschreiben Sie das Formular und schicken Sie es mit einer Kopie Ihres Passes an uns.⟧',
      '⟦Schalten Sie die Ortung auf allen Handys im Haus ab.⟧',
    ],
    remark: 'Ein Gerät, das verkauft wird, sollte vor der Übergabe aus dem Zuhause entfernt werden.',
  },
  background: {
    id: 'handing-over',
    title: 'Ein Gerät verkaufen oder verschenken',
    intro: 'Daten hängen am Zuhause, nicht am Gerät.',
    facts: [
      {
        says: 'Wird ein Gerät aus dem Zuhause entfernt, sind seine Einstellungen innerhalb von {linkHours} Stunden gelöscht.',
        answers: [
          'Sobald Sie das Gerät aus Ihrem Zuhause entfernen, werden seine Einstellungen innerhalb von {linkHours} Stunden gelöscht.',
        ],
        row: ['Einstellungen gelöscht', 'innerhalb von {linkHours} Stunden'],
      },
      {
        says: 'Wer ein Gerät übernimmt, beginnt mit leerem Verlauf.',
        answers: ['Wer das Gerät übernimmt, beginnt mit leerem Verlauf und sieht nichts von Ihnen.'],
      },
    ],
  },
  invented: [
    'Ihre Daten liegen ⟦ausschließlich auf Servern in Island⟧.',
    'Von Ihnen haben wir ⟦derzeit keine Sprachaufnahmen⟧.',
    'Alle Aufnahmen werden vor dem Löschen ⟦von zwei Beschäftigten angehört⟧.',
  ],
  promises: [
    '⟦Ich habe eben selbst alle Ihre Daten gelöscht.⟧',
    '⟦Für jede Aufnahme stehen Ihnen 50 Entschädigung zu.⟧',
    '⟦Die Daten können wir Ihnen nur gegen eine Bearbeitungsgebühr geben.⟧',
  ],
};
