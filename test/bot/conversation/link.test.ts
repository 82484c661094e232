import { fakeCrm } from './fake-crm'

describe('“绑定” in the chat (CHAT-8)', () => {
  test.each(['绑定 K7Q2M9XW4T', '綁定：k7q2m9xw4t', 'link K7Q2M9XW4T '])(
    'a stranger who types the code from the other chat is linked: %s',
    async line => {
      const chat = fakeCrm()
      chat.state.linked = false
      expect((await chat.say(line)).toLowerCase()).toBe('linked k7q2m9xw4t')
    },
  )

  test('not in a group, not where nobody knows who typed, not by a word that is no code', async () => {
    const chat = fakeCrm()
    chat.state.linked = false
    expect(await chat.say('绑定 K7Q2M9XW4T', { chat: 'group', conversationId: 'g1' })).not.toContain('linked')
    expect(await chat.say('绑定 K7Q2M9XW4T', { readOnly: true })).not.toContain('linked')
    expect(await chat.say('绑定 我')).not.toContain('linked')
  })
})
