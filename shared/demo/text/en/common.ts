/** English: what all intents share. */
import type { CommonText } from '../../text-model.ts';

export const englishCommon: CommonText = {
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  datePattern: '{day} {month} {year}',
  products: [
    'AP-200 air purifier',
    'RV-40 robot vacuum',
    'FH-300 fan heater',
    'HU-120 humidifier',
    'DH-25 dehumidifier',
    'AC-7 air cooler',
  ],
  greetings: [
    'Hello {name},',
    'Hi {name},',
    'Hi there! 👋',
    'Hello,',
    'Good morning {name},',
    'Dear {name},',
    'Thanks for your message, {name}.',
  ],
  closings: [
    'Is there anything else I can help you with?',
    'Just reply here if something is unclear.',
    'If that does not solve it, write back and I will hand this over to a colleague.',
    'I hope that helps.',
    'Let me know how it goes.',
    'Feel free to ask if you need more details.',
    'Please answer in this thread, so that everything stays together.',
  ],
  signOffs: [
    'Best regards,\nyour Wendrel Home support',
    'Kind regards\nWendrel Home',
    'All the best, your Wendrel Home assistant 🙂',
    '— Wendrel Home support',
  ],
  askPrefixes: ['', '', '', 'Hi! ', 'Hello. ', 'Hi team, quick one. ', 'Good evening. ', 'Hello there 🙂 '],
  askSuffixes: [
    '',
    '',
    '',
    '\nThanks!',
    '\nThank you in advance, {name}',
    '\nRegards, {name}',
    '\nIt is rather urgent.',
    '\nI have asked this before and got no answer.',
    '\nSent from my phone',
  ],
  nudges: [
    'So what do I have to do now?',
    'And what does that mean for me?',
    'Can you give me a clear answer please?',
    'OK. So how does it go on?',
    'Good, then please tell me what applies.',
    'I hope you can tell me more now.',
  ],
  exchanges: {
    any: [
      ['Are you using the app or the website?', 'The app, on {phone}.'],
      [
        'Have you already had a message from us about this?',
        'No, nothing so far. I checked the spam folder too.',
      ],
      ['One moment please, I am looking into it.', 'ok, thanks'],
      ['Is there a ticket for this already?', 'Someone gave me {ticket} last time.'],
      ['I am sorry to hear that. Did it happen more than once?', 'Second time now, to be honest.'],
    ],
    order: [
      ['Of course. Could you tell me the order number?', 'Sure, it is {order}.'],
      ['Thanks. Is this about the {product}?', 'Yes, that one.'],
      ['When did you place the order, roughly?', 'Must have been around {date}, I think.'],
    ],
    account: [
      ['Which e-mail address is the account under?', 'It should be {mail}'],
      ['Could you tell me which plan you are on?', '{plan}, if I read it correctly.'],
      ['May I have the account number, please?', 'One second... {account}'],
    ],
  },
  customerLine: 'Customer: {name}',
  systemPrompts: {
    'support-7':
      'You are the customer support assistant of Wendrel Home. Answer in English. Use only the articles and records below. Be friendly and brief.',
    'support-8':
      'You are the support assistant of Wendrel Home. Answer in English and only from the passages provided. Do not promise anything that the policies do not grant. If the passages do not answer the question, say so and offer to hand over to a person.',
    'support-8b':
      'Role: support assistant, Wendrel Home. Language: English. Ground every statement in the passages. Quote figures exactly. Never invent steps, links or exceptions. Use short paragraphs or lists.',
  },
  recordTitles: { order: 'Order record {order}', account: 'Account record {account}' },
  records: {
    order: [
      { says: '"order": "{order}"', answers: [] },
      { says: '"item": "{product}"', answers: ['I have found order **{order}** for the {product}.'] },
      {
        says: '"placed": "{date:iso}"',
        answers: ['Your order {order} was placed on {date}.', 'I can see that you ordered on **{date}**.'],
        row: ['Order date', '{date}'],
      },
      {
        says: '"total": "{amount}"',
        answers: ['The total of order {order} was {amount}.', 'The order comes to **{amount}** in all.'],
        row: ['Order total', '{amount}'],
      },
    ],
    account: [
      { says: '"account": "{account}"', answers: [] },
      { says: '"plan": "{plan}"', answers: ['You are on the **{plan}** plan.'] },
      {
        says: '"renews": "{renewal:iso}"',
        answers: ['Your plan renews on {renewal}.', 'The current term runs until **{renewal}**.'],
        row: ['Next renewal', '{renewal}'],
      },
      {
        says: '"devices": {devices}',
        answers: [
          'There are {devices} devices connected to your account.',
          'I can see **{devices} devices** in your account {account}.',
        ],
        row: ['Connected devices', '{devices}'],
      },
    ],
  },
  recordLeads: ['This is what I see on our side:', 'Here is the record I am looking at:', 'For reference:'],
  factLeads: ['The main points:', 'In short:', 'Here is what applies:', 'What you should know:'],
  tableHead: ['What', 'Applies to you'],
  tableLeads: ['At a glance:', 'Here is an overview:', 'The figures in one place:'],
  citations: [
    'You can read this in section {section} of “{title}”.',
    'Source: “{title}”, section {section}.',
    'More on this in [{title}]({url}).',
    'This is set out in our article [{title}]({url}).',
  ],
  wrongSections: [
    'You can read this in ⟦section {section} of “{title}”⟧.',
    'Source: ⟦“{title}”, section {section}⟧.',
    'This is laid down in ⟦section {section} of “{title}”⟧.',
  ],
  inventedSources: [
    'The details are in our article ⟦“Service promise for existing customers”⟧.',
    'You can look this up in the ⟦[customer handbook](https://help.example.com/en/handbook-2)⟧.',
    'This follows from ⟦our General Terms, clause 14.3⟧.',
    'See also ⟦[Your rights at a glance](https://help.example.com/en/rights-overview)⟧.',
    'Source: ⟦“Support bulletin 27”⟧.',
  ],
  others: [
    '⟦As we agreed on the phone last Tuesday⟧, I have made a note of it.',
    '⟦My colleague from the workshop has just had a look at it⟧ and sees it the same way.',
    '⟦Most customers in your street have told us the same⟧, so you are not alone.',
    '⟦You mentioned in your letter that you are travelling next week⟧, so I will keep it short.',
    '⟦I have tried this on my own device at home⟧ and it worked at once.',
    '⟦Your neighbour has already signed for it on our form⟧, so nothing is missing.',
  ],
  vague: [
    'Thank you for your patience. This depends on several things, so it is best to have a look at our help pages, where you will find all the information you need.',
    'I understand how annoying this is. Our team is working on improving things all the time. Please try again later or get in touch with us.',
    'That is a good question! There are different possibilities. Please check the settings and the documentation that came with it.',
  ],
};
