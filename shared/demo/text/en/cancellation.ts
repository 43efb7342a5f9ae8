/** English: cancelling a plan. */
import type { IntentText } from '../../text-model.ts';

export const englishCancellation: IntentText = {
  asks: [
    'I want to cancel {plan}. By when do I have to do that?',
    'Please cancel my subscription, account {account}. Thanks.',
    'I cancelled but was charged again?! Plan {plan}',
    'Is there a way to pause the plan instead of cancelling? We are away for a while.',
    'What happens to my data and my {devices} devices if I end {plan}?',
    'Do I get money back for the remaining months when I cancel early?',
  ],
  openings: [
    'I am sorry to hear that you are thinking of leaving.',
    'Of course, here is how cancelling works.',
    'Thank you for getting in touch about your plan.',
    'I am happy to explain your options.',
  ],
  policies: [
    {
      id: 'cancellation-terms',
      title: 'Cancelling a plan',
      intro: 'Applies to Care Basic, Care Plus and Care Family.',
      facts: [
        {
          says: 'A plan can be cancelled up to {noticeDays} days before the next renewal. After that it runs for one more term.',
          answers: [
            'You can cancel up to **{noticeDays} days** before the next renewal.',
            'The cancellation has to reach us {noticeDays} days before the renewal, otherwise the plan runs for another term.',
          ],
          breach: '⟦You can cancel on the very last day; there is no notice period.⟧',
          row: ['Notice', '{noticeDays} days before renewal'],
        },
        {
          says: 'Ending a yearly plan early costs {earlyFee}. Unused months are refunded.',
          answers: [
            'Ending a yearly plan early costs {earlyFee}, and unused months are refunded.',
            'If you leave a yearly plan early, we charge **{earlyFee}** and refund the unused months.',
          ],
          breach: '⟦Leaving early costs you nothing at all.⟧',
          row: ['Ending a yearly plan early', '{earlyFee}'],
        },
        {
          says: 'Charges made before the cancellation took effect are not paid back.',
          answers: [
            'Charges from before the cancellation took effect are not paid back.',
            'What was charged before the end of the plan cannot be refunded.',
          ],
          breach: '⟦We will pay back the last charge in full.⟧',
        },
      ],
    },
    {
      id: 'pausing-a-plan',
      title: 'Pausing a plan',
      intro: 'A pause is meant for longer absences.',
      facts: [
        {
          says: 'A plan can be paused once a year for up to {pauseMonths} months. Nothing is charged during a pause.',
          answers: [
            'You can pause the plan once a year for up to **{pauseMonths} months**, free of charge.',
            'Instead of cancelling you can pause for up to {pauseMonths} months; nothing is charged in that time.',
          ],
          row: ['Pause', 'up to {pauseMonths} months'],
        },
        {
          says: 'Repairs and loan devices are not included while a plan is paused.',
          answers: [
            'While the plan is paused, repairs and loan devices are not included.',
            'Please note that there are no repairs or loan devices during a pause.',
          ],
          breach: '⟦During the pause you keep all benefits, repairs included.⟧',
        },
      ],
    },
  ],
  guide: {
    id: 'how-to-cancel',
    title: 'How to cancel in the app',
    intro: 'Only the owner of the account can cancel.',
    leads: ['To cancel the plan:', 'You can cancel like this:', 'These are the steps in the app:'],
    steps: [
      'Open **Settings** and tap **Plan**.',
      'Select {plan} and then **Manage**.',
      'Choose **End plan** and pick a reason.',
      'Read the summary and tap **Confirm end**.',
      'Wait for the message that names the end date; without it nothing has been cancelled.',
    ],
    replaced: [
      { at: 2, step: '⟦Choose **Remove payment method** and confirm.⟧' },
      { at: 4, step: '⟦Uninstall the app; the plan then ends by itself.⟧' },
    ],
    invented: [
      '⟦Write the word CANCEL in the subject of an e-mail to our head office.⟧',
      '⟦Disconnect all devices from the Wi-Fi.⟧',
    ],
    remark: 'A plan that was ended can be restored until its last day.',
  },
  background: {
    id: 'after-the-plan',
    title: 'What stays after a plan ends',
    intro: 'The devices go on working without a plan.',
    facts: [
      {
        says: 'Schedules and history are kept for {keepDays} days after the end and then deleted.',
        answers: ['Schedules and history are kept for {keepDays} days after the end and then deleted.'],
        row: ['Data kept', '{keepDays} days'],
      },
      {
        says: 'Devices can still be switched on and off in the app.',
        answers: ['You can still switch your devices on and off in the app.'],
      },
    ],
  },
  invented: [
    'Your plan ⟦was already cancelled once in spring⟧.',
    '{plan} ⟦will be discontinued at the end of the year⟧ anyway.',
    'Cancellations are ⟦processed on Mondays only⟧.',
  ],
  promises: [
    'If you stay, ⟦you get the next six months at half price⟧.',
    '⟦I have ended the plan with immediate effect and refunded everything.⟧',
    '⟦You lose the warranty on your devices when you cancel.⟧',
  ],
};
