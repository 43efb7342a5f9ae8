/** German: defects and repairs. */
import type { IntentText } from '../../text-model.ts';

export const germanDefects: IntentText = {
  asks: [
    'Mein {product} macht seit gestern ein schleifendes Geräusch. Ist das abgedeckt?',
    'Der {product}, den ich am {date} bestellt habe, geht überhaupt nicht an.',
    'es riecht verschmort, wenn der {product} läuft!! ist das gefährlich?',
    'Das Display vom {product} ist nach nicht einmal zwei Jahren tot. Was nun?',
    'Wie lange dauert die Reparatur, wenn der {product} kaputt ist, und bekomme ich solange ein Ersatzgerät? Bestellung {order}',
    'Im Gehäuse vom {product} ist ein Riss. Heruntergefallen ist er nicht.',
  ],
  openings: [
    'Es tut mir leid, dass Ihr Gerät Ärger macht.',
    'Danke, dass Sie das gleich melden.',
    'So sollte sich ein {product} nicht verhalten.',
    'Das ist ärgerlich, ich verstehe Sie gut.',
  ],
  policies: [
    {
      id: 'warranty',
      title: 'Garantie',
      intro: 'Gilt für Geräte, die bei uns oder bei einem gelisteten Händler gekauft wurden.',
      facts: [
        {
          says: 'Die Garantie läuft {warrantyMonths} Monate ab dem Tag der Lieferung.',
          answers: [
            'Die Garantie läuft **{warrantyMonths} Monate** ab dem Tag der Lieferung.',
            'Ab Lieferung haben Sie {warrantyMonths} Monate Garantie.',
          ],
          breach: '⟦Obwohl die Garantie abgelaufen ist, reparieren wir das Gerät kostenlos.⟧',
          row: ['Garantie', '{warrantyMonths} Monate'],
        },
        {
          says: 'Geräte, die innerhalb von {deadDays} Tagen nach der Lieferung ausfallen, werden ohne Reparatur getauscht.',
          answers: [
            'Fällt das Gerät innerhalb von {deadDays} Tagen nach der Lieferung aus, tauschen wir es ohne Reparatur.',
            'In den ersten **{deadDays} Tagen** bekommen Sie direkt ein neues Gerät.',
          ],
          row: ['Sofortiger Tausch', 'innerhalb von {deadDays} Tagen'],
        },
        {
          says: 'Risse, Stürze und Wasserschäden sind nicht abgedeckt.',
          answers: [
            'Risse, Stürze und Wasserschäden sind leider nicht abgedeckt.',
            'Bitte beachten Sie, dass Schäden durch Sturz oder Wasser nicht abgedeckt sind.',
          ],
          breach: '⟦Auch Sturzschäden sind von der Garantie abgedeckt.⟧',
        },
      ],
    },
    {
      id: 'repairs',
      title: 'Reparaturen und Leihgeräte',
      intro: 'Repariert wird in unserer eigenen Werkstatt.',
      facts: [
        {
          says: 'Eine Reparatur dauert bis zu {repairDays} Werktage ab dem Tag, an dem das Gerät bei uns eintrifft.',
          answers: [
            'Eine Reparatur dauert bis zu **{repairDays} Werktage** ab dem Eingang des Geräts.',
            'Bitte rechnen Sie für die Reparatur mit bis zu {repairDays} Werktagen.',
          ],
          row: ['Reparatur', 'bis zu {repairDays} Werktage'],
        },
        {
          says: 'Care Plus und Care Family enthalten ein Leihgerät gegen {loanDeposit} Pfand. Care Basic nicht.',
          answers: [
            'Mit Care Plus oder Care Family bekommen Sie ein Leihgerät gegen {loanDeposit} Pfand.',
            'Ein Leihgerät gehört zu Care Plus und Care Family; das Pfand beträgt **{loanDeposit}**.',
          ],
          breach: '⟦Ein Leihgerät bekommen Sie in jedem Tarif und ganz ohne Pfand.⟧',
          row: ['Pfand für ein Leihgerät', '{loanDeposit}'],
        },
        {
          says: 'Bevor eine Reparatur angenommen wird, brauchen wir {photoCount} Fotos vom Schaden und eines vom Typenschild.',
          answers: [
            'Bevor wir die Reparatur annehmen können, brauchen wir {photoCount} Fotos vom Schaden und eines vom Typenschild.',
            'Schicken Sie uns bitte {photoCount} Fotos vom Schaden, dazu eines vom Typenschild.',
          ],
          row: ['Fotos vom Schaden', '{photoCount}'],
        },
      ],
    },
  ],
  guide: {
    id: 'restart-device',
    title: 'Erste Hilfe bei Ausfall eines Geräts',
    intro: 'Bei Rauch oder verschmortem Geruch: Stecker ziehen und nicht weitermachen.',
    leads: [
      'Bitte probieren Sie zuerst Folgendes:',
      'Zwei Minuten Erste Hilfe:',
      'Vor einer Reparatur gehen Sie bitte diese Schritte durch:',
    ],
    steps: [
      'Schalten Sie den {product} aus und ziehen Sie den Stecker.',
      'Warten Sie {resetSeconds} Sekunden und nehmen Sie den Filter oder den Tank heraus.',
      'Reinigen Sie die Kontakte mit einem trockenen Tuch.',
      'Setzen Sie alles wieder ein und stecken Sie den Stecker ein.',
      'Halten Sie die Einschalttaste {resetSeconds} Sekunden gedrückt, bis das Licht zweimal blinkt.',
    ],
    replaced: [
      { at: 2, step: '⟦Spülen Sie die Kontakte unter warmem Wasser ab.⟧' },
      { at: 4, step: '⟦Drücken Sie die WLAN-Taste und die Einschalttaste gleichzeitig.⟧' },
    ],
    invented: [
      '⟦Öffnen Sie das Gehäuse mit einem kleinen Schraubendreher und prüfen Sie die Sicherung.⟧',
      '⟦Legen Sie das Gerät zehn Minuten ins Gefrierfach.⟧',
    ],
    remark: 'Bleibt das Licht rot, melden Sie das Gerät unter **Geräte → Störung melden**.',
  },
  background: {
    id: 'noises-and-smells',
    title: 'Geräusche und Gerüche: was normal ist',
    intro: 'Neue Geräte können in der ersten Woche leicht nach Kunststoff riechen.',
    facts: [
      {
        says: 'Ein Klicken nach dem Ausschalten ist normal und kommt vom abkühlenden Metall.',
        answers: ['Ein Klicken nach dem Ausschalten ist normal: Das Metall kühlt ab.'],
      },
      {
        says: 'Ein schleifendes Geräusch heißt, dass etwas im Lüfter steckt. In diesem Zustand sollte das Gerät nicht länger als {attempts} Minuten laufen.',
        answers: [
          'Ein schleifendes Geräusch heißt, dass etwas im Lüfter steckt; lassen Sie das Gerät so nicht länger als {attempts} Minuten laufen.',
        ],
        row: ['Betrieb mit Schleifgeräusch', 'höchstens {attempts} Minuten'],
      },
      {
        says: 'Ein Gerät, das verschmort riecht, muss sofort vom Strom getrennt und darf erst nach einer Prüfung wieder benutzt werden.',
        answers: [
          'Trennen Sie es bitte sofort vom Strom und benutzen Sie es erst nach einer Prüfung wieder.',
        ],
      },
    ],
  },
  invented: [
    'Das ist ⟦ein bekannter Fehler der Baureihe vom März⟧.',
    'Der Motor vom {product} ist ⟦auf 900 Stunden ausgelegt⟧.',
    'Das Ersatzteil ⟦liegt in unserer Werkstatt bereit⟧.',
  ],
  promises: [
    '⟦Wir schicken Ihnen heute ein neues Gerät, das alte dürfen Sie behalten.⟧',
    '⟦Den Schaden an Ihrem Teppich bezahlen wir ebenfalls.⟧',
    '⟦Mit einer Reparatur würde Ihr Recht auf Erstattung entfallen.⟧',
  ],
};
