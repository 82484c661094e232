import { clockParts } from './clock-parts'

/** Words for what falls back, when and why. Keys: recycle.… */
export const clocks = {
  recycle: {
    ...clockParts.countdown,
    note: '{{because}}; back to {{pool}}',
    asks_one: '{{name}} asks for {{count}} more day: {{reason}}',
    asks_other: '{{name}} asks for {{count}} more days: {{reason}}',
    taken: {
      follow: '“{{name}}” went back to {{pool}} after {{days}} days without follow-up.',
      sign: '“{{name}}” went back to {{pool}} after {{days}} days without a deal.',
    },
    takenMany: {
      customer_one: '{{count}} of your customers was overdue and went back to its pool: {{names}}.',
      customer_other: '{{count}} of your customers were overdue and went back to their pools: {{names}}.',
      lead_one: '{{count}} of your leads was overdue and went back to its pool: {{names}}.',
      lead_other: '{{count}} of your leads were overdue and went back to their pools: {{names}}.',
    },
    warnMany: {
      customer_one:
        '{{count}} of your customers is about to fall back: {{names}}. Today lists it with what saves it.',
      customer_other:
        '{{count}} of your customers are about to fall back: {{names}}. Today lists them with what saves each.',
      lead_one:
        '{{count}} of your leads is about to fall back: {{names}}. Today lists it with what saves it.',
      lead_other:
        '{{count}} of your leads are about to fall back: {{names}}. Today lists them with what saves each.',
    },
    slept_one:
      '{{count}} customer is dormant now, as nothing happened for long: {{names}}. A follow-up wakes it.',
    slept_other:
      '{{count}} customers are dormant now, as nothing happened for long: {{names}}. A follow-up wakes them.',
    quiet: {
      title: 'Left alone in your pools',
      line: '{{pool}}: {{parts}} ({{names}})',
      and: ', ',
      comma: ', ',
      follow: {
        customer_one: '{{count}} customer without follow-up for {{days}} days',
        customer_other: '{{count}} customers without follow-up for {{days}} days',
        lead_one: '{{count}} lead without follow-up for {{days}} days',
        lead_other: '{{count}} leads without follow-up for {{days}} days',
      },
      sign: {
        customer_one: '{{count}} customer without a deal for {{days}} days',
        customer_other: '{{count}} customers without a deal for {{days}} days',
        lead_one: '{{count}} lead not converted for {{days}} days',
        lead_other: '{{count}} leads not converted for {{days}} days',
      },
    },
  },
} as const
