/** Owns how dimensions of a frame are said, on screen and in files. Must not know which of them a source carries. */

const dimensionTitles: Record<string, string> = {
  riskClass: 'risk class',
  productArea: 'product area',
  customerTier: 'customer tier',
  promptTemplate: 'prompt template',
  knowledgeBase: 'knowledge base',
  retrievalIndex: 'retrieval index',
  policyCheck: 'policy check',
  userFeedback: 'user feedback',
};

/** A dimension as people say it: `riskClass` is "risk class", `attributes.team` is "team". */
export function dimensionTitle(dimension: string): string {
  return dimensionTitles[dimension] ?? dimension.replace(/^attributes\./, '');
}

/** The same words with a capital first letter. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
