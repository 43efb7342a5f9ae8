/** English: refunds and returns. */
import type { IntentText } from '../../text-model.ts';

export const englishRefund: IntentText = {
  asks: [
    'I sent the {product} back last week and still have no money. When will I get the {amount}?',
    'I would like to return my {product} from order {order}. Is that still possible and what does it cost me?',
    'Where is my refund?? Order {order}, {amount}',
    'The {product} does not suit us after all. It was unpacked once. Do you take it back?',
    'Hello, I returned one of two items of {order}. Do I get back part of the shipping as well?',
    'Can you pay the refund to a different card? The old one has expired.',
  ],
  openings: [
    'I understand that you would like to have your money back soon.',
    'Thanks for letting us know about your return.',
    'Happy to explain how the refund works.',
    'I am sorry that the device was not the right one for you.',
  ],
  policies: [
    {
      id: 'refund-policy',
      title: 'Refund policy',
      intro: 'Applies to all purchases in the online shop.',
      facts: [
        {
          says: 'The refund is started when the return has been checked. It reaches cards and bank accounts within {refundDays} business days.',
          answers: [
            'Once the return has been checked, the money reaches you within **{refundDays} business days**.',
            'After the check it takes up to {refundDays} business days until the refund is on your account.',
          ],
          row: ['Refund by card or bank', '{refundDays} business days'],
        },
        {
          says: 'Refunds go back to the means of payment that was used. Another account or card is not possible, not even on request.',
          answers: [
            'The refund goes back to the means of payment that you used for the order.',
            'We always refund to the original means of payment; another card is not possible.',
          ],
          breach: 'No problem, ⟦we can pay the refund to any other card you name⟧.',
        },
        {
          says: 'Refunds as shop credit are available within {walletHours} hours of the check.',
          answers: [
            'If you choose shop credit instead, it is there within {walletHours} hours of the check.',
            'Shop credit is faster: **{walletHours} hours** after the check.',
          ],
          row: ['Refund as shop credit', '{walletHours} hours'],
        },
        {
          says: 'Shipping costs are refunded only when the whole order is returned.',
          answers: [
            'Shipping costs are refunded only if you return the whole order.',
            'For a partial return the shipping costs are not refunded.',
          ],
          breach: '⟦You will of course get the shipping costs back as well, even for a partial return.⟧',
        },
      ],
    },
    {
      id: 'return-conditions',
      title: 'Conditions for returns',
      intro: 'These conditions apply in addition to your statutory rights.',
      facts: [
        {
          says: 'Devices can be returned within {returnDays} days of delivery.',
          answers: [
            'You can return the device within **{returnDays} days** of delivery.',
            'The return window is {returnDays} days from the day of delivery.',
          ],
          breach: '⟦Even though the return window is over, we will accept your return as an exception.⟧',
          row: ['Return window', '{returnDays} days'],
        },
        {
          says: 'For devices that were used, {restockPercent} % of the price is kept. Unpacking and trying out does not count as use.',
          answers: [
            'If the device was really used, {restockPercent} % of the price is kept; unpacking and trying it out does not count.',
            'Unpacking it once is fine. Only for used devices we keep {restockPercent} % of the price.',
          ],
          row: ['Deduction for used devices', '{restockPercent} %'],
        },
        {
          says: 'Opened filters and brushes cannot be returned for hygiene reasons.',
          answers: [
            'Please note that opened filters and brushes cannot be returned for hygiene reasons.',
            'Filters and brushes that have been opened are excluded from returns.',
          ],
          breach: '⟦You can also send back the opened filters and brushes.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-return',
    title: 'How to send something back',
    intro: 'A return label is made in the account. No printer is needed.',
    leads: [
      'Here is how you send it back:',
      'For the return, please do the following:',
      'These are the steps:',
    ],
    steps: [
      'Open **My account** and select the order {order}.',
      'Choose **Return items** and mark the {product}.',
      'Give a reason and confirm with **Create label**.',
      'Show the QR code at a parcel shop; the label is printed there.',
      'Keep the receipt until the refund has arrived.',
    ],
    replaced: [
      { at: 2, step: '⟦Print the return form from the box and fill it in by hand.⟧' },
      { at: 3, step: '⟦Put the parcel outside your door; it is collected the next morning.⟧' },
    ],
    invented: [
      '⟦Send a photo of the closed parcel to our returns desk.⟧',
      '⟦Remove the serial number sticker before you pack the device.⟧',
    ],
    remark: 'The label is valid for {holdDays} days. After that a new one has to be created.',
  },
  background: {
    id: 'return-centre',
    title: 'What happens in the return centre',
    intro: 'Every return is opened and tested by hand.',
    facts: [
      {
        says: 'The check takes up to {repairDays} days in busy weeks. You get a message when it is done.',
        answers: [
          'In busy weeks the check takes up to {repairDays} days, and you get a message when it is done.',
        ],
        row: ['Check of the return', 'up to {repairDays} days'],
      },
      {
        says: 'Returned devices that work are cleaned and sold as renewed.',
        answers: ['Devices that work are cleaned and sold on as renewed.'],
      },
    ],
  },
  invented: [
    'Your parcel ⟦was opened by our team this morning and is complete⟧.',
    'The refund is split into ⟦two payments of equal size⟧.',
    'Our bank ⟦does not process refunds in the last week of the month⟧.',
  ],
  promises: [
    '⟦I have approved the refund already, so you may keep the device.⟧',
    'To make up for the wait, ⟦we will pay you 15 % on top of the purchase price⟧.',
    '⟦You have a right to an immediate refund in cash at any of our partner shops.⟧',
  ],
};
