/** Words of the page where a pool's figures are set, and their effect is seen before they are saved. */
export const poolRules = {
  poolRule: {
    title: 'Rules of the pool',
    titleOf: '{{pool}} · rules',
    intro:
      'Change a figure and see what would happen. Nothing changes before you save; an empty figure is a rule that is off.',
    open: 'Rules and trial',
    summary: {
      follow: 'recycled after {{count}} days without follow-up',
      sign: 'recycled after {{count}} days without a deal',
      dormant: 'dormant after {{count}} days without business',
      none: 'never recycled',
    },
    save: 'Save the rules',
    reset: 'Reset',
    group: {
      follow: 'Without follow-up',
      sign: 'Without a deal',
      dormant: 'Without business, once cooperating',
      warn: 'Warnings and locks',
      claim: 'Limits of claims',
    },
    example: {
      recycleDays:
        'Example: followed up today and never again, “Suzhou Precision” falls back into {{pool}} on {{date}}.',
      recycleDaysOff: 'Off: however long nobody follows it up, it stays.',
      recycleCooperating: 'Cooperating customers fall back, too, when nobody follows them up.',
      recycleCooperatingOff:
        'Cooperating customers never fall back for want of a follow-up; they only become dormant.',
      remindFollowDays:
        'Example: after {{count}} days without follow-up the administrators of {{pool}} get one message for all.',
      remindFollowDaysOff: 'Off: administrators are not told.',
      dealDays:
        'Example: claimed today and not signed by {{date}}, it falls back into {{pool}}, followed up or not.',
      dealDaysLead:
        'Example: a lead claimed today and not converted by {{date}} falls back into {{pool}}, followed up or not.',
      dealDaysOff: 'Off: it stays as long as somebody follows it up.',
      remindDealDays: 'Example: administrators hear of it {{count}} days after the claim.',
      remindDealDaysOff: 'Off: administrators are not told.',
      dormantDays:
        'Example: after a deal today, with neither follow-up nor contract, it is dormant on {{date}}; a follow-up wakes it.',
      dormantDaysOff: 'Off: cooperating customers never become dormant.',
      warnDays:
        'Owners are warned in chat {{count}} days ahead. A stricter rule leaves at least {{count}} days, too.',
      warnDaysOff: 'Warned 3 days ahead.',
      lockLimit:
        'Everybody may keep {{count}} records locked, which no rule takes. What a leader locks does not count.',
      lockLimitNone: 'Nobody locks their own records; a leader does.',
      lockLimitOff: 'Off: any number may be locked.',
      holdLimit: 'At most {{count}} in hand; number {{next}} can’t be claimed.',
      holdLimitOff: 'Off: any number may be held.',
      dayLimit: 'At most {{count}} claims per person and day; claimed and given back counts as one.',
      dayLimitOff: 'Off: any number per day.',
      recordLimit: 'The same person may claim the same record {{count}} times.',
      recordLimitOff: 'Off: the same record may be claimed again and again.',
      recordLimitDays: 'After that it may be claimed again {{count}} days after it was given back.',
      recordLimitDaysOff: 'After that it can never be claimed again.',
    },
    effect: {
      title: 'Before you save',
      asTable: 'Numbers',
      asChart: 'Chart',
      days: '{{count}} days',
      taken: 'would fall back within {{count}} days (of {{held}} that somebody holds)',
      none: 'would fall back within {{count}} days',
      before: 'The rule as it stands: {{count}}',
      slept: '{{count}} more would be dormant',
      bar: '{{day}}: {{taken}} fall back, {{slept}} become dormant',
      day: 'Day',
      takenColumn: 'Fall back',
      sleptColumn: 'Dormant',
      onDay: '{{day}}: {{count}}',
      people: 'Taken from',
      morePeople: '{{count}} more people',
      moreRecords: '{{count}} more',
      spared: 'Due but spared',
      sparedCount: '{{reason}}: {{count}}',
      hidden: '(not yours to see)',
      assume: 'Supposing that nobody follows anything up and no deal is made.',
    },
  },
} as const
