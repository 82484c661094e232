import { cutBytes, cutCharacters, plainLine, plainText } from '@gonghai/bot/platforms/cut-text'
import { renderDingtalkCard } from '@gonghai/bot/platforms/dingtalk/card'
import { escapeMarkdown } from '@gonghai/bot/platforms/escape-markdown'
import { renderWecomCard, renderWecomText, renderWecomUpdate } from '@gonghai/bot/platforms/wecom/card'
import type { Card } from '@gonghai/shared/ports/messages'
import fc from 'fast-check'
import { dingtalkCardFaults } from './support/dingtalk-card-faults'
import { wecomCardFaults } from './support/wecom-card-faults'

// Any UTF-16, broken surrogates and control characters included, and long texts of wide characters.
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        '公',
        '海',
        '👨‍👩‍👧‍👦',
        '🇨🇳',
        '\ud83d',
        '\udc68',
        '\u202e',
        '\n',
        '[x](y)',
        '<a href="z">',
      ),
      { maxLength: 400 },
    )
    .map(parts => parts.join('')),
)
const url = fc
  .webUrl({ withFragments: true, withQueryParameters: true })
  .filter(value => value.length <= 1024)
const style = fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const)
const key = fc.oneof(fc.stringMatching(/^[a-z.]{1,64}$/), wild)
const card: fc.Arbitrary<Card> = fc.record(
  {
    source: wild,
    flag: wild,
    title: wild,
    subtitle: wild,
    facts: fc.array(fc.record({ label: wild, value: wild }), { maxLength: 9 }),
    url,
    buttons: fc.array(
      fc.record({ key, text: wild, style, url }, { requiredKeys: ['key', 'text', 'style'] }),
      { maxLength: 9 },
    ),
    choice: fc.record({
      key,
      title: wild,
      options: fc.array(fc.record({ id: key, text: wild }), { maxLength: 25 }),
    }),
    input: fc.record({ key, title: wild, placeholder: wild }, { requiredKeys: ['key', 'title'] }),
    outcome: wild,
  },
  { requiredKeys: ['source', 'title', 'facts', 'url', 'buttons'] },
)

describe('cards of any content', () => {
  test('CHAT-2 wecom never breaks a hard limit', () => {
    fc.assert(
      fc.property(card, any => {
        expect(wecomCardFaults(renderWecomCard(any))).toEqual([])
        expect(wecomCardFaults(renderWecomUpdate(any))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('CHAT-2 dingtalk never breaks a hard limit', () => {
    fc.assert(
      fc.property(card, any => expect(dingtalkCardFaults(renderDingtalkCard(any))).toEqual([])),
      { numRuns: 300 },
    )
  })

  test('a decided card has no button, choice or field left', () => {
    const decided = card.filter(any => Boolean(any.outcome))
    fc.assert(
      fc.property(decided, any => {
        expect(renderWecomCard(any).card_type).toBe('text_notice')
        expect(renderWecomUpdate(any).button_selection).toBeUndefined()
        expect(renderWecomUpdate(any).replace_text).toEqual(expect.any(String))
        const values = renderDingtalkCard(any)
        const open = Object.entries(values).filter(([name]) =>
          /^(button\d(Text|Key|Url)|choiceKey|inputKey)$/.test(name),
        )
        expect(open.filter(([, value]) => value !== '')).toEqual([])
        expect(values.state).toBe('closed')
      }),
    )
  })

  test('a wecom text is at most 2048 bytes and holds no link but ours', () => {
    const links = fc.array(fc.record({ text: wild, url }), { maxLength: 4 })
    fc.assert(
      fc.property(wild, links, (text, list) => {
        const rendered = renderWecomText(plainText(text), list)
        expect(Buffer.byteLength(rendered)).toBeLessThanOrEqual(2048)
        expect((rendered.match(/<a /g) ?? []).length).toBeLessThanOrEqual(list.length)
      }),
    )
  })
})

describe('cutting', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['公海客户', 3, '公海…'],
    ['👨‍👩‍👧‍👦家', 5, '…'],
    ['a👨‍👩‍👧‍👦b', 12, 'a…'],
    ['😀😀😀', 5, '😀😀…'],
  ])('%j to %i characters is %j', (text, max, expected) => {
    expect(cutCharacters(text, max)).toBe(expected)
  })

  test('by bytes it never ends within a character', () => {
    expect(cutBytes('公海客户', 12)).toBe('公海客户')
    expect(cutBytes('公海客户', 11)).toBe('公海…')
    expect(cutBytes('公海', 2)).toBe('')
  })

  test('direction marks, controls and broken surrogates go, emoji stay', () => {
    expect(plainText('a\u202eb\u0007c\ud83dd\r\ne👨‍👩‍👧‍👦')).toBe('ab c\ufffdd\ne👨‍👩‍👧‍👦')
    expect(plainLine('  a \n b\t')).toBe('a b')
  })
})

describe('escaping for markdown', () => {
  test.each([
    ['[点我](https://evil.example)', '［点我］(https：//evil.example)'],
    ['![x](y)', '!［x］(y)'],
    ['**粗** `码` ~~删~~', '＊＊粗＊＊ ｀码｀ ～～删～～'],
    ['<b onclick=x>', '＜b onclick=x＞'],
    ['www.evil.example', 'www．evil.example'],
    ['10:32 明天', '10:32 明天'],
    ['A-1_2 (旧)', 'A-1_2 (旧)'],
  ])('%j becomes %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  test('no line begins a heading, list or quote', () => {
    for (const line of escapeMarkdown('# a\n- b\n1. c\n> d').split('\n'))
      expect(line).not.toMatch(/^(#|-|\d+\.|>)\s/)
  })
})
