/** The kinds of companies that buy measuring machines, as the words of which the demo's customers are made. */
export type Industry =
  | 'machinery'
  | 'electronics'
  | 'automotive'
  | 'medical'
  | 'energy'
  | 'research'
  | 'trade'
  | 'other'

/** Trades (the second half of a company's name) and what such a company wants. */
export const markets: Record<Industry, { trades: string[]; wants: string[] }> = {
  machinery: {
    trades: [
      '精密机械',
      '数控机床',
      '轴承',
      '齿轮传动',
      '液压件',
      '模具',
      '泵阀',
      '自动化设备',
      '减速机',
      '刀具',
    ],
    wants: [
      '三坐标测量机 1 台',
      '三坐标测量机 2 台',
      '齿轮测量中心',
      '圆度仪 1 台',
      '年度维保',
      '旧机改造',
      '轮廓仪 1 台',
    ],
  },
  electronics: {
    trades: ['精密电子', '连接器', '光电科技', '线路板', '半导体设备', '声学器件'],
    wants: ['全自动影像测量仪 2 台', '影像测量仪 3 台', '一键式影像测量', '统计分析模块', '小型三坐标 1 台'],
  },
  automotive: {
    trades: ['汽车零部件', '汽车电子', '底盘系统', '车灯', '压铸', '汽车内饰', '转向系统'],
    wants: [
      '大行程三坐标 1 台',
      '三坐标测量机 3 台',
      '在线检测方案',
      '柔性夹具 6 套',
      '扫描测头升级',
      '三坐标测量机 2 台',
    ],
  },
  medical: {
    trades: ['医疗器械', '骨科器械', '齿科材料', '微创器械'],
    wants: ['影像测量仪 2 台', '小型三坐标 1 台', '轮廓仪 1 台', '计量校准服务'],
  },
  energy: {
    trades: ['新能源', '风电装备', '锂电设备', '光伏设备', '氢能装备'],
    wants: ['龙门三坐标 1 台', '激光跟踪仪 1 台', '大行程三坐标 2 台', '年度维保'],
  },
  research: {
    trades: ['检测技术服务', '计量技术', '材料研究院'],
    wants: ['高精度三坐标 1 台', '圆度仪与轮廓仪', '计量校准服务', '操作培训'],
  },
  trade: {
    trades: ['机电贸易', '仪器贸易', '工业品供应链'],
    wants: ['代理合作', '高度仪 5 台', '测针套装长期供货'],
  },
  other: {
    trades: ['航空零部件', '塑胶制品', '紧固件', '五金制品', '包装机械'],
    wants: ['三坐标测量机 1 台', '影像测量仪 1 台', '高度仪 2 台', '测量软件 3 套'],
  },
}

/** How often an industry turns up. */
export const industryMix: readonly Industry[] = [
  ...Array<Industry>(9).fill('machinery'),
  ...Array<Industry>(6).fill('automotive'),
  ...Array<Industry>(5).fill('electronics'),
  ...Array<Industry>(2).fill('medical'),
  ...Array<Industry>(3).fill('energy'),
  ...Array<Industry>(2).fill('other'),
  'research',
  'trade',
]

/** Sales areas: the cities that a salesperson's customers are in, each with a road of its own. */
export const areas: Record<'suxi' | 'huzhe' | 'south', readonly (readonly [city: string, road: string])[]> = {
  suxi: [
    ['苏州', '工业园区星湖街'],
    ['苏州', '高新区科灵路'],
    ['昆山', '开发区前进东路'],
    ['无锡', '新吴区长江南路'],
    ['常州', '武进区武宜南路'],
    ['张家港', '杨舍镇新泾西路'],
    ['常熟', '东南大道'],
    ['太仓', '上海东路'],
    ['江阴', '澄江东路'],
    ['南通', '通州区金新大道'],
    ['南京', '江宁区将军大道'],
  ],
  huzhe: [
    ['上海', '嘉定区曹安公路'],
    ['上海', '松江区新桥镇'],
    ['嘉兴', '经开区昌盛南路'],
    ['宁波', '北仑区小港'],
    ['杭州', '萧山区建设四路'],
    ['绍兴', '柯桥区湖安路'],
    ['台州', '玉环市机电工业园'],
    ['温州', '瓯海区经开区'],
    ['合肥', '经开区紫云路'],
  ],
  south: [
    ['深圳', '宝安区沙井'],
    ['深圳', '龙华区观澜'],
    ['东莞', '长安镇振安东路'],
    ['广州', '黄埔区科学城'],
    ['佛山', '顺德区大良'],
    ['中山', '火炬区康乐大道'],
    ['珠海', '金湾区三灶'],
    ['惠州', '仲恺高新区'],
    ['厦门', '集美区灌口'],
    ['泉州', '晋江市五里园'],
  ],
}

