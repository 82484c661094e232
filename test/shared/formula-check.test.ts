import { checkFormula } from '@gonghai/shared/rules/formula/check'
import { parseFormula } from '@gonghai/shared/rules/formula/parse'
import { FormulaError } from '@gonghai/shared/rules/formula/tokens'

describe('checking a formula (CUST-15)', () => {
  test('looks at every piece once, however deep it lies', () => {
    let looks = 0
    const find = (name: string) => {
      looks += 1
      return { name, field: { kind: 'decimal' } as const }
    }
    const deep = `${'coalesce('.repeat(12)}{a}${', 1)'.repeat(12)}`
    checkFormula(parseFormula(deep), { find, option: () => undefined })
    expect(looks).toBe(1)
  })

  test('words that every object has are no flags', () => {
    for (const word of ['__proto__', 'constructor', 'toString']) {
      expect(() => parseFormula(word)).toThrow(FormulaError)
    }
  })
})
