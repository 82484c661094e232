import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { service } from './service'

/** Words of the bot: chat answers, commands and what surrounds the cards. */
export const bot = {
  bot: {
    check: duplicateParts.bot.check,
    card: {
      snooze: 'Snooze until',
      closing: '“{{title}}”: {{outcome}}. The card above is out of date; there is nothing left to do on it.',
      refuseExtension: clockParts.bot.title,
      askExtension: clockParts.bot.asking.title,
      refuseAccess: accessParts.bot.title,
      rejectReason: 'Reason to reject',
      comment: 'Comment',
      commentHint: 'Needed when you reject',
    },
    choice: {
      snooze: {
        hour: 'In 1 hour',
        afternoon: 'This afternoon',
        tomorrow: 'Tomorrow 09:00',
        monday: 'Monday 09:00',
      },
      refuseExtension: clockParts.bot.choice,
      askExtension: clockParts.bot.asking.choice,
      refuseAccess: accessParts.bot.choice,
      rejectReason: {
        price: 'Price too low',
        terms: 'Payment terms',
        documents: 'Papers missing',
        credit: 'Credit not checked',
      },
    },
    pick: { ...service.bot.pick, ...giving.bot.pick },
    ask: {
      collisionReason: duplicateParts.bot.collisionReason,
      appealReason: duplicateParts.bot.appealReason,
      ...service.bot.ask,
      refuseExtension: clockParts.bot.ask,
      askExtension: clockParts.bot.asking.ask,
      refuseAccess: accessParts.bot.ask,
      rejectReason: 'Why do you reject “{{title}}”? Just reply with one sentence, or “cancel”.',
    },
    welcome:
      'Hello {{name}}! I am your Gonghai assistant: new pool customers, approvals and results arrive here, and you can type what you want done.',
    help: [
      'Just type:',
      '· claim <number or name>: take a customer from the pool',
      '· assign <number> to <colleague>: give it to somebody',
      '· pool: customers I can claim',
      '· todo: what waits for me',
      '· agree / reject <contract number> <reason>: decide',
      '· find <name, pinyin or phone ending>: look somebody up',
      '· check <company or phone>: who in the company is on it',
      '· undo: give back what I just claimed',
    ].join('\n'),
    linked:
      'Linked. Welcome, {{name}}! You are one person in both chats now. Send “help” to see what you can do.',
    notLinked:
      'Your account ({{userId}}) is not linked to an employee in Gonghai yet, so I cannot do this. Please ask an administrator to link it under Settings · Employees.',
    readOnly:
      'On this connection I cannot be sure who wrote, so nothing can be changed by typing. Please press a button on a card or use the mini-app.',
    media: {
      image:
        'Got your picture, but I cannot read pictures yet. Open the customer or contract and upload it under Files, so that your colleagues see it too.',
      voice: 'I cannot listen to voice messages yet. Please type, for example “claim <customer name>”.',
      video:
        'Got your video, but I cannot watch it yet. To keep it, open the customer or contract and upload it under Files.',
      file: 'Got your file. To keep it, open the customer or contract and upload it under Files.',
    },
    trouble:
      'That did not work, and it is our fault; it has been logged. Please try again in a while or use the mini-app.',
    cardGone: 'That card no longer exists. Reply “todo” to see what waits for you.',
    cardButton: 'That button no longer works in this version. Please use the mini-app.',
    done: '“{{title}}”: {{message}}',
    refused: '“{{title}}” was not done: {{message}}',
    undoHint: '{{message}}\nReply “undo” within 10 minutes to take it back.',
    more: '… and {{count}} more in the mini-app.',
    cancelled: 'All right, cancelled.',
    nothingToCancel: 'I am not waiting for an answer from you.',
    openApp: 'Open the mini-app',
    followUp: {
      how: 'Type: follow up NAME: what happened, and when to contact next. For example: follow up Hengyuan: called, call again next Tuesday morning',
      none: 'There is no “{{words}}” among your customers and leads. Try its number, or claim it first.',
      choose: 'There are {{count}} called “{{words}}”. Reply with a number:',
      noted: 'Noted for “{{title}}”; I will remind you on {{when}}.',
      notedOnly: 'Noted for “{{title}}”.',
    },
    assign: {
      how: 'Write: assign <number> to <colleague>. For example: assign KH-20261121-0007 to Wang Lei',
      nobody: 'No colleague called “{{words}}” was found.',
      choose: 'Which one, and to whom? Answer with the number:',
    },
    claim: {
      noneShort: '{{number}} is not in your pools',
      tooMany: 'At most {{count}} at once; please send the others again.',
      none: 'There is no “{{words}}” in the pools you can claim from. Try another name, pinyin or the full number, or reply “pool” to see what is there.',
      choose: '{{count}} in the pools match “{{words}}”. Which one? Reply with its number:',
      empty:
        'There is nothing to claim in your pools right now. I will tell you as soon as a customer arrives.',
      which: 'Which one? Reply with its number, or send “claim <customer number>”:',
    },
    pools: {
      none: 'You are not a member of any pool yet. Please ask a pool administrator.',
      unknown: 'None of your pools is called “{{words}}”. Reply “pool” to see them.',
      head: '{{name}}: {{count}} to claim',
      empty: '{{name}}: nothing to claim right now',
      hint: 'Reply with a number to claim.',
    },
    today: {
      none: 'Nothing waits for you. Happy selling!',
      head_one: '{{count}} thing waits for you:',
      head_other: '{{count}} things wait for you:',
    },
    approvals: {
      none: 'No approval waits for you.',
      unknown: 'No approval that waits for you matches “{{words}}”. Reply “todo” to see them.',
      chooseAgree: 'Which one do you agree to? Reply with its number:',
      chooseReject: 'Which one do you reject? Reply with its number:',
    },
    find: {
      what: 'Who are you looking for? For example: find Blue Ocean, find lhjx, find 2046.',
      none: 'Nothing found for “{{words}}”. Try another name, pinyin, phone ending or number.',
      head_one: '{{count}} result for “{{words}}”:',
      head_other: '{{count}} results for “{{words}}”:',
      pooled: 'None of your own records matches “{{words}}”, but the pools have {{count}}:',
      maybe: 'Did you mean:',
    },
    undo: {
      none: 'There is nothing to undo. Only claims made in the chat within the last 10 minutes can be taken back.',
    },
    choose: {
      range: 'Please reply with a number from 1 to {{count}}, or “cancel”.',
    },
    unknown: 'I did not get “{{line}}”. Try one of these:',
    unknownPlain: 'I did not get that. Try one of these:',
    suggest: {
      assign: 'assign {{words}}',
      claim: 'claim {{words}}',
      find: 'find {{words}}',
      today: 'todo',
      pools: 'pool',
      help: 'help',
      agree: 'agree {{words}}',
      reject: 'reject {{words}}',
      undo: 'undo',
    },
  },
} as const
