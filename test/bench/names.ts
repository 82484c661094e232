/** Words of which companies' names are made; none of their letters is read in two ways that change the name's keys by much. */
const cities =
  '苏州 杭州 无锡 常州 南通 宁波 嘉兴 绍兴 温州 台州 上海 昆山 合肥 芜湖 武汉 长沙 广州 深圳 东莞 佛山 珠海 中山 福州 厦门 泉州 青岛 济南 烟台 天津 北京'.split(
    ' ',
  )
const letters = [
  ...'蓝鲸云海天星华光新东方明远达通宏伟金龙飞腾永恒泰安康健瑞丰盛源隆昌荣祥福顺利凯捷锐创智慧联合众诚信德义仁和平正大中南北西江山河川林森木火土石玉珠宝银铜铁',
]
const trades =
  '精密机械 电子科技 自动化设备 医疗器械 新能源 仪器仪表 模具 环保科技 汽车零部件 材料 软件 物流设备'.split(
    ' ',
  )
const forms = ['有限公司', '股份有限公司', '集团有限公司']

/** So many names are all different. */
export const nameCount = cities.length * letters.length ** 2 * trades.length * forms.length

/** The n-th company's name, spread over the words so that neighbours differ. @param n below `nameCount` */
export function companyNameOf(n: number): string {
  // A step that shares no divisor with the count visits every name once.
  let rest = (n * 1_299_709) % nameCount
  const take = <T>(words: readonly T[]): T => {
    const word = words[rest % words.length]!
    rest = Math.floor(rest / words.length)
    return word
  }
  const [city, first, second, trade, form] = [
    take(cities),
    take(letters),
    take(letters),
    take(trades),
    take(forms),
  ]
  return `${city}${first}${second}${trade}${form}`
}
