/** English: delivery. */
import type { IntentText } from '../../text-model.ts';

export const englishDelivery: IntentText = {
  asks: [
    'My parcel {parcel} has not moved for days. Is it lost?',
    'When will order {order} arrive? I need the {product} before the weekend.',
    'Tracking says delivered but there is nothing here. Order {order}.',
    'Hi, can I change the delivery address of {order}? I am moving.',
    'How much is shipping for the {product}, and is there an express option?',
    'I missed the driver twice. Where is my parcel now and how long do they keep it',
    'I forgot the house number in {order}. What can I do?',
  ],
  openings: [
    'I am sorry that you are still waiting for your parcel.',
    'Thank you for asking about your delivery.',
    'Let me tell you what applies to your parcel.',
    'I can see why you are getting impatient.',
  ],
  policies: [
    {
      id: 'shipping-times',
      title: 'Shipping times and costs',
      intro: 'Times are counted in working days from the day of dispatch.',
      facts: [
        {
          says: 'Standard delivery takes {shipDays} working days and costs {shippingFee}. From an order value of {freeFrom} it is free.',
          answers: [
            'Standard delivery takes **{shipDays} working days** and costs {shippingFee}; it is free from {freeFrom}.',
            'With standard shipping it takes {shipDays} working days. It costs {shippingFee}, or nothing from an order value of {freeFrom}.',
          ],
          row: ['Standard delivery', '{shipDays} working days, {shippingFee}'],
        },
        {
          says: 'Express delivery costs {expressFee}. Orders placed before {cutoffHour}:00 leave the warehouse the same day.',
          answers: [
            'Express costs **{expressFee}**, and orders placed before {cutoffHour}:00 leave the same day.',
            'For {expressFee} you can have it sent by express; before {cutoffHour}:00 it goes out the same day.',
          ],
          row: ['Express', '{expressFee}, order before {cutoffHour}:00'],
        },
        {
          says: 'Express costs are not refunded when the carrier is late because of weather or strikes.',
          answers: [
            'Please note that express costs are not refunded when weather or a strike delays the carrier.',
            'If weather or strikes hold up the carrier, the express costs are unfortunately not refunded.',
          ],
          breach: 'As the parcel is late, ⟦you will get the express costs back automatically⟧.',
        },
      ],
    },
    {
      id: 'lost-parcels',
      title: 'Late, lost and misdelivered parcels',
      intro: 'Please check with neighbours and the parcel shop first.',
      facts: [
        {
          says: 'A parcel counts as lost when its tracking has not changed for {lostDays} days. Only then is a search opened.',
          answers: [
            'A parcel counts as lost when the tracking has not changed for **{lostDays} days**; we then open a search.',
            'We can open a search once there has been no movement for {lostDays} days.',
          ],
          breach: '⟦I am sending you a replacement today; we do not have to wait for any search.⟧',
          row: ['Search can be opened', 'after {lostDays} days'],
        },
        {
          says: 'After two failed attempts the parcel is kept at the parcel shop for {holdDays} days and then goes back to us.',
          answers: [
            'After two attempts it waits at the parcel shop for {holdDays} days before it is sent back to us.',
            'The parcel shop keeps it for **{holdDays} days** after the second attempt.',
          ],
          row: ['Kept at the parcel shop', '{holdDays} days'],
        },
        {
          says: 'The address can be changed only until the parcel has been handed to the carrier. Afterwards neither we nor the carrier can change it.',
          answers: [
            'The address can only be changed until the parcel has been handed to the carrier.',
            'Once the carrier has the parcel, the address can no longer be changed.',
          ],
          breach: '⟦Just tell us the new address; we can still reroute the parcel while it is on its way.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'change-address',
    title: 'How to change the delivery address',
    intro: 'This works as long as the order shows the status “In preparation”.',
    leads: ['To change the address:', 'You can do it yourself like this:', 'Please go through these steps:'],
    steps: [
      'Open the app and tap **Orders**.',
      'Select {order} and check that it says **In preparation**.',
      'Tap **Delivery** and then **Edit address**.',
      'Enter the new address and choose **Use for this order only**.',
      'Confirm with the code that we send to {mail}.',
    ],
    replaced: [
      { at: 2, step: '⟦Tap **Profile** and then **Personal data**.⟧' },
      { at: 4, step: '⟦Confirm by answering the text message of the carrier with YES.⟧' },
    ],
    invented: [
      '⟦Cancel the order first and restore it afterwards, so that the address is unlocked.⟧',
      '⟦Upload a proof of your new residence.⟧',
    ],
    remark: 'The new address is shown in the order at once.',
  },
  background: {
    id: 'tracking-states',
    title: 'What the tracking messages mean',
    intro: 'The messages come from the carrier and are often a few hours behind.',
    facts: [
      {
        says: '“Announced” means that the label exists but the parcel has not been scanned yet.',
        answers: ['“Announced” only means that the label exists; the parcel has not been scanned yet.'],
      },
      {
        says: 'Scans can be missing for up to {shipDays} days when a parcel crosses a border.',
        answers: ['When a parcel crosses a border, scans can be missing for up to {shipDays} days.'],
        row: ['No scans at a border', 'up to {shipDays} days'],
      },
    ],
  },
  invented: [
    'The driver noted ⟦that the doorbell was out of order⟧.',
    'Your parcel is ⟦in the depot in Milton Row and will be loaded tonight⟧.',
    'The {product} is ⟦sent in two separate parcels⟧.',
  ],
  promises: [
    '⟦I guarantee that the parcel will be with you before noon tomorrow.⟧',
    '⟦If it is not there by Friday, you get the device for free.⟧',
    '⟦We no longer deliver to your address, so you have to pick it up yourself.⟧',
  ],
};
