/** English: privacy. */
import type { IntentText } from '../../text-model.ts';

export const englishPrivacy: IntentText = {
  asks: [
    'I would like a copy of all data you have about me. Account {account}',
    'Please delete my account and everything in it.',
    'Does the {product} record what we say at home? How long do you keep that?',
    'Who can see when my devices are switched on? I share the home with others.',
    'How do I stop you from using my usage data for product improvement?',
    'I sold my {product}. Can the new owner see my old data?',
  ],
  openings: [
    'Thank you for asking. Your data belong to you.',
    'I am glad to explain what we store and for how long.',
    'That is an important question.',
    'I understand that you want to be sure about this.',
  ],
  policies: [
    {
      id: 'data-requests',
      title: 'Access to and deletion of personal data',
      intro: 'Requests are free of charge and can be made in the app or in writing.',
      facts: [
        {
          says: 'A copy of the data is ready within {exportDays} days. It can be downloaded for {keepDays} days.',
          answers: [
            'Your copy is ready within **{exportDays} days** and can be downloaded for {keepDays} days.',
            'It takes up to {exportDays} days until the copy is ready; you then have {keepDays} days to download it.',
          ],
          row: ['Copy of your data', 'within {exportDays} days'],
        },
        {
          says: 'A deleted account is erased for good after {deleteDays} days. Until then the deletion can be withdrawn.',
          answers: [
            'After a deletion request the account is erased for good after **{deleteDays} days**; until then you can withdraw it.',
            'The deletion becomes final after {deleteDays} days.',
          ],
          breach: '⟦Even after the deletion we can restore your account at any time.⟧',
          row: ['Final deletion', 'after {deleteDays} days'],
        },
        {
          says: 'Invoices have to be kept by law and are not deleted with the account.',
          answers: [
            'Invoices are an exception: the law obliges us to keep them.',
            'Only invoices stay with us, because we have to keep them by law.',
          ],
          breach: '⟦All data will be deleted at once, invoices included.⟧',
        },
      ],
    },
    {
      id: 'device-data',
      title: 'What devices record',
      intro: 'What is recorded depends on the device and on the consent that was given.',
      facts: [
        {
          says: 'Voice commands are kept for {voiceDays} days, and only if the owner has agreed. Conversations are never recorded.',
          answers: [
            'Voice commands are kept for {voiceDays} days, and only with your consent; conversations are never recorded.',
            'Only commands are kept, for **{voiceDays} days**, and only if you agreed to it.',
          ],
          breach: '⟦Voice commands are always kept; you cannot object to that.⟧',
          row: ['Voice commands', '{voiceDays} days'],
        },
        {
          says: 'Switching times are kept for {logMonths} months and can be seen by the owner of the home, not by members.',
          answers: [
            'Switching times are kept for {logMonths} months, and only the owner of the home can see them.',
            'Members of your home cannot see switching times. They are kept for **{logMonths} months**.',
          ],
          row: ['Switching times', '{logMonths} months'],
        },
        {
          says: 'Data are not sold and not passed on for advertising.',
          answers: ['We do not sell data and do not pass them on for advertising.'],
          breach: '⟦By buying the device you have agreed that we share usage data with partners.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'privacy-settings',
    title: 'How to change the privacy settings',
    intro: 'Changes take effect at once and for all devices of the home.',
    leads: [
      'This is where you change it:',
      'To withdraw your consent:',
      'In the app, please do the following:',
    ],
    steps: [
      'Open **Settings** and tap **Privacy**.',
      'Choose **Your consents**.',
      'Switch off **Product improvement** and **Voice history**.',
      'Tap **Delete what was collected** if you want to remove older data too.',
      'Confirm with your password.',
    ],
    replaced: [
      { at: 1, step: '⟦Choose **Advanced** and enter the service code 0000.⟧' },
      { at: 3, step: '⟦Reset the {product} to factory settings to remove older data.⟧' },
    ],
    invented: [
      '⟦Sign the form and send it to us with a copy of your passport.⟧',
      '⟦Turn off location services on all phones in the house.⟧',
    ],
    remark: 'A device that is sold should be removed from the home before it is handed over.',
  },
  background: {
    id: 'handing-over',
    title: 'Selling or giving away a device',
    intro: 'Data are tied to the home, not to the device.',
    facts: [
      {
        says: 'When a device is removed from the home, its settings are erased within {linkHours} hours.',
        answers: [
          'Once you remove the device from your home, its settings are erased within {linkHours} hours.',
        ],
        row: ['Settings erased', 'within {linkHours} hours'],
      },
      {
        says: 'A new owner starts with an empty history.',
        answers: ['A new owner starts with an empty history and cannot see anything of yours.'],
      },
    ],
  },
  invented: [
    'Your data are stored ⟦on servers in Iceland only⟧.',
    'We have ⟦no voice recordings of you at the moment⟧.',
    'All recordings are ⟦checked by two employees⟧ before they are deleted.',
  ],
  promises: [
    '⟦I have just deleted all your data myself.⟧',
    '⟦You are entitled to compensation of 50 for each recording.⟧',
    '⟦We can only give you the data if you pay a handling fee.⟧',
  ],
};
