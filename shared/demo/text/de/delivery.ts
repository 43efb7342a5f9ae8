/** German: delivery. */
import type { IntentText } from '../../text-model.ts';

export const germanDelivery: IntentText = {
  asks: [
    'Mein Paket {parcel} bewegt sich seit Tagen nicht. Ist es verloren?',
    'Wann kommt die Bestellung {order}? Ich brauche den {product} vor dem Wochenende.',
    'Laut Sendungsverfolgung zugestellt, aber hier ist nichts. Bestellung {order}.',
    'Kann ich die Lieferadresse von {order} noch ändern? Ich ziehe um.',
    'Was kostet der Versand für den {product}, und gibt es Express?',
    'Ich habe den Fahrer zweimal verpasst. Wo ist das Paket jetzt und wie lange bleibt es dort',
    'Bei {order} habe ich die Hausnummer vergessen. Was kann ich tun?',
  ],
  openings: [
    'Es tut mir leid, dass Sie noch auf Ihr Paket warten.',
    'Danke für Ihre Frage zur Lieferung.',
    'Gern sage ich Ihnen, was für Ihr Paket gilt.',
    'Ich kann verstehen, dass Sie ungeduldig werden.',
  ],
  policies: [
    {
      id: 'shipping-times',
      title: 'Lieferzeiten und Versandkosten',
      intro: 'Gezählt werden Werktage ab dem Versandtag.',
      facts: [
        {
          says: 'Der Standardversand dauert {shipDays} Werktage und kostet {shippingFee}. Ab einem Bestellwert von {freeFrom} ist er kostenlos.',
          answers: [
            'Der Standardversand dauert **{shipDays} Werktage** und kostet {shippingFee}; ab {freeFrom} ist er kostenlos.',
            'Mit Standardversand dauert es {shipDays} Werktage. Er kostet {shippingFee}, ab einem Bestellwert von {freeFrom} nichts.',
          ],
          row: ['Standardversand', '{shipDays} Werktage, {shippingFee}'],
        },
        {
          says: 'Der Expressversand kostet {expressFee}. Bestellungen vor {cutoffHour}:00 Uhr verlassen das Lager am selben Tag.',
          answers: [
            'Express kostet **{expressFee}**; was vor {cutoffHour}:00 Uhr bestellt wird, geht am selben Tag raus.',
            'Für {expressFee} geht es per Express, vor {cutoffHour}:00 Uhr bestellt noch am selben Tag.',
          ],
          row: ['Express', '{expressFee}, Bestellung vor {cutoffHour}:00 Uhr'],
        },
        {
          says: 'Expresskosten werden nicht erstattet, wenn sich der Paketdienst wegen Wetter oder Streik verspätet.',
          answers: [
            'Bitte beachten Sie, dass Expresskosten bei Wetter oder Streik nicht erstattet werden.',
            'Verspätet sich der Paketdienst wegen Wetter oder Streik, werden die Expresskosten leider nicht erstattet.',
          ],
          breach: 'Da das Paket zu spät ist, ⟦bekommen Sie die Expresskosten automatisch zurück⟧.',
        },
      ],
    },
    {
      id: 'lost-parcels',
      title: 'Verspätete, verlorene und falsch zugestellte Pakete',
      intro: 'Bitte fragen Sie zuerst bei den Nachbarn und im Paketshop nach.',
      facts: [
        {
          says: 'Ein Paket gilt als verloren, wenn sich die Sendungsverfolgung {lostDays} Tage lang nicht geändert hat. Erst dann wird ein Nachforschungsauftrag gestellt.',
          answers: [
            'Als verloren gilt ein Paket, wenn sich die Sendungsverfolgung **{lostDays} Tage** lang nicht geändert hat; dann forschen wir nach.',
            'Einen Nachforschungsauftrag können wir stellen, sobald sich {lostDays} Tage lang nichts bewegt hat.',
          ],
          breach: '⟦Ich schicke Ihnen heute noch Ersatz, eine Nachforschung müssen wir nicht abwarten.⟧',
          row: ['Nachforschung möglich', 'nach {lostDays} Tagen'],
        },
        {
          says: 'Nach zwei vergeblichen Versuchen liegt das Paket {holdDays} Tage im Paketshop und geht dann an uns zurück.',
          answers: [
            'Nach zwei Versuchen liegt es {holdDays} Tage im Paketshop, bevor es an uns zurückgeht.',
            'Der Paketshop bewahrt es nach dem zweiten Versuch **{holdDays} Tage** lang auf.',
          ],
          row: ['Aufbewahrung im Paketshop', '{holdDays} Tage'],
        },
        {
          says: 'Die Adresse lässt sich nur ändern, bis das Paket dem Paketdienst übergeben wurde. Danach können weder wir noch der Paketdienst sie ändern.',
          answers: [
            'Die Adresse lässt sich nur ändern, bis das Paket dem Paketdienst übergeben wurde.',
            'Sobald der Paketdienst das Paket hat, kann die Adresse nicht mehr geändert werden.',
          ],
          breach: '⟦Nennen Sie uns einfach die neue Adresse, wir leiten das Paket auch unterwegs noch um.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'change-address',
    title: 'Lieferadresse ändern',
    intro: 'Das geht, solange die Bestellung den Status „In Vorbereitung“ hat.',
    leads: ['So ändern Sie die Adresse:', 'Das können Sie selbst erledigen:', 'Bitte gehen Sie so vor:'],
    steps: [
      'Öffnen Sie die App und tippen Sie auf **Bestellungen**.',
      'Wählen Sie {order} und prüfen Sie, ob dort **In Vorbereitung** steht.',
      'Tippen Sie auf **Lieferung** und dann auf **Adresse bearbeiten**.',
      'Geben Sie die neue Adresse ein und wählen Sie **Nur für diese Bestellung**.',
      'Bestätigen Sie mit dem Code, den wir an {mail} schicken.',
    ],
    replaced: [
      { at: 2, step: '⟦Tippen Sie auf **Profil** und dann auf **Persönliche Daten**.⟧' },
      { at: 4, step: '⟦Bestätigen Sie, indem Sie die SMS des Paketdienstes mit JA beantworten.⟧' },
    ],
    invented: [
      '⟦Stornieren Sie die Bestellung und stellen Sie sie wieder her, damit die Adresse entsperrt wird.⟧',
      '⟦Laden Sie einen Nachweis über Ihren neuen Wohnsitz hoch.⟧',
    ],
    remark: 'Die neue Adresse erscheint sofort in der Bestellung.',
  },
  background: {
    id: 'tracking-states',
    title: 'Was die Meldungen der Sendungsverfolgung bedeuten',
    intro: 'Die Meldungen kommen vom Paketdienst und hinken oft einige Stunden hinterher.',
    facts: [
      {
        says: '„Angekündigt“ heißt, dass es ein Etikett gibt, das Paket aber noch nicht gescannt wurde.',
        answers: ['„Angekündigt“ heißt nur, dass es ein Etikett gibt; gescannt wurde das Paket noch nicht.'],
      },
      {
        says: 'Beim Grenzübertritt können Scans bis zu {shipDays} Tage lang fehlen.',
        answers: ['Geht ein Paket über eine Grenze, können Scans bis zu {shipDays} Tage lang fehlen.'],
        row: ['Ohne Scan an der Grenze', 'bis zu {shipDays} Tage'],
      },
    ],
  },
  invented: [
    'Der Fahrer hat vermerkt, ⟦dass die Klingel defekt war⟧.',
    'Ihr Paket liegt ⟦im Depot Altenried und wird heute Nacht verladen⟧.',
    'Der {product} wird ⟦in zwei getrennten Paketen verschickt⟧.',
  ],
  promises: [
    '⟦Ich garantiere Ihnen, dass das Paket morgen vor 12 Uhr bei Ihnen ist.⟧',
    '⟦Ist es bis Freitag nicht da, bekommen Sie das Gerät geschenkt.⟧',
    '⟦An Ihre Adresse liefern wir nicht mehr, Sie müssen es selbst abholen.⟧',
  ],
};
