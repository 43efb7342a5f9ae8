/** German: refunds and returns. */
import type { IntentText } from '../../text-model.ts';

export const germanRefund: IntentText = {
  asks: [
    'Ich habe den {product} letzte Woche zurückgeschickt und noch kein Geld. Wann kommen die {amount}?',
    'Ich möchte den {product} aus {order} zurückgeben. Geht das noch, und was kostet mich das?',
    'Wo bleibt meine Erstattung?? Bestellung {order}, {amount}',
    'Der {product} passt doch nicht zu uns. Er war einmal ausgepackt. Nehmen Sie ihn zurück?',
    'Ich habe einen von zwei Artikeln aus {order} zurückgeschickt. Bekomme ich auch den Versand anteilig wieder?',
    'Können Sie die Erstattung auf eine andere Karte zahlen? Die alte ist abgelaufen.',
  ],
  openings: [
    'Ich verstehe, dass Sie Ihr Geld bald zurückhaben möchten.',
    'Danke für den Hinweis zu Ihrer Rücksendung.',
    'Gern erkläre ich Ihnen, wie die Erstattung abläuft.',
    'Schade, dass das Gerät nicht das richtige für Sie war.',
  ],
  policies: [
    {
      id: 'refund-policy',
      title: 'Richtlinie für Erstattungen',
      intro: 'Gilt für alle Käufe im Onlineshop.',
      facts: [
        {
          says: 'Die Erstattung wird angestoßen, sobald die Rücksendung geprüft ist. Auf Karte oder Bankkonto ist sie innerhalb von {refundDays} Werktagen.',
          answers: [
            'Sobald die Rücksendung geprüft ist, haben Sie das Geld innerhalb von **{refundDays} Werktagen**.',
            'Nach der Prüfung dauert es bis zu {refundDays} Werktage, bis die Erstattung auf Ihrem Konto ist.',
          ],
          row: ['Erstattung auf Karte oder Konto', '{refundDays} Werktage'],
        },
        {
          says: 'Erstattet wird auf das Zahlungsmittel, mit dem bezahlt wurde. Ein anderes Konto oder eine andere Karte ist auch auf Wunsch nicht möglich.',
          answers: [
            'Die Erstattung geht auf das Zahlungsmittel zurück, mit dem Sie bezahlt haben.',
            'Wir erstatten immer auf das ursprüngliche Zahlungsmittel; eine andere Karte ist leider nicht möglich.',
          ],
          breach:
            'Kein Problem, ⟦wir überweisen die Erstattung gern auf jede andere Karte, die Sie uns nennen⟧.',
        },
        {
          says: 'Als Shop-Guthaben steht die Erstattung innerhalb von {walletHours} Stunden nach der Prüfung bereit.',
          answers: [
            'Wenn Sie stattdessen Shop-Guthaben wählen, ist es innerhalb von {walletHours} Stunden nach der Prüfung da.',
            'Schneller geht es mit Shop-Guthaben: **{walletHours} Stunden** nach der Prüfung.',
          ],
          row: ['Erstattung als Guthaben', '{walletHours} Stunden'],
        },
        {
          says: 'Versandkosten werden nur erstattet, wenn die ganze Bestellung zurückgeht.',
          answers: [
            'Versandkosten werden nur erstattet, wenn Sie die ganze Bestellung zurückgeben.',
            'Bei einer Teilrückgabe werden die Versandkosten nicht erstattet.',
          ],
          breach: '⟦Die Versandkosten bekommen Sie selbstverständlich auch bei einer Teilrückgabe zurück.⟧',
        },
      ],
    },
    {
      id: 'return-conditions',
      title: 'Bedingungen für Rückgaben',
      intro: 'Diese Bedingungen gelten zusätzlich zu Ihren gesetzlichen Rechten.',
      facts: [
        {
          says: 'Geräte können innerhalb von {returnDays} Tagen nach der Lieferung zurückgegeben werden.',
          answers: [
            'Sie können das Gerät innerhalb von **{returnDays} Tagen** nach der Lieferung zurückgeben.',
            'Die Rückgabefrist beträgt {returnDays} Tage ab Lieferung.',
          ],
          breach: '⟦Obwohl die Frist vorbei ist, nehmen wir Ihre Rückgabe ausnahmsweise noch an.⟧',
          row: ['Rückgabefrist', '{returnDays} Tage'],
        },
        {
          says: 'Bei benutzten Geräten behalten wir {restockPercent} % des Preises ein. Auspacken und Ausprobieren gilt nicht als Benutzung.',
          answers: [
            'Wurde das Gerät wirklich benutzt, behalten wir {restockPercent} % des Preises ein; Auspacken und Ausprobieren zählt nicht dazu.',
            'Einmal auspacken ist in Ordnung. Nur bei benutzten Geräten behalten wir {restockPercent} % des Preises ein.',
          ],
          row: ['Abzug bei benutzten Geräten', '{restockPercent} %'],
        },
        {
          says: 'Geöffnete Filter und Bürsten sind aus hygienischen Gründen von der Rückgabe ausgeschlossen.',
          answers: [
            'Bitte beachten Sie: Geöffnete Filter und Bürsten sind aus hygienischen Gründen ausgeschlossen.',
            'Geöffnete Filter und Bürsten können wir aus hygienischen Gründen nicht zurücknehmen.',
          ],
          breach: '⟦Auch die geöffneten Filter und Bürsten können Sie gern zurückschicken.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-return',
    title: 'So schicken Sie etwas zurück',
    intro: 'Das Rücksendeetikett entsteht im Konto. Ein Drucker ist nicht nötig.',
    leads: [
      'So schicken Sie das Gerät zurück:',
      'Für die Rücksendung gehen Sie bitte so vor:',
      'Das sind die Schritte:',
    ],
    steps: [
      'Öffnen Sie **Mein Konto** und wählen Sie die Bestellung {order}.',
      'Gehen Sie auf **Artikel zurückgeben** und markieren Sie den {product}.',
      'Geben Sie einen Grund an und bestätigen Sie mit **Etikett erstellen**.',
      'Zeigen Sie den QR-Code im Paketshop; dort wird das Etikett gedruckt.',
      'Bewahren Sie den Beleg auf, bis die Erstattung da ist.',
    ],
    replaced: [
      { at: 2, step: '⟦Füllen Sie das Rücksendeformular aus dem Karton von Hand aus.⟧' },
      { at: 3, step: '⟦Stellen Sie das Paket vor die Tür; es wird am nächsten Morgen abgeholt.⟧' },
    ],
    invented: [
      '⟦Schicken Sie ein Foto des verschlossenen Pakets an unsere Rückgabestelle.⟧',
      '⟦Ziehen Sie vor dem Einpacken den Aufkleber mit der Seriennummer ab.⟧',
    ],
    remark: 'Das Etikett gilt {holdDays} Tage. Danach muss ein neues erstellt werden.',
  },
  background: {
    id: 'return-centre',
    title: 'Was im Rückgabezentrum passiert',
    intro: 'Jede Rücksendung wird von Hand geöffnet und getestet.',
    facts: [
      {
        says: 'In starken Wochen dauert die Prüfung bis zu {repairDays} Tage. Sie bekommen eine Nachricht, wenn sie fertig ist.',
        answers: [
          'In starken Wochen dauert die Prüfung bis zu {repairDays} Tage; Sie bekommen eine Nachricht, wenn sie fertig ist.',
        ],
        row: ['Prüfung der Rücksendung', 'bis zu {repairDays} Tage'],
      },
      {
        says: 'Zurückgegebene Geräte, die funktionieren, werden gereinigt und als erneuert verkauft.',
        answers: ['Geräte, die funktionieren, werden gereinigt und als erneuert weiterverkauft.'],
      },
    ],
  },
  invented: [
    'Ihr Paket ⟦wurde heute Morgen geöffnet und ist vollständig⟧.',
    'Die Erstattung kommt in ⟦zwei gleich hohen Zahlungen⟧.',
    'Unsere Bank ⟦führt in der letzten Woche des Monats keine Erstattungen aus⟧.',
  ],
  promises: [
    '⟦Die Erstattung habe ich schon freigegeben, das Gerät dürfen Sie behalten.⟧',
    'Als Ausgleich für das Warten ⟦zahlen wir Ihnen 15 % mehr als den Kaufpreis⟧.',
    '⟦Sie haben ein Recht auf sofortige Barauszahlung in jedem Partnergeschäft.⟧',
  ],
};
