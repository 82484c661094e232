import { actions } from '@gonghai/shared/actions/index'
import { catalogs, locales, topics } from '@gonghai/shared/i18n/index'
import { objectList } from '@gonghai/shared/objects/index'

type Tree = { [key: string]: string | Tree }

/** Every key with its words; plural forms count as one. */
function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key
    return typeof value === 'string'
      ? [[here.replace(/_(one|other)$/, ''), value] as [string, string]]
      : flat(value, here)
  })
}

const words = Object.fromEntries(locales.map(locale => [locale, new Map(flat(catalogs[locale] as Tree))]))
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

describe('words', () => {
  it.each(Object.keys(topics.en))('have the same keys in all languages: %s', topic => {
    const keys = locales.map(locale => {
      const all = flat((topics[locale] as Record<string, unknown>)[topic] as Tree)
      return [...new Set(all.map(([key]) => key))].sort()
    })
    expect(keys[1]).toEqual(keys[0])
    expect(keys[2]).toEqual(keys[0])
  })

  it('ask for nothing that another language does not know', () => {
    const known = words['zh-CN'] as Map<string, string>
    const strange = (['zh-TW', 'en'] as const).flatMap(locale =>
      [...(words[locale] as Map<string, string>)]
        .filter(([key]) => known.has(key))
        .filter(([key, text]) =>
          blanks(text).some(name => name !== 'monthName' && !blanks(known.get(key) ?? '').includes(name)),
        )
        .map(([key]) => `${locale} ${key}`),
    )
    expect(strange.filter(key => !/ui\.(time|list)\./.test(key))).toEqual([])
  })

  it('name every object, field, line and option', () => {
    const wanted = objectList.flatMap(object => [
      `object.${object.name}.label`,
      `object.${object.name}.plural`,
      ...Object.entries(object.fields).flatMap(([name, field]) => [
        `object.${object.name}.field.${name}`,
        ...(field.options ?? []).map(option => `option.${object.name}.${name}.${option}`),
        ...Object.keys(field.fields ?? {}).map(column => `object.${object.name}.line.${column}`),
      ]),
    ])
    const all = words['zh-CN'] as Map<string, string>
    expect(wanted.filter(key => !all.get(key))).toEqual([])
  })

  it('name every action, its result and its trace', () => {
    const wanted = actions.flatMap(({ name }) => [
      `action.${name}.label`,
      `action.${name}.done`,
      `history.${name}`,
    ])
    const all = words['zh-CN'] as Map<string, string>
    expect(wanted.filter(key => !all.get(key))).toEqual([])
  })

  it('hold no characters in zh-TW that only simplified writing has', () => {
    // A sample of frequent ones whose traditional form differs.
    const simplified = /[们这时发经还请问级联销额录设单应开关务记为动现实数据页权员话长门签约档]/
    const all = [...(words['zh-TW'] as Map<string, string>)]
    const wrong = all.filter(([key, text]) => !key.startsWith('ui.language') && simplified.test(text))
    expect(wrong.map(([key]) => key)).toEqual([])
  })
})
