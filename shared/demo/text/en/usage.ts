/** English: using devices. */
import type { IntentText } from '../../text-model.ts';

export const englishUsage: IntentText = {
  asks: [
    'How many schedules can I set for the {product}, and can I stop one while we are on holiday?',
    'How often do I have to change the filter of the {product}? The light keeps blinking.',
    'The {product} does not connect to the Wi-Fi any more after I got a new router.',
    'Is there a way to let the {product} run only when nobody is at home?',
    'Do I have to install firmware {firmware} on the {product} by hand? How long does it take?',
    'My {product} is in the cellar and keeps losing the connection. Any tips?',
    'We have moved. How do I get the {product} into the new Wi-Fi?',
  ],
  openings: [
    'Good question!',
    'Happy to help you set this up.',
    'That can be done in a few steps.',
    'Thanks for your question about the {product}.',
  ],
  policies: [
    {
      id: 'schedules',
      title: 'Schedules and presence',
      intro: 'Schedules are stored on the device and go on running without the internet.',
      facts: [
        {
          says: 'Each device can hold {scheduleMax} schedules. Overlapping schedules are not allowed.',
          answers: [
            'Each device can hold **{scheduleMax} schedules**, and they must not overlap.',
            'You can set up to {scheduleMax} schedules for each device.',
          ],
          row: ['Schedules per device', '{scheduleMax}'],
        },
        {
          says: 'Presence detection needs Care Plus or Care Family.',
          answers: [
            'Presence detection is part of Care Plus and Care Family.',
            'To switch by presence you need Care Plus or Care Family.',
          ],
          breach: '⟦Presence detection is included in every plan, and also without one.⟧',
        },
        {
          says: 'A schedule can be paused for up to {holdDays} days without being deleted.',
          answers: [
            'You can pause a schedule for up to {holdDays} days without deleting it.',
            'A pause of up to **{holdDays} days** is possible for each schedule.',
          ],
          row: ['Pause of a schedule', 'up to {holdDays} days'],
        },
      ],
    },
    {
      id: 'care-and-filters',
      title: 'Care, filters and firmware',
      intro: 'Regular care keeps the warranty valid.',
      facts: [
        {
          says: 'The filter has to be changed every {filterMonths} months. The light blinks when it is due.',
          answers: [
            'The filter should be changed every **{filterMonths} months**; the light blinks when it is due.',
            'A blinking light means that the filter is due, which is every {filterMonths} months.',
          ],
          row: ['New filter', 'every {filterMonths} months'],
        },
        {
          says: 'Only original filters may be used. With other filters the warranty ends.',
          answers: [
            'Please use original filters only, as the warranty ends otherwise.',
            'With filters of other makers the warranty ends, so please use original ones.',
          ],
          breach: '⟦You can use any filter that fits; that has no effect on the warranty.⟧',
        },
        {
          says: 'Firmware is installed by night. An update takes about {codeMinutes} minutes, during which the device cannot be used.',
          answers: [
            'Firmware is installed by night and takes about {codeMinutes} minutes.',
            'You need not do anything: updates come by night and take about **{codeMinutes} minutes**.',
          ],
          row: ['Firmware update', 'about {codeMinutes} minutes'],
        },
      ],
    },
  ],
  guide: {
    id: 'connect-wifi',
    title: 'How to connect a device to a new Wi-Fi',
    intro: 'Devices use the 2.4 GHz band.',
    leads: ['To connect it again:', 'With a new router, please do this:', 'Here is how it works:'],
    steps: [
      'Hold the Wi-Fi button of the {product} for {resetSeconds} seconds until it blinks blue.',
      'Open the app, select the device and tap **Connection**.',
      'Choose **Change network** and pick your Wi-Fi.',
      'Enter the Wi-Fi password and wait until the light is steady.',
      'Tap **Test connection** to finish.',
    ],
    replaced: [
      { at: 1, step: '⟦Remove the device from the app and add it as a new one.⟧' },
      { at: 3, step: '⟦Press the WPS button on the router twice.⟧' },
    ],
    invented: [
      '⟦Set the channel of the router to 13 by hand.⟧',
      '⟦Install the desktop program and connect the device by USB cable.⟧',
    ],
    remark: 'Schedules are kept when the network is changed.',
  },
  background: {
    id: 'range-and-signal',
    title: 'Range and signal',
    intro: 'Walls and metal weaken the signal.',
    facts: [
      {
        says: 'The range indoors is about {rangeMetres} metres. A cellar ceiling can halve it.',
        answers: ['Indoors the range is about {rangeMetres} metres, and a cellar ceiling can halve it.'],
        row: ['Range indoors', 'about {rangeMetres} metres'],
      },
      {
        says: 'The signal can be seen under Connection: two bars or more are enough.',
        answers: ['Under **Connection** you can see the signal; two bars or more are enough.'],
      },
    ],
  },
  invented: [
    'Firmware {firmware} ⟦also doubles the speed of the fan⟧.',
    'The {product} ⟦learns your habits by itself within two weeks⟧.',
    'There is ⟦a night mode that starts at 22:30⟧.',
  ],
  promises: [
    '⟦We will send you a signal repeater free of charge.⟧',
    '⟦A technician will come to your home for free and set it up.⟧',
    '⟦Using a schedule shortens the warranty.⟧',
  ],
};
