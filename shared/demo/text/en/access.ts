/** English: access to the account. */
import type { IntentText } from '../../text-model.ts';

export const englishAccess: IntentText = {
  asks: [
    'I cannot log in any more. It says my account is locked.',
    'The code you send never arrives. I am trying to sign in with {mail}',
    'New phone ({phone}), and now the app asks for a code from the old one. Help!',
    'I clicked the link to reset my password but it says it has expired.',
    'My daughter should be able to use the {product} too. How can I give her access?',
    'My old phone is broken and the app on the new one wants a code. What now?',
    'Someone says he is from your support and wants my code. Is that really you?',
  ],
  openings: [
    'I am sorry that you cannot get into your account.',
    'Let us get you signed in again.',
    'Thank you for describing the problem so clearly.',
    'That is easily sorted out.',
  ],
  policies: [
    {
      id: 'sign-in-security',
      title: 'Sign-in security',
      intro: 'These rules protect your home and cannot be switched off for single accounts.',
      facts: [
        {
          says: 'After {attempts} wrong passwords the account is locked for {lockMinutes} minutes. Support cannot lift the lock earlier.',
          answers: [
            'After {attempts} wrong passwords the account is locked for **{lockMinutes} minutes**.',
            'The lock is lifted by itself after {lockMinutes} minutes; it is set after {attempts} wrong passwords.',
          ],
          breach: '⟦I have just unlocked your account by hand, so you can sign in right away.⟧',
          row: ['Lock after {attempts} attempts', '{lockMinutes} minutes'],
        },
        {
          says: 'A sign-in code is valid for {codeMinutes} minutes. Asking for a new code makes the old one invalid.',
          answers: [
            'A code is valid for {codeMinutes} minutes, and asking for a new one makes the old one invalid.',
            'Please use the newest code only; it is valid for **{codeMinutes} minutes**.',
          ],
          row: ['Sign-in code', '{codeMinutes} minutes'],
        },
        {
          says: 'The link for a new password works once and for {linkHours} hours.',
          answers: [
            'The link for a new password works once, and for {linkHours} hours.',
            'You have **{linkHours} hours** to use the link, and it works only once.',
          ],
          row: ['Password link', '{linkHours} hours, once'],
        },
        {
          says: 'Support never asks for passwords or codes and never changes the e-mail address of an account by chat.',
          answers: [
            'For your safety we never ask for passwords or codes and cannot change the e-mail address by chat.',
            'Please never send us a password or code.',
          ],
          breach: '⟦Just send me the code here in the chat and I will sign you in.⟧',
        },
      ],
    },
    {
      id: 'sharing-a-home',
      title: 'Sharing a home with others',
      intro: 'A home belongs to one account. Others are invited as members.',
      facts: [
        {
          says: 'A home can have {deviceMax} members. Members cannot buy or remove devices.',
          answers: [
            'You can invite up to **{deviceMax} members** to your home.',
            'A home can have {deviceMax} members, who can use the devices but not remove them.',
          ],
          breach: '⟦There is no limit to the number of members, and they may remove devices too.⟧',
          row: ['Members per home', '{deviceMax}'],
        },
        {
          says: 'An invitation is valid for {linkHours} hours.',
          answers: [
            'An invitation is valid for {linkHours} hours.',
            'The invited person has {linkHours} hours to accept.',
          ],
          row: ['Invitation', '{linkHours} hours'],
        },
      ],
    },
  ],
  guide: {
    id: 'new-phone',
    title: 'How to move the app to a new phone',
    intro: 'Keep the old phone at hand until the new one is confirmed, if you can.',
    leads: [
      'This is how you set up the new phone:',
      'To sign in on the new phone:',
      'Please try the following:',
    ],
    steps: [
      'Install the app on the new phone and choose **I already have an account**.',
      'Enter {mail} and your password.',
      'Tap **Other ways** and then **Recovery code**.',
      'Type the recovery code from the card that came with your first device.',
      'Open **Security** and remove the old phone under **Trusted devices**.',
    ],
    replaced: [
      { at: 2, step: '⟦Tap **Skip verification** at the bottom of the screen.⟧' },
      { at: 3, step: '⟦Type the serial number from the underside of the {product}.⟧' },
    ],
    invented: [
      '⟦Delete your account and register again with the same address.⟧',
      '⟦Hold both phones next to each other until they vibrate.⟧',
    ],
    remark: 'Without a recovery code, identity has to be checked, which takes up to {exportDays} days.',
  },
  background: {
    id: 'code-does-not-arrive',
    title: 'When the code does not arrive',
    intro: 'In nearly all cases the code is on its way or was filtered.',
    facts: [
      {
        says: 'Codes come from the sender “Wendrel Sign-in” and often end up in the folder for advertising.',
        answers: ['Codes come from “Wendrel Sign-in”; please have a look in the folder for advertising too.'],
      },
      {
        says: 'After {attempts} codes in one hour no further code is sent.',
        answers: ['After {attempts} codes within one hour we do not send any more.'],
        row: ['Codes per hour', '{attempts}'],
      },
    ],
  },
  invented: [
    'Your account was ⟦locked because of a sign-in from abroad⟧.',
    'The app ⟦no longer supports {phone}⟧.',
    'Codes are ⟦only sent between 6:00 and 22:00⟧.',
  ],
  promises: [
    '⟦I will switch off the two-step check for you so that this cannot happen again.⟧',
    '⟦You will get a free month of Care Plus for the trouble.⟧',
    '⟦An account that was locked once can never be reopened.⟧',
  ],
};
