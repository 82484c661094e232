import type { Answer, Route } from './http-host'

/** What the login page of a stand-in shows. */
export interface LoginPage {
  platform: 'wecom' | 'dingtalk'
  name: string
  kind: 'client' | 'web'
  people: { userId: string; name: string; title?: string }[]
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text safe inside HTML and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

const words = {
  wecom: { brand: '企业微信 WeCom', web: '选择登录的成员 · Choose who logs in' },
  dingtalk: { brand: '钉钉 DingTalk', web: '选择登录的成员 · Choose who logs in' },
}

const security = {
  'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The tiny page that stands for the client's own login: silent where a phone's window carries a name, else a chooser. */
export function loginPage(page: LoginPage): Answer {
  const people = page.people
    .map(
      ({ userId, name, title }) =>
        `<button type="button" data-user="${escapeHtml(userId)}"><b>${escapeHtml(name)}</b><span>${escapeHtml(title ?? '')}</span></button>`,
    )
    .join('')
  const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.name)}</title><link rel="stylesheet" href="/stand-in/login.css">
<body data-platform="${page.platform}" data-kind="${page.kind}" hidden>
<main><h1>${words[page.platform].brand}</h1><p>${escapeHtml(page.name)}</p><p>${words[page.platform].web}</p>
<nav>${people}</nav></main><script src="/stand-in/login.js"></script></body></html>`
  return { type: 'text/html; charset=utf-8', headers: security, body, quiet: true }
}

const script = `'use strict'
const body = document.body
const held = /^gonghai-phone:([a-z]+):(.+)$/.exec(window.name)
async function confirm(userId) {
  const answer = await fetch(location.pathname + '/confirm' + location.search, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }),
  })
  if (answer.ok) location.replace((await answer.json()).location)
  else { body.hidden = false; document.querySelector('main p').textContent = 'HTTP ' + answer.status }
}
if (held && held[1] === body.dataset.platform) confirm(decodeURIComponent(held[2]))
else body.hidden = false
for (const button of document.querySelectorAll('[data-user]'))
  button.addEventListener('click', () => confirm(button.dataset.user))
`

const style = `body{margin:0;font:16px/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#F5F7F9;color:#1F2933}
body[hidden]{display:none}main{max-width:360px;margin:0 auto;padding:32px 16px}h1{font-size:20px;margin:0}
p{margin:4px 0 12px;color:#52606D;font-size:14px}nav{display:grid;gap:8px}
button{display:flex;justify-content:space-between;align-items:center;min-height:48px;padding:0 16px;border:1px solid #E4E7EB;border-radius:10px;background:#fff;font:inherit;color:inherit;cursor:pointer}
button:hover,button:focus-visible{border-color:#0B6E8F}button span{color:#52606D;font-size:12px}`

/** Script and style of the login page, as own files so that no inline code is needed. */
export const loginAssets: Record<string, Route> = {
  'GET /stand-in/login.js': () => ({ type: 'text/javascript; charset=utf-8', body: script, quiet: true }),
  'GET /stand-in/login.css': () => ({ type: 'text/css; charset=utf-8', body: style, quiet: true }),
}
