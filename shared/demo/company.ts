/**
 * The fictional company whose support the demo shows. Nothing here exists: names are made up, and addresses are under
 * example.com, which is reserved for such use.
 */
export const demoCompany = {
  name: 'Wendrel Home',
  title: 'Wendrel Home customer support',
  description:
    'A made-up maker of connected home devices with a care subscription. Its support assistant answers in English, German and Spanish from help articles and account records.',
  source: 'wendrel-support',
  helpUrl: 'https://help.example.com',
} as const;
