/** Words for deadlines, locks and extensions, inside the topics that they belong to. */
export const clockParts = {
  action: {
    pool: {
      extend: {
        label: 'Extend',
        done: '“{{name}}” extended by {{days}} days; the next deadline is {{until}}',
      },
      askExtension: {
        label: 'Ask for more days',
        done: '{{approvers}} will decide; until then “{{name}}” stays with you',
      },
      agreeExtension: {
        label: 'Give the days',
        done: 'Agreed; the next deadline of “{{name}}” is {{until}}',
      },
      refuseExtension: { label: 'Refuse', done: 'No more days for “{{name}}”' },
    },
    record: {
      lock: { label: 'Lock', done: '“{{name}}” is locked; no rule takes it back' },
      unlock: { label: 'Unlock', done: '“{{name}}” is unlocked; its deadlines hold again' },
    },
  },
  history: {
    pool: {
      extend: 'extended the deadline',
      askExtension: 'asked for more days',
      agreeExtension: 'gave more days',
      refuseExtension: 'refused more days',
    },
    record: { lock: 'locked it', unlock: 'unlocked it' },
    customer: { sleep: 'became dormant: nothing happened for too long' },
  },
  error: {
    noDeadline: '“{{record}}” has no deadline now that could be extended.',
    extensionAsked:
      'More days for “{{record}}” have been asked for; it stays with you until that is decided.',
    handsChanged: '“{{record}}” is no longer with whoever asked; there is nothing left to decide.',
    lockLimit:
      'You keep {{locked}} records of “{{pool}}” locked; the limit is {{limit}}. Unlock one, or ask your leader to lock it.',
  },
  card: {
    source: '{{name}} asks for more days',
    days: 'Asks for',
    daysValue_one: '{{count}} day',
    daysValue_other: '{{count}} days',
    due: { follow: 'Falls back on', sign: 'To be signed by', dormant: 'Dormant from' },
    reason: 'Reason',
    agree: 'Agree',
    refuse: 'Refuse',
    gone: 'No longer with {{name}}',
    agreed: '{{name}} agreed · {{time}}',
    rejected: '{{name}} refused · {{time}}: {{reason}}',
    told: {
      agreed_one: '{{name}} gave you {{count}} more day for “{{record}}”.',
      agreed_other: '{{name}} gave you {{count}} more days for “{{record}}”.',
      rejected_one: '{{name}} refused {{count}} more day for “{{record}}”: {{reason}}',
      rejected_other: '{{name}} refused {{count}} more days for “{{record}}”: {{reason}}',
    },
  },
  bot: {
    asking: {
      title: 'Why more days',
      ask: 'Why does “{{title}}” need more days? Just reply with one sentence, or “cancel”.',
      choice: { project: 'Project is moving', budget: 'Waiting for budget', visit: 'Visit agreed' },
    },
    ask: 'Why not? One line is enough.',
    title: 'Reason',
    choice: {
      tooLong: 'Has dragged on too long',
      noProgress: 'No real progress',
      colleague: 'A colleague takes over',
    },
  },
  field: {
    heldSince: 'With its owner since',
    signDue: 'To be signed by',
    lockedAt: 'Locked on',
    lockedBy: 'Locked by',
    extensionAskedAt: 'More days asked for on',
  },
  leadField: { signDue: 'To be converted by' },
  customerField: { dormantDue: 'Dormant from', dealAt: 'Last deal', dormantSince: 'Dormant since' },
  poolField: {
    recycleCooperating: 'Recycle cooperating customers, too',
    dealDays: 'Recycle after days without a deal',
    dormantDays: 'Dormant after days without any business',
    remindFollowDays: 'Tell administrators after days without follow-up',
    remindDealDays: 'Tell administrators after days without a deal',
    lockLimit: 'Locked records per person',
  },
  ask: {
    extend: { days: 'Days', reason: 'Reason', clock: 'Which deadline (default: the nearest)' },
    askExtension: { days: 'Days', reason: 'Reason' },
    refuseExtension: { reason: 'Reason' },
    agreeExtension: { comment: 'Reason' },
  },
  clockOption: { follow: 'Follow-up', sign: 'Signing', dormant: 'Falling asleep' },
  consequence: {
    pool: {
      extend: 'The deadline moves by these days; the history keeps who gave them.',
      askExtension: 'Your leader gets a card in chat. Until it is decided, this record stays with you.',
      refuseExtension: 'Whoever asked is told your reason; the deadline stays.',
    },
    record: {
      unlock: 'Its deadlines hold again. What is overdue keeps as many days as owners are warned ahead.',
    },
  },
  countdown: {
    spared: {
      locked: 'Locked',
      extensionAsked: 'More days asked for',
      contractInApproval: 'A contract is in approval',
      inReview: 'Under review',
    },
    cause: {
      followUp_one: 'last followed up {{count}} day ago',
      followUp_other: 'last followed up {{count}} days ago',
      held_one: 'taken over {{count}} day ago',
      held_other: 'taken over {{count}} days ago',
      asleep_one: 'dormant for {{count}} day',
      asleep_other: 'dormant for {{count}} days',
      deal_one: 'last business {{count}} day ago',
      deal_other: 'last business {{count}} days ago',
    },
    rule: {
      follow_one: 'rule: {{count}} day without follow-up',
      follow_other: 'rule: {{count}} days without follow-up',
      sign_one: 'rule: {{count}} day without a deal',
      sign_other: 'rule: {{count}} days without a deal',
      dormant_one: 'rule: {{count}} day without business',
      dormant_other: 'rule: {{count}} days without business',
    },
    because: '{{cause}}; {{rule}}',
    left_one: '{{count}} day left',
    left_other: '{{count}} days left',
    over: 'Falls back any moment',
    sleeps_one: 'Dormant in {{count}} day',
    sleeps_other: 'Dormant in {{count}} days',
    line: '{{left}}: {{because}}',
    extended: 'extended',
    locked: 'Locked: no rule takes it back',
    asked: 'More days asked for; waiting for the leader',
    why: {
      title: 'Why it was taken back',
      taken: 'Taken back from {{owner}} at {{time}}, into {{pool}}.',
      since: 'Counted from {{date}}; due after {{count}} days.',
      none: 'No rule has ever taken it back.',
      button: 'Why was it taken back?',
    },
  },
} as const
