/** Words for what waits for somebody's answer for too long. Keys: waiting.… */
export const waiting = {
  waiting: {
    elsewhere: 'Whoever is in charge now decides',
    extension: {
      one: '{{name}} asked for more days for “{{record}}” a day ago and waits for your answer.',
      several: '{{count}} requests for more days have been waiting for you for a day.',
    },
    review: {
      claim: 'The claim of “{{record}}” has been waiting for you for a day.',
      assign: 'The assignment of “{{record}}” has been waiting for you for a day.',
      newCustomer: 'The new customer “{{record}}” has been waiting for your review for a day.',
      several: '{{count}} reviews have been waiting for you for a day.',
      raised: 'Nobody answered about “{{record}}” for {{count}} days; {{names}} may decide now, too.',
    },
  },
} as const
