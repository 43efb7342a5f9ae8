/**
 * Words with which an answer joins its sentences, speaks about its sources or is polite. Like stop words they say nothing
 * that a passage could support; lists of stop words leave them out. Only data, in lower case, as they are inflected.
 */
const en =
  'however therefore thus hence additionally furthermore moreover also overall finally firstly secondly lastly meanwhile ' +
  'although though whereas while instead otherwise besides still even either neither without within including include ' +
  'includes included e.g etc like such as well may might can could would cannot ' +
  'provide provides provided providing mention mentions mentioned mentioning state states stated stating describe ' +
  'describes described according suggest suggests suggested indicate indicates indicated specify specifies specified ' +
  'specifically note notes noted noting refer refers referred referring explain explains explained discuss discussed ' +
  'information detail details detailed answer answers answered question questions passage passages context text source ' +
  'sources document documents above below following follows given based summary summarize summarise conclusion brief ' +
  'briefly unable please thank thanks hope help helps let know sorry glad welcome hello hi dear feel free happy sure important';
const de =
  'jedoch daher deshalb außerdem zudem ferner ebenfalls auch schließlich zunächst dennoch trotzdem obwohl während sowie ' +
  'sowohl bzw beziehungsweise insgesamt zusammenfassend laut gemäß angegeben erwähnt genannt beschrieben steht information ' +
  'informationen angaben details antwort antworten frage fragen abschnitt text quelle quellen dokument dokumente folgende ' +
  'folgenden folgendes oben unten leider bitte danke dank vielen hoffe hilft gern gerne hallo guten tag liebe lieber ' +
  'freundliche freundlichen grüße grüßen melden verfügung';
const es =
  'sin embargo además también asimismo finalmente primero luego aunque mientras según indica indican menciona mencionan ' +
  'mencionado proporciona proporcionan proporcionada describe información detalle detalles respuesta respuestas pregunta ' +
  'preguntas pasaje pasajes texto fuente fuentes documento documentos siguiente siguientes resumen favor gracias hola ' +
  'buenos buenas días tardes espero ayuda siento lamento saludos cordial gusto';
const fr =
  'cependant toutefois donc ainsi également aussi enfin ensuite bien que tandis selon indique indiquent mentionne ' +
  'mentionné mentionnée fournit fourni fournies décrit information informations détail détails réponse réponses question ' +
  'questions passage passages extrait extraits texte source sources document documents suivant suivante suivants résumé ' +
  'merci bonjour espère aide désolé désolée cordialement veuillez plaisir';

export const talkWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({ en, de, es, fr }).map(([language, list]) => [language, new Set(list.split(' '))]),
);
