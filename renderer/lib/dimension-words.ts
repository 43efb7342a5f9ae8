/** Dimensions in words, as files have them too. */
export { dimensionTitle, sentenceCase } from '../../shared/figures/dimension-words.ts';
