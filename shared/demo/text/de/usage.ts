/** German: using devices. */
import type { IntentText } from '../../text-model.ts';

export const germanUsage: IntentText = {
  asks: [
    'Wie viele Zeitpläne kann ich für den {product} anlegen, und kann ich einen im Urlaub anhalten?',
    'Wie oft muss ich beim {product} den Filter wechseln? Das Licht blinkt dauernd.',
    'Der {product} verbindet sich nicht mehr mit dem WLAN, seit ich einen neuen Router habe.',
    'Kann der {product} nur dann laufen, wenn niemand zu Hause ist?',
    'Muss ich die Firmware {firmware} auf dem {product} von Hand installieren? Wie lange dauert das?',
    'Mein {product} steht im Keller und verliert ständig die Verbindung. Tipps?',
    'Wir sind umgezogen. Wie bekomme ich den {product} ins neue WLAN?',
  ],
  openings: [
    'Gute Frage!',
    'Gern helfe ich Ihnen beim Einrichten.',
    'Das ist in wenigen Schritten erledigt.',
    'Danke für Ihre Frage zum {product}.',
  ],
  policies: [
    {
      id: 'schedules',
      title: 'Zeitpläne und Anwesenheit',
      intro: 'Zeitpläne liegen auf dem Gerät und laufen auch ohne Internet weiter.',
      facts: [
        {
          says: 'Jedes Gerät fasst {scheduleMax} Zeitpläne. Sie dürfen sich nicht überschneiden.',
          answers: [
            'Jedes Gerät fasst **{scheduleMax} Zeitpläne**, die sich nicht überschneiden dürfen.',
            'Je Gerät können Sie bis zu {scheduleMax} Zeitpläne anlegen.',
          ],
          row: ['Zeitpläne je Gerät', '{scheduleMax}'],
        },
        {
          says: 'Die Anwesenheitserkennung setzt Care Plus oder Care Family voraus.',
          answers: [
            'Die Anwesenheitserkennung gehört zu Care Plus und Care Family.',
            'Zum Schalten nach Anwesenheit brauchen Sie Care Plus oder Care Family.',
          ],
          breach: '⟦Die Anwesenheitserkennung ist in jedem Tarif enthalten, auch ganz ohne Tarif.⟧',
        },
        {
          says: 'Ein Zeitplan lässt sich für bis zu {holdDays} Tage anhalten, ohne gelöscht zu werden.',
          answers: [
            'Einen Zeitplan können Sie bis zu {holdDays} Tage anhalten, ohne ihn zu löschen.',
            'Jeder Zeitplan lässt sich bis zu **{holdDays} Tage** lang anhalten.',
          ],
          row: ['Zeitplan anhalten', 'bis zu {holdDays} Tage'],
        },
      ],
    },
    {
      id: 'care-and-filters',
      title: 'Pflege, Filter und Firmware',
      intro: 'Regelmäßige Pflege erhält die Garantie.',
      facts: [
        {
          says: 'Der Filter muss alle {filterMonths} Monate gewechselt werden. Das Licht blinkt, wenn es so weit ist.',
          answers: [
            'Der Filter sollte alle **{filterMonths} Monate** gewechselt werden; das Licht blinkt, wenn es so weit ist.',
            'Blinkt das Licht, ist der Filter fällig, und das ist alle {filterMonths} Monate der Fall.',
          ],
          row: ['Neuer Filter', 'alle {filterMonths} Monate'],
        },
        {
          says: 'Es dürfen nur Originalfilter verwendet werden. Mit anderen Filtern erlischt die Garantie.',
          answers: [
            'Bitte verwenden Sie nur Originalfilter, sonst erlischt die Garantie.',
            'Mit Filtern anderer Hersteller erlischt die Garantie, nehmen Sie daher bitte Originalfilter.',
          ],
          breach: '⟦Sie können jeden passenden Filter nehmen; auf die Garantie hat das keinen Einfluss.⟧',
        },
        {
          says: 'Firmware wird nachts installiert. Eine Aktualisierung dauert etwa {codeMinutes} Minuten; solange ist das Gerät nicht nutzbar.',
          answers: [
            'Firmware wird nachts installiert, das dauert etwa {codeMinutes} Minuten.',
            'Sie müssen nichts tun: Aktualisierungen kommen nachts und dauern etwa **{codeMinutes} Minuten**.',
          ],
          row: ['Aktualisierung', 'etwa {codeMinutes} Minuten'],
        },
      ],
    },
  ],
  guide: {
    id: 'connect-wifi',
    title: 'Ein Gerät mit einem neuen WLAN verbinden',
    intro: 'Die Geräte nutzen das Band bei 2,4 GHz.',
    leads: [
      'So verbinden Sie das Gerät wieder:',
      'Mit dem neuen Router gehen Sie bitte so vor:',
      'Und so geht es:',
    ],
    steps: [
      'Halten Sie die WLAN-Taste am {product} {resetSeconds} Sekunden gedrückt, bis sie blau blinkt.',
      'Öffnen Sie die App, wählen Sie das Gerät und tippen Sie auf **Verbindung**.',
      'Gehen Sie auf **Netzwerk wechseln** und wählen Sie Ihr WLAN.',
      'Geben Sie das WLAN-Passwort ein und warten Sie, bis das Licht ruhig leuchtet.',
      'Tippen Sie zum Schluss auf **Verbindung testen**.',
    ],
    replaced: [
      { at: 1, step: '⟦Entfernen Sie das Gerät aus der App und fügen Sie es neu hinzu.⟧' },
      { at: 3, step: '⟦Drücken Sie zweimal die WPS-Taste am Router.⟧' },
    ],
    invented: [
      '⟦Stellen Sie den Funkkanal des Routers von Hand auf 13.⟧',
      '⟦Installieren Sie das PC-Programm und verbinden Sie das Gerät per USB-Kabel.⟧',
    ],
    remark: 'Zeitpläne bleiben beim Wechsel des Netzwerks erhalten.',
  },
  background: {
    id: 'range-and-signal',
    title: 'Reichweite und Signal',
    intro: 'Wände und Metall schwächen das Signal.',
    facts: [
      {
        says: 'Die Reichweite in Innenräumen beträgt etwa {rangeMetres} Meter. Eine Kellerdecke kann sie halbieren.',
        answers: [
          'In Innenräumen reicht das Signal etwa {rangeMetres} Meter weit; eine Kellerdecke kann das halbieren.',
        ],
        row: ['Reichweite innen', 'etwa {rangeMetres} Meter'],
      },
      {
        says: 'Das Signal ist unter Verbindung zu sehen: Ab zwei Balken reicht es.',
        answers: ['Unter **Verbindung** sehen Sie das Signal; ab zwei Balken reicht es.'],
      },
    ],
  },
  invented: [
    'Die Firmware {firmware} ⟦verdoppelt außerdem die Lüfterdrehzahl⟧.',
    'Der {product} ⟦lernt Ihre Gewohnheiten innerhalb von zwei Wochen von selbst⟧.',
    'Es gibt ⟦einen Nachtmodus, der um 22:30 Uhr beginnt⟧.',
  ],
  promises: [
    '⟦Wir schicken Ihnen kostenlos einen Signalverstärker.⟧',
    '⟦Eine Technikerin kommt kostenlos zu Ihnen und richtet alles ein.⟧',
    '⟦Wer Zeitpläne benutzt, verkürzt damit die Garantie.⟧',
  ],
};
