/** English: defects and repairs. */
import type { IntentText } from '../../text-model.ts';

export const englishDefects: IntentText = {
  asks: [
    'My {product} makes a grinding noise since yesterday. Is that covered?',
    'The {product} I got on {date} does not switch on at all.',
    'it smells burnt when the {product} is running!! is this dangerous?',
    'The display of the {product} is dead after not even two years. What now?',
    'How long does a repair of the {product} take, and do I get a replacement in the meantime? Order {order}',
    'There is a crack in the housing of the {product}. I did not drop it.',
  ],
  openings: [
    'I am sorry that your device is giving you trouble.',
    'Thank you for reporting this so quickly.',
    'That is not how your {product} should behave.',
    'I understand that this is a nuisance.',
  ],
  policies: [
    {
      id: 'warranty',
      title: 'Warranty',
      intro: 'Applies to devices bought from us or from a listed dealer.',
      facts: [
        {
          says: 'The warranty lasts {warrantyMonths} months from the day of delivery.',
          answers: [
            'The warranty lasts **{warrantyMonths} months** from the day of delivery.',
            'You are covered for {warrantyMonths} months from delivery.',
          ],
          breach: '⟦Although the warranty is over, we will repair the device free of charge.⟧',
          row: ['Warranty', '{warrantyMonths} months'],
        },
        {
          says: 'Devices that fail within {deadDays} days of delivery are exchanged without a repair.',
          answers: [
            'If it fails within {deadDays} days of delivery, we exchange it without a repair.',
            'Within the first **{deadDays} days** you get a new device straight away.',
          ],
          row: ['Immediate exchange', 'within {deadDays} days'],
        },
        {
          says: 'Cracks, falls and water damage are not covered.',
          answers: [
            'Cracks, falls and water damage are unfortunately not covered.',
            'Please note that damage from falls or water is not covered.',
          ],
          breach: '⟦Damage from a fall is covered by the warranty as well.⟧',
        },
      ],
    },
    {
      id: 'repairs',
      title: 'Repairs and loan devices',
      intro: 'Repairs are done in our own workshop.',
      facts: [
        {
          says: 'A repair takes up to {repairDays} working days from the day the device reaches us.',
          answers: [
            'A repair takes up to **{repairDays} working days** from the day we receive the device.',
            'Please allow up to {repairDays} working days for the repair.',
          ],
          row: ['Repair', 'up to {repairDays} working days'],
        },
        {
          says: 'Care Plus and Care Family include a loan device for a deposit of {loanDeposit}. Care Basic does not.',
          answers: [
            'With Care Plus or Care Family you get a loan device for a deposit of {loanDeposit}.',
            'A loan device is part of Care Plus and Care Family; the deposit is **{loanDeposit}**.',
          ],
          breach: '⟦You will get a loan device without any deposit, whichever plan you have.⟧',
          row: ['Deposit for a loan device', '{loanDeposit}'],
        },
        {
          says: 'We need {photoCount} photos of the damage and one of the type plate before a repair is accepted.',
          answers: [
            'Before we can accept the repair we need {photoCount} photos of the damage and one of the type plate.',
            'Please send us {photoCount} photos of the damage, plus one of the type plate.',
          ],
          row: ['Photos of the damage', '{photoCount}'],
        },
      ],
    },
  ],
  guide: {
    id: 'restart-device',
    title: 'First aid for a device that fails',
    intro: 'If there is smoke or a burnt smell, pull the plug and do not go on.',
    leads: [
      'Please try this first:',
      'Two minutes of first aid:',
      'Before a repair, please go through these steps:',
    ],
    steps: [
      'Switch the {product} off and pull the plug.',
      'Wait {resetSeconds} seconds and take out the filter or the tank.',
      'Clean the contacts with a dry cloth.',
      'Put everything back and plug it in again.',
      'Hold the power button for {resetSeconds} seconds until the light blinks twice.',
    ],
    replaced: [
      { at: 2, step: '⟦Rinse the contacts under warm water.⟧' },
      { at: 4, step: '⟦Press the Wi-Fi button and the power button at the same time.⟧' },
    ],
    invented: [
      '⟦Open the housing with a small screwdriver and check the fuse.⟧',
      '⟦Leave the device in the freezer for ten minutes.⟧',
    ],
    remark: 'If the light stays red, report the device under **Devices → Report a fault**.',
  },
  background: {
    id: 'noises-and-smells',
    title: 'Noises and smells: what is normal',
    intro: 'New devices may smell slightly of plastic in the first week.',
    facts: [
      {
        says: 'A clicking sound after switching off is normal and comes from the metal cooling down.',
        answers: ['A clicking sound after switching off is normal: the metal is cooling down.'],
      },
      {
        says: 'A grinding sound means that something is stuck in the fan. The device should not be used for more than {attempts} minutes in this state.',
        answers: [
          'A grinding sound means that something is stuck in the fan; do not use it for more than {attempts} minutes like this.',
        ],
        row: ['Use while grinding', 'at most {attempts} minutes'],
      },
      {
        says: 'A device that smells burnt must be unplugged at once and not be used again before it has been checked.',
        answers: ['Please unplug it at once and do not use it again before it has been checked.'],
      },
    ],
  },
  invented: [
    'This is ⟦a known fault of the series built in March⟧.',
    'The motor of the {product} is ⟦designed for 900 hours⟧.',
    'The spare part is ⟦in stock in our workshop⟧.',
  ],
  promises: [
    '⟦We will send you a brand-new device today and you may keep the old one.⟧',
    '⟦We will also pay for the damage to your carpet.⟧',
    '⟦A repair would cancel your right to a refund.⟧',
  ],
};
