/** German: cancelling a plan. */
import type { IntentText } from '../../text-model.ts';

export const germanCancellation: IntentText = {
  asks: [
    'Ich möchte {plan} kündigen. Bis wann muss ich das tun?',
    'Bitte kündigen Sie mein Abo, Konto {account}.',
    'Ich habe gekündigt und trotzdem wurde wieder abgebucht?! Tarif {plan}',
    'Kann ich den Tarif pausieren statt kündigen? Wir sind eine Weile weg.',
    'Was passiert mit meinen Daten und meinen {devices} Geräten, wenn ich {plan} beende?',
    'Bekomme ich bei vorzeitiger Kündigung Geld für die restlichen Monate zurück?',
  ],
  openings: [
    'Schade, dass Sie uns verlassen möchten.',
    'Natürlich, so funktioniert die Kündigung.',
    'Danke für Ihre Nachricht zu Ihrem Tarif.',
    'Gern erkläre ich Ihnen die Möglichkeiten.',
  ],
  policies: [
    {
      id: 'cancellation-terms',
      title: 'Einen Tarif kündigen',
      intro: 'Gilt für Care Basic, Care Plus und Care Family.',
      facts: [
        {
          says: 'Ein Tarif kann bis {noticeDays} Tage vor der nächsten Verlängerung gekündigt werden. Danach läuft er eine weitere Periode.',
          answers: [
            'Sie können bis **{noticeDays} Tage** vor der nächsten Verlängerung kündigen.',
            'Die Kündigung muss {noticeDays} Tage vor der Verlängerung bei uns sein, sonst läuft der Tarif eine weitere Periode.',
          ],
          breach: '⟦Sie können noch am letzten Tag kündigen, eine Frist gibt es nicht.⟧',
          row: ['Kündigungsfrist', '{noticeDays} Tage vor Verlängerung'],
        },
        {
          says: 'Die vorzeitige Beendigung eines Jahrestarifs kostet {earlyFee}. Nicht genutzte Monate werden erstattet.',
          answers: [
            'Einen Jahrestarif vorzeitig zu beenden kostet {earlyFee}; nicht genutzte Monate werden erstattet.',
            'Wenn Sie vorzeitig aus einem Jahrestarif aussteigen, berechnen wir **{earlyFee}** und erstatten die restlichen Monate.',
          ],
          breach: '⟦Der vorzeitige Ausstieg kostet Sie überhaupt nichts.⟧',
          row: ['Jahrestarif vorzeitig beenden', '{earlyFee}'],
        },
        {
          says: 'Abbuchungen aus der Zeit vor der Wirksamkeit der Kündigung werden nicht zurückgezahlt.',
          answers: [
            'Abbuchungen aus der Zeit, bevor die Kündigung wirksam wurde, werden nicht zurückgezahlt.',
            'Was vor dem Ende des Tarifs abgebucht wurde, können wir nicht erstatten.',
          ],
          breach: '⟦Die letzte Abbuchung zahlen wir Ihnen vollständig zurück.⟧',
        },
      ],
    },
    {
      id: 'pausing-a-plan',
      title: 'Einen Tarif pausieren',
      intro: 'Die Pause ist für längere Abwesenheiten gedacht.',
      facts: [
        {
          says: 'Ein Tarif kann einmal im Jahr für bis zu {pauseMonths} Monate pausiert werden. Während der Pause wird nichts abgebucht.',
          answers: [
            'Sie können den Tarif einmal im Jahr für bis zu **{pauseMonths} Monate** kostenlos pausieren.',
            'Statt zu kündigen, können Sie bis zu {pauseMonths} Monate pausieren; in dieser Zeit wird nichts abgebucht.',
          ],
          row: ['Pause', 'bis zu {pauseMonths} Monate'],
        },
        {
          says: 'Reparaturen und Leihgeräte sind während einer Pause nicht enthalten.',
          answers: [
            'Während der Pause sind Reparaturen und Leihgeräte nicht enthalten.',
            'Bitte beachten Sie, dass es während einer Pause keine Reparaturen und Leihgeräte gibt.',
          ],
          breach: '⟦Auch während der Pause behalten Sie alle Leistungen, Reparaturen eingeschlossen.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-cancel',
    title: 'In der App kündigen',
    intro: 'Kündigen kann nur die Inhaberin oder der Inhaber des Kontos.',
    leads: ['So kündigen Sie den Tarif:', 'Die Kündigung geht so:', 'Das sind die Schritte in der App:'],
    steps: [
      'Öffnen Sie **Einstellungen** und tippen Sie auf **Tarif**.',
      'Wählen Sie {plan} und dann **Verwalten**.',
      'Gehen Sie auf **Tarif beenden** und wählen Sie einen Grund.',
      'Lesen Sie die Zusammenfassung und tippen Sie auf **Ende bestätigen**.',
      'Warten Sie auf die Nachricht mit dem Enddatum; ohne sie ist nichts gekündigt.',
    ],
    replaced: [
      { at: 2, step: '⟦Gehen Sie auf **Zahlungsmittel entfernen** und bestätigen Sie.⟧' },
      { at: 4, step: '⟦Deinstallieren Sie die App; der Tarif endet dann von selbst.⟧' },
    ],
    invented: [
      '⟦Schreiben Sie das Wort KÜNDIGUNG in den Betreff einer E-Mail an unsere Zentrale.⟧',
      '⟦Trennen Sie alle Geräte vom WLAN.⟧',
    ],
    remark: 'Ein beendeter Tarif kann bis zu seinem letzten Tag wiederhergestellt werden.',
  },
  background: {
    id: 'after-the-plan',
    title: 'Was nach dem Ende eines Tarifs bleibt',
    intro: 'Die Geräte funktionieren auch ohne Tarif.',
    facts: [
      {
        says: 'Zeitpläne und Verlauf werden nach dem Ende noch {keepDays} Tage aufbewahrt und dann gelöscht.',
        answers: [
          'Zeitpläne und Verlauf bewahren wir nach dem Ende noch {keepDays} Tage auf, dann werden sie gelöscht.',
        ],
        row: ['Daten bleiben', '{keepDays} Tage'],
      },
      {
        says: 'Geräte lassen sich in der App weiterhin ein- und ausschalten.',
        answers: ['Ein- und ausschalten können Sie Ihre Geräte in der App weiterhin.'],
      },
    ],
  },
  invented: [
    'Ihr Tarif ⟦wurde im Frühjahr schon einmal gekündigt⟧.',
    '{plan} ⟦wird zum Jahresende ohnehin eingestellt⟧.',
    'Kündigungen werden ⟦nur montags bearbeitet⟧.',
  ],
  promises: [
    'Wenn Sie bleiben, ⟦bekommen Sie die nächsten sechs Monate zum halben Preis⟧.',
    '⟦Ich habe den Tarif mit sofortiger Wirkung beendet und alles erstattet.⟧',
    '⟦Mit der Kündigung verlieren Sie die Garantie auf Ihre Geräte.⟧',
  ],
};
