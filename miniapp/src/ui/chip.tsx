import type { ReactNode } from 'react'
import { Words } from '../kit/box'

export type Tone = 'accent' | 'success' | 'warning' | 'danger' | 'plain'

/** A short state in a coloured box. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <Words className={`chip chip-${tone}`}>{children}</Words>
}

const tones: Record<string, Tone> = {
  following: 'accent',
  cooperating: 'success',
  dormant: 'warning',
  open: 'accent',
  converted: 'success',
  submitted: 'warning',
  effective: 'success',
  rejected: 'danger',
  listed: 'success',
  done: 'success',
  pending: 'warning',
  agreed: 'success',
  received: 'warning',
  assigned: 'warning',
  dispatched: 'accent',
  accepted: 'accent',
  onTheWay: 'accent',
  working: 'accent',
  refused: 'danger',
}

/** The colour of a state; those without one are plain. */
export const toneOf = (state: unknown): Tone => tones[String(state)] ?? 'plain'
