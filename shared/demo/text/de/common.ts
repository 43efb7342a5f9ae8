/** German: what all intents share. */
import type { CommonText } from '../../text-model.ts';

export const germanCommon: CommonText = {
  months: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  datePattern: '{day}. {month} {year}',
  products: [
    'Luftreiniger AP-200',
    'Saugroboter RV-40',
    'Heizlüfter FH-300',
    'Luftbefeuchter HU-120',
    'Luftentfeuchter DH-25',
    'Luftkühler AC-7',
  ],
  greetings: [
    'Guten Tag {name},',
    'Hallo {name},',
    'Guten Tag,',
    'Hallo und danke für Ihre Nachricht! 👋',
    'Guten Morgen {name},',
    'Vielen Dank für Ihre Nachricht, {name}.',
  ],
  closings: [
    'Kann ich sonst noch etwas für Sie tun?',
    'Antworten Sie einfach hier, wenn etwas unklar ist.',
    'Falls das nicht hilft, schreiben Sie mir bitte noch einmal, dann gebe ich den Fall an eine Kollegin weiter.',
    'Ich hoffe, das hilft Ihnen weiter.',
    'Geben Sie gern Bescheid, ob es geklappt hat.',
    'Bitte antworten Sie bei Rückfragen in diesem Verlauf, damit alles zusammenbleibt.',
    'Melden Sie sich gern, wenn Sie es genauer wissen möchten.',
  ],
  signOffs: [
    'Mit freundlichen Grüßen\nIhr Wendrel-Home-Team',
    'Viele Grüße\nWendrel Home',
    'Herzliche Grüße, Ihre Wendrel-Assistenz 🙂',
    '— Wendrel Home Kundendienst',
  ],
  askPrefixes: ['', '', '', 'Hallo! ', 'Guten Tag. ', 'Moin. ', 'Guten Abend. ', 'Hallo zusammen 🙂 '],
  askSuffixes: [
    '',
    '',
    '',
    '\nDanke!',
    '\nVielen Dank im Voraus, {name}',
    '\nGruß, {name}',
    '\nEs eilt leider etwas.',
    '\nIch habe das schon einmal gefragt und nie eine Antwort bekommen.',
    '\nVon meinem Handy gesendet',
  ],
  nudges: [
    'Was muss ich jetzt also tun?',
    'Und was heißt das für mich?',
    'Können Sie mir bitte eine klare Antwort geben?',
    'OK. Und wie geht es jetzt weiter?',
    'Gut, dann sagen Sie mir bitte, was gilt.',
    'Ich hoffe, Sie können mir jetzt mehr sagen.',
  ],
  exchanges: {
    any: [
      ['Nutzen Sie die App oder die Website?', 'Die App, auf {phone}.'],
      [
        'Haben Sie dazu schon eine Nachricht von uns bekommen?',
        'Nein, bisher nichts. Im Spam-Ordner habe ich auch geschaut.',
      ],
      ['Einen Moment bitte, ich sehe nach.', 'ok, danke'],
      ['Gibt es dazu schon ein Ticket?', 'Beim letzten Mal habe ich {ticket} bekommen.'],
      ['Das tut mir leid. Ist das schon öfter vorgekommen?', 'Ehrlich gesagt ist es das zweite Mal.'],
    ],
    order: [
      ['Gern. Nennen Sie mir bitte die Bestellnummer?', 'Klar, das ist die {order}.'],
      ['Danke. Geht es um den {product}?', 'Ja, genau der.'],
      ['Wann ungefähr haben Sie bestellt?', 'Das muss um den {date} gewesen sein.'],
    ],
    account: [
      ['Auf welche E-Mail-Adresse läuft das Konto?', 'Müsste {mail} sein'],
      ['Welchen Tarif haben Sie?', '{plan}, wenn ich das richtig lese.'],
      ['Nennen Sie mir bitte die Kontonummer?', 'Moment... {account}'],
    ],
  },
  customerLine: 'Kundin oder Kunde: {name}',
  systemPrompts: {
    'support-7':
      'Du bist die Support-Assistenz von Wendrel Home. Antworte auf Deutsch und in der Sie-Form. Verwende nur die folgenden Artikel und Datensätze. Sei freundlich und fasse dich kurz.',
    'support-8':
      'Du bist die Support-Assistenz von Wendrel Home. Antworte auf Deutsch, in der Sie-Form und nur anhand der mitgegebenen Passagen. Versprich nichts, was die Richtlinien nicht hergeben. Wenn die Passagen die Frage nicht beantworten, sage das und biete die Weitergabe an einen Menschen an.',
    'support-8b':
      'Rolle: Support-Assistenz, Wendrel Home. Sprache: Deutsch, Sie-Form. Stütze jede Aussage auf die Passagen. Gib Zahlen genau wieder. Erfinde keine Schritte, Links oder Ausnahmen. Kurze Absätze oder Listen.',
  },
  recordTitles: { order: 'Bestelldatensatz {order}', account: 'Kontodatensatz {account}' },
  records: {
    order: [
      { says: '"order": "{order}"', answers: [] },
      { says: '"item": "{product}"', answers: ['Ich sehe hier die Bestellung **{order}** ({product}).'] },
      {
        says: '"placed": "{date:iso}"',
        answers: ['Ihre Bestellung {order} stammt vom {date}.', 'Bestellt haben Sie am **{date}**.'],
        row: ['Bestelldatum', '{date}'],
      },
      {
        says: '"total": "{amount}"',
        answers: [
          'Die Bestellung {order} belief sich auf {amount}.',
          'Die Gesamtsumme beträgt **{amount}**.',
        ],
        row: ['Gesamtsumme', '{amount}'],
      },
    ],
    account: [
      { says: '"account": "{account}"', answers: [] },
      { says: '"plan": "{plan}"', answers: ['Sie nutzen den Tarif **{plan}**.'] },
      {
        says: '"renews": "{renewal:iso}"',
        answers: ['Ihr Tarif verlängert sich am {renewal}.', 'Die laufende Periode endet am **{renewal}**.'],
        row: ['Nächste Verlängerung', '{renewal}'],
      },
      {
        says: '"devices": {devices}',
        answers: [
          'Mit Ihrem Konto sind {devices} Geräte verbunden.',
          'In Ihrem Konto {account} sehe ich **{devices} Geräte**.',
        ],
        row: ['Verbundene Geräte', '{devices}'],
      },
    ],
  },
  recordLeads: ['Das sehe ich auf unserer Seite:', 'Dieser Datensatz liegt mir vor:', 'Zur Orientierung:'],
  factLeads: ['Das Wichtigste:', 'Kurz gesagt:', 'Es gilt Folgendes:', 'Das sollten Sie wissen:'],
  tableHead: ['Was', 'Für Sie gilt'],
  tableLeads: ['Auf einen Blick:', 'Hier eine Übersicht:', 'Die Zahlen zusammengefasst:'],
  citations: [
    'Nachlesen können Sie das in Abschnitt {section} von „{title}“.',
    'Quelle: „{title}“, Abschnitt {section}.',
    'Mehr dazu unter [{title}]({url}).',
    'So steht es in unserem Artikel [{title}]({url}).',
  ],
  wrongSections: [
    'Nachlesen können Sie das in ⟦Abschnitt {section} von „{title}“⟧.',
    'Quelle: ⟦„{title}“, Abschnitt {section}⟧.',
    'Geregelt ist das in ⟦Abschnitt {section} von „{title}“⟧.',
  ],
  inventedSources: [
    'Die Einzelheiten stehen in unserem Artikel ⟦„Serviceversprechen für Bestandskunden“⟧.',
    'Nachschlagen können Sie das im ⟦[Kundenhandbuch](https://help.example.com/de/handbuch-2)⟧.',
    'Das ergibt sich aus ⟦unseren AGB, Ziffer 14.3⟧.',
    'Siehe auch ⟦[Ihre Rechte auf einen Blick](https://help.example.com/de/rechte-uebersicht)⟧.',
    'Quelle: ⟦„Support-Rundschreiben 27“⟧.',
  ],
  others: [
    '⟦Wie am Dienstag am Telefon vereinbart⟧, habe ich das so vermerkt.',
    '⟦Mein Kollege aus der Werkstatt hat es sich eben angesehen⟧ und sieht es genauso.',
    '⟦Die meisten Kunden in Ihrer Straße haben uns dasselbe gemeldet⟧, Sie sind also nicht allein.',
    '⟦Sie hatten in Ihrem Brief erwähnt, dass Sie nächste Woche verreisen⟧, deshalb fasse ich mich kurz.',
    '⟦Ich habe das zu Hause an meinem eigenen Gerät ausprobiert⟧, und es ging sofort.',
    '⟦Ihre Nachbarin hat auf unserem Formular schon unterschrieben⟧, es fehlt also nichts.',
  ],
  vague: [
    'Vielen Dank für Ihre Geduld. Das hängt von mehreren Dingen ab, schauen Sie am besten auf unsere Hilfeseiten. Dort finden Sie alles, was Sie brauchen.',
    'Ich verstehe, wie ärgerlich das ist. Unser Team arbeitet ständig an Verbesserungen. Bitte versuchen Sie es später noch einmal oder melden Sie sich bei uns.',
    'Das ist eine gute Frage! Da gibt es verschiedene Möglichkeiten. Bitte prüfen Sie die Einstellungen und die beiliegenden Unterlagen.',
  ],
};
