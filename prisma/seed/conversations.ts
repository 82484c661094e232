/** What people write down. `{who}` is the contact, `{what}` what the customer wants. */
export type Line = readonly [channel: 'phone' | 'visit' | 'wechat' | 'email' | 'meeting', text: string]
type Thread = readonly Line[]

/** Conversations by how far a customer is, in the order in which they are held. */
export const threads: Record<
  'potential' | 'following' | 'cooperating' | 'dormant' | 'foreign',
  readonly Thread[]
> = {
  potential: [
    [
      ['phone', '第一次通话，{who}负责选型，现在用游标卡尺加投影仪，想上{what}。先发样本。'],
      ['wechat', '{who}看了样本，问重复性和交期，答复标准机 6 周。约了来苏州看机器。'],
      ['visit', '{who}带两位同事来展厅看了演示，对扫描速度满意，要一份报价。'],
    ],
    [
      ['phone', '{who}在开会，说下周再打，确认有{what}的计划。'],
      ['phone', '打通了，下半年扩产要上设备，预算在走流程，年底前定。'],
    ],
    [
      ['wechat', '加上了{who}的微信，发了同行案例，他转给了质量部。'],
      ['visit', '上门拜访，看了现场，温度波动大，建议先做恒温间。{who}认可。'],
    ],
    [['phone', '{who}说目前只是了解，希望先寄一份{what}的资料。已寄出。']],
    [
      ['phone', '官网留言回访，{who}说老机器坏了两次，急着换。'],
      ['meeting', '视频会议讲方案，{who}和设备部都在，问得很细，关心售后响应。'],
      ['email', '发了正式报价和维保条款，{who}说周五前内部评审。'],
    ],
    [
      ['phone', '{who}转到了别的部门，新的负责人下周到岗，先保持联系。'],
      ['wechat', '新负责人加上微信了，说{what}的事已经交接，要重新讲一遍。'],
    ],
    [
      ['visit', '路过顺道拜访，{who}带看了车间，两条新线 3 个月后投产，检测设备还没定。'],
      ['email', '按新线的节拍做了配置建议，发给{who}。'],
      ['phone', '{who}说配置可以，让我们把预算价报给财务。'],
    ],
    [
      ['phone', '回访展会名片，{who}记得我们，想先做两个样件的检测。'],
      ['visit', '样件测完送回报告，{who}说比他们外送的检测所快一半。'],
    ],
  ],
  following: [
    [
      ['phone', '{who}确认技术协议没问题，卡在价格，希望再降 3 个点。'],
      ['visit', '当面谈了一次，同意价格不动、多送一次年度校准，{who}去汇报。'],
      ['phone', '{who}反馈领导同意，下周走合同。'],
    ],
    [
      ['visit', '样件测试：12 个件，重复性 1.6 μm，{who}当场签了测试报告。'],
      ['wechat', '{who}问能不能分两期付款，答应去问财务。'],
      ['phone', '回复可以 3-6-1 付款，{who}满意，开始写采购申请。'],
    ],
    [
      ['phone', '{who}说另一家也在报价，对方低 2 万，但交期要 10 周。'],
      ['meeting', '拉上服务部一起开会，讲了四小时响应，{who}把售后分打高了。'],
    ],
    [
      ['visit', '拜访{who}，项目推迟到下季度，但明确要{what}。保持两周一次联系。'],
      ['wechat', '发了新软件的介绍视频，{who}回复说不错。'],
    ],
    [['phone', '{who}出差，跟他同事确认了招标时间，下月中旬发标书。']],
    [
      ['phone', '{who}要我们补一份近三年同行业用户名单。'],
      ['email', '名单和两份验收报告已发，{who}说评审会上用。'],
      ['visit', '评审会现场答疑，工艺、设备都没意见，{who}说等总经理签字。'],
    ],
    [
      ['wechat', '{who}问软件能不能读他们的 CAD 图纸，发了演示视频。'],
      ['meeting', '远程连他们的图纸跑了一遍，{who}当场说可以。'],
    ],
    [
      ['phone', '{who}说集团要求三家比价，已把配置清单和参数表发过去。'],
      ['phone', '比价结果我们第二，{who}建议把培训算进去再报一次。'],
    ],
  ],
  cooperating: [
    [
      ['visit', '年度回访，机器运行正常，{who}提到二期厂房明年 3 月完工，会再要一台。'],
      ['phone', '二期项目立项了，{who}要我们先做一版预算。'],
    ],
    [
      ['phone', '维保快到期，提醒{who}续签，答复走流程。'],
      ['wechat', '{who}说续签两年，问有没有折扣。'],
    ],
    [['visit', '陪刘师傅上门保养，顺便教了两个新员工编程，{who}很满意。']],
    [
      ['phone', '{who}介绍了同园区一家做压铸的，已要到电话。'],
      ['visit', '季度回访，{who}确认设备尾款本月付。'],
    ],
  ],
  dormant: [
    [['phone', '换了联系人，新来的{who}不了解情况，约了月底见面重新介绍。']],
    [['phone', '{who}说今年没有设备预算，明年一月再联系。']],
  ],
  foreign: [
    [
      [
        'meeting',
        'Intro call with {who}. Headquarters specify the CMM, local plant decides on service. Wants: {what}.',
      ],
      ['email', 'Sent offer in EUR and CNY plus the acceptance protocol per ISO 10360-2.'],
      [
        'visit',
        'Plant tour. Granite foundation is fine, air supply needs a dryer. {who} asked for a reference visit.',
      ],
    ],
    [
      ['phone', '{who} needs the calibration certificates in English before Friday.'],
      ['email', 'Certificates sent; {who} confirmed and forwarded them to the auditor.'],
    ],
    [
      ['visit', 'Measured six sample parts on site, gauge R&R 7.8 %. {who} will present it to the board.'],
      ['phone', 'Board meeting postponed by two weeks; {who} stays positive.'],
    ],
    [['email', '{who} asks for a price per licence for 5 and for 10 seats.']],
  ],
}

/** The conversation with 苏州恒远, of which the demo's big contract comes: working days back, time, and what was said. */
export const hengyuan: readonly (readonly [day: number, time: string, line: Line])[] = [
  [13, '10:20', ['phone', '从公海领的。陈工负责选型，连接器模具要全检，现在外送检测一个月花 3 万多。']],
  [10, '14:20', ['visit', '上门看了现场，最大工件 620×480，CMM-800 够用。要两台，一台放来料。']],
  [7, '10:03', ['phone', '要两份报价：标准版和含三年维保。陈工月底前定。']],
  [
    4,
    '16:10',
    ['meeting', '陈工和采购一起谈，竞品报价 47 万，我们 48.6 万含一年维保，他们认服务，价格到此为止。'],
  ],
  [1, '17:05', ['wechat', '跟陈工说合同在内部走审批，明天上午给他答复。']],
]
