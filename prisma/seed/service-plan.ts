/** What customers asked service for, and what became of it. */

/** How a request went; each is played step by step. */
export type Course =
  | 'done'
  /** The first engineer refused. */
  | 'refused'
  /** The first engineer gave it to a colleague. */
  | 'handedOver'
  /** The desk took it back and gave it to the other one. */
  | 'undone'
  /** The customer added something and urged before it was done. */
  | 'urged'
  /** The desk settled it on the phone. */
  | 'settled'
  /** The customer took it back, before or after it was given out. */
  | 'withdrawn'
  | 'calledOff'

/** The customer's mark; `null` = never answered. */
export type Mark = readonly [stars: number, tags: readonly string[], words?: string] | null

export interface PastRequest {
  /** Working days back on which it was filed, and when. */
  day: number
  time: string
  /** A follower by number, or a trading customer who called, by number. */
  who: { follower: number } | { caller: number }
  kind: 'fault' | 'maintenance' | 'complaint' | 'suggestion' | 'question'
  words: string
  /** Who does it in the end. */
  engineer: 'liushifu' | 'wutao'
  course: Course
  /** What was done, or why it was not. */
  result: string
  mark?: Mark
}

const follower = (number: number) => ({ follower: number })
const caller = (number: number) => ({ caller: number })

/** The last sixty days, oldest first. */
export const pastRequests: readonly PastRequest[] = [
  {
    day: 41,
    time: '08:52',
    who: follower(1),
    kind: 'fault',
    words: 'Z 轴回零时有异响，昨天开始的',
    engineer: 'liushifu',
    course: 'done',
    result: 'Z 轴平衡气缸漏气，换了密封圈，回零正常，做了一次精度校验。',
    mark: [5, ['fast', 'skilled'], '来得快，讲得也明白'],
  },
  {
    day: 39,
    time: '10:20',
    who: caller(6),
    kind: 'maintenance',
    words: '年度保养，请安排在月底前',
    engineer: 'wutao',
    course: 'done',
    result: '完成年度保养：清洁导轨、换过滤芯、校准，报告已留现场。',
  },
  {
    day: 37,
    time: '14:05',
    who: follower(2),
    kind: 'fault',
    words: '主轴转起来有杂音',
    engineer: 'wutao',
    course: 'done',
    result: '主轴联轴器松动，紧固并重新找正，试测三个齿轮正常。',
    mark: [4, ['skilled']],
  },
  {
    day: 35,
    time: '09:31',
    who: follower(3),
    kind: 'fault',
    words: '软件打开后提示许可证到期',
    engineer: 'liushifu',
    course: 'settled',
    result: '远程续了许可证，客户确认可以打开。',
    mark: [5, ['fast']],
  },
  {
    day: 33,
    time: '16:12',
    who: caller(9),
    kind: 'question',
    words: '想问夹具能不能夹 300 长的轴',
    engineer: 'liushifu',
    course: 'settled',
    result: '发了 FIX-SET 的尺寸图，可以夹到 320。',
  },
  {
    day: 31,
    time: '08:40',
    who: follower(4),
    kind: 'fault',
    words: '测头碰撞后重复性变差\n标准球测出来差 4 个微米',
    engineer: 'wutao',
    course: 'refused',
    result: '更换吸盘和测针，重新标定，重复性 1.4 μm。',
    mark: [5, ['skilled', 'friendly'], '换了师傅但没耽误'],
  },
  {
    day: 29,
    time: '11:15',
    who: follower(1),
    kind: 'maintenance',
    words: '半年保养',
    engineer: 'liushifu',
    course: 'done',
    result: '完成半年保养，气源含水偏高，建议加一级干燥。',
    mark: [5, ['clean']],
  },
  {
    day: 27,
    time: '13:48',
    who: follower(5),
    kind: 'fault',
    words: '开机蓝屏，进不了系统',
    engineer: 'wutao',
    course: 'urged',
    result: '工控机硬盘坏，换新盘并恢复程序，客户的测量程序都在。',
    mark: [2, ['late', 'unsolved'], '等了三天才来，期间产品都没法出货'],
  },
  {
    day: 25,
    time: '09:05',
    who: caller(3),
    kind: 'fault',
    words: '主轴气浮压力报警',
    engineer: 'liushifu',
    course: 'handedOver',
    result: '调压阀膜片老化，已更换，气压稳定在 0.45 MPa。',
  },
  {
    day: 23,
    time: '15:20',
    who: follower(2),
    kind: 'complaint',
    words: '上次修的主轴又响了',
    engineer: 'wutao',
    course: 'done',
    result: '更换联轴器弹性体，空转两小时无异响，免费处理。',
    mark: [3, ['friendly'], '希望一次修好'],
  },
  {
    day: 21,
    time: '10:02',
    who: follower(3),
    kind: 'fault',
    words: '报告里公差不显示',
    engineer: 'liushifu',
    course: 'done',
    result: '模板设置问题，改好后教了两位同事。',
    mark: [4, ['friendly']],
  },
  {
    day: 19,
    time: '08:33',
    who: follower(4),
    kind: 'maintenance',
    words: '请上门做一次精度校准，审厂要用',
    engineer: 'wutao',
    course: 'undone',
    result: '按 ISO 10360-2 校准合格，证书三个工作日内寄出。',
    mark: [5, ['fast', 'clean'], '证书很及时'],
  },
  {
    day: 17,
    time: '14:30',
    who: follower(5),
    kind: 'fault',
    words: '摇杆不灵敏',
    engineer: 'liushifu',
    course: 'withdrawn',
    result: '重启以后好了',
  },
  {
    day: 15,
    time: '09:58',
    who: follower(1),
    kind: 'suggestion',
    words: '报告能不能导出成 Excel',
    engineer: 'liushifu',
    course: 'settled',
    result: '新版 HM-Pro 已支持，发了升级包和说明。',
    mark: null,
  },
  {
    day: 13,
    time: '16:40',
    who: caller(7),
    kind: 'fault',
    words: '测针更换架报警，换不了针',
    engineer: 'liushifu',
    course: 'done',
    result: '更换架 2 号位传感器脏污，清洁并重新示教，连换二十次正常。',
  },
  {
    day: 11,
    time: '08:47',
    who: follower(2),
    kind: 'fault',
    words: '上顶尖夹不紧，工件会打滑',
    engineer: 'wutao',
    course: 'calledOff',
    result: '自己发现是顶尖孔里有铁屑',
  },
  {
    day: 9,
    time: '10:36',
    who: follower(5),
    kind: 'complaint',
    words: '同一台机器一个月坏两次，请主管联系我',
    engineer: 'liushifu',
    course: 'done',
    result: '更换主板电源，整机检查一遍，延长质保三个月。',
    mark: [1, ['unsolved', 'late'], '修是修了，这个频率我们受不了'],
  },
  {
    day: 6,
    time: '13:22',
    who: follower(3),
    kind: 'maintenance',
    words: '质保快到期，想做一次全面检查',
    engineer: 'wutao',
    course: 'done',
    result: '全面检查完成，建议更换过滤器，其余正常。',
    mark: [5, ['skilled', 'clean']],
  },
  {
    day: 4,
    time: '09:12',
    who: follower(4),
    kind: 'fault',
    words: '旋转测座角度偏了',
    engineer: 'liushifu',
    course: 'done',
    result: '重新标定 PH-20，各角度偏差在 1 μm 内。',
    mark: [4, ['skilled']],
  },
  {
    day: 2,
    time: '10:45',
    who: follower(0),
    kind: 'question',
    words: '试用机的测头怎么换 1 mm 的针',
    engineer: 'liushifu',
    course: 'done',
    result: '上门换了 1 mm 红宝石测针并重新标定，教了陈工两遍。',
  },
]

