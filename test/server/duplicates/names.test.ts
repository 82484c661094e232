import { likeness } from '@gonghai/server/areas/duplicates/likeness'
import { matchKey } from '@gonghai/server/records/match-keys'
import { companyName, normaliseName, regionsAgree } from '@gonghai/server/records/normalise-name'

const same: [string, string][] = [
  ['苏州恒远精密机械有限公司', '苏州恒远精密机械'],
  ['苏州恒远精密机械有限公司', '江苏省苏州市恒远精密机械股份有限公司'],
  ['苏州恒远精密机械有限公司', '恒远精密机械（苏州）有限公司'],
  ['苏州恒远精密机械有限公司', '蘇州恆遠精密機械有限責任公司'],
  ['苏州恒远精密机械有限公司', '苏州　恒远・精密机械（集团）有限公司'],
  ['苏州恒远精密机械有限公司', '苏州恒远精密机械Co.,Ltd.'],
  ['苏州恒远精密机械有限公司', '苏州工业园区恒远精密机械有限公司'],
  ['恒远精密机械', '苏州恒远精密机械'],
  ['ＡＢＢ（中国）有限公司', 'abb'],
  ['Acme Precision Co., Ltd.', 'ACME PRECISION LIMITED'],
  ['Acme Precision G.m.b.H.', 'Acme-Precision GmbH'],
  ['臺灣積體電路製造股份有限公司', '台湾积体电路制造'],
]

const different: [string, string, number][] = [
  // the same name in another city: perhaps a branch, never simply the same
  ['苏州恒远精密机械', '上海恒远精密机械', 90],
  ['恒远精密机械', '恒源精密机械', 83],
  ['恒远精密机械', '蓝海精密机械', 66],
]

function keyOf(name: string) {
  return matchKey('company', name)!
}

describe('names of companies are compared levelled (CUST-11)', () => {
  test.each(same)('%s = %s', (one, two) => {
    expect(likeness(keyOf(one), keyOf(two))).toBe(100)
  })

  test.each(different)('%s ≈ %s: %i%%', (one, two, degree) => {
    expect(likeness(keyOf(one), keyOf(two))).toBe(degree)
    expect(likeness(keyOf(two), keyOf(one))).toBe(degree)
  })

  test.each([
    ['苏州有限公司', '苏州'],
    ['上海电气集团', '电气'],
    ['有限公司', '有限公司'],
    ['安康', '安康'],
    ['北京', '北京'],
    ['区块链科技有限公司', '区块链科技'],
    ['深圳区块链科技', '区块链科技'],
    ['！！！', ''],
  ])('what tells %s apart is %s', (name, core) => {
    expect(companyName(name).core).toBe(core)
  })

  test('one text of name and nearest region, for partners', () => {
    expect(normaliseName('江苏省苏州市恒远机械有限公司')).toBe(normaliseName('恒远机械（苏州）'))
    expect(normaliseName('上海恒远机械')).not.toBe(normaliseName('苏州恒远机械'))
  })

  test('regions agree where one lies within the other, or none is named', () => {
    expect(regionsAgree(['江苏', '苏州'], ['苏州'])).toBe(true)
    expect(regionsAgree([], ['苏州'])).toBe(true)
    expect(regionsAgree(['苏州'], ['无锡'])).toBe(false)
  })

  test('phones and tax numbers are compared by what they mean', () => {
    expect(matchKey('phone', '+86 138-1234-2046')!.value).toBe('13812342046')
    expect(matchKey('phone', '１３８１２３４２０４６')!.value).toBe('13812342046')
    expect(matchKey('phone', '(0512) 6606 3355')!.value).toBe('051266063355')
    expect(matchKey('taxNumber', '91320594-ma1xyz12 3a')!.value).toBe('91320594MA1XYZ123A')
    expect(matchKey('company', '')).toBeUndefined()
    expect(matchKey('phone', null)).toBeUndefined()
  })
})
