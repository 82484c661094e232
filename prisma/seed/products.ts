import type { Act, Stage } from './stage'

/** Model, name, category, unit, list price in yuan, floor price, what it is. */
type Row = [
  model: string,
  name: string,
  category: string,
  unit: string,
  price: number,
  floor: number,
  text?: string,
]

const rows: readonly Row[] = [
  [
    'CMM-500',
    '小型桥式三坐标测量机',
    'equipment',
    'set',
    168_000,
    152_880,
    '行程 500×400×400 mm，示值误差 2.2+L/300 μm',
  ],
  [
    'CMM-800',
    '桥式三坐标测量机',
    'equipment',
    'set',
    268_000,
    243_880,
    '行程 800×600×600 mm，示值误差 1.8+L/300 μm，主力机型',
  ],
  ['CMM-1200', '大行程桥式三坐标测量机', 'equipment', 'set', 398_000, 362_180, '行程 1200×1000×800 mm'],
  [
    'CMM-2000',
    '龙门式三坐标测量机',
    'equipment',
    'set',
    1_280_000,
    1_164_800,
    '行程 2000×3000×1500 mm，需做独立地基',
  ],
  ['VMS-300', '影像测量仪', 'equipment', 'set', 86_000, 77_400],
  ['VMS-400', '全自动影像测量仪', 'equipment', 'set', 128_000, 116_480, '一键多件，适合连接器、线路板'],
  ['RND-200', '圆度仪', 'equipment', 'set', 145_000, 131_950],
  ['PRF-100', '轮廓仪', 'equipment', 'set', 118_000, 107_380],
  ['GMC-350', '齿轮测量中心', 'equipment', 'set', 520_000, 473_200],
  ['LTS-30', '激光跟踪仪', 'equipment', 'set', 860_000, 799_800],
  ['HGT-600', '二维高度仪', 'equipment', 'set', 38_000, 34_200],
  ['PH-20', '自动旋转测座', 'accessory', 'piece', 46_000, 41_400],
  ['SP-25', '扫描测头', 'accessory', 'piece', 68_000, 61_200],
  ['ST-KIT', '测针套装', 'accessory', 'piece', 4_800, 4_080],
  ['FIX-SET', '柔性夹具', 'accessory', 'set', 12_800, 10_880],
  ['GRN-02', '大理石平台', 'accessory', 'piece', 9_600, 8_160],
  ['HM-PRO', '恒测 HM-Pro 测量软件', 'software', 'set', 36_000, 28_800],
  ['HM-SPC', 'HM-SPC 统计分析模块', 'software', 'set', 18_000, 14_400],
  ['MNT-1', '年度维保', 'service', 'year', 16_000, 14_000, '含两次上门保养、一次校准、四小时响应'],
  ['CAL-1', '计量校准', 'service', 'time', 3_200, 2_880],
  ['TRN-2', '操作培训（两天）', 'service', 'time', 6_000, 5_100],
  ['RET-1', '旧机控制系统改造', 'service', 'time', 88_000, 79_200],
]

/** No longer sold; on no new contract. */
const unlisted: readonly Row[] = [
  [
    'CMM-600',
    '桥式三坐标测量机（停产）',
    'equipment',
    'set',
    198_000,
    178_200,
    '已由 CMM-800 替代，配件供应到 2029 年',
  ],
  ['HM-LITE', '恒测 HM-Lite 测量软件（停售）', 'software', 'set', 12_000, 9_600],
]

async function add(stage: Stage, at: Date, row: Row, listing: string): Promise<void> {
  const [model, name, category, unit, price, floor, text] = row
  const made = await stage.act(at, 'qianwen', 'product.create', {
    name: `${name} ${model}`,
    model,
    category,
    unit,
    price: `${price}.00`,
    floorPrice: `${floor}.00`,
    listing,
    ...(text ? { description: text } : {}),
  })
  stage.remember(`product:${model}`, made.id)
}

/** The list price of a listed product, in whole yuan. */
export function listPrice(model: string): number {
  return rows.find(row => row[0] === model)![4]
}

/** 钱雯 enters the price list on the first day. */
export function productActs(at: Date): Act[] {
  const entries = [
    ...rows.map(row => [row, 'listed'] as const),
    ...unlisted.map(row => [row, 'unlisted'] as const),
  ]
  return entries.map(([row, listing]) => ({ at, run: stage => add(stage, at, row, listing) }))
}
