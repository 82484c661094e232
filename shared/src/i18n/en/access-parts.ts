/** What the common topics say about roles and access. */
export const accessParts = {
  action: {
    role: {
      create: { label: 'New role', done: 'Role “{{name}}” created' },
      update: { label: 'Save role', done: 'Role “{{name}}” saved; it holds from its holders’ next step' },
      remove: { label: 'Delete role', done: 'Role “{{name}}” deleted' },
      grant: { label: 'Give role', done: '{{name}} now has “{{role}}”' },
      revoke: { label: 'Take role back', done: '“{{role}}” taken back from {{name}}' },
    },
    position: { setRoles: { label: 'Set the position’s roles', done: 'Roles of “{{name}}” saved' } },
    access: {
      passOn: { label: 'Pass requests on', done: '{{count}} requests went to whoever decides now' },
      add: { label: 'Extra access', done: '{{name}} now also sees the records of {{target}}' },
      drop: { label: 'End extra access', done: '{{target}} ended' },
      request: {
        label: 'Ask for access',
        done: 'Asked. You hear from us once somebody who may allow it has done so',
      },
      grant: { label: 'Allow', done: '{{name}} may see “{{title}}” until {{until}}' },
      refuse: { label: 'Decline', done: 'Declined; your colleague gets the reason' },
      withdraw: { label: 'Withdraw', done: 'Request withdrawn' },
    },
  },
  history: {
    role: {
      create: 'Created the role',
      update: 'Changed the role',
      remove: 'Deleted the role',
      grant: 'Gave the role',
      revoke: 'Took the role back',
    },
    position: { setRoles: 'Set the position’s roles' },
    access: {
      passOn: 'went to whoever decides now, the decider left',
      add: 'Gave extra access',
      drop: 'Ended extra access',
      request: 'Asked for access',
      grant: 'Opened it for a while',
      refuse: 'Declined a request for access',
      withdraw: 'Withdrew a request for access',
      expired: 'Access for a while has ended',
    },
  },
  error: {
    roleProtected: 'The super administrator’s role can’t be changed, deleted, or put on a position.',
    roleInUse:
      'Still in use: {{people}} people, {{positions}} positions, {{flows}} approval flows. Replace it there first.',
    moreThanOwn:
      'You can’t give what you don’t have yourself ({{object}}: {{what}}). Ask an administrator with wider rights.',
    outranked:
      'This takes somebody with no fewer rights than {{name}}, who has what you don’t have ({{object}}: {{what}}).',
    widensReach:
      'This would let you see more records than you can now ({{name}}). Ask an administrator who sees them already to do it.',
    notOpenable: 'This kind of record ({{object}}) can’t be opened to one person.',
    kindNotAllowed:
      '{{name}}’s roles don’t cover this kind of record ({{object}}), so opening one would open nothing. An administrator has to change the roles first.',
    alreadyAnswered: 'This request has been dealt with already.',
  },
  card: {
    source: 'Access to a record: {{object}}',
    title: '{{name}} would like to see “{{title}}”',
    asker: 'Asked by',
    record: 'Record',
    reason: 'Reason',
    grant: 'Allow 30 days',
    refuse: 'Decline',
    more: 'Other period',
    open: 'Open',
    withdrawn: 'Withdrawn · {{time}}',
    refusedBy: 'Declined by {{name}} · {{time}}: {{reason}}',
    grantedBy_read: '{{name}} allowed reading until {{until}} · {{time}}',
    grantedBy_edit: '{{name}} allowed editing until {{until}} · {{time}}',
    opened_read: '{{name}} lets you see “{{title}}” until {{until}}.',
    opened_edit: '{{name}} lets you see and edit “{{title}}” until {{until}}.',
    closed: '{{name}} declined your request for access: {{reason}}',
    over: 'Your access to “{{title}}” has ended. Ask again if you still need it.',
  },
  bot: {
    title: 'Reason for declining',
    ask: 'Why do you decline “{{title}}”? Reply with one sentence, or “cancel” to leave it.',
    choice: {
      notYours: 'Not part of your work',
      askMe: 'Please ask me directly',
      confidential: 'Confidential',
    },
  },
}
