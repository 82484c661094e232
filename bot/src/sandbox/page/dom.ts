/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Child = Node | string | undefined | null | false

/** Attributes and listeners of an element: `class`, `onclick`, `aria-label` …; false and undefined are left out. */
export interface Props {
  [name: string]: string | number | boolean | undefined | ((event: Event) => void)
}

/** Makes an element. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : `${value}`)
  }
  node.append(...children.filter((child): child is Node | string => !!child || child === ''))
  return node
}

/** Strokes of the page's one icon set, on a 24 × 24 grid. */
const strokes = {
  chevronDown: 'M6 9l6 6 6-6',
  back: 'M15 5l-7 7 7 7',
  reload: 'M20 11a8 8 0 1 0-2.300 6.300M20 5v6h-6',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9.500h.01',
  send: 'M4 12l16-7-6 16-3-7z',
  close: 'M6 6l12 12M18 6L6 18',
  wire: 'M4 8h13M14 5l3 3-3 3M20 16H7M10 13l-3 3 3 3',
  fault: 'M13 3L5 14h6l-1 7 8-11h-6z',
  clock: 'M12 7v5l3.500 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  chat: 'M4 5h16v11H9l-5 4z',
  app: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  waves: 'M3 10c3-2.700 6-2.700 9 0s6 2.700 9 0M3 16c3-2.700 6-2.700 9 0s6 2.700 9 0',
  out: 'M7 17L17 7M9 7h8v8',
  in: 'M17 7L7 17M15 17H7V9',
  signal: 'M5 18v-3M10 18v-6M15 18V9M20 18V5',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  battery: 'M3 8h15v8H3zM21 11v2',
} as const

export type Icon = keyof typeof strokes

/** An icon, drawn in the colour of its text; decorative. */
export function icon(name: Icon, size = 20): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const attributes = { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: 'icon' }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, `${value}`)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', strokes[name])
  svg.append(path)
  return svg
}

/** Replaces what is inside an element. */
export function fill(node: Element, ...children: Child[]): void {
  node.replaceChildren(...children.filter((child): child is Node | string => !!child))
}

/** A stable tone 0–7 for a name. */
export function toneOf(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 997, 7) % 8
}

/** An avatar by initials: the last two characters of a Chinese name, one where it is tiny. */
export function avatar(name: string, kind = ''): HTMLElement {
  const count = kind === 'tiny' ? 1 : 2
  const han = /[\u4e00-\u9fff]/.test(name)
  const letters = han ? [...name].slice(-count).join('') : name.slice(0, count).toUpperCase()
  return el('span', { class: `avatar tone-${toneOf(name)} ${kind}`, 'aria-hidden': 'true' }, letters)
}
