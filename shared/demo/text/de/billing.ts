/** German: billing. */
import type { IntentText } from '../../text-model.ts';

export const germanBilling: IntentText = {
  asks: [
    'Wofür wurden mir am {date} {amount} abgebucht? Ich kann das keiner Bestellung zuordnen.',
    'Auf meiner Karte stehen {amount} von Ihnen, in der Bestätigung zu {order} aber etwas anderes. Können Sie das erklären?',
    'ich habe eine Mahnung mit Gebühr bekommen, dabei dachte ich, {order} wäre längst bezahlt. Was passiert jetzt?',
    'Könnten Sie mir die Rechnung zu {order} schicken? Und wird {plan} günstiger, wenn ich jährlich zahle?',
    'Meine Bank hat die Zahlung für den {product} abgelehnt. Wird das noch einmal versucht oder muss ich etwas tun?',
    'auf dem Kontoauszug stehen zwei Zahlungen über {amount}, bitte prüfen',
  ],
  openings: [
    'Es tut mir leid, dass diese Abbuchung für Verwirrung sorgt.',
    'Gut, dass Sie Ihren Kontoauszug so genau prüfen.',
    'Gern erkläre ich Ihnen, was hinter der Zahlung steckt.',
    'Das lässt sich schnell aufklären.',
  ],
  policies: [
    {
      id: 'payment-policy',
      title: 'Zahlungen und Mahnungen',
      intro:
        'Diese Richtlinie gilt für Bestellungen und Tarife, die per Karte, Lastschrift oder Rechnung bezahlt werden.',
      facts: [
        {
          says: 'Schlägt eine Zahlung fehl, versuchen wir es nach {retryDays} Tagen automatisch erneut. In der Zwischenzeit ist nichts zu tun.',
          answers: [
            'Wenn eine Zahlung fehlschlägt, versuchen wir es nach **{retryDays} Tagen** automatisch noch einmal.',
            'Sie müssen im Moment nichts tun: Nach {retryDays} Tagen wird die Zahlung erneut versucht.',
          ],
          row: ['Zweiter Versuch', 'nach {retryDays} Tagen'],
        },
        {
          says: 'Ist eine Rechnung mehr als {graceDays} Tage überfällig, fällt eine Mahngebühr von {dunningFee} an. Der Support kann sie nicht erlassen.',
          answers: [
            'Eine Mahngebühr von **{dunningFee}** fällt an, sobald eine Rechnung mehr als {graceDays} Tage überfällig ist.',
            'Die Gebühr von {dunningFee} wird nur fällig, wenn die Rechnung mehr als {graceDays} Tage überfällig ist.',
          ],
          breach: '⟦Die Mahngebühr habe ich für Sie ausgebucht⟧, Sie können sie also ignorieren.',
          row: ['Mahngebühr', '{dunningFee} nach {graceDays} Tagen'],
        },
        {
          says: 'Einer Abbuchung kann innerhalb von {disputeDays} Tagen ab Rechnungsdatum widersprochen werden. Spätere Widersprüche nehmen wir nicht an.',
          answers: [
            'Sie können einer Abbuchung innerhalb von {disputeDays} Tagen ab Rechnungsdatum widersprechen.',
            'Wenn Sie mit dem Betrag nicht einverstanden sind, widersprechen Sie bitte **innerhalb von {disputeDays} Tagen** ab Rechnungsdatum.',
          ],
          breach: 'Eine Frist gibt es nicht: ⟦Sie können der Abbuchung jederzeit widersprechen⟧.',
          row: ['Frist für den Widerspruch', '{disputeDays} Tage'],
        },
      ],
    },
    {
      id: 'plan-prices',
      title: 'Tarifpreise und Rabatte',
      intro: 'Alle Preise enthalten die Steuer und werden je Periode im Voraus abgebucht.',
      facts: [
        {
          says: 'Care Plus kostet {plusPrice} im Monat. Der Preis ist für die laufende Periode fest.',
          answers: [
            'Care Plus kostet **{plusPrice} im Monat**, und der Preis ist für die laufende Periode fest.',
            'Der Monatspreis von Care Plus beträgt {plusPrice}.',
          ],
          row: ['Care Plus', '{plusPrice} im Monat'],
        },
        {
          says: 'Wer jährlich zahlt, spart {yearDiscount} %. Der Rabatt ist nicht mit Gutscheinen kombinierbar.',
          answers: [
            'Bei jährlicher Zahlung sparen Sie {yearDiscount} %.',
            'Jährliche Zahlung spart Ihnen **{yearDiscount} %**; mit Gutscheinen lässt sich das nicht kombinieren.',
          ],
          breach: 'Jährliche Zahlung ist rabattiert, und ⟦einen Gutschein können Sie zusätzlich einlösen⟧.',
          row: ['Jährliche Zahlung', '{yearDiscount} % Rabatt'],
        },
        {
          says: 'Zwei Einträge über denselben Betrag sind meist eine Vormerkung und die eigentliche Abbuchung. Die Vormerkung verschwindet innerhalb von {graceDays} Tagen.',
          answers: [
            'Zwei gleiche Beträge sind meist eine Vormerkung und die Abbuchung; die Vormerkung verschwindet innerhalb von {graceDays} Tagen.',
            'Einer der beiden Einträge ist nur eine Vormerkung und nach spätestens **{graceDays} Tagen** weg.',
          ],
          row: ['Vormerkung verschwindet', 'innerhalb von {graceDays} Tagen'],
        },
      ],
    },
  ],
  guide: {
    id: 'invoice-download',
    title: 'Rechnung herunterladen',
    intro: 'Rechnungen liegen im Konto, sobald eine Bestellung verschickt wurde.',
    leads: [
      'So kommen Sie an die Rechnung:',
      'Zum Herunterladen der Rechnung:',
      'Das geht in einer Minute selbst:',
    ],
    steps: [
      'Melden Sie sich an und öffnen Sie **Mein Konto**.',
      'Wählen Sie **Bestellungen** und dann die Bestellung {order}.',
      'Gehen Sie unter der Artikelliste auf **Dokumente**.',
      'Tippen Sie auf **Rechnung (PDF)**.',
      'Bestätigen Sie die Rechnungsadresse und wählen Sie **Herunterladen**.',
    ],
    replaced: [
      { at: 2, step: '⟦Gehen Sie im oberen Menü auf **Zahlungen**.⟧' },
      { at: 3, step: '⟦Tippen Sie auf **Teilen** und wählen Sie **Beleg drucken**.⟧' },
    ],
    invented: [
      '⟦Geben Sie zum Entsperren die letzten vier Ziffern Ihrer Karte ein.⟧',
      '⟦Lassen Sie das Dokument über unsere Rechnungshotline freischalten.⟧',
    ],
    remark: 'Rechnungen bleiben {proofMonths} Monate lang abrufbar.',
  },
  background: {
    id: 'statement-names',
    title: 'So erscheinen unsere Abbuchungen auf dem Kontoauszug',
    intro: 'Banken kürzen den Verwendungszweck unterschiedlich.',
    facts: [
      {
        says: 'Kartenzahlungen erscheinen als WENDREL HOME, gefolgt von den letzten vier Ziffern der Bestellnummer.',
        answers: [
          'Auf dem Kontoauszug stehen unsere Zahlungen als WENDREL HOME mit den letzten vier Ziffern der Bestellnummer.',
        ],
      },
      {
        says: 'Tarife erscheinen als WENDREL CARE. Zahlungsnachweise können {proofMonths} Monate lang angefordert werden.',
        answers: [
          'Ein Tarif erscheint als WENDREL CARE, und einen Zahlungsnachweis können Sie {proofMonths} Monate lang anfordern.',
        ],
        row: ['Zahlungsnachweis', '{proofMonths} Monate'],
      },
    ],
  },
  invented: [
    'Im Betrag ist außerdem ⟦eine Umweltabgabe von 2 %⟧ enthalten.',
    'Ich sehe, dass ⟦Ihre Bank die Karte im letzten Monat ausgetauscht hat⟧.',
    'Zahlungen, die ⟦an einem Sonntag eingehen, werden zunächst immer doppelt gebucht⟧.',
  ],
  promises: [
    '⟦Als Geste habe ich Ihnen 10 auf Ihrem Kundenkonto gutgeschrieben.⟧',
    'Weil Sie schon so lange bei uns sind, ⟦fallen für Sie bis Jahresende keine Gebühren mehr an⟧.',
    '⟦Sie haben Anspruch auf zinsfreie Zahlung in drei Raten.⟧',
  ],
};
