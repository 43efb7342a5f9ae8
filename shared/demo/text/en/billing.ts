/** English: billing. */
import type { IntentText } from '../../text-model.ts';

export const englishBilling: IntentText = {
  asks: [
    'Why was I charged {amount} on {date}? I do not remember ordering anything for that.',
    'Hi, my card shows {amount} from you but the order confirmation for {order} says something else. Can you explain?',
    'I got a payment reminder with a fee on it. I thought I had paid order {order}?? What happens now',
    'Could you send me the invoice for {order}? And is it cheaper if I pay {plan} once a year?',
    'My bank refused the payment for the {product}. Will you try again or do I have to do something?',
    'there are two payments of {amount} on my statement, please check',
  ],
  openings: [
    'I am sorry for the confusion about this charge.',
    'Thank you for checking your statement so carefully.',
    'Let me clear up what is behind this payment.',
    'I am happy to explain how this comes about.',
  ],
  policies: [
    {
      id: 'payment-policy',
      title: 'Payments and reminders',
      intro: 'This policy applies to orders and plans that are paid by card, direct debit or invoice.',
      facts: [
        {
          says: 'If a payment fails, we try again automatically after {retryDays} days. Nothing has to be done in the meantime.',
          answers: [
            'When a payment fails, we automatically try again after **{retryDays} days**.',
            'You need not do anything for now: the payment is tried again after {retryDays} days.',
          ],
          row: ['Second attempt', 'after {retryDays} days'],
        },
        {
          says: 'A reminder fee of {dunningFee} is charged once the invoice is more than {graceDays} days overdue. The fee cannot be waived by support.',
          answers: [
            'A reminder fee of **{dunningFee}** is added once an invoice is more than {graceDays} days overdue.',
            'The fee of {dunningFee} only applies when the invoice is overdue by more than {graceDays} days.',
          ],
          breach: '⟦I have taken the reminder fee off your account⟧, so you can ignore it.',
          row: ['Reminder fee', '{dunningFee} after {graceDays} days'],
        },
        {
          says: 'Charges can be disputed within {disputeDays} days of the invoice date. Later disputes are not accepted.',
          answers: [
            'You can dispute a charge within {disputeDays} days of the invoice date.',
            'If you do not agree with the amount, please dispute it **within {disputeDays} days** of the invoice date.',
          ],
          breach: 'There is no deadline: ⟦you can dispute the charge whenever you like⟧.',
          row: ['Deadline for a dispute', '{disputeDays} days'],
        },
      ],
    },
    {
      id: 'plan-prices',
      title: 'Plan prices and discounts',
      intro: 'Prices include tax and are charged in advance for each term.',
      facts: [
        {
          says: 'Care Plus costs {plusPrice} per month. The price is fixed for the running term.',
          answers: [
            'Care Plus costs **{plusPrice} per month**, and the price is fixed for the running term.',
            'The monthly price of Care Plus is {plusPrice}.',
          ],
          row: ['Care Plus', '{plusPrice} per month'],
        },
        {
          says: 'Customers who pay yearly save {yearDiscount} %. The discount cannot be combined with vouchers.',
          answers: [
            'If you pay once a year you save {yearDiscount} %.',
            'Paying yearly saves you **{yearDiscount} %**; it cannot be combined with vouchers.',
          ],
          breach: 'Paying yearly gets you the discount, and ⟦you can add a voucher on top of it⟧.',
          row: ['Yearly payment', '{yearDiscount} % off'],
        },
        {
          says: 'Two entries over the same amount are usually a reservation and the actual charge. The reservation disappears within {graceDays} days.',
          answers: [
            'Two entries of the same amount are usually a reservation and the charge; the reservation is gone within {graceDays} days.',
            'One of the two entries is only a reservation and disappears within **{graceDays} days**.',
          ],
          row: ['Reservation disappears', 'within {graceDays} days'],
        },
      ],
    },
  ],
  guide: {
    id: 'invoice-download',
    title: 'How to download an invoice',
    intro: 'Invoices are available in the account as soon as an order has been shipped.',
    leads: [
      'This is how you get the invoice:',
      'To download the invoice:',
      'You can fetch it yourself in a minute:',
    ],
    steps: [
      'Sign in and open **My account**.',
      'Choose **Orders** and then the order {order}.',
      'Select **Documents** below the list of items.',
      'Tap **Invoice (PDF)**.',
      'Confirm the billing address and select **Download**.',
    ],
    replaced: [
      { at: 2, step: '⟦Select **Payments** in the top menu.⟧' },
      { at: 3, step: '⟦Tap **Share** and choose **Print receipt**.⟧' },
    ],
    invented: [
      '⟦Enter the last four digits of your card to unlock the document.⟧',
      '⟦Call our invoice hotline to have the document released.⟧',
    ],
    remark: 'Invoices stay available for {proofMonths} months.',
  },
  background: {
    id: 'statement-names',
    title: 'What our charges look like on a statement',
    intro: 'Banks shorten the text of a payment in different ways.',
    facts: [
      {
        says: 'Card payments appear as WENDREL HOME followed by the last four digits of the order number.',
        answers: [
          'On your statement our payments appear as WENDREL HOME with the last four digits of the order number.',
        ],
      },
      {
        says: 'Plans appear as WENDREL CARE. Proof of payment can be requested for {proofMonths} months.',
        answers: [
          'A plan shows up as WENDREL CARE, and you can ask for proof of payment for {proofMonths} months.',
        ],
        row: ['Proof of payment', '{proofMonths} months'],
      },
    ],
  },
  invented: [
    'The amount also includes ⟦an environmental levy of 2 %⟧.',
    'Our system shows that ⟦your card was replaced by your bank last month⟧.',
    'Payments made ⟦on a Sunday are always booked twice⟧ at first.',
  ],
  promises: [
    '⟦I have credited 10 to your account as a goodwill gesture.⟧',
    'As you have been with us for so long, ⟦you will not be charged any fees for the rest of the year⟧.',
    '⟦You are entitled to pay in three instalments without interest.⟧',
  ],
};