/** Two-character house names; each stands for at most two companies. */
export const houses: readonly string[] = (
  '博凯 德泰 华砺 瑞隆 鼎盛 信达 佳恒 科峰 永创 新越 联众 嘉诚 天工 巨力 明威 凯诺 力拓 东昇 正阳 宏远 ' +
  '利丰 中泰 启明 优科 安砺 恒润 金驰 汇岳 奥岚 泰岚 华晟 隆砥 智远 卓越 云帆 国盛 九洲 海岳 振华 万和 ' +
  '广晟 星宇 三正 腾达 兴业 诚美 勤道 润泽 普正 力合 创衡 博远 翔宇 长岭 立昕 景荣 晶达 同砺 祥泽 铭恒 ' +
  '方矩 宝利 思瑞 高科 精锐 先锐 万盛 丰源 顺达 裕华 众砺 亚衡 通润 康达 弘毅 苏新 锡能 锦程 双翼 飞越 ' +
  '骏腾 美特 迈科 佰利 百炼 拓峰 蓝屿 龙腾 福锦 雅达 欣晟 伟创 盈科 聚力 合盛 朗科 尚品 荣昌 聚澜 远景'
).split(' ')

/** Foreign-invested customers, whom Daniel looks after. */
export const foreign: readonly (readonly [name: string, industry: Industry, interest: string])[] = [
  ['贝格曼精密机械（上海）有限公司', 'machinery', 'CMM-1200 with scanning probe'],
  ['诺维克汽车零部件（嘉兴）有限公司', 'automotive', '3 CMMs for the new die-casting line'],
  ['海德利医疗器械（上海）有限公司', 'medical', 'Vision system, FDA documentation'],
  ['阿尔松传动技术（宁波）有限公司', 'machinery', 'Gear measuring centre'],
  ['斯坦伯格液压（上海）有限公司', 'machinery', 'Roundness tester'],
  ['维斯特能源装备（杭州）有限公司', 'energy', 'Laser tracker rental or purchase'],
  ['克莱恩传感器（嘉兴）有限公司', 'electronics', 'HM-SPC licences'],
  ['奥林达航空部件（上海）有限公司', 'other', 'Gantry CMM, 2027 budget'],
  ['麦肯纳轴承（宁波）有限公司', 'machinery', 'Annual maintenance for 4 machines'],
  ['法尔肯电子（上海）有限公司', 'electronics', 'VMS-400 trial'],
  ['布鲁诺模具（嘉兴）有限公司', 'machinery', 'CMM-800'],
  ['哈登车灯系统（上海）有限公司', 'automotive', 'In-line inspection'],
  ['索伦森泵业（杭州）有限公司', 'machinery', 'CMM-500 for the tool room'],
]

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余']
const givenNames =
  '建平 志强 晓东 海燕 国栋 永刚 丽娟 伟明 春华 文斌 金凤 德胜 雪梅 俊杰 红兵 佳怡 子轩 慧敏 振宇 秋萍 立新 玉兰 学军 思远 家豪 婷婷 育才 凤英 卫东 晨曦'.split(
    ' ',
  )

/** A person's name, the n-th of 1,200 different ones. */
export function personName(index: number): string {
  const surname = surnames[(index * 7) % surnames.length]!
  const given = givenNames[(index + Math.floor(index / surnames.length)) % givenNames.length]!
  return surname + given
}