/** Steps that are still to come when the demo starts. */
export type OpenState = 'received' | 'dispatched' | 'accepted' | 'onTheWay' | 'working'

export interface OpenRequest {
  /** Minutes before the seeding. */
  minutesAgo: number
  who: PastRequest['who']
  kind: PastRequest['kind']
  words: string
  engineer: PastRequest['engineer']
  state: OpenState
  /** The note of the desk. */
  note?: string
}

/** What waits, or is being done, on the first day of the demo. */
export const openRequests: readonly OpenRequest[] = [
  {
    minutesAgo: 170,
    who: follower(4),
    kind: 'fault',
    words: 'X 轴光栅尺报警，机器停了',
    engineer: 'liushifu',
    state: 'working',
    note: '客户有产品要出货，优先处理',
  },
  {
    minutesAgo: 140,
    who: follower(1),
    kind: 'fault',
    words: '测量软件闪退，一天三四次',
    engineer: 'wutao',
    state: 'onTheWay',
  },
  {
    minutesAgo: 95,
    who: caller(8),
    kind: 'maintenance',
    words: '下周做半年保养',
    engineer: 'wutao',
    state: 'accepted',
  },
  {
    minutesAgo: 48,
    who: follower(3),
    kind: 'fault',
    words: '打印机连不上，报告出不来',
    engineer: 'liushifu',
    state: 'dispatched',
    note: '先电话看一下网络设置',
  },
  {
    minutesAgo: 26,
    who: follower(2),
    kind: 'fault',
    words: '齿形曲线毛刺很多，重复测不一样',
    engineer: 'liushifu',
    state: 'received',
  },
  {
    minutesAgo: 12,
    who: follower(0),
    kind: 'fault',
    words: '测头报警 E042，测到一半停下来',
    engineer: 'liushifu',
    state: 'received',
  },
]
