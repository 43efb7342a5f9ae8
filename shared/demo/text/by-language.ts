/** The texts of the demo by language. */
import type { DemoLanguage, LanguageText } from '../text-model.ts';
import { german } from './de/all.ts';
import { english } from './en/all.ts';
import { spanish } from './es/all.ts';

export const textByLanguage: Readonly<Record<DemoLanguage, LanguageText>> = {
  en: english,
  de: german,
  es: spanish,
};
