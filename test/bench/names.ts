import { textKeys } from '@gonghai/server/records/search-keys'

const cities =
  '苏州 杭州 无锡 常州 南通 宁波 嘉兴 绍兴 温州 台州 上海 昆山 芜湖 武汉 长沙 广州 深圳 东莞 珠海 中山 福州 厦门 泉州 青岛 济南 烟台 天津 北京'.split(
    ' ',
  )
const letters = [
  ...'蓝鲸云海天星华光新东方明远达通宏伟金龙飞腾永恒泰安康健瑞丰盛源隆昌荣祥福顺利凯捷锐创智慧联众诚信德义仁和平正大中南北西江山河川林森木火土石玉珠宝银铜铁',
]
const trades = '精密机械 电子科技 自动化设备 医疗器械 新能源 仪器仪表 模具 环保科技 材料 软件 物流设备'.split(
  ' ',
)
const forms = ['有限公司', '股份有限公司', '集团有限公司']

/** A word of names, with how it is found. */
interface Part {
  text: string
  pinyin: string
  initials: string
}

/** Words that are read in one way only: what a name is found by is then put together from its words. */
function parts(words: readonly string[]): Part[] {
  return words.flatMap(text => {
    const [found = ''] = textKeys([text])
    const [, own, pinyin, initials, ...others] = found.split('|')
    return own === text && pinyin && initials && others.join('') === '' ? [{ text, pinyin, initials }] : []
  })
}

const places = [parts(cities), parts(letters), parts(letters), parts(trades), parts(forms)]

/** So many names are all different. */
const nameCount = places.reduce((product, words) => product * words.length, 1)

/** A prime that no number of words is a multiple of: stepping by it visits every name once. */
const step = 1_299_709

function wordsOf(n: number): Part[] {
  let rest = (n * step) % nameCount
  return places.map(words => {
    const word = words[rest % words.length]!
    rest = Math.floor(rest / words.length)
    return word
  })
}

/** The n-th company's name, spread over the words so that neighbours differ. */
export const companyNameOf = (n: number): string =>
  wordsOf(n)
    .map(word => word.text)
    .join('')

function grams(word: string): string[] {
  const all = [...word]
  return all.flatMap((letter, at) => (at + 1 < all.length ? [letter, letter + all[at + 1]] : [letter]))
}

/** Column `search_keys` of a customer of the n-th name, as the product would make it (the seed compares the first ones). */
export function searchKeysOf(n: number, exact: readonly string[]): string[] {
  const words = wordsOf(n)
  const joined = (by: keyof Part) => words.map(word => word[by]).join('')
  const spelled = [joined('text'), joined('pinyin'), joined('initials')]
  return [`|${spelled.join('|')}|`, ...new Set([...exact, ...spelled.flatMap(grams)])]
}
